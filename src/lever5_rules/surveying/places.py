"""Places of the bundles of a survey: under a folder, in a list, or at fsspec URLs."""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from attrs import evolve, frozen

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped
from lever5_rules.reading.bundles.bundle import PROFILE_FILE, WORKBOOKS, is_hidden, is_profile
from lever5_rules.reading.bundles.handed_in import fsspec_for
from lever5_rules.reading.bundles.own_outputs import own_output
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.support.input_files import open_plain, read_plain

WHOLE = (*WORKBOOKS, ".zip")
"""The endings of files that are a bundle each."""
STATE = "survey.sqlite"
"""The file that a survey keeps its results in."""
LISTS = (".txt", ".lst", ".list")
MOST_LIST = 64 << 20
"""The largest list of bundles, in bytes."""


@frozen
class Place:
    """A bundle of a survey: its name in outputs, and where it is.

    `trouble` says why there is no bundle after all; such a place is listed and never judged.
    `content` is a bundle that the judging process could not read from its source.
    """

    name: str
    source: str
    trouble: str = ""
    content: Any = None

    def with_content(self) -> "Place":
        """Return the place with its content if that is in the memory of this process only."""
        return evolve(self, content=_in_memory(self.source)) if _is_memory(self.source) else self


def places_of(root: Any) -> tuple[Place, ...]:
    """Return the bundles of a survey by name, each only once.

    `root` is a folder with bundles in it at any depth, a text file with a path or URL in each line,
    a URL of fsspec, a bundle itself, or a list of any of these paths and URLs. Raises UsageError if
    there is no bundle.
    """
    if isinstance(root, tuple) and root and all(isinstance(path, Place) for path in root):
        return root
    by_name = {place.name: place for place in _each_once(_find_places(root))}
    if not any(not place.trouble for place in by_name.values()):
        trouble = next((f" {place.name}: {place.trouble}" for place in by_name.values()), "")
        raise UsageError(
            f"{_called(root)} holds no bundle.{trouble} A bundle is a folder with {PROFILE_FILE}, "
            "a zip of one, or a workbook; give the folder that they are in, or a .txt file with a "
            "path in each line."
        )
    return tuple(evolve(by_name[name], name=as_text(name)) for name in sorted(by_name))


def districts_below(root: Path) -> tuple[str, ...]:
    """Return the names of the folders below a folder that hold a district profile each."""
    return tuple(
        as_text(place.name)
        for place in _each_once(_below(root))
        if not place.trouble and os.path.isdir(place.source)
    )


def as_text(name: str) -> str:
    """Return a name in a form that every output can hold: bytes that are not UTF-8 are escaped."""
    return name.encode("utf-8", "backslashreplace").decode()


def _each_once(places: Iterable[Place]) -> Iterator[Place]:
    """Yield every bundle under the first of its names, even if several paths lead to it."""
    paths: set[str] = set()
    for place in sorted(places, key=lambda bundle_place: bundle_place.name):
        where = _location(place.source)
        if place.trouble or where not in paths:
            yield place
        if not place.trouble:
            paths.add(where)


def _location(source: str) -> str:
    """Return the location of a bundle, the same for every spelling of its path."""
    if source.startswith("file://") and "::" not in source:
        source = url2pathname(urlsplit(source).path)
    return source.rstrip("/") if "://" in source else os.path.realpath(source)


def _called(root: Any) -> str:
    return clipped(str(root), 200) if isinstance(root, str | Path) else "The list"


def _find_places(root: Any) -> Iterator[Place]:
    if isinstance(root, str) and "://" in root:
        return _below_url(root)
    if isinstance(root, str | Path):
        if not str(root).strip():
            raise UsageError("The path of the bundles is empty. Give the folder that they are in.")
        path = Path(root)
        if os.path.isdir(path):
            return _below(path)
        if path.suffix.lower() in LISTS and os.path.isfile(path):
            return _listed(_lines(path), path.parent)
        if os.path.isfile(path):
            return iter((Place(path.name, os.path.abspath(path)),))
        if os.path.exists(path):
            raise UsageError(
                f"{path} is a pipe or device. Give the folder that the bundles are in, or write "
                "their list to a .txt file."
            )
        raise UsageError(f"There is no folder {path}. Give the folder that the bundles are in.")
    if isinstance(root, Iterable):
        return _listed(map(os.fspath, root), Path())
    raise UsageError(f"{clipped(repr(root), 60)} is not a folder of bundles. Give its path.")


def _lines(path: Path) -> list[str]:
    try:
        text = read_plain(path, MOST_LIST).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"The list {path} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise UsageError(f"The list {path} is not UTF-8 text. Save it as UTF-8.") from None
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _listed(lines: Iterable[str], beside: Path) -> Iterator[Place]:
    for line in lines:
        if "://" in line:
            yield Place(line.rstrip("/"), line)
        else:
            name = os.path.normpath(line).replace(os.sep, "/")
            if os.path.isdir(beside / line):
                yield from _in_folder(beside / line, name)
            else:
                yield Place(name, os.path.abspath(beside / line))


def _below(root: Path) -> Iterator[Place]:
    """Yield the bundles in a folder, and anything in it that may have been meant as one."""
    try:
        entries = sorted(os.scandir(root), key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(f"The folder {root} cannot be read ({error.strerror}).") from None
    if any(is_profile(entry.name) for entry in entries):
        yield Place(root.resolve().name or ".", os.path.abspath(root))
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and not is_hidden(entry.name):
            yield from _in_folder(Path(entry.path), entry.name)
        else:
            yield from _in_file(entry, entry.name)


def _in_folder(top: Path, name: str) -> Iterator[Place]:
    """Yield the bundles in a folder below the root; if it has none, the folder itself with the
    reason.
    """
    holds_place = foreign = False
    folders = [(top, name)]
    while folders:
        folder, called = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            holds_place = True
            trouble = f"The folder cannot be read ({error.strerror})."
            yield Place(called, os.path.abspath(folder), trouble)
            continue
        if any(is_profile(entry.name) for entry in entries):
            holds_place = True
            yield Place(called, os.path.abspath(folder))
            continue
        for entry in entries:
            below = f"{called}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if not is_hidden(entry.name):
                    folders.append((Path(entry.path), below))
                continue
            passed_over = is_hidden(entry.name) or entry.name.startswith(STATE)
            foreign = foreign or not (passed_over or _is_own_output(entry.path))
            for place in _in_file(entry, below):
                holds_place = True
                yield place
    if foreign and not holds_place:
        yield Place(name, os.path.abspath(top), f"It holds files and no {PROFILE_FILE}.")


def _in_file(entry: "os.DirEntry[str]", name: str) -> Iterator[Place]:
    if is_hidden(entry.name):
        return
    place = os.path.abspath(entry.path)
    try:
        folder, plain = entry.is_dir(), entry.is_file()
    except OSError:  # links that refer to each other
        folder = plain = False
    is_bundle_file = entry.name.lower().endswith(WHOLE)
    if entry.is_symlink() and folder:
        trouble = "A link to a folder is not followed. Name the folder in a list of bundles."
        yield Place(name, place, trouble)
    elif not plain and (is_bundle_file or entry.is_symlink()):
        what = "a link that leads to no plain file" if entry.is_symlink() else "a pipe or device"
        yield Place(name, place, f"It is {what}. Put the bundle in its place.")
    elif is_bundle_file and not _is_own_output(place):
        yield Place(name, place)


def _is_own_output(place: str) -> bool:
    return own_output(RawFile(place, partial(open_plain, place))) is not None


def _below_url(url: str) -> Iterator[Place]:
    """Yield the bundles below a URL: folders with a profile, zips and workbooks."""
    fsspec = fsspec_for(url)
    try:
        system, top = fsspec.core.url_to_fs(url)
        is_file = system.isfile(top)
        paths = [] if is_file else sorted(map(str, system.find(top)))
    except Exception as error:  # each file system has its own exceptions
        raise UsageError(
            f"{clipped(url, 100)} cannot be read ({type(error).__name__}: "
            f"{clipped(str(error), 100)})."
        ) from None
    if is_file:
        return iter((Place(url.rpartition("/")[2], url),))
    start = f"{top.rstrip('/')}/" if top.strip("/") else ""
    names = [path.removeprefix(start).lstrip("/") for path in paths if path.startswith(start)]
    return _among([name for name in names if not is_hidden(name)], url)


def _is_memory(source: str) -> bool:
    return any(part.startswith("memory://") for part in source.split("::"))


def _in_memory(url: str) -> Any:
    """Return what is at a URL in a form that `check` takes, or None if it cannot be read.

    In that case the judging process reports it.
    """
    try:
        import fsspec

        system, top = fsspec.core.url_to_fs(url)
        if system.isfile(top):
            file = BytesIO(system.cat_file(top))
            file.name = top.rpartition("/")[2]
            return file
        start = f"{top.rstrip('/')}/"
        paths = {str(path).removeprefix(start): path for path in system.find(top)}
        files = {name: system.cat_file(path) for name, path in paths.items() if not is_hidden(name)}
        return files or None
    except Exception:  # each file system has its own exceptions
        return None


def _within(url: str, name: str) -> str:
    """Return the URL of something below a URL, which may be chained: `zip://::/tmp/all.zip`."""
    first, chain, others = url.partition("::")
    first = first if first.endswith("/") else f"{first}/"
    return f"{first}{name}{chain}{others}"


def _among(names: list[str], url: str) -> Iterator[Place]:
    profiles = {name.rpartition("/")[0] for name in names if is_profile(name.rpartition("/")[2])}
    if "" in profiles:
        yield Place(url.rstrip("/").rpartition("/")[2], url)
        return
    holding, without = set(), set()
    for name in names:
        above = name.split("/")[:-1]
        bundle = next(
            (at for end in range(len(above)) if (at := "/".join(above[: end + 1])) in profiles), ""
        )
        first = above[0] if above else ""
        if bundle:
            holding |= {bundle, first}
        elif name.lower().endswith(WHOLE):
            holding.add(first)
            yield Place(name, _within(url, name))
        elif first:
            without.add(first)
    yield from (Place(profile, _within(url, profile)) for profile in sorted(holding & profiles))
    for folder in sorted(without - holding):
        yield Place(folder, _within(url, folder), f"It holds files and no {PROFILE_FILE}.")

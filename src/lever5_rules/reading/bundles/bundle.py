"""A bundle before it is read: a folder, a zip of one, a workbook, or the same in memory."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from attrs import evolve, frozen

from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.budgets import USUAL, Budgets
from lever5_rules.core.errors import BundleError
from lever5_rules.core.text import did_you_mean
from lever5_rules.core.values import by_value
from lever5_rules.reading.cannot_read import UnreadablePackage
from lever5_rules.support.input_files import open_plain

from .own_outputs import own_output
from .raw_files import RawFile
from .single_file import Form, form_of

PROFILE_FILE = "district.toml"
MAPPING_SUFFIX = ".mapping.toml"
WORKBOOKS = (".xlsx", ".xlsm")
HIDDEN = (".", "~$", "__MACOSX", "__pycache__")
"""Prefixes of names that an operating system or a program leaves in a folder."""


def is_hidden(path: str) -> bool:
    """Return whether a file, or a folder above it, was left by an operating system or program."""
    return any(name.startswith(HIDDEN) for name in path.split("/"))


def is_profile(path: str) -> bool:
    """Return whether a file is named like the profile of the district, in any case."""
    return path.casefold() == PROFILE_FILE


@by_value("origin", "files")
@frozen(eq=False, repr=False, slots=False)
class Bundle:
    """The files of a bundle, unread. `origin` is where they are, if not in memory.

    `unopened` are problems with entries of the folder that are not plain files: links that lead out
    of it or nowhere, pipes, sockets, devices; any of them may stand for evidence. `passed_over` are
    sentences on outputs of this program among the files, which are not evidence. `budgets` limit
    how much of it is read.

    Raises BundleError where there are more files than that.

    >>> l5.Bundle.from_path("examples/live-oak-charter").files[0].path
    'README.md'
    """

    files: tuple[RawFile, ...]
    problems: tuple[Problem, ...] = ()
    origin: Path | None = None
    unopened: tuple[Problem, ...] = ()
    passed_over: tuple[str, ...] = ()
    budgets: Budgets = USUAL

    def __attrs_post_init__(self) -> None:
        _check_number(len(self.files), self.origin or "The bundle", self.budgets)

    def within(self, budgets: Budgets) -> "Bundle":
        """Return this bundle with other budgets. Raises BundleError if it has too many files."""
        return evolve(self, budgets=budgets)

    @classmethod
    def from_path(cls, path: str | Path, budgets: Budgets = USUAL) -> "Bundle":
        """Return the bundle in the folder, zip or workbook at `path`.

        Hidden files and what this program wrote are passed over, and links that lead out of the
        folder are not followed. Raises BundleError where there is none, nothing is in it, it has
        more files than its budget, or the zip is refused.
        """
        if not isinstance(path, str | Path):
            raise BundleError(
                f"{type(path).__name__} is not a path of a bundle. Give the folder with "
                f"{PROFILE_FILE}; Bundle.from_mapping makes one in memory."
            )
        if not str(path):
            raise BundleError(
                "The path of the bundle is empty, as where a variable is not set. Give the folder "
                f"with {PROFILE_FILE}, or . for this one."
            )
        root = Path(path)
        if not _exists(root):
            raise BundleError(_describe_missing(root))
        problems: list[Problem] = []
        unopened: list[Problem] = []
        if os.path.isdir(root):
            files = _walk(root, problems, unopened)
        elif form_of(root, budgets) is Form.WORKBOOK:
            files = iter([_make_disk_file(root.name, root, _find_size(root))])
        else:
            files = unpack(root, str(root), problems, unopened, budgets)
        return gather_files(str(path), files, problems, unopened, root.absolute(), budgets)

    @classmethod
    def from_mapping(cls, files: Mapping[str, Any]) -> "Bundle":
        """Return a bundle in memory: file names to contents.

        A content is a mapping (a document), a list of mappings (the rows of a table), text or bytes
        (the file as it would be on disk). The kind is given by `kind` or the file name.

        >>> bundle = l5.Bundle.from_mapping(
        ...     {
        ...         "district.toml": {"name": "Sample ISD", "school_year": "2026-2027"},
        ...         "campus_list.csv": [{"campus_id": "101", "name": "North Elementary"}],
        ...         "meeting_log.csv": b"meeting_id,date",
        ...     }
        ... )
        >>> l5.check(bundle, as_of=date(2026, 11, 23)).district_name
        'Sample ISD'
        """
        if not isinstance(files, Mapping) or not all(isinstance(name, str) for name in files):
            raise BundleError("Give a mapping of file names to contents.")
        if not files:
            raise BundleError(f"The bundle holds no files. It needs {PROFILE_FILE}.")
        raw = []
        for name, content in sorted(files.items()):
            path = _decode_name(name)
            # A text with half a surrogate pair cannot be encoded, which the reader of the file
            # reports.
            text = isinstance(content, str)
            data = content.encode("utf-8", "surrogatepass") if text else content
            if not isinstance(data, (bytes, Mapping, Sequence)):
                raise BundleError(f"{path}: give a mapping, a list of mappings, text or bytes.")
            raw.append(RawFile(path, content=data))
        return cls(tuple(raw))


def gather_files(
    name: str,
    raw_files: Iterable[RawFile],
    problems: list[Problem],
    unopened: list[Problem],
    origin: Path | None = None,
    budgets: Budgets = USUAL,
) -> Bundle:
    """Return the bundle of these files, without outputs of this program.

    `raw_files` may add to `problems` and `unopened` while it is consumed. Raises BundleError, in
    which the bundle is called `name`, if nothing is left.
    """
    raw_files = list(islice(raw_files, budgets.files + 1))
    _check_number(len(raw_files), name, budgets)
    files, passed_over = [], []
    for file in sorted(raw_files, key=lambda file: file.path):
        if what := own_output(file):
            passed_over.append(
                f"{file.path} is {what} that lever5 wrote; it is not evidence and was passed over."
            )
        else:
            files.append(file)
    if problems and not files:
        raise BundleError(f"{name} cannot be read: {problems[0].message}")
    if not files and passed_over:
        raise BundleError(
            f"{name} holds only what lever5 wrote itself, which is not evidence "
            f"({passed_over[0]}) Give the folder with {PROFILE_FILE}."
        )
    if not files:
        raise BundleError(
            f"{name} holds no files. A bundle needs {PROFILE_FILE} and the artifacts."
        )
    return Bundle(
        tuple(files), tuple(problems), origin, tuple(unopened), tuple(passed_over), budgets
    )


def _check_number(files: int, where: object, budgets: Budgets) -> None:
    if files > budgets.files:
        raise BundleError(
            f"{where} holds more than {budgets.files:,} files. Leave out what is not evidence, or "
            "raise the budget `files`."
        )


def _find_size(path: "Path | os.DirEntry[str]") -> int | None:
    try:
        return path.stat().st_size
    except OSError:  # gone since: to open it will tell
        return None


def _make_disk_file(name: str, path: Path, size: int | None) -> RawFile:
    place = path.absolute()  # a plugin may change the working directory later
    return RawFile(name, lambda: open_plain(place), size=size)


def _decode_name(name: str) -> str:
    """Return a name as text, in which bytes that are not valid UTF-8 are replaced."""
    return re.sub("[\ud800-\udfff]", "\ufffd", name)


def _describe_missing(path: Path) -> str:
    """Return the message that there is nothing at a path, with the nearest existing name."""
    if os.path.islink(path):
        return f"{path} is a link that leads nowhere. Give the folder with {PROFILE_FILE}."
    try:
        beside = os.listdir(path.parent)
    except (OSError, ValueError):  # the folder above does not exist either
        beside = []
    hint = did_you_mean(path.name, map(_decode_name, beside))
    if path.suffix.lower() in (*WORKBOOKS, ".zip"):
        return f"There is no file {path}.{hint} Give the path of the workbook or zip."
    return f"There is no folder {path}.{hint} Give the folder with {PROFILE_FILE}, or a workbook."


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # the name is too long or invalid
        return False


def _walk(root: Path, problems: list[Problem], unopened: list[Problem]) -> Iterable[RawFile]:
    inside = os.path.realpath(root)
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            name = _decode_name(folder.relative_to(root).as_posix())
            message = f"the folder cannot be read ({error.strerror})."
            problems.append(Problem(Severity.ERROR, name, None, message))
            continue
        for entry in entries:
            if is_hidden(entry.name):
                continue
            path = Path(entry.path)
            name = _decode_name(path.relative_to(root).as_posix())
            why = _explain_unopened(entry, inside)
            if why is not None:
                severity, message = why
                unopened.append(Problem(severity, name, None, message))
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            else:
                yield _make_disk_file(name, path, _find_size(entry))


def _explain_unopened(entry: "os.DirEntry[str]", inside: str) -> tuple[Severity, str] | None:
    """Return why an entry of a folder is not opened, or None for plain files and folders.

    The severity is a note if nothing is lost by it.
    """
    try:
        plain, folder = entry.is_file(), entry.is_dir()
    except OSError:  # links that refer to each other
        plain = folder = False
    if not entry.is_symlink():
        what = "" if plain or folder else "it is not a plain file but a pipe or device."
    elif not Path(os.path.realpath(entry.path)).is_relative_to(inside):
        what = "a link that leads out of the bundle was not followed."
    elif folder:
        message = "a link to a folder was not followed; the folder is read where it lies."
        return Severity.NOTE, message
    else:
        what = "" if plain else "a link that leads to no plain file was not followed."
    return (Severity.WARNING, f"{what} {_COPY}") if what else None


_COPY = "Put a copy of the file in its place."


def unpack(
    packed: Path | BinaryIO,
    title: str,
    problems: list[Problem],
    unopened: list[Problem],
    budgets: Budgets = USUAL,
) -> Iterator[RawFile]:
    """Yield the entries of a zip, relative to the folder in it that holds the profile.

    Raises BundleError, with its title, if it is refused.
    """
    from lever5_rules.reading.archives import Archive  # imported here because it is slow to import

    try:
        archive = Archive(packed, entries=budgets.files, most=None)
    except UnreadablePackage as error:
        raise BundleError(f"{title} cannot be read: {error}") from None
    names = [name for name in archive.names if not is_hidden(name)]
    profiles = (name for name in names if is_profile(name.rpartition("/")[2]))
    top = min(profiles, key=len, default="").rpartition("/")[0]
    top += "/" if top else ""
    for name in names:
        if not name.startswith(top):
            message = f"it lies outside the folder {top} that holds {PROFILE_FILE}; not read."
            problems.append(Problem(Severity.WARNING, name, None, message))
        else:
            yield RawFile(
                name.removeprefix(top), partial(archive.open, name), size=archive.size(name)
            )
    for name in archive.links:
        message = f"a link in a zip is not followed. {_COPY}"
        unopened.append(Problem(Severity.WARNING, name.removeprefix(top), None, message))

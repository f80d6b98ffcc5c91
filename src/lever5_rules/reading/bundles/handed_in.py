"""Sources of a bundle: a path, bytes, an open file, a mapping, a URL."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import Path as ZipPath

from lever5_rules.core.blanks import Problem
from lever5_rules.core.budgets import USUAL
from lever5_rules.core.errors import BundleError, UsageError
from lever5_rules.core.text import clipped
from lever5_rules.support.input_files import open_plain

from .bundle import PROFILE_FILE, WORKBOOKS, Bundle, gather_files, is_hidden, unpack
from .raw_files import RawFile
from .single_file import Form, form_of

MOST_BYTES = 512 << 20
"""The largest zip or workbook, in bytes, that may be given without a path."""
_FORMS = (
    f"Give the path of the folder with {PROFILE_FILE}, of a zip of it or of a workbook; the bytes "
    "of such a zip or workbook, or a file opened for reading them; a mapping of file names to "
    "contents; a folder of importlib.resources or zipfile.Path; or a URL of fsspec."
)


def bundle_of(source: Any) -> Bundle:
    """Return the bundle in a path, bytes, an open file, a mapping, a Traversable or an fsspec URL.

    Raises BundleError if nothing can be read there, UsageError if fsspec is required and not
    installed.
    """
    if isinstance(source, Bundle):
        return source
    if isinstance(source, str) and "://" in source:
        return _open_url(source)
    if isinstance(source, (str, Path)):
        return Bundle.from_path(source)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _open_bytes(bytes(source), "the bundle")
    if isinstance(source, Mapping):
        return Bundle.from_mapping(source)
    if isinstance(source, os.PathLike):
        return Bundle.from_path(os.fsdecode(source))
    if hasattr(source, "iterdir") and hasattr(source, "is_dir"):
        return _open_traversable(source)
    if callable(getattr(source, "read", None)):
        return _open_file(source)
    raise BundleError(f"{_describe_source(source)} is not a bundle. {_FORMS}")


def _open_bytes(content: bytes, name: str) -> Bundle:
    """Return the bundle in the bytes of a zip or workbook. Raises BundleError for other bytes."""
    if len(content) > MOST_BYTES:
        raise BundleError(f"{name} is larger than {MOST_BYTES >> 20} MB. Give the folder.")
    if form_of(Path(name), USUAL, partial(BytesIO, content)) is Form.WORKBOOK:
        file = name if name.lower().endswith(WORKBOOKS) else "bundle.xlsx"
        return gather_files(name, [RawFile(file, content=content)], [], [])
    problems: list[Problem] = []
    unopened: list[Problem] = []
    files = unpack(BytesIO(content), name, problems, unopened)
    return gather_files(name, files, problems, unopened)


def _open_file(file: Any) -> Bundle:
    name = getattr(file, "name", None)
    file_name = os.path.basename(name) if isinstance(name, str) and name else "the bundle"
    try:
        content = file.read(MOST_BYTES + 1)
    except Exception as error:  # each kind of file has its own exceptions
        raise BundleError(f"{file_name} cannot be read ({_explain(error)}).") from None
    if not isinstance(content, (bytes, bytearray)):
        raise BundleError(f"{file_name} was opened as text. Open it with mode 'rb'.")
    return _open_bytes(bytes(content), file_name)


def _open_traversable(root: Any) -> Bundle:
    """Return the bundle in a Traversable: a folder, or a zip or workbook."""
    name = _find_name(root)
    try:
        if root.is_dir():
            return gather_files(name, _list_files_below(root, ""), [], [])
        if not root.is_file():
            raise BundleError(f"There is no folder {name}. Give the folder with {PROFILE_FILE}.")
        content = root.read_bytes()
    except BundleError:
        raise
    except Exception as error:  # each kind of folder has its own exceptions
        raise BundleError(f"{name} cannot be read ({_explain(error)}).") from None
    return _open_bytes(content, str(root.name))


def _find_name(root: Any) -> str:
    try:
        return clipped(str(root), 200)
    except Exception:  # a zip that is in memory has no name
        return "the folder handed in"


def _describe_source(source: object) -> str:
    try:
        return clipped(repr(source), 60)
    except Exception:  # as a number of thousands of digits
        return type(source).__name__


def _explain(error: Exception) -> str:
    """Return why something could not be read, in the words of the system or of its library."""
    text = getattr(error, "strerror", None) or str(error)
    return clipped(text, 80) if text else type(error).__name__


def _list_files_below(folder: Any, above: str) -> Iterator[RawFile]:
    for entry in sorted(folder.iterdir(), key=lambda below: str(below.name)):
        if is_hidden(entry.name):
            continue
        path = f"{above}{entry.name}"
        if entry.is_dir():
            yield from _list_files_below(entry, f"{path}/")
        else:
            yield RawFile(path, _make_opener(entry), size=_find_size(entry))


def _find_size(file: Any) -> int | None:
    """Return how many bytes a file of a Traversable holds; None if that is unknown."""
    if isinstance(file, Path):
        return file.stat().st_size
    if isinstance(file, ZipPath):
        return file.root.getinfo(file.at).file_size
    return None


def _make_opener(file: Any) -> Callable[[], BinaryIO]:
    """Return a function that opens a file of a Traversable for random access."""
    if isinstance(file, Path):
        return partial(open_plain, file.absolute())

    def opened() -> BinaryIO:
        with _raise_as_system_error(), file.open("rb") as raw:
            return BytesIO(raw.read())

    return opened


@contextmanager
def _raise_as_system_error() -> Iterator[None]:
    """Raise an exception of a library that cannot open a file as OSError, as for a file on disk."""
    try:
        yield
    except Exception as error:
        raise OSError(0, _explain(error)) from None


def fsspec_for(url: str) -> Any:
    """Return the package that reads URLs. Raises UsageError if it is not installed."""
    try:
        import fsspec

        return fsspec
    except ImportError:
        raise UsageError(
            f"{clipped(url, 100)} is a URL, which is read by the package fsspec. Install that, or "
            "give a path."
        ) from None


def _open_url(url: str) -> Bundle:
    fsspec = fsspec_for(url)
    try:
        system, path = fsspec.core.url_to_fs(url)
        if system.isfile(path):
            return _open_bytes(system.cat_file(path, end=MOST_BYTES + 1), path.rpartition("/")[2])
        top = path.rstrip("/") + "/"
        sizes = {
            str(remote): about.get("size")
            for remote, about in system.find(path, detail=True).items()
        }
        inside = {size: size.removeprefix(top) for size in sorted(sizes) if size.startswith(top)}
        files = [
            RawFile(name, _fetch_file(system, remote_path), size=sizes[remote_path])
            for remote_path, name in inside.items()
            if not is_hidden(name)
        ]
        if not files:
            raise BundleError(
                f"{clipped(url, 100)} holds no files. A bundle needs {PROFILE_FILE} and the "
                "artifacts."
            )
        return gather_files(clipped(url, 100), files, [], [])
    except BundleError:
        raise
    except Exception as error:  # each file system has its own exceptions
        raise BundleError(
            f"{clipped(url, 100)} cannot be read ({type(error).__name__}: "
            f"{clipped(str(error), 100)})."
        ) from None


def _fetch_file(system: Any, path: str) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        with _raise_as_system_error():
            return BytesIO(system.cat_file(path))

    return opened

"""Atomic output: a file or folder is written next to its target and then moved there.

Whatever happens meanwhile (a full disk, a crash, a kill), the old content stays intact and there is
never half of the new one. A replaced file keeps its mode, and a symbolic link keeps its target.
Devices and pipes cannot be replaced and are written to directly.
"""

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from lever5_rules.core.errors import UsageError

USUAL_MODE = 0o666
"""The mode of a new file, before the system applies the user's umask."""
_LOST = {errno.ENOSPC, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""Errors after which a file that was written is not there after all."""
_NOBODY_READS = "nobody reads from that pipe"


def check_target(path: Path) -> None:
    """Raise UsageError, before any work, if it is already certain that a file cannot be written."""
    if os.path.isdir(path):
        raise UsageError(f"{path} is a folder. Give the name of a file.")
    parent = path.parent
    if not os.path.isdir(parent):
        raise UsageError(f"{path} cannot be written: there is no folder {parent}.")
    try:
        status = _status_of(path)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None
    beside = status is None or stat.S_ISREG(status.st_mode)
    if (beside and not os.access(parent, os.W_OK)) or (status and not os.access(path, os.W_OK)):
        raise UsageError(f"{path} cannot be written: you may not write there.")


def require_new(path: Path) -> None:
    """Raise UsageError if something exists at `path`, which is never overwritten, or if it is
    already certain that writing there would fail."""
    if os.path.lexists(path):
        raise UsageError(f"{path} exists already. Remove it, or give another name.")
    if not os.path.isdir(path.parent):
        raise UsageError(f"There is no folder {path.parent}. Make it first.")
    check_target(path)


_FILES = (
    *(".csv", ".doc", ".docx", ".gdoc", ".gsheet", ".htm", ".html", ".ics", ".json", ".md"),
    *(".numbers", ".ods", ".odt", ".pages", ".pdf", ".pptx", ".rtf", ".toml", ".tsv", ".txt"),
    *(".xls", ".xlsb", ".xlsm", ".xml"),
)
"""Endings of files that are not a bundle."""


def new_bundle(path: Path, *forms: str) -> None:
    """Raise UsageError as `require_new` does, or if a bundle at `path` would be a folder that is
    named like a file; `forms` are the endings of the bundles that are files."""
    ending = path.suffix.lower()
    if ending in _FILES:
        raise UsageError(
            f"{path}: a bundle is a file that ends with {' or '.join(forms)}, or a folder, whose "
            f"name does not end with {ending}. Try {path.with_suffix(forms[0])}, or {path.stem}."
        )
    require_new(path)


def put(path: Path, content: bytes, *, new: bool = False, mode: int = USUAL_MODE) -> None:
    """Write a file atomically. `new`: nothing may exist there yet. `mode` is that of a new file.

    Raises UsageError if that fails; then nothing has changed.
    """
    try:
        if new and os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "it exists already, and is not overwritten")
        status = _status_of(path)
        if status is not None and not stat.S_ISREG(status.st_mode):
            _write_to_device(path, content)
        else:
            _replace(Path(os.path.realpath(path)), content, status, mode)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None


@contextmanager
def filling(path: Path) -> Iterator[BinaryIO]:
    """Yield a file to fill piece by piece, which then replaces `path`: for content too large for
    memory.

    Raises UsageError if that fails; then nothing has changed.
    """
    beside: Path | None = None
    try:
        status = _status_of(path)
        if status is not None and not stat.S_ISREG(status.st_mode):
            with open(path, "wb") as file:
                yield file
            return
        target = Path(os.path.realpath(path))
        if status is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        beside = _own_name(target.parent)
        number = _open_unnamed(target.parent, USUAL_MODE)
        with open(beside, "xb") if number is None else os.fdopen(number, "w+b") as file:
            yield file
            file.flush()
            if status is not None:
                _copy_ownership(file.fileno(), status)
            os.fsync(file.fileno())
            if number is not None and not _link(number, beside):
                file.seek(0)
                with open(beside, "xb") as copy:
                    shutil.copyfileobj(file, copy)
                    if status is not None:
                        _copy_ownership(copy.fileno(), status)
                    os.fsync(copy.fileno())
        os.replace(beside, target)
        beside = None
        _sync(target.parent)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink()


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder to fill, which is moved to `path` at the end.

    If filling it fails, nothing is left of it. Raises UsageError if something exists at `path` or a
    file cannot be written.
    """
    beside: Path | None = None
    try:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "it exists already, and is not overwritten")
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = _own_name(path.parent)
        beside.mkdir()
        yield beside
        _sync_all(beside)
        os.rename(beside, path)
        _sync(path.parent)
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)


def _status_of(path: Path) -> os.stat_result | None:
    """Return the status of what is at a path, or None if there is nothing.

    Raises OSError for a name that is too long or a link that leads in circles.
    """
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _replace(target: Path, content: bytes, status: os.stat_result | None, mode: int) -> None:
    if status is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    beside = _own_name(target.parent)
    try:
        if not _written_unnamed(beside, content, status, mode):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            _write_all(os.open(beside, flags, mode), content, status)
        os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    _sync(target.parent)


def _written_unnamed(
    beside: Path, content: bytes, status: os.stat_result | None, mode: int
) -> bool:
    """Write a file that gets its name only when complete, so that a kill leaves nothing behind.

    Returns whether the system supports that here.
    """
    number = _open_unnamed(beside.parent, mode)
    if number is None:
        return False
    try:
        _write_all(os.dup(number), content, status)
        return _link(number, beside)
    finally:
        os.close(number)


def _open_unnamed(folder: Path, mode: int) -> int | None:
    """Open a new file without a name in a folder; None if the system does not support that."""
    try:
        return os.open(folder, os.O_RDWR | os.O_TMPFILE, mode)
    except (OSError, AttributeError):
        return None


def _link(number: int, path: Path) -> bool:
    """Give an open file without a name its name; return whether the system supports that."""
    with suppress(OSError):
        by_number = os.open("/proc/self/fd", os.O_RDONLY)
        try:
            os.link(str(number), path, src_dir_fd=by_number, follow_symlinks=True)
            return True
        finally:
            os.close(by_number)
    return False


def _write_all(number: int, content: bytes, status: os.stat_result | None) -> None:
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        if status is not None:
            _copy_ownership(number, status)
        os.fsync(number)


def _own_name(folder: Path) -> Path:
    """Return a file name that no other thread or machine writing to this folder uses.

    It is short, and hidden so that no bundle is read from it.
    """
    return folder / f".lever5-{os.urandom(8).hex()}.part"


def _copy_ownership(number: int, status: os.stat_result) -> None:
    """Give a new file the owner and mode of the file that it replaces, as far as permitted."""
    if hasattr(os, "fchmod"):
        with suppress(OSError):
            os.fchown(number, status.st_uid, status.st_gid)
        os.fchmod(number, stat.S_IMODE(status.st_mode))


def _write_to_device(path: Path, content: bytes) -> None:
    """Write to a device or pipe; does not wait for a pipe that has no reader."""
    try:
        number = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise OSError(errno.ENXIO, _NOBODY_READS) from None
        raise
    with os.fdopen(number, "wb") as file:
        os.set_blocking(number, True)
        file.write(content)


def _sync_all(folder: Path) -> None:
    for name, _, files in os.walk(folder):
        for file in files:
            number = os.open(os.path.join(name, file), os.O_RDONLY)
            try:
                os.fsync(number)
            except OSError as error:
                if error.errno in _LOST:  # Windows cannot flush while the file is open for reading
                    raise
            finally:
                os.close(number)
        _sync(Path(name))


def _sync(folder: Path) -> None:
    """Make the names in a folder survive a power failure, if the system supports it."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _unwritable(path: Path, error: Exception) -> UsageError:
    reason = getattr(error, "strerror", None) or "its name cannot be the name of a file"
    open_elsewhere = isinstance(error, PermissionError) and os.name == "nt"
    hint = " Is it open in another program?" if open_elsewhere else ""
    return UsageError(f"{path} cannot be written ({reason}).{hint}")

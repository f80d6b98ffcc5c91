"""Input files named by the user: only plain files are read, and only up to a size limit."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_IS_NO_FILE = "it is not a plain file but a folder, pipe or device"


def open_plain(path: str | Path) -> BinaryIO:
    """Open a plain file. Raises OSError for anything else, and for an impossible name."""
    try:
        # Non-blocking, because opening a pipe would wait for a writer.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    except ValueError:
        raise OSError(errno.EINVAL, "its name cannot be the name of a file") from None
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise OSError(errno.EINVAL, _IS_NO_FILE)
        return os.fdopen(number, "rb")
    except BaseException:
        os.close(number)
        raise


def read_plain(path: str | Path, most: int) -> bytes:
    """Read a plain file. Raises OSError if it is not plain, or holds more than `most` bytes."""
    with open_plain(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"it is larger than {most >> 20 or 1} MB")
    return content


_BINARY: int = getattr(os, "O_BINARY", 0)

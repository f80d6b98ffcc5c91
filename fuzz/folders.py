"""Several files in one input, so that the file names of a folder are fuzzed too."""

import re
from collections.abc import Mapping

_HEAD = re.compile(rb"^=== (.*)\n", re.MULTILINE)


def joined(files: Mapping[str, bytes]) -> bytes:
    """Return files as one input."""
    return b"".join(b"=== " + name.encode() + b"\n" + file for name, file in files.items())


def split(data: bytes) -> dict[str, bytes]:
    """Return the files of an input; text before the first name is ignored."""
    _, *parts = _HEAD.split(data)
    names = (name.decode("utf-8", "replace") for name in parts[::2])
    return dict(zip(names, parts[1::2], strict=True))

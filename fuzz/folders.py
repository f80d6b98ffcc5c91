"""Several files in one input: what is fuzzed of a folder is the names in it too."""

import re
from collections.abc import Mapping

_HEAD = re.compile(rb"^=== (.*)\n", re.MULTILINE)


def joined(files: Mapping[str, bytes]) -> bytes:
    """Files as one input."""
    return b"".join(b"=== " + name.encode() + b"\n" + held for name, held in files.items())


def split(data: bytes) -> dict[str, bytes]:
    """The files of an input; what stands before the first name is in no file."""
    _, *parts = _HEAD.split(data)
    names = (name.decode("utf-8", "replace") for name in parts[::2])
    return dict(zip(names, parts[1::2], strict=True))

"""A file of a bundle before it is read."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO

from attrs import frozen


@frozen(eq=False, repr=False, slots=False)
class RawFile:
    """A file before it is read: to be opened as bytes, or with `content` given in memory."""

    path: str
    opener: Callable[[], BinaryIO] | None = None
    content: Any = None

    def open(self) -> BinaryIO:
        """The bytes of the file. Raises OSError where they cannot be had."""
        if self.opener is not None:
            return self.opener()
        return BytesIO(self.content if isinstance(self.content, bytes) else b"")

"""A file of a bundle before it is read."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO

from attrs import frozen

from lever5_rules.core.values import by_value


@by_value("path", "size")
@frozen(eq=False, repr=False, slots=False)
class RawFile:
    """A file before it is read: to be opened as bytes, or with `content` given in memory.

    `size` is how many bytes it holds, unpacked, where that is known without opening it.
    """

    path: str
    opener: Callable[[], BinaryIO] | None = None
    content: Any = None
    size: int | None = None

    @property
    def bytes(self) -> int:
        """The number of bytes, if known without opening it; else 0."""
        if self.size is not None:
            return self.size
        return len(self.content) if isinstance(self.content, bytes) else 0

    @property
    def is_bytes(self) -> bool:
        """Whether it holds bytes, as on disk, rather than an object in memory."""
        return self.content is None or isinstance(self.content, bytes)

    def open(self) -> BinaryIO:
        """Return the bytes of the file. Raises OSError if it cannot be read."""
        if self.opener is not None:
            return self.opener()
        return BytesIO(self.content if isinstance(self.content, bytes) else b"")

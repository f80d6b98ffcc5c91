"""Objects that stay in the process that created them."""

from typing import ClassVar, TypeVar

from lever5_rules.core.errors import UsageError

T = TypeVar("T", bound="OneProcess")


class OneProcess:
    """An object that can be copied but not pickled, because it holds plugins and open files.

    It never changes, so a copy is the object itself.
    """

    instead: ClassVar[str]
    """What to do in the other process instead, as a sentence."""

    def __copy__(self: T) -> T:
        return self

    def __deepcopy__(self: T, memo: object) -> T:
        return self

    def __reduce__(self) -> str | tuple[object, ...]:
        raise UsageError(
            f"{type(self).__name__} cannot be pickled: it holds plugins, which are code. "
            f"{self.instead}"
        )

"""Equality by value and a short `repr` for the frozen classes of the public interface.

attrs could generate both, but would compile two methods per class at every start of the program.
These are shared by all classes, and the `repr` names what matters instead of every field.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from attrs import fields

T = TypeVar("T")
Class = TypeVar("Class", bound=type[Any])
LONGEST = 60
"""The longest text shown in a `repr`, in characters."""


def by_value(
    *shown: str, aside: Iterable[str] = (), beside: Iterable[str] = ()
) -> Callable[[Class], Class]:
    """Give a frozen attrs class equality, a hash and a one-line `repr`.

    `shown` are the attributes in the `repr`; the hash is made of them, so they must be hashable.
    Equality compares all fields but those in `aside`, and the properties in `beside`.
    """

    def given(cls: Class) -> Class:
        @cache
        def compared() -> tuple[str, ...]:
            left_out = frozenset(aside)
            return (*(one.name for one in fields(cls) if one.name not in left_out), *beside)

        def equal(self: Any, other: object) -> Any:
            if self is other:
                return True
            if type(other) is not type(self):
                return NotImplemented
            return all(getattr(self, name) == getattr(other, name) for name in compared())

        def hashed(self: Any) -> int:
            return hash(tuple(getattr(self, name) for name in shown))

        def short(self: Any) -> str:
            words = (_words(name, getattr(self, name)) for name in shown)
            return f"{type(self).__name__}({', '.join(word for word in words if word)})"

        cls.__eq__ = equal  # type: ignore[assignment]
        cls.__hash__ = hashed  # type: ignore[assignment]
        cls.__repr__ = short  # type: ignore[assignment]
        return cls

    return given


def once(objects: Iterable[T]) -> list[T]:
    """Return each object once, in order, by identity rather than equality."""
    return list({id(one): one for one in objects}.values())


def _words(name: str, held: object) -> str:
    """Return an attribute for a `repr`: `'5.2.4-3'`, `gap`, `4 elements`, `partial`; empty if
    absent."""
    words = _OTHER_WORDS.get(name, name.replace("_", " "))
    if held is None or held is False:
        return ""
    if held is True:
        return words
    if isinstance(held, Enum):
        return str(held.value)
    if isinstance(held, str):
        return repr(held if len(held) <= LONGEST else held[: LONGEST - 1] + "…") if held else ""
    if isinstance(held, date):
        return held.isoformat()
    if name == "value" or not isinstance(held, (int, tuple)):
        return str(held)
    if isinstance(held, int):
        return f"{held} {words}" if words.endswith("s") else f"{words} {held}"
    if words in _SINGULAR or words.endswith("s"):
        return f"{len(held)} {words if len(held) != 1 else _SINGULAR.get(words, words[:-1])}"
    return repr(".".join(held))


_OTHER_WORDS = {"unlike": "differences", "unread": "unread files"}
_SINGULAR = {"criteria": "criterion"}

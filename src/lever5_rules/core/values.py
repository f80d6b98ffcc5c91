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
    *attributes: str, without: Iterable[str] = (), beside: Iterable[str] = ()
) -> Callable[[Class], Class]:
    """Give a frozen attrs class equality, a hash and a one-line `repr`.

    `attributes` are those in the `repr`; the hash is made of them, so they must be hashable.
    Equality compares all fields but those in `without`, and the properties in `beside`.
    """

    def decorated(cls: Class) -> Class:
        @cache
        def compared() -> tuple[str, ...]:
            left_out = frozenset(without)
            return (
                *(attribute.name for attribute in fields(cls) if attribute.name not in left_out),
                *beside,
            )

        def equal(self: Any, other: object) -> Any:
            if self is other:
                return True
            if type(other) is not type(self):
                return NotImplemented
            return all(getattr(self, name) == getattr(other, name) for name in compared())

        def hashed(self: Any) -> int:
            return hash(tuple(getattr(self, name) for name in attributes))

        cls.__eq__ = equal  # type: ignore[assignment]
        cls.__hash__ = hashed  # type: ignore[assignment]
        return short_repr(*attributes)(cls)

    return decorated


def short_repr(*attributes: str) -> Callable[[Class], Class]:
    """Give a class a one-line `repr` of these attributes; equality stays as it is."""

    def decorated(cls: Class) -> Class:
        def short(self: Any) -> str:
            words = (_words(name, getattr(self, name)) for name in attributes)
            return f"{type(self).__name__}({', '.join(word for word in words if word)})"

        cls.__repr__ = short  # type: ignore[assignment]
        return cls

    return decorated


def once(objects: Iterable[T]) -> list[T]:
    """Return each object once, in order, by identity rather than equality."""
    return list({id(thing): thing for thing in objects}.values())


def _words(name: str, value: object) -> str:
    """Return an attribute for a `repr`: `'5.2.4-3'`, `gap`, `4 elements`, `partial`; empty if
    absent."""
    words = _OTHER_WORDS.get(name, name.replace("_", " "))
    if value is None or value is False:
        return ""
    if value is True:
        return words
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return repr(value if len(value) <= LONGEST else value[: LONGEST - 1] + "…") if value else ""
    if isinstance(value, date):
        return value.isoformat()
    if name == "value" or not isinstance(value, (int, tuple)):
        return str(value)
    if isinstance(value, int):
        return f"{value} {words}" if words.endswith("s") else f"{words} {value}"
    if words in _SINGULAR or words.endswith("s"):
        return f"{len(value)} {words if len(value) != 1 else _SINGULAR.get(words, words[:-1])}"
    return repr(".".join(value))


_OTHER_WORDS = {"unlike": "differences", "unread": "unread files"}
_SINGULAR = {"criteria": "criterion"}

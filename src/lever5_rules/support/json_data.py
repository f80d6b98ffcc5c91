"""Checked access to untrusted JSON: every access verifies the type and reports the path."""

from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from typing import TypeVar

from lever5_rules.core.errors import ReportError
from lever5_rules.core.numbers import is_number
from lever5_rules.core.places import Place
from lever5_rules.core.text import clipped, did_you_mean, listing

E = TypeVar("E", bound=Enum)
T = TypeVar("T")
MOST = 2**53
"""Integers above this are read as a different number by many JSON readers."""


class Data:
    """A value within a JSON document, with its path from the top.

    Every method raises ReportError, naming the path, if the document holds something else.
    """

    __slots__ = ("_at", "_value", "_within")

    def __init__(self, value: object, at: str | int = "", within: "Data | None" = None) -> None:
        self._value = value
        self._at = at
        self._within = within

    def get(self, key: str) -> "Data":
        """Return the value under a required key."""
        if not isinstance(self._value, dict):
            raise self._error("an object")
        if key not in self._value:
            raise ReportError(f"{self._path() or 'it'} has no {key}")
        return Data(self._value[key], key, self)

    def optional(self, key: str) -> "Data | None":
        """Return the value under a key, or None for null."""
        data = self.get(key)
        return None if data._value is None else data

    def each(self, key: str) -> "Iterator[Data]":
        """Yield the items of the list under a key."""
        data = self.get(key)
        if not isinstance(data._value, list):
            raise data._error("a list")
        for number, item in enumerate(data._value):
            yield Data(item, number, data)

    def each_of_optional(self, key: str) -> "Iterator[Data]":
        """Yield the items of the list under a key that older reports lack."""
        return self.each(key) if self._has(key) else iter(())

    def members(self, reader: "Callable[[Data, str], T]", *keys: str) -> dict[str, T]:
        """Return several members of one type: `data.members(Data.text, "name", "reason")`."""
        return {key: reader(self, key) for key in keys}

    def text(self, key: str) -> str:
        return self.get(key)._text()

    def text_or_none(self, key: str) -> str | None:
        data = self.optional(key)
        return None if data is None else data._text()

    def text_if_there(self, key: str) -> str:
        """Return the text under a key that older reports lack; empty if absent or null."""
        return (self.text_or_none(key) or "") if self._has(key) else ""

    def day_if_there(self, key: str) -> date | None:
        """Return the date under a key that older reports lack; None if absent or null."""
        return self.day(key) if self._has(key) and self.optional(key) else None

    def _has(self, key: str) -> bool:
        return isinstance(self._value, dict) and key in self._value

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(data._text() for data in self.each(key))

    def count(self, key: str) -> int:
        """Return a whole number, at least 0."""
        data = self.get(key)
        value = data._value
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
            raise data._error("a whole number from 0")
        return value

    def truth(self, key: str) -> bool:
        data = self.get(key)
        if not isinstance(data._value, bool):
            raise data._error("true or false")
        return data._value

    def day(self, key: str) -> date:
        data = self.get(key)
        text = data._text()
        try:
            if len(text) == 10:
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise data._error("a date such as 2026-11-23")

    def word(self, key: str, kind: type[E]) -> E:
        """Return a member of a vocabulary."""
        data = self.get(key)
        text = data._text()
        try:
            return kind(text)
        except ValueError:
            words = [str(member.value) for member in kind]
            hint = did_you_mean(text, words)
            raise data._error(f"one of {listing(words, most=25)}", hint) from None

    def one_of(self, key: str, *words: str) -> str:
        """Return the text under a key, which must be among `words`."""
        data = self.get(key)
        text = data._text()
        if text not in words:
            raise data._error(f"one of {listing(words)}", did_you_mean(text, words))
        return text

    def place(self) -> Place | None:
        """Return the line or cell that this object names."""
        line = self.optional("line")
        return self.text_or_none("cell") if line is None else self.count("line")

    def plain(self, key: str) -> object:
        """Return a text, number, bool or null, or a list of these."""
        data = self.get(key)
        if isinstance(data._value, list):
            return tuple(Data(item, at, data)._scalar() for at, item in enumerate(data._value))
        return data._scalar()

    def _scalar(self) -> object:
        value = self._value
        if isinstance(value, str):
            return self._text()
        if value is None or isinstance(value, bool):
            return value
        if is_number(value):
            return value
        raise self._error("a text, number, yes or no, or a list of these")

    def _text(self) -> str:
        value = self._value
        if not isinstance(value, str):
            raise self._error("a text")
        return value

    def _error(self, expected: str, hint: str = "") -> ReportError:
        value = self._value
        if isinstance(value, (dict, list)):
            description = "an object" if isinstance(value, dict) else "a list"
        else:
            description = clipped(ascii(value), 60)
        return ReportError(f"{self._path() or 'it'} is {description}; it must be {expected}.{hint}")

    def _path(self) -> str:
        parts: list[str | int] = []
        data: Data | None = self
        while data is not None and data._within is not None:
            parts.append(data._at)
            data = data._within
        text = ""
        for part in reversed(parts):
            if isinstance(part, int):
                text += f"[{part}]"
            else:
                text += f".{part}" if text else part
        return text

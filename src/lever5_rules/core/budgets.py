"""Limits on how much of a bundle is read, set for each call."""

from collections.abc import Iterable
from typing import Any

from attrs import evolve, fields, frozen

from .errors import UsageError
from .text import clipped, did_you_mean, listing

LARGEST = 10**9
"""Nobody means a number beyond this."""


@frozen
class Budgets:
    """Limits on how much of a bundle is read; files beyond them are reported and not read.

    `files` is the number of files, `megabytes` what all of them hold together, unpacked (1 MB is
    1,048,576 bytes), and `rows` the rows of one kind from all files. `seconds` is the time for
    looking up quotes in all cited documents together, and `seconds_each` that for one of them.

    A district's evidence is far below the defaults. Raises UsageError where one is not above 0.

    >>> l5.Budgets(rows=2_000_000).rows
    2000000
    """

    files: int = 10_000
    megabytes: int = 1024
    rows: int = 1_000_000
    seconds: float = 90
    seconds_each: float = 15

    def __attrs_post_init__(self) -> None:
        for attribute in fields(Budgets):
            value = getattr(self, attribute.name)
            kinds = (int, float) if attribute.type is float else (int,)
            is_number = isinstance(value, kinds) and not isinstance(value, bool)
            if not (is_number and 0 < value < LARGEST):
                expected = "number" if attribute.type is float else "whole number"
                text = clipped(repr(value), 60)
                raise UsageError(
                    f"The budget {attribute.name} is {text}; give a {expected} above 0."
                )

    def changed(self, pairs: Iterable[str]) -> "Budgets":
        """Return these budgets with some replaced, each written as `rows=2000000`.

        Raises UsageError for an invalid entry, suggesting the nearest name for an unknown budget.
        """
        types = {attribute.name: attribute.type for attribute in fields(Budgets)}
        values: dict[str, Any] = {}
        for pair in pairs:
            name, equals, text = (part.strip() for part in pair.partition("="))
            if not equals:
                raise UsageError(
                    f"{clipped(pair, 60)!r} sets no budget; write NAME=VALUE, such as "
                    f"rows={self.rows * 2}."
                )
            if name not in types:
                hint = did_you_mean(name, types) or f" There are {listing(types)}."
                raise UsageError(f"There is no budget {clipped(name, 60)!r}.{hint}")
            values[name] = _number(text, whole=types[name] is int)
        return evolve(self, **values)


USUAL = Budgets()
"""What holds where nobody sets anything else."""


def _number(text: str, *, whole: bool) -> Any:
    """Return the number that a text writes, or the text itself, which is not a valid budget."""
    try:
        return int(text) if whole else float(text)
    except ValueError:
        return text

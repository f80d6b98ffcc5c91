"""The faults of a ruleset or waiver file, all reported together."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from lever5_rules.core.errors import RulesetError
from lever5_rules.core.text import counted

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")
MOST = 20
"""Faults that are told."""


class Faults:
    """Collects the faults of one file, so that they can be fixed in one go."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._messages: list[str] = []

    def of(
        self,
        reader: Callable[_Arguments, _Result],
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> _Result | None:
        """Return what a function reads, or None if it raises a fault, which is recorded."""
        try:
            return reader(*args, **kwargs)
        except RulesetError as error:
            self._messages.append(str(error))
            return None

    def tell(self) -> None:
        """Raise RulesetError if there is any fault."""
        faults = list(dict.fromkeys(self._messages))
        if not faults:
            return
        first, *others = faults
        sentences = (fault.removeprefix(f"{self._where}: ") for fault in others[: MOST - 1])
        listed = "".join(
            f" ({number}) {sentence}" for number, sentence in enumerate(sentences, start=2)
        )
        omitted = len(others) - (MOST - 1)
        more = f" And {omitted} more." if omitted > 0 else ""
        also = f" And {counted(len(others), 'more fault')}:" if others else ""
        raise RulesetError(f"{first}{also}{listed}{more}")

"""The problems of one bundle, none of which repeats the id of a person."""

import re
from collections.abc import Iterable

from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.places import Place
from lever5_rules.core.withheld import LONGEST, SHORTEST, Withheld

_QUOTED = re.compile(rf"'([^'\n]{{{SHORTEST},{LONGEST}}})'")
_SEVERAL = re.compile(r"\(a staff id\)(?:(?:, | and )\(a staff id\))+")


class Problems(list[Problem]):
    """Problems in the order in which they were found.

    A message quotes the value that cannot be read. Where cells are shifted, or columns swapped,
    that is the id of somebody, so ids that are known from the columns of people are kept back.
    """

    def __init__(self) -> None:
        super().__init__()
        self._withheld = Withheld()

    def keep_back(self, ids: Iterable[str]) -> None:
        """Repeat none of these ids from now on, also not within the ids of records."""
        self._withheld = Withheld(ids)

    def report(
        self, path: str | None, place: Place | None, message: str, severity: Severity
    ) -> Problem:
        """Record a problem, and return it."""
        problem = Problem(
            severity, path, place, _SEVERAL.sub("(staff ids)", self._hide_ids(message))
        )
        self.append(problem)
        return problem

    def _hide_ids(self, message: str) -> str:
        return _QUOTED.sub(
            lambda quoted: "(a staff id)" if self._withheld.stand_in(quoted[1]) else quoted[0],
            message,
        )

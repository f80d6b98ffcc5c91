"""Problems as they are told: what is wrong many times in one file is said once, with a count."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import evolve

from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.text import counted

MOST_EQUAL = 3
"""Equal sentences on one file that are told one by one."""
MOST_ALIKE = 20
"""Sentences on one file that differ in names and figures only, and are told one by one."""
_NAMES_AND_FIGURES = re.compile(r"'[^']*'|\"[^\"]*\"|\d+")


def grouped(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems in their order; those that say what others of their file say are counted."""
    held = list(dict.fromkeys(problems))
    equal = Counter(map(_equal, held))
    told: Counter[object] = Counter()
    alike: Counter[object] = Counter(
        _alike(one) for one in held if equal[_equal(one)] <= MOST_EQUAL
    )
    for one in held:
        same = _equal(one)
        if one.file is None:
            yield one
        elif equal[same] > MOST_EQUAL:
            if not told[same]:
                more = counted(equal[same] - 1, "more place")
                yield evolve(one, message=f"{one.message} (So in {more} of this file.)")
            told[same] += 1
        else:
            kind = _alike(one)
            told[kind] += 1
            if alike[kind] <= MOST_ALIKE + 1 or told[kind] <= MOST_ALIKE:
                yield one
            elif told[kind] == MOST_ALIKE + 1:
                more = counted(alike[kind] - MOST_ALIKE, "more problem")
                yield evolve(one, message=f"{more} like those before, first here.")


def _equal(one: Problem) -> tuple[Severity, str | None, str]:
    return (one.severity, one.file, one.message)


def _alike(one: Problem) -> tuple[Severity, str | None, str]:
    return (one.severity, one.file, _NAMES_AND_FIGURES.sub("*", one.message))

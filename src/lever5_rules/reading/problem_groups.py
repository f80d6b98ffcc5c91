"""Problems in groups: a fault that occurs often, in one file or in many, is reported once with a
count.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.text import counted, listing

MOST_EQUAL = 3
"""How many equal messages on one file are listed individually."""
MOST_ALIKE = 20
"""How many messages on one file that differ only in names and numbers are listed individually."""
MOST_FILES = 20
"""Files of which the same is told one by one; the report lists all files in any case."""
_NAMES_AND_FIGURES = re.compile(r"'[^']*'|\"[^\"]*\"|\d+")


def grouped(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Return the problems in order, with equal ones of one file or of several files combined."""
    return _group_across_files(list(_group_within_files(problems)))


def _group_across_files(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the problems, with equal ones at places in several files combined.

    Problems with a file as a whole, such as that it was not read, stay separate: each names its
    file.
    """
    files: dict[object, dict[str, None]] = {}
    for problem in problems:
        if problem.file is not None and problem.place is not None:
            files.setdefault(_strip_names(problem), {})[problem.file] = None
    for problem in problems:
        by_file = files.get(_strip_names(problem), {})
        if problem.file is None or problem.place is None or len(by_file) <= MOST_FILES + 1:
            yield problem
            continue
        names = list(by_file)
        place = names.index(problem.file) if problem.file in names[: MOST_FILES + 1] else len(names)
        if place < MOST_FILES:
            yield problem
        elif place == MOST_FILES:
            rest = names[MOST_FILES:]
            files[_strip_names(problem)] = dict.fromkeys([*names[:MOST_FILES], "", *rest])
            more = counted(len(rest), "more file")
            yield evolve(
                problem,
                message=f"{problem.message} (So in {more}, this among them: {listing(rest)}.)",
            )


def _group_within_files(problems: Iterable[Problem]) -> Iterator[Problem]:
    distinct = list(dict.fromkeys(problems))
    equal = Counter(map(_equality_key, distinct))
    counts: Counter[object] = Counter()
    totals: Counter[object] = Counter(
        _similarity_key(problem)
        for problem in distinct
        if equal[_equality_key(problem)] <= MOST_EQUAL
    )
    for problem in distinct:
        key = _equality_key(problem)
        if problem.file is None:
            yield problem
        elif equal[key] > MOST_EQUAL:
            if not counts[key]:
                more = counted(equal[key] - 1, "more place")
                yield evolve(problem, message=f"{problem.message} (So in {more} of this file.)")
            counts[key] += 1
        else:
            kind = _similarity_key(problem)
            counts[kind] += 1
            if totals[kind] <= MOST_ALIKE + 1 or counts[kind] <= MOST_ALIKE:
                yield problem
            elif counts[kind] == MOST_ALIKE + 1:
                more = counted(totals[kind] - MOST_ALIKE, "more problem")
                yield evolve(problem, message=f"{more} like those before, first here.")


def _strip_names(problem: Problem) -> tuple[Severity, str]:
    """Return the text of a problem without the names of files, and without figures."""
    bare = problem.message.replace(problem.file or "\0", "*")
    return (problem.severity, _NAMES_AND_FIGURES.sub("*", bare))


def _equality_key(problem: Problem) -> tuple[Severity, str | None, str]:
    return (problem.severity, problem.file, problem.message)


def _similarity_key(problem: Problem) -> tuple[Severity, str | None, str]:
    return (problem.severity, problem.file, _NAMES_AND_FIGURES.sub("*", problem.message))

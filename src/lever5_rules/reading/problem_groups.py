"""Problems as they are told: what is wrong many times in one file, or in many files, is said once,
with a count."""

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
    """The problems in their order; those that say what others say, of their file or of other files,
    are counted."""
    return _across_files(list(_within_files(problems)))


def _across_files(held: Sequence[Problem]) -> Iterator[Problem]:
    """What is said of a place in many files alike is counted. What is said of a file as a whole,
    such as that it was not read, is said of each by its name."""
    files: dict[object, dict[str, None]] = {}
    for one in held:
        if one.file is not None and one.place is not None:
            files.setdefault(_of_any_file(one), {})[one.file] = None
    for one in held:
        there = files.get(_of_any_file(one), {})
        if one.file is None or one.place is None or len(there) <= MOST_FILES + 1:
            yield one
            continue
        names = list(there)
        place = names.index(one.file) if one.file in names[: MOST_FILES + 1] else len(names)
        if place < MOST_FILES:
            yield one
        elif place == MOST_FILES:
            rest = names[MOST_FILES:]
            files[_of_any_file(one)] = dict.fromkeys([*names[:MOST_FILES], "", *rest])
            more = counted(len(rest), "more file")
            yield evolve(
                one, message=f"{one.message} (So in {more}, this among them: {listing(rest)}.)"
            )


def _within_files(problems: Iterable[Problem]) -> Iterator[Problem]:
    held = list(dict.fromkeys(problems))
    equal = Counter(map(_equality_key, held))
    told: Counter[object] = Counter()
    alike: Counter[object] = Counter(
        _similarity_key(one) for one in held if equal[_equality_key(one)] <= MOST_EQUAL
    )
    for one in held:
        same = _equality_key(one)
        if one.file is None:
            yield one
        elif equal[same] > MOST_EQUAL:
            if not told[same]:
                more = counted(equal[same] - 1, "more place")
                yield evolve(one, message=f"{one.message} (So in {more} of this file.)")
            told[same] += 1
        else:
            kind = _similarity_key(one)
            told[kind] += 1
            if alike[kind] <= MOST_ALIKE + 1 or told[kind] <= MOST_ALIKE:
                yield one
            elif told[kind] == MOST_ALIKE + 1:
                more = counted(alike[kind] - MOST_ALIKE, "more problem")
                yield evolve(one, message=f"{more} like those before, first here.")


def _of_any_file(one: Problem) -> tuple[Severity, str]:
    """What a problem says, without the name of its file, of others, and figures."""
    bare = one.message.replace(one.file or "\0", "*")
    return (one.severity, _NAMES_AND_FIGURES.sub("*", bare))


def _equality_key(one: Problem) -> tuple[Severity, str | None, str]:
    return (one.severity, one.file, one.message)


def _similarity_key(one: Problem) -> tuple[Severity, str | None, str]:
    return (one.severity, one.file, _NAMES_AND_FIGURES.sub("*", one.message))

"""Reports for people: names of campuses, and words instead of codes.

Findings contain campus numbers and codes of vocabularies, which programs need. Every format for
people is written from `for_people(report)`; JSON, CSV and formats of other programs are not.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import evolve, field, frozen

from lever5_rules.artifacts.vocabulary.labels import in_words
from lever5_rules.core.text import clipped
from lever5_rules.findings.finding import ElementFinding, Finding
from lever5_rules.findings.report import Report

MOST_OF_A_NAME = 60
LEAST_OF_A_NUMBER = 6
"""Digits from which a number in a sentence can be only that of a campus."""
_WORD = re.compile(r" ([a-z]+)")
_NO_UNITS = frozenset(
    {"and", "or", "with", "on", "to", "in", "for", "from", "by", "that", "has", "have", "had"}
    | {"is", "does", "was", "lack", "access"}
)
"""Words after a short number that are not what it counts."""
_OF_COUNTS = frozenset({"least", "most", "than", "about", "only"})
"""Words before a short number that counts something."""


@frozen(slots=False)
class Names:
    """The names of campuses, for sentences that have their numbers."""

    campuses: Mapping[str, str] = field(factory=dict)

    @classmethod
    def of(cls, *reports: Report) -> "Names":
        """Return the names in reports of one district; the first report wins."""
        listed: dict[str, str] = {}
        for report in reports:
            for campus in report.campuses:
                listed.setdefault(campus.id, clipped(campus.name, MOST_OF_A_NAME))
        uses = Counter(listed.values())
        return cls(
            {
                number: name if uses[name] == 1 else f"{name} ({clipped(number, 12)})"
                for number, name in listed.items()
            }
        )

    def readable(self, text: str) -> str:
        """Return a sentence with the names of campuses and words for codes."""
        if self._numbers is not None:
            text = self._numbers.sub(lambda at: self.campuses[at[0]], text)
        if self._short is not None:
            text = self._short.sub(self._of_campus, text)
        return in_words(text)

    def place(self, scope: str) -> str:
        """Return where something falls short: a campus, a role, or parts such as
        `Quarry Road Elementary (Science)`."""
        parts = [part for part in scope.split("/") if part]
        first, *within = [self.campuses.get(part) or in_words(part) for part in parts] or [scope]
        return f"{first} ({', '.join(within)})" if within else first

    def campuses_in(self, scopes: Iterable[str]) -> tuple[str, ...]:
        """Return the numbers of the campuses among the places, in the order of the profile."""
        parts = {part for scope in scopes for part in scope.split("/")}
        return tuple(campus for campus in self.campuses if campus in parts)

    @cached_property
    def _numbers(self) -> re.Pattern[str] | None:
        long = sorted(
            (campus for campus in self.campuses if _is_telling(campus)), key=len, reverse=True
        )
        if not long:
            return None
        return re.compile(rf"(?<![\w/.\-])(?:{'|'.join(map(re.escape, long))})(?![\w\-]|\.[a-z])")

    @cached_property
    def _short(self) -> re.Pattern[str] | None:
        """The pattern of numbers such as 041 and 101, which may count something instead."""
        abbreviations = [campus for campus in self.campuses if _is_short(campus)]
        if not abbreviations:
            return None
        return re.compile(rf"(?<![\w/.,:=!\-])(?:{'|'.join(abbreviations)})(?![\w\-]|[.,:]\w)")

    def _of_campus(self, at: re.Match[str]) -> str:
        """Return the name of a campus for its short number, unless it counts something there."""
        lead = at.string[: at.start()].lower()
        before = lead.rstrip().rpartition(" ")[2]
        after = _WORD.match(at.string[at.end() :])
        counts = before in _OF_COUNTS or (after is not None and after[1] not in _NO_UNITS)
        counts = counts or (before == "to" and "raise" in lead)
        return at[0] if counts and not at[0].startswith("0") else self.campuses[at[0]]


def for_people(report: Report) -> Report:
    """Return the report with names of campuses and words for codes in all of its sentences."""
    names = Names.of(report)
    return evolve(
        report,
        findings=tuple(_finding(finding, names) for finding in report.findings),
        errors=tuple(
            evolve(
                failure, elements=tuple(_element(element, names) for element in failure.elements)
            )
            for failure in report.errors
        ),
        not_applicable=tuple(
            evolve(exempt, reason=names.readable(exempt.reason)) for exempt in report.not_applicable
        ),
        causes=tuple(
            evolve(cause, problem=names.readable(cause.problem)) for cause in report.causes
        ),
    )


def _finding(finding: Finding, names: Names) -> Finding:
    return evolve(
        finding,
        elements=tuple(_element(element, names) for element in finding.elements),
        elements_not_applicable=tuple(
            evolve(element, reason=names.readable(element.reason))
            for element in finding.elements_not_applicable
        ),
    )


def _element(element: ElementFinding, names: Names) -> ElementFinding:
    return evolve(
        element,
        message=names.readable(element.message),
        remedy=names.readable(element.remedy),
        scope=tuple(map(names.place, element.scope)),
        alternatives=tuple(_element(alternative, names) for alternative in element.alternatives),
        lacks=tuple(
            evolve(lack, message=names.readable(lack.message), remedy=names.readable(lack.remedy))
            for lack in element.lacks
        ),
    )


def _is_short(number: str) -> bool:
    return number.isdecimal() and 2 < len(number) < LEAST_OF_A_NUMBER


def _is_telling(number: str) -> bool:
    return len(number) >= LEAST_OF_A_NUMBER and any(char.isdigit() for char in number)

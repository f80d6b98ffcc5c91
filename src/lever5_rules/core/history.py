"""Several reports of one district in the order of their days."""

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import frozen

from .compared import failing
from .outcome import Outcome
from .report import Report

ORDER = ("pass", "gap", "missing-evidence", "not-applicable", "error")
"""What can become of a criterion, as the accounting names it."""


@frozen(eq=False, repr=False, slots=False)
class Moment:
    """One report: its file, how many criteria of each key practice came out how, and which
    criteria were opened and closed since the report before it (empty for the first)."""

    name: str
    report: Report
    counts: Mapping[str, Mapping[str, int]]
    opened: tuple[str, ...]
    closed: tuple[str, ...]


@frozen(eq=False, repr=False, slots=False)
class History:
    """The reports of a district, oldest first. `titles` are those of the key practices, `notes`
    say what could not be read and what makes two reports hard to compare."""

    moments: tuple[Moment, ...]
    titles: Mapping[str, str]
    notes: tuple[str, ...]

    @property
    def latest(self) -> Report:
        return self.moments[-1].report


def history_of(reports: Iterable[tuple[str, Report]], notes: Iterable[str] = ()) -> History:
    """The history of reports with the names of their files; there must be one at the least."""
    ordered = sorted(reports, key=lambda one: (one[1].as_of, one[0]))
    told = list(notes)
    moments: list[Moment] = []
    titles: dict[str, str] = {}
    for name, report in ordered:
        titles |= {one.id: one.title for one in report.key_practices}
        before = moments[-1] if moments else None
        if before is not None:
            told += _unlike(before, name, report)
        now, then = _short(report), _short(before.report) if before else None
        moments.append(
            Moment(
                name,
                report,
                _counts(report),
                tuple(one for one in now if then is not None and one not in then),
                tuple(one for one in then or () if one not in now and one in report.selected),
            )
        )
    return History(tuple(moments), titles, tuple(told))


def _unlike(before: Moment, name: str, report: Report) -> list[str]:
    old = before.report
    told = []
    if (old.ruleset, old.ruleset_sha256) != (report.ruleset, report.ruleset_sha256):
        told.append(f"{before.name} and {name} were made under different rulesets.")
    if old.school_year != report.school_year:
        told.append(f"{before.name} and {name} are of different school years.")
    if old.selected != report.selected:
        told.append(f"{before.name} and {name} judge different criteria.")
    if not report.complete:
        told.append(f"{name} is of an incomplete run.")
    return told


def _short(report: Report) -> tuple[str, ...]:
    """The criteria that fall short."""
    return tuple(one.criterion for one in report.findings if failing(one))


def _counts(report: Report) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {one.id: Counter() for one in report.key_practices}

    def add(practice: str, outcome: str) -> None:
        counts.setdefault(practice, Counter())[outcome] += 1

    for finding in report.findings:
        add(finding.key_practice, Outcome(finding.outcome).value)
    for one in report.not_applicable:
        add(_practice(one.id), "not-applicable")
    for failure in report.errors:
        if failure.criterion is not None:
            add(_practice(failure.criterion), "error")
    return {practice: {word: held[word] for word in ORDER} for practice, held in counts.items()}


def _practice(criterion: str) -> str:
    """The key practice of a criterion: 5.2.4 of 5.2.4-3, or the prefix of a plugin's own."""
    own, colon, _ = criterion.partition(":")
    return own if colon else criterion.rpartition("-")[0]

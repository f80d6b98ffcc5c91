"""Changes of the mended example whose outcome was written down before they were judged, set
thirteen, of the key practices 5.2.4 to 5.3.5."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import pytest
from mended import PECAN, Mended, outcome

from lever5_rules.core.quotes import figures_that_differ, said_of

Change = Callable[[Mended], None]
TARGETS = "observation_frequency_target"


def coaching_is_quoted(quote: str, *, coaches: bool = True) -> Change:
    """The quote of how often assistant principals observe teachers is another one; without
    `coaches`, nobody else has a target for these teachers."""

    def made(district: Mended) -> None:
        targets = district.document(TARGETS)["targets"]
        for target in targets:
            told = (target["observer_role"], target["observee_role"], target["observation_type"])
            if told == ("assistant_principal", "teacher", "coaching"):
                target["source"]["quote"] = quote
        kept = [
            target
            for target in targets
            if coaches
            or (target["observer_role"], target["observee_role"])
            != ("instructional_coach", "teacher")
        ]
        district.rewrite(TARGETS, targets=kept)

    return made


def tier_2_is_quoted(quote: str) -> Change:
    """The quote of how often progress in Tier 2 is checked is another one."""

    def made(district: Mended) -> None:
        supports = district.document("student_support_guideline")["supports"]
        for support in supports:
            if support["type"] == "tier2":
                support["source"]["quote"] = quote
        district.rewrite("student_support_guideline", supports=supports)

    return made


def sessions_are_quoted(quote: str) -> Change:
    """The expectation alone is left, without a schedule, and its quote is another one."""

    def made(district: Mended) -> None:
        district.drop("collaboration_schedule", district.tables["collaboration_schedule"])
        stem = "collaboration_expectation-sped"
        sources: dict[str, Any] = district.document(stem)["sources"]
        sources["sessions_per_month"]["quote"] = quote
        district.rewrite(stem, sources=sources)

    return made


MONTHLY = (1, "observations per period", "month")
FORTNIGHTLY = (14, "calendar days", "")
TWICE_A_MONTH = (2, "sessions per month", "")
OTHER = {
    MONTHLY: """
        once a semester
        once each nine weeks
        once per grading period of nine weeks
        once per nine-week grading period
        every other month
        once a quarter
        twice a year
        annually
        one visit per six weeks
        once during each grading cycle
        one time each trimester
        """,
    FORTNIGHTLY: """
        every 4 weeks
        every four (4) weeks
        once each six weeks
        at the end of each grading period
        quarterly
        monthly
        every three weeks, with the progress reports
        """,
    TWICE_A_MONTH: """
        They meet quarterly
        once each grading period
        once each nine weeks
        once a month
        every six weeks
        once per semester
        """,
}
SAME = {
    MONTHLY: """
        monthly
        each month
        at least once every four weeks
        every four weeks, with a formal observation once a year
        once a month; the coach visits twice a semester
        in each month of the school year
        nine times a year, once each month
        ten times a year
        """,
    FORTNIGHTLY: """
        every two weeks
        every other week
        fortnightly
        twice a month
        every ten school days
        every 14 days; the team reviews all students every six weeks
        bi-weekly probes, 30 minutes of intervention four times a week
        Probes every two weeks; parents hear each nine weeks
        """,
    TWICE_A_MONTH: """
        twice a month
        2x/month
        every two weeks
        Every other week, 45 minutes
        First and third Wednesday of each month
        They meet twice a month; the counselor joins once a semester
        on the second and fourth Tuesday of each month, with a report each quarter
        bimonthly (twice in each month)
        """,
}


def pairs(quotes: dict[tuple[int, str, str], str]) -> list[tuple[tuple[int, str, str], str]]:
    return [
        (value, quote.strip())
        for value, lines in quotes.items()
        for quote in lines.strip().splitlines()
    ]


@pytest.mark.parametrize(("stated", "quote"), pairs(OTHER))
def test_a_quote_of_another_period_is_told_apart(stated: tuple[int, str, str], quote: str) -> None:
    value, unit, per = stated
    assert said_of(figures_that_differ(value, unit, quote, per))


@pytest.mark.parametrize(("stated", "quote"), pairs(SAME))
def test_a_quote_of_the_same_period_agrees(stated: tuple[int, str, str], quote: str) -> None:
    value, unit, per = stated
    assert said_of(figures_that_differ(value, unit, quote, per)) == ""


CHANGED = "2026-10-09"
NOVEMBER = tuple(f"2026-11-{day:02}" for day in range(1, 31))


def another_system(*, before: str = "9999", at: str = "", late: Collection[str] = ()) -> Change:
    """Steps entered before a day are in the system of before; those of a campus in another one;
    rows of some days after it too."""

    def made(district: Mended) -> None:
        for row in district.tables["action_step_tracker"]:
            if (row["entered_on"] < before or row["entered_on"] in late) and (
                not at or row["campus_id"] == at
            ):
                row["system"] = "Coaching Log of 2025"

    return made


CASES: dict[str, tuple[str, Change, str]] = {
    "quoted once a semester, and nobody else observes": (
        "5.2.5-3",
        coaching_is_quoted("They observe each teacher once a semester.", coaches=False),
        "missing-evidence",
    ),
    "quoted every other month, and nobody else observes": (
        "5.2.5-3",
        coaching_is_quoted("They observe each teacher every other month.", coaches=False),
        "missing-evidence",
    ),
    "quoted each nine weeks, and nobody else observes": (
        "5.2.5-3",
        coaching_is_quoted("They observe each teacher once each nine weeks.", coaches=False),
        "missing-evidence",
    ),
    "quoted every four weeks, and nobody else observes": (
        "5.2.5-3",
        coaching_is_quoted("They observe each teacher every four weeks.", coaches=False),
        "pass",
    ),
    "the tracker was replaced on a day of October": (
        *("5.2.5-4", another_system(before=CHANGED), "pass"),
    ),
    "one campus keeps its steps elsewhere": ("5.2.5-4", another_system(at=PECAN), "gap"),
    "one campus was elsewhere until October": (
        *("5.2.5-4", another_system(before=CHANGED, at=PECAN), "gap"),
    ),
    "the old tracker is still filled in November": (
        *("5.2.5-4", another_system(before=CHANGED, late=NOVEMBER), "gap"),
    ),
    "Tier 2 quoted each nine weeks": (
        "5.3.3-2",
        tier_2_is_quoted("Progress is checked once each nine weeks."),
        "missing-evidence",
    ),
    "Tier 2 quoted every six weeks": (
        "5.3.3-2",
        tier_2_is_quoted("Progress is checked every six weeks."),
        "missing-evidence",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_has_the_outcome_that_a_reader_expects(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion) == wanted


WOULD_DO: dict[str, tuple[str, Change, str]] = {
    "once a semester, beside a coach who comes each month": (
        "5.2.5-3",
        coaching_is_quoted("They observe each teacher once a semester."),
        "1 a semester",
    ),
    "every four weeks, where a month is soon enough": (
        "5.3.3-2",
        tier_2_is_quoted("Progress is checked every 4 weeks."),
        "4 weeks",
    ),
    "each quarter, where that is often enough": (
        "5.3.4-1",
        sessions_are_quoted("They meet quarterly."),
        "1 a quarter",
    ),
}


@pytest.mark.parametrize("case", WOULD_DO)
def test_a_quote_that_would_do_as_well_is_told_to_the_reader(case: str) -> None:
    """The element passes by the field and by the quote, so which is right decides nothing."""
    criterion, change, said = WOULD_DO[case]
    district = Mended()
    change(district)
    (finding,) = district.judged(criterion).findings
    assert finding.outcome.value == "pass"
    told = [one.reader for element in finding.elements for one in (element, *element.alternatives)]
    assert any(f"its quote says {said}, with which it would pass too" in one for one in told), told


@pytest.mark.parametrize("day", [date(2026, 10, 9), date(2026, 10, 13), date(2026, 10, 30)])
def test_a_change_of_systems_is_none_of_two_on_the_days_after_it(day: date) -> None:
    district = Mended()
    another_system(before=CHANGED)(district)
    (finding,) = district.judged("5.2.5-4", day).findings
    (system,) = (one for one in finding.elements if one.id.endswith("/central_system"))
    assert system.outcome.value == "pass", system.message

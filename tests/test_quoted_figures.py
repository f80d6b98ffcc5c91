"""A quote that holds another figure than the field, and one that leaves open whether it binds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli

import lever5_rules as l5
from lever5_rules.artifacts.fields import item_fields
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.core.quotes import figures_that_differ, hedge, said_of
from lever5_rules.plugins.host import load_plugins
from lever5_rules.testing import SAMPLE

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
KINDS = load_plugins((), entry_points=False).kinds


def figure_that_differs(value: float, unit: str, quote: str, per: str = "") -> str:
    return said_of(figures_that_differ(value, unit, quote, per))


SAME: list[tuple[float, str, str]] = [
    (45, "minutes", "A meeting lasts 45 minutes."),
    (45, "minutes", "A meeting lasts forty-five minutes."),
    (45, "minutes", "A meeting lasts 45 min. at least"),
    (60, "minutes", "Teams meet for an hour."),
    (60, "minutes", "A one-hour meeting each week."),
    (90, "minutes", "Teams meet for an hour and a half."),
    (75, "minutes", "One hour and 15 minutes are set aside."),
    (90, "minutes", "1.5 hours in each week"),
    (30, "minutes", "half an hour each"),
    (50, "minutes", "45 to 60 minutes"),
    (45, "minutes", "The first ten minutes are for norms."),
    (45, "minutes", "PLCs have 90 minutes a week."),
    (45, "minutes", "PLCs meet for one class period."),
    (45, "minutes", "A block of 90 minutes holds the PLC of 45 minutes."),
    (1, "meetings per week", "Each PLC meets once a week."),
    (1, "meetings per week", "PLCs meet weekly for 45 minutes."),
    (1, "meetings per week", "PLCs meet every Tuesday."),
    (1, "meetings per week", "One 45-minute meeting per week is held."),
    (1, "meetings per week", "PLCs meet for 45 minutes each week."),
    (0.5, "meetings per week", "PLCs meet every other week."),
    (0.5, "meetings per week", "PLCs meet on alternate Tuesdays."),
    (1, "meetings per week", "PLCs meet every Tuesday, and the team leads on Thursdays."),
    (0.5, "meetings per week", "PLCs meet twice a month."),
    (2, "meetings per week", "two 45-minute meetings in each week"),
    (5, "meetings per week", "PLCs meet daily."),
    (1, "meetings per week", "PLCs meet for 50 minutes."),
    (2, "sessions per month", "They meet at least twice in each month."),
    (2, "sessions per month", "They meet every other week."),
    (4, "sessions per month", "They meet once a week."),
    (9, "sessions a year", "Nine cycles are planned in the year."),
    (8, "sessions a year", "Eight afternoons in the year are kept free for it."),
    (9, "sessions a year", "There is a session every month."),
    (14, "calendar days", "Progress is checked every 14 days with probes."),
    (14, "calendar days", "Progress is checked every two weeks."),
    (7, "calendar days", "Progress is checked weekly."),
    (14, "calendar days", "Progress is checked every other week."),
    (3, "instructional days", "feedback follows in three days, or ten after an appraisal."),
    (10, "instructional days", "feedback follows in three days, or ten after an appraisal."),
    (5, "instructional days", "Feedback is given within a week."),
    (10, "instructional days", "confer within 14 calendar days"),
    (2, "instructional days", "Feedback is given within 48 hours."),
    (3, "instructional days", "PLCs meet for three days in August."),
    (12, "teachers", "Each coach supports twenty teachers."),
    (50, "minutes", "PLCs last 50 minutes, of which 15 minutes are for student work."),
    (50, "minutes", "The first 15 minutes are for norms."),
    (50, "minutes", "In the last 10 minutes they plan."),
    (50, "minutes", "PLCs last between 45 and 60 minutes."),
    (15, "minutes", "15 minutes, with feedback within 48 hours"),
    (2, "sessions per month", "on the first and third Monday of each month"),
    (2, "sessions per week", "2x/wk"),
    (1, "observations per year", "once in each school year"),
    (1, "meetings per week", "starting on the first Monday in August"),
    (3, "instructional days", "Observed once every four weeks."),
    (3, "instructional days", "Observed once a month, ten times in the year."),
    (3, "instructional days", "One observation a month, about nine in the year."),
    (3, "instructional days", "Observed on the first and third Monday of each month."),
    (14, "calendar days", "Progress is checked every two weeks."),
    (7, "calendar days", "Progress is checked every 7 days with weekly probes."),
    (45, "minutes", "Each PLC meets for forty-five (45) minutes."),
    (45, "minutes", "PLCs have 90 minutes every two weeks."),
    (2, "meetings per week", "Two PLC meetings weekly, 45 minutes each."),
    (1, "sessions per week", "Coaches plan one-on-one with teachers once a week."),
    (8, "sessions a year", "Each quarter, two sessions are held."),
    (8, "sessions a year", "The sessions stand in the annual calendar of PD."),
    (1, "observations per year", "An annual observation of 45 minutes."),
    (0, "sessions per week", "0 times a week"),
    (0, "calendar days", "0 times every 0 weeks"),
    (21, "calendar days", "Every two to four weeks."),
    (12, "calendar days", "Progress is checked once in ten to fifteen days."),
    (14, "calendar days", "Progress is checked twice in a month."),
]
OTHER: list[tuple[float, str, str, str]] = [
    (45, "minutes", "no more than one per month, not to exceed 20 minutes", "20 minutes"),
    (45, "minutes", "A meeting lasts forty minutes.", "40 minutes"),
    (45, "minutes", "Teams meet for an hour.", "60 minutes"),
    (45, "minutes", "half an hour each", "30 minutes"),
    (45, "minutes", "A meeting lasts 20-30 minutes.", "20 to 30 minutes"),
    (1, "meetings per week", "no more than one per month, not to exceed 20 minutes", "1 a month"),
    (1, "meetings per week", "PLCs meet every other week.", "1 in 2 weeks"),
    (1, "meetings per week", "PLCs meet every other Tuesday.", "1 in 2 weeks"),
    (1, "meetings per week", "PLCs meet on alternating Wednesdays.", "1 in 2 weeks"),
    (1, "meetings per week", "PLCs meet twice a week.", "2 a week"),
    (1, "meetings per week", "PLCs meet monthly.", "1 a month"),
    (1, "meetings per week", "PLCs meet daily.", "1 a day"),
    (1, "sessions per week", "Each teacher is supported once in each quarter.", "1 a quarter"),
    (2, "sessions per month", "They meet once a month.", "1 a month"),
    (2, "sessions per month", "They meet once a semester.", "1 a semester"),
    (9, "sessions a year", "Two sessions are held in the year.", "2 a year"),
    (14, "calendar days", "Progress is checked every 30 days.", "30 days"),
    (14, "calendar days", "Progress is checked monthly.", "1 a month"),
    (3, "instructional days", "Feedback is given within two weeks.", "2 weeks"),
    (3, "instructional days", "Feedback is given within ten school days.", "10 days"),
    (3, "instructional days", "Feedback is given within a month.", "1 month"),
    (50, "minutes", "PLC meetings last 30 minutes.", "30 minutes"),
    (50, "minutes", "PLC meetings last ½ hour.", "30 minutes"),
    (50, "minutes", "PLC meetings last 0.5 h.", "30 minutes"),
    (1, "sessions per week", "biweekly", "1 in 2 weeks and 2 a week"),
    (1, "sessions per week", "each six weeks", "1 in 6 weeks"),
    (1, "sessions per week", "on the first Monday of the month", "1 a month"),
    (1, "sessions per week", "1st & 3rd Tuesdays", "2 a month"),
    (1, "sessions per week", "one session per grading period", "1 a grading period"),
    (1, "observations per month", "once every two months", "1 in 2 months"),
    (1, "observations per month", "1x per semester", "1 a semester"),
    (1, "observations per month", "1x/yr", "1 a year"),
    (1, "observations per year", "once every three years", "1 in 3 years"),
    (1, "observations per year", "every other year", "1 in 2 years"),
    (1, "observations per year", "every fifth year", "1 in 5 years"),
    (1, "observations per year", "once in five years", "1 in 5 years"),
    (1, "observations per year", "on a three-year cycle", "1 in 3 years"),
    (1, "observations per year", "biennially", "1 in 2 years"),
    (7, "calendar days", "Progress is checked twice a month.", "2 a month"),
    (7, "calendar days", "Progress is checked each grading period.", "1 a grading period"),
    (7, "calendar days", "at BOY, MOY and EOY", "3 a year"),
    (50, "minutes", "Each meeting shall be thirty (30) minutes in length.", "30 minutes"),
    (50, "minutes", "A PLC is 30 [thirty] minutes.", "30 minutes"),
    (50, "minutes", "PLCs: 1 x 30 minutes per week", "30 minutes"),
    (50, "minutes", "PLCs get 30 minutes weekly.", "30 minutes"),
    (50, "minutes", "PLCs meet from 7:45 to 8:15.", "30 minutes"),
    (45, "minutes", "One formal observation of 20 to 30 minutes a year.", "20 to 30 minutes"),
    (60, "minutes", "three-quarters of an hour", "45 minutes"),
    (1, "sessions per week", "One (1) session every two (2) weeks.", "1 in 2 weeks"),
    (1, "sessions per week", "Two (2) sessions per month.", "2 a month"),
    (1, "sessions per week", "One 30-minute session every two weeks.", "1 in 2 weeks"),
    (1, "sessions per week", "One conference per unit, about every three weeks.", "1 in 3 weeks"),
    (1, "sessions per week", "on the first and third Thursday", "2 a month"),
    (1, "sessions per week", "In grade 1, teams meet monthly.", "1 a month"),
    (1, "sessions per week", "Twice monthly.", "2 a month"),
    (1, "observations per month", "One 20-minute visit each nine weeks.", "1 a quarter"),
    (1, "observations per month", "Two 20-minute observations a semester.", "2 a semester"),
    (1, "observations per month", "An annual visit.", "1 a year"),
    (1, "observations per year", "One 45-minute observation every third year.", "1 in 3 years"),
    (1, "observations per year", "One observation in a two-year cycle.", "1 in 2 years"),
    (8, "sessions a year", "A single PD day per year.", "1 a year"),
    (9, "sessions a year", "Quarterly.", "1 a quarter"),
    (9, "sessions a year", "Twice a semester.", "2 a semester"),
    (9, "sessions a year", "Four to six cycles.", "4 to 6"),
    (14, "calendar days", "Every six to eight weeks.", "6 to 8 weeks"),
    (8, "sessions a year", "Two days in August and one in January.", "3 a year"),
    (14, "calendar days", "Every thirty (30) school days.", "30 school days"),
    (3, "instructional days", "Feedback within ten (10) school days.", "10 days"),
    (3, "instructional days", "Feedback follows two weeks later.", "2 weeks"),
]


@pytest.mark.parametrize(("value", "unit", "quote"), SAME)
def test_a_quote_that_says_the_same_or_nothing_of_it(value: float, unit: str, quote: str) -> None:
    assert figure_that_differs(value, unit, quote) == ""


@pytest.mark.parametrize(("value", "unit", "quote", "text"), OTHER)
def test_a_quote_with_another_figure(value: float, unit: str, quote: str, text: str) -> None:
    assert figure_that_differs(value, unit, quote) == text


def test_a_number_of_occasions_alone_is_how_often_in_the_year() -> None:
    quote = "Six cycles."
    assert figure_that_differs(9, "sessions a year", quote) == "6"
    assert figure_that_differs(9, "observations", quote, "year") == "6"
    assert figure_that_differs(6, "sessions a year", quote) == ""
    assert figure_that_differs(1, "sessions per week", quote) == ""


@pytest.mark.parametrize(
    "unit", ["minutes per two weeks", "sessions in the year", "visits per month and campus"]
)
def test_units_of_other_forms_are_not_compared(unit: str) -> None:
    """As a plugin's kind may have them."""
    assert figure_that_differs(3, unit, "They meet 8 times a year, for 45 minutes.") == ""


def test_a_frequency_whose_period_stands_beside_it() -> None:
    quote = "Coaches observe each teacher once a month."
    assert figure_that_differs(1, "observations", quote, "month") == ""
    assert figure_that_differs(4, "observations", quote, "month") == "1 a month"
    assert figure_that_differs(1, "observations", quote, "week") == "1 a month"
    assert figure_that_differs(9, "observations", quote, "year") == ""


HEDGED = {
    "The team may meet weekly.": "may",
    "PLCs meet in May.": "",
    "No more than one meeting per month is held.": "no more than",
    "Weekly meetings are recommended.": "recommended",
    "Last year teams met weekly.": "last year",
    "Teams meet weekly when possible.": "when possible",
    "Teams meet weekly.": "",
    "The teacher shall read the lesson.": "",
}


@pytest.mark.parametrize("quote", HEDGED)
def test_a_quote_that_leaves_open_whether_it_binds(quote: str) -> None:
    assert hedge(quote) == HEDGED[quote]


def with_quote(quote: str, **fields: Any) -> Any:
    sources = SAMPLE.document(PlcGuideline)["sources"]
    changed = {
        **sources,
        **{name: {**sources[name], "quote": quote} for name in ("minutes", "meetings_per_week")},
    }
    return SAMPLE.but(PlcGuideline, sources=changed, **fields).judge("5.2.4-3")


def test_a_pass_on_a_quote_with_another_figure_is_taken_back() -> None:
    judged = with_quote(
        "no more than one per month, not to exceed 20 minutes", minutes=45, meetings_per_week=1
    )
    for name, figure in (("length", "20 minutes"), ("frequency", "1 a month")):
        element = judged.elements[name]
        assert element.outcome is l5.Outcome.MISSING
        assert element.reason is l5.Reason.QUOTE_DIFFERS
        assert figure in element.message
        assert element.remedy
    assert "is 45" in judged.elements["length"].message


def test_a_number_said_twice_is_one_number() -> None:
    assert (
        with_quote("PLCs meet weekly for fifty (50) minutes.", minutes=50)
        .elements["length"]
        .outcome
        is l5.Outcome.PASS
    )
    length = with_quote("PLCs meet weekly for thirty (30) minutes.", minutes=50).elements["length"]
    assert length.reason is l5.Reason.QUOTE_DIFFERS
    assert "30 minutes" in length.message


def test_where_the_figure_of_the_quote_would_do_as_well_it_is_told() -> None:
    judged = with_quote("PLCs meet once a week for 50 minutes.", minutes=60, meetings_per_week=2)
    for name, figure in (("length", "50 minutes"), ("frequency", "1 a week")):
        element = judged.elements[name]
        assert element.outcome is l5.Outcome.PASS
        assert f"its quote says {figure}" in element.reader


def test_a_gap_stays_a_gap_whatever_the_quote_says() -> None:
    judged = with_quote("PLCs meet for 50 minutes.", minutes=20)
    assert judged.elements["length"].reason is l5.Reason.BELOW_PARAMETER


def test_a_hedge_is_left_to_a_reader() -> None:
    judged = with_quote(
        "PLCs may meet once a week for 45 minutes.", minutes=45, meetings_per_week=1
    )
    element = judged.elements["length"]
    assert element.outcome is l5.Outcome.PASS
    assert "it says 'may'" in element.reader


def _pairs(node: Any, fields: dict[str, Any], sources: Any) -> Iterator[tuple[Any, str, str, str]]:
    for name, info in fields.items():
        value = node.get(name)
        own = node.get("source") or sources.get(name) or sources.get("")
        if info.nested and isinstance(value, list):
            for item in value:
                yield from _pairs(item, item_fields(info.item), {"": sources.get(name)})
        elif own and own.get("quote") and isinstance(value, (int, float)) and info.unit:
            yield value, info.unit, own["quote"], node.get("per", "")


def test_no_quote_of_the_examples_is_said_to_differ() -> None:
    pairs = []
    for path in sorted(EXAMPLES.rglob("*.toml")):
        data = tomli.loads(path.read_text(encoding="utf-8"))
        kind = KINDS.get(data.get("kind", ""))
        if kind is not None:
            pairs += list(_pairs(data, kind.fields, data.get("sources", {})))
    assert len(pairs) >= 78
    assert [pair for pair in pairs if figure_that_differs(*pair)] == []
    for name in ("cedar-hollow-isd", "cedar-hollow-isd-mended", "live-oak-charter"):
        report = l5.check(EXAMPLES / name, entry_points=False)
        elements = [element for finding in report.findings for element in finding.elements]
        assert l5.Reason.QUOTE_DIFFERS not in {element.reason for element in elements}
        assert not [element.id for element in elements if "binds: it says" in element.reader]

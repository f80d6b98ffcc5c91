"""A forecast: what passes today and lapses, on the first day that a check of that day says so."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import Command

import lever5_rules as l5
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import (
    Campuses,
    Judges,
    Level,
    Reason,
    Review,
    Rule,
    Verdict,
    gap,
    met,
    not_applicable,
)
from lever5_rules.checking import Reading, read
from lever5_rules.comparing.forecast import Forecast
from lever5_rules.findings.report import as_data
from lever5_rules.forecasting import forecast
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reports.results import render
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.district import plugin_of

pytestmark = pytest.mark.exhaustive

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
OAK = EXAMPLES / "live-oak-charter"
DAY = date(2026, 11, 23)


def reading(district: District, *select: str) -> Reading:
    loaded = load_plugins(district.plugins, entry_points=False)
    return read(loaded, l5.Bundle.from_mapping(district.files()), select=select)


def oak(*select: str) -> Reading:
    return read(load_plugins(entry_points=False), OAK, select=select)


def days(forecast: Forecast) -> dict[str, date | None]:
    """The day on which each criterion and element lapses."""
    criteria = {lapse.id: lapse.day for lapse in forecast.lapses}
    return criteria | {each.id: each.day for lapse in forecast.lapses for each in lapse.elements}


def test_a_bundle_read_once_is_judged_as_if_read_anew() -> None:
    loaded_bundle = oak()
    for day in (date(2026, 10, 1), DAY, date(2027, 3, 1), date(2026, 8, 20)):
        assert as_data(loaded_bundle.report(day)) == as_data(
            l5.check(OAK, as_of=day, entry_points=False)
        )


def test_each_lapse_is_the_first_day_on_which_a_check_says_so() -> None:
    select = ["5.2.4-3", "5.2.5-4", "5.1.2-3"]
    until = DAY + timedelta(80)
    bundle = oak(*select)
    result = forecast(bundle, until, as_of=DAY)
    expected: dict[str, date] = {}
    passing: set[str] | None = None
    for number in range(81):
        day = DAY + timedelta(number)
        report = bundle.report(day)
        good = {
            finding.criterion for finding in report.findings if finding.outcome is l5.Outcome.PASS
        }
        good |= {
            element.id
            for each in report.findings
            for element in each.elements
            if element.outcome is l5.Outcome.PASS
        }
        passing = good if passing is None else passing
        for name in passing - good:
            expected.setdefault(name, day)
    assert expected
    assert {name: day for name, day in days(result).items() if day} == expected


def test_a_document_lapses_on_the_day_after_its_last() -> None:
    ending = SAMPLE.but(PlcGuideline, effective_to=date(2027, 6, 3))
    result = forecast(reading(ending, "5.2.4-3"), date(2027, 6, 10))
    (lapse,) = result.lapses
    assert (lapse.day, lapse.state, lapse.again) == (date(2027, 6, 4), "missing-evidence", None)
    assert {element.then.reason for element in lapse.elements if element.then} == {
        l5.Reason.NOT_IN_FORCE
    }


def test_evidence_of_last_year_lapses_when_the_next_year_begins(lever5: Command) -> None:
    result = forecast(reading(SAMPLE, "5.2.4-3", "5.1.1-1"), date(2027, 7, 2))
    ends = {lapse.id: (lapse.day, lapse.state) for lapse in result.lapses}
    assert ends["5.1.1-1"] == (date(2027, 7, 1), "missing-evidence")
    assert ends["5.2.4-3"] == (date(2027, 7, 1), "missing-evidence")
    options = ("--as-of", "2027-06-20", "--until", "2027-07-05", "--select", "5.1.1-1")
    out = lever5("forecast", str(OAK.with_name("cedar-hollow-isd")), *options).out
    assert "2027-07-01: the school year 2027-2028 begins" in out
    assert "the evidence is of an earlier school year" in " ".join(out.split())


def test_the_last_day_is_that_of_the_school_year_if_none_is_given() -> None:
    result = forecast(reading(SAMPLE.on(date(2027, 6, 25)), "5.1.1-1"))
    assert (result.today.as_of, result.until) == (date(2027, 6, 25), date(2027, 6, 30))
    assert result.lapses == ()


def changing(body: Callable[[Review, Campuses], Verdict]) -> District:
    """The sample district with a rule whose verdict changes from day to day."""
    rule = Rule("5.1.1-1", judges=Judges.FULL, not_judged="nothing", replaces=True)

    @rule.element(level=Level.ASSERTED)
    def changes(campuses: Campuses, review: Review) -> Verdict:
        """It changes."""
        return body(review, campuses)

    return SAMPLE.with_plugins(plugin_of([rule]))


def good(campuses: Campuses) -> Verdict:
    return met(", ".join(campus.campus_id for campus in campuses))


def test_a_pass_that_comes_back_says_when() -> None:
    def body(review: Review, campuses: Campuses) -> Verdict:
        if date(2027, 6, 2) <= review.as_of <= date(2027, 6, 4):
            return gap(Reason.LATE, "Late.", "Hurry.")
        return good(campuses)

    result = forecast(reading(changing(body), "5.1.1-1"), date(2027, 6, 10))
    (lapse,) = result.lapses
    assert (lapse.day, lapse.again) == (date(2027, 6, 2), date(2027, 6, 5))
    assert (lapse.elements[0].day, lapse.elements[0].again) == (lapse.day, lapse.again)
    out = " ".join(str(render(result)).split())
    assert "[passes again on 2027-06-05]" in out
    assert "1 lapses by 2027-06-10 if nothing is added (1 for a time only)" in out


def test_what_no_longer_applies_is_said() -> None:
    def body(review: Review, campuses: Campuses) -> Verdict:
        if review.as_of > date(2027, 6, 2) and good(campuses):
            return not_applicable("No campus is left.")
        return good(campuses)

    (lapse,) = forecast(reading(changing(body), "5.1.1-1"), date(2027, 6, 10)).lapses
    assert (lapse.state, lapse.day) == ("not-applicable", date(2027, 6, 3))


WAIVER = (
    '[[waivers]]\ntarget = "5.2.4-2"\nreason = "Being rewritten"\n'
    'approver_role = "superintendent"\nexpires = 2026-12-15\n'
)


def test_a_waiver_ends_on_the_day_after_its_last(lever5: Command, tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(WAIVER, encoding="utf-8")
    call = ("forecast", str(OAK), "--select", "5.2.4-2", "--waivers", str(path))
    ran = lever5(*call, "--until", "2026-12-20", "--format", "json")
    (end,) = json.loads(ran.out)["waivers"]
    assert (ran.code, end["criterion"], end["day"]) == (0, "5.2.4-2", "2026-12-16")
    assert "WAIVERS that end" in lever5(*call, "--until", "2026-12-16").out
    assert "WAIVERS that end" not in lever5(*call, "--until", "2026-12-15").out


def test_a_rule_that_fails_on_a_later_day_is_an_error() -> None:
    def body(review: Review, campuses: Campuses) -> Verdict:
        if review.as_of > date(2027, 6, 3):
            raise RuntimeError("June")
        return good(campuses)

    loaded_bundle = reading(changing(body), "5.1.1-1")
    result = forecast(loaded_bundle, date(2027, 6, 10))
    assert not result.complete
    assert [day for day, _ in result.errors] == [date(2027, 6, 4)]


def test_text_says_that_it_is_a_forecast(lever5: Command) -> None:
    ran = lever5("forecast", str(OAK), "--until", "2027-01-31", "--select", "5.2.4-3,5.2.5-4")
    flat = " ".join(ran.out.split())
    assert ran.code == 0
    assert ran.out.startswith("FORECAST: Live Oak Bend Charter School")
    assert "with records up to today only" in flat
    assert "2 criteria of 2 pass today. 2 lapse by 2027-01-31 if nothing is added; 0" in flat
    assert ran.out.index("2026-12-09") < ran.out.index("2026-12-18")
    assert max(map(len, ran.out.splitlines())) <= 96


def test_json_holds_day_reason_and_remedy(lever5: Command) -> None:
    options = ("--until", "2026-12-20", "--select", "5.2.5-4", "--format", "json")
    data = json.loads(lever5("forecast", str(OAK), *options).out)
    (lapse,) = data["lapses"]
    (element,) = lapse["elements"]
    assert (data["forecast"], lapse["day"], lapse["outcome"]) == (True, "2026-12-09", "gap")
    assert (element["reason"], bool(element["remedy"])) == ("late", True)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("--until", "2026-11-23"), "nothing to forecast"),
        (("--until", "2026-01-01"), "nothing to forecast"),
        (("--until", "2036-01-01"), "more than 800 days"),
        (("--until", "soon"), "is not a date"),
        (("--select", "5.9"), "neither a criterion"),
        (("--format", "jsn"), "Did you mean json?"),
    ],
)
def test_wrong_usage(lever5: Command, arguments: tuple[str, ...], text: str) -> None:
    ran = lever5("forecast", str(OAK), *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert text in ran.err


def test_a_check_of_a_day_to_come_says_that_it_is_a_forecast(lever5: Command) -> None:
    later = lever5("check", str(OAK), "--as-of", "2999-06-01", "--select", "5.2.4-3")
    assert "is still to come, so this is a forecast" in later.err
    past = lever5("check", str(OAK), "--as-of", "2020-11-23", "--select", "5.2.4-3")
    assert past.err == ""


def test_a_lapse_that_is_near_fails_a_run_by_night(lever5: Command) -> None:
    result = forecast(oak(), DAY + timedelta(60), as_of=DAY)
    first = min(lapse.day for lapse in result.lapses if lapse.day is not None)
    near = (first - DAY).days
    assert near > 1
    call = ("forecast", str(OAK), "--as-of", str(DAY), "--until", str(first), "--fail-within")
    assert lever5(*call, str(near)).code == 1
    assert lever5(*call, str(near - 1)).code == 0
    assert lever5(*call, "0").code == 2

"""Saved reports: what was written comes back whole, and what is not one is told in a sentence."""

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from conftest import Command
from hypothesis import given, settings
from hypothesis import strategies as st
from spread import spread

import lever5_rules as l5
from lever5_rules.authoring import Judges, Level, Rule, Verdict
from lever5_rules.findings.report import Report, as_data, report_of
from lever5_rules.reports.formats.json_report import schema
from lever5_rules.reports.formats.text_report import render
from lever5_rules.testing import SAMPLE
from lever5_rules.testing.district import plugin_of

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CEDAR, OAK = EXAMPLES / "cedar-hollow-isd", EXAMPLES / "live-oak-charter"
DAY = date(2026, 11, 23)
WAIVER = (
    '[[waivers]]\ntarget = "5.2.4-2"\nreason = "Being rewritten"\n'
    'approver_role = "superintendent"\nexpires = 2026-12-15\n'
)


def with_a_waiver(folder: Path) -> Report:
    path = folder / "waivers.toml"
    path.write_text(WAIVER, encoding="utf-8")
    return l5.check(OAK, as_of=DAY, waivers=path, entry_points=False)


def against_a_baseline(folder: Path) -> Report:
    early = l5.check(OAK, as_of=date(2026, 8, 20), entry_points=False)
    return l5.check(OAK, as_of=DAY, baseline=early, entry_points=False)


def with_errors(folder: Path) -> Report:
    rule = Rule("5.1.1-1", judges=Judges.FULL, not_judged="nothing", replaces=True)

    @rule.element(level=Level.ASSERTED)
    def breaks() -> Verdict:
        """It breaks."""
        raise RuntimeError("broken")

    return SAMPLE.check(plugins=[plugin_of([rule])])


def broken_files(folder: Path) -> Report:
    files: dict[str, Any] = {**SAMPLE.files(), "observation_log.csv": b"\xff\xfe\x00broken"}
    return l5.check(l5.Bundle.from_mapping(files), entry_points=False)


def on(day: date) -> Callable[[Path], Report]:
    return lambda _: SAMPLE.on(day).check()


def example(name: str, day: date = DAY) -> Callable[[Path], Report]:
    return lambda _: l5.check(EXAMPLES / name, as_of=day, entry_points=False)


REPORTS: dict[str, Callable[[Path], Report]] = {
    "cedar": example("cedar-hollow-isd"),
    "cedar in August": example("cedar-hollow-isd", date(2026, 8, 20)),
    "cedar mended": example("cedar-hollow-isd-mended"),
    "live oak": example("live-oak-charter"),
    "sample": lambda _: SAMPLE.check(),
    "sample early": on(date(2026, 7, 1)),
    "sample in October": on(date(2026, 10, 12)),
    "sample next year": on(date(2028, 1, 1)),
    "part of it": lambda _: SAMPLE.check(select=["5.2.4-1", "5.1"]),
    "a waiver": with_a_waiver,
    "a baseline": against_a_baseline,
    "errors": with_errors,
    "broken files": broken_files,
}


@pytest.mark.parametrize("name", spread(REPORTS, of=3))
def test_what_was_written_comes_back(name: str, tmp_path: Path) -> None:
    report = REPORTS[name](tmp_path)
    written = as_data(report)
    errors = jsonschema_rs.Draft202012Validator(json.loads(schema())).iter_errors(written)
    assert [f"{error.instance_path}: {error.message}" for error in errors] == []
    path = tmp_path / "report.json"
    path.write_text(report.to_json(), encoding="utf-8")
    back = l5.read_report(path)
    assert as_data(back) == written
    assert back.to_json() == report.to_json()
    assert render(back) == render(report)


def test_the_reports_hold_what_is_to_come_back(tmp_path: Path) -> None:
    assert with_a_waiver(tmp_path).accounting.waived == 1
    assert with_a_waiver(tmp_path).waiver_file is not None
    assert against_a_baseline(tmp_path).baseline is not None
    assert with_errors(tmp_path).errors[0].criterion == "5.1.1-1"
    broken = broken_files(tmp_path)
    assert any(element.problems for finding in broken.findings for element in finding.elements)


def test_report_writes_other_formats(lever5: Command, tmp_path: Path) -> None:
    saved, text, again = tmp_path / "r.json", tmp_path / "r.txt", tmp_path / "again.json"
    lever5("check", str(CEDAR), "-o", str(saved))
    shown = lever5("check", str(CEDAR)).out
    ran = lever5("report", str(saved))
    assert (ran.code, ran.out) == (0, shown)
    ran = lever5("report", str(saved), "-o", str(text), "--format", f"json:{again}")
    assert (ran.code, ran.out) == (0, "")
    assert text.read_text(encoding="utf-8") == shown
    assert again.read_bytes() == saved.read_bytes()
    assert "Did you mean json?" in lever5("report", str(saved), "--format", "jsn").err


SMALL = as_data(SAMPLE.check(select=["5.2.4-3"]))


def changed(*way: str | int, to: Any) -> str:
    data = copy.deepcopy(SMALL)
    here: Any = data
    for part in way[:-1]:
        here = here[part]
    here[way[-1]] = to
    return json.dumps(data)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not a JSON report"),
        ("{", "is not a JSON report"),
        ("[" * 200_000, "nested too deeply"),
        ("[]", "is not a report of lever5"),
        ('{"findings": []}', "is not a report of lever5"),
        ('{"schema_version": "1", "findings": []}', "it has no tool"),
        (changed("schema_version", to="2"), "version '2' of the schema"),
        (changed("schema_version", to=1), "version 1 of the schema"),
        (changed("accounting", "gap", to=float("nan")), "NaN is not a number"),
        (changed("accounting", "gap", to=True), "accounting.gap is True"),
        (changed("accounting", "gap", to=-1), "accounting.gap is -1"),
        (changed("findings", 0, "elements", 0, "rows", to=10**400), "a whole number"),
        (changed("findings", to={}), "findings is an object; it must be a list"),
        (changed("findings", 0, to=[]), "findings[0] is a list; it must be an object"),
        (changed("findings", 0, "outcome", to="passed"), "Did you mean pass?"),
        (changed("findings", 0, "outcome", to=None), "findings[0].outcome is None"),
        (changed("findings", 0, "elements", 0, "level_needed", to=[]), "level_needed is a list"),
        (changed("as_of", to="23 November"), "as_of is '23 November'; it must be a date"),
        (changed("as_of", to="2026-13-01"), "it must be a date"),
        (changed("school_year", to="2026"), "write it as 2026-2027"),
        (changed("complete", to=False), "says that it is complete and lists errors, or"),
        (changed("bundle", "files", 0, "status", to="rad"), "Did you mean read?"),
        (changed("findings", 0, "elements", 0, "evidence", 0, "value", to={}), "value is an"),
        (changed("findings", 0, "elements", 0, "evidence", 0, "value", to=[[1]]), "value[0] is a"),
        (
            changed("findings", 0, "elements", 0, "evidence", 0, "value", to=0).replace(
                '"value": 0', '"value": 1e999', 1
            ),
            "is inf; it must be",
        ),
    ],
)
def test_what_is_no_report_is_told(
    lever5: Command, tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "r.json"
    path.write_text(text, encoding="utf-8")
    for call in (("report", str(path)), ("check", str(OAK), "--baseline", str(path))):
        ran = lever5(*call)
        assert (ran.code, ran.out) == (2, "")
        assert message in ran.err
        assert len(ran.err) < 600


def test_a_file_that_cannot_be_read_is_told(lever5: Command, tmp_path: Path) -> None:
    assert "cannot be read" in lever5("report", str(tmp_path / "none.json")).err
    assert "cannot be read" in lever5("report", str(tmp_path)).err
    assert "cannot be read" in lever5("report", "a\0b").err
    (tmp_path / "latin.json").write_bytes('{"ä": 1}'.encode("latin-1"))
    assert "is not UTF-8" in lever5("report", str(tmp_path / "latin.json")).err


def test_an_alternative_has_none_itself() -> None:
    data = as_data(SAMPLE.check())
    group = next(
        element
        for finding in data["findings"]
        for element in finding["elements"]
        if element["alternatives"]
    )
    group["alternatives"][0]["alternatives"] = copy.deepcopy(group["alternatives"])
    with pytest.raises(l5.ReportError, match="has alternatives itself"):
        report_of(data)


def ways(data: Any, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The way to every value."""
    inner: Any = ()
    if isinstance(data, dict):
        inner = data.items()
    elif isinstance(data, list):
        inner = enumerate(data)
    return [way, *(result for key, item in inner for result in ways(item, (*way, key)))]


WAYS = ways(SMALL)[1:]
JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 0, 1.5, "", "\x1b[31m", "\ud800", [], {}, [[]], [None]]
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WAYS), JUNK)
def test_whatever_stands_anywhere_is_read_or_told(way: tuple[str | int, ...], junk: Any) -> None:
    try:
        report = report_of(json.loads(changed(*way, to=junk)))
    except l5.ReportError:
        return
    report.to_json()
    render(report)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(WAYS))
def test_whatever_is_left_out_is_told(way: tuple[str | int, ...]) -> None:
    data = copy.deepcopy(SMALL)
    here: Any = data
    for part in way[:-1]:
        here = here[part]
    del here[way[-1]]
    # Older reports do not have them.
    later = ("until", "wanted", "lacks", "not_counted", "campuses")
    if isinstance(way[-1], int) or way == ("selection", "of") or way[-1] in later:
        report_of(data)
        return
    with pytest.raises(l5.ReportError):
        report_of(data)

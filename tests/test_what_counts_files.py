"""What counts where two rows bear one id, and where a column says nothing: what depends on them."""

import csv
import io
from pathlib import Path

import pytest

import lever5_rules as l5

MENDED = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd-mended"
FILES = {path.name: path for path in sorted(MENDED.rglob("*")) if path.suffix in (".csv", ".toml")}
TRACKER, CALENDAR, MEETINGS = "action_step_tracker.csv", "training_calendar.csv", "meeting_log.csv"
Rows = list[dict[str, str]]


def rows_of(name: str) -> Rows:
    return list(csv.DictReader(io.StringIO(FILES[name].read_text(encoding="utf-8"))))


def report_on(name: str, rows: Rows, *criteria: str) -> l5.Report:
    text = io.StringIO()
    out = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    out.writeheader()
    out.writerows(rows)
    files = {name: path.read_bytes() for name, path in FILES.items()}
    bundle = l5.Bundle.from_mapping({**files, name: text.getvalue()})
    report = l5.check(bundle, select=criteria, entry_points=False)
    assert not report.errors
    return report


def lacking(name: str, rows: Rows, *criteria: str) -> dict[str, str]:
    """The criteria that do not pass on the mended example with these rows in a file."""
    report = report_on(name, rows, *criteria)
    return {
        finding.criterion: finding.outcome.value
        for finding in report.findings
        if finding.outcome is not l5.Outcome.PASS
    }


def again(rows: Rows, number: int, **fields: str) -> Rows:
    return [*rows, rows[number] | fields]


@pytest.mark.parametrize("name", [TRACKER, MEETINGS])
def test_one_id_given_twice_among_many_rows_fails_nothing(name: str) -> None:
    day = "entered_on" if name == TRACKER else "date"
    rows = rows_of(name)
    first = next(place for place, row in enumerate(rows) if row.get("type", "plc") == "plc")
    assert not lacking(name, again(rows, first, **{day: "2026-10-29"}))


def test_a_session_told_in_two_ways_leaves_those_on_other_subjects() -> None:
    rows = rows_of(CALENDAR)
    place = next(n for n, row in enumerate(rows) if "plc_practices" in row["topic_codes"])
    assert set(lacking(CALENDAR, again(rows, place, date="2026-10-29"))) <= {"5.2.4-4"}


def test_an_analysis_told_in_two_ways_is_missing_evidence() -> None:
    rows = rows_of("tracker_analysis.csv")
    for row in rows:
        row["analysis_id"] = rows[0]["analysis_id"]
    result = lacking("tracker_analysis.csv", rows, "5.2.5-4")
    assert result == {"5.2.5-4": "missing-evidence"}


def test_rows_of_one_id_are_not_both_counted() -> None:
    """As many steps again under the ids of those that were met lift no share."""
    rows = rows_of(TRACKER)
    for row in rows:
        row["status"], row["closed_on"] = "open", ""
    met = [row | {"status": "met", "closed_on": row["due_on"]} for row in rows * 9]
    assert lacking(TRACKER, [*rows, *met], "5.2.5-4")


def test_sessions_of_which_it_is_blank_for_whom_they_were_are_missing_evidence() -> None:
    rows = [row | {"audience_roles": ""} for row in rows_of(CALENDAR)]
    result = lacking(CALENDAR, rows)
    assert result["5.2.3-2"] == "missing-evidence"
    assert set(result.values()) == {"missing-evidence"}


@pytest.mark.parametrize(
    ("file", "old", "new", "criterion"),
    [
        ("collaboration_expectation-sped.toml", "sessions_per_month = 2", "4000", "5.3.4-1"),
        ("planning_support_guideline.toml", "sessions_per_week = 1", "400", "5.2.4-1"),
        ("plc_guideline-secondary.toml", "meetings_per_week = 1", "400", "5.2.4-3"),
    ],
)
def test_more_than_can_be_is_no_frequency(file: str, old: str, new: str, criterion: str) -> None:
    files = {name: path.read_bytes() for name, path in FILES.items()}
    text, name = files[file].decode(), old.partition(" ")[0]
    assert old in text
    files[file] = text.replace(old, f"{name} = {new}", 1).encode()
    del files["collaboration_schedule.csv"]
    report = l5.check(l5.Bundle.from_mapping(files), select=[criterion], entry_points=False)
    (finding,) = report.findings
    assert finding.outcome is l5.Outcome.MISSING
    assert any("is it in another unit?" in problem.message for problem in report.problems)


@pytest.mark.parametrize(
    ("name", "column", "cell", "criterion"),
    [
        (MEETINGS, "roles_present", "zzz", "5.2.4-3"),
        (TRACKER, "closed_on", "zzz", "5.2.5-4"),
        (TRACKER, "status", "", "5.2.5-4"),
        ("training_attendance.csv", "session_id", "", "5.2.3-3"),
    ],
)
def test_one_cell_among_many_rows_fails_nothing(
    name: str, column: str, cell: str, criterion: str
) -> None:
    """Also where it is the only row of its sort: the others are judged."""
    rows = rows_of(name)
    middle = len(rows) // 2
    rows[middle] = rows[middle] | {column: cell}
    assert not lacking(name, rows, criterion)

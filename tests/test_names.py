"""Names are looked up, not compared: spelling is folded, and what leads nowhere is told once."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from spread import spread

import lever5_rules as l5
from lever5_rules.artifacts import (
    denominators,
    expectations,
    meetings,
    observation,
    planning,
    plans,
    training,
)
from lever5_rules.artifacts.denominators import StaffAssignment
from lever5_rules.artifacts.fields import item_fields
from lever5_rules.artifacts.kinds import KindInfo, kind_of
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.plans import PlanComponent, SupportAssignment
from lever5_rules.artifacts.training import TrainingSession
from lever5_rules.core.blanks import Severity
from lever5_rules.reading.registers import ITSELF, listed_in
from lever5_rules.reading.values.spelling import Register, composed, folded
from lever5_rules.testing import SAMPLE
from lever5_rules.testing.sample import ELEMENTARY

MENDED = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd-mended"
CAMPUSES = {
    "999901001": "Cedar Hollow High School",
    "999901041": "Switchgrass Middle School",
    "999901101": "Pecan Bottom Elementary",
}
Change = Callable[[str], str]


def outcomes(report: l5.Report) -> dict[str, str]:
    return {element.id: element.outcome.value for f in report.findings for element in f.elements}


@pytest.fixture(scope="module")
def sound() -> dict[str, str]:
    return outcomes(l5.check(MENDED, entry_points=False))


def changed(tmp_path: Path, name: str, change: Change) -> l5.Report:
    """The mended example with one file changed."""
    root = tmp_path / "district"
    shutil.copytree(MENDED, root)
    (path,) = root.rglob(name)
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")
    return l5.check(root, entry_points=False)


def in_column(column: str, change: Change, rows: int = 10**6) -> Change:
    """Another spelling in one column of a CSV file, as far as `rows`."""

    def apply(text: str) -> str:
        heads, *lines = text.splitlines()
        at = heads.split(",").index(column)
        cells = [line.split(",") for line in lines]
        for row in cells[:rows]:
            row[at] = ";".join(change(word) if word else word for word in row[at].split(";"))
        return "\n".join([heads, *(",".join(row) for row in cells)]) + "\n"

    return apply


@pytest.mark.parametrize(
    "spelling",
    [
        "lantern-rla-k5",
        "Lantern-RLA-K5",
        "lantern rla k5",
        "lantern_rla_k5",
        "LanternRLAK5",
        " lantern–rla–k5 ",
    ],
)
def test_case_blanks_and_hyphens_are_folded(spelling: str) -> None:
    assert Register(["lantern-rla-k5", "waymark-rla-612"]).find(spelling) == "lantern-rla-k5"


@pytest.mark.parametrize(
    ("spelling", "text"),
    [
        ("0042", "0042"),
        ("42", "0042"),
        ("'0042", "0042"),
        ("42.0", "0042"),
        ("1.0E+01", None),
        ("9.99901101E+08", "999901101"),
        ("9.99901E+08", None),
        ("999901101.0", "999901101"),
        ("7", None),
        ("43", None),
    ],
)
def test_what_a_spreadsheet_makes_of_a_number_is_undone_where_one_can_be_meant(
    spelling: str, text: str | None
) -> None:
    known = Register(["0042", "999901101", "999901102", "07", "007"])
    assert known.find(spelling) == text


def test_figures_that_stand_apart_stay_apart() -> None:
    assert folded("K-5") == folded("k5")
    assert folded("s-1-23") != folded("s-12-3")


def test_names_that_differ_in_spelling_only_are_not_mixed_up() -> None:
    known = Register(["Grade 3", "grade-3"])
    assert known.find("Grade 3") == "Grade 3"
    assert known.find("GRADE_3") is None


@pytest.mark.parametrize(
    ("spelling", "text"),
    [
        ("Switchgrass Middle School", "999901041"),
        ("switchgrass middle", "999901041"),
        ("Switchgrass MS", "999901041"),
        ("Switchgrass", "999901041"),
        ("Pecan Bottom Elem.", "999901101"),
        ("Cedar Hollow HS", "999901001"),
        ("Cedar Hollow", None),
        ("Cedar Hollow ISD", None),
        ("Middle School", None),
    ],
)
def test_a_campus_is_found_by_its_name(spelling: str, text: str | None) -> None:
    assert Register(CAMPUSES, CAMPUSES, never="Cedar Hollow ISD").find(spelling) == text


@pytest.mark.parametrize(
    "spelling",
    spread(
        ["ALL", "All campuses", "District-wide", "districtwide", "Every campus", "all schools"],
        of=3,
    ),
)
def test_all_campuses_are_meant_by_other_words_too(tmp_path: Path, spelling: str) -> None:
    report = changed(
        tmp_path,
        "training_calendar.csv",
        in_column("campus_ids", lambda value: spelling if value == "all" else value),
    )
    assert {finding.outcome for finding in report.findings} == {l5.Outcome.PASS}


@pytest.mark.parametrize(
    ("name", "field"),
    [("training_calendar.csv", "campus_ids"), ("curriculum_adoption_record.csv", "campus_ids")],
)
def test_names_in_a_list_may_stand_between_commas(tmp_path: Path, name: str, field: str) -> None:
    def with_commas(text: str) -> str:
        rows = list(csv.DictReader(io.StringIO(text)))
        for row in rows:
            row[field] = row[field].replace(";", ", ")
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()

    report = changed(tmp_path, name, with_commas)
    assert {finding.outcome for finding in report.findings} == {l5.Outcome.PASS}
    messages = [
        problem.message for problem in report.problems if (problem.file or "").endswith(name)
    ]
    assert [
        message
        for message in messages
        if message.endswith("without semicolons between names; read as a list.")
    ]


def _references() -> list[tuple[str, str, str]]:
    modules = (denominators, expectations, meetings, observation, planning, plans, training)
    kinds = {
        info.name: info
        for module in modules
        for value in vars(module).values()
        if isinstance(info := kind_of(value), KindInfo)
    }
    return [
        (info.name, field.name, field.refers_to)
        for info in kinds.values()
        for field in item_fields(info.cls).values()
        if field.refers_to
    ]


@pytest.mark.parametrize(("kind", "field", "what"), _references())
def test_every_reference_says_where_it_is_listed(kind: str, field: str, what: str) -> None:
    assert what == ITSELF or listed_in(what)


COLUMNS = [
    ("observation_log.csv", "campus_id"),
    ("observation_log.csv", "observer_staff_id"),
    ("observation_log.csv", "observee_staff_id"),
    ("observation_log.csv", "tool_id"),
    ("action_step_tracker.csv", "campus_id"),
    ("action_step_tracker.csv", "leader_staff_id"),
    ("action_step_tracker.csv", "observee_staff_id"),
    ("action_step_tracker.csv", "system"),
    ("calibration_record.csv", "instrument_id"),
    ("calibration_record.csv", "staff_id"),
    ("collaboration_schedule.csv", "campus_ids"),
    ("curriculum_adoption_record.csv", "campus_ids"),
    ("leadership_support_assignment.csv", "campus_id"),
    ("leadership_support_assignment.csv", "supporter_staff_id"),
    ("meeting_log.csv", "campus_id"),
    ("meeting_log.csv", "team"),
    ("professional_development_plan.csv", "content_builds_on"),
    ("professional_development_plan.csv", "practice_builds_on"),
    ("progress_monitoring_summary.csv", "campus_id"),
    ("staff_roster.csv", "campus_id"),
    ("staff_roster.csv", "supervisor_staff_id"),
    ("staff_roster.csv", "plc_team"),
    ("training_attendance.csv", "session_id"),
    ("training_attendance.csv", "staff_id"),
    ("training_attendance.csv", "campus_id"),
    ("training_calendar.csv", "product_id"),
    ("training_calendar.csv", "informed_by"),
    ("training_resource_catalog.csv", "product_id"),
]


@pytest.mark.parametrize(("file", "column"), spread(COLUMNS, of=7))
def test_another_spelling_changes_no_verdict_and_is_told_once(
    file: str, column: str, tmp_path: Path, sound: dict[str, str]
) -> None:
    def respell(name: str) -> str:
        if name.isdigit():
            return f"'{name}.0"
        return name.upper() if name.startswith("s-") else name.upper().replace("-", " ")

    report = changed(tmp_path, file, in_column(column, respell, rows=40))
    assert outcomes(report) == sound
    problems = [
        problem for problem in report.problems if problem.file and problem.file.endswith(file)
    ]
    assert len(problems) <= 1, problems
    assert all(problem.severity is Severity.NOTE for problem in problems)


def test_a_campus_may_be_written_by_its_name(tmp_path: Path, sound: dict[str, str]) -> None:
    report = changed(
        tmp_path,
        "observation_log.csv",
        in_column("campus_id", lambda value: CAMPUSES.get(value, value)),
    )
    assert outcomes(report) == sound


@pytest.mark.parametrize(
    ("file", "column"),
    spread((column for column in COLUMNS if column[1] in ("campus_id", "campus_ids")), of=3),
)
def test_unknown_campuses_are_one_problem_and_make_no_gap(
    file: str, column: str, tmp_path: Path, sound: dict[str, str]
) -> None:
    report = changed(tmp_path, file, in_column(column, lambda value: "9.99901E+08"))
    (problem,) = [
        element_id
        for element_id in report.problems
        if element_id.file and element_id.file.endswith(file)
    ]
    assert column in problem.message
    assert "district.toml" in problem.message
    now = outcomes(report)
    assert [element_id for element_id in sound if now.get(element_id) == "gap"] == []


def test_a_campus_that_is_not_listed_is_told_with_the_nearest(tmp_path: Path) -> None:
    report = changed(
        tmp_path, "observation_log.csv", in_column("campus_id", lambda value: "999901100", rows=3)
    )
    (problem,) = [
        problem for problem in report.problems if problem.file and "observation_log" in problem.file
    ]
    assert "3 rows" in problem.message
    assert "Did you mean 9999011" in problem.message


def test_a_campus_of_the_roster_that_leads_nowhere_makes_no_gap() -> None:
    """The logs have the campus of these people: either place may be right."""
    district = SAMPLE.but(
        StaffAssignment,
        where=lambda row: row["campus_id"] == ELEMENTARY,
        campus_id="Main Street School",
    )
    report = district.check()
    assert not report.errors
    gaps = [finding for finding in report.findings if finding.outcome is l5.Outcome.GAP]
    assert [gap.criterion for gap in gaps] == []


def test_a_product_that_was_replaced_stays_a_gap_and_is_told() -> None:
    district = SAMPLE.but(
        TrainingSession, where=lambda row: bool(row.get("product_id")), product_id="older-program"
    )
    judgement = district.judge("5.2.2-1")
    assert any(element.outcome is l5.Outcome.GAP for element in judgement.elements.values())
    problems = [problem for problem in judgement.report.problems if "product_id" in problem.message]
    assert [problem.severity for problem in problems] == [Severity.WARNING]


def test_an_analysis_or_component_that_is_not_there_makes_missing_evidence() -> None:
    district = SAMPLE.but(TrainingSession, informed_by="AN-NOWHERE")
    element = district.judge("5.2.5-4")["training_informed_by_data"]
    assert element.outcome is l5.Outcome.MISSING
    assert "tracker_analysis" in element.message
    plan = SAMPLE.but(PlanComponent, content_builds_on="PD-NOWHERE").judge("5.1.3-1")
    assert any(
        "professional_development_plan" in element.message for element in plan.elements.values()
    )


def test_without_what_lists_them_names_are_left_alone() -> None:
    from lever5_rules.artifacts.observation import TrackerAnalysis

    district = SAMPLE.but(TrainingSession, informed_by="AN-NOWHERE").without(TrackerAnalysis)
    assert not [
        problem for problem in district.check().problems if "informed_by" in problem.message
    ]


def test_a_team_of_another_campus_is_told() -> None:
    rows = [row for row in SAMPLE.rows(Meeting) if row.get("team")]
    other = next(row["team"] for row in rows if row["campus_id"] != rows[0]["campus_id"])
    district = SAMPLE.but(
        Meeting, where=lambda row: row["meeting_id"] == rows[0]["meeting_id"], team="No such team"
    )
    assert other
    problems = [
        problem for problem in district.check().problems if problem.message.startswith("team")
    ]
    assert len(problems) == 1
    assert "staff_roster" in problems[0].message


@pytest.mark.parametrize(
    "focus",
    [
        ["monitoring_feedback"],
        ["CH-3", "CH-5"],
        ["Checks for understanding before independent practice"],
        ["Every student answers"],
    ],
)
def test_practices_may_be_the_districts_own(focus: list[str]) -> None:
    judgement = SAMPLE.but(SupportAssignment, practice_focus="; ".join(focus)).judge("5.1.2-2")
    assert judgement["practice_focus_named"].outcome is l5.Outcome.PASS


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("as needed", "gap"),
        ("etc.", "gap"),
        ("all", "gap"),
        ("All effective practices", "gap"),
        ("Evidence-based practices", "gap"),
        ("Best practices", "gap"),
        ("Effective practices; and so on", "gap"),
        ("TBD", "missing-evidence"),
    ],
)
def test_practices_that_say_nothing_do_not_pass(text: str, outcome: str) -> None:
    judgement = SAMPLE.but(SupportAssignment, practice_focus=text).judge("5.1.2-2")
    assert judgement["practice_focus_named"].outcome.value == outcome


def test_accents_are_written_in_one_way() -> None:
    composed, apart = "Programme d\u00e9taill\u00e9", "Programme de\u0301taille\u0301"
    assert Register([composed]).find(apart) == composed


SPELLED: dict[str, tuple[str, Change]] = {
    "days cut short": (
        "collaboration_schedule.csv",
        in_column("weekdays", lambda day: day[:3].title() if day != "wednesday" else "Weds."),
    ),
    "many of a day": (
        "collaboration_schedule.csv",
        in_column("weekdays", lambda day: f"{day}s".capitalize()),
    ),
    "a tier with its figure apart": (
        "progress_monitoring_summary.csv",
        in_column("tier", lambda tier: tier.replace("tier", "Tier ")),
    ),
    "a year cut short in rows": (
        "collaboration_schedule.csv",
        in_column("school_year", lambda _: "2026-27"),
    ),
    "a year with a slash in rows": (
        "staff_roster.csv",
        in_column("school_year", lambda _: "2026/27"),
    ),
    "a year cut short in a document": (
        "instructional_protocol-student-work.toml",
        lambda text: text.replace('"2026-2027"', '"2026–27"'),
    ),
    "a year in two figures in rows": (
        "staff_roster.csv",
        in_column("school_year", lambda _: "26-27"),
    ),
    "a year with its name in a document": (
        "instructional_protocol-student-work.toml",
        lambda text: text.replace('"2026-2027"', '"SY2026-27"'),
    ),
    "a year cut short in the profile": (
        "district.toml",
        lambda text: text.replace('"2026-2027"', '"2026-27"'),
    ),
}


@pytest.mark.parametrize("case", spread(SPELLED, of=3))
def test_what_everybody_writes_otherwise_is_read(
    tmp_path: Path, sound: dict[str, str], case: str
) -> None:
    report = changed(tmp_path, *SPELLED[case])
    assert outcomes(report) == sound
    assert not [problem for problem in report.problems if problem.severity is Severity.ERROR]


@pytest.mark.parametrize("year", ["2026-28", "2025-26", "25-26", "2026", "2026-2028", "SY"])
def test_another_year_is_not_this_one(tmp_path: Path, year: str) -> None:
    report = changed(
        tmp_path,
        "instructional_protocol-student-work.toml",
        lambda text: text.replace('"2026-2027"', f'"{year}"'),
    )
    assert outcomes(report)["5.3.1-2/work_samples"] == "missing-evidence"


@pytest.mark.parametrize("sign", ["\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad", "\u200f"])
def test_signs_that_nobody_sees_are_folded_in_every_id(sign: str) -> None:
    register = Register(["T-101", f"T-1{sign}02"])
    for written in (f"{sign}T-101", f"T{sign}-101", f"T-101{sign}", f"{sign} t 101"):
        assert register.find(written) == "T-101"
    assert register.find("T-102") == f"T-1{sign}02"
    assert composed(f"{sign} T-1{sign}01 ") == "T-101"

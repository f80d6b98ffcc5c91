"""What other systems export gives the findings that plain files give, and brings no names in."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import exporters as ex
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lever5_rules as l5
from lever5_rules.findings.report import Report
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.load import load
from lever5_rules.reports import FORMATS, writer

pytestmark = pytest.mark.exhaustive

ROSTER, LOG = "records/staff_roster.csv", "records/observation_log.csv"
CAMPUSES = dict(
    re.findall(r'campus_id = "(\d+)"\nname = "(.*)"', ex.files_of()["district.toml"].decode())
)
YEAR = b'extends = "edfi-staff"\n[fits]\nheads = ["staffReference.staffUniqueId"]\n'
YEAR += b'[constants]\nschool_year = "2026-2027"\n'


def check(files: Mapping[str, Any], select: tuple[str, ...] = ("5",)) -> Report:
    kept = {name: content for name, content in files.items() if content is not None}
    return l5.check(l5.Bundle.from_mapping(kept), select=select, entry_points=False)


def judged(report: Report) -> dict[str, tuple[str, Any]]:
    assert report.complete
    every = [member for finding in report.findings for member in finding.elements]
    every = [member for group in every for member in (group, *group.alternatives)]
    return {member.id: (member.outcome.value, member.reason) for member in every}


def messages(report: Report, file: str) -> list[str]:
    return [problem.message for problem in report.problems if problem.file == file]


def carried(**more: Callable[[ex.Row], str]) -> bytes:
    """The roster with what an export says of it, as a plain file."""
    rows = ex.only(ex.rows_of("staff_roster"), ex.CARRIED)
    return ex.written({**row, **{name: make(row) for name, make in more.items()}} for row in rows)


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_one_roster_gives_the_findings_of_a_plain_roster(version: str) -> None:
    files = ex.files_of()
    plain = carried(**({"start_date": lambda _: ""} if version == "1.1" else {}))
    export = ex.one_roster(version, ex.rows_of("staff_roster"), CAMPUSES)
    ours = check({**files, ROSTER: None, **export})
    theirs = check({**files, ROSTER: plain})
    assert judged(ours) == judged(theirs)
    passed = [name for name, (outcome, _) in judged(ours).items() if outcome == "pass"]
    assert len(passed) > (100 if version == "1.2" else 50)
    text = " ".join(messages(ours, "roles.csv" if version == "1.2" else "users.csv"))
    assert "292 assignments read as staff_roster" in text
    assert ("since when they hold their roles" in text) == (version == "1.1")
    status = {file.path: (file.kind, file.status) for file in ours.files}
    assert status["orgs.csv"] == ("staff_roster", "read")
    assert status["manifest.csv"] == (None, "unknown")


def test_schools_of_one_roster_complete_a_profile_without_campuses() -> None:
    files = ex.files_of()
    whole = files["district.toml"].decode()
    bare = whole[: whole.index("[[campuses]]")]
    listed = bare + "".join(
        f'[[campuses]]\ncampus_id = "{number}"\nname = "{name}"\n'
        for number, name in CAMPUSES.items()
    )
    export = ex.one_roster("1.2", ex.rows_of("staff_roster"), CAMPUSES)
    without = {**files, ROSTER: None, **export}
    ours = check({**without, "district.toml": bare.encode()})
    theirs = check({**without, "district.toml": listed.encode()})
    assert judged(ours) == judged(theirs)
    assert {outcome for outcome, _ in judged(ours).values()} == {"pass", "gap", "missing-evidence"}
    assert "5 campuses taken from here" in " ".join(messages(ours, "orgs.csv"))
    seen = [piece for f in ours.findings for e in f.elements for piece in e.evidence]
    assert {piece.cell for piece in seen if piece.kind == "district_profile" and piece.cell} >= {
        "orgs.csv line 3"
    }


def test_of_whom_one_roster_says_too_little_is_told() -> None:
    roster = ex.rows_of("staff_roster")[:12]
    export = ex.one_roster("1.2", roster, CAMPUSES)
    roles = export["roles.csv"].decode().splitlines()
    roles += [
        f'x1,,{roster[4]["staff_id"]},primary,siteAdministrator,2020-08-01,,"org-999901001"',
        "x2,,s-new,primary,siteAdministrator,2020-08-01,,org-999901001",
        "x3,tobedeleted,s-gone,primary,teacher,2020-08-01,,org-999901001",
        "x4,,s-sys,primary,systemAdministrator,2020-08-01,,org-district",
        "x5,,s-lost,primary,teacher,2020-08-01,,org-nowhere",
        "x6,,short,row",
        f"x7,,{ex.STUDENT_ID},primary,aide,2026-08-12,,org-999901001",
    ]
    report = check(
        {**ex.files_of(), ROSTER: None, **export, "roles.csv": "\n".join(roles).encode()}
    )
    text = "\n".join(messages(report, "roles.csv"))
    assert "'siteAdministrator' in 2 rows" in text
    assert "[words.role]" in text
    assert "1 row of the role systemadministrator" in text
    assert "'org-nowhere', which orgs.csv does not have" in text
    assert "the row has 4 cells, the heads 8 columns" in text
    assert "has the role of a student too" in text
    assert ex.STUDENT_ID not in report.to_json()
    lines = {problem.place for problem in report.problems if "4 cells" in problem.message}
    assert lines == {len(roles) - 1}


def test_accounts_that_are_not_enabled_are_left_out() -> None:
    export = ex.one_roster("1.2", ex.rows_of("staff_roster"), CAMPUSES)
    users = export["users.csv"].replace(b",true,given3,", b",false,given3,")
    assert users != export["users.csv"]
    report = check({**ex.files_of(), ROSTER: None, **export, "users.csv": users})
    lines = messages(report, "roles.csv")
    assert "1 row of accounts that are not enabled: not taken over." in lines
    assert any("291 assignments" in line for line in lines)


@pytest.mark.parametrize("name", ["demographics.csv", "enrollments.csv", "results.csv"])
def test_files_of_students_are_refused_as_a_whole(name: str) -> None:
    export = ex.one_roster("1.2", ex.rows_of("staff_roster"), CAMPUSES)
    export[name] = f"sourcedId,birthDate,sex\n{ex.STUDENT_ID},2015-02-03,female\n".encode()
    report = check({**ex.files_of(), ROSTER: None, **export})
    assert "was not opened: it holds data on students" in messages(report, name)[0]
    assert {file.status for file in report.files if file.path == name} == {"unreadable"}
    assert ex.STUDENT_ID not in report.to_json()
    assert any(outcome == "pass" for outcome, _ in judged(report).values())
    alone = check({**ex.files_of(), "demographics.csv": b"sourcedId,sex\n1,f\n"})
    assert "was not opened" in messages(alone, "demographics.csv")[0]


def shown(log: list[ex.Row], *, absent: tuple[str, ...]) -> list[ex.Row]:
    return [{name: cell for name, cell in row.items() if name not in absent} for row in log]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_grow_gives_the_findings_of_a_plain_log(form: str) -> None:
    files = ex.files_of()
    log = [
        {**row, "feedback_on": row["feedback_on"] if row["finalized"] == "yes" else ""}
        for row in ex.rows_of("observation_log")
    ]
    records = ex.grow_observations(log)
    archived = {**records[0], "_id": "gone", "archivedAt": "2026-09-01T00:00:00Z"}
    records.append(archived)
    content = ex.as_json(records) if form == "json" else ex.written(map(ex.flat, records))
    ours = check({**files, LOG: None, f"grow.{form}": content})
    theirs = check({**files, LOG: ex.written(shown(log, absent=("focus", "tool_id")))})
    assert judged(ours) == judged(theirs)
    assert (
        judged(ours)["5.2.5-3/actual_vs_target"] == judged(check(files))["5.2.5-3/actual_vs_target"]
    )
    lines = messages(ours, f"grow.{form}")
    assert "it was read as observation_log through the mapping grow-observations." in lines
    assert "1 row did not count: archivedAt is as [rows] leaves out." in lines
    seen = [
        piece
        for f in ours.findings
        for e in f.elements
        for piece in e.evidence
        if piece.kind == "observation_log" and piece.field == "minutes"
    ]
    text = content.decode().splitlines()
    for item in seen:
        assert item.line is not None
        assert "{" in text[item.line - 1] if form == "json" else "T15:30" in text[item.line - 1]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_edfi_evaluations_give_the_findings_of_a_plain_log(form: str) -> None:
    files = ex.files_of()
    log = [
        row
        for row in ex.rows_of("observation_log")
        if row["type"] in ex.EDFI_TYPES and row["finalized"] == "yes"
    ]
    records = ex.edfi_evaluations(log)
    content = ex.as_json(records) if form == "json" else ex.written(map(ex.flat, records))
    ours = check({**files, LOG: None, f"evaluations.{form}": content})
    plain = [{**row, "feedback_on": "somewhen"} for row in shown(log, absent=("focus", "tool_id"))]
    assert judged(ours) == judged(check({**files, LOG: ex.written(plain)}))
    text = " ".join(messages(ours, f"evaluations.{form}"))
    assert "1 row did not count: actualDate is not as [rows] asks." in text
    assert "Ed-Fi does not say when feedback was given" in text


OFFICIAL = {
    "Formal Eval": "formal",
    "Formal Evaluation": "formal",
    "Formal Obs": "formal",
    "Formal Observation": "formal",
    "Informal Obs": "coaching",
    "Informal Observation": "coaching",
    "Walkthrough": "walkthrough",
    "Self Eval": None,
    "Self Formal Obs": None,
    "Self Informal Obs": None,
    "Formal Observation Self-Rating": None,
    "Student Growth": None,
    "Student Survey": None,
    "Student Work": None,
}
"""The types that Ed-Fi's own descriptors name, and what of them is an observation by somebody."""


@pytest.mark.parametrize(("text", "meant"), OFFICIAL.items())
def test_the_types_that_edfi_names_are_known(text: str, meant: str | None) -> None:
    log = [row for row in ex.rows_of("observation_log") if row["type"] in ex.EDFI_TYPES][:2]
    records = ex.edfi_evaluations(log)
    for record in records:
        reference = record["performanceEvaluationReference"]
        space = "uri://tpdm.ed-fi.org/PerformanceEvaluationTypeDescriptor#"
        reference["performanceEvaluationTypeDescriptor"] = space + text
    files = {**ex.files_of(), LOG: None, "evaluations.json": ex.as_json(records)}
    bundle = l5.Bundle.from_mapping(
        {name: file for name, file in files.items() if file is not None}
    )
    district = load(bundle, load_plugins(entry_points=False).kinds)
    table = district.tables.get("observation_log")
    read = [table.columns["type"].at(row) for row in range(table.size)] if table else []
    assert read == ([] if meant is None else [meant] * len(log))
    if meant is None:
        message = " ".join(
            problem.message for problem in district.problems if problem.file == "evaluations.json"
        )
        assert "rows did not count" in message


@pytest.mark.parametrize("form", ["csv", "json"])
def test_edfi_staff_gives_the_findings_of_a_plain_roster(form: str) -> None:
    files = ex.files_of()
    records = ex.edfi_staff(ex.rows_of("staff_roster"))
    content = ex.as_json(records) if form == "json" else ex.written(map(ex.flat, records))
    export = {f"staff.{form}": content}
    ours = check({**files, ROSTER: None, "our.mapping.toml": YEAR, **export})
    assert judged(ours) == judged(check({**files, ROSTER: carried()}))
    assert len([name for name, (outcome, _) in judged(ours).items() if outcome == "pass"]) > 100
    undated = check({**files, ROSTER: None, **export})
    assert "has nothing for school_year" in " ".join(messages(undated, f"staff.{form}"))
    assert judged(undated) == judged(check({**files, ROSTER: carried(school_year=lambda _: "")}))


def test_zeros_in_front_that_a_program_loses_are_put_back() -> None:
    files = {name: content.replace(b"999901", b"001902") for name, content in ex.files_of().items()}
    roster = [
        {name: cell.replace("999901", "001902") for name, cell in row.items()}
        for row in ex.rows_of("staff_roster")
    ]
    records = ex.edfi_staff(roster)
    for record in records:
        reference = record["educationOrganizationReference"]
        if reference["educationOrganizationId"] == 999901:
            reference["educationOrganizationId"] = 1902
    assert b": 1902001" in ex.as_json(records)
    ours = check({**files, ROSTER: None, "a.mapping.toml": YEAR, "staff.json": ex.as_json(records)})
    plain = ex.written(ex.only(roster, ex.CARRIED))
    assert judged(ours) == judged(check({**files, ROSTER: plain}))


def everything() -> dict[str, Any]:
    """A bundle in which every export of the tests stands, students and names included."""
    roster, log = ex.rows_of("staff_roster"), ex.rows_of("observation_log")[:400]
    edfi = [row for row in log if row["type"] in ex.EDFI_TYPES]
    return {
        **ex.files_of(),
        ROSTER: None,
        LOG: None,
        **ex.one_roster("1.2", roster, CAMPUSES),
        "old/users.csv": ex.one_roster("1.1", roster, CAMPUSES)["users.csv"],
        "grow.csv": ex.written(map(ex.flat, ex.grow_observations(log))),
        "grow.json": ex.as_json(ex.grow_observations(log[:50])),
        "edfi.json": ex.as_json(ex.edfi_evaluations(edfi)),
        "demographics.csv": f"sourcedId,sex\n{ex.STUDENT_ID},f\n".encode(),
        "strive.csv": (
            "Staff Name,Date of Observation,Evaluation Type,Building\n"
            f"{ex.STUDENT},9/14/2026,Walkthrough,Cedar Hollow High School\n"
        ).encode(),
        "own.mapping.toml": (
            'target = "observation_log"\n[fits]\nheads = ["Teacher", "When"]\n'
            '[columns]\nobservee_staff_id = "Teacher"\ndate = "When"\n'
        ),
        "own.csv": f'Teacher,When\n"{ex.STUDENT}",2026-09-14\n'.encode(),
    }


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_students_and_names_are_in_no_output(name: str) -> None:
    report = check(everything())
    out = writer(name)(report)
    text = out if isinstance(out, str) else out.decode("utf-8", "replace")
    assert text
    for secret in (*ex.SECRETS, "Given3", "Family-Staff", "64f0aa"):
        assert secret not in text, secret
    for row in ex.rows_of("staff_roster"):
        assert row["staff_id"] not in text


BROKEN = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=120).map(lambda text: text.encode("utf-8", "replace")),
    st.text('",;\n\r\t[]{}:aé1', max_size=80).map(str.encode),
)


@given(
    content=BROKEN,
    name=st.sampled_from(["grow.csv", "x.json", "users.csv", "roles.csv", "orgs.csv", "a.tsv"]),
    cut=st.integers(0, 400),
    head=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_no_content_makes_it_fail(content: bytes, name: str, cut: int, head: bool) -> None:
    two = ex.rows_of("observation_log")[:2]
    sound = {
        "grow.csv": ex.written(map(ex.flat, ex.grow_observations(two))),
        "x.json": ex.as_json(ex.edfi_staff(ex.rows_of("staff_roster")[:2])),
        **ex.one_roster("1.2", ex.rows_of("staff_roster")[:3], CAMPUSES),
    }
    files = {"district.toml": ex.files_of()["district.toml"], **sound}
    files[name] = (sound.get(name, b"")[:cut] if head else b"") + content
    report = check(files, select=("5.2.5",))
    assert report.complete
    assert report.accounting.passed == 0

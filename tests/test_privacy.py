"""What identifies a person is refused or dropped, and is in no output of any kind."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from paper_files import pdf

import lever5_rules as l5
from lever5_rules.cli import main
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.privacy.personal_data import personal, personal_id
from lever5_rules.reading.privacy.refusals import identifies_student, is_dropped
from lever5_rules.reading.privacy.safe_text import echoed, named
from lever5_rules.reports import FORMATS, writer

OAK = Path(__file__).resolve().parent.parent / "examples" / "live-oak-charter"
DAY = date(2026, 11, 23)

NAME = "Jane Hollowbrook"
MAIL = "jane.hollowbrook@example.org"
SSN = "449-55-1234"
PLAIN_SSN = "449551234"
BORN = "born on 3/4/2010"
STUDENT = "1234567890"
PASSWORD = "hunter2-xyzzy"
RATING = "distinguished-777"
REMARK = "glowing-remark-42"
PLANTED = ("hollowbrook", SSN, PLAIN_SSN, "3/4/2010", STUDENT, PASSWORD, RATING, REMARK)


def planted_in(output: str | bytes) -> list[str]:
    """The planted secrets that an output holds, packed ones too."""
    texts = [output if isinstance(output, str) else output.decode("utf-8", "replace")]
    if isinstance(output, bytes) and zipfile.is_zipfile(io.BytesIO(output)):
        with zipfile.ZipFile(io.BytesIO(output)) as packed:
            texts += [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    whole = "\n".join(texts).casefold()
    return [secret for secret in PLANTED if secret in whole]


def rows_of(name: str) -> list[list[str]]:
    with (OAK / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def written(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = NAME
    book.properties.lastModifiedBy = MAIL
    log = book.active
    assert log is not None
    log.title = "meeting_log"
    log.append([NAME, "filled this in"])
    log.append(["meeting_id", "date", "type", "minutes", "team", "Comments", NAME])
    log.append(["W-1", NAME, "plc", REMARK, f"Team of {SSN}", REMARK, RATING])
    log.append([MAIL, "2026-09-14", NAME, "45 or so, ask " + NAME, MAIL, REMARK, PASSWORD])
    log["A4"].comment = Comment(REMARK, NAME)
    hidden = book.create_sheet(NAME)
    hidden.sheet_state = "hidden"
    hidden.append([NAME, MAIL])
    form = book.create_sheet("plc_guideline-2")
    form.append(["field", "value", "page", "quote", NAME])
    form.append(["artifact_id", "second", "", ""])
    form.append(["minutes", NAME, 3, f"Ask {MAIL}."])
    form.append([NAME, RATING, "", ""])
    form.append(["Student Name", NAME, "", ""])
    form.append(["issued_to", "campus_id", "Teacher Name", NAME])
    form.append(["", "999801101", NAME, MAIL])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def files() -> dict[str, bytes]:
    """Live Oak, with secrets in every place that a file has."""
    by_name = {path.name: path.read_bytes() for path in OAK.iterdir() if path.suffix != ".md"}

    log = rows_of("observation_log.csv")
    log[0] += ["Observer Name", "Rating", "Comments", "Password", NAME, "privateNotes"]
    for row in log[1:]:
        row += [NAME, RATING, REMARK, PASSWORD, RATING, REMARK]
    at = {head: place for place, head in enumerate(log[0])}
    log[1][at["observer_role"]] = NAME
    log[2][at["date"]] = NAME
    log[3][at["minutes"]] = REMARK
    log[4][at["campus_id"]] = NAME
    log[5][at["type"]] = MAIL
    log[6][at["observee_role"]] = SSN
    log[7][at["observation_id"]] = log[8][at["observation_id"]] = MAIL
    log[9][at["observation_id"]] = MAIL
    log[10][at["finalized"]] = PASSWORD
    log[11].append(NAME)
    by_name["observation_log.csv"] = written(log)

    roster = rows_of("staff_roster.csv")
    for row, detail in zip(roster[1:], (MAIL, NAME, SSN, PLAIN_SSN), strict=False):
        row[0] = detail
    roster[5][4] = MAIL
    roster[6][7] = f"Team of {MAIL}"
    roster[7][2] = NAME
    by_name["staff_roster.csv"] = written(roster)

    by_name["meeting_log-students.csv"] = (
        f"meeting_id,date,Student Name,student_id\nM-1,2026-09-14,{NAME},{STUDENT}\n".encode()
    )
    by_name["training_attendance-2.csv"] = f"{NAME},{MAIL},{RATING}\nx,y,z\n".encode()

    guideline = by_name["plc_guideline.toml"].decode()
    quote = next(line for line in guideline.splitlines() if line.startswith("quote = "))
    guideline = guideline.replace(quote, f'quote = "The lead is {MAIL}, {BORN}, id {STUDENT}."', 1)
    guideline = guideline.replace("meetings_per_week", f"# by {NAME}\nmeetings_per_week", 1)
    wrong = f'held_in = "{NAME}"\nemail = "{MAIL}"\nname = "{NAME}"\nstudent_name = "{NAME}"\n'
    guideline = re.sub(r"(?m)^held_in = .*\n", f'{wrong}"{NAME}" = "{RATING}"\n', guideline)
    guideline += f'\n[sources."{NAME}"]\npage = 3\nquote = "{SSN}"\nteacher_name = "{NAME}"\n'
    by_name["plc_guideline.toml"] = guideline.encode()
    by_name["observation_tool-2.toml"] = (
        f'kind = "observation_tool"\npassword = {PASSWORD}\n'.encode()
    )
    by_name["by_nobody.toml"] = f'kind = "{NAME}"\nrating = "{RATING}"\n'.encode()
    by_name["calibration_record-2.toml"] = (
        f'kind = "calibration_record"\n"{NAME}" = 1\n[[rows]]\nstaff_id = "{MAIL}"\n'.encode()
    )
    by_name["tracker_analysis-2.toml"] = (
        f'kind = "tracker_analysis"\n[[rows]]\nanalysis_id = "{MAIL}"\ndate = "{NAME}"\n'
        f'"{NAME}" = "{RATING}"\ncomments = ["{REMARK}"]\n'.encode()
    )
    by_name["year.xlsx"] = workbook()
    by_name["notes.pdf"] = pdf([[NAME, MAIL, SSN]])
    return by_name


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    for name, content in files().items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def report(bundle: Path) -> l5.Report:
    return l5.check(bundle, as_of=DAY, entry_points=False)


def test_every_secret_is_planted(bundle: Path) -> None:
    whole = b"".join(path.read_bytes() for path in bundle.iterdir() if path.suffix != ".xlsx")
    assert planted_in(whole) == list(PLANTED)
    assert {"hollowbrook", RATING, REMARK, SSN, PASSWORD} <= set(
        planted_in((bundle / "year.xlsx").read_bytes())
    )


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_of_the_report_holds_a_secret(name: str, report: l5.Report) -> None:
    assert report.problems
    assert planted_in(writer(name)(report)) == []


def test_every_problem_and_all_evidence_is_free_of_secrets(report: l5.Report) -> None:
    messages = [problem.message for problem in report.problems]
    messages += [str(problem.place) for problem in report.problems]
    for finding in report.findings:
        for element in finding.elements:
            messages += [element.message, element.remedy, *element.scope]
            for piece in element.evidence:
                messages.append(f"{piece.value} {piece.written} {piece.cites} {piece.field}")
    assert planted_in("\n".join(messages)) == []


Command = Callable[..., str]


@pytest.fixture
def lever5(capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit):
            main(list(arguments))
        caught = capsys.readouterr()
        return caught.out + caught.err

    return run


def commands(bundle: Path, tmp_path: Path) -> Iterator[tuple[str, ...]]:
    secret = tmp_path / "secret"
    secret.write_bytes(b"a secret that is long enough")
    (tmp_path / "to_mend").mkdir()
    yield "check", str(bundle)
    for name in FORMATS:
        yield "check", str(bundle), "--format", f"{name}:{tmp_path / f'report-{name}'}"
    yield "convert", str(bundle), str(tmp_path / "to_mend" / "all.xlsx")
    yield "explain", "5.2.4-3"
    yield ("needs",)
    copy = str(tmp_path / "copy")
    yield "pseudonymize", str(bundle), copy, "--secret-file", str(secret)
    yield "check", copy


def test_no_command_says_or_writes_a_secret(bundle: Path, tmp_path: Path, lever5: Command) -> None:
    for arguments in commands(bundle, tmp_path):
        assert planted_in(lever5(*arguments)) == [], arguments
    outputs = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(outputs) > len(FORMATS) + 10
    for path in outputs:
        # What is to be mended in Excel must be there: a name that stands where a date belongs.
        mended = path.parent.name == "to_mend"
        left = {"hollowbrook", REMARK, PASSWORD} if mended else set[str]()
        assert set(planted_in(path.read_bytes())) <= left, path.name


def test_staff_ids_are_in_no_output(report: l5.Report) -> None:
    ids = {row[0] for row in rows_of("staff_roster.csv")[5:]}
    for name in FORMATS:
        rendered = writer(name)(report)
        text = rendered if isinstance(rendered, str) else rendered.decode("utf-8", "replace")
        assert not [identifier for identifier in ids if identifier in text], name


def message_on(report: l5.Report, file: str, *words: str) -> str:
    return next(
        problem.message
        for problem in report.problems
        if problem.file == file and all(word in problem.message for word in words)
    )


def test_what_is_wrong_is_told_with_its_place_and_kind(report: l5.Report) -> None:
    quote = message_on(
        report, "plc_guideline.toml", "quote holds what looks like an e-mail address"
    )
    assert "Take it out" in quote
    ids = message_on(report, "staff_roster.csv", "staff_id holds what looks like")
    assert "lever5 pseudonymize" in ids
    assert "(4 rows like this" in ids
    message_on(report, "observation_log.csv", "observer_role is a text that is not repeated")
    assert "identifies students" in message_on(report, "meeting_log-students.csv", "Student Name")
    assert "FERPA" in message_on(report, "plc_guideline.toml", "student_name")
    dropped = message_on(report, "observation_log.csv", "dropped unread")
    for column in ("observer_name", "rating", "comments", "password", "privatenotes"):
        assert column in dropped


def test_a_quote_that_names_a_person_bears_no_pass() -> None:
    guideline = (OAK / "plc_guideline.toml").read_text(encoding="utf-8")
    start = guideline.index("[sources.minutes]")
    by_name = {path.name: path.read_bytes() for path in OAK.iterdir() if path.suffix == ".csv"}
    by_name["district.toml"] = (OAK / "district.toml").read_bytes()

    def length(line: str) -> l5.ElementFinding:
        rest = guideline[start:]
        old = next(line for line in rest.splitlines() if line.startswith("quote"))
        text = guideline[:start] + rest.replace(old, line, 1)
        files = {**by_name, "plc_guideline.toml": text.encode()}
        report = l5.check(l5.Bundle.from_mapping(files), select=["5.2.4-3"], entry_points=False)
        (finding,) = report.findings
        return next(element for element in finding.elements if element.id.endswith("/length"))

    assert length('quote = "A PLC meets for 45 minutes."').outcome is l5.Outcome.PASS
    refused = length(f'quote = "A PLC meets for 45 minutes, says {MAIL}."')
    assert (refused.outcome, refused.reason) == (l5.Outcome.MISSING, l5.Reason.UNREADABLE)
    assert "quote was not read" in refused.message
    assert length('quote = "A PLC meets for 45 minutes, says [...]."').outcome is l5.Outcome.PASS


REFUSED = [
    "Student Name", "studentName", "STUDENT_NAME", "Stu ID", "Stu. Name", "StudentID", "studentid",
    "student", "student_grade", "Name of Student", "Pupil Name", "nombre del alumno", "local_id",
    "tsds_unique_id", "TSDSUniqueID", "unique_id", "ssn", "Social Security Number", "Soc. Sec. #",
    "dob", "D.O.B.", "birth_date", "birthDate", "Date of Birth", "gender", "Sex", "Race/Ethnicity",
    "home_language", "disability", "iep_goal", "IEP Status", "plan_504", "504 Plan", "eb_status",
    "telpas_composite", "staar_score", "STAAR 2025", "grade_mark", "guardian_name", "Parent Phone",
    "address", "Home Address", "discipline_code", "medical_alert", "photo", "student name (full)",
    "Discipline", "Suspension Days",
]  # fmt: skip
DROPPED = [
    "name", "First Name", "firstName", "given_name", "familyName", "Teacher Name", "observer_name",
    "Observer", "email", "E-mail", "teacherEmail", "Cell Phone", "sms", "password", "Password Hash",
    "userName", "pronouns", "score", "T-TESS Score", "overall_rating", "observationScores",
    "comments", "privateNotes", "shared_notes", "glow", "Grow", "action_step_text", "Action Step",
    "evidence_text", "signature", "Apellido",
]  # fmt: skip
HARMLESS = [
    "student_work", "Student Outcomes", "iep_implementation", "IEP Training", "discipline_training",
    "number of students", "student_count", "parent_engagement", "section_504", "web_address",
    "campus_name", "grade", "grades", "date", "product_id", "child_find_training", "staff_id",
    "tool_name", "observer_role", "minutes", "coaching", "text_set", "role",
]  # fmt: skip


@pytest.mark.parametrize("head", REFUSED)
def test_columns_that_identify_students(head: str) -> None:
    assert identifies_student(head)


@pytest.mark.parametrize("head", DROPPED)
def test_columns_on_staff_that_are_dropped(head: str) -> None:
    assert is_dropped(head)
    assert not identifies_student(head)


@pytest.mark.parametrize("head", HARMLESS)
def test_columns_that_identify_nobody(head: str) -> None:
    assert not identifies_student(head)
    assert not is_dropped(head)


def test_no_field_of_a_kind_is_taken_for_one_of_students() -> None:
    for kind in load_plugins(entry_points=False).kinds.values():
        assert [name for name in kind.fields if identifies_student(name)] == []


FOUND = {
    "call 449-12-3456": "social security",
    "449123456": "social security",
    "449 12 3456": "social security",
    "SSN 123456789": "social security",
    "id 1234567890": "ten figures",
    "born on 3/4/2010": "birth",
    "DOB: March 4, 2010": "birth",
    "nacida el 3/4/2010": "birth",
    "ask a.b@example.org": "e-mail",
    "Maria G. attends": "name",
    "Ms. Alvarez decides": "name",
}
NOT_FOUND = [
    "campus 999901001", "101912001", "ISBN 1416608966", "https://example.org/?id=1234567890",
    "Part of Title I. Part A", "TEC 21.404", "2026-2027", "512-555-0100", "a birthday lunch",
    "John F. Kennedy Elementary", "Sam Houston Sr. High School", "at 3/4/2027 the window opens",
    "Grade K. Teachers", "000-12-3456", "@ the campus",
]  # fmt: skip


@pytest.mark.parametrize("text", FOUND)
def test_texts_that_may_identify_a_person(text: str) -> None:
    assert FOUND[text] in str(personal(text))


@pytest.mark.parametrize("text", NOT_FOUND)
def test_texts_that_identify_nobody(text: str) -> None:
    assert personal(text) is None


@pytest.mark.parametrize("value", [MAIL, NAME, "Hollowbrook, Jane", SSN, PLAIN_SSN, "100012345"])
def test_staff_ids_that_are_none(value: str) -> None:
    assert personal_id(value)


@pytest.mark.parametrize("value", ["s-41d9ab", "000012345", "E 12345", "Teacher A", "12345678"])
def test_staff_ids_that_are_ids(value: str) -> None:
    assert personal_id(value) is None


def test_what_helps_to_mend_a_value_is_repeated() -> None:
    for text in ("45 or so", "June 5", "walkthru", "Weekly", "9/12/26", "44.6", "SpEd Tchr"):
        assert echoed(text) == repr(text)
    for text in (NAME, "hollowbrook", MAIL, SSN, PLAIN_SSN, STUDENT):
        assert "not repeated" in echoed(text)
    assert named("obs_date") == "'obs_date'"
    assert named("dt") == "'dt'"
    assert "not repeated" in named(NAME)

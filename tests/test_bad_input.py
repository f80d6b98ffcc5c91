"""Whatever is in a bundle: a sentence that names file and place, and the rest is judged."""

import os
from pathlib import Path
from typing import Any

import pytest

import lever5_rules as l5

OAK = Path(__file__).resolve().parent.parent / "examples" / "live-oak-charter"
FILES = {path.name: path.read_bytes() for path in OAK.iterdir() if path.suffix in (".toml", ".csv")}
GUIDELINE = "plc_guideline.toml"
LOG = "meeting_log.csv"
FULL = ("5.2.4", "5.2.5", "5.3.4-3", "5.3.5-3")
"""What the small charter has evidence for."""


def check(**changed: bytes | str | None) -> l5.Report:
    return check_files({name.replace("__", "."): content for name, content in changed.items()})


def check_files(changed: dict[str, Any], budgets: l5.Budgets | None = None) -> l5.Report:
    files: dict[str, Any] = {**FILES, **changed}
    kept = {name: content for name, content in files.items() if content is not None}
    bundle = l5.Bundle.from_mapping(kept)
    return l5.check(bundle, select=FULL, budgets=budgets, entry_points=False)


def outcomes(report: l5.Report) -> dict[str, str]:
    return {element.id: element.outcome.value for f in report.findings for element in f.elements}


SOUND = outcomes(check_files({}))
READS_LOG = {"5.2.4-3/plc_held_as_written"}
LAWFUL = "5.2.4-3/planning_time_lawful"  # does not apply to a charter, once that can be told
READS_GUIDELINE = {name for name in SOUND if name.startswith("5.2.4-3/")}


def only_these_are_missing(report: l5.Report, expected: set[str]) -> None:
    """Just what needs the spoilt file is missing; everything else is judged as before."""
    result = outcomes(report)
    assert report.complete
    for name, outcome in SOUND.items():
        assert result.get(name) == ("missing-evidence" if name in expected else outcome), name


def problem(report: l5.Report, file: str) -> Any:
    problems = [problem for problem in report.problems if problem.file == file]
    assert problems, [(problem.file, problem.message) for problem in report.problems]
    return problems[0]


def guideline(old: str, new: str) -> dict[str, str]:
    text = FILES[GUIDELINE].decode()
    assert old in text
    return {GUIDELINE: text.replace(old, new, 1)}


def log(edit: Any) -> dict[str, bytes]:
    lines = FILES[LOG].decode().splitlines()
    return {LOG: ("\n".join(edit(lines)) + "\n").encode()}


@pytest.mark.parametrize(
    ("content", "line", "text"),
    [
        (FILES[GUIDELINE].replace(b"minutes = ", b"minutes == ", 1), "minutes", "column"),
        (b'kind = "plc_guideline"\nx = ' + b"[" * 5000 + b"]" * 5000, None, "nest"),
        (b'kind = "plc_guideline"\nminutes = ' + b"9" * 6000, None, "digits"),
        (FILES[GUIDELINE] + b"\n# caf\xe9\n", "caf", "UTF-8"),
        (b"", None, "empty"),
        (FILES[GUIDELINE] + b"\0", None, "cannot be read"),
        (FILES[GUIDELINE].decode().encode("utf-16"), None, "UTF-8"),
    ],
    ids=["syntax", "nesting", "long integer", "latin-1", "empty", "nul", "utf-16"],
)
def test_toml_that_cannot_be_read(content: bytes, line: str | None, text: str) -> None:
    report = check_files({GUIDELINE: content})
    only_these_are_missing(report, READS_GUIDELINE)
    fault = problem(report, GUIDELINE)
    assert text in fault.message
    if line is not None:
        lines = content.split(b"\n")
        assert fault.line is not None
        assert line.encode() in lines[fault.line - 1]
    assert [cause.file for cause in report.causes] == [GUIDELINE]
    assert set(report.causes[0].elements) == READS_GUIDELINE | {LAWFUL}
    status = {file.path: file.status for file in report.files}
    assert status[GUIDELINE] == "unreadable"


def test_the_offending_line_is_told_by_its_key() -> None:
    report = check_files(guideline("minutes = ", "minutes == "))
    assert "at 'minutes'" in problem(report, GUIDELINE).message


def test_a_number_of_thousands_of_digits_is_told_with_its_line() -> None:
    content = FILES[GUIDELINE] + b'# "' + b"8" * 6000 + b"\nlong = [\n-" + b"9_9" * 2500 + b"]\n"
    fault = problem(check_files({GUIDELINE: content}), GUIDELINE)
    assert fault.line == content.count(b"\n")
    assert fault.message == (
        f"{GUIDELINE} cannot be read: a number of at most 9 digits is expected."
    )


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (b"x = " + b"9" * 6000, "a number of at most 9 digits is expected."),
        (b"# caf\xe9", "it is not UTF-8 text. Save it as UTF-8."),
        (b"x == 1", "Invalid value in column 4, at 'x'."),
    ],
    ids=["long number", "latin-1", "syntax"],
)
def test_a_mapping_that_cannot_be_read_is_told_with_its_line(last: bytes, text: str) -> None:
    content = b'kind = "mapping"\n' + last + b"\n"
    fault = problem(check_files({"ours.mapping.toml": content}), "ours.mapping.toml")
    assert fault.line == 2
    assert fault.message == f"ours.mapping.toml cannot be read: {text}"


def test_a_bom_and_windows_line_ends_are_harmless() -> None:
    windows = {
        name: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n") for name, content in FILES.items()
    }
    report = check_files(windows)
    assert outcomes(report) == SOUND
    assert report.problems == ()


@pytest.mark.parametrize(
    "value", ['"forty-five"', "44.6", "true", "[45]", "-45", "{ minutes = 45 }", "2026-09-01"]
)
def test_a_wrong_type_is_no_value(value: str) -> None:
    minutes = next(
        line for line in FILES[GUIDELINE].decode().splitlines() if line.startswith("minutes")
    )
    report = check_files(guideline(minutes, f"minutes = {value}"))
    result = outcomes(report)
    assert result["5.2.4-3/length"] == "missing-evidence"
    assert result["5.2.4-3/sample_agenda"] == "pass"
    fault = problem(report, GUIDELINE)
    assert "whole number" in fault.message or "below zero" in fault.message
    assert fault.line is not None


def test_false_is_a_gap_and_blank_is_missing() -> None:
    minutes = next(
        line for line in FILES[GUIDELINE].decode().splitlines() if line.startswith("minutes")
    )
    stated = check_files(guideline(minutes, "minutes = false"))
    blank = check_files(guideline(minutes, ""))
    vague = check_files(guideline(minutes, 'minutes = "as needed"'))
    placeholder = check_files(guideline(minutes, 'minutes = "TBD"'))
    assert outcomes(stated)["5.2.4-3/length"] == "gap"
    assert outcomes(blank)["5.2.4-3/length"] == "missing-evidence"
    assert outcomes(vague)["5.2.4-3/length"] == "gap"
    assert outcomes(placeholder)["5.2.4-3/length"] == "missing-evidence"


def test_an_unknown_key_is_told_with_the_nearest() -> None:
    report = check_files(guideline("meetings_per_week", "meeting_per_week"))
    fault = problem(report, GUIDELINE)
    assert "'meeting_per_week'" in fault.message
    assert "Did you mean meetings_per_week?" in fault.message
    assert outcomes(report)["5.2.4-3/frequency"] == "missing-evidence"


def test_ragged_rows_are_told_with_their_row() -> None:
    report = check_files(log(lambda lines: [*lines[:5], lines[5] + ",extra", *lines[6:]]))
    only_these_are_missing(report, READS_LOG)
    fault = problem(report, LOG)
    assert fault.line == 6
    assert "cells" in fault.message


def test_lines_are_true_after_blank_and_multi_line_rows() -> None:
    def edit(lines: list[str]) -> list[str]:
        heads = lines[0].split(",")
        row = lines[2].split(",")
        row[heads.index("meeting_id")] = '"m\nx\ny"'
        return [lines[0], "", lines[1], ",".join(row), lines[3] + ",extra", *lines[4:]]

    report = check_files(log(edit))
    assert problem(report, LOG).line == 7


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (FILES[LOG].replace(b",", b",\0", 1), "NUL"),
        (FILES[LOG] + b"\xff\xfe\n", "UTF-8"),
        (b"", "empty"),
        (b"a,b,c\n1,2,3\n", "names none of the columns"),
        (FILES[LOG] + b'"' + b"x" * 200_000 + b'"\n', "CSV"),
    ],
    ids=["nul", "latin-1", "empty", "foreign heads", "huge cell"],
)
def test_csv_that_cannot_be_read(content: bytes, text: str) -> None:
    report = check_files({LOG: content})
    only_these_are_missing(report, READS_LOG)
    assert any(text in problem.message for problem in report.problems if problem.file == LOG)
    assert any(cause.file == LOG for cause in report.causes)


@pytest.mark.parametrize("text", ["13/6/2026", "2026-02-30", "June 5", "26-9-1"])
def test_a_date_is_never_guessed(text: str) -> None:
    def edit(lines: list[str]) -> list[str]:
        place = lines[0].split(",").index("date")
        rows = [line.split(",") for line in lines]
        for row in rows[2::3]:
            row[place] = text
        return [",".join(row) for row in rows]

    report = check_files(log(edit))
    only_these_are_missing(report, READS_LOG)
    fault = problem(report, LOG)
    assert (fault.line, text in fault.message) == (3, True)


def test_dates_with_the_month_first_beside_some_with_the_day_first_are_not_guessed() -> None:
    def edit(lines: list[str]) -> list[str]:
        place = lines[0].split(",").index("date")
        rows = [line.split(",") for line in lines]
        for row, text in zip(rows[2::3], ("13/6/2026", *["5/6/2026"] * len(rows)), strict=False):
            row[place] = text
        return [",".join(row) for row in rows]

    report = check_files(log(edit))
    only_these_are_missing(report, READS_LOG)
    assert any("month/day or day/month" in problem.message for problem in report.problems)


def test_one_date_that_cannot_be_read_fails_nobody() -> None:
    def edit(lines: list[str]) -> list[str]:
        row = lines[2].split(",")
        row[lines[0].split(",").index("date")] = "June 5"
        return [*lines[:2], ",".join(row), *lines[3:]]

    report = check_files(log(edit))
    only_these_are_missing(report, set())
    assert problem(report, LOG).line == 3


def test_dates_are_read_in_the_order_that_the_district_declares() -> None:
    def american(lines: list[str]) -> list[str]:
        place = lines[0].split(",").index("date")
        rows = [line.split(",") for line in lines[1:]]
        for row in rows:
            year, month, day = row[place].split("-")
            row[place] = f"{int(month)}/{int(day)}/{year}"
        return [lines[0], *(",".join(row) for row in rows)]

    profile = FILES["district.toml"].decode()
    declared = profile.replace("name =", 'date_order = "mdy"\nname =', 1)
    report = check_files({**log(american), "district.toml": declared})
    assert outcomes(report) == SOUND


def test_a_row_that_stands_twice_counts_once_and_a_conflict_is_told() -> None:
    twice = check_files(log(lambda lines: [*lines, lines[1]]))
    assert outcomes(twice) == SOUND
    assert "counted once" in problem(twice, LOG).message
    heads = FILES[LOG].decode().splitlines()[0].split(",")

    def conflict(lines: list[str]) -> list[str]:
        row = lines[1].split(",")
        row[heads.index("minutes")] = "5"
        return [*lines, ",".join(row)]

    report = check_files(log(conflict))
    only_these_are_missing(report, set())
    assert "with other contents" in problem(report, LOG).message


def test_references_that_lead_nowhere_are_told() -> None:
    def edit(lines: list[str]) -> list[str]:
        place = lines[0].split(",").index("campus_id")
        row = lines[1].split(",")
        row[place] = "123456789"
        return [lines[0], ",".join(row), *lines[2:]]

    fault = problem(check_files(log(edit)), LOG)
    assert "'123456789' is not in district.toml" in fault.message
    tracker = FILES["action_step_tracker.csv"].decode().replace("\n", "\n", 1).splitlines()
    place = tracker[0].split(",").index("leader_staff_id")
    row = tracker[1].split(",")
    row[place] = "nobody-known"
    report = check_files({"action_step_tracker.csv": "\n".join([tracker[0], ",".join(row)])})
    fault = problem(report, "action_step_tracker.csv")
    assert "is not in staff_roster" in fault.message
    assert "nobody-known" not in report.to_json()


def test_records_of_another_year_are_missing_evidence() -> None:
    year_ago = {
        name: content.replace(b"2026-", b"2025-").replace(b"2027-", b"2026-")
        for name, content in FILES.items()
        if name == LOG
    }
    report = check_files(year_ago)
    only_these_are_missing(report, READS_LOG)
    finding = next(finding for finding in report.findings if finding.criterion == "5.2.4-3")
    element = next(element for element in finding.elements if element.id in READS_LOG)
    assert element.reason is l5.Reason.WRONG_YEAR
    old = check_files(guideline('school_year = "2026-2027"', 'school_year = "2025-2026"'))
    only_these_are_missing(old, READS_GUIDELINE)


def test_columns_that_identify_students_are_refused_unread() -> None:
    report = check_files(
        log(lambda lines: [lines[0] + ",Student Name", *(line + ",Ana Q" for line in lines[1:])])
    )
    only_these_are_missing(report, READS_LOG)
    assert "identifies students" in problem(report, LOG).message
    assert "Ana Q" not in report.to_json()


def test_names_and_ratings_of_staff_are_dropped_unread() -> None:
    report = check_files(
        log(
            lambda lines: (
                [lines[0] + ",teacher_name,Rating"]
                + [line + ",Bo Prescott,4.5" for line in lines[1:]]
            )
        )
    )
    assert outcomes(report) == SOUND
    assert "dropped unread" in problem(report, LOG).message
    assert "Bo Prescott" not in report.to_json()


def test_a_misnamed_file_is_noticed() -> None:
    report = check_files({LOG: None, "meetinglog.csv": FILES[LOG]})
    only_these_are_missing(report, READS_LOG)
    assert "name it meeting_log.csv" in problem(report, "meetinglog.csv").message
    assert "meetinglog.csv" in [problem.file for problem in report.unused_evidence]


@pytest.mark.parametrize("kind", ["kind = 5", 'kind = "plc_guidline"', ""])
def test_a_kind_that_is_not_known(kind: str) -> None:
    text = FILES[GUIDELINE].decode().replace('kind = "plc_guideline"', kind)
    report = check_files({GUIDELINE: None, "notes.toml": text})
    assert all(outcomes(report)[name] == "missing-evidence" for name in READS_GUIDELINE)
    assert "notes.toml" in [problem.file for problem in report.unused_evidence]


def test_an_empty_bundle_and_a_path_that_leads_nowhere(tmp_path: Path) -> None:
    with pytest.raises(l5.BundleError, match="holds no files"):
        l5.check(tmp_path)
    with pytest.raises(l5.BundleError, match="There is no folder"):
        l5.check(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x")
    with pytest.raises(l5.BundleError, match="is not a folder"):
        l5.check(tmp_path / "file")


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    closed = tmp_path / "closed"
    closed.mkdir()
    scandir = os.scandir

    def refusing(path: Any) -> Any:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    report = l5.check(tmp_path, select=FULL, entry_points=False)
    assert outcomes(report) == SOUND
    assert "Permission denied" in problem(report, "closed").message


def test_a_link_out_of_the_bundle_is_not_followed(tmp_path: Path) -> None:
    bundle, outside = tmp_path / "bundle", tmp_path / "outside.csv"
    bundle.mkdir()
    for name, content in FILES.items():
        (bundle / name).write_bytes(content)
    outside.write_bytes(FILES[LOG])
    (bundle / LOG).unlink()
    (bundle / LOG).symlink_to(outside)
    report = l5.check(bundle, select=FULL, entry_points=False)
    only_these_are_missing(report, READS_LOG)
    assert "leads out of the bundle" in problem(report, LOG).message


def test_more_rows_than_any_district_has_are_told() -> None:
    most = l5.Budgets(rows=FILES[LOG].count(b"\n") - 2)
    names = {name for name in FILES if name.endswith(".csv") and name != LOG}
    report = check_files({name: None for name in names if FILES[name].count(b"\n") > 3}, most)
    fault = problem(report, LOG)
    assert "rows of meeting_log. Leave out the rows of other school years" in fault.message
    assert outcomes(report)["5.2.4-3/plc_held_as_written"] == "missing-evidence"

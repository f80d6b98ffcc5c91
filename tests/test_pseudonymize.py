"""`lever5 pseudonymize`: the same findings without anybody's id."""

import csv
import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import exporters
import pytest
import tomli
from paper_files import pdf
from spread import spread

import lever5_rules as l5
from lever5_rules.cli import main
from lever5_rules.core.years import SchoolYear
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.privacy.pseudonyms import Pseudonyms
from lever5_rules.templates.content import content_of
from lever5_rules.templates.workbook import write_workbook

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CEDAR, OAK = EXAMPLES / "cedar-hollow-isd", EXAMPLES / "live-oak-charter"
SECRET = b"of pure chance, thirty-two bytes"
YEAR = SchoolYear.parse("2026-2027")
DAY = date(2026, 11, 23)

Ran = tuple[int, str, str]
Command = Callable[..., Ran]


@pytest.fixture
def lever5(capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*arguments: str | Path) -> Ran:
        with pytest.raises(SystemExit) as done:
            main([str(argument) for argument in arguments])
        caught = capsys.readouterr()
        assert isinstance(done.value.code, int)
        assert "Traceback" not in caught.out + caught.err
        return done.value.code, caught.out, caught.err

    return run


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "kept" / "secret"
    path.parent.mkdir()
    path.write_bytes(SECRET)
    return path


def places(element: l5.ElementFinding) -> list[tuple[object, ...]]:
    return [(seen.file, seen.place, seen.field, seen.value) for seen in element.evidence]


def judgements(report: l5.Report) -> list[tuple[object, ...]]:
    return [
        (
            element.id,
            element.outcome,
            element.reason,
            element.message,
            element.remedy,
            element.scope,
            element.rows,
        )
        for finding in report.findings
        for element in finding.elements
    ]


def staff_of(folder: Path) -> set[str]:
    (roster,) = folder.rglob("staff_roster.csv")
    with roster.open(encoding="utf-8", newline="") as file:
        return {row["staff_id"] for row in csv.DictReader(file)}


def whole(folder: Path) -> str:
    return "\n".join(
        path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()
    )


@pytest.mark.parametrize("bundle", [CEDAR, OAK], ids=lambda path: path.name)
def test_the_findings_stay_the_same(
    bundle: Path, tmp_path: Path, secret: Path, lever5: Command
) -> None:
    copy = tmp_path / "copy"
    code, out, _ = lever5("pseudonymize", bundle, copy, "--secret-file", secret)
    assert code == 0
    assert "Check it with" in out
    before = l5.check(bundle, as_of=DAY, entry_points=False)
    after = l5.check(copy, as_of=DAY, entry_points=False)
    assert judgements(after) == judgements(before)
    for finding, other in zip(before.findings, after.findings, strict=True):
        for element, same in zip(finding.elements, other.elements, strict=True):
            assert places(element) == places(same)
    assert after.problems == before.problems
    text = whole(copy)
    assert not [person for person in staff_of(bundle) if person in text]
    assert len(staff_of(copy)) == len(staff_of(bundle))


def test_what_holds_no_ids_is_copied_byte_for_byte(
    tmp_path: Path, secret: Path, lever5: Command
) -> None:
    copy = tmp_path / "copy"
    _, _, err = lever5("pseudonymize", CEDAR, copy, "--secret-file", secret)
    for path in ("district.toml", "records/meeting_log.csv", "documents/observation_tool.toml"):
        assert (copy / path).read_bytes() == (CEDAR / path).read_bytes()
    assert "README.md was left out" in err
    assert not (copy / "README.md").exists()


def test_columns_and_keys_that_no_check_reads_are_left_out(
    tmp_path: Path, secret: Path, lever5: Command
) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    for path in OAK.iterdir():
        (bundle / path.name).write_bytes(path.read_bytes())
    roster = (OAK / "staff_roster.csv").read_text(encoding="utf-8").splitlines()
    roster = [f"Name,{roster[0]},Bldg", *(f"Jane Hollowbrook,{row},12" for row in roster[1:])]
    (bundle / "staff_roster.csv").write_text("\n".join(roster) + "\n", encoding="utf-8")
    tool = (OAK / "observation_tool.toml").read_text(encoding="utf-8")
    tool = f'email = "jane@example.org"\n{tool}'
    (bundle / "observation_tool.toml").write_text(tool, encoding="utf-8")
    students = "meeting_id,date,Student Name\nM-1,2026-09-14,Jane Hollowbrook\n"
    (bundle / "meeting_log-2.csv").write_text(students, encoding="utf-8")
    copy = tmp_path / "copy"
    code, _, err = lever5("pseudonymize", bundle, copy, "--secret-file", secret)
    assert code == 0
    assert "meeting_log-2.csv was left out: a column of it identifies students" in err
    assert not (copy / "meeting_log-2.csv").exists()
    assert "Hollowbrook" not in whole(copy)
    assert "jane@" not in whole(copy)
    data = tomli.loads((copy / "observation_tool.toml").read_text(encoding="utf-8"))
    del_email = tomli.loads(tool)
    del del_email["email"]
    assert data == del_email
    assert judgements(l5.check(copy, as_of=DAY, entry_points=False)) == judgements(
        l5.check(OAK, as_of=DAY, entry_points=False)
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("title", ["", "Prepared by Jane Hollowbrook\n"])
def test_tables_are_read_as_a_check_reads_them(
    encoding: str, separator: str, title: str, tmp_path: Path, secret: Path, lever5: Command
) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    for path in OAK.iterdir():
        (bundle / path.name).write_bytes(path.read_bytes())
    with (OAK / "staff_roster.csv").open(encoding="utf-8", newline="") as file:
        rows = "".join(f"{separator.join(row)}\n" for row in csv.reader(file))
    (bundle / "staff_roster.csv").write_text(title + rows, encoding)
    copy = tmp_path / "copy"
    code, _, err = lever5("pseudonymize", bundle, copy, "--secret-file", secret)
    assert (code, "staff_roster" in err) == (0, False)
    assert "Hollowbrook" not in whole(copy)
    assert not [person for person in staff_of(OAK) if person in whole(copy)]
    assert judgements(l5.check(copy, as_of=DAY, entry_points=False)) == judgements(
        l5.check(OAK, as_of=DAY, entry_points=False)
    )


def test_names_and_addresses_used_as_ids_become_ids(
    tmp_path: Path, secret: Path, lever5: Command
) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    for path in OAK.iterdir():
        text = path.read_text(encoding="utf-8").replace("s-41d9ab", "jane@example.org")
        (bundle / path.name).write_text(text.replace("s-be2f06", "Jane Hollowbrook"), "utf-8")
    spoilt = l5.check(bundle, as_of=DAY, entry_points=False)
    assert any("lever5 pseudonymize" in problem.message for problem in spoilt.problems)
    copy = tmp_path / "copy"
    lever5("pseudonymize", bundle, copy, "--secret-file", secret)
    assert judgements(l5.check(copy, as_of=DAY, entry_points=False)) == judgements(
        l5.check(OAK, as_of=DAY, entry_points=False)
    )


def test_a_workbook_is_written_anew(tmp_path: Path, secret: Path, lever5: Command) -> None:
    kinds = load_plugins(entry_points=False).kinds
    book = tmp_path / "oak.xlsx"
    write_workbook(book, list(kinds.values()), content_of(l5.Bundle.from_path(OAK), kinds))
    copy = tmp_path / "copy"
    code, _, err = lever5("pseudonymize", book, copy, "--secret-file", secret)
    assert code == 0
    assert "written anew" in err
    before = l5.check(book, as_of=DAY, entry_points=False)
    after = l5.check(copy, as_of=DAY, entry_points=False)
    outcome = [(element.id, element.reason) for f in before.findings for element in f.elements]
    assert [
        (element.id, element.reason) for f in after.findings for element in f.elements
    ] == outcome


def test_documents_are_copied_where_they_are_cited(
    tmp_path: Path, secret: Path, lever5: Command
) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    for path in OAK.iterdir():
        (bundle / path.name).write_bytes(path.read_bytes())
    guideline = (OAK / "plc_guideline.toml").read_text(encoding="utf-8")
    guideline = re.sub("(?m)^file = .*$", 'file = "plc.pdf"', guideline)
    (bundle / "plc_guideline.toml").write_text(guideline, encoding="utf-8")
    (bundle / "plc.pdf").write_bytes(pdf([["A page."]]))
    (bundle / "other.pdf").write_bytes(pdf([["A page."]]))
    copy = tmp_path / "copy"
    _, _, err = lever5("pseudonymize", bundle, copy, "--secret-file", secret)
    assert (copy / "plc.pdf").read_bytes() == (bundle / "plc.pdf").read_bytes()
    assert "plc.pdf is copied as it is" in err
    assert "other.pdf was left out" in err
    assert not (copy / "other.pdf").exists()


@pytest.mark.parametrize("form", spread(["csv", "json"], of=2))
def test_an_export_is_written_as_what_is_read_of_it_first(
    form: str, tmp_path: Path, secret: Path, lever5: Command
) -> None:
    """Grow exports names, notes and scores, none of which may reach the copy."""
    bundle, plain, copy = (tmp_path / name for name in ("bundle", "plain", "copy"))
    shutil.copytree(CEDAR, bundle)
    log = bundle / "records" / "observation_log.csv"
    records = exporters.grow_observations(exporters.rows_of("observation_log"))
    log.unlink()
    as_form = exporters.as_json(records)
    if form == "csv":
        as_form = exporters.written(map(exporters.flat, records))
    (bundle / f"grow.{form}").write_bytes(as_form)
    _, _, err = lever5("pseudonymize", bundle, copy, "--secret-file", secret)
    assert f"grow.{form} was left out: it is an export or calendar" in err
    assert "lever5 convert" in err
    lever5("convert", bundle, plain)
    code, _, _ = lever5("pseudonymize", plain, tmp_path / "second", "--secret-file", secret)
    assert code == 0
    there = whole(tmp_path / "second")
    assert not [secret for secret in ("hunter2", "pupil@", exporters.STUDENT) if secret in there]
    before, after = (l5.check(secret, as_of=DAY) for secret in (bundle, tmp_path / "second"))
    assert [secret.outcome for secret in before.findings] == [
        secret.outcome for secret in after.findings
    ]


def test_a_new_secret_is_made_once_and_never_shown(tmp_path: Path, lever5: Command) -> None:
    secret = tmp_path / "secret"
    code, out, err = lever5(
        "pseudonymize", OAK, tmp_path / "a", "--secret-file", secret, "--new-secret"
    )
    assert code == 0
    text = secret.read_text(encoding="ascii").strip()
    assert len(text) >= 32
    assert text not in out + err + whole(tmp_path / "a")
    if os.name == "posix":
        assert secret.stat().st_mode & 0o077 == 0
    code, _, err = lever5(
        "pseudonymize", OAK, tmp_path / "b", "--secret-file", secret, "--new-secret"
    )
    assert (code, "not overwritten" in err) == (2, True)
    assert lever5("pseudonymize", OAK, tmp_path / "b", "--secret-file", secret)[0] == 0
    assert whole(tmp_path / "a") == whole(tmp_path / "b")


def test_a_crosswalk_is_written_only_where_asked_for(
    tmp_path: Path, secret: Path, lever5: Command
) -> None:
    lever5("pseudonymize", OAK, tmp_path / "a", "--secret-file", secret)
    assert {path.name for path in tmp_path.iterdir()} == {"a", "kept"}
    crosswalk = tmp_path / "kept" / "who.csv"
    lever5("pseudonymize", OAK, tmp_path / "b", "--secret-file", secret, "--crosswalk", crosswalk)
    with crosswalk.open(encoding="utf-8", newline="") as file:
        pairs = {row["staff_id"]: row["pseudonym"] for row in csv.DictReader(file)}
    assert pairs.keys() >= staff_of(OAK)
    assert {pairs[person] for person in staff_of(OAK)} == staff_of(tmp_path / "b")


def test_wrong_usage(tmp_path: Path, secret: Path, lever5: Command) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    for path in OAK.iterdir():
        (bundle / path.name).write_bytes(path.read_bytes())
    short = tmp_path / "short"
    short.write_bytes(b"fifteen bytes..")
    inside = bundle / "secret"
    inside.write_bytes(SECRET)
    copy = tmp_path / "copy"
    wrong = [
        ((bundle, copy, "--secret-file", short), "at least 16"),
        ((bundle, copy, "--secret-file", inside), "may not lie in"),
        ((bundle, copy, "--secret-file", copy / "secret"), "may not lie in"),
        ((bundle, copy, "--secret-file", tmp_path / "none"), "--new-secret"),
        ((bundle, bundle / "copy", "--secret-file", secret), "may not lie in"),
        ((bundle, secret.parent, "--secret-file", short), "exists already"),
        ((bundle, copy, "--secret-file", secret, "--crosswalk", copy / "x.csv"), "may not lie in"),
        ((bundle, copy, "--secret-file", secret, "--crosswalk", short), "exists already"),
        ((tmp_path / "nothing", copy, "--secret-file", secret), "There is no folder"),
    ]
    for arguments, message in wrong:
        code, _, err = lever5("pseudonymize", *arguments)
        assert (code, message in err) == (2, True), (arguments, err)
        assert not copy.exists()


def test_ids_differ_by_year_and_by_secret() -> None:
    pseudonyms, other = Pseudonyms(SECRET, YEAR), Pseudonyms(SECRET, SchoolYear.parse("2027-2028"))
    third = Pseudonyms(SECRET[::-1], YEAR)
    assert (
        pseudonyms("e-1")
        == pseudonyms(" e-1 ")
        != other("e-1")
        != third("e-1")
        != pseudonyms("e-1")
    )
    assert pseudonyms("n/a") == "n/a"
    assert pseudonyms("") == ""


def test_ids_are_longer_where_two_would_be_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lever5_rules.reading.privacy.pseudonyms.LENGTHS", (1, 12))
    pseudonyms = Pseudonyms(SECRET, YEAR)
    for number in range(100):
        pseudonyms(f"e-{number}")
    pseudonyms.settle()
    assert len({pseudonyms(f"e-{number}") for number in range(100)}) == 100

"""The page without a browser: what the worker answers, how the site is built, what serves it."""

import gzip
import io
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any, get_args

import openpyxl
import pytest
from spread import spread

import lever5_rules as l5
from lever5_rules.cli import main
from lever5_rules.engine.judge import Judge
from lever5_rules.library.excerpts import excerpt_of, page_of
from lever5_rules.library.sheet_names import renamed_sheet
from lever5_rules.page import building, downloads, serving
from lever5_rules.page.downloads import Pin, fetched
from lever5_rules.page.protocol import PROTOCOL, Action
from lever5_rules.page.session import Session
from lever5_rules.reading.papers import pdf_files
from lever5_rules.reading.tables.table_builder import TableBuilder

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
SITE = Path(building.__file__).with_name("site")
DAY = date(2026, 11, 23)
LOG = b"observation_id,date,observer_staff_id\n1,2026-09-14,c-1\n"
BROKEN = b"from lever5_rules import hookimpl\nthis is no Python\n"
EMPTY_PLUGIN = b"LEVER5_API = 1\n"


class Page:
    """What the page does with a session: it asks, and holds what it is answered."""

    def __init__(self, home: Path) -> None:
        (home / "example").symlink_to(EXAMPLES / "cedar-hollow-isd")
        self.told: list[str] = []
        self.session = Session(home, home / "work", self.told.append, lambda: 1900 << 20)

    def ask(
        self, action: str, files: Mapping[str, bytes] | None = None, **options: Any
    ) -> tuple[dict[str, Any], dict[str, bytes]]:
        files = files or {}
        request = json.dumps({"action": action, "names": list(files), "options": options})
        answer, contents = self.session.respond(request, list(files.values()))
        data = json.loads(answer)
        if "error" in data:
            assert not contents
            raise AssertionError(data["error"])
        return data["result"], dict(zip(data["names"], contents, strict=True))

    def refusal(self, action: str, files: Mapping[str, bytes] | None = None, **options: Any) -> str:
        with pytest.raises(AssertionError) as refused:
            self.ask(action, files, **options)
        return str(refused.value)

    def put(self, folder: Path) -> None:
        self.ask("put", files_in(folder))

    def check(self, **options: Any) -> dict[str, Any]:
        return self.ask("check", as_of=DAY.isoformat(), **options)[0]


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(tmp_path)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def zipped(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return target.getvalue()


def workbook(sheets: Mapping[str, list[list[Any]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_every_message_is_known_on_both_sides() -> None:
    written = (SITE / "app/protocol.js").read_text(encoding="utf-8")
    typedef = written.partition("} Action")[0].partition("@typedef")[2]
    assert set(re.findall(r'"(\w+)"', typedef)) == set(get_args(Action))
    assert f"PROTOCOL = {PROTOCOL};" in written
    scripts = [name.read_text(encoding="utf-8") for name in (SITE / "app").glob("*.js")]
    asked = {name for text in scripts for name in re.findall(r'\.ask\("(\w+)"', text)}
    asked |= {
        name for text in scripts for name in re.findall(r'store\.replace\([^,]+, "(\w+)"', text)
    }
    assert asked == set(get_args(Action))


@pytest.mark.parametrize(
    "example", spread(["live-oak-charter", "cedar-hollow-isd", "cedar-hollow-isd-mended"], of=3)
)
@pytest.mark.parametrize("form", ["folder", "zip", "workbook"])
def test_reports_have_the_bytes_of_the_command(
    page: Page, tmp_path: Path, example: str, form: str
) -> None:
    folder = source = EXAMPLES / example
    if form == "zip":
        source = tmp_path / "evidence.zip"
        source.write_bytes(zipped({f"{example}/{k}": v for k, v in files_in(folder).items()}))
    elif form == "workbook":
        source = l5.convert(folder, tmp_path / "evidence.xlsx").path
    page.ask("put", files_in(folder) if form == "folder" else {source.name: source.read_bytes()})
    page.check()
    output = [f"--output={tmp_path / f'native.{name}'}" for name in ("json", "html", "xlsx", "csv")]
    arguments = ["check", str(source), "--as-of", "2026-11-23", "--fail-on", "never", *output]
    with pytest.raises(SystemExit) as done:
        main(arguments)
    assert done.value.code == 0
    for name in ("json", "html", "xlsx", "csv"):
        _, files = page.ask("write", what="report", format=name)
        assert files[f"report.{name}"] == (tmp_path / f"native.{name}").read_bytes()


def test_what_was_recognized_comes_before_any_verdict(page: Page) -> None:
    page.ask(
        "put", {"district.toml": b'name = "Elm ISD"\n', "board.csv": b"No,When\n1,9/14/2026\n"}
    )
    answer, _ = page.ask("recognize")
    listed = {file["path"]: file for file in answer["files"]}
    assert listed["district.toml"]["label"] == "district profile"
    assert listed["board.csv"]["status"] == "unknown"
    assert "board.csv" in listed["board.csv"]["problems"][0]["text"]
    missing = {need["kind"]: row["office"] for row in answer["missing"] for need in row["needs"]}
    assert missing["staff_roster"] == "human resources"
    assert "district_profile" not in missing
    assert not any(text.startswith("judged") for text in page.told)


def test_a_file_is_named_for_what_it_is(page: Page) -> None:
    page.ask("put", {"logs/fall.csv": LOG})
    table, _ = page.ask("table", path="logs/fall.csv")
    assert table["heads"] == ["observation_id", "date", "observer_staff_id"]
    assert table["rows"] == [["1", "2026-09-14", "c-1"]]
    _, files = page.ask("name_as", path="logs/fall.csv", kind="observation_log")
    assert files == {"logs/observation_log.csv": LOG}
    page.ask("put", files)
    _, again = page.ask("name_as", path="logs/fall.csv", kind="observation_log")
    assert list(again) == ["logs/observation_log-fall.csv"]
    page.ask("remove", paths=["logs/fall.csv"])
    answer, _ = page.ask("recognize")
    assert [(file["kind"], file["status"]) for file in answer["files"]] == [
        ("observation_log", "read")
    ]


def test_a_sheet_is_named_for_what_it_is_and_formulas_follow(page: Page) -> None:
    rows = [["No", "Seen on"], ["1", "2026-09-14"]]
    sums = [["n"], ["=COUNTA('Fall ''26'!A:A)"], ["=1+2"]]
    content = workbook({"Fall '26": rows, "Sums": sums})
    page.ask("put", {"book.xlsx": content})
    answer, _ = page.ask("recognize")
    unknown = [file["path"] for file in answer["files"] if file["status"] == "unknown"]
    assert unknown[0] == 'book.xlsx!"Fall \'26"'
    assert page.ask("table", path=unknown[0])[0]["heads"] == ["No", "Seen on"]
    _, files = page.ask("name_as", path=unknown[0], kind="observation_log")
    book = openpyxl.load_workbook(io.BytesIO(files["book.xlsx"]))
    assert book.sheetnames == ["observation_log", "Sums"]
    assert book["Sums"]["A2"].value == "=COUNTA('observation_log'!A:A)"
    assert book["Sums"]["A3"].value == "=1+2"
    with pytest.raises(l5.UsageError, match="no sheet Spring"):
        renamed_sheet(content, "Spring", "observation_log")
    with pytest.raises(l5.UsageError, match="cannot be changed"):
        renamed_sheet(b"PK", "Spring", "observation_log")


def test_a_second_sheet_of_a_kind_gets_a_number_and_a_long_name_is_cut() -> None:
    content = workbook({"One": [["a"]], "professional_learning_framework"[:31]: [["b"]]})
    sheet = renamed_sheet(content, "One", "professional_learning_framework")
    names = openpyxl.load_workbook(io.BytesIO(sheet)).sheetnames
    assert names == ["professional_learning_frame (2)", "professional_learning_framework"]


def test_columns_are_said_once_and_saved_as_a_mapping(page: Page) -> None:
    page.ask("put", {"district.toml": b'school_year = "2026-2027"\ndate_order = "mdy"\n'})
    page.ask("put", {"board.csv": b"No,When,Coach Id\n41,9/14/2026,c-12\n"})
    columns = {"observation_id": "No", "date": "When", "observer_staff_id": "Coach Id", "type": ""}
    _, files = page.ask(
        "map_columns",
        path="board.csv",
        kind="observation_log",
        columns=columns,
        constants={"observer_role": "instructional_coach"},
        roles={"observee_role": "observee_staff_id"},
    )
    assert list(files) == ["board.mapping.toml"]
    text = files["board.mapping.toml"].decode()
    assert 'observer_role = "instructional_coach"' in text
    assert 'role_of = "observee_staff_id"' in text
    page.ask("put", files)
    answer, _ = page.ask("recognize")
    assert {file["path"]: file["kind"] for file in answer["files"]}[
        "board.csv"
    ] == "observation_log"
    refusal = page.refusal("map_columns", path="board.csv", kind="observation_log", columns={})
    assert refusal.startswith("No column is chosen yet.")


def test_columns_of_a_sheet_are_said_and_asked_for_again_as_they_were_said(page: Page) -> None:
    """Also of a sheet that has the name of a kind; its heads stand below a title."""
    rows = [["Walks"], ["No", "Dat", "Observer Staff Idd"], ["1", "9/14/2026", "c-1"]]
    content = workbook({"observation_log": rows, "Fall '26": rows})
    page.ask("put", {"district.toml": b'school_year = "2026-2027"\n', "book.xlsx": content})
    listed = {file["path"]: file for file in page.ask("recognize")[0]["files"]}
    sheets = [path for path, row in listed.items() if row["table"]]
    assert sheets == ['book.xlsx!"Fall \'26"', "book.xlsx!observation_log"]
    for path in sheets:
        table, _ = page.ask("table", path=path, kind="observation_log")
        assert table["columns"] == ["No", "Dat", "Observer Staff Idd"]
        assert table["likely"] == {"date": "Dat", "observer_staff_id": "Observer Staff Idd"}
        assert not table["named"]
        data = {
            "columns": table["likely"] | {"observation_id": "No"},
            "constants": {"observer_role": "principal"},
            "roles": {"observee_role": "observee_staff_id"},
            "order": "mdy",
        }
        _, files = page.ask("map_columns", path=path, kind="observation_log", **data)
        page.ask("put", files)
        again = page.ask("table", path=path, kind="observation_log")[0]
        assert again["before"] == data
        assert page.ask("table", path=path, kind="meeting_log")[0]["before"] == {}
    listed = {file["path"]: file for file in page.ask("recognize")[0]["files"]}
    assert listed["book.xlsx!Fall '26"]["kind"] == "observation_log"
    assert "book-fall_26.mapping.toml" in listed
    page.check()
    report = page.ask("write", what="report", format="json")[1]["report.json"].decode()
    assert "observation_log!A3" in report


def test_words_that_no_vocabulary_has_are_said_by_hand(page: Page) -> None:
    """They are asked for with how often they are there, and written to the mapping file."""
    roles = ["Lead Instructional Guide", "principal", "LEAD instructional guide", "n/a", ""]
    done = ["Done", "yes", "Draft", "Open", "no"]
    pairs = zip(roles, done, strict=True)
    rows = [f"{at},9/14/2026,c-1,{role},{state}" for at, (role, state) in enumerate(pairs)]
    heads = "No,When,Coach Id,Title,State"
    files = {
        "board.csv": "\n".join([heads, *rows]).encode(),
        "district.toml": b'date_order = "mdy"',
    }
    page.ask("put", files)
    columns = {"observer_role": "Title", "finalized": "State", "date": "When"}
    asked: dict[str, Any] = {"path": "board.csv", "kind": "observation_log"}
    words = page.ask("words", **asked, columns=columns)[0]["words"]
    assert words["observer_role"] == {
        "words": [{"word": "Lead Instructional Guide", "rows": 2}],
        "more": 0,
    }
    assert [word["word"] for word in words["finalized"]["words"]] == ["Done", "Open"]
    assert "date" not in words
    data: dict[str, Any] = {
        "columns": columns | {"observation_id": "No", "observer_staff_id": "Coach Id"},
        "values": {
            "observer_role": {"Lead Instructional Guide": "instructional_coach"},
            "finalized": {"Done": "yes", "Open": ""},
            "type": {"O3": "coaching"},  # of no column
        },
    }
    _, result = page.ask("map_columns", **asked, **data)
    text = result["board.mapping.toml"].decode()
    assert '[values.observer_role]\n"Lead Instructional Guide" = "instructional_coach"' in text
    assert "O3" not in text
    page.ask("put", result)
    before = page.ask("table", **asked)[0]["before"]
    assert before["values"]["finalized"] == {"Done": "yes", "Open": ""}
    page.check()
    report = page.ask("write", what="report", format="json")[1]["report.json"].decode()
    assert "Instructional Guide" not in report
    assert "this mapping cannot be used" not in report
    many = "\n".join(f"{at},word {'a' * at}" for at in range(1, 61))
    page.ask("put", {"board.csv": f"No,Title\n{many}".encode()})
    words = page.ask("words", **asked, columns={"observer_role": "Title"})[0]["words"]
    assert len(words["observer_role"]["words"]) == 40
    assert words["observer_role"]["more"] == 20
    assert page.ask("words", **asked, columns={"observer_role": "gone"})[0]["words"] == {}


def test_a_mapping_with_words_that_are_no_words_is_left_to_who_wrote_it(page: Page) -> None:
    page.ask("put", {"board.csv": b"No,When\n41,9/14/2026\n"})
    mapping = (
        'target = "observation_log"\n[fits]\nfiles = ["board.csv"]\n[columns]\ndate = "When"\n'
    )
    for values in ("[values]\ndate = 3\n", "[values.date]\na = 3\n"):
        page.ask("put", {"board.mapping.toml": (mapping + values).encode()})
        table, _ = page.ask("table", path="board.csv", kind="observation_log")
        assert table["before"] == {}


def test_a_mapping_that_somebody_wrote_is_not_replaced(page: Page) -> None:
    page.ask("put", {"board.csv": b"No,When\n41,9/14/2026\n"})
    page.ask("put", {"board.mapping.toml": b'target = "observation_log"\n[rows]\n'})
    fields: dict[str, Any] = {"columns": {"observation_id": "No"}}
    refusal = page.refusal("map_columns", path="board.csv", kind="observation_log", **fields)
    assert refusal.startswith("board.mapping.toml is there already and says more")
    page.ask("put", {"list[1].json": b'[{"No": "1", "When": "9/14/2026"}]'})
    table, _ = page.ask("table", path="list[1].json", kind="observation_log")
    assert (table["columns"], table["rows"]) == (["No", "When"], [["1", "9/14/2026"]])
    _, files = page.ask("map_columns", path="list[1].json", kind="observation_log", **fields)
    page.ask("put", files)
    listed = {file["path"]: file for file in page.ask("recognize")[0]["files"]}
    assert listed["list[1].json"]["kind"] == "observation_log"


def test_a_zip_beside_other_files_is_unpacked_and_they_win(page: Page) -> None:
    inside = zipped({"district.toml": b'name = "Old"\n', "meeting_log.csv": b"meeting_id\n"})
    page.ask("put", {"all.zip": inside})
    result, unpacked = page.ask("put", {"district.toml": b'name = "New"\n'})
    assert set(result["files"]) == {"district.toml", "meeting_log.csv"}
    assert set(unpacked) == {"meeting_log.csv"}
    assert page.check()["district"] == "New"


@pytest.mark.parametrize("name", ["../out.csv", "/etc/out.csv", "a/../../out.csv", ""])
def test_no_name_leads_out_of_the_folder(page: Page, tmp_path: Path, name: str) -> None:
    assert "is not a name of a file here" in page.refusal("put", {name: b"x"})
    assert not list(tmp_path.rglob("out.csv"))


def test_wrong_files_get_a_sentence(page: Page) -> None:
    assert page.refusal("recognize").startswith("There are no files yet.")
    assert page.refusal("write", what="report", format="html") == "Nothing has been checked yet."
    page.ask("put", {"photo.jpg": b"\xff\xd8\xff"})
    assert page.ask("recognize")[0]["files"][0]["status"] == "unknown"
    refusal = page.refusal("check")
    assert refusal.startswith("What was chosen holds no evidence that can be read (photo.jpg).")
    refusal = page.refusal("earlier", {"x.json": b"{}"})
    assert refusal == (
        "x.json cannot be taken as a report: it is not a report of lever5. Take away saves one, as "
        "JSON."
    )


@pytest.mark.parametrize("beside", [{}, {"district.toml": b'name = "Elm ISD"\n'}])
def test_a_damaged_zip_is_told_and_not_taken(page: Page, beside: Mapping[str, bytes]) -> None:
    refusal = page.refusal("put", {"holiday.zip": b"no zip", **beside})
    assert refusal == (
        "holiday.zip cannot be read: its content is not that of such a file: it is something else, "
        "or was cut off. Save or download it again."
    )
    assert page.refusal("recognize").startswith("There are no files yet.")
    page.put(EXAMPLES / "live-oak-charter")
    page.check()


def test_a_zip_with_a_broken_file_in_it_is_told_and_what_was_there_stays(page: Page) -> None:
    page.ask("put", {"district.toml": b'name = "Elm ISD"\n'})
    inside = zipped({"meeting_log.csv": b"meeting_id\nm-1\n"}).replace(b"m-1", b"m-2")
    refusal = page.refusal("put", {"all.zip": inside})
    assert refusal.startswith("all.zip cannot be unpacked: meeting_log.csv in it is broken (")
    assert page.ask("put")[0] == {"files": {"district.toml": 17}}


def test_a_workbook_alone_that_cannot_be_opened_is_listed_and_can_be_left_out(page: Page) -> None:
    page.ask("put", {"book.xlsx": b"PK nothing"})
    (listed,) = page.ask("recognize")[0]["files"]
    assert (listed["path"], listed["status"]) == ("book.xlsx", "unreadable")
    assert page.refusal("check").startswith("book.xlsx cannot be read: ")
    assert page.ask("remove", paths=["book.xlsx"])[0] == {"files": {}}


def test_two_copies_and_what_is_wrong_within_are_told_before_any_verdict(page: Page) -> None:
    book = workbook({"meeting_log": [["meeting_id"], ["m-1"]], "Notes": [["a", "b"]]})
    page.ask("put", {"book.xlsx": book, "book (1).xlsx": book})
    page.ask("put", {"district.toml": b'name = "Elm ISD"\ndistrict_id = "12"\n'})
    answer, _ = page.ask("recognize")
    text = "book (1).xlsx and book.xlsx have the same content. Leave out all but one of them."
    assert answer["problems"][0]["text"] == text
    listed = {file["path"]: file for file in answer["files"]}
    assert listed["district.toml"]["said"] == "read, with remarks"
    assert listed["book.xlsx"]["problems"] == []  # its sheets have them
    assert listed["book.xlsx!Notes"]["problems"]


def test_sentences_name_what_there_is_in_the_page(page: Page) -> None:
    page.ask("put", {"photo.jpg": b"\xff\xd8\xff"})
    refusal = page.refusal("check")
    assert "“Begin with an empty workbook”, under Files, makes one." in refusal
    assert "`lever5" not in refusal
    page.ask("put", {"book.xlsx": b"", "district.toml": b'name = "Elm ISD"\n'})
    listed = {file["path"]: file for file in page.ask("recognize")[0]["files"]}
    assert "it is empty. Save or download it again." in listed["book.xlsx"]["problems"][0]["text"]
    refusal = page.refusal("check", as_of="202611-11-23")
    assert refusal.startswith("The day of the review is 202611-11-23, which is not a day.")


def test_a_zip_that_unpacks_to_too_much_is_told_with_its_size_and_not_taken(page: Page) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("observation_log.csv", b"0" * (201 << 20))
    refusal = page.refusal("put", {"all.zip": target.getvalue()})
    assert refusal.startswith(
        "all.zip holds 201 MB when it is unpacked, and this page reads at most"
    )
    assert page.refusal("recognize").startswith("There are no files yet.")
    page.ask("put", {"meeting_log.xlsx": b"no workbook" * 200_000, "district.toml": b""})
    file = page.ask("recognize")[0]["files"][1]
    assert (file["status"], file["said"]) == ("unreadable", "could not be read (2.1 MB)")


def test_only_what_changed_is_shown_as_changed(page: Page) -> None:
    page.put(EXAMPLES / "cedar-hollow-isd")
    assert page.check(select=["5.2.4"])["changes"] == ""
    mended = files_in(EXAMPLES / "cedar-hollow-isd-mended")
    changed = "documents/plc_guideline-secondary.toml"
    page.ask("put", {changed: mended[changed]})
    changes = page.check(select=["5.2.4"])["changes"]
    assert "5.2.4-3" in changes
    assert "5.2.4-2" not in changes
    assert page.ask("write", what="changes", format="html")[1]["changes.html"].decode() == changes


def test_an_earlier_report_is_compared_with(page: Page) -> None:
    old = l5.check(EXAMPLES / "cedar-hollow-isd", as_of=DAY, select="5.2.4")
    result, _ = page.ask("earlier", {"report.json": old.to_json().encode()})
    assert result["said"] == "Cedar Hollow ISD, as of 2026-11-23"
    page.put(EXAMPLES / "cedar-hollow-isd-mended")
    assert "Since last time" in page.check(select=["5.2.4"])["html"]
    page.ask("earlier")
    assert "Since last time" not in page.check(select=["5.2.4"])["html"]


def test_the_notes_of_an_earlier_plan_are_kept(page: Page) -> None:
    page.put(EXAMPLES / "cedar-hollow-isd")
    page.check(select=["5.2.4"])
    plan = page.ask("write", what="plan", format="markdown")[1]["plan.md"].decode()
    filled = plan.replace(" |  |  |  | ", " | Dana Reyes |  |  | ", 1)
    assert filled != plan
    page.ask("plan", {"plan.md": filled.encode()})
    again = page.ask("write", what="plan", format="markdown")[1]["plan.md"].decode()
    assert "Dana Reyes" in again
    assert "not a plan" in page.refusal("plan", {"plan.md": b"# Shopping"})
    again = page.ask("write", what="plan", format="markdown")[1]["plan.md"].decode()
    assert "Dana Reyes" in again  # the one before it still counts


@pytest.mark.parametrize("format", ["html", "markdown", "xlsx"])
def test_what_a_person_looks_at_is_a_worksheet(page: Page, format: str) -> None:
    page.put(EXAMPLES / "cedar-hollow-isd")
    page.check(select=["5.1.1-1"])
    _, files = page.ask("write", what="worksheet", format=format)
    ((name, content),) = files.items()
    if format == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        text = "\n".join(str(cell) for row in sheet.values for cell in row)
    else:
        text = content.decode()
    report = l5.check(EXAMPLES / "cedar-hollow-isd", as_of=DAY, select="5.1.1-1")
    assert report.findings[0].not_judged in text
    assert all(element.reader in text for element in report.findings[0].elements if element.reader)
    assert "page 4" in text
    assert name == f"worksheet.{'md' if format == 'markdown' else format}"


def test_a_workbook_is_marked_and_the_bundle_is_taken_as_it_is(page: Page, tmp_path: Path) -> None:
    book = l5.convert(EXAMPLES / "cedar-hollow-isd", tmp_path / "book.xlsx").path
    page.ask("put", {"book.xlsx": book.read_bytes()})
    page.check(select=["5.2.4"])
    _, files = page.ask("write", what="marked")
    sheets = openpyxl.load_workbook(io.BytesIO(files["marked-book.xlsx"])).worksheets
    assert any(cell.comment for sheet in sheets for row in sheet.iter_rows() for cell in row)
    _, files = page.ask("write", what="bundle")
    with zipfile.ZipFile(io.BytesIO(files["bundle.zip"])) as packed:
        assert packed.read("book.xlsx") == book.read_bytes()
    page.ask("clear")
    page.put(EXAMPLES / "live-oak-charter")
    page.check(select=["5.2.4"])
    assert "no workbook in the bundle" in page.refusal("write", what="marked")


def test_a_new_district_gets_a_workbook_with_its_campuses(page: Page) -> None:
    campuses = [{"campus_id": "123456101", "name": "Elm Elementary"}]
    result, files = page.ask(
        "start", name="Elm ISD", district_id="123456", campuses=campuses, school_year="2026-2027"
    )
    assert result["sheets"] == 5
    page.ask("put", files)
    shown = page.check()
    assert shown["district"] == "Elm ISD"
    book = openpyxl.load_workbook(io.BytesIO(files["district.xlsx"]))
    assert "Elm Elementary" in [cell for row in book["district_profile"].values for cell in row]


def test_evidence_is_shown_with_what_stands_around_it(page: Page) -> None:
    page.put(EXAMPLES / "cedar-hollow-isd")
    page.check(select=["5.1.1-1"])
    shown, _ = page.ask("show", element="5.1.1-1/expectation_stated", place=0)
    (meant,) = [line for line in shown["lines"] if line["meant"]]
    assert meant["at"] == "10"
    assert meant["cells"] == ["expectations = ["]
    assert "no such evidence" in page.refusal("show", element="5.1.1-1/nothing", place=0)


@pytest.mark.exhaustive
def test_every_piece_of_evidence_can_be_shown(tmp_path: Path) -> None:
    book = l5.convert(EXAMPLES / "cedar-hollow-isd", tmp_path / "book.xlsx").path
    for source in (EXAMPLES / "cedar-hollow-isd", book):
        bundle = l5.Bundle.from_path(source)
        report = l5.check(bundle, as_of=DAY, select=["5.2.4", "5.1.2"])
        number = 0
        for finding in report.findings:
            for element in finding.elements:
                for place, seen in enumerate(element.evidence):
                    shown = excerpt_of(bundle, report, element.id, place)
                    number += sum(line.meant for line in shown.lines)
                    assert seen.line is None or str(seen.line) in [o.at for o in shown.lines]
        assert number > 50


def test_the_cited_page_is_shown_with_its_quote() -> None:
    folder = EXAMPLES / "live-oak-charter"
    bundle = l5.Bundle.from_path(folder)
    report = l5.check(bundle, as_of=DAY)
    result = [
        (element.id, place, seen.lookup)
        for finding in report.findings
        for element in finding.elements
        for place, seen in enumerate(element.evidence)
        if seen.lookup and seen.lookup.file.endswith(".pdf")
    ]
    assert result
    for element, place, lookup in result[::3]:  # each opens the file in a process of its own
        shown = page_of(bundle, report, element, place, 15)
        assert lookup.file in shown.title
        letters = "".join(filter(str.isalnum, lookup.quote)).casefold()
        assert letters.startswith("".join(filter(str.isalnum, shown.quote)).casefold()[:20])
        assert shown.quote


def test_documents_are_read_alike_where_no_process_can_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    elsewhere = l5.check(EXAMPLES / "live-oak-charter", as_of=DAY).to_json()
    monkeypatch.setattr(pdf_files, "can_start_processes", lambda: False)
    monkeypatch.setattr(subprocess, "Popen", None)
    assert l5.check(EXAMPLES / "live-oak-charter", as_of=DAY).to_json() == elsewhere


def test_a_document_that_takes_long_is_told_where_no_process_can_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_files, "can_start_processes", lambda: False)
    report = (
        l5.Checker(entry_points=False)
        .load(EXAMPLES / "live-oak-charter", l5.Budgets(seconds_each=1e-6))
        .check(as_of=DAY)
    )
    assert any("took longer than" in problem.message for problem in report.problems)


def test_a_document_that_hung_the_worker_is_told_and_the_rest_is_judged(page: Page) -> None:
    files = files_in(EXAMPLES / "live-oak-charter")
    (paper,) = [name for name in files if name.endswith(".pdf")]
    page.ask("put", files, stuck=[paper])
    page.check()
    report = l5.read_report(page.ask("write", what="report", format="json")[1]["report.json"])
    messages = [problem.message for problem in report.problems if problem.file == paper]
    assert any("took too long to read in this browser" in message for message in messages)
    assert report.complete
    assert report.accounting.passed >= 10
    page.ask("put", {paper: files[paper]}, stuck=[])
    page.check()
    report = l5.read_report(page.ask("write", what="report", format="json")[1]["report.json"])
    assert report.to_json() == l5.check(EXAMPLES / "live-oak-charter", as_of=DAY).to_json()


@pytest.mark.parametrize(
    "name", ["observation_log.csv", "plc_guideline.toml", "book.xlsx", "staff-handbook.pdf"]
)
def test_a_file_that_took_all_memory_is_told_and_the_rest_is_judged(page: Page, name: str) -> None:
    files = files_in(EXAMPLES / "live-oak-charter")
    files |= {"book.xlsx": workbook({"meeting_log": [["meeting_id"], ["m-1"]]})}
    page.ask("put", files, full=[name])
    listed = {file["path"]: file for file in page.ask("recognize")[0]["files"]}
    assert listed[name]["status"] in ("unreadable", "cited")
    page.check()
    report = l5.read_report(page.ask("write", what="report", format="json")[1]["report.json"])
    messages = [problem.message for problem in report.problems if problem.file == name]
    assert any(
        "reading it takes more memory than this browser gives" in message for message in messages
    )
    assert report.complete


def test_a_reader_that_ran_out_of_memory_is_no_fault_of_its_maintainers(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker is to be started anew; nothing is judged with what was lost."""
    page.put(EXAMPLES / "live-oak-charter")
    monkeypatch.setattr(TableBuilder, "add_csv", _raising(MemoryError()))
    request = json.dumps({"action": "recognize", "names": [], "options": {}})
    data = json.loads(page.session.respond(request, [])[0])
    assert data["memory"]
    assert data["error"].startswith("The browser gave the checker no more memory")
    monkeypatch.undo()
    page.ask("recognize")
    monkeypatch.setattr(Judge, "verdict", _raising(MemoryError()))
    assert "no more memory" in page.refusal("check")


def test_plugins_of_one_file_are_added_and_a_broken_one_is_told(page: Page) -> None:
    refusal = page.refusal("plugin", {"ours.py": BROKEN})
    assert "ours" in refusal
    assert "SyntaxError" in refusal
    assert refusal == (
        "The plugin ours could not be loaded: line 2 of ours.py is not Python: invalid syntax "
        "(SyntaxError). Tell whoever wrote it. What was loaded before is unchanged."
    )
    result, _ = page.ask("plugin", {"ours.py": EMPTY_PLUGIN})
    assert [plugin["name"] for plugin in result["plugins"]] == ["ours"]
    assert page.ask("plugin")[0] == {"plugins": []}


def test_a_plugin_that_is_refused_leaves_the_one_before_it(page: Page) -> None:
    page.put(EXAMPLES / "cedar-hollow-isd")
    page.ask("plugin", {"ours.py": EMPTY_PLUGIN})
    both = {"ours.py": EMPTY_PLUGIN, "other.py": BROKEN}
    assert "The plugin other could not be loaded" in page.refusal("plugin", both)
    refusal = page.refusal("plugin", {"ours.py": EMPTY_PLUGIN, "notes.txt": b"LEVER5_API = 1"})
    assert refusal.startswith("notes.txt is not a plugin: a plugin of one file ends with .py.")
    page.check(select=["5.2.4"])
    report = l5.read_report(page.ask("write", what="report", format="json")[1]["report.json"])
    assert [plugin.name for plugin in report.plugins] == ["lever5-rules", "ours"]


def test_an_earlier_report_that_does_not_fit_leaves_the_one_before_it(page: Page) -> None:
    page.put(EXAMPLES / "cedar-hollow-isd-mended")
    page.check(select=["5.2.4"])
    old = l5.check(EXAMPLES / "cedar-hollow-isd", as_of=DAY, select="5.2.4")
    page.ask("earlier", {"report.json": old.to_json().encode()})
    other = l5.check(EXAMPLES / "live-oak-charter", as_of=DAY, select="5.2.4").to_json().encode()
    assert page.refusal("earlier", {"other.json": other}) == (
        "The earlier report is of the district 999801, and what was checked is of 999901. Give an "
        "earlier report of the same district."
    )
    half = old.to_json().encode()[:3000]
    refusal = page.refusal("earlier", {"half.json": half})
    assert refusal.startswith(
        "half.json is not a JSON report: it is something else, or was cut off"
    )
    assert refusal.endswith(" is not JSON. Take away saves one, as JSON.")
    refusal = page.refusal("earlier", {"book.xlsx": b"PK\x03\x04"})
    assert "choose it under Files" in refusal
    assert "`" not in refusal
    assert "Since last time" in page.check(select=["5.2.4"])["html"]


def test_what_goes_wrong_inside_is_a_sentence_too(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.put(EXAMPLES / "cedar-hollow-isd")
    monkeypatch.setattr(l5.OpenBundle, "check", _raising(MemoryError()))
    refusal = page.refusal("check")
    assert (
        "no more memory, when it had taken 1,900 MB. The files hold 1.0 MB, the largest" in refusal
    )
    assert "records/observation_log.csv, 0.5 MB." in refusal
    monkeypatch.setattr(l5.OpenBundle, "check", _raising(ZeroDivisionError()))
    assert "ZeroDivisionError" in page.refusal("check")


def _raising(error: Exception) -> Callable[..., Any]:
    def raised(*_: object, **__: object) -> Any:
        raise error

    return raised


def packed(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return target.getvalue()


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of downloads that stand for the real ones."""
    library = zipped({"os.py": b"# os", "unittest/case.py": b"# not needed"})
    contents = {
        ("npm", "pyodide"): packed(
            {
                "package/pyodide.mjs": b'import("pyodide.asm.mjs")\n//# sourceMappingURL=x',
                "package/pyodide.asm.mjs": b"export default 1",
                "package/pyodide.asm.wasm": b"\0asm",
                "package/python_stdlib.zip": library,
                "package/pyodide-lock.json": b'{"info": {"abi_version": "1"}, "packages": {}}',
            }
        ),
        ("npm", "htm"): packed(
            {
                "package/preact/standalone.module.js": b"export const html = 1",
                "package/LICENSE": b"L",
            }
        ),
        ("python", "shrub"): zipped(
            {"shrub/__init__.py": b"", "shrub/fast.so": b"x", "shrub-1.dist-info/LICENSE": b"MIT"}
        ),
    }
    folder = tmp_path / "downloads"
    folder.mkdir()
    pins = []
    for (source, name), content in contents.items():
        pin = Pin(source, name, "1", f"{name}-1.bin", sha256(content).hexdigest())
        (folder / pin.file).write_bytes(content)
        pins.append(pin)
    monkeypatch.setattr(downloads, "pins", lambda: tuple(pins))
    return folder


class Built:
    """What `lever5 page build` said and left."""

    def __init__(self, code: int, text: str) -> None:
        self.code, self.said = code, text


def build(target: Path, *arguments: str) -> Built:
    buffer = io.StringIO()
    with redirect_stdout(buffer), redirect_stderr(buffer), pytest.raises(SystemExit) as done:
        main(["page", "build", str(target), *arguments])
    assert isinstance(done.value.code, int)
    return Built(done.value.code, " ".join(buffer.getvalue().split()))


def in_packages(site: Path) -> dict[str, bytes]:
    raw = gzip.decompress((site / "python/packages.tar.bin").read_bytes())
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]


def test_a_site_is_built_with_the_same_bytes_each_time(tmp_path: Path, parts: Path) -> None:
    for name in ("one", "two"):
        result = build(tmp_path / name, "--downloads", str(parts))
        assert result.code == 0, result.said
    files, two = files_in(tmp_path / "one"), files_in(tmp_path / "two")
    assert files == two
    assert {Path(name).suffix for name in files} == {".html", ".css", ".js", ".bin", ".txt"}
    packages = in_packages(tmp_path / "one")
    assert (
        packages["lever5_rules/engine/judge.py"]
        == Path(l5.__file__).with_name("engine").joinpath("judge.py").read_bytes()
    )
    assert {"shrub/__init__.py", "lever5_rulesets/default.toml", "example/district.toml"} <= set(
        packages
    )
    assert not [name for name in packages if name.endswith((".so", ".pyc")) or "/site/" in name]
    assert "lever5_rules/page/building.py" not in packages
    assert b"MIT" in files["licences.txt"]
    with zipfile.ZipFile(
        io.BytesIO(gzip.decompress(files["python/python_stdlib.zip.bin"]))
    ) as library:
        assert library.namelist() == ["os.py"]


def test_every_module_that_the_worker_needs_is_in_the_site() -> None:
    code = "import sys, lever5_rules.page.session; print(*sys.modules)"
    process = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    rooms = [name.removeprefix("lever5_rules.") for name in process.stdout.split()]
    room = {f"{room.removeprefix('page.')}.py" for room in rooms if room.startswith("page.")}
    assert room <= set(building.IN_THE_BROWSER)
    assert not {room for room in rooms if room.partition(".")[0] in building.UNUSED_OF_OURS}


def test_every_file_is_addressed_relatively_and_known_by_its_hash(
    tmp_path: Path, parts: Path
) -> None:
    build(tmp_path / "site", "--downloads", str(parts))
    files = files_in(tmp_path / "site")
    for name, content in files.items():
        if name.endswith((".html", ".css", ".js")) and name not in ("app/preact.js",):
            text = content.decode()
            assert not re.search(
                r"""(?:src|href|from|import|fetch)[=(\s]*["'`](?:https?:)?/""", text
            )
            assert not re.search(r"https?://", text), name
    listed = files["sw.js"].decode().partition("const FILES = ")[2].partition(";\n")[0]
    known = json.loads(listed)
    packed = "python/pyodide.asm.js"  # which the service worker unpacks
    assert set(known) == set(files) - {"sw.js", "licences.txt", packed}
    assert gzip.decompress(files[f"{packed}.bin"]) == files[packed]
    assert all(sha256(files[name]).hexdigest() == digest for name, digest in known.items())


def test_a_service_center_sets_title_logo_and_ruleset(tmp_path: Path, parts: Path) -> None:
    logo, ruleset = tmp_path / "logo.svg", tmp_path / "ours.toml"
    logo.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    ruleset.write_text(
        'name = "ours"\ntitle = "Ours"\nversion = "1"\nextends = "default"\n', encoding="utf-8"
    )
    options = ["--downloads", str(parts), "--title", "Region <20>", "--logo", str(logo)]
    result = build(tmp_path / "site", *options, "--ruleset", str(ruleset))
    assert result.code == 0, result.said
    index = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "Region &lt;20&gt;" in index
    assert 'src="logo.svg"' in index
    assert "img-src 'self'" in index
    assert in_packages(tmp_path / "site")["site/ours.toml"] == ruleset.read_bytes()
    assert build(tmp_path / "bad", *options[:2], "--ruleset", "nonsense").code == 2
    assert build(tmp_path / "bad", *options[:2], "--logo", "logo.exe").code == 2
    assert not (tmp_path / "bad").exists()


def test_only_a_site_is_built_over(tmp_path: Path, parts: Path) -> None:
    target = tmp_path / "site"
    build(target, "--downloads", str(parts))
    (target / "stale.js").write_text("", encoding="utf-8")
    assert build(target, "--downloads", str(parts)).code == 0
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "index.html").write_text("mine", encoding="utf-8")
    refused = build(other, "--downloads", str(parts))
    assert refused.code == 2
    assert (other / "index.html").read_text(encoding="utf-8") == "mine"


def test_what_cannot_be_fetched_is_told_in_a_sentence(
    tmp_path: Path, parts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (parts / "shrub-1.bin").write_bytes(b"another")
    refused = build(tmp_path / "site", "--downloads", str(parts))
    assert refused.code == 2
    assert "is not the file that this version of lever5 was tested with" in refused.said
    (parts / "htm-1.bin").unlink()
    monkeypatch.setattr(downloads, "which", lambda name: None)
    refused = build(tmp_path / "site", "--downloads", str(parts))
    assert refused.said.startswith("lever5: npm is not installed, and it is needed to fetch htm")
    refused = build(tmp_path / "site", "--downloads", str(tmp_path / "new"))
    assert "npm is not installed" in refused.said
    assert (tmp_path / "new").is_dir()
    refused = build(tmp_path / "site", "--downloads", str(parts / "shrub-1.bin" / "new"))
    assert "for the downloads cannot be made" in refused.said
    assert not (tmp_path / "site").exists()


def test_pins_name_no_address() -> None:
    text = Path(downloads.__file__).with_name("pins.toml").read_text(encoding="utf-8")
    assert "://" not in text
    assert len({pin.name for pin in downloads.pins()}) == len(downloads.pins()) > 10
    assert fetched(Path("nowhere"), ()) == {}


@pytest.fixture
def served(tmp_path: Path, parts: Path) -> Iterator[Callable[..., Any]]:
    build(tmp_path / "site", "--downloads", str(parts))
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    server = serving.server_of(tmp_path / "site")
    running = Thread(target=server.serve_forever)
    running.start()

    def ask(path: str, **headers: str) -> Any:
        connection = HTTPConnection("127.0.0.1", server.server_address[1])
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    yield ask
    server.shutdown()
    running.join()
    server.server_close()


def test_the_server_sends_the_policy_and_only_the_site(served: Callable[..., Any]) -> None:
    index = served("/")
    assert index.status == 200
    assert index.headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
        "connect-src 'self'; style-src 'self'"
    )
    assert index.headers["X-Content-Type-Options"] == "nosniff"
    assert served("/app/main.js?x").headers["Content-Type"].startswith("text/javascript")
    for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/app/", "/none.js", "/python"):
        assert served(path).status == 404, path
    assert served("/", Host="elsewhere.example").status == 404


def test_only_a_site_is_served(tmp_path: Path) -> None:
    with pytest.raises(l5.UsageError, match="holds no page"):
        serving.server_of(tmp_path)

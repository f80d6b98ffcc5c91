"""The seeds of fuzzing: the examples, shortened, in every form of evidence.

`CANARY` replaces ids and names of staff in the seeds. No message may repeat it.
"""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

import lever5_rules as l5
from lever5_rules.findings.report import Report
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.workbooks.workbook import Workbook
from lever5_rules.reports import reporters
from lever5_rules.reports.planning import plan_markdown, plan_workbook
from lever5_rules.reports.planning.plan import plan_of
from lever5_rules.templates.content import content_of
from lever5_rules.templates.convert import write_content

from .folders import joined
from .mutations import zipped

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "examples")]
from papers import docx, pdf  # noqa: E402

LOADED = load_plugins(entry_points=False)
SMALL = ROOT / "examples" / "live-oak-charter"
LARGE = ROOT / "examples" / "cedar-hollow-isd"
CANARY = "quixbert"
ROWS = 4
SAME = {"created": datetime(2026, 9, 1, tzinfo=UTC)}
"""Properties that make a workbook the same bytes each time."""
SAID = "The team meets for 45 minutes each week"


@cache
def small() -> dict[str, bytes]:
    """Return the files of the small example, with a few rows of each table."""
    return dict(_files(SMALL))


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*.*")):
        content = path.read_bytes().replace(b"s-801-01", CANARY.encode())
        if path.suffix == ".csv":
            content = b"".join(content.splitlines(keepends=True)[: ROWS + 1])
        if path.suffix in (".csv", ".toml"):
            yield path.name, content


def tables() -> list[bytes]:
    """Return tables as CSV, each with its own name, and unsupported files."""
    tables_by_name = [(name, content) for name, content in _files(LARGE) if name.endswith(".csv")]
    names = ("meeting_log.xls", "a.ods", "district.toml.txt", "staff_roster.json", "a.tar.gz", "x")
    others = joined({name: CANARY.encode() for name in names})
    headless = f"Student of {CANARY},Notes on {CANARY},{CANARY} 1\n".encode()
    return [
        others,
        *(joined({name: content}) for name, content in tables_by_name),
        joined({"meeting_log.csv": headless + small()["meeting_log.csv"]}),
    ]


def documents() -> list[bytes]:
    """Return documents and rows as TOML."""
    documents_by_name = [
        (name, content) for name, content in _files(LARGE) if name.endswith(".toml")
    ]
    rows = f'kind = "meeting_log"\n[[rows]]\nmeeting_id = "{CANARY}"\ndate = 2026-09-01\n'
    return [joined({name: content}) for name, content in documents_by_name] + [
        joined({"rows.toml": rows.encode()})
    ]


def books() -> list[bytes]:
    """Return workbooks: a table, a form as templates write it, and other contents of
    spreadsheets."""
    return [_odd_book(), _form("plc_guideline"), _form("observation_frequency_target")]


def _form(kind: str) -> bytes:
    """Return only the sheet of a document from a template."""
    content = content_of(
        Bundle.from_mapping({f"{kind}.toml": small()[f"{kind}.toml"]}), LOADED.kinds
    )
    buffer = BytesIO()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        write_content(path, LOADED.kinds, content)
        whole = Workbook(BytesIO(path.read_bytes()))
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            book.set_properties(SAME)
            sheet = book.add_worksheet(kind)
            for row, cells in next(sheet for sheet in whole.sheets if sheet.title == kind).rows:
                sheet.write_row(row - 1, 0, map(str, cells))
    return buffer.getvalue()


def _odd_book() -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties(SAME)
        sheet = book.add_worksheet("meeting_log")
        day = book.add_format({"num_format": "m/d/yyyy"})
        rows = list(csv.reader(StringIO(small()["meeting_log.csv"].decode())))
        for row, cells in enumerate(rows, start=2):
            sheet.write_row(row, 0, cells)
        sheet.merge_range("A1:C1", "Meetings of the year")
        sheet.write_datetime("B6", date(2026, 9, 1), day)
        sheet.write_formula("C7", "=1+1", None, 2)
        sheet.write_boolean("D7", True)
        sheet.write_rich_string("E7", "a ", day, "b")
        sheet.write_comment("A4", CANARY)
        other = book.add_worksheet("training_calendar")
        other.hide()
    return buffer.getvalue()


def zips() -> list[bytes]:
    """Return bundles as zips: flat, in a folder, with a workbook in it, compressed."""
    files = small()
    few = {name: files[name] for name in ("district.toml", "meeting_log.csv", "plc_guideline.toml")}
    below = {f"bundle/{name}": content for name, content in few.items()}
    return [
        zipped(few),
        zipped({**below, "__MACOSX/x": b"x"}, deflate=True),
        zipped({"district.toml": files["district.toml"], "book.xlsx": _odd_book()}),
    ]


def calendars() -> list[bytes]:
    """Return calendar feeds with a profile beside them: of school days, of training, of both."""
    days = (
        "DTSTART;VALUE=DATE:20260812\r\nSUMMARY:First Day of School",
        "DTSTART;VALUE=DATE:20270527\r\nSUMMARY:Last Day of School",
        "DTSTART;VALUE=DATE:20260907\r\nSUMMARY:Labor Day\r\nCATEGORIES:Holiday",
        "DTSTART;VALUE=DATE:20261123\r\nDTEND;VALUE=DATE:20261128\r\nSUMMARY:Student Holiday",
    )
    trained = (
        "DTSTART;TZID=America/Chicago:20260901T150000\r\nDURATION:PT1H\r\nSUMMARY:PLC training\r\n"
        "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261201T000000Z;INTERVAL=2;WKST=SU\r\n"
        "EXDATE;TZID=America/Chicago:20260914T150000\r\nRDATE;VALUE=DATE:20261005\r\n"
        f"CATEGORIES:PBIS,Teachers,Training,all\r\nATTENDEE;CN={CANARY}:mailto:{CANARY}@b.org",
        "RECURRENCE-ID:20260909T200000Z\r\nDTSTART:20260909T200000Z\r\nSTATUS:CANCELLED\r\n"
        "SUMMARY:Canceled: PLC training",
    )
    profile = {"district.toml": small()["district.toml"]}
    school = {"instructional_calendar.ics": _feed("d{}", days)}
    return [
        joined({**profile, **school}),
        joined({**profile, **school, "training_calendar.ics": _feed("t", trained)}),
        joined({**profile, "feed.ics": _feed("e{}", (*days, *trained))}),
    ]


def _feed(uid: str, events: Sequence[str]) -> bytes:
    lines = (
        f"BEGIN:VEVENT\r\nUID:{uid.format(at)}\r\n{event}\r\nEND:VEVENT\r\n"
        for at, event in enumerate(events)
    )
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-TIMEZONE:America/Chicago\r\n"
    return f"{head}{''.join(lines)}END:VCALENDAR\r\n".encode()


def exports() -> list[bytes]:
    """Return exports of Ed-Fi, Grow and Strive, as JSON and as CSV."""
    grow: Any = {
        "_id": "o1",
        "observedAt": "2026-09-01T15:30:00.000Z",
        "observedUntil": "2026-09-01T15:50:00.000Z",
        "firstPublished": "2026-09-02T15:30:00.000Z",
        "isPublished": True,
        "archivedAt": None,
        "observationType": {"name": "Learning Walk"},
        "observer": {"_id": CANARY, "name": CANARY},
        "teacher": {"_id": "s-801-02", "email": "pupil@b.org"},
    }
    meeting = {
        "_id": "m1",
        "date": "2026-09-01",
        "isWeeklyDataMeeting": True,
        "type": {"name": "PLC Meeting"},
        "school": {"name": "999801101"},
    }
    step = {
        "_id": "a1",
        "created": "2026-09-01T00:00:00Z",
        "progress": {"percent": 100, "date": "2026-10-01"},
        "creator": {"_id": CANARY},
        "user": {"_id": "s-801-02"},
    }
    edfi = {
        "id": "e1",
        "personReference": {"personId": "s-801-02"},
        "actualDate": "2026-09-01",
        "actualDuration": 20,
        "performanceEvaluationReference": {
            "performanceEvaluationTypeDescriptor": "uri://ed-fi.org/x#Walkthrough"
        },
        "reviewers": [{"reviewerPersonReference": {"personId": CANARY}}],
    }
    strive = (
        "Date of Observation,Evaluation Type,Building,Staff Name,Assigned Administrator,"
        f"Start Time,End Time\n09/01/2026,Walkthrough,999801101,{CANARY},B C,8:00 AM,8:20 AM\n"
    )
    staff = (
        "staffReference.staffUniqueId,educationOrganizationReference.educationOrganizationId,"
        f"staffClassificationDescriptor,beginDate\n{CANARY},999801101,uri://x#Teacher,2026-08-01\n"
    )
    roster = {"staff_roster.csv": small()["staff_roster.csv"]}
    lists = {"grow": grow, "meetings": meeting, "steps": step, "edfi": edfi}
    exports_found = [
        joined({**roster, f"{name}.json": json.dumps([rows, rows]).encode()})
        for name, rows in lists.items()
    ]
    return [
        *exports_found,
        joined({"strive.csv": strive.encode()}),
        joined({"staff.csv": staff.encode()}),
    ]


def rosters() -> list[bytes]:
    """Return OneRoster folders of both versions."""
    head = "sourcedId,status,dateLastModified,"
    orgs = f"{head}name,type,identifier,parentSourcedId\nd,active,,X ISD,district,999801,\n"
    orgs += "o,active,,Live Oak,school,999801101,d\n"
    sessions = f"{head}title,type,startDate,endDate,schoolYear\ny,active,,2026,schoolYear,"
    sessions += "2026-08-12,2027-05-27,2027\n"
    users = "sourcedId,status,orgSourcedIds,enabledUser,username,givenName,familyName,role\n"
    users += f"{CANARY},active,o,true,{CANARY},{CANARY},{CANARY},teacher\n"
    users += "t,active,o,true,a,b,c,student\n"
    newer = "sourcedId,status,enabledUser,username,givenName,familyName\n"
    newer += f"{CANARY},active,true,{CANARY},{CANARY},{CANARY}\n"
    roles = "sourcedId,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
    roles += f"r,{CANARY},primary,principal,2026-08-01,,o\ns,t,primary,student,,,o\n"
    shared = {"orgs.csv": orgs.encode(), "academicSessions.csv": sessions.encode()}
    profile = {"district.toml": small()["district.toml"]}
    return [
        joined({**profile, **shared, "users.csv": users.encode()}),
        joined({**profile, **shared, "users.csv": newer.encode(), "roles.csv": roles.encode()}),
    ]


def mappings() -> list[bytes]:
    """Return mapping files, each beside an export that it fits."""
    table = "When,Who,Sort,Mins\n09/01/2026,x-1,Walk,20\n09/02/2026,x-2,Formal,45\n"
    text = """kind = "mapping"
title = "Ours"
target = "observation_log"
[fits]
files = ["walks*.csv"]
heads = ["When", "Who"]
[columns]
date = "When"
observation_id = { row = "w-" }
observer_staff_id = { first = ["Who", "Id"] }
type = { column = "Sort", otherwise = "walkthrough" }
minutes = "Mins"
observer_role = { role_of = "observer_staff_id" }
feedback_on = { unknown = "It does not say." }
[constants]
finalized = true
[values.type]
"Walk" = "walkthrough"
[rows]
leave_out = { Sort = "Formal" }
[dates]
order = "mdy"
[pseudonyms]
"Who Id" = "Who"
"""
    extends = 'kind = "mapping"\nextends = "edfi-staff"\n[constants]\nschool_year = "2026-2027"\n'
    staff = next(export for export in exports() if b"=== staff.csv" in export)
    return [
        *(
            joined({"ours.mapping.toml": text.encode(), "walks.csv": table.encode()})
            for text in (text, text.partition("[pseudonyms]")[0])
        ),
        joined({"edfi.mapping.toml": extends.encode()}) + staff,
        *(joined({path.name: path.read_bytes()}) for path in sorted(LOADED.mappings.values())),
    ]


def pdfs() -> list[bytes]:
    """Return documents with pages."""
    return [pdf([["Handbook", SAID], ["Second page"]], first_label=3), pdf([[]])]


def words() -> list[bytes]:
    """Return Word documents."""
    return [docx([(1, "PLC"), (0, SAID), (2, "Roles"), (0, "Others")]), docx([(0, SAID)])]


@cache
def report() -> Report:
    """Return a report on the small example, with a few criteria."""
    bundle = Bundle.from_mapping(small())
    return l5.check(bundle, select=["5.1.1", "5.2.4"], entry_points=False)


def reports() -> list[bytes]:
    """Return saved reports, the second compared with the first, with a waiver."""
    report = l5.check(Bundle.from_mapping(small()), select=["5.2.4-3"], entry_points=False)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "waivers.toml"
        path.write_bytes(waivers()[0])
        other = l5.check(
            Bundle.from_mapping(small()),
            select=["5.2.4-3", "5.1.2-1"],
            entry_points=False,
            baseline=report,
            waivers=path,
        )
    return [report.to_json().encode(), other.to_json().encode()]


def outputs() -> list[bytes]:
    """Return what this program writes, in every report format, and the plans."""
    written = [reporter.render(report()) for reporter in reporters()]
    contents = [text.encode() if isinstance(text, str) else text for text in written]
    return [*contents, *plans(), *plan_books()]


def plans() -> list[bytes]:
    """Return improvement plans as Markdown."""
    return [plan_markdown.render(plan_of(report())).encode()]


def plan_books() -> list[bytes]:
    """Return improvement plans as workbooks."""
    return [plan_workbook.render(plan_of(report()))]


def rulesets() -> list[bytes]:
    """Return rulesets: the shipped ones, and one of a district."""
    own = b"""name = "ours"
version = "1"
title = "Ours"
extends = "default"
select = ["5.1", "5.2.4-3"]
[limits."plc.min_minutes"]
value = 40
origin = "district"
source = "Board policy"
[elements."5.2.4-3/length"]
level = "asserted"
reason = "For now"
[criteria."5.2.2-1"]
enabled = false
reason = "Not yet"
[words.role]
"lead" = "principal"
[lexicon]
vague = ["at the principal's discretion"]
says_something = ["ongoing"]
"""
    return [own, own + waivers()[0], *waivers(), LOADED.rulesets["starter"].read_bytes()]


def waivers() -> list[bytes]:
    """Return waiver files."""
    text = '[[waivers]]\ntarget = "5.2.4-3"\nreason = "New"\napprover_role = "superintendent"\n'
    return [f"{text}expires = 2027-06-01\n".encode(), b""]

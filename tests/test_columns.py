"""Columns: those that a file does not have, what people write into them, ids that stand twice."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

import lever5_rules as l5
from lever5_rules.checking import names_of
from lever5_rules.core.blanks import Mark
from lever5_rules.core.outcome import Reason
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.cannot_read import UnreadableValue
from lever5_rules.reading.load import load
from lever5_rules.reading.values.lengths import read_length
from lever5_rules.reading.values.single_values import cell_converter, toml_converter
from lever5_rules.ruleset.ruleset_files import load_ruleset

pytestmark = pytest.mark.exhaustive

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
MENDED, OAK = EXAMPLES / "cedar-hollow-isd-mended", EXAMPLES / "live-oak-charter"
LOADED = load_plugins(entry_points=False)
KINDS = LOADED.kinds
WORDS = load_ruleset("default", LOADED.rulesets, names_of(LOADED)).words
PROFILE = 'district_id = "999901"\nname = "X"\ndate_order = "mdy"\n'


def outcomes(report: l5.Report) -> dict[str, str]:
    return {element.id: element.outcome.value for f in report.findings for element in f.elements}


@pytest.fixture(scope="module")
def sound() -> dict[str, str]:
    return outcomes(l5.check(MENDED, entry_points=False))


def without_column(text: str, column: str) -> str:
    heads, *lines = (line.split(",") for line in text.splitlines())
    at = heads.index(column)
    return "".join(",".join(row[:at] + row[at + 1 :]) + "\n" for row in [heads, *lines])


def mended(tmp_path: Path, name: str, change: Callable[[str], str]) -> l5.Report:
    root = tmp_path / "district"
    shutil.copytree(MENDED, root)
    (path,) = root.rglob(name)
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return l5.check(root, entry_points=False)


def _optional(none: bool) -> list[tuple[str, str]]:
    """The optional columns of the example's tables, by what it means that one is not there."""
    return [
        (kind.name, info.name)
        for kind in KINDS.values()
        for path in MENDED.rglob(f"{kind.name}.csv")
        for info in kind.fields.values()
        if info.optional and info.absent_means_none is none
        if info.name in path.read_text(encoding="utf-8").partition("\n")[0].split(",")
    ]


@pytest.mark.parametrize(("kind", "column"), _optional(none=False))
def test_a_column_that_is_not_there_is_missing_evidence(
    kind: str, column: str, tmp_path: Path, sound: dict[str, str]
) -> None:
    report = mended(tmp_path, f"{kind}.csv", lambda text: without_column(text, column))
    now = outcomes(report)
    assert all(
        now[element_id] == sound[element_id] or now[element_id] == "missing-evidence"
        for element_id in sound
    )


REAL = [
    ("observation_log", "feedback_on"),
    ("action_step_tracker", "status"),
    ("action_step_tracker", "closed_on"),
    ("leadership_support_assignment", "reviewed_on"),
    ("meeting_log", "campus_id"),
    ("meeting_log", "team"),
    ("training_calendar", "product_id"),
    ("training_calendar", "populations"),
    ("training_calendar", "informed_by"),
    ("training_resource_catalog", "product_id"),
    ("professional_development_plan", "content_builds_on"),
    ("professional_development_plan", "practice_builds_on"),
    ("professional_development_plan", "phase"),
    ("professional_development_plan", "onboarding"),
    ("staff_roster", "campus_id"),
]


@pytest.mark.parametrize(("kind", "column"), REAL)
def test_what_is_asked_for_is_missed(
    kind: str, column: str, tmp_path: Path, sound: dict[str, str]
) -> None:
    assert not KINDS[kind].fields[column].absent_means_none
    report = mended(tmp_path, f"{kind}.csv", lambda text: without_column(text, column))
    assert outcomes(report) != sound
    messages = [element.message for f in report.findings for element in f.elements]
    assert any(f"{kind}.csv has no column {column}" in message for message in messages)


@pytest.mark.parametrize(("kind", "column"), _optional(none=True))
def test_a_column_of_which_there_need_be_none_costs_no_reading(
    kind: str, column: str, tmp_path: Path
) -> None:
    def blank(text: str) -> str:
        heads, *lines = (line.split(",") for line in text.splitlines())
        at = heads.index(column)
        rows = [[*row[:at], "", *row[at + 1 :]] for row in lines]
        return "".join(",".join(row) + "\n" for row in [heads, *rows])

    absent = mended(tmp_path / "a", f"{kind}.csv", lambda text: without_column(text, column))
    empty = mended(tmp_path / "b", f"{kind}.csv", blank)
    assert outcomes(absent) == outcomes(empty)


def test_of_two_files_only_the_rows_of_that_without_the_column_are_unknown() -> None:
    heads = "meeting_id,date,type,campus_id,minutes"
    table = table_of(
        "meeting_log",
        **{
            "meeting_log-a.csv": f"{heads},team\nM-1,2026-09-01,plc,999901001,45,A\n",
            "meeting_log-b.csv": f"{heads}\nM-2,2026-09-02,plc,999901001,45\n",
        },
    )
    first, second = (table.columns["team"].at(row) for row in (0, 1))
    assert first == "A"
    assert second.reason is Reason.BLANK_FIELD
    assert "meeting_log-b.csv has no column team" in second.problem.message


def table_of(kind: str, **files: str) -> Any:
    return load(Bundle.from_mapping({"district.toml": PROFILE, **files}), KINDS, WORDS).tables[kind]


def column(kind: str, name: str, *cells: str) -> list[Any]:
    """What is read of cells in one column of a table."""
    text = f"{name},x\n" + "".join(f'"{cell}",y\n' for cell in cells)
    table = table_of(kind, **{f"{kind}.csv": text})
    return [table.columns[name].at(row) for row in range(table.size)]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("60", 60),
        ("60.0", 60),
        ("45 min", 45),
        ("45min.", 45),
        ("1.5 h", 90),
        ("1.5 hours", 90),
        ("6 hours", 360),
        ("1:30", 90),
        ("0:45:00", 45),
        ("1 hr 30 min", 90),
        ("1h30", 90),
        ("1 hour and 15 minutes", 75),
        *((word, 0) for word in ("called off", "canceled", "did not meet", "did not take place")),
        *((word, 0) for word in ("No-Show", "Cancelled", "postponed", "not held", "CANCELADO")),
        *(
            (word, 0)
            for word in ("cancelled due to weather", "canceled - snow", "Cancellled", "VOID")
        ),
        *((word, 0) for word in ("Re-scheduled to May 3", "rained out", "C a n c e l l e d")),
    ],
)
def test_lengths_are_read_as_people_write_them(text: str, minutes: int) -> None:
    assert column("meeting_log", "minutes", text) == [minutes]
    figure = text.replace(".", "").isdigit()
    rows = [{"meeting_id": "M-1", "minutes": float(text) if figure else text}]
    bundle = Bundle.from_mapping({"district.toml": PROFILE, "meeting_log.csv": rows})
    assert load(bundle, KINDS, WORDS).tables["meeting_log"].columns["minutes"].at(0) == minutes


@pytest.mark.parametrize("text", ["1,5", "-30", "-0:30", "2700", "40 h", "a while", "1:75", "min"])
def test_what_is_no_length_is_unreadable(text: str) -> None:
    (value,) = column("meeting_log", "minutes", text)
    assert value.reason is Reason.UNREADABLE


def test_a_text_without_figures_is_no_length() -> None:
    assert read_length("") is None
    assert read_length("h") is None


def test_a_document_sets_no_length_by_what_was_called_off() -> None:
    bundle = Bundle.from_mapping(
        {"district.toml": PROFILE, "plc_guideline.toml": 'minutes = "cancelled"'}
    )
    node = load(bundle, KINDS).documents["plc_guideline"][0].node
    assert node.minutes.reason is Reason.UNREADABLE


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *(("Y", True), ("n", False), ("1", True), ("0", False), ("TRUE", True), ("f", False)),
        *(("Present", True), ("Absent", False)),
    ],
)
def test_yes_and_no_have_short_forms(text: str, meant: bool) -> None:
    assert column("training_attendance", "attended", text) == [meant]


@pytest.mark.parametrize(
    ("kind", "name", "text", "meant"),
    [
        ("training_calendar", "audience_roles", "Teacher, principal", ("teacher", "principal")),
        ("training_calendar", "topic_codes", "udl,cbli; culture", ("udl", "cbli", "culture")),
        ("collaboration_schedule", "weekdays", "Monday, Thursday", ("monday", "thursday")),
        (
            "collaboration_schedule",
            "dates",
            "2026-09-14, 2026-10-12",
            (date(2026, 9, 14), date(2026, 10, 12)),
        ),
    ],
)
def test_a_list_may_be_written_with_commas(kind: str, name: str, text: str, meant: object) -> None:
    assert column(kind, name, text) == [meant]


@pytest.mark.parametrize("text", ["teacher, head of school", "teacher, TBD"])
def test_a_list_with_commas_is_read_where_every_word_of_it_is_known(text: str) -> None:
    assert [mark.reason for mark in column("training_calendar", "audience_roles", text)] == [
        Reason.UNREADABLE
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-12",
        "2026-08-12 00:00:00",
        "2026-08-12T14:03:22",
        "2026-08-12T00:00:00Z",
        "2026-08-12T14:03:22.123-05:00",
        "8/12/2026",
        "8/12/2026 14:03:22",
        "8/12/2026 2:03 PM",
    ],
)
def test_a_time_of_day_beside_a_day_is_passed_over(text: str) -> None:
    assert cell_converter("mdy").structure(text, date) == date(2026, 8, 12)
    assert toml_converter("mdy").structure(text, date) == date(2026, 8, 12)


@pytest.mark.parametrize(
    "text", ["0206-08-12", "0000-08-12", "2026-08-12T03:00:00Z", "2026-08-12 noon", "14:03:22"]
)
def test_a_day_that_cannot_be_meant_is_none(text: str) -> None:
    for converter in (cell_converter("mdy"), toml_converter("mdy")):
        with pytest.raises(UnreadableValue):
            converter.structure(text, date)


@pytest.mark.parametrize("text", ["#N/A", "TBD", "pending", "NULL", "-", "n/a", "#REF!", "?"])
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("observation_log", "feedback_on"),
        ("action_step_tracker", "closed_on"),
        ("action_step_tracker", "status"),
        ("leadership_support_assignment", "reviewed_on"),
        ("training_calendar", "planning_focus"),
    ],
)
def test_a_placeholder_is_no_blank(kind: str, name: str, text: str) -> None:
    assert [mark.reason for mark in column(kind, name, text)] == [Reason.PLACEHOLDER]
    assert column(kind, name, "", text)[0] is None


@pytest.mark.parametrize("text", ["-", "n/a", "N/A", "none", "None", "nil", "—", ""])
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("meeting_log", "team"),
        ("training_calendar", "product_id"),
        ("training_calendar", "populations"),
        ("training_calendar", "informed_by"),
        ("professional_development_plan", "content_builds_on"),
        ("staff_roster", "campus_id"),
        ("staff_roster", "end_date"),
        ("staff_roster", "content_area"),
    ],
)
def test_what_does_not_apply_is_none(kind: str, name: str, text: str) -> None:
    assert column(kind, name, text, text) == [None, None]


def test_the_same_value_has_one_code_however_it_is_written() -> None:
    table = table_of(
        "training_attendance",
        **{
            "training_attendance.csv": "session_id,date,attended\n"
            "T-1,2026-09-01,yes\n T-1,9/1/2026,Y\nT-1,2026-09-01 08:00,1\n"
        },
    )
    for name in ("session_id", "date", "attended"):
        assert len(set(table.columns[name].codes)) == 1, name


def _with_ids() -> list[tuple[str, str]]:
    return [
        (path.stem, info.name)
        for path in MENDED.rglob("*.csv")
        for info in KINDS[path.stem].fields.values()
        if info.unique
    ]


@pytest.mark.parametrize(("kind", "name"), _with_ids())
@pytest.mark.parametrize("blank", [False, True])
def test_one_id_with_other_contents_is_missing_evidence(
    kind: str, name: str, blank: bool, tmp_path: Path, sound: dict[str, str]
) -> None:
    """The second has values that no other row has, or none."""

    def change(text: str) -> str:
        heads, first, second, *rest = text.splitlines()
        names, cells = heads.split(","), second.split(",")
        for at, head in enumerate(names):
            info = KINDS[kind].fields[head]
            if head == name:
                cells[at] = first.split(",")[at]
            elif info.item is date:
                cells[at] = "" if blank else "2026-10-31"
        return "\n".join([heads, first, ",".join(cells), *rest]) + "\n"

    report = mended(tmp_path, f"{kind}.csv", change)
    assert report.errors == ()
    problems = [
        element_id for element_id in report.problems if "stands already" in element_id.message
    ]
    assert len(problems) == 1
    now = outcomes(report)
    assert all(
        now.get(element_id) in (sound[element_id], "missing-evidence") for element_id in sound
    )


def test_an_older_copy_of_a_bundle_is_told_once_a_file(tmp_path: Path) -> None:
    root = tmp_path / "district"
    shutil.copytree(MENDED, root)
    older = root / "old"
    shutil.copytree(MENDED / "records", older)
    for path in older.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"2026-1[01]-", "2026-09-", text), encoding="utf-8")
    report = l5.check(root, entry_points=False)
    assert report.errors == ()
    problems = [problem for problem in report.problems if "stands already" in problem.message]
    assert len(problems) <= 3 * len(list(older.glob("*.csv")))
    assert any("more row" in problem.message for problem in problems)


@pytest.mark.parametrize("cell", ["{0}-99-40", "no day {0}", "99/99/{0}"])
def test_thousands_of_wrong_values_are_a_few_problems(cell: str) -> None:
    number = 20_000
    rows = "".join(f"M-{number},{cell.format(number)},plc\n" for number in range(number))
    begin = perf_counter()
    bundle = Bundle.from_mapping(
        {"district.toml": PROFILE, "meeting_log.csv": f"meeting_id,date,type\n{rows}"}
    )
    loaded = load(bundle, KINDS)
    assert perf_counter() - begin < 10
    problems = [problem for problem in loaded.problems if problem.message.startswith("date")]
    assert len(problems) == 6
    assert f"{number - 5} more values" in problems[-1].message or any(
        f"{number - 5} more values" in problem.message for problem in problems
    )
    values = loaded.tables["meeting_log"].columns["date"]
    assert all(isinstance(values.at(row), Mark) for row in (0, 100, number - 1))


@pytest.mark.parametrize(
    "cells",
    [
        "M-{one},2026-09-01,sort {one},999901001",
        "M-{one},2026-09-01,plc,place {one}",
        "M-{half},2026-09-0{odd},plc,999901001",
    ],
    ids=["types", "campuses", "ids"],
)
def test_nothing_grows_with_the_square(cells: str) -> None:
    text = "meeting_id,date,type,campus_id\n" + "".join(
        f"{cells.format(one=number, half=number // 2, odd=number % 2 + 1)}\n"
        for number in range(20_000)
    )
    campus = '[[campuses]]\ncampus_id = "999901001"\ndivision = "high"\n'
    begin = perf_counter()
    loaded = load(
        Bundle.from_mapping({"district.toml": PROFILE + campus, "meeting_log.csv": text}), KINDS
    )
    assert perf_counter() - begin < 10
    assert len(loaded.problems) < 30


@pytest.mark.parametrize(
    ("message", "meant"),
    [("Q1", 1), ("Quarter 2", 2), ("3rd quarter", 3), ("T1", None)],
)
def test_a_number_may_stand_with_the_name_of_its_column(message: str, meant: int | None) -> None:
    text = f"date,is_instructional,quarter\n2026-08-12,yes,{message}\n"
    files = {"district.toml": PROFILE, "instructional_calendar.csv": text}
    table = load(Bundle.from_mapping(files), KINDS).tables["instructional_calendar"]
    value = table.columns["quarter"].at(0)
    assert value == meant if meant else isinstance(value, Mark)


@pytest.mark.parametrize(
    ("kind", "name", "head"),
    [
        ("meeting_log", "topic_codes", "Topics"),
        ("training_calendar", "topic_codes", "topics"),
        ("training_calendar", "audience_roles", "Audience"),
        ("training_resource_catalog", "campus_ids", "campuses"),
        ("staff_roster", "content_area", "Subject"),
    ],
)
def test_a_column_may_be_called_as_messages_call_it(
    kind: str, name: str, head: str, tmp_path: Path, sound: dict[str, str]
) -> None:
    def renamed(text: str) -> str:
        heads, rows = text.split("\n", 1)
        assert name in heads.split(",")
        return heads.replace(name, head) + "\n" + rows

    assert outcomes(mended(tmp_path, f"{kind}.csv", renamed)) == sound


def test_a_column_under_its_name_and_its_label_stands_twice(tmp_path: Path) -> None:
    def doubled(text: str) -> str:
        return "".join(
            f"{line},{'Topics' if number == 0 else 'udl'}\n"
            for number, line in enumerate(text.splitlines())
        )

    report = mended(tmp_path, "meeting_log.csv", doubled)
    assert any("topic_codes stands twice" in problem.message for problem in report.problems)

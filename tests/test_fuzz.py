"""What fuzz/ fuzzes for hours is fuzzed here for seconds, with the same inputs each time.

Led by coverage it is `python -m fuzz`, which needs the extra `fuzz`; here nothing is needed.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from fuzz import folders, mutations, plain, seeds, targets
from fuzz.targets import TARGETS, Broken

import lever5_rules as l5
from lever5_rules.core.errors import ReportError
from lever5_rules.findings.saved_reports import read_report
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.load import READERS, load
from lever5_rules.reading.reader import Reader
from lever5_rules.reading.readers import memory

pytestmark = pytest.mark.exhaustive

KINDS = seeds.LOADED.kinds
SECONDS = 5
"""Of the processor, for one input."""
INPUTS = 150
FEWER = {"pdf-apart": 10, "check": 15, "marked": 30, "workbook": 60, "report": 60}
"""Of what takes longer."""


@pytest.mark.parametrize("name", TARGETS)
def test_every_input_ends_in_artifacts_or_in_sentences(name: str) -> None:
    for data in plain.inputs(TARGETS[name], FEWER.get(name, INPUTS)):
        begun = process_time()
        TARGETS[name].run(data)
        assert process_time() - begun < SECONDS


def test_inputs_are_the_same_each_time() -> None:
    for target in TARGETS.values():
        item, other = (islice(plain.inputs(target, 5), 30) for _ in range(2))
        assert list(item) == list(other)


def bundles() -> Iterator[Bundle]:
    for name in ("csv", "toml", "calendar", "exports", "oneroster", "mapping"):
        yield from (Bundle.from_mapping(folders.split(data)) for data in TARGETS[name].seeds())
    for name, ending in (("workbook", "xlsx"), ("pdf", "pdf"), ("docx", "docx")):
        yield from (Bundle.from_mapping({f"a.{ending}": data}) for data in TARGETS[name].seeds())


def test_no_reader_is_left_out() -> None:
    read: set[str] = set()

    def noted(reader: Reader) -> Reader:
        def claims(files: Sequence[RawFile], intake: Intake) -> list[Any]:
            groups = list(reader.claims(files, intake))
            read.update(reader.name for _ in groups)
            return groups

        return Reader(reader.name, claims, reader.read, reader.late)

    for bundle in bundles():
        load(bundle, KINDS, targets.WORDS, [noted(reader) for reader in READERS])
    others = {memory.READER.name}  # which reads what no file holds
    assert read == {reader.name for reader in READERS} - others


def failing(files: Sequence[RawFile], intake: Intake) -> Any:
    raise KeyError("x")


def echoing(group: Sequence[RawFile], intake: Intake) -> None:
    intake.note(group[0].path, None, "", "unknown")
    intake.problem(group[0].path, 1, f"{seeds.CANARY} is not a day.")


def all_files(files: Sequence[RawFile], intake: Intake) -> list[Any]:
    return [(file,) for file in files]


@pytest.mark.parametrize(
    ("reader", "raised", "text"),
    [
        (Reader("a", failing, echoing), KeyError, "x"),
        (Reader("a", all_files, failing), KeyError, "x"),
        (Reader("a", all_files, echoing), Broken, "repeated"),
        (Reader("a", all_files, lambda group, intake: None), Broken, "nothing is said of"),
    ],
)
def test_what_must_not_be_is_noticed(
    monkeypatch: pytest.MonkeyPatch, reader: Reader, raised: type[Exception], text: str
) -> None:
    monkeypatch.setattr(targets, "READERS", [reader])
    with pytest.raises(raised, match=text):
        TARGETS["csv"].run(seeds.tables()[0])


# What fuzzing has found, each as small as it can be.


@pytest.mark.parametrize("said", ['["rla", "-", "="]', '["-", "tbd"]', '["", "...", "?"]'])
def test_several_items_of_a_list_that_say_nothing(said: str) -> None:
    text = f'name = "X"\nschool_year = "2026-2027"\ncontent_areas = {said}\n'
    loaded = load(Bundle.from_mapping({"district.toml": text}), KINDS)
    assert [file.status for file in loaded.files] == ["read"]


ORGS = b"sourcedId,name,type,identifier\no,Oak,school,999801101\n"


@pytest.mark.parametrize(
    ("users", "why"),
    [
        (b"", "it is empty"),
        (b"\xff", "it is not UTF-8 text"),
        (b"\0", "it holds a NUL byte"),
    ],
)
def test_staff_of_a_roster_that_cannot_be_read(users: bytes, why: str) -> None:
    bundle = Bundle.from_mapping({"orgs.csv": ORGS, "users.csv": users})
    loaded = load(bundle, KINDS)
    assert [file.status for file in loaded.files] == ["read", "unreadable"]
    (lost,) = loaded.lost["staff_roster"]
    assert lost.file == "users.csv"
    assert lost.message.startswith(f"users.csv cannot be read: {why}")


@pytest.mark.parametrize(
    ("role", "repeated"), [("siteAdministrator", True), (seeds.CANARY, False), ("McDay", False)]
)
def test_a_role_that_may_be_a_name_is_not_repeated(role: str, repeated: bool) -> None:
    users = f"sourcedId,role,orgSourcedIds\nx-1,{role},o\n".encode()
    report = l5.check(Bundle.from_mapping({"orgs.csv": ORGS, "users.csv": users}))
    messages = [
        problem.message for problem in report.problems if problem.message.startswith("role is ")
    ]
    assert len(messages) == 1
    assert (role in report.to_json()) is repeated


@pytest.mark.parametrize(
    "text",
    [
        "[quixbert]\n[quixbert]",
        '["a) quixbert"]\n["a) quixbert"]',
        """["quix'bert"]\n["quix'bert"]""",
        "a.quixbert = 1\n[a.quixbert]",
        "a = {}\na.quixbert = 1",
        "a = {quixbert = 1, quixbert = 2}",
        """a = {"qui) 'xbert" = 1, "qui) 'xbert" = 2}""",
        "quixbert = 1\nquixbert = 2",
        "quixbert = ",
        "a = quixbert",
    ],
)
def test_no_error_of_the_parser_repeats_a_key(text: str) -> None:
    loaded = load(Bundle.from_mapping({"plc_guideline.toml": text}), KINDS)
    (problem,) = loaded.lost["plc_guideline"]
    assert "bert" not in problem.message


def test_a_whole_number_without_end() -> None:
    digits = "9" * 400
    files = {"plc_guideline.toml": f"minutes = {digits}\nmeetings_per_week = {digits}\n"}
    loaded = load(Bundle.from_mapping(files), KINDS)
    assert [file.status for file in loaded.files] == ["read"]
    wrong = [problem.message for problem in loaded.problems if "minutes" in problem.message]
    assert wrong
    assert digits not in "".join(wrong)


def test_a_saved_number_without_end(tmp_path: Path) -> None:
    data = json.loads(seeds.reports()[0])
    data["findings"][0]["elements"][0]["evidence"][0]["value"] = 10**400
    path = tmp_path / "report.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ReportError, match="a text, number, yes or no"):
        read_report(path)


def test_a_list_of_sheets_that_never_ends(tmp_path: Path) -> None:
    """Which took minutes: outputs of ours are told by the names of their sheets."""
    packed = mutations.zipped({"xl/workbook.xml": b"<sheet " * 140_000}, deflate=True)
    assert len(packed) < 6_000
    (tmp_path / "meeting_log.xlsx").write_bytes(packed)
    begun = process_time()
    bundle = Bundle.from_path(tmp_path)
    assert [file.path for file in bundle.files] == ["meeting_log.xlsx"]
    assert process_time() - begun < SECONDS


HEADS = f"Student {seeds.CANARY},Notes of {seeds.CANARY},Mood of {seeds.CANARY}"


@pytest.mark.parametrize(
    "files",
    [
        {"meeting_log.csv": f"meeting_id,{HEADS}\n1,2,3,4\n"},
        {"meeting_log.csv": f"meeting_id,{HEADS.partition(',')[2]}\n1,2,3\n"},
        {"meeting_log.toml": f'[[rows]]\n"{HEADS[:16]}" = 1\n"{HEADS[17:33]}" = 2'},
        {"plc_guideline.toml": f'"{HEADS[:16]}" = 1\n"{HEADS[17:33]}" = 2\n'},
    ],
)
def test_no_head_that_names_somebody_is_repeated(files: dict[str, str]) -> None:
    loaded = load(Bundle.from_mapping(files), KINDS)
    assert loaded.problems
    assert not [problem.message for problem in loaded.problems if seeds.CANARY in problem.message]


def test_known_heads_are_repeated() -> None:
    for head in ("Student Name", "studentName", "Fecha de nacimiento", "IEP", "Stu. ID", "Notes"):
        loaded = load(Bundle.from_mapping({"meeting_log.csv": f"meeting_id,{head}\n1,2\n"}), KINDS)
        messages = [
            problem.message
            for problem in loaded.problems
            if head in problem.message or "notes" in problem.message
        ]
        assert messages, head


def test_two_files_of_a_roster_whose_names_differ_in_capitals() -> None:
    loaded = load(Bundle.from_mapping({"Orgs.csv": ORGS, "orgs.csv": ORGS}), KINDS)
    assert [(file.path, file.status) for file in loaded.files] == [
        ("Orgs.csv", "read"),
        ("orgs.csv", "unreadable"),
    ]
    (lost,) = loaded.lost["staff_roster"]
    assert "Orgs.csv has the same name" in lost.message


def test_a_mapping_file_has_the_budget_of_toml() -> None:
    """What is parsed takes a hundred times the room of its text."""
    files = {"walks.mapping.toml": b"a = 1\n" * 300_000, "plc_guideline.toml": b"minutes = 45"}
    loaded = load(Bundle.from_mapping(files), KINDS)
    (lost,) = loaded.lost[None]
    assert lost.message == "walks.mapping.toml cannot be read: it is larger than 1.5 MB."

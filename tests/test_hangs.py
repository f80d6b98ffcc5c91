"""Nothing from outside can keep a run waiting: time grows with the input, or there is a limit.

Each input would take minutes if time grew with its square. The limits are generous, so that a busy
machine does not fail a test; where steps can be counted, they are.
"""

import importlib
import inspect
import io
import pkgutil
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import pytest
import xlsxwriter
from openings import openings
from spread import spread

import lever5_rules as l5
from lever5_rules.artifacts.tables import packed
from lever5_rules.core.errors import BundleError
from lever5_rules.core.quotes import figures_that_differ
from lever5_rules.core.text import MOST_MARKS, normal
from lever5_rules.counting import repeats
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading import problem_groups
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.cannot_read import UnreadablePackage
from lever5_rules.reading.load import load
from lever5_rules.reading.mappings import mapping_files
from lever5_rules.reading.papers.quotes import Quote, Text, _find_places
from lever5_rules.reading.privacy.personal_data import personal
from lever5_rules.reading.values import hints
from lever5_rules.reading.values.spelling import composed, folded
from lever5_rules.reading.workbooks.cells import sort_of
from lever5_rules.reports.formats.marked_copy import marked
from lever5_rules.reports.planning import plan_workbook
from lever5_rules.testing import SAMPLE

KINDS = load_plugins(entry_points=False).kinds
SECONDS = 30
LONG = 40_000
OPENED = 60_000
"""Letters of a text that is made of what a pattern looks for."""


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    begun = perf_counter()
    yield
    assert perf_counter() - begun < SECONDS


def patterns() -> dict[str, Callable[[str], object]]:
    """Every pattern that a module of ours keeps, in each way in which the module uses it."""
    data: dict[str, Callable[[str], object]] = {}
    package = importlib.import_module("lever5_rules")
    for item in pkgutil.walk_packages(package.__path__, "lever5_rules."):
        if item.ispkg or item.name.endswith("worker") or item.name.startswith(OURS):
            continue
        module = importlib.import_module(item.name)
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            kept = dict(held_in(value, name))
            if not kept:
                continue
            # One among others is used by the name that it has where they are gone through.
            used_by = name if isinstance(value, re.Pattern) else r"[a-z]\w*"
            uses = set(re.findall(rf"\b{used_by}\.(match|fullmatch|search)\b", source))
            if re.search(rf"\b{name}\.(sub|findall|finditer|split)\b", source):
                uses.add("search")
            for at, pattern in kept.items():
                data |= {f"{item.name}.{at}.{use}": getattr(pattern, use) for use in uses}
    return data


def held_in(value: object, name: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that a value is or holds, with the names of their places."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield name, value
    elif isinstance(value, tuple | list):
        for at, item in enumerate(value):
            yield from held_in(item, f"{name}.{at}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from held_in(item, f"{name}.{key}")
    elif isinstance(getattr(value, "whole", None), re.Pattern):
        yield name, value.whole  # type: ignore[attr-defined]


OURS = ("lever5_rules.testing.", "lever5_rules.rules.", "lever5_rules.cli.")
"""What reads no text of a bundle: what tests rules, what judges, and what is typed."""
PATTERNS = patterns()
assert len(PATTERNS) > 100
BOUNDED = {
    # These are given no more than the first letters of a head or of a number format.
    "lever5_rules.reading.privacy.refusals._BRACKETS.search",
    "lever5_rules.reading.privacy.refusals._NAME_OR_ADDRESS.search",
    "lever5_rules.reading.workbooks.cells._LITERAL.search",
}
ATTACKS = [
    before + unit * LONG + after
    for unit in ("a", "A", "1", " ", "\n", "(", "[", "{", '"', "'", "@", ".", "-", "_", "/", "a ")
    for before, after in (("", "\0"), ("@ ", "!"), ("a", ""), ("1h", "x"))
]


@pytest.mark.parametrize("name", spread(sorted(PATTERNS.keys() - BOUNDED), of=10))
def test_every_pattern_is_linear(name: str) -> None:
    for text in ATTACKS:
        begun = perf_counter()
        PATTERNS[name](text)
        assert perf_counter() - begun < 2, text[:5]


@pytest.mark.parametrize("name", sorted(PATTERNS.keys() - BOUNDED))
def test_every_pattern_is_linear_on_what_it_looks_for(name: str) -> None:
    """As `<sheet ` said over and over was not, where `<sheet [^>]*name=` is looked for."""
    uses: Any = PATTERNS[name]
    for unit in openings(uses.__self__):
        text = unit * (OPENED // len(unit))
        begun = process_time()
        uses(f"{text}\0")
        assert process_time() - begun < 1, unit


def test_openings_of_a_pattern() -> None:
    pattern = re.compile(r'<(?:\w+:)?sheet\s[^>]*?\bname="([^"]*)"')
    assert openings(pattern)[5] == "<sheet"
    assert {"<", "<sheet ", "<sheet name=", '<sheet name=""'} <= set(openings(pattern))
    assert openings(re.compile("a{3}(?:b|c)(?!d)[^a-z]$")) == ["aaa", "aaab", "aaab1"]


@pytest.mark.parametrize(
    "unit", ["a", "a.", "a@", "@", "@ a", "Ana B. ", " A. x", "1", "ssn ", "("]
)
def test_what_is_personal_is_told_at_once(unit: str) -> None:
    personal("@ " + unit * LONG)
    personal(unit * LONG + "@")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("write to a.b+c@d-e.org", True),
        ("a@b.c", True),
        ("a@", True),
        ("at a@ b", True),
        ("a@b", False),
        ("@b.org", False),
        ("a @ b.org", False),
        ("Room 4 @ noon", False),
    ],
)
def test_what_an_address_is(text: str, is_one: bool) -> None:
    assert (personal(text, names=False) is not None) is is_one


@pytest.mark.parametrize("marks", ["\u0315\u0300", "\u0344", "\u0f72\u0f74\u0301"])
def test_long_rows_of_marks_are_cut(marks: str) -> None:
    text = "a" + marks * LONG
    for form in (composed(text), folded(text), normal("NFKC", text)):
        assert len(form) <= 4 * MOST_MARKS
    Text(text)
    assert normal("NFC", "e\u0301" * LONG) == "\u00e9" * LONG


@pytest.mark.parametrize("part", ["a" * 100_000, "ab" * 50_000, "a" * 50_000 + "b", "b" + "a" * 9])
def test_a_quote_that_repeats_itself(part: str) -> None:
    text = Text("x" + "a" * 200_000 + "ab" * 20_000)
    text.holds(Quote(part))
    text.holds(Quote("a" * 70_000 + " ... " + "a" * 70_000))


@pytest.mark.parametrize(
    "part",
    spread(
        [
            *(
                "1 ",
                "one ",
                "thirty (30) ",
                "2x ",
                "1-",
                "(",
                " ",
                "a day a ",
                "of at least 5 min ",
            ),
            *("every 2 weeks ", "in the ", "the 1st and ", "45 minutes, ", "annual ", "grade 1 - "),
            *(
                "within 3 days ",
                "fall and ",
                "8:00 to 8:50 ",
                "an hour ",
                "per week: ",
                "1 in May ",
            ),
        ],
        of=4,
    ),
)
def test_a_quote_of_many_figures(part: str) -> None:
    text = part * (OPENED // len(part))
    for unit in ("minutes", "meetings per week", "sessions a year", "calendar days"):
        figures_that_differ(3.5, unit, text)


@pytest.mark.parametrize(("part", "text"), [("aa", "aaaaa" * 30), ("aba", "ab" * 80), ("ab", "b")])
def test_all_places_are_found(part: str, text: str) -> None:
    every = [at for at in range(len(text)) if text.startswith(part, at)]
    assert list(_find_places(part, text, 0)) == every
    assert list(_find_places(part, text, 3)) == [at for at in every if at >= 3]


@pytest.mark.parametrize("unit", ["[", '"', "\\", "[h", "_", "0"])
def test_a_number_format_without_end(unit: str) -> None:
    sort_of(unit * 120_000)


def book(fill: Callable[[Any], None], name: str = "notes") -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        fill(workbook.add_worksheet(name))
    return buffer.getvalue()


def test_a_stray_cell_far_below_a_plan(tmp_path: Path) -> None:
    content = book(lambda sheet: sheet.write("A1048576", "x"))
    assert plan_workbook.read(content) is None


def with_long_text(content: bytes, letters: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/sharedStrings.xml":
                part = part.replace(b"THE TEXT", b"x" * letters)
            new.writestr(name, part)
    return buffer.getvalue()


def test_cells_that_share_a_long_text_are_not_written_out() -> None:
    def fill(sheet: Any) -> None:
        for row in range(12_000):
            sheet.write(row, 0 if row % 2 else 900, "THE TEXT")

    content = with_long_text(book(fill, "meeting_log"), 250_000)
    with pytest.raises(BundleError, match="million letters"):
        marked(content, {})
    with pytest.raises(UnreadablePackage, match="million letters"):
        plan_workbook.read(content)
    loaded = load(Bundle.from_mapping({"meeting_log.xlsx": content}), KINDS)
    assert "meeting_log" in loaded.lost


def test_hints_are_given_as_long_as_anybody_reads_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def nearest(word: str, _: object) -> str:
        asked.append(word)
        return " Did you mean X?"

    monkeypatch.setattr(hints, "likely", nearest)
    files: dict[str, Any] = {f"meeting_logg{number}x.csv": "a,b\n" for number in range(900)}
    files["plc_guideline.toml"] = "\n".join(f"minutez{number} = 1" for number in range(900))
    files["staff_roster.csv"] = ",".join(f"stafff{number}" for number in range(900)) + ",role\n"
    loaded = load(Bundle.from_mapping(files), KINDS)
    assert len(asked) <= hints.MOST_HINTS
    messages = {problem.file for problem in loaded.problems}
    assert messages == set(files)


def test_what_is_wrong_many_times_is_told_once() -> None:
    """In every form of evidence; no file goes without a sentence."""
    rows = "\n".join(f"M-{number},2026-09-01,,,," for number in range(3000))
    files: dict[str, Any] = {
        "meeting_log.csv": "meeting_id,date\n" + rows,
        "plc_guideline.toml": "\n".join(f"minutez{number} = 1" for number in range(3000)),
        "staff_roster.toml": "kind = 'staff_roster'\n" + "[[rows]]\nrole = 4\n" * 3000,
    }
    loaded = load(Bundle.from_mapping(files), KINDS)
    assert {problem.file for problem in loaded.problems} >= set(files)
    assert len(loaded.problems) < 3 * len(files) * problem_groups.MOST_ALIKE
    assert [problem for problem in loaded.problems if re.search(r"\d{4} more", problem.message)]


def test_documents_have_a_limit_together() -> None:
    files = SAMPLE.files()
    guideline = dict(files["plc_guideline.toml"])
    guideline["document"] = {"title": "Guide", "dated": "2026-07-01", "file": "guide.docx"}
    quote = {"section": "A", "quote": "Each meeting lasts 45 minutes."}
    guideline["sources"] = {"minutes": quote, "sample_agenda": {**quote, "document": "agenda.docx"}}
    files |= {"plc_guideline.toml": guideline, "guide.docx": b"x", "agenda.docx": b"x"}
    report = l5.check(
        Bundle.from_mapping(files),
        select=["5.2.4-3"],
        budgets=l5.Budgets(seconds=1e-9),
        entry_points=False,
    )
    messages = [problem.file for problem in report.problems if "all the time" in problem.message]
    assert len(messages) == 1
    assert "raise the budget `seconds`" in str(report.problems)


def test_rows_that_are_compared_in_parts_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """As those of a log of a million rows are, so that they fit into memory."""
    example = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd"
    whole = l5.check(example, entry_points=False)
    monkeypatch.setattr(repeats, "AT_ONCE", 50)
    assert l5.check(example, entry_points=False).to_json() == whole.to_json()


def test_codes_take_as_little_room_as_they_need() -> None:
    for distinct, size in ((256, 1), (257, 2), (1 << 16, 2), ((1 << 16) + 1, 4)):
        codes = packed([0, distinct - 1], distinct)
        assert (codes.itemsize, list(codes)) == (size, [0, distinct - 1])


def test_mappings_are_parsed_once_for_a_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    original = mapping_files.parsed

    def counting(name: str, *rest: Any) -> Any:
        parsed.append(name)
        return original(name, *rest)

    monkeypatch.setattr(mapping_files, "parsed", counting)
    load(Bundle.from_mapping({f"unknown{number}.csv": "a,b\n" for number in range(50)}), KINDS)
    assert len(parsed) == len(set(parsed))


def district(campuses: int) -> str:
    listed = (
        f'[[campuses]]\ncampus_id = "{999_900_000 + number}"\nname = "Oak {number} East"\n'
        for number in range(campuses)
    )
    return 'name = "X"\nschool_year = "2026-2027"\n' + "".join(listed)


def observed_at(campuses: Iterable[str]) -> str:
    rows = (f"O-{number},2026-09-01,{name}\n" for number, name in enumerate(campuses))
    return "observation_id,date,campus_id\n" + "".join(rows)


NAMES_LIKE_NONE: dict[str, Callable[[], dict[str, Any]]] = {
    "unknown names beside many that are listed": lambda: {
        "district.toml": district(9_000),
        "observation_log.csv": observed_at(f"Elm {number} West" for number in range(30_000)),
    },
    "a file for each": lambda: {
        "district.toml": district(3_000),
        **{f"{at}/observation_log.csv": observed_at([f"Oak {at} West"]) for at in range(3_000)},
    },
    "numbers with ever more figures": lambda: {
        "district.toml": district(2_000),
        "observation_log.csv": observed_at(f"9.{'9' * figures}e8" for figures in range(1, 1_500)),
    },
}


@pytest.mark.parametrize("what", NAMES_LIKE_NONE)
def test_names_that_nothing_lists_are_looked_up_at_once(what: str) -> None:
    loaded = load(Bundle.from_mapping(NAMES_LIKE_NONE[what]()), KINDS)
    assert any("not in district.toml" in one.message for one in loaded.problems)

"""Whatever is done to the bytes of a workbook: a sentence, never a crash and never half a sheet."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.cannot_read import UnreadablePackage
from lever5_rules.reading.load import load
from lever5_rules.reading.workbooks.workbook import Workbook

KINDS = load_plugins(entry_points=False).kinds
HEADS = ("meeting_id", "date", "campus_id", "type", "team", "minutes")


def workbook_bytes() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("meeting_log")
        sheet.write_row(0, 0, HEADS)
        sheet.write_row(1, 0, ("M-1", None, "999901001", "ilt", "A", 45))
        sheet.write_formula(1, 4, "=A1", None, "x")
    return buffer.getvalue()


def parts(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook with its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def read(content: bytes) -> LoadedBundle:
    files = {"district.toml": 'name = "X"', "evidence.xlsx": content}
    return load(Bundle.from_mapping(files), KINDS)


CONTENT = workbook_bytes()
PARTS = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml")
some = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
damage = st.lists(st.tuples(st.integers(0, 20_000), st.binary(max_size=3)), min_size=1, max_size=3)


def spoilt(content: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    stored = bytearray(content)
    for at, value in changes:
        place = at % len(stored)
        stored[place : place + len(value)] = value
    return bytes(stored)


@some
@given(damage)
def test_any_damage_to_the_file_is_a_sentence(changes: list[tuple[int, bytes]]) -> None:
    problems = read(spoilt(CONTENT, changes)).problems
    assert all(problem.message and problem.file for problem in problems)
    assert not [problem for problem in problems if "the reader workbook failed" in problem.message]


@some
@given(st.sampled_from(PARTS), damage)
def test_any_damage_within_is_a_sentence(name: str, changes: list[tuple[int, bytes]]) -> None:
    content = parts(
        CONTENT, lambda name_of_part, part: spoilt(part, changes) if name_of_part == name else part
    )
    problems = read(content).problems
    assert not [problem for problem in problems if "the reader workbook failed" in problem.message]


def rows(content: bytes) -> list[int]:
    (sheet,) = Workbook(io.BytesIO(content)).sheets
    return [number for number, _ in sheet.rows]


def test_a_sheet_can_break_off_anywhere() -> None:
    """Whatever has been read by then, the rest is missed and told, never taken for all."""

    def cut(number: int) -> Callable[[str, bytes], bytes]:
        return lambda name, part: part[:number] if name == "xl/worksheets/sheet1.xml" else part

    whole = len(zipfile.ZipFile(io.BytesIO(CONTENT)).read("xl/worksheets/sheet1.xml"))
    for number in range(0, whole - 1, 23):
        with pytest.raises(UnreadablePackage):
            rows(parts(CONTENT, cut(number)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (rb'(<c [^>]*t="s"[^>]*><v>)\d+', b"-1"),
        (rb'(<c [^>]*t="s"[^>]*><v>)\d+', b"99999"),
        (rb'(<c r="[A-Z]+\d+")', b' s="-1"'),
    ],
)
def test_an_index_beyond_its_list_is_unreadable_at_both_ends(before: bytes, after: bytes) -> None:
    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        plain = re.sub(rb'(<c r="[A-Z]+\d+") s="\d+"', rb"\1", part)
        changed = re.sub(before, rb"\g<1>" + after, plain, count=1)
        assert changed != plain
        return changed

    with pytest.raises(UnreadablePackage):
        rows(parts(CONTENT, change))

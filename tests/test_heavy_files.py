"""What is made to be too large costs neither the memory nor the rest of the bundle.

Each is read by a process of its own, which tells how much memory it needed beyond what it needs
for a small bundle.
"""

import csv
import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

MENDED = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd-mended"
PROFILE = 'district_id = "999901"\nname = "X"\nschool_year = "2026-2027"\nas_of = 2026-11-23\n'
MOST_MB = 300
MOST_MB_OF_A_MILLION = 250
"""What a whole process takes at most, with Python and all libraries."""
HANGS = 120
"""Seconds after which a test is over; a file takes a tenth of it on a machine that is not busy."""

READ = """
import json, sys
import lever5_rules as l5

def highest():
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024

def check(path):
    return l5.check(path, select=["5.1.2-5", "5.2.4-3"], entry_points=False)

check(sys.argv[1])
before = highest()
report = check(sys.argv[2])
print(json.dumps({
    "megabytes": highest() - before,
    "complete": report.complete,
    "problems": [f"{one.where}: {one.message}" for one in report.problems],
    "status": {one.path: one.status for one in report.files},
}))
"""

pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.skipif(
        not Path("/proc/self/status").exists(),
        reason="only Linux tells how much memory was needed",
    ),
]


def workbook(sheet: Callable[[bytes], bytes] = bytes, strings: bytes = b"") -> bytes:
    """A workbook that is not packed, so that only what is in it counts."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        log = book.add_worksheet("meeting_log")
        log.write_row(0, 0, ("meeting_id", "date", "type", "minutes", "campus_id", "team"))
        log.write_row(1, 0, ("M-1", None, "ilt", 45))
    buffer = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = sheet(part)
            elif name == "xl/sharedStrings.xml":
                part = part.replace(b"</sst>", strings + b"</sst>")
            new.writestr(name, part)
    return buffer.getvalue()


def rows(more: bytes) -> Callable[[bytes], bytes]:
    return lambda part: part.replace(b"</sheetData>", more + b"</sheetData>")


def after(more: bytes) -> Callable[[bytes], bytes]:
    return lambda part: part.replace(b"</sheetData>", b"</sheetData>" + more)


HEAVY: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "cells": (
        "evidence.xlsx",
        lambda: workbook(rows((b"<row>" + b"<c><v>1</v></c>" * 8 + b"</row>") * 300_000)),
        "more than 1000000 cells",
    ),
    "one row": (
        "evidence.xlsx",
        lambda: workbook(rows(b"<row>" + b"<c><v>1</v></c>" * 2_000_000 + b"</row>")),
        "more than 1000000 cells",
    ),
    "blank cells": (
        "evidence.xlsx",
        lambda: workbook(rows(b"<row>" + b"<c/>" * 6_000_000 + b"</row>")),
        "blank cells included",
    ),
    "merged cells": (
        "evidence.xlsx",
        lambda: workbook(after(b"<mergeCells>" + b'<mergeCell ref="A1:A9"/>' * 900_000)),
        "cannot be read",
    ),
    "texts": ("evidence.xlsx", lambda: workbook(strings=b"<si><t>ab</t></si>" * 1_500_000), ""),
    "too many texts": (
        "evidence.xlsx",
        lambda: workbook(strings=b"<si><t>ab</t></si>" * 2_000_000),
        "larger than 32 MB",
    ),
    "a large workbook": ("evidence.xlsx", lambda: workbook() + b"\0" * (90 << 20), "than 80 MB"),
    "a long text": (
        "plc_guideline.toml",
        lambda: b'kind = "plc_guideline"\nheld_in = "' + b"x" * 1_400_000 + b'"\n',
        "is expected",
    ),
    "a long list": (
        "plc_guideline.toml",
        lambda: b'kind = "plc_guideline"\nminutes = [' + b"1," * 700_000 + b"]\n",
        "is expected",
    ),
    "a large document": (
        "plc_guideline.toml",
        lambda: b'kind = "plc_guideline"\n' + b"# nothing\n" * 6_000_000,
        "larger than 1.5 MB",
    ),
}


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_file_in_a_zip_is_told_and_the_rest_judged(name: str, tmp_path: Path) -> None:
    path, make, message = HEAVY[name]
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "district.toml").write_text(PROFILE)
    with zipfile.ZipFile(tmp_path / "heavy.zip", "w") as archive:
        archive.writestr("district.toml", PROFILE)
        archive.writestr(path, make())
    done = subprocess.run(
        [sys.executable, "-c", READ, tmp_path / "small", tmp_path / "heavy.zip"],
        capture_output=True,
        text=True,
        timeout=HANGS,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    data = json.loads(done.stdout)
    assert data["complete"]
    assert data["status"]["district.toml"] == "read"
    assert data["megabytes"] < MOST_MB
    problems = [problem for problem in data["problems"] if path in problem and message in problem]
    assert problems or not message, data["problems"][:5]


MILLION = """
import sys
import lever5_rules as l5

report = l5.check(sys.argv[1], entry_points=False)
assert report.complete and not [one for one in report.problems if "more than" in one.message]
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
SHAPES: dict[str, Callable[[int], dict[str, str]]] = {
    "rows that say what others do": lambda number: {},
    "rows of unknown people": lambda number: {"observee_staff_id": f"s-zz{number % 300:04d}"},
    "rows without a date": lambda number: {"date": "some day"},
    "rows that differ": lambda number: {
        "date": f"2026-{9 + number % 2:02d}-{1 + number // 7 % 28:02d}",
        "minutes": str(5 + number % 60),
        "tool_id": f"tool {number // 100}",
    },
    "long ids": lambda number: {"observation_id": f"5f0c2a9e-17b3-4d86-9a11-{number:012d}"},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_log_of_a_million_rows_fits_into_250_mb(shape: str, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    shutil.copytree(MENDED, bundle)
    log = bundle / "records" / "observation_log.csv"
    rows = list(csv.DictReader(io.StringIO(log.read_text(encoding="utf-8"))))
    with log.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        for number in range(1_000_000):
            row = {**rows[number % len(rows)], "observation_id": f"OB-{number:07d}"}
            writer.writerow(row | SHAPES[shape](number))
    done = subprocess.run(
        [sys.executable, "-c", MILLION, bundle], capture_output=True, text=True, timeout=HANGS
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) // 1024 < MOST_MB_OF_A_MILLION

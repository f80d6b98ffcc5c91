"""Makes the bundles of many invented districts, of the sizes that districts of Texas have.

    python benchmarks/districts.py FOLDER --number 1200 --seed 7

Most have one to three campuses and a few teachers, some 200 campuses. Each is the mended example
with other campuses and people, and with flaws as they are in life: a document that nobody found, a
log that one campus does not keep, last year's file, blank cells, short meetings. A few are zips,
and one in a hundred cannot be read. Beside them is regions.csv. The same seed writes the same
bytes.
"""

import argparse
import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd-mended"
HIGH, MIDDLE, PECAN, QUARRY, BLUESTEM = (
    "999901001",
    "999901041",
    "999901101",
    "999901102",
    "999901103",
)
PATTERNS = {"high": (HIGH,), "middle": (MIDDLE,), "elementary": (PECAN, QUARRY, BLUESTEM)}
FIRST = {"high": 1, "middle": 41, "elementary": 101}
ORDER = ("elementary", "high", "middle", "elementary", "elementary")
"""The types of the campuses of a district, as it grows."""
SIZES = (
    (0.30, (1, 1), (0.15, 0.5)),
    (0.25, (2, 2), (0.2, 0.5)),
    (0.17, (3, 3), (0.3, 0.7)),
    (0.15, (4, 7), (0.5, 0.9)),
    (0.09, (8, 20), (0.7, 1.0)),
    (0.03, (21, 60), (0.8, 1.0)),
    (0.01, (61, 200), (0.8, 1.0)),
)
"""The share of districts, with the range of their campuses, and of teachers of the example's."""
OF_TWO = ("records/observation_log.csv", "records/action_step_tracker.csv")
"""The logs in which another teacher stands for one that a smaller campus has not."""
IDS = ("observation_id", "step_id", "meeting_id", "slot_id", "assignment_id")
STAFF = re.compile(r"s-[0-9a-f]{6}")
CAMPUS = re.compile(r"999901\d{3}")
NAMES = ("Blackjack", "Caliche", "Dewberry", "Elm Fork", "Farkleberry", "Gourd Neck", "Huisache")
KINDS = ("Creek", "Flat", "Grove", "Hills", "Mesa", "Prairie", "Springs", "Valley")
Row = dict[str, str]
Tables = dict[str, list[Row]]
Texts = dict[str, str]


def main() -> None:
    """Write the districts that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--number", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    make(asked.folder, asked.number, asked.seed)


def make(folder: Path, number: int, seed: int) -> None:
    """Write bundles to a folder, and regions.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    regions = ["district_id,region"]
    for place in range(number):
        rng = Random(f"{seed}-{place}")
        district = (
            f"{place // 9 % 254 + 1:03}9{place % 90 + 10:02}"
            if number < 900
            else f"{100001 + place}"
        )
        regions.append(f"{district},{rng.randint(1, 20)}")
        _write(folder / f"district-{district}", district, rng)
    (folder / "regions.csv").write_text("\n".join(regions) + "\n", encoding="utf-8")


def _write(folder: Path, district: str, rng: Random) -> None:
    files = bundle(district, rng)
    form = rng.random()
    if form < 0.01:  # cut off on its way
        folder.with_suffix(".zip").write_bytes(_zip(files)[:2000])
    elif form < 0.1:
        folder.with_suffix(".zip").write_bytes(_zip(files))
    else:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 23, 0, 0, 0)), content)
    return buffer.getvalue()


def bundle(district: str, rng: Random) -> dict[str, bytes]:
    """Return the files of a district by name."""
    campuses, staffing = _size(district, rng)
    tables, texts = _grown(campuses, staffing, district, rng)
    care = rng.betavariate(4, 2)
    """How well its records are kept: of ten, seven are."""
    for flaw, share in FLAWS:
        for _ in range(3):
            if rng.random() < share * (1 - care):
                flaw(tables, texts, sorted(campuses), rng)
    files = {name: _csv(rows).encode() for name, rows in tables.items() if rows}
    files |= {name: text.encode() for name, text in texts.items()}
    return dict(sorted(files.items()))


def _size(district: str, rng: Random) -> tuple[dict[str, str], float]:
    """Return the campuses, each with the campus of the example that it is like, and the share of
    teachers."""
    shares = [share for share, _, _ in SIZES]
    ((_, campuses, staffing),) = rng.choices(SIZES, shares)
    size: dict[str, str] = {}
    numbers = dict(FIRST)
    for place in range(rng.randint(*campuses)):
        kind = ORDER[place % len(ORDER)]
        patterns = PATTERNS[kind]
        size[f"{district}{numbers[kind]:03}"] = patterns[place // len(ORDER) % len(patterns)]
        numbers[kind] += 1
    return size, rng.uniform(*staffing)


@cache
def _example() -> tuple[Mapping[str, tuple[Row, ...]], Mapping[str, str]]:
    tables, texts = {}, {}
    for path in sorted(EXAMPLE.rglob("*")):
        name = path.relative_to(EXAMPLE).as_posix()
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                tables[name] = tuple(csv.DictReader(file))
        elif path.suffix == ".toml":
            texts[name] = path.read_text(encoding="utf-8")
    return tables, texts


def _grown(
    campuses: Mapping[str, str], staffing: float, district: str, rng: Random
) -> tuple[Tables, Texts]:
    """Return the example with these campuses, each with people of its own."""
    tables, texts = _example()
    like: dict[str, list[str]] = {}
    for campus, pattern in campuses.items():
        like.setdefault(pattern, []).append(campus)
    roster = tables["records/staff_roster.csv"]
    home = {row["staff_id"]: row["campus_id"] for row in roster}
    gone = {
        row["staff_id"] for row in roster if row["role"] == "teacher" and rng.random() > staffing
    }
    left: dict[str, list[str]] = {}
    for row in roster:
        if row["role"] == "teacher" and row["staff_id"] not in gone:
            left.setdefault(row["campus_id"], []).append(row["staff_id"])

    def kept(at: re.Match[str]) -> str:
        others = left.get(home.get(at[0], ""), []) if at[0] in gone else []
        return others[int(at[0][2:], 16) % len(others)] if others else at[0]

    grown: Tables = {}
    for name, rows in tables.items():
        grown[name] = []
        for row in rows:
            people = {staff_id for cell in row.values() for staff_id in STAFF.findall(cell)}
            if people & gone:
                if name not in OF_TWO:
                    continue
                row = {head: STAFF.sub(kept, cell) for head, cell in row.items()}
            own = row.get("campus_id", "")
            pattern = own if own in home.values() else ""
            pattern = pattern or next(
                (home[staff_id] for staff_id in sorted(people) if home.get(staff_id)), ""
            )
            if pattern:
                for number in range(len(like.get(pattern, ()))):
                    grown[name].append(_copied(row, number, like, home))
            elif _governs(row, copy := _copied(row, 0, like, home)):
                grown[name].append(copy)
    files = {"district.toml": _profile(texts["district.toml"], campuses, district, rng)}
    for path, text in texts.items():
        if path != "district.toml" and (governed := _governed(text, like)):
            files[path] = governed
    return grown, files


def _profile(text: str, campuses: Mapping[str, str], district: str, rng: Random) -> str:
    head, *blocks = text.split("[[campuses]]")
    form, kind = ("Charter", "charter") if rng.random() < 0.15 else ("ISD", "isd")
    name = f"{rng.choice(NAMES)} {rng.choice(KINDS)} {form}"
    head = head.replace("999901", district).replace("Cedar Hollow ISD", name)
    lines = [head.replace('"isd"', f'"{kind}"').rstrip()]
    for campus, pattern in campuses.items():
        (block,) = (block for block in blocks if f'"{pattern}"' in block)
        named = re.sub(r"(?m)^name = .*$", f'name = "Campus {campus[-3:]}"', block.rstrip())
        lines.append(f"[[campuses]]{named.replace(pattern, campus)}\n")
    return "\n".join(lines)


def _copied(row: Row, number: int, like: Mapping[str, list[str]], home: Mapping[str, str]) -> Row:
    """Return a row about another campus, with its people, and an id of its own."""

    def campus(pattern: str) -> str:
        copies = like.get(pattern, [""])
        return copies[min(number, len(copies) - 1)]

    def person(at: re.Match[str]) -> str:
        place = campus(home[at[0]]) if home.get(at[0]) else ""
        return f"s-{Random(at[0] + place).randrange(16**8):08x}" if place else at[0]

    copy = {}
    for head, cell in row.items():
        if head == "campus_ids":
            parts = (
                like.get(piece, []) if CAMPUS.match(piece) else [piece] for piece in cell.split(";")
            )
            copy[head] = ";".join(piece for part in parts for piece in part)
        elif CAMPUS.fullmatch(cell):
            copy[head] = campus(cell)
        else:
            copy[head] = f"{cell}-{number}" if head in IDS and number else STAFF.sub(person, cell)
    return copy


def _governs(row: Row, copy: Row) -> bool:
    return bool(copy.get("campus_ids")) or not row.get("campus_ids")


def _governed(text: str, like: Mapping[str, list[str]]) -> str:
    """Return a document about other campuses; empty if it governs none of them."""

    def listed(at: re.Match[str]) -> str:
        ids = [campus for part in CAMPUS.findall(at[0]) for campus in like.get(part, ())]
        return "[" + ", ".join(f'"{campus}"' for campus in ids) + "]"

    text = re.sub(r'\["999901\d{3}"(?:, "999901\d{3}")*\]', listed, text)
    if re.search(r"(?m)^campus_ids = \[\]", text):
        return ""
    head, *blocks = re.split(r"(?m)^(?=\[\[)", text)
    kept = [head]
    for block in blocks:
        ids = CAMPUS.findall(block)
        copies = like.get(ids[0], []) if ids else [""]
        kept += [block.replace(ids[0], copy) if ids else block for copy in copies]
    return "".join(kept)


def _csv(rows: list[Row]) -> str:
    buffer = io.StringIO()
    table = csv.DictWriter(buffer, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return buffer.getvalue()


def _no_document(tables: Tables, texts: Texts, campuses: list[str], rng: Random) -> None:
    names = sorted(name for name in texts if name.startswith("documents/"))
    if names:
        del texts[rng.choice(names)]


def _no_table(tables: Tables, texts: Texts, campuses: list[str], rng: Random) -> None:
    names = sorted(
        set(tables) - {"records/staff_roster.csv", "calendar/instructional_calendar.csv"}
    )
    if names:
        del tables[rng.choice(names)]


def _silent_campus(tables: Tables, texts: Texts, campuses: list[str], rng: Random) -> None:
    """One campus does not keep a log."""
    campus, name = rng.choice(campuses), rng.choice(sorted(tables))
    if not name.endswith(("roster.csv", "calendar.csv")):
        tables[name] = [row for row in tables[name] if row.get("campus_id") != campus]


def _fewer(tables: Tables, texts: Texts, campuses: list[str], rng: Random) -> None:
    """A third of a log was never written."""
    names = [name for name in sorted(tables) if len(tables[name]) > 30 and "roster" not in name]
    if names and (name := rng.choice(names)) and "calendar" not in name:
        tables[name] = [row for row in tables[name] if rng.random() > 0.33]


def _shorter(tables: Tables, texts: Texts, campuses: list[str], rng: Random) -> None:
    """Meetings and visits last half as long."""
    for name in ("records/meeting_log.csv", "records/observation_log.csv"):
        for row in tables.get(name, ()):
            if row["minutes"].isdecimal():
                row["minutes"] = str(int(row["minutes"]) // 2)


def _blanks(tables: Tables, texts: Texts, campuses: list[str], rng: Random) -> None:
    """A column is half empty."""
    names = [name for name in sorted(tables) if tables[name] and "roster" not in name]
    rows = tables[rng.choice(names)] if names else []
    if rows:
        head = rng.choice(sorted(rows[0]))
        for row in rows:
            row[head] = row[head] if rng.random() < 0.5 else ""


def _last_year(tables: Tables, texts: Texts, campuses: list[str], rng: Random) -> None:
    names = sorted(name for name in texts if name.startswith("documents/"))
    if names:
        name = rng.choice(names)
        texts[name] = texts[name].replace('"2026-2027"', '"2025-2026"')


def _no_quotes(tables: Tables, texts: Texts, campuses: list[str], rng: Random) -> None:
    names = sorted(name for name in texts if name.startswith("documents/"))
    if names:
        name = rng.choice(names)
        texts[name] = re.sub(r"(?m)^quote = .*\n", "", texts[name])


def _placeholder(tables: Tables, texts: Texts, campuses: list[str], rng: Random) -> None:
    names = sorted(name for name in texts if name.startswith("documents/"))
    if names:
        name = rng.choice(names)
        lines = re.findall(r'(?m)^[a-z_]+ = "[^"]{20,}"$', texts[name])
        if lines:
            line = rng.choice(lines)
            texts[name] = texts[name].replace(line, f'{line.partition(" = ")[0]} = "TBD"')


KEPT = ("staff_roster.csv", "instructional_calendar.csv")
"""The tables that every district has."""
Flaw = Callable[[Tables, Texts, list[str], Random], None]
FLAWS: tuple[tuple[Flaw, float], ...] = (
    (_no_document, 0.9),
    (_no_document, 0.6),
    (_no_table, 0.6),
    (_silent_campus, 0.8),
    (_fewer, 0.7),
    (_shorter, 0.3),
    (_blanks, 0.4),
    (_last_year, 0.5),
    (_no_quotes, 0.7),
    (_placeholder, 0.6),
)
"""What goes wrong, with how often it does where nothing is kept well."""


if __name__ == "__main__":
    main()

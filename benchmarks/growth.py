"""How time grows where one thing in a district becomes ten times as much.

    python benchmarks/growth.py                 every dimension
    python benchmarks/growth.py campuses rows   some of them
    python benchmarks/growth.py --times 20 campuses

A district and the same one with ten times the campuses, staff, rows, documents, files, distinct
values, problems or quotes are loaded and judged in turn, all in one process. What grows with the
square of a dimension shows as far more than ten times the time.
"""

import argparse
import csv
import gc
import io
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

import tomli
import tomli_w
from attrs import define, field

from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.artifacts.kinds import ALL_CAMPUSES, Family
from lever5_rules.checking import names_of, selection
from lever5_rules.core.years import SchoolYear
from lever5_rules.engine.judge import Judge
from lever5_rules.engine.needs import Review
from lever5_rules.framework import framework
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load
from lever5_rules.ruleset.ruleset_files import load_ruleset

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd-mended"
BOUND = 1.1
"""The bound: at most eleven times the time for ten times as much."""
LOADED = load_plugins(entry_points=False)
LOGS = tuple(name for name, kind in LOADED.kinds.items() if kind.family is Family.RECORD)
Row = dict[str, str]


@define
class Sheets:
    """A district as rows and documents, for multiplying and writing."""

    tables: dict[str, list[Row]] = field(factory=dict)
    documents: dict[str, dict[str, Any]] = field(factory=dict)
    parts: int = 1

    @classmethod
    def of_example(cls) -> "Sheets":
        found = cls()
        for path in sorted(EXAMPLE.rglob("*")):
            if path.suffix == ".csv":
                with path.open(encoding="utf-8", newline="") as file:
                    found.tables[path.stem] = list(csv.DictReader(file))
            elif path.suffix == ".toml":
                found.documents[path.name] = tomli.loads(path.read_text(encoding="utf-8"))
        return found

    def copy(self) -> "Sheets":
        return Sheets(
            {name: [dict(row) for row in rows] for name, rows in self.tables.items()},
            deepcopy(self.documents),
            self.parts,
        )

    def files(self) -> dict[str, bytes]:
        """Return the bundle; each table in as many files as there are `parts`."""
        found = {name: tomli_w.dumps(one).encode() for name, one in self.documents.items()}
        for name, rows in self.tables.items():
            parts = min(self.parts, len(rows))
            for part in range(parts):
                out = io.StringIO(newline="")
                writer = csv.DictWriter(out, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows[part::parts])
                found[f"{name}-{part}.csv" if parts > 1 else f"{name}.csv"] = (
                    out.getvalue().encode()
                )
        return found

    def rows(self, *names: str) -> Iterable[Row]:
        for name in names:
            yield from self.tables.get(name, ())


def fields_of(table: str) -> dict[str, FieldInfo]:
    return dict(LOADED.kinds[table].fields)


def people_in(table: str) -> list[str]:
    """Return the columns of a table that name somebody."""
    held = [name for name, info in fields_of(table).items() if info.refers_to == "staff"]
    return ["staff_id", *held] if table == "staff_roster" else held


def campus(one: str, copy: int) -> str:
    """Return the campus of a copy of the district: 999901101 becomes 999902101."""
    return one if one in ("", ALL_CAMPUSES) or not copy else str(int(one) + 1000 * copy)


def campuses(sheets: Sheets, times: int) -> Sheets:
    """Multiply the campuses, each with its own people and records."""
    found = sheets.copy()
    here = {row["staff_id"] for row in sheets.rows("staff_roster") if row["campus_id"]}
    of_campus = {
        row["session_id"] for row in sheets.rows("training_calendar")
        if row["campus_ids"] != ALL_CAMPUSES
    }  # fmt: skip
    for copy in range(1, times):
        for table, rows in sheets.tables.items():
            infos = fields_of(table)
            if table == "curriculum_adoption_record":
                for row, own in zip(found.tables[table], rows, strict=True):
                    row["campus_ids"] += f";{_campuses(own['campus_ids'], copy)}"
                continue
            for row in rows:
                if not _of_campus(table, row, infos, here):
                    continue
                more = dict(row)
                for name, info in infos.items():
                    said = row.get(name) or ""
                    if info.refers_to == "campus":
                        more[name] = _campuses(said, copy)
                    elif name in people_in(table):
                        more[name] = f"{said}-{copy}" if said in here else said
                    elif name == "session_id":
                        more[name] = f"{said}-{copy}" if said in of_campus else said
                    elif info.unique:
                        more[name] = f"{said}-{copy}"
                found.tables[table].append(more)
        for name, document in sheets.documents.items():
            governed = document.get("campus_ids", [ALL_CAMPUSES])
            if governed != [ALL_CAMPUSES]:
                found.documents[name]["campus_ids"] += [campus(one, copy) for one in governed]
        found.documents["district.toml"]["campuses"] += [
            {**one, "campus_id": campus(one["campus_id"], copy), "name": f"{one['name']} {copy}"}
            for one in sheets.documents["district.toml"]["campuses"]
        ]
    return found


def _campuses(said: str, copy: int) -> str:
    return ";".join(campus(one, copy) for one in said.split(";"))


def _of_campus(table: str, row: Row, infos: dict[str, FieldInfo], here: set[str]) -> bool:
    """Return whether a row is about one campus, and not about the whole district."""
    if any(row.get(name) in here for name in people_in(table)):
        return True
    places = [row.get(name) or "" for name, info in infos.items() if info.refers_to == "campus"]
    return any(one and one != ALL_CAMPUSES for one in places)


def staff(sheets: Sheets, times: int) -> Sheets:
    """Multiply the teachers of each campus, and their records."""
    found = sheets.copy()
    teachers = {
        row["staff_id"] for row in sheets.rows("staff_roster") if row["role"].endswith("teacher")
    }
    for copy in range(1, times):
        for table, rows in sheets.tables.items():
            people = people_in(table)
            infos = fields_of(table).items()
            ids = [name for name, info in infos if info.unique and name not in people]
            for row in rows:
                if not any(row.get(name) in teachers for name in people):
                    continue
                again = {name: f"{row[name]}-{copy}" for name in ids}
                again |= {
                    name: f"{row[name]}-{copy}" for name in people if row.get(name) in teachers
                }
                found.tables[table].append({**row, **again})
    return found


def more_rows(sheets: Sheets, times: int) -> Sheets:
    """Multiply the rows of each log, for the same people and days."""
    found = sheets.copy()
    for table in LOGS:
        ids = [name for name, info in fields_of(table).items() if info.unique]
        for copy in range(1, times):
            for row in sheets.rows(table):
                again = {name: f"{row[name]}-{copy}" for name in ids}
                if (row.get("minutes") or "").isdigit():
                    again["minutes"] = str(int(row["minutes"]) + copy)
                found.tables[table].append({**row, **again})
    return found


def documents(sheets: Sheets, times: int) -> Sheets:
    """Multiply the campuses, and give each its own document instead of one for all."""
    found = campuses(sheets, 10)
    places = [one["campus_id"] for one in found.documents["district.toml"]["campuses"]]
    for name, document in list(found.documents.items()):
        governed = document.get("campus_ids")
        if governed is None:
            continue
        governed = places if governed == [ALL_CAMPUSES] else governed
        del found.documents[name]
        for part in range(min(times, len(governed))):
            mine = {**document, "campus_ids": governed[part::times]}
            found.documents[f"{name.removesuffix('.toml')}-{part}.toml"] = mine
    return found


def files(sheets: Sheets, times: int) -> Sheets:
    """Split each table into more files."""
    found = more_rows(sheets, 10)
    found.parts = times
    return found


def values(sheets: Sheets, times: int) -> Sheets:
    """Multiply the distinct values in the text columns of the logs."""
    found = more_rows(sheets, 10)
    for table in LOGS:
        names = [
            name
            for name, info in fields_of(table).items()
            if info.type is str and not info.unique and not info.refers_to and info.optional
        ]
        for number, row in enumerate(found.rows(table)):
            for name in names:
                row[name] = f"Team of room {number % (100 * times)}"
    return found


def problems(sheets: Sheets, times: int) -> Sheets:
    """Multiply the unreadable cells."""
    found = more_rows(sheets, 10)
    for table in LOGS:
        dated = LOADED.kinds[table].dated_by
        for number, row in enumerate(found.rows(table)):
            if dated and number % 200 < 2 * times:
                row[dated] = f"some day {number}"
    return found


def quotes(sheets: Sheets, times: int) -> Sheets:
    """Multiply the items of documents, each with its quote."""
    found = sheets.copy()
    for name, document in found.documents.items():
        if name == "district.toml":
            continue
        for key, held in document.items():
            if isinstance(held, list) and held and isinstance(held[0], dict):
                document[key] = [deepcopy(one) for _ in range(10 * times) for one in held]
    return found


DIMENSIONS: dict[str, Callable[[Sheets, int], Sheets]] = {
    "campuses": campuses,
    "staff": staff,
    "rows": more_rows,
    "documents": documents,
    "files": files,
    "values": values,
    "problems": problems,
    "quotes": quotes,
}


def checked(bundle: Bundle) -> float:
    """Return the processor seconds for loading and judging a bundle."""
    ruleset = load_ruleset("default", LOADED.rulesets, names_of(LOADED))
    gc.collect()
    start = time.process_time()
    artifacts = load(bundle, LOADED.kinds)
    day = artifacts.profile.as_of
    assert day is not None
    review = Review(day, SchoolYear.containing(day))
    judge = Judge(artifacts, ruleset, review, LOADED.kinds, framework().id)
    for name in selection(LOADED, ruleset, (), ()):
        judge.judge(*LOADED.rules[name])
    return time.process_time() - start


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("dimensions", nargs="*", choices=[[], *DIMENSIONS])
    reader.add_argument("--times", type=int, default=10)
    reader.add_argument("--rounds", type=int, default=3)
    asked = reader.parse_args()
    example = Sheets.of_example()
    print(f"{'ten times the'.replace('ten', str(asked.times)):22} once, ms  then, ms   ratio")
    over = False
    for name in asked.dimensions or DIMENSIONS:
        multiply = DIMENSIONS[name]
        once, then = (
            Bundle.from_mapping(multiply(example, times).files()) for times in (1, asked.times)
        )
        rounds = [(checked(once), checked(then)) for _ in range(asked.rounds)]
        first, last = (statistics.median(times) for times in zip(*rounds, strict=True))
        ratio = last / first
        held = ratio <= BOUND * asked.times
        over |= not held
        print(
            f"{name:22} {first * 1000:8.0f} {last * 1000:9.0f} {ratio:7.1f} x "
            f"{'within' if held else 'OVER'} {BOUND * asked.times:.0f} x",
            flush=True,
        )
    sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()

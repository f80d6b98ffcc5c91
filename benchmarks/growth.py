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
        sheets = cls()
        for path in sorted(EXAMPLE.rglob("*")):
            if path.suffix == ".csv":
                with path.open(encoding="utf-8", newline="") as file:
                    sheets.tables[path.stem] = list(csv.DictReader(file))
            elif path.suffix == ".toml":
                sheets.documents[path.name] = tomli.loads(path.read_text(encoding="utf-8"))
        return sheets

    def copy(self) -> "Sheets":
        return Sheets(
            {name: [dict(row) for row in rows] for name, rows in self.tables.items()},
            deepcopy(self.documents),
            self.parts,
        )

    def files(self) -> dict[str, bytes]:
        """Return the bundle; each table in as many files as there are `parts`."""
        contents = {
            name: tomli_w.dumps(document).encode() for name, document in self.documents.items()
        }
        for name, rows in self.tables.items():
            parts = min(self.parts, len(rows))
            for part in range(parts):
                out = io.StringIO(newline="")
                writer = csv.DictWriter(out, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows[part::parts])
                contents[f"{name}-{part}.csv" if parts > 1 else f"{name}.csv"] = (
                    out.getvalue().encode()
                )
        return contents

    def rows(self, *names: str) -> Iterable[Row]:
        for name in names:
            yield from self.tables.get(name, ())


def fields_of(table: str) -> dict[str, FieldInfo]:
    return dict(LOADED.kinds[table].fields)


def people_in(table: str) -> list[str]:
    """Return the columns of a table that name somebody."""
    names = [name for name, info in fields_of(table).items() if info.refers_to == "staff"]
    return ["staff_id", *names] if table == "staff_roster" else names


def campus(one: str, copy: int) -> str:
    """Return the campus of a copy of the district: 999901101 becomes 999902101."""
    return one if one in ("", ALL_CAMPUSES) or not copy else str(int(one) + 1000 * copy)


def campuses(sheets: Sheets, times: int) -> Sheets:
    """Multiply the campuses, each with its own people and records."""
    grown = sheets.copy()
    here = {row["staff_id"] for row in sheets.rows("staff_roster") if row["campus_id"]}
    of_campus = {
        row["session_id"] for row in sheets.rows("training_calendar")
        if row["campus_ids"] != ALL_CAMPUSES
    }  # fmt: skip
    for copy in range(1, times):
        for table, rows in sheets.tables.items():
            infos = fields_of(table)
            if table == "curriculum_adoption_record":
                for row, own in zip(grown.tables[table], rows, strict=True):
                    row["campus_ids"] += f";{_campuses(own['campus_ids'], copy)}"
                continue
            for row in rows:
                if not _of_campus(table, row, infos, here):
                    continue
                more = dict(row)
                for name, info in infos.items():
                    text = row.get(name) or ""
                    if info.refers_to == "campus":
                        more[name] = _campuses(text, copy)
                    elif name in people_in(table):
                        more[name] = f"{text}-{copy}" if text in here else text
                    elif name == "session_id":
                        more[name] = f"{text}-{copy}" if text in of_campus else text
                    elif info.unique:
                        more[name] = f"{text}-{copy}"
                grown.tables[table].append(more)
        for name, document in sheets.documents.items():
            governed = document.get("campus_ids", [ALL_CAMPUSES])
            if governed != [ALL_CAMPUSES]:
                grown.documents[name]["campus_ids"] += [
                    campus(campus_id, copy) for campus_id in governed
                ]
        grown.documents["district.toml"]["campuses"] += [
            {
                **campus_id,
                "campus_id": campus(campus_id["campus_id"], copy),
                "name": f"{campus_id['name']} {copy}",
            }
            for campus_id in sheets.documents["district.toml"]["campuses"]
        ]
    return grown


def _campuses(text: str, copy: int) -> str:
    return ";".join(campus(word, copy) for word in text.split(";"))


def _of_campus(table: str, row: Row, infos: dict[str, FieldInfo], here: set[str]) -> bool:
    """Return whether a row is about one campus, and not about the whole district."""
    if any(row.get(name) in here for name in people_in(table)):
        return True
    places = [row.get(name) or "" for name, info in infos.items() if info.refers_to == "campus"]
    return any(place and place != ALL_CAMPUSES for place in places)


def staff(sheets: Sheets, times: int) -> Sheets:
    """Multiply the teachers of each campus, and their records."""
    grown = sheets.copy()
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
                grown.tables[table].append({**row, **again})
    return grown


def more_rows(sheets: Sheets, times: int) -> Sheets:
    """Multiply the rows of each log, for the same people and days."""
    grown = sheets.copy()
    for table in LOGS:
        ids = [name for name, info in fields_of(table).items() if info.unique]
        for copy in range(1, times):
            for row in sheets.rows(table):
                again = {name: f"{row[name]}-{copy}" for name in ids}
                if (row.get("minutes") or "").isdigit():
                    again["minutes"] = str(int(row["minutes"]) + copy)
                grown.tables[table].append({**row, **again})
    return grown


def documents(sheets: Sheets, times: int) -> Sheets:
    """Multiply the campuses, and give each its own document instead of one for all."""
    grown = campuses(sheets, 10)
    places = [campus["campus_id"] for campus in grown.documents["district.toml"]["campuses"]]
    for name, document in list(grown.documents.items()):
        governed = document.get("campus_ids")
        if governed is None:
            continue
        governed = places if governed == [ALL_CAMPUSES] else governed
        del grown.documents[name]
        for part in range(min(times, len(governed))):
            mine = {**document, "campus_ids": governed[part::times]}
            grown.documents[f"{name.removesuffix('.toml')}-{part}.toml"] = mine
    return grown


def files(sheets: Sheets, times: int) -> Sheets:
    """Split each table into more files."""
    grown = more_rows(sheets, 10)
    grown.parts = times
    return grown


def values(sheets: Sheets, times: int) -> Sheets:
    """Multiply the distinct values in the text columns of the logs."""
    grown = more_rows(sheets, 10)
    for table in LOGS:
        names = [
            name
            for name, info in fields_of(table).items()
            if info.type is str and not info.unique and not info.refers_to and info.optional
        ]
        for number, row in enumerate(grown.rows(table)):
            for name in names:
                row[name] = f"Team of room {number % (100 * times)}"
    return grown


def problems(sheets: Sheets, times: int) -> Sheets:
    """Multiply the unreadable cells."""
    grown = more_rows(sheets, 10)
    for table in LOGS:
        dated = LOADED.kinds[table].dated_by
        for number, row in enumerate(grown.rows(table)):
            if dated and number % 200 < 2 * times:
                row[dated] = f"some day {number}"
    return grown


def quotes(sheets: Sheets, times: int) -> Sheets:
    """Multiply the items of documents, each with its quote."""
    grown = sheets.copy()
    for name, document in grown.documents.items():
        if name == "district.toml":
            continue
        for key, value in document.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                document[key] = [
                    deepcopy(value_item) for _ in range(10 * times) for value_item in value
                ]
    return grown


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
        within_bound = ratio <= BOUND * asked.times
        over |= not within_bound
        print(
            f"{name:22} {first * 1000:8.0f} {last * 1000:9.0f} {ratio:7.1f} x "
            f"{'within' if within_bound else 'OVER'} {BOUND * asked.times:.0f} x",
            flush=True,
        )
    sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()

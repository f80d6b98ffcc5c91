"""The mended example in memory, to change a few rows of it and judge it again."""

import csv
import io
from collections.abc import Callable, Collection
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import tomli
import tomli_w

import lever5_rules as l5
from lever5_rules.findings.report import Report

FOLDER = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd-mended"
HIGH, MIDDLE, PECAN, QUARRY, BLUESTEM = CAMPUSES = (
    "999901001",
    "999901041",
    "999901101",
    "999901102",
    "999901103",
)
LEADERS = ("principal", "assistant_principal", "instructional_coach", "teacher_leader")
REVIEWED = date(2026, 11, 23)
Row = dict[str, str]


@cache
def _files() -> dict[str, bytes]:
    return {
        path.relative_to(FOLDER).as_posix(): path.read_bytes()
        for path in sorted(FOLDER.rglob("*"))
        if path.suffix in (".toml", ".csv")
    }


class Mended:
    """The rows of its tables by kind, which a test may change."""

    def __init__(self) -> None:
        self.documents = {name: data for name, data in _files().items() if name.endswith(".toml")}
        self.tables: dict[str, list[Row]] = {}
        for name, data in _files().items():
            if name.endswith(".csv"):
                rows = csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""))
                self.tables[Path(name).stem] = list(rows)

    def rows(self, kind: str, **about: str | Collection[str]) -> list[Row]:
        """The rows with these values, or one of them."""
        return [
            row
            for row in self.tables[kind]
            if all(
                row[key] == want if isinstance(want, str) else row[key] in want
                for key, want in about.items()
            )
        ]

    def drop(self, kind: str, rows: Collection[Row]) -> None:
        """Takes rows away; there must be some."""
        gone = {id(row) for row in rows}
        assert gone, kind
        self.tables[kind] = [row for row in self.tables[kind] if id(row) not in gone]

    def add(self, kind: str, row: Row, **changes: str) -> Row:
        """Adds a row that is like another one but for some values."""
        self.tables[kind].append({**row, **changes})
        return self.tables[kind][-1]

    def document(self, stem: str) -> dict[str, Any]:
        """What a document holds."""
        return tomli.loads(self.documents[self._name(stem)].decode("utf-8"))

    def rewrite(self, stem: str, **fields: object) -> None:
        """Gives a document other values in some fields."""
        text = tomli_w.dumps({**self.document(stem), **fields})
        self.documents[self._name(stem)] = text.encode("utf-8")

    def _name(self, stem: str) -> str:
        (name,) = (document for document in self.documents if Path(document).stem == stem)
        return name

    def people(self, *roles: str, at: str | None = None) -> list[Row]:
        """The rows of the roster with these roles, at a campus."""
        return [
            row
            for row in self.rows("staff_roster", role=roles)
            if at is None or row["campus_id"] == at
        ]

    def ids(self, *roles: str, at: str | None = None) -> set[str]:
        return {row["staff_id"] for row in self.people(*roles, at=at)}

    def files(self) -> dict[str, bytes]:
        """The files of the changed district."""
        files = dict(self.documents)
        for kind, rows in self.tables.items():
            heads = list(dict.fromkeys(name for row in rows for name in row))
            out = io.StringIO(newline="")
            writer = csv.DictWriter(out, heads, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            files[f"{kind}.csv"] = out.getvalue().encode()
        return files

    def judged(self, criterion: str, as_of: date = REVIEWED) -> Report:
        """The report on one criterion."""
        bundle = l5.Bundle.from_mapping(self.files())
        return l5.check(bundle, as_of=as_of, select=[criterion], entry_points=False)


def outcome(change: Callable[[Mended], None], criterion: str, as_of: date = REVIEWED) -> str:
    """What becomes of a criterion when a change is made to the example: `pass`, `gap`,
    `missing-evidence`, `not-applicable`."""
    district = Mended()
    change(district)
    report = district.judged(criterion, as_of)
    assert not report.errors, report.errors
    if not report.findings:
        return "not-applicable"
    return str(report.findings[0].outcome.value)

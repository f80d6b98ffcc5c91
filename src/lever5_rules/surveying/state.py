"""The results of a survey on disk, intact after a kill at any moment.

It is an SQLite database in its own folder. A result is kept with the hash of everything that it was
judged from, so that a survey that is started again judges only what has changed.
"""

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from lever5_rules.core.errors import UsageError

from .judging import FAILED, UNCHANGED, Answer, Known, unpacked
from .places import STATE, as_text
from .record import Record
from .settings import RECORD

_TABLES = """
create table survey (name text primary key, value text not null);
create table published (
    districts text not null, numbers text not null, primary key (districts, numbers)
);
create table result (
    name text primary key, state text not null, key text not null, day text not null,
    complete integer not null, district text not null, year text not null,
    reason text not null, record blob not null, rows blob not null, report blob
);
"""


@frozen
class Standing:
    """The state's entry for a bundle, without its record."""

    failed: bool
    complete: bool
    district: str
    year: str
    reason: str


class State:
    """The results in a folder, held by one survey at a time.

    Without a folder they are kept in memory, or if there are many in an unnamed file. Raises
    UsageError if the folder cannot be used, belongs to another version, or is in use.
    """

    def __init__(self, folder: Path | None, *, only_read: bool = False) -> None:
        self.folder = folder or "memory"
        with self._translate_errors():
            address = "" if folder is None else self._address(folder, only_read)
            self.connection = sqlite3.connect(
                address, uri=True, timeout=0, isolation_level=None, check_same_thread=False
            )
        try:
            with self._translate_errors():
                self._prepare(only_read)
        except BaseException:
            self.connection.close()
            raise

    def _address(self, folder: Path, only_read: bool) -> str:
        file = folder / STATE
        if not only_read:
            folder.mkdir(exist_ok=True)
        elif not file.is_file():
            raise UsageError(
                f"{folder} holds no state of a survey. Give the folder that an earlier survey had "
                "as --state."
            )
        # What a kill left half written is undone by whoever opens it, if that may write.
        writable = "rw" if os.access(file, os.W_OK) else "ro"
        return f"{file.absolute().as_uri()}?mode={writable if only_read else 'rwc'}"

    def _prepare(self, only_read: bool) -> None:
        if not only_read:
            self.connection.execute("pragma locking_mode = exclusive")
            self.connection.execute("begin exclusive")
        tables = self._first("select count(*) from sqlite_master")[0]
        if not tables and not only_read:
            for statement in _TABLES.split(";"):
                self.connection.execute(statement)
            self.connection.execute("insert into survey values ('version', ?)", (RECORD,))
        version = self._first("select value from survey where name = 'version'")
        if not only_read:
            self.connection.execute("commit")
        if version is None or version[0] != RECORD:
            text = f"version {version[0]}" if version else "no version"
            raise UsageError(
                f"The state in {self.folder} is of {text}, and this lever5 keeps version {RECORD}. "
                "Give another folder; then every bundle is judged again."
            )

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            text = str(error)
            if "locked" in text:
                sentence = "another survey is using it"
            elif "no such table" in text or "not a database" in text:
                sentence = f"{STATE} in it is not a state of a survey"
            elif "malformed" in text:
                sentence = f"{STATE} in it is damaged; give another folder, or delete the file"
            else:
                sentence = text
            raise UsageError(f"The state in {self.folder} cannot be used ({sentence}).") from None
        except OSError as error:
            raise UsageError(
                f"The state in {self.folder} cannot be used ({error.strerror})."
            ) from None

    def _all(self, query: str, *values: str) -> list[Any]:
        with self._translate_errors():
            return self.connection.execute(query, values).fetchall()

    def _first(self, query: str, *values: str) -> Any:
        with self._translate_errors():
            return self.connection.execute(query, values).fetchone()

    def known(self, name: str) -> Known | None:
        """Return the earlier result of a bundle, if it was judged completely."""
        row = self._first(
            "select key, day, report is not null from result "
            "where name = ? and state != ? and complete",
            name,
            FAILED,
        )
        return Known(row[0], row[1], bool(row[2])) if row else None

    def keep(self, name: str, answer: Answer, earlier: "State | None" = None) -> None:
        """Keep the result for a bundle; when this returns, it is on disk.

        An unchanged result that is not kept here is copied from the earlier state.
        """
        with self._translate_errors():
            if answer.state == UNCHANGED:
                query = "select 1 from result where name = ? and key = ?"
                if earlier is not None and not self._first(query, name, answer.key):
                    self._put_row(earlier.row(name))
                return
            district, year = "", ""
            if answer.record:
                record = unpacked(answer.record)
                district, year = record["district_id"], record["school_year"]
            self._put_row(
                (
                    name,
                    answer.state,
                    answer.key,
                    answer.day,
                    answer.complete,
                    district,
                    year,
                    as_text(answer.reason),
                    answer.record,
                    answer.rows,
                    answer.report,
                )
            )

    def _put_row(self, row: tuple[Any, ...]) -> None:
        marks = ", ".join("?" * len(row))
        self.connection.execute(f"insert or replace into result values ({marks})", row)

    def row(self, name: str) -> tuple[Any, ...]:
        """Return everything that is kept of a bundle."""
        return tuple(self._first("select * from result where name = ?", name))

    def standings(self) -> dict[str, Standing]:
        """Return the entries of all bundles, without their records."""
        rows = self._all("select name, state, complete, district, year, reason from result")
        return {
            name: Standing(state == FAILED, bool(complete), district, year, reason)
            for name, state, complete, district, year, reason in rows
        }

    def record(self, name: str) -> Record:
        """Return the record of a bundle that was judged."""
        record: Record = unpacked(self._value_of(name, "record"))
        return record

    def rows(self, name: str) -> list[list[Any]]:
        """Return the rows of the table on a bundle that was judged."""
        rows: list[list[Any]] = unpacked(self._value_of(name, "rows"))
        return rows

    def report(self, name: str) -> bytes | None:
        """Return the JSON report on a bundle, if it is kept."""
        data = self._value_of(name, "report")
        return zlib.decompress(data) if data is not None else None

    def _value_of(self, name: str, column: str) -> Any:
        return self._first(f"select {column} from result where name = ?", name)[0]

    def names(self) -> Iterable[str]:
        """Return the bundles that were judged, in order."""
        rows = self._all("select name from result where state != ? order by name", FAILED)
        return [name for (name,) in rows]

    def published(self) -> list[tuple[dict[str, tuple[str, str]], dict[str, Any]]]:
        """Return what `keep_published` has kept of each public page."""
        rows = self._all("select districts, numbers from published")
        return [
            (
                {name: tuple(item) for name, item in json.loads(districts).items()},
                json.loads(numbers),
            )
            for districts, numbers in rows
        ]

    def keep_published(
        self, districts: Mapping[str, tuple[str, str]], numbers: Mapping[str, Any]
    ) -> None:
        """Keep what a public page showed: its numbers, and its districts.

        Each district has its region and a hash of what the page counted.
        """
        with self._translate_errors():
            row = (json.dumps(districts, sort_keys=True), json.dumps(numbers, sort_keys=True))
            self.connection.execute("insert or ignore into published values (?, ?)", row)

    def inherit_published(self, earlier: "State") -> None:
        """Keep the public pages that an earlier state knows.

        So none is forgotten if each survey names the previous one.
        """
        for districts, numbers in earlier.published():
            self.keep_published(districts, numbers)

    def close(self) -> None:
        self.connection.close()

"""A district in memory that can be changed piece by piece and judged by the real engine."""

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

from attrs import evolve, frozen

from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.artifacts.kinds import KindInfo, declared_kind
from lever5_rules.checking import DEFAULT_RULESET, check, check_with, ruleset_for
from lever5_rules.core.limits import Ruleset
from lever5_rules.core.text import counted, did_you_mean
from lever5_rules.core.values import short_repr
from lever5_rules.engine.rules import Rule
from lever5_rules.findings.finding import ElementFinding, with_members
from lever5_rules.plugins.hooks import API_VERSION, hookimpl
from lever5_rules.plugins.host import load_plugins
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reports.report import Report

Row = Mapping[str, Any]
Where = Callable[[Row], object]
_OF_LOADING = frozenset({"plugins", "plugin_folders", "entry_points", "ruleset"})
"""The options that say by which rules and ruleset a district is judged."""


@short_repr("report")
@frozen(eq=False, repr=False, slots=False)
class Judgement:
    """The result of one criterion: its elements by name, those that do not apply, errors."""

    report: Report
    elements: dict[str, ElementFinding]
    not_applicable: dict[str, str]

    def __getitem__(self, name: str) -> ElementFinding:
        return self.elements[name]

    @property
    def errors(self) -> list[str]:
        return [failure.message for failure in self.report.errors]


@frozen(eq=False, repr=False, slots=False)
class District:
    """A bundle as Python values: documents as dicts, tables as tuples of rows, by kind.

    It is immutable: every change returns a new district.
    """

    documents: Mapping[str, tuple[Row, ...]]
    tables: Mapping[str, tuple[Row, ...]]
    plugins: tuple[Any, ...] = ()

    def __repr__(self) -> str:
        """Say how many kinds there are; values may identify people."""
        return f"District({counted(len(self.documents) + len(self.tables), 'kind')})"

    @classmethod
    def bare(
        cls,
        *,
        campuses: Iterable[str] = ("999001001", "999001101"),
        school_year: str = "2026-2027",
        as_of: date = date(2027, 5, 28),
        **profile: Any,
    ) -> "District":
        """Return a district with only a profile, to which artifacts can be added.

        `profile` are further fields of the profile.
        """
        fields = {
            "district_id": "999001",
            "name": "Sample ISD",
            "school_year": school_year,
            "as_of": as_of,
            "district_type": "isd",
            "campuses": [{"campus_id": campus, "division": "elementary"} for campus in campuses],
            **profile,
        }
        return cls({"district_profile": (fields,)}, {})

    def but(
        self, kind: type, *, at: int = 0, where: Where | None = None, **fields: Any
    ) -> "District":
        """Return the district with other values in a document or in rows of a table.

        `at` is the position of the document; `where` selects the rows (default: all). Raises
        ValueError if the kind has no such field, or the district nothing of the kind.
        """
        info = _with_fields(kind, fields)
        if info.table:
            rows = self._rows_of(info)
            picked = (where is None or where(row) for row in rows)
            return self._replace_rows(
                info,
                tuple(
                    {**row, **fields} if is_picked else row
                    for row, is_picked in zip(rows, picked, strict=True)
                ),
            )
        changed = list(self._rows_of(info))
        changed[at] = {**changed[at], **fields}
        return self._replace_rows(info, tuple(changed))

    def everywhere(self, kind: type, fields: Mapping[str, Any]) -> "District":
        """Return the district with these values in every document or row of a kind."""
        info = _with_fields(kind, fields)
        return self._replace_rows(info, tuple({**row, **fields} for row in self._rows_of(info)))

    def blank(self, kind: type, *names: str, at: int = 0) -> "District":
        """Return the district without the values of these fields, in every row of a table."""
        info = _with_fields(kind, names)
        if info.table:
            return self.everywhere(kind, dict.fromkeys(names))
        rows = list(self._rows_of(info))
        rows[at] = {key: value for key, value in rows[at].items() if key not in names}
        return self._replace_rows(info, tuple(rows))

    def without(self, kind: type) -> "District":
        """Return the district without any artifact of a kind."""
        info = declared_kind(kind)
        by_kind = self.tables if info.table else self.documents
        remaining = {name: value for name, value in by_kind.items() if name != info.name}
        return evolve(self, tables=remaining) if info.table else evolve(self, documents=remaining)

    def holding(self, kinds: Container[str]) -> "District":
        """Return the district with the artifacts of these kinds only, which is faster to judge."""
        return evolve(
            self,
            documents={name: rows for name, rows in self.documents.items() if name in kinds},
            tables={name: rows for name, rows in self.tables.items() if name in kinds},
        )

    @property
    def campuses(self) -> tuple[str, ...]:
        """The ids of its campuses."""
        profile = self.document(DistrictProfile)
        return tuple(campus["campus_id"] for campus in profile["campuses"])

    def without_rows(self, kind: type, where: Where) -> "District":
        """Return the district without the rows that `where` selects."""
        info = _of_form(kind, table=True)
        return self._replace_rows(info, tuple(row for row in self._rows_of(info) if not where(row)))

    def with_rows(self, kind: type, *rows: Row) -> "District":
        """Return the district with additional rows."""
        info = _of_form(kind, table=True)
        return self._replace_rows(info, (*self.tables.get(info.name, ()), *rows))

    def with_document(self, kind: type, document: Row) -> "District":
        """Return the district with an additional document."""
        info = _of_form(kind, table=False)
        return self._replace_rows(info, (*self.documents.get(info.name, ()), document))

    def with_plugins(self, *plugins: Any) -> "District":
        """Return the district with these plugins loaded."""
        return evolve(self, plugins=(*self.plugins, *plugins))

    def on(self, day: date) -> "District":
        """Return the same district, reviewed on another day."""
        (profile,) = self.documents["district_profile"]
        documents = {**self.documents, "district_profile": ({**profile, "as_of": day},)}
        return evolve(self, documents=documents)

    def document(self, kind: type, at: int = 0) -> Row:
        """Return the `at`-th document of a kind."""
        return self._rows_of(_of_form(kind, table=False))[at]

    def rows(self, kind: type) -> tuple[Row, ...]:
        """Return the rows of a kind."""
        return self.tables.get(_of_form(kind, table=True).name, ())

    def files(self) -> dict[str, Any]:
        """Return the bundle as files in memory."""
        files: dict[str, Any] = {}
        for name, records in self.documents.items():
            for number, document in enumerate(records):
                path = f"{name}-{number + 1}.toml" if number else f"{name}.toml"
                if name == "district_profile":
                    path = "district.toml"
                files[path] = {"kind": name, **document}
        for name, rows in self.tables.items():
            files[f"{name}.csv"] = list(rows)
        return files

    def check(self, **options: Any) -> Report:
        """Return the report on this district; the options are those of `lever5_rules.check`."""
        bundle = Bundle.from_mapping(self.files())
        if not self.plugins and _OF_LOADING.isdisjoint(options):
            loaded, ruleset = _built_in()
            return check_with(loaded, bundle, ruleset=ruleset, **options)
        options.setdefault("plugins", self.plugins)
        options.setdefault("entry_points", False)
        return check(bundle, **options)

    def judge(self, rule: str | Rule, **options: Any) -> Judgement:
        """Judge one criterion, given by its id or by a rule that no plugin provides yet."""
        criterion = rule if isinstance(rule, str) else rule.criterion
        if isinstance(rule, Rule):
            options["plugins"] = (*self.plugins, plugin_of([rule]))
        report = self.check(select=[criterion], **options)
        elements: dict[str, ElementFinding] = {}
        absent: dict[str, str] = {exempt.id: exempt.reason for exempt in report.not_applicable}
        for finding in report.findings:
            absent |= {
                _name(exempt.id): exempt.reason for exempt in finding.elements_not_applicable
            }
            elements |= {_name(judged.id): judged for judged in with_members(finding.elements)}
        for error in report.errors:
            elements |= {_name(judged.id): judged for judged in error.elements}
        return Judgement(report, elements, absent)

    def _rows_of(self, info: KindInfo) -> tuple[Row, ...]:
        """Return the documents or rows of a kind. Raises ValueError if there are none."""
        rows = (self.tables if info.table else self.documents).get(info.name)
        if rows is None:
            add = "with_rows" if info.table else "with_document"
            raise ValueError(f"The district holds no {info.name}. Add it by .{add}(...).")
        return rows

    def _replace_rows(self, info: KindInfo, rows: tuple[Row, ...]) -> "District":
        if info.table:
            return evolve(self, tables={**self.tables, info.name: rows})
        return evolve(self, documents={**self.documents, info.name: rows})


def with_each(district: District, kind: KindInfo, change: Callable[[Row], Row | None]) -> District:
    """Return the district with each row or document of a kind changed; None takes it out."""
    rows = (district.tables if kind.table else district.documents).get(kind.name, ())
    changed = (change(row) for row in rows)
    return district._replace_rows(kind, tuple(row for row in changed if row is not None))


@cache
def _built_in() -> tuple[Loaded, Ruleset]:
    """Return the built-in rules and the default ruleset, by which tests judge again and again."""
    loaded = load_plugins(entry_points=False)
    return loaded, ruleset_for(loaded, DEFAULT_RULESET)


def plugin_of(rules: Iterable[Rule], kinds: Iterable[type] = ()) -> Any:
    """Return a plugin in memory that provides rules and kinds."""
    offered, offered_kinds = tuple(rules), tuple(kinds)
    return SimpleNamespace(
        __name__="under-test",
        LEVER5_API=API_VERSION,
        lever5_criteria=hookimpl(lambda: offered),
        lever5_kinds=hookimpl(lambda: offered_kinds),
    )


def _with_fields(kind: type, names: Iterable[str]) -> KindInfo:
    """Return the declaration of a kind. Raises ValueError if it lacks one of the fields."""
    info = declared_kind(kind)
    for name in names:
        if name not in info.fields:
            hint = did_you_mean(name, info.fields)
            raise ValueError(f"{info.name} has no field {name!r}.{hint}")
    return info


def _of_form(kind: type, *, table: bool) -> KindInfo:
    """Return the declaration of a kind. Raises ValueError if it is not of that form."""
    info = declared_kind(kind)
    if info.table is not table:
        raise ValueError(f"{info.name} is a {'table' if info.table else 'document'}.")
    return info


def _name(identity: str) -> str:
    return identity.partition("/")[2] or identity

"""References between files: names are looked up where they are listed, and replaced by that
spelling.

Names that are not found are reported once for each file and column.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import define, evolve

from lever5_rules.artifacts.bundle import DocumentArtifact
from lever5_rules.artifacts.fields import FieldInfo, item_fields
from lever5_rules.artifacts.kinds import ALL_CAMPUSES, ENVELOPE
from lever5_rules.artifacts.tables import Column, Table
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.core.blanks import Mark, Severity
from lever5_rules.core.outcome import Reason
from lever5_rules.core.places import Place, Pointer
from lever5_rules.core.text import counted, listing, with_article
from lever5_rules.reading.tables.columns import RecodedColumn
from lever5_rules.reading.values.single_values import cut_at_commas
from lever5_rules.reading.values.spelling import Register, folded, is_rounded

from .intake import PROFILE
from .profile_faults import repeated_campuses
from .reference_problems import EXAMPLES, Group, Warn, quote_id, report_references
from .registers import ITSELF, Documents, Tables, lists, make_register

SPECIALISTS = {"eb_enrolled": Role.EB_TEACHER, "sped_served": Role.SPECIAL_EDUCATION_TEACHER}
_NAMES_ALIKE = frozenset({"team", "session"})
"""What has names that are alike although different things are meant."""
MOST_COMPARED = 50
"""How many unknown names are compared with those that are listed, which takes a while for each."""


def resolve_references(
    documents: Documents, tables: Tables, warn: Warn
) -> tuple[Documents, Tables]:
    """Return documents and tables with every reference replaced by the listed spelling."""
    tables = {name: _unify_spellings(table, warn) for name, table in tables.items()}
    registers: dict[str, Register | None] = {}

    def find_register(info: FieldInfo) -> Register | None:
        what = info.refers_to
        if what and what not in registers:
            registers[what] = make_register(what, documents, tables)
        return registers.get(what)

    resolved = {name: _resolve_table(table, find_register, warn) for name, table in tables.items()}
    remaining = {
        name: tuple(_resolve_document(artifact, find_register, warn) for artifact in artifacts)
        for name, artifacts in documents.items()
    }
    _check_programmes(remaining, resolved, warn)
    _check_teams(resolved, warn)
    return remaining, resolved


@define(eq=False, repr=False, slots=False)
class _Lookup:
    """The result of looking up a reference: each name with the listed one, or None."""

    names: tuple[tuple[str, str | None], ...]
    many: bool
    elsewhere: bool
    mistyped: bool = False

    @property
    def status(self) -> str:
        """`read`, `unknown` (a name of something else), or `lost`: what is meant is unclear."""
        if all(listed is not None for _, listed in self.names):
            return "read"
        cut = any(is_rounded(spelling) for spelling in self.unknown)
        return "unknown" if self.elsewhere and not cut and not self.mistyped else "lost"

    @property
    def unknown(self) -> tuple[str, ...]:
        return tuple(spelling for spelling, listed in self.names if listed is None)

    @property
    def value(self) -> Any:
        names = tuple(dict.fromkeys(listed or spelling for spelling, listed in self.names))
        return names if self.many else names[0]

    @property
    def beside(self) -> tuple[str, ...]:
        """The names of a list that were found, beside others that were not."""
        return (
            tuple(dict.fromkeys(listed for _, listed in self.names if listed)) if self.many else ()
        )

    @property
    def mentioned(self) -> Iterator[tuple[str, str | None]]:
        """The names that the message is about."""
        was_read = self.status == "read"
        return (
            (spelling, listed)
            for spelling, listed in self.names
            if (spelling != listed) and (listed is not None) is was_read
        )


def _look_up(info: FieldInfo, value: Any, register: Register) -> _Lookup | None:
    """Look up the names in a value; None if they are listed exactly so or it is not a name."""
    values = value if isinstance(value, tuple) else (value,)
    if not isinstance(values[0], str) or all(name in register for name in values):
        return None
    if isinstance(value, tuple):
        values = tuple(piece for name in values for piece in cut_at_commas(name, register.knows))
    names = tuple((name, register.find(name)) for name in values)
    return _Lookup(names, isinstance(value, tuple), info.elsewhere or info.person)


def _note_mistyped(info: FieldInfo, lookups: Iterable[_Lookup], register: Register) -> None:
    """Note which lookups hold a name that is nearly a listed one, rather than one of something
    else."""
    if info.person or not info.elsewhere or info.refers_to in _NAMES_ALIKE:
        return
    unknown = [lookup for lookup in lookups if lookup.unknown]
    for lookup in unknown if len(unknown) <= MOST_COMPARED else ():
        lookup.mistyped = any(
            not name.isdecimal() and register.suggest(name) for name in lookup.unknown
        )


def _resolve_table(
    table: Table, find_register: Callable[[FieldInfo], Register | None], warn: Warn
) -> Table:
    changed = {}
    for name, column in table.columns.items():
        register = find_register(column.info)
        if register is None or lists(table.kind.name, name, column.info.refers_to):
            continue
        lookups = {
            code: lookup
            for code, value in enumerate(column.values)
            if value is not None
            and not isinstance(value, Mark)
            and (lookup := _look_up(column.info, value, register)) is not None
        }
        _note_mistyped(column.info, lookups.values(), register)
        if lookups:
            changed[name] = _resolve_column(table, column, lookups, register, warn)
    return evolve(table, columns={**table.columns, **changed}) if changed else table


def _resolve_column(
    table: Table, column: Column, lookups: dict[int, _Lookup], register: Register, warn: Warn
) -> Column:
    """Return the column with its references resolved; those not found become marks."""
    info = column.info
    groups: dict[tuple[str, str], Group] = {}
    first: dict[int, tuple[str, str]] = {}
    status = {code: lookup.status for code, lookup in lookups.items()}
    notes = {code: tuple(lookup.mentioned) for code, lookup in lookups.items()}
    for row, code in enumerate(column.codes):
        if code in lookups:
            part = table.part_of(row)
            key = (part.source.path, status[code])
            if key not in groups:
                groups[key] = Group(part.source.place_of((row - part.first, info.name)))
            groups[key].add(notes[code])
            first.setdefault(code, key)
    written = sum(isinstance(value, str) for value in column.values)
    if info.person and len(lookups) == written and len(groups) == 1:
        next(iter(groups.values())).is_whole = True
    marks = {
        key: Mark(Reason.UNREADABLE, report_references(info, key, group, register, "row", warn))
        for key, group in groups.items()
    }
    recoded = RecodedColumn(column)
    for code, key in first.items():
        recoded.values[code] = lookups[code].value if key[1] != "lost" else marks[key]
        if key[1] == "lost" and (beside := lookups[code].beside):
            recoded.values[code] = beside
            recoded.alternatives[code] = (_list_possible(register), marks[key])
    return recoded.column()


def _list_possible(register: Register) -> tuple[str, ...]:
    """Return every listed name: a name that was not found may stand for any of them."""
    return tuple(name for name in register.names if name != ALL_CAMPUSES)


def _resolve_document(
    artifact: DocumentArtifact, find_register: Callable[[FieldInfo], Register | None], warn: Warn
) -> DocumentArtifact:
    groups: dict[tuple[str, str, str], tuple[FieldInfo, Register, Group]] = {}
    changes: dict[Pointer, tuple[_Lookup, tuple[str, str, str]]] = {}
    compared = 0
    for at, info, value in _list_references(artifact.node, ()):
        register = find_register(info)
        lookup = _look_up(info, value, register) if register is not None else None
        if lookup is None or register is None:
            continue
        compared += bool(lookup.unknown)
        _note_mistyped(info, [lookup] if compared <= MOST_COMPARED else (), register)
        key = (artifact.source.path, lookup.status, info.name)
        if key not in groups:
            groups[key] = (info, register, Group(artifact.source.place_of(at)))
        groups[key][2].add(lookup.mentioned)
        changes[at] = lookup, key
    marks = {
        key: Mark(
            Reason.UNREADABLE, report_references(info, key[:2], group, register, "place", warn)
        )
        for key, (info, register, group) in groups.items()
    }
    values: dict[Pointer, Any] = {}
    alternatives = dict(artifact.alternatives)
    for at, (resolved, key) in changes.items():
        values[at] = resolved.value if key[1] != "lost" else marks[key]
        # which documents govern a campus is decided before any rule, by campuses that are certain
        if key[1] == "lost" and resolved.beside and at[0] not in ENVELOPE:
            values[at] = resolved.beside
            alternatives[at] = (_list_possible(groups[key][1]), marks[key])
    if not values:
        return artifact
    node = _replace_values(artifact.node, (), values)
    return evolve(artifact, node=node, alternatives=alternatives)


def _list_references(node: Any, at: Pointer) -> Iterator[tuple[Pointer, FieldInfo, Any]]:
    """Yield the references within an artifact: pointer, field, value."""
    for name, info in item_fields(node.__class__).items():
        value = getattr(node, name)
        if isinstance(value, Mark) or value is None:
            continue
        if info.refers_to:
            yield (*at, name), info, value
        elif info.many and info.nested:
            for index, item in enumerate(value):
                yield from _list_references(item, (*at, name, index))


def _replace_values(node: Any, at: Pointer, values: dict[Pointer, Any]) -> Any:
    """Return the artifact with other values at some pointers."""
    changes: dict[str, Any] = {}
    for name, info in item_fields(node.__class__).items():
        pointer, value = (*at, name), getattr(node, name)
        if pointer in values:
            changes[name] = values[pointer]
        elif info.many and info.nested and isinstance(value, tuple):
            changes[name] = tuple(
                _replace_values(item, (*pointer, index), values) for index, item in enumerate(value)
            )
    return evolve(node, **changes)


def _unify_spellings(table: Table, warn: Warn) -> Table:
    """Return the table with the first spelling of each name, in columns that list names."""
    changed = {}
    for name, column in table.columns.items():
        what = column.info.refers_to
        if what != ITSELF and not lists(table.kind.name, name, what):
            continue
        first: dict[str, str] = {}
        respelt = {
            code: spelling
            for code, value in enumerate(column.values)
            if isinstance(value, str)
            and (spelling := first.setdefault(folded(value), value)) != value
        }
        if not respelt:
            continue
        rows = [row for row, code in enumerate(column.codes) if code in respelt]
        recoded = RecodedColumn(column)
        for code, spelling in respelt.items():
            recoded.values[code] = spelling
        changed[name] = recoded.column()
        if rows:
            part = table.part_of(rows[0])
            message = (
                f"{name}: {counted(len(rows), 'row')} spell a name otherwise than an earlier row; "
                "read as the same."
            )
            place = part.source.place_of((rows[0] - part.first, name))
            warn(part.source.path, place, message, Severity.NOTE)
    return evolve(table, columns={**table.columns, **changed}) if changed else table


def _check_teams(tables: Tables, warn: Warn) -> None:
    """Warn about teams in the meeting log that the roster lists only on other campuses."""
    roster, log = tables.get("staff_roster"), tables.get("meeting_log")
    if roster is None or log is None:
        return
    if any(isinstance(value, Mark) for value in roster.columns["campus_id"].values):
        return  # whose campus cannot be read may be of this one
    listed = set(_pair_values(roster, "campus_id", "plc_team"))
    campuses: dict[str, list[str]] = {}
    for campus, team in sorted(listed):
        campuses.setdefault(team, []).append(campus)
    wrong_teams: dict[str, tuple[Place | None, list[tuple[str, str]]]] = {}
    for (campus, team), row in _pair_values(log, "campus_id", "team").items():
        if campus and team in campuses and (campus, team) not in listed:
            part = log.part_of(row)
            place = part.source.place_of((row - part.first, "team"))
            wrong_teams.setdefault(part.source.path, (place, []))[1].append((campus, team))
    for file, (place, pairs) in wrong_teams.items():
        campus, team = pairs[0]
        lead = f"team {quote_id(team)}".rstrip()
        more = f" So for {counted(len(pairs) - 1, 'more team')}." if len(pairs) > 1 else ""
        message = (
            f"{lead} met at campus {campus}; by staff_roster a plc_team of that name is at "
            f"{listing(campuses[team], most=EXAMPLES)} only. Correct the campus here, or the "
            f"plc_team there; until then its meetings here are of no team.{more}"
        )
        warn(file, place, message, Severity.WARNING)


def _pair_values(table: Table, column: str, other: str) -> dict[tuple[str, str], int]:
    """Return the pairs of texts in two columns, with the first row of each.

    A list with a single item counts as that item.
    """
    first, second = table.columns[column], table.columns[other]
    rows: dict[tuple[int, int], int] = {}
    for row, pair in enumerate(zip(first.codes, second.codes, strict=True)):
        rows.setdefault(pair, row)
    pairs: dict[tuple[str, str], int] = {}
    for (first_code, second_code), row in rows.items():
        left, right = first.values[first_code], second.values[second_code]
        if isinstance(left, tuple) and len(left) == 1:
            left = left[0]
        if isinstance(left, str) and isinstance(right, str):
            pairs.setdefault((left, right), row)
    return pairs


def _check_programmes(documents: Documents, tables: Tables, warn: Warn) -> None:
    """Warn about campuses that serve nobody of a student group but have its teachers on the roster.

    Criteria on that group do not apply there, so a wrong profile would go unnoticed.
    """
    roster, profile = tables.get("staff_roster"), documents.get(PROFILE, ())
    if roster is None or not profile or isinstance(profile[0].node.campuses, Mark):
        return
    roles, places = roster.columns["role"], roster.columns["campus_id"]
    pairs = zip(roles.codes, places.codes, strict=True)
    seen_pairs = {(places.values[place], roles.values[role]) for role, place in set(pairs)}
    repeated = repeated_campuses(profile[0].node.campuses)  # told of, with what differs
    for index, campus in enumerate(profile[0].node.campuses):
        if campus.campus_id in repeated:
            continue
        for field, role in SPECIALISTS.items():
            if getattr(campus, field) is False and (campus.campus_id, role) in seen_pairs:
                warn(
                    profile[0].source.path,
                    profile[0].source.place_of(("campuses", index, field)),
                    f"campus {quote_id(campus.campus_id)} has {field} = false, and staff_roster "
                    f"lists {with_article(role)} there. What is asked for these students is not "
                    "asked of it.",
                    Severity.WARNING,
                )

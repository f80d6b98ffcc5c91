"""Roles that records name for people whom the staff roster does not list."""

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import frozen

from lever5_rules.artifacts.tables import Column, Table
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.core.outcome import Reason

from .people import Roster
from .rows import CountedRows

SLIP = 1
"""Rows that may be a slip of the pen; more contradict a roster that has nobody of a role."""


@frozen(eq=False, repr=False, slots=False)
class Unlisted:
    """How many rows tell of somebody of a role, at a campus, whom the roster does not list.

    A row that names a role and no person, as an agenda does, has no campus here: somebody of
    another campus may have been the guest.
    """

    rows: Mapping[tuple[Role, str | None], int]
    files: Mapping[Role, str]

    @classmethod
    def of(cls, records: Iterable[CountedRows], roster: Roster) -> "Unlisted":
        """What these records name that the roster does not have."""
        numbers: Counter[tuple[Role, str | None]] = Counter()
        files: dict[Role, str] = {}
        held = {post.role for post in roster.posts}
        for counted in records:
            found = _of_people(counted, roster) + _of_agendas(counted, held)
            numbers.update(found)
            for role, _ in found:
                files.setdefault(role, counted.table.parts[0].source.path)
        return cls(numbers, files)

    def contradicts(self, role: Role, campus: str | None = None) -> bool:
        """Whether records know of the role at the campus, or anywhere, more often than by a slip,
        where the roster has nobody of it."""
        return (
            sum(
                number
                for (one, place), number in self.rows.items()
                if one is role and campus in (None, place)
            )
            > SLIP
        )


def _of_people(counted: CountedRows, roster: Roster) -> Counter[tuple[Role, str | None]]:
    """Of rows with a person whom the roster does not know: what the row calls them."""
    table = counted.table
    named = {
        column.info.of_person: column
        for column in table.columns.values()
        if column.info.of_person and column.info.item is Role
    }
    found: Counter[tuple[Role, str | None]] = Counter()
    unknown = {one.row for one in counted.unsure if one.mark.reason is Reason.UNKNOWN_PERSON}
    for person, role in named.items():
        campus = _campus_of(table, person)
        for row in unknown:
            who, what = table.columns[person].at(row), role.at(row)
            if isinstance(who, str) and not roster.knows(who) and isinstance(what, Role):
                where = campus.at(row) if campus is not None else None
                found[what, where if isinstance(where, str) else None] += 1
    return found


def _of_agendas(counted: CountedRows, held: set[Role]) -> Counter[tuple[Role, str | None]]:
    """Roles on agendas that nobody on the roster holds."""
    found: Counter[tuple[Role, str | None]] = Counter()
    column = counted.table.columns.get("roles_present")
    if column is None:
        return found
    for row in counted.rows:
        there = column.at(row)
        if isinstance(there, tuple):
            found.update((role, None) for role in there if role not in held)
    return found


def _campus_of(table: Table, person: str) -> Column | None:
    """The column with the campus of a person."""
    return next(
        (
            column
            for column in table.columns.values()
            if column.info.of_person == person and column.info.refers_to == "campus"
        ),
        None,
    )

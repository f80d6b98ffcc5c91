"""People, positions and places on a day, from the staff roster."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from attrs import field, frozen

from lever5_rules.artifacts.tables import Column, Table
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.core.blanks import Mark, Problem, Severity
from lever5_rules.core.outcome import Reason

DAYS_AHEAD = timedelta(days=14)
"""How long before their first day those who come during the year may be trained."""


@frozen
class Post:
    """One role of one person at one campus, with its first and last day; no campus: a district
    role."""

    staff_id: str
    role: Role
    campus_id: str | None
    supervisor: str | None
    first: date
    last: date | None

    def on(self, day: date) -> bool:
        """Return whether it is held on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


@frozen(eq=False, repr=False, slots=False)
class Roster:
    """The staff roster by person; somebody with rows at several campuses works at each of them.

    `unread` are people of whom no row can be read, with the first cell that is at fault.
    """

    posts: tuple[Post, ...]
    unread: Mapping[str, Mark] = field(factory=dict)

    @classmethod
    def of_table(cls, table: Table | None) -> "Roster":
        """Return the positions of a roster table; rows without person, role or first day are
        ignored."""
        if table is None:
            return cls(())
        names = ("staff_id", "role", "campus_id", "supervisor_staff_id", "start_date", "end_date")
        columns = [_read_cells(table.columns[name]) for name in names]
        roster = cls.of_rows(zip(*columns, strict=True))
        unread = {
            person: mark for person, mark in _find_faults(table).items() if not roster.knows(person)
        }
        return cls(roster.posts, unread)

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[Any, ...]]) -> "Roster":
        """Create it from person, role, campus, supervisor, first day and last day of each
        position."""
        return cls(
            tuple(
                Post(*row)
                for row in dict.fromkeys(rows)
                if row[0] is not None and row[1] is not None and row[4] is not None
            )
        )

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Post, ...]]:
        groups: dict[str, list[Post]] = {}
        for post in self.posts:
            groups.setdefault(post.staff_id, []).append(post)
        return {person: tuple(posts) for person, posts in groups.items()}

    @cached_property
    def by_role(self) -> Mapping[Role, tuple[Post, ...]]:
        groups: dict[Role, list[Post]] = {}
        for post in self.posts:
            groups.setdefault(post.role, []).append(post)
        return {role: tuple(posts) for role, posts in groups.items()}

    @cached_property
    def by_place(self) -> Mapping[tuple[Role, str | None], tuple[Post, ...]]:
        """The positions of a role at a campus."""
        groups: dict[tuple[Role, str | None], list[Post]] = {}
        for post in self.posts:
            groups.setdefault((post.role, post.campus_id), []).append(post)
        return {place: tuple(posts) for place, posts in groups.items()}

    @cached_property
    def of_one_role(self) -> Mapping[str, Role]:
        """People who hold only one role, whatever the day, with that role."""
        return {
            person: posts[0].role
            for person, posts in self.by_person.items()
            if len(posts) == 1 or len({post.role for post in posts}) == 1
        }

    @cached_property
    def of_one_campus(self) -> Mapping[str, str | None]:
        """People who work at one place only, whatever the day, with their campus (None: the
        district)."""
        return {
            person: posts[0].campus_id
            for person, posts in self.by_person.items()
            if len(posts) == 1 or len({post.campus_id for post in posts}) == 1
        }

    @cached_property
    def _common_periods(self) -> Mapping[str, tuple[date, date]]:
        """The period in which each person holds all of their positions at once."""
        return {
            person: (
                max(post.first for post in posts),
                min(post.last or date.max for post in posts),
            )
            for person, posts in self.by_person.items()
        }

    def knows(self, person: str) -> bool:
        return person in self.by_person

    def lacks(self, person: str) -> bool:
        """Return whether somebody is not on the roster; as a condition for `where`, its result is
        shared."""
        return person not in self.by_person

    def on(self, person: str, day: date) -> tuple[Post, ...]:
        """Return the positions that somebody holds on a day."""
        return tuple([post for post in self.by_person.get(person, ()) if post.on(day)])

    def steady(self, days: Iterable[Any]) -> frozenset[str]:
        """Return people who hold all of their positions on every one of some days.

        For them it does not matter which day it is.
        """
        dates = [day for day in days if isinstance(day, date)]
        if not dates:
            return frozenset()
        first, last = min(dates), max(dates)
        return frozenset(
            person
            for person, (start, end) in self._common_periods.items()
            if start <= first and last <= end
        )

    def first_day(self, person: str) -> date:
        """Return the first day of somebody who is on the roster."""
        return min(post.first for post in self.by_person[person])

    def around(self, person: str, day: date) -> tuple[Post, ...]:
        """Return the positions that somebody holds on a day, or next after a day before the first
        one."""
        return self.on(person, day) or tuple(
            post for post in self.by_person.get(person, ()) if day < post.first
        )

    def left_before(self, person: str, day: date) -> bool:
        """Return whether every position of somebody had ended by a day; one that ends before it
        begins tells nothing."""
        posts = self.by_person.get(person, ())
        return bool(posts) and all(
            post.last is not None and post.first <= post.last < day for post in posts
        )

    def holds(
        self, person: str, roles: Collection[Role], day: date, campus: str | None = None
    ) -> bool:
        """Return whether somebody holds one of the roles on a day, at a campus if one is given."""
        return any(
            post.role in roles and campus in (None, post.campus_id) for post in self.on(person, day)
        )

    def roles_on(self, person: str, day: date) -> frozenset[Role]:
        return frozenset(post.role for post in self.on(person, day))

    def campuses_on(self, person: str, day: date) -> frozenset[str]:
        return frozenset(post.campus_id for post in self.on(person, day) if post.campus_id)

    def holders(
        self, roles: Collection[Role], campus: str | None = None, day: date | None = None
    ) -> frozenset[str]:
        """Return who holds one of the roles, at a campus and on a day if these are given."""
        return frozenset(
            post.staff_id
            for role in roles
            for post in (
                self.by_role.get(role, ())
                if campus is None
                else self.by_place.get((role, campus), ())
            )
            if day is None or post.on(day)
        )

    def works_at(self, person: str, campus: str, day: date) -> bool:
        return campus in self.campuses_on(person, day)


def _find_faults(table: Table) -> dict[str, Mark]:
    """Return people with a row whose role or first day cannot be read, and its cell."""
    people, marks = table.columns["staff_id"], dict[str, Mark]()
    for name in ("role", "start_date"):
        column = table.columns[name]
        for row in column.rows_with(column.marked):
            person = people.at(row)
            if isinstance(person, str):
                marks.setdefault(person, _mark_fault(table, row, name))
    return marks


def _mark_fault(table: Table, row: int, name: str) -> Mark:
    problem = table.columns[name].at(row).problem
    if problem is None:
        part = table.part_of(row)
        place = part.source.place_of((row - part.first, name))
        problem = Problem(Severity.WARNING, part.source.path, place, f"{name} is blank.")
    return Mark(Reason.UNREADABLE, problem, remedy=f"Correct {name} in {problem.where}.")


def _read_cells(column: Column) -> Iterator[Any]:
    """Yield the cells of a column, None for those that cannot be read."""
    values = [None if value.__class__ is Mark else value for value in column.values]
    return map(values.__getitem__, column.codes)

"""The tables of a bundle after counting: each is processed once, when first requested."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from attrs import define, evolve, field

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.artifacts.tables import Table
from lever5_rules.core.blanks import Mark
from lever5_rules.core.limits import Limit
from lever5_rules.core.years import SchoolYear

from .campuses import opened_during_year, unlisted_campuses, yet_to_open
from .days import Days
from .people import Roster
from .reasons import LeftOut
from .rows import CountedRows, count_rows
from .setting import Setting

ROSTER = "staff_roster"
CALENDAR = "instructional_calendar"
SESSIONS = "training_calendar"


@define(eq=False, repr=False, slots=False)
class EvidenceRows:
    """Which rows of a bundle count for one review."""

    bundle: LoadedBundle
    setting: Setting
    _counted: dict[tuple[str, bool], CountedRows] = field(factory=dict, init=False)

    @classmethod
    def of(
        cls,
        bundle: LoadedBundle,
        limits: Mapping[str, Limit[Any]],
        as_of: date,
        school_year: SchoolYear,
    ) -> "EvidenceRows":
        """Create it with roster, calendar and profile of the bundle.

        If one of them could not be read completely, rows are not checked against it.
        """
        opening_days = _read_opening_days(bundle)
        roster = Roster.of_table(_find_complete_table(bundle, ROSTER))
        days = Days.of(_find_complete_table(bundle, CALENDAR))
        opened = opened_during_year(opening_days, roster, days, as_of)
        return cls(
            bundle, Setting(as_of, school_year, limits, roster, days, tuple(opening_days), opened)
        )

    @property
    def campuses(self) -> tuple[str, ...]:
        return self.setting.campuses

    @cached_property
    def unlisted_campuses(self) -> tuple[str, ...]:
        """Campuses that roster and records know, but the profile does not list."""
        setting = self.setting
        return unlisted_campuses(
            self.bundle.tables.values(), setting.roster, setting.campuses, setting.as_of
        )

    @cached_property
    def yet_to_open(self) -> Mapping[str, date]:
        """Campuses that open after the day of the review, with their first day."""
        setting = self.setting
        return yet_to_open(
            self.bundle.tables.values(),
            setting.roster,
            _read_opening_days(self.bundle),
            setting.as_of,
        )

    def counted(self, kind: str, *, spring: bool = False) -> CountedRows | None:
        """Return the rows of a kind that count; None if the bundle has no table of it.

        With `spring`, those of the spring and summer before the school year count, too.
        """
        rows = self._counted.get((kind, spring))
        table = self.bundle.tables.get(kind)
        if rows is None and table is not None:
            rows = self._counted[kind, spring] = self._count(table, spring=spring)
        return rows

    def left_out(self) -> list[LeftOut]:
        """Return why rows do not count, for the tables requested so far."""
        return [
            omission
            for (kind, spring), counted in self._counted.items()
            if not spring or (kind, False) not in self._counted
            for omission in counted.left_out
        ]

    def _count(self, table: Table, *, spring: bool) -> CountedRows:
        counting = table.kind.counting
        sessions = self.counted(SESSIONS, spring=spring) if counting.session_by else None
        session_ids = _find_attended_sessions(self.bundle.tables.get(counting.signed_in))
        setting = evolve(
            self.setting, signed=session_ids, spring=spring, prepares=counting.prepares
        )
        return count_rows(table, setting, sessions=sessions)


def _read_opening_days(bundle: LoadedBundle) -> dict[str, Any]:
    """Return the campuses of the profile, each with the day on which it opened, if it gives one."""
    campuses = getattr(bundle.profile, "campuses", ())
    items = () if isinstance(campuses, Mark) else campuses
    return {item.campus_id: item.opened_on for item in items if isinstance(item.campus_id, str)}


def _find_complete_table(bundle: LoadedBundle, kind: str) -> Table | None:
    table = bundle.tables.get(kind)
    problems = bundle.lost.get(kind) or (table.lost if table is not None else ())
    return None if problems else table


def _find_attended_sessions(sheets: Table | None) -> frozenset[str]:
    """Return the ids of sessions that somebody attended."""
    if sheets is None or not sheets.kind.counting.session_by:
        return frozenset()
    sessions = sheets.columns[sheets.kind.counting.session_by]
    answers = sheets.columns["attended"]
    pairs = set(zip(sessions.codes, answers.codes, strict=True))
    return frozenset(
        sessions.values[session]
        for session, answer in pairs
        if answers.values[answer] is True
        if isinstance(sessions.values[session], str)
    )

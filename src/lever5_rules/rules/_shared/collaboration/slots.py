"""Time reserved for collaboration: on which days it takes place, and how many minutes a week."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from attrs import frozen

from lever5_rules.artifacts.denominators import CalendarDay
from lever5_rules.artifacts.meetings import CollaborationSlot
from lever5_rules.artifacts.vocabulary import Reach, Role
from lever5_rules.authoring import (
    Annotated,
    Outcome,
    Reason,
    Records,
    Review,
    Span,
    Verdict,
    conclude,
    given,
    missing,
    readings,
    shown,
)
from lever5_rules.counting.days import FREE_NOTES
from lever5_rules.rules._shared.calendar import (
    SUNDAY,
    SchoolCalendar,
    Weeks,
    YearCalendar,
    group_by_weekday,
)
from lever5_rules.rules._shared.collaboration.groups import Group
from lever5_rules.rules._shared.collaboration.recurrence import (
    OnDays,
    Pattern,
    Weekly,
    read_pattern,
)
from lever5_rules.rules._shared.staff import Openings

Selector = Callable[[Records[CollaborationSlot]], Records[CollaborationSlot]]
LEAST_OF_TURNS = 0.5
"""The share of the turns of a weekly time below which it is no weekly time: holidays take some."""
_READ_COLUMNS = (
    *("minutes", "campus_ids", "dates", "weekdays", "every_weeks", "starts", "ends", "team"),
    "slot_id",
)


def select_group_slots(
    slots: Records[CollaborationSlot], group: Group
) -> Records[CollaborationSlot]:
    """Return the slots of a group that name a document as their source."""
    return slots.where(population=group.populations, source_document=given)


def select_shared_slots(
    slots: Records[CollaborationSlot], group: Group
) -> Records[CollaborationSlot]:
    """Return the slots that bring a general education teacher and a specialist of the group
    together."""
    group_slots = select_group_slots(slots, group)
    return group_slots.where(participant_roles=Role.TEACHER).where(
        participant_roles=group.specialist
    )


def select_role_slots(
    slots: Records[CollaborationSlot], group: Group, role: Role
) -> Records[CollaborationSlot]:
    """Return the slots that bring staff of a further role together with a teacher or specialist."""
    role_slots = select_group_slots(slots, group).where(participant_roles=role)
    return role_slots.where(participant_roles={*group.both})


def select_certain_slots(slots: Records[CollaborationSlot]) -> Records[CollaborationSlot]:
    """Return the slots that say where and on which days they take place."""
    return slots.surely(*_READ_COLUMNS).fitting(
        lambda dates, *pattern: bool(dates) or all(pattern),
        *(CollaborationSlot.dates, CollaborationSlot.weekdays, CollaborationSlot.every_weeks),
        *(CollaborationSlot.starts, CollaborationSlot.ends),
    )


def judge_certain(
    slots: Records[CollaborationSlot],
    judge: Callable[[Records[CollaborationSlot]], Verdict],
    *also: object,
) -> Verdict:
    """Judge the slots that say where and when they are, and have a value in the columns `also`; if
    they do not suffice, all slots.

    Further time adds to what there is, so a slot that cannot be read undoes nothing. That of a team
    without any other slot does: each team must have its time.
    """
    certain = select_certain_slots(slots.surely(*also))
    pairs, _ = (
        readings((certain,), judge) if _list_teams(slots) == _list_teams(certain) else ((), ())
    )
    passed = [verdict for _, verdict in pairs if verdict.outcome is Outcome.PASS]
    return passed[0] if passed else judge(slots)


def _list_teams(slots: Records[CollaborationSlot]) -> set[str]:
    return set(slots.distinct(CollaborationSlot.team)) if slots.count() else set()


def select_planned_slots(
    slots: Records[CollaborationSlot], group: Group, select: Selector
) -> Records[CollaborationSlot]:
    """Return those shared slots of a group that are wanted: within campuses, or across.

    If no schedule has any time for the group, the element ends: the schedule may just not be in the
    bundle.
    """
    planned = select(select_shared_slots(slots, group))
    if planned.count() == 0 and slots.where(population=group.populations).count() == 0:
        conclude(
            missing(
                Reason.NO_RECORDS,
                f"collaboration_schedule has no time for {group.students}.",
                "Find the schedules that set such time aside and add it, or set it aside.",
                rows=planned,
            )
        )
    return planned


def select_campus_slots(
    slots: Records[CollaborationSlot], together: int = 2
) -> Records[CollaborationSlot]:
    """Return the slots that are time of each of their campuses: its own, and what `together` or
    more campuses share every week.

    Days on which campuses meet a few times a year are no time of a campus.
    """

    def is_time_of_campus(
        reach: Reach | None, weekdays: object, every: int | None, campuses: tuple[str, ...] | None
    ) -> bool:
        recurs_weekly = bool(weekdays) and every == 1
        return reach is Reach.CAMPUS or (recurs_weekly and len(campuses or ()) >= together)

    return slots.fitting(
        *(is_time_of_campus, CollaborationSlot.reach, CollaborationSlot.weekdays),
        *(CollaborationSlot.every_weeks, CollaborationSlot.campus_ids),
    )


@frozen(eq=False, repr=False, slots=False)
class OtherDays:
    """The days of the calendar without students: days off, and staff days."""

    free: frozenset[date]
    staff: frozenset[date]

    @cached_property
    def on_weekday(self) -> Mapping[int, tuple[date, ...]]:
        """The days of staff by weekday."""
        return group_by_weekday(self.staff)


def days_without_students(calendar: Records[CalendarDay]) -> OtherDays:
    """Return the days without students; a day only marked as such is a staff day."""
    rows = calendar.where(is_instructional=False)
    free = frozenset(day for (day,) in rows.where(note=FREE_NOTES).tally(CalendarDay.date))
    return OtherDays(free, frozenset(day for (day,) in rows.tally(CalendarDay.date)) - free)


DaysWithoutStudents = Annotated[OtherDays, days_without_students]


@frozen(eq=False, repr=False, slots=False)
class DaysOfSlots:
    """The days and weeks of the school year on which slots take place."""

    calendar: SchoolCalendar
    others: OtherDays
    weeks: tuple[Span, ...]
    openings: Mapping[str, date]
    review: Review

    @cached_property
    def on_duty(self) -> Span:
        """The days from the first to the last on which staff work, by the calendar."""
        days = {*self.calendar.days, *self.others.staff}
        return Span(min(days), max(days))

    def list_held(
        self, slots: Records[CollaborationSlot]
    ) -> Iterator[tuple[CollaborationSlot, Set[date]]]:
        """Yield the slots that take place in this school year, with their days."""
        for slot in slots.knowing(*_READ_COLUMNS) if slots.count() else ():
            if days := self.list_days(slot):
                yield slot, days

    def days_by_campus(self, slots: Records[CollaborationSlot]) -> Mapping[str, set[date]]:
        """Return the days on which each campus has one of these slots."""
        by_campus: dict[str, set[date]] = defaultdict(set)
        for slot, days in self.list_held(slots):
            for campus in slot.campus_ids:
                by_campus[campus] |= days
        return by_campus

    def find_campuses(self, slots: Records[CollaborationSlot], least: int) -> set[str]:
        """Return the campuses that have these slots on enough days."""
        return {campus for campus, days in self.days_by_campus(slots).items() if len(days) >= least}

    def find_joint_campuses(
        self, slots: Records[CollaborationSlot], serving: Collection[str], least: int
    ) -> set[str]:
        """Return those of the campuses that have enough days on which they plan with others."""
        days: dict[str, set[date]] = defaultdict(set)
        for slot, slot_days in self.list_held(slots):
            joint_campuses = [campus for campus in serving if campus in slot.campus_ids]
            for campus in joint_campuses if len(joint_campuses) > 1 else ():
                days[campus] |= slot_days
        return {campus for campus, campus_days in days.items() if len(campus_days) >= least}

    def list_days(self, slot: CollaborationSlot) -> Set[date]:
        """Return the days of the school year on which a slot takes place, without days off.

        A slot without any information on its days ends the element.
        """
        if slot.dates is not None:
            return self._select_open_days(
                slot, [day for day in slot.dates if day in self.review.school_year.span]
            )
        pattern = read_pattern(slot)
        if pattern not in self._days_of_pattern:
            self._days_of_pattern[pattern] = self._list_days_of_pattern(*pattern)
        return self._days_of_pattern[pattern]

    @cached_property
    def _days_of_pattern(self) -> dict[Pattern, Set[date]]:
        return {}

    def _list_days_of_pattern(
        self, starts: date, ends: date, weekdays: frozenset[int], every: int
    ) -> Set[date]:
        first = starts - timedelta(days=starts.weekday())
        return {
            day
            for weekday in weekdays
            for days in (self.calendar.on_weekday, self.others.on_weekday)
            for day in days.get(weekday, ())
            if starts <= day <= ends and (every == 1 or (day - first).days // 7 % every == 0)
        }

    def _select_open_days(self, slot: CollaborationSlot, days: list[date]) -> set[date]:
        """Return the listed days of a slot on which staff can have met.

        If the calendar contains none of them, the element ends.
        """
        calendar_days = {*self.calendar.days, *self.others.staff}
        possible_days = [
            day
            for day in days
            if day.weekday() != SUNDAY and day not in self.others.free and day <= self.on_duty.last
        ]
        open_days = {
            day
            for day in possible_days
            if day in calendar_days or (day.weekday() == SUNDAY - 1 and day in self.on_duty)
        }
        if possible_days and not open_days:
            conclude(
                missing(
                    Reason.NO_DENOMINATOR,
                    f"Slot {shown(slot.slot_id)} is on {min(possible_days)}, a day that the "
                    "instructional calendar does not have.",
                    "Add that day to instructional_calendar.csv, as a day of staff or a holiday, "
                    "or correct the date.",
                )
            )
        return open_days

    def list_days_outside(self, slots: Records[CollaborationSlot]) -> list[date]:
        """Return the listed days of slots before the first and after the last day of the
        calendar."""
        span = self.review.school_year.span
        return sorted(
            day
            for slot in (slots.knowing(*_READ_COLUMNS) if slots.count() else ())
            for day in slot.dates or ()
            if day not in self.on_duty and day in span
        )

    def weekly_minutes(
        self, slots: Records[CollaborationSlot], campus: str, share: float
    ) -> Mapping[str | None, float]:
        """Return the average minutes per instructional week, for each team with its own time, or
        under None for the whole campus. A team whose slots are all too short is one of them.

        A slot counts once in each week in which it is scheduled, even if the weekday is a holiday.
        Time that several documents schedule for the same weekday counts once. Weeks before the
        first slot and after the last are excluded if the weeks between are at least the given share
        of the year, because schedules settle in its first weeks.
        """
        planned = [slot for slot, _ in self.list_held(slots)]
        weeks = [week for week in self.weeks if week.first >= self.openings.get(campus, week.first)]
        teams = {slot.team for slot in planned if slot.team}
        team_names: Sequence[str | None] = sorted(
            teams.union(slots.left_too_short(CollaborationSlot.team))
        )
        return {
            team: self._average_minutes(
                [slot for slot in planned if slot.team in (team, None)], weeks, share
            )
            for team in team_names or [None]
        }

    def _average_minutes(
        self, slots: list[CollaborationSlot], weeks: list[Span], share: float
    ) -> float:
        recurrences = [
            ((slot.source, slot.source_document), self._find_recurrence(slot)) for slot in slots
        ]
        totals = []
        for week in weeks:
            # by weekday and interval, then by document, so that slots repeated in another document
            # count once
            stated: dict[object, dict[object, set[float]]] = defaultdict(lambda: defaultdict(set))
            for document, recurrence in recurrences:
                for turn, minutes in recurrence.list_occurrences(week):
                    stated[turn][document].add(minutes)
            totals.append(
                sum(max(map(sum, by_document.values())) for by_document in stated.values())
            )
        weeks_with_time = [number for number, total in enumerate(totals) if total]
        settled_totals = (
            totals[weeks_with_time[0] : weeks_with_time[-1] + 1] if weeks_with_time else []
        )
        if len(settled_totals) < share * len(totals):
            settled_totals = totals
        return sum(settled_totals) / max(len(settled_totals), 1)

    def _find_recurrence(self, slot: CollaborationSlot) -> Weekly | OnDays:
        """Return when a slot takes place, computed once for all weeks.

        Of a pattern on weekdays that are mostly days off, only the days that are left count.
        """
        days = self.list_days(slot)
        pattern = read_pattern(slot) if slot.dates is None else self._find_pattern(days)
        if pattern is None or self._is_mostly_off(pattern, days):
            return OnDays(slot.minutes, days)
        return Weekly(slot.minutes, pattern)

    def _is_mostly_off(self, pattern: Pattern, days: Collection[date]) -> bool:
        """Return whether most of the turns of a pattern fall on days off: these are its days."""
        starts, ends, weekdays, every = pattern
        weeks = sum(week.last >= starts and week.first <= ends for week in self.weeks)
        return len(days) < LEAST_OF_TURNS * weeks * len(weekdays) / every

    def _find_pattern(self, days: Set[date]) -> Pattern | None:
        """Return the pattern of listed days: one weekday at one interval, except for days off; or
        None."""
        ordered = sorted(days)
        gaps = [(later - day).days for day, later in pairwise(ordered)]
        if not gaps or any(gap % 7 for gap in gaps):
            return None
        step = timedelta(days=min(gaps))
        due = (ordered[0] + number * step for number in range((ordered[-1] - ordered[0]) // step))
        if any(self._is_taught(day) and day not in days for day in due):
            return None
        starts, ends = ordered[0], ordered[-1]
        while starts - step >= self.weeks[0].first and not self._is_taught(starts - step):
            starts -= step
        while ends + step <= self.weeks[-1].last and not self._is_taught(ends + step):
            ends += step
        return starts, ends, frozenset({starts.weekday()}), step.days // 7

    def _is_taught(self, day: date) -> bool:
        return bool(self.calendar.between(day, day))


def list_days_of_slots(
    calendar: YearCalendar,
    others: DaysWithoutStudents,
    weeks: Weeks,
    openings: Openings,
    review: Review,
) -> DaysOfSlots:
    """Return the days on which slots can take place, one object for all elements: the days of a
    weekly time are listed once."""
    return DaysOfSlots(calendar, others, weeks, openings, review)


SchoolDays = Annotated[DaysOfSlots, list_days_of_slots]

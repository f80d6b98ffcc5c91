"""Monthly obligations toward people, such as observations."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from attrs import frozen

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import (
    Limit,
    Reason,
    Review,
    Span,
    Verdict,
    conclude,
    counted,
    enough,
    every,
    gap,
    listing,
    shown,
)
from lever5_rules.counting.people import Post
from lever5_rules.rules._shared.calendar import (
    YearCalendar,
    elapsed_months,
    too_early,
)
from lever5_rules.rules._shared.people_in_words import describe_groups
from lever5_rules.rules._shared.regularity import MinShareOfWindows
from lever5_rules.rules._shared.staff import Assignment, Openings, select_rows
from lever5_rules.rules._shared.turnout import allows_leave, find_left_out

MONTHS_OF_LEAVE = 4
"""How many whole months a leave may take: 12 weeks (29 USC 2612) touch four."""
MONTHS_OF_NEGLECT = 2
"""From how many months on a role of a campus that is never seen to is left out, though one person
alone holds it: in one month that person may have been away."""


@frozen(eq=False)
class Obligation:
    """A person, or a position whoever holds it, who must receive something every month.

    `periods` are those in which that applies; `giver_periods` those in which somebody was there to
    do it, if that matters; `days` those on which it was done.
    """

    who: Assignment
    periods: tuple[Post, ...]
    days: frozenset[date]
    giver_periods: tuple[Post, ...] | None = None


@frozen(eq=False, repr=False, slots=False)
class Months:
    """Judgement of monthly obligations in the months that are over."""

    year: YearCalendar
    share: MinShareOfWindows
    openings: Openings
    review: Review

    @property
    def has_elapsed_month(self) -> bool:
        return any(month.last <= self.review.as_of for month in self.year.months)

    @cached_property
    def elapsed(self) -> list[Span]:
        """The months that are over; if there is none yet, the element ends."""
        return elapsed_months(self.year, self.review)

    @cached_property
    def _month_days(self) -> list[tuple[Span, tuple[date, ...]]]:
        """Each of them with its first day and its instructional days."""
        return [
            (span, (span.first, *self.year.between(span.first, span.last))) for span in self.elapsed
        ]

    def list_months(self, obligation: Obligation) -> list[Span]:
        """Return the complete months in which the obligation applied.

        Months in which the campus opened, the person started or the position was vacant are
        excluded.
        """
        opened = self.openings.get(str(obligation.who.campus_id))
        return [
            month
            for month, days in self._month_days
            if opened is None or not self.year.began_before(month, opened)
            if _cover_days(days, obligation.periods)
            if obligation.giver_periods is None or _cover_days(days, obligation.giver_periods)
        ]

    def judge(self, obligations: Iterable[Obligation], least: Limit[float], what: str) -> Verdict:
        """Return whether, on each campus, enough of the months per person have at least `least`
        days.

        Also, nobody may be left out, unless it is a single person of a campus, beside others in the
        same role or of few in the district, for no longer than leave lasts. A campus where the
        obligation applied to nobody for a whole month is ignored.
        """
        months_by_duty = {duty: self.list_months(duty) for duty in obligations}
        applicable = [duty for duty, months in months_by_duty.items() if months]
        if not applicable:
            conclude(self._report_nobody_yet(months_by_duty))
        by_campus: dict[str, list[Obligation]] = {}
        for duty in applicable:
            by_campus.setdefault(str(duty.who.campus_id), []).append(duty)

        def judge_campus(campus: str) -> Verdict:
            return self._judge_campus(
                campus, {duty: months_by_duty[duty] for duty in by_campus[campus]}, least, what
            )

        verdict = every(by_campus, judge_campus, what="Campuses")
        if verdict.reason is not Reason.MET:
            return verdict
        complete_months = {
            duty: _count_complete_months(duty, months_by_duty[duty], least) for duty in applicable
        }
        omitted = self._find_left_out(months_by_duty, complete_months)
        if not omitted:
            unserved = _describe_unserved(
                {duty: months_by_duty[duty] for duty in applicable if not complete_months[duty]}
            )
            leave_note = f" {unserved}; one of a campus may be on leave." if unserved else ""
            return verdict.but(message=f"{verdict.message}{leave_note}")
        people_by_months: dict[tuple[int, int], list[tuple[str, Role, str | None]]] = {}
        for duty in applicable:
            if _identify(duty) in omitted:
                people_by_months.setdefault(
                    (complete_months[duty], len(months_by_duty[duty])), []
                ).append(_identify(duty))
        numbers = listing(
            f"{number} of {counted(of, 'month')} for {describe_groups(people)}"
            for (number, of), people in sorted(people_by_months.items())
        )
        return gap(
            Reason.NOT_COVERED,
            f"{what}: {shown(least.value)} a month in {numbers}. One of several leaders of a "
            f"campus may be on leave, for up to {MONTHS_OF_LEAVE} months.",
            f"{what}: see to {describe_groups(omitted)} too, {shown(least.value)} a month.",
            limit=least,
            scope=dict.fromkeys(str(campus) for _, _, campus in omitted),
            rows=select_rows((duty.who for duty in applicable), omitted),
        )

    def _find_left_out(
        self,
        months_by_duty: dict[Obligation, list[Span]],
        complete_months: Mapping[Obligation, int],
    ) -> dict[tuple[str, Role, str | None], None]:
        """Return who is left out in a way that leave does not explain."""
        served = {duty.who.staff_id for duty, number in complete_months.items() if number}
        people = {duty.who.staff_id for duty in complete_months}
        leave_allowed = allows_leave(len(people), len(people & served), self.share.value)
        omitted = [] if leave_allowed else _list_unserved_roles(months_by_duty)
        omitted += _list_unserved_people(months_by_duty)
        omitted += [
            _identify(duty)
            for duty, number in complete_months.items()
            if number < self.share.value * (len(months_by_duty[duty]) - MONTHS_OF_LEAVE)
        ]
        if len(people - served) > 1:
            omitted += find_left_out(list(map(_identify, complete_months)), served)
        return dict.fromkeys(omitted)

    def _judge_campus(
        self,
        campus: str,
        months_by_duty: dict[Obligation, list[Span]],
        least: Limit[float],
        what: str,
    ) -> Verdict:
        numbers = {
            duty: _count_complete_months(duty, months, least)
            for duty, months in months_by_duty.items()
        }
        months = sum(map(len, months_by_duty.values()))
        complete_months = sum(numbers.values())
        unserved = {duty: own for duty, own in months_by_duty.items() if not numbers[duty]}
        rarely_served = [
            _identify(duty)
            for duty in months_by_duty
            if 0 < numbers[duty] < len(months_by_duty[duty])
        ]
        text = f" {_describe_unserved(unserved)}." if unserved else ""
        if rarely_served:
            text += f" In some months only: {describe_groups(rarely_served)}."
        verdict = enough(
            good=complete_months,
            of=months,
            share=self.share,
            said="months",
            remedy=f"{what}: see to {shown(least.value)} a month at {campus} from now on.",
            lead=f"{what}: {shown(least.value)} a month in ",
            more=text,
            scope=(campus,),
            rows=select_rows(
                (duty.who for duty in months_by_duty), (*map(_identify, unserved), *rarely_served)
            ),
        )
        if verdict.reason is Reason.MET or not self._is_explained_by_leave(months_by_duty, numbers):
            return verdict
        return verdict.but(
            reason=Reason.MET,
            message=f"{verdict.message} One may be on leave.",
            remedy="",
            scope=(),
            notes=(),
        )

    def _is_explained_by_leave(
        self, months_by_duty: dict[Obligation, list[Span]], numbers: dict[Obligation, int]
    ) -> bool:
        """Return whether the only people missing may be on leave, where people are few."""
        served = [
            duty
            for duty, months in months_by_duty.items()
            if numbers[duty] >= self.share.value * len(months)
        ]
        return allows_leave(len(months_by_duty), len(served), self.share.value)

    def _report_nobody_yet(self, duties: Iterable[Obligation]) -> Verdict:
        """Return that it is too early: nobody has been there for a whole month."""
        start_days = [post.first for duty in duties for post in duty.periods]
        start_days += [
            self.openings[campus]
            for campus in {str(duty.who.campus_id) for duty in duties}
            if campus in self.openings
        ]
        since = max(start_days, default=self.review.as_of)
        month_ends = [month.last for month in self.year.months if since <= month.first]
        until = min(month_ends, default=self.year.days[-1])
        return too_early("Nobody has been there for a whole month of the school year", until)


def _identify(obligation: Obligation) -> tuple[str, Role, str | None]:
    return obligation.who.staff_id, obligation.who.role, obligation.who.campus_id


def _describe_unserved(months_by_duty: Mapping[Obligation, list[Span]]) -> str:
    """Return who met what is asked in none of the months, in words: never at all, or too seldom in
    each."""
    numbers = {
        duty: sum(day in month for month in months for day in duty.days)
        for duty, months in months_by_duty.items()
    }
    never = [_identify(duty) for duty, number in numbers.items() if not number]
    seldom = [duty for duty, number in numbers.items() if number]
    texts = [f"Never: {describe_groups(never)}"] if never else []
    if seldom:
        months = sum(len(months_by_duty[duty]) for duty in seldom)
        texts.append(
            f"Too seldom in every month: {describe_groups(map(_identify, seldom))}, "
            f"{sum(numbers[duty] for duty in seldom)} in {counted(months, 'month')}"
        )
    return ". ".join(texts)


def _list_unserved_roles(
    months_by_duty: dict[Obligation, list[Span]],
) -> list[tuple[str, Role, str | None]]:
    """Return the people in roles of a campus of which no holder there ever received it.

    Somebody of them was there for long enough that leave does not explain it.
    """
    holders: dict[tuple[Role, str | None], list[Obligation]] = {}
    for duty in months_by_duty:
        holders.setdefault((duty.who.role, duty.who.campus_id), []).append(duty)
    return [
        _identify(duty)
        for duties in holders.values()
        if not any(duty.days for duty in duties)
        if max(len(months_by_duty[duty]) for duty in duties) >= MONTHS_OF_NEGLECT
        for duty in duties
        if months_by_duty[duty]
    ]


def _list_unserved_people(
    months_by_duty: dict[Obligation, list[Span]],
) -> list[tuple[str, Role, str | None]]:
    """Return those who never received it, where they are several on a campus: one may be on
    leave."""
    never = [
        _identify(duty)
        for duty, months in months_by_duty.items()
        if not duty.days and len(months) >= MONTHS_OF_NEGLECT
    ]
    people = Counter(campus for _, campus in {(person, campus) for person, _, campus in never})
    return [key for key in never if people[key[2]] > 1]


def _count_complete_months(obligation: Obligation, months: list[Span], least: Limit[float]) -> int:
    """Return in how many of the months the obligation was met often enough."""
    return sum(sum(day in month for day in obligation.days) >= least.value for month in months)


def _cover_days(days: tuple[date, ...], posts: tuple[Post, ...]) -> bool:
    if any(post.on(days[0]) and post.on(days[-1]) for post in posts):
        return True
    return all(any(post.on(day) for post in posts) for day in days)

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
from lever5_rules.rules._shared.coverage import left_out, room_for_leave
from lever5_rules.rules._shared.people_in_words import in_groups
from lever5_rules.rules._shared.regularity import MinShareOfWindows
from lever5_rules.rules._shared.staff import Assignment, Openings, rows_of

MONTHS_OF_LEAVE = 4
"""How many whole months a leave may take: 12 weeks (29 USC 2612) touch four."""
MONTHS_OF_NEGLECT = 2
"""From how many months on a role of a campus that is never seen to is left out, though one person
alone holds it: in one month that person may have been away."""


@frozen(eq=False)
class Owed:
    """A person, or a position whoever holds it, who must receive something every month.

    `held` are the periods in which that applies; `owing` those in which somebody was there to do
    it, if that matters; `days` those on which it was done.
    """

    who: Assignment
    held: tuple[Post, ...]
    days: frozenset[date]
    owing: tuple[Post, ...] | None = None


@frozen(eq=False, repr=False, slots=False)
class Months:
    """Judgement of monthly obligations in the months that are over."""

    year: YearCalendar
    share: MinShareOfWindows
    openings: Openings
    review: Review

    @cached_property
    def elapsed(self) -> list[Span]:
        """The months that are over; if there is none yet, the element ends."""
        return elapsed_months(self.year, self.review)

    @cached_property
    def _days(self) -> list[tuple[Span, tuple[date, ...]]]:
        """Each of them with its first day and its instructional days."""
        return [
            (span, (span.first, *self.year.between(span.first, span.last))) for span in self.elapsed
        ]

    def over(self, owed: Owed) -> list[Span]:
        """Return the complete months in which the obligation applied.

        Months in which the campus opened, the person started or the position was vacant are
        excluded.
        """
        opened = self.openings.get(str(owed.who.campus_id))
        return [
            month
            for month, days in self._days
            if opened is None or not self.year.began_before(month, opened)
            if _on_all_days(days, owed.held)
            if owed.owing is None or _on_all_days(days, owed.owing)
        ]

    def done(self, owed: Iterable[Owed], least: Limit[float], what: str) -> Verdict:
        """Return whether, on each campus, enough of the months per person have at least `least`
        days.

        Also, nobody may be left out, unless it is a single person of a campus, beside others in the
        same role or of few in the district, for no longer than leave lasts. A campus where the
        obligation applied to nobody for a whole month is ignored.
        """
        asked = {duty: self.over(duty) for duty in owed}
        counting = [duty for duty, months in asked.items() if months]
        if not counting:
            conclude(self._nobody_yet(asked))
        by_campus: dict[str, list[Owed]] = {}
        for duty in counting:
            by_campus.setdefault(str(duty.who.campus_id), []).append(duty)

        def on_campus(campus: str) -> Verdict:
            return self._on_campus(
                campus, {duty: asked[duty] for duty in by_campus[campus]}, least, what
            )

        verdict = every(by_campus, on_campus, what="Campuses")
        if verdict.reason is not Reason.MET:
            return verdict
        full = {duty: _complete_months(duty, asked[duty], least) for duty in counting}
        never = [_key(duty) for duty in counting if not full[duty]]
        left = self._left_out(asked, full)
        if not left:
            away = f" Never: {in_groups(never)}; one of a campus may be on leave." if never else ""
            return verdict.but(message=f"{verdict.message}{away}")
        seen_in: dict[tuple[int, int], list[tuple[str, Role, str | None]]] = {}
        for duty in counting:
            if _key(duty) in left:
                seen_in.setdefault((full[duty], len(asked[duty])), []).append(_key(duty))
        numbers = listing(
            f"{number} of {counted(of, 'month')} for {in_groups(people)}"
            for (number, of), people in sorted(seen_in.items())
        )
        return gap(
            Reason.NOT_COVERED,
            f"{what}: {shown(least.value)} a month in {numbers}. One of several leaders of a "
            f"campus may be on leave, for up to {MONTHS_OF_LEAVE} months.",
            f"{what}: see to {in_groups(left)} too, {shown(least.value)} a month.",
            limit=least,
            scope=dict.fromkeys(str(campus) for _, _, campus in left),
            rows=rows_of((duty.who for duty in counting), left),
        )

    def _left_out(
        self, asked: dict[Owed, list[Span]], full: Mapping[Owed, int]
    ) -> dict[tuple[str, Role, str | None], None]:
        """Return who is left out in a way that leave does not explain."""
        seen = {duty.who.staff_id for duty, number in full.items() if number}
        people = {duty.who.staff_id for duty in full}
        few = room_for_leave(len(people), len(people & seen), self.share.value)
        left = [] if few else _roles_without_any(asked)
        left += _several_of_a_campus(asked)
        left += [
            _key(duty)
            for duty, number in full.items()
            if number < self.share.value * (len(asked[duty]) - MONTHS_OF_LEAVE)
        ]
        if len(people - seen) > 1:
            left += left_out(list(map(_key, full)), seen)
        return dict.fromkeys(left)

    def _on_campus(
        self, campus: str, asked: dict[Owed, list[Span]], least: Limit[float], what: str
    ) -> Verdict:
        numbers = {duty: _complete_months(duty, months, least) for duty, months in asked.items()}
        months = sum(map(len, asked.values()))
        full = sum(numbers.values())
        never = [_key(duty) for duty in asked if not numbers[duty]]
        seldom = [_key(duty) for duty in asked if 0 < numbers[duty] < len(asked[duty])]
        text = "".join(
            f" {words}: {in_groups(people)}."
            for words, people in (("Never", never), ("In some months only", seldom))
            if people
        )
        verdict = enough(
            good=full,
            of=months,
            share=self.share,
            said="months",
            remedy=f"{what}: see to {shown(least.value)} a month at {campus} from now on.",
            lead=f"{what}: {shown(least.value)} a month in ",
            more=text,
            scope=(campus,),
            rows=rows_of((duty.who for duty in asked), (*never, *seldom)),
        )
        if verdict.reason is Reason.MET or not self._but_for_leave(asked, numbers):
            return verdict
        return verdict.but(
            reason=Reason.MET,
            message=f"{verdict.message} One may be on leave.",
            remedy="",
            scope=(),
            notes=(),
        )

    def _but_for_leave(self, asked: dict[Owed, list[Span]], numbers: dict[Owed, int]) -> bool:
        """Return whether the only people missing may be on leave, where people are few."""
        fine = [
            duty
            for duty, months in asked.items()
            if numbers[duty] >= self.share.value * len(months)
        ]
        return room_for_leave(len(asked), len(fine), self.share.value)

    def _nobody_yet(self, asked: Iterable[Owed]) -> Verdict:
        """Return that it is too early: nobody has been there for a whole month."""
        known = [post.first for duty in asked for post in duty.held]
        known += [
            self.openings[campus]
            for campus in {str(duty.who.campus_id) for duty in asked}
            if campus in self.openings
        ]
        since = max(known, default=self.review.as_of)
        coming = [month.last for month in self.year.months if since <= month.first]
        until = min(coming, default=self.year.days[-1])
        return too_early("Nobody has been there for a whole month of the school year", until)


def _key(owed: Owed) -> tuple[str, Role, str | None]:
    return owed.who.staff_id, owed.who.role, owed.who.campus_id


def _roles_without_any(asked: dict[Owed, list[Span]]) -> list[tuple[str, Role, str | None]]:
    """Return those in a role of a campus whose holders there were never seen to.

    Somebody of them was there for long enough that leave does not explain it.
    """
    holders: dict[tuple[Role, str | None], list[Owed]] = {}
    for duty in asked:
        holders.setdefault((duty.who.role, duty.who.campus_id), []).append(duty)
    return [
        _key(duty)
        for here in holders.values()
        if not any(duty.days for duty in here)
        if max(len(asked[duty]) for duty in here) >= MONTHS_OF_NEGLECT
        for duty in here
        if asked[duty]
    ]


def _several_of_a_campus(asked: dict[Owed, list[Span]]) -> list[tuple[str, Role, str | None]]:
    """Return those never seen to, of whom there are several on a campus: one may be on leave."""
    never = [
        _key(duty)
        for duty, months in asked.items()
        if not duty.days and len(months) >= MONTHS_OF_NEGLECT
    ]
    people = Counter(campus for _, campus in {(person, campus) for person, _, campus in never})
    return [key for key in never if people[key[2]] > 1]


def _complete_months(owed: Owed, months: list[Span], least: Limit[float]) -> int:
    """Return in how many of the months it was done often enough."""
    return sum(sum(day in month for day in owed.days) >= least.value for month in months)


def _on_all_days(days: tuple[date, ...], posts: tuple[Post, ...]) -> bool:
    if any(post.on(days[0]) and post.on(days[-1]) for post in posts):
        return True
    return all(any(post.on(day) for post in posts) for day in days)

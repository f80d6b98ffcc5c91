"""Shares of events, such as observations with feedback: over the district, and on each campus.

A share over the district hides a campus with one good event among many, so each campus must reach
the share below which taking part is a token, and so must some groups of its people. Of one or two
events that is one.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from attrs import frozen

from lever5_rules.authoring import Limit, Reason, Verdict, enough, gap, listing, missing, shown
from lever5_rules.rules._shared.presence import count_needed
from lever5_rules.rules._shared.training.sessions import MinShareOfCampus


class Place(NamedTuple):
    """A campus, or a group of its people of which the share is asked too."""

    campus: str
    group: str = ""

    def __str__(self) -> str:
        return f"{self.campus} ({self.group})" if self.group else self.campus


class Events(NamedTuple):
    """Some events: where they count, how many, and whether they are good; None if it is not
    told."""

    places: Collection[Place]
    number: int
    good: bool | None


_DISTRICT = Place("")


@frozen(eq=False, repr=False, slots=False)
class Shares:
    """Judgement whether enough events are good, with the least share of each campus."""

    least: MinShareOfCampus

    def judge(
        self,
        events: Iterable[Events],
        share: Limit[float],
        *,
        said: str,
        remedy: str,
        untold: str = "",
        each: str = "on each campus",
        reason: Reason = Reason.BELOW_PARAMETER,
    ) -> Verdict:
        """Return a pass if enough events are good over the district and in each place, else a gap.

        `said` follows the two numbers ("visits had feedback"), `remedy` says what to do at
        {lacking}, `untold` what to find where it is not told whether events are good.
        """
        totals: Counter[Place] = Counter()
        good_counts: Counter[Place] = Counter()
        unsure: Counter[Place] = Counter()
        for places, number, is_good in events:
            for place in (_DISTRICT, *places):
                totals[place] += number
                good_counts[place] += number * (is_good is True)
                unsure[place] += number * (is_good is None)
        campuses = sorted(totals.keys() - {_DISTRICT})
        seldom = [place for place in campuses if good_counts[place] < share.value * totals[place]]
        search_remedy = f"{untold} {_describe_numbers(campuses, unsure)}."
        overall = enough(
            good=good_counts[_DISTRICT],
            of=totals[_DISTRICT],
            share=share,
            said=said,
            remedy=remedy.format(lacking=_name_campuses(seldom) or "every campus"),
            reason=reason,
            more=f" Fewer than asked at {_name_campuses(seldom)}." if seldom else "",
            unknown=unsure[_DISTRICT],
            unknown_remedy=search_remedy,
            scope=_list_campuses(seldom),
        )
        if overall.reason is not Reason.MET:
            return overall
        least = min(self.least, share, key=lambda limit: limit.value)
        required = {place: count_needed(totals[place], least.value) for place in campuses}
        short = [place for place in campuses if good_counts[place] < required[place]]
        surely_short = [
            place for place in short if good_counts[place] + unsure[place] < required[place]
        ]
        if not short:
            return overall.but(message=f"{overall.message[:-1]}, and {shown(least.value)} {each}.")
        shortfalls = listing(
            (
                f"{good_counts[place]} of {totals[place]} at {place}"
                for place in surely_short or short
            ),
            most=12,
        )
        message = (
            f"{overall.message} But only {shortfalls}: at least {shown(least.value)} asked {each}."
        )
        if not surely_short:
            return missing(
                Reason.BLANK_FIELD,
                f"{message} Of {_describe_numbers(short, unsure)} it is not told.",
                search_remedy,
                limit=least,
                scope=_list_campuses(short),
            )
        return gap(
            reason,
            message,
            remedy.format(lacking=_name_campuses(surely_short)),
            limit=least,
            scope=_list_campuses(surely_short),
        )


def _list_campuses(places: Iterable[Place]) -> list[str]:
    return list(dict.fromkeys(place.campus for place in places))


def _name_campuses(places: Iterable[Place]) -> str:
    return listing(_list_campuses(places), most=12)


def _describe_numbers(places: Iterable[Place], numbers: Counter[Place]) -> str:
    return listing((f"{numbers[place]} at {place}" for place in places if numbers[place]), most=12)

"""Whether enough people were reached, and none of the groups that count was left out altogether."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Reason,
    Verdict,
    counted,
    gap,
    listing,
    met,
    shown,
)
from lever5_rules.counting.people import Roster

from .staff import Assignment, in_plural, in_singular

RoomForLeave = Annotated[Limit[int], "coverage.max_on_leave"]
FEWEST = 3
"""People of whom one may be on leave; half of two is not enough of anything."""


def reached(
    people: Iterable[Assignment],
    good: Collection[str],
    share: Limit[float],
    room: Limit[int],
    said: str,
    remedy: str,
    *,
    reason: Reason = Reason.NOT_COVERED,
) -> Verdict:
    """Whether those in `good` are enough of these people, and some of each campus and role.

    The share holds for all of them together; where they are few, `room` of them may be on leave.
    No campus may have none, nor a role that several hold, in the district or on one campus.
    `said` goes on after the numbers ("leaders took part"); `remedy` has `{lacking}` in it.
    """
    everyone = tuple(people)
    persons = {one.staff_id for one in everyone}
    came = len(persons & set(good))
    message = (
        f"{came} of {len(persons)} {said} ({shown(came / len(persons))}); "
        f"at least {shown(share.value)} asked"
    )
    absent = [one for one in everyone if one.staff_id not in good]
    if not enough_but_for_leave(came, len(persons), share.value, room.value):
        return gap(
            reason,
            f"{message}. Others: {where_and_who(absent)}.",
            remedy.format(lacking=where_and_who(absent)),
            limit=share,
            scope=dict.fromkeys(str(one.campus_id) for one in absent),
        )
    out = left_out(everyone, good)
    if out:
        lacking = listing(out, most=12)
        return gap(
            reason,
            f"{message}. But none of {lacking}.",
            remedy.format(lacking=lacking),
            limit=share,
            scope=out.values(),
        )
    return met(f"{message}.", share)


def days_of(
    people: Iterable[Assignment], rows: Iterable[tuple[str, str | None, date]], posts: Roster
) -> dict[str, set[date]]:
    """For each person the days of rows of person, campus and day.

    Rows of somebody who is not on the roster then are in doubt and come here only to see whether
    the outcome hangs on them: they may be of anybody of that campus.
    """
    days: dict[str, set[date]] = {}
    strangers: dict[str | None, set[date]] = {}
    for person, campus, day in rows:
        if posts.knows(person):
            days.setdefault(person, set()).add(day)
        else:
            strangers.setdefault(campus, set()).add(day)
    for one in people if strangers else ():
        maybe = strangers.get(one.campus_id, set()) | strangers.get(None, set())
        if maybe:
            days.setdefault(one.staff_id, set()).update(maybe)
    return days


def enough_but_for_leave(good: int, of: int, share: float, room: int) -> bool:
    """Whether the share is reached, or only as many are lacking as may be on leave."""
    if of and good / of >= share:
        return True
    return of >= FEWEST and good > 0 and of - good <= room


def left_out(people: Iterable[Assignment], good: Collection[str]) -> dict[str, str]:
    """The groups of which none is in `good`, in words, each with the scope that it falls into: a
    campus; a role that several hold; such a role on a campus, where several hold it there."""
    everyone = tuple(people)
    out: dict[str, str] = {}
    for campus in dict.fromkeys(one.campus_id for one in everyone):
        here = [one for one in everyone if one.campus_id == campus]
        if not any(one.staff_id in good for one in here):
            out[f"those at {shown(campus)}"] = str(campus)
            continue
        for role in dict.fromkeys(one.role for one in here):
            held = {one.staff_id for one in here if one.role is role}
            if len(held) > 1 and held.isdisjoint(good):
                who = counted(len(held), in_singular(role), in_plural(role))
                out[f"the {who} at {shown(campus)}"] = str(campus)
    for role in dict.fromkeys(one.role for one in everyone):
        held = {one.staff_id for one in everyone if one.role is role}
        if len(held) > 1 and held.isdisjoint(good):
            out[f"the {len(held)} {in_plural(role)}"] = role.value
    return out


def where_and_who(people: Iterable[Assignment]) -> str:
    """People by campus and role, as numbers: `2 instructional coaches at 101 and 1 principal at
    102`."""
    numbers: Counter[tuple[str, Role]] = Counter()
    for person, campus, role in dict.fromkeys(
        (one.staff_id, shown(one.campus_id), one.role) for one in people
    ):
        del person
        numbers[campus, role] += 1
    return listing(
        (
            f"{counted(number, in_singular(role), in_plural(role))} at {campus}"
            for (campus, role), number in numbers.items()
        ),
        most=12,
    )

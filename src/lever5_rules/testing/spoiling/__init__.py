"""Ways of spoiling a whole kind at once, as the laziest district would fill it in.

For a kind, a way gives spoiled districts, what must hold on them, and for which elements. All of it
is derived from declarations: the kind's `counting` and fields, and what an element needs and reads.
No way knows any rule.
"""

from collections.abc import Callable, Iterator, Mapping

from attrs import frozen

from lever5_rules.artifacts.kinds import KindInfo

from . import people, rows, times, words
from .kit import Asked, Holds, Kit, Spoiling

Spoil = Callable[[Kit, KindInfo], Iterator[Spoiling]]


@frozen(eq=False, repr=False, slots=False)
class Way:
    """A way of spoiling a kind, with its description."""

    name: str
    meaning: str
    spoil: Spoil


def _ways() -> Iterator[Way]:
    for name, meaning, spoil in (
        ("length_zero", "Every length is 0.", times.lengths(0)),
        ("length_blank", "No length is given.", times.lengths(None, vouched=True)),
        ("length_negative", "Every length is below 0.", times.lengths(-60)),
        ("length_unreadable", "Every length is a word.", times.lengths("a while")),
        ("called_off", "Every length says that it was cancelled.", times.lengths("cancelled")),
        ("one_minute", "Everything took one minute.", times.lengths(1, floored=True)),
        ("numbers_zero", "Every number of something is 0.", times.numbers(0)),
        ("numbers_huge", "Every number of something is a million.", times.numbers(1_000_000)),
    ):
        yield Way(name, meaning, spoil)
    for spoil in (
        *(times.on_sundays, times.on_holidays, times.all_on_one_day, times.yet_to_come),
        *(times.ended_before_it_began, times.answered_before, times.to_be_answered),
        *(times.signed_in_before, times.signed_in_on_one_day),
        *(people.by_strangers, people.by_one_person, people.by_oneself),
        *(people.by_people_of_one_campus, people.by_people_of_another_role),
        *(people.by_people_who_have_left, people.by_people_yet_to_begin),
        *(rows.campus_blank, rows.first_campus_everywhere, rows.nothing_of_last_campus),
        *(rows.half_of_the_people, rows.one_person_on_each_campus),
        *(rows.one_id_for_all, rows.half_pasted_again, rows.pasted_again),
    ):
        yield Way(spoil.__name__, " ".join((spoil.__doc__ or "").split()), spoil)
    for name, meaning, spoil in (
        ("says_nothing_yet", "Every text says that it is to follow.", words.says("nothing_yet")),
        ("says_absent", "Every text says that there is none.", words.says("absent")),
        ("says_tick", "Every text is a tick.", words.says("tick")),
        ("says_vague", "Every text sets nothing definite.", words.says("vague")),
        ("in_capitals", "Every id is in capitals.", words.spelled(words.in_capitals)),
        ("with_blanks", "Every id has blanks.", words.spelled(words.with_blanks)),
        ("with_hyphens", "Every id has hyphens.", words.spelled(words.with_hyphens)),
        ("as_a_number", "Every id of figures ends in .0.", words.spelled(words.as_a_number)),
    ):
        yield Way(name, meaning, spoil)


WAYS: Mapping[str, Way] = {way.name: way for way in _ways()}

__all__ = ["WAYS", "Asked", "Holds", "Kit", "Spoiling", "Way"]

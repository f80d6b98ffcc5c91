"""Turnout: who of a group took part, and which campus, role or grade was left without any.

People are counted, never rows: somebody who holds two posts is one person.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from operator import attrgetter, itemgetter

from attrs import field, frozen

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import listing
from lever5_rules.rules._shared.people_in_words import describe_groups
from lever5_rules.rules._shared.presence import count_needed
from lever5_rules.rules._shared.staff import INSTRUCTIONAL_STAFF, Assignment, in_plural

Holder = tuple[str, Role, str | None]
"""A person in a post: id, role and campus."""
FEWEST = 3
"""The least number of people of whom one may be on leave: half of two is not enough of anything."""
FEWEST_OF_NO_CAMPUS = 3
"""The least number of people of no one campus of whom a share is asked."""
_identify = attrgetter("staff_id", "role", "campus_id")


@frozen(eq=False, repr=False, slots=False)
class Shortfall:
    """Those of a group of whom too few took part, or nobody of a part of it.

    `short` are the people of whom the share was not reached, `tokens` the campuses and roles of
    which only a token came, in words, `left_out` those of which nobody came, and `grades` the
    grades (with their campus) of which nobody came.
    """

    short: Collection[Holder] = ()
    tokens: Mapping[str, Collection[Holder]] = field(factory=dict)
    left_out: Collection[Holder] = ()
    grades: Mapping[tuple[str, str], Collection[Holder]] = field(factory=dict)

    @cached_property
    def _of_left_out_parts(self) -> dict[Holder, None]:
        in_grades = (holder for holders in self.grades.values() for holder in holders)
        return dict.fromkeys((*self.left_out, *in_grades))

    @cached_property
    def _of_short_parts(self) -> dict[Holder, None]:
        of_tokens = (holder for holders in self.tokens.values() for holder in holders)
        return dict.fromkeys((*self.short, *of_tokens))

    def list_absent(self, present: Collection[str]) -> list[Holder]:
        """Return the people who would have to take part: of the parts that lack, all who did
        not."""
        lacking = {**self._of_short_parts, **self._of_left_out_parts}
        return [holder for holder in lacking if holder[0] not in present]

    def describe(self, absent: Iterable[Holder]) -> str:
        """Return what lacks as sentences that follow the number of people who took part."""
        sentences = []
        if self._of_left_out_parts:
            sentences.append(f"Nobody of {describe_groups(self._of_left_out_parts)}.")
        if self.grades:
            grade_names = listing(f"{grade} at {campus}" for grade, campus in self.grades)
            sentences.append(f"Left out as a whole: grade {grade_names}.")
        if self.tokens:
            sentences.append(f"Too few of a campus or role: {listing(self.tokens)}.")
        of_short_parts = [holder for holder in absent if holder not in self._of_left_out_parts]
        if of_short_parts and self._of_short_parts:
            sentences.append(f"Not among them: {describe_groups(of_short_parts)}.")
        return " ".join(sentences)


@frozen(eq=False, repr=False, slots=False)
class Turnout:
    """The people of a group, and the ids of those who took part in something."""

    assignments: tuple[Assignment, ...]
    participants: Collection[str]

    @cached_property
    def holders(self) -> list[Holder]:
        """The people in their posts, each once."""
        return list(dict.fromkeys(map(_identify, self.assignments)))

    @cached_property
    def people(self) -> set[str]:
        return set(map(itemgetter(0), self.holders))

    @cached_property
    def present(self) -> set[str]:
        return self.people.intersection(self.participants)

    @property
    def is_complete(self) -> bool:
        """Whether all of them took part."""
        return len(self.present) == len(self.people)

    def allows_leave(self, share: float) -> bool:
        """Return whether the only one absent may be on leave."""
        return allows_leave(len(self.people), len(self.present), share)

    def find_short(self, share: float) -> list[Holder]:
        """Return the people if fewer than a share of them took part."""
        is_reached = len(self.present) >= count_needed(len(self.people), share)
        return [] if is_reached or self.allows_leave(share) else self.holders

    def find_short_campuses(self, share: float) -> list[Holder]:
        """Return the people of the campuses of which fewer than a share took part."""
        places: dict[str | None, list[Holder]] = {}
        for holder in self.holders:
            places.setdefault(holder[2], []).append(holder)
        return [
            holder
            for campus, holders in places.items()
            # no share can be asked of one or two people of no campus
            if campus is not None or len(holders) >= FEWEST_OF_NO_CAMPUS or len(places) == 1
            if not self._reaches_share({person for person, _, _ in holders}, share)
            for holder in holders
        ]

    def _reaches_share(self, people: set[str], share: float) -> bool:
        number = len(people & self.present)
        return number >= count_needed(len(people), share) or allows_leave(
            len(people), number, share
        )

    def find_tokens(self, least: float, *, roles: bool) -> dict[str, list[Holder]]:
        """Return the people of each campus, and of each role, of whom only a token came, in
        words."""
        parts: dict[Role | str, dict[str, Holder]] = {}
        for holder in self.holders:
            person, role, place = holder
            if place is not None:
                parts.setdefault(place, {})[person] = holder
            if roles:
                parts.setdefault(role, {})[person] = holder
        tokens: dict[str, list[Holder]] = {}
        for part, holders in parts.items():
            number = len(holders.keys() & self.present)
            if len(holders) >= FEWEST and 0 < number < least * len(holders):
                who = in_plural(part) if isinstance(part, Role) else f"people at {part}"
                tokens[f"{number} of {len(holders)} {who}"] = list(holders.values())
        return tokens

    def find_left_out_grades(self) -> dict[tuple[str, str], list[Holder]]:
        """Return the grades that three or more teach on a campus and of which nobody came."""
        grades: dict[tuple[str, str], dict[str, Holder]] = {}
        for person in self.assignments:
            if person.grade and person.campus_id:
                holders = grades.setdefault((person.grade, person.campus_id), {})
                holders.setdefault(person.staff_id, _identify(person))
        return {
            grade: list(holders.values())
            for grade, holders in grades.items()
            if len(holders) >= FEWEST and holders.keys().isdisjoint(self.present)
        }


def allows_leave(total: int, present_count: int, share: float) -> bool:
    """Return whether one person of few may be on leave: only one is absent, and others came."""
    needs_all = share < 1 and count_needed(total, share) == total
    return total >= FEWEST and present_count == total - 1 and needs_all


def find_left_out(
    group: Collection[Holder],
    present: Collection[str],
    *,
    roles: bool = True,
    pairs: bool = True,
) -> list[Holder]:
    """Return the people of every campus, role, and role shared on a campus, from which nobody
    came."""
    reached_pairs = {(role, place) for person, role, place in group if person in present}
    holders_per_pair = Counter(map(itemgetter(1, 2), group))
    if len(holders_per_pair) == len(reached_pairs):
        return []  # somebody of every role on every campus came
    reached_campuses = {place for _, place in reached_pairs}
    reached_roles = {role for role, _ in reached_pairs}
    holders = Counter(role for _, role in {(person, role) for person, role, _ in group})
    required_roles = {role for role in holders if holders[role] > 1 or role in INSTRUCTIONAL_STAFF}
    return [
        holder
        for holder in group
        if (holder[2] is not None and holder[2] not in reached_campuses)
        or (roles and holder[1] in required_roles - reached_roles)
        or (pairs and holders_per_pair[holder[1:]] > 1 and holder[1:] not in reached_pairs)
    ]

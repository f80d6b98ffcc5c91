"""Coverage of people: shares, campuses and roles left out, training in turn."""

from datetime import date
from typing import Any

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.core.limits import Limit, Origin
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.years import Span
from lever5_rules.rules._shared.coverage import Coverage
from lever5_rules.rules._shared.presence import Presence, Session, count_needed
from lever5_rules.rules._shared.staff import Assignment

SHARE: Limit[float] = Limit(
    "coverage.min_share_leader", 0.9, "share", Origin.JUDGEMENT, "", "default"
)

TOKEN: Limit[float] = Limit(
    "coverage.min_share_of_part", 0.33, "share", Origin.JUDGEMENT, "", "default"
)


def person(
    staff_id: str, role: Role = Role.TEACHER, campus: str | None = "101", since: int = 2020
) -> Assignment:
    return Assignment(staff_id, role, campus, None, date(since, 8, 1), None, None)


def judged(people: list[Assignment], came: set[str], **options: Any) -> tuple[Outcome | None, str]:
    verdict = Coverage(TOKEN).judge(people, came, SHARE, "came", "Call {lacking}.", **options)
    return verdict.outcome, verdict.message


def test_few_people_may_lack_one_who_is_on_leave() -> None:
    four = [person(f"t{number}") for number in range(4)]
    assert judged(four, {"t0", "t1", "t2"})[0] is Outcome.PASS
    assert judged(four, {"t0", "t1"})[0] is Outcome.GAP
    twenty = [person(f"t{number}") for number in range(20)]
    assert judged(twenty, {f"t{number}" for number in range(18)})[0] is Outcome.PASS
    assert judged(twenty, {f"t{number}" for number in range(17)})[0] is Outcome.GAP


def test_the_only_leader_of_a_campus_is_a_campus_without_any() -> None:
    leaders = [person(f"p{number}", Role.PRINCIPAL, str(number)) for number in range(12)]
    outcome_, message = judged(leaders, {f"p{number}" for number in range(11)})
    assert outcome_ is Outcome.GAP
    assert "11 of 12 principals came (0.92)" in message
    assert "Nobody of 1 principal at 11." in message


def test_two_of_a_role_on_one_campus_are_not_left_out() -> None:
    staff = [person(f"t{number}") for number in range(30)]
    coaches = [
        person(f"c{number}", Role.INSTRUCTIONAL_COACH, "101" if number < 2 else "102")
        for number in range(4)
    ]
    came = {f"t{number}" for number in range(30)} | {"c2", "c3"}
    assert judged([*staff, *coaches], came)[0] is Outcome.GAP
    assert judged([*staff, *coaches], {*came, "c0"})[0] is Outcome.PASS
    assert judged([*staff, *coaches], came, each_role=False)[0] is Outcome.PASS


def test_somebody_at_two_campuses_counts_at_each_and_once() -> None:
    people = [person("p", Role.PRINCIPAL, "101"), person("p", Role.PRINCIPAL, "102")]
    outcome_, message = judged(people, {"p"})
    assert (outcome_, message[:7]) == (Outcome.PASS, "1 of 1 ")


def test_a_share_on_each_campus_is_no_share_of_all() -> None:
    large = [person(f"a{number}") for number in range(30)]
    small = [person(f"b{number}", campus="102") for number in range(3)]
    came = {f"a{number}" for number in range(30)} | {"b0"}
    assert judged([*large, *small], came)[0] is Outcome.PASS
    assert judged([*large, *small], came, on_each_campus=True)[0] is Outcome.GAP


def test_a_share_is_rounded_up_to_people() -> None:
    assert [count_needed(of, 0.9) for of in (1, 9, 10, 20)] == [1, 9, 9, 18]
    assert count_needed(0, 0.33) == 1


def test_training_in_turn_is_training_of_all() -> None:
    """Of six teachers two are there on each of three days, where a third is asked."""
    people = tuple(person(f"t{number}") for number in range(6))
    on = [date(2026, 9, day) for day in (1, 2, 3)]
    seen = Presence(
        {person.staff_id: frozenset({on[place // 2]}) for place, person in enumerate(people)}
    )
    spans = (Span(date(2026, 8, 1), date(2026, 10, 1)),)
    assert seen.rounds(people, 0.33, spans) == tuple(on)
    assert seen.rounds(people, 0.5, spans) == (on[1],)
    assert seen.rounds(people[:2], 1.0, spans) == (on[0],)


def test_an_invitation_is_for_a_role_a_campus_and_those_employed() -> None:
    session = Session("S", date(2026, 9, 1), (Role.TEACHER,), ("101",))
    assert session.invites(person("t"))
    assert session.invites(person("t", campus=None))
    assert not session.invites(person("t", campus="102"))
    assert not session.invites(person("t", Role.PRINCIPAL))
    assert not session.invites(person("t", since=2027))

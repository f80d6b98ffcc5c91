"""What staff deal with when they collaborate: the same elements for two groups of students."""

from collections.abc import Callable, Mapping

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.vocabulary import Topic
from lever5_rules.authoring import (
    Annotated,
    Level,
    Limit,
    Reason,
    Records,
    Rule,
    Verdict,
    conclude,
    every,
    missing,
)

from .calendar import ElapsedQuarters, in_quarters
from .collaboration import Group, Serving
from .meetings import of_type, share_on

MinShare = Annotated[Limit[float], "collab.min_share_meetings_with_topic"]
MinPerQuarter = Annotated[Limit[int], "collab.min_meetings_per_quarter"]


def add_agenda_elements(rule: Rule, group: Group, topics: Mapping[str, frozenset[Topic]]) -> None:
    """Adds to a rule an element for each topic, and one on how often each campus meets."""
    for name, wanted in topics.items():
        words = name.replace("_", " ")
        rule.add(
            _dealing_with(group, wanted, words),
            level=Level.RECORDED,
            name=name,
            requirement=f"Meetings of teachers and specialists deal with {words}.",
        )
    rule.add(
        _held_on_every_campus(group),
        level=Level.RECORDED,
        name="every_campus",
        requirement="Teachers and specialists of every campus that serves these students meet "
        "in every quarter.",
    )


def _dealing_with(group: Group, topics: frozenset[Topic], words: str) -> Callable[..., Verdict]:
    def dealing_with(meetings: Records[Meeting], serving: Serving, share: MinShare) -> Verdict:
        return share_on(of_type(meetings, group.meetings), topics, share, words)

    return group.element(dealing_with)


def _held_on_every_campus(group: Group) -> Callable[..., Verdict]:
    def every_campus(
        meetings: Records[Meeting],
        serving: Serving,
        quarters: ElapsedQuarters,
        least: MinPerQuarter,
    ) -> Verdict:
        held = of_type(meetings, group.meetings).by("campus_id")

        def here(campus: str) -> Verdict:
            if held[campus].count() == 0:
                conclude(
                    missing(
                        Reason.NO_RECORDS,
                        "the meeting log has no such meeting of this campus.",
                        f"Ask campus {campus} for its agendas and add the meetings to "
                        "meeting_log.csv.",
                    )
                )
            return in_quarters(
                [day for day, _ in held[campus].tally("date", "meeting_id")],
                quarters,
                f"Meetings for {group.students}",
                least=least.value,
                limit=least,
            )

        return every(serving, here, what="Campuses")

    return group.element(every_campus)

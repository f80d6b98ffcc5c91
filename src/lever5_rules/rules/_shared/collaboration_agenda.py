"""What staff deal with when they collaborate: the same elements for two groups of students."""

from collections.abc import Callable, Mapping

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.vocabulary import Role, Topic
from lever5_rules.authoring import (
    Annotated,
    Level,
    Limit,
    Reason,
    Records,
    Rule,
    Verdict,
    conclude,
    covers,
    every,
    gap,
    given,
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


def met_together(meetings: Records[Meeting], group: Group) -> Records[Meeting]:
    """The group's meetings at which both a teacher and a specialist were; without any the element
    ends, since a department among itself does not collaborate."""
    held = of_type(meetings, group.meetings)
    shared = held.where(roles_present=Role.TEACHER).where(roles_present=group.specialist)
    if shared.count():
        return shared
    who = f"teachers and {group.staff}"
    if held.where(roles_present=given).count() < held.count():
        conclude(
            missing(
                Reason.BLANK_FIELD,
                f"No meeting of type {group.meetings} says that {who} were there.",
                "Fill in roles_present in meeting_log.csv from the sign-in sheets.",
            )
        )
    conclude(
        gap(
            Reason.NOT_COVERED,
            f"At no meeting of type {group.meetings} were {who} present together.",
            f"Bring {who} into these meetings and record it as roles_present.",
        )
    )


def _dealing_with(group: Group, topics: frozenset[Topic], words: str) -> Callable[..., Verdict]:
    def dealing_with(meetings: Records[Meeting], serving: Serving, share: MinShare) -> Verdict:
        held = met_together(meetings, group)
        often = share_on(held, topics, share, words)
        if often.reason is not Reason.MET:
            return often
        meeting = [campus for campus in serving if campus in held.distinct("campus_id")]
        if not meeting:
            return often
        everywhere = covers(
            held.where(topic_codes=topics).distinct("campus_id"),
            meeting,
            f"Campuses whose meetings dealt with {words}",
            f"Put {words} on the agenda at {{lacking}}, and record it in topic_codes.",
            limit=share,
        )
        return often if everywhere.reason is Reason.MET else everywhere

    return group.element(dealing_with)


def _held_on_every_campus(group: Group) -> Callable[..., Verdict]:
    def every_campus(
        meetings: Records[Meeting],
        serving: Serving,
        quarters: ElapsedQuarters,
        least: MinPerQuarter,
    ) -> Verdict:
        held = met_together(meetings, group).by("campus_id")

        def here(campus: str) -> Verdict:
            if held[campus].count() == 0:
                conclude(
                    missing(
                        Reason.NO_RECORDS,
                        "the meeting log has no such meeting of teachers and specialists of this "
                        "campus.",
                        f"Ask campus {campus} for its agendas and add the meetings to "
                        "meeting_log.csv.",
                    )
                )
            return in_quarters(
                held[campus].distinct("date"),
                quarters,
                f"Meetings for {group.students}",
                least=least.value,
                limit=least,
            )

        return every(serving, here, what="Campuses")

    return group.element(every_campus)

"""Meetings: what they dealt with, and whether the district helped a campus in them."""

from collections.abc import Collection

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.vocabulary import MeetingType, Topic
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Limit,
    Reason,
    Records,
    Verdict,
    conclude,
    covers,
    enough,
    given,
    missing,
)

from .staff import DISTRICT_ROLES

SUPPORT_MEETINGS = frozenset(
    {MeetingType.PRINCIPAL_SUPPORT, MeetingType.ROLL_OUT, MeetingType.COACHING_PRIORITIZATION}
)
"""Meetings in which district staff help a campus."""


def of_type(meetings: Records[Meeting], kind: MeetingType) -> Records[Meeting]:
    """The meetings of a type; where the log has none, the element ends."""
    found = meetings.where(type=kind)
    if found.count() == 0:
        conclude(_none_logged(f"meeting of type {kind}"))
    return found


def support_meetings(
    meetings: Records[Meeting], topics: Collection[Topic], what: str
) -> Records[Meeting]:
    """Meetings of district staff with campuses on a topic; without any the element ends."""
    found = meetings.where(
        type=SUPPORT_MEETINGS, roles_present=DISTRICT_ROLES, topic_codes=frozenset(topics)
    )
    if found.count() == 0:
        conclude(_none_logged(f"meeting of district staff with campuses on {what}"))
    return found


def supported_by_district(meetings: Records[Meeting], campuses: Campuses, topic: Topic) -> Verdict:
    """Whether district staff met with every campus on a topic.

    A meeting without a campus is one of several campuses, and counts for all of them.
    """
    what = topic.value.replace("_", " ")
    found = support_meetings(meetings, {topic}, what)
    together = found.where(campus_id=None).count()
    return covers(
        campuses.ids if together else found.distinct("campus_id"),
        campuses.ids,
        f"Campuses that met with district staff on {what}",
        f"Meet with {{lacking}} on {what} and add it to meeting_log.csv.",
    )


def share_on(
    meetings: Records[Meeting], topics: Collection[Topic], share: Limit[float], what: str
) -> Verdict:
    """Whether enough of these meetings dealt with one of the topics.

    Meetings without topics may have; where they could tip the balance, it cannot be judged.
    """
    return enough(
        meetings.where(topic_codes=frozenset(topics)).count(),
        meetings.count(),
        share,
        f"meetings dealt with {what}",
        f"Put {what} on the agenda more often, and record it in topic_codes.",
        unknown=meetings.count() - meetings.where(topic_codes=given).count(),
        unknown_remedy="Fill in topic_codes in meeting_log.csv from the agendas.",
    )


def _none_logged(what: str) -> Verdict:
    return missing(
        Reason.NO_RECORDS,
        f"The meeting log has no {what}.",
        "Find the agendas and add the meetings to meeting_log.csv, or hold them.",
    )


MinShareOnTopic = Annotated[Limit[float], "collab.min_share_meetings_with_topic"]

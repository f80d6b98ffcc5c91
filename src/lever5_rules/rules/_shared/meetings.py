"""Meetings: what they dealt with, and whether the district helped a campus in them."""

from collections.abc import Collection

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.vocabulary import MeetingType, Role, Topic
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
    listing,
    missing,
)

from .staff import CAMPUS_ROLES, DISTRICT_ROLES

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


def with_campuses(
    meetings: Records[Meeting], what: str, roles: frozenset[Role] = CAMPUS_ROLES
) -> Records[Meeting]:
    """Of these meetings those in which district staff met with people of the roles on campuses;
    without any the element ends. District staff among themselves help no campus."""
    found = meetings.where(roles_present=DISTRICT_ROLES).where(roles_present=roles)
    if found.count() == 0:
        who = "campus staff" if roles == CAMPUS_ROLES else f"a {listing(sorted(roles))}"
        conclude(_none_logged(f"{what} with district staff and {who} in roles_present"))
    return found


def support_meetings(
    meetings: Records[Meeting],
    topics: Collection[Topic],
    what: str,
    roles: frozenset[Role] = CAMPUS_ROLES,
) -> Records[Meeting]:
    """Meetings of district staff with campuses on a topic; without any the element ends."""
    held = meetings.where(type=SUPPORT_MEETINGS, topic_codes=frozenset(topics))
    return with_campuses(held, f"meeting on {what}", roles)


def campuses_met(meetings: Records[Meeting], campuses: Campuses) -> tuple[str, ...]:
    """The campuses that took part."""
    return tuple(one for one in campuses.ids if one in meetings.distinct("campus_id"))


def supported_by_district(meetings: Records[Meeting], campuses: Campuses, topic: Topic) -> Verdict:
    """Whether district staff met with every campus on a topic."""
    what = topic.value.replace("_", " ")
    return covers(
        campuses_met(support_meetings(meetings, {topic}, what), campuses),
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

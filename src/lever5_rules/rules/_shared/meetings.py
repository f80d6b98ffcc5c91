"""Meetings: their topics, and whether the district supported campuses in them."""

from collections.abc import Collection
from datetime import date, timedelta

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.vocabulary import MeetingType, Role, Topic
from lever5_rules.authoring import (
    Campuses,
    Limit,
    Reason,
    Records,
    Verdict,
    conclude,
    counted,
    covers,
    enough,
    gap,
    given,
    listing,
    missing,
)
from lever5_rules.rules._shared.names import in_words
from lever5_rules.rules._shared.near_misses import (
    NearMisses,
    count_lacking,
    describe_near_misses,
)
from lever5_rules.rules._shared.staff import CAMPUS_ROLES, DISTRICT_ROLES, in_plural
from lever5_rules.rules._shared.training.sessions import may_be_on_teaching

SUPPORT_MEETINGS = frozenset(
    {MeetingType.PRINCIPAL_SUPPORT, MeetingType.ROLL_OUT, MeetingType.COACHING_PRIORITIZATION}
)
"""Meeting types in which district staff support a campus."""


def select_type(meetings: Records[Meeting], kind: MeetingType) -> Records[Meeting]:
    """Return the meetings of a type; if the log has none, the element ends."""
    selected = meetings.where(type=kind)
    if selected.count() == 0 and selected.too_short():
        conclude(
            gap(
                Reason.BELOW_PARAMETER,
                f"No meeting of type {kind} took place and lasted long enough to be one.",
                "Hold such meetings, and correct minutes in meeting_log.csv where it is wrong.",
            )
        )
    if selected.count() == 0:
        conclude(_report_none_logged(f"meeting of type {kind}", selected, NearMisses()))
    return selected


def select_with_campuses(
    meetings: Records[Meeting],
    what: str,
    roles: frozenset[Role] = CAMPUS_ROLES,
    conditions: str = "",
) -> Records[Meeting]:
    """Return the meetings of district staff with people of these roles on campuses.

    If there are none, the element ends, saying by which `conditions` they were looked for. A
    meeting of district staff alone does not support a campus.
    """
    selected = meetings.where(roles_present=DISTRICT_ROLES).where(roles_present=roles)
    if selected.count() == 0:
        sought = f"{what} with district staff and {_describe_roles(roles)} in roles_present"
        sought += f" ({conditions})" if conditions else ""
        conclude(_report_none_logged(sought, meetings, find_without(meetings, roles)))
    return selected


def _describe_roles(roles: frozenset[Role]) -> str:
    if roles == CAMPUS_ROLES:
        return "campus staff"
    if len(roles) == 1:
        return f"a {listing(sorted(roles))}"
    others = CAMPUS_ROLES - roles
    if len(others) < len(roles):
        return f"campus staff other than {listing(map(in_plural, sorted(others)))}"
    return " or ".join(map(in_plural, sorted(roles)))


def select_support_meetings(
    meetings: Records[Meeting],
    topics: Collection[Topic],
    what: str,
    roles: frozenset[Role] = CAMPUS_ROLES,
    types: frozenset[MeetingType] = SUPPORT_MEETINGS,
) -> Records[Meeting]:
    """Return the meetings of district staff with campuses on a topic; without any, the element
    ends.

    Where district staff met with principals to support them, and each time on other topics, that is
    a gap.
    """
    selected = meetings.where(type=types, topic_codes=frozenset(topics))
    if selected.count() == 0:
        _refuse_other_topics(
            meetings.where(type=MeetingType.PRINCIPAL_SUPPORT), roles, "to support them", what
        )
    sought_types, sought_topics = (" or ".join(sorted(codes)) for codes in (types, topics))
    conditions = f"looked for type {sought_types}, and topic_codes {sought_topics}"
    return select_with_campuses(selected, f"meeting on {what}", roles, conditions)


def select_on_teaching(
    meetings: Records[Meeting], roles: frozenset[Role], why: str
) -> Records[Meeting]:
    """Return the meetings that may be on teaching; if district staff met with people of these
    roles, and each time on operations or compliance, the element ends with a gap.

    `why` completes the sentence that district staff met with them.
    """
    selected = meetings.fitting(may_be_on_teaching, Meeting.topic_codes)
    if selected.count() == 0:
        _refuse_other_topics(meetings, roles, why, "teaching")
    return selected


def _refuse_other_topics(
    meetings: Records[Meeting], roles: frozenset[Role], why: str, what: str
) -> None:
    """End the element with a gap if meetings with people of these roles took place, and the topics
    of all are known, which are not those that were looked for."""
    others = meetings.where(roles_present=DISTRICT_ROLES).where(roles_present=roles)
    others_with_topics = others.where(topic_codes=given)
    if not 0 < others_with_topics.count() == others.count():
        return
    days = others_with_topics.distinct(Meeting.date)
    topics = sorted(others_with_topics.distinct(Meeting.topic_codes))
    conclude(
        gap(
            Reason.NOT_COVERED,
            f"District staff met with {_describe_roles(roles)} {why} on "
            f"{counted(len(days), 'day')}, and by topic_codes never on {what}, but on "
            f"{listing(topics)}.",
            f"Put {what} on the agenda of these meetings; where it was, correct topic_codes in "
            "meeting_log.csv.",
            rows=others_with_topics,
        )
    )


def list_campuses(meetings: Records[Meeting], campuses: Campuses) -> tuple[str, ...]:
    """Return the campuses that took part."""
    return tuple(
        campus for campus in campuses.ids if campus in meetings.distinct(Meeting.campus_id)
    )


def judge_help(
    meetings: Records[Meeting],
    campuses: Campuses,
    what: str,
    text: str,
    remedy: str,
    roles: frozenset[Role] = CAMPUS_ROLES,
) -> Verdict:
    """Return whether district staff met people of these roles of every campus.

    `what` is one such meeting in words, `text` the subject of the sentence. A meeting with blank
    attendance may be one.
    """
    blank_meetings = meetings.where(roles_present=None)
    if blank_meetings.count() and meetings.where(roles_present=given).count() == 0:
        conclude(_report_blank_attendance(f"No {what} tells", blank_meetings, ()))
    joint_meetings = select_with_campuses(meetings, what, roles)
    verdict = covers(
        found=list_campuses(joint_meetings, campuses), wanted=campuses.ids, what=text, remedy=remedy
    )
    if verdict.reason is Reason.MET or blank_meetings.count() == 0:
        return verdict
    unclear_campuses = [
        campus for campus in list_campuses(blank_meetings, campuses) if campus in verdict.scope
    ]
    if not unclear_campuses:
        return verdict
    text = f"{verdict.message} A {what} at {listing(unclear_campuses)} does not tell"
    return _report_blank_attendance(text, blank_meetings, unclear_campuses)


def _report_blank_attendance(
    text: str, meetings: Records[Meeting], campuses: Collection[str]
) -> Verdict:
    return missing(
        Reason.BLANK_FIELD,
        f"{text} who was there.",
        "Fill in roles_present in meeting_log.csv from the agendas.",
        scope=campuses,
        rows=meetings,
    )


def judge_support(
    meetings: Records[Meeting],
    campuses: Campuses,
    topic: Topic,
    roles: frozenset[Role] = CAMPUS_ROLES,
) -> Verdict:
    """Return whether district staff met with every campus on a topic, in whatever type of
    meeting."""
    what = in_words(topic.value)
    return judge_help(
        meetings.where(topic_codes=topic),
        campuses,
        f"meeting on {what}",
        f"Campuses that met with district staff on {what}",
        f"Meet with {{lacking}} on {what} and add it to meeting_log.csv.",
        roles,
    )


def judge_share_of_weeks(
    meetings: Records[Meeting], topics: Collection[Topic], share: Limit[float], what: str
) -> Verdict:
    """Return whether enough of the weeks with such a meeting had one on one of the topics.

    Additional meetings in a week do no harm. Meetings without topics may have been on them; if they
    could change the result, it is missing evidence. If two subjects alternate, an odd week may
    belong to the other subject.
    """
    weeks = _list_weeks(meetings)
    weeks_on_topic = _list_weeks(meetings.where(topic_codes=frozenset(topics)))
    unclear_weeks = _list_weeks(meetings.where(topic_codes=None)) - weeks_on_topic
    alternates = len(weeks_on_topic) > 0 and len(weeks_on_topic) == int(share.value * len(weeks))
    return enough(
        good=len(weeks_on_topic),
        of=int(len(weeks_on_topic) / share.value) if alternates else len(weeks),
        share=share,
        said=f"weeks with meetings dealt with {what}",
        remedy=f"Put {what} on the agenda more often, and record it in topic_codes.",
        unknown=len(unclear_weeks),
        unknown_remedy="Fill in topic_codes in meeting_log.csv from the agendas of the weeks from "
        f"{listing(sorted(unclear_weeks))}.",
    )


def _list_weeks(meetings: Records[Meeting]) -> set[date]:
    """Return the Mondays of the weeks with these meetings."""
    days = meetings.distinct(Meeting.date) if meetings.count() else ()
    return {day - timedelta(days=day.weekday()) for day in days}


def find_without(meetings: Records[Meeting], roles: frozenset[Role]) -> NearMisses:
    """Return how many of these meetings were without district staff, and without people of these
    roles."""
    lacks = (
        count_lacking(
            *(meetings, "without district staff", "roles_present"), roles_present=DISTRICT_ROLES
        ),
        count_lacking(
            *(meetings, f"without {_describe_roles(roles)}", "roles_present"), roles_present=roles
        ),
    )
    return describe_near_misses(meetings, "on such meetings", lacks)


def describe_remedy(misses: NearMisses) -> str:
    """Return what to do where no meeting of the right people was found."""
    correction = f"; where they were there, correct {misses.columns}" if misses.columns else ""
    return f"Find the agendas and add the meetings to meeting_log.csv, or hold them{correction}."


def _report_none_logged(what: str, rows: Records[Meeting], misses: NearMisses) -> Verdict:
    return missing(
        Reason.NO_RECORDS,
        f"The meeting log has no {what}.{misses.sentence}",
        describe_remedy(misses),
        rows=rows,
    )

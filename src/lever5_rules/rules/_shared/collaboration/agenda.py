"""The topics of collaboration: elements shared by two groups of students."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.vocabulary import MeetingType, Role, Topic
from lever5_rules.authoring import (
    Annotated,
    Level,
    Limit,
    Outcome,
    Reason,
    Records,
    Rule,
    Verdict,
    conclude,
    counted,
    every,
    gap,
    missing,
)
from lever5_rules.rules._shared.calendar import ElapsedQuarters
from lever5_rules.rules._shared.collaboration.groups import Group, Serving, Specialists
from lever5_rules.rules._shared.collaboration.slots import SchoolDays
from lever5_rules.rules._shared.names import in_words
from lever5_rules.rules._shared.regularity import judge_quarters, select_begun
from lever5_rules.rules._shared.staff import Openings

INCLUSION_STRATEGIES = frozenset({Topic.INCLUSION_STRATEGIES, Topic.INCLUSIVE_PRACTICES})
MinPerQuarter = Annotated[Limit[int], "collab.min_meetings_per_quarter"]


def add_agenda_elements(rule: Rule, group: Group, topics: Mapping[str, frozenset[Topic]]) -> None:
    """Add to a rule an element for each topic, and one on how often each campus meets."""
    subjects = frozenset[Topic]().union(*topics.values())
    for name, topic_codes in topics.items():
        words = in_words(name)
        rule.add(
            _make_topic_element(group, subjects, topic_codes, words),
            level=Level.RECORDED,
            name=name,
            requirement=f"Meetings of teachers and specialists of every campus that serves these "
            f"students deal with {words} in every quarter.",
            unasked=dict.fromkeys(
                ("first_campus_everywhere", "nothing_of_last_campus"),
                "`every_campus` asks for each campus.",
            ),
        )
    rule.add(
        _make_frequency_element(group, subjects),
        level=Level.RECORDED,
        name="every_campus",
        requirement="Teachers and specialists of every campus that serves these students meet "
        "in every quarter.",
    )


@frozen(eq=False, repr=False, slots=False)
class JointMeetings:
    """Meetings of teachers and specialists about a group's students.

    These are meetings of the group's own type, and PLCs and data meetings with one of the subjects
    on their agenda. `group_meetings` are all meetings of the group's type, whoever was present: a
    department alone does not collaborate. Days on which staff are not at work yet do not count.
    """

    group_meetings: Records[Meeting]
    subject_meetings: Records[Meeting]
    group: Group
    specialists: Specialists
    school: SchoolDays

    @classmethod
    def of(
        cls,
        meetings: Records[Meeting],
        group: Group,
        subjects: frozenset[Topic],
        specialists: Specialists,
        school: SchoolDays,
    ) -> "JointMeetings":
        group_meetings = meetings.where(type=group.meetings)
        subject_meetings = meetings.where(
            type={MeetingType.PLC, MeetingType.DATA_MEETING}, topic_codes=subjects
        )
        joint_meetings = cls(group_meetings, subject_meetings, group, specialists, school)
        joint_meetings._require_joint()
        return joint_meetings

    def days(
        self, campus: str, topics: frozenset[Topic] | None, *, listed: bool = True
    ) -> set[date]:
        """Return the days of such meetings on a campus, on one of the topics if given.

        They are those on which the roster lists specialists there, or those on which it does not.
        """
        conditions = {} if topics is None else {"topic_codes": topics}
        joint_meetings = (
            self._select_joint(kind.where(**conditions))
            for kind in (self.group_meetings, self.subject_meetings)
        )
        return self._collect_days(joint_meetings, campus, listed)

    def unclear_days(self, campus: str, topics: frozenset[Topic] | None) -> set[date]:
        """Return the days of meetings on a campus where attendance or topics are blank."""
        selections: list[dict[str, Any]] = [{}] if topics is None else [{"topic_codes": topics}]
        without_roles = [
            self.group_meetings.where(roles_present=None, **conditions) for conditions in selections
        ]
        if topics is None:
            return self._collect_days(without_roles, campus)
        without_topics = self.group_meetings.where(topic_codes=None)
        without_either = without_topics.where(roles_present=None)
        return self._collect_days(
            [*without_roles, self._select_joint(without_topics), without_either], campus
        )

    def is_logged(self, campus: str) -> bool:
        """Return whether the log has any meeting for the group on a campus, whatever its length."""
        campus_meetings = self.group_meetings.by(Meeting.campus_id)[campus]
        return bool(
            campus_meetings.count()
            or campus_meetings.too_short()
            or self.days(campus, None)
            or self.days(campus, None, listed=False)
        )

    def _select_joint(self, meetings: Records[Meeting]) -> Records[Meeting]:
        specialist = self.group.specialist
        return meetings.where(roles_present=Role.TEACHER).where(roles_present=specialist)

    def _collect_days(
        self, selections: Iterable[Records[Meeting]], campus: str, listed: bool | None = None
    ) -> set[date]:
        days: set[date] = set()
        for meetings in selections:
            campus_meetings = meetings.by(Meeting.campus_id)[campus]
            for day, places in (
                campus_meetings.tally(Meeting.date, Meeting.campus_id)
                if campus_meetings.count()
                else ()
            ):
                if day in self.school.on_duty and listed in (
                    None,
                    self.specialists.work_at(places, self.group, day),
                ):
                    days.add(day)
        return days

    def _require_joint(self) -> None:
        """End the element if no meeting of the district brings teachers and specialists
        together."""
        if any(
            self._select_joint(kind).count()
            for kind in (self.group_meetings, self.subject_meetings)
        ):
            return
        group_meetings, participants = self.group_meetings, f"teachers and {self.group.staff}"
        kind = f"meeting of type {self.group.meetings}"
        if group_meetings.count() == 0 and group_meetings.too_short():
            conclude(
                gap(
                    Reason.BELOW_PARAMETER,
                    f"None of {group_meetings.too_short()} meetings of type {self.group.meetings} "
                    "took place and lasted long enough to be one.",
                    f"Hold meetings of {participants} that last, and correct minutes in "
                    "meeting_log.csv where it is wrong.",
                )
            )
        if group_meetings.count() == 0:
            conclude(
                missing(
                    Reason.NO_RECORDS,
                    f"The meeting log has no {kind}, and no PLC or data meeting on this at which "
                    f"{participants} were.",
                    "Find the agendas and add the meetings to meeting_log.csv, or hold them.",
                    rows=group_meetings,
                )
            )
        if group_meetings.where(roles_present=None).count():
            conclude(
                missing(
                    Reason.BLANK_FIELD,
                    f"No {kind} says that {participants} were there.",
                    "Fill in roles_present in meeting_log.csv from the sign-in sheets.",
                )
            )
        conclude(
            gap(
                Reason.NOT_COVERED,
                f"At no {kind} were {participants} present together.",
                f"Bring {participants} into these meetings and record it as roles_present.",
            )
        )


def _judge_each_quarter(
    joint_meetings: JointMeetings,
    campus: str,
    topics: frozenset[Topic] | None,
    judge: Callable[[set[date]], Verdict],
) -> Verdict:
    """Return whether a campus has met in each quarter on one of the topics.

    A gap becomes missing evidence if the log of the campus is absent, or if blanks in it could turn
    the gap into a pass.
    """
    days = joint_meetings.days(campus, topics)
    verdict = judge(days)
    if verdict.outcome is not Outcome.GAP:
        return verdict
    if not joint_meetings.is_logged(campus):
        return missing(
            Reason.NO_RECORDS,
            "the meeting log has no such meeting of teachers and specialists of this campus.",
            f"Ask campus {campus} for its agendas and add the meetings to meeting_log.csv.",
        )
    unclear_days = joint_meetings.unclear_days(campus, topics)
    if unclear_days and judge(days | unclear_days).outcome is Outcome.PASS:
        return missing(
            Reason.BLANK_FIELD,
            f"{verdict.message} Meetings on {len(unclear_days)} more days do not say who was "
            "there, or on what.",
            "Fill in roles_present and topic_codes in meeting_log.csv from the agendas.",
            limit=verdict.limit,
        )
    unlisted_days = joint_meetings.days(campus, topics, listed=False)
    if unlisted_days and judge(days | unclear_days | unlisted_days).outcome is Outcome.PASS:
        text = f"For {counted(len(unlisted_days), 'day')} with such meetings"
        return joint_meetings.specialists.report_unlisted([campus], joint_meetings.group, text)
    return verdict


def _make_topic_element(
    group: Group, subjects: frozenset[Topic], topics: frozenset[Topic], words: str
) -> Callable[..., Verdict]:
    codes = " or ".join(sorted(topics))

    def judge_topic(
        meetings: Records[Meeting],
        serving: Serving,
        quarters: ElapsedQuarters,
        openings: Openings,
        specialists: Specialists,
        school: SchoolDays,
    ) -> Verdict:
        joint_meetings = JointMeetings.of(meetings, group, subjects, specialists, school)

        def judge_campus(campus: str) -> Verdict:
            return _judge_each_quarter(
                joint_meetings,
                campus,
                topics,
                lambda days: judge_quarters(
                    days,
                    quarters,
                    f"Meetings of teachers and {group.staff} on {words} (topic_codes {codes})",
                    remedy=f"Put {words} on the agenda at {campus} at least once in every quarter, "
                    "and record it in topic_codes.",
                    since=openings.get(campus),
                ),
            )

        # another element already reports, once, that the log has nothing of a campus
        logged = [campus for campus in serving if joint_meetings.is_logged(campus)]
        begun_campuses = select_begun(logged or serving, openings.get, quarters)
        return every(begun_campuses, judge_campus, what="Campuses")

    return group.bind(judge_topic)


def _make_frequency_element(group: Group, subjects: frozenset[Topic]) -> Callable[..., Verdict]:
    def judge_frequency(
        meetings: Records[Meeting],
        serving: Serving,
        quarters: ElapsedQuarters,
        openings: Openings,
        least: MinPerQuarter,
        specialists: Specialists,
        school: SchoolDays,
    ) -> Verdict:
        joint_meetings = JointMeetings.of(meetings, group, subjects, specialists, school)

        def judge_campus(campus: str) -> Verdict:
            return _judge_each_quarter(
                joint_meetings,
                campus,
                None,
                lambda days: judge_quarters(
                    days,
                    quarters,
                    f"Meetings for {group.students}",
                    least=least.value,
                    limit=least,
                    since=openings.get(campus),
                ),
            )

        return every(select_begun(serving, openings.get, quarters), judge_campus, what="Campuses")

    return group.bind(judge_frequency)

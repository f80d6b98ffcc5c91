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
from lever5_rules.rules._shared.names import in_words
from lever5_rules.rules._shared.regularity import begun, in_quarters
from lever5_rules.rules._shared.staff import Openings

INCLUSION_STRATEGIES = frozenset({Topic.INCLUSION_STRATEGIES, Topic.INCLUSIVE_PRACTICES})
MinPerQuarter = Annotated[Limit[int], "collab.min_meetings_per_quarter"]


def add_agenda_elements(rule: Rule, group: Group, topics: Mapping[str, frozenset[Topic]]) -> None:
    """Add to a rule an element for each topic, and one on how often each campus meets."""
    subjects = frozenset[Topic]().union(*topics.values())
    for name, wanted in topics.items():
        words = in_words(name)
        rule.add(
            _dealing_with(group, subjects, wanted, words),
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
        _held_on_every_campus(group, subjects),
        level=Level.RECORDED,
        name="every_campus",
        requirement="Teachers and specialists of every campus that serves these students meet "
        "in every quarter.",
    )


@frozen(eq=False, repr=False, slots=False)
class JointMeetings:
    """Meetings of teachers and specialists about a group's students.

    These are meetings of the group's own type, and PLCs and data meetings with one of the subjects
    on their agenda. `own` are all meetings of the group's type, whoever was present: a department
    alone does not collaborate.
    """

    own: Records[Meeting]
    others: Records[Meeting]
    group: Group
    specialists: Specialists

    @classmethod
    def of(
        cls,
        meetings: Records[Meeting],
        group: Group,
        subjects: frozenset[Topic],
        specialists: Specialists,
    ) -> "JointMeetings":
        own = meetings.where(type=group.meetings)
        others = meetings.where(
            type={MeetingType.PLC, MeetingType.DATA_MEETING}, topic_codes=subjects
        )
        joint = cls(own, others, group, specialists)
        joint._must_be_together()
        return joint

    def days(
        self, campus: str, topics: frozenset[Topic] | None, *, listed: bool = True
    ) -> set[date]:
        """Return the days of such meetings on a campus, on one of the topics if given.

        They are those on which the roster lists specialists there, or those on which it does not.
        """
        on = {} if topics is None else {"topic_codes": topics}
        both = (self._both(kind.where(**on)) for kind in (self.own, self.others))
        return self._days(both, campus, listed)

    def days_untold(self, campus: str, topics: frozenset[Topic] | None) -> set[date]:
        """Return the days of meetings on a campus where attendance or topics are blank."""
        asked: list[dict[str, Any]] = [{}] if topics is None else [{"topic_codes": topics}]
        nobody = [self.own.where(roles_present=None, **on) for on in asked]
        if topics is None:
            return self._days(nobody, campus)
        nothing = self.own.where(topic_codes=None)
        neither = nothing.where(roles_present=None)
        return self._days([*nobody, self._both(nothing), neither], campus)

    def logged(self, campus: str) -> bool:
        """Return whether the log has any meeting for the group on a campus, whatever its length."""
        own = self.own.by(Meeting.campus_id)[campus]
        return bool(
            own.count()
            or own.too_short()
            or self.days(campus, None)
            or self.days(campus, None, listed=False)
        )

    def _both(self, meetings: Records[Meeting]) -> Records[Meeting]:
        specialist = self.group.specialist
        return meetings.where(roles_present=Role.TEACHER).where(roles_present=specialist)

    def _days(
        self, selections: Iterable[Records[Meeting]], campus: str, listed: bool | None = None
    ) -> set[date]:
        days: set[date] = set()
        for meetings in selections:
            here = meetings.by(Meeting.campus_id)[campus]
            for day, places in here.tally(Meeting.date, Meeting.campus_id) if here.count() else ():
                if listed in (None, self.specialists.at(places, self.group, day)):
                    days.add(day)
        return days

    def _must_be_together(self) -> None:
        """End the element if no meeting of the district brings teachers and specialists
        together."""
        if any(self._both(kind).count() for kind in (self.own, self.others)):
            return
        own, who = self.own, f"teachers and {self.group.staff}"
        kind = f"meeting of type {self.group.meetings}"
        if own.count() == 0 and own.too_short():
            conclude(
                gap(
                    Reason.BELOW_PARAMETER,
                    f"None of {own.too_short()} meetings of type {self.group.meetings} took place "
                    "and lasted long enough to be one.",
                    f"Hold meetings of {who} that last, and correct minutes in meeting_log.csv "
                    "where it is wrong.",
                )
            )
        if own.count() == 0:
            conclude(
                missing(
                    Reason.NO_RECORDS,
                    f"The meeting log has no {kind}, and no PLC or data meeting on this at which "
                    f"{who} were.",
                    "Find the agendas and add the meetings to meeting_log.csv, or hold them.",
                    rows=own,
                )
            )
        if own.where(roles_present=None).count():
            conclude(
                missing(
                    Reason.BLANK_FIELD,
                    f"No {kind} says that {who} were there.",
                    "Fill in roles_present in meeting_log.csv from the sign-in sheets.",
                )
            )
        conclude(
            gap(
                Reason.NOT_COVERED,
                f"At no {kind} were {who} present together.",
                f"Bring {who} into these meetings and record it as roles_present.",
            )
        )


def _in_each_quarter(
    together: JointMeetings,
    campus: str,
    topics: frozenset[Topic] | None,
    judged: Callable[[set[date]], Verdict],
) -> Verdict:
    """Return the verdict on the days of a campus.

    A gap becomes missing evidence if the log of the campus is absent, or if blanks in it could turn
    the gap into a pass.
    """
    days = together.days(campus, topics)
    verdict = judged(days)
    if verdict.outcome is not Outcome.GAP:
        return verdict
    if not together.logged(campus):
        return missing(
            Reason.NO_RECORDS,
            "the meeting log has no such meeting of teachers and specialists of this campus.",
            f"Ask campus {campus} for its agendas and add the meetings to meeting_log.csv.",
        )
    untold = together.days_untold(campus, topics)
    if untold and judged(days | untold).outcome is Outcome.PASS:
        return missing(
            Reason.BLANK_FIELD,
            f"{verdict.message} Meetings on {len(untold)} more days do not say who was there, or "
            "on what.",
            "Fill in roles_present and topic_codes in meeting_log.csv from the agendas.",
            limit=verdict.limit,
        )
    unlisted = together.days(campus, topics, listed=False)
    if unlisted and judged(days | untold | unlisted).outcome is Outcome.PASS:
        text = f"For {counted(len(unlisted), 'day')} with such meetings"
        return together.specialists.unlisted([campus], together.group, text)
    return verdict


def _dealing_with(
    group: Group, subjects: frozenset[Topic], topics: frozenset[Topic], words: str
) -> Callable[..., Verdict]:
    codes = " or ".join(sorted(topics))

    def dealing_with(
        meetings: Records[Meeting],
        serving: Serving,
        quarters: ElapsedQuarters,
        openings: Openings,
        specialists: Specialists,
    ) -> Verdict:
        together = JointMeetings.of(meetings, group, subjects, specialists)

        def here(campus: str) -> Verdict:
            return _in_each_quarter(
                together,
                campus,
                topics,
                lambda days: in_quarters(
                    days,
                    quarters,
                    f"Meetings of teachers and {group.staff} on {words} (topic_codes {codes})",
                    remedy=f"Put {words} on the agenda at {campus} at least once in every quarter, "
                    "and record it in topic_codes.",
                    since=openings.get(campus),
                ),
            )

        # another element already reports, once, that the log has nothing of a campus
        logged = [campus for campus in serving if together.logged(campus)]
        asked = begun(logged or serving, openings.get, quarters)
        return every(asked, here, what="Campuses")

    return group.element(dealing_with)


def _held_on_every_campus(group: Group, subjects: frozenset[Topic]) -> Callable[..., Verdict]:
    def every_campus(
        meetings: Records[Meeting],
        serving: Serving,
        quarters: ElapsedQuarters,
        openings: Openings,
        least: MinPerQuarter,
        specialists: Specialists,
    ) -> Verdict:
        together = JointMeetings.of(meetings, group, subjects, specialists)

        def here(campus: str) -> Verdict:
            return _in_each_quarter(
                together,
                campus,
                None,
                lambda days: in_quarters(
                    days,
                    quarters,
                    f"Meetings for {group.students}",
                    least=least.value,
                    limit=least,
                    since=openings.get(campus),
                ),
            )

        return every(begun(serving, openings.get, quarters), here, what="Campuses")

    return group.element(every_campus)

"""The district's support of principals in observing their leaders: meetings and joint visits."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.vocabulary import MeetingType, Role, Topic
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Outcome,
    Reason,
    Records,
    Verdict,
    conclude,
    every,
    missing,
    not_applicable,
    readings,
)
from lever5_rules.rules._shared.calendar import ElapsedQuarters
from lever5_rules.rules._shared.leadership import CampusLeaders
from lever5_rules.rules._shared.meetings import SUPPORT_MEETINGS, select_support_meetings
from lever5_rules.rules._shared.observations.joint import JointVisits
from lever5_rules.rules._shared.regularity import judge_quarters
from lever5_rules.rules._shared.staff import Assignment, Openings, Staff, select_open
from lever5_rules.rules._shared.supervision import find_superintendent_campuses

MinPerQuarter = Annotated[Limit[int], "district_support.min_per_quarter"]
ON_OBSERVING = (Topic.OBSERVATION_FEEDBACK, Topic.COACHING_PRACTICES, Topic.COACHING_DATA)
MEETINGS = SUPPORT_MEETINGS - {MeetingType.COACHING_PRIORITIZATION}
"""Meeting types that count as help; choosing teachers to coach is not help with observing
leaders."""


def leading_under_principals(leaders: CampusLeaders) -> tuple[Assignment, ...]:
    """Return leaders other than principals, each under the principal of a campus.

    If there are none, the element does not apply.
    """
    assignments = tuple(
        leader
        for leader in leaders
        if leader.role is not Role.PRINCIPAL and leader.campus_id is not None
    )
    if not assignments:
        conclude(not_applicable("No campus has an instructional leader beside its principal."))
    return assignments


Observed = Annotated[tuple[Assignment, ...], leading_under_principals]


@frozen(eq=False, repr=False, slots=False)
class Support:
    """What may show that the district helps principals to observe, beside the meeting log."""

    joint_visits: JointVisits | None
    observed: Observed
    staff: Staff
    openings: Openings
    quarters: ElapsedQuarters
    least: MinPerQuarter

    def judge(self, meetings: Records[Meeting] | None) -> Verdict:
        """Return whether the principal of each open campus was helped in every quarter: in
        meetings, or else in meetings and joint visits together."""
        heads = find_superintendent_campuses(self.staff)
        helped = dict.fromkeys(
            str(leader.campus_id) for leader in self.observed if leader.campus_id not in heads
        )
        if not helped:
            return not_applicable(
                "The only principal is the superintendent: the district is the campus."
            )
        campuses = select_open(helped, self.openings, self.quarters)
        logs = () if meetings is None else (meetings,)
        found, unread = readings(logs, _select_on_observing)
        if meetings is None:
            unread = [_report_lost("meeting log", "Find the agendas of meetings with principals")]
        support: list[Mapping[str, Records[Any]]] = [
            records.by(Meeting.campus_id) for _, records in found
        ]
        if support and (verdict := self._judge(campuses, support)).outcome is not Outcome.GAP:
            return verdict
        visits = self.joint_visits.select_final() if self.joint_visits else None
        if visits is not None and visits.count():
            support.append(visits.by(Observation.campus_id))
        if not support:
            return self._report_none(unread[0])
        if visits is None:
            unread = [_report_lost("observation log", "Find the records of observations")]
        verdict = self._judge(campuses, support)
        if verdict.outcome is not Outcome.GAP or not unread:
            return verdict
        return unread[0].but(
            message=f"{verdict.message} {unread[0].message}", scope=verdict.scope, limit=self.least
        )

    def _judge(
        self, campuses: Iterable[str], support: Iterable[Mapping[str, Records[Any]]]
    ) -> Verdict:
        """Return whether each campus has enough days of support, of one kind or another."""

        def judge_campus(campus: str) -> Verdict:
            days = {day for records in support for (day,) in records[campus].tally("date")}
            return judge_quarters(
                *(days, self.quarters, "Support by the district"),
                least=self.least.value,
                limit=self.least,
                since=self.openings.get(campus),
            )

        return every(campuses, judge_campus, what="Campuses")

    def _report_none(self, by_meetings: Verdict) -> Verdict:
        """Return the verdict where neither such meetings nor joint visits were found."""
        if self.joint_visits is None:
            return by_meetings
        misses = self.joint_visits.find_near_misses()
        correction = f", and correct {misses.columns} where it is wrong" if misses.columns else ""
        return by_meetings.but(
            message=f"{by_meetings.message} The observation log has no final observation of type "
            "joint by district staff of a leader whom the principal observes, or of the "
            f"principal's feedback meeting.{misses.sentence}",
            remedy=f"{by_meetings.remedy} Where district staff went along with the principal, "
            f"record it in observation_log.csv with type joint{correction}.",
        )


def _select_on_observing(meetings: Records[Meeting]) -> Records[Meeting]:
    return select_support_meetings(
        *(meetings, ON_OBSERVING, "observing and feedback", frozenset({Role.PRINCIPAL}), MEETINGS)
    )


def _report_lost(log: str, find: str) -> Verdict:
    return missing(
        Reason.NO_RECORDS,
        f"There is no {log} that can be read.",
        f"{find} and add them to {log.replace(' ', '_')}.csv.",
    )

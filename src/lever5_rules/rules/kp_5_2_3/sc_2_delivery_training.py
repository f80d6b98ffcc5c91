"""5.2.3-2: training on instructional delivery differs by role and recurs all year."""

from attrs import frozen

from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.artifacts.vocabulary import Role, Topic
from lever5_rules.authoring import (
    Judges,
    Level,
    Reason,
    Records,
    Review,
    Rule,
    Verdict,
    every,
    gap,
    missing,
    not_applicable,
    shown,
)
from lever5_rules.rules._shared.calendar import ElapsedQuarters, Quarters, YearCalendar
from lever5_rules.rules._shared.coverage import group_by_campus
from lever5_rules.rules._shared.leadership import CampusLeaders, Teachers
from lever5_rules.rules._shared.presence import Presence
from lever5_rules.rules._shared.regularity import MinShareOfWindows, judge_pro_rata, judge_quarters
from lever5_rules.rules._shared.staff import Assignment, Openings, Posts, Staff
from lever5_rules.rules._shared.training.pace import MinSessions, judge_campuses
from lever5_rules.rules._shared.training.sessions import MinShareOfCampus, Sessions

rule = Rule(
    "5.2.3-2",
    judges=Judges.PARTIAL,
    not_judged="whether what each role learns fits its part in instruction",
)

COACHES = frozenset({Role.INSTRUCTIONAL_COACH})
WHAT = "instructional delivery"
DELIVERY = frozenset({Topic.INSTRUCTIONAL_DELIVERY})


@frozen(eq=False, repr=False, slots=False)
class Delivery:
    """Training on delivery, and its audiences."""

    sessions: Sessions
    teachers: Teachers
    leaders: CampusLeaders
    staff: Staff
    share: MinShareOfCampus

    def list_audiences(self) -> dict[str, tuple[Assignment, ...]]:
        """Return teachers, leaders and coaches, if the district has them.

        If no campus has a coach, those who serve the whole district count.
        """
        coaches = tuple(leader for leader in self.leaders if leader.role in COACHES) or tuple(
            person for person in self.staff if person.role in COACHES and person.campus_id is None
        )
        others = tuple(leader for leader in self.leaders if leader.role not in COACHES)
        groups = {"teachers": self.teachers, "leaders": others, "coaches": coaches}
        return {name: people for name, people in groups.items() if people}

    def find_presence(self, people: tuple[Assignment, ...]) -> Presence:
        """Return who was at sessions on delivery."""
        return self.sessions.presence(
            {person.role for person in people}, WHAT, topic_codes=DELIVERY
        )


@frozen(eq=False, repr=False, slots=False)
class TrainingFrequency:
    """How often an audience is trained on delivery."""

    delivery: Delivery
    least: MinSessions
    year: YearCalendar
    quarters: Quarters
    openings: Openings
    review: Review

    def judge(self, who: str) -> Verdict:
        """Return whether each campus was trained as often as required by now, with somebody of each
        role.

        For a campus that opened later, or had nobody on the first day of school, quarters are
        counted instead.
        """
        people = self.delivery.list_audiences().get(who, ())
        if not people:
            return not_applicable(f"The staff roster lists no {who} on campuses.")
        share = self.delivery.share
        what = f"Training of {who} on delivery, of at least {shown(share.value)} of them"

        def judge_presence(presence: Presence) -> Verdict:
            def judge_campus(campus: str) -> Verdict:
                rounds = presence.rounds(campus_people[campus], share.value, self.quarters)
                return judge_pro_rata(
                    *(len(rounds), self.least, self.year, self.review, what, self.quarters)
                )

            coverage = self.delivery.sessions.due.judge_coverage(
                *(people, presence, share, f"were trained on {WHAT}"),
                f"Train {{lacking}} on {WHAT} and record who attends.",
                on_each_campus=True,
            )
            if coverage.reason is not Reason.MET or not campus_people:
                return coverage
            return every(campus_people, judge_campus, what="Campuses")

        first = self.year.days[0]
        campus_people = {
            campus: campus_group
            for campus, campus_group in group_by_campus(people).items()
            if campus not in self.openings
            and min(assignment.since for assignment in campus_group) <= first
        }
        return self.delivery.find_presence(people).judge(people, judge_presence)


@rule.element(level=Level.RECORDED)
def teacher_sessions(often: TrainingFrequency) -> Verdict:
    """Teachers of each campus are trained on delivery as often as the ruleset asks."""
    return often.judge("teachers")


@rule.element(level=Level.RECORDED)
def il_sessions(often: TrainingFrequency) -> Verdict:
    """Leaders of each campus are trained on delivery as often as the ruleset asks."""
    return often.judge("leaders")


@rule.element(level=Level.RECORDED)
def coach_sessions(
    often: TrainingFrequency, attendance: Records[Attendance], posts: Posts
) -> Verdict:
    """Coaches of each campus are trained on delivery as often as the ruleset asks."""
    if "coaches" in often.delivery.list_audiences():
        return often.judge("coaches")
    # People who are not on the roster are unsure, which shows when they are counted. People whose
    # position has ended are not a contradiction.
    rows = attendance.where(role=COACHES, attended=True)
    if rows.count() and not all(map(posts.knows, rows.distinct(Attendance.staff_id))):
        return missing(
            Reason.CONTRADICTORY,
            "Sign-in sheets name instructional coaches, and the staff roster has none.",
            "Add the coaches to staff_roster.csv, or correct their role on the sheets.",
        )
    return not_applicable("The district employs no instructional coach.")


@rule.element(level=Level.RECORDED, reader="whether the contents differ as the roles do")
def content_differs_by_role(delivery: Delivery, share: MinShareOfCampus) -> Verdict:
    """Each audience has attended a session that was not meant for all the others too."""
    audiences = delivery.list_audiences()
    roles = {name: {person.role for person in people} for name, people in audiences.items()}

    def judge_audience(name: str) -> Verdict:
        def is_specific(audience: tuple[Role, ...] | None) -> bool:
            if audience is None:
                return False
            audience_names = {
                who for who, other_roles in roles.items() if other_roles & set(audience)
            }
            return name in audience_names and (len(audience_names) < len(roles) or len(roles) == 1)

        people = audiences[name]
        planned = delivery.sessions.select_held(roles[name], WHAT, topic_codes=DELIVERY)
        specific_sessions = planned.fitting(is_specific, TrainingSession.audience_roles)
        if specific_sessions.count() == 0:
            return gap(
                Reason.NOT_COVERED,
                "Only sessions that are the same for every role.",
                f"Hold sessions on delivery that are fitted to {name}.",
            )
        return delivery.sessions.judge_reach(
            *(people, share, f"{WHAT} for {name} or some roles only"),
            topic_codes=DELIVERY,
            session_id=frozenset(specific_sessions.distinct(TrainingSession.session_id)),
        )

    return every(audiences, judge_audience, what="Audiences")


@rule.element(level=Level.RECORDED)
def cadence_met(
    delivery: Delivery, quarters: ElapsedQuarters, openings: Openings, share: MinShareOfWindows
) -> Verdict:
    """On each campus each audience is trained in enough of the quarters that are over."""

    def judge_audience(who: str) -> Verdict:
        people = delivery.list_audiences()[who]
        presence = delivery.find_presence(people)
        of_campus = delivery.share.value
        what = f"Training on delivery, of at least {shown(of_campus)} of them"
        return judge_campuses(
            (people,),
            quarters,
            openings,
            lambda groups, since: presence.judge(
                groups[0],
                lambda attendance: judge_quarters(
                    attendance.rounds(groups[0], of_campus, quarters),
                    *(quarters, what),
                    share=share,
                    since=since,
                ),
            ),
        )

    return every(delivery.list_audiences(), judge_audience, what="Audiences")

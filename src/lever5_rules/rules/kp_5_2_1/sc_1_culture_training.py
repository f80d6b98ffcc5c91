"""5.2.1-1: leaders and staff are trained in culture and behavior all year, with resources."""

from attrs import frozen

from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.artifacts.vocabulary import Role, Topic
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Reason,
    Rule,
    Verdict,
    covers,
    enough,
    every,
    given,
    listing,
    missing,
    shown,
)
from lever5_rules.rules._shared.leadership import CampusLeaders, InstructionalStaff
from lever5_rules.rules._shared.staff import CAMPUS_ROLES, DISTRICT_ROLES, LeadershipRoles
from lever5_rules.rules._shared.training.pace import Pace
from lever5_rules.rules._shared.training.resources import Resources
from lever5_rules.rules._shared.training.sessions import MinShareLeaders, MinShareStaff, Sessions

rule = Rule(
    "5.2.1-1",
    judges=Judges.PARTIAL,
    not_judged="whether the practices taught are the best ones; compare them with the expectations",
)

MinShareLinked = Annotated[Limit[float], "culture.min_share_of_sessions_linked"]
CULTURE = frozenset({Topic.CULTURE, Topic.CULTURE_ROUTINES})
BEHAVIOR = frozenset({Topic.BEHAVIOR})
BOTH = CULTURE | BEHAVIOR
WHAT = "culture and behavior"


@rule.element(level=Level.RECORDED)
def leaders_trained(sessions: Sessions, leaders: CampusLeaders, share: MinShareLeaders) -> Verdict:
    """Campus leaders have been trained in culture or behavior management."""
    return sessions.judge_reach(leaders, share, WHAT, topic_codes=BOTH)


@rule.element(level=Level.RECORDED)
def staff_trained(sessions: Sessions, staff: InstructionalStaff, share: MinShareStaff) -> Verdict:
    """Teachers and support staff have been trained in culture or behavior management."""
    return sessions.judge_reach(staff, share, WHAT, topic_codes=BOTH)


@frozen(eq=False, repr=False, slots=False)
class Audiences:
    """Campus leaders and staff, and the required share of each."""

    sessions: Sessions
    leaders: CampusLeaders
    staff: InstructionalStaff
    share_of_leaders: MinShareLeaders
    share_of_staff: MinShareStaff

    def judge_reach(self, topics: frozenset[Topic], what: str) -> Verdict:
        """Return whether both leaders and staff were at sessions on the topics."""
        groups = {
            "leaders": (self.leaders, self.share_of_leaders),
            "staff": (self.staff, self.share_of_staff),
        }
        return every(
            groups, lambda who: self.sessions.judge_reach(*groups[who], what, topic_codes=topics)
        )


@rule.element(level=Level.RECORDED)
def culture_topic(audiences: Audiences) -> Verdict:
    """Leaders and staff have been at sessions on culture."""
    return audiences.judge_reach(CULTURE, "culture")


@rule.element(level=Level.RECORDED)
def behavior_topic(audiences: Audiences) -> Verdict:
    """Leaders and staff have been at sessions on managing behavior."""
    return audiences.judge_reach(BEHAVIOR, "behavior")


@rule.element(
    level=Level.RECORDED,
    unasked={
        "half_of_the_people": "`leaders_trained` and `staff_trained` ask for the larger share."
    },
)
def throughout_year(audiences: Audiences, pace: Pace) -> Verdict:
    """Such training goes on throughout the year for leaders and for staff of every campus."""
    groups = {"leaders": audiences.leaders, "staff": audiences.staff}

    def judge_group(who: str) -> Verdict:
        roles = {group.role for group in groups[who]}
        presence = audiences.sessions.presence(roles, WHAT, topic_codes=BOTH)
        return pace.judge(groups[who], presence, f"Training of {who} in {WHAT}")

    return every(groups, judge_group)


@rule.element(level=Level.RECORDED)
def resources_provided(resources: Resources, roles: LeadershipRoles, campuses: Campuses) -> Verdict:
    """Resources on culture and on behavior are published for leaders and teachers of every
    campus."""
    wanted = {
        f"{subject}, for {who}": (topics, group)
        for subject, topics in (("culture", CULTURE), ("behavior", BEHAVIOR))
        for who, group in (("leaders", frozenset(roles.value)), ("staff", {Role.TEACHER}))
    }
    published = resources.select_published(WHAT, topic_codes=BOTH)

    def judge_resource(name: str) -> Verdict:
        topics, group = wanted[name]
        training_resources = published.where(topic_codes=topics, audience_roles=group)
        return covers(
            found=resources.list_campuses(training_resources, campuses.ids),
            wanted=campuses.ids,
            what="Campuses that can use a resource",
            remedy=f"Publish resources on {name} for {{lacking}}.",
        )

    return every(wanted, judge_resource, what="Resources")


@rule.element(
    level=Level.RECORDED,
    reader="whether the sessions keep to that expectation",
    unasked={"by_people_of_another_role": "`leaders_trained` and `staff_trained` ask who came."},
)
def expectation_document_linked(sessions: Sessions, share: MinShareLinked) -> Verdict:
    """The sessions name the district expectation that they follow."""
    training_sessions = sessions.select_held(CAMPUS_ROLES | DISTRICT_ROLES, WHAT, topic_codes=BOTH)
    linked = training_sessions.where(expectation_document=given)
    if linked.count() == 0:
        return missing(
            Reason.BLANK_FIELD,
            f"No session on {WHAT} names the expectation that it follows.",
            "Fill in expectation_document in training_calendar.csv: title and page.",
        )
    every_id = frozenset(training_sessions.distinct(TrainingSession.session_id))
    rows = sessions.attendance.where(session_id=every_id)
    signed = frozenset(rows.distinct(Attendance.session_id)) if rows.count() else frozenset[str]()
    present = rows.where(attended=True)
    came = (
        frozenset(present.distinct(Attendance.session_id)) if present.count() else frozenset[str]()
    )
    named = frozenset(linked.distinct(TrainingSession.session_id))
    untold = sorted(every_id - (came & named) - (signed - came))
    return enough(
        good=len(came & named),
        of=len(every_id),
        share=share,
        said="sessions follow a named expectation and were attended",
        remedy="Name the expectation that each session follows, and record who attends.",
        unknown=len(untold),
        unknown_remedy=f"For {listing(map(shown, untold))} fill in expectation_document in "
        "training_calendar.csv (title and page) and add the sign-in sheets "
        "to training_attendance.csv.",
    )

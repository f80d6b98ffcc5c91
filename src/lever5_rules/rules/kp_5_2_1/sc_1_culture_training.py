"""5.2.1-1: leaders and staff are trained in culture and behavior all year, with resources."""

from attrs import frozen

from lever5_rules.artifacts.vocabulary import Role, Topic
from lever5_rules.authoring import (
    Campuses,
    Judges,
    Level,
    Reason,
    Rule,
    Verdict,
    at_least,
    covers,
    every,
    given,
    missing,
)
from lever5_rules.rules._shared.calendar import MinShareOfWindows
from lever5_rules.rules._shared.staff import (
    INSTRUCTIONAL_STAFF,
    CampusLeaders,
    InstructionalStaff,
    LeadershipRoles,
)
from lever5_rules.rules._shared.training import (
    MinShareLeaders,
    MinShareStaff,
    Pace,
    Resources,
    Sessions,
)

rule = Rule(
    "5.2.1-1",
    judges=Judges.PARTIAL,
    not_judged="whether the practices taught are the best ones; compare them with the expectations",
)

CULTURE = frozenset({Topic.CULTURE, Topic.CULTURE_ROUTINES})
BEHAVIOR = frozenset({Topic.BEHAVIOR})
BOTH = CULTURE | BEHAVIOR
WHAT = "culture and behavior"


@rule.element(level=Level.RECORDED)
def leaders_trained(sessions: Sessions, leaders: CampusLeaders, share: MinShareLeaders) -> Verdict:
    """Campus leaders have been trained in culture or behavior management."""
    return sessions.reached(leaders, share, WHAT, topic_codes=BOTH)


@rule.element(level=Level.RECORDED)
def staff_trained(sessions: Sessions, staff: InstructionalStaff, share: MinShareStaff) -> Verdict:
    """Teachers and support staff have been trained in culture or behavior management."""
    return sessions.reached(staff, share, WHAT, topic_codes=BOTH)


@frozen(eq=False, repr=False, slots=False)
class Audiences:
    """Campus leaders and their staff, and how many of each are to be reached."""

    sessions: Sessions
    leaders: CampusLeaders
    staff: InstructionalStaff
    share_of_leaders: MinShareLeaders
    share_of_staff: MinShareStaff

    def reached(self, topics: frozenset[Topic], what: str) -> Verdict:
        """Whether leaders as well as staff were at sessions on the topics."""
        groups = {
            "leaders": (self.leaders, self.share_of_leaders),
            "staff": (self.staff, self.share_of_staff),
        }
        return every(
            groups, lambda who: self.sessions.reached(*groups[who], what, topic_codes=topics)
        )


@rule.element(level=Level.RECORDED)
def culture_topic(audiences: Audiences) -> Verdict:
    """Leaders and staff have been at sessions on culture."""
    return audiences.reached(CULTURE, "culture")


@rule.element(level=Level.RECORDED)
def behavior_topic(audiences: Audiences) -> Verdict:
    """Leaders and staff have been at sessions on managing behavior."""
    return audiences.reached(BEHAVIOR, "behavior")


@rule.element(level=Level.RECORDED)
def throughout_year(
    sessions: Sessions, roles: LeadershipRoles, campuses: Campuses, pace: Pace
) -> Verdict:
    """Such training of leaders and of staff goes on throughout the year, on every campus."""
    groups = {"leaders": frozenset(roles.value), "staff": INSTRUCTIONAL_STAFF}

    def going_on(who: str) -> Verdict:
        days = sessions.days_on(groups[who], campuses.ids, WHAT, topic_codes=BOTH)
        return pace.ongoing_on_each(days, "Days with training in culture and behavior")

    return every(groups, going_on)


@rule.element(level=Level.RECORDED)
def resources_provided(resources: Resources, roles: LeadershipRoles, campuses: Campuses) -> Verdict:
    """Resources on culture and on behavior are published for leaders and staff of every campus."""
    needed = {
        "culture, for leaders": (CULTURE, frozenset(roles.value)),
        "culture, for staff": (CULTURE, INSTRUCTIONAL_STAFF),
        "behavior, for leaders": (BEHAVIOR, frozenset(roles.value)),
        "behavior, for staff": (BEHAVIOR, INSTRUCTIONAL_STAFF),
    }
    out = resources.published(WHAT, topic_codes=BOTH)

    def provided(name: str) -> Verdict:
        topics, group = needed[name]
        mine = out.where(topic_codes=topics, audience_roles=group)
        return covers(
            resources.open_to(mine, campuses.ids),
            campuses.ids,
            "Campuses that can use a resource",
            f"Publish resources on {name} for {{lacking}}.",
        )

    return every(needed, provided, what="Resources")


@rule.element(level=Level.RECORDED, reader="whether the sessions keep to that expectation")
def expectation_document_linked(sessions: Sessions, share: MinShareOfWindows) -> Verdict:
    """The sessions name the district expectation that they follow."""
    held = sessions.held(tuple(Role), WHAT, topic_codes=BOTH)
    linked = held.where(expectation_document=given)
    if linked.count() == 0:
        return missing(
            Reason.BLANK_FIELD,
            f"No session on {WHAT} names the expectation that it follows.",
            "Fill in expectation_document in training_calendar.csv: title and page.",
        )
    attended = sessions.attendance.where(
        session_id=frozenset(linked.distinct("session_id")), attended=True
    )
    came = len(attended.distinct("session_id")) if attended.count() else 0
    return at_least(
        came / held.count(),
        share,
        "Share of sessions that follow a named expectation and were attended",
    )

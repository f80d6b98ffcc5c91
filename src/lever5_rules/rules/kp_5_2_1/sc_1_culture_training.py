"""5.2.1-1: leaders and staff are trained in culture and behavior all year, with resources."""

from typing import Any

from attrs import frozen

from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.artifacts.vocabulary import Role, Topic
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Outcome,
    Reason,
    Rule,
    Verdict,
    counted,
    covers,
    enough,
    every,
    given,
    listing,
    met,
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
WHO_AND_WHEN = dict.fromkeys(
    (
        *("by_people_of_another_role", "by_one_person", "one_person_on_each_campus"),
        *("half_of_the_people", "nothing_of_last_campus"),
    ),
    "`leaders_trained` and `staff_trained` ask who came.",
) | dict.fromkeys(("all_on_one_day", "signed_in_on_one_day"), "`throughout_year` asks when.")


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

    def judge_reach(self, what: str, **about: Any) -> Verdict:
        """Return whether both leaders and staff were at such sessions."""
        groups = {
            "leaders": (self.leaders, self.share_of_leaders),
            "staff": (self.staff, self.share_of_staff),
        }
        return every(groups, lambda who: self.sessions.judge_reach(*groups[who], what, **about))


@frozen(eq=False, repr=False, slots=False)
class AllYear:
    """The same, and how often training must recur throughout the year."""

    audiences: Audiences
    pace: Pace

    def judge(self, **about: Any) -> Verdict:
        """Return whether such sessions go on throughout the year for leaders and for staff of
        every campus."""
        groups = {"leaders": self.audiences.leaders, "staff": self.audiences.staff}

        def judge_group(who: str) -> Verdict:
            roles = {group.role for group in groups[who]}
            presence = self.audiences.sessions.presence(roles, WHAT, topic_codes=BOTH, **about)
            return self.pace.judge(groups[who], presence, f"Training of {who} in {WHAT}")

        return every(groups, judge_group)

    def suffices(self, **about: Any) -> bool:
        """Return whether such sessions are enough by themselves, as soon as that can be judged."""
        return self.pace.has_elapsed_quarter and all(
            verdict.outcome is Outcome.PASS
            for verdict in (
                self.audiences.judge_reach("culture", topic_codes=CULTURE, **about),
                self.audiences.judge_reach("behavior", topic_codes=BEHAVIOR, **about),
                self.judge(**about),
            )
        )


@rule.element(level=Level.RECORDED)
def culture_topic(audiences: Audiences) -> Verdict:
    """Leaders and staff have been at sessions on culture."""
    return audiences.judge_reach("culture", topic_codes=CULTURE)


@rule.element(level=Level.RECORDED)
def behavior_topic(audiences: Audiences) -> Verdict:
    """Leaders and staff have been at sessions on managing behavior."""
    return audiences.judge_reach("behavior", topic_codes=BEHAVIOR)


@rule.element(
    level=Level.RECORDED,
    unasked={
        "half_of_the_people": "`leaders_trained` and `staff_trained` ask for the larger share."
    },
)
def throughout_year(all_year: AllYear) -> Verdict:
    """Such training goes on throughout the year for leaders and for staff of every campus."""
    return all_year.judge()


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
    unasked=WHO_AND_WHEN,
)
def expectation_document_linked(
    sessions: Sessions, all_year: AllYear, share: MinShareLinked
) -> Verdict:
    """The sessions name the district expectation that they follow, or enough of them do."""
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
    attended_ids = (
        frozenset(present.distinct(Attendance.session_id)) if present.count() else frozenset[str]()
    )
    named = frozenset(linked.distinct(TrainingSession.session_id))
    unclear_ids = every_id - (attended_ids & named) - (signed - attended_ids)
    verdict = enough(
        good=len(attended_ids & named),
        of=len(every_id),
        share=share,
        said="sessions follow a named expectation and were attended",
        remedy="Name the expectation that each session follows, and record who attends.",
        unknown=len(unclear_ids),
        unknown_remedy=_describe_search(unclear_ids - named, unclear_ids - signed),
    )
    if verdict.outcome is not Outcome.PASS and all_year.suffices(expectation_document=given):
        return met(
            f"The {counted(len(named), 'session')} that follow a named expectation reach leaders "
            "and staff throughout the year; others are held beside them."
        )
    return verdict


def _describe_search(unnamed: frozenset[str], unsigned: frozenset[str]) -> str:
    """Return what to find for sessions without an expectation, and for those without a sheet."""
    tasks = (
        (unnamed, "fill in expectation_document in training_calendar.csv (title and page)"),
        (unsigned, "add the sign-in sheets to training_attendance.csv"),
    )
    return " ".join(
        f"For {listing(map(shown, sorted(names)))} {task}." for names, task in tasks if names
    )

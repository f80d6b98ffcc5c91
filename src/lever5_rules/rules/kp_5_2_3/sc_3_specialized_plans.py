"""5.2.3-3: leaders and staff learn to plan supports for students with 504, IEP or EB plans."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from attrs import evolve, frozen

from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.training import TrainingResource
from lever5_rules.artifacts.vocabulary import (
    Focus,
    Population,
    ResourceType,
    SessionMode,
    Topic,
)
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Outcome,
    Reason,
    Records,
    Review,
    Rule,
    Verdict,
    covers,
    every,
    given,
    missing,
    not_applicable,
)
from lever5_rules.rules._shared.calendar import ElapsedQuarters, YearCalendar
from lever5_rules.rules._shared.collaboration.groups import (
    EveryCampus,
    Serving,
    ServingEb,
    ServingSwd,
)
from lever5_rules.rules._shared.leadership import CampusLeaders, Teachers
from lever5_rules.rules._shared.observations.log import Coaching
from lever5_rules.rules._shared.people_in_words import name_group
from lever5_rules.rules._shared.presence import Presence
from lever5_rules.rules._shared.regularity import judge_pro_rata, judge_quarters
from lever5_rules.rules._shared.staff import Assignment, select_by_campus
from lever5_rules.rules._shared.training.resources import Resources
from lever5_rules.rules._shared.training.sessions import ON_TEACHING, MinShareOfCampus, Sessions

rule = Rule(
    "5.2.3-3",
    judges=Judges.PARTIAL,
    not_judged="whether the supports that are planned serve the students; read some plans",
)

GUIDES = frozenset({ResourceType.GUIDANCE, ResourceType.GUIDE})
MinTraining = Annotated[Limit[int], "special_pop.min_training_per_year"]


@frozen(eq=False, repr=False, slots=False)
class Plan:
    """A type of plan for students.

    `serving` returns the campuses with such students, `topics` are those of a guide on it.
    """

    name: str
    populations: frozenset[Population]
    focus: Focus
    words: str
    serving: object
    topics: frozenset[Topic]


PLANS = (
    Plan(
        "504",
        frozenset({Population.SECTION_504}),
        Focus.SECTION_504,
        "students with Section 504 plans",
        EveryCampus,
        frozenset({Topic.SPECIAL_POPULATIONS}),
    ),
    Plan(
        "iep",
        frozenset({Population.IEP, Population.SWD}),
        Focus.IEP,
        "students with IEPs",
        ServingSwd,
        frozenset({Topic.SPECIAL_POPULATIONS, Topic.IEP_IMPLEMENTATION}),
    ),
    Plan(
        "eb",
        frozenset({Population.EB}),
        Focus.EB,
        "emergent bilingual students",
        ServingEb,
        frozenset({Topic.SPECIAL_POPULATIONS, Topic.CBLI}),
    ),
)
FOCUSES = frozenset(plan.focus for plan in PLANS)


@frozen(eq=False, repr=False, slots=False)
class Learners:
    """Leaders and teachers, and the training in which they learn to plan supports."""

    training: Sessions
    leaders: CampusLeaders
    teachers: Teachers
    share: MinShareOfCampus

    @property
    def sessions(self) -> Sessions:
        """The sessions on teaching; paperwork or transport for a group is not planning of
        supports."""
        return evolve(self.training, calendar=self.training.calendar.where(topic_codes=ON_TEACHING))

    @property
    def everyone(self) -> tuple[Assignment, ...]:
        return (*self.leaders, *self.teachers)

    def find_presence(self, plan: Plan, **about: Any) -> Presence:
        """Return who was at sessions on supports of a plan."""
        roles = {assignment.role for assignment in self.everyone}
        return self.sessions.presence(roles, plan.words, populations=plan.populations, **about)

    def judge_reach(
        self, plan: Plan, people: Iterable[Assignment], serving: Serving, **about: Any
    ) -> Verdict:
        """Return whether enough of these people on each campus with such students learned it."""
        staff = select_by_campus(people, serving)
        return self.sessions.judge_reach_on_each(
            staff, self.share, f"supports for {plan.words}", populations=plan.populations, **about
        )

    def list_coaching_days(self, plan: Plan, serving: Serving) -> dict[str, set[date]]:
        """Return the days of coaching sessions on a plan, for each campus with such students."""
        return self.sessions.days_on(
            select_by_campus(self.everyone, serving),
            populations=plan.populations,
            mode=SessionMode.COACHING,
        )


def make_training_element(plan: Plan) -> Callable[..., Verdict]:
    def element(
        learners: Learners,
        serving: Serving,
        least: MinTraining,
        year: YearCalendar,
        review: Review,
    ) -> Verdict:
        everyone = learners.everyone
        what = f"Days with training on {plan.words}"
        return learners.find_presence(plan).judge(
            everyone,
            lambda presence: judge_pro_rata(
                len(presence.days_of(everyone)), least, year, review, what
            ),
        )

    element.__annotations__["serving"] = plan.serving
    return element


def coaching(plan: Plan) -> Callable[..., Verdict]:
    def element(
        log: Records[Observation], coaching: Coaching, learners: Learners | None, serving: Serving
    ) -> Verdict:
        days = {} if learners is None else learners.list_coaching_days(plan, serving)
        return coaching.judge_log(
            *(log, plan.focus, f"supports for {plan.words}", serving),
            alike=FOCUSES - {plan.focus},
            session_days=days,
        )

    element.__annotations__["serving"] = plan.serving
    return element


def make_combined_coaching_element(plan: Plan) -> Callable[..., Verdict]:
    def element(
        log: Records[Observation] | None,
        coaching: Coaching,
        learners: Learners | None,
        serving: Serving,
    ) -> Verdict:
        what = f"supports for {plan.words}"
        days = {} if learners is None else learners.list_coaching_days(plan, serving)
        if log is None:
            return coaching.judge_sessions(days, what, serving)
        return coaching.judge_log(
            *(log, plan.focus, what, serving), alike=FOCUSES - {plan.focus}, session_days=days
        )

    element.__annotations__["serving"] = plan.serving
    return element


def make_guides_element(plan: Plan) -> Callable[..., Verdict]:
    def element(resources: Resources, serving: Serving, quarters: ElapsedQuarters) -> Verdict:
        what = f"supports for {plan.words} (guides)"
        published = resources.select_published(what, topic_codes=plan.topics, type=GUIDES)
        quarterly = judge_quarters(
            published.distinct(TrainingResource.published_on), quarters, f"Guides on {plan.words}"
        )
        if quarterly.reason is not Reason.MET:
            return quarterly
        return covers(
            found=resources.list_campuses(published, serving),
            wanted=serving,
            what=f"Campuses that can use a guide on {plan.words}",
            remedy=f"Give {{lacking}} access to guides on {plan.words}.",
        )

    element.__annotations__["serving"] = plan.serving
    return element


WHO_LEARNED = dict.fromkeys(
    ("by_one_person", "nothing_of_last_campus", "one_person_on_each_campus"),
    "`leaders_reached` and `staff_reached` ask who learned it.",
)
COACHING = {
    **dict.fromkeys(
        ("by_one_person: observer_staff_id", "by_people_of_one_campus: observer_staff_id"),
        "Coaching may be given by a leader of any campus.",
    ),
    "by_people_of_another_role: observee_staff_id": "Counselors plan supports too.",
    "one_person_on_each_campus": "Coaching is to go on at each campus; the text sets no share.",
}


for plan in PLANS:
    rule.add(
        make_training_element(plan),
        level=Level.RECORDED,
        name=f"training_{plan.name}",
        unasked=WHO_LEARNED,
        requirement=f"Leaders and teachers are trained on planning supports for {plan.words}.",
    )
for plan in PLANS:
    support = rule.any_of(
        f"coaching_{plan.name}",
        f"Coaching on supports for {plan.words} goes on, or guides keep coming, in every quarter, "
        "on every campus that has them.",
    )
    rule.add(
        coaching(plan),
        level=Level.RECORDED,
        any_of=support,
        name=f"coached_{plan.name}",
        unasked=COACHING,
        requirement=f"Coaching on supports for {plan.words} goes on in every quarter on "
        "every campus that has them, in observations or coaching sessions.",
    )
    rule.add(
        make_combined_coaching_element(plan),
        level=Level.RECORDED,
        any_of=support,
        name=f"coached_either_way_{plan.name}",
        requirement=f"Coaching on supports for {plan.words} goes on in every quarter on "
        "every campus that has them, in coaching sessions where no observation log can be read.",
    )
    rule.add(
        make_guides_element(plan),
        level=Level.RECORDED,
        any_of=support,
        name=f"guides_{plan.name}",
        requirement=f"Guides on supports for {plan.words} come out in every quarter, for every "
        "campus that has them.",
    )


@frozen(eq=False, repr=False, slots=False)
class EachPlan:
    """The types of plan, each with the campuses that have such students."""

    learners: Learners
    campuses: Campuses

    def judge(self, judge: Callable[[Plan, Serving], Verdict]) -> Verdict:
        def judge_plan(plan: Plan) -> Verdict:
            serving = list_campuses(plan, self.campuses)
            if not serving:
                return not_applicable(f"No campus serves {plan.words}.")
            return judge(plan, serving)

        return every(PLANS, judge_plan, name=lambda plan: plan.words)


def list_campuses(plan: Plan, campuses: Campuses) -> Serving:
    """Return the campuses that have such students; a blank in the profile ends the element."""
    return tuple(
        campus.campus_id
        for campus in campuses
        if Population.SECTION_504 in plan.populations
        or (campus.eb_enrolled if Population.EB in plan.populations else campus.sped_served)
    )


@rule.element(level=Level.RECORDED)
def leaders_reached(group: EachPlan) -> Verdict:
    """Leaders of every campus have been trained on planning each kind of support."""
    learners = group.learners
    return group.judge(lambda plan, serving: learners.judge_reach(plan, learners.leaders, serving))


@rule.element(level=Level.RECORDED)
def staff_reached(group: EachPlan) -> Verdict:
    """Teachers of every campus have been trained on planning each kind of support."""
    learners = group.learners
    return group.judge(lambda plan, serving: learners.judge_reach(plan, learners.teachers, serving))


@rule.element(level=Level.RECORDED, reader="whether plans made there are used in class")
def planning_focus(group: EachPlan) -> Verdict:
    """For each group, leaders and teachers of every campus have planned supports in a session, not
    only heard of law."""
    learners = group.learners
    roles = {assignment.role for assignment in learners.everyone}

    def judge_planning(plan: Plan, serving: Serving) -> Verdict:
        sessions = learners.sessions.select_held(roles, plan.words, populations=plan.populations)
        if sessions.where(planning_focus=given).count() == 0:
            return missing(
                Reason.BLANK_FIELD,
                "No session says whether those present planned supports.",
                "Fill in planning_focus in training_calendar.csv.",
            )
        verdict = every(
            (learners.leaders, learners.teachers),
            lambda people: learners.judge_reach(plan, people, serving, planning_focus=True),
            name=lambda people: name_group({person.role for person in people}),
            scoped=False,
        )
        if verdict.outcome is Outcome.GAP and sessions.where(planning_focus=None).count():
            return missing(
                Reason.BLANK_FIELD,
                "Sessions do not say whether those present planned supports. Without them: "
                f"{verdict.message}",
                "Fill in planning_focus in training_calendar.csv.",
            )
        return verdict

    return group.judge(judge_planning)

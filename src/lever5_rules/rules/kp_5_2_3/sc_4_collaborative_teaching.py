"""5.2.3-4: time and training support in-class support, co-teaching and PLCs."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.vocabulary import Population, Role, Topic
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Limit,
    Outcome,
    Reason,
    Review,
    Rule,
    Verdict,
    every,
    missing,
)
from lever5_rules.rules._shared.calendar import YearCalendar
from lever5_rules.rules._shared.collaboration.groups import (
    DISABILITIES,
    STUDENTS_WITH_DISABILITIES,
    ServingSwd,
)
from lever5_rules.rules._shared.collaboration.minutes import make_minutes_of_all_element
from lever5_rules.rules._shared.leadership import Teachers
from lever5_rules.rules._shared.regularity import judge_pro_rata
from lever5_rules.rules._shared.staff import select_by_campus
from lever5_rules.rules._shared.training.sessions import MinShareOfCampus, Sessions

rule = Rule(
    "5.2.3-4",
    judges=Judges.PARTIAL,
    not_judged="whether staff teach together well; see some classes",
)

MinTraining = Annotated[Limit[int], "collab_teaching.min_training_per_year"]
TEACH_TOGETHER = frozenset({Role.TEACHER, Role.SPECIAL_EDUCATION_TEACHER})
PRACTICES = {
    "in_class_support": (Topic.IN_CLASS_SUPPORT, "in-class support"),
    "co_teaching": (Topic.CO_TEACHING, "co-teaching"),
    "plc": (Topic.PLC_PRACTICES, "working in PLCs"),
}

rule.add(
    make_minutes_of_all_element(STUDENTS_WITH_DISABILITIES),
    level=Level.SCHEDULED,
    name="time_provided",
    requirement="On each campus that serves students with disabilities, teachers and special "
    "education teachers have time to work together; where teams have their own, every team.",
)


@frozen(eq=False, repr=False, slots=False)
class JointTraining:
    """General and special education teachers, and their training on teaching together.

    Support staff and emergent bilingual teachers may take part, but do not have to.
    """

    sessions: Sessions
    teachers: Teachers
    share: MinShareOfCampus

    def judge_reach(
        self, what: str, campuses: Collection[str] | None = None, **about: Any
    ) -> Verdict:
        """Return whether enough of them on each campus, or each of `campuses`, were at a session,
        of general and of special education teachers alike."""
        asked_teachers = [teacher for teacher in self.teachers if teacher.role in TEACH_TOGETHER]
        people = asked_teachers if campuses is None else select_by_campus(asked_teachers, campuses)
        return self.sessions.judge_reach_on_each(people, self.share, what, pairs=True, **about)

    def days(self, what: str, **about: Any) -> tuple[date, ...]:
        """Return the days on which any of them were at such sessions."""
        roles = {teacher.role for teacher in self.teachers}
        return tuple(self.sessions.presence(roles, what, **about).days_of(self.teachers))


def make_training_element(topic: Topic, what: str) -> Callable[..., Verdict]:
    def element(
        together: JointTraining,
        least: MinTraining,
        year: YearCalendar,
        review: Review,
    ) -> Verdict:
        reached = together.judge_reach(what, topic_codes=topic)
        if reached.reason is not Reason.MET:
            return reached
        days = together.days(what, topic_codes=topic)
        often = judge_pro_rata(len(days), least, year, review, f"Days with training on {what}")
        return reached if often.reason is Reason.MET else often

    return element


for name, (topic, what) in PRACTICES.items():
    rule.add(
        make_training_element(topic, what),
        level=Level.RECORDED,
        name=f"{name}_training",
        requirement=f"Teachers of every campus, and special education teachers, are trained on "
        f"{what}.",
    )


@rule.element(level=Level.RECORDED)
def swd_focus(together: JointTraining, serving: ServingSwd) -> Verdict:
    """Teachers and special education teachers are trained to teach together for students with
    disabilities."""
    topics = frozenset(topic for topic, _ in PRACTICES.values())
    what = "teaching together for students with disabilities"

    def judge_populations(populations: frozenset[Population | None]) -> Verdict:
        return together.judge_reach(what, serving, topic_codes=topics, populations=populations)

    def falls_short(*populations: Population | None) -> bool:
        verdict = every([frozenset(populations)], judge_populations)
        return verdict.outcome is Outcome.GAP

    blanks = together.sessions.calendar.where(topic_codes=topics, populations=None)
    if blanks.count() and falls_short(*DISABILITIES) and not falls_short(*DISABILITIES, None):
        return missing(
            Reason.BLANK_FIELD,
            "Enough staff were trained on teaching together for students with disabilities only "
            "if sessions that do not say for which students they are count.",
            "Fill in populations in training_calendar.csv for the sessions on co-teaching, "
            "in-class support and PLCs.",
            rows=blanks,
        )
    return judge_populations(DISABILITIES)

"""5.2.3-4: time and training support in-class support, co-teaching and PLCs."""

from collections.abc import Callable

from lever5_rules.artifacts.vocabulary import Population, Role, Topic
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Judges,
    Level,
    Limit,
    Reason,
    Review,
    Rule,
    Verdict,
    covers,
)
from lever5_rules.rules._shared.calendar import YearCalendar, pro_rata
from lever5_rules.rules._shared.collaboration import STUDENTS_WITH_DISABILITIES
from lever5_rules.rules._shared.collaboration_time import enough_minutes
from lever5_rules.rules._shared.staff import INSTRUCTIONAL_STAFF
from lever5_rules.rules._shared.training import Sessions

rule = Rule(
    "5.2.3-4",
    judges=Judges.PARTIAL,
    not_judged="whether staff teach together well; see some classes",
)

MinTraining = Annotated[Limit[int], "collab_teaching.min_training_per_year"]
PRACTICES = {
    "in_class_support": (Topic.IN_CLASS_SUPPORT, "in-class support"),
    "co_teaching": (Topic.CO_TEACHING, "co-teaching"),
    "plc": (Topic.PLC_PRACTICES, "working in PLCs"),
}

rule.add(
    enough_minutes(STUDENTS_WITH_DISABILITIES),
    level=Level.SCHEDULED,
    name="time_provided",
    requirement="On each campus that serves students with disabilities, teachers and special "
    "education teachers have time to work together.",
)


def trained_on(topic: Topic, what: str) -> Callable[..., Verdict]:
    def element(
        sessions: Sessions,
        campuses: Campuses,
        least: MinTraining,
        year: YearCalendar,
        review: Review,
    ) -> Verdict:
        days = sessions.days(INSTRUCTIONAL_STAFF, what, topic_codes=topic)
        often = pro_rata(len(days), least, year, review, f"Days with training on {what}")
        if often.reason is not Reason.MET:
            return often
        staff = INSTRUCTIONAL_STAFF
        reached = sessions.on_campuses("staff", staff, campuses.ids, what, topic_codes=topic)
        return reached.but(limit=least)

    return element


for name, (topic, what) in PRACTICES.items():
    rule.add(
        trained_on(topic, what),
        level=Level.RECORDED,
        name=f"{name}_training",
        requirement=f"Staff of every campus are trained on {what}.",
    )


@rule.element(level=Level.RECORDED)
def swd_focus(sessions: Sessions) -> Verdict:
    """Teachers and special education teachers are trained so with a view to students with
    disabilities."""
    topics = frozenset(topic for topic, _ in PRACTICES.values())
    both = (Role.TEACHER, Role.SPECIAL_EDUCATION_TEACHER)
    present = sessions.attended(
        both,
        "teaching together for students with disabilities",
        topic_codes=topics,
        populations={Population.SWD, Population.IEP},
    )
    return covers(
        present.distinct("role") if present.count() else (),
        both,
        "Roles trained for students with disabilities",
        "Train each {lacking} on it and record who attends.",
    )

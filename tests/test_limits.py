"""At the limit exactly an element passes, one step beyond it is a gap; the day of review counts."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import tomli
from cases_5_1 import COACHING, DEVELOPMENT, text
from cases_5_3 import tier
from changes import items
from test_elements import judged

import lever5_rulesets
from lever5_rules.artifacts.denominators import AdoptedProduct
from lever5_rules.artifacts.expectations import ProfessionalLearningFramework as Learning
from lever5_rules.artifacts.expectations import RoleResponsibilityMatrix
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import ObservationTool
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.artifacts.plans import (
    AssessmentWindow,
    MonitoringSummary,
    SupportAssignment,
)
from lever5_rules.artifacts.training import Attendance, TrainingResource, TrainingSession
from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.plugins.host import load_plugins
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.sample import AS_OF, ELEMENTARY, HIGH

DAY = timedelta(days=1)


def reviewed(days: int) -> District:
    return SAMPLE.but(SupportAssignment, reviewed_on=AS_OF - days * DAY)


def dated(year: int, month: int) -> District:
    return text(DEVELOPMENT, document={"title": "Handbook", "dated": date(year, month, 1)})


def window(**days: int) -> District:
    """Assessment windows that end on a Tuesday, with what follows so many school days later."""
    end = date(2026, 9, 15)
    after: dict[str, Any] = {name: end + number * DAY for name, number in days.items()}
    return SAMPLE.but(AssessmentWindow, window_start=end, window_end=end, **after)


def benchmarks(number: int) -> District:
    row = next(row for row in SAMPLE.rows(AssessmentWindow) if row["type"] == "benchmark")
    more = [
        {**row, "assessment_id": f"B-{place}", "window_start": row["window_start"] - place * DAY}
        for place in range(1, number)
    ]
    return SAMPLE.with_rows(AssessmentWindow, *more)


LIMITS: dict[str, tuple[District, District]] = {
    "5.1.1-1/ongoing_cadence_stated": (
        text(DEVELOPMENT, sessions_per_year=4),
        text(DEVELOPMENT, sessions_per_year=3),
    ),
    "5.1.1-1/still_current": (dated(2024, 5), dated(2024, 4)),
    "5.1.1-4/ongoing_defined": (
        text(COACHING, sessions_per_year=4),
        text(COACHING, sessions_per_year=3),
    ),
    "5.1.2-1/reviewed_on_schedule": (reviewed(120), reviewed(121)),
    "5.1.2-1/caseload": (
        SAMPLE.but(SupportAssignment, caseload=12),
        SAMPLE.but(SupportAssignment, caseload=13),
    ),
    "5.1.2-5/minutes": (SAMPLE.but(Meeting, minutes=45), SAMPLE.but(Meeting, minutes=44)),
    "5.2.4-3/plc_held_as_written": (
        SAMPLE.but(Meeting, minutes=45),
        SAMPLE.but(Meeting, minutes=44),
    ),
    "5.3.2-1/results_turnaround": (
        window(results_available=2, reflection_due=3),
        window(results_available=3, reflection_due=3),
    ),
    "5.3.2-1/reflection_dated": (
        window(results_available=0, reflection_due=14),
        window(results_available=0, reflection_due=15),
    ),
    "5.3.2-1/benchmark_cap": (benchmarks(2), benchmarks(3)),
    "5.3.3-2/tier2_interval": (
        tier("tier2", monitoring_interval_days=31),
        tier("tier2", monitoring_interval_days=32),
    ),
    "5.3.3-2/tier3_interval": (
        tier("tier3", monitoring_interval_days=7),
        tier("tier3", monitoring_interval_days=8),
    ),
    "5.3.3-2/monitored_on_time": (
        SAMPLE.but(MonitoringSummary, students_on_time=32),
        SAMPLE.but(MonitoringSummary, students_on_time=31),
    ),
}


@pytest.mark.parametrize("element", LIMITS)
def test_at_the_limit_it_passes_and_beyond_it_is_a_gap(element: str) -> None:
    at, beyond = LIMITS[element]
    assert judged(element, at).outcome is Outcome.PASS
    assert judged(element, beyond).outcome is Outcome.GAP


def issued(day: date) -> District:
    return items(PlcGuideline, "issued_to", lambda row: {**row, "issued_on": day})


def communicated_on(day: date) -> District:
    return items(Learning, "communicated", lambda row: {**row, "date": day}, COACHING)


def trained_on(day: date) -> District:
    """The training of leaders on responsibilities takes place on a day."""

    def mine(row: Any) -> bool:
        return bool(row["session_id"] == "T-4")

    moved = SAMPLE.but(TrainingSession, where=mine, date=day)
    return moved.but(Attendance, where=mine, date=day)


ON_THE_DAY: dict[str, Callable[[date], District]] = {
    "5.1.1-2/communicated_on_date": communicated_on,
    "5.1.1-3/supported_in_training": trained_on,
    "5.2.1-3/guidance_issued": lambda day: SAMPLE.but(TrainingResource, published_on=day),
    "5.2.4-2/hqim_linked_per_product": lambda day: SAMPLE.but(AdoptedProduct, first_use=day),
    "5.2.4-3/issued_to_all_campuses": issued,
    "5.2.5-1/available_to_all_campuses": lambda day: items(
        ObservationTool, "used_by_campuses", lambda row: {**row, "since": day}
    ),
}


@pytest.mark.parametrize("element", ["5.2.1-1/resources_provided", "5.2.1-3/guidance_issued"])
def test_what_is_still_to_be_published_is_too_early_and_no_gap(element: str) -> None:
    to_come = judged(element, SAMPLE.but(TrainingResource, published_on=AS_OF + DAY))
    assert to_come.reason is Reason.TOO_EARLY
    assert to_come.remedy == f"Come back on {AS_OF + DAY} or later."


@pytest.mark.parametrize("element", ON_THE_DAY)
def test_what_happens_on_the_day_of_the_review_counts_and_what_follows_does_not(
    element: str,
) -> None:
    change = ON_THE_DAY[element]
    assert judged(element, change(AS_OF)).outcome is Outcome.PASS
    assert judged(element, change(AS_OF + DAY)).outcome is not Outcome.PASS


ADVISORY = {
    "5.1.1-1/still_current",
    "5.1.2-1/reviewed_on_schedule",
    "5.1.2-1/caseload",
    "5.1.2-4/appraisal_conferences_dated",
    "5.1.2-4/span",
    "5.1.2-5/minutes",
    "5.1.3-1/student_experience_link",
    "5.2.2-3/more_than_one_format",
    "5.2.3-1/scaffolded_questioning",
    "5.2.3-1/independent_practice",
    "5.2.3-1/student_discussion",
    "5.2.3-1/evidence_use",
    "5.2.3-1/monitoring_feedback",
    "5.2.4-1/planning_time_lawful",
    "5.2.4-2/differentiation",
    "5.2.4-3/planning_time_lawful",
    "5.2.5-3/actual_vs_target",
    "5.2.5-5/agreement",
    "5.3.1-1/curriculum_embedded_link",
    "5.3.2-1/results_turnaround",
    "5.3.2-1/reflection_dated",
    "5.3.2-1/benchmark_cap",
    "5.3.5-2/elps_current",
}


def test_what_is_advisory_is_so_by_decision() -> None:
    rules = load_plugins(entry_points=False).rules.values()
    assert {e.id for rule, _ in rules for e in rule.elements if e.advisory} == ADVISORY


def test_each_campus_needs_the_roles_that_are_held_there() -> None:
    alone = SAMPLE.but(
        RoleResponsibilityMatrix,
        duties=[
            duty
            for duty in SAMPLE.document(RoleResponsibilityMatrix)["duties"]
            if not (duty["campus_id"] == HIGH and duty["role"] == "teacher_leader")
        ],
    )
    element = judged("5.1.1-3/every_campus_covered", alone)
    assert (element.outcome, element.scope) == (Outcome.GAP, (f"{HIGH}/teacher_leader",))
    everywhere = items(
        RoleResponsibilityMatrix,
        "duties",
        lambda row: {**row, "campus_id": "all"} if row["campus_id"] == ELEMENTARY else None,
    )
    assert judged("5.1.1-3/every_campus_covered", everywhere).outcome is Outcome.PASS


def test_a_ruleset_may_still_name_a_limit_that_no_rule_reads_any_more(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(
        'name = "ours"\nversion = "1"\ntitle = "Ours"\nextends = "default"\n'
        '[limits."collab.min_share_meetings_with_topic"]\n'
        'value = 0.4\norigin = "district"\nsource = "Ours."\n',
        encoding="utf-8",
    )
    assert SAMPLE.check(select=["5.3.4-2"], ruleset=path).complete


def test_each_limit_of_a_built_in_ruleset_is_read() -> None:
    read = load_plugins(entry_points=False).limits.keys()
    for path in Path(lever5_rulesets.__file__).parent.glob("*.toml"):
        named = tomli.loads(path.read_text(encoding="utf-8"))["limits"].keys()
        assert named <= read, path.name

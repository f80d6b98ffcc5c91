"""Every element of every rule, shown as a gap and as missing evidence, for the right reason.

That each passes is shown on the sample district (test_kit). A rule that gains an element fails
here until the element has its cases.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import cases_5_1
import cases_5_2
import cases_5_3
import pytest
from changes import Case, items

from lever5_rules.artifacts.denominators import (
    AdoptedProduct,
    CalendarDay,
    DistrictProfile,
    StaffAssignment,
)
from lever5_rules.artifacts.kinds import Family, KindInfo
from lever5_rules.artifacts.meetings import CollaborationSlot, Meeting
from lever5_rules.artifacts.observation import (
    ActionStep,
    CalibrationAttendance,
    Observation,
    ObservationFrequencyTarget,
    ObservationTool,
    TrackerAnalysis,
)
from lever5_rules.artifacts.planning import (
    InstructionalFramework,
    InstructionalProtocol,
    PlanningSupportGuideline,
    PlcGuideline,
)
from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.core.outcome import Outcome
from lever5_rules.plugins.host import load_plugins
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.sample import ELEMENTARY, HIGH

pytestmark = pytest.mark.exhaustive

Plc, Support, Protocol = PlcGuideline, PlanningSupportGuideline, InstructionalProtocol
Tool, Targets, Slot = ObservationTool, ObservationFrequencyTarget, CollaborationSlot
UNIT, LESSON = 0, 1


def target(wanted: Callable[[dict[str, Any]], bool], **fields: Any) -> District:
    return items(Targets, "targets", lambda row: {**row, **fields} if wanted(row) else row)


def no_target(wanted: Callable[[dict[str, Any]], bool]) -> District:
    return items(Targets, "targets", lambda value: None if wanted(value) else value)


def formal(data: dict[str, Any]) -> bool:
    return bool(data["observation_type"] == "formal")


def coaching(data: dict[str, Any]) -> bool:
    return not formal(data)


def indicator(area: str, **fields: Any) -> District:
    return items(Tool, "indicators", lambda row: {**row, **fields} if row["area"] == area else row)


def no_indicator(area: str) -> District:
    return items(Tool, "indicators", lambda row: None if row["area"] == area else row)


def slots(population: str, **wanted: Any) -> Callable[[Any], bool]:
    return lambda row: (
        row["population"] == population
        and all(row.get(key) == value for key, value in wanted.items())
    )


def unsourced(kind: type, field: str, at: int = 0) -> District:
    sources = {k: v for k, v in SAMPLE.document(kind, at)["sources"].items() if k != field}
    return SAMPLE.but(kind, at=at, sources=sources)


def collaboration(criterion: str, population: str) -> dict[str, Any]:
    """The cases of 5.3.4-3 and 5.3.5-3, which differ in whom the time is for."""
    none = SAMPLE.without_rows(Slot, slots(population))
    alone = SAMPLE.but(Slot, where=slots(population), participant_roles=["teacher"])
    unknown = SAMPLE.but(Slot, where=slots(population), source_document=None)
    campus = slots(population, reach="campus")
    cross = slots(population, reach="cross_campus")
    undated: dict[str, Any] = {"weekdays": None, "dates": None}
    blank = SAMPLE.but(Slot, where=campus, campus_ids=None)
    in_source = {
        f"{criterion}/time_in_{source}": (
            alone,
            "not_covered",
            SAMPLE.without_rows(Slot, slots(population, source=source)),
            "no_records",
        )
        for source in ("master_schedule", "plc_scope", "training_calendar")
    }
    return {
        **in_source,
        f"{criterion}/time_in_named_source": (alone, "not_covered", none, "no_records"),
        f"{criterion}/each_campus_has_slot": (
            SAMPLE.without_rows(Slot, slots(population, campus_ids=[HIGH])),
            "not_covered",
            blank,
            "blank_field",
        ),
        f"{criterion}/cross_campus_slot": (
            SAMPLE.but(Slot, where=cross, dates=[date(2026, 10, 7)]),
            "not_covered",
            SAMPLE.but(Slot, where=cross, **undated),
            "undated",
        ),
        f"{criterion}/minutes": (
            SAMPLE.but(Slot, where=campus, minutes=44),
            "below_parameter",
            SAMPLE.but(Slot, where=campus, **undated),
            "undated",
        ),
        f"{criterion}/unknown_document": (alone, "not_covered", unknown, "blank_field"),
    }


CASES: dict[str, Case] = {
    **cases_5_1.CASES,
    **cases_5_2.CASES,
    **cases_5_3.CASES,
    "5.2.4-1/structures_named": (
        SAMPLE.but(Support, structures=False),
        "stated_absent",
        SAMPLE.blank(Support, "structures"),
        "blank_field",
    ),
    "5.2.4-1/owners_named": (
        SAMPLE.but(Support, owner_roles=["campus decides"]),
        "vague",
        unsourced(Support, "owner_roles"),
        "assertion_only",
    ),
    "5.2.4-1/outcomes_named": (
        SAMPLE.but(Support, outcomes=False),
        "stated_absent",
        SAMPLE.but(Support, outcomes="TBD"),
        "placeholder",
    ),
    "5.2.4-1/weekly_stated": (
        SAMPLE.but(Support, sessions_per_week=0.5),
        "below_parameter",
        SAMPLE.blank(Support, "sessions_per_week"),
        "blank_field",
    ),
    "5.2.4-1/same_for_all_campuses": (
        SAMPLE.but(Support, same_for_all_campuses=False),
        "not_covered",
        SAMPLE.blank(Support, "same_for_all_campuses"),
        "blank_field",
    ),
    "5.2.4-1/planning_time_lawful": (
        SAMPLE.but(DistrictProfile, planning_minutes_per_two_weeks=500),
        "below_parameter",
        SAMPLE.blank(Support, "held_in"),
        "blank_field",
    ),
    "5.2.4-2/unit_steps": (
        SAMPLE.but(Protocol, at=UNIT, steps=[{"code": "a", "wording": "optional"}]),
        "vague",
        SAMPLE.blank(Protocol, "steps", at=UNIT),
        "blank_field",
    ),
    "5.2.4-2/lesson_steps": (
        SAMPLE.but(Protocol, at=LESSON, steps=False),
        "stated_absent",
        SAMPLE.but(Protocol, at=LESSON, steps=[{"code": "a", "wording": "TBD"}]),
        "placeholder",
    ),
    "5.2.4-2/hqim_linked_per_product": (
        SAMPLE.but(Protocol, at=LESSON, product_ids=["another"]),
        "not_covered",
        SAMPLE.but(AdoptedProduct, hqim=None),
        "blank_field",
    ),
    "5.2.4-2/quality_criteria": (
        SAMPLE.but(Protocol, at=UNIT, quality_criteria=False),
        "stated_absent",
        unsourced(Protocol, "quality_criteria", at=LESSON),
        "assertion_only",
    ),
    "5.2.4-2/differentiation": (
        SAMPLE.but(Protocol, at=LESSON, differentiation=False),
        "stated_absent",
        SAMPLE.blank(Protocol, "differentiation", at=LESSON),
        "blank_field",
    ),
    "5.2.4-3/membership": (
        SAMPLE.but(Plc, membership_basis=["whole_staff"]),
        "below_parameter",
        SAMPLE.but(Plc, membership_basis=["n/a"]),
        "placeholder",
    ),
    "5.2.4-3/frequency": (
        SAMPLE.but(Plc, meetings_per_week="as needed"),
        "vague",
        SAMPLE.blank(Plc, "meetings_per_week"),
        "blank_field",
    ),
    "5.2.4-3/length": (
        SAMPLE.but(Plc, minutes=44),
        "below_parameter",
        SAMPLE.but(Plc, minutes="long"),
        "unreadable",
    ),
    "5.2.4-3/sample_agenda": (
        SAMPLE.but(Plc, sample_agenda=False),
        "stated_absent",
        SAMPLE.but(Plc, sample_agenda=[]),
        "blank_field",
    ),
    "5.2.4-3/issued_to_all_campuses": (
        SAMPLE.but(Plc, issued_to=[{"campus_id": HIGH, "issued_on": date(2026, 8, 3)}]),
        "not_covered",
        SAMPLE.blank(Plc, "issued_to"),
        "blank_field",
    ),
    "5.2.4-3/plc_held_as_written": (
        SAMPLE.without_rows(
            Meeting, lambda row: row["team"] == "Math" and row["date"] > date(2026, 12, 1)
        ),
        "below_parameter",
        SAMPLE.without_rows(Meeting, lambda row: row["campus_id"] == HIGH),
        "no_records",
    ),
    "5.2.4-3/planning_time_lawful": (
        SAMPLE.but(DistrictProfile, planning_block_minutes=44),
        "below_parameter",
        SAMPLE.blank(DistrictProfile, "planning_minutes_per_two_weeks"),
        "blank_field",
    ),
    "5.2.4-4/time_scheduled": (
        SAMPLE.but(TrainingSession, minutes=29),
        "below_parameter",
        SAMPLE.but(TrainingSession, topic_codes=None),
        "blank_field",
    ),
    "5.2.4-4/beyond_initial_training": (
        SAMPLE.but(Attendance, where=lambda row: row["session_id"] == "T-2", attended=False),
        "not_covered",
        SAMPLE.without_rows(Attendance, lambda row: row["session_id"] in ("T-1", "T-2")),
        "no_records",
    ),
    "5.2.4-4/every_campus_represented": (
        SAMPLE.but(Attendance, where=lambda row: row["campus_id"] == HIGH, attended=False),
        "not_covered",
        SAMPLE.but(Attendance, attended=None),
        "blank_field",
    ),
    "5.2.5-1/single_central_tool": (
        SAMPLE.with_document(Tool, {**SAMPLE.document(Tool), "tool_id": "another"}),
        "wrong_instrument",
        SAMPLE.blank(Tool, "tool_id"),
        "blank_field",
    ),
    "5.2.5-1/hqim_indicators": (
        no_indicator("hqim_use"),
        "not_covered",
        indicator("hqim_use", source=None),
        "assertion_only",
    ),
    "5.2.5-1/delivery_indicators_match_framework": (
        indicator("rigor_execution", framework_practice="monitoring"),
        "below_parameter",
        SAMPLE.without(InstructionalFramework),
        "no_artifact",
    ),
    "5.2.5-1/environment_indicators_research_based": (
        indicator("environment", research_basis=False),
        "stated_absent",
        indicator("environment", research_basis=""),
        "blank_field",
    ),
    **dict.fromkeys(
        ("5.2.5-1/available_to_all_campuses", "5.2.5-2/available_to_all_campuses"),
        (
            SAMPLE.but(Tool, used_by_campuses=[{"campus_id": HIGH, "since": date(2026, 8, 12)}]),
            "not_covered",
            unsourced(Tool, "used_by_campuses"),
            "assertion_only",
        ),
    ),
    **{
        f"5.2.5-2/{name}": (
            no_indicator(area),
            "not_covered",
            indicator(area, source={"page": 3}),
            "no_source",
        )
        for name, area in {
            "student_culture_routines": "student_culture_routines",
            "behavior_and_engagement": "behavior_engagement",
            "rigor_and_execution": "rigor_execution",
            "response_to_data": "response_to_data",
        }.items()
    },
    "5.2.5-3/coaching_target_per_role": (
        target(coaching, count=0.9),
        "below_parameter",
        SAMPLE.without(StaffAssignment),
        "no_denominator",
    ),
    "5.2.5-3/formal_target_per_role": (
        no_target(lambda row: formal(row) and row["observee_role"] == "eb_teacher"),
        "not_covered",
        SAMPLE.but(StaffAssignment, supervisor_staff_id=None),
        "no_denominator",
    ),
    "5.2.5-3/feedback_target": (
        target(coaching, feedback_within_days=6),
        "late",
        target(formal, feedback_within_days=None),
        "blank_field",
    ),
    "5.2.5-3/number_and_period_given": (
        target(formal, count="as needed"),
        "vague",
        target(formal, per="TBD"),
        "placeholder",
    ),
    "5.2.5-3/all_il_roles": (
        no_target(lambda row: row["observer_role"] == "principal"),
        "not_covered",
        SAMPLE.blank(Targets, "targets"),
        "blank_field",
    ),
    "5.2.5-3/all_direct_reports": (
        target(
            lambda row: formal(row) and row["observee_role"] == "teacher", observer_role="principal"
        ),
        "not_covered",
        SAMPLE.but(StaffAssignment, role=None),
        "blank_field",
    ),
    "5.2.5-3/formal_meets_law": (
        target(formal, min_minutes=44),
        "below_parameter",
        target(formal, min_minutes=None),
        "blank_field",
    ),
    "5.2.5-3/actual_vs_target": (
        SAMPLE.but(Observation, feedback_on=None),
        "below_parameter",
        SAMPLE.but(Observation, observee_staff_id=None),
        "blank_field",
    ),
    "5.2.5-4/central_system": (
        SAMPLE.but(ActionStep, where=lambda row: row["campus_id"] == HIGH, system="Paper"),
        "wrong_instrument",
        SAMPLE.but(ActionStep, system="TBD"),
        "placeholder",
    ),
    "5.2.5-4/completion_tracked": (
        SAMPLE.but(ActionStep, status="open", closed_on=None),
        "below_parameter",
        SAMPLE.but(ActionStep, due_on=None),
        "blank_field",
    ),
    "5.2.5-4/entries_regular_per_leader": (
        SAMPLE.without_rows(
            ActionStep, lambda row: row["campus_id"] == HIGH and row["entered_on"].month == 10
        ),
        "late",
        SAMPLE.but(ActionStep, leader_staff_id=None),
        "blank_field",
    ),
    "5.2.5-4/analysis_done": (
        SAMPLE.without_rows(TrackerAnalysis, lambda row: row["analysis_id"] == "AN-1").on(
            date(2027, 5, 27)
        ),
        "below_parameter",
        SAMPLE.but(TrackerAnalysis, date=None),
        "blank_field",
    ),
    "5.2.5-4/training_informed_by_data": (
        SAMPLE.but(TrainingSession, informed_by=None),
        "not_covered",
        SAMPLE.without(TrackerAnalysis),
        "no_artifact",
    ),
    "5.2.5-5/dedicated_time": (
        SAMPLE.without_rows(CalibrationAttendance, lambda row: row["session_id"] == "C-1"),
        "below_parameter",
        SAMPLE.but(CalibrationAttendance, purpose=None),
        "blank_field",
    ),
    "5.2.5-5/central_tool_used": (
        SAMPLE.but(CalibrationAttendance, instrument_id="another"),
        "wrong_instrument",
        SAMPLE.but(CalibrationAttendance, instrument_id="?"),
        "placeholder",
    ),
    "5.2.5-5/leaders_covered": (
        SAMPLE.without_rows(CalibrationAttendance, lambda row: "principal" in row["staff_id"]),
        "not_covered",
        SAMPLE.but(CalibrationAttendance, purpose="plc"),
        "no_records",
    ),
    "5.2.5-5/agreement": (
        SAMPLE.but(CalibrationAttendance, exact_agreement_pct=74.9),
        "below_parameter",
        SAMPLE.but(CalibrationAttendance, exact_agreement_pct=None),
        "blank_field",
    ),
    **collaboration("5.3.4-3", "swd"),
    **collaboration("5.3.5-3", "eb"),
}


def all_elements() -> list[str]:
    results = []
    for rule, _ in load_plugins(entry_points=False).rules.values():
        results += [element.id for element in rule.elements]
        results += [f"{rule.criterion}/{group}" for group in rule.groups]
    return results


def test_every_element_has_its_cases() -> None:
    assert sorted(set(all_elements()) - CASES.keys()) == []


def judged(element: str, district: District) -> Any:
    criterion, _, name = element.partition("/")
    if name == "unknown_document":
        name = "time_in_master_schedule"
    judgement = district.judge(criterion)
    assert judgement.errors == []
    return judgement[name]


ELEMENTS = {
    element.id: element
    for rule, _ in load_plugins(entry_points=False).rules.values()
    for element in rule.elements
}


def deciding(element: str) -> list[KindInfo]:
    """The kinds that an element is judged by, those of the last parameters first."""
    needed, all_read = ELEMENTS[element].kinds_needed, ELEMENTS[element].kinds
    proving = [kind for kind in needed if kind.family is not Family.DENOMINATOR]
    return proving or [kind for kind in all_read if kind.family is not Family.DENOMINATOR]


def missing_case(element: str) -> tuple[District, str]:
    """A district in which an element is missing evidence, and the reason."""
    case = CASES[element]
    if len(case) == 4:
        return case[2], case[3]
    decisive, *_ = deciding(element)
    return SAMPLE.without(decisive.cls), "no_artifact"


@pytest.mark.parametrize("element", CASES)
def test_falls_short(element: str) -> None:
    district, reason, *_ = CASES[element]
    element_finding = judged(element, district)
    assert (element_finding.outcome, element_finding.reason.value) == (Outcome.GAP, reason), (
        element_finding.message
    )
    assert element_finding.remedy


@pytest.mark.parametrize("element", CASES)
def test_cannot_be_judged(element: str) -> None:
    district, reason = missing_case(element)
    element_finding = judged(element, district)
    assert (element_finding.outcome, element_finding.reason.value) == (Outcome.MISSING, reason), (
        element_finding.message
    )
    assert element_finding.remedy


def test_the_limit_itself_passes() -> None:
    at_limit = {
        "5.2.4-3/length": SAMPLE.but(Plc, minutes=45),
        "5.2.4-1/weekly_stated": SAMPLE.but(Support, sessions_per_week=1),
        "5.2.4-4/time_scheduled": SAMPLE.but(TrainingSession, minutes=30),
        "5.2.5-3/feedback_target": target(coaching, feedback_within_days=5),
        "5.2.5-3/formal_meets_law": target(formal, min_minutes=45),
        "5.2.5-5/agreement": SAMPLE.but(CalibrationAttendance, exact_agreement_pct=75.0),
        "5.2.4-1/planning_time_lawful": SAMPLE.but(
            DistrictProfile, planning_minutes_per_two_weeks=540
        ),
    }
    for element, district in at_limit.items():
        assert judged(element, district).outcome is Outcome.PASS, element


@pytest.mark.parametrize(
    ("element", "day"),
    [
        ("5.2.4-3/plc_held_as_written", date(2026, 8, 13)),
        ("5.2.4-4/beyond_initial_training", date(2026, 9, 1)),
        ("5.2.5-3/actual_vs_target", date(2026, 8, 25)),
        ("5.2.5-4/entries_regular_per_leader", date(2026, 8, 14)),
        ("5.2.5-4/analysis_done", date(2026, 11, 1)),
        ("5.2.5-4/training_informed_by_data", date(2026, 11, 1)),
        ("5.2.5-5/dedicated_time", date(2026, 10, 1)),
        ("5.2.5-5/leaders_covered", date(2026, 10, 1)),
    ],
)
def test_too_early(element: str, day: date) -> None:
    element_finding = judged(element, SAMPLE.on(day))
    assert (element_finding.outcome, element_finding.reason.value) == (
        Outcome.MISSING,
        "too_early",
    ), element_finding.message
    assert "Come back on" in element_finding.remedy


def campuses(**fields: Any) -> District:
    data = [{**campus, **fields} for campus in SAMPLE.document(DistrictProfile)["campuses"]]
    return SAMPLE.but(DistrictProfile, campuses=data)


def test_what_does_not_apply_is_neither_pass_nor_finding() -> None:
    no_eb = campuses(eb_enrolled=False).without_rows(
        StaffAssignment, lambda row: row["role"] == "eb_teacher"
    )
    assert [exclusion.id for exclusion in no_eb.check().not_applicable] == [
        f"5.3.5-{number}" for number in (1, 2, 3, 4)
    ]
    rows = SAMPLE.but(
        DistrictProfile, campuses=SAMPLE.document(DistrictProfile)["campuses"][:1]
    ).without_rows(StaffAssignment, lambda row: row["campus_id"] == ELEMENTARY)
    assert "cross_campus_slot" in rows.judge("5.3.4-3").not_applicable
    local = SAMPLE.but(DistrictProfile, appraisal_system="local")
    assert "formal_meets_law" in local.judge("5.2.5-3").not_applicable
    for exempt in ({"planning_time_exempt_doi": True}, {"district_type": "charter"}):
        district = SAMPLE.but(DistrictProfile, **exempt)
        assert "planning_time_lawful" in district.judge("5.2.4-1").not_applicable
    unknown = campuses(eb_enrolled=None).judge("5.3.5-3")
    assert unknown["minutes"].reason.value == "blank_field"


def test_one_source_of_time_is_enough() -> None:
    only = SAMPLE.without_rows(Slot, slots("swd", source="plc_scope")).but(
        Slot, where=slots("swd", source="training_calendar"), participant_roles=["teacher"]
    )
    judgement = only.judge("5.3.4-3")
    group = judgement["time_in_named_source"]
    assert group.outcome is Outcome.PASS
    assert [alternative.outcome.value for alternative in group.alternatives] == [
        "pass",
        "missing-evidence",
        "gap",
    ]


def guidelines(**second: Any) -> District:
    whole = dict(SAMPLE.document(Plc))
    first = SAMPLE.but(Plc, campus_ids=[HIGH])
    return first.with_document(Plc, {**whole, "campus_ids": [ELEMENTARY], **second})


def test_each_guideline_in_force_must_satisfy() -> None:
    assert guidelines().judge("5.2.4-3")["length"].outcome is Outcome.PASS
    short = guidelines(minutes=30).judge("5.2.4-3")["length"]
    assert (short.outcome, short.scope) == (Outcome.GAP, (ELEMENTARY,))
    assert "plc_guideline-2.toml" in short.message


def test_a_campus_that_no_guideline_governs_is_missing_evidence() -> None:
    alone = SAMPLE.but(Plc, campus_ids=[HIGH]).judge("5.2.4-3")
    for name in ("membership", "length", "plc_held_as_written"):
        assert (alone[name].outcome, alone[name].scope) == (Outcome.MISSING, (ELEMENTARY,)), name
    stale = guidelines(school_year="2025-2026").judge("5.2.4-3")["length"]
    assert (stale.reason.value, stale.scope) == ("wrong_year", (ELEMENTARY,))
    blank = SAMPLE.blank(Plc, "campus_ids").judge("5.2.4-3")["length"]
    assert blank.reason.value == "blank_field"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sources": {"minutes": {"quote": "45 minutes"}}}, "no_source"),
        ({"sources": {"minutes": {"page": 3}}}, "no_source"),
        ({"sources": {"minutes": {"page": 3, "quote": "TBD"}}}, "no_source"),
        ({"sources": {}}, "assertion_only"),
        ({"document": {"title": "Handbook"}}, "undated"),
        ({"document": {"title": "Handbook", "dated": date(2027, 6, 1)}}, "not_in_force"),
        ({"document": {"dated": date(2026, 7, 1)}}, "no_source"),
        ({"effective_from": date(2027, 6, 1)}, "not_in_force"),
        ({"effective_to": date(2026, 12, 1)}, "not_in_force"),
        ({"effective_from": None}, "undated"),
        ({"school_year": "TBD"}, "undated"),
        ({"school_year": "2025-2026"}, "wrong_year"),
    ],
)
def test_a_statement_needs_document_place_quote_and_date(
    change: dict[str, Any], reason: str
) -> None:
    length = SAMPLE.but(Plc, **change).judge("5.2.4-3")["length"]
    assert (length.outcome, length.reason.value) == (Outcome.MISSING, reason), length.message


def test_a_section_does_for_a_page_and_a_source_may_name_its_own_document() -> None:
    sources = {
        "minutes": {
            "section": "Time",
            "quote": "50 minutes",
            "document": "Board policy",
            "dated": date(2026, 7, 1),
        }
    }
    length = SAMPLE.but(Plc, sources=sources, document={}).judge("5.2.4-3")["length"]
    assert length.outcome is Outcome.PASS


def test_a_row_that_cannot_be_told_matters_only_where_it_may_belong() -> None:
    unknown = SAMPLE.but(
        Meeting, where=lambda row: row["meeting_id"].startswith(f"M-{HIGH}-Math"), minutes=None
    ).judge("5.2.4-3")["plc_held_as_written"]
    assert (unknown.reason.value, unknown.scope) == ("blank_field", (f"{HIGH}/Math",))


def _take_short_calendars(folder: Path) -> Path:
    """Write a ruleset that takes a calendar of few instructional days."""
    path = folder / "short.toml"
    path.write_text(
        'name = "short"\nversion = "1"\ntitle = "A test"\nextends = "default"\n'
        '[limits."calendar.min_instructional_days"]\nvalue = 5\n'
        'origin = "judgement"\nsource = "A test."\n'
    )
    return path


def test_too_few_instructional_days_make_no_week(tmp_path: Path) -> None:
    two_days = SAMPLE.but(
        CalendarDay, where=lambda row: row["date"].weekday() > 1, is_instructional=False
    )
    ruleset = _take_short_calendars(tmp_path)
    result = two_days.judge("5.2.4-3", ruleset=ruleset)["plc_held_as_written"]
    assert result.reason.value == "too_early"


@pytest.mark.parametrize("criterion", ["5.1.2-3", "5.1.2-4"])
def test_too_few_instructional_days_make_no_month(criterion: str, tmp_path: Path) -> None:
    one_day_a_week = SAMPLE.but(
        CalendarDay, where=lambda row: row["date"].weekday() > 0, is_instructional=False
    )
    unanswered = one_day_a_week.but(Observation, feedback_on=None)
    ruleset = _take_short_calendars(tmp_path)
    result = unanswered.judge(criterion, ruleset=ruleset)["feedback_given"]
    assert result.outcome is Outcome.GAP, result.message

"""What counts as learning on materials: whose product, since when, for whom, and where it holds."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from lever5_rules.artifacts.denominators import (
    AdoptedProduct,
    DistrictProfile,
    StaffAssignment,
)
from lever5_rules.artifacts.observation import ObservationTool
from lever5_rules.artifacts.planning import InstructionalFramework, InstructionalProtocol
from lever5_rules.artifacts.plans import PlanComponent
from lever5_rules.artifacts.training import Attendance, TrainingResource, TrainingSession
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.sample import (
    AS_OF,
    ELEMENTARY,
    HIGH,
    PRODUCT,
    QUARTERS,
    STAFF,
    TAUGHT_BY,
    cited,
)

Row = Any
JUNE, FIRST_USE = date(2026, 6, 10), date(2026, 8, 12)


def outcome(district: District, element: str) -> tuple[str, str]:
    criterion, _, name = element.partition("/")
    judgement = district.judge(criterion)
    assert judgement.errors == []
    if name in judgement.not_applicable:
        return "not-applicable", judgement.not_applicable[name]
    element_finding = judgement[name]
    return str(element_finding.outcome.value), f"{element_finding.message} {element_finding.remedy}"


def sessions(begin: str, district: District = SAMPLE, **fields: Any) -> District:
    return district.but(
        TrainingSession, where=lambda row: row["session_id"].startswith(begin), **fields
    )


def moved(session: str, day: date, district: District = SAMPLE) -> District:
    """A session, with its sheet, on another day."""
    return sessions(session, district, date=day).but(
        Attendance, where=lambda row: row["session_id"] == session, date=day
    )


def away(session: str, who: Callable[[Row], bool], district: District = SAMPLE) -> District:
    return district.but(
        Attendance,
        where=lambda row: row["session_id"].startswith(session) and who(row),
        attended=False,
    )


def without(session: str, district: District = SAMPLE) -> District:
    return district.without_rows(
        TrainingSession, lambda row: row["session_id"] == session
    ).without_rows(Attendance, lambda row: row["session_id"] == session)


def with_session(session: str, day: date, people: list[Row], **fields: Any) -> District:
    """The sample with one more session on the product, and these people at it."""
    like = next(row for row in SAMPLE.rows(TrainingSession) if row["session_id"] == "H-0")
    rows = [
        {
            **{key: person[key] for key in ("staff_id", "role", "campus_id")},
            "session_id": session,
            "date": day,
            "attended": True,
        }
        for person in people
    ]
    added = SAMPLE.with_rows(
        TrainingSession, {**like, "session_id": session, "date": day, **fields}
    )
    return added.with_rows(Attendance, *rows) if rows else added


def people(role: str, campus: str = "") -> list[Row]:
    return [
        row
        for row in SAMPLE.rows(StaffAssignment)
        if row["role"] == role and campus in ("", row["campus_id"])
    ]


def beside(campus: str = ELEMENTARY, **fields: Any) -> Row:
    """Another product of the subject and grades of the sample's, on one campus."""
    adopted = SAMPLE.rows(AdoptedProduct)[0]
    return {**adopted, "product_id": "lectura", "campus_ids": [campus], **fields}


def two_products(trained_on_both: bool, **fields: Any) -> District:
    """Half of the teachers of a campus learn the one product, half the other."""
    teachers = people("teacher", ELEMENTARY)
    half = teachers if trained_on_both else teachers[::2]
    rest = [*people("eb_teacher", ELEMENTARY), *people(STAFF[-1], ELEMENTARY)]
    district = with_session("L-0", date(2026, 8, 6), [*half, *rest], audience_roles=list(STAFF))
    district = sessions("L-0", district, product_id="lectura")
    ids = {row["staff_id"] for row in half} if not trained_on_both else set()
    district = away("H-", lambda row: row["staff_id"] in ids, district)
    return district.with_rows(AdoptedProduct, beside(**fields))


RELEVANT = "5.2.2-1/coverage"
TOPIC = "5.2.2-1/assessment_strategy"
LAUNCH, TRAINED = "5.2.2-2/launch_before_first_use", "5.2.2-2/all_teachers_trained"
ALL_YEAR = "5.2.2-2/resources_throughout_year"
FIDELITY, EXEMPLAR = "5.2.2-3/fidelity_described", "5.2.2-3/exemplar_per_product"
PHASES, MIDYEAR = "5.2.2-4/phases_covered", "5.2.2-4/midyear_onboarding"
LATE = "5.2.2-4/late_hires_onboarded_on_time"
AREAS, DIVISIONS = "5.2.3-1/content_specific_per_area", "5.2.3-1/every_division"
LINKED = "5.2.4-2/hqim_linked_per_product"
ONE_TOOL, BASIS = (
    "5.2.5-1/single_central_tool",
    "5.2.5-1/environment_indicators_research_based",
)


def exemplars(district: District = SAMPLE, **fields: Any) -> District:
    return district.but(
        TrainingResource,
        where=lambda row: row["type"] in ("exemplar_video", "lesson_artifact"),
        **fields,
    )


def quarterly(**fields: Any) -> District:
    """The modules of August alone, delivered to teachers in every quarter."""
    district = SAMPLE.without_rows(
        TrainingResource,
        lambda row: bool(row.get("product_id")) and row["published_on"] > QUARTERS[0],
    )
    for number, last in enumerate(QUARTERS):
        day = last - timedelta(days=9)
        added = with_session(f"M-{number}", day, people("teacher"), **fields)
        for kind in (TrainingSession, Attendance):
            new = [row for row in added.rows(kind) if row["session_id"] == f"M-{number}"]
            district = district.with_rows(kind, *new)
    return district


def framework(change: Callable[[Row], Row | None], district: District = SAMPLE) -> District:
    practices = [
        change(dict(practice))
        for practice in district.document(InstructionalFramework)["practices"]
    ]
    return district.but(
        InstructionalFramework, practices=[practice for practice in practices if practice]
    )


def artists(campus: str) -> District:
    """A teacher of each campus teaches fine arts, which the profile names."""
    profile = SAMPLE.document(DistrictProfile)
    district = SAMPLE.but(
        DistrictProfile, content_areas=list({*profile["content_areas"], "fine_arts"})
    )
    return district.but(
        StaffAssignment,
        where=lambda row: row["staff_id"] in ("s-0-t0", "s-1-t0"),
        content_area="fine_arts",
    )


def with_practice(district: District, **fields: Any) -> District:
    practices = list(district.document(InstructionalFramework)["practices"])
    new = {"code": "show_work", "scope": "content", "source": cited(), **fields}
    return district.but(InstructionalFramework, practices=[*practices, new])


def struck(with_it: bool) -> District:
    """Fine arts has teachers on the roster and is not in the profile."""
    district = artists(HIGH).but(
        DistrictProfile, content_areas=SAMPLE.document(DistrictProfile)["content_areas"]
    )
    district = framework(
        lambda row: None if row.get("content_area") == "fine_arts" else row, district
    ).but(
        DistrictProfile,
        content_areas=[
            area
            for area in SAMPLE.document(DistrictProfile)["content_areas"]
            if area != "fine_arts"
        ],
    )
    return with_practice(district, content_area="fine_arts") if with_it else district


def tools(name: str, **fields: Any) -> District:
    """A second tool beside the central one, with one indicator."""
    tool = SAMPLE.document(ObservationTool)
    data = {**tool["indicators"][0], "area": "rigor_execution"}
    return SAMPLE.with_document(
        ObservationTool, {**tool, "tool_id": name, "indicators": [data], **fields}
    )


def indicator(**fields: Any) -> District:
    tool = SAMPLE.document(ObservationTool)
    new = {"code": "Z9", "area": "environment", "source": cited(), **fields}
    return SAMPLE.but(ObservationTool, indicators=[*tool["indicators"], new])


def late_hire(session: str = "", day: date = date(2026, 9, 20), **fields: Any) -> District:
    """The teacher who began in September was at this session only."""
    late = [row for row in SAMPLE.rows(StaffAssignment) if row["staff_id"] == "s-0-late"]
    district = with_session(session, day, late, **fields) if session else SAMPLE
    return away("H-", lambda row: row["staff_id"] == "s-0-late", district)


def protocols_of(campus: str, products: list[str]) -> District:
    """The protocols of one campus name other products than the district's."""
    district = SAMPLE
    for place in range(2):
        document = SAMPLE.document(InstructionalProtocol, place)
        other = next(name for name in (HIGH, ELEMENTARY) if name != campus)
        district = district.but(InstructionalProtocol, at=place, campus_ids=[other])
        district = district.with_document(
            InstructionalProtocol, {**document, "campus_ids": [campus], "product_ids": products}
        )
    return district


CASES: dict[str, tuple[str, District, str, str]] = {
    "which of two products a teacher uses": (
        *(TOPIC, two_products(False), "missing-evidence", "taught_by_roles"),
    ),
    "both products learned by all": (TOPIC, two_products(True), "pass", ""),
    "a product for a role of its own": (
        *(RELEVANT, two_products(False, taught_by_roles=["eb_teacher"]), "gap", "reading"),
    ),
    "a product that only those of no subject have learned": (
        TOPIC,
        with_session(
            "L-0", date(2026, 8, 6), people("eb_teacher", ELEMENTARY), product_id="lectura"
        )
        .with_rows(AdoptedProduct, beside())
        .but(StaffAssignment, where=lambda row: row["role"] == "eb_teacher", content_area=None),
        *("missing-evidence", "taught_by_roles"),
    ),
    "a second product that nobody learned": (
        *(TOPIC, SAMPLE.with_rows(AdoptedProduct, beside()), "gap", "lectura"),
    ),
    "a product that is used from next week on": (
        RELEVANT,
        SAMPLE.but(AdoptedProduct, first_use=AS_OF + timedelta(days=7)),
        *("missing-evidence", "Come back"),
    ),
    "sessions on handing out its books": (
        *(RELEVANT, sessions("H-", topic_codes=["operations"]), "gap", "no session"),
    ),
    "sessions on another topic of teaching": (
        *(RELEVANT, sessions("H-", topic_codes=["co_teaching"]), "pass", ""),
    ),
    "forty rows of one teacher who came": (
        RELEVANT,
        away(
            "H-", lambda row: row["staff_id"] in ("s-0-t0", "s-0-t2", "s-1-t0", "s-1-t2")
        ).with_rows(
            StaffAssignment,
            *({**people("teacher", HIGH)[1], "plc_team": f"T{number}"} for number in range(40)),
        ),
        *("gap", "of 9"),
    ),
    "support staff on the sheets and not on the roster": (
        "5.2.2-1/role_aligned",
        SAMPLE.without_rows(StaffAssignment, lambda row: row["role"] == STAFF[-1]),
        *("missing-evidence", "roster"),
    ),
    "a launch in June after the adoption in May": (LAUNCH, moved("H-0", JUNE), "pass", ""),
    "a launch in June counts for those who use it": (
        *(TRAINED, without("H-1", moved("H-0", JUNE)), "pass", ""),
    ),
    "a launch before the adoption": (
        *(LAUNCH, without("H-1", moved("H-0", date(2026, 4, 10))), "gap", "no session"),
    ),
    "last June for a product of years": (
        RELEVANT,
        without("H-1", moved("H-0", JUNE)).but(
            AdoptedProduct, adopted_on=date(2024, 4, 1), first_use=date(2024, 8, 12)
        ),
        *("gap", "reading"),
    ),
    "a sheet dated after the first use": (
        LAUNCH,
        SAMPLE.but(Attendance, where=lambda row: row["session_id"] == "H-0", date=date(2026, 9, 2)),
        *("missing-evidence", "sign-in sheet"),
    ),
    "adopted after it was first used": (
        LAUNCH,
        SAMPLE.but(AdoptedProduct, adopted_on=date(2026, 9, 2)),
        *("missing-evidence", "before it was adopted"),
    ),
    "modules of August delivered in every quarter": (ALL_YEAR, quarterly(), "pass", ""),
    "sessions on its books delivered in every quarter": (
        *(ALL_YEAR, quarterly(topic_codes=["operations"]), "gap", "not from"),
    ),
    "modules of August delivered to one teacher in every quarter": (
        ALL_YEAR,
        away("M-", lambda row: row["staff_id"] != "s-0-t0", quarterly()),
        *("gap", "not from"),
    ),
    "exemplars for principals": (EXEMPLAR, exemplars(audience_roles=["principal"]), "gap", "for"),
    "exemplars whose place is blank": (
        *(EXEMPLAR, exemplars(location=None), "missing-evidence", "location"),
    ),
    "fidelity on one campus": (
        FIDELITY,
        exemplars(shows_fidelity=False).with_rows(
            TrainingResource,
            *(
                {**row, "resource_id": "X", "title": "X", "campus_ids": [HIGH]}
                for row in SAMPLE.rows(TrainingResource)
                if row["type"] == "exemplar_video"
            ),
        ),
        *("gap", ELEMENTARY),
    ),
    "a launch that no product is in": (
        PHASES,
        SAMPLE.but(AdoptedProduct, phase="sustaining").but(PlanComponent, phase="sustaining"),
        *("pass", ""),
    ),
    "a launch that a product is in": (
        *(PHASES, SAMPLE.but(PlanComponent, phase="sustaining"), "gap", "launch"),
    ),
    "a plan that names no phase": (
        *(PHASES, SAMPLE.but(PlanComponent, phase=None), "missing-evidence", "Fill in phase"),
    ),
    "products of which none is said to be of high quality": (
        *(TOPIC, SAMPLE.but(AdoptedProduct, hqim=None), "missing-evidence", "hqim is blank"),
    ),
    "a product of the only specialists who teach with it": (
        TOPIC,
        two_products(True, taught_by_roles=["eb_teacher"]).but(
            StaffAssignment, where=lambda row: row["role"] == "eb_teacher", content_area=None
        ),
        *("pass", "lectura"),
    ),
    "midyear in the first weeks": (
        MIDYEAR,
        SAMPLE.but(
            PlanComponent,
            where=lambda row: row.get("onboarding") == "midyear",
            start_date=date(2026, 8, 20),
            end_date=date(2026, 9, 4),
        ),
        *("gap", "2026-08-20"),
    ),
    "midyear after the year": (
        MIDYEAR,
        SAMPLE.but(
            PlanComponent,
            where=lambda row: row.get("onboarding") == "midyear",
            start_date=date(2027, 6, 7),
            end_date=date(2027, 6, 11),
        ),
        *("gap", "2027-06-07"),
    ),
    "a plan without its document": (
        *(PHASES, SAMPLE.blank(PlanComponent, "source_document"), "missing-evidence", "source"),
    ),
    "a late hire at a session on no teaching": (
        *(LATE, late_hire("L-1", topic_codes=["operations"]), "gap", "1 teacher"),
    ),
    "a late hire at a session on a product of another campus": (
        LATE,
        sessions("L-1", late_hire("L-1"), product_id="lectura").with_rows(AdoptedProduct, beside()),
        *("gap", "1 teacher"),
    ),
    "a late specialist": (
        LATE,
        late_hire("L-1").but(
            StaffAssignment,
            where=lambda row: row["staff_id"] == "s-0-late",
            role="special_education_teacher",
        ),
        *("pass", ""),
    ),
    "a late hire's session without a sheet": (
        LATE,
        with_session("L-1", date(2026, 9, 20), []).but(
            Attendance,
            where=lambda row: row["staff_id"] == "s-0-late",
            attended=False,
        ),
        *("missing-evidence", "L-1"),
    ),
    "an area struck that is taught": (AREAS, struck(False), "missing-evidence", "fine_arts"),
    "an area struck that has its practices": (AREAS, struck(True), "pass", ""),
    "an area on one level of two": (
        DIVISIONS,
        with_practice(
            framework(
                lambda row: None if row.get("content_area") == "fine_arts" else row, artists(HIGH)
            ),
            content_area="fine_arts",
            division="elementary",
        ),
        *("gap", "high"),
    ),
    "three spellings of one practice": (
        "5.2.3-1/general_practices",
        SAMPLE.but(
            InstructionalFramework,
            practices=[
                {"code": code, "scope": "general", "source": cited()}
                for code in ("Wait Time", "wait-time", "wait_time")
            ],
        ),
        *("gap", "1 found"),
    ),
    "a protocol that names another campus's product": (
        *(LINKED, protocols_of(HIGH, ["another"]), "gap", HIGH),
    ),
    "protocols of each campus": (LINKED, protocols_of(HIGH, [PRODUCT]), "pass", ""),
    "the state's rubric beside the tool": (ONE_TOOL, tools("T-TESS rubric"), "pass", ""),
    "a rubric for appraisal beside the tool": (
        *(ONE_TOOL, tools("blue-form", used_for=["formal"]), "pass", ""),
    ),
    "two tools for coaching": (ONE_TOOL, tools("blue-form"), "gap", "used_for"),
    "a rubric has not the areas of the tool": (
        *("5.2.5-2/response_to_data", tools("t-tess"), "pass", ""),
    ),
    "a further indicator without its area": (
        *("5.2.5-2/response_to_data", indicator(area=None), "pass", ""),
    ),
    "a further indicator without its basis": (BASIS, indicator(), "pass", ""),
    "a practice in another spelling": (
        "5.2.5-1/delivery_indicators_match_framework",
        framework(lambda row: {**row, "code": str(row["code"]).replace("_", " ").title()}),
        *("pass", ""),
    ),
    "practices that the framework does not list": (
        "5.2.5-1/delivery_indicators_match_framework",
        framework(lambda row: {**row, "code": f"new {row['code']}"}),
        *("missing-evidence", "as instructional_framework names it"),
    ),
    "in use on all campuses": (
        "5.2.5-1/available_to_all_campuses",
        SAMPLE.but(
            ObservationTool,
            used_by_campuses=[{"campus_id": "all", "since": FIRST_USE, "source": cited()}],
        ),
        *("pass", ""),
    ),
    "a campus that is not in the profile uses it too": (
        "5.2.5-1/available_to_all_campuses",
        SAMPLE.but(
            ObservationTool,
            used_by_campuses=[
                {"campus_id": campus, "since": FIRST_USE, "source": cited()}
                for campus in (HIGH, ELEMENTARY, "999001999")
            ],
        ),
        *("pass", ""),
    ),
    "the tool of one campus": (
        *(ONE_TOOL, SAMPLE.but(ObservationTool, campus_ids=[HIGH]), "missing-evidence", ELEMENTARY),
    ),
    "last year's protocol": (
        "5.2.4-2/lesson_steps",
        SAMPLE.but(InstructionalProtocol, at=1, school_year="2025-2026"),
        *("missing-evidence", "another school year"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_counts(name: str) -> None:
    element, district, expected, part = CASES[name]
    result, message = outcome(district, element)
    assert result == expected, message
    assert part in message


ONLY_LESSONS = """
name = "lessons"
version = "1"
title = "Lessons"
extends = "default"

[limits."internalization.levels"]
value = ["lesson_internalization"]
origin = "district"
source = "Board policy."
"""


def test_a_ruleset_may_ask_for_lessons_alone(tmp_path: Any) -> None:
    ruleset = tmp_path / "lessons.toml"
    ruleset.write_text(ONLY_LESSONS, encoding="utf-8")
    unit = SAMPLE.document(InstructionalProtocol, 0)
    assert unit["protocol_type"] == "unit_internalization"
    without_units = SAMPLE.but(InstructionalProtocol, at=0, protocol_type="student_work_analysis")
    judgement = without_units.judge("5.2.4-2", ruleset=ruleset)
    assert judgement.errors == []
    assert {element.outcome.value for element in judgement.elements.values()} == {"pass"}
    assert "unit_steps" in judgement.not_applicable


def test_who_belongs_to_no_campus_is_due() -> None:
    """An itinerant teacher is asked for training as those of a campus are."""
    everyone = SAMPLE.but(
        StaffAssignment,
        where=lambda row: row["role"] == "special_education_teacher",
        campus_id=None,
    )
    trained, _ = outcome(everyone, RELEVANT)
    absent = away("H-", lambda row: row["role"] == "special_education_teacher", everyone)
    assert (trained, outcome(absent, RELEVANT)[0]) == ("pass", "gap")


def test_teachers_alone_are_trained() -> None:
    """Sessions that teachers of all kinds are meant for count for each of them."""
    assert set(TAUGHT_BY) < set(STAFF)
    only = away("H-", lambda row: row["role"] == "eb_teacher")
    assert outcome(only, RELEVANT)[0] == "gap"

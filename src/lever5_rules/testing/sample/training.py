"""Training in the sample district: sessions, attendance, published resources."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from lever5_rules.testing.district import Row

from .staff import ROSTER
from .year import IN_EACH_QUARTER, LEADERS, PRODUCT, QUARTERS, STAFF, SUPERVISOR, TAUGHT_BY, YEAR


def sessions() -> Iterator[Row]:
    def session_row(
        session: str, day: date, topics: list[str], roles: tuple[str, ...], **more: Any
    ) -> Row:
        return {
            "session_id": session,
            "date": day,
            "minutes": 60,
            "topic_codes": topics,
            "audience_roles": list(roles),
            "campus_ids": ["all"],
            "mode": "workshop",
            **more,
        }

    everyone = (*LEADERS, *STAFF)
    yield session_row("T-1", date(2026, 8, 4), ["plc_practices"], LEADERS)
    yield session_row("T-2", date(2026, 10, 6), ["plc_calibration"], LEADERS)
    yield session_row(
        "T-3", date(2026, 11, 3), ["observation_feedback"], LEADERS, informed_by="AN-1"
    )
    yield session_row("T-4", date(2026, 8, 4), ["leadership_roles"], LEADERS)
    yield session_row("T-5", date(2026, 8, 6), ["student_work_analysis"], LEADERS)
    leading = ["special_populations", "cbli"]
    yield session_row("T-6", date(2026, 8, 6), leading, LEADERS, populations=["swd"])
    data = (SUPERVISOR, *LEADERS, *TAUGHT_BY)
    yield session_row("T-7", date(2026, 8, 25), ["diagnostic_data", "interim_data"], data)
    plans = {"populations": ["section_504", "iep", "eb"], "planning_focus": True}
    yield session_row("T-8", date(2026, 9, 9), ["special_populations"], everyone, **plans)
    together = ["in_class_support", "co_teaching", "plc_practices"]
    yield session_row("T-9", date(2026, 9, 10), together, STAFF, populations=["swd"])
    product = [
        *("hqim", "research_based_strategies", "product_design", "product_components"),
        *("product_access", "internalization", "implementation_resources", "assessment_strategy"),
    ]
    for number, day in enumerate((date(2026, 8, 7), date(2026, 9, 22))):
        yield session_row(f"H-{number}", day, product, TAUGHT_BY, product_id=PRODUCT)
    yield session_row("H-support", date(2026, 8, 10), product, STAFF[-1:], product_id=PRODUCT)
    support = [
        *("tutoring_placement", "just_in_time_placement", "tier2_placement", "tier3_placement"),
        *("intervention_delivery", "progress_monitoring", "family_communication"),
    ]
    for number, day in enumerate(IN_EACH_QUARTER):
        expected = "Culture playbook page 4"
        culture = ["culture", "behavior"]
        yield session_row(
            f"Q-culture-{number}", day, culture, everyone, expectation_document=expected
        )
        inclusive = ["inclusive_practices"]
        yield session_row(f"Q-inclusion-{number}", day, inclusive, everyone, mode="coaching")
        yield session_row(f"Q-support-{number}", day, support, everyone)
        for name, roles in (
            ("teachers", TAUGHT_BY),
            ("leaders", tuple(role for role in LEADERS if role != "instructional_coach")),
            ("coaches", ("instructional_coach",)),
        ):
            yield session_row(f"Q-{name}-{number}", day, ["instructional_delivery"], roles)


def attendance() -> Iterator[Row]:
    for session in sessions():
        for person in ROSTER:
            employed = person["start_date"] <= session["date"]
            if person["role"] in session["audience_roles"] and employed:
                yield {
                    "session_id": session["session_id"],
                    "date": session["date"],
                    "staff_id": person["staff_id"],
                    "role": person["role"],
                    "campus_id": person["campus_id"],
                    "attended": True,
                }


def plan() -> Iterator[Row]:
    for role in (SUPERVISOR, *LEADERS, "teacher"):
        for number, last in enumerate(QUARTERS):
            before = f"P-{role}-{number - 1}" if number else None
            teacher = role == "teacher"
            yield {
                "component_id": f"P-{role}-{number}",
                "school_year": YEAR,
                "source_document": "Plan for development 2026-27 page 2",
                "audience_role": role,
                "section": "hqim" if teacher else "general",
                "sequence": number + 1,
                "start_date": last - timedelta(days=30),
                "end_date": last,
                "content_strand": "Tasks of full demand",
                "practice": "Giving feedback",
                "content_builds_on": before,
                "practice_builds_on": before,
                "design": ["model", "framework"],
                "coaching_follow_up": True,
                "phase": ("launch", "early", "early", "sustaining")[number] if teacher else None,
                "onboarding": (
                    ("start_of_year", "midyear", None, None)[number] if teacher else None
                ),
                "student_experience": True,
            }


def resources() -> Iterator[Row]:
    def resource(name: str, what: str, topics: list[str], day: date, **more: Any) -> Row:
        return {
            "resource_id": name,
            "school_year": YEAR,
            "title": name,
            "type": what,
            "topic_codes": topics,
            "audience_roles": [*LEADERS, *STAFF],
            "campus_ids": ["all"],
            "published_on": day,
            "location": f"shared/{name}",
            **more,
        }

    first, second, third, fourth = IN_EACH_QUARTER
    yield resource("R-culture", "guide", ["culture", "behavior"], first)
    plans = ["special_populations", "iep_implementation", "cbli"]
    for number, day in enumerate(IN_EACH_QUARTER):
        yield resource(f"R-plans-{number}", "guide", plans, day)
    for number, day in enumerate((first, third)):
        yield resource(f"R-inclusion-{number}", "guidance", ["inclusive_practices"], day)
    formats = ("exemplar_video", "lesson_artifact", "guide", "template")
    for what, day in zip(formats, (first, second, third, fourth), strict=True):
        yield resource(f"R-{what}", what, ["hqim"], day, product_id=PRODUCT, shows_fidelity=True)

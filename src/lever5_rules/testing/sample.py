"""A small, well-run district on which every built-in rule passes, advisory elements too."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from .district import District, Row

YEAR = "2026-2027"
AS_OF = date(2027, 5, 28)
CAMPUSES = ("999001001", "999001101")
HIGH, ELEMENTARY = CAMPUSES
TEAMS = {HIGH: ("Math", "RLA"), ELEMENTARY: ("Grade 1", "Grade 2")}
LEADERS = ("principal", "assistant_principal", "instructional_coach", "teacher_leader")
TAUGHT_BY = ("teacher", "special_education_teacher", "eb_teacher")
STAFF = (*TAUGHT_BY, "instructional_support_staff")
SUPERVISOR = "principal_supervisor"
QUARTERS = (date(2026, 10, 9), date(2026, 12, 18), date(2027, 3, 12), date(2027, 5, 27))
WALKS = (date(2026, 9, 16), date(2026, 10, 21), date(2027, 1, 20), date(2027, 3, 24))
IN_EACH_QUARTER = (date(2026, 8, 5), date(2026, 10, 21), date(2027, 1, 20), date(2027, 3, 24))
PRODUCT = "reading"
FIRST, LAST = date(2026, 8, 12), date(2027, 5, 27)
HOLIDAYS = {date(2026, 9, 7)} | {
    first + timedelta(days=number)
    for first, length in ((date(2026, 11, 23), 5), (date(2026, 12, 21), 12), (date(2027, 3, 15), 5))
    for number in range(length)
}


def cited(**more: Any) -> dict[str, Any]:
    """A place in a document, with page and quote."""
    return {"page": 3, "quote": "As the handbook says.", **more}


def envelope(title: str, *fields: str) -> dict[str, Any]:
    """What every document says of itself, with a source for each field."""
    return {
        "school_year": YEAR,
        "campus_ids": ["all"],
        "effective_from": date(2026, 8, 1),
        "document": {"title": title, "dated": date(2026, 7, 1)},
        "sources": {name: cited() for name in fields},
    }


def school_days() -> list[date]:
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    return [day for day in days if day.weekday() < 5 and day not in HOLIDAYS]


DAYS = school_days()


def roster() -> Iterator[Row]:
    def one(staff_id: str, role: str, campus: str | None, to: str | None, **more: Any) -> Row:
        return {
            "staff_id": staff_id,
            "school_year": YEAR,
            "role": role,
            "campus_id": campus,
            "supervisor_staff_id": to,
            "start_date": date(2024, 8, 1),
            **more,
        }

    yield one("s-ps", "principal_supervisor", None, None)
    for number, campus in enumerate(CAMPUSES):
        principal, deputy = f"s-{number}-principal", f"s-{number}-assistant_principal"
        yield one(principal, "principal", campus, "s-ps")
        for role in LEADERS[1:]:
            yield one(f"s-{number}-{role}", role, campus, principal)
        for place, team in enumerate(TEAMS[campus] * 2):
            yield one(f"s-{number}-t{place}", "teacher", campus, deputy, plc_team=team)
        for role in TAUGHT_BY[1:]:
            yield one(f"s-{number}-{role}", role, campus, deputy)
        for role in (STAFF[-1], "counselor"):
            yield one(f"s-{number}-{role}", role, campus, None)
    late = {"plc_team": "Math", "start_date": date(2026, 9, 14)}
    yield one("s-0-late", "teacher", HIGH, "s-0-assistant_principal", **late)


ROSTER = tuple(roster())


def lines() -> list[tuple[str, str]]:
    """Observer and observee roles of the reporting lines under campus leaders."""
    return [("principal", role) for role in LEADERS[1:]] + [
        ("assistant_principal", role) for role in TAUGHT_BY
    ]


def targets() -> list[dict[str, Any]]:
    frequencies = {
        "coaching": {"count": 1, "per": "month", "min_minutes": 15, "feedback_within_days": 2},
        "formal": {"count": 1, "per": "year", "min_minutes": 45, "feedback_within_days": 10},
    }
    return [
        {
            "observer_role": observer,
            "observee_role": observee,
            "observation_type": kind,
            **often,
            "source": cited(),
        }
        for observer, observee in lines()
        for kind, often in frequencies.items()
    ]


def observations() -> Iterator[Row]:
    roles = {row["staff_id"]: row["role"] for row in ROSTER}
    months: dict[tuple[int, int], date] = {}
    for day in DAYS:
        if day.day >= 12:
            months.setdefault((day.year, day.month), day)
    for month in months.values():
        for person in ROSTER:
            observer = roles.get(person["supervisor_staff_id"])
            there = person["start_date"] <= month
            if there and observer in ("principal", "assistant_principal"):
                yield {
                    "observation_id": f"O-{month}-{person['staff_id']}",
                    "date": month,
                    "observer_staff_id": person["supervisor_staff_id"],
                    "observer_role": observer,
                    "observee_staff_id": person["staff_id"],
                    "observee_role": person["role"],
                    "campus_id": person["campus_id"],
                    "type": "coaching",
                    "minutes": 20,
                    "focus": ["instruction", "section_504", "iep", "eb", "intervention"],
                    "tool_id": "walk",
                    "feedback_on": month + timedelta(days=1),
                    "finalized": True,
                }
        for campus, number in zip(CAMPUSES, range(2), strict=True):
            for visit in (month, month + timedelta(days=1)):
                yield supervised(number, campus, visit, "supervisor_visit", "feedback_meeting")
    for number, campus in enumerate(CAMPUSES):
        for day in WALKS:
            yield supervised(number, campus, day, "culture_walk", "culture")
        for day in IN_EACH_QUARTER[1:]:
            yield supervised(number, campus, day, "appraisal_conference", None)


def supervised(number: int, campus: str, day: date, what: str, focus: str | None) -> Row:
    """The principal supervisor at a campus."""
    return {
        "observation_id": f"O-{what}-{campus}-{day}",
        "date": day,
        "observer_staff_id": "s-ps",
        "observer_role": SUPERVISOR,
        "observee_staff_id": f"s-{number}-principal",
        "observee_role": "principal",
        "campus_id": campus,
        "type": what,
        "minutes": 60,
        "focus": [focus] if focus else None,
        "feedback_on": day + timedelta(days=1),
        "finalized": True,
    }


def action_steps() -> Iterator[Row]:
    for person in ROSTER:
        if person["role"] in LEADERS:
            for number, day in enumerate(DAYS[::4]):
                due = day + timedelta(days=10)
                yield {
                    "step_id": f"A-{person['staff_id']}-{number}",
                    "system": "Tracker",
                    "entered_on": day,
                    "leader_staff_id": person["staff_id"],
                    "observee_staff_id": f"s-{CAMPUSES.index(person['campus_id'])}-t0",
                    "campus_id": person["campus_id"],
                    "due_on": due,
                    "status": "met" if due < AS_OF else "open",
                    "closed_on": due if due < AS_OF else None,
                }


def meetings() -> Iterator[Row]:
    def one(day: date, what: str, campus: str, roles: list[str], topics: list[str]) -> Row:
        return {
            "meeting_id": f"M-{what}-{campus}-{day}",
            "date": day,
            "type": what,
            "campus_id": campus,
            "team": None,
            "minutes": 50,
            "roles_present": roles,
            "topic_codes": topics,
        }

    for campus, teams in TEAMS.items():
        for day in DAYS:
            if day.weekday() == 2:
                for team in teams:
                    plc = one(day, "plc", campus, ["teacher"], ["internalization"])
                    yield {**plc, "meeting_id": f"M-{campus}-{team}-{day}", "team": team}
                yield one(day, "ilt", campus, list(LEADERS), ["coaching_data", "capacity_data"])
            if day.weekday() == 3 and day.day < 15:
                sped, eb = (["teacher", specialist] for specialist in TAUGHT_BY[1:])
                topics = ["inclusion_strategies", "udl", "iep_implementation"]
                yield one(day, "collaboration_sped", campus, sped, topics)
                yield one(day, "collaboration_eb", campus, eb, ["inclusion_strategies", "cbli"])
        both = [SUPERVISOR, "principal"]
        for day in IN_EACH_QUARTER:
            topics = ["observation_feedback", "leadership_roles", "culture_routines"]
            yield one(day, "principal_support", campus, both, topics)
        first = IN_EACH_QUARTER[0]
        yield one(first, "coaching_prioritization", campus, both, ["coaching_data"])


def sessions() -> Iterator[Row]:
    def one(session: str, day: date, topics: list[str], roles: tuple[str, ...], **more: Any) -> Row:
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
    yield one("T-1", date(2026, 8, 4), ["plc_practices"], LEADERS)
    yield one("T-2", date(2026, 10, 6), ["plc_calibration"], LEADERS)
    yield one("T-3", date(2026, 11, 3), ["observation_feedback"], LEADERS, informed_by="AN-1")
    yield one("T-4", date(2026, 8, 4), ["leadership_roles"], LEADERS)
    yield one("T-5", date(2026, 8, 6), ["student_work_analysis"], LEADERS)
    leading = ["special_populations", "cbli"]
    yield one("T-6", date(2026, 8, 6), leading, LEADERS, populations=["swd"])
    data = (SUPERVISOR, *LEADERS, *TAUGHT_BY)
    yield one("T-7", date(2026, 8, 25), ["diagnostic_data", "interim_data"], data)
    plans = {"populations": ["section_504", "iep", "eb"], "planning_focus": True}
    yield one("T-8", date(2026, 9, 9), ["special_populations"], everyone, **plans)
    together = ["in_class_support", "co_teaching", "plc_practices"]
    yield one("T-9", date(2026, 9, 10), together, STAFF, populations=["swd"])
    product = [
        *("hqim", "research_based_strategies", "product_design", "product_components"),
        *("product_access", "internalization", "implementation_resources", "assessment_strategy"),
    ]
    for number, day in enumerate((date(2026, 8, 7), date(2026, 9, 22))):
        yield one(f"H-{number}", day, product, TAUGHT_BY, product_id=PRODUCT)
    yield one("H-support", date(2026, 8, 10), product, STAFF[-1:], product_id=PRODUCT)
    support = [
        *("tutoring_placement", "just_in_time_placement", "tier2_placement", "tier3_placement"),
        *("intervention_delivery", "progress_monitoring", "family_communication"),
    ]
    for number, day in enumerate(IN_EACH_QUARTER):
        expected = "Culture playbook page 4"
        culture = ["culture", "behavior"]
        yield one(f"Q-culture-{number}", day, culture, everyone, expectation_document=expected)
        inclusive = ["inclusive_practices"]
        yield one(f"Q-inclusion-{number}", day, inclusive, everyone, mode="coaching")
        yield one(f"Q-support-{number}", day, support, everyone)
        for name, roles in (
            ("teachers", TAUGHT_BY),
            ("leaders", tuple(role for role in LEADERS if role != "instructional_coach")),
            ("coaches", ("instructional_coach",)),
        ):
            yield one(f"Q-{name}-{number}", day, ["instructional_delivery"], roles)


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


def calibrations() -> Iterator[Row]:
    for purpose, instrument in (("observation_rating", "walk"), ("student_work", "look")):
        for number, day in enumerate((date(2026, 9, 2), date(2027, 2, 3))):
            for person in ROSTER:
                if person["role"] in LEADERS:
                    rating = purpose == "observation_rating"
                    yield {
                        "session_id": f"C-{number}" if rating else f"W-{number}",
                        "date": day,
                        "minutes": 60,
                        "purpose": purpose,
                        "instrument_id": instrument,
                        "staff_id": person["staff_id"],
                        "campus_id": person["campus_id"],
                        "exact_agreement_pct": 80.0 if rating else None,
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


def assignments() -> Iterator[Row]:
    for campus in CAMPUSES:
        yield {
            "assignment_id": f"SA-{campus}",
            "school_year": YEAR,
            "supporter_staff_id": "s-ps",
            "campus_id": campus,
            "grades": ["1"],
            "content_teams": ["rla"],
            "practice_focus": "monitoring_feedback",
            "data_sources": ["student_outcomes"],
            "caseload": 8,
            "rationale": "student_results",
            "assigned_on": date(2026, 8, 20),
            "reviewed_on": date(2027, 3, 1),
        }


def resources() -> Iterator[Row]:
    def one(name: str, what: str, topics: list[str], day: date, **more: Any) -> Row:
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
    yield one("R-culture", "guide", ["culture", "behavior"], first)
    plans = ["special_populations", "iep_implementation", "cbli"]
    for number, day in enumerate(IN_EACH_QUARTER):
        yield one(f"R-plans-{number}", "guide", plans, day)
    for number, day in enumerate((first, third)):
        yield one(f"R-inclusion-{number}", "guidance", ["inclusive_practices"], day)
    formats = ("exemplar_video", "lesson_artifact", "guide", "template")
    for what, day in zip(formats, (first, second, third, fourth), strict=True):
        yield one(f"R-{what}", what, ["hqim"], day, product_id=PRODUCT, shows_fidelity=True)


def assessments() -> Iterator[Row]:
    for what, day in (
        ("diagnostic", date(2026, 9, 1)),
        ("interim", date(2026, 10, 27)),
        ("benchmark", date(2027, 2, 2)),
    ):
        yield {
            "assessment_id": f"AC-{what}",
            "school_year": YEAR,
            "type": what,
            "subject": "rla",
            "grades": ["1"],
            "window_start": day,
            "window_end": day + timedelta(days=1),
            "results_available": day + timedelta(days=3),
            "reflection_due": day + timedelta(days=10),
            "district_required": True,
        }


def monitored() -> Iterator[Row]:
    for campus in CAMPUSES:
        for tier in ("tier2", "tier3"):
            for last in QUARTERS:
                yield {
                    "campus_id": campus,
                    "tier": tier,
                    "window_start": last - timedelta(days=45),
                    "window_end": last,
                    "students_due": 40,
                    "students_on_time": 36,
                }


def slots() -> Iterator[Row]:
    for population, specialists in (
        ("swd", (TAUGHT_BY[1], "counselor")),
        ("eb", TAUGHT_BY[2:]),
    ):
        weekly = {
            "school_year": YEAR,
            "population": population,
            "participant_roles": ["teacher", *specialists],
            "minutes": 50,
        }
        for campus in CAMPUSES:
            yield {
                **weekly,
                "slot_id": f"{population}-{campus}",
                "source": "master_schedule",
                "source_document": "Master schedule 2026-27",
                "reach": "campus",
                "campus_ids": [campus],
                "weekdays": ["thursday"],
                "every_weeks": 1,
                "starts": FIRST,
                "ends": LAST,
            }
        for source, document in (("plc_scope", "PLC scope"), ("training_calendar", "Calendar")):
            yield {
                **weekly,
                "slot_id": f"{population}-{source}",
                "source": source,
                "source_document": document,
                "reach": "cross_campus",
                "campus_ids": list(CAMPUSES),
                "dates": [date(2026, 10, 7), date(2027, 2, 10)],
            }


def indicators() -> list[dict[str, Any]]:
    matches = {
        "rigor_execution": "questioning",
        "response_to_data": "monitoring",
        "behavior_engagement": "alone",
    }
    areas = (
        *("student_culture_routines", "behavior_engagement", "rigor_execution"),
        *("response_to_data", "hqim_use", "environment"),
    )
    return [
        {
            "code": f"I-{area}",
            "area": area,
            "framework_practice": matches.get(area),
            "research_basis": "Hattie 2009" if area == "environment" else None,
            "source": cited(),
        }
        for area in areas
    ]


AREAS = ("rla", "math", "science", "social_studies")
EXAMPLES = (
    ("questioning", "scaffolded_questioning", "general"),
    ("monitoring", "monitoring_feedback", "general"),
    ("alone", "independent_practice", "general"),
    ("talk", "student_discussion", "content"),
    ("evidence", "evidence_use", "content"),
)


def practices() -> Iterator[dict[str, Any]]:
    for code, practice, scope in EXAMPLES:
        area = "rla" if scope == "content" else None
        yield {
            "code": code,
            "scope": scope,
            "practice": practice,
            "content_area": area,
            "source": cited(),
        }
    for area in AREAS:
        yield {"code": area, "scope": "content", "content_area": area, "source": cited()}


PURPOSES = {
    "student_work_analysis": (
        *("performance_by_standard", "misconceptions", "work_samples", "meaningful_review"),
        *("adjust_next_lessons", "adjust_later_units"),
    ),
    "diagnostic_reflection": ("next_steps",),
    "interim_reflection": ("next_steps",),
}


def protocols() -> Iterator[dict[str, Any]]:
    for kind, name in (
        ("unit_internalization", "unit"),
        ("lesson_internalization", "lesson"),
        ("student_work_analysis", "look"),
        ("diagnostic_reflection", "diagnostic"),
        ("interim_reflection", "interim"),
    ):
        yield {
            **envelope(
                "Protocol",
                *("product_ids", "quality_criteria", "differentiation", "audience"),
                *("serves_tier1", "assessments"),
            ),
            "protocol_type": kind,
            "protocol_id": name,
            "product_ids": [PRODUCT],
            "steps": [
                {
                    "code": purpose or "read",
                    "wording": "required",
                    "purpose": purpose,
                    "source": cited(),
                }
                for purpose in PURPOSES.get(kind, (None,))
            ],
            "quality_criteria": ["Names the hardest idea"],
            "differentiation": ["Plans scaffolds"],
            "audience": [SUPERVISOR, *LEADERS, "teacher"],
            "serves_tier1": ["Reteach within the next lesson of the product"],
            "assessments": ["Unit assessments of the product"],
        }


def learning() -> Iterator[dict[str, Any]]:
    for section in ("professional_development", "coaching", "assignment_process"):
        yield {
            **envelope(
                "Handbook of learning",
                *("vision", "expectations", "audiences", "all_teachers", "sessions_per_year"),
                *("forms", "quality", "classroom_practices", "process_steps"),
            ),
            "section": section,
            "vision": "Every teacher grows every week",
            "expectations": ["A cycle of coaching in each quarter"],
            "audiences": [*LEADERS, "teacher"],
            "all_teachers": True,
            "sessions_per_year": 8,
            "forms": ["coaching", "workshop"],
            "quality": ["Rests on the lesson at hand"],
            "classroom_practices": ["Questions that make students think"],
            "research": [{"author": "Kraft", "year": 2018, "title": "Coaching", "source": cited()}],
            "process_steps": ["Look at the data", "Assign", "Review"],
            "communicated": [
                {
                    "date": date(2026, 8, 5),
                    "channel": "meeting",
                    "audience": [SUPERVISOR, *LEADERS, "teacher"],
                    "source": cited(),
                }
            ],
        }


def expectations() -> Iterator[dict[str, Any]]:
    for population, specialists in (
        ("swd", ["special_education_teacher", "counselor"]),
        ("eb", ["eb_teacher"]),
    ):
        yield {
            **envelope(
                "Working together",
                *("participant_roles", "sessions_per_month", "agenda_topics", "owner_role"),
                *("reach", "language_standards"),
            ),
            "population": population,
            "participant_roles": ["teacher", *specialists],
            "sessions_per_month": 2,
            "agenda_topics": ["inclusion_strategies"],
            "owner_role": "principal",
            "reach": ["campus", "cross_campus"],
            "language_standards": ["19 TAC 120.20"],
        }


def documents() -> dict[str, tuple[Row, ...]]:
    campuses = [
        {
            "campus_id": campus,
            "division": division,
            "grades": ["1"],
            "eb_enrolled": True,
            "sped_served": True,
        }
        for campus, division in zip(CAMPUSES, ("high", "elementary"), strict=True)
    ]
    everywhere = [{"campus_id": campus, "since": date(2026, 8, 12)} for campus in CAMPUSES]
    issued = [{"campus_id": campus, "issued_on": date(2026, 8, 3)} for campus in CAMPUSES]
    return {
        "district_profile": (
            {
                "district_id": "999001",
                "name": "Sample ISD",
                "school_year": YEAR,
                "as_of": AS_OF,
                "district_type": "isd",
                "appraisal_system": "ttess",
                "content_areas": list(AREAS),
                "planning_time_exempt_doi": False,
                "planning_minutes_per_two_weeks": 600,
                "planning_block_minutes": 50,
                "campuses": campuses,
            },
        ),
        "plc_guideline": (
            {
                **envelope(
                    "PLC handbook",
                    *("membership_basis", "meetings_per_week", "minutes", "sample_agenda"),
                    *("held_in", "issued_to"),
                ),
                "membership_basis": ["grade", "content"],
                "meetings_per_week": 1,
                "minutes": 50,
                "sample_agenda": ["Look at work", "Plan"],
                "held_in": "planning_period",
                "issued_to": issued,
            },
        ),
        "planning_support_guideline": (
            {
                **envelope(
                    "Coaching handbook",
                    *("structures", "owner_roles", "outcomes", "sessions_per_week", "minutes"),
                    *("held_in", "same_for_all_campuses"),
                ),
                "structures": ["Planning block"],
                "owner_roles": ["instructional_coach"],
                "outcomes": ["An annotated lesson"],
                "sessions_per_week": 1,
                "minutes": 45,
                "held_in": "planning_period",
                "same_for_all_campuses": True,
            },
        ),
        "instructional_protocol": tuple(protocols()),
        "instructional_framework": ({**envelope("Framework"), "practices": list(practices())},),
        "professional_learning_framework": tuple(learning()),
        "role_responsibility_matrix": (
            {
                **envelope("Who leads what"),
                "duties": [
                    {
                        "campus_id": campus,
                        "role": role,
                        "responsibilities": ["Coaches a team"],
                        "source": cited(),
                    }
                    for campus in CAMPUSES
                    for role in LEADERS
                ],
            },
        ),
        "collaboration_expectation": tuple(expectations()),
        "student_support_guideline": (
            {
                **envelope(
                    "Handbook of support", "data_system", "family_notice_items", "family_approaches"
                ),
                "supports": [
                    {
                        "type": tier,
                        "monitoring_interval_days": days,
                        "tool": "Reading probe",
                        "owner_role": "teacher",
                        "decision_rule": "Three points below the line: change the plan",
                        "source": cited(),
                    }
                    for tier, days in (("tier2", 14), ("tier3", 7))
                ],
                "data_system": "Progress board",
                "family_notice_items": [
                    *("description_of_help", "information_collected", "estimated_duration"),
                    *("progress_reports", "home_language"),
                ],
                "family_approaches": ["Letter", "Conference"],
            },
        ),
        "observation_tool": (
            {
                **envelope("Observation tool", "used_by_campuses"),
                "tool_id": "walk",
                "indicators": indicators(),
                "used_by_campuses": everywhere,
            },
        ),
        "observation_frequency_target": ({**envelope("Targets"), "targets": targets()},),
    }


def calendar() -> Iterator[Row]:
    held = set(DAYS)
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        if day.weekday() < 5:
            quarter = next(place for place, last in enumerate(QUARTERS, 1) if day <= last)
            yield {"date": day, "is_instructional": day in held, "quarter": quarter}


SAMPLE = District(
    documents(),
    {
        "staff_roster": ROSTER,
        "instructional_calendar": tuple(calendar()),
        "curriculum_adoption_record": (
            {
                "product_id": PRODUCT,
                "school_year": YEAR,
                "subject": "rla",
                "grades": ["1"],
                "hqim": True,
                "adopted_on": date(2026, 5, 1),
                "first_use": date(2026, 8, 12),
                "phase": "launch",
                "campus_ids": ["all"],
            },
        ),
        "observation_log": tuple(observations()),
        "action_step_tracker": tuple(action_steps()),
        "tracker_analysis": (
            {"analysis_id": "AN-1", "date": date(2026, 10, 20), "campus_ids": ["all"]},
            {"analysis_id": "AN-2", "date": date(2027, 3, 2), "campus_ids": ["all"]},
        ),
        "calibration_record": tuple(calibrations()),
        "training_calendar": tuple(sessions()),
        "training_attendance": tuple(attendance()),
        "meeting_log": tuple(meetings()),
        "collaboration_schedule": tuple(slots()),
        "professional_development_plan": tuple(plan()),
        "leadership_support_assignment": tuple(assignments()),
        "training_resource_catalog": tuple(resources()),
        "assessment_calendar": tuple(assessments()),
        "progress_monitoring_summary": tuple(monitored()),
    },
)

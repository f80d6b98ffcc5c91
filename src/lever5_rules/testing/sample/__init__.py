"""A small, well-run district on which every built-in rule passes, including advisory elements.

Its documents are TOML files as a district keeps them. Its tables are generated from the school
year, because a written log for each day and person would hide what matters in it.
"""

from datetime import date
from importlib.resources import files

import tomli

from lever5_rules.testing.district import District, Row

from .collaboration import assessments, meetings, monitored, slots
from .observation import action_steps, calibrations, observations
from .staff import ROSTER, assignments
from .training import attendance, plan, resources, sessions
from .year import (
    AS_OF,
    CAMPUSES,
    DAYS,
    ELEMENTARY,
    HIGH,
    LEADERS,
    PRODUCT,
    QUARTERS,
    STAFF,
    SUPERVISOR,
    TAUGHT_BY,
    YEAR,
    calendar,
    cited,
    envelope,
)


def documents() -> dict[str, tuple[Row, ...]]:
    """Return the documents by kind, sorted by file name."""
    by_kind: dict[str, list[Row]] = {}
    folder = files(__package__) / "documents"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        kind = file.name.removesuffix(".toml").partition("-")[0]
        by_kind.setdefault(kind, []).append(tomli.loads(file.read_text(encoding="utf-8")))
    return {kind: tuple(several) for kind, several in by_kind.items()}


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


__all__ = [
    "AS_OF",
    "CAMPUSES",
    "DAYS",
    "ELEMENTARY",
    "HIGH",
    "LEADERS",
    "PRODUCT",
    "QUARTERS",
    "SAMPLE",
    "STAFF",
    "SUPERVISOR",
    "TAUGHT_BY",
    "cited",
    "envelope",
]

"""The weakest evidence that somebody could take for enough, and that is not."""

from collections.abc import Callable
from typing import Any

import pytest
from spread import spread
from test_elements import judged

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.core.outcome import Outcome
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.sample import LEADERS


def only_came(session: str, who: Callable[[Any], bool]) -> District:
    """Of those invited to these sessions, only some came."""
    return SAMPLE.but(
        Attendance,
        where=lambda row: row["session_id"].startswith(session) and not who(row),
        attended=False,
    )


def one_teacher(row: Any) -> bool:
    return bool(row["staff_id"] == "s-0-t0" or row["role"] != "teacher")


def leaders_on_iep_only() -> District:
    """Leaders had a session on IEPs, and teachers one on all three kinds of plan."""
    (row,) = [row for row in SAMPLE.rows(TrainingSession) if row["session_id"] == "T-8"]
    came = [row for row in SAMPLE.rows(Attendance) if row["session_id"] == "T-8"]
    leaders = [{**row, "session_id": "T-8-iep"} for row in came if row["role"] in LEADERS]
    own = {**row, "session_id": "T-8-iep", "populations": ["iep"]}
    return (
        SAMPLE.without_rows(
            Attendance, lambda row: row["session_id"] == "T-8" and row["role"] in LEADERS
        )
        .with_rows(TrainingSession, own)
        .with_rows(Attendance, *leaders)
    )


WEAK: dict[str, tuple[str, District]] = {
    "one teacher learned an aspect of the product": (
        "5.2.2-1/assessment_strategy",
        only_came("H-", one_teacher),
    ),
    "one teacher was at a session on behavior": (
        "5.2.1-1/behavior_topic",
        only_came("Q-culture", one_teacher),
    ),
    "leaders learned one kind of plan of three": ("5.2.3-3/leaders_reached", leaders_on_iep_only()),
    "one campus was trained on co-teaching": (
        "5.2.3-4/co_teaching_training",
        only_came("T-9", lambda row: row["campus_id"] == "999001001"),
    ),
    "observations are drafts": (
        "5.1.2-3/principal_observes_each_il",
        SAMPLE.but(Observation, finalized=False),
    ),
    "observations without feedback are not coaching": (
        "5.2.3-3/coached_iep",
        SAMPLE.but(Observation, feedback_on=None),
    ),
    "a support meeting without anybody of the district": (
        "5.2.1-2/supported_in_meetings",
        SAMPLE.but(Meeting, roles_present=["principal"]),
    ),
    "a workshop is not development at work": (
        "5.2.1-3/job_embedded_sessions",
        SAMPLE.but(TrainingSession, mode="workshop"),
    ),
}


@pytest.mark.parametrize("what", spread(WEAK, of=3))
def test_too_weak_to_pass(what: str) -> None:
    element, district = WEAK[what]
    assert judged(element, SAMPLE).outcome is Outcome.PASS
    assert judged(element, district).outcome is not Outcome.PASS

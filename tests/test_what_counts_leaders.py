"""What counts for those who lead: weak items beside others that suffice, choices,
subjects in turn, whom a training is for, and what is not a vision or cadence."""

from typing import Any

import pytest
from cases_5_1 import COACHING, DEVELOPMENT, text
from test_elements import judged

from lever5_rules.artifacts.denominators import StaffAssignment
from lever5_rules.artifacts.expectations import ProfessionalLearningFramework as Learning
from lever5_rules.artifacts.expectations import RoleResponsibilityMatrix as Matrix
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import Observation, ObservationTool
from lever5_rules.artifacts.plans import PlanComponent as Plan
from lever5_rules.artifacts.plans import SupportAssignment as Support
from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.core.outcome import Outcome
from lever5_rules.testing import SAMPLE, District
from lever5_rules.testing.sample import HIGH

P, G, M = Outcome.PASS, Outcome.GAP, Outcome.MISSING
Case = tuple[str, District, Outcome, str]
NO_QUOTE: Any = {"page": 9, "quote": "TBD"}


def further(kind: type, field: str, **changes: Any) -> District:
    """The sample with a further item in a list of a document, like the first but for changes."""
    items = SAMPLE.document(kind)[field]
    changed: Any = {field: [*items, {**items[0], **changes}]}
    return SAMPLE.but(kind, **changed)


def told_again(**changes: Any) -> District:
    entries = SAMPLE.document(Learning, COACHING)["communicated"]
    return text(COACHING, communicated=[*entries, {**entries[0], **changes}])


WEAK: dict[str, Case] = {
    "a further indicator whose quote is still to come": (
        "5.2.5-2/rigor_and_execution",
        further(ObservationTool, "indicators", code="Z9", area="rigor_execution", source=NO_QUOTE),
        *(P, ""),
    ),
    "a further duty whose quote is still to come": (
        "5.1.1-3/responsibilities_per_role",
        further(Matrix, "duties", source=NO_QUOTE),
        *(P, ""),
    ),
    "no quote of any duty": (
        "5.1.1-3/responsibilities_per_role",
        SAMPLE.but(
            Matrix,
            duties=[{**duty, "source": NO_QUOTE} for duty in SAMPLE.document(Matrix)["duties"]],
        ),
        *(M, "quote"),
    ),
    "an occasion without source beside those that have one": (
        "5.1.1-2/communicated_on_date",
        told_again(source={"page": 1, "quote": "none"}),
        *(P, ""),
    ),
}


def team_meetings(*topics: tuple[str, ...]) -> District:
    """Team meetings of the high school that deal with these topics in turn."""
    rows = [row for row in SAMPLE.rows(Meeting) if _of_team(row)]
    rows.sort(key=lambda row: row["date"])
    turns = [{**row, "topic_codes": list(topics[n % len(topics)])} for n, row in enumerate(rows)]
    return SAMPLE.without_rows(Meeting, _of_team).with_rows(Meeting, *turns)


def _of_team(row: Any) -> bool:
    return row["type"] == "ilt" and HIGH in row["campus_id"]


def further_meetings() -> District:
    rows = [row for row in SAMPLE.rows(Meeting) if _of_team(row)]
    more = [
        {**row, "meeting_id": f"more-{n}", "topic_codes": ["operations"], "minutes": 46}
        for n, row in enumerate(rows)
    ]
    return SAMPLE.with_rows(Meeting, *more)


def support_called_off() -> District:
    """Meetings that support principals are called off; those that choose whom to coach go on."""
    gone = SAMPLE.but(Meeting, where=lambda row: row["type"] == "principal_support", minutes=0)
    others = [
        {**row, "meeting_id": f"C-{n}", "type": "coaching_prioritization"}
        for n, row in enumerate(SAMPLE.rows(Meeting))
        if row["type"] == "principal_support"
    ]
    return gone.with_rows(Meeting, *others)


DATA = "5.1.2-5/capacity_data_reviewed"
MEETINGS: dict[str, Case] = {
    "two subjects in turn, of which this one is the second": (
        *(DATA, team_meetings(("coaching_data",), ("capacity_data",)), P, ""),
    ),
    "four subjects in turn": (
        DATA,
        team_meetings(("coaching_data",), ("other",), ("other",), ("capacity_data",)),
        *(G, "capacity data"),
    ),
    "a further meeting in each week": (DATA, further_meetings(), P, ""),
    "whom to coach is chosen, and nobody is helped to observe": (
        "5.1.2-3/principals_supported_in_meetings",
        support_called_off(),
        *(M, "observing and feedback"),
    ),
}


def of_all(**fields: Any) -> District:
    """One assignment of all campuses."""
    (first, *_) = SAMPLE.rows(Support)
    row = {**first, "campus_id": ["all"], **fields}
    return SAMPLE.without_rows(Support, lambda row: True).with_rows(Support, row)


CHOICES: dict[str, Case] = {
    "one who supports all campuses": ("5.1.2-1/every_campus_assigned", of_all(), P, ""),
    "all content teams": (
        "5.1.2-2/content_teams_named",
        SAMPLE.but(Support, content_teams=["all"]),
        *(G, "all content teams"),
    ),
    "a grade as a spreadsheet writes it": (
        "5.1.2-2/grades_named",
        SAMPLE.but(
            Support,
            where=lambda row: HIGH in row["campus_id"],
            grades=[f"{dict(SAMPLE.rows(Support)[0])['grades'][0]}.0"],
        ),
        *(P, ""),
    ),
}

WORDS: dict[str, Case] = {
    "a vision that is none": (
        *("5.1.1-4/communicated_to_each_audience", text(COACHING, vision="TBD"), M, "vision"),
    ),
    "a vision that was looked for": (
        *("5.1.1-4/communicated_to_each_audience", text(COACHING, vision=False), G, "vision"),
    ),
    "a vision that waits for the board": (
        *("5.1.1-2/vision_stated", text(COACHING, vision="Pending board approval"), M, "vision"),
    ),
    "only the name of the field": (
        *("5.1.1-2/vision_stated", text(COACHING, vision="Our vision statement"), M, "vision"),
    ),
    "whatever else is assigned": (
        "5.1.1-1/expectation_stated",
        text(DEVELOPMENT, expectations=["Other duties as assigned"]),
        *(G, "expectations"),
    ),
    "4,000 sessions a year": (
        "5.1.1-1/ongoing_cadence_stated",
        text(DEVELOPMENT, sessions_per_year=4000),
        *(M, "at most 366 sessions a year"),
    ),
}


def prompted_with(*people: str) -> District:
    """Only these people came to the sessions that an analysis prompted."""
    return SAMPLE.without_rows(
        Attendance, lambda row: row["session_id"] in PROMPTED and row["staff_id"] not in people
    )


PROMPTED = frozenset(
    row["session_id"] for row in SAMPLE.rows(TrainingSession) if row.get("informed_by")
)
OTHERS: dict[str, Case] = {
    "one leader of all came to the session that an analysis prompted": (
        *("5.2.5-4/training_informed_by_data", prompted_with("s-0-principal"), G, "1 of"),
    ),
    "content is blank for one role": (
        "5.1.3-1/content_builds",
        SAMPLE.but(
            Plan,
            where=lambda row: row["audience_role"] == "instructional_coach",
            content_strand=None,
        ),
        *(M, "instructional coaches"),
    ),
}

CASES = {**WEAK, **MEETINGS, **CHOICES, **WORDS, **OTHERS}


@pytest.mark.parametrize("name", CASES)
def test_what_counts(name: str) -> None:
    element, district, outcome, part = CASES[name]
    element_finding = judged(element, district)
    assert (element_finding.outcome, part in element_finding.message) == (outcome, True), (
        element_finding.message
    )


def test_nothing_is_asked_of_supervisors_where_nobody_supervises() -> None:
    head: dict[str, Any] = {"staff_id": "s-head", "supervisor_staff_id": None}
    (row, _) = (row for row in SAMPLE.rows(StaffAssignment) if row["role"] == "principal")
    led = SAMPLE.but(
        StaffAssignment, where=lambda row: row["role"] == "principal", **head
    ).with_rows(StaffAssignment, {**row, **head, "role": "district_leader", "campus_id": None})
    alone = led.without_rows(Plan, lambda row: row["audience_role"] == "principal_supervisor")
    report = alone.judge("5.1.3-1").report
    assert [f.outcome for f in report.findings] == [P]


def test_a_row_in_doubt_says_what_settles_it() -> None:
    unknown = SAMPLE.but(
        Observation,
        where=lambda row: row["observer_role"] == "principal_supervisor",
        observer_staff_id="s-nobody",
    )
    element = judged("5.1.2-4/visit_cadence_met", unknown)
    assert (element.outcome, "Add the person to staff_roster.csv" in element.remedy) == (M, True)


def test_drafts_and_conferences_are_told_where_no_observation_is_found() -> None:
    drafts = SAMPLE.but(
        Observation,
        where=lambda row: row["observer_role"] == "principal_supervisor",
        finalized=False,
    )
    element = judged("5.1.2-4/visit_cadence_met", drafts)
    assert (element.outcome, "not final" in element.message) == (M, True)
    assert "finalized" in element.remedy

"""More changes of the mended example by somebody who has not read the rules: what earlier readings
left open."""

from collections.abc import Callable
from typing import Any

import pytest
import tomli_w
from mended import LEADERS, PECAN, QUARRY, Mended, outcome

Change = Callable[[Mended], None]
PLC = "plc_guideline-elementary"
COACHING = "professional_learning_framework-coaching"


def titled(stem: str, title: str) -> Change:
    """The title of a document is another."""

    def made(district: Mended) -> None:
        about = district.document(stem)["document"]
        district.rewrite(stem, document={**about, "title": title})

    return made


def citing(stem: str, field: str, **fields: Any) -> Change:
    """The source of a field says something else."""

    def made(district: Mended) -> None:
        sources = district.document(stem)["sources"]
        sources[field] = {**sources[field], **fields}
        district.rewrite(stem, sources=sources)

    return made


def stating(stem: str, **fields: object) -> Change:
    return lambda district: district.rewrite(stem, **fields)


def setting(kind: str, values: dict[str, str], **about: str) -> Change:
    """Rows of a table have other values."""

    def made(district: Mended) -> None:
        rows = district.rows(kind, **about)
        assert rows
        for row in rows:
            row.update(values)

    return made


def contradicted(**fields: object) -> Change:
    """A second expectation on the collaboration for students with disabilities is in force."""

    def made(district: Mended) -> None:
        own = district.document(SPED)
        other: dict[str, Any] = {
            **own,
            "artifact_id": "collaboration-sped-2",
            "sessions_per_month": 0.1,
            **fields,
        }
        other["sources"]["sessions_per_month"]["quote"] = "They meet once a year."
        name = "documents/collaboration_expectation-sped-old.toml"
        district.documents[name] = tomli_w.dumps(other).encode()
        # no schedule gives time, so that the expectation decides
        rows = district.rows("collaboration_schedule", population="swd")
        district.drop("collaboration_schedule", rows)

    return made


def without_training_in(grade: str, campus: str) -> Change:
    """The teachers of a grade are at no session on a product."""

    def made(district: Mended) -> None:
        gone = {
            row["staff_id"]
            for row in district.people("teacher", at=campus)
            if row["grade"] == grade
        }
        assert len(gone) > 1
        on_product = {
            row["session_id"] for row in district.rows("training_calendar") if row["product_id"]
        }
        sheets = [
            row
            for row in district.rows("training_attendance", staff_id=gone)
            if row["session_id"] in on_product
        ]
        district.drop("training_attendance", sheets)

    return made


def without_one_teacher_of(grade: str, campus: str) -> Change:
    def made(district: Mended) -> None:
        one = next(
            row["staff_id"]
            for row in district.people("teacher", at=campus)
            if row["grade"] == grade
        )
        district.drop("training_attendance", district.rows("training_attendance", staff_id=one))

    return made


def one_coach_never_observed(district: Mended) -> None:
    coach, _ = district.people("instructional_coach", at=QUARRY)
    visits = district.rows("observation_log", observee_staff_id=coach["staff_id"])
    district.drop("observation_log", visits)


def totalled(kind: str, **cells: str) -> Change:
    """The log ends with a row of totals."""

    def made(district: Mended) -> None:
        blank = dict.fromkeys(district.rows(kind)[0], "")
        district.add(kind, blank, **cells)

    return made


def together_on(days: str, *staff_days: str) -> Change:
    """The days on which campuses plan together are others, and the calendar lists some more days
    of staff."""

    def made(district: Mended) -> None:
        setting("collaboration_schedule", {"dates": days}, slot_id="SW-X")(district)
        for day in staff_days:
            last = district.rows("instructional_calendar")[-1]
            district.add("instructional_calendar", last, date=day)

    return made


def another_slot_in_june(district: Mended) -> None:
    (slot,) = district.rows("collaboration_schedule", slot_id="SW-X")
    district.add("collaboration_schedule", slot, slot_id="SW-J", dates="2027-06-08")


def trained_in_june(product: str) -> Change:
    """What was held on a product until November was held in June before the year."""

    def made(district: Mended) -> None:
        for row in district.rows("training_calendar", product_id=product):
            if row["date"] <= "2026-11-23":
                sheets = district.rows("training_attendance", session_id=row["session_id"])
                for sheet in (row, *sheets):
                    sheet["date"] = "2026-06-10"

    return made


def observed_by(*roles: str, but: str = "") -> Change:
    """Leaders are observed by the first of these roles at their campus, or in the district."""

    def made(district: Mended) -> None:
        principals = district.ids("principal")
        for row in district.rows("observation_log", observer_staff_id=principals):
            at = row["campus_id"]
            if row["observee_role"] == "teacher" or at == but:
                continue
            others = [
                one["staff_id"]
                for one in district.people(*roles)
                if one["campus_id"] in ("", at) and one["staff_id"] != row["observee_staff_id"]
            ]
            row["observer_staff_id"] = others[0]

    return made


def nobody_observes_leaders(district: Mended) -> None:
    rows = district.rows("observation_log", observee_role=LEADERS[1:])
    district.drop("observation_log", rows)


def by_principals_in_drafts(district: Mended) -> None:
    principals = district.ids("principal")
    for row in district.rows("observation_log", observer_staff_id=principals):
        row["finalized"] = "no"


def in_two_parts(**of_second: object) -> Change:
    """The observation tool is set down in two documents, of which each has half of the
    indicators."""

    def made(district: Mended) -> None:
        tool = district.document(TOOL)
        half = len(tool["indicators"]) // 2
        second = {**tool, "artifact_id": "tool-2", "indicators": tool["indicators"][half:]}
        second.pop("used_by_campuses")
        second.update(of_second)
        district.documents["documents/observation_tool-2.toml"] = tomli_w.dumps(second).encode()
        district.rewrite(TOOL, indicators=tool["indicators"][:half])

    return made


def prompted_by(*analyses: str) -> Change:
    """A session that an analysis prompted names these."""

    def made(district: Mended) -> None:
        prompted = [row for row in district.rows("training_calendar") if row["informed_by"]]
        assert prompted
        for row in prompted:
            row["informed_by"] = "; ".join(analyses)

    return made


TOOL = "observation_tool"
PLAN = "professional_development_plan"
SPED = "collaboration_expectation-sped"
STEPS = "action_step_tracker"
CASES: dict[str, tuple[str, str, Change]] = {
    **{
        f"a document with the title {title!r}": ("5.2.4-3", wanted, titled(PLC, title))
        for title, wanted in {
            "DRAFT PLC Guidelines": "missing-evidence",
            "Proposed Elementary PLC Guideline": "missing-evidence",
            "Elementary PLC Guideline 2026-27 (working draft 2)": "missing-evidence",
            "Elementary PLC Guideline - pending board approval": "missing-evidence",
            "PLC Guideline: From Outline to Draft": "pass",
            "Protocol for Drafting Lessons in PLCs": "pass",
            "Elementary PLC Guideline 2026-27": "pass",
        }.items()
    },
    "a statement that is cited from a draft": (
        *("5.2.4-3", "missing-evidence"),
        citing(PLC, "minutes", document="DRAFT PLC Guidelines", dated="2026-06-22"),
    ),
    "a plan that is only proposed": (
        *("5.2.2-4", "missing-evidence"),
        setting(PLAN, {"source_document": "PROPOSED plan for professional learning, page 2"}),
    ),
    "a plan of which one row is cited from a draft": (
        *("5.1.3-1", "pass"),
        setting(
            PLAN,
            {"source_document": "Plan for professional learning 2026-27, drafting team's page 2"},
        ),
    ),
    "learning on the materials of which the content is still to come": (
        *("5.2.2-4", "missing-evidence"),
        setting(PLAN, {"content_strand": "TBD"}, section="hqim"),
    ),
    "content that is still to come in a component on something else": (
        *("5.2.2-4", "pass"),
        setting(PLAN, {"content_strand": "TBD"}, section="general"),
    ),
    **{
        f"a vision that says {words!r}": ("5.1.1-2", wanted, stating(COACHING, vision=words))
        for words, wanted in {
            "Per board policy DMA": "missing-evidence",
            "As stated in the district's coaching handbook, page 4": "missing-evidence",
            "In accordance with 19 TAC 150.1023": "missing-evidence",
            "Per board policy DMA, every teacher has a coach": "pass",
            "According to need, each teacher is coached at work": "pass",
            "See every teacher grow": "pass",
        }.items()
    },
    **{
        f"action steps in {words!r}": ("5.2.5-4", wanted, setting(STEPS, {"system": words}))
        for words, wanted in {
            "Each campus keeps its own spreadsheet": "gap",
            "a spreadsheet by campus": "gap",
            "Principals' own spreadsheets": "gap",
            "District board, one tab per campus": "pass",
            "Google Sheets": "pass",
            "Owner's Action Tracker": "pass",
        }.items()
    },
    "an expectation that another contradicts": (
        *("5.3.4-1", "missing-evidence"),
        contradicted(),
    ),
    "an expectation for another form of meeting": (
        *("5.3.4-1", "pass"),
        contradicted(reach=["cross_campus"]),
    ),
    "an expectation for other subjects": (
        *("5.3.4-1", "pass"),
        contradicted(agenda_topics=["co_teaching"]),
    ),
    "an expectation that has ended": (
        *("5.3.4-1", "pass"),
        contradicted(effective_to="2026-09-01"),
    ),
    **{
        f"coaching for all by the words {words!r}": (
            *("5.1.1-4", wanted),
            citing(COACHING, "all_teachers", quote=words),
        )
        for words, wanted in {
            "Coaching is offered to new teachers in their first two years.": "missing-evidence",
            "Teachers who volunteer have a coach.": "missing-evidence",
            "Coaching is for new teachers and for experienced ones.": "pass",
            "Every teacher has a coach, and new teachers have a mentor besides.": "pass",
            "Coaching is for the teachers of Cedar Hollow.": "pass",
        }.items()
    },
    "a whole grade of a campus that is not trained": (
        *("5.2.2-1", "gap"),
        without_training_in("3", PECAN),
    ),
    "one of a grade who is not trained": ("5.2.2-1", "pass", without_one_teacher_of("3", PECAN)),
    **{
        f"a row of totals at the end of {kind} ({criterion})": (
            *(criterion, "pass"),
            totalled(kind, **cells),
        )
        for criterion, kind, cells in (
            ("5.1.2-3", "observation_log", {"observation_id": "Total", "minutes": "29,340"}),
            ("5.1.2-5", "meeting_log", {"meeting_id": "TOTAL:", "minutes": "4120 min"}),
            ("5.2.5-4", "action_step_tracker", {"step_id": "Grand total", "status": "812"}),
            ("5.2.5-4", "action_step_tracker", {"status": "Total steps 812"}),
            ("5.2.2-1", "training_attendance", {"date": "Sum", "attended": "1290"}),
        )
    },
    **{
        f"days together on {days}, {len(more)} more of staff": (
            *("5.3.4-3", wanted),
            together_on(days, *more),
        )
        for days, more, wanted in (
            ("2027-06-08;2027-06-09", (), "missing-evidence"),
            ("2026-10-12;2027-06-08", (), "missing-evidence"),
            ("2026-10-12;2027-06-08", ("2027-06-08",), "pass"),
            ("2026-10-12;2027-05-28", (), "pass"),
            ("2026-07-28;2026-10-12", (), "missing-evidence"),
            ("2026-10-12", (), "gap"),
        )
    },
    "a further day together in June": ("5.3.4-3", "pass", another_slot_in_june),
    "a new product, trained on in June": (
        *("5.2.2-1", "pass"),
        trained_in_june("tidepool-science-k5"),
    ),
    "a new product, trained on in June, launched": (
        *("5.2.2-2", "pass"),
        trained_in_june("tidepool-science-k5"),
    ),
    "a product of years, trained on in June only": (
        *("5.2.2-1", "gap"),
        trained_in_june("lantern-rla-k5"),
    ),
    "leaders observed by supervisors alone": (
        "5.1.2-3",
        "gap",
        observed_by("principal_supervisor"),
    ),
    "leaders observed by assistant principals": (
        *("5.1.2-3", "gap"),
        observed_by("assistant_principal", "principal_supervisor"),
    ),
    "leaders observed by supervisors, but for one campus": (
        *("5.1.2-3", "gap"),
        observed_by("principal_supervisor", but=QUARRY),
    ),
    "leaders whom nobody observes": ("5.1.2-3", "missing-evidence", nobody_observes_leaders),
    "leaders whose principals left drafts": (
        *("5.1.2-3", "missing-evidence"),
        by_principals_in_drafts,
    ),
    "a tool in two parts": ("5.2.5-2", "pass", in_two_parts()),
    "a tool in two parts, its id in other case": (
        *("5.2.5-1", "pass"),
        in_two_parts(tool_id="Cedar Hollow Look-Fors"),
    ),
    "a second tool in the place of a part": ("5.2.5-1", "gap", in_two_parts(tool_id="other")),
    "half of a tool for some campuses": ("5.2.5-2", "gap", in_two_parts(campus_ids=[QUARRY])),
    **{
        f"schedules named {title!r}": (
            *("5.3.4-3", wanted),
            setting("collaboration_schedule", {"source_document": title}),
        )
        for title, wanted in {
            "Master schedule 2025-26": "missing-evidence",
            "Master schedule SY 2025-2026, page 3": "missing-evidence",
            "Master schedule 2026-27": "pass",
            "Master schedules 2025-26 and 2026-27": "pass",
            "Master schedule of 2025-08-04": "pass",
            "Master schedule": "pass",
        }.items()
    },
    "a plan that is named after last year": (
        *("5.1.3-1", "missing-evidence"),
        setting(PLAN, {"source_document": "Plan for professional learning 2025-26"}),
    ),
    "training that two analyses prompted": (
        *("5.2.5-4", "pass"),
        prompted_by("AN-2026-09", "AN-2026-11"),
    ),
    "training that an analysis prompted, and one that is not listed": (
        *("5.2.5-4", "pass"),
        prompted_by("AN-2026-09", "AN-2026-99"),
    ),
    "training that an unknown analysis prompted": (
        *("5.2.5-4", "missing-evidence"),
        prompted_by("AN-2026-99"),
    ),
    "two products in one cell of the adoption record": (
        *("5.2.2-1", "missing-evidence"),
        setting(
            "curriculum_adoption_record",
            {"product_id": "millrace-math-k5; millrace-math-612"},
            product_id="millrace-math-k5",
        ),
    ),
    "two products in one cell of a training": (
        *("5.2.2-1", "missing-evidence"),
        setting(
            "training_calendar",
            {"product_id": "millrace-math-k5; lantern-rla-k5"},
            product_id="millrace-math-k5",
        ),
    ),
    "one of two coaches whom nobody observes": ("5.1.2-3", "pass", one_coach_never_observed),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES)
def test_what_it_makes_of_a_criterion(name: str) -> None:
    criterion, wanted, change = CASES[name]
    assert outcome(change, criterion) == wanted


def test_a_row_of_totals_is_told_where_it_stands() -> None:
    district = Mended()
    totalled("meeting_log", meeting_id="Total", minutes="4120")(district)
    told = [one for one in district.judged("5.1.2-5").problems if "totals" in one.message]
    assert [one.where for one in told] == [
        f"meeting_log.csv, line {len(district.rows('meeting_log')) + 1}"
    ]


def test_a_row_that_names_somebody_is_no_row_of_totals() -> None:
    district = Mended()
    totalled(STEPS, step_id="Total", leader_staff_id="s-2e0a0d")(district)
    assert not any("totals" in one.message for one in district.judged("5.2.5-4").problems)


def test_a_grade_that_is_left_out_is_named_though_the_share_is_reached() -> None:
    district = Mended()
    third = [row for row in district.people("teacher", at=PECAN) if row["grade"] == "3"]
    for row in third[3:]:
        row["grade"] = "2"
    without_training_in("3", PECAN)(district)
    (finding,) = district.judged("5.2.2-1").findings
    (coverage,) = (one for one in finding.elements if one.id.endswith("/coverage"))
    assert coverage.outcome.value == "gap"
    assert "50 of 54 teachers were trained on lantern-rla-k5 (0.93)" in coverage.message
    assert f"Left out as a whole: grade 3 at {PECAN}" in coverage.message

"""A district whose documents put off what they are to say, leave it to somebody, send the reader
elsewhere, or leave some people out."""

from collections.abc import Callable
from typing import Any

import pytest
from mended import Mended, outcome

Change = Callable[[Mended], None]


def quoting(stem: str, name: str, quote: str) -> Change:
    """A field of a document, or each item of its list, is quoted with other words."""

    def made(district: Mended) -> None:
        document = district.document(stem)
        if name in document.get("sources", {}):
            document["sources"][name]["quote"] = quote
        else:
            for item in document[name]:
                item["source"]["quote"] = quote
        district.rewrite(stem, **document)

    return made


def quoting_items(stem: str, name: str, about: dict[str, Any], quote: str) -> Change:
    """The items with these values are quoted with other words."""

    def made(district: Mended) -> None:
        items = district.document(stem)[name]
        for item in items:
            if about.items() <= item.items():
                item["source"]["quote"] = quote
        district.rewrite(stem, **{name: items})

    return made


def with_fields(stem: str, **fields: object) -> Change:
    """A document says something else in these fields."""
    return lambda district: district.rewrite(stem, **fields)


def with_cells(kind: str, column: str, words: str) -> Change:
    """A table says something else in a column."""

    def made(district: Mended) -> None:
        for row in district.rows(kind):
            row[column] = words

    return made


COACHING = "professional_learning_framework-coaching"
DEVELOPMENT = "professional_learning_framework-development"
SUPPORT = "planning_support_guideline"
STUDENTS = "student_support_guideline"
MISSING, GAP, PASS = "missing-evidence", "gap", "pass"
QUOTED = (
    (
        *("5.2.4-1", SUPPORT, "structures"),
        *("Each campus designs its own structure for planning support.", MISSING),
    ),
    (
        *("5.2.4-1", SUPPORT, "structures"),
        *("Support takes one of three forms; each campus books its room.", PASS),
    ),
    (
        *("5.2.4-1", SUPPORT, "owner_roles"),
        *("Principals identify who will lead the support.", MISSING),
    ),
    (
        *("5.2.4-1", SUPPORT, "owner_roles"),
        *("Coaches and leaders of teams lead the support at each campus.", PASS),
    ),
    (
        *("5.3.3-1", STUDENTS, "family_notice_items"),
        *("No notice is sent to families.", MISSING),
    ),
    (
        *("5.3.3-1", STUDENTS, "family_notice_items"),
        *("No notice is sent to families without a translation.", PASS),
    ),
    (
        *("5.3.3-1", STUDENTS, "family_approaches"),
        *("Families are not contacted unless they ask.", MISSING),
    ),
    (
        *("5.3.3-2", STUDENTS, "data_system"),
        *("There is no common system; each campus keeps its own records.", MISSING),
    ),
    (
        *("5.2.4-3", "plc_guideline-elementary", "sample_agenda"),
        *("An agenda template will be shared later.", MISSING),
    ),
    (
        *("5.2.4-3", "plc_guideline-secondary", "meetings_per_week"),
        *("Departments decide how frequently they meet.", MISSING),
    ),
    (
        *("5.2.5-3", "observation_frequency_target", "targets"),
        *("Visits are made when time permits.", MISSING),
    ),
    (
        *("5.2.5-1", "observation_tool", "tool_id"),
        *("Campuses may use their own forms.", MISSING),
    ),
    (
        *("5.2.5-2", "observation_tool", "indicators"),
        *("Behavior is rated on a separate campus form.", MISSING),
    ),
    (
        *("5.3.1-2", "instructional_protocol-student-work", "steps"),
        *("Teams may use this protocol or any other.", MISSING),
    ),
    (
        *("5.2.4-2", "instructional_protocol-lesson", "steps"),
        *("See attached protocol.", MISSING),
    ),
)
CASES: dict[str, tuple[str, Change, str]] = {
    "practices to be chosen": (
        "5.1.1-1",
        with_fields(DEVELOPMENT, classroom_practices=["To be selected by the council in the fall"]),
        MISSING,
    ),
    "practices that somebody works on": (
        "5.1.1-1",
        with_fields(DEVELOPMENT, expectations=["The committee is still working on this"]),
        MISSING,
    ),
    "quality to be shared": (
        "5.1.1-4",
        with_fields(COACHING, quality=["Rubric will be shared later"]),
        MISSING,
    ),
    "quality shared with students": (
        "5.1.1-4",
        with_fields(COACHING, quality=["The rubric is shared and teachers reach level three"]),
        PASS,
    ),
    "a vision on the website": (
        "5.1.1-2",
        with_fields(COACHING, vision="Available on the district website"),
        MISSING,
    ),
    "a process at somebody's discretion": (
        "5.1.2-1",
        with_fields(
            "professional_learning_framework-assignments",
            process_steps=["At the discretion of the superintendent"],
        ),
        GAP,
    ),
    "content to be planned": (
        "5.1.3-1",
        with_cells(
            "professional_development_plan",
            "content_strand",
            "To be planned after the fall data review",
        ),
        MISSING,
    ),
    "a schedule that pends approval": (
        "5.2.3-4",
        with_cells("collaboration_schedule", "source_document", "Pending principals' approval"),
        MISSING,
    ),
    "films without a link": (
        "5.2.2-3",
        with_cells("training_resource_catalog", "location", "Link to be added"),
        MISSING,
    ),
    "all teachers but some": (
        "5.1.1-4",
        quoting(COACHING, "all_teachers", "Coaching is for all teachers except those of music."),
        MISSING,
    ),
    "all teachers but for a month": (
        "5.1.1-4",
        quoting(COACHING, "all_teachers", "All teachers are coached every month except June."),
        PASS,
    ),
    "an audience without leaders": (
        "5.1.1-4",
        quoting(
            COACHING,
            "audiences",
            "Coaching is for classroom teachers. It is not provided to administrators or chairs.",
        ),
        MISSING,
    ),
    "coaching outside of class": (
        "5.1.1-4",
        quoting(
            COACHING,
            "forms",
            "All support is given in workshops; coaches do not enter classrooms.",
        ),
        MISSING,
    ),
    "practices to be added": (
        "5.2.3-1",
        quoting_items(
            "instructional_framework",
            "practices",
            {"content_area": "languages"},
            "Best practices for languages will be added during the year.",
        ),
        MISSING,
    ),
    "no practices": (
        "5.2.3-1",
        quoting_items(
            "instructional_framework",
            "practices",
            {"content_area": "fine_arts"},
            "Fine arts has no content-specific practices.",
        ),
        MISSING,
    ),
    **{
        f"{name}: {quote}": (criterion, quoting(stem, name, quote), wanted)
        for criterion, stem, name, quote, wanted in QUOTED
    },
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_has_the_outcome_that_a_reader_expects(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion) == wanted

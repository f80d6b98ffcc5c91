"""Changes of the mended example whose outcome was written down before they were judged, set
twelve, of the key practices 5.1.1 to 5.2.3."""

from collections.abc import Callable, Mapping

import pytest
from mended import CAMPUSES, Mended, outcome

Change = Callable[[Mended], None]
ONBOARDING = ("ON-1", "ON-2", "ON-3")
"""The sessions for those who were hired on 14 September, 5 and 19 October."""


def held(*sessions: str, day: str) -> Change:
    """Sessions were on another day, and so are their sign-in sheets."""

    def made(district: Mended) -> None:
        for kind in ("training_calendar", "training_attendance"):
            for row in district.rows(kind, session_id=sessions):
                row["date"] = day

    return made


def signed_in_august(district: Mended) -> None:
    """Late hires are on the sheets of August, and had no session of their own."""
    signed = district.rows("training_attendance", session_id=ONBOARDING)
    sheet = district.rows("training_attendance", session_id="TR-01")[0]
    for row in signed:
        who = {name: row[name] for name in ("staff_id", "role", "campus_id")}
        for session in ("TR-01", "TR-02", "TR-07"):
            day = district.rows("training_calendar", session_id=session)[0]["date"]
            new = {"session_id": session, "date": day, "attended": "yes"}
            district.add("training_attendance", sheet, **who, **new)
    for kind in ("training_calendar", "training_attendance"):
        district.drop(kind, district.rows(kind, session_id=ONBOARDING))


def nothing_since(day: str, *campuses: str) -> Change:
    """Resources on materials that came out later are not for these campuses."""

    def made(district: Mended) -> None:
        left = ";".join(campus for campus in CAMPUSES if campus not in campuses)
        for row in district.tables["training_resource_catalog"]:
            if row["published_on"] > day:
                row["campus_ids"] = left

    return made


def put(kind: str, new: Mapping[str, str], **about: str) -> Change:
    """Rows with these values have others in some columns."""

    def made(district: Mended) -> None:
        rows = district.rows(kind, **about)
        assert rows, kind
        for row in rows:
            row.update(new)

    return made


def study_of(year: int) -> Change:
    """The study that the expectations rest on is said to be of this year."""

    def made(district: Mended) -> None:
        stem = "professional_learning_framework-development"
        studies = district.document(stem)["research"]
        district.rewrite(stem, research=[{**study, "year": year} for study in studies])

    return made


def walked_by_deputies(district: Mended) -> None:
    """Culture walks are by somebody who by the roster is an assistant principal."""
    deputy = district.people("assistant_principal")[0]["staff_id"]
    for row in district.rows("observation_log", type="culture_walk"):
        row["observer_staff_id"] = deputy


SPRING = "2027-02-10"
WALKS = {"type": "culture_walk"}
CHOOSING = {"type": "coaching_prioritization"}
CASES: dict[str, tuple[str, Change, str]] = {
    "onboarded weeks before they were hired": (
        *("5.2.2-4", held(*ONBOARDING, day="2026-08-13"), "missing-evidence"),
    ),
    "onboarded in summer, hired in autumn": (
        *("5.2.2-4", held("ON-2", "ON-3", day="2026-07-21"), "missing-evidence"),
    ),
    "on the sheets of August, hired in autumn": ("5.2.2-4", signed_in_august, "missing-evidence"),
    "onboarded a few days before the first day": (
        "5.2.2-4",
        held("ON-1", day="2026-09-09"),
        "pass",
    ),
    "resources all year for one campus of five": (
        *("5.2.2-2", nothing_since("2026-07-31", *CAMPUSES[1:]), "gap"),
    ),
    "whom to coach was never on the agenda": (
        *("5.1.2-2", put("meeting_log", {"topic_codes": "operations"}, **CHOOSING), "gap"),
    ),
    "a study of a year still to come": ("5.1.1-1", study_of(2031), "gap"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_has_the_outcome_that_a_reader_expects(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion) == wanted


TOLD: dict[str, tuple[str, Change, str, str]] = {
    "whom to coach was never on the agenda": (
        *("5.1.2-2", put("meeting_log", {"topic_codes": "operations"}, **CHOOSING)),
        *("by topic_codes never on teaching, but on operations", "correct topic_codes"),
    ),
    "a study of a year still to come": (
        *("5.1.1-1", study_of(2031), "Those of 2031 are still to appear", "correct the year"),
    ),
    "culture walks by assistant principals": (
        *("5.2.1-2", walked_by_deputies),
        *("It has 20 rows on culture walks: 20 by people other than", "correct observer_staff_id"),
    ),
    "culture walks that are drafts": (
        *("5.2.1-2", put("observation_log", {"finalized": "no"}, **WALKS)),
        *("It has 20 rows on culture walks: 20 not final.", "correct finalized"),
    ),
    "culture walks after the day of the review": (
        *("5.2.1-2", put("observation_log", {"date": SPRING, "feedback_on": SPRING}, **WALKS)),
        *("20 rows do not count: after the day", "check again once they have taken place"),
    ),
    "no observation says what it looked at": (
        *("5.2.3-3", put("observation_log", {"focus": ""})),
        *("3067 without focus", "fill in or correct focus"),
    ),
    "no observation has feedback": (
        *("5.2.3-3", put("observation_log", {"feedback_on": ""})),
        *("617 without feedback_on", "fill in or correct feedback_on"),
    ),
    "principals are observed in drafts only": (
        *("5.1.2-4", put("observation_log", {"finalized": "no"})),
        *("It has 65 rows on those concerned: 65 not final and 5 on", "correct finalized"),
    ),
    "whom to coach was chosen by the district alone": (
        *("5.1.2-2", put("meeting_log", {"roles_present": "principal_supervisor"}, **CHOOSING)),
        *("20 without campus staff", "correct roles_present"),
    ),
    "principals met about observing by themselves": (
        *("5.1.2-3", put("meeting_log", {"roles_present": "principal"})),
        *("4 without district staff", "correct roles_present"),
    ),
    "leaders met about routines by themselves": (
        *("5.2.1-2", put("meeting_log", {"roles_present": "principal"})),
        *("It has 1 row on such meetings: 1 without district staff", "correct roles_present"),
    ),
}


@pytest.mark.parametrize("case", TOLD)
def test_a_message_says_what_records_lack(case: str) -> None:
    criterion, change, message, remedy = TOLD[case]
    district = Mended()
    change(district)
    (finding,) = district.judged(criterion).findings
    told = [(element.message, element.remedy) for element in finding.elements]
    assert any(message in said and remedy in to_do for said, to_do in told), told

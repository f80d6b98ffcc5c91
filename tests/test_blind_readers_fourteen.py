"""Changes of the mended example whose outcome was written down before they were judged, set
fourteen."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from pathlib import Path

import pytest
import tomli
import tomli_w
from mended import BLUESTEM, CAMPUSES, LEADERS, Mended, outcome

import lever5_rules as l5

OAK = Path(__file__).resolve().parent.parent / "examples" / "live-oak-charter"
Change = Callable[[Mended], None]
GUIDELINE = "planning_support_guideline.toml"
END, SOON = date(2027, 5, 27), date(2026, 11, 23)
SUMMARY = "progress_monitoring_summary"


def masked(count: str, *, reached: str, **about: str) -> Change:
    """The counts of small groups are masked, as in what a district publishes."""

    def made(district: Mended) -> None:
        for row in district.rows(SUMMARY, tier="tier3", **about):
            row.update(students_due=count, students_on_time=count, on_time_met=reached)

    return made


def written_for(*products: str) -> Change:
    """The protocols of internalization are written for these products."""

    def made(district: Mended) -> None:
        stems = [name for name in district.documents if "instructional_protocol" in name]
        for name in stems:
            stem = name.rpartition("/")[2].removesuffix(".toml")
            if "internalization" in district.document(stem)["protocol_type"]:
                district.rewrite(stem, product_ids=list(products))

    return made


def leaders_change(*campuses: str, on: str) -> Change:
    """All leaders of these campuses have successors, who have calibrated nothing."""

    def made(district: Mended) -> None:
        day_before = (date.fromisoformat(on) - timedelta(days=1)).isoformat()
        for row in list(district.rows("staff_roster", role=LEADERS, campus_id=campuses)):
            new = district.add("staff_roster", row, start_date=on)
            new["staff_id"] = f"n-{row['staff_id'][2:]}"
            row["end_date"] = day_before

    return made


def on_the_last_day(change: Callable[[str], str]) -> Change:
    """The last component of each role in the year's plan is held on a day."""

    def made(district: Mended) -> None:
        last: dict[str, dict[str, str]] = {}
        for row in district.rows("professional_development_plan"):
            before = last.setdefault(row["audience_role"], row)
            last[row["audience_role"]] = max(before, row, key=lambda each: each["start_date"])
        for row in last.values():
            row["start_date"] = row["end_date"] = change(row["start_date"])

    return made


QUARTERS = ("2026-09-16", "2026-11-11", "2027-02-10", "2027-04-14")
"""A day in each quarter."""


def go_along(
    *campuses: str,
    days: Collection[str] = QUARTERS,
    met_from: str = "2027-08-01",
    observer: str = "principal_supervisor",
    observed: str = "assistant_principal",
    **changes: str,
) -> Change:
    """The district goes along on visits of leaders at these campuses; the meetings in which it
    helped principals before a day are gone."""

    def made(district: Mended) -> None:
        support = district.rows("meeting_log", type=("principal_support", "roll_out"))
        district.drop("meeting_log", [row for row in support if row["date"] < met_from])
        like = district.rows("observation_log", type="supervisor_visit")[0]
        for campus in campuses:
            leader = district.people(observed, at=campus)[0]
            by = district.people(observer, at=campus) or district.people(observer)
            for day in days:
                visit = district.add("observation_log", like, type="joint", date=day)
                visit.update(observer_staff_id=by[0]["staff_id"], observer_role=observer)
                visit.update(observee_staff_id=leader["staff_id"], observee_role=observed)
                visit.update(observation_id=f"J-{campus}-{day}", campus_id=campus, feedback_on=day)
                visit.update({"focus": "coaching", **changes})

    return made


def meetings_lapse(district: Mended) -> None:
    """The district met with principals in the first quarter only, and never went along."""
    support = district.rows("meeting_log", type=("principal_support", "roll_out"))
    district.drop("meeting_log", [row for row in support if row["date"] > "2026-10-08"])


def without_meeting_log(change: Change) -> Change:
    """No meeting log is handed in."""

    def made(district: Mended) -> None:
        change(district)
        del district.tables["meeting_log"]

    return made


def in_july(district: Mended) -> None:
    """The last component is on a day of staff in July, which the calendar lists."""
    like = district.rows("instructional_calendar")[-1]
    district.add("instructional_calendar", like, date="2027-07-29", note="inservice")
    on_the_last_day(lambda day: "2027-07-29")(district)


def all_masked(district: Mended) -> None:
    """No count is given anywhere; each row only says that the share was reached."""
    for row in district.rows(SUMMARY):
        row.update(students_due="<10", students_on_time="<10", on_time_met="yes")


CASES: dict[str, tuple[str, Change, str]] = {
    **{
        f"small counts masked as {mask}": ("5.3.3-2", masked(mask, reached="yes"), "pass")
        for mask in (
            "<10",
            "n < 10",
            "*",
            "***",
            "fewer than 10",
            "<5 students",
            "Suppressed",
            "≤10",
            "1-9",
        )
    },
    "small counts masked, the share not reached": ("5.3.3-2", masked("<10", reached="no"), "gap"),
    "small counts masked at one campus, and nothing else": (
        *("5.3.3-2", masked("*", reached="", campus_id=BLUESTEM), "missing-evidence"),
    ),
    "masked counts that need not be small": (
        *("5.3.3-2", masked("<50", reached="yes"), "missing-evidence"),
    ),
    "the district goes along, and holds no meetings": ("5.1.2-3", go_along(*CAMPUSES), "pass"),
    "the district goes along at some campuses": (
        *("5.1.2-3", go_along(*CAMPUSES[1:]), "missing-evidence"),
    ),
    "colleagues on the campus go along": (
        *("5.1.2-3", go_along(*CAMPUSES, observer="instructional_coach"), "missing-evidence"),
    ),
    "the district goes along, in drafts": (
        *("5.1.2-3", go_along(*CAMPUSES, finalized="no"), "missing-evidence"),
    ),
    "the last of the plan on the day of staff after students have left": (
        *("5.1.3-1", on_the_last_day(lambda day: "2027-05-28"), "pass"),
    ),
    "the last of the plan in June": (
        *("5.1.3-1", on_the_last_day(lambda day: "2027-06-15"), "gap"),
    ),
    "the last of the plan on a day of staff in summer": ("5.1.3-1", in_july, "gap"),
    "all counts masked": ("5.3.3-2", all_masked, "missing-evidence"),
    "protocols for all products": ("5.2.4-2", written_for("all"), "pass"),
    "protocols for All Products": ("5.2.4-2", written_for("All Products"), "pass"),
    "protocols for a product that nobody uses": ("5.2.4-2", written_for("sunset-k2"), "gap"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_has_the_outcome_that_a_reader_expects(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion) == wanted


def test_a_district_of_one_campus_needs_not_say_that_all_campuses_are_alike() -> None:
    kinds = (".toml", ".csv")
    files = {path.name: path.read_bytes() for path in OAK.iterdir() if path.suffix in kinds}
    guideline = tomli.loads(files[GUIDELINE].decode())
    del guideline["same_for_all_campuses"], guideline["sources"]["same_for_all_campuses"]
    files[GUIDELINE] = tomli_w.dumps(guideline).encode()
    report = l5.check(files, select="5.2.4-1", as_of=date(2026, 11, 23), entry_points=False)
    (finding,) = report.findings
    assert finding.outcome is l5.Outcome.PASS, finding.elements


NEW_LEADERS: dict[str, tuple[str, Change, date, str]] = {
    f"{criterion}, those of {number} campuses, {day}": (
        *(criterion, leaders_change(*CAMPUSES[-number:], on=on), day, wanted),
    )
    for criterion, on in (("5.2.5-5", "2026-10-15"), ("5.3.1-1", "2026-11-09"))
    for number, day, wanted in (
        (4, END, "gap"),
        (1, END, "gap"),
        (4, SOON, "missing-evidence"),
        (1, SOON, "pass"),
    )
}


@pytest.mark.parametrize("case", NEW_LEADERS)
def test_leaders_who_began_after_the_last_calibration_are_due_in_time(case: str) -> None:
    criterion, change, day, wanted = NEW_LEADERS[case]
    district = Mended()
    change(district)
    (finding,) = district.judged(criterion, day).findings
    element = "leaders_covered" if criterion == "5.2.5-5" else "il_calibration"
    (covered,) = (each for each in finding.elements if each.id.endswith(f"/{element}"))
    assert covered.outcome.value == wanted, covered.message
    assert "began after the last session" in covered.message or wanted == "gap"


OF_PRINCIPALS = {"observed": "principal"}
SUPPORT: dict[str, tuple[Change, date, str]] = {
    "joint visits in each quarter": (go_along(*CAMPUSES), END, "pass"),
    "joint visits, and no meeting log": (*(without_meeting_log(go_along(*CAMPUSES)), END, "pass"),),
    "joint visits at some campuses": (go_along(*CAMPUSES[1:]), END, "missing-evidence"),
    "joint visits at some campuses, and no meeting log": (
        *(without_meeting_log(go_along(*CAMPUSES[1:])), END, "missing-evidence"),
    ),
    "joint visits in three quarters": (
        *(go_along(*CAMPUSES, days=QUARTERS[:3]), END, "missing-evidence"),
    ),
    "meetings in one quarter, joint visits in the others": (
        go_along(*CAMPUSES, days=(QUARTERS[0], *QUARTERS[2:]), met_from="2026-10-09"),
        *(END, "pass"),
    ),
    "meetings in one quarter, joint visits in two": (
        *(go_along(*CAMPUSES, days=QUARTERS[2:], met_from="2026-10-09"), END, "gap"),
    ),
    "meetings that lapse, and no joint visits": (meetings_lapse, END, "gap"),
    "joint visits of the principals' feedback meetings": (
        go_along(*CAMPUSES, **OF_PRINCIPALS, focus="feedback_meeting"),
        *(END, "pass"),
    ),
    "joint visits of principals in classrooms": (
        go_along(*CAMPUSES, **OF_PRINCIPALS, focus="instruction"),
        *(END, "missing-evidence"),
    ),
    "joint visits to teachers": (go_along(*CAMPUSES, observed="teacher"), END, "missing-evidence"),
    "joint visits of two minutes": (go_along(*CAMPUSES, minutes="2"), END, "missing-evidence"),
    "visits of another type": (
        *(go_along(*CAMPUSES, type="supervisor_visit"), END, "missing-evidence"),
    ),
}


def support_of(change: Change, day: date) -> l5.ElementFinding:
    """The finding on the district's support of principals in observing."""
    district = Mended()
    change(district)
    (finding,) = district.judged("5.1.2-3", day).findings
    named = "/district_leader_support_per_principal"
    (support,) = (element for element in finding.elements if element.id.endswith(named))
    return support


@pytest.mark.parametrize("case", SUPPORT)
def test_the_district_may_help_principals_by_going_along(case: str) -> None:
    change, day, wanted = SUPPORT[case]
    support = support_of(change, day)
    assert support.outcome.value == wanted, support.message


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        (go_along(*CAMPUSES, finalized="no"), "20 not final"),
        (go_along(*CAMPUSES, observer="instructional_coach"), "20 by people other than district"),
        (go_along(*CAMPUSES, observed="teacher"), "20 of people other than leaders"),
        (go_along(), "no final observation of type joint"),
        (go_along(), "(looked for type principal_support or roll_out, and topic_codes coaching"),
    ],
)
def test_what_joint_visits_lack_is_said(change: Change, lack: str) -> None:
    support = support_of(change, END)
    assert lack in support.message, support.message
    assert "observation_log.csv" in support.remedy

"""Changes of the mended example whose outcome was written down before they were judged, set
fourteen."""

from collections.abc import Callable
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
    "the last of the plan on the day of staff after students have left": (
        *("5.1.3-1", on_the_last_day(lambda day: "2027-05-28"), "pass"),
    ),
    "the last of the plan in June": (
        *("5.1.3-1", on_the_last_day(lambda day: "2027-06-15"), "gap"),
    ),
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

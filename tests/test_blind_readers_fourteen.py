"""Changes of the mended example whose outcome was written down before they were judged, set
fourteen."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import tomli
import tomli_w
from mended import BLUESTEM, Mended, outcome

import lever5_rules as l5

OAK = Path(__file__).resolve().parent.parent / "examples" / "live-oak-charter"
Change = Callable[[Mended], None]
GUIDELINE = "planning_support_guideline.toml"
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


CASES: dict[str, tuple[str, Change, str]] = {
    **{
        f"small counts masked as {mask}": ("5.3.3-2", masked(mask, reached="yes"), "pass")
        for mask in ("<10", "n < 10", "*", "***", "fewer than 10", "<5 students", "Suppressed")
    },
    "small counts masked, the share not reached": ("5.3.3-2", masked("<10", reached="no"), "gap"),
    "small counts masked at one campus, and nothing else": (
        *("5.3.3-2", masked("*", reached="", campus_id=BLUESTEM), "missing-evidence"),
    ),
    "masked counts that need not be small": (
        *("5.3.3-2", masked("<50", reached="yes"), "missing-evidence"),
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

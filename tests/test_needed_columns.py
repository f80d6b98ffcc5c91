"""Every column that is asked for is read: without its values something is judged otherwise.

A column that changes nothing when it is blanked or ruined is not needed, and must say so by being
optional.
"""

from collections.abc import Iterator

import pytest

from lever5_rules.artifacts.kinds import ENVELOPE, KindInfo
from lever5_rules.artifacts.needed import IN_SOME_ROWS, TOLD_ELSEWHERE
from lever5_rules.core.outcome import Outcome
from lever5_rules.plugins.host import load_plugins
from lever5_rules.templates.cells import Asked, asked_of
from lever5_rules.testing import SAMPLE, District

pytestmark = pytest.mark.exhaustive


def needed() -> Iterator[tuple[KindInfo, str]]:
    for kind in load_plugins(entry_points=False).kinds.values():
        for name, info in kind.fields.items():
            own = kind.table or name not in ENVELOPE
            names = info.unique or info.identifies or info.of_person
            if own and not (info.optional or names or kind.name == "district_profile"):
                yield kind, name


ALL = {
    f"{kind.name}.{name}": (kind, name)
    for kind in load_plugins(entry_points=False).kinds.values()
    for name in kind.fields
}
NEEDED = {
    field: (kind, name)
    for kind, name in needed()
    if (field := f"{kind.name}.{name}") and name not in TOLD_ELSEWHERE.get(kind.name, ())
}
UNLIKE_THE_LIST = {"sources", "document", "as_of"}
"""Fields that are cited for each field, asked inside it, or given by the option too."""
HEAD_OF_THE_REPORT = {f"district_profile.{name}" for name in ("district_id", "name", "school_year")}
MARKED = {
    field: (kind, name)
    for field, (kind, name) in ALL.items()
    if name not in UNLIKE_THE_LIST and field not in HEAD_OF_THE_REPORT
}


def outcomes(district: District) -> dict[str, Outcome | None]:
    report = district.check()
    assert not report.errors, [error.message for error in report.errors]
    return {
        member.id: member.outcome
        for finding in report.findings
        for element in finding.elements
        for member in (element, *element.alternatives)
    }


@pytest.fixture(scope="module")
def sound() -> dict[str, Outcome | None]:
    return outcomes(SAMPLE)


@pytest.mark.parametrize("field", dict.fromkeys([*NEEDED, *MARKED]))
def test_a_needed_column_without_values_changes_a_verdict_and_is_marked_in_templates(
    field: str, sound: dict[str, Outcome | None]
) -> None:
    """A star, or two for what may be blank in some rows: no more of them, and no fewer."""
    kind, name = ALL[field]
    district = SAMPLE
    for place in range(1 if kind.table else len(SAMPLE.documents[kind.name])):
        district = district.blank(kind.cls, name, at=place)
    without = outcomes(district)
    worse = [element_id for element_id in sound if without.get(element_id) is not sound[element_id]]
    if field in NEEDED:
        assert worse, f"{field} can be left out without any change: read it, or make it optional"
        assert Outcome.PASS not in {without.get(element_id) for element_id in worse}
    if field in MARKED:
        missing = any(without.get(element_id) is Outcome.MISSING for element_id in worse)
        assert (asked_of(kind, kind.fields[name]) is not Asked.NOT) == missing


@pytest.mark.parametrize("field", NEEDED)
def test_a_needed_column_with_placeholders_changes_a_verdict(
    field: str, sound: dict[str, Outcome | None]
) -> None:
    kind, name = NEEDED[field]
    ruined = outcomes(SAMPLE.everywhere(kind.cls, {name: "TBD"}))
    assert [
        element_id for element_id in sound if ruined.get(element_id) is not sound[element_id]
    ], field


def test_the_lists_of_what_is_told_elsewhere_name_fields() -> None:
    for kind in load_plugins(entry_points=False).kinds.values():
        assert set(IN_SOME_ROWS.get(kind.name, ())) <= set(kind.fields)
        assert set(TOLD_ELSEWHERE.get(kind.name, ())) <= set(kind.fields)

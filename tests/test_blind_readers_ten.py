"""Changes of the mended example that people made who have not read the rules, tenth set."""

from collections.abc import Callable

import pytest
from mended import Mended, outcome

Change = Callable[[Mended], None]


def with_fields(stem: str, **fields: object) -> Change:
    """A document says something else in these fields."""
    return lambda district: district.rewrite(stem, **fields)


CASES: dict[str, tuple[str, Change, str]] = {
    "sessions of support that take no time": (
        *("5.2.4-1", with_fields("planning_support_guideline", minutes=0), "gap"),
    ),
    "sessions of support of untold length": (
        *("5.2.4-1", with_fields("planning_support_guideline", minutes=""), "pass"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_has_the_outcome_that_a_reader_expects(case: str) -> None:
    criterion, change, wanted = CASES[case]
    assert outcome(change, criterion) == wanted

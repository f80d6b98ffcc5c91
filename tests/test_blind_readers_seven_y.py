"""More changes of the mended example by somebody who has not read the rules, and what each makes of
a criterion by the framework's words."""

from typing import Any

import pytest
from mended import HIGH, outcome
from test_blind_readers import Change, both, profile


def without(kind: str, **about: Any) -> Change:
    """Rows that are not there."""
    return lambda district: district.drop(kind, district.rows(kind, **about))


CASES: dict[str, tuple[str, str, Change]] = {
    "a campus that serves none has one teacher of emergent bilingual students": (
        *("5.3.5-3", "missing-evidence"),
        both(
            profile("eb_enrolled", False, HIGH),
            without("collaboration_schedule", population="eb", campus_ids=HIGH),
        ),
    ),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES)
def test_what_it_makes_of_a_criterion(name: str) -> None:
    criterion, wanted, change = CASES[name]
    assert outcome(change, criterion) == wanted

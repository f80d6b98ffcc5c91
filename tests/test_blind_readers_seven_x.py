"""More changes of the mended example by somebody who has not read the rules: leaders whom nobody
sees, texts that deny, late hires, and help under another name."""

from collections.abc import Callable

import pytest
import tomli_w
from mended import BLUESTEM, HIGH, QUARRY, Mended, outcome

Change = Callable[[Mended], None]


def never_seen(*roles: str, at: str, number: int | None = None) -> Change:
    """The principal has observed none, or some only, of the holders of roles at a campus."""

    def made(district: Mended) -> None:
        people = sorted(district.ids(*roles, at=at))[:number]
        rows = district.rows("observation_log", observer_role="principal", observee_staff_id=people)
        district.drop("observation_log", rows)

    return made


def academy(**fields: object) -> Change:
    """A text on coaching for teachers stands beside one for leaders, which differs in some fields;
    a field that is None is blank there."""

    def made(district: Mended) -> None:
        whole = district.document("professional_learning_framework-coaching")
        leaders = [role for role in whole["audiences"] if role != "teacher"]
        own = {**whole, "artifact_id": "academy", "audiences": leaders, **fields}
        said = {name: value for name, value in own.items() if value is not None}
        district.documents["documents/academy.toml"] = tomli_w.dumps(said).encode("utf-8")
        district.rewrite("professional_learning_framework-coaching", audiences=["teacher"])

    return made


CASES: dict[str, tuple[str, str, Change]] = {
    "the only assistant principal is never observed": (
        *("5.1.2-3", "gap"),
        never_seen("assistant_principal", at=BLUESTEM),
    ),
    "both coaches are never observed": (
        *("5.1.2-3", "gap"),
        never_seen("instructional_coach", at=QUARRY),
    ),
    "one of two coaches may be on leave": (
        *("5.1.2-3", "pass"),
        never_seen("instructional_coach", at=QUARRY, number=1),
    ),
    "one of six teacher leaders may be on leave": (
        *("5.1.2-3", "pass"),
        never_seen("teacher_leader", at=HIGH, number=1),
    ),
    "the text for leaders says that it has no cadence": (
        *("5.1.1-4", "gap"),
        academy(sessions_per_year=False),
    ),
    "the text for leaders says nothing of quality, and says so": (
        *("5.1.1-4", "gap"),
        academy(quality=False),
    ),
    "the text for leaders leaves cadence and quality to the other": (
        *("5.1.1-4", "pass"),
        academy(sessions_per_year=None, quality=None),
    ),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES)
def test_what_it_makes_of_a_criterion(name: str) -> None:
    criterion, wanted, change = CASES[name]
    assert outcome(change, criterion) == wanted

"""More changes of the mended example by somebody who has not read the rules: words of documents."""

from collections.abc import Callable
from typing import Any

import pytest
from mended import QUARRY, Mended, outcome

Change = Callable[[Mended], None]
PLC, TOOL, STEPS = "plc_guideline-elementary", "observation_tool", "instructional_protocol-lesson"


def stating(stem: str, **fields: object) -> Change:
    return lambda district: district.rewrite(stem, **fields)


def quoting(stem: str, field: str, quote: str) -> Change:
    """A field has another quote."""

    def made(district: Mended) -> None:
        sources = district.document(stem)["sources"]
        sources[field] = {**sources[field], "quote": quote}
        district.rewrite(stem, sources=sources)

    return made


def each_quote(stem: str, items: str, quote: str, **about: Any) -> Change:
    """Items of a list have another quote."""

    def made(district: Mended) -> None:
        changed = district.document(stem)[items]
        for item in changed:
            if all(item[name] == value for name, value in about.items()):
                item["source"]["quote"] = quote
        district.rewrite(stem, **{items: changed})

    return made


def as_midyear(word: str) -> Change:
    def made(district: Mended) -> None:
        for row in district.rows("professional_development_plan", onboarding="midyear"):
            row["onboarding"] = word

    return made


def feedback_of_a_campus(value: str) -> Change:
    def made(district: Mended) -> None:
        for row in district.rows("observation_log", campus_id=QUARRY):
            row["feedback_on"] = value

    return made


COACHING = "professional_learning_framework-coaching"
WEEKLY = ("5.2.4-3", "missing-evidence")
CASES: dict[str, tuple[str, str, Change]] = {
    **{
        f"a vision that says {words!r}": ("5.1.1-2", wanted, stating(COACHING, vision=words))
        for words, wanted in {
            "None at this time": "gap",
            "No formal process": "gap",
            "We do not have one yet": "missing-evidence",
            "See handbook page 4": "missing-evidence",
            "To be written with the board in spring 2027": "missing-evidence",
            "No teacher plans alone": "pass",
            "None of us stops learning": "pass",
        }.items()
    },
    "meetings that are optional": (
        *WEEKLY,
        quoting(PLC, "meetings_per_week", "PLC meetings once a week are optional."),
    ),
    "meetings as needed": (
        *WEEKLY,
        quoting(PLC, "meetings_per_week", "PLCs meet as needed."),
    ),
    "meetings each week, and as needed": (
        *("5.2.4-3", "pass"),
        quoting(PLC, "meetings_per_week", "Every PLC meets once a week, and as needed."),
    ),
    "meetings that nobody may miss": (
        *("5.2.4-3", "pass"),
        quoting(PLC, "meetings_per_week", "Each PLC meets once a week; no teacher is exempt."),
    ),
    "planning time is not taken": (
        *("5.2.4-3", "pass"),
        quoting(PLC, "held_in", "Teachers are not required to give up their planning period."),
    ),
    "required steps that teachers are encouraged to take": (
        *("5.2.4-2", "missing-evidence"),
        each_quote(STEPS, "steps", "Teachers are encouraged to do this.", wording="required"),
    ),
    "required steps with a choice in them": (
        *("5.2.4-2", "pass"),
        each_quote(
            STEPS, "steps", "The teacher shall do this and may use any form.", wording="required"
        ),
    ),
    "indicators that are headings": (
        *("5.2.5-2", "missing-evidence"),
        each_quote(TOOL, "indicators", "Rigor and execution", area="rigor_execution"),
    ),
    **{
        f"onboarding {word}": ("5.2.2-4", "pass", as_midyear(word))
        for word in ("Mid-year", "Mid Year", "mid_year")
    },
    "a campus that never gives feedback": ("5.1.2-3", "gap", feedback_of_a_campus("")),
    "a campus of which no feedback can be read": (
        *("5.1.2-3", "missing-evidence"),
        feedback_of_a_campus("soon after"),
    ),
    "feedback as soon as possible": (
        *("5.2.5-3", "gap"),
        lambda district: district.rewrite(
            "observation_frequency_target",
            targets=[
                {**target, "feedback_within_days": "as soon as possible"}
                for target in district.document("observation_frequency_target")["targets"]
            ],
        ),
    ),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", CASES)
def test_what_it_makes_of_a_criterion(name: str) -> None:
    criterion, wanted, change = CASES[name]
    assert outcome(change, criterion) == wanted

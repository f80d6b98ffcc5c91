"""Surveys of any number of districts without judging one: their results are made up."""

from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

from lever5_rules.framework import framework
from lever5_rules.surveying.judging import JUDGED, Answer, packed
from lever5_rules.surveying.places import Place
from lever5_rules.surveying.record import Record
from lever5_rules.surveying.results import Results, results_of
from lever5_rules.surveying.state import State

CRITERIA = tuple(framework().criteria)
PRACTICES = tuple(framework().practices)
WORDS = ("pass", "gap", "missing-evidence", "not-applicable")


def record(number: int, rng: Random, **about: Any) -> Record:
    """What is kept of a district: usually a pass, some gaps and missing evidence."""
    care = rng.random() * 8
    criteria = {name: rng.choices(WORDS, (care, 2, 2, 0.1))[0] for name in CRITERIA}
    return {
        "district_id": f"{number:06}",
        "district_name": f"Sample {number} ISD",
        "district_type": rng.choice(("isd", "isd", "charter")),
        "campus_types": ["elementary", "high"],
        "school_year": "2026-2027",
        "as_of": "2026-11-23",
        "ruleset": "default",
        "ruleset_version": "1",
        "criteria": criteria,
        "practices": {name: criteria.get(f"{name}-1", "pass") for name in PRACTICES},
        "short": {name: ["high"] for name, criterion in criteria.items() if criterion == "gap"},
        "missing": [["meeting_log", CRITERIA[0]]] if rng.random() < 0.3 else [],
        "errors": [],
        "unread": [],
        **about,
    }


def kept(state: State, records: Iterable[Record]) -> tuple[Place, ...]:
    """Keep results in a state as if they had been judged."""
    places = []
    for number, record in enumerate(records):
        name = f"district-{number:05}"
        places.append(Place(name, f"/nowhere/{name}"))
        state.keep(name, Answer(JUDGED, record=packed(record), rows=packed([])))
    return tuple(places)


def results(folder: Path, number: int, seed: int = 5, regions: int = 20) -> Results:
    """A survey of so many districts."""
    rng = Random(seed)
    state = State(folder)
    places = kept(state, (record(number, rng) for number in range(1, number + 1)))
    texts = {str(number): str(rng.randint(1, regions)) for number in range(1, number + 1)}
    return results_of(places, state, None, texts)

"""The schema of a kind accepts what the loader reads whole, and nothing else."""

import json
import re
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import tomli
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.blanks import Severity
from lever5_rules.core.lexicon import standard
from lever5_rules.core.synonyms import Words
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load
from lever5_rules.reading.values.schemas import DIALECT, schema_of
from lever5_rules.testing.strategies import any_artifact_of, artifact_of

pytestmark = pytest.mark.exhaustive

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
KINDS = load_plugins(entry_points=False).kinds
LEFT_OUT = ("was not read", "dropped", "[sources] names")

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
some = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def validator(name: str) -> Any:
    """The validator of a kind's schema, made when a test asks for it: it takes most of a second."""
    return jsonschema_rs.validator_for(schema_of(KINDS[name]))


def as_json(value: Any) -> Any:
    """What TOML says, as an editor hands it to a schema."""
    return json.loads(json.dumps(value, default=lambda day: day.isoformat()))


LEADS_NOWHERE = re.compile(r"(is|are) not in [a-z_.]+( or [a-z_]+)? \(")
"""Which names are listed elsewhere no schema knows."""


def complaints(kind: KindInfo, data: dict[str, Any], words: Words | None = None) -> list[str]:
    """What the loader says of a TOML file: errors, and what was left out."""
    bundle = Bundle.from_mapping({kind.usual_file.replace(".csv", ".toml"): tomli_w.dumps(data)})
    district = load(bundle, KINDS, words) if words else load(bundle, KINDS)
    return [
        problem.message
        for problem in district.problems
        if problem.severity is Severity.ERROR or any(part in problem.message for part in LEFT_OUT)
        if not LEADS_NOWHERE.search(problem.message)
    ]


def accepted(kind: KindInfo, data: dict[str, Any]) -> bool:
    return bool(validator(kind.name).is_valid(as_json(data)))


@every_kind
def test_the_schema_is_one(kind: KindInfo) -> None:
    schema = schema_of(kind)
    assert schema["$schema"] == DIALECT
    jsonschema_rs.meta.validate(schema)
    fields = schema["properties"]
    if kind.table:
        assert schema["required"] == ["rows"]
        fields = fields["rows"]["items"]["properties"]
    for name, info in kind.fields.items():
        assert fields[name]["description"].startswith(info.meaning)
        assert fields[name].get("x-unit", "") == info.unit
        assert fields[name]["x-needed"] is not info.optional


@every_kind
@some
@given(data=st.data())
def test_good_artifacts_are_accepted_by_both(kind: KindInfo, data: st.DataObject) -> None:
    artifact = data.draw(artifact_of(kind))
    assert complaints(kind, artifact) == []
    assert accepted(kind, artifact), list(validator(kind.name).iter_errors(as_json(artifact)))[:1]


@every_kind
@some
@given(data=st.data())
def test_schema_and_loader_agree(kind: KindInfo, data: st.DataObject) -> None:
    artifact = data.draw(any_artifact_of(kind))
    result = complaints(kind, artifact)
    assert accepted(kind, artifact) == (not result), (artifact, result)


@pytest.mark.parametrize("place", sorted(EXAMPLES.rglob("*.toml")), ids=lambda path: path.stem)
def test_the_examples_fit(place: Path) -> None:
    data = tomli.loads(place.read_text(encoding="utf-8"))
    name = data.get("kind", "district_profile")
    assert list(validator(name).iter_errors(as_json(data))) == []


GUIDELINE = KINDS["plc_guideline"]
OPEN = ["TODO: ask", "(tbd)", "[Lorem ipsum dolor", "Fixme!", "[insert minutes]", "<minutes>"]
SAYS_NOTHING = [
    *(phrase for phrase in standard().nothing_yet if "…" not in phrase),
    *OPEN,
    "",
    " \t",
    "___",
]


@pytest.mark.parametrize("word", sorted([*SAYS_NOTHING, *standard().vague, *standard().absent]))
def test_every_word_for_nothing_is_known_to_both(word: str) -> None:
    for phrase in (word, word.upper(), f" {word.title()} "):
        for data in ({"minutes": phrase}, {"membership_basis": [phrase]}, {"issued_to": phrase}):
            assert complaints(GUIDELINE, data) == [], phrase
            assert accepted(GUIDELINE, data), phrase


@pytest.mark.parametrize("other", [False, 1, ["x"], {"a": 1}, "nonsense"], ids=repr)
def test_a_list_with_a_placeholder_is_still_to_be_filled_in_whatever_else_it_holds(
    other: Any,
) -> None:
    calendar = KINDS["training_calendar"]
    session = {"session_id": "S1", "date": date(2026, 9, 14), "minutes": 60, "mode": "workshop"}
    codes = {"topic_codes": ["plc_practices"], "campus_ids": ["all"]}
    data = {"kind": calendar.name, "rows": [session | codes | {"audience_roles": ["TBD", other]}]}
    assert complaints(calendar, data) == []
    assert accepted(calendar, data)


BAD: dict[str, dict[str, Any]] = {
    "misspelt field": {"minuts": 45},
    "text for a number": {"minutes": "45-60"},
    "fraction": {"minutes": 44.6},
    "below zero": {"minutes": -1},
    "too many digits": {"minutes": 1_000_000_000},
    "yes for a number": {"minutes": True},
    "text for a list": {"membership_basis": "grade"},
    "unknown word": {"membership_basis": ["house"]},
    "day that is none": {"effective_from": "2026-04-31"},
    "source of no field": {"sources": {"minuts": {"page": 1}}},
    "false in a list": {"sample_agenda": [False]},
    "text for a table": {"document": "Handbook"},
    "todo within a word": {"minutes": "todos"},
    "long note": {"minutes": "TODO " + "x" * 400},
    "other kind": {"kind": "plc_guidelin"},
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_wrong_for_both(name: str) -> None:
    assert complaints(GUIDELINE, BAD[name])
    assert not accepted(GUIDELINE, BAD[name])


TABLE = KINDS["curriculum_adoption_record"]
TWICE = {"product_id": "P-1", "hqim": True}
BEYOND: dict[str, tuple[KindInfo, dict[str, Any]]] = {
    "date in a field of text": (GUIDELINE, {"artifact_id": date(2026, 9, 1)}),
    "29 February": (GUIDELINE, {"effective_from": "2027-02-29"}),
    "order of dates": (GUIDELINE, {"effective_from": "14/9/2026"}),
    "name where an id belongs": (
        KINDS["observation_log"],
        {"rows": [{"observer_staff_id": "Jane Miller"}]},
    ),
    "id that stands twice": (TABLE, {"rows": [TWICE, {**TWICE, "hqim": False}]}),
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_only_the_loader_can_know(name: str) -> None:
    kind, artifact = BEYOND[name]
    assert complaints(kind, artifact)
    assert accepted(kind, artifact)


def test_words_of_the_district_are_accepted_where_the_ruleset_knows_them() -> None:
    data = {"held_in": "Conference Period"}
    words = Words((("held_in", "Conference-Period", "planning_period"),))
    assert not accepted(GUIDELINE, data)
    assert complaints(GUIDELINE, data)
    assert jsonschema_rs.validator_for(schema_of(GUIDELINE, words)).is_valid(data)
    assert complaints(GUIDELINE, data, words) == []


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lever5_rules.cli", "schema", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_the_command_prints_and_writes(tmp_path: Path) -> None:
    printed = run("plc_guideline")
    assert printed.returncode == 0
    assert json.loads(printed.stdout)["title"] == "plc_guideline"
    assert run("plc_guideline", "-o", tmp_path / "one.json").returncode == 0
    assert (tmp_path / "one.json").read_text(encoding="utf-8") == printed.stdout
    assert run("plc_guideline", "-o", tmp_path / "one.json").returncode == 2
    assert run("--all", tmp_path / "all").returncode == 0
    assert {path.name for path in (tmp_path / "all").iterdir()} == {
        f"{name}.schema.json" for name in KINDS
    }
    assert "planning_period" in (tmp_path / "all" / "plc_guideline.schema.json").read_text()


@pytest.mark.parametrize("args", [(), ("plc_guidline",), ("plc_guideline", "--all", "x")])
def test_wrong_use_is_told(args: tuple[str, ...]) -> None:
    done = run(*args)
    assert done.returncode == 2
    assert done.stderr.startswith("lever5: ")
    if args == ("plc_guidline",):
        assert "Did you mean plc_guideline?" in done.stderr

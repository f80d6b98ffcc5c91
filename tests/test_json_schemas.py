"""The JSON that commands write is what the shipped schemas say, and they say all of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from conftest import Command

from lever5_rules.reports.formats.json_report import schema

pytestmark = pytest.mark.exhaustive

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CEDAR, MENDED = EXAMPLES / "cedar-hollow-isd", EXAMPLES / "cedar-hollow-isd-mended"
OTHERS = ("diff", "forecast", "history", "verify")
FAILS = '''"""A rule that fails from December on."""

from lever5_rules import hookimpl
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import Judges, Level, Review, Rule, Verdict, stated

LEVER5_API = 1
RULE = Rule("ours:late", judges=Judges.FULL, not_judged="", title="T", requirement="R.")


@RULE.element(level=Level.CITED)
def agenda(guideline: PlcGuideline, review: Review) -> Verdict:
    """There is an agenda."""
    if review.as_of.month == 12:
        raise KeyError("december")
    return stated(guideline.sample_agenda, "Agenda")


@hookimpl
def lever5_criteria():
    return [RULE]
'''
WAIVERS = """[[waivers]]
target = "5.2.4-1"
reason = "The new protocol is being written."
approver_role = "assistant superintendent"
expires = 2026-12-05
"""


def validator(of: str) -> Any:
    return jsonschema_rs.validator_for(json.loads(schema(of)), validate_formats=True)


def errors(of: str, document: Any) -> list[str]:
    errors = validator(of).iter_errors(document)
    return [f"{'/'.join(map(str, error.instance_path))}: {error.message}"[:300] for error in errors]


@pytest.fixture
def documents(lever5: Command, tmp_path: Path) -> dict[str, list[Any]]:
    """What each command says of the example: with errors, waivers and another selection too."""
    ours = tmp_path / "plugins"
    ours.mkdir()
    (ours / "ours.py").write_text(FAILS, encoding="utf-8")
    waivers = tmp_path / "waivers.toml"
    waivers.write_text(WAIVERS, encoding="utf-8")
    plugins, waived = ("--plugins", str(ours)), ("--waivers", str(waivers))
    folder = tmp_path / "reports"
    folder.mkdir()
    day = ("--as-of", "2026-11-23")
    for name, bundle, options in (
        ("1", CEDAR, ("--as-of", "2026-10-30")),
        ("2", CEDAR, (*waived, *plugins, *day)),
        ("3", MENDED, (*plugins, "--as-of", "2026-12-01", "--ignore", "5.1.2")),
    ):
        lever5("check", str(bundle), *options, "-o", str(folder / f"{name}.json"))
    (folder / "4.json").write_text("{}", encoding="utf-8")
    saved = [str(folder / f"{name}.json") for name in "123"]
    calls: dict[str, list[tuple[str, ...]]] = {
        "diff": [("diff", saved[0], saved[1]), ("diff", saved[1], saved[2])],
        "forecast": [
            ("forecast", str(MENDED), "--until", "2027-01-15", *day, *plugins, *waived),
            ("forecast", str(CEDAR), "--until", "2026-11-25", *day),
        ],
        "history": [("history", str(folder))],
        "verify": [
            ("verify", saved[0], str(CEDAR)),
            ("verify", saved[0], str(MENDED)),
        ],
    }
    data: dict[str, list[Any]] = {name: [] for name in calls}
    for name, called in calls.items():
        for call in called:
            ran = lever5(*call, "--format", "json")
            assert ran.out, ran.err
            data[name].append(json.loads(ran.out))
    return data


def test_each_is_by_its_schema_which_asks_for_all_of_it(documents: dict[str, list[Any]]) -> None:
    for name in OTHERS:
        for document in documents[name]:
            assert errors(name, document) == [], name
    changed = documents["diff"]
    for part in ("criteria", "no_longer_selected", "files", "new_errors"):
        assert any(change[part] for change in changed), "there must be something to look at"
    ahead = documents["forecast"][0]
    assert ahead["lapses"]
    assert ahead["errors"]
    assert documents["history"][0]["unread"]
    assert [change["same"] for change in documents["verify"]] == [True, False]
    # Nothing can be left out and nothing put in, else a schema would say nothing:
    for name in OTHERS:
        check, looked = validator(name), 0
        for document in documents[name]:
            for place in objects(document):
                if "at" in place:
                    continue  # what differs between two reports may be anything
                looked += 1
                place["unheard_of"] = 1
                assert not check.is_valid(document), (name, place)
                del place["unheard_of"]
                key, value = place.popitem()
                assert not check.is_valid(document), (name, key, place)
                place[key] = value
        assert looked > 5, name


def test_no_other_document_has_a_schema() -> None:
    with pytest.raises(KeyError):
        schema("survey")


def objects(node: Any) -> Iterator[dict[str, Any]]:
    """The objects of a document, with at most two of each list."""
    if isinstance(node, dict):
        yield node
        for value in list(node.values()):
            yield from objects(value)
    elif isinstance(node, list):
        for value in node[:2]:
            yield from objects(value)

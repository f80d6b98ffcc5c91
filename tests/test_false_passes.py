"""Ways to a false pass that are stopped below the rules: values, marks, lost modules."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import lever5_rules as l5
from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.core.blanks import BLANK, PLACEHOLDER, STATED_ABSENT
from lever5_rules.core.lexicon import without_value
from lever5_rules.plugins import builtin
from lever5_rules.reading.cannot_read import UnreadableValue
from lever5_rules.reading.values.single_values import cell_converter, toml_converter
from lever5_rules.testing import SAMPLE

OAK = Path(__file__).resolve().parent.parent / "examples" / "live-oak-charter"


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        (bool, 0),
        (bool, "maybe"),
        (int, 44.6),
        (int, True),
        (int, "4,5"),
        (int, "45-60"),
        (int, 10**12),
        (float, True),
        (float, float("nan")),
        (float, float("inf")),
        (str, 45),
        (str, ["a", "b"]),
        (date, 20260901),
        (date, "1 September"),
        (Role, "teachr"),
        (Role, 3),
        (tuple[str, ...], "a"),
        (tuple[Role, ...], ["teacher", "boss"]),
    ],
)
def test_toml_values_are_never_coerced(wanted: Any, value: Any) -> None:
    with pytest.raises(UnreadableValue):
        toml_converter().structure(value, wanted)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (bool, "2"),
        (bool, "x"),
        (int, "44.6"),
        (int, "45 min"),
        (int, "9" * 6000),
        (int, "-3"),
        (int, "٤٥"),
        (float, "1,5"),
        (float, "1e3"),
        (date, "2026/13/01"),
        (Role, "teachers"),
        (tuple[date, ...], "2026-09-01;2026"),
    ],
)
def test_cells_are_never_coerced(wanted: Any, text: str) -> None:
    with pytest.raises(UnreadableValue):
        cell_converter().structure(text, wanted)


def test_words_are_read_in_any_case_and_spacing() -> None:
    assert cell_converter().structure("Special Education Teacher", Role) is (
        Role.SPECIAL_EDUCATION_TEACHER
    )
    assert cell_converter().structure("Yes", bool) is True


@pytest.mark.parametrize(
    "text",
    ["", "  ", "TODO", "tbd", "N/A", "n/a ", "Lorem ipsum dolor", "-", "?", "To be determined"],
)
def test_placeholders_are_no_value(text: str) -> None:
    assert without_value(text) is not None


@pytest.mark.parametrize("text", ["none", "45", "Nassau", "Todorov reading", "no", "x-ray lab"])
def test_real_words_are_values(text: str) -> None:
    assert without_value(text) is None


@pytest.mark.parametrize(
    "use",
    [bool, len, iter, int, float, lambda m: m < 1, lambda m: m + 1, lambda m: 1 in m],
)
@pytest.mark.parametrize("mark", [BLANK, PLACEHOLDER, STATED_ABSENT])
def test_a_mark_cannot_be_taken_for_a_value(use: Callable[[Any], Any], mark: Any) -> None:
    with pytest.raises(TypeError):
        use(mark)


def test_a_lost_rule_module_is_an_error_and_never_a_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [
        module for module in builtin.rule_modules() if not module.endswith("sc_3_plc_guidelines")
    ]
    monkeypatch.setattr(builtin, "rule_modules", lambda: iter(names))
    report = SAMPLE.check(entry_points=False)
    assert [error.criterion for error in report.errors] == ["5.2.4-3"]
    assert "No rule for 5.2.4-3 is installed" in report.errors[0].message
    assert (report.complete, len(report.findings)) == (False, 42)


def test_a_rule_module_that_cannot_be_imported_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = [*builtin.rule_modules(), "lever5_rules.rules.kp_5_2_4.sc_9_nowhere"]
    monkeypatch.setattr(builtin, "rule_modules", lambda: iter(names))
    report = SAMPLE.check(entry_points=False)
    assert not report.complete
    assert "sc_9_nowhere" in report.errors[0].message
    assert len(report.findings) == 43


def test_a_scope_that_is_left_blank_governs_nobody() -> None:
    from lever5_rules.artifacts.planning import PlcGuideline

    judgement = SAMPLE.blank(PlcGuideline, "campus_ids").judge("5.2.4-3")
    assert {element.outcome for element in judgement.elements.values()} == {l5.Outcome.MISSING}


def test_every_pass_names_evidence_that_is_in_the_bundle() -> None:
    report = l5.check(OAK, entry_points=False)
    for finding in report.findings:
        for element in finding.elements:
            if element.outcome is l5.Outcome.PASS:
                assert element.evidence, element.id
                for seen in element.evidence:
                    assert (OAK / seen.file).is_file()
                    assert seen.line

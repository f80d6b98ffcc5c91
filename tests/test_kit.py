"""The kit is used on every rule that is found, and it catches bad ones."""

import pytest

from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import (
    Judges,
    Level,
    Records,
    Rule,
    Verdict,
    stated,
)
from lever5_rules.core.outcome import Outcome
from lever5_rules.plugins.host import load_plugins
from lever5_rules.testing import SAMPLE, attack, spoilt

RULES = sorted(load_plugins().rules)


def test_every_element_passes_on_the_sample_district() -> None:
    report = SAMPLE.check()
    assert report.complete
    assert report.problems == ()
    short = [
        one.id
        for finding in report.findings
        for one in finding.elements
        if one.outcome is not Outcome.PASS
    ]
    assert short == []
    assert [one.id for f in report.findings for one in f.elements_not_applicable] == []


@pytest.mark.parametrize("criterion", RULES)
def test_no_rule_passes_on_spoilt_evidence(criterion: str) -> None:
    assert attack(criterion) == []


def test_spoilt_districts_follow_from_the_signatures() -> None:
    names = {one.name for one in spoilt("5.2.4-3")}
    assert {"plc_guideline absent", "plc_guideline.minutes blank", "meeting_log absent"} <= names
    assert "meeting_log of another year" in names
    assert not any(name.startswith("observation_log") for name in names)


def bad(function: object, level: Level = Level.CITED) -> list[str]:
    rule = Rule("bad:one", judges=Judges.FULL, not_judged="nothing", title="T", requirement="R")
    rule.element(level=level)(function)  # type: ignore[type-var]
    return attack(rule)


def test_the_kit_catches_an_element_that_looks_at_nothing_that_matters() -> None:
    def careless(guideline: PlcGuideline, meetings: Records[Meeting]) -> Verdict:
        """Counts the meetings and does not care."""
        assert meetings.count() >= 0
        return stated(guideline.sample_agenda, "Agenda")

    assert any("meeting_log and never looks" in one for one in bad(careless, Level.RECORDED))


def test_a_rule_that_is_not_sound_to_begin_with_is_refused() -> None:
    def never(guideline: PlcGuideline) -> Verdict:
        """Never passes."""
        raise ValueError(guideline.minutes)

    with pytest.raises(ValueError, match="does not pass"):
        bad(never)

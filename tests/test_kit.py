"""The kit is used on every rule that is found, and it catches bad ones."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lever5_rules import Bundle, UsageError, hookimpl
from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import (
    Document,
    Family,
    Judges,
    Level,
    Reason,
    Records,
    Row,
    Rule,
    Verdict,
    conclude,
    entry,
    kind,
    not_applicable,
    stated,
)
from lever5_rules.core.outcome import Outcome
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.load import load
from lever5_rules.testing import (
    SAMPLE,
    District,
    Expectation,
    artifact_of,
    attack,
    expect,
    plugin_of,
    sample_with,
    spoilt,
)
from lever5_rules.testing.attack import attack_in

pytestmark = pytest.mark.exhaustive

RULES = [rule for rule, _ in load_plugins(entry_points=False).rules.values()]
KINDS = {kind.name: kind for rule in RULES for item in rule.elements for kind in item.kinds}


def test_every_element_passes_on_the_sample_district() -> None:
    report = SAMPLE.check()
    assert report.complete
    assert report.problems == ()
    short = [
        element.id
        for finding in report.findings
        for element in finding.elements
        if element.outcome is not Outcome.PASS
    ]
    assert short == []
    assert [exclusion.id for f in report.findings for exclusion in f.elements_not_applicable] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_no_rule_passes_on_spoilt_evidence(kind: KindInfo) -> None:
    reading = [rule for rule in RULES if any(kind in item.kinds for item in rule.elements)]
    assert attack_in([kind], reading, SAMPLE) == []


def test_spoilt_districts_follow_from_the_signatures() -> None:
    names = {variant.name for variant in spoilt("5.2.4-3")}
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

    assert any("meeting_log and never looks" in text for text in bad(careless, Level.RECORDED))


def test_a_rule_that_is_not_sound_to_begin_with_is_refused() -> None:
    def never(guideline: PlcGuideline) -> Verdict:
        """Never passes."""
        raise ValueError(guideline.minutes)

    with pytest.raises(ValueError, match=r"does not pass: .*raised ValueError"):
        bad(never)
    with pytest.raises(ValueError, match=r"5.2.4-3/length does not pass: .* 30 found, at least 45"):
        attack("5.2.4-3", SHORT)


SHORT = SAMPLE.but(PlcGuideline, minutes=30)
LENGTH = expect("5.2.4-3", "length")


def test_expectations_read_like_the_requirement() -> None:
    LENGTH.of(SAMPLE).passes().says("50 found")
    LENGTH.of(SHORT).is_gap().is_gap("below_parameter", scope=()).says("30 found", "Raise minutes")
    LENGTH.of(SAMPLE.without(PlcGuideline)).is_missing(Reason.NO_ARTIFACT)
    one_campus = SAMPLE.but(DistrictProfile, campuses=SAMPLE.document(DistrictProfile)["campuses"])
    expect("5.2.4-3", "length", as_of=date(2027, 5, 28)).of(one_campus).passes()


@pytest.mark.parametrize(
    "fails",
    [
        lambda: LENGTH.of(SHORT).passes(),
        lambda: LENGTH.of(SHORT).is_missing(),
        lambda: LENGTH.of(SHORT).is_gap("late"),
        lambda: LENGTH.of(SHORT).is_gap(scope=["102"]),
        lambda: LENGTH.of(SHORT).says("44 found"),
        lambda: LENGTH.of(SHORT).does_not_apply(),
    ],
)
def test_an_expectation_that_fails_shows_message_remedy_and_evidence(
    fails: Callable[[], object],
) -> None:
    with pytest.raises(AssertionError) as failed:
        fails()
    text = str(failed.value)
    assert text.startswith("5.2.4-3/length should ")
    assert "30 found, at least 45 minutes asked." in text
    assert "remedy: Raise minutes" in text
    assert "read: plc_guideline.toml, minutes = 30" in text


def test_an_expectation_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no element 'lenth'\. Did you mean length"):
        expect("5.2.4-3", "lenth").of(SAMPLE)
    with pytest.raises(ValueError, match="not a reason for gap"):
        LENGTH.of(SHORT).is_gap("no_artifact")


def test_a_rule_that_raises_fails_the_expectation_with_its_error() -> None:
    rule = Rule("bad:one", judges=Judges.FULL, not_judged="nothing", title="T", requirement="R")

    @rule.element(level=Level.CITED)
    def raises(guideline: PlcGuideline) -> Verdict:
        """Raises."""
        raise ValueError("no good")

    with pytest.raises(AssertionError, match=r"the rule failed: .*raised ValueError"):
        expect(rule, "raises").of(SAMPLE).passes()


def test_what_does_not_apply_is_expected_in_words() -> None:
    rule = Rule("far:one", judges=Judges.FULL, not_judged="nothing", title="T", requirement="R")

    @rule.element(level=Level.CITED)
    def never(profile: DistrictProfile) -> Verdict:
        """Never applies."""
        conclude(not_applicable(f"{profile.name} is not a charter."))

    expect(rule, "never").of(SAMPLE).does_not_apply("not a charter")
    with pytest.raises(AssertionError, match="and does not apply: Sample ISD is not a charter"):
        expect(rule, "never").of(SAMPLE).passes()


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            lambda: SAMPLE.but(PlcGuideline, minuts=1),
            "plc_guideline has no field 'minuts'. Did you mean minutes?",
        ),
        (lambda: SAMPLE.blank(Meeting, "minuts"), "meeting_log has no field 'minuts'."),
        (
            lambda: SAMPLE.without(PlcGuideline).but(PlcGuideline, minutes=1),
            "The district holds no plc_guideline. Add it by .with_document(...).",
        ),
        (
            lambda: District.bare().without_rows(Meeting, lambda row: True),
            "The district holds no meeting_log. Add it by .with_rows(...).",
        ),
        (lambda: SAMPLE.with_rows(PlcGuideline, {}), "plc_guideline is a document."),
        (lambda: SAMPLE.with_document(Meeting, {}), "meeting_log is a table."),
        (lambda: attack("5.2.4-33"), "There is no rule for 5.2.4-33. Did you mean 5.2.4-3?"),
        (
            lambda: expect("5.2.4-3", "length").of(SAMPLE).is_gap("below_paramter"),
            "'below_paramter' is not a reason. Did you mean below_parameter?",
        ),
    ],
)
def test_a_slip_in_a_test_is_told(call: Callable[[], object], text: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(text)):
        call()


def test_a_yes_or_no_is_not_stated() -> None:
    def written(profile: DistrictProfile) -> Verdict:
        """It is exempt."""
        return stated(profile.planning_time_exempt_doi, "Exempt")

    def named(profile: DistrictProfile) -> Verdict:
        """It has a name."""
        return stated(profile.name, "Name")

    rule = Rule("a:b", judges=Judges.FULL, not_judged="nothing", title="T", requirement="R.")
    rule.element(level=Level.ASSERTED)(written)
    rule.element(level=Level.ASSERTED)(named)
    with pytest.raises(
        AssertionError, match="takes no for stated; judge a yes-or-no field by what"
    ):
        expect(rule, "written").of(SAMPLE).passes()
    with pytest.raises(AssertionError, match="a:b/named should be a gap, and is pass"):
        expect(rule, "named").of(SAMPLE).is_gap()


def test_a_district_is_built_from_nothing() -> None:
    bare = District.bare(campuses=["999001041"], name="Oak ISD")
    assert bare.campuses == ("999001041",)
    assert all("was begun" in problem.message for problem in bare.check().problems)
    assert bare.check().district_name == "Oak ISD"
    LENGTH.of(bare).is_missing("no_artifact")
    LENGTH.of(bare.with_document(PlcGuideline, SAMPLE.document(PlcGuideline))).passes()


def test_a_sample_of_a_kind_that_nobody_provides_is_refused() -> None:
    plugin = SimpleNamespace(
        __name__="lost",
        LEVER5_API=1,
        lever5_sample=hookimpl(lambda: {"add": {"meeting_lg": [{}]}}),
    )
    with pytest.raises(UsageError, match="Did you mean meeting_log"):
        sample_with(plugin)


def test_a_sample_may_add_to_documents_rows_and_the_profile() -> None:
    more = {
        "district_profile": [{"name": "Oak ISD"}],
        "plc_guideline": [SAMPLE.document(PlcGuideline)],
        "meeting_log": [SAMPLE.rows(Meeting)[0]],
    }
    plugin = SimpleNamespace(
        __name__="more", LEVER5_API=1, lever5_sample=hookimpl(lambda: {"add": more})
    )
    district = sample_with(plugin)
    assert district.document(DistrictProfile)["name"] == "Oak ISD"
    assert len(district.documents["plc_guideline"]) == 2
    assert len(district.rows(Meeting)) == len(SAMPLE.rows(Meeting)) + 1


def test_the_fixtures_of_pytest(
    sample_district: District,
    lever5_expect: Callable[..., Expectation],
    lever5_command: Callable[..., tuple[int, str, str]],
) -> None:
    lever5_expect("5.2.4-3", "length").of(sample_district).passes()
    code, out, err = lever5_command("criteria")
    assert (code, err) == (0, "")
    assert "5.2.4-3" in out


@pytest.mark.parametrize(
    "code",
    [
        "import lever5_pytest",
        "import lever5_rules; from lever5_rules.cli.commands.check import command",
        "import lever5_rules.testing.strategies",
    ],
)
def test_what_is_not_needed_is_not_imported(code: str) -> None:
    heavy = {
        "import lever5_pytest": "lever5_rules",
        "import lever5_rules.testing.strategies": "hypothesis",
    }.get(code, "lever5_rules.testing")
    tried = f"{code}; import sys; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", tried], check=False).returncode == 0


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_strategies_serve_the_kinds_of_plugins(data: st.DataObject) -> None:
    @kind("shelf", family=Family.RECORD, office="library", dated_by="held_on")
    class Shelf(Row):
        """One shelf."""

        held_on: date = entry("Day")
        books: int = entry("Books", unit="books")
        topics: tuple[str, ...] | None = entry("Topics")

    artifact = data.draw(artifact_of(Shelf))
    bundle = Bundle.from_mapping({**District.bare().files(), "shelf.toml": artifact})
    kinds = load_plugins([plugin_of([], [Shelf])], entry_points=False).kinds
    told = [problem.message for problem in load(bundle, kinds).problems]
    assert [message for message in told if "was begun" not in message] == []


def test_a_document_of_a_sample_needs_no_more_than_its_own_fields() -> None:
    @kind("walk_protocol", family=Family.DOCUMENT, office="curriculum and instruction")
    class WalkProtocol(Document):
        """How walks through classrooms are done."""

        minutes: int = entry("Length of a walk", unit="minutes")

    rule = Rule("oak:walks", judges=Judges.FULL, not_judged="nothing", title="T", requirement="R")

    @rule.element(level=Level.CITED)
    def length(protocol: WalkProtocol) -> Verdict:
        """The protocol says how long a walk is."""
        return stated(protocol.minutes, "Minutes of a walk")

    sample = {"add": {"walk_protocol": [{"minutes": 20}]}}
    plugin = SimpleNamespace(
        __name__="oak",
        LEVER5_API=1,
        lever5_criteria=hookimpl(lambda: [rule]),
        lever5_kinds=hookimpl(lambda: [WalkProtocol]),
        lever5_sample=hookimpl(lambda: sample),
    )
    district = sample_with(plugin)
    assert attack("oak:walks", district) == []
    blank = district.but(WalkProtocol, sources={})
    expect("oak:walks", "length").of(blank).is_missing("assertion_only")

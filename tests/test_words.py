"""A district's own words are read by the table in the ruleset, and a finding says so."""

from pathlib import Path
from typing import Any

import pytest
from calendars import WORDS

import lever5_rules as l5
from lever5_rules.artifacts.denominators import CalendarDay
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.artifacts.training import TrainingSession
from lever5_rules.artifacts.vocabulary import (
    ContentArea,
    DayNote,
    Division,
    Focus,
    HeldIn,
    MeetingType,
    MembershipBasis,
    ObservationType,
    Period,
    Weekday,
)
from lever5_rules.testing import SAMPLE

T2: dict[str, Any] = {"where": lambda row: row["session_id"] == "T-2"}


def own_ruleset(folder: Path, words: str) -> Path:
    path = folder / "ours.toml"
    head = 'name = "ours"\nversion = "1"\ntitle = "Ours"\nextends = "default"\n'
    path.write_text(f"{head}\n{words}\n", encoding="utf-8")
    return path


def test_words_of_real_calendars_are_known() -> None:
    words = ("Professional Development", "staff-development", "Teacher Inservice Day")
    for word in (*words, "Reorganization Day"):
        named = SAMPLE.but(CalendarDay, where=lambda row: not row["is_instructional"], note=word)
        report = named.check(select=["5.2.4-3"])
        assert report.complete
        messages = [problem.message for problem in report.problems]
        assert messages == [
            f"note: {word!r} was read as inservice, as the words of the ruleset say."
        ]
        assert report.accounting.passed == 1


@pytest.mark.parametrize(
    ("vocabulary", "text", "meant"),
    [
        (ContentArea, "English Language Arts", "rla"),
        (ContentArea, "Mathematics", "math"),
        (ContentArea, "P.E.", "physical_education"),
        (Division, "Junior High", "middle"),
        (Weekday, "Tues", "tuesday"),
        (Weekday, "Fridays", "friday"),
        (MeetingType, "PLC Meeting", "plc"),
        (ObservationType, "Walk-through", "walkthrough"),
        (Period, "monthly", "month"),
        (Focus, "504", "section_504"),
        (MembershipBasis, "Grade level", "grade"),
        (MembershipBasis, "Department", "content"),
        (HeldIn, "Conference period", "planning_period"),
        (DayNote, "Professional Development for Teachers", "inservice"),
    ],
)
def test_everyday_words_of_schools_are_known(vocabulary: type, text: str, meant: str) -> None:
    assert WORDS.meaning(vocabulary, text) == meant


def test_a_finding_says_which_word_was_matched() -> None:
    result = SAMPLE.but(TrainingSession, **T2, topic_codes=["plc_practices", "PBIS"])
    element = result.judge("5.2.4-4")["time_scheduled"]
    assert element.outcome is l5.Outcome.PASS
    assert "PBIS" in {seen.written for seen in element.evidence}
    assert '"written": "PBIS"' in result.check(select=["5.2.4-4"]).to_json()


def test_words_in_documents_are_read_too(tmp_path: Path) -> None:
    ours = own_ruleset(tmp_path, '[words.membership_basis]\n"Subject team" = "content"')
    district = SAMPLE.but(PlcGuideline, membership_basis=["grade", "subject-team"])
    membership = district.judge("5.2.4-3", ruleset=ours)["membership"]
    assert membership.outcome is l5.Outcome.PASS
    assert [seen.written for seen in membership.evidence] == ["subject-team"]
    alone = SAMPLE.but(PlcGuideline, membership_basis=["subject-team"])
    unknown = alone.judge("5.2.4-3")["membership"]
    assert unknown.reason is l5.Reason.UNREADABLE


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ('[words.topics]\nPBIS = "behavior"', "Did you mean topic?"),
        ('[words.topic]\nPBIS = "behaviour"', "Did you mean behavior?"),
        ("[words.topic]\nPBIS = 3", "not a word of it"),
        ('[words.topic]\nculture = "behavior"', "has a meaning of its own"),
        ('words = "PBIS"', "words"),
    ],
)
def test_a_table_of_words_that_is_wrong_is_refused(tmp_path: Path, words: str, text: str) -> None:
    with pytest.raises(l5.RulesetError, match=text.replace("?", r"\?")):
        SAMPLE.check(ruleset=own_ruleset(tmp_path, words))


def test_a_ruleset_may_give_a_word_another_meaning(tmp_path: Path) -> None:
    ours = own_ruleset(tmp_path, '[words.topic]\n"PBIS" = "culture"')
    result = SAMPLE.but(TrainingSession, **T2, topic_codes=["PBIS"])
    report = result.check(select=["5.2.4-4"], ruleset=ours)
    assert "was read as culture" in report.problems[0].message


def test_a_level_of_a_criterion_is_told(tmp_path: Path) -> None:
    ours = own_ruleset(tmp_path, '[criteria."5.1.1-1"]\nlevel = "cited"\nreason = "ours"')
    with pytest.raises(l5.RulesetError, match="level"):
        SAMPLE.check(select=["5.1.1-1"], ruleset=ours)

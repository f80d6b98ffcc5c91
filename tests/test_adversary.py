"""The laziest district gets nothing through, for any rule; a rule that does not look is caught."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lever5_rules import RuleError, hookimpl
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.training import Attendance
from lever5_rules.authoring import (
    Campuses,
    Counting,
    Family,
    Judges,
    Level,
    Records,
    Row,
    Rule,
    Verdict,
    covers,
    entry,
    kind,
    met,
)
from lever5_rules.counting import checks
from lever5_rules.testing import (
    SAMPLE,
    WAYS,
    Adversary,
    adversary,
    plugin_of,
    sample_with,
)
from lever5_rules.testing.adversary import summary
from lever5_rules.testing.cells import RAISED

pytestmark = pytest.mark.exhaustive

SHARE = 0.25
LEVERS = ("5.1", "5.2", "5.3")
PAGE = Path(__file__).resolve().parent.parent / "docs" / "adversary.md"
WITHOUT = {
    (checks.not_held, "5.1.2-5"): {"length_zero", "called_off", "length_unreadable", "one_minute"},
    (checks.on_no_such_day, "5.1.2-5"): {"on_sundays", "on_holidays"},
    (checks.untimely, "5.2.5-5"): {"yet_to_come"},
    (checks.out_of_order, "5.1.3-1"): {"ended_before_it_began"},
    (checks.one_person, "5.2.5-4"): {"by_oneself"},
    (checks.not_employed, "5.2.1-1"): {"by_strangers", "by_people_who_have_left"},
    (checks.says_nothing, "5.2.1-1"): {"says_absent", "says_vague"},
}
"""What decides which rows count, and in which ways a criterion lets through without it."""


@pytest.mark.parametrize("lever", LEVERS)
def test_the_laziest_district_gets_nothing_through(
    lever: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = [name for name in Adversary().matrix.loaded.rules if name.startswith(lever)]
    attempts = list(Adversary(criteria=rules).attempts(SHARE))
    with capsys.disabled():
        print(f"\n{summary(attempts)}")
    assert [attempt for attempt in attempts if attempt.wrong] == []
    assert [attempt for attempt in attempts if attempt.message.startswith(RAISED)] == []


def test_there_are_twenty_ways_and_more_and_each_is_tried_on_something() -> None:
    assert len(WAYS) >= 20
    tried = {way.name for way, kind, spoiling in Adversary().spoilings()}
    assert tried == set(WAYS)


@pytest.mark.parametrize(
    "check", WITHOUT, ids=lambda value: f"{value[1]} without {value[0].__name__}"
)
def test_what_was_reported_gets_through_again_where_its_root_is_taken_away(
    check: tuple[Any, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tuple(item for item in checks.CHECKS if item is not check[0])
    assert len(left) == len(checks.CHECKS) - 1
    monkeypatch.setattr("lever5_rules.counting.rows.CHECKS", left)
    assert WITHOUT[check] <= ways_through(adversary(check[1]))


def test_pasted_rows_get_through_again_where_nothing_looks_for_repeats(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("lever5_rules.counting.rows.repeated", lambda table, counts: ())
    assert ways_through(adversary("5.1.2-3")) >= {"pasted_again"}


def test_the_page_has_each_way_and_which_reported_case_it_covers() -> None:
    _, ways, reported = re.split("^## The (?:ways|reported)", PAGE.read_text("utf-8"), flags=re.M)
    data = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", ways, flags=re.M))
    assert data == {way.name: way.meaning for way in WAYS.values()}
    cases = re.findall(r"^\| (R\d) \| .+ \| (.+) \|$", reported, flags=re.M)
    assert {root for root, _ in cases} >= {f"R{number}" for number in range(1, 7)}
    assert {way for _, named in cases for way in re.findall(r"`(\w+)`", named)} == set(WAYS)


def test_the_command_tells_how_it_is_called() -> None:
    command = [sys.executable, "-m", "lever5_rules.testing", "advesary"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "python -m lever5_rules.testing adversary [MODULE...]" in done.stdout


def rule_with(function: Callable[..., Verdict], **options: Any) -> Rule:
    rule = Rule("lazy:one", judges=Judges.FULL, not_judged="nothing", title="T", requirement="R")
    rule.element(level=Level.RECORDED, **options)(function)
    return rule


def counted_rows(sheets: Records[Attendance], campuses: Campuses) -> Verdict:
    """Counts sign-ins and looks at none of them."""
    return met(f"{sheets.count()} sign-ins on {len(campuses.ids)} campuses")


def on_every_campus(sheets: Records[Attendance], campuses: Campuses) -> Verdict:
    """Looks where sign-ins were, whoever signed in."""
    came = sheets.where(attended=True)
    return covers(
        found=came.distinct("campus_id"),
        wanted=campuses.ids,
        what="Campuses",
        remedy="Train {lacking}.",
    )


def ways_through(sentences: list[str]) -> set[str]:
    """The ways by which something got through, by how the sentences begin."""
    return {sentence.split(", ")[1].split(" (")[0] for sentence in sentences}


def test_a_rule_that_counts_rows_without_looking_is_caught() -> None:
    through = ways_through(adversary(rule_with(counted_rows)))
    assert {"by_one_person", "nothing_of_last_campus"} <= through
    assert "by_strangers" not in through  # counting leaves those out before any rule runs
    through = ways_through(adversary(rule_with(on_every_campus)))
    assert through == {"by_people_of_another_role"}


@kind(
    "mentor_meeting",
    family=Family.RECORD,
    office="campus principals",
    dated_by="met_on",
    counting=Counting(lasts="minutes"),
)
class MentorMeeting(Row):
    """One meeting of a new teacher with a mentor."""

    meeting_id: str = entry("Id of the meeting", unique=True)
    met_on: date = entry("Day of the meeting")
    mentor_staff_id: str = entry("Mentor", person=True, refers_to="staff", elsewhere=True)
    campus_id: str = entry("Campus", refers_to="campus")
    minutes: int = entry("Length", unit="minutes")


def plugin_with(function: Callable[..., Verdict]) -> Any:
    meetings = [
        {
            "meeting_id": f"MM-{number}",
            "met_on": date(2026, 9, 1),
            "mentor_staff_id": f"s-{number}-teacher_leader",
            "campus_id": campus,
            "minutes": 45,
        }
        for number, campus in enumerate(SAMPLE.campuses)
    ]
    rule = rule_with(function)
    return SimpleNamespace(
        __name__="lazy",
        LEVER5_API=1,
        lever5_criteria=hookimpl(lambda: [rule]),
        lever5_kinds=hookimpl(lambda: [MentorMeeting]),
        lever5_sample=hookimpl(lambda: {"add": {"mentor_meeting": meetings}}),
    )


def test_a_plugins_rule_that_ignores_who_was_there_is_caught() -> None:
    def held(meetings: Records[MentorMeeting], campuses: Campuses) -> Verdict:
        """Looks where meetings were, whoever was the mentor."""
        return covers(
            found=meetings.distinct("campus_id"),
            wanted=campuses.ids,
            what="Campuses",
            remedy="Meet at {lacking}.",
        )

    def by_several(meetings: Records[MentorMeeting], campuses: Campuses) -> Verdict:
        """Looks at who the mentors are, too."""
        mentors = {
            campus: frozenset(meetings.where(campus_id=campus).distinct("mentor_staff_id"))
            for campus in campuses.ids
            if meetings.where(campus_id=campus).count()
        }
        first, *others = mentors.values()
        own = [campus for campus in mentors if not others or not first & others[0]]
        return covers(
            found=own,
            wanted=campuses.ids,
            what="Campuses with mentors of their own",
            remedy="Meet at {lacking}.",
        )

    through = ways_through(adversary("lazy:one", sample_with(plugin_with(held))))
    assert {"by_one_person", "by_people_of_another_role", "by_people_of_one_campus"} <= through
    assert not through & {"by_strangers", "by_people_who_have_left", "length_zero", "campus_blank"}
    through = ways_through(adversary("lazy:one", sample_with(plugin_with(by_several))))
    assert "by_people_of_another_role" in through
    assert "by_one_person" not in through


def test_an_exception_is_needed_known_and_true() -> None:
    def meetings_held(meetings: Records[Meeting], campuses: Campuses) -> Verdict:
        """Meetings were held on every campus."""
        met_at = meetings.distinct("campus_id")
        return covers(
            found=met_at, wanted=campuses.ids, what="Campuses", remedy="Meet at {lacking}."
        )

    def through(**unasked: str) -> list[str]:
        return adversary(rule_with(meetings_held, unasked=unasked))

    assert through() == []
    assert "it is said to stand, and falls" in through(length_zero="It asks for no length.")[0]
    (unknown,) = through(lenght_zero="It asks for no length.")
    assert "a way that does not exist. Did you mean length_zero?" in unknown

    sloppy = rule_with(counted_rows, unasked={"by_one_person": "Who came is asked by nobody."})
    assert "by_one_person" not in ways_through(adversary(sloppy))
    another = "`counted_rows` asks who came."
    itself = rule_with(counted_rows, unasked={"by_one_person": another})
    assert any("says that another asks for it, and" in text for text in adversary(itself))
    nobody = rule_with(counted_rows, unasked={"by_one_person": "`who_came` asks who came."})
    assert any(
        "who_came asks for it, which is not an element" in text for text in adversary(nobody)
    )


@pytest.mark.parametrize("why", ["", "no", "Nobody asks", 3])
def test_a_reason_is_a_sentence(why: object) -> None:
    with pytest.raises(RuleError, match="give a sentence that says why this is not asked"):
        rule_with(counted_rows, unasked={"by_one_person": why})


def test_a_rule_that_does_not_pass_on_the_sound_district_is_refused() -> None:
    short = SAMPLE.without(Meeting)
    with pytest.raises(ValueError, match=r"do not pass on the sound district: 5\.1\.2-5/"):
        adversary("5.1.2-5", short)
    with pytest.raises(ValueError, match=r"no rule for 5\.1\.2-55\. Did you mean 5\.1\.2-5"):
        adversary("5.1.2-55")


def test_the_summary_says_how_much_was_tried_and_what_got_through() -> None:
    district = SAMPLE.with_plugins(plugin_of([rule_with(counted_rows)]))
    messages = summary(list(Adversary(district, criteria=["lazy:one"]).attempts()))
    assert "1 elements that must notice" in messages
    assert "attempts got through." in messages
    assert "lazy:one/counted_rows on training_attendance.staff_id, by_one_person" in messages
    whole = summary(list(Adversary(criteria=["5.2.4-3"]).attempts()))
    assert whole.endswith("None got through.")

"""Traps that other tools fall into: each is said in the report, and nothing passes in silence."""

import json
import logging
import re
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date as Day
from importlib import import_module
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

import lever5_rules as l5
from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.artifacts.kinds import Document, Family, Row
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Rule,
    Verdict,
    entry,
    every,
    gap,
    kind,
    met,
    stated,
)
from lever5_rules.cli import main
from lever5_rules.plugins import Reporter
from lever5_rules.reports.formats.text_report import render
from lever5_rules.support import streams

OAK = Path(__file__).resolve().parent.parent / "examples" / "live-oak-charter"

FINDINGS = len(l5.check(OAK, entry_points=False).findings)


def plugin(*rules: Rule, **more: Any) -> SimpleNamespace:
    hooks = {"lever5_criteria": l5.hookimpl(lambda: rules)} if rules else {}
    return SimpleNamespace(__name__="northfield", LEVER5_API=1, **hooks, **more)


def rule_of(
    function: Callable[..., Any], *, name: str = "northfield:one", level: Level = Level.CITED
) -> Rule:
    rule = Rule(name, judges=Judges.FULL, not_judged="nothing", title="One", requirement="One.")
    rule.element(level=level)(function)

    @rule.element(level=Level.CITED)
    def sound(guideline: PlcGuideline) -> Verdict:
        """The guideline has a sample agenda."""
        return stated(guideline.sample_agenda, "Agenda")

    return rule


def check(*rules: Rule, **options: Any) -> l5.Report:
    return l5.check(OAK, plugins=[plugin(*rules)], entry_points=False, **options)


def error_of(report: l5.Report, criterion: str = "northfield:one") -> str:
    assert not report.complete
    assert [finding for finding in report.findings if finding.criterion == criterion] == []
    errors = [error for error in report.errors if error.criterion == criterion]
    assert len(errors) == 1
    text = render(report)
    assert text.startswith("INCOMPLETE RUN")
    assert criterion in text.partition("ERRORS")[2]
    practice = criterion.partition(":")[0] if ":" in criterion else criterion.partition("-")[0]
    assert [item.partial for item in report.key_practices if item.id == practice] == [True]
    data = json.loads(report.to_json())
    assert data["complete"] is False
    assert data["accounting"]["error"] == 1
    return errors[0].message


def raises(guideline: PlcGuideline) -> Verdict:
    """Raises."""
    raise ValueError("no luck")


def exits(guideline: PlcGuideline) -> Verdict:
    """Exits."""
    sys.exit(0)


def hungry(guideline: PlcGuideline) -> Verdict:
    """Runs out of memory."""
    raise MemoryError


def bare(guideline: PlcGuideline) -> Verdict:
    """Raises the least of all."""
    raise BaseException("bare")


def changes(guideline: PlcGuideline) -> Verdict:
    """Changes its input."""
    guideline.minutes = 600  # type: ignore[misc]
    return met("done")


def none(guideline: PlcGuideline) -> Verdict:
    """Returns nothing."""
    return None  # type: ignore[return-value]


def true(guideline: PlcGuideline) -> Verdict:
    """Returns True."""
    return True  # type: ignore[return-value]


def text(guideline: PlcGuideline) -> Verdict:
    """Returns text."""
    return ""  # type: ignore[return-value]


def unread(guideline: PlcGuideline) -> Verdict:
    """Passes without having read anything."""
    return met("all is well")


def unlooked(guideline: PlcGuideline, meetings: Records[Meeting]) -> Verdict:
    """Asks for the log and never looks into it."""
    return stated(guideline.sample_agenda, "Agenda")


def truth(meetings: Records[Meeting]) -> Verdict:
    """Takes records for a truth."""
    return met("some") if meetings else met("none")


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (raises, "raised ValueError (test_traps.py, line "),
        (exits, "raised SystemExit ("),
        (bare, "raised BaseException (test_traps.py"),
        (hungry, "MemoryError"),
        (changes, "frozen"),
        (none, "returned None"),
        (true, "returned True"),
        (text, "returned a str"),
        (unread, "without having examined any evidence"),
        (unlooked, "without having looked into meeting_log"),
        (truth, "takes the length or truth of records, which have none; ask for .count()"),
    ],
)
def test_a_rule_that_misbehaves_is_an_error_and_all_others_stand(
    function: Callable[..., Any], text: str
) -> None:
    report = check(rule_of(function))
    assert text in error_of(report)
    error = next(error for error in report.errors)
    assert error.plugin == "northfield"
    assert [element.id for element in error.elements] == ["northfield:one/sound"]
    assert len(report.findings) == FINDINGS


@pytest.mark.parametrize(
    "error", [KeyError("s-102-4"), l5.RuleError("s-102-4"), OSError(2, "s-102-4")]
)
def test_what_an_exception_says_is_not_shown_since_it_may_be_a_staff_id(error: Exception) -> None:
    def looks_up(guideline: PlcGuideline) -> Verdict:
        """Looks somebody up."""
        raise error

    report = check(rule_of(looks_up))
    assert f"raised {type(error).__name__} (test_traps.py, line " in error_of(report)
    assert "s-102-4" not in report.to_json() + render(report)


def test_a_generator_is_refused_when_the_rule_is_loaded() -> None:
    def lazy(guideline: PlcGuideline) -> Iterator[Verdict]:
        """Yields."""
        yield met("x")

    assert "generator" in error_of(check(rule_of(lazy)))


def test_all_over_zero_rows_is_missing_evidence() -> None:
    def long(meetings: Records[Meeting]) -> Verdict:
        """Every meeting of a team that does not exist is long."""
        ok = all(meeting.minutes > 10 for meeting in meetings.where(team="no such team"))
        return met("all long") if ok else met("not all")

    def nobody(guideline: PlcGuideline) -> Verdict:
        """Every one of nobody agrees."""
        assert guideline.minutes
        return every([], lambda value: met("agrees"))

    report = check(rule_of(long, level=Level.RECORDED), rule_of(nobody, name="northfield:two"))
    reasons = {
        element.id: element.reason.value
        for finding in report.findings
        for element in finding.elements
        if element.id in ("northfield:one/long", "northfield:two/nobody")
    }
    assert reasons == {
        "northfield:one/long": "no_records",
        "northfield:two/nobody": "no_denominator",
    }


def test_a_column_of_another_kind_is_an_error_and_is_named() -> None:
    def mixed(meetings: Records[Meeting]) -> Verdict:
        """Takes the campus of another log."""
        return met(f"{meetings.distinct(Observation.campus_id)}")

    error = error_of(check(rule_of(mixed, level=Level.RECORDED)))
    assert "asks meeting_log for the column 'campus_id' of observation_log" in error


def test_a_kind_with_a_field_that_names_students_is_refused() -> None:
    @kind("lunch_list", family=Family.RECORD, office="cafeteria")
    class LunchList(Row):
        """Who eats lunch."""

        student_id: str = entry("Student")
        campus_id: str = entry("Campus", refers_to="campus")

    ours = SimpleNamespace(
        __name__="northfield", LEVER5_API=1, lever5_kinds=l5.hookimpl(lambda: [LunchList])
    )
    report = l5.check(OAK, plugins=[ours], entry_points=False)
    messages = [error.message for error in report.errors]
    assert len(messages) == 1
    assert "declares student_id in the kind lunch_list, which names students" in messages[0]


@pytest.mark.parametrize("isolate", [False, True])
def test_no_rule_can_print_the_id_of_a_person(isolate: bool) -> None:
    from rule_that_names import rule

    roster = (OAK / "staff_roster.csv").read_text(encoding="utf-8").splitlines()
    column = roster[0].split(",").index("staff_id")
    ids = {line.split(",")[column] for line in roster[1:]}
    report = l5.check(
        OAK, plugins=[import_module("rule_that_names")], entry_points=False, isolate=isolate
    )
    named = next(finding for finding in report.findings if finding.criterion == rule.criterion)
    assert "person-" in named.elements[0].message
    assert len(ids) > 10
    assert not [identifier for identifier in ids if identifier in named.elements[0].message]
    assert not [identifier for identifier in ids if identifier in " ".join(named.elements[0].scope)]


def test_catching_everything_does_not_make_blank_evidence_pass() -> None:
    def stubborn(guideline: PlcGuideline) -> Verdict:
        """Goes on whatever happens."""
        agenda = guideline.sample_agenda
        try:
            basis = guideline.membership_basis
        except BaseException:
            basis = ()
        return met(f"{agenda} {basis}")

    files = {path.name: path.read_text(encoding="utf-8") for path in OAK.iterdir()}
    name = next(file for file in files if file.startswith("plc_guideline"))
    files[name] = "\n".join(
        line for line in files[name].splitlines() if not line.startswith("membership_basis")
    )
    report = l5.check(
        l5.Bundle.from_mapping(files), plugins=[plugin(rule_of(stubborn))], entry_points=False
    )
    finding = next(finding for finding in report.findings if finding.criterion == "northfield:one")
    assert finding.elements[0].reason is l5.Reason.BLANK_FIELD


def test_what_a_rule_prints_goes_to_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def chatty(guideline: PlcGuideline) -> Verdict:
        """Talks."""
        print("{ I am not JSON", sys.stdout.encoding.lower(), sys.stdout.isatty())
        return stated(guideline.sample_agenda, "Agenda")

    check(rule_of(chatty))
    caught = capsys.readouterr()
    assert caught.out == ""
    assert "I am not JSON" in caught.err


def test_a_program_of_many_threads_keeps_its_own_output(capsys: pytest.CaptureFixture[str]) -> None:
    """The first check ends while the second one goes on; meanwhile the program itself prints."""
    first_began, second_began, first_ended = Event(), Event(), Event()

    def first(guideline: PlcGuideline) -> Verdict:
        """Waits for the second."""
        first_began.set()
        assert second_began.wait(60)
        print("of the first")
        return stated(guideline.sample_agenda, "Agenda")

    def second(guideline: PlcGuideline) -> Verdict:
        """Waits for the first to end."""
        second_began.set()
        assert first_ended.wait(60)
        print("of the second")
        return stated(guideline.sample_agenda, "Agenda")

    usual = sys.stdout, sys.stderr
    with ThreadPoolExecutor(2) as threads:
        future = threads.submit(check, rule_of(first))
        assert first_began.wait(60)
        other = threads.submit(check, rule_of(second))
        assert second_began.wait(60)
        print("of the program")
        assert future.result().complete
        first_ended.set()
        assert other.result().complete
    assert (sys.stdout, sys.stderr) == usual
    caught = capsys.readouterr()
    assert caught.out == "of the program\n"
    assert set(caught.err.splitlines()) == {"of the first", "of the second"}


def test_without_plugins_nothing_is_put_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another thread may redirect the output meanwhile, and gets it back."""

    def divide(_: object) -> None:
        raise AssertionError("The streams are taken.")

    monkeypatch.setattr(streams._Streams, "install", divide)
    assert l5.check(OAK, entry_points=False).complete


def test_two_rules_of_one_id_are_an_error_that_names_both() -> None:
    other = SimpleNamespace(
        __name__="southfield",
        LEVER5_API=1,
        lever5_criteria=l5.hookimpl(lambda: [rule_of(none)]),
    )
    report = l5.check(OAK, plugins=[plugin(rule_of(none)), other], entry_points=False)
    message = error_of(report)
    assert message == (
        "Two rules claim northfield:one, from northfield and southfield; neither was used. Remove "
        "one."
    )


def test_a_built_in_rule_is_replaced_only_on_purpose() -> None:
    def mine(guideline: PlcGuideline) -> Verdict:
        """Mine."""
        return stated(guideline.sample_agenda, "Agenda")

    rule = Rule("5.2.4-3", judges=Judges.FULL, not_judged="nothing")
    rule.element(level=Level.CITED)(mine)
    assert error_of(check(rule), "5.2.4-3") == (
        "Two rules claim 5.2.4-3, from lever5-rules and northfield; neither was used. Remove one, "
        "or let it replace the built-in rule with replaces=True."
    )
    wanted = Rule("5.2.4-3", judges=Judges.FULL, not_judged="nothing", replaces=True)
    wanted.element(level=Level.CITED)(mine)
    report = check(wanted)
    finding = next(finding for finding in report.findings if finding.criterion == "5.2.4-3")
    assert (report.complete, finding.plugin) == (True, "northfield")


def test_an_element_may_be_added_to_a_built_in_criterion() -> None:
    def mine(guideline: PlcGuideline) -> Verdict:
        """Mine."""
        return gap(Reason.VAGUE, "It is not ours.", "Make it ours.")

    def extension(function: Any, **more: Any) -> Rule:
        rule = Rule.extending("5.2.4-3")
        rule.add(function, level=Level.CITED, **more)
        return rule

    before = next(
        finding for finding in check(rule_of(none)).findings if finding.criterion == "5.2.4-3"
    )
    report = check(extension(mine))
    after = next(finding for finding in report.findings if finding.criterion == "5.2.4-3")
    assert report.complete
    assert [element.id for element in after.elements] == [
        *(element.id for element in before.elements),
        "5.2.4-3/mine",
    ]
    assert (after.outcome, after.not_judged) == (l5.Outcome.GAP, before.not_judged)
    advice = check(extension(mine, advisory=True))
    assert next(
        finding.outcome for finding in advice.findings if finding.criterion == "5.2.4-3"
    ) is (before.outcome)
    name = before.elements[0].id.partition("/")[2]
    clash = error_of(check(extension(mine, name=name)), "5.2.4-3")
    assert "already; rename yours" in clash


class Unspeakable:
    """What cannot even be shown."""

    class Error(Exception):
        def __str__(self) -> str:
            raise ValueError

    def __repr__(self) -> str:
        return str(1 / 0)


def a_format(name: Any, endings: Any) -> Reporter:
    return Reporter(name, endings, "Nothing.", str)


def test_a_limit_that_is_read_as_another_type_costs_its_rule_and_no_ruleset() -> None:
    def in_words(guideline: PlcGuideline, least: Any) -> Verdict:
        """Minutes in words."""
        return stated(guideline.minutes, "Minutes")

    in_words.__annotations__["least"] = Annotated[Limit[str], "plc.min_minutes"]
    report = check(rule_of(in_words))
    assert error_of(report) == (
        "The plugin northfield has a rule that cannot be used: it reads the limit plc.min_minutes "
        "as text, which other rules read as whole number."
    )
    assert len(report.findings) == FINDINGS


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"criterion": 5}, "criterion is 5; give text."),
        ({"title": 5}, "title is 5; give text."),
        ({"not_judged": None}, "not_judged is None; give text."),
        ({"judges": "full"}, "judges is 'full', not Judges.FULL or such."),
    ],
)
def test_a_rule_is_declared_in_words(options: dict[str, Any], text: str) -> None:
    usual = {"criterion": "a:b", "judges": Judges.FULL, "not_judged": "nothing"}
    with pytest.raises(l5.RuleError, match=re.escape(text)):
        Rule(**{**usual, **options})


def test_the_level_of_an_element_is_a_level() -> None:
    with pytest.raises(l5.RuleError, match=r"level is 'cited'; give Level.CITED"):
        Rule("a:b", judges=Judges.FULL, not_judged="nothing").add(none, level="cited")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (
            "paid: Decimal",
            "the field paid has the type Decimal, which cannot be read; use str, int",
        ),
        ("paid: list[str]", "the field paid has the type list, which cannot be read"),
        ("paid: int | str", "the field paid has the type int | str, which cannot be read"),
        ("paid: tuple[Part, ...]", "the field paid has the type tuple, which cannot be read"),
        ("date: date", "the field date is named like its type, which is lost by that; import the"),
        ("paid: Way", "Way: 'By Check' is read as 'by_check'; write it so."),
        ("kind: str", "it needs fields, and none of them is named kind."),
    ],
)
def test_a_field_has_a_type_that_a_cell_can_be_read_as(field: str, text: str) -> None:
    source = f"""
from datetime import date
from decimal import Decimal
from enum import StrEnum
from attrs import frozen
from lever5_rules.authoring import Family, Row, entry, kind

class Way(StrEnum):
    CHECK = "By Check"

@frozen
class Part:
    name: str = entry("Name")

@kind("payment", family=Family.RECORD, office="business office")
class Payment(Row):
    \"\"\"A payment.\"\"\"
    {field} = entry("What was paid")
"""
    with pytest.raises(l5.RuleError, match=re.escape(text)):
        exec(compile(source, "payment.py", "exec"), {"__name__": __name__})


def test_what_a_kind_is_made_of_is_told() -> None:
    def declared(name: str, base: type, **options: Any) -> None:
        cls = type("Payment", (base,), {"__annotations__": {"paid": str}, "paid": entry("It")})
        kind(name, **{"family": Family.RECORD, "office": "nobody", **options})(cls)

    for name, base, options, message in (
        ("_1_", Row, {}, "'_1_' cannot name a kind"),
        ("payment", object, {}, "kind payment: make it a Document, or a Row of a table."),
        (
            "payment",
            Row,
            {"family": "record"},
            "give a Family such as Family.RECORD, and the office in words.",
        ),
        ("payment", Row, {"dated_by": "paid"}, "paid, by which it is dated, is not a date."),
    ):
        with pytest.raises(l5.RuleError, match=re.escape(message)):
            declared(name, base, **options)


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        ({"LEVER5_API": 2}, "was written for API 2"),
        ({"LEVER5_API": None}, "states no LEVER5_API"),
        (
            {"lever5_criterias": l5.hookimpl(lambda: ())},
            "lever5_criterias, which is not a hook. Did you mean lever5_criteria?",
        ),
        ({"lever5_criteria": l5.hookimpl(lambda: 1 / 0)}, "ZeroDivisionError"),
        (
            {"lever5_criteria": l5.hookimpl(lambda: ["rule"])},
            "offers a str as a rule, which it is not",
        ),
        (
            {"lever5_criteria": l5.hookimpl(lambda: [Unspeakable()])},
            "offers an Unspeakable as a rule",
        ),
        (
            {"lever5_criteria": l5.hookimpl(lambda: [Unspeakable.Error()])},
            "could not be made: Error.",
        ),
        (
            {"lever5_criteria": l5.hookimpl(lambda: None)},
            "lever5_criteria returns None instead of a",
        ),
        ({"lever5_kinds": l5.hookimpl(lambda: [Unspeakable()])}, "offers an Unspeakable as a kind"),
        (
            {"lever5_kinds": l5.hookimpl(lambda: 5)},
            "lever5_kinds returns an int instead of a list.",
        ),
        ({"lever5_mappings": l5.hookimpl(lambda: ["x"])}, "returns a list instead of a mapping."),
        (
            {"lever5_reporters": l5.hookimpl(lambda: [a_format("x", None)])},
            "endings are not a tuple",
        ),
        ({"lever5_reporters": l5.hookimpl(lambda: [a_format(5, ())])}, "not a lower-case word"),
        ({"LEVER5_API": Unspeakable()}, "states an Unspeakable as LEVER5_API."),
        (
            {"__version__": Unspeakable()},
            "could not be loaded: ZeroDivisionError: division by zero",
        ),
        ({"lever5_kinds": l5.hookimpl(lambda: [int])}, "not declared by kind"),
        ({"lever5_rulesets": l5.hookimpl(lambda: {"default": Path("x")})}, "claims the ruleset"),
    ],
)
def test_a_plugin_that_does_not_fit_is_an_error_and_the_rest_is_judged(
    broken: dict[str, Any], text: str
) -> None:
    bad = SimpleNamespace(**{"__name__": "bad", "LEVER5_API": 1, **broken})
    report = l5.check(OAK, plugins=[bad], entry_points=False)
    assert not report.complete
    assert text in report.errors[0].message
    assert report.errors[0].plugin == "bad"
    assert len(report.findings) == FINDINGS
    assert report.accounting.error == 0


def test_a_kind_that_nobody_provides() -> None:
    @kind("night_log", family=Family.RECORD, office="nobody", dated_by="date")
    class NightLog(Row):
        """A log that no plugin offers."""

        date: Day = entry("Day")

    def at_night(log: Records[NightLog]) -> Verdict:
        """Looks at night."""
        return met(str(log.count()))

    at_night.__annotations__["log"] = Records[NightLog]
    assert "night_log, a kind that nobody provides" in error_of(check(rule_of(at_night)))


def test_a_problem_names_the_field_of_a_kind_that_only_a_plugin_knows() -> None:
    @kind("charter", family=Family.DOCUMENT, office="human resources")
    class Charter(Document):
        """What coaches and principals agree on."""

        zeal: int = entry("How much of it")

    offered = SimpleNamespace(
        __name__="northfield", LEVER5_API=1, lever5_kinds=l5.hookimpl(lambda: [Charter])
    )
    profile = {"kind": "district_profile", "school_year": "2026-2027"}
    bundle = {"district.toml": profile, "charter.toml": {"kind": "charter", "zeal": "Maria"}}
    report = l5.check(l5.Bundle.from_mapping(bundle), plugins=[offered], entry_points=False)
    (message,) = [problem.message for problem in report.problems if problem.file == "charter.toml"]
    assert message == "zeal is a text that is not repeated here; a whole number is expected."


def test_a_look_at_the_report_changes_nothing_of_it() -> None:
    seen = []

    def lever5_report_made(report: l5.Report) -> None:
        seen.append(report.accounting.gap)
        object.__setattr__(report, "findings", ())
        object.__setattr__(report.accounting, "gap", 0)

    looking = SimpleNamespace(
        __name__="northfield", LEVER5_API=1, lever5_report_made=l5.hookimpl(lever5_report_made)
    )
    usual = l5.check(OAK, entry_points=False)
    report = l5.check(OAK, plugins=[looking], entry_points=False)
    assert seen == [usual.accounting.gap]
    assert report.findings
    assert report.accounting.gap == usual.accounting.gap


def test_nothing_of_a_plugin_stays_for_the_next_run() -> None:
    assert "northfield:one" in check(rule_of(unread)).selected
    assert "northfield:one" not in l5.check(OAK, entry_points=False).selected


def test_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert l5.check(OAK, entry_points=False).complete


def test_standard_output_is_one_json_document_with_debug_logging_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, force=True)
    try:
        with pytest.raises(SystemExit) as done:
            main(["check", str(OAK), "--format", "json"])
    finally:
        logging.basicConfig(level=logging.WARNING, force=True)
    assert done.value.code == 1
    assert json.loads(capsys.readouterr().out)["complete"] is True


def test_importing_says_and_configures_nothing() -> None:
    import subprocess

    script = (
        "import logging; before = list(logging.root.handlers); import lever5_rules; "
        "assert logging.root.handlers == before"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_statement_of_the_profile_alone_is_no_cited_evidence() -> None:
    def exempt(profile: DistrictProfile) -> Verdict:
        """The profile says something."""
        return met(f"{profile.district_type}")

    cited = check(rule_of(exempt))
    asserted = check(rule_of(exempt, level=Level.ASSERTED))
    reasons = [
        next(f for f in report.findings if f.criterion == "northfield:one").elements[0].reason
        for report in (cited, asserted)
    ]
    assert reasons == [l5.Reason.BELOW_LEVEL, l5.Reason.MET]

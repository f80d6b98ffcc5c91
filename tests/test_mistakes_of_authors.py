"""Mistakes that authors of plugins make: one small plugin each, and what it is told.

Each is the sound plugin below with one mistake in it. It is told by a sentence, at load or by
`lever5 plugins check`, with what to do about it.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from lever5_rules.core.errors import UsageError
from lever5_rules.testing.conformance import conform

pytestmark = pytest.mark.exhaustive

SOUND = '''"""A plugin that asks for meetings on every campus."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from lever5_rules import hookimpl
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.authoring import *
from lever5_rules.plugins import Reader, Reporter

LEVER5_API = 1
rule = Rule("{name}:one", judges=Judges.FULL, not_judged="nothing",
    title="Meetings", requirement="Each campus meets.")


@rule.element(level=Level.RECORDED)
def held(meetings: Records[Meeting], campuses: Campuses) -> Verdict:
    """Meetings were held on every campus."""
    found = meetings.distinct(Meeting.campus_id)
    return covers(found=found, wanted=campuses.ids, what="Campuses", remedy="Meet at {lacking}.")


@hookimpl
def lever5_criteria() -> Sequence[Rule]:
    return [rule]
'''
FOUND = "    found = meetings.distinct(Meeting.campus_id)\n"
RETURN = (
    '    return covers(found=found, wanted=campuses.ids, what="Campuses", '
    'remedy="Meet at {lacking}.")\n'
)
KIND = '''

@kind("walk", family=Family.RECORD, office="campus principals")
class Walk(Row):
    """Walks that were held on campuses."""

    campus_id: str = entry("Campus", refers_to="campus")


@hookimpl
def lever5_kinds():
    return [Walk]
'''
LEAST = 'campuses: Campuses, least: Annotated[Limit[int], "plc.min_minutes"])'


class Mistake(NamedTuple):
    """The text of a plugin, and parts of the message and of the remedy that it gets."""

    text: str
    message: str
    remedy: str = ""


def changed(*edits: tuple[str, str]) -> str:
    """Return the sound plugin with other words in it."""
    text = SOUND
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def before(line: str) -> str:
    """Return the sound plugin with a line before it judges."""
    return changed((FOUND, f"    {line}\n{FOUND}"))


def after(line: str) -> str:
    """Return the sound plugin with a line after it has looked."""
    return changed((FOUND, f"{FOUND}    {line}\n"))


def returning(line: str) -> str:
    """Return the sound plugin with another end."""
    return changed((RETURN, f"    {line}\n"))


def importing(name: str) -> str:
    """Return the sound plugin with another import."""
    return changed(("from datetime import date\n", f"import {name}\nfrom datetime import date\n"))


def adding(text: str) -> str:
    """Return the sound plugin with more at its end."""
    return SOUND + text


def of_kind(old: str, new: str) -> str:
    """Return the sound plugin with a kind, and other words in that."""
    assert old in KIND, old
    return adding(KIND.replace(old, new))


def hook(name: str, result: str) -> str:
    """Return the sound plugin with another hook."""
    return adding(f"\n\n@hookimpl\ndef {name}():\n    return {result}\n")


MISTAKES = {
    # columns
    "othercolumn": Mistake(
        changed(("Meeting.campus_id", "Observation.campus_id")),
        "asks meeting_log for the column 'campus_id' of observation_log",
    ),
    "unknowncolumn": Mistake(
        changed(("Meeting.campus_id", '"campus"')),
        "asks meeting_log for a column 'campus' that it has not; the nearest is 'campus_id'",
    ),
    "unknownattribute": Mistake(
        changed(("Meeting.campus_id", "Meeting.campus")),
        "type object 'Meeting' has no attribute 'campus'",
        "The kind has no such field. See its fields with lever5 template KIND",
    ),
    "unknownkeyword": Mistake(
        before("meetings.where(minute=45).count()"),
        "It asks meeting_log for a column 'minute' that it has not. Did you mean minutes?",
        "Name one of its columns.",
    ),
    "keywordinabranch": Mistake(
        after('found = found or meetings.where(campus="1").distinct(Meeting.campus_id)'),
        "It asks meeting_log for a column 'campus' that it has not. Did you mean campus_id?",
        "Name one of its columns.",
    ),
    "optionalblank": Mistake(
        before("sum(len(one.roles_present) for one in meetings)"),
        "meeting_log.roles_present left blank: it raised TypeError",
        "Test for None before you use it.",
    ),
    "truth": Mistake(
        before("none = not meetings"),
        "takes the length or truth of records, which have none; ask for .count()",
    ),
    "length": Mistake(before("len(meetings)"), "takes the length or truth of records"),
    "changedevidence": Mistake(
        after("for one in meetings: one.minutes = 60"),
        "it changes its evidence; artifacts are frozen",
    ),
    "datesandtexts": Mistake(
        before('[one for one in meetings if one.date >= "2026-08-01"]'),
        "'>=' not supported between instances of 'datetime.date' and 'str'",
        "Compare a date with a date, such as date(2026, 8, 1)",
    ),
    # parameters
    "notype": Mistake(
        changed(("meetings: Records[Meeting]", "meetings")),
        "parameter meetings has no type, so nothing can be supplied",
    ),
    "rowtype": Mistake(
        changed(("meetings: Records[Meeting]", "meetings: Meeting")),
        "parameter meetings asks for meeting_log in the wrong way; use Records[...]",
    ),
    "listtype": Mistake(
        changed(("meetings: Records[Meeting]", "meetings: list[Meeting]")),
        "ask for an artifact kind, a limit, a fact, Campuses, Review",
    ),
    "datetype": Mistake(
        changed(("campuses: Campuses)", "campuses: Campuses, today: date)")),
        "parameter today has the type <class 'datetime.date'>; ask for",
    ),
    "default": Mistake(
        changed(("campuses: Campuses)", "campuses: Campuses, least: int = 3)")),
        "must take plain parameters only: no defaults, * or keywords",
    ),
    "unnamedlimit": Mistake(
        changed(("campuses: Campuses)", "campuses: Campuses, least: Limit[int])")),
        'parameter least needs a name: Annotated[Limit[int], "plc.min_minutes"]',
    ),
    "unknownlimit": Mistake(
        changed(("campuses: Campuses)", LEAST.replace("plc.min_minutes", "unknownlimit.least"))),
        "No ruleset gives the limit unknownlimit.least.",
        'Give it under [limits."unknownlimit.least"] in a ruleset of the plugin.',
    ),
    "misspeltlimit": Mistake(
        changed(("campuses: Campuses)", LEAST.replace("min_minutes", "min_minuts"))),
        "No ruleset gives the limit plc.min_minuts. Did you mean plc.min_minutes?",
        'Give it under [limits."plc.min_minuts"] in a ruleset of the plugin.',
    ),
    "unusedlimit": Mistake(
        changed(("campuses: Campuses)", LEAST)),
        "It asks for least and never uses it.",
        "Judge by it, or do not ask for it.",
    ),
    "limitasnumber": Mistake(
        changed(("campuses: Campuses)", LEAST), (FOUND, f"{FOUND}    len(found) >= least\n")),
        "'>=' not supported between instances of 'int' and 'Limit'",
        "A limit holds its figure as .value.",
    ),
    # verdicts
    "swapped": Mistake(
        changed(("found=found, wanted=campuses.ids", "found=campuses.ids, wanted=found")),
        "it should pass no more",
    ),
    "byposition": Mistake(
        returning('return covers(found, campuses.ids, "Campuses", "Meet at {lacking}.")'),
        "covers() takes 0 positional arguments but 4 were given",
        "Give the arguments by name",
    ),
    "returnstrue": Mistake(
        returning("return set(found) >= set(campuses.ids)"),
        "it returned True instead of a verdict",
    ),
    "returnsnothing": Mistake(
        returning("found == campuses.ids"), "it returned None instead of a verdict"
    ),
    "returnstext": Mistake(returning('return "pass"'), "it returned a str instead of a verdict"),
    "yields": Mistake(
        changed(("return covers", "yield covers")),
        "is a generator or coroutine; an element returns one verdict",
    ),
    "nomessage": Mistake(returning('return met("")'), "it returned a verdict without a message"),
    "noremedy": Mistake(
        returning('return gap(Reason.NOT_COVERED, "Some lack.", "")'),
        "it returned a gap without what would close it",
    ),
    "reasonastext": Mistake(
        returning('return gap("late", "It is late.", "Be on time.")'),
        "it returned a verdict with a str as reason",
    ),
    "otherbraces": Mistake(
        changed(("{lacking}", "{campuses}")),
        "it gives a remedy with other braces than {lacking}",
    ),
    "passunseen": Mistake(
        changed((FOUND, ""), (RETURN, '    return met("All is well.")\n')),
        "gave a pass without having examined any evidence",
    ),
    "alwayspasses": Mistake(
        returning('return met(f"{len(found)} campuses of {len(campuses)}.")'),
        "it should pass no more",
        "Judge what it asks for",
    ),
    # the rule, its elements and its names
    "nodocstring": Mistake(
        changed(('    """Meetings were held on every campus."""\n', "")),
        "has no docstring to say what it requires",
    ),
    "nobrackets": Mistake(
        changed(("@rule.element(level=Level.RECORDED)", "@rule.element")),
        "It could not be imported",
        "Write brackets and the level: @rule.element(level=Level.RECORDED).",
    ),
    "nolevel": Mistake(
        changed(("level=Level.RECORDED", "")),
        "missing 1 required keyword-only argument: 'level'",
        "Give the argument that is named.",
    ),
    "levelastext": Mistake(
        changed(("Level.RECORDED", '"recorded"')), "level is 'recorded'; give Level.CITED or such"
    ),
    "noprefix": Mistake(
        changed(('"{name}:one"', '"meetings"')),
        "a criterion of your own is named like northfield:plc-notes",
    ),
    "unknowncriterion": Mistake(
        changed(('"{name}:one"', '"5.2.4-9"')),
        "has a rule for '5.2.4-9', which is not a criterion of the framework",
    ),
    "builtincriterion": Mistake(
        changed(('"{name}:one"', '"5.2.4-3"')),
        "let it replace the built-in rule with replaces=True",
    ),
    "ruletwice": Mistake(
        changed(("return [rule]", "return [rule, rule]")), "Two rules claim ruletwice:one"
    ),
    "elementtwice": Mistake(
        changed(("\n\n@hookimpl", "\n\nrule.element(level=Level.RECORDED)(held)\n\n\n@hookimpl")),
        "elementtwice:one/held is declared twice",
    ),
    "noelement": Mistake(
        changed(("@rule.element(level=Level.RECORDED)\n", "")),
        "noelement:one has no element that is required",
    ),
    # hooks and the module
    "unmarked": Mistake(
        adding("\n\ndef lever5_kinds():\n    return []\n"),
        "defines lever5_kinds without @hookimpl",
    ),
    "misspelthook": Mistake(
        changed(("lever5_criteria", "lever5_criterion")), "Did you mean lever5_criteria?"
    ),
    "hookwithargument": Mistake(
        changed(("lever5_criteria()", "lever5_criteria(district)")),
        "could not be loaded",
        "A hook takes no arguments",
    ),
    "nolist": Mistake(
        changed(("return [rule]", "return rule")),
        "lever5_criteria returns a Rule instead of a list",
    ),
    "noversion": Mistake(changed(("LEVER5_API = 1\n", "")), "Write LEVER5_API = 1 into it."),
    "laterversion": Mistake(
        changed(("LEVER5_API = 1", "LEVER5_API = 99")), "Install a newer lever5-rules."
    ),
    "syntax": Mistake(
        changed(("def held(", "def held((")), "SyntaxError", "Correct the line that is named"
    ),
    "unknownmodule": Mistake(
        importing("padnas"), "No module named 'padnas'", "Correct the name of the module"
    ),
    "privateimport": Mistake(
        importing("lever5_rules.engine.judge"),
        "imports lever5_rules.engine.judge, which is private",
        "Import from lever5_rules, lever5_rules.authoring",
    ),
    "samplewithoutadd": Mistake(
        hook("lever5_sample", '{"meeting_log": []}'),
        "lever5_sample gives 'meeting_log', which it cannot: artifacts stand under 'add'",
    ),
    "samplemisspelt": Mistake(
        hook("lever5_sample", '{"add": {"meeting_log": [{"campus": "999001001"}]}}'),
        "lever5_sample gives meeting_log the field 'campus', which it does not have. Did you mean",
    ),
    "emptygroup": Mistake(
        changed(("@rule.element", 'rule.any_of("either", "One of these.")\n\n\n@rule.element')),
        "the any_of group 'either' has no element; declare its elements with any_of='either'",
    ),
    "rulesetastext": Mistake(
        hook("lever5_rulesets", '{"ours": "ours.toml"}'),
        "offers a ruleset that is not a name with a Path",
    ),
    # kinds
    "unofferedkind": Mistake(
        changed(("@rule.element", KIND.partition("\n\n\n@hookimpl")[0] + "\n\n\n@rule.element"))
        .replace("Records[Meeting]", "Records[Walk]")
        .replace("Meeting.campus_id", "Walk.campus_id"),
        "It asks for walk, a kind that nobody provides.",
        "Return the class Walk from the hook lever5_kinds.",
    ),
    "nofamily": Mistake(
        of_kind("family=Family.RECORD, ", ""),
        "missing 1 required keyword-only argument: 'family'",
        "Give the argument that is named.",
    ),
    "noentry": Mistake(
        of_kind(' = entry("Campus", refers_to="campus")', ""),
        "Walk.campus_id is not declared by entry(...)",
    ),
    "fieldtype": Mistake(
        of_kind("campus_id: str", "campus_id: list[str]"),
        "the field campus_id has the type list, which cannot be read; use str, int",
    ),
    "takenkind": Mistake(
        of_kind('"walk"', '"meeting_log"'),
        "claims the kind meeting_log, which lever5-rules has already",
    ),
    "misspeltreference": Mistake(
        of_kind('"campus"', '"campsu"'),
        "refer to 'campsu', which is listed nowhere. Did you mean campus?",
    ),
    "misspeltday": Mistake(
        of_kind("office=", 'dated_by="held", office='),
        "kind walk: there is no field 'held' to place it by",
    ),
    "students": Mistake(
        of_kind("campus_id: str", 'student_name: str = entry("Student")\n    campus_id: str'),
        "declares student_name in the kind walk, which names students",
    ),
    "names": Mistake(
        of_kind("campus_id: str", 'teacher_name: str = entry("Teacher")\n    campus_id: str'),
        "The field teacher_name may hold names, addresses or remarks about people",
        "Leave it out; a person is recorded by a staff id.",
    ),
    "printedids": Mistake(
        of_kind("campus_id: str", 'observer_id: str = entry("Observer")\n    campus_id: str'),
        "The field observer_id holds ids of people, which reports would print",
        "Declare it by entry(..., person=True",
    ),
    # readers and formats
    "greedyreader": Mistake(
        hook(
            "lever5_readers",
            '[Reader("greedy", lambda files, intake: [(one,) for one in files '
            'if one.path.endswith(".csv")], lambda group, intake: None)]',
        ),
        "It claims staff_roster.csv",
    ),
    "readerofnothing": Mistake(
        hook(
            "lever5_readers",
            '[Reader("pads", lambda files, intake: None, lambda group, intake: None)]',
        ),
        "It raised TypeError when it was asked which files are its own.",
        "Claim a file by its name and beginning",
    ),
    "emptyformat": Mistake(
        hook("lever5_reporters", '[Reporter("plain", (".plain",), "ours", lambda report: None)]'),
        "It gives NoneType in place of text or bytes.",
    ),
    "takenformat": Mistake(
        hook("lever5_reporters", '[Reporter("html", (".html",), "ours", lambda report: "")]'),
        "claims the format html, which lever5-rules has already",
    ),
    "endingwithoutpoint": Mistake(
        hook("lever5_reporters", '[Reporter("plain", ("plain",), "ours", lambda report: "")]'),
        'offers a format plain whose endings are not a tuple such as (".line",)',
    ),
    # what a rule must not do
    "clock": Mistake(before("date.today()"), "It uses .today.", "Take the day of the review"),
    "chance": Mistake(importing("random"), "It imports random.", "Leave it out"),
    "network": Mistake(
        importing("urllib.request"), "It imports urllib.request.", "nothing of a bundle may leave"
    ),
    "files": Mistake(
        hook("lever5_rulesets", "{}").replace(FOUND, f"    open(__file__).close()\n{FOUND}"),
        "It uses open.",
        "Make it a kind, which the engine reads",
    ),
    "prints": Mistake(before('print("judging")'), "It uses print.", "Leave it out, or say it in"),
    "hidden": Mistake(before('eval("1")'), "It uses eval.", "Write what is meant in plain code"),
    "exits": Mistake(
        importing("sys").replace(FOUND, f"    sys.exit(1)\n{FOUND}"),
        "it raised SystemExit: 1",
        "Return a verdict; an element never ends the program.",
    ),
    "globalcount": Mistake(
        changed(
            ("LEVER5_API = 1\n", "LEVER5_API = 1\nCOUNT = 0\n"),
            (FOUND, f"    global COUNT\n    COUNT += 1\n{FOUND}"),
        ),
        "It changes COUNT, which is global.",
        "Keep it within the function",
    ),
    "globallist": Mistake(
        changed(
            ("LEVER5_API = 1\n", "LEVER5_API = 1\nSEEN = []\n"),
            (FOUND, f"{FOUND}    SEEN.append(found)\n"),
        ),
        "It changes SEEN, which is global.",
        "Keep it within the function",
    ),
    "bareexcept": Mistake(
        before("try:\n        meetings.count()\n    except:\n        pass"),
        "It catches every exception.",
        "Catch only the exception that you expect.",
    ),
    "broadexcept": Mistake(
        before("try:\n        meetings.count()\n    except Exception:\n        pass"),
        "It catches every exception.",
    ),
}
BY_ATTACK = {"alwayspasses", "swapped"}
"""Mistakes that only the attack on a rule finds, which takes seconds."""


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told(name: str, tmp_path: Path) -> None:
    text, message, remedy = MISTAKES[name]
    file = tmp_path / f"{name}.py"
    file.write_text(text.replace("{name}", name), encoding="utf-8")
    conformance = conform(str(file), attacked=name in BY_ATTACK, watched=False)
    texts = [f"{concern.message} | {concern.remedy}" for concern in conformance.concerns]
    assert [
        concern
        for concern in conformance.concerns
        if message in concern.message and remedy in concern.remedy
    ], texts
    assert all(concern.remedy.endswith(".") for concern in conformance.concerns)


def test_a_loop_without_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lever5_rules.testing.conformance.watch.SECONDS", 10)
    file = tmp_path / "loops.py"
    text = before("while True: pass").replace("{name}", "loops")
    file.write_text(text, encoding="utf-8")
    conformance = conform(str(file), attacked=False)
    assert [
        concern
        for concern in conformance.concerns
        if "a rule may loop without end" in concern.message
    ]
    assert not conformance.complete


def test_a_distribution_without_entry_point_is_told(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text('[project]\nname = "lever5-oak-isd"\nversion = "1"\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"It needs \[project\] with a name, and \[project.entry"):
        conform(str(tmp_path))


def test_the_same_plugin_without_a_mistake_conforms(tmp_path: Path) -> None:
    for name, text in (("sound", SOUND), ("withkind", adding(KIND))):
        file = tmp_path / f"{name}.py"
        file.write_text(text.replace("{name}", name), encoding="utf-8")
        conformance = conform(str(file), watched=False)
        assert [concern.message for concern in conformance.concerns] == []
        assert conformance.complete

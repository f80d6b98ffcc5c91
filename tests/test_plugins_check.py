"""`lever5 plugins check`: a plugin for each way of not conforming, and those that conform."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Command

from lever5_rules.templates.plugins import one_file
from lever5_rules.testing.conformance import Conformance, Topic, conform

pytestmark = pytest.mark.exhaustive

PLUGINS = Path(__file__).resolve().parent.parent / "plugins"
SOUND = one_file("maple", "ours.py")
ELEMENT = "maple:mentor-meetings/on_every_campus"
BODY = "    return covers(\n        found=meetings"


def changed(*pairs: tuple[str, str]) -> str:
    """The plugin that `lever5 plugins new --file` writes, with other words in it."""
    text = SOUND
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def judging(line: str, *, imports: str = "") -> str:
    """The same, with a line before it judges."""
    begin = "from collections.abc import Sequence\n"
    return changed((BODY, f"    {line}\n{BODY}"), (begin, f"{begin}{imports}\n"))


@pytest.fixture
def checked(tmp_path: Path) -> Callable[..., Conformance]:
    def check(text: str, *, watched: bool = False) -> Conformance:
        file = tmp_path / "ours.py"
        file.write_text(text, encoding="utf-8")
        return conform(str(file), watched=watched)

    return check


def test_a_new_plugin_conforms(checked: Callable[..., Conformance]) -> None:
    conformance = checked(SOUND, watched=True)
    assert (conformance.complete, conformance.concerns) == (True, ())


@pytest.mark.parametrize(
    "name", sorted(path.parent.name for path in PLUGINS.glob("*/pyproject.toml"))
)
def test_the_shipped_plugins_conform(name: str) -> None:
    conformance = conform(str(PLUGINS / name))
    assert (conformance.complete, conformance.concerns) == (True, ())


def test_the_built_in_plugin_conforms() -> None:
    # test_kit attacks each of its rules, so that is left out here.
    conformance = conform("lever5-rules", attacked=False)
    assert (conformance.complete, conformance.concerns) == (True, ())
    assert "43 criteria" in conformance.facts[0]


LIMITED = (
    ("    covers,\n", "    Annotated,\n    Limit,\n    covers,\n"),
    ("campuses: Campuses)", 'campuses: Campuses, least: Annotated[Limit[int], "LIMIT"])'),
    (BODY, f"    assert least.value\n{BODY}"),
)


@pytest.mark.parametrize(
    ("text", "topic", "where", "message"),
    [
        (
            changed(('"maple:mentor-meetings"', '"edf:mentor-meetings"')),
            Topic.NAMES,
            "edf",
            "speaks for the framework",
        ),
        (
            changed(("def on_every_campus", "def OnEveryCampus")),
            Topic.NAMES,
            "maple:mentor-meetings/OnEveryCampus",
            "snake_case",
        ),
        (
            changed(*LIMITED).replace("LIMIT", "theirs.least"),
            Topic.NAMES,
            "limit theirs.least",
            "own prefix",
        ),
        (
            changed(*LIMITED).replace("LIMIT", "maple.least"),
            Topic.RULESETS,
            ELEMENT,
            "No ruleset gives the limit maple.least",
        ),
        (
            changed(('"""Meetings of mentors were held on every campus."""', '"""covers"""')),
            Topic.WORDS,
            ELEMENT,
            "docstring is 'covers'",
        ),
        (
            changed(('title="Mentors meet', 'title="mentors meet')),
            Topic.WORDS,
            "maple:mentor-meetings",
            "title",
        ),
        (
            changed(
                ('not_judged="whether the meetings help the teachers who are new"', "not_judged=''")
            ),
            Topic.WORDS,
            "maple:mentor-meetings",
            "Not_judged is blank",
        ),
        (
            changed(('"""One meeting of a mentor with a teacher who is new."""', '"""x"""')),
            Topic.WORDS,
            "maple_mentor_meeting",
            "docstring",
        ),
        (
            changed(('entry("Day of the meeting")', 'entry("")')),
            Topic.WORDS,
            "maple_mentor_meeting",
            "held_on has no meaning",
        ),
        (
            changed(('office="campus principals"', 'office=""')),
            Topic.WORDS,
            "maple_mentor_meeting",
            "no office",
        ),
        (
            changed(('are new on {lacking}."', 'are new on {lacking}"')),
            Topic.WORDS,
            ELEMENT,
            "remedy is",
        ),
        (
            changed(('"Campuses with a meeting', '"campuses with a meeting')).replace(
                "covers(", "blunt("
            )
            + "\n\ndef blunt(**arguments):\n    from lever5_rules.authoring import covers\n"
            "    verdict = covers(**arguments)\n    return verdict.but(message='bad')\n",
            Topic.WORDS,
            ELEMENT,
            "message is 'bad'",
        ),
        (
            changed(('{"add": {KIND: [', '{"add": {KIND: [] and [')),
            Topic.OUTCOMES,
            ELEMENT,
            "On the sample district it does not pass",
        ),
        (
            changed(
                (
                    "    return covers(",
                    "    meetings.distinct('campus_id')\n"
                    "    from lever5_rules.authoring import met\n"
                    "    return met('Fine.')\n    return covers(",
                )
            ),
            Topic.OUTCOMES,
            ELEMENT,
            "No change of the sample district makes it a gap",
        ),
        (
            changed(('{"add": {KIND', '{"add": {"mentor_meting"')),
            Topic.OUTCOMES,
            "lever5_sample",
            "Did you mean maple_mentor_meeting?",
        ),
        (
            changed(
                ("    covers,\n", "    covers,\n    met,\n"),
                (
                    "    return covers(",
                    "    from lever5_rules.authoring import gap, Reason\n"
                    "    if meetings.count() < 2:\n"
                    "        return gap(Reason.NOT_COVERED, 'Few.', 'Hold more.')\n"
                    "    return met(f'Fine: {meetings.count()} of {len(campuses.ids)}.')\n"
                    "    return covers(",
                ),
            )
            .replace("campuses: Campuses", "campuses: Campuses, plc: Records[Meeting]")
            .replace("    if meetings.count() < 2", "    plc.count()\n    if meetings.count() < 2")
            .replace(
                "LEVER5_API", "from lever5_rules.artifacts.meetings import Meeting\n\nLEVER5_API", 1
            ),
            Topic.ATTACK,
            "maple:mentor-meetings",
            "meeting_log and never looks into it",
        ),
        (judging("open(__file__).close()"), Topic.SOURCE, "ours.py:", "uses open."),
        (judging("Path('x').read_text()"), Topic.SOURCE, "ours.py:", ".read_text."),
        (judging("read = open"), Topic.SOURCE, "ours.py:", "uses open."),
        (judging("clock = date.today"), Topic.SOURCE, "ours.py:", ".today."),
        (judging("pass", imports="import importlib"), Topic.SOURCE, "ours.py:", "importlib"),
        (judging("date.today()"), Topic.SOURCE, "ours.py:", ".today."),
        (judging("eval('1')"), Topic.SOURCE, "ours.py:", "uses eval."),
        (judging("os.getenv('X')", imports="import os"), Topic.SOURCE, "ours.py:", "os.getenv"),
        (judging("pass", imports="import socket"), Topic.SOURCE, "ours.py:", "imports socket"),
        (
            judging("pass", imports="from urllib import request"),
            Topic.SOURCE,
            "ours.py:",
            "imports urllib.request",
        ),
        (judging("pass", imports="import random"), Topic.SOURCE, "ours.py:", "imports random"),
        (judging("uuid.uuid4()", imports="import uuid"), Topic.SOURCE, "ours.py:", ".uuid4."),
        (
            judging("pass", imports="from uuid import uuid1"),
            Topic.SOURCE,
            "ours.py:",
            "imports uuid.uuid1",
        ),
        (
            judging("pass", imports="import subprocess as s"),
            Topic.SOURCE,
            "ours.py:",
            "imports subprocess",
        ),
        (
            judging("pass", imports="from time import time"),
            Topic.SOURCE,
            "ours.py:",
            "imports time",
        ),
    ],
)
def test_what_does_not_conform_is_told(
    text: str, topic: Topic, where: str, message: str, checked: Callable[..., Conformance]
) -> None:
    conformance = checked(text)
    concerns = [concern for concern in conformance.concerns if concern.topic is topic]
    assert any(where in concern.where and message in concern.message for concern in concerns), (
        conformance.concerns
    )
    assert all(concern.remedy.endswith(".") for concern in conformance.concerns)


HIDDEN_OPEN = "getattr(__builtins__, 'op' + 'en', None) or __builtins__['op' + 'en']"


@pytest.mark.parametrize(
    ("line", "imports", "text"),
    [
        (f"({HIDDEN_OPEN})(__file__).close()", "", "it does open"),
        ("late('ran' + 'dom').random()", "from importlib import import_module as late", "random"),
        ("late('ti' + 'me').time()", "from importlib import import_module as late", "time.time"),
        (
            "late('soc' + 'ket').socket().close()",
            "from importlib import import_module as late",
            "socket",
        ),
        (
            "late('subpro' + 'cess').run(['true'])",
            "from importlib import import_module as late",
            "subprocess.Popen",
        ),
    ],
)
def test_what_the_source_hides_is_seen_while_it_judges(
    line: str, imports: str, text: str, checked: Callable[..., Conformance]
) -> None:
    conformance = checked(judging(line, imports=imports), watched=True)
    messages = [
        concern.message for concern in conformance.concerns if concern.topic is Topic.WATCHED
    ]
    assert any(text in message for message in messages), conformance.concerns


def test_an_identifier_made_from_its_content_is_no_chance(
    checked: Callable[..., Conformance],
) -> None:
    line = "uuid5(NAMESPACE_URL, 'visits')"
    conformance = checked(
        judging(line, imports="from uuid import NAMESPACE_URL, uuid5"), watched=True
    )
    assert (conformance.complete, conformance.concerns) == (True, ())


def test_a_plugin_that_ends_its_process_ends_nothing_else(
    checked: Callable[..., Conformance],
) -> None:
    conformance = checked(judging("os._exit(7)", imports="import os"), watched=True)
    assert not conformance.complete
    assert any("ended with 7" in concern.message for concern in conformance.concerns), (
        conformance.concerns
    )


def test_a_plugin_that_exits_in_an_element_is_told(checked: Callable[..., Conformance]) -> None:
    conformance = checked(judging("raise SystemExit(0)"))
    assert not conformance.complete
    assert any("raised SystemExit" in concern.message for concern in conformance.concerns), (
        conformance.concerns
    )


@pytest.mark.parametrize("text", ["[1]", "{'add': [1]}", "{'add': {KIND: 3}}", "1 / 0"])
def test_a_sample_that_is_none_is_told(text: str, checked: Callable[..., Conformance]) -> None:
    begin = SOUND.index('    return {"add"')
    conformance = checked(f"{SOUND[:begin]}    return {text}\n")
    assert any(concern.where == "lever5_sample" for concern in conformance.concerns), (
        conformance.concerns
    )


def test_a_folder_of_files_holds_plugins_of_their_own(tmp_path: Path) -> None:
    for name in ("maple", "oak"):
        text = one_file(name, f"{name}.py")
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    conformance = conform(str(tmp_path), watched=False)
    assert (conformance.complete, conformance.concerns) == (True, ())
    assert "2 criteria with 2 elements" in conformance.facts[0]


def test_an_order_of_hashes_shows(checked: Callable[..., Conformance]) -> None:
    words = "{'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'}"
    text = changed(
        (
            "    return covers(\n        found=meetings.distinct(MentorMeeting.campus_id)",
            f"    if meetings.count(): return met(' '.join(['A', *{words}]) + '.')\n"
            "    return covers(\n        found=meetings.distinct(MentorMeeting.campus_id)",
        ),
        ("    covers,\n", "    covers,\n    met,\n"),
    )
    conformance = checked(text, watched=True)
    assert any("two things" in concern.message for concern in conformance.concerns), (
        conformance.concerns
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 / 0", "could not be imported: ZeroDivisionError"),
        (changed(("LEVER5_API = 1", "LEVER5_API = 0")), "too old for lever5-rules"),
        (changed(("LEVER5_API = 1", "LEVER5_API = 99")), "too new for lever5-rules"),
        (changed(("LEVER5_API = 1", "LEVER5_API = True")), "states True"),
        (changed(('KIND = "maple_mentor_meeting"', 'KIND = "meeting_log"')), "claims the kind"),
        (
            changed(("def lever5_kinds", "def lever5_kind")),
            "which is not a hook. Did you mean lever5_kinds?",
        ),
        (changed((BODY, f"    1 / 0\n{BODY}")), "raised ZeroDivisionError"),
    ],
)
def test_a_plugin_that_fails_is_not_complete(
    text: str, message: str, tmp_path: Path, lever5: Command
) -> None:
    (tmp_path / "ours.py").write_text(text, encoding="utf-8")
    ran = lever5("plugins", "check", str(tmp_path), "--format", "json")
    assert ran.code == 3
    data = json.loads(ran.out)
    assert data["complete"] is False
    assert any(message in row["message"] for row in data["to_mend"]), data


@pytest.mark.parametrize(
    ("text", "message", "to_do"),
    [
        (
            judging("len(meetings)"),
            "On the sample district: it takes the length or truth of records, which have none; ask "
            "for .count() (ours.py, line 54).",
            "Mend it in the rule.",
        ),
        (
            changed(("    return [MentorMeeting]", "    return []")),
            "It asks for maple_mentor_meeting, a kind that nobody provides.",
            "Return the class MentorMeeting from the hook lever5_kinds.",
        ),
        (
            changed(('    return {"add"', '    return 5\n    return {"add"')),
            "What it gives cannot be judged (AttributeError: 'int' object has no attribute 'get').",
            "Give {'add': {kind: [rows or documents]}, 'gaps': {element: {kind: fields}}}.",
        ),
    ],
)
def test_what_keeps_a_rule_from_being_judged_is_told_with_what_to_do(
    text: str, message: str, to_do: str, checked: Callable[..., Conformance]
) -> None:
    conformance = checked(text, watched=True)
    assert (message, to_do) in [
        (concern.message, concern.remedy) for concern in conformance.concerns
    ]


def test_a_ruleset_that_is_refused_is_told_once(tmp_path: Path, lever5: Command) -> None:
    assert lever5("plugins", "new", "maple", str(tmp_path / "ours")).code == 0
    (file,) = (tmp_path / "ours" / "src").rglob("*.toml")
    file.write_text(file.read_text(encoding="utf-8").replace("value", "valu"), encoding="utf-8")
    conformance = conform(str(tmp_path / "ours"), watched=False)
    assert [concern.topic for concern in conformance.concerns] == [Topic.RULESETS]
    assert "not judged for lack of a ruleset" in conformance.facts[0]


def test_a_gap_that_the_kit_does_not_find_is_declared(
    checked: Callable[..., Conformance],
) -> None:
    hard = changed(
        (
            '    held_on: date = entry("Day of the meeting")\n',
            '    held_on: date = entry("Day of the meeting")\n'
            '    topic: str = entry("What it was about")\n',
        ),
        ('"held_on": held_on}', '"held_on": held_on, "topic": "lessons"}'),
        (
            "    return covers(\n        found=meetings.distinct(MentorMeeting.campus_id)",
            "    if meetings.distinct('topic') == ('gossip',):\n"
            "        return gap(Reason.NOT_COVERED, 'They gossip.', 'Speak of lessons.')\n"
            "    return covers(\n"
            "        found=[*meetings.distinct(MentorMeeting.campus_id), *campuses.ids]",
        ),
        ("    covers,\n", "    Reason,\n    covers,\n    gap,\n"),
    )
    assert any("makes it a gap" in concern.message for concern in checked(hard).concerns)
    declared = hard.replace(
        "for campus in campuses]}}",
        'for campus in campuses]}, "gaps": {"' + ELEMENT + '": {KIND: {"topic": "gossip"}}}}',
    )
    assert not any("makes it a gap" in concern.message for concern in checked(declared).concerns)


def test_a_replaced_rule_is_shown(checked: Callable[..., Conformance]) -> None:
    conformance = checked(changed(('"maple:mentor-meetings",', '"5.2.4-3",\n    replaces=True,')))
    assert "replaces the built-in rules 5.2.4-3" in conformance.facts


def test_rulesets_and_mappings_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "ours.py").write_text(
        "from pathlib import Path\n\nfrom lever5_rules import hookimpl\n\nLEVER5_API = 1\n"
        "HERE = Path(__file__).parent\n\n\n"
        "@hookimpl\ndef lever5_rulesets():\n"
        "    return {'vague': HERE / 'vague.toml', 'unknown': HERE / 'unknown.toml'}\n\n\n"
        "@hookimpl\ndef lever5_mappings():\n    return {'ours': HERE / 'ours.mapping.toml'}\n",
        encoding="utf-8",
    )
    limit = '[limits."plc.min_minutes"]\nvalue = 50\norigin = "district"\nsource = "TBD"\n'
    for name, body in (("vague", limit), ("unknown", limit.replace("plc.min", "plc.mn"))):
        text = f'name = "{name}"\nversion = "1"\ntitle = "T"\nextends = "default"\n{body}'
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    mapping = 'title = "Ours"\ntarget = "meeting_lg"\n[fits]\nheads = ["X"]\n'
    (tmp_path / "ours.mapping.toml").write_text(mapping, encoding="utf-8")
    by_where = {
        concern.where: concern.message for concern in conform(str(tmp_path / "ours.py")).concerns
    }
    assert by_where["vague, limit plc.min_minutes"] == "Its source is 'TBD'."
    assert "plc.min_minutes" in by_where["unknown"]
    assert "Did you mean meeting_log?" in by_where["mapping ours"]


def test_exit_codes_and_what_is_printed(tmp_path: Path, lever5: Command) -> None:
    file = tmp_path / "ours.py"
    file.write_text(SOUND, encoding="utf-8")
    assert "It conforms" in lever5("plugins", "check", str(file)).out
    file.write_text(judging("date.today()"), encoding="utf-8")
    ran = lever5("plugins", "check", str(file))
    assert ran.code == 1
    assert "To do: Take the day of the review from Review" in " ".join(ran.out.split())
    assert "cannot see" in ran.out
    ran = lever5("plugins", "check", "lever5-rule")
    assert ran.code == 2
    assert "Did you mean lever5-rules?" in ran.err
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    ran = lever5("plugins", "check", str(tmp_path))
    assert ran.code == 2
    assert "names no plugin" in ran.err


@pytest.mark.parametrize(
    "text",
    [
        "LEVER5_API = 1\n",
        "from lever5_rules import hookimpl\n\nLEVER5_API = 1\n\n\n@hookimpl\n"
        "def lever5_criteria() -> list[object]:\n    return []\n",
    ],
)
def test_a_plugin_that_offers_nothing_is_told(
    text: str, checked: Callable[..., Conformance]
) -> None:
    conformance = checked(text)
    (concern,) = [
        concern for concern in conformance.concerns if "offers nothing" in concern.message
    ]
    assert concern.topic is Topic.LOADING
    assert "lever5_criteria" in concern.remedy


def test_the_rule_of_the_readme_is_a_whole_plugin(checked: Callable[..., Conformance]) -> None:
    text = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
    blocks = [part.partition("```")[0] for part in text.split("```python\n")[1:]]
    (plugin,) = [block for block in blocks if "rule.element" in block]
    assert not [concern for concern in checked(plugin).concerns if concern.topic is Topic.LOADING]
    assert "1 criterion with 1 element" in checked(plugin).facts[0]


def test_a_plugin_that_ends_its_process_without_a_word_is_told(
    checked: Callable[..., Conformance],
) -> None:
    conformance = checked(judging("os._exit(0)", imports="import os"), watched=True)
    assert not conformance.complete
    (concern,) = [known for known in conformance.concerns if "ended with 0" in known.message]
    assert concern.where == ELEMENT
    assert "ours.py:" in concern.message
    assert not [known for known in conformance.concerns if known.where == "lever5_sample"]


def test_a_loop_without_end_is_told_with_its_element(checked: Callable[..., Conformance]) -> None:
    started = time.monotonic()
    conformance = checked(judging("while True: pass"), watched=True)
    assert time.monotonic() - started < 60
    assert not conformance.complete
    (concern,) = [known for known in conformance.concerns if "loop without end" in known.message]
    assert concern.where == ELEMENT


def test_a_hook_that_returns_nothing_is_told(checked: Callable[..., Conformance]) -> None:
    conformance = checked(changed(("    return [rule]", "    return []")))
    (concern,) = [known for known in conformance.concerns if "lever5_criteria" in known.where]
    assert "returns nothing" in concern.message


def test_a_field_without_a_type_is_told(checked: Callable[..., Conformance]) -> None:
    conformance = checked(changed(("campus_id: str = entry", "campus_id = entry")))
    assert not conformance.complete
    (concern,) = conformance.concerns
    assert "the field campus_id has no type" in concern.message
    assert "campus_id: str = entry" in concern.message

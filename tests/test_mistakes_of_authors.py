"""Mistakes that authors of plugins make: one small plugin each, and what it is told."""

from pathlib import Path

import pytest

from lever5_rules.testing.conformance import conform

HEAD = '''"""A plugin with one mistake."""

from collections.abc import Sequence
from typing import Annotated

from lever5_rules import hookimpl
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.observation import Observation
from lever5_rules.authoring import *
from lever5_rules.plugins import Reporter

LEVER5_API = 1
rule = Rule("{name}:one", judges=Judges.FULL, not_judged="nothing",
    title="Meetings", requirement="Each campus meets.")
'''
TAIL = """

@hookimpl
def lever5_criteria() -> Sequence[Rule]:
    return [rule]
"""
SOUND = '''

@rule.element(level=Level.RECORDED)
def held(meetings: Records[Meeting], campuses: Campuses) -> Verdict:
    """Meetings were held on every campus."""
    found = meetings.distinct(Meeting.campus_id)
    return covers(found=found, wanted=campuses.ids, what="Campuses", remedy="Meet at {lacking}.")
'''
MISTAKES = {
    "swapped": (
        SOUND.replace("found=found, wanted=campuses.ids", "found=campuses.ids, wanted=found"),
        "it should pass no more",
    ),
    "othercolumn": (
        SOUND.replace("Meeting.campus_id", "Observation.campus_id"),
        "asks meeting_log for the column 'campus_id' of observation_log",
    ),
    "unusedlimit": (
        SOUND.replace(
            "campuses: Campuses)",
            'campuses: Campuses, least: Annotated[Limit[int], "plc.min_minutes"])',
        ),
        "It asks for least and never uses it.",
    ),
    "privateimport": (
        "\nfrom lever5_rules.engine.judge import Judge\n" + SOUND,
        "imports lever5_rules.engine.judge, which is private",
    ),
    "unmarked": (
        SOUND + "\n\ndef lever5_kinds():\n    return []\n",
        "defines lever5_kinds without @hookimpl",
    ),
    "misspelt": (
        SOUND
        + '''

@kind("walk", family=Family.RECORD, office="office")
class Walk(Row):
    """Walks that were held on campuses."""

    campus_id: str = entry("Campus", refers_to="campsu")


@hookimpl
def lever5_kinds():
    return [Walk]
''',
        "refer to 'campsu', which is listed nowhere. Did you mean campus?",
    ),
    "students": (
        SOUND
        + '''

@kind("walk", family=Family.RECORD, office="office")
class Walk(Row):
    """Walks that were held on campuses."""

    student_name: str = entry("Student")


@hookimpl
def lever5_kinds():
    return [Walk]
''',
        "declares student_name in the kind walk, which names students",
    ),
    "emptyformat": (
        SOUND
        + """

@hookimpl
def lever5_reporters():
    return [Reporter("empty", (".empty",), "nothing at all", lambda report: None)]
""",
        "It gives NoneType in place of text or bytes.",
    ),
    "greedyreader": (
        "\nfrom lever5_rules.reading.reader import Reader\n"
        + SOUND
        + """

@hookimpl
def lever5_readers():
    def claims(files, intake):
        return [(one,) for one in files if one.path.endswith(".csv")]

    return [Reader("greedy", claims, lambda group, intake: None)]
""",
        "It claims staff_roster.csv",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told(name: str, tmp_path: Path) -> None:
    body, said = MISTAKES[name]
    file = tmp_path / f"{name}.py"
    file.write_text(HEAD.replace("{name}", name) + body + TAIL, encoding="utf-8")
    found = conform(str(file), watched=False)
    told = [one.message for one in found.concerns]
    assert [one for one in told if said in one], told
    assert all(one.remedy for one in found.concerns)


def test_the_same_plugin_without_a_mistake_conforms(tmp_path: Path) -> None:
    file = tmp_path / "sound.py"
    file.write_text(HEAD.replace("{name}", "sound") + SOUND + TAIL, encoding="utf-8")
    found = conform(str(file), watched=False)
    assert [one.message for one in found.concerns] == []
    assert found.complete

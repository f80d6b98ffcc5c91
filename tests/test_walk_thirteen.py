"""What the thirteenth walk through the whole program found."""

import pickle
import re
import subprocess
import sys
import time
from collections.abc import Iterator, MutableMapping, MutableSequence, MutableSet
from copy import copy, deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

import lever5_rules as l5
from lever5_rules.authoring import Family, Row, entry, kind
from lever5_rules.testing.conformance import conform

ROOT = Path(__file__).resolve().parents[1]
LIVE_OAK = ROOT / "examples" / "live-oak-charter"
CEDAR = ROOT / "examples" / "cedar-hollow-isd"
MENDED = ROOT / "examples" / "cedar-hollow-isd-mended"
DAY = date(2026, 11, 23)


def made() -> Iterator[Any]:
    """Yield one of each object that a function of the library returns."""
    old, new = (l5.check(bundle, select="5.2.4", as_of=DAY) for bundle in (CEDAR, MENDED))
    yield from (old, l5.diff(old, new), l5.plan(old), l5.history([old, new]))
    yield from (l5.forecast(MENDED, as_of=DAY, select="5.1.1"), l5.verify(old, CEDAR))
    yield from (
        l5.explain("5.2.4-1"),
        l5.needs("5.2.4"),
        l5.criteria(),
        l5.Ruleset.load("exemplar"),
    )


@cache
def results() -> tuple[Any, ...]:
    return tuple(made())


def held(value: Any, path: str, seen: set[int]) -> Iterator[tuple[str, Any]]:
    """Yield all public attributes below an object, properties included, with their paths."""
    if id(value) in seen:
        return
    seen.add(id(value))
    yield path, value
    if isinstance(value, tuple | frozenset):
        for item in value:
            yield from held(item, f"{path}[]", seen)
    elif attrs.has(type(value)):
        properties = {
            name for name in dir(type(value)) if isinstance(getattr(type(value), name), property)
        }
        for name in sorted(properties | {field.name for field in attrs.fields(type(value))}):
            if not name.startswith("_"):
                yield from held(getattr(value, name), f"{path}.{name}", seen)


CHANGEABLE = (MutableMapping, MutableSequence, MutableSet)


def test_what_the_library_hands_out_cannot_be_changed() -> None:
    found = [
        path
        for result in results()
        for path, value in held(result, type(result).__name__, set())
        if isinstance(value, CHANGEABLE)
    ]
    assert not found


def test_a_limit_of_a_ruleset_cannot_be_replaced() -> None:
    ruleset: Any = l5.Ruleset.load("default")
    with pytest.raises(TypeError):
        ruleset.limits["plc.min_minutes"] = None


def test_each_result_can_be_pickled_and_copied() -> None:
    for result in results():
        assert pickle.loads(pickle.dumps(result)) == copy(result) == deepcopy(result) == result


def test_what_holds_plugins_says_that_it_cannot_be_pickled() -> None:
    checker = l5.Checker(entry_points=False)
    for held_by, advice in (
        (checker, "Checker cannot be pickled: .* Create one in the other process"),
        (checker.load(LIVE_OAK), "OpenBundle cannot be pickled: .* Send the path of the bundle"),
    ):
        assert deepcopy(held_by) is copy(held_by) is held_by
        with pytest.raises(l5.UsageError, match=advice):
            pickle.dumps(held_by)


def files_of(bundle: Path) -> dict[str, Any]:
    """Return the files of a bundle in memory, for changes."""
    return {
        path.relative_to(bundle).as_posix(): path.read_bytes()
        for path in bundle.rglob("*")
        if path.is_file()
    }


def changed(bundle: Path, file: str, *replacements: tuple[str, str]) -> dict[str, Any]:
    """Return the files of a bundle in memory, with a text of one file replaced."""
    files = files_of(bundle)
    text = files[file].decode()
    for before, after in replacements:
        assert before in text
        text = text.replace(before, after)
    return {**files, file: text.encode()}


def messages_of(files: Any, file: str) -> list[str]:
    return [problem.message for problem in l5.load(files).problems if problem.file == file]


def test_a_campus_listed_twice_is_told_with_what_differs() -> None:
    files = files_of(MENDED)
    profile = files["district.toml"].decode()
    again = (
        '\n[[campuses]]\ncampus_id = "999901001"\nname = "Cedar Hollow High School"\n'
        'division = "middle"\ngrades = ["9", "10", "11", "12"]\n'
        "eb_enrolled = false\nsped_served = true\n"
    )
    line = profile.count("\n") + 3
    told = messages_of({**files, "district.toml": (profile + again).encode()}, "district.toml")
    assert told == [
        f"campus '999901001' is listed twice (line 17 and line {line}); they differ in division "
        "and eb_enrolled. Keep one entry for each campus, and give each campus its own number."
    ]


def test_a_campus_that_serves_nobody_and_has_a_teacher_is_told_in_a_sentence() -> None:
    files = changed(MENDED, "district.toml", ("eb_enrolled = true", "eb_enrolled = false"))
    assert any("lists an eb_teacher there" in text for text in messages_of(files, "district.toml"))


def test_a_criterion_that_was_not_selected_before_has_not_opened() -> None:
    old = l5.check(CEDAR, select="5.2", as_of=DAY)
    new = l5.check(CEDAR, select="5.2.4,5.1.1-4", as_of=DAY)
    changes = l5.diff(old, new)
    assert changes.those("opened") == ()
    (change,) = changes.those("new")
    assert change.id == "5.1.1-4"
    assert {element.change for element in change.elements} == {"new"}
    text = l5.render(changes)
    assert "0 opened, 0 closed, 1 new, 0 changed, 4 as before" in text
    assert "NEW: judged now, and not selected before" in text
    assert "OPENED" not in text


RULES = {"name": "ours", "version": "1", "title": "Ours", "extends": "default"}
WAIVER = {"target": "5.2.4-3", "reason": "New hall.", "approver_role": "superintendent"}
WAIVER |= {"expires": "2027-01-31"}


@pytest.mark.parametrize(
    ("key", "text", "advice"),
    [
        ("reason", "On leave: Ms. Alvarez", "name of a person, .* name a role"),
        ("reason", "Ask jane.doe@x.org", "e-mail address, .* Take it out"),
        ("reason", "SSN 123-45-6789", "social security number, .* Take it out"),
        ("approver_role", "Maria Alvarez", "write the role, such as superintendent"),
        ("approver_role", "Dr. Alvarez", "name of a person"),
    ],
)
def test_a_waiver_that_names_somebody_is_refused_and_not_repeated(
    key: str, text: str, advice: str
) -> None:
    with pytest.raises(
        l5.RulesetError, match=f"waiver 1: {key} holds what looks like .*{advice}"
    ) as caught:
        l5.Ruleset.from_mapping({**RULES, "waivers": [{**WAIVER, key: text}]})
    assert text not in str(caught.value)
    assert "Alvarez" not in str(caught.value)


@pytest.mark.parametrize("role", ["superintendent", "Martin High School principal", "Principal"])
def test_a_role_is_no_name(role: str) -> None:
    ruleset = l5.Ruleset.from_mapping({**RULES, "waivers": [{**WAIVER, "approver_role": role}]})
    assert ruleset.waivers[0].approver_role == role


def test_a_source_may_cite_its_authors_and_name_nobody_else() -> None:
    def limits(source: str) -> dict[str, Any]:
        limit = {"value": 50, "origin": "research", "source": source}
        return {**RULES, "limits": {"plc.min_minutes": limit}}

    l5.Ruleset.from_mapping(limits("Robert J. Marzano, 2012."))
    for source in ("Agreed with Ms. Alvarez", "Mail to jane.doe@x.org"):
        with pytest.raises(l5.RulesetError, match="source holds what looks like"):
            l5.Ruleset.from_mapping(limits(source))


def test_what_people_write_for_the_keys_of_a_waiver_is_understood() -> None:
    waiver = {"criterion" if key == "target" else key: value for key, value in WAIVER.items()}
    with pytest.raises(l5.RulesetError, match=r"'criterion' is not known\. Did you mean target\?"):
        l5.Ruleset.from_mapping({**RULES, "waivers": [waiver]})


def test_a_plugin_whose_import_does_not_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lever5_rules.testing.conformance.watch.SECONDS", 2)
    plugin = tmp_path / "ours.py"
    plugin.write_text("LEVER5_API = 1\n\nwhile True:\n    pass\n", encoding="utf-8")
    result = l5.check_plugin(plugin)
    (concern,) = result.concerns
    assert not result.complete
    assert concern.where.startswith(f"{plugin}:")
    assert concern.message == "Its import took more than 2 seconds and was stopped."


def test_wrong_arguments_are_answered_in_sentences() -> None:
    report = results()[0]
    with pytest.raises(l5.UsageError, match=r"plugin_folders is .*5.*; give a folder or"):
        l5.check(LIVE_OAK, plugin_folders=[5])  # type: ignore[list-item]
    with pytest.raises(l5.UsageError, match="width is '80'; a number of columns"):
        report.render("text", width="80")
    with pytest.raises(l5.UsageError, match="color is 'no'; True or False"):
        report.render("text", color="no")
    with pytest.raises(l5.UsageError, match="folder is 5; the path of a folder"):
        report.render("github", folder=5)


def test_each_result_has_a_format_of_its_own_by_default() -> None:
    for result in results()[:6]:
        assert l5.render(result)
    with pytest.raises(l5.UsageError, match="no format 'txt' for a plan"):
        l5.render(results()[2], "txt")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_a_closed_standard_output_is_told() -> None:
    command = f"{sys.executable} -m lever5_rules.cli criteria"
    done = subprocess.run(
        ["sh", "-c", f"{command} >&-"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Standard output cannot be written (it is closed)." in done.stderr


def test_lists_in_cells_may_be_written_with_lines_or_bars() -> None:
    file = "meeting_log.csv"
    for between in (
        '"principal\nassistant_principal\ninstructional_coach"',
        "principal|assistant_principal|instructional_coach",
    ):
        written = ("principal;assistant_principal;instructional_coach", between)
        assert messages_of(changed(LIVE_OAK, file, written), file) == []
    told = changed(LIVE_OAK, "training_calendar.csv", (",all,", ",999801101|999801101,"))
    (message,) = messages_of(told, "training_calendar.csv")
    assert message.endswith("without semicolons between names; read as a list.")


def test_a_day_that_a_spreadsheet_shows_as_a_number_is_told() -> None:
    files = changed(LIVE_OAK, "meeting_log.csv", ("2026-08-13", "46240"))
    (message, *_) = messages_of(files, "meeting_log.csv")
    assert message.startswith(
        "date is '46240'; it is the number that a spreadsheet keeps for a day."
    )
    assert "Format the column as a date" in message


def test_a_table_of_very_many_columns_is_not_read() -> None:
    files = files_of(LIVE_OAK)
    heads = ",".join(f"c{number}" for number in range(200_000)).encode()
    start = time.perf_counter()
    (message, *_) = messages_of({**files, "meeting_log.csv": heads + b"\n"}, "meeting_log.csv")
    assert time.perf_counter() - start < 5
    assert "it has 200000 columns, and at most 10000 are read" in message


PLUGIN = """import {imported}
from lever5_rules import hookimpl
from lever5_rules.authoring import Campuses, Judges, Level, Rule

LEVER5_API = 1
rule = Rule(
    "ours:rule", judges=Judges.FULL, not_judged="", title="Ours", requirement="It is ours."
)


@rule.element(level={level})
def ours(campuses: Campuses):
    {docstring}
    return {returned}


@hookimpl
def lever5_criteria():
    return [rule]
"""
RIGHT = {
    "imported": "json",
    "level": "Level.RECORDED",
    "docstring": '"""It is ours."""',
    "returned": "campuses",
}


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        ({"imported": "jsonn"}, "No module named 'jsonn' (ours.py, line 1)"),
        (
            {"level": '"recorded"'},
            "level is 'recorded'; give Level.CITED or such. (ours.py, line 11)",
        ),
        ({"docstring": ""}, "has no docstring to say what it requires. (ours.py, line 11)"),
        ({"returned": "1 / 0"}, "it raised ZeroDivisionError: division by zero (ours.py, line 14)"),
        ({"returned": "None"}, "it returned None instead of a verdict (ours.py, line 11)"),
        ({"returned": "True"}, "it returned True instead of a verdict (ours.py, line 11)"),
    ],
)
def test_the_mistakes_of_a_plugin_are_told_with_their_line(
    mistake: dict[str, str], said: str, tmp_path: Path
) -> None:
    (tmp_path / "ours.py").write_text(PLUGIN.format(**{**RIGHT, **mistake}), encoding="utf-8")
    result = conform(str(tmp_path / "ours.py"), attacked=False, watched=False)
    assert said in " ".join(concern.message for concern in result.concerns)
    assert str(tmp_path) not in " ".join(concern.message for concern in result.concerns)


@pytest.mark.parametrize("of", [tuple[int, str], tuple[int]])
def test_a_tuple_of_fixed_length_is_no_type_of_a_field(of: Any) -> None:
    class Lengths(Row):
        """Lengths."""

        minutes: of = entry("Minutes")

    with pytest.raises(l5.RuleError, match=r"minutes has the type .*; write tuple\[X, \.\.\.\]"):
        kind("ours_lengths", family=Family.RECORD, office="us")(Lengths)


def test_empty_paths_are_refused_in_words() -> None:
    with pytest.raises(l5.UsageError, match="path of the folder of reports is empty"):
        l5.history("")
    for read in (l5.read_report, lambda path: l5.history([path])):
        with pytest.raises(l5.ReportError, match="path of the report is empty"):
            read("")


def test_heads_are_understood_as_the_page_on_workbooks_says() -> None:
    page = (ROOT / "docs" / "forms" / "workbooks.md").read_text(encoding="utf-8")
    heads = re.findall(r"`([^`]+)`", page.partition("headers in any case (")[2].partition(")).")[0])
    assert len(heads) >= 2
    campus, minutes = (" ".join(head.split()) for head in heads[:2])
    files = changed(
        LIVE_OAK, "meeting_log.csv", (",campus_id,", f",{campus},"), (",minutes,", f",{minutes},")
    )
    assert messages_of(files, "meeting_log.csv") == []


def feed_of(*events: tuple[str, str]) -> bytes:
    """Return a calendar feed with whole days, each with its name."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN"]
    for number, (day, name) in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}@x", f"DTSTART;VALUE=DATE:{day}"]
        lines += [f"SUMMARY:{name}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def calendar_messages(*events: tuple[str, str]) -> list[str]:
    files = files_of(LIVE_OAK)
    del files["instructional_calendar.csv"]
    feed = feed_of(*events, ("20270527", "Last Day of School"))
    return messages_of({**files, "instructional_calendar.ics": feed}, "instructional_calendar.ics")


def test_the_first_day_of_a_grade_is_not_that_of_all() -> None:
    told = calendar_messages(
        ("20260812", "First Day of School"), ("20260819", "First Day of School - Kindergarten")
    )
    assert any("from 2026-08-12 to 2027-05-27" in message for message in told)
    assert any(
        "first day on 2026-08-19 is for some grades or schools only" in text for text in told
    )


def test_two_first_days_are_told_with_their_lines() -> None:
    told = calendar_messages(
        ("20260812", "First Day of School"), ("20260819", "First Day of Instruction")
    )
    assert any("names 2026-08-12 (line 4) and 2026-08-19 (line 9) as the first" in x for x in told)


def test_a_word_that_is_no_grade_is_told() -> None:
    file = "curriculum_adoption_record.csv"
    for word in ("13", "banana"):
        (message,) = messages_of(changed(LIVE_OAK, file, (",K;1;2;3;4;5,", f",K;{word},")), file)
        assert re.match(r"grades: .* is no grade; write PK, K, 1 to 12, or a range", message)
    profile = messages_of(
        changed(CEDAR, "district.toml", ('"9", "10"', '"9", "13"')), "district.toml"
    )
    assert any("grades: '13' is no grade" in message for message in profile)
    assert not [text for text in messages_of(files_of(LIVE_OAK), file) if "grade" in text]

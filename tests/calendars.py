"""Calendar feeds for tests, and the example district with some of its files replaced."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import lever5_rules as l5
from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.checking import names_of
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.report import Report
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load
from lever5_rules.ruleset.ruleset_files import load_ruleset

HERE = Path(__file__).parent
CEDAR = HERE.parent / "examples" / "cedar-hollow-isd"
PROFILE = (CEDAR / "district.toml").read_text(encoding="utf-8")
ACADEMIC = (HERE / "data" / "academic-calendar.ics").read_bytes()
LEARNING = (HERE / "data" / "professional-learning.ics").read_bytes()
LOADED = load_plugins(entry_points=False)
WORDS = load_ruleset("default", LOADED.rulesets, names_of(LOADED)).words


def feed(*events: tuple[str, ...], head: str = "") -> bytes:
    """A feed of events, each given by its lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *filter(None, [head])]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return "".join(f"{line}\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def day(summary: str, start: str, *more: str) -> tuple[str, ...]:
    return (f"UID:{summary}-{start}", f"SUMMARY:{summary}", f"DTSTART;VALUE=DATE:{start}", *more)


def session(uid: str, start: str, *more: str, words: str = "PBIS,Teachers,Training,all") -> Any:
    return (f"UID:{uid}", f"DTSTART:{start}", "DURATION:PT1H", f"CATEGORIES:{words}", *more)


SCHOOL = (day("First Day of School", "20260812"), day("Last Day of School", "20270527"))


def loaded(profile: str = PROFILE, **files: bytes) -> LoadedBundle:
    """A bundle with these feeds: `academic_calendar` is `academic_calendar.ics`."""
    named: dict[str, Any] = {f"{name}.ics": content for name, content in files.items()}
    bundle = Bundle.from_mapping({"district.toml": profile, **named})
    return load(bundle, LOADED.kinds, WORDS)


def rows(bundle: LoadedBundle, kind: str, *columns: str) -> list[tuple[Any, ...]]:
    table = bundle.tables[kind]
    return [tuple(table.columns[name].at(row) for name in columns) for row in range(table.size)]


def taught(bundle: LoadedBundle) -> dict[date, Any]:
    return dict(rows(bundle, "instructional_calendar", "date", "is_instructional"))


def message_with(bundle: LoadedBundle | Report, part: str) -> str:
    """Place and sentence of the first problem that says this."""
    texts = [
        f"{problem.where}: {problem.message}"
        for problem in bundle.problems
        if part in problem.message
    ]
    assert texts, [problem.message for problem in bundle.problems]
    return texts[0]


def lost(bundle: LoadedBundle, kind: str | None) -> str:
    """Why nothing can be said of a kind."""
    problems = bundle.lost.get(kind, ())
    assert problems, [problem.message for problem in bundle.problems]
    return problems[0].message


def cedar(*without: str, **files: Any) -> Report:
    """The example district with some files in the place of others."""
    sources: dict[str, Any] = {
        path.name: path.read_bytes()
        for path in CEDAR.rglob("*")
        if path.is_file() and path.suffix in (".toml", ".csv") and path.name not in without
    }
    named = {name.replace("__", "."): content for name, content in files.items()}
    return l5.check(Bundle.from_mapping({**sources, **named}), entry_points=False)


def elements(report: Report) -> dict[str, ElementFinding]:
    every = [element for finding in report.findings for element in finding.elements]
    return {member.id: member for group in every for member in (group, *group.alternatives)}


def verdicts(report: Report) -> dict[str, tuple[Any, ...]]:
    return {
        key: (element.outcome, element.reason, element.message)
        for key, element in elements(report).items()
    }


def table_of(path: str) -> list[dict[str, str]]:
    with (CEDAR / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

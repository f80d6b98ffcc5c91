"""Reports that the tests of several formats are written from, made once each."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from attrs import evolve

import lever5_rules as l5
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import Judges, Level, Rule, Verdict, stated
from lever5_rules.reports.report import Report

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CEDAR = EXAMPLES / "cedar-hollow-isd"
DAY = date(2026, 11, 23)


def check(bundle: Any = CEDAR, **options: Any) -> Report:
    return l5.check(bundle, **{"as_of": DAY, "entry_points": False, **options})


@cache
def cedar() -> Report:
    """The example: passes, gaps and missing evidence."""
    return check()


def without_groups() -> l5.Bundle:
    """A district without emergent bilingual students and students in special education, and
    without their teachers."""
    files = contents()
    profile = files["district.toml"].decode()
    for word in ("eb_enrolled", "sped_served"):
        profile = profile.replace(f"{word} = true", f"{word} = false")
    (roster,) = (name for name in files if name.endswith("staff_roster.csv"))
    rows = files[roster].decode().splitlines(keepends=True)
    specialists = (",eb_teacher,", ",special_education_teacher,")
    left = "".join(row for row in rows if not any(specialist in row for specialist in specialists))
    return l5.Bundle.from_mapping({**files, "district.toml": profile, roster: left})


@cache
def inapplicable() -> Report:
    """A district in which some criteria do not apply."""
    return check(without_groups())


@cache
def waived() -> Report:
    """The example, with a waiver of a gap and one of missing evidence."""
    waiver = (
        '[[waivers]]\ntarget = "{}"\nreason = "Being rewritten"\n'
        'approver_role = "deputy superintendent"\nexpires = 2027-01-31\n'
    )
    with TemporaryDirectory() as folder:
        path = Path(folder, "waivers.toml")
        path.write_text(waiver.format("5.2.4-2") + waiver.format("5.3.2-1"), encoding="utf-8")
        return check(waivers=path)


@cache
def compared() -> Report:
    """The example against a baseline in which one gap was not yet, one was another, and one
    criterion that now passes fell short."""
    known = []
    for finding in cedar().findings:
        other = _fell_short(finding)
        if finding.criterion == "5.1.1-4":
            other = evolve(finding, outcome=l5.Outcome.PASS, elements=())
        known.append(other if finding.criterion in ("5.1.2-1", "5.1.3-1", "5.1.1-4") else finding)
    return check(baseline=evolve(cedar(), findings=tuple(known)))


def _fell_short(finding: l5.Finding) -> l5.Finding:
    """The finding with a gap of another kind."""
    gap = evolve(
        finding.elements[0],
        outcome=l5.Outcome.GAP,
        reason=l5.Reason.NOT_COVERED,
        advisory=False,
        fingerprint="0" * 16,
    )
    return evolve(finding, outcome=l5.Outcome.GAP, elements=(gap,))


def _plugin(name: str, **hooks: Any) -> Any:
    return SimpleNamespace(__name__=name, LEVER5_API=1, **hooks)


@cache
def incomplete() -> Report:
    """The example, with a rule that raises, and a plugin that cannot load."""
    rule = Rule(
        "northfield:one", judges=Judges.FULL, not_judged="nothing", title="One", requirement="One."
    )

    @rule.element(level=Level.CITED)
    def raises(guideline: PlcGuideline) -> Verdict:
        """Raises."""
        raise ValueError("no luck")

    @rule.element(level=Level.CITED)
    def sound(guideline: PlcGuideline) -> Verdict:
        """The guideline has a sample agenda."""
        return stated(guideline.sample_agenda, "Agenda")

    north = _plugin("northfield", lever5_criteria=l5.hookimpl(lambda: (rule,)))
    broken = _plugin("broken", lever5_criteria=l5.hookimpl(lambda: 1 / 0))
    return check(plugins=[north, broken])


@cache
def replaced() -> Report:
    """The example, of which a plugin judges one criterion in place of the built-in rule."""
    rule = Rule("5.2.4-3", judges=Judges.FULL, not_judged="nothing", replaces=True)

    @rule.element(level=Level.CITED)
    def sound(guideline: PlcGuideline) -> Verdict:
        """The guideline has a sample agenda."""
        return stated(guideline.sample_agenda, "Agenda")

    return check(plugins=[_plugin("northfield", lever5_criteria=l5.hookimpl(lambda: (rule,)))])


ESCAPES = "\x1b[31;1mred\x1b[0m\x1b]0;title\x07\x9b2J"
TURNED = "\u202egap.exe\u2066\u200f"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"
FORMULA = "=cmd|' /C calc'!A0"
COMMAND = "::error file=a::b ##[error]c"
LONG = "A" * 10_000
PRIVATE = ("Zebulon Quartermaine", "zq@example.org", "s-zzz777", "Needs Improvement 1.5")
"""A name, an address, a staff id and a rating that may appear nowhere."""


def hostile_text(start: str = "") -> str:
    return f"{start}{MARKUP} {COMMAND} {ESCAPES} {TURNED} {FORMULA} {LONG}"


def contents() -> dict[str, bytes]:
    """The files of the example."""
    return {
        path.relative_to(CEDAR).as_posix(): path.read_bytes()
        for path in sorted(CEDAR.rglob("*"))
        if path.suffix in (".toml", ".csv")
    }


def toml_text(text: str) -> str:
    """Text as a TOML string."""
    escaped = "".join(
        letter if letter.isprintable() and letter not in '"\\' else f"\\u{ord(letter):04x}"
        for letter in text
    )
    return f'"{escaped}"'


def hostile_files() -> Mapping[str, bytes]:
    """The example, with hostile text wherever a report might show it."""
    files = contents()

    def edit(name: str, *changes: tuple[str, str]) -> None:
        content = files[name].decode()
        for old, new in changes:
            assert old in content, old
            content = content.replace(old, new, 1)
        files[name] = content.encode()

    text = toml_text(hostile_text())
    edit("district.toml", ('"Cedar Hollow ISD"', text), ('"999901"', toml_text(FORMULA)))
    edit(
        "documents/plc_guideline-secondary.toml",
        ('"A PLC meeting lasts 40 minutes."', text),
        ('"Secondary PLC Guideline 2026-27"', text),
        ('"Follow-up on last week\'s next steps (5 min)"', text),
        ('"planning_period"', text),
        (
            'prepared_by_role = "director of curriculum and instruction"',
            f"prepared_by_role = {text}",
        ),
        ("meetings_per_week", f"{toml_text(TURNED + ESCAPES)} = 3\nmeetings_per_week"),
    )
    edit("documents/professional_learning_framework-coaching.toml", ('"Kraft, Blazar', text[:-1]))
    guideline = files.pop("documents/plc_guideline-secondary.toml")
    files[f"documents/{MARKUP.replace('/', '')} {TURNED}{ESCAPES}{FORMULA}.toml"] = guideline
    for start in ("::error::", "\x1b[2J", "=1+1", "\r\n::warning::", LONG):
        files[f"records/{start}{TURNED}.csv"] = b"a,b\n1,2\n"
    roster = files["records/staff_roster.csv"].decode().splitlines()
    name, address, number, rating = PRIVATE
    heads, *rows = roster
    rows.append(f"{number},2026-2027,teacher,999901041,s-nobody9,,math,,2026-10-01,")
    word = hostile_text().replace('"', '""')
    rows.append(f'{number}x,2026-2027,"{word}",999901041,,,,,"{word}",')
    files["records/staff_roster.csv"] = "\n".join(
        [f"{heads},name,email,rating", *(f"{row},{name},{address},{rating}" for row in rows)]
    ).encode()
    return files


@cache
def hostile() -> Report:
    """The hostile bundle, in memory."""
    return check(l5.Bundle.from_mapping(hostile_files()))


REPORTS: dict[str, Callable[[], Report]] = {
    function.__name__: function
    for function in (cedar, inapplicable, waived, compared, incomplete, hostile)
}

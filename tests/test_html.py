"""The report as a page: all of it is there, nothing of a bundle harms, nothing leaves the page."""

import re
import subprocess
import sys
from base64 import b64encode
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hostile
import pytest
from bs4 import BeautifulSoup, Tag

import lever5_rules as l5
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import Judges, Level, Rule, Verdict, stated
from lever5_rules.core.evidence import Evidence
from lever5_rules.core.text import shown
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.report import Report
from lever5_rules.findings.saved_reports import read_report
from lever5_rules.framework import framework
from lever5_rules.reports.formats.html_report import render
from lever5_rules.reports.names import for_people

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
REVIEWED = date(2026, 11, 23)
WAIVER = """
[[waivers]]
target = "5.1.1-4"
reason = "The vision is being rewritten & will be issued in January."
approver_role = "superintendent"
expires = 2027-01-31

[[waivers]]
target = "5.2.4-2"
reason = "Too late."
approver_role = "superintendent"
expires = 2026-09-01
"""


def check(name: str, **options: Any) -> Report:
    options.setdefault("as_of", REVIEWED)
    return l5.check(EXAMPLES / name, entry_points=False, **options)


@pytest.fixture(scope="module")
def cedar() -> Report:
    return check("cedar-hollow-isd")


@pytest.fixture(scope="module")
def page(cedar: Report) -> BeautifulSoup:
    return parsed(render(cedar))


def parsed(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def words(tag: Tag | None) -> str:
    """The text of a part of the page, with single spaces."""
    assert tag is not None
    return " ".join(tag.get_text().split())


def at(page: BeautifulSoup, name: str) -> Tag:
    tag = page.find(id=name)
    assert isinstance(tag, Tag), name
    return tag


def flat(text: str) -> str:
    return " ".join(text.split())


def failing_rule() -> SimpleNamespace:
    """A plugin with a sound criterion and one whose rule fails."""

    def sound(guideline: PlcGuideline) -> Verdict:
        """The guideline has a sample agenda."""
        return stated(guideline.sample_agenda, "Agenda")

    def broken(guideline: PlcGuideline) -> Verdict:
        """Fails."""
        raise ValueError("out of luck")

    rules = []
    for name, functions in (("northfield:sound", [sound]), ("northfield:bad", [sound, broken])):
        rule = Rule(name, judges=Judges.FULL, not_judged="nothing", title="Agenda", requirement="R")
        for function in functions:
            rule.element(level=Level.CITED)(function)
        rules.append(rule)
    hook = l5.hookimpl(lambda: rules)
    return SimpleNamespace(__name__="northfield", LEVER5_API=1, lever5_criteria=hook)


def test_every_element_is_there_with_all_that_is_known_of_it(
    cedar: Report, page: BeautifulSoup
) -> None:
    assert len(page.select("article.finding")) == len(cedar.findings) == 43
    parts = {str(row["id"]): row for row in page.find_all(id=True)}
    for finding in for_people(cedar).findings:
        article = parts[f"c-{finding.criterion}"]
        message = words(article)
        for text in (finding.title, finding.requirement, finding.not_judged):
            assert flat(text) in message
        assert article["data-outcome"] == finding.outcome.value
        for element in finding.elements:
            holds(parts[f"e-{element.id}"], element)
            for other in element.alternatives:
                inner = parts[f"e-{other.id}"]
                assert parts[f"e-{element.id}"] in inner.parents
                holds(inner, other)


def holds(drawn: Tag, element: ElementFinding) -> None:
    message = words(drawn)
    texts = [
        element.requirement,
        element.message,
        element.remedy,
        element.reader,
        element.office,
        *element.scope,
    ]
    for text in texts:
        assert flat(text) in message
    if element.limit:
        assert f"{shown(element.limit.value)} {element.limit.unit}" in message
        for text in (
            element.limit.name,
            element.limit.origin.value,
            element.limit.source,
            "ruleset’s own",
        ):
            assert flat(text) in message
    value = element.level_found.value if element.level_found else "none"
    assert f"{element.level_needed.value} needed, {value} found" in message
    evidence: Any = drawn.find(class_="evidence", recursive=True)
    lines = [words(line) for line in evidence.select("li")] if element.evidence else []
    assert len(lines) == len(element.evidence)
    for seen, line in zip(element.evidence, lines, strict=True):
        assert seen.file in message
        assert tells(seen, line)


def tells(seen: Evidence, line: str) -> bool:
    at = f"line {seen.line} " if seen.line else f"{seen.cell} " if seen.cell else ""
    value = "" if seen.value is None else flat(shown(seen.value))
    level = seen.level.value if seen.level else ""
    return line.startswith(f"{at}{seen.field}") and value in line and line.endswith(level)


def test_the_accounting_and_the_key_practices_come_first(
    cedar: Report, page: BeautifulSoup
) -> None:
    assert words(page.find(class_="sum")) == (
        "43 selected = 21 pass + 12 gap + 10 missing evidence + 0 not applicable + 0 error"
    )
    head = words(page.header)
    for text in ("Cedar Hollow ISD", "2026-2027", "November 23, 2026", "default 1"):
        assert text in head
    assert page.main is not None
    titles = [words(heading) for heading in page.main.find_all("h2")]
    assert titles[:7] == [
        "Where the district stands",
        "What matters most",
        "Key practices and campuses",
        "Appendix: every finding, with its evidence",
        "Mend these first",
        "At a glance",
        "Findings by key practice",
    ]
    for cause in for_people(cedar).causes:
        assert cause.problem in words(page.find(class_="causes"))


def test_a_closed_finding_says_how_it_falls_short(page: BeautifulSoup) -> None:
    closed = at(page, "c-5.2.4-3").summary
    assert closed is not None
    assert words(closed.find(class_="why")).endswith("40 found, at least 45 minutes asked.")
    assert "7 requirements: 2 gaps, 1 advice, 4 pass" in words(closed)
    assert not page.select(".finding.pass .why")


def test_the_picture_has_a_square_for_each_criterion_that_leads_to_it(
    cedar: Report, page: BeautifulSoup
) -> None:
    outcomes = {finding.criterion: finding.outcome.value for finding in cedar.findings}
    squares = page.select("a.square")
    assert [row["href"] for row in squares] == [f"#c-{name}" for name in framework().criteria]
    for square in squares:
        name = str(square["href"]).removeprefix("#c-")
        assert square.use is not None
        assert square.use["href"] == f"#m-{outcomes[name]}"
        word = outcomes[name].replace("-", " ")
        assert square["aria-label"] == f"{name} {framework().criteria[name].title}: {word}"
    assert len(page.select(".glance li")) == 13


def test_every_id_is_there_once_and_every_link_leads_to_one(page: BeautifulSoup) -> None:
    ids = [row["id"] for row in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for link in page.find_all(href=True):
        assert str(link["href"])[0] == "#"
        assert str(link["href"])[1:] in ids


@pytest.mark.parametrize("name", ["cedar-hollow-isd", "live-oak-charter"])
def test_the_policy_allows_the_one_style_and_the_one_script_and_nothing_else(name: str) -> None:
    page = parsed(render(check(name)))
    content = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert isinstance(content, Tag)
    (style,), (script,) = page.find_all("style"), page.find_all("script")
    assert content["content"] == (
        f"default-src 'none'; style-src {hashed(style)}; script-src {hashed(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    for tag in page.find_all(True):
        assert not {"style", "src", "srcset", "action"} & tag.attrs.keys()
        assert not [text for text in tag.attrs if text.startswith("on")]
    assert not re.search(r"url\(|@import|https?://", style.text + script.text)


def hashed(tag: Tag) -> str:
    assert not tag.attrs
    return f"'sha256-{b64encode(sha256(tag.text.encode()).digest()).decode()}'"


def test_nothing_of_a_hostile_bundle_is_more_than_text(page: BeautifulSoup) -> None:
    report = hostile.report()
    text = render(report)
    bad = parsed(text)
    assert len(bad.find_all("script")) == 1
    known = {node.name for node in page.find_all(True)} | {"table", "h4", "article"}
    assert {node.name for node in bad.find_all(True)} <= known
    assert all(not node.startswith("on") for tag in bad.find_all(True) for node in tag.attrs)
    assert hostile.SCRIPT in words(bad.h1)
    assert "\ufffd[31mred" in words(bad.h1)
    assert all(letter.isprintable() or letter == "\n" for letter in text)
    body: Any = bad.body
    longest = max(len(node) for node in body.find_all(string=True) if node.parent.name != "script")
    assert longest < 4_100
    assert len(words(bad.h1)) <= 120
    assert words(bad.find(class_="sum")).startswith(f"{report.accounting.selected} selected = ")
    assert len(bad.select("article.finding")) == len(report.findings)


def test_an_incomplete_run_says_so_first_and_names_what_failed() -> None:
    report = check("live-oak-charter", plugins=[failing_rule()])
    assert not report.complete
    page = parsed(render(report))
    assert words(page.title).startswith("Incomplete: ")
    assert words(page.header).startswith("This run is incomplete.")
    failure = at(page, "c-northfield:bad")
    assert "raised ValueError" in words(failure)
    assert "northfield:bad/sound" in words(failure)
    assert words(page.find(class_="sum")).endswith("+ 1 error")
    section = at(page, "kp-northfield")
    assert section.find(id="c-northfield:sound")
    assert "partial" in words(section)
    drawn = [row["aria-label"] for row in page.select("a.square") if "northfield" in row["href"]]
    assert drawn == ["northfield:bad northfield:bad: error", "northfield:sound Agenda: pass"]


def test_what_does_not_apply_is_listed_apart_with_its_reason() -> None:
    report = check("live-oak-charter")
    page = parsed(render(report))
    assert report.not_applicable
    for exclusion in report.not_applicable:
        assert exclusion.reason in words(at(page, f"c-{exclusion.id}"))
    finding = next(finding for finding in report.findings if finding.elements_not_applicable)
    apart = words(at(page, f"c-{finding.criterion}"))
    for other in finding.elements_not_applicable:
        assert f"{other.id} does not apply. {other.reason}" in apart


def test_a_part_of_the_criteria_says_that_it_is_partial() -> None:
    page = parsed(render(check("cedar-hollow-isd", select=["5.2.4"], ignore=["5.2.4-4"])))
    assert "partial: 3 of 4 criteria" in words(at(page, "kp-5.2.4"))
    assert [row["class"][1] for row in page.select(".square")][-1] == "not-selected"
    assert len(page.select(".square")) == 4
    assert "3 of 43 success criteria" in words(page.find(class_="note"))


def test_waivers_and_changes_stand_at_the_finding_and_in_their_list(tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(check("cedar-hollow-isd-mended").to_json(), encoding="utf-8")
    waivers = tmp_path / "waivers.toml"
    waivers.write_text(WAIVER.replace("late.", "late. " + "x" * 10_000), encoding="utf-8")
    report = check("cedar-hollow-isd", waivers=waivers, baseline=read_report(earlier))
    page = parsed(render(report))
    waived = words(at(page, "c-5.1.1-4"))
    assert "gap" in waived
    assert "Waived until January 31, 2027 by the superintendent: The vision is being" in waived
    assert "new since last time" in waived
    section = at(page, "waivers").parent
    assert section is not None
    assert [words(entry.b) for entry in section.select("li")] == ["applied", "expired"]
    assert "x… (10,010 characters in all)" in words(section)
    square = page.find("a", href="#c-5.1.1-4", class_="square")
    assert isinstance(square, Tag)
    assert str(square["aria-label"]).endswith(": gap, waived")


def test_filters_know_where_and_by_whom_each_finding_can_be_closed(page: BeautifulSoup) -> None:
    campuses = {row["value"]: words(row) for row in page.select("[name=campus] option")}
    offices = {row["value"]: words(row) for row in page.select("[name=office] option")}
    article = at(page, "c-5.2.4-3")
    assert {campuses[word] for word in str(article["data-campuses"]).split()} == {
        "Cedar Hollow High School",
        "Switchgrass Middle School",
    }
    assert list(campuses.values()) == [
        "Any",
        "Cedar Hollow High School",
        "Switchgrass Middle School",
        "Pecan Bottom Elementary",
        "Quarry Road Elementary",
        "Bluestem Intermediate School",
    ]
    assert {offices[word] for word in str(article["data-offices"]).split()} == {
        "curriculum and instruction",
        "district office",
    }
    assert at(page, "filters").has_attr("hidden")


def test_the_rest_is_there(cedar: Report, page: BeautifulSoup) -> None:
    files = words(page.select("table")[-1])
    for file in cedar.files:
        assert file.sha256 in files
        assert file.path in files
    for unused in cedar.unused_evidence:
        assert f"{unused.file}: {unused.why}" in words(page.main)
    about = words(page.find(class_="about"))
    for text in (cedar.ruleset_sha256, cedar.bundle_sha256, cedar.tool_version, "lever5-rules"):
        assert text in about


def test_the_same_report_gives_the_same_bytes_whatever_the_order_of_hashing(cedar: Report) -> None:
    code = (
        "import sys; from test_html import check; "
        "from lever5_rules.reports.formats.html_report import render; "
        "sys.stdout.buffer.write(render(check('cedar-hollow-isd')).encode())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=True,
    )
    same = other.stdout == render(cedar).encode()
    assert same


def test_jinja_is_loaded_only_where_a_page_is_written() -> None:
    code = "import sys, lever5_rules.cli, lever5_rules.reports; assert 'jinja2' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)

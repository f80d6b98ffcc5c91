"""Markdown: read by a renderer that lets HTML through, in which no bundle can make an element."""

from collections import Counter
from datetime import date

import hostile
import pytest
from hypothesis import example as case
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from spread import spread
from test_csv import example, incomplete

import lever5_rules as l5
from lever5_rules.core.text import harmless
from lever5_rules.findings.report import Report
from lever5_rules.reports.formats.markdown_report import render
from lever5_rules.reports.markdown import NO_CALL, md
from lever5_rules.reports.names import for_people
from lever5_rules.reports.planning import plan_markdown
from lever5_rules.reports.planning.plan import plan_of

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = {
    "heading_open",
    "paragraph_open",
    "bullet_list_open",
    "ordered_list_open",
    "list_item_open",
    "blockquote_open",
    "table_open",
    "thead_open",
    "tbody_open",
    "tr_open",
    "th_open",
    "td_open",
    "strong_open",
    "code_inline",
    "softbreak",
    "inline",
    "text",
    "text_special",
}
"""What a report of ours is made of; no links, pictures, emphasis, rules, code blocks or HTML."""

PLAIN = {"paragraph_open", "inline", "text", "text_special"}
STRUCTURE = OURS - PLAIN


def tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    for token in READER.parse(text):
        tokens += [token, *(token.children or ())]
    return tokens


def kinds(text: str) -> Counter[str]:
    return Counter(token.type for token in tokens(text) if not token.type.endswith("_close"))


def words(text: str) -> str:
    """What a reader sees, without line ends and spaces."""
    seen = "".join(
        token.content
        for token in tokens(text)
        if token.type in ("text", "text_special", "code_inline")
    )
    return "".join(seen.split()).replace(NO_CALL, "")


@pytest.mark.parametrize("name", spread(["live-oak-charter", "cedar-hollow-isd"], of=2))
def test_holds_what_the_report_says(name: str) -> None:
    report = for_people(example(name))
    text = render(report)
    assert set(kinds(text)) <= OURS
    seen = words(text)
    for finding in report.findings:
        for element in finding.elements:
            if element.outcome is not l5.Outcome.PASS:
                for message in (element.message, element.remedy):
                    assert "".join(message.split()) in seen, message
        assert "".join(finding.not_judged.split()) in seen
    for practice in report.key_practices:
        assert "".join(practice.title.split()) in seen
    count = report.accounting
    assert f"43selected={count.passed}pass+{count.gap}gap+{count.missing_evidence}missing" in seen


def test_an_incomplete_run_says_so_first() -> None:
    text = render(incomplete())
    first = next(token for token in tokens(text) if token.type == "text" and token.content)
    assert first.content.startswith("INCOMPLETE RUN")
    assert "5.1.1-1" in text.partition("## Errors")[2]


def written(report: Report) -> list[str]:
    return [render(report), plan_markdown.render(plan_of(report))]


def test_a_hostile_bundle_makes_no_element() -> None:
    for text in written(hostile.report()):
        assert set(kinds(text)) <= OURS
        html = READER.render(text)
        assert "<script" not in html
        assert "<img" not in html
        assert "href" not in html
        assert not set("\x1b\x07\u202e\u2066\u200f") & set(text)
        assert max(map(len, text.split("\n"))) < 20_000


@given(st.text(st.sampled_from(list("\\`*_{}[]()<>#+-.!|~$^=:@&;\"' \n\t1aé/wh\u202e\x1b"))))
@case("<script src=x")
@case("<!-- x")
@case("<b>bold</b> &lt;b&gt; &amp;")
@case("one | two")
@case("![x](y) [x]: y <https://example.org>")
@case("1. x")
@case("    code")
@case("***")
@case("__0__")
@case("a #")
def test_any_text_is_shown_and_does_nothing(text: str) -> None:
    markdown = md(f"a {text}")
    message = "".join(harmless(f"a {text}").split())
    bare = md(text)
    assert set(kinds(markdown)) <= PLAIN
    assert set(kinds(bare)) <= PLAIN
    for around in ("- **x**: {}", "# {}", "| a | b |\n| --- | --- |\n| {} | c |"):
        content, plain = kinds(around.format(markdown)), kinds(around.format("plain"))
        assert {name: content[name] for name in STRUCTURE} == {
            name: plain[name] for name in STRUCTURE
        }
        assert set(content) <= set(plain) | PLAIN
        seen = words(around.format("plain")).replace("plain", message)
        assert words(around.format(markdown)) == seen
    assert words(markdown) == message


@given(st.text())
def test_any_text_at_all(text: str) -> None:
    assert set(kinds(md(text))) <= PLAIN


def test_nobody_is_called_and_nothing_is_linked() -> None:
    markdown = md("@octocat fixes #12, see https://example.org and www.example.org")
    assert "@octocat" not in markdown
    assert "#12" not in markdown
    assert "://" not in markdown
    assert "www." not in markdown


def test_dates_of_the_plan_are_told() -> None:
    report = example("cedar-hollow-isd")
    assert date(2026, 11, 23) == report.as_of
    assert "on 2027-01-12 or later" in plan_markdown.render(plan_of(report))

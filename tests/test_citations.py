"""Quotes are looked up in the documents that are in the bundle."""

import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_files import WORD, docx, pdf, zipped

import lever5_rules as l5
from lever5_rules.artifacts.kinds import Citation
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.core.quotes import Found
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.papers import pdf_files
from lever5_rules.reading.papers.collection import Papers
from lever5_rules.reading.papers.quotes import Quote, Text
from lever5_rules.reports.formats.text_report import render
from lever5_rules.testing import SAMPLE

pytestmark = pytest.mark.exhaustive

QUOTE = "Every PLC meets for 45 minutes in each week of instruction."
FILLER = "This guideline is for the teachers of the district and for those who lead them."
GUIDELINE = SAMPLE.document(PlcGuideline)


def bundle(
    paper: bytes | None,
    quote: str = QUOTE,
    *,
    page: int | None = 12,
    section: str | None = None,
    name: str = "plc.pdf",
    named: str | None = None,
    source: Mapping[str, Any] | None = None,
) -> l5.Bundle:
    """The sample district, whose PLC guideline cites a paper for the length of a meeting."""
    cited = {"page": page, "section": section, "quote": quote, **(source or {})}
    cited = {key: value for key, value in cited.items() if value is not None}
    sources = {key: source for key, source in GUIDELINE["sources"].items() if key != "minutes"}
    document = {**GUIDELINE["document"], "title": "PLC Guideline", "file": named or name}
    elsewhere = {"document": "Handbook in the office", "dated": date(2026, 8, 1)}
    guideline = {
        **GUIDELINE,
        "minutes": 45,
        "document": document,
        "sources": {
            **{key: {**source, **elsewhere} for key, source in sources.items()},
            "minutes": cited,
        },
    }
    files = dict(SAMPLE.files())
    kept = {path: file for path, file in files.items() if "plc_guideline" not in path}
    papers = {} if paper is None else {name: paper}
    return l5.Bundle.from_mapping({**kept, "documents/plc_guideline.toml": guideline, **papers})


def check(bundle: l5.Bundle, ruleset: str | Path = "default") -> l5.Report:
    return l5.check(bundle, ruleset=ruleset, select=["5.2.4-3"], entry_points=False)


def length(report: l5.Report) -> ElementFinding:
    (finding,) = report.findings
    return next(element for element in finding.elements if element.id == "5.2.4-3/length")


def looked_up(*args: Any, **kwargs: Any) -> ElementFinding:
    return length(check(bundle(*args, **kwargs)))


def level(element: ElementFinding) -> l5.Level | None:
    return next(piece.level for piece in element.evidence if piece.field == "minutes")


def pages(count: int = 20, **texts: str) -> list[list[str]]:
    """Pages of filler; `p12` is what stands on page 12 besides."""
    return [[FILLER, texts.get(f"p{n}", f"Part {n}.")] for n in range(1, count + 1)]


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    path = tmp_path / "strict.toml"
    path.write_text(
        'name = "strict"\nversion = "1"\ntitle = "Quotes are looked up"\nextends = "default"\n'
        '[elements."5.2.4-3/length"]\nlevel = "verified"\nreason = "our board asks for it"\n',
        encoding="utf-8",
    )
    return path


@pytest.fixture
def all_verified(tmp_path: Path) -> Path:
    path = tmp_path / "all.toml"
    path.write_text(
        'name = "all"\nversion = "1"\ntitle = "All quotes are looked up"\nextends = "default"\n'
        '[levels]\ndocuments = "verified"\nreason = "our board asks for it"\n',
        encoding="utf-8",
    )
    return path


def test_a_quote_on_the_page_that_is_named_is_verified() -> None:
    report = check(bundle(pdf(pages(p12=QUOTE))))
    element = length(report)
    assert element.outcome is l5.Outcome.PASS
    assert level(element) is l5.Level.VERIFIED
    seen = next(piece for piece in element.evidence if piece.field == "minutes")
    assert seen.cites == "PLC Guideline, page 12 (found in plc.pdf)"
    assert report.problems == ()
    (file,) = (file for file in report.files if file.path == "plc.pdf")
    assert (file.status, len(file.sha256)) == ("cited", 64)
    assert not [problem for problem in report.unused_evidence if problem.file == "plc.pdf"]


def test_a_quote_that_stands_nowhere_bears_no_pass() -> None:
    element = looked_up(pdf(pages()))
    assert element.outcome is l5.Outcome.MISSING
    assert element.reason is l5.Reason.QUOTE_NOT_FOUND
    assert "not on page 12 of plc.pdf, nor on any other" in element.message
    assert "plc.pdf" in element.remedy
    assert level(element) is l5.Level.ASSERTED


@pytest.mark.parametrize("there", [3, 14])
def test_a_quote_on_another_page_is_said_to_stand_there(there: int) -> None:
    element = looked_up(pdf(pages(20, **{f"p{there}": QUOTE})))
    assert element.reason is l5.Reason.QUOTE_NOT_FOUND
    assert f"stands on page {there} of plc.pdf, not on page 12" in element.message
    assert f"page {there}" in element.remedy


def test_not_even_where_an_assertion_would_do(tmp_path: Path) -> None:
    path = tmp_path / "lax.toml"
    path.write_text(
        'name = "lax"\nversion = "1"\ntitle = "Anything goes"\nextends = "default"\n'
        '[elements."5.2.4-3/length"]\nlevel = "asserted"\nreason = "a first year"\n',
        encoding="utf-8",
    )
    assert length(check(bundle(None, ""), path)).outcome is l5.Outcome.PASS
    element = length(check(bundle(pdf(pages())), path))
    assert element.reason is l5.Reason.QUOTE_NOT_FOUND


def test_a_page_may_be_named_by_its_place_or_by_the_number_printed_on_it() -> None:
    printed = looked_up(pdf(pages(p10=QUOTE), first_label=3))
    assert level(printed) is l5.Level.VERIFIED
    seen = next(piece for piece in printed.evidence if piece.field == "minutes")
    assert "plc.pdf, on page 10 of the file" in seen.cites
    assert level(looked_up(pdf(pages(p12=QUOTE), first_label=3))) is l5.Level.VERIFIED
    assert looked_up(pdf(pages(p9=QUOTE), first_label=3)).outcome is l5.Outcome.MISSING


def test_a_page_that_the_document_does_not_have() -> None:
    element = looked_up(pdf(pages(5, p2=QUOTE)))
    assert "stands on page 2 of plc.pdf, not on page 12" in element.message


def test_a_quote_may_run_over_the_end_of_a_page() -> None:
    halves = pages(p13="45 minutes in each week of instruction.")
    halves[11] = [FILLER, "Every PLC meets for"]
    halves[12].reverse()
    assert level(looked_up(pdf(halves))) is l5.Level.VERIFIED


def test_a_document_with_sections_only_is_searched_as_a_whole() -> None:
    element = looked_up(pdf(pages(p14=QUOTE)), page=None, section="4.2 Meetings")
    assert level(element) is l5.Level.VERIFIED
    seen = next(piece for piece in element.evidence if piece.field == "minutes")
    assert "found in plc.pdf, on page 14" in seen.cites
    missing = looked_up(pdf(pages()), page=None, section="4.2 Meetings")
    assert missing.reason is l5.Reason.QUOTE_NOT_FOUND


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plc.pdf", "plc.pdf"),
        ("documents/plc.pdf", "plc.pdf"),
        ("documents/plc.pdf", "documents/plc.pdf"),
        ("papers/PLC.PDF", "plc.pdf"),
        ("documents/plc.pdf", ".\\plc.pdf"),
    ],
)
def test_the_file_is_found_by_its_name(name: str, text: str) -> None:
    element = looked_up(pdf(pages(p12=QUOTE)), name=name, named=text)
    assert level(element) is l5.Level.VERIFIED


def test_the_citation_itself_may_name_the_file() -> None:
    cited = {"document": "papers/handbook.pdf"}
    district = bundle(
        pdf(pages(p12=QUOTE)), name="papers/handbook.pdf", named="Office, binder 2", source=cited
    )
    assert level(length(check(district))) is l5.Level.VERIFIED


def test_a_citation_of_another_document_is_not_looked_up_in_this_one() -> None:
    element = looked_up(pdf(pages()), source={"document": "Memo 27-04"})
    assert (element.outcome, level(element)) == (l5.Outcome.PASS, l5.Level.CITED)


def test_a_document_that_is_not_in_the_bundle_stays_cited(strict: Path) -> None:
    district = bundle(None)
    element = length(check(district))
    assert (element.outcome, level(element)) == (l5.Outcome.PASS, l5.Level.CITED)
    asked = length(check(district, strict))
    assert (asked.outcome, asked.reason) == (l5.Outcome.MISSING, l5.Reason.BELOW_LEVEL)
    assert "not in the bundle" in asked.message
    assert "Put the document into the bundle" in asked.remedy


def test_a_document_that_nothing_cites_is_unused() -> None:
    report = check(bundle(pdf(pages()), named="Office, binder 2"))
    (unused,) = (problem for problem in report.unused_evidence if problem.file == "plc.pdf")
    assert unused.why == "No artifact cites it."
    (file,) = (file for file in report.files if file.path == "plc.pdf")
    assert file.status == "uncited"


def test_a_document_that_no_element_reads_is_not_opened() -> None:
    report = l5.check(bundle(b"no PDF"), select=["5.3.4-3"], entry_points=False)
    assert report.problems == ()


def test_a_ruleset_can_ask_for_verified(strict: Path) -> None:
    report = check(bundle(pdf(pages(p12=QUOTE))), strict)
    element = length(report)
    assert (element.outcome, element.level_needed) == (l5.Outcome.PASS, l5.Level.VERIFIED)
    assert element.level_found is l5.Level.VERIFIED


def test_a_ruleset_can_ask_it_of_every_document(all_verified: Path) -> None:
    report = check(bundle(pdf(pages(p12=QUOTE))), all_verified)
    assert length(report).outcome is l5.Outcome.PASS
    short = {
        element.id: element for element in report.findings[0].elements if element.outcome != "pass"
    }
    assert "5.2.4-3/frequency" in short
    for value in short.values():
        assert value.reason is l5.Reason.BELOW_LEVEL, value.id
        assert "not in the bundle" in value.message


@pytest.mark.parametrize(
    ("levels", "text"),
    [
        ("documents = 'verifyed'\nreason = 'x'", "Did you mean verified?"),
        ("documents = 'recorded'\nreason = 'x'", "must be one of"),
        ("documents = 'verified'", "reason must be given"),
        ("document = 'verified'\nreason = 'x'", "Did you mean documents?"),
    ],
)
def test_wrong_levels_are_a_usage_error(tmp_path: Path, levels: str, text: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(
        f"name = 'w'\nversion = '1'\ntitle = 'w'\nextends = 'default'\n[levels]\n{levels}\n",
        encoding="utf-8",
    )
    with pytest.raises(l5.RulesetError, match=text):
        check(bundle(None), path)


@pytest.mark.parametrize("quote", ["45 minutes", "PLC meets", "in each"])
def test_a_short_quote_can_be_missed_but_proves_nothing(quote: str, strict: Path) -> None:
    there = bundle(pdf(pages(p12=f"A b. {QUOTE}")), quote)
    element = length(check(there))
    assert (element.outcome, level(element)) == (l5.Outcome.PASS, l5.Level.CITED)
    asked = length(check(there, strict))
    assert (asked.outcome, asked.reason) == (l5.Outcome.MISSING, l5.Reason.BELOW_LEVEL)
    assert "too short" in asked.message
    absent = length(check(bundle(pdf(pages(p12="Nothing.")), quote)))
    assert absent.reason is l5.Reason.QUOTE_NOT_FOUND


def protected() -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=BytesIO(pdf(pages(p12=QUOTE))))
    writer.encrypt("secret", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


BROKEN = {
    "scanned": (pdf([[]] * 20), "page 12 without any text"),
    "letters that are none": (pdf([["qxzv jkpw " * 40]] * 20), "page 12 without any text"),
    "no PDF": (b"This is not a PDF at all.", "it is not a PDF that can be read"),
    "empty": (b"", "it is not a PDF that can be read"),
    "cut off": (pdf(pages())[:400], "it "),
    "encrypted": (protected(), "it is encrypted"),
    "no pages": (pdf([]), "it has no pages"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_pdf_that_cannot_be_read_is_said_to_be_so(name: str, strict: Path) -> None:
    content, message = BROKEN[name]
    report = check(bundle(content))
    element = length(report)
    assert (element.outcome, level(element)) == (l5.Outcome.PASS, l5.Level.CITED)
    (problem,) = report.problems
    assert problem.file == "plc.pdf"
    assert message in problem.message
    (file,) = (file for file in report.files if file.path == "plc.pdf")
    assert file.status == "unreadable"
    asked = check(bundle(content), strict)
    assert length(asked).reason is l5.Reason.BELOW_LEVEL
    assert message in length(asked).message
    assert any(cause.file == "plc.pdf" for cause in asked.causes)
    assert "plc.pdf" in render(asked)


def test_what_is_protected_without_a_password_is_read() -> None:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=BytesIO(pdf(pages(p12=QUOTE))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    assert level(looked_up(file.getvalue())) is l5.Level.VERIFIED


def endless() -> bytes:
    """A page on which so much is drawn that to read it takes minutes."""
    drawn = zlib.compress(b"BT /F1 11 Tf " + b"(a) Tj 1 0 0 1 0 0 Tm " * 2_000_000 + b"ET", 9)
    item = pdf([["x"]])
    start = item.index(b"<< /Length")
    head = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(drawn)
    body = item[:start] + head + drawn + b"\nendstream\nendobj\n"
    places = [body.index(b"%d 0 obj" % number) for number in range(1, 6)]
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n"
    return body + end % (table, len(body)) + b"%%EOF\n"


def test_a_pdf_that_takes_too_long_is_given_up() -> None:
    report = check(bundle(endless(), page=1).within(l5.Budgets(seconds_each=2)))
    (problem,) = report.problems
    assert problem.file == "plc.pdf"
    assert "longer than 2 seconds" in problem.message or "more than" in problem.message
    assert length(report).outcome is l5.Outcome.PASS


def test_ten_slow_documents_share_the_time_of_a_bundle() -> None:
    """Each ends at its own limit, all together at theirs, and each is told by its name."""
    names = [f"slow-{number}.pdf" for number in range(10)]
    slow, papers = endless(), Papers(l5.Budgets(seconds=2, seconds_each=1))
    for name in names:
        papers.add(RawFile(name, content=slow))
    source: Any = SimpleNamespace(path="plc_guideline.toml")
    of_none: Any = SimpleNamespace(document=None)
    begun = monotonic()
    for name in names:
        cited = Citation(document=name, page=1, quote="Each meeting lasts 45 minutes.")
        lookup = papers.look_up(cited, of_none, source)
        assert lookup is not None
        assert lookup.found is Found.UNREAD
    assert monotonic() - begun < 10
    by_file = {problem.file: problem.message for problem in papers.problems}
    assert list(by_file) == names
    assert 7 <= sum("took all the time" in message for message in by_file.values()) <= 9


def test_a_pdf_may_be_no_larger_than_its_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_files, "MOST_BYTES", 1 << 10)
    (problem,) = check(bundle(pdf(pages()))).problems
    assert "larger than" in problem.message


WORDS = [
    (1, "PLC Guideline"),
    (0, FILLER),
    (2, "Meetings"),
    (0, QUOTE),
    (2, "Attendance"),
    (0, "Everybody attends."),
]


def word(*args: Any, **kwargs: Any) -> ElementFinding:
    return looked_up(*args, name="plc.docx", **kwargs)


@pytest.mark.parametrize(
    "place",
    [
        {"page": None, "section": "Meetings"},
        {"page": None, "section": "3.2 Meetings"},
        {"page": None, "section": "PLC guideline"},
        {"page": 4},
        {"page": None, "section": "No heading of that name"},
    ],
)
def test_a_word_document_is_searched_below_its_headings(place: dict[str, Any]) -> None:
    element = word(docx(WORDS), **place)
    assert (element.outcome, level(element)) == (l5.Outcome.PASS, l5.Level.VERIFIED)


def test_a_quote_below_another_heading_is_said_to_stand_there() -> None:
    element = word(docx(WORDS), page=None, section="Attendance")
    assert element.reason is l5.Reason.QUOTE_NOT_FOUND
    assert "below the heading 'Meetings'" in element.message
    assert "not in section Attendance" in element.message


def test_a_quote_that_stands_nowhere_in_a_word_document() -> None:
    element = word(docx(WORDS), "Every PLC meets for 60 minutes each week.", page=4)
    assert element.reason is l5.Reason.QUOTE_NOT_FOUND
    assert "plc.docx" in element.message


def opendocument() -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})


def word_of(text: str, head: str = "") -> bytes:
    body = f'{head}<w:document xmlns:w="{WORD}"><w:body>{text}</w:body></w:document>'
    return zipped({"word/document.xml": body})


BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
LAST = "j"
NO_WORD = {
    "an OpenDocument text": (opendocument(), "OpenDocument"),
    "an entity bomb": (
        word_of(f"<w:p><w:r><w:t>&{LAST};</w:t></w:r></w:p>", BOMB + "]>"),
        "defines a document type",
    ),
    "protected": (b"\xd0\xcf\x11\xe0" + bytes(600), "protected by a password"),
    "no zip": (b"This is not a Word document.", "not that of such a file"),
    "cut off": (docx(WORDS)[:300], "not that of such a file"),
    "another zip": (zipped({"a.txt": "a"}), "no Word document"),
    "broken": (zipped({"word/document.xml": "<w:document><w:p>"}), "broken"),
    "without text": (word_of("<w:p/>"), "no text"),
}


@pytest.mark.parametrize("name", NO_WORD)
def test_a_word_document_that_cannot_be_read_is_said_to_be_so(name: str, strict: Path) -> None:
    content, message = NO_WORD[name]
    report = check(bundle(content, name="plc.docx"))
    assert level(length(report)) is l5.Level.CITED
    (problem,) = report.problems
    assert problem.file == "plc.docx"
    assert message in problem.message
    asked = length(check(bundle(content, name="plc.docx"), strict))
    assert asked.outcome is l5.Outcome.MISSING
    assert "plc.docx" in asked.message


def test_a_word_document_of_many_letters_in_few_bytes_is_refused() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (40 << 20))
    (problem,) = check(bundle(file.getvalue(), name="plc.docx")).problems
    assert problem.file == "plc.docx"


def test_what_was_struck_out_under_tracked_changes_does_not_stand_there() -> None:
    struck = f"<w:p><w:r><w:t>Anything.</w:t></w:r><w:del><w:r><w:delText>{QUOTE}</w:delText>"
    element = word(word_of(f"{struck}</w:r></w:del></w:p>"), page=4)
    assert element.reason is l5.Reason.QUOTE_NOT_FOUND


SAME = [
    ("every plc meets for 45 minutes", QUOTE),
    ("Every PLC  meets\nfor 45 minutes", QUOTE),
    ("ﬁrst ofﬁce", "The first office."),
    ("“Teachers’ planning” – daily", '"Teachers\' planning" - daily'),
    ("instructional time for planning", "instruc-\ntional time for plan\u00adning"),
    ("high-quality materials are used", "high-\nquality materials are used"),
    ("Every PLC meets ... each week", QUOTE),
    ("Every PLC […] each week", QUOTE),
    ("grades 3–5 meet weekly", "Grades 3-5 meet weekly."),
    ("meets for 45 minutes", "meets for45minutes today"),
    ("planning time¹ of teachers", "planning time of teachers"),
]


@pytest.mark.parametrize(("quote", "text"), SAME)
def test_what_only_a_typesetter_tells_apart_is_the_same(quote: str, text: str) -> None:
    assert Text(text).holds(Quote(quote))


OTHER = [
    ("Every PLC meets for 60 minutes", QUOTE),
    ("meets for 5 minutes", QUOTE),
    ("4.5 hours of planning", "45 hours of planning"),
    ("able to attend", "is unable to attend"),
    ("45 minutes", "145 minutes"),
    ("80% of the staff", "80 of the staff"),
    ("each week ... Every PLC", QUOTE),
    ("", QUOTE),
    ("...", QUOTE),
    ("—", QUOTE),
]


@pytest.mark.parametrize(("quote", "text"), OTHER)
def test_what_says_something_else_is_not_the_same(quote: str, text: str) -> None:
    assert not Text(text).holds(Quote(quote))


@given(st.text(), st.text(min_size=1), st.text())
def test_what_was_taken_from_a_text_word_for_word_is_found_there(
    before: str, quote: str, after: str
) -> None:
    passage = Quote(quote)
    if passage.parts and "." not in quote:
        assert Text(f"{before} \n {quote} \n {after}").holds(passage)


@given(st.text(min_size=1))
def test_nothing_is_found_in_a_text_without_words(quote: str) -> None:
    assert not Text(" -\n. ").holds(Quote(quote))


def every_quote_in_one_paper() -> dict[str, Any]:
    """The sample district, all of whose citations are of one PDF that is in the bundle."""
    texts: list[list[str]] = []

    def cited(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return [cited(item) for item in value]
        if not isinstance(value, Mapping):
            return value
        row = {key: cited(item) for key, item in value.items()}
        if "quote" in row:
            row.pop("section", None)
            texts.append([FILLER, row["quote"]])
            row |= {"document": "all.pdf", "page": len(texts), "dated": date(2026, 8, 1)}
        return row

    files = {path: cited(value) for path, value in SAMPLE.files().items()}
    return {**files, "all.pdf": pdf(texts)}


def test_where_all_documents_are_in_the_bundle_every_criterion_passes(all_verified: Path) -> None:
    files = every_quote_in_one_paper()
    report = l5.check(l5.Bundle.from_mapping(files), ruleset=all_verified, entry_points=False)
    short = {
        element.id: element.message
        for finding in report.findings
        for element in finding.elements
        if element.outcome is not l5.Outcome.PASS
    }
    assert short == {}
    assert report.accounting.passed == 43
    needed = {element.level_needed for finding in report.findings for element in finding.elements}
    assert l5.Level.CITED not in needed


@pytest.mark.parametrize("name", ["plc.pdf", "plc.docx"])
def test_a_place_that_is_left_out_is_where_the_quote_is_found(name: str) -> None:
    paper = pdf(pages(p12=QUOTE)) if name.endswith("pdf") else docx(WORDS)
    element = looked_up(paper, page=None, name=name)
    assert element.outcome is l5.Outcome.PASS
    assert level(element) is l5.Level.VERIFIED
    (cites,) = {piece.cites for piece in element.evidence if piece.field == "minutes"}
    assert "on page 12" in cites or not name.endswith("pdf")


def test_a_place_that_is_left_out_and_not_found_is_no_source() -> None:
    assert looked_up(None, page=None).reason.value == "no_source"
    assert looked_up(pdf(pages()), page=None).outcome is l5.Outcome.MISSING
    short = looked_up(pdf(pages(p12=QUOTE)), "45 minutes", page=None)
    assert short.outcome is l5.Outcome.MISSING


@pytest.mark.parametrize("there", [1, 7, 20])
def test_a_page_that_is_left_out_is_found_and_told(there: int, strict: Path) -> None:
    district = bundle(pdf(pages(20, **{f"p{there}": QUOTE})), page=None)
    element = length(check(district, strict))
    assert level(element) is l5.Level.VERIFIED
    (seen,) = [piece for piece in element.evidence if piece.field == "minutes"]
    assert f"found in plc.pdf, on page {there}" in seen.cites


def test_a_page_that_is_left_out_is_asked_for_where_the_document_is_not_there() -> None:
    element = looked_up(None, page=None)
    assert element.outcome is l5.Outcome.MISSING
    assert "the page may be left out where the document is in the bundle" in element.remedy


def test_the_place_in_a_word_document_is_found_and_told() -> None:
    element = word(docx(WORDS), page=None)
    (seen,) = [piece for piece in element.evidence if piece.field == "minutes"]
    assert "found in" in seen.cites
    assert "below the heading" in seen.cites


def with_properties(paper: bytes, changed: str) -> bytes:
    """A Word document that says when it was changed last, as Word writes it."""
    buffer = BytesIO(paper)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(
            "docProps/core.xml",
            '<cp:coreProperties xmlns:cp="c" xmlns:dcterms="http://purl.org/dc/terms/">'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{changed}T08:00:00Z</dcterms:modified>'
            "</cp:coreProperties>",
        )
    return buffer.getvalue()


def messages_on(paper: bytes, name: str = "plc.docx", **own: Any) -> str:
    """What is told of a guideline that was begun, and names its file without title and date."""
    guideline = {"minutes": 45, "document": {"file": name, **own}}
    files = {"district.toml": SAMPLE.files()["district.toml"], name: paper}
    bundle = l5.Bundle.from_mapping({**files, "plc_guideline.toml": guideline})
    problems = l5.load(bundle).problems
    return " ".join(problem.message for problem in problems if problem.file == "plc_guideline.toml")


def still_blank(messages: str) -> str:
    return messages.partition("still blank:")[2].partition(";")[0]


PLAN = "PLC Meeting Plan 2026-27"
FIRST_PAGES = [
    ("plc.docx", lambda *lines: docx([(1, PLAN), *((0, line) for line in lines)])),
    ("plc.pdf", lambda *lines: pdf([[PLAN, *lines], [FILLER]])),
]


@pytest.mark.parametrize(("name", "paper"), FIRST_PAGES)
@pytest.mark.parametrize(
    "line",
    [
        "Adopted: June 22, 2026",
        "Revised 6/22/2026",
        "Approved by the Board of Trustees on June 22nd, 2026.",
        "Version of 2026-06-22",
    ],
)
def test_title_day_and_year_that_a_document_states_are_taken_and_told(
    name: str, paper: Callable[..., bytes], line: str
) -> None:
    messages = messages_on(paper(line), name)
    assert f"'{PLAN}', with which {name} begins, was taken for it." in messages
    assert f"2026-06-22, which {name} states at its beginning, was taken for it." in messages
    assert f"school_year is blank; 2026-2027, which {name} at its beginning states" in messages
    assert "document.dated" not in still_blank(messages)
    assert "document.dated" not in messages_on(paper(line), name, dated=date(2026, 7, 1))


@pytest.mark.parametrize(("name", "paper"), FIRST_PAGES)
@pytest.mark.parametrize(
    "lines",
    [
        ("To be adopted: June 22, 2026",),
        ("DRAFT", "Revised June 22, 2026"),
        ("Training for leaders: June 22, 2026",),
        ("Revised June 31, 2026",),
        ("Next revised: June 22, 2026",),
    ],
)
def test_a_day_that_is_no_version_is_not_taken(
    name: str, paper: Callable[..., bytes], lines: tuple[str, ...]
) -> None:
    messages = messages_on(paper(*lines), name)
    assert "was taken for it" in messages
    assert "document.dated" in still_blank(messages)


@pytest.mark.parametrize(("name", "paper"), FIRST_PAGES)
def test_of_two_days_a_reader_chooses(name: str, paper: Callable[..., bytes]) -> None:
    messages = messages_on(paper("Adopted July 1, 2019", "Revised June 22, 2026"), name)
    assert "it states 2019-07-01 and 2026-06-22; write here what holds." in messages


def test_where_a_document_states_two_school_years_neither_is_taken() -> None:
    messages = messages_on(docx([(1, "PLC Meeting Plan"), (0, "For 2025-26 and 2026-2027")]))
    assert "school_year is blank" not in messages


def test_the_year_in_the_title_that_was_written_is_taken() -> None:
    messages = messages_on(docx([(1, "PLC Meeting Plan")]), title="PLC Guideline 2026-27")
    assert "school_year is blank; 2026-2027, which the title of the document states" in messages


def test_the_day_on_which_a_file_was_changed_is_offered() -> None:
    paper = with_properties(docx([(1, PLAN), (0, QUOTE)]), "2026-06-22")
    assert "it was last changed on 2026-06-22; write here what holds." in messages_on(paper)
    assert "last changed" not in messages_on(paper, dated=date(2026, 7, 1))


@pytest.mark.parametrize("paper", [b"broken", docx([(1, "Jane Q. Doe")])])
def test_what_a_document_does_not_say_of_itself_is_not_taken(paper: bytes) -> None:
    assert "taken" not in messages_on(paper)


@pytest.mark.parametrize(("name", "paper"), FIRST_PAGES)
def test_a_day_that_was_taken_dates_the_statements(name: str, paper: Callable[..., bytes]) -> None:
    undated = {**GUIDELINE, "minutes": 45, "document": {"file": name}}
    del undated["school_year"]
    undated["sources"] = {"minutes": {"quote": QUOTE}}
    files = {path: file for path, file in SAMPLE.files().items() if "plc_guideline" not in path}

    def outcome(*lines: str) -> l5.Outcome:
        data = {**files, name: paper(*lines, QUOTE), "plc_guideline.toml": undated}
        return length(check(l5.Bundle.from_mapping(data))).outcome

    assert outcome("Adopted June 22, 2026") is l5.Outcome.PASS
    assert outcome("Adopted June 22, 2027") is l5.Outcome.MISSING
    assert outcome() is l5.Outcome.MISSING


def test_a_date_of_its_properties_is_no_evidence() -> None:
    """It is offered, never taken: only a reader knows whether the version is meant."""
    paper = with_properties(docx([(1, "PLC Meeting Plan"), (0, QUOTE)]), "2026-06-22")
    assert word(paper, page=None).outcome is l5.Outcome.PASS
    undated = {**GUIDELINE, "document": {"file": "plc.docx"}}
    undated["sources"] = {"minutes": {"quote": QUOTE}}
    files = {path: file for path, file in SAMPLE.files().items() if "plc_guideline" not in path}
    files |= {"plc.docx": paper, "plc_guideline.toml": undated}
    element = length(check(l5.Bundle.from_mapping(files)))
    assert element.outcome is l5.Outcome.MISSING

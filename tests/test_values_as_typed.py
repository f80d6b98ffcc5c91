"""Values as coordinators type them: pages, types of targets, and cells in which nothing is said."""

from collections.abc import Callable
from typing import Any

import pytest
import tomli_w
from mended import Mended, outcome

from lever5_rules.artifacts.vocabulary import TargetType
from lever5_rules.core.blanks import Mark
from lever5_rules.core.lexicon import standard
from lever5_rules.core.text import likely
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load
from lever5_rules.reading.values.single_values import toml_converter

Change = Callable[[Mended], None]
KINDS = load_plugins(entry_points=False).kinds


def items_with(stem: str, listed: str, **fields: object) -> Change:
    """Each item of a list in a document says something else in these fields."""

    def made(district: Mended) -> None:
        items = district.document(stem)[listed]
        district.rewrite(stem, **{listed: [{**item, **fields} for item in items]})

    return made


def paged(page: object) -> Change:
    """Each indicator of the tool is cited with its page written so."""

    def made(district: Mended) -> None:
        items = district.document("observation_tool")["indicators"]
        cited = [{**item, "source": {**item["source"], "page": page}} for item in items]
        district.rewrite("observation_tool", indicators=cited)

    return made


def citation(**source: object) -> Any:
    """What is read of the place of a statement."""
    data = {"plc_guideline.toml": {"minutes": 45, "sources": {"minutes": source}}}
    loaded = load(Bundle.from_mapping(data), KINDS)
    return loaded.documents["plc_guideline"][0].node.sources["minutes"], loaded.problems


PAGES = ("4", "p. 4", "pp. 4–5", "4-5", "4, 6", "iv", "A-4", "12-13", "Section 2.1", 4)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_a_document_is_read_as_people_write_it(page: object) -> None:
    assert outcome(paged(page), "5.2.5-2") == "pass"


@pytest.mark.parametrize("page", ["TBD", "", "see handbook"])
def test_a_page_that_says_nothing_is_none(page: str) -> None:
    assert outcome(paged(page), "5.2.5-2") == "missing-evidence"


@pytest.mark.parametrize(
    ("page", "number"), [("4", 4), ("p. 4", 4), ("pp. 4–5", 4), ("4—5", 4), ("4, 6", 4)]
)
def test_the_first_figure_of_pages_is_the_page(page: str, number: int) -> None:
    source, problems = citation(page=page, quote="It lasts 45 minutes.")
    assert source.page == number
    assert not [problem for problem in problems if problem.severity.value == "error"]


def test_a_page_in_words_is_a_section_or_stands_beside_it() -> None:
    assert citation(page="iv")[0].section == "iv"
    assert citation(page="iv", section="Meetings")[0].section == "Meetings, iv"


def guideline(*, parsed: bool = False, **fields: object) -> Any:
    """What is read of a guideline, from a TOML file or from the dictionaries of a program."""
    data: Any = {"kind": "plc_guideline", **fields}
    given = data if parsed else tomli_w.dumps(data).encode()
    loaded = load(Bundle.from_mapping({"plc_guideline.toml": given}), KINDS)
    return loaded.documents["plc_guideline"][0].node, loaded.problems


@pytest.mark.parametrize("parsed", [False, True])
def test_numbers_in_quotation_marks_are_read_as_in_a_cell(parsed: bool) -> None:
    node, problems = guideline(parsed=parsed, minutes="50", meetings_per_week="0.5")
    assert (node.minutes, node.meetings_per_week) == (50, 0.5)
    assert not any("is expected" in problem.message for problem in problems)
    assert guideline(parsed=parsed, minutes=" 50.0 ")[0].minutes == 50


def test_answers_in_quotation_marks_are_read_as_in_a_cell() -> None:
    for word, answer in (("yes", True), ("true", True), ("No", False), ("false", False)):
        assert toml_converter().structure(word, bool) is answer


@pytest.mark.parametrize("written", ["1,5", "1/2", "50-60", "5e1", "-5", "fifty or so"])
def test_a_number_that_may_be_another_one_is_not_read(written: str) -> None:
    node, problems = guideline(minutes=written, meetings_per_week=written)
    assert isinstance(node.minutes, Mark)
    assert isinstance(node.meetings_per_week, Mark)
    assert any("a whole number is expected" in problem.message for problem in problems)


def targets_typed(coaching: str, formal: str) -> Change:
    """The types of the targets are written in these words."""
    words = {"coaching": coaching, "formal": formal}

    def made(district: Mended) -> None:
        targets = district.document("observation_frequency_target")["targets"]
        typed = [
            {**target, "observation_type": words[target["observation_type"]]} for target in targets
        ]
        district.rewrite("observation_frequency_target", targets=typed)

    return made


@pytest.mark.parametrize(
    ("coaching", "formal"),
    [
        ("Coaching observation", "Formal Observation"),
        ("Informal", "Appraisal"),
        ("Informal observation", "T-TESS"),
        ("Walkthrough", "Evaluation"),
        ("Walk-through", "Formal"),
    ],
)
def test_types_of_targets_are_read_in_the_words_of_the_log(coaching: str, formal: str) -> None:
    assert outcome(targets_typed(coaching, formal), "5.2.5-3") == "pass"


@pytest.mark.parametrize("word", ["informal", "non_formal", "not_formal", "informal_visits"])
def test_no_hint_names_the_opposite(word: str) -> None:
    assert likely(word, TargetType) == ""
    assert likely("fromal", TargetType) == " Did you mean formal?"


@pytest.mark.parametrize(
    "text",
    [
        "various studies",
        "numerous studies",
        "multiple sources",
        "research shows",
        "research based practice",
        "the internet",
        "common sense",
        "district experience",
    ],
)
def test_a_basis_in_research_that_names_nothing_is_none(text: str) -> None:
    change = items_with("observation_tool", "indicators", research_basis=text)
    assert outcome(change, "5.2.5-1") != "pass"


@pytest.mark.parametrize(
    ("system", "wanted"),
    [
        ("each campus its own", "gap"),
        ("paper folders or whatever the campus prefers", "gap"),
        ("various data systems", "missing-evidence"),
        ("IV. Data system", "missing-evidence"),
        ("I - Data system", "missing-evidence"),
        ("Data", "missing-evidence"),
        ("X-Data", "pass"),
        ("i-Data System", "pass"),
    ],
)
def test_a_data_system_is_named_or_is_none(system: str, wanted: str) -> None:
    change: Change = lambda district: district.rewrite(  # noqa: E731
        "student_support_guideline", data_system=system
    )
    assert outcome(change, "5.3.3-2") == wanted


def test_a_quote_that_could_not_be_read_is_none() -> None:
    items = items_with("observation_tool", "indicators", source={"page": 4, "quote": "(illegible)"})
    assert outcome(items, "5.2.5-2") == "missing-evidence"


@pytest.mark.parametrize(
    "text", ["Still deciding.", "por acordar", "Todavía no", "No se encontró", "Cada campus decide"]
)
def test_cells_in_which_nothing_is_decided_say_nothing(text: str) -> None:
    assert standard().mark(text) is not None


@pytest.mark.parametrize(
    "text", ["Literature", "The Science of Learning", "Common Sense Education", "Branching Minds"]
)
def test_names_say_something(text: str) -> None:
    assert standard().mark(text) is None


def attended(yes: str, no: str) -> Change:
    """Attendance is written in these words."""

    def made(district: Mended) -> None:
        for row in district.rows("training_attendance"):
            row["attended"] = yes if row["attended"] == "yes" else no

    return made


@pytest.mark.parametrize(
    ("yes", "no"), [("Signed in", "Absent"), ("present", "not present"), ("here", "not here")]
)
def test_attendance_is_read_in_the_words_of_sign_in_sheets(yes: str, no: str) -> None:
    assert outcome(attended(yes, no), "5.3.1-1") == "pass"


def test_a_mark_for_attendance_is_told_what_to_write() -> None:
    district = Mended()
    attended("x", "")(district)
    (finding,) = district.judged("5.3.1-1").findings
    messages = [element.message for element in finding.elements]
    assert any("whether the person was there (yes or no)" in message for message in messages)

"""Every text of every kind is held against the words that say nothing."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from cases_5_1 import COACHING, DEVELOPMENT, PROCESS, text
from changes import items
from hypothesis import given
from hypothesis import strategies as st
from spread import spread
from test_elements import judged
from test_words import own_ruleset

import lever5_rules as l5
from lever5_rules.artifacts.expectations import StudentSupportGuideline
from lever5_rules.artifacts.fields import FieldInfo, Text, item_fields
from lever5_rules.artifacts.kinds import Family, KindInfo
from lever5_rules.artifacts.observation import ObservationTool
from lever5_rules.artifacts.planning import (
    InstructionalProtocol,
    PlanningSupportGuideline,
    PlcGuideline,
)
from lever5_rules.core.blanks import PLACEHOLDER, Mark
from lever5_rules.core.lexicon import GROUPS, entry_key, standard
from lever5_rules.core.outcome import Reason
from lever5_rules.core.synonyms import NO_WORDS
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.sources import MemorySource
from lever5_rules.testing import SAMPLE

KINDS = load_plugins((), entry_points=False).kinds
STATEMENTS = (Family.DOCUMENT, Family.SCHEDULE)
WORDED = (Text.WORDS, Text.SOURCE, Text.TITLE)
Place = tuple[KindInfo, tuple[str, ...], FieldInfo]


def _within(
    kind: KindInfo, at: tuple[str, ...], fields: Mapping[str, FieldInfo]
) -> Iterator[Place]:
    for name, info in fields.items():
        if info.item is str:
            yield kind, (*at, name), info
        elif info.nested:
            yield from _within(kind, (*at, name), item_fields(info.item))


FIELDS = [place for kind in KINDS.values() for place in _within(kind, (), kind.fields)]
each_field = pytest.mark.parametrize(
    "place", FIELDS, ids=lambda place: f"{place[0].name}.{'.'.join(place[1])}"
)


def loaded_value(place: Place, value: Any, *, cells: bool = False) -> Any:
    """What the loader makes of a value in a field; of a table also of the text of a cell."""
    kind, path, info = place
    intake = Intake(KINDS, NO_WORDS)
    source = MemorySource("some")
    if kind.table:
        if cells:
            intake.table(kind).add_columns(source, {path[0]: [value]}, 1)
        else:
            intake.table(kind).add_rows(source, [{path[0]: [value] if info.many else value}])
        table = intake.built(kind.name)
        assert table is not None
        return table.columns[path[0]].at(0)
    data: Any = [value] if info.many and not cells else value
    fields = [kind.fields[path[0]]]
    for name in path[1:]:
        fields.append(item_fields(fields[-1].item)[name])
    for name, field in zip(reversed(path), reversed(fields), strict=True):
        data = {name: [data] if field.nested and field.many else data}
    intake.add_document(kind, data, source, cells=cells)
    node = intake.documents[kind.name][0].node
    for name, field in zip(path, fields, strict=True):
        node = getattr(node, name)
        node = node[0] if field.nested and field.many else node
    return node


def reason(value: Any) -> Reason | None:
    """Why there is no value; a blank where there may be one is None as well."""
    if value is None:
        return Reason.BLANK_FIELD
    return value.reason if isinstance(value, Mark) else None


def lacking(place: Place) -> Reason:
    """What a word that says nothing yet leaves: an optional field blank, but a column of a table
    that may hold something is still to be filled in, and so is a name, a title or a code."""
    kind, _, info = place
    is_name = info.refers_to or info.text is Text.TITLE or info.vocabulary
    may_lack = info.optional and (info.absent_means_none or not (kind.table or is_name))
    return Reason.BLANK_FIELD if may_lack else Reason.PLACEHOLDER


NONE = ["n/a", "not applicable"]
NOTHING = ["TBD", "t.b.d.", "[insert it here]", "<name>", "Click or tap here to enter text."]
NOTHING += ["Coming soon", "under development", "DRAFT", "unknown", "____", "x", '"see attached"']
NOTHING += ["see handbook", "Same as last year", "(tbd)", "To follow."]
NOTHING += ["Draft v2", "DRAFT - do not distribute", "Draft for board approval", "Will be added"]


@each_field
@pytest.mark.parametrize("cells", [False, True])
def test_nothing_there_yet(place: Place, cells: bool) -> None:
    for phrase in NOTHING:
        nothing = lacking(place)
        if place[2].text is Text.TITLE and "draft" in phrase.casefold():
            nothing = Reason.NOT_IN_FORCE
        assert reason(loaded_value(place, phrase, cells=cells)) is nothing, phrase
    none = Reason.BLANK_FIELD if place[2].optional else Reason.PLACEHOLDER
    for phrase in NONE:
        wanted = lacking(place) if place[2].none_is_an_answer else none
        assert reason(loaded_value(place, phrase, cells=cells)) is wanted, phrase


@each_field
@pytest.mark.parametrize("cells", [False, True])
def test_looked_for_and_not_there(place: Place, cells: bool) -> None:
    kind, _, info = place
    sets = kind.family in STATEMENTS
    gap = info.text in WORDED or (info.text is Text.CODE and sets)
    wanted: Reason | None = Reason.STATED_ABSENT if gap else Reason.PLACEHOLDER
    if info.optional:
        wanted = None if info.none_is_an_answer else Reason.BLANK_FIELD
    for phrase in ("none", "No", "not found.", "NONE FOUND"):
        assert reason(loaded_value(place, phrase, cells=cells)) is wanted, phrase


@each_field
def test_a_tick_in_place_of_words(place: Place) -> None:
    info, wanted = place[2], lacking(place)
    for phrase in ("yes", "OK", "done", "Completed.", "✓"):
        if info.text is not Text.ID or phrase == "✓":
            assert reason(loaded_value(place, phrase)) is wanted, phrase


@each_field
def test_a_lone_figure_is_a_code_and_no_words(place: Place) -> None:
    info = place[2]
    worded = info.text in WORDED
    nothing = lacking(place)
    for name in ("1", "12", "K", "B"):
        code = Reason.UNREADABLE if info.text is Text.YEAR else None
        assert reason(loaded_value(place, name)) is (nothing if worded else code), name


@each_field
def test_the_name_of_the_field_says_nothing_of_it(place: Place) -> None:
    _, path, info = place
    if info.text in WORDED:
        nothing = lacking(place)
        for phrase in (path[-1], path[-1].replace("_", " ").title(), f"The {path[-1]}"):
            assert reason(loaded_value(place, phrase)) is nothing, phrase


@each_field
@pytest.mark.parametrize("cells", [False, True])
def test_what_sets_nothing_definite(place: Place, cells: bool) -> None:
    kind, _, info = place
    wanted = lacking(place)
    if kind.family in STATEMENTS and info.text is Text.WORDS:
        wanted = Reason.VAGUE
    for phrase in ("as needed", "Varies.", "various", "Campus decides", "ongoing", "As-needed"):
        assert reason(loaded_value(place, phrase, cells=cells)) is wanted, phrase


SAYS = [
    "weekly, and as needed",
    "None of the campuses may skip it",
    "No teacher is left out",
    "Drafting circles",
    "Unknown words are taught first",
    "Yes-and conversations",
    "To follow the unit, read it first",
    "Varies by [grade] and team size",
    "https://www.example.org/plc",
    "Research on reading by Nell K. Duke",
]


@each_field
def test_words_within_a_sentence_say_what_they_say(place: Place) -> None:
    if not place[2].person and place[2].text is not Text.ID:
        for message in SAYS:
            read_value = loaded_value(place, message)
            if message.startswith("http") and place[2].text is Text.WORDS:
                continue  # where a statement is expected, an address states nothing
            assert reason(read_value) in (None, Reason.UNREADABLE), message


LISTS: dict[str, tuple[list[str], Any]] = {
    "a definite item decides": (["as needed", "Planning block"], ("Planning block",)),
    "what is still to come is dropped": (["Co-planning", "TBD", ""], ("Co-planning",)),
    "all vague": (["as needed", "varies"], Reason.VAGUE),
    "all still to come": (["TBD", "[insert]"], Reason.PLACEHOLDER),
    "what may still come is missing": (["TBD", "varies"], Reason.PLACEHOLDER),
    "looked for": (["none"], Reason.STATED_ABSENT),
    "nothing": ([], Reason.BLANK_FIELD),
}


@pytest.mark.parametrize("what", LISTS)
def test_lists_of_words(what: str) -> None:
    items, wanted = LISTS[what]
    for cells in (False, True):
        data: Any = ";".join(items) if cells else items
        intake = Intake(KINDS, NO_WORDS)
        kind = KINDS["planning_support_guideline"]
        intake.add_document(kind, {"structures": data}, MemorySource("some"), cells=cells)
        structures = intake.documents[kind.name][0].node.structures
        assert (structures.reason if isinstance(structures, Mark) else structures) == wanted


def test_a_code_that_is_still_to_come_makes_its_list_uncertain() -> None:
    place = next(field for field in FIELDS if field[1] == ("grades",) and field[0].table)
    assert reason(loaded_value(place, "3; TBD", cells=True)) is Reason.PLACEHOLDER
    assert loaded_value(place, "3; 4", cells=True) == ("3", "4")


def words(kind: type, at: int = 0, **fields: str) -> Any:
    """The sample with a text, or the sole item of a list, that says nothing."""
    known = next(item for item in KINDS.values() if item.cls is kind).fields
    changed: Any = {n: [field] if known[n].many else field for n, field in fields.items()}
    return SAMPLE.but(kind, at=at, **changed)


def in_items(kind: type, field: str, at: int = 0, **fields: Any) -> Any:
    return items(kind, field, lambda row: {**row, **fields}, at)


GAP, MISSING = l5.Outcome.GAP, l5.Outcome.MISSING
SUPPORTS = (StudentSupportGuideline, "supports")
FALSE_PASSES: dict[str, tuple[str, l5.Outcome, Any]] = {
    "no vision": ("5.1.1-2/vision_stated", GAP, text(COACHING, vision="none")),
    "a template of a vision": (
        "5.1.1-2/vision_stated",
        MISSING,
        text(COACHING, vision="[insert vision here]"),
    ),
    "the vision is vision": ("5.1.1-2/vision_stated", MISSING, text(COACHING, vision="Vision")),
    "expectations as needed": (
        "5.1.1-1/expectation_stated",
        GAP,
        text(DEVELOPMENT, expectations=["as needed"]),
    ),
    "steps are done": ("5.1.2-1/process_written", MISSING, text(PROCESS, process_steps=["x"])),
    "quality varies": ("5.1.1-4/quality_defined", GAP, text(COACHING, quality=["varies"])),
    "structures vary": (
        "5.2.4-1/structures_named",
        GAP,
        words(PlanningSupportGuideline, structures="varies"),
    ),
    "outcomes done": (
        "5.2.4-1/outcomes_named",
        MISSING,
        words(PlanningSupportGuideline, outcomes="done"),
    ),
    "no agenda": ("5.2.4-3/sample_agenda", GAP, words(PlcGuideline, sample_agenda="none")),
    "strong work is various": (
        "5.2.4-2/quality_criteria",
        GAP,
        words(InstructionalProtocol, quality_criteria="various"),
    ),
    "research basis: research": (
        "5.2.5-1/environment_indicators_research_based",
        MISSING,
        in_items(ObservationTool, "indicators", research_basis="research"),
    ),
    "any measure": ("5.3.3-2/tool_named", GAP, in_items(*SUPPORTS, tool="various")),
    "decided somehow": (
        "5.3.3-2/decision_rule",
        GAP,
        in_items(*SUPPORTS, decision_rule="campus decides"),
    ),
    "a system is in place": (
        "5.3.3-2/data_system_named",
        MISSING,
        words(StudentSupportGuideline, data_system="in place"),
    ),
    "families are reached": (
        "5.3.3-1/family_approaches",
        MISSING,
        words(StudentSupportGuideline, family_approaches="yes"),
    ),
}


@pytest.mark.parametrize("what", spread(FALSE_PASSES, of=3))
def test_words_that_say_nothing_pass_nothing(what: str) -> None:
    element, outcome, district = FALSE_PASSES[what]
    assert judged(element, SAMPLE).outcome is l5.Outcome.PASS
    assert judged(element, district).outcome is outcome


@pytest.mark.parametrize("phrase", ["none", "as needed", "TBD", "quote", "see page 4", "…", "yes"])
def test_a_quote_that_says_nothing_is_no_quote(phrase: str) -> None:
    sources = SAMPLE.document(PlcGuideline)["sources"]
    changed = {**sources, "minutes": {**sources["minutes"], "quote": phrase}}
    element = SAMPLE.but(PlcGuideline, sources=changed).judge("5.2.4-3")["length"]
    assert element.outcome is MISSING


def test_the_lists_are_apart_and_none_holds_a_word_twice() -> None:
    words = [entry_key(word) or word for _, word in standard().words()]
    assert len(words) == len(set(words))
    assert {group for group, _ in standard().words()} == set(GROUPS)


def test_a_ruleset_adds_and_takes_out(tmp_path: Path) -> None:
    ours = own_ruleset(
        tmp_path,
        '[lexicon]\nvague = ["Whenever it suits"]\n'
        'says_something = ["varies", "[…]", "campus decides"]',
    )

    def structures(phrase: str, ruleset: Any = "default") -> l5.Outcome:
        district = SAMPLE.but(PlanningSupportGuideline, structures=[phrase])
        outcome: l5.Outcome = district.judge("5.2.4-1", ruleset=ruleset)["structures_named"].outcome
        return outcome

    assert structures("whenever it suits.") is l5.Outcome.PASS
    assert structures("whenever it suits.", ours) is GAP
    assert structures("Varies") is GAP
    assert structures("Varies", ours) is l5.Outcome.PASS
    assert structures("[Room 4]") is MISSING
    assert structures("[Room 4]", ours) is l5.Outcome.PASS
    assert structures("as needed", ours) is GAP
    assert structures("Campus decides") is GAP
    assert structures("Campus decides", ours) is l5.Outcome.PASS
    assert structures("The board of trustees decides", ours) is GAP


@pytest.mark.parametrize(
    ("lexicon", "phrase"),
    [
        ('[lexicon]\nvage = ["often"]', "Did you mean vague?"),
        ('[lexicon]\nvague = "often"', "must be a list of words"),
        ("[lexicon]\nvague = [3]", "must be a list of words"),
        ('[lexicon]\nvague = ["..."]', "holds no word"),
        ('[lexicon]\nvague = ["now"]\ntick = ["Now"]', "stands in vague and tick"),
        ('[lexicon]\nsays_something = ["varie"]', "Did you mean varies?"),
        ('lexicon = "often"', "write lists of words"),
    ],
)
def test_a_lexicon_that_is_wrong_is_refused(tmp_path: Path, lexicon: str, phrase: str) -> None:
    with pytest.raises(l5.RulesetError, match=phrase.replace("?", r"\?").replace("[", r"\[")):
        SAMPLE.check(ruleset=own_ruleset(tmp_path, lexicon))


@given(
    st.sampled_from([word for _, word in standard().words()]),
    st.sampled_from(["", " ", "-", "x", "!", "_"]),
    st.sampled_from(["", ".", " please", "7"]),
    st.sampled_from([str.upper, str.title, str]),
)
def test_whatever_says_nothing_is_suspected(
    word: str, before: str, after: str, case: Callable[[str], str]
) -> None:
    text = f"{before}{case(word)}{after}".strip()
    if standard().mark(text) is not None:
        assert standard().suspects([text, "OB-0001"]) == [text]


@pytest.mark.parametrize(
    "phrase",
    ["Draft lesson plans with a coach", "Drafts are discussed weekly", "To be a good school"],
)
def test_a_text_that_opens_like_one_that_says_nothing_may_say_something(phrase: str) -> None:
    assert standard().mark(phrase) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "Vision statement (draft)",
        "Our vision is under development.",
        "The process is being written",
    ],
)
def test_a_text_that_closes_as_unfinished_says_nothing_yet(phrase: str) -> None:
    assert standard().mark(phrase) is PLACEHOLDER
    assert standard().suspects([phrase, "Teachers grow every week"])[:1] == [phrase]


@pytest.mark.parametrize(
    "phrase",
    [
        "Students draft",
        "Coaches support work in development",
        "Weekly coaching; room to be determined",
    ],
)
def test_a_text_that_closes_alike_may_say_something(phrase: str) -> None:
    assert standard().mark(phrase) is None

"""Names and words that differ in case, spaces and punctuation only are the same."""

import io
from enum import StrEnum
from typing import Any

import pytest
import xlsxwriter

import lever5_rules as l5
from lever5_rules.artifacts import vocabulary
from lever5_rules.core.synonyms import plain
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.load import load
from lever5_rules.testing import SAMPLE

LOADED = load_plugins(entry_points=False)
REQUIRED = [element.id for element in LOADED.rules["5.2.4-3"][0].elements if not element.advisory]
SAME = [
    ("Jr", "Jr.", " JR "),
    ("King, Jr", "King Jr", "KING JR.", "King,Jr"),
    ("A/B", "A / B", "a b", "A-B", "A_B", "A – B"),
    ("O'Neal", "O’Neal", "ONeal", "O`Neal"),
    ("King - Middle", "King- Middle", "King -Middle", "King–Middle"),
    ("Ma\u00f1ana", "Man\u0303ana", "MAÑANA"),
    ("ﬁeld", "field"),
    ("Math & Science", "Math&Science"),
]


@pytest.mark.parametrize("words", SAME, ids=lambda words: words[0])
def test_words_that_are_the_same(words: tuple[str, ...]) -> None:
    assert len(set(map(plain, words))) == 1


def test_words_that_are_not() -> None:
    assert len(set(map(plain, ("A+", "A", "B", "A1", "AB", "", "?", "…")))) == 8


def test_every_word_of_a_vocabulary_is_known_however_it_is_written() -> None:
    for cls in vars(vocabulary).values():
        if isinstance(cls, type) and issubclass(cls, StrEnum) and len(cls):
            for word in cls:
                for spelling in (word.upper(), word.replace("_", " / "), f" {word}. "):
                    assert plain(spelling) == word


def a_sheet(value: str, *, struck: bool) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        line = book.add_format({"font_strikeout": struck})
        sheet = book.add_worksheet("meeting_log")
        sheet.write_row(0, 0, ("meeting_id", "date", "type", "minutes"))
        sheet.write_row(1, 0, ("M-1", "2026-09-01", "ilt", "45"))
        sheet.write_row(2, 0, ("M-2", value, "ilt", "45"), line)
    return buffer.getvalue()


@pytest.mark.parametrize("struck", [True, False])
def test_rows_that_are_struck_through_are_told(struck: bool) -> None:
    files = {"a.xlsx": a_sheet("2026-09-02", struck=struck)}
    bundle = load(Bundle.from_mapping(files), LOADED.kinds)
    places = [problem.place for problem in bundle.problems if "struck through" in problem.message]
    assert places == (["meeting_log!A3"] if struck else [])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("date", "heads stand here once more"),
        ("DATE", "heads stand here once more"),
        ("Total", "row of totals"),
        ("Grand Total:", "row of totals"),
        ("0", "row of zeros"),
        ("0/0/00", "row of zeros"),
        ("soon", "a date"),
    ],
)
def test_rows_that_are_no_evidence_are_told_as_what_they_are(value: str, text: str) -> None:
    files = {"meeting_log.csv": f"meeting_id,date,type\nM-1,{value},ilt\nM-2,2026-09-01,ilt\n"}
    bundle = load(Bundle.from_mapping(files), LOADED.kinds)
    assert [problem for problem in bundle.problems if text in problem.message]


def ruleset(advisory: int, off: int, tmp_path: Any) -> str:
    """A ruleset that makes the first elements of a criterion advice and switches others off."""
    lines = ['name = "ours"', 'version = "1"', 'title = "Ours"', 'extends = "default"']
    for name in REQUIRED[:advisory]:
        lines += [f'[elements."{name}"]', "advisory = true", 'reason = "x"']
    for name in REQUIRED[advisory : advisory + off]:
        lines += [f'[elements."{name}"]', "enabled = false", 'reason = "x"']
    path = tmp_path / "ours.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_a_criterion_of_which_nothing_counts_is_refused(tmp_path: Any) -> None:
    number = len(REQUIRED)
    bundle = Bundle.from_mapping(SAMPLE.files())
    for advisory in range(number + 1):
        path = ruleset(advisory, number - advisory, tmp_path)
        with pytest.raises(l5.RulesetError, match="nothing would be judged"):
            l5.check(bundle, ruleset=path, select=["5.2.4-3"], entry_points=False)
    path = ruleset(number - 1, 0, tmp_path)
    report = l5.check(bundle, ruleset=path, select=["5.2.4-3"], entry_points=False)
    assert len(report.findings) == 1


EXPORT = (
    "personReference.personId,actualDate,"
    "performanceEvaluationReference.performanceEvaluationTypeDescriptor,actualDuration\n"
)


def test_the_types_of_evaluations_in_real_files_are_read() -> None:
    rows = [
        f"s-{place},2026-09-0{place + 1},uri://ed-fi.org/Type#{kind},30"
        for place, kind in enumerate(["Formal Evaluation", "Walkthrough", "Summative Rating"])
    ]
    files = {"ratings.csv": EXPORT + "\n".join(rows)}
    bundle = load(Bundle.from_mapping(files), LOADED.kinds)
    column = bundle.tables["observation_log"].columns["type"]
    assert sorted(map(str, column.values)) == ["formal", "walkthrough"]
    (message,) = [
        problem.message for problem in bundle.problems if "did not count" in problem.message
    ]
    assert "Summative Rating" in message or "among others" not in message

"""The workbook to fill in: what it says, marks and offers; empty, it is missing evidence."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import lever5_rules as l5
from lever5_rules.plugins.host import load_plugins
from lever5_rules.templates.cells import Asked, asked_of, in_a_workbook
from lever5_rules.templates.content import Content
from lever5_rules.templates.workbook import write_workbook

KINDS = load_plugins(entry_points=False).kinds


def test_an_empty_template_is_missing_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    write_workbook(path, list(KINDS.values()), Content())
    report = l5.check(path, as_of=date(2026, 11, 23), entry_points=False)
    assert report.complete
    assert {finding.outcome.value for finding in report.findings} == {"missing-evidence"}
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "READ ME"
    assert {name[:31] for name in KINDS} <= set(book.sheetnames)
    rules = book["observation_log"].data_validations.dataValidation
    assert {"list", "date", "whole"} <= {rule.type for rule in rules}
    heads = [cell.value for cell in book["observation_log"][4]]
    assert "date *" in heads
    assert book["observation_log"]["A4"].comment is not None


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("template") / "empty.xlsx"
    write_workbook(path, list(KINDS.values()), Content())
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_field_is_named_marked_and_explained(kind: Any, template: Any) -> None:
    sheet = template[kind.name[:31]]
    by_value = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    for name, info in kind.fields.items():
        if name == "sources":
            continue
        if info.nested and not info.many:
            assert f"{name}.title *" in by_value
            continue
        asked = asked_of(kind, info)
        head = by_value[f"{name}{asked.value}"]
        assert info.meaning in head.comment.text
        assert not info.unit or info.unit in head.comment.text
        assert ("may stay blank" in head.comment.text) is (asked is Asked.NOT)
        if kind.table and info.type is str:
            (shape,) = (
                dimension.number_format
                for dimension in sheet.column_dimensions.values()
                if dimension.min <= head.column <= dimension.max
            )
            assert shape == "@"


def choices(template: Any, title: str, cell: str) -> Any:
    """The drop-down or limit of a cell, and the values that it offers."""
    for rule in template[title].data_validations.dataValidation:
        if cell in rule.sqref:
            if rule.type != "list" or rule.formula1.startswith('"'):
                return rule, str(rule.formula1).strip('"').split(",")
            source, _, cells = rule.formula1.replace("$", "").partition("!")
            return rule, [cell.value for (cell,) in template[source][cells]]
    return None, []


def test_cells_offer_words_campuses_and_staff(template: Any) -> None:
    log = {cell.value: cell.column_letter for cell in template["observation_log"][4]}
    rule, words = choices(template, "observation_log", f"{log['observer_role']}5")
    assert "principal_supervisor" in words
    assert (rule.errorStyle, rule.showErrorMessage) == ("warning", True)
    rule, words = choices(template, "observation_log", f"{log['focus **']}5")
    assert words
    assert not rule.showErrorMessage  # several may stand in the cell, so it only offers
    assert choices(template, "observation_log", f"{log['finalized *']}5")[1] == ["yes", "no"]
    assert choices(template, "observation_log", f"{log['date *']}5")[0].type == "date"
    assert choices(template, "observation_log", f"{log['minutes']}5")[0].type == "whole"
    rule, _ = choices(template, "observation_log", f"{log['campus_id']}5")
    source, _, cells = rule.formula1.replace("$", "").partition("!")
    head = template["district_profile"][f"B{int(cells[1:].partition(':')[0]) - 1}"]
    assert (source, head.value) == ("district_profile", "campus_id *")
    rule, _ = choices(template, "observation_log", f"{log['observer_staff_id *']}5")
    assert rule.formula1.replace("$", "").startswith("staff_roster!A5:A")
    assert template["staff_roster"]["A4"].value == "staff_id *"


def test_the_read_me_leads_to_every_sheet(template: Any) -> None:
    links = {row[0].value: row[0].hyperlink for row in template["READ ME"].iter_rows()}
    for name, kind in KINDS.items():
        assert name[:31] in links[name].location
        row = next(row for row in template["READ ME"].iter_rows() if row[0].value == name)
        assert [cell.value for cell in row[1:3]] == [in_a_workbook(kind), kind.office]

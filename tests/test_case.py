"""The framework as a CASE package: valid by the 1EdTech schemas, whole, and always the same."""

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from outside import errors_by_schema

from lever5_rules.cli import main
from lever5_rules.framework import framework

SCHEMAS = {
    "case-1.0": "case-v1p0-cfpackage.schema.json",
    "case-1.1": "case-v1p1-cfpackage.schema.json",
    "case": "case-v1p1-cfpackage.schema.json",
}
Printed = Callable[[str], str]


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Printed:
    def run(form: str) -> str:
        with pytest.raises(SystemExit) as done:
            main(["criteria", "--format", form])
        assert done.value.code == 0
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize("form", SCHEMAS)
def test_it_is_valid_by_its_schema(printed: Printed, form: str) -> None:
    assert errors_by_schema(SCHEMAS[form], json.loads(printed(form))) == []


def test_the_address_of_the_package_is_in_1_0_and_forbidden_in_1_1(printed: Printed) -> None:
    older, newer = json.loads(printed("case-1.0")), json.loads(printed("case-1.1"))
    link = older["CFDocument"].pop("CFPackageURI")
    assert "CFPackageURI" not in newer["CFDocument"]
    assert newer["CFDocument"].pop("caseVersion") == "1.1"
    assert older == newer
    newer["CFDocument"]["CFPackageURI"] = link
    assert errors_by_schema(SCHEMAS["case-1.1"], newer) != []


def test_case_is_the_newest(printed: Printed) -> None:
    assert printed("case") == printed("case-1.1")


def test_it_is_the_whole_framework_each_with_its_parent(printed: Printed) -> None:
    package = json.loads(printed("case"))
    known = framework()
    names = {row["identifier"]: row["humanCodingScheme"] for row in package["CFItems"]}
    kinds = [row["CFItemType"] for row in package["CFItems"]]
    assert [kinds.count(kind) for kind in dict.fromkeys(kinds)] == [1, 3, 13, 43, 14]
    assert len(names) == len(set(names.values())) == len(package["CFItems"])
    parents = {
        names[row["originNodeURI"]["identifier"]]: names.get(
            row["destinationNodeURI"]["identifier"], "document"
        )
        for row in package["CFAssociations"]
    }
    assert parents["EDF-5"] == "document"
    assert parents["EDF-5.2"] == "EDF-5"
    assert parents["EDF-5.2.4"] == "EDF-5.2"
    for criterion in known.criteria.values():
        assert parents[f"EDF-{criterion.id}"] == f"EDF-{criterion.key_practice}"
        for part, _ in criterion.parts:
            assert parents[f"EDF-{part}"] == f"EDF-{criterion.id}"
    assert set(parents) == set(names.values())
    places: dict[str, list[int]] = {}
    for criterion in package["CFAssociations"]:
        above = criterion["destinationNodeURI"]["identifier"]
        places.setdefault(above, []).append(criterion["sequenceNumber"])
    assert all(place == list(range(1, len(place) + 1)) for place in places.values())


def test_statements_are_those_of_the_catalogue(printed: Printed) -> None:
    by_name = {row["humanCodingScheme"]: row for row in json.loads(printed("case"))["CFItems"]}
    criterion = framework().criteria["5.2.4-3"]
    assert by_name["EDF-5.2.4-3"]["fullStatement"] == criterion.requirement
    assert by_name["EDF-5.2.4-3"]["abbreviatedStatement"] == criterion.title
    assert by_name["EDF-5.2.4-3"]["listEnumeration"] == "3"
    assert by_name["EDF-5.2.2-1.c"]["listEnumeration"] == "c"


def test_identifiers_stay_the_same_and_no_address_is_claimed(printed: Printed) -> None:
    package = json.loads(printed("case"))
    by_name = {record["humanCodingScheme"]: record["identifier"] for record in package["CFItems"]}
    # Whoever has taken these over relies on them.
    assert by_name["EDF-5.2.4-3"] == "5a83bda6-1a46-5757-b532-403df3500b16"
    assert package["CFDocument"]["identifier"] == "ebd36684-8f44-5f32-a162-e54157bc82f8"
    document: list[dict[str, Any]] = []

    def look(data: Any) -> None:
        for value in data.values() if isinstance(data, dict) else data:
            if isinstance(value, (dict, list)):
                look(value)
        if isinstance(data, dict) and "identifier" in data:
            document.append(data)

    look(package)
    for row in document:
        assert row["uri"] == f"urn:uuid:{UUID(row['identifier'])}"
    days = {record["lastChangeDateTime"] for record in document if "lastChangeDateTime" in record}
    assert {datetime.fromisoformat(day).strftime("%Y-%m") for day in days} == {framework().version}


def test_the_list_as_csv(printed: Printed) -> None:
    rows = list(csv.DictReader(io.StringIO(printed("csv"))))
    assert [row["id"] for row in rows] == list(framework().criteria)
    assert [row["requirement"] for row in rows] == [
        criterion.requirement for criterion in framework().criteria.values()
    ]
    assert all(int(row["elements"]) > 0 for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())

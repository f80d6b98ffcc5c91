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
    names = {one["identifier"]: one["humanCodingScheme"] for one in package["CFItems"]}
    kinds = [one["CFItemType"] for one in package["CFItems"]]
    assert [kinds.count(kind) for kind in dict.fromkeys(kinds)] == [1, 3, 13, 43, 14]
    assert len(names) == len(set(names.values())) == len(package["CFItems"])
    parents = {
        names[one["originNodeURI"]["identifier"]]: names.get(
            one["destinationNodeURI"]["identifier"], "document"
        )
        for one in package["CFAssociations"]
    }
    assert parents["EDF-5"] == "document"
    assert parents["EDF-5.2"] == "EDF-5"
    assert parents["EDF-5.2.4"] == "EDF-5.2"
    for one in known.criteria.values():
        assert parents[f"EDF-{one.id}"] == f"EDF-{one.key_practice}"
        for part, _ in one.parts:
            assert parents[f"EDF-{part}"] == f"EDF-{one.id}"
    assert set(parents) == set(names.values())
    places: dict[str, list[int]] = {}
    for one in package["CFAssociations"]:
        above = one["destinationNodeURI"]["identifier"]
        places.setdefault(above, []).append(one["sequenceNumber"])
    assert all(found == list(range(1, len(found) + 1)) for found in places.values())


def test_statements_are_those_of_the_catalogue(printed: Printed) -> None:
    told = {one["humanCodingScheme"]: one for one in json.loads(printed("case"))["CFItems"]}
    one = framework().criteria["5.2.4-3"]
    assert told["EDF-5.2.4-3"]["fullStatement"] == one.requirement
    assert told["EDF-5.2.4-3"]["abbreviatedStatement"] == one.title
    assert told["EDF-5.2.4-3"]["listEnumeration"] == "3"
    assert told["EDF-5.2.2-1.c"]["listEnumeration"] == "c"


def test_identifiers_stay_the_same_and_no_address_is_claimed(printed: Printed) -> None:
    package = json.loads(printed("case"))
    told = {one["humanCodingScheme"]: one["identifier"] for one in package["CFItems"]}
    # Whoever has taken these over relies on them.
    assert told["EDF-5.2.4-3"] == "5a83bda6-1a46-5757-b532-403df3500b16"
    assert package["CFDocument"]["identifier"] == "ebd36684-8f44-5f32-a162-e54157bc82f8"
    held: list[dict[str, Any]] = []

    def look(data: Any) -> None:
        for value in data.values() if isinstance(data, dict) else data:
            if isinstance(value, (dict, list)):
                look(value)
        if isinstance(data, dict) and "identifier" in data:
            held.append(data)

    look(package)
    for one in held:
        assert one["uri"] == f"urn:uuid:{UUID(one['identifier'])}"
    days = {one["lastChangeDateTime"] for one in held if "lastChangeDateTime" in one}
    assert {datetime.fromisoformat(day).strftime("%Y-%m") for day in days} == {framework().version}


def test_the_list_as_csv(printed: Printed) -> None:
    rows = list(csv.DictReader(io.StringIO(printed("csv"))))
    assert [row["id"] for row in rows] == list(framework().criteria)
    assert [row["requirement"] for row in rows] == [
        one.requirement for one in framework().criteria.values()
    ]
    assert all(int(row["elements"]) > 0 for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())

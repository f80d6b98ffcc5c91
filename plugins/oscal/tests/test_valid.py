"""The documents are valid by NIST's schemas and by trestle, and no reference leads nowhere."""

import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from made import CATALOG, KINDS, MADE, PLAN, RESULTS, Json, chain, one_file, package, walk
from outside import errors_by_schema

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@pytest.fixture(params=MADE)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[False, True], ids=["one file", "package"])
def documents(name: str, request: pytest.FixtureRequest) -> dict[str, Json]:
    return chain(name, request.param)


@pytest.mark.parametrize("kind", KINDS)
def test_valid_by_the_schema_of_nist(documents: dict[str, Json], kind: str) -> None:
    assert errors_by_schema(f"oscal_{kind}_schema.json", documents[kind]) == []


def test_every_identifier_that_is_referred_to_is_defined_in_the_same_document(
    documents: dict[str, Json],
) -> None:
    for document in documents.values():
        defined = [identifier["uuid"] for identifier in walk(document) if "uuid" in identifier]
        assert len(defined) == len(set(defined))
        assert all(UUID.fullmatch(identifier) for identifier in defined)
        referred = set()
        for node in walk(document):
            referred |= {value for key, value in node.items() if key.endswith("-uuid")}
            for key, value in node.items():
                if key.endswith("-uuids"):
                    referred |= set(value)
            if node.get("href", "").startswith("#"):
                referred.add(node["href"][1:])
        assert referred <= set(defined)


def test_no_address_leads_out_of_the_documents(documents: dict[str, Json]) -> None:
    inside = {f"{kind}.json" for kind in KINDS}
    for node in walk(list(documents.values())):
        href = node.get("href", "#")
        assert href.startswith("#") or href.rpartition("/")[2] in inside


def test_every_control_is_in_the_catalog_and_every_objective_in_the_plan(
    documents: dict[str, Json],
) -> None:
    catalog = documents[CATALOG]
    controls = [control["id"] for holder in walk(catalog) for control in holder.get("controls", ())]
    groups = [group["id"] for holder in walk(catalog) for group in holder.get("groups", ())]
    ids = [item["id"] for item in walk(catalog) if "id" in item]
    assert len(ids) == len(set(ids))
    local = documents[PLAN][PLAN]["local-definitions"]["objectives-and-methods"]
    objectives = [item["id"] for item in walk(local) if "id" in item]
    assert len(objectives) == len(set(objectives))
    for document in (documents[PLAN], documents[RESULTS]):
        for node in walk(document):
            assert node.get("control-id", controls[0]) in controls
            assert node.get("objective-id", objectives[0]) in objectives
            assert node.get("target-id", objectives[0]) in objectives
            assert node.get("group", groups[0]) in groups
            if node.get("name") == "control-id":
                assert node["value"] in controls


def test_the_framework_is_in_the_catalog_whatever_was_selected() -> None:
    catalog = chain("part_of_a_practice", packed=False)[CATALOG]
    controls = [control["id"] for holder in walk(catalog) for control in holder.get("controls", ())]
    assert len(controls) == 43
    assert all(holder["controls"] for holder in walk(catalog) if "controls" in holder)
    assert "edf-5.2.2-1_smt.c" in [node.get("id") for node in walk(catalog)]


def test_a_criterion_of_a_plugin_has_a_group_of_its_own() -> None:
    groups = chain("with_a_criterion_of_a_plugin", packed=False)[CATALOG][CATALOG]["groups"]
    assert [group["id"] for group in groups] == [
        "edf-5.1",
        "edf-5.2",
        "edf-5.3",
        "added-northfield",
    ]
    assert [control["id"] for control in groups[-1]["controls"]] == ["northfield.agenda"]


def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    first = one_file(name), package(name)
    one_file.cache_clear()
    package.cache_clear()
    assert first == (one_file(name), package(name))


def _trestle() -> str:
    beside = Path(sys.executable).with_name("trestle")
    program = os.environ.get("LEVER5_TRESTLE") or (str(beside) if beside.exists() else None)
    program = program or shutil.which("trestle")
    if not program:
        pytest.skip("trestle is not installed; the extra dev of lever5-oscal brings it.")
    return program


def test_valid_by_trestle(tmp_path: Path) -> None:
    trestle = _trestle()

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [trestle, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    assert run("init", "--govdocs").returncode == 0
    for name in MADE:
        with ZipFile(BytesIO(package(name))) as archive:
            for member in archive.namelist():
                folder, _, file = member.split("/")
                target = tmp_path / folder / name / file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(member))
        target = tmp_path / "assessment-results" / f"{name}-alone" / "assessment-results.json"
        target.parent.mkdir()
        target.write_text(one_file(name), encoding="utf-8")
    done = run("validate", "--all")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("VALID: ") == 4 * len(MADE)
    assert "INVALID" not in done.stdout
    # It can say no, too.
    broken = one_file("cedar").replace('"satisfied"', '"well enough"', 1)
    target.write_text(broken, encoding="utf-8")
    refused = run("validate", "--all")
    assert refused.returncode != 0

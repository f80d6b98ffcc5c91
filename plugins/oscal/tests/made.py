"""The documents that are made of reports, as a program would find them, and what is in them."""

import json
import posixpath
from base64 import b64decode
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import lever5_oscal
from reports import EXAMPLES, REPORTS, check, without_groups

import lever5_rules as l5
from lever5_rules.artifacts.planning import PlcGuideline
from lever5_rules.authoring import Judges, Level, Rule, Verdict, stated

Json = dict[str, Any]
CATALOG, PLAN, RESULTS = KINDS = ("catalog", "assessment-plan", "assessment-results")


@cache
def mended() -> l5.Report:
    return check(EXAMPLES / "cedar-hollow-isd-mended")


@cache
def live_oak() -> l5.Report:
    return check(EXAMPLES / "live-oak-charter")


@cache
def part_of_a_practice() -> l5.Report:
    """One criterion of one key practice, and none of the others."""
    return check(select=["5.2.4-3"])


@cache
def nothing_applies() -> l5.Report:
    """A selection of which nothing applies, so that there is no finding."""
    chosen = [exclusion.id for exclusion in REPORTS["inapplicable"]().not_applicable]
    return check(without_groups(), select=chosen)


@cache
def with_a_criterion_of_a_plugin() -> l5.Report:
    rule = Rule(
        "northfield:agenda",
        judges=Judges.FULL,
        not_judged="nothing",
        title="Agendas",
        requirement="The guideline has a sample agenda.",
    )

    @rule.element(level=Level.CITED)
    def sound(guideline: PlcGuideline) -> Verdict:
        """The guideline has a sample agenda."""
        return stated(guideline.sample_agenda, "Agenda")

    plugin = SimpleNamespace(
        __name__="northfield", LEVER5_API=1, lever5_criteria=l5.hookimpl(lambda: (rule,))
    )
    return check(plugins=[plugin])


MADE: dict[str, Callable[[], l5.Report]] = {
    **REPORTS,
    **{
        function.__name__: function
        for function in (
            mended,
            live_oak,
            part_of_a_practice,
            nothing_applies,
            with_a_criterion_of_a_plugin,
        )
    },
}


@cache
def one_file(name: str) -> str:
    return lever5_oscal.render(MADE[name]())


@cache
def package(name: str) -> bytes:
    return lever5_oscal.render_package(MADE[name]())


def resolved(document: Json, href: str, read: Callable[[str], bytes]) -> Json:
    """The document that a resource of another leads to: within it, or at an address."""
    (body,) = document.values()
    assert href.startswith("#")
    (resource,) = (
        resource for resource in body["back-matter"]["resources"] if resource["uuid"] == href[1:]
    )
    if "base64" in resource:
        content = b64decode(resource["base64"]["value"], validate=True)
    else:
        (link,) = resource["rlinks"]
        content = read(link["href"])
        assert link["hashes"] == [{"algorithm": "SHA-256", "value": sha256(content).hexdigest()}]
    resolved_document: Json = json.loads(content)
    return resolved_document


@cache
def chain(name: str, packed: bool) -> dict[str, Json]:
    """The results of a report, and the plan and catalog that they lead to."""
    if not packed:
        results, archive, at = json.loads(one_file(name)), None, ""
    else:
        archive = ZipFile(BytesIO(package(name)))
        (at,) = (text for text in archive.namelist() if text.endswith("/assessment-results.json"))
        results = json.loads(archive.read(at))

    def read(href: str) -> bytes:
        assert archive
        return archive.read(posixpath.normpath(posixpath.join(posixpath.dirname(at), href)))

    plan = resolved(results, results[RESULTS]["import-ap"]["href"], read)
    (link,) = plan[PLAN]["metadata"]["links"]
    return {CATALOG: resolved(plan, link["href"], read), PLAN: plan, RESULTS: results}


def walk(data: Any) -> Iterator[Json]:
    """Every object within."""
    if isinstance(data, dict):
        yield data
        for entry in data.values():
            yield from walk(entry)
    elif isinstance(data, list):
        for entry in data:
            yield from walk(entry)


def said(holder: Json, name: str) -> list[str]:
    """The values of a property."""
    return [prop["value"] for prop in holder.get("props", ()) if prop["name"] == name]


def result_of(name: str) -> Json:
    result: Json = chain(name, packed=False)[RESULTS][RESULTS]["results"][0]
    return result


def findings(name: str) -> dict[str, Json]:
    return {
        said(finding, "criterion")[0]: finding for finding in result_of(name).get("findings", ())
    }

"""Observations: an element of a criterion each, with the evidence that was examined for it."""

from collections.abc import Iterable

from lever5_rules import ElementFinding, Evidence, Report
from lever5_rules.core.text import clipped
from lever5_rules.reports.wording import evidence_phrase, exported

from .plan import limits
from .words import (
    Identifiers,
    Json,
    filled,
    markup,
    midnight,
    name_of,
    paragraphs,
    prop,
    props,
    tool,
)


class Files:
    """The files of the bundle as resources that evidence refers to.

    They have no address: the bundle is not handed on with a report, so a link into it would lead
    nowhere.
    """

    def __init__(self, report: Report, identifiers: Identifiers) -> None:
        self.identifiers = identifiers
        self.known = {file.path: file for file in report.files}
        self.used: dict[str, str] = {}

    def refer(self, path: str) -> str:
        """The reference to a file, which is a resource from now on."""
        return f"#{self.used.setdefault(path, self.identifiers('file', path))}"

    def resources(self) -> list[Json]:
        return [self._resource(path, name) for path, name in sorted(self.used.items())]

    def _resource(self, path: str, name: str) -> Json:
        known = self.known.get(path)
        return filled(
            {
                "uuid": name,
                "title": markup(path),
                "description": "A file of the bundle that was checked, by its path in the bundle.",
                "props": props(
                    path=path,
                    kind=known.kind if known else None,
                    status=known.status if known else None,
                    sha256=known.sha256 if known else None,
                ),
                "citation": {"text": markup(path)},
            }
        )


class Observations:
    """The observations of a report, by element."""

    def __init__(self, report: Report, identifiers: Identifiers, files: Files) -> None:
        self.identifiers = identifiers
        self.files = files
        self.collected = midnight(report.as_of)
        self.origin = {"actors": [{"type": "tool", "actor-uuid": tool(report)["uuid"]}]}
        self.made: dict[str, Json] = {}

    def of(self, elements: Iterable[ElementFinding]) -> list[Json]:
        """References to the observations of elements, which are made where they are not yet."""
        return [{"observation-uuid": self._made(element)["uuid"]} for element in elements]

    def _made(self, element: ElementFinding) -> Json:
        if element.id not in self.made:
            self.made[element.id] = self._observation(element)
        return self.made[element.id]

    def _observation(self, element: ElementFinding) -> Json:
        return filled(
            {
                "uuid": self.identifiers("observation", element.id),
                "title": markup(f"{name_of(element)}: {element.outcome.value}"),
                "description": paragraphs(element.message, element.remedy),
                "props": self._props(element),
                "methods": ["EXAMINE"],
                "types": ["control-objective"],
                "origins": [self.origin],
                "relevant-evidence": [self._evidence(seen) for seen in element.evidence],
                "collected": self.collected,
                "remarks": markup(f"Left to a reader: {element.reader}.") if element.reader else "",
            }
        )

    def _props(self, element: ElementFinding) -> list[Json]:
        return [
            *props(
                element=name_of(element),
                outcome=element.outcome.value,
                reason=element.reason.value,
                advisory=element.advisory,
                part=exported(element.part) if element.part else None,
                level_needed=element.level_needed.value,
                level_found=element.level_found.value if element.level_found else None,
                fingerprint=element.fingerprint,
                kind=element.kind,
                office=element.office,
                rows=element.rows,
            ),
            *limits(element.limit),
            *(prop("falls-short", name) for name in element.scope),
            *(
                prop(
                    "alternative",
                    name_of(other),
                    class_=other.outcome.value,
                    remarks=other.message,
                )
                for other in element.alternatives
            ),
        ]

    def _evidence(self, seen: Evidence) -> Json:
        cited = f" ({clipped(seen.cites, 200)})" if seen.cites else ""
        return filled(
            {
                "href": self.files.refer(seen.file),
                "description": markup(f"{evidence_phrase(seen)}{cited}"),
                "props": props(
                    line=seen.line,
                    cell=seen.cell,
                    level=seen.level.value if seen.level else None,
                ),
            }
        )

"""The framework as a CASE package, the 1EdTech format for standards and competencies.

Items are the lever, its essential actions, key practices, success criteria and their listed
elements, each with its parent. The elements that rules judge are not part of the framework and are
left out. Identifiers are derived from ids, so they never change; they are not web addresses that
anybody would have to serve.
"""

from typing import Any
from uuid import UUID, uuid5

from attrs import frozen

from lever5_rules.framework import Framework
from lever5_rules.reports.wording import exported
from lever5_rules.support.json_text import written

VERSIONS = ("1.0", "1.1")
OURS = UUID("5b0f3c9e-6a51-5d5e-9a43-5f1f0c1e7e55")
"""The namespace of all identifiers. Never change it: they would all change."""
OWN_WORDS = (
    "Key practices have the framework's own titles. All other statements are in the words of "
    "lever5-rules, not in those of the framework."
)
LEVER, ACTION, PRACTICE, CRITERION, PART = TYPES = (
    "Lever",
    "Essential Action",
    "Key Practice",
    "Success Criterion",
    "Listed Element",
)
Json = dict[str, Any]


def render(framework: Framework, version: str = VERSIONS[-1]) -> str:
    """Return the framework as a CFPackage of CASE 1.0 or 1.1; the same bytes for the same
    catalogue."""
    return written(_Package(framework, version).data())


@frozen
class _Item:
    id: str
    parent: str
    kind: str
    statement: str
    short: str = ""


class _Package:
    def __init__(self, framework: Framework, version: str) -> None:
        self.framework = framework
        self.version = version
        # CASE wants a day, but the catalogue's version names only the month.
        self.changed = f"{framework.version}-01T00:00:00+00:00"
        self.name = f"{framework.id} Lever {framework.lever}"
        self.title = f"Effective District Framework, Lever {framework.lever}: {framework.title}"

    def data(self) -> Json:
        items = self.items()
        places: dict[str, int] = {}
        associations = []
        for item in items:
            places[item.parent] = places.get(item.parent, 0) + 1
            associations.append(self.association(item, places[item.parent]))
        return {
            "CFDocument": self.document(),
            "CFItems": [self.item(item) for item in items],
            "CFAssociations": associations,
            "CFDefinitions": {"CFItemTypes": [self.type(name) for name in TYPES]},
        }

    def items(self) -> list[_Item]:
        framework = self.framework
        actions = dict.fromkeys(name.rpartition(".")[0] for name in framework.practices)
        items = [_Item(framework.lever, "", LEVER, framework.title)]
        items += [
            _Item(name, framework.lever, ACTION, f"Essential action {name}") for name in actions
        ]
        for practice in framework.practices.values():
            above = practice.id.rpartition(".")[0]
            items.append(_Item(practice.id, above, PRACTICE, practice.title))
        for criterion in framework.criteria.values():
            items.append(
                _Item(
                    criterion.id,
                    criterion.key_practice,
                    CRITERION,
                    criterion.requirement,
                    criterion.title,
                )
            )
            items += [_Item(part, criterion.id, PART, text) for part, text in criterion.parts]
        return items

    def document(self) -> Json:
        link: Json = {"CFPackageURI": self.link("package", self.title)}
        return {
            **self.identity("document"),
            **(link if self.version == "1.0" else {"caseVersion": self.version}),
            "creator": "lever5-rules",
            "title": self.title,
            "description": OWN_WORDS,
            "language": "en",
            "version": self.framework.version,
        }

    def item(self, item: _Item) -> Json:
        abbreviation = {"abbreviatedStatement": item.short} if item.short else {}
        return {
            **self.identity(item.id),
            "fullStatement": item.statement,
            **abbreviation,
            "humanCodingScheme": exported(item.id),
            "listEnumeration": item.id.replace("-", ".").rpartition(".")[2],
            "CFItemType": item.kind,
            "CFItemTypeURI": self.link(f"type {item.kind}", item.kind),
            "language": "en",
        }

    def association(self, item: _Item, place: int) -> Json:
        above = item.parent or "document"
        return {
            **self.identity(f"{item.id} isChildOf {above}"),
            "associationType": "isChildOf",
            "sequenceNumber": place,
            "originNodeURI": self.link(item.id, exported(item.id)),
            "destinationNodeURI": self.link(
                above, exported(item.parent) if item.parent else self.title
            ),
        }

    def type(self, name: str) -> Json:
        return {
            **self.identity(f"type {name}"),
            "title": name,
            "description": f"{name} of the Effective District Framework",
            "hierarchyCode": str(TYPES.index(name) + 1),
        }

    def identity(self, name: str) -> Json:
        return {**self.address(name), "lastChangeDateTime": self.changed}

    def link(self, name: str, title: str) -> Json:
        return {"title": title, **self.address(name)}

    def address(self, name: str) -> Json:
        identifier = uuid5(OURS, f"{self.name} {name}")
        return {"identifier": str(identifier), "uri": f"urn:uuid:{identifier}"}

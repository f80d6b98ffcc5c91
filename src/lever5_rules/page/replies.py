"""Replies: results of the library as plain data for an answer."""

from collections.abc import Iterable
from typing import Any

from lever5_rules import Report
from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.artifacts.vocabulary.labels import label_of
from lever5_rules.findings.finding import with_members


def kinds_of(kinds: Iterable[KindInfo]) -> list[dict[str, Any]]:
    """Return the kinds of evidence with their fields, to choose from."""
    return [
        {
            "name": kind.name,
            "label": label_of(kind.name),
            "meaning": kind.meaning,
            "office": kind.office,
            "table": kind.table,
            "fields": [
                {
                    "name": name,
                    "label": label_of(name),
                    "meaning": info.meaning,
                    "optional": info.optional,
                    "words": {str(word): label_of(word) for word in _words_of(info)},
                    "role_of": _role_of(name, kind.fields),
                }
                for name, info in kind.fields.items()
            ],
        }
        for kind in kinds
    ]


def pages_of(report: Report) -> dict[str, list[int]]:
    """Return the evidence of each element that cites a page of a document in the bundle."""
    result = {}
    for finding in report.findings:
        for element in with_members(finding.elements):
            cited_places = [
                place
                for place, piece in enumerate(element.evidence)
                if piece.lookup is not None and piece.lookup.file.lower().endswith(".pdf")
            ]
            if cited_places:
                result[element.id] = cited_places
    return result


def _words_of(info: FieldInfo) -> Iterable[str]:
    """Return the words that a field may have, if it has a vocabulary."""
    return ("yes", "no") if info.item is bool else info.vocabulary or ()


def _role_of(name: str, fields: Iterable[str]) -> str:
    """Return the field with the person whose role this field gives, or nothing."""
    person = f"{name.removesuffix('_role')}_staff_id"
    return person if name.endswith("_role") and person in fields else ""

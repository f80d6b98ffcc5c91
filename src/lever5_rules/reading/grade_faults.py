"""Words in fields of grades that name no grade, which no element would notice."""

from collections.abc import Iterable

from lever5_rules.artifacts.fields import FieldInfo, Text, item_fields
from lever5_rules.artifacts.grades import grades_in
from lever5_rules.core.blanks import Severity
from lever5_rules.core.places import Place
from lever5_rules.core.text import counted
from lever5_rules.reading.privacy.safe_text import echoed

from .reference_problems import Warn
from .registers import Documents, Tables

_ALL = frozenset({"all", "all grades"})


def report_unknown_grades(documents: Documents, tables: Tables, warn: Warn) -> None:
    """Report, once for each field of a file, the words that name no grade."""
    for table in tables.values():
        for name in _fields_of_grades(table.kind.fields):
            column = table.columns[name]
            unknown = {code for code, value in enumerate(column.values) if _unknown(value)}
            found: dict[str, list[tuple[str, Place | None]]] = {}
            for row, code in enumerate(column.codes) if unknown else ():
                if code in unknown:
                    part = table.part_of(row)
                    place = part.source.place_of((row - part.first, name))
                    value = _unknown(column.values[code])[0]
                    found.setdefault(part.source.path, []).append((value, place))
            _report(name, found, warn)
    for artifacts in documents.values():
        for artifact in artifacts:
            found = {}
            for name, info in artifact.kind.fields.items():
                items = getattr(artifact.node, name) if info.nested and info.many else ()
                for index, item in enumerate(items if isinstance(items, tuple) else ()):
                    for part_name in _fields_of_grades(item_fields(info.item)):
                        place = artifact.source.place_of((name, index, part_name))
                        for value in _unknown(getattr(item, part_name)):
                            found.setdefault(artifact.source.path, []).append((value, place))
            _report("grades", found, warn)


def _fields_of_grades(fields: dict[str, FieldInfo]) -> Iterable[str]:
    return [name for name, info in fields.items() if info.text is Text.GRADE]


def _unknown(value: object) -> list[str]:
    """Return the words of a value that name no grade."""
    words = value if isinstance(value, tuple) else (value,)
    return [
        word
        for word in words
        if isinstance(word, str) and word.casefold() not in _ALL and not grades_in(word)
    ]


def _report(name: str, found: dict[str, list[tuple[str, Place | None]]], warn: Warn) -> None:
    for path, places in found.items():
        value, place = places[0]
        more = f" So in {counted(len(places) - 1, 'more place')}." if len(places) > 1 else ""
        message = (
            f"{name}: {echoed(value)} is no grade; write PK, K, 1 to 12, or a range such as "
            f"K-5.{more}"
        )
        warn(path, place, message, Severity.WARNING)

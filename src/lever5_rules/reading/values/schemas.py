"""JSON Schemas (2020-12) of artifact kinds, for editors and other programs.

A schema accepts exactly what the loader reads without an error and without ignoring a key, except
that it asks for lengths and days in their plain forms, as docs/forms/editors.md says, and that it
cannot check: whether a number such as 45.0 was written as an integer; which words for
"nothing" stand between the semicolons of a list written as text; whether a date in a text field is
quoted; whether an id is repeated; whether a year has a 29 February; and whether the order of dates
such as 9/14/2026 is declared.

A required field that is left out is missing evidence, not an error. So no field is `required`;
`x-needed` lists those that a criterion will ask for.
"""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, get_args, get_origin

from lever5_rules.artifacts.fields import FieldInfo, Text, item_fields, type_in_words
from lever5_rules.artifacts.kinds import Citation, Document, Family, KindInfo
from lever5_rules.artifacts.vocabulary.glosses import glosses_of
from lever5_rules.core.lexicon import LONGEST, Lexicon, pattern_of
from lever5_rules.core.synonyms import NO_WORDS, Words, plain, spellings_of, vocabulary_name

from .pages import LONGEST_PAGE
from .single_values import MOST_DIGITS
from .units import MOST

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_YES_OR_NO = r"^\s*([yY]([eE][sS])?|[nN][oO]?)\s*$"
"""Answers that are read although they are texts."""
_PART = 100
"""Entries of a lexicon in one pattern: validators refuse longer ones."""
_PAGE = item_fields(Citation)["page"]
"""The one number that may be a text in documents too, such as `p. 4`."""
_SPACE = r"[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
_GAP = r"[^\p{L}\p{N}+]+"
_AROUND = r"[^\p{L}\p{N}+]*"
_EDGE = r"[^\p{L}\p{N}]"
_LETTER = r"[\p{L}\p{N}]"
_SCHOOL_YEAR = (
    rf"^{_SPACE}*(?:[sS][yY]|[sS][cC][hH][oO][oO][lL]{_SPACE}+[yY][eE][aA][rR])?{_SPACE}*"
    rf"(?:[0-9]{{4}}|[0-9]{{2}}){_SPACE}*[-‐-―/]{_SPACE}*(?:[0-9]{{4}}|[0-9]{{2}}){_SPACE}*$"
)
"""Whether the second year follows the first is beyond a pattern."""
_DAY = (
    r"(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))"
)
_NUMERIC_DAY = r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})"
_MONTH = (
    "[Jj]an(?:uary)?|[Ff]eb(?:ruary)?|[Mm]ar(?:ch)?|[Aa]pr(?:il)?|[Mm]ay|[Jj]une?|[Jj]uly?|"
    "[Aa]ug(?:ust)?|[Ss]ept?(?:ember)?|[Oo]ct(?:ober)?|[Nn]ov(?:ember)?|[Dd]ec(?:ember)?"
)
_NAMED_DAY = rf"(?:{_MONTH})\.? (?:0?[1-9]|1[0-9]|2[0-8]),? (?:19|[2-9][0-9])[0-9]{{2}}"
Schema = dict[str, Any]


def schema_of(kind: KindInfo, words: Words = NO_WORDS) -> Schema:
    """Return the schema of a TOML file of a kind; it also accepts the district synonyms in
    `words`."""
    return _SchemaMaker(kind, words).make_schema()


class _SchemaMaker:
    def __init__(self, kind: KindInfo, words: Words) -> None:
        self._kind = kind
        self._words = words
        # In documents and plans `false` means "looked for, and not there"; elsewhere it is an
        # ordinary value.
        self._statement = kind.family is Family.SCHEDULE if kind.table else _is_document(kind)
        self._defs: dict[str, Schema] = {}

    def make_schema(self) -> Schema:
        kind = self._kind
        properties: Schema = {"kind": {"const": kind.name, "description": "The kind of artifact."}}
        if kind.table:
            properties["rows"] = {
                "type": "array",
                "description": f"{kind.meaning} Each stands under [[rows]].",
                "items": self._table(kind.cls),
            }
        else:
            properties |= self._table(kind.cls)["properties"]
        return {
            "$schema": DIALECT,
            "title": kind.name,
            "description": kind.meaning,
            "x-office": kind.office,
            "x-family": kind.family.value,
            "type": "object",
            "properties": properties,
            **({"required": ["rows"]} if kind.table else {}),
            "additionalProperties": False,
            "$defs": {**_make_definitions(self._words.lexicon), **dict(sorted(self._defs.items()))},
        }

    def _table(self, cls: type) -> Schema:
        fields = item_fields(cls).values()
        return {
            "type": "object",
            "properties": {info.name: self._field(info) for info in fields},
            "additionalProperties": False,
        }

    def _field(self, info: FieldInfo) -> Schema:
        schema: Schema = {"description": _describe(info), "x-needed": not info.optional}
        if info.unit:
            schema["x-unit"] = info.unit
        ways = [*self._values(info), {"$ref": "#/$defs/blank"}]
        if info is _PAGE:
            ways.insert(1, {"type": "string", "maxLength": LONGEST_PAGE})
        if self._statement and info.type is not bool:
            ways.append({"const": False, "description": "It was looked for and is not there."})
        if self._statement and info.type is not str:
            ways.append({"$ref": "#/$defs/vague"})
        if self._may_be_absent(info):
            ways.append({"$ref": "#/$defs/absent"})
        return {**schema, "anyOf": ways}

    def _values(self, info: FieldInfo) -> list[Schema]:
        if get_origin(info.type) is dict:
            return [self._tables_by_name(info)]
        if info.nested:
            item = self._nested(info.item)
            return [{"type": "array", "items": item} if info.many else item]
        if info.text is Text.YEAR:
            non_values = [{"$ref": f"#/$defs/{name}"} for name in ("absent", "vague", "tick")]
            return [{"type": "string", "pattern": _SCHOOL_YEAR}, *non_values]
        if not info.many:
            return self._plain(info.type, info.unit)
        return [*self._listed(info), *(self._joined(info) if self._kind.table else [])]

    def _joined(self, info: FieldInfo) -> list[Schema]:
        """Return the schemas of a list written as text: items separated by semicolons."""
        if info.item is str:
            return [{"type": "string"}]
        if info.vocabulary is None:
            return []
        spelled = "|".join(map(_any_case_pattern, self._spellings(info.vocabulary)))
        item = f"{_AROUND}(?:{spelled}){_AROUND}"
        joined = {"type": "string", "pattern": f"^{item}(?:;{item})*$"}
        return [joined, {"$ref": "#/$defs/vague"}]

    def _listed(self, info: FieldInfo) -> list[Schema]:
        items = self._plain(info.item)
        if info.item is str:
            ways: list[Schema] = [{"type": "array", "items": {"anyOf": items}}]
            if info.text in (Text.CODE, Text.GRADE, Text.YEAR, Text.ID):
                lists = ["placeholder", "absent", "vague"]
                lists += ["tick"] if info.text is not Text.ID else []
                non_values = [{"$ref": f"#/$defs/{name}"} for name in lists]
                ways.append({"type": "array", "contains": {"anyOf": non_values}})
            return ways
        ways = [
            {"type": "array", "items": {"anyOf": [*items, {"$ref": "#/$defs/vague"}]}},
            {"type": "array", "contains": {"$ref": "#/$defs/placeholder"}},
        ]
        if self._may_be_absent(info):
            absent = {"$ref": "#/$defs/absent"}
            ways.append({"type": "array", "items": absent, "minItems": 1, "maxItems": 1})
        return ways

    def _may_be_absent(self, info: FieldInfo) -> bool:
        """Return whether the word "none" means that the field is absent."""
        return info.type not in (str, bool) and (self._statement or info.optional)

    def _tables_by_name(self, info: FieldInfo) -> Schema:
        """Return the schema of tables by name; the sources of a document are named after its
        fields."""
        item = self._nested(get_args(info.type)[1])
        if info.name == "sources" and _is_document(self._kind):
            properties = dict.fromkeys(self._kind.fields, item)
            return {"type": "object", "properties": properties, "additionalProperties": False}
        return {"type": "object", "additionalProperties": item}

    def _nested(self, cls: type) -> Schema:
        if cls.__name__ not in self._defs:
            self._defs[cls.__name__] = {}
            self._defs[cls.__name__] = self._table(cls)
        return {"$ref": f"#/$defs/{cls.__name__}"}

    def _plain(self, type_: Any, unit: str = "") -> list[Schema]:
        if isinstance(type_, type) and issubclass(type_, StrEnum):
            return self._vocabulary(type_)
        if type_ is date:
            return [
                {"type": "string", "pattern": f"^{_SPACE}*{_DAY}{_SPACE}*$"},
                {"type": "string", "pattern": f"^{_SPACE}*{_NUMERIC_DAY}{_SPACE}*$"},
                {"type": "string", "pattern": f"^{_SPACE}*{_NAMED_DAY}{_SPACE}*$"},
            ]
        bounds = {"minimum": 0, "exclusiveMaximum": 10**MOST_DIGITS}
        if unit in MOST:
            bounds = {"minimum": 0, "maximum": MOST[unit]}
        return {
            str: [{"type": "string"}],
            int: [{"type": "integer", **bounds}],
            float: [{"type": "number", **bounds}],
            bool: [{"type": "boolean"}, {"type": "string", "pattern": _YES_OR_NO}],
        }[type_]

    def _vocabulary(self, vocabulary: type[StrEnum]) -> list[Schema]:
        """Return the schemas of a vocabulary: its words as listed, and with any case and
        punctuation."""
        spellings = self._spellings(vocabulary)
        words: Schema = {"enum": [str(word) for word in vocabulary]}
        if glosses := glosses_of(vocabulary):
            words["enumDescriptions"] = [glosses.get(str(word), "") for word in vocabulary]
        return [words, {"type": "string", **_match_any(spellings)}]

    def _spellings(self, words: type[StrEnum]) -> list[str]:
        name = vocabulary_name(words)
        synonyms = (
            plain(word) for vocabulary, word, _ in self._words.entries if vocabulary == name
        )
        return sorted({*map(str, words), *synonyms, *spellings_of(words)})


def _make_definitions(lexicon: Lexicon) -> dict[str, Schema]:
    return {
        "placeholder": {
            "description": "Nothing: a blank, or a word such as TBD.",
            "anyOf": [
                {"type": "string", "pattern": f"^{_SPACE}*$"},
                {"type": "string", "maxLength": LONGEST, "pattern": f"^{_EDGE}*$"},
                _schema_of_entries(lexicon.nothing_yet),
            ],
        },
        "blank": {
            "description": "Nothing: missing evidence, as if the field were left out.",
            "anyOf": [
                {"$ref": "#/$defs/placeholder"},
                {"type": "array", "maxItems": 0},
                {"type": "object", "maxProperties": 0},
            ],
        },
        "vague": {
            "description": "The document says it, and sets nothing: as needed, regularly.",
            **_schema_of_entries(lexicon.vague),
        },
        "absent": {
            "description": "It was looked for and is not there: none, not found.",
            **_schema_of_entries(lexicon.absent),
        },
        "tick": {
            "description": "A tick in place of words: yes, done.",
            **_schema_of_entries(lexicon.tick),
        },
    }


def _schema_of_entries(entries: Iterable[str]) -> Schema:
    """Return the schema of a text that matches an entry of a lexicon."""
    patterns = [
        pattern_of(
            entry, edge=_EDGE, letter=_LETTER, gap=f"(?:[_-]|{_SPACE})+", spelled=_any_case_pattern
        )
        for entry in entries
    ]
    parts = ["|".join(patterns[at : at + _PART]) for at in range(0, len(patterns), _PART)]
    ways = [{"pattern": part} for part in parts or ["(?!)"]]
    return {"type": "string", "maxLength": LONGEST, "anyOf": ways}


def _match_any(words: Iterable[str]) -> Schema:
    spelled = "|".join(map(_any_case_pattern, sorted(words)))
    return {"pattern": f"^{_AROUND}(?:{spelled}){_AROUND}$"}


def _any_case_pattern(word: str) -> str:
    """Return a pattern for a word in any case, where `_` matches any gap; patterns have no
    flags."""
    parts = []
    for letter in word:
        other = letter.upper()
        if letter == "_":
            parts.append(_GAP)
        elif len(other) == 1 and other != letter:
            parts.append(f"[{letter}{other}]")
        else:
            parts.append(re.sub(r"([\\^$.|?*+()\[\]{}/])", r"\\\1", letter))
    return "".join(parts)


def _describe(info: FieldInfo) -> str:
    unit = f", in {info.unit}" if info.unit else ""
    needed = "May be left out." if info.optional else "Needed."
    return f"{info.meaning}. {type_in_words(info).capitalize()}{unit}. {needed}"


def _is_document(kind: KindInfo) -> bool:
    return issubclass(kind.cls, Document)

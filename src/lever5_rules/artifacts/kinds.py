"""The declaration of artifact kinds.

A kind is a class with typed fields. A document is one TOML file and gives one object; a table is a
CSV file (or `[[rows]]` in TOML), and its class describes one row. The type of a field says what it
may hold: `int` is required, `int | None` may be left blank.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from itertools import chain
from typing import Any, TypeVar, dataclass_transform

import attrs
from attrs import frozen

from lever5_rules.core.errors import RuleError
from lever5_rules.core.frozen_map import FrozenMap
from lever5_rules.core.outcome import Level
from lever5_rules.core.values import short_repr
from lever5_rules.support.docstrings import docstring_of

from .fields import ColumnName, FieldInfo, Text, described, entry, item_fields, refuse_unreadable

C = TypeVar("C", bound=type)


class Family(Enum):
    """What a kind can prove."""

    DENOMINATOR = "denominator"
    DOCUMENT = "document"
    SCHEDULE = "schedule"
    RECORD = "record"

    level: Level | None
    """The highest level that it can reach; None for denominators, which prove nothing."""


Family.DENOMINATOR.level = None
Family.DOCUMENT.level = Level.VERIFIED
Family.SCHEDULE.level = Level.SCHEDULED
Family.RECORD.level = Level.RECORDED


class HeldOn(Enum):
    """On which days an event can have taken place."""

    ANY_DAY = "any day"
    OPEN_DAY = "a day that is not a Sunday, holiday or break"
    STUDENT_DAY = "a day on which students are taught"


@frozen(eq=False, slots=False, kw_only=True)
class Counting:
    """Which rows of a kind count as evidence. It is applied in one place, before any rule runs.

    `lasts` is the column with the length of the event. At 0 the event did not take place; below the
    limit named `floor` it is too short to count; several sittings of one event on one day are added
    up. If the length is blank, a value in the column `vouched_by`, or attendance in the kind
    `signed_in`, shows that the event took place. `between` are two person columns that must differ.
    `held_on` are the days on which the event can have taken place. `with_students` maps columns to
    values; a row with one of these values needs a day on which students are taught. `in_order` are
    pairs of date columns of which the second cannot be earlier than the first. `replies` are pairs
    of which the second date is ignored if it is earlier than the first, or in the future. `tells`
    are columns without which a row says nothing, whatever the rule. `same_event` are the columns
    that are equal in two rows about one event; None means all but the id. `repeats_unsure`: whether
    a repeated row may still be an event of its own. `told_with` maps an optional column to another
    column and some of its values, beside which a blank means "unknown" rather than "none": a
    session on special populations is about some population. `agrees` are key columns, and a column
    that must be the same in all rows with that key. `session_by` is the column with the id of a
    training session, whose date is the date of the row. `meets_by` are the columns with the id of
    an event and with one person who took part in it: all rows of an event have the same day, and a
    person alone in an event met nobody. With `prepares`, rows of June count for the school year
    that follows: summer is when it is prepared.
    """

    lasts: str = ""
    floor: str = ""
    vouched_by: str = ""
    signed_in: str = ""
    between: tuple[str, str] | None = None
    held_on: HeldOn = HeldOn.ANY_DAY
    with_students: Mapping[str, frozenset[Any]] = FrozenMap()
    in_order: tuple[tuple[str, str], ...] = ()
    replies: tuple[tuple[str, str], ...] = ()
    tells: tuple[str, ...] = ()
    same_event: tuple[str, ...] | None = None
    repeats_unsure: bool = False
    told_with: Mapping[str, tuple[str, frozenset[Any]]] = FrozenMap()
    agrees: tuple[tuple[str, ...], str] | None = None
    session_by: str = ""
    meets_by: tuple[str, str] | None = None
    prepares: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that this object names."""
        key, agreed = self.agrees or ((), "")
        single = (self.lasts, self.vouched_by, self.session_by, agreed)
        beside = [name for name, _ in self.told_with.values()]
        several = (self.between or (), self.tells, self.with_students, self.same_event or (), key)
        columns = chain(
            single,
            *several,
            self.told_with,
            beside,
            self.meets_by or (),
            *self.in_order,
            *self.replies,
        )
        return tuple(name for name in columns if name)


@short_repr("name", "usual_file", "office")
@frozen(eq=False, repr=False, slots=False)
class KindInfo:
    """The declaration of a kind: name, family, office that usually holds it, fields.

    `dated_by` is the column with the date of a row; `year_by` the field with the school year;
    `counting` says which rows count as evidence.
    """

    name: str
    cls: type
    family: Family
    table: bool
    office: str
    meaning: str
    fields: dict[str, FieldInfo]
    dated_by: str | None
    year_by: str | None
    counting: Counting

    @property
    def lasts(self) -> str | None:
        """The column with the length of the event, or None."""
        return self.counting.lasts or None

    @property
    def between(self) -> tuple[str, str] | None:
        """Two person columns that must differ, or None."""
        return self.counting.between

    @property
    def usual_file(self) -> str:
        """The usual file name of an artifact of this kind."""
        if self.name == "district_profile":
            return "district.toml"
        return f"{self.name}.csv" if self.table else f"{self.name}.toml"


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class Citation:
    """A citation: document, page or section, quote, date.

    A blank `document` or `dated` is taken from the artifact's own `[document]` table.
    """

    document: str | None = entry("Title or file name of the document", text=Text.TITLE)
    page: int | None = entry("Page on which the statement stands", unit="page")
    section: str | None = entry("Section or heading, for documents without pages", text=Text.CODE)
    quote: str | None = entry("The words of the document, at most 300 characters", text=Text.SOURCE)
    dated: date | None = entry("Date of this version of the document")


_CODE = re.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


def subject(node: Any, info: FieldInfo, value: Any) -> str:
    """Return what the quote of a field is about: its name and codes (`purpose work_samples`), with
    the codes of its item, if that is what has the source."""
    values = [*value] if info.many else [value]
    if isinstance(getattr(node, "source", None), Citation):
        values += (getattr(node, name) for name in item_fields(node.__class__))
    codes = (str(item) for item in values if isinstance(item, str) and _CODE.fullmatch(item))
    return " ".join(dict.fromkeys((info.name, *codes)))


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class DocumentReference:
    """The document that an artifact was read from."""

    title: str | None = entry("Title of the document", text=Text.TITLE)
    file: str | None = entry(
        "File in the bundle, address, or binder where it can be seen", text=Text.SOURCE
    )
    dated: date | None = entry("Date of adoption or of this version")


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class Document:
    """Base class of document artifacts, with the fields that all of them have.

    `campus_ids` is `["all"]` if the document governs the whole district. `sources` gives the place
    in the document for each field. A field set to `false` was looked for and is not in the
    document, which is a gap; a field left out is missing evidence.
    """

    artifact_id: str | None = entry("Short name of this document, of your choice", text=Text.CODE)
    school_year: str = entry("School year for which it was read, such as 2026-2027", text=Text.YEAR)
    campus_ids: tuple[str, ...] = entry(
        "Campuses governed, or all", refers_to="campus", elsewhere=True
    )
    effective_from: date = entry("First day on which it is in force")
    effective_to: date | None = entry("Last day on which it is in force")
    recorded_on: date | None = entry("Day on which it was read")
    prepared_by_role: str | None = entry(
        "Role of the person who read it, never a name", text=Text.CODE
    )
    document: DocumentReference | None = entry("The document that was read")
    sources: dict[str, Citation] | None = entry("Field name to place in the document")


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class Row:
    """Base class of tables: one row."""


ALL_CAMPUSES = "all"
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
MARKER = "__lever5_kind__"


ENVELOPE = frozenset(attribute.name for attribute in attrs.fields(Document))


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(entry,))
def kind(
    name: str,
    *,
    family: Family,
    office: str,
    dated_by: str | None = None,
    year_by: str | None = None,
    counting: Counting | None = None,
    lasts: str | None = None,
    between: tuple[str, str] | None = None,
) -> Callable[[C], C]:
    """Declare a class as a kind of artifact.

    `office` is who usually holds it, in a coordinator's words ("special education office").
    `counting` says which rows count as evidence: rows of events that did not take place, on
    impossible days, or recorded twice are left out before any rule runs, and the reports list them.
    `lasts` and `between` are short forms for a `Counting` with only these columns.

    Raises RuleError if the name is not in snake_case, or if a field is not declared with `entry` or
    has a type that no cell or TOML value can be read as.
    """
    if _NAME.fullmatch(name) is None:
        raise RuleError(f"{name!r} cannot name a kind: use a singular snake_case word.")
    if not isinstance(family, Family) or not isinstance(office, str):
        raise RuleError(
            f"kind {name}: give a Family such as Family.RECORD, and the office in words."
        )

    rules = counting or Counting(lasts=lasts or "", between=between)

    def declare(cls: C) -> C:
        frozen_class = frozen(eq=False, repr=False, slots=False, kw_only=True)(cls)
        fields = item_fields(frozen_class)
        persons = tuple(info.of_person for info in fields.values() if info.of_person)
        for column in (dated_by, year_by, *rules.columns, *persons):
            if column is not None and column not in fields:
                raise RuleError(f"kind {name}: there is no field {column!r} to place it by.")
        table = issubclass(frozen_class, Row)
        if (
            not table
            and not issubclass(frozen_class, Document)
            and family is not Family.DENOMINATOR
        ):
            raise RuleError(f"kind {name}: make it a Document, or a Row of a table.")
        if not fields or "kind" in fields:
            raise RuleError(f"kind {name}: it needs fields, and none of them is named kind.")
        refuse_unreadable(f"kind {name}", fields, table=table)
        if dated_by is not None and fields[dated_by].item is not date:
            raise RuleError(f"kind {name}: {dated_by}, by which it is dated, is not a date.")
        summary = docstring_of(frozen_class).strip()
        info = KindInfo(
            name=name,
            cls=frozen_class,
            family=family,
            table=table,
            office=office,
            meaning=" ".join(summary.split("\n\n")[0].split()),
            fields=fields,
            dated_by=dated_by,
            year_by=year_by or ("school_year" if issubclass(frozen_class, Document) else None),
            counting=rules,
        )
        setattr(frozen_class, MARKER, info)
        for column in fields if table else ():
            setattr(frozen_class, column, ColumnName(column, name))
        frozen_class.__doc__ = f"{summary}\n\nFields:\n" + "\n".join(
            map(described, fields.values())
        )
        return frozen_class

    return declare


def kind_of(cls: object) -> KindInfo | None:
    """Return the declaration of a class, or None if it is not a kind."""
    info = getattr(cls, MARKER, None)
    return info if isinstance(info, KindInfo) and info.cls is cls else None


def declared_kind(cls: type) -> KindInfo:
    """Return the declaration of a class. Raises RuleError if it is not a kind."""
    info = kind_of(cls)
    if info is None:
        raise RuleError(f"{cls!r} is not declared as an artifact kind.")
    return info

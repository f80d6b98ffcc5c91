"""Strict reading of mapping files from TOML; faults suggest the nearest known name."""

from collections.abc import Iterable
from collections.abc import Mapping as Table
from datetime import date, datetime
from typing import Any

from lever5_rules.artifacts.fields import FieldInfo
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.synonyms import Words, plain
from lever5_rules.core.text import clipped, did_you_mean, listing
from lever5_rules.reading.privacy.refusals import why_personal

from .mapping import HOWS, LOOK_UPS, WITHOUT_COLUMN, Condition, Faults, Mapping, Recipe, merged
from .shipped_mappings import SHIPPED, Mappings

_KEYS = (
    *("kind", "title", "target", "extends", "refused", "fits", "columns", "constants"),
    *("values", "rows", "dates", "pseudonyms"),
)
_EXTRAS = ("between", "split", "when", "otherwise", "blank")
_ORDERS = ("mdy", "dmy")


def parsed(
    path: str,
    data: dict[str, Any],
    kinds: Table[str, KindInfo],
    words: Words,
    mappings: Mappings = SHIPPED,
) -> tuple[Mapping | None, Faults]:
    """Return the mapping in a TOML file, or None, with its faults.

    `mappings` are those that it may extend.
    """
    faults = Faults()
    parent = data.get("extends")
    if isinstance(parent, str):
        if parent in mappings.files:
            data = merged({k: v for k, v in data.items() if k != "extends"}, mappings.data(parent))
        else:
            hint = did_you_mean(parent, mappings.names)
            faults.tell(("extends",), f"there is no mapping {clipped(parent, 40)!r}.{hint}")
            return None, faults
    target = data.get("target")
    kind = kinds.get(target) if isinstance(target, str) else None
    if kind is None or not kind.table:
        tables = [name for name, info in kinds.items() if info.table]
        hint = did_you_mean(str(target), tables)
        text = "target is missing" if target is None else f"target is {clipped(str(target), 40)!r}"
        faults.tell(("target",), f"{text}; name the kind of table that it fills.{hint}")
        return None, faults
    reader = _MappingReader(path, data, kind, words, faults)
    mapping = reader.mapping()
    return (None if faults else mapping), faults


class _MappingReader:
    def __init__(
        self, path: str, data: dict[str, Any], kind: KindInfo, words: Words, faults: Faults
    ) -> None:
        self.path = path
        self.data = data
        self.kind = kind
        self.words = words
        self.faults = faults

    def mapping(self) -> Mapping:
        self._check_keys((), self.data, _KEYS)
        if self.data.get("kind", "mapping") != "mapping":
            self.faults.tell(("kind",), 'a mapping has kind = "mapping".')
        fits, dates, rows = (
            self._read_table("fits"),
            self._read_table("dates"),
            self._read_table("rows"),
        )
        self._check_keys(("fits",), fits, ("files", "sheets", "heads"))
        self._check_keys(("dates",), dates, ("order", "format", "timezone"))
        self._check_keys(("rows",), rows, ("only", "leave_out"))
        files = self._read_texts(("fits", "files"), fits.get("files", []))
        heads = self._read_texts(("fits", "heads"), fits.get("heads", []))
        sheets = self._read_texts(("fits", "sheets"), fits.get("sheets", []))
        if not files and not heads and not sheets:
            text = "say in [fits] which files it reads, by files, sheets or heads."
            self.faults.tell(("fits",), text)
        order = dates.get("order")
        if order is not None and order not in _ORDERS:
            self.faults.tell(("dates", "order"), 'order must be "mdy" or "dmy".')
        zone = self._read_text(("dates", "timezone"), dates.get("timezone", ""))
        if zone and _is_unknown_zone(zone):
            self.faults.tell(
                ("dates", "timezone"), f"there is no time zone {clipped(zone, 40)!r} here."
            )
        form = self._read_text(("dates", "format"), dates.get("format", ""))
        if form and _is_bad_format(form):
            message = "it is not a form of a date, such as %m/%d/%Y or %b %d, %Y."
            self.faults.tell(("dates", "format"), message)
        columns = {
            name: self._read_recipe(name, value)
            for name, value in self._read_fields("columns").items()
        }
        constants = {
            name: self._read_constant(name, value)
            for name, value in self._read_fields("constants").items()
        }
        for name in columns.keys() & constants.keys():
            self.faults.tell(("constants", name), f"{name} stands in [columns] too. Keep one.")
        self._report_shown_ids(columns)
        pseudonyms = self._read_table("pseudonyms")
        return Mapping(
            path=self.path,
            title=self._read_text(("title",), self.data.get("title", "")) or self.path,
            kind=self.kind,
            files=files,
            heads=heads,
            columns=columns,
            constants=constants,
            values=self._read_values(),
            only=self._read_conditions(("rows", "only"), rows.get("only", {})),
            leave_out=self._read_conditions(("rows", "leave_out"), rows.get("leave_out", {})),
            date_order=order if isinstance(order, str) else None,
            date_format=form,
            timezone=zone,
            pseudonyms={
                name: self._read_text(("pseudonyms", name), value)
                for name, value in pseudonyms.items()
            },
            refused=self._read_text(("refused",), self.data.get("refused", "")),
            sheets=sheets,
        )

    def _read_recipe(self, name: str, value: Any) -> Recipe:
        at = ("columns", name)
        if isinstance(value, str):
            value = {"column": value}
        hows = [how for how in HOWS if isinstance(value, dict) and how in value]
        if len(hows) != 1:
            self.faults.tell(at, f"give a head, or a table with one of {listing(HOWS)}.")
            return Recipe("column", ())
        how, info = hows[0], self.kind.fields[name]
        self._check_keys(at, value, (how, *_EXTRAS))
        single = how in ("column", *WITHOUT_COLUMN)
        heads = self._read_texts((*at, how), [value[how]] if single else value[how])
        if how == "minutes" and len(heads) != 2:
            self.faults.tell((*at, how), "minutes takes two heads: begin and end.")
        if how in LOOK_UPS:
            self._read_look_up(at, how, info, heads)
        elif how not in WITHOUT_COLUMN:
            for head in heads:
                self._refuse_personal(at, head)
        if how == "row" and not info.unique:
            self.faults.tell((*at, how), f"{name} is not an id of the row.")
        return Recipe(
            how,
            heads,
            between=self._read_text((*at, "between"), value.get("between", " ")),
            split=self._read_text((*at, "split"), value.get("split", "")),
            when=self._read_conditions((*at, "when"), value.get("when", {})),
            otherwise=self._check_word(
                (*at, "otherwise"),
                info,
                self._read_text((*at, "otherwise"), value.get("otherwise", "")),
            ),
            blank=self._check_word(
                (*at, "blank"), info, self._read_text((*at, "blank"), value.get("blank", ""))
            ),
        )

    def _read_look_up(
        self, at: tuple[str, ...], how: str, info: FieldInfo, heads: tuple[str, ...]
    ) -> None:
        persons = [name for name, field_info in self.kind.fields.items() if field_info.person]
        if self.kind.name == "staff_roster":
            self.faults.tell((*at, how), "the staff roster cannot be looked up in itself.")
        elif heads and heads[0] not in persons:
            hint = did_you_mean(heads[0], persons)
            self.faults.tell((*at, how), f"it must name the field of a person.{hint}")
        fitting = info.refers_to == "campus" if how == "campus_of" else info.name.endswith("role")
        if not fitting:
            self.faults.tell((*at, how), f"{info.name} is not a {how.removesuffix('_of')}.")

    def _report_shown_ids(self, columns: Table[str, Recipe]) -> None:
        """Report fields made from a column of person ids that would show these ids in output."""
        fields = self.kind.fields
        hidden = set(self._read_table("pseudonyms"))
        for name, recipe in columns.items():
            if fields[name].person and recipe.how not in WITHOUT_COLUMN:
                hidden.update(recipe.heads)
        for name, recipe in columns.items():
            visible = hidden.intersection(recipe.heads) if not fields[name].person else ()
            if visible and recipe.how not in WITHOUT_COLUMN:
                message = f"{listing(sorted(visible))} holds ids of persons, and {name} is shown."
                self.faults.tell(("columns", name), message)

    def _refuse_personal(self, at: tuple[str, ...], head: str) -> None:
        why = why_personal(head)
        if why is not None:
            text = f"the column {clipped(head, 40)!r} cannot be taken over"
            self.faults.tell(at, f"{text}: {why}.")

    def _read_constant(self, name: str, value: Any) -> str:
        info, at = self.kind.fields[name], ("constants", name)
        if info.person or info.unique:
            self.faults.tell(at, f"{name} cannot be the same in every row.")
        items = value if isinstance(value, list) else [value]
        words = [self._check_word(at, info, _as_cell_text(item)) for item in items]
        if not all(words):
            self.faults.tell(at, "give a text, number, date, true or false.")
        return ";".join(words)

    def _read_values(self) -> dict[str, dict[str, str]]:
        values: dict[str, dict[str, str]] = {}
        for name, table in self._read_fields("values").items():
            at, info = ("values", name), self.kind.fields[name]
            if not isinstance(table, dict):
                self.faults.tell(at, f"write [values.{name}] as a table of words.")
            elif info.person:
                self.faults.tell(
                    at, "ids of persons are not translated; no crosswalk belongs here."
                )
            else:
                for word, meaning in table.items():
                    if meaning != "" and not _as_cell_text(meaning):
                        self.faults.tell((*at, word), "one text, number or date is expected.")
                values[name] = {
                    plain(word): self._check_word((*at, word), info, _as_cell_text(meaning))
                    for word, meaning in table.items()
                }
        return values

    def _check_word(self, at: tuple[str | int, ...], info: FieldInfo, word: str) -> str:
        """Return a word after checking it against the field's vocabulary, if it has one; blank is
        valid."""
        if word and (vocabulary := info.vocabulary):
            code = plain(self.words.meaning(vocabulary, word) or word)
            if code not in tuple(vocabulary):
                hint = did_you_mean(code, vocabulary)
                self.faults.tell(at, f"{clipped(word, 40)!r} is not a word of {info.name}.{hint}")
        return word

    def _read_conditions(self, at: tuple[str | int, ...], table: Any) -> tuple[Condition, ...]:
        if not isinstance(table, dict):
            self.faults.tell(at, "write a table: column = word, list of words, true or false.")
            return ()
        conditions = []
        for head, value in table.items():
            self._refuse_personal(tuple(map(str, (*at, head))), head)
            words: frozenset[str] | None
            if value is True:
                words = None
            elif value is False:
                words = frozenset([""])
            else:
                items = value if isinstance(value, list) else [value]
                words = frozenset(map(plain, self._read_texts((*at, head), items)))
            conditions.append(Condition(head, words))
        return tuple(conditions)

    def _read_fields(self, key: str) -> dict[str, Any]:
        """Return the table under a key, whose keys must be fields of the target."""
        table = self._read_table(key)
        self._check_keys((key,), table, self.kind.fields)
        return {name: value for name, value in table.items() if name in self.kind.fields}

    def _read_table(self, key: str) -> dict[str, Any]:
        value = self.data.get(key, {})
        if isinstance(value, dict):
            return value
        self.faults.tell((key,), f"write [{key}] as a table.")
        return {}

    def _check_keys(
        self, at: tuple[str, ...], table: Table[str, Any], allowed: Iterable[str]
    ) -> None:
        names = list(allowed)
        for name in table:
            if name not in names:
                hint = did_you_mean(name, names)
                where = f" in [{'.'.join(at)}]" if at else ""
                what = f"of {self.kind.name}" if at[:1] in (("columns",), ("constants",)) else ""
                text = f"is not a field {what}" if what and len(at) == 1 else "is not a key here"
                self.faults.tell((*at, name), f"{clipped(name, 40)!r}{where} {text}.{hint}")

    def _read_text(self, at: tuple[str | int, ...], value: Any) -> str:
        if isinstance(value, str):
            return value
        self.faults.tell(at, "text in quotation marks is expected.")
        return ""

    def _read_texts(self, at: tuple[str | int, ...], value: Any) -> tuple[str, ...]:
        if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            return tuple(value)
        if value != []:
            self.faults.tell(at, "a list of texts in quotation marks is expected.")
        return ()


def _as_cell_text(value: Any) -> str:
    """Return a TOML value as cell text; empty if it cannot be one."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (str, int, float)):
        return str(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return ""


def _is_bad_format(form: str) -> bool:
    day = datetime(2026, 9, 14)  # noqa: DTZ001, no zone is concerned
    try:
        return datetime.strptime(day.strftime(form), form).date() != day.date()  # noqa: DTZ007
    except (ValueError, IndexError):
        return True


def _is_unknown_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return True
    return False

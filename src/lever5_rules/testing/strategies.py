"""Hypothesis strategies for the artifacts of any kind, including those of plugins.

    @given(artifact_of(PlcGuideline))
    def test_it(data): ...

They generate the contents of a TOML file of the kind: a document is its fields, a table is
`{"kind": ..., "rows": [...]}`. Hypothesis is imported only when they are called.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias, get_args, get_origin

from lever5_rules.artifacts.fields import FieldInfo, Text, item_fields
from lever5_rules.artifacts.kinds import Document, KindInfo, declared_kind
from lever5_rules.core.lexicon import standard
from lever5_rules.core.synonyms import NO_WORDS
from lever5_rules.reading.privacy.refused_values import refused
from lever5_rules.reading.values.units import MOST
from lever5_rules.reading.values.wording import Wording

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    Data: TypeAlias = "SearchStrategy[dict[str, Any]]"

MOST_ROWS = 4
PLACEHOLDERS = ("TBD", "", "  ", "n/a", "TODO: ask", "[to be determined]", "Pending")


def artifact_of(kind: KindInfo | type) -> "Data":
    """Return a strategy for artifacts that the loader accepts without a problem.

    All required fields are present, optional ones sometimes. The campuses and people that they name
    belong to no district.
    """
    info = kind if isinstance(kind, KindInfo) else declared_kind(kind)
    return _artifacts(info, _table(info.cls, info), MOST_ROWS)


def any_artifact_of(kind: KindInfo | type) -> "Data":
    """Return a strategy for valid and invalid artifacts.

    One of the fields is left out or unknown, a blank, a placeholder, `false`, a vague word, or a
    value of another type; everything else is as in `artifact_of`. Values that identify a person are
    not generated.
    """
    from hypothesis import strategies as st

    info = kind if isinstance(kind, KindInfo) else declared_kind(kind)
    spoilt = _artifacts(info, _spoiled_tables(info.cls, info), 1)
    unknown = st.sampled_from(("minuts", "campus", "x")).map(lambda name: {name: "y"})
    more = st.tuples(_artifacts(info, _table(info.cls, info), 1), unknown)
    return st.one_of(spoilt, spoilt, spoilt, more.map(lambda pair: pair[0] | pair[1]))


def value_of(info: FieldInfo) -> "SearchStrategy[Any]":
    """Return a strategy for values that a field can hold, typed as in TOML."""
    return _inner(info, None)


def _artifacts(info: KindInfo, strategy: "Data", most: int) -> "Data":
    from hypothesis import strategies as st

    if not info.table:
        return strategy.map(lambda fields: {"kind": info.name, **fields})
    unique = [name for name, field in info.fields.items() if field.unique]
    rows = st.lists(strategy, max_size=most, unique_by=tuple(map(_by, unique)) or None)
    return rows.map(lambda records: {"kind": info.name, "rows": records})


def _by(name: str) -> Callable[[dict[str, Any]], Any]:
    """Return a function that gives the key by which rows differ."""
    return lambda row: repr(row.get(name)).strip().casefold()


def _table(cls: type, kind: KindInfo | None = None) -> "Data":
    from hypothesis import strategies as st

    by_field = {name: (info, _inner(info, kind)) for name, info in item_fields(cls).items()}
    return st.fixed_dictionaries(
        {name: values for name, (info, values) in by_field.items() if not info.optional},
        optional={name: values for name, (info, values) in by_field.items() if info.optional},
    )


def _spoiled_tables(cls: type, kind: KindInfo | None = None) -> "Data":
    """Return a strategy for tables of which one field may have any value."""
    from hypothesis import strategies as st

    def spoiled(name: str) -> "Data":
        anything = _any_values(item_fields(cls)[name], kind).map(lambda value: {name: value})
        left_out: Data = st.just({})
        whole = st.tuples(_table(cls, kind), st.one_of(anything, anything, anything, left_out))
        return whole.map(
            lambda pair: (
                {key: kept_value for key, kept_value in pair[0].items() if key != name} | pair[1]
            )
        )

    return st.sampled_from(list(item_fields(cls))).flatmap(spoiled)


def _inner(info: FieldInfo, kind: KindInfo | None) -> "SearchStrategy[Any]":
    from hypothesis import strategies as st

    if get_origin(info.type) is dict:
        item = _table(get_args(info.type)[1])
        return st.dictionaries(_names(info, kind), item, min_size=1, max_size=3)
    if info.nested:
        item = _table(info.item)
        return st.lists(item, min_size=1, max_size=3) if info.many else item
    return _valid_values(info)


def _names(info: FieldInfo, kind: KindInfo | None) -> "SearchStrategy[str]":
    """Return a strategy for names of tables; the sources of a document are named after its
    fields."""
    from hypothesis import strategies as st

    cited = info.name == "sources" and kind is not None and issubclass(kind.cls, Document)
    return st.sampled_from(list(kind.fields) if cited and kind else ["a", "b"])


def _valid_values(info: FieldInfo) -> "SearchStrategy[Any]":
    from hypothesis import strategies as st

    if info.many:
        return st.lists(_single_values(info), min_size=1, max_size=3, unique=True)
    return _single_values(info)


def _single_values(info: FieldInfo) -> "SearchStrategy[Any]":
    from hypothesis import strategies as st

    if info.vocabulary:
        return st.sampled_from([str(word) for word in info.vocabulary])
    if info.text is Text.YEAR:
        return st.sampled_from(["2026-2027", "2026-27", "SY2026-27", "26/27"])
    letters = st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters=";")
    most = MOST.get(info.unit, 999_999_999)
    texts = st.text(letters, min_size=1, max_size=12).map(str.strip)
    return {
        str: texts.filter(lambda text: _is_statement(info, text) and not refused(info, text)),
        int: st.integers(0, most),
        float: st.one_of(
            st.integers(0, min(400, most)), st.floats(0, float(most), allow_nan=False)
        ),
        bool: st.booleans(),
        date: st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    }[info.item]


def _is_statement(info: FieldInfo, text: str) -> bool:
    return Wording(NO_WORDS).text(info, text, sets=True) is None


def _any_values(info: FieldInfo, kind: KindInfo | None) -> "SearchStrategy[Any]":
    from hypothesis import strategies as st

    words = [
        *PLACEHOLDERS,
        *standard().vague[:3],
        *standard().absent[:1],
        "Regularly",
        "about 45",
        "2026-02-30",
    ]
    if info.vocabulary:
        words += [f" {str(word).upper().replace('_', '- ')} " for word in info.vocabulary]
    else:
        words += ["yes", "2026-09-14", " 2026-12-31 ", "2026-13-01"]
    single = st.one_of(
        st.sampled_from(words),
        st.booleans(),
        st.integers(-3, 2_000_000_000),
        st.sampled_from((44.6, -0.5, 1e12)),
        st.sampled_from(([], {}, {"a": 1}, [1], ["a", "TBD"], ["as needed", 5], [{}], [{}, 1])),
    ).filter(lambda value: not refused(info, tuple(value) if isinstance(value, list) else value))
    if get_origin(info.type) is dict:
        item = _spoiled_tables(get_args(info.type)[1])
        return st.one_of(single, st.dictionaries(_names(info, kind), item, min_size=1, max_size=1))
    if info.nested:
        spoilt = _spoiled_tables(info.item)
        return st.one_of(single, spoilt, st.lists(spoilt, min_size=1, max_size=1))
    if info.many:
        return st.one_of(single, st.lists(st.one_of(single, _single_values(info)), max_size=3))
    return single

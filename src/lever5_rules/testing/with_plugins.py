"""The sample district with the additions of plugins, so that their criteria pass on it."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from lever5_rules.artifacts.kinds import ENVELOPE, KindInfo
from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import did_you_mean
from lever5_rules.plugins.host import load_plugins
from lever5_rules.plugins.loaded import Loaded

from .district import District
from .sample import SAMPLE, envelope

PARTS = ("add", "gaps")
"""What the hook `lever5_sample` may give."""


def sample_with(*plugins: Any, district: District = SAMPLE) -> District:
    """Return a district with these plugins and the additions of their hook `lever5_sample`.

    Raises UsageError if they add artifacts of an unknown kind, or with an unknown field.
    """
    district = district.with_plugins(*plugins)
    return with_samples(district, load_plugins(district.plugins, entry_points=False))


def with_samples(district: District, loaded: Loaded) -> District:
    """Return a district with the additions of loaded plugins.

    Fields of the profile are set in the existing profile; a document without head or sources gets
    those of a sound one.
    """
    documents, tables = dict(district.documents), dict(district.tables)
    for samples in loaded.samples.values():
        additions = samples()
        mappings = [sample for sample in additions if isinstance(sample, Mapping)]
        for key in {key for sample in mappings for key in sample} - set(PARTS):
            raise UsageError(
                f"lever5_sample gives {key!r}, which it cannot: artifacts stand under 'add', by "
                "kind; values that make an element a gap under 'gaps'."
            )
        for name, rows in (pair for sample in additions for pair in sample.get("add", {}).items()):
            if name not in loaded.kinds:
                hint = did_you_mean(name, loaded.kinds)
                raise UsageError(f"lever5_sample adds {name!r}, which is not a kind.{hint}")
            _refuse_unknown_fields(loaded.kinds[name], rows)
            if name == "district_profile":
                (profile,) = documents[name]
                merged = {key: value for row in rows for key, value in row.items()}
                documents[name] = ({**profile, **merged},)
            elif loaded.kinds[name].table:
                tables[name] = (*tables.get(name, ()), *rows)
            else:
                headed = (_headed(name, row) for row in rows)
                documents[name] = (*documents.get(name, ()), *headed)
    return evolve(district, documents=documents, tables=tables)


def _refuse_unknown_fields(kind: KindInfo, rows: Iterable[Mapping[str, Any]]) -> None:
    for field in (field for row in rows for field in row if field not in kind.fields):
        raise UsageError(
            f"lever5_sample gives {kind.name} the field {field!r}, which it does not have."
            f"{did_you_mean(field, kind.fields)}"
        )


def _headed(title: str, document: Mapping[str, Any]) -> dict[str, Any]:
    return {**envelope(title, *(document.keys() - ENVELOPE)), **document}

"""The mappings of other systems' exports that come with the library."""

from importlib import resources
from typing import Any

import tomli

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped, did_you_mean

from .bundle import MAPPING_SUFFIX
from .mapping import merged


def shipped_names() -> list[str]:
    """The names of the mappings that come with the library."""
    folder = resources.files(__package__) / "mappings"
    return sorted(
        one.name.removesuffix(MAPPING_SUFFIX)
        for one in folder.iterdir()
        if one.name.endswith(MAPPING_SUFFIX)
    )


def shipped_text(name: str) -> str:
    """A shipped mapping as it would stand in a bundle. Raises UsageError for an unknown name."""
    if name not in shipped_names():
        hint = did_you_mean(name, shipped_names())
        raise UsageError(f"There is no mapping {clipped(name, 60)!r}.{hint}")
    found = resources.files(__package__) / "mappings" / f"{name}{MAPPING_SUFFIX}"
    return found.read_text(encoding="utf-8")


def shipped_data(name: str) -> dict[str, Any]:
    """A shipped mapping, with what it takes over. Raises UsageError for an unknown name."""
    data = tomli.loads(shipped_text(name))
    parent = data.pop("extends", None)
    return data if parent is None else merged(data, shipped_data(parent))

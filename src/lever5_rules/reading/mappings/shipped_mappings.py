"""Mappings for exports of other systems: those of the library and those of plugins."""

from collections.abc import Mapping as Table
from pathlib import Path
from typing import Any

import tomli
from attrs import frozen

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped, did_you_mean
from lever5_rules.reading.bundles.bundle import MAPPING_SUFFIX

from .mapping import merged


def shipped_mappings() -> dict[str, Path]:
    """Return the library's mappings: name and file."""
    folder = Path(__file__).parent
    files = sorted(folder.glob(f"*{MAPPING_SUFFIX}"))
    return {file.name.removesuffix(MAPPING_SUFFIX): file for file in files}


@frozen(eq=False, repr=False, slots=False)
class Mappings:
    """The mappings of a run by name, as TOML files."""

    files: Table[str, Path]

    @property
    def names(self) -> list[str]:
        return sorted(self.files)

    def text(self, name: str) -> str:
        """Return a mapping as it would be written in a bundle. Raises UsageError if there is
        none."""
        if name not in self.files:
            hint = did_you_mean(name, self.files)
            raise UsageError(f"There is no mapping {clipped(name, 60)!r}.{hint}")
        try:
            return self.files[name].read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            raise UsageError(f"The mapping {name} cannot be read: {error}.") from None

    def data(self, name: str, children: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return a mapping, merged with the one it extends.

        Raises UsageError for an unknown name, a file that is not valid TOML, or a circle.
        """
        if name in children:
            raise UsageError(f"The mapping {name} takes over itself.")
        try:
            data = tomli.loads(self.text(name))
        except (ValueError, RecursionError) as error:
            raise UsageError(f"The mapping {name} is not TOML: {clipped(str(error))}.") from None
        parent = data.pop("extends", None)
        if parent is None:
            return data
        return merged(data, self.data(str(parent), (*children, name)))


SHIPPED = Mappings(shipped_mappings())

"""The names that a ruleset or waiver file may refer to."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any


class Names:
    """The known names: limits with their types, criteria, elements, vocabularies, plugin folders.

    If a plugin could not be loaded (`complete` is False), an unknown name may belong to it and is
    ignored: the run is reported as incomplete anyway.
    """

    def __init__(
        self,
        limits: Mapping[str, Any],
        criteria: Iterable[str],
        elements: Mapping[str, frozenset[str]],
        vocabularies: Mapping[str, type[StrEnum]],
        *,
        folders: Iterable[str | Path] = (),
        complete: bool = True,
    ) -> None:
        self.limits = dict(limits)
        self.criteria = frozenset(criteria)
        self.elements = dict(elements)
        self.vocabularies = dict(vocabularies)
        self.folders = frozenset(Path(folder).resolve() for folder in folders)
        self.complete = complete

    def targets(self) -> frozenset[str]:
        return self.criteria | self.elements.keys()

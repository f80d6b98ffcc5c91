"""What a plugin may bring. Hooks take nothing and return things, so a test can call them.

A plugin is a module (or object) with some of these functions, marked by `hookimpl`, and a
constant `LEVER5_API = 1`: the version of this interface that it was written for. It is installed
as a distribution with an entry point in the group `lever5_rules`, or handed to `check`.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict

import pluggy

from lever5_rules.engine.rules import Rule
from lever5_rules.reading.reader import Reader
from lever5_rules.reports import Reporter
from lever5_rules.reports.report import Report

API_VERSION = 1
API_VERSIONS = (1,)
"""The versions that plugins may be written for: hooks are only ever added within one."""
PROJECT = "lever5"
ENTRY_POINT_GROUP = "lever5_rules"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

Values = Mapping[str, Any]
"""Values of fields, as a row or a document of TOML would hold them."""


class Sample(TypedDict, total=False):
    """What the testing kit adds to its sample district, and how it shows an element as a gap.

    `add` holds rows or documents by kind; documents need no more than fields of their own, and get
    head and sources from the kit. `gaps` holds, for an element that the kit itself finds
    no gap of, the values that make one: element id to kind to fields, set in every row.
    """

    add: Mapping[str, Sequence[Values]]
    gaps: Mapping[str, Mapping[str, Values]]


class Hooks:
    """The hooks; they and their results are only ever added to within a version."""

    @hookspec
    def lever5_criteria(self) -> Sequence[Rule | Exception]:  # type: ignore[empty-body]
        """Rules, each for one criterion; in place of one that could not be made, its error."""

    @hookspec
    def lever5_kinds(self) -> Sequence[type]:  # type: ignore[empty-body]
        """Artifact kinds, as classes declared by `kind`."""

    @hookspec
    def lever5_rulesets(self) -> Mapping[str, Path]:  # type: ignore[empty-body]
        """Ruleset names and the TOML files that hold them."""

    @hookspec
    def lever5_readers(self) -> Sequence[Reader]:  # type: ignore[empty-body]
        """Readers of further forms of evidence, which are asked before the built-in ones."""

    @hookspec
    def lever5_mappings(self) -> Mapping[str, Path]:  # type: ignore[empty-body]
        """Names of mappings of other systems' exports, and the TOML files that hold them."""

    @hookspec
    def lever5_reporters(self) -> Sequence[Reporter]:  # type: ignore[empty-body]
        """Formats of the report."""

    @hookspec
    def lever5_report_made(self, report: Report) -> None:
        """Looks at the report of a run that is over, which it cannot change."""

    @hookspec
    def lever5_sample(self) -> Sample:  # type: ignore[empty-body]
        """Evidence that makes the plugin's criteria pass on the testing kit's sample district."""

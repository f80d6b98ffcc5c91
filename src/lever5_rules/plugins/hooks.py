"""The hooks that a plugin may implement; they take no input, so that tests can call them.

A plugin is a module (or object) with some of these functions, marked by `hookimpl`, and a constant
`LEVER5_API = 1`: the version of this interface that it was written for. It is installed as a
distribution with an entry point in the group `lever5_rules`, or passed to `check`.
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
"""The interface versions that are supported; within a version, hooks are only ever added."""
PROJECT = "lever5"
ENTRY_POINT_GROUP = "lever5_rules"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

Values = Mapping[str, Any]
"""Values of fields, as in a row or a TOML document."""


class Sample(TypedDict, total=False):
    """A plugin's additions to the sample district of the testing kit.

    `add` holds rows or documents by kind; documents need only their own fields, because the kit
    adds head and sources. `gaps` holds values that turn an element into a gap, if the kit does not
    find any by itself: element id to kind to fields, set in every row.
    """

    add: Mapping[str, Sequence[Values]]
    gaps: Mapping[str, Mapping[str, Values]]


class Hooks:
    """The hooks; within an interface version, hooks and fields of results are only ever added."""

    @hookspec
    def lever5_criteria(self) -> Sequence[Rule | Exception]:  # type: ignore[empty-body]
        """Return rules, one per criterion; the exception in place of a rule that could not be
        created."""

    @hookspec
    def lever5_kinds(self) -> Sequence[type]:  # type: ignore[empty-body]
        """Return artifact kinds: classes declared with `kind`."""

    @hookspec
    def lever5_rulesets(self) -> Mapping[str, Path]:  # type: ignore[empty-body]
        """Return rulesets: names and their TOML files."""

    @hookspec
    def lever5_readers(self) -> Sequence[Reader]:  # type: ignore[empty-body]
        """Return readers of further forms of evidence, which are tried before the built-in ones."""

    @hookspec
    def lever5_mappings(self) -> Mapping[str, Path]:  # type: ignore[empty-body]
        """Return mappings for exports of other systems: names and their TOML files."""

    @hookspec
    def lever5_reporters(self) -> Sequence[Reporter]:  # type: ignore[empty-body]
        """Return report formats."""

    @hookspec
    def lever5_report_made(self, report: Report) -> None:
        """Receive the finished report of a run; it cannot be changed."""

    @hookspec
    def lever5_sample(self) -> Sample:  # type: ignore[empty-body]
        """Return evidence that makes the plugin's criteria pass on the kit's sample district."""

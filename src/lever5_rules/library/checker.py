"""The checker with its plugins loaded, on which every function of the library is based."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lever5_rules.checking import DEFAULT_RULESET, Opened, check_with, misuse, plugins_of
from lever5_rules.core import limits
from lever5_rules.core.budgets import Budgets
from lever5_rules.core.isolation import Isolation
from lever5_rules.findings import report as data
from lever5_rules.findings.finding import Finding, RuleFailure
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.reading.bundles.handed_in import bundle_of
from lever5_rules.reports import Reporter
from lever5_rules.reports.report import Report

from .one_process import OneProcess
from .open_bundle import OpenBundle, forecast_with

if TYPE_CHECKING:
    from lever5_rules.comparing.verification import Verification
    from lever5_rules.reports.written import Forecast

    from .conversions import Conversion, PseudonymizedCopy
    from .criteria_list import CriterionEntry
    from .evidence_needs import Need
    from .explanation import Explanation
    from .plugin_list import PluginEntry
    from .rulesets import Ruleset


class Checker(OneProcess):
    """The checker with its plugins, loaded once for any number of calls.

    `load`, `check`, `needs` and the other functions of `lever5_rules` load the plugins at each
    call; here they are methods. `plugins` are plugin modules or objects in addition to the
    installed ones, which `entry_points=False` excludes; `plugin_folders` are folders of single-file
    plugins. Plugins run with your rights.

    Raises UsageError if a folder does not exist. Plugins that fail are listed in `failures`.

    >>> checker = l5.Checker(entry_points=False)
    >>> checker
    Checker(lever5-rules)
    >>> checker.needs("5.2.4-3")[0].kind
    'district_profile'
    """

    instead = "Create one in the other process, with the same plugins."

    def __init__(
        self,
        *,
        plugins: Iterable[Any] = (),
        plugin_folders: str | Path | Iterable[str | Path] = (),
        entry_points: bool = True,
    ) -> None:
        self.loaded: Loaded = plugins_of(plugins, plugin_folders, entry_points)

    @classmethod
    def of(cls, loaded: Loaded) -> "Checker":
        """Return the checker with plugins that are loaded already."""
        checker = cls.__new__(cls)
        checker.loaded = loaded
        return checker

    def __repr__(self) -> str:
        return f"Checker({', '.join(self.loaded.plugins)})"

    @property
    def plugins(self) -> "tuple[PluginEntry, ...]":
        """The plugins that are loaded, the built-in one first, with what each adds."""
        from .plugin_list import plugins_loaded

        return plugins_loaded(self.loaded)

    @property
    def failures(self) -> tuple[RuleFailure, ...]:
        """Plugins that could not be loaded, and why; every report says so too."""
        return tuple(self.loaded.failures)

    @property
    def formats(self) -> tuple[Reporter, ...]:
        """The report formats, including those of the plugins."""
        return tuple(self.loaded.reporters.values())

    def load(self, source: Any, budgets: Budgets | None = None) -> OpenBundle:
        """Read a bundle once, for any number of checks; arguments and errors as in `load`."""
        if isinstance(source, OpenBundle):
            return source
        return OpenBundle(self.loaded, source, budgets)

    def check(
        self,
        bundle: Any,
        *,
        ruleset: str | Path | limits.Ruleset = DEFAULT_RULESET,
        as_of: date | None = None,
        select: str | Sequence[str] = (),
        ignore: str | Sequence[str] = (),
        waivers: str | Path | None = None,
        baseline: data.Report | None = None,
        isolate: bool | Isolation = False,
        on_finding: Callable[[Finding], object] | None = None,
    ) -> Report:
        """Check a bundle, anything that `load` takes; arguments and errors are those of `check`."""
        return check_with(
            self.loaded,
            bundle if isinstance(bundle, Opened) else bundle_of(bundle),
            ruleset=ruleset,
            as_of=as_of,
            select=select,
            ignore=ignore,
            waivers=waivers,
            baseline=baseline,
            isolate=isolate,
            on_finding=on_finding,
        )

    def forecast(
        self,
        bundle: Any,
        until: date | None = None,
        *,
        ruleset: str | Path | limits.Ruleset = DEFAULT_RULESET,
        as_of: date | None = None,
        select: str | Sequence[str] = (),
        ignore: str | Sequence[str] = (),
        waivers: str | Path | None = None,
        on_day: Callable[[date], object] | None = None,
    ) -> "Forecast":
        """Return what passes now and will stop passing; arguments and errors are those of
        `forecast`."""
        return forecast_with(
            self.loaded,
            bundle,
            until,
            ruleset=ruleset,
            as_of=as_of,
            select=select,
            ignore=ignore,
            waivers=waivers,
            on_day=on_day,
        )

    def verify(
        self,
        report: Any,
        bundle: Any,
        *,
        ruleset: str | Path | limits.Ruleset | None = None,
        waivers: str | Path | None = None,
        baseline: data.Report | None = None,
    ) -> "Verification":
        """Return whether a bundle still gives a report; arguments and errors are those of
        `verify`."""
        from lever5_rules.verifying import verify

        from .results import report_and_data

        saved, as_json = report_and_data(report)
        if baseline is not None and not isinstance(baseline, data.Report):
            raise misuse("baseline", baseline, "a report, as read_report reads it")
        return verify(
            self.loaded,
            saved,
            bundle if isinstance(bundle, Opened) else bundle_of(bundle),
            data=as_json,
            ruleset=ruleset,
            waivers=waivers,
            baseline=baseline,
        )

    def convert(
        self,
        bundle: Any,
        output: str | PathLike[str],
        *,
        tables: str = "csv",
        ruleset: str | Path | limits.Ruleset = DEFAULT_RULESET,
    ) -> "Conversion":
        """Write a bundle in another form; arguments and errors are those of `convert`."""
        from .conversions import convert_with

        return convert_with(self.loaded, bundle, output, tables=tables, ruleset=ruleset)

    def pseudonymize(
        self, bundle: Any, output: str | PathLike[str], secret: bytes
    ) -> "PseudonymizedCopy":
        """Write a bundle with pseudonyms; arguments and errors are those of `pseudonymize`."""
        from .conversions import pseudonymize_with

        return pseudonymize_with(self.loaded, bundle, output, secret)

    def needs(
        self,
        select: str | Sequence[str] = (),
        ignore: str | Sequence[str] = (),
        ruleset: str | Path | limits.Ruleset = DEFAULT_RULESET,
    ) -> "tuple[Need, ...]":
        """Return the evidence to collect; arguments and errors are those of `needs`."""
        from .evidence_needs import needs_of

        return needs_of(self.loaded, self.ruleset(ruleset), select, ignore)

    def explain(
        self, criterion: str, ruleset: str | Path | limits.Ruleset = DEFAULT_RULESET
    ) -> "Explanation":
        """Return one criterion in full; arguments and errors are those of `explain`."""
        from .explanation import explanation_of

        return explanation_of(self.loaded, criterion, self.ruleset(ruleset))

    def criteria(self) -> "tuple[CriterionEntry, ...]":
        """Return every success criterion, including those of the plugins."""
        from .criteria_list import criteria_of

        return criteria_of(self.loaded)

    def rulesets(self) -> "tuple[Ruleset, ...]":
        """Return every ruleset known by name, with its parents resolved."""
        return tuple(self.ruleset(name) for name in self.loaded.rulesets)

    def ruleset(self, source: str | Path | Mapping[str, Any] | limits.Ruleset) -> "Ruleset":
        """Return a ruleset by name, by the path of its TOML file, or from a mapping.

        Raises RulesetError, suggesting the nearest known name, if it is invalid.
        """
        from .rulesets import ruleset_from

        return ruleset_from(self.loaded, source)

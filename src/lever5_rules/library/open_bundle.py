"""A loaded bundle: its files are read once, and it can be checked any number of times."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lever5_rules.checking import (
    DEFAULT_RULESET,
    Opened,
    check_with,
    day_of,
    misuse,
    read,
    ruleset_for,
)
from lever5_rules.core.blanks import Problem
from lever5_rules.core.budgets import Budgets
from lever5_rules.core.isolation import Isolation
from lever5_rules.core.limits import Ruleset
from lever5_rules.findings import report as data
from lever5_rules.findings.finding import BundleFile, Finding
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.reading.bundles.handed_in import bundle_of
from lever5_rules.reports.report import Report

from .one_process import OneProcess

if TYPE_CHECKING:
    from lever5_rules.reports.written import Forecast


class OpenBundle(OneProcess, Opened):
    """The evidence of a district, read from its files; created by `load`.

    It can be checked under several rulesets and on several days without reading the files again,
    unless a ruleset maps the district's words differently.

    >>> bundle = l5.load("examples/live-oak-charter")
    >>> bundle
    OpenBundle('Live Oak Bend Charter School', 21 files)
    >>> [file.status for file in bundle.files if file.path == "observation_log.csv"]
    ['read']
    """

    instead = "Send the path of the bundle, and load it in the other process."

    def __init__(self, loaded: Loaded, source: Any, budgets: Budgets | None = None) -> None:
        if budgets is not None and not isinstance(budgets, Budgets):
            raise misuse("budgets", budgets, "Budgets")
        super().__init__(loaded, bundle_of(source), budgets)
        self._first = self.artifacts(ruleset_for(loaded, DEFAULT_RULESET).words)

    def __repr__(self) -> str:
        name = getattr(self._first.profile, "name", None)
        prefix = f"{name!r}, " if isinstance(name, str) else ""
        return f"OpenBundle({prefix}{len(self.files)} files)"

    @property
    def files(self) -> tuple[BundleFile, ...]:
        """The files, each with its kind, SHA-256 and status: read, empty, unreadable, unknown."""
        return self._first.anew().papers.listed(self._first.files)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems with the files, errors first. Cited documents are only opened by a check."""
        return self._first.problems

    @property
    def passed_over(self) -> tuple[str, ...]:
        """Sentences on outputs of this program among the files, which are ignored."""
        return self.bundle.passed_over

    def check(
        self,
        *,
        ruleset: str | Path | Ruleset = DEFAULT_RULESET,
        as_of: date | None = None,
        select: str | Sequence[str] = (),
        ignore: str | Sequence[str] = (),
        waivers: str | Path | None = None,
        baseline: data.Report | None = None,
        isolate: bool | Isolation = False,
        on_finding: Callable[[Finding], object] | None = None,
    ) -> Report:
        """Check the bundle and return the report; arguments and errors are those of `check`."""
        return check_with(
            self.loaded,
            self,
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
        until: date | None = None,
        *,
        ruleset: str | Path | Ruleset = DEFAULT_RULESET,
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
            self,
            until,
            ruleset=ruleset,
            as_of=as_of,
            select=select,
            ignore=ignore,
            waivers=waivers,
            on_day=on_day,
        )


def forecast_with(
    loaded: Loaded,
    bundle: Any,
    until: date | None = None,
    *,
    ruleset: str | Path | Ruleset = DEFAULT_RULESET,
    as_of: date | None = None,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    waivers: str | Path | None = None,
    on_day: Callable[[date], object] | None = None,
) -> "Forecast":
    """Return a forecast with plugins that are loaded already."""
    from lever5_rules.forecasting import forecast
    from lever5_rules.reports.written import Forecast

    reading = read(
        loaded,
        bundle if isinstance(bundle, Opened) else bundle_of(bundle),
        ruleset=ruleset,
        select=select,
        ignore=ignore,
        waivers=waivers,
    )
    result = forecast(
        reading,
        day_of("until", until),
        as_of=day_of("as_of", as_of),
        each=on_day or (lambda day: None),
    )
    return Forecast.of(result)

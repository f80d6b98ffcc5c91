"""The functions of `lever5_rules`; each loads the plugins and does one thing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from lever5_rules.checking import DEFAULT_RULESET, Opened, require_no_plugins
from lever5_rules.comparing.verification import Verification
from lever5_rules.core import limits
from lever5_rules.core.budgets import Budgets
from lever5_rules.findings import report as data
from lever5_rules.reports.written import Forecast

from .checker import Checker
from .conversions import Conversion, PseudonymizedCopy
from .criteria_list import CriterionEntry
from .evidence_needs import Need
from .explanation import Explanation
from .open_bundle import OpenBundle
from .rulesets import Ruleset

Folders = str | Path | Iterable[str | Path]


def load(
    source: Any,
    *,
    plugins: Iterable[Any] = (),
    plugin_folders: Folders = (),
    entry_points: bool = True,
    budgets: Budgets | None = None,
) -> OpenBundle:
    """Read the evidence of a district once, to check it any number of times.

    `source` is the path of the folder with `district.toml`, of a zip of it or of a workbook; the
    bytes of such a zip or workbook, or a file opened for reading them; a mapping of file names to
    contents, as `Bundle.from_mapping` takes it; a Bundle; a folder of `importlib.resources` or
    `zipfile.Path`; or a URL, if the package fsspec is installed. The plugins are those of `check`;
    `budgets` say how much of it is read.

    Raises BundleError if nothing can be read there, UsageError for a URL without fsspec.

    >>> bundle = l5.load("examples/live-oak-charter")
    >>> for name in ("starter", "default", "exemplar"):
    ...     report = bundle.check(ruleset=name, as_of=date(2026, 11, 23))
    ...     print(name, report.accounting.passed)
    starter 11
    default 11
    exemplar 3
    """
    checker = Checker(plugins=plugins, plugin_folders=plugin_folders, entry_points=entry_points)
    return checker.load(source, budgets)


def forecast(
    bundle: Any,
    until: date | None = None,
    *,
    ruleset: str | Path | limits.Ruleset = DEFAULT_RULESET,
    as_of: date | None = None,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    waivers: str | Path | None = None,
    plugins: Iterable[Any] = (),
    plugin_folders: Folders = (),
    entry_points: bool = True,
    on_day: Callable[[date], object] | None = None,
) -> Forecast:
    """Return what passes now and will stop passing if nothing is added to the bundle.

    `bundle` is anything that `load` takes or returns. `until` is the last day; None means that of
    the school year. `on_day` is called with each day before it is judged. The other arguments are
    those of `check`. A forecast contains no findings.

    Raises UsageError if `until` is not later than the day of the review, or more than 800 days
    away; otherwise as `check`.

    >>> bundle = l5.load("examples/live-oak-charter")
    >>> forecast = l5.forecast(
    ...     bundle, date(2026, 12, 31), as_of=date(2026, 11, 23), select="5.2.4"
    ... )
    >>> [(lapse.id, str(lapse.first)) for lapse in forecast.lapses]
    [('5.2.4-3', '2026-12-18')]
    """
    checker = _checker_for(bundle, plugins, plugin_folders, entry_points)
    return checker.forecast(
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
    report: data.Report | str | Path | bytes,
    bundle: Any,
    *,
    ruleset: str | Path | limits.Ruleset | None = None,
    waivers: str | Path | None = None,
    baseline: data.Report | None = None,
    plugins: Iterable[Any] = (),
    plugin_folders: Folders = (),
    entry_points: bool = True,
) -> Verification:
    """Return whether a bundle still gives a report: `same` is True if nothing differs.

    `report` is a Report, or the path, text or bytes of a saved one, in which case additions and
    omissions are detected. `bundle` is anything that `load` takes or returns. Day, selection and
    ruleset are those of the report; `ruleset` is required if that is not a shipped one, `waivers`
    if the report was made with a waiver file, `baseline` to repeat a comparison.

    Raises UsageError if one of these is required and not given; otherwise as `check`.

    >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
    >>> l5.verify(report, "examples/live-oak-charter").same
    True
    """
    checker = _checker_for(bundle, plugins, plugin_folders, entry_points)
    return checker.verify(report, bundle, ruleset=ruleset, waivers=waivers, baseline=baseline)


def convert(
    bundle: Any,
    output: str | PathLike[str],
    *,
    tables: str = "csv",
    ruleset: str | Path | limits.Ruleset = DEFAULT_RULESET,
    plugins: Iterable[Any] = (),
    plugin_folders: Folders = (),
    entry_points: bool = True,
) -> Conversion:
    """Write a bundle in another form: as a workbook to fill in, or as files that show changes.

    `bundle` is anything that `load` takes or returns. `output` is what to write: a workbook if its
    name ends with `.xlsx`, a zip if with `.zip`, otherwise a new folder of TOML and CSV files, in
    which `tables="toml"` writes tables as TOML. Exports and calendar feeds are written as what is
    read from them; `ruleset` gives the district's words for the events of calendars.

    Raises UsageError, and writes nothing, if something exists there, if a part of the bundle cannot
    be read, or if it holds nothing; BundleError if there is no bundle.

    >>> made = l5.convert("examples/live-oak-charter", "charter.xlsx")
    >>> made.path.name, made.changed
    ('charter.xlsx', ())
    """
    checker = _checker_for(bundle, plugins, plugin_folders, entry_points)
    return checker.convert(bundle, output, tables=tables, ruleset=ruleset)


def pseudonymize(
    bundle: Any,
    output: str | PathLike[str],
    secret: bytes,
    *,
    plugins: Iterable[Any] = (),
    plugin_folders: Folders = (),
    entry_points: bool = True,
) -> PseudonymizedCopy:
    """Copy a bundle, with keyed pseudonyms in place of staff ids, to share it outside the district.

    `bundle` is anything that `load` takes or returns, `output` the new folder. `secret` is of at
    least 16 bytes of pure chance and stays with the district: the same secret gives the same person
    the same pseudonym in every file of a school year, and without it nobody can tell who is who. A
    check finds the same in the copy. What is not known to be free of names is left out and named in
    `notes`.

    Raises UsageError, and writes nothing, if the output exists, the secret is weak, or the bundle
    has no school year; BundleError if there is no bundle.

    >>> import secrets
    >>> secret = secrets.token_bytes(32)
    >>> copy = l5.pseudonymize("examples/live-oak-charter", "shared", secret)
    >>> l5.check("shared", select="5.2.4").complete
    True
    """
    checker = _checker_for(bundle, plugins, plugin_folders, entry_points)
    return checker.pseudonymize(bundle, output, secret)


def needs(
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    ruleset: str | Path | limits.Ruleset = DEFAULT_RULESET,
    *,
    plugins: Iterable[Any] = (),
    plugin_folders: Folders = (),
    entry_points: bool = True,
) -> tuple[Need, ...]:
    """Return the evidence to collect before a check, by the office that usually holds it.

    `select` and `ignore` are ids or prefixes of criteria, such as "5.2"; `ruleset` decides which
    criteria and elements are switched on.

    Raises UsageError for an unknown id, RulesetError for an invalid ruleset.

    >>> for need in l5.needs("5.2.4-3"):
    ...     print(need.office, "-", need.file)
    district office - district.toml
    district office - instructional_calendar.csv
    curriculum and instruction - plc_guideline.toml
    campus principals - meeting_log.csv
    human resources - staff_roster.csv
    """
    checker = Checker(plugins=plugins, plugin_folders=plugin_folders, entry_points=entry_points)
    return checker.needs(select, ignore, ruleset)


def explain(
    criterion: str,
    ruleset: str | Path | limits.Ruleset = DEFAULT_RULESET,
    *,
    plugins: Iterable[Any] = (),
    plugin_folders: Folders = (),
    entry_points: bool = True,
) -> Explanation:
    """Return one criterion in full: its requirement, elements, thresholds, kinds and fields.

    `criterion` is an id such as "5.2.4-3"; with an element, "5.2.4-3/length", only that is
    included.

    Raises UsageError, suggesting the nearest known name, for an unknown id.

    >>> explained = l5.explain("5.2.4-3/length")
    >>> explained.elements[0].requirement
    'A meeting lasts as long as the ruleset asks.'
    >>> explained.elements[0].limits[0].limit
    Limit('plc.min_minutes', 45, 'minutes')
    """
    checker = Checker(plugins=plugins, plugin_folders=plugin_folders, entry_points=entry_points)
    return checker.explain(criterion, ruleset)


def criteria(
    *, plugins: Iterable[Any] = (), plugin_folders: Folders = (), entry_points: bool = True
) -> tuple[CriterionEntry, ...]:
    """Every success criterion, in the order of the framework, and what is judged of it.

    >>> len(l5.criteria())
    43
    >>> l5.criteria()[0].id
    '5.1.1-1'
    """
    checker = Checker(plugins=plugins, plugin_folders=plugin_folders, entry_points=entry_points)
    return checker.criteria()


def rulesets(
    *, plugins: Iterable[Any] = (), plugin_folders: Folders = (), entry_points: bool = True
) -> tuple[Ruleset, ...]:
    """Return every ruleset known by name, with its parents resolved.

    Raises RulesetError if one of a plugin's is invalid.

    >>> [ruleset.name for ruleset in l5.rulesets(entry_points=False)]
    ['default', 'exemplar', 'starter']
    """
    checker = Checker(plugins=plugins, plugin_folders=plugin_folders, entry_points=entry_points)
    return checker.rulesets()


def _checker_for(
    bundle: Any, plugins: Iterable[Any], plugin_folders: Folders, entry_points: bool
) -> Checker:
    """Return the checker for a bundle; a loaded bundle has its plugins already."""
    if not isinstance(bundle, Opened):
        return Checker(plugins=plugins, plugin_folders=plugin_folders, entry_points=entry_points)
    require_no_plugins(plugins, plugin_folders, entry_points)
    return Checker.of(bundle.loaded)

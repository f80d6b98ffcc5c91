"""The central operation: checking a bundle. The command and the library call it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.comparing.baseline import change_of
from lever5_rules.core.budgets import Budgets
from lever5_rules.core.errors import UsageError
from lever5_rules.core.isolation import Isolation
from lever5_rules.core.limits import Ruleset
from lever5_rules.core.text import clipped
from lever5_rules.core.years import SchoolYear
from lever5_rules.engine.judge import Judge
from lever5_rules.engine.needs import Review
from lever5_rules.findings import report as data
from lever5_rules.findings.finding import Finding, RuleFailure, WaiverFile
from lever5_rules.framework import framework
from lever5_rules.plugins.host import load_plugins
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.reading.values.dates import EARLIEST_YEAR
from lever5_rules.reports.report import Report
from lever5_rules.ruleset.names import Names
from lever5_rules.ruleset.ruleset_files import load_ruleset, require_known
from lever5_rules.ruleset.waiver_files import load_waivers
from lever5_rules.support.error_text import error_text
from lever5_rules.support.garbage import rare_collections
from lever5_rules.support.streams import contained, uncontained

if TYPE_CHECKING:
    from lever5_rules.isolation import IsolatedPlugins

from .against_baseline import require_known_criteria, with_changes
from .in_sheets import in_words_of_sheets
from .names import names_of
from .opened import Opened
from .review import outside_of_year, review_of
from .run_report import report_of_run
from .selection import selection

DEFAULT_RULESET = "default"
_NO_PLUGIN = (str, bytes, int, float, type(None))
_PLUGINS = "a list of plugins, modules or objects; plugin_folders takes paths"


def check(
    bundle: Any,
    *,
    ruleset: str | Path | Ruleset = DEFAULT_RULESET,
    as_of: date | None = None,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    waivers: str | Path | None = None,
    baseline: data.Report | None = None,
    plugins: Iterable[Any] = (),
    plugin_folders: str | Path | Iterable[str | Path] = (),
    entry_points: bool = True,
    isolate: bool | Isolation = False,
    budgets: Budgets | None = None,
    on_finding: Callable[[Finding], object] | None = None,
) -> Report:
    """Check a bundle and return the report; a finding is a result, never an exception.

    - `bundle`: the path of the folder with `district.toml`, of a zip of it or of a workbook; else
      anything that `load` takes; or what `load` returned, with the plugins that it was loaded with.
    - `ruleset`: a name such as "starter", the path of a TOML file, or a Ruleset.
    - `as_of`: the day of the review. If None, that of `district.toml`; without one there, today.
    - `select`, `ignore`: criterion ids or prefixes such as "5.2", one, with commas or a list.
      Without `select` all that the ruleset has.
    - `waivers`: the path of a TOML file with `[[waivers]]`.
    - `baseline`: an earlier report, to which each finding is compared; see `read_report`.
    - `plugins`: plugin modules or objects, in addition to the installed ones.
    - `plugin_folders`: folders of plugins of a single file each. Plugins run with your rights.
    - `entry_points`: False leaves out the installed plugins.
    - `isolate`: True, or an Isolation with limits, judges the rules of plugins in processes of
      their own, which are stopped at a limit of time or memory. `plugins` then must be modules
      that can be imported.
    - `budgets`: how much of the bundle may be read. If None, the usual ones, or those of Bundle.
    - `on_finding`: a function that is called with each Finding as soon as it is judged, in the
      order of the report.

    Raises BundleError if the bundle as a whole cannot be read, RulesetError for an invalid ruleset
    or waiver file, UsageError for an unknown name, a selection that leaves nothing, or an invalid
    argument.

    >>> report = l5.check("examples/cedar-hollow-isd", select="5.2.4", as_of=date(2026, 11, 23))
    >>> report
    Report('Cedar Hollow ISD', 2026-11-23, 'default', 0 pass, 2 gap, 2 missing-evidence)
    >>> for finding in report.findings:
    ...     if finding.outcome is l5.Outcome.GAP:
    ...         print(finding.criterion, finding.title)
    5.2.4-2 Expectations for strong internalization of HQIM are clear
    5.2.4-3 PLC meetings follow a written guideline
    """
    if isinstance(bundle, Opened):
        require_no_plugins(plugins, plugin_folders, entry_points)
        loaded = bundle.loaded
    else:
        loaded = plugins_of(plugins, plugin_folders, entry_points)
    return check_with(
        loaded,
        bundle,
        ruleset=ruleset,
        as_of=as_of,
        select=select,
        ignore=ignore,
        waivers=waivers,
        baseline=baseline,
        isolate=isolate,
        budgets=budgets,
        on_finding=on_finding,
    )


def require_no_plugins(plugins: object, plugin_folders: object, entry_points: bool) -> None:
    """Raise UsageError if plugins are given for a bundle that was loaded with its own."""
    if plugins or plugin_folders or not entry_points:
        raise UsageError(
            "The bundle is loaded already, with its plugins. Give plugins to load() instead."
        )


def plugins_of(
    plugins: Iterable[Any] = (),
    plugin_folders: str | Path | Iterable[str | Path] = (),
    entry_points: bool = True,
) -> Loaded:
    """Return the plugins of a call, loaded. Raises UsageError for an invalid argument."""
    if isinstance(plugin_folders, str | Path):
        plugin_folders = (plugin_folders,)
    if isinstance(plugins, (*_NO_PLUGIN, Mapping)) or not isinstance(plugins, Iterable):
        raise misuse("plugins", plugins, _PLUGINS)
    plugins = tuple(plugins)
    if any(isinstance(plugin, (*_NO_PLUGIN, Mapping)) for plugin in plugins):
        raise misuse("plugins", list(plugins), _PLUGINS)
    folders = tuple(plugin_folders) if isinstance(plugin_folders, Iterable) else (None,)
    if not all(isinstance(folder, str | PathLike) for folder in folders):
        raise misuse("plugin_folders", plugin_folders, "a folder or a list of folders")
    return load_plugins(plugins, entry_points=entry_points, folders=folders)


def check_with(
    loaded: Loaded,
    bundle: Any,
    *,
    ruleset: str | Path | Ruleset = DEFAULT_RULESET,
    as_of: date | None = None,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    waivers: str | Path | None = None,
    baseline: data.Report | None = None,
    isolate: bool | Isolation = False,
    budgets: Budgets | None = None,
    on_finding: Callable[[Finding], object] | None = None,
) -> Report:
    """Check a bundle with plugins that are loaded already."""
    as_of = day_of("as_of", as_of)
    if on_finding is not None and not callable(on_finding):
        raise misuse("on_finding", on_finding, "a function that takes a finding")
    if baseline is not None:
        if not isinstance(baseline, data.Report):
            raise misuse("baseline", baseline, "a report, as read_report reads it")
        require_known_criteria(baseline, loaded)
    report = read(
        loaded,
        bundle,
        ruleset=ruleset,
        select=select,
        ignore=ignore,
        waivers=waivers,
        isolate=isolate,
        budgets=budgets,
    ).report(as_of, on_finding=_finding_callback(on_finding, baseline))
    return _show_to(loaded, report if baseline is None else with_changes(report, baseline))


def _finding_callback(
    on_finding: Callable[[Finding], object] | None, baseline: data.Report | None
) -> Callable[[Finding], object] | None:
    """Return the function to call with each finding as it is judged.

    It receives the finding as the report will contain it; what it prints goes to the normal
    streams.
    """
    if on_finding is None:
        return None
    before = (
        {past_finding.criterion: past_finding for past_finding in baseline.findings}
        if baseline is not None
        else None
    )

    def pass_on(finding: Finding) -> None:
        if before is not None:
            finding = evolve(finding, change=change_of(finding, before.get(finding.criterion)))
        with uncontained():
            on_finding(finding)

    return pass_on


def read(
    loaded: Loaded,
    bundle: Any,
    *,
    ruleset: str | Path | Ruleset = DEFAULT_RULESET,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    waivers: str | Path | None = None,
    isolate: bool | Isolation = False,
    budgets: Budgets | None = None,
) -> "Reading":
    """Read a bundle for judging it on one day or several, with plugins that are loaded already.

    Arguments and errors are those of `check`.
    """
    if not isinstance(isolate, (bool, Isolation)):
        raise misuse("isolate", isolate, "True, False or an Isolation")
    if budgets is not None and not isinstance(budgets, Budgets):
        raise misuse("budgets", budgets, "Budgets")
    with contained(loaded.has_plugins), rare_collections():
        names = names_of(loaded)
        rules = ruleset_for(loaded, ruleset, names)
        waiver_file = None
        if waivers is not None:
            if not isinstance(waivers, (str, Path)):
                raise misuse("waivers", waivers, "the path of a TOML file")
            waived, waiver_file = load_waivers(waivers, names)
            rules = evolve(rules, waivers=rules.waivers + waived)
        chosen = selection(loaded, rules, select, ignore)
        opened = bundle if isinstance(bundle, Opened) else Opened(loaded, bundle, budgets)
        isolated = None
        if isolate:
            # Imported here because it is slow to import.
            from lever5_rules.isolation import IsolatedPlugins

            limits = Isolation() if isolate is True else isolate
            order = ruleset if isinstance(ruleset, Ruleset) else str(ruleset)
            isolated = IsolatedPlugins.of(loaded, opened.bundle, order, limits)
        artifacts = opened.artifacts(rules.words)
    return Reading(loaded, rules, chosen, artifacts, waiver_file, isolated)


def ruleset_for(
    loaded: Loaded, ruleset: str | Path | Ruleset, names: Names | None = None
) -> Ruleset:
    """Return a ruleset, given by name, path or value. `names` are those that a ruleset may use,
    by default those of the loaded plugins."""
    names = names_of(loaded) if names is None else names
    if isinstance(ruleset, Ruleset):
        require_known(ruleset, names)
        return ruleset
    if not isinstance(ruleset, (str, Path)):
        raise misuse("ruleset", ruleset, "a name, the path of a TOML file, or a Ruleset")
    return load_ruleset(ruleset, loaded.rulesets, names)


LATEST_YEAR = 2199


def day_of(name: str, value: date | None) -> date | None:
    """Return the day of an argument; of a datetime its date. Raises UsageError for anything
    else, and for a day in a year that cannot be meant."""
    day = value.date() if isinstance(value, datetime) else value
    if day is None:
        return None
    if not isinstance(day, date):
        raise misuse(name, value, "a date, such as date(2026, 11, 23)")
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise UsageError(
            f"{name} is {day}, on which there is no review; give a day of a year from "
            f"{EARLIEST_YEAR} to {LATEST_YEAR}."
        )
    return day


def misuse(name: str, value: object, expected: str) -> UsageError:
    """Return the error to raise for an invalid argument."""
    return UsageError(f"{name} is {clipped(repr(value), 60)}; give {expected}.")


@frozen(eq=False, repr=False, slots=False)
class Reading:
    """A bundle that was read, with the rules and the ruleset for judging it.

    `isolated` judges the rules of plugins in other processes.
    """

    loaded: Loaded
    ruleset: Ruleset
    chosen: tuple[str, ...]
    artifacts: LoadedBundle
    waiver_file: WaiverFile | None
    isolated: "IsolatedPlugins | None" = None

    def report(
        self,
        as_of: date | None = None,
        school_year: SchoolYear | None = None,
        on_finding: Callable[[Finding], object] | None = None,
    ) -> Report:
        """Return the report as of a day; None means the profile's, else today.

        `school_year` None means the profile's. Look-ups in documents are not shared between
        reports.
        """
        with contained(self.loaded.has_plugins), rare_collections():
            artifacts = self.artifacts.anew()
            review, notes = review_of(artifacts, as_of)
            if school_year is not None:
                review = Review(review.as_of, school_year)
            notes += outside_of_year(review)
            judge = Judge(artifacts, self.ruleset, review, self.loaded.kinds, framework().id)
            elsewhere = (
                self.isolated.judge_rules(self.chosen, artifacts, judge) if self.isolated else {}
            )
            report = report_of_run(
                self.loaded,
                self.ruleset,
                self.chosen,
                artifacts,
                judge,
                notes,
                elsewhere,
                on_finding,
            )
            readable = in_words_of_sheets(report, self.loaded.kinds)
            return evolve(readable, waiver_file=self.waiver_file)


def _show_to(loaded: Loaded, report: Report) -> Report:
    """Pass a copy of the report to every plugin; a failing plugin becomes an error in it."""
    failures = []
    for plugin, look in loaded.observers:
        duplicate = copy(report)
        try:
            with contained():
                look(duplicate)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            message = (
                f"The plugin {plugin} raised {error_text(error)} when it looked at the report."
            )
            failures.append(RuleFailure(None, None, plugin, "report", message))
    return evolve(report, errors=(*report.errors, *failures)) if failures else report

"""The one use case: check a bundle. The command, the library and any other tool call this."""

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.core.errors import UsageError
from lever5_rules.core.isolation import Isolation
from lever5_rules.core.limits import Ruleset
from lever5_rules.core.text import clipped
from lever5_rules.core.years import SchoolYear
from lever5_rules.engine.judge import Judge
from lever5_rules.engine.needs import Review
from lever5_rules.findings.finding import RuleFailure, WaiverFile
from lever5_rules.findings.report import Report
from lever5_rules.framework import framework
from lever5_rules.plugins.host import load_plugins
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.bundles.whole_bundle import check_whole
from lever5_rules.reading.load import load
from lever5_rules.reading.mappings.shipped_mappings import Mappings
from lever5_rules.rulesets.ruleset_files import load_ruleset
from lever5_rules.rulesets.waiver_files import load_waivers
from lever5_rules.support.error_text import raised
from lever5_rules.support.garbage import rare_collections
from lever5_rules.support.streams import contained

if TYPE_CHECKING:
    from lever5_rules.isolation import Apart

from .against_baseline import require_known_criteria, with_changes
from .names import names_of
from .review import review_of
from .run_report import report_of_run
from .selection import selection

DEFAULT_RULESET = "default"


def check(
    bundle: str | Path | Bundle,
    *,
    ruleset: str | Path = DEFAULT_RULESET,
    as_of: date | None = None,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    waivers: str | Path | None = None,
    baseline: Report | None = None,
    plugins: Iterable[Any] = (),
    plugin_folders: str | Path | Iterable[str | Path] = (),
    entry_points: bool = True,
    isolate: bool | Isolation = False,
) -> Report:
    """Checks a bundle and returns the report; a finding is a result, never an exception.

    `bundle` is the folder with `district.toml`, or a Bundle. `ruleset` is a name or the path of a
    TOML file. `as_of` is the day of the review: if None, the profile's, else today. `select` and
    `ignore` are criterion ids or prefixes such as `5.2`, one or several; an empty `select` is all
    that the ruleset has. `baseline` is an earlier report that each finding is compared with
    (`read_report` reads one). `plugins` are plugin modules or objects in addition to the installed
    ones, which `entry_points=False` leaves out; `plugin_folders` hold plugins of a single file
    each, which run with your rights. `isolate` judges the rules of plugins in processes of their
    own that are stopped at a limit of time or memory: True, or an Isolation with limits. Handed-in
    plugins then must be modules that can be imported.

    Raises BundleError where the bundle cannot be read as a whole, RulesetError for an invalid
    ruleset or waiver file, UsageError for an unknown name, a selection that leaves nothing, or an
    argument that is none such.
    """
    if isinstance(plugin_folders, str | Path):
        plugin_folders = (plugin_folders,)
    if not isinstance(plugins, Iterable):
        raise _misuse("plugins", plugins, "a list of plugins")
    loaded = load_plugins(plugins, entry_points=entry_points, folders=plugin_folders)
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
    )


def check_with(
    loaded: Loaded,
    bundle: str | Path | Bundle,
    *,
    ruleset: str | Path = DEFAULT_RULESET,
    as_of: date | None = None,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    waivers: str | Path | None = None,
    baseline: Report | None = None,
    isolate: bool | Isolation = False,
) -> Report:
    """`check` with plugins that are loaded already."""
    as_of = _day(as_of)
    if baseline is not None:
        if not isinstance(baseline, Report):
            raise _misuse("baseline", baseline, "a report, as read_report reads it")
        require_known_criteria(baseline, loaded)
    report = read(
        loaded,
        bundle,
        ruleset=ruleset,
        select=select,
        ignore=ignore,
        waivers=waivers,
        isolate=isolate,
    ).report(as_of)
    return _shown_to(loaded, report if baseline is None else with_changes(report, baseline))


def read(
    loaded: Loaded,
    bundle: str | Path | Bundle,
    *,
    ruleset: str | Path = DEFAULT_RULESET,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    waivers: str | Path | None = None,
    isolate: bool | Isolation = False,
) -> "Reading":
    """Reads a bundle, to be judged on one day or on several; arguments and errors are those of
    `check`, with plugins that are loaded already."""
    with contained(loaded.has_plugins), rare_collections():
        names = names_of(loaded)
        rules = load_ruleset(ruleset, loaded.rulesets, names)
        waiver_file = None
        if waivers is not None:
            waived, waiver_file = load_waivers(waivers, names)
            rules = evolve(rules, waivers=rules.waivers + waived)
        chosen = selection(loaded, rules, select, ignore)
        held = bundle if isinstance(bundle, Bundle) else Bundle.from_path(bundle)
        apart = None
        if isolate:
            from lever5_rules.isolation import Apart  # which takes a moment to import

            limits = Isolation() if isolate is True else isolate
            apart = Apart.of(loaded, held, str(ruleset), limits)
        artifacts = load(held, loaded.kinds, rules.words, loaded.readers, Mappings(loaded.mappings))
        check_whole(held, artifacts)
    return Reading(loaded, rules, chosen, artifacts, waiver_file, apart)


def _day(as_of: date | None) -> date | None:
    """The day that was asked for; of a time its day. Raises UsageError for what is none."""
    if isinstance(as_of, datetime):
        return as_of.date()
    if as_of is None or isinstance(as_of, date):
        return as_of
    raise _misuse("as_of", as_of, "a date, such as date(2026, 11, 23)")


def _misuse(name: str, given: object, wanted: str) -> UsageError:
    """What to raise where an argument is none such."""
    return UsageError(f"{name} is {clipped(repr(given), 60)}; give {wanted}.")


@frozen(eq=False, repr=False, slots=False)
class Reading:
    """A bundle that was read, with the rules and the ruleset that it is judged by. `apart` judges
    the rules of plugins in other processes."""

    loaded: Loaded
    ruleset: Ruleset
    chosen: tuple[str, ...]
    artifacts: LoadedBundle
    waiver_file: WaiverFile | None
    apart: "Apart | None" = None

    def report(self, as_of: date | None = None, school_year: SchoolYear | None = None) -> Report:
        """The report as of a day: if None, the profile's, else today. `school_year` is the
        profile's if None."""
        with contained(self.loaded.has_plugins), rare_collections():
            review, notes = review_of(self.artifacts, as_of)
            if school_year is not None:
                review = Review(review.as_of, school_year)
            judge = Judge(self.artifacts, self.ruleset, review, self.loaded.kinds, framework().id)
            elsewhere = self.apart.judged(self.chosen, self.artifacts, judge) if self.apart else {}
            report = report_of_run(
                self.loaded, self.ruleset, self.chosen, self.artifacts, judge, notes, elsewhere
            )
            return evolve(report, waiver_file=self.waiver_file)


def _shown_to(loaded: Loaded, report: Report) -> Report:
    """The report once every plugin has looked at a copy of it; one that fails at that is an error
    in it."""
    failures = []
    for plugin, look in loaded.observers:
        seen = copy(report)
        try:
            with contained():
                look(seen)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            message = f"The plugin {plugin} raised {raised(error)} when it looked at the report."
            failures.append(RuleFailure(None, None, plugin, "report", message))
    return evolve(report, errors=(*report.errors, *failures)) if failures else report

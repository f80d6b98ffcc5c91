"""The one use case: check a bundle. The command, the library and any other tool call this."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from .artifacts.bundle import LoadedBundle
from .artifacts.fields import FieldInfo, item_fields
from .artifacts.kinds import KindInfo
from .artifacts.vocabulary import CalendarMark
from .comparing.baseline import baseline_of, change_of, differences, failing
from .core.blanks import Mark, Problem, Severity
from .core.errors import RulesetError, UsageError
from .core.isolation import Isolation
from .core.limits import Ruleset, Waiver
from .core.outcome import Level, Outcome, Reason, roll_up
from .core.places import Place
from .core.synonyms import vocabulary_name
from .core.text import clipped, did_you_mean, listing
from .core.version import BUILTIN, __version__
from .core.years import SchoolYear
from .engine.judge import Judge, Judged
from .engine.needs import Review
from .engine.rules import Rule
from .findings.finding import (
    Accounting,
    Cause,
    Finding,
    KeyPractice,
    NotApplicable,
    RuleFailure,
    UnusedEvidence,
    WaiverFile,
    WaiverState,
)
from .findings.report import Report
from .framework import framework
from .plugins.host import Loaded, load_plugins
from .reading.bundles.bundle import Bundle
from .reading.load import load
from .reading.mappings.shipped_mappings import Mappings
from .rulesets.ruleset_files import Names, load_ruleset, load_waivers
from .support.error_text import raised
from .support.streams import contained

if TYPE_CHECKING:
    from .isolation import Apart

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
        _known_criteria(baseline, loaded)
    report = read(
        loaded,
        bundle,
        ruleset=ruleset,
        select=select,
        ignore=ignore,
        waivers=waivers,
        isolate=isolate,
    ).report(as_of)
    return _shown_to(loaded, report if baseline is None else _compared(report, baseline))


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
    with contained(loaded.has_plugins):
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
            from .isolation import Apart  # which takes a moment to import

            limits = Isolation() if isolate is True else isolate
            apart = Apart.of(loaded, held, str(ruleset), limits)
        artifacts = load(held, loaded.kinds, rules.words, loaded.readers, Mappings(loaded.mappings))
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
        with contained(self.loaded.has_plugins):
            review, notes = _review(self.artifacts, as_of)
            if school_year is not None:
                review = Review(review.as_of, school_year)
            judge = Judge(self.artifacts, self.ruleset, review, self.loaded.kinds, framework().id)
            elsewhere = self.apart.judged(self.chosen, self.artifacts, judge) if self.apart else {}
            report = _report(
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


def names_of(loaded: Loaded) -> Names:
    """What a ruleset may speak of, given the plugins of a run."""
    elements: dict[str, frozenset[str]] = {}
    up_to = [frozenset(low.value for low in Level if low.rank <= top.rank) for top in Level]
    for element in loaded.elements.values():
        ranks = [kind.family.level.rank for kind in element.kinds if kind.family.level]
        elements[element.id] = up_to[max(ranks, default=0)]
    for group in loaded.groups:
        elements.setdefault(group, frozenset())
    return Names(
        loaded.limits,
        loaded.criteria,
        elements,
        vocabularies_of(loaded.kinds.values()),
        folders=loaded.folders,
        complete=not loaded.failures,
    )


def vocabularies_of(kinds: Iterable[KindInfo]) -> dict[str, type[StrEnum]]:
    """The vocabularies that the fields of these kinds and calendar feeds use, by the name a
    ruleset gives them."""
    found: dict[str, type[StrEnum]] = {vocabulary_name(CalendarMark): CalendarMark}

    def look(fields: Iterable[FieldInfo]) -> None:
        for info in fields:
            item = info.item
            if isinstance(item, type) and issubclass(item, StrEnum):
                found[vocabulary_name(item)] = item
            elif isinstance(item, type) and hasattr(item, "__attrs_attrs__"):
                look(item_fields(item).values())

    for kind in kinds:
        look(kind.fields.values())
    return found


def selection(
    loaded: Loaded, ruleset: Ruleset, select: str | Sequence[str], ignore: str | Sequence[str]
) -> tuple[str, ...]:
    """The criteria to judge, in the order of the framework.

    Raises UsageError for an id or prefix that fits no criterion, and where nothing is left.
    """
    select = (select,) if isinstance(select, str) else tuple(select)
    ignore = (ignore,) if isinstance(ignore, str) else tuple(ignore)
    known = _prefixes(loaded.criteria)
    for name in (*select, *ignore, *ruleset.select):
        if name not in known:
            raise UsageError(
                f"{clipped(name, 60)!r} is no criterion and no part of one's id."
                f"{did_you_mean(name, known)} `lever5 criteria` lists them."
            )
    switched = {target for target, one in ruleset.switches.items() if not one.enabled}
    offered = [
        name
        for name in loaded.criteria
        if name not in switched and _offers(ruleset, loaded, name, asked=_in(name, select))
    ]
    wanted = [name for name in offered if not select or _in(name, select)]
    chosen = [name for name in wanted if not _in(name, ignore)]
    if not chosen:
        reason = "the ruleset does not switch on any of them" if not wanted else "all are ignored"
        asked = ", ".join(select) or "the ruleset"
        raise UsageError(f"Nothing is left to check of {clipped(asked, 80)}: {reason}.")
    for name in chosen:
        rule = loaded.rules.get(name)
        if lacking := _limits_lacking(ruleset, loaded, name):
            raise RulesetError(
                f"The ruleset {ruleset.name} gives no {listing(lacking)}, which {name} needs. Give "
                f'it under [limits."{lacking[0]}"], or extend a ruleset that does.'
            )
        if rule and not any(_required(ruleset, one.id, one.advisory) for one in rule[0].elements):
            raise RulesetError(
                f"The ruleset {ruleset.name} switches off every required element of {name}, or "
                "makes it advice, so that nothing would be judged; switch the criterion off "
                f'instead: [criteria."{name}"] enabled = false.'
            )
    return tuple(chosen)


def _required(ruleset: Ruleset, element: str, advisory: bool) -> bool:
    """Whether a ruleset has the outcome of an element count. `advisory`: it is advice by itself."""
    switch = ruleset.switches.get(element)
    if switch is None:
        return not advisory
    return switch.enabled and not (advisory if switch.advisory is None else switch.advisory)


def _offers(ruleset: Ruleset, loaded: Loaded, name: str, *, asked: bool) -> bool:
    """Whether a ruleset switches a criterion on. A plugin's own one is on where the ruleset
    gives its limits, and where it is asked for."""
    if ":" in name:
        return asked or not _limits_lacking(ruleset, loaded, name)
    return not ruleset.select or _in(name, ruleset.select)


def _limits_lacking(ruleset: Ruleset, loaded: Loaded, name: str) -> list[str]:
    if name not in loaded.rules:
        return []
    limits = {limit for element in loaded.rules[name][0].elements for limit in element.limits}
    return sorted(limits - ruleset.limits.keys())


def _prefixes(criteria: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for name in criteria:
        found.add(name)
        for place, character in enumerate(name):
            if character in ".-:":
                found.add(name[:place])
    return frozenset(found)


def _in(name: str, prefixes: Iterable[str]) -> bool:
    return any(
        name == prefix or (name.startswith(prefix) and name[len(prefix)] in ".-:")
        for prefix in prefixes
    )


def _review(artifacts: LoadedBundle, as_of: date | None) -> tuple[Review, tuple[Problem, ...]]:
    profile = artifacts.profile
    stated = getattr(profile, "as_of", None)
    day = as_of or (stated if isinstance(stated, date) else None) or date.today()
    year = getattr(profile, "school_year", None)
    if isinstance(year, str):
        try:
            return Review(day, SchoolYear.parse(year)), ()
        except UsageError as error:
            note = f"{error} The school year of {day} is reviewed."
    else:
        note = f"No school_year is given in district.toml; the school year of {day} is reviewed."
    problem = Problem(Severity.ERROR, "district.toml", None, note)
    return Review(day, SchoolYear.containing(day)), (problem,)


def _report(
    loaded: Loaded,
    ruleset: Ruleset,
    chosen: tuple[str, ...],
    artifacts: LoadedBundle,
    judge: Judge,
    notes: tuple[Problem, ...],
    elsewhere: Mapping[str, Judged],
) -> Report:
    findings: list[Finding] = []
    inapplicable: list[NotApplicable] = []
    errors = [one for one in loaded.failures if one.criterion is None]
    failed = {one.criterion: one for one in reversed(loaded.failures) if one.criterion}
    judged: list[Judged] = []
    used: dict[int, str] = {}
    for name in chosen:
        known = loaded.rules.get(name)
        if known is None or name in failed:
            message = f"No rule for {name} is installed, so it was not judged."
            errors.append(failed.get(name) or RuleFailure(name, None, "", "load", message))
            continue
        rule, plugin = known
        one = elsewhere.get(name) or judge.judge(rule, plugin)
        artifacts.papers.open(one.opened)
        judged.append(one)
        if one.failures:
            errors.append(_merged(one))
        elif one.outcome is None:
            inapplicable.append(NotApplicable(name, _why_not(one)))
        else:
            finding = _finding(loaded, rule, plugin, one, one.outcome)
            findings.append(_waived(finding, ruleset, judge.review, used))
    profile = artifacts.profile
    states = _waiver_states(ruleset, judge.review, used)
    return Report(
        tool_version=__version__,
        framework=f"{framework().id} Lever {framework().lever}, {framework().version}",
        district_id=_text(profile, "district_id"),
        district_name=_text(profile, "name"),
        school_year=judge.review.school_year,
        as_of=judge.review.as_of,
        ruleset=ruleset.name,
        ruleset_version=ruleset.version,
        ruleset_sha256=ruleset.sha256,
        bundle_sha256=artifacts.sha256,
        files=artifacts.papers.listed(artifacts.files),
        plugins=tuple(loaded.plugins.values()),
        selected=chosen,
        not_selected=tuple(name for name in loaded.criteria if name not in chosen),
        accounting=_accounting(chosen, findings, inapplicable, errors),
        key_practices=_key_practices(loaded, chosen, findings, errors),
        findings=tuple(findings),
        not_applicable=tuple(inapplicable),
        errors=tuple(errors),
        causes=_causes(findings, errors, artifacts.unread),
        unused_evidence=_unused(artifacts, judged, judge),
        not_counted=judge.rows_not_counted(
            kind.name for one in judged for element in one.rule.elements for kind in element.kinds
        ),
        problems=(*notes, *artifacts.problems, *artifacts.papers.problems),
        waivers=states,
    )


def _merged(one: Judged) -> RuleFailure:
    """One error for a criterion, with every element that failed and those that were judged."""
    first = one.failures[0]
    message = " ".join(failure.message for failure in one.failures)
    return evolve(first, message=message, elements=one.elements)


def _why_not(one: Judged) -> str:
    required = {element.id for element in one.rule.elements if not element.advisory}
    reasons = [each.reason for each in one.not_applicable if each.id in required]
    return reasons[0] if reasons else "No required element applies."


def _finding(loaded: Loaded, rule: Rule, plugin: str, one: Judged, outcome: Outcome) -> Finding:
    criterion = loaded.criteria[rule.criterion]
    return Finding(
        criterion=criterion.id,
        key_practice=criterion.key_practice,
        title=criterion.title,
        requirement=criterion.requirement,
        outcome=outcome,
        judges=rule.judges,
        not_judged=rule.not_judged,
        plugin=plugin,
        plugin_version=loaded.plugins[plugin].version,
        elements=one.elements,
        elements_not_applicable=one.not_applicable,
        elements_off=one.off,
    )


def _waived(finding: Finding, ruleset: Ruleset, review: Review, used: dict[int, str]) -> Finding:
    """The finding with the waiver that covers it, if one does; its outcome stays."""
    short = failing(finding)
    if not short:
        return finding
    covering: list[Waiver] = []
    for element in short:
        for place, waiver in enumerate(ruleset.waivers):
            if waiver.target in (finding.criterion, element.id) and waiver.in_force(review.as_of):
                used[place] = finding.criterion
                covering.append(waiver)
                break
    return evolve(finding, waiver=covering[0]) if len(covering) == len(short) else finding


def _waiver_states(
    ruleset: Ruleset, review: Review, used: Mapping[int, str]
) -> tuple[WaiverState, ...]:
    states = []
    for place, waiver in enumerate(ruleset.waivers):
        state = "applied" if place in used else "unused"
        if not waiver.in_force(review.as_of):
            state = "expired"
        states.append(WaiverState(waiver, state))
    return tuple(states)


def _known_criteria(baseline: Report, loaded: Loaded) -> None:
    for finding in baseline.findings:
        name = finding.criterion
        if name not in loaded.criteria:
            hint = did_you_mean(name, loaded.criteria)
            if finding.plugin != BUILTIN and not hint:
                hint = (
                    f" It was judged by the plugin {clipped(finding.plugin, 60)}: install that, or "
                    "name its folder."
                )
            raise UsageError(
                f"The baseline speaks of {clipped(name, 60)!r}, which is no criterion here.{hint}"
            )


def _compared(report: Report, baseline: Report) -> Report:
    """The report with what changed since the baseline, and what is odd about that."""
    before = {one.criterion: one for one in baseline.findings}
    return evolve(
        report,
        findings=tuple(
            evolve(one, change=change_of(one, before.get(one.criterion))) for one in report.findings
        ),
        problems=(*differences(baseline, report), *report.problems),
        baseline=baseline_of(baseline),
    )


def _accounting(
    chosen: tuple[str, ...],
    findings: list[Finding],
    inapplicable: list[NotApplicable],
    errors: list[RuleFailure],
) -> Accounting:
    outcomes = [one.outcome for one in findings]
    return Accounting(
        selected=len(chosen),
        passed=outcomes.count(Outcome.PASS),
        gap=outcomes.count(Outcome.GAP),
        missing_evidence=outcomes.count(Outcome.MISSING),
        not_applicable=len(inapplicable),
        error=sum(1 for one in errors if one.criterion is not None),
        waived=sum(1 for one in findings if one.waiver is not None),
    )


def _key_practices(
    loaded: Loaded,
    chosen: tuple[str, ...],
    findings: list[Finding],
    errors: list[RuleFailure],
) -> tuple[KeyPractice, ...]:
    broken = {one.criterion for one in errors}
    practices = []
    for practice in loaded.practices.values():
        members = [one.id for one in loaded.criteria.values() if one.key_practice == practice.id]
        mine = [name for name in members if name in chosen]
        if mine:
            outcomes = [one.outcome for one in findings if one.criterion in mine]
            partial = len(mine) < len(members) or any(name in broken for name in mine)
            practices.append(
                KeyPractice(
                    practice.id,
                    practice.title,
                    roll_up(outcomes),
                    partial,
                    len(mine),
                    len(members),
                )
            )
    return tuple(practices)


def _causes(
    findings: list[Finding], errors: list[RuleFailure], unread: Iterable[Problem]
) -> tuple[Cause, ...]:
    """What kept elements from being judged, each thing once, that with most elements first.

    On top stands what could not be read and may hold anything: nobody knows for which elements.
    """
    causes: dict[tuple[str | None, Place | None, str], dict[str, None]] = {}
    elements = [one for finding in findings for one in finding.elements]
    elements += [one for error in errors for one in error.elements]
    for element in elements:
        for one in element.alternatives or (element,):
            if one.outcome is not Outcome.MISSING:
                continue
            for problem in one.problems:
                key = (problem.file, problem.place, problem.message)
                causes.setdefault(key, {})[element.id] = None
            absent = one.reason in (Reason.NO_ARTIFACT, Reason.NO_DENOMINATOR)
            if absent and one.kind and not one.problems and not one.scope:
                causes.setdefault((None, None, one.message), {})[element.id] = None
    found = [Cause(*key, tuple(ids)) for key, ids in causes.items()]
    found.sort(key=lambda one: (-len(one.elements), one.file or "", one.problem))
    return (*(Cause(one.file, one.place, one.message, ()) for one in unread), *found)


def _unused(
    artifacts: LoadedBundle, judged: list[Judged], judge: Judge
) -> tuple[UnusedEvidence, ...]:
    """Files and columns that no element read, and rows and documents that do not count."""
    read = {kind for one in judged for kind in one.read} | {"district_profile"}
    columns = {column for one in judged for column in one.columns}
    unused = []
    for file in artifacts.papers.listed(artifacts.files):
        if file.status == "uncited":
            unused.append(UnusedEvidence(file.path, "No artifact cites it."))
        elif file.status == "unknown":
            why = "It is no artifact that is known here; its name or kind says nothing."
            unused.append(UnusedEvidence(file.path, why))
        elif file.status == "read" and file.kind is not None and file.kind not in read:
            unused.append(UnusedEvidence(file.path, f"No selected element read {file.kind}."))
    for table in artifacts.tables.values():
        if table.kind.name not in read or not table.parts:
            continue
        never = [
            name
            for name, column in table.columns.items()
            if (table.kind.name, name) not in columns
            and name not in _by_which_rows_count(table.kind)
            and any(value is not None and not isinstance(value, Mark) for value in column.values)
        ]
        if never:
            why = f"Columns that no selected element read: {', '.join(never)}."
            unused.append(UnusedEvidence(table.parts[0].source.path, why))
    unused += [UnusedEvidence(file, why) for file, why in judge.not_counted()]
    return tuple(sorted(unused, key=lambda one: (one.file, one.why)))


def _by_which_rows_count(kind: KindInfo) -> frozenset[str]:
    """The columns by which it is told which rows of a table count, before an element reads any."""
    people = (name for name, info in kind.fields.items() if info.refers_to == "staff")
    by = (kind.dated_by, kind.year_by, *kind.counting.columns, *people)
    ids = (name for name, info in kind.fields.items() if info.unique)
    return frozenset(name for name in (*by, *ids) if name)


def _text(profile: Any, name: str) -> str:
    value = getattr(profile, name, None)
    return value if isinstance(value, str) else ""

"""The conformance check as a whole."""

from collections.abc import Iterator

from attrs import fields, frozen

from lever5_rules.core.text import counted, listing
from lever5_rules.core.values import by_value
from lever5_rules.core.version import BUILTIN
from lever5_rules.engine.rules import Rule
from lever5_rules.plugins.hooks import PROJECT, Hooks
from lever5_rules.plugins.loaded import Additions
from lever5_rules.testing.sample import SAMPLE
from lever5_rules.testing.with_plugins import sample_with

from . import forms, names, outcomes, parameters, remedies, source, watch, words
from .concerns import Concern, Topic, first_of_each
from .subject import NotLoaded, Subject, subject_of

HOOKS = tuple(name for name in vars(Hooks) if name.startswith(f"{PROJECT}_"))
_LISTS = {
    f"{PROJECT}_criteria": ("criteria", "replaces", "extends"),
    f"{PROJECT}_kinds": ("kinds",),
    f"{PROJECT}_rulesets": ("rulesets",),
    f"{PROJECT}_mappings": ("mappings",),
    f"{PROJECT}_readers": ("readers",),
    f"{PROJECT}_reporters": ("reporters",),
}
"""What each hook brings."""
UNSEEN = (
    "what a rule does on evidence that the kit does not make",
    "clock and chance behind compiled code, or behind names that are made while it runs",
    "date.today() and the like where the source does not say so",
    "files and connections that the code of another library opens when it is imported",
    "whether a requirement is wise, a figure right, or a source true",
)
"""What the check cannot detect."""


@by_value("origin", "concerns", "complete")
@frozen(eq=False, repr=False, slots=False)
class Conformance:
    """The result of checking a plugin: `facts` say what was examined, `concerns` what to fix.

    `complete` is False if the plugin could not be loaded or a rule raised an exception. `unseen`
    lists what no such check can detect.
    """

    origin: str
    facts: tuple[str, ...]
    concerns: tuple[Concern, ...]
    complete: bool
    unseen: tuple[str, ...] = UNSEEN


def conform(target: str, *, attacked: bool = True, watched: bool = True) -> Conformance:
    """Check a plugin: a path (folder of a distribution, file, folder of files) or an installed
    name.

    `attacked=False` skips the attack; `watched=False` skips the separate processes that observe the
    plugin, which take most of the time. Raises UsageError if there is no plugin.
    """
    if watched and target != BUILTIN and (endless := watch.endless_import(target)):
        return Conformance(target, (), (endless,), False)
    try:
        subject = subject_of(target)
    except NotLoaded as error:
        concern = Concern(
            Topic.LOADING, target, str(error), remedies.remedy_for(str(error), remedies.LOADING)
        )
        return Conformance(target, (), (concern,), False)
    if subject.loaded.failures:
        failures = tuple(
            Concern(
                Topic.LOADING,
                subject.origin,
                failure.message,
                remedies.remedy_for(failure.message, remedies.LOADING),
            )
            for failure in subject.loaded.failures
        )
        return Conformance(subject.origin, (), failures, False)
    rules = own_rules(subject)
    concerns = list(_of_declarations(subject, rules))
    unoffered = list(names.of_kinds(subject, rules))
    concerns += unoffered
    ruleset = outcomes.ruleset_for(subject.loaded, rules)
    record = outcomes.Shown()
    if rules and ruleset is not None and not unoffered:
        try:
            district = sample_with(*subject.plugins) if subject.plugins else SAMPLE
            watching = watch.watch(target, rules) if watched else watch.Watching()
            concerns += watching.concerns
            if watching.ended:
                record.raised = True  # a plugin that exits its process would end this one too
            else:
                record = outcomes.shown_outcomes(subject, rules, district, ruleset, attacked)
        except Exception as error:
            record.tell(
                "lever5_sample",
                f"What it gives cannot be judged ({type(error).__name__}: {error}).",
                "Give {'add': {kind: [rows or documents]}, 'gaps': {element: {kind: fields}}}.",
            )
    concerns += record.concerns
    concerns += words.of_messages(record.answers)
    facts = tuple(_facts(subject, rules, ruleset))
    return Conformance(subject.origin, facts, first_of_each(concerns), not record.raised)


def own_rules(subject: Subject) -> list[Rule]:
    """Return the rules that the plugin itself provides."""
    rules = subject.loaded.rules.values()
    return [rule for rule, plugin in rules if plugin in subject.names]


def _of_declarations(subject: Subject, rules: list[Rule]) -> Iterator[Concern]:
    loaded = subject.loaded
    yield from names.of_names(subject)
    yield from names.of_rulesets(subject, rules)
    yield from names.of_mappings(subject)
    for rule in rules:
        yield from words.of_rule(rule)
        if subject.plugins:
            yield from parameters.of_parameters(rule)
            yield from parameters.of_columns(rule)
    for plugin in subject.names:
        for kind in loaded.additions[plugin].kinds:
            yield from words.of_kind(loaded.kinds[kind])
    yield from source.of_source(subject.files, built_in=not subject.plugins)
    if subject.plugins:
        yield from _of_offers(subject)
        yield from forms.of_readers(subject)
        yield from forms.of_formats(subject, SAMPLE)


def _of_offers(subject: Subject) -> Iterator[Concern]:
    """Check that each plugin provides anything at all."""
    for plugin in subject.plugins:
        additions = subject.loaded.additions.get(plugin.__name__)
        if additions is None or not _offers(additions):
            yield Concern(
                Topic.LOADING,
                plugin.__name__,
                "It offers nothing: no rule, kind, ruleset, reader, mapping or format.",
                f"Return something from one of {listing(HOOKS, most=len(HOOKS))}, marked with "
                "@hookimpl; `lever5 plugins new NAME` makes a plugin to begin with.",
            )
            continue
        for hook, what in _LISTS.items():
            if hasattr(plugin, hook) and not any(getattr(additions, name) for name in what):
                yield Concern(
                    Topic.LOADING,
                    f"{plugin.__name__}, {hook}",
                    "It returns nothing, so that nothing is brought by it.",
                    "Return what it is to bring, or remove the hook.",
                )


def _offers(additions: Additions) -> bool:
    names = (attribute.name for attribute in fields(Additions) if attribute.name != "origin")
    return any(getattr(additions, name) for name in names)


def _facts(subject: Subject, rules: list[Rule], ruleset: str | None) -> Iterator[str]:
    elements = sum(len(rule.elements) for rule in rules)
    if rules:
        by = f"judged by the ruleset {ruleset}" if ruleset else "not judged for lack of a ruleset"
        yield (
            f"{counted(len(rules), 'criterion', 'criteria')} with "
            f"{counted(elements, 'element')}, {by}"
        )
    for plugin in subject.names:
        adds = subject.loaded.additions[plugin]
        if adds.replaces:
            yield f"replaces the built-in rules {listing(adds.replaces, most=20)}"
        if adds.extends:
            yield f"extends the built-in rules {listing(adds.extends, most=20)}"
        for what, added in (
            ("kinds", adds.kinds),
            ("rulesets", adds.rulesets),
            ("mappings", adds.mappings),
            ("readers", adds.readers),
            ("formats", adds.reporters),
        ):
            if added:
                yield f"{what}: {listing(added)}"
    yield f"{counted(len(subject.files), 'file')} of source looked through"

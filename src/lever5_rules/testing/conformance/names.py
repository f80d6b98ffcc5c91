"""Checks of a plugin's names and sources: ids under its own prefix, limits with a source."""

import re
from collections.abc import Iterator

from lever5_rules.checking import names_of
from lever5_rules.core.errors import RulesetError
from lever5_rules.core.lexicon import without_value
from lever5_rules.core.synonyms import NO_WORDS
from lever5_rules.core.text import did_you_mean, listing
from lever5_rules.engine.rules import Rule
from lever5_rules.framework import RESERVED
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.mappings.mapping_files import parsed
from lever5_rules.reading.mappings.shipped_mappings import Mappings
from lever5_rules.ruleset.ruleset_files import load_ruleset

from .concerns import Concern, Topic
from .subject import Subject

_WORD = re.compile(r"[a-z][a-z0-9_]*")
FEWEST_WORDS = 2


def of_names(subject: Subject) -> Iterator[Concern]:
    """Check that criteria share a prefix, elements are words, and limits have the prefix."""
    for plugin in subject.names if subject.plugins else ():
        rules = subject.loaded.rules.values()
        yield from _of_plugin(subject, [rule for rule, owner in rules if owner == plugin])


def _of_plugin(subject: Subject, rules: list[Rule]) -> Iterator[Concern]:
    prefixes = sorted({rule.criterion.partition(":")[0] for rule in rules if ":" in rule.criterion})
    if len(prefixes) > 1:
        yield _name(
            listing(prefixes), "Its criteria have several prefixes.", "Choose one for the plugin."
        )
    for prefix in RESERVED.intersection(prefixes):
        yield _name(
            prefix, "This prefix speaks for the framework.", "Take the district's, as in maple-isd."
        )
    ours = load_plugins(entry_points=False)
    ours_by_prefix = {limit.partition(".")[0] for limit in ours.limits}
    allowed = prefixes or [subject.short]
    for rule in rules:
        for element in rule.elements:
            if _WORD.fullmatch(element.name) is None:
                yield _name(element.id, "An element is named in snake_case.", "Name it so.")
            for limit in element.limits.keys() - ours.limits.keys():
                if limit.partition(".")[0] in ours_by_prefix:
                    continue  # of_rulesets tells that no ruleset gives it, and the nearest one
                if limit.partition(".")[0] not in allowed:
                    yield _name(
                        f"limit {limit}",
                        "It does not begin with the plugin's own prefix.",
                        f"Name it {allowed[0]}.{limit.rpartition('.')[2]}.",
                    )


def of_kinds(subject: Subject, rules: list[Rule]) -> Iterator[Concern]:
    """Check that some plugin provides every kind that the rules need."""
    for rule in rules:
        for element in rule.elements:
            for kind in element.kinds:
                if subject.loaded.kinds.get(kind.name) is not kind:
                    yield _name(
                        element.id,
                        f"It asks for {kind.name}, a kind that nobody provides.",
                        f"Return the class {kind.cls.__name__} from the hook lever5_kinds.",
                    )


def of_rulesets(subject: Subject, rules: list[Rule]) -> Iterator[Concern]:
    """Check that rulesets contain only known names, set what the rules need, and give sources.

    What a rejected ruleset would have set is not reported in addition.
    """
    loaded = subject.loaded
    names = names_of(loaded)
    limits_given: set[str] = set()
    adds = [loaded.additions[name] for name in subject.names if name in loaded.additions]
    ruleset_names = [name for add in adds for name in add.rulesets]
    refused = False
    for name in dict.fromkeys([*ruleset_names, "default"]):
        try:
            ruleset = load_ruleset(loaded.rulesets[name], loaded.rulesets, names)
        except RulesetError as error:
            yield Concern(Topic.RULESETS, name, str(error), "Mend it; it is refused before a run.")
            refused = True
            continue
        limits_given |= ruleset.limits.keys()
        if name not in ruleset_names:
            continue
        for ruleset_limit in ruleset.limits.values():
            vague = len(ruleset_limit.source.split()) < FEWEST_WORDS
            if ruleset_limit.ruleset == ruleset.name and (
                vague or without_value(ruleset_limit.source) is not None
            ):
                yield Concern(
                    Topic.RULESETS,
                    f"{name}, limit {ruleset_limit.name}",
                    f"Its source is {ruleset_limit.source!r}.",
                    "Say whose figure it is: the document, its date, the page or section.",
                )
    for rule in () if refused else rules:
        for element in rule.elements:
            for limit in sorted(element.limits.keys() - limits_given):
                yield Concern(
                    Topic.RULESETS,
                    element.id,
                    f"No ruleset gives the limit {limit}.{did_you_mean(limit, limits_given)}",
                    f'Give it under [limits."{limit}"] in a ruleset of the plugin.',
                )


def of_mappings(subject: Subject) -> Iterator[Concern]:
    """Check that its mappings of exports are usable."""
    loaded = subject.loaded
    mappings = Mappings(loaded.mappings)
    for plugin in subject.names:
        adds = loaded.additions.get(plugin)
        for name in adds.mappings if adds else ():
            try:
                _, faults = parsed(name, mappings.data(name), loaded.kinds, NO_WORDS, mappings)
                messages = [fault for _, fault in faults]
            except Exception as error:
                messages = [str(error)]
            for fault in messages:
                yield Concern(
                    Topic.NAMES, f"mapping {name}", fault[0].upper() + fault[1:], "Mend the file."
                )


def _name(where: str, message: str, remedy: str) -> Concern:
    return Concern(Topic.NAMES, where, message, remedy)

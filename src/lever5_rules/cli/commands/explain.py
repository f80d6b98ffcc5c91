"""`lever5 explain ID`: one criterion in full."""

import click

from lever5_rules.artifacts.fields import type_in_words
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.checking import DEFAULT_RULESET
from lever5_rules.cli.shared import (
    limit_words,
    loaded_rules,
    plugin_folders,
    ruleset_of,
    say,
)
from lever5_rules.core.errors import UsageError
from lever5_rules.core.limits import Ruleset
from lever5_rules.core.text import clipped, did_you_mean
from lever5_rules.engine.needs import type_of_limit
from lever5_rules.engine.rules import Element


@click.command(name="explain")
@click.argument("criterion", metavar="ID")
@plugin_folders
@click.option(
    "--ruleset",
    default=DEFAULT_RULESET,
    metavar="NAME|PATH",
    show_default=True,
    help="Whose limits to show.",
)
def command(criterion: str, folders: tuple[str, ...], ruleset: str) -> int:
    """Explain criterion ID, such as 5.2.4-3: what it asks, reads and takes to pass."""
    loaded = loaded_rules(folders)
    criterion, _, wanted = criterion.removeprefix("EDF-").partition("/")
    known = loaded.criteria.get(criterion)
    if known is None:
        raise UsageError(
            f"There is no criterion {clipped(criterion, 60)!r}."
            f"{did_you_mean(criterion, loaded.criteria)} `lever5 criteria` lists them."
        )
    practice = loaded.practices[known.key_practice]
    say(f"{known.id}  {known.title}")
    say(f"Key practice {practice.id}, {practice.title}")
    click.echo()
    say(known.requirement)
    for part, text in known.parts:
        say(f"{part}  {text}", indent=2, hanging=4)
    if criterion not in loaded.rules:
        click.echo()
        say("No rule for it is loaded, so it is not judged.")
        return 0
    rule, plugin = loaded.rules[criterion]
    rules = ruleset_of(loaded, ruleset)
    click.echo()
    say(f"Judged: {rule.judges.value}, by {plugin}. Left to a reader: {rule.not_judged}.")
    elements = [one for one in rule.elements if not wanted or wanted in (one.name, one.group)]
    if not elements:
        names = [one.name for one in rule.elements]
        raise UsageError(f"{criterion} has no element {wanted!r}.{did_you_mean(wanted, names)}")
    for element in elements:
        _element(element, rules, rule.groups)
    click.echo()
    say("What it reads")
    kinds: dict[str, KindInfo] = {}
    for element in elements:
        kinds.update({kind.name: kind for kind in element.kinds})
    for kind in kinds.values():
        _kind(kind)
    return 0


def _element(element: Element, ruleset: Ruleset, groups: dict[str, str]) -> None:
    switch = ruleset.switches.get(element.id)
    advisory = element.advisory if switch is None or switch.advisory is None else switch.advisory
    notes = [f"needs {ruleset.level_for(element.id, element.level).value} evidence"]
    if advisory:
        notes.append("advisory, never changes the outcome")
    if switch is not None and not switch.enabled:
        notes.append(f"switched off: {switch.reason}")
    if element.part:
        notes.append(f"listed element {element.part}")
    if element.group:
        notes.append(f"one of several, any of which is enough: {groups[element.group]}")
    click.echo()
    say(f"{element.id}  ({'; '.join(notes)})", hanging=2)
    say(f"To pass: {element.requirement}", indent=2, hanging=2)
    if element.reader:
        say(f"Left to a reader: {element.reader}.", indent=2, hanging=2)
    say(f"Reads: {', '.join(kind.name for kind in element.kinds)}", indent=2, hanging=2)
    for name, declared in element.limits.items():
        known = ruleset.limits.get(name)
        words = limit_words(known) if known else f"not given by the ruleset {ruleset.name}"
        say(f"Limit {name}, a {type_of_limit(declared)}: {words}", indent=2, hanging=2)


def _kind(kind: KindInfo) -> None:
    level = kind.family.level
    proof = f"up to {level.value} evidence" if level else "says what to look at, proves nothing"
    click.echo()
    say(
        f"{kind.name} ({kind.usual_file}), usually held by: {kind.office}; {proof}",
        indent=2,
        hanging=2,
    )
    for field in kind.fields.values():
        unit = f", {field.unit}" if field.unit else ""
        blank = ", may be blank" if field.optional else ""
        say(
            f"{field.name}: {field.meaning} ({type_in_words(field)}{unit}{blank})",
            indent=4,
            hanging=4,
        )

"""`lever5 explain ID`: one criterion in full."""

import click

from lever5_rules.cli.shared import checker_of, limit_words, plugin_folders, ruleset_option, say
from lever5_rules.library.explanation import ExplainedElement, ExplainedKind
from lever5_rules.library.words import meanings_of


@click.command(name="explain")
@click.argument("criterion", metavar="ID")
@plugin_folders
@ruleset_option("Whose limits to show.")
def command(criterion: str, folders: tuple[str, ...], ruleset: str) -> int:
    """Explain criterion ID, such as 5.2.4-3: what it asks, reads and takes to pass; or a word of
    the lists that evidence is written with, such as co_planning."""
    checker = checker_of(folders)
    meanings = () if "." in criterion else meanings_of(checker, criterion)
    for meaning in meanings:
        say(f"{meaning.word}, a word of {meaning.vocabulary}: {meaning.gloss}", hanging=2)
        say(f"Stands in: {', '.join(meaning.places)}", indent=2, hanging=2)
    if meanings:
        return 0
    explanation = checker.explain(criterion, ruleset)
    say(f"{explanation.criterion}  {explanation.title}")
    say(f"Key practice {explanation.key_practice}, {explanation.key_practice_title}")
    click.echo()
    say(explanation.requirement)
    for part, text in explanation.parts:
        say(f"{part}  {text}", indent=2, hanging=4)
    click.echo()
    if explanation.judges is None:
        say("No rule for it is loaded, so it is not judged.")
        return 0
    say(
        f"Judged: {explanation.judges.value}, by {explanation.plugin}. "
        f"Left to a reader: {explanation.not_judged}."
    )
    for element in explanation.elements:
        _element(element, explanation.ruleset)
    click.echo()
    say("What it reads")
    for kind in explanation.kinds:
        _kind(kind)
    return 0


def _element(element: ExplainedElement, ruleset: str) -> None:
    notes = [f"needs {element.level.value} evidence"]
    if element.advisory:
        notes.append("advisory, never changes the outcome")
    if element.switched_off is not None:
        notes.append(f"switched off: {element.switched_off}")
    if element.part:
        notes.append(f"listed element {element.part}")
    if element.any_of:
        notes.append(f"one of several, any of which is enough: {element.any_of}")
    click.echo()
    say(f"{element.id}  ({'; '.join(notes)})", hanging=2)
    say(f"To pass: {element.requirement}", indent=2, hanging=2)
    if element.left_to_reader:
        say(f"Left to a reader: {element.left_to_reader}.", indent=2, hanging=2)
    say(f"Reads: {', '.join(element.reads)}", indent=2, hanging=2)
    for explained_limit in element.limits:
        words = (
            limit_words(explained_limit.limit)
            if explained_limit.limit
            else f"not given by the ruleset {ruleset}"
        )
        say(f"Limit {explained_limit.name}, a {explained_limit.type}: {words}", indent=2, hanging=2)


def _kind(kind: ExplainedKind) -> None:
    level = kind.level
    proof = f"up to {level.value} evidence" if level else "says what to look at, proves nothing"
    click.echo()
    say(f"{kind.name} ({kind.file}), usually held by: {kind.office}; {proof}", indent=2, hanging=2)
    for field in kind.fields:
        unit = f", {field.unit}" if field.unit else ""
        blank = ", may be blank" if field.optional else ""
        say(f"{field.name}: {field.meaning} ({field.type}{unit}{blank})", indent=4, hanging=4)

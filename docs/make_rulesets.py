"""Writes the tables of docs/rulesets.md: every limit of the rulesets that are shipped.

    python docs/make_rulesets.py

CI fails where the page is stale.
"""

from collections.abc import Iterator
from itertools import groupby

from generated import cell, code, rewrite

from lever5_rules.checking import names_of
from lever5_rules.core.lexicon import GROUPS
from lever5_rules.core.limits import Limit, Ruleset
from lever5_rules.core.text import shown
from lever5_rules.plugins.host import load_plugins
from lever5_rules.ruleset.ruleset_files import load_ruleset


def main() -> None:
    loaded = load_plugins((), entry_points=False)
    names = names_of(loaded)
    every = [load_ruleset(name, loaded.rulesets, names) for name in loaded.rulesets]
    base = next(ruleset for ruleset in every if not ruleset.lineage[1:])
    others = [ruleset for ruleset in every if ruleset is not base]
    readers: dict[str, list[str]] = {}
    for rule, _ in loaded.rules.values():
        for element in rule.elements:
            for limit in element.limits:
                readers.setdefault(limit, []).append(rule.criterion)
    rewrite("rulesets.md", "make_rulesets.py", page(base, others, readers))


def page(base: Ruleset, others: list[Ruleset], readers: dict[str, list[str]]) -> Iterator[str]:
    limits = sorted(base.limits.values(), key=lambda each_limit: each_limit.name)
    yield f"{len(limits)} limits. Where `starter` or `exemplar` does not stand, it takes over what"
    yield f"`{base.name}` says."
    for group, members in groupby(limits, lambda each_limit: each_limit.name.partition(".")[0]):
        yield from ("", f"### {group}")
        for limit in members:
            read = criteria(readers.get(limit.name, []))
            yield from ("", f"**{code(limit.name)}**, {limit.unit}; read by {read}", "")
            yield "| ruleset | value | origin | source |"
            yield "| --- | --- | --- | --- |"
            yield row(limit)
            for other in others:
                if other.limits[limit.name].ruleset == other.name:
                    yield row(other.limits[limit.name])
    for other in others:
        own_switches = [s for name, s in other.switches.items() if base.switches.get(name) != s]
        if own_switches:
            yield from ("", f"### Switches of {other.name}", "")
        for switch in own_switches:
            now = [] if switch.enabled else ["off"]
            if switch.advisory is not None:
                now.append("advisory" if switch.advisory else "required")
            yield f"- {code(switch.target)}: {', '.join(now)}. {switch.reason}"
    yield from words(base)
    yield from lexicon(base)


def row(limit: Limit[object]) -> str:
    parts = (code(limit.ruleset), shown(limit.value), limit.origin.value, limit.source)
    return f"| {' | '.join(cell(part) for part in parts)} |"


def criteria(ids: list[str]) -> str:
    """The criteria, each with a link to the page of its key practice."""
    links = []
    for criterion in sorted(set(ids)):
        practice = criterion.rpartition("-")[0]
        links.append(f"[{criterion}](criteria/{practice}.md)")
    return ", ".join(links)


def words(base: Ruleset) -> Iterator[str]:
    """The words of each vocabulary, by what they mean."""
    yield from ("", "### Words", "")
    yield f"Words that `{base.name}` knows besides those of the vocabularies themselves."
    entries = sorted(base.words.entries, key=lambda entry: (entry[0], entry[2]))
    for vocabulary, group in groupby(entries, lambda entry: entry[0]):
        yield from ("", f"**{vocabulary}**", "", "| means | is read from |", "| --- | --- |")
        for meant, same in groupby(group, lambda entry: entry[2]):
            yield f"| {code(meant)} | {cell('; '.join(word for _, word, _ in same))} |"


def lexicon(base: Ruleset) -> Iterator[str]:
    """The words that say nothing, by what they make of a field."""
    yield from ("", "### Lexicon", "")
    yield f"Texts that, by `{base.name}`, say nothing."
    yield from ("", "| list | holds |", "| --- | --- |")
    for group in GROUPS:
        text = "; ".join(getattr(base.words.lexicon, group))
        yield f"| {code(group)} | {cell(text)} |"


if __name__ == "__main__":
    main()

"""`lever5 needs`: the evidence to collect, by the office that usually holds it."""

import json

import click

from lever5_rules.artifacts.kinds import Family, KindInfo
from lever5_rules.checking import DEFAULT_RULESET, selection
from lever5_rules.cli.shared import ids, loaded_rules, plugin_folders, ruleset_of, say

FORMS = {
    Family.DENOMINATOR: "what everything is measured against",
    Family.DOCUMENT: "a document, with page and quote for each statement",
    Family.SCHEDULE: "dated time that is set aside",
    Family.RECORD: "dated records of what has happened",
}


@click.command(name="needs")
@plugin_folders
@click.option(
    "--select",
    multiple=True,
    callback=ids,
    metavar="ID",
    help="Only for these criteria: ids or prefixes such as 5.2. Repeatable.",
)
@click.option(
    "--ignore",
    multiple=True,
    callback=ids,
    metavar="ID",
    help="Not for these criteria. Repeatable.",
)
@click.option(
    "--ruleset",
    default=DEFAULT_RULESET,
    metavar="NAME|PATH",
    show_default=True,
    help="Whose selection and switches to follow.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to print the list.",
)
def command(
    folders: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    ruleset: str,
    form: str,
) -> int:
    """List the evidence to collect before a check, by the office that usually holds it."""
    loaded = loaded_rules(folders)
    rules = ruleset_of(loaded, ruleset)
    kinds: dict[str, KindInfo] = {"district_profile": loaded.kinds["district_profile"]}
    serves: dict[str, dict[str, None]] = {"district_profile": {}}
    for name in selection(loaded, rules, select, ignore):
        if name not in loaded.rules:
            continue
        for element in loaded.rules[name][0].elements:
            switch = rules.switches.get(element.id)
            if switch is not None and not switch.enabled:
                continue
            for kind in element.kinds:
                kinds[kind.name] = kind
                serves.setdefault(kind.name, {})[name] = None
    offices: dict[str, list[KindInfo]] = {}
    for kind in sorted(kinds.values(), key=lambda one: -len(serves[one.name])):
        offices.setdefault(kind.office, []).append(kind)
    if form == "json":
        listed = [
            {
                "office": office,
                "kind": kind.name,
                "file": kind.usual_file,
                "evidence": kind.family.value,
                "meaning": kind.meaning,
                "criteria": list(serves[kind.name]),
            }
            for office, held in offices.items()
            for kind in held
        ]
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return 0
    for office, held in offices.items():
        click.echo(f"\n{office[:1].upper()}{office[1:]}")
        for kind in held:
            say(f"[ ] {kind.usual_file}: {kind.meaning}", indent=2, hanging=4)
            say(f"{FORMS[kind.family]}; for {', '.join(serves[kind.name])}", indent=6)
    return 0

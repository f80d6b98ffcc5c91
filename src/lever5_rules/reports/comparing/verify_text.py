"""The verification of a saved report, as text."""

from collections.abc import Iterable

from lever5_rules.comparing.verification import NOTHING, Unlike, Verification
from lever5_rules.core.text import clipped, counted, listing, shown
from lever5_rules.reports.text_page import WIDTH, Page

MOST, MOST_OF_ONE = 60, 6
FILES = ("bundle", "files")


def render(verification: Verification, *, width: int = WIDTH, color: bool = False) -> str:
    """Return the verification as text of at most `width` columns; `color` adds terminal colors."""
    page = Page(width, color)
    saved = verification.saved
    named = (
        f"the report of {saved.district_name or '(no district name)'} "
        f"({saved.district_id or 'no id'}) as of {saved.as_of}, ruleset {saved.ruleset} "
        f"{saved.ruleset_version}"
    )
    if verification.same:
        page.say(f"SAME: {named}.", style="32;1")
        page.say(
            f"It is what this bundle ({counted(len(saved.files), 'file')}), ruleset and versions "
            f"give, for {counted(len(saved.selected), 'criterion', 'criteria')}."
        )
    else:
        page.say(f"DIFFERS: {named}.", style="31;1")
        page.say("It is not what this bundle, ruleset and versions give.")
    for note in verification.notes:
        page.say(f"- {note}", hanging=2, style="33;1")
    inputs = [difference for difference in verification.unlike if difference.of_input]
    results = [difference for difference in verification.unlike if not difference.of_input]
    if inputs:
        page.title("WHAT WENT IN")
        _lines(page, _inputs(inputs))
    if results:
        page.title("WHAT CAME OUT")
        _results(page, results)
        if not inputs:
            page.gap()
            page.say(
                "Nothing that went in differs. So the report was changed after it was written, or "
                "a rule was changed without its version."
            )
    return page.text()


def _inputs(unlike: Iterable[Unlike]) -> Iterable[str]:
    """Yield the inputs that differ; each file once, with what happened to it."""
    files: dict[str, str] = {}
    for difference in unlike:
        if difference.way[:2] == FILES:
            whole = len(difference.way) == 3
            change = "added" if difference.saved is NOTHING else "removed"
            files.setdefault(difference.way[2], change if whole else "changed")
        elif difference.way != ("bundle", "sha256"):
            yield _difference_phrase(difference, difference.way)
    for path, change in files.items():
        yield f"file {path}: {change}"


def _results(page: Page, unlike: Iterable[Unlike]) -> None:
    groups: dict[tuple[str, ...], list[Unlike]] = {}
    for difference in unlike:
        depth = 2 if difference.way[0] in ("findings", "errors", "not_applicable") else 1
        groups.setdefault(difference.way[:depth], []).append(difference)
    for head, members in list(groups.items())[:MOST]:
        page.say(f"- {' '.join(head).replace('_', ' ')}", hanging=2, style="1")
        for member in members[:MOST_OF_ONE]:
            page.say(_difference_phrase(member, member.way[len(head) :]), indent=4, hanging=4)
        if len(members) > MOST_OF_ONE:
            page.say(f"and {len(members) - MOST_OF_ONE} more", indent=4)
    if len(groups) > MOST:
        page.say(f"and {len(groups) - MOST} more parts; the JSON has them all.")


def _lines(page: Page, lines: Iterable[str]) -> None:
    ready = list(lines)
    for line in ready[:MOST]:
        page.say(f"- {line}", hanging=2)
    if len(ready) > MOST:
        page.say(f"and {len(ready) - MOST} more; the JSON has them all.")


def _difference_phrase(difference: Unlike, way: tuple[str, ...]) -> str:
    lead = f"{' '.join(way)}: " if way else ""
    return f"{lead}{_value(difference.saved)} in the report, {_value(difference.again)} now"


def _value(value: object) -> str:
    if value is NOTHING or value is None:
        return "none"
    if isinstance(value, dict):
        return "something" if value else "nothing"
    if isinstance(value, list):
        plain = [item for item in value if not isinstance(item, (dict, list))]
        return clipped(listing(plain), 80) if plain else counted(len(value), "item")
    text = clipped(shown(value), 120)
    return f'"{text}"' if " " in text else text or "nothing"

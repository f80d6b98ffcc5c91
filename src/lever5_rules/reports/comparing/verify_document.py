"""The verification of a saved report as a document, for every format that people read."""

from collections.abc import Iterable, Iterator, Sequence

from lever5_rules.comparing.verification import NOTHING, Unlike, Verification
from lever5_rules.core.text import clipped, counted, listing, shown
from lever5_rules.reports.document import Block, Document, Note, Notes, Say, Section, Tone
from lever5_rules.reports.wording import district

MOST, MOST_OF_ONE = 60, 6
FILES = ("bundle", "files")


def document_of(verification: Verification) -> Document:
    """Return the verification as a document."""
    inputs = [difference for difference in verification.unlike if difference.of_input]
    results = [difference for difference in verification.unlike if not difference.of_input]
    sections = []
    if inputs:
        notes = [Note(text) for text in _inputs(inputs)]
        sections.append(Section("WHAT WENT IN", list(_first_notes(notes, ""))))
    if results:
        notes = list(_results(results))
        sections.append(Section("WHAT CAME OUT", list(_first_notes(notes, "parts"))))
    if results and not inputs:
        meaning = (
            "Nothing that went in differs. So the report was changed after it was written, or a "
            "rule was changed without its version."
        )
        sections.append(Section("WHAT THIS MEANS", [Say(meaning)]))
    return Document("Verification", list(_head(verification)), sections)


def _head(verification: Verification) -> Iterator[Block]:
    saved = verification.saved
    description = (
        f"the report of {district(saved)} as of {saved.as_of}, ruleset {saved.ruleset} "
        f"{saved.ruleset_version}"
    )
    if verification.same:
        yield Say(f"SAME: {description}.", Tone.GOOD)
        yield Say(
            f"It is what this bundle ({counted(len(saved.files), 'file')}), ruleset and versions "
            f"give, for {counted(len(saved.selected), 'criterion', 'criteria')}."
        )
    else:
        yield Say(f"DIFFERS: {description}.", Tone.BAD)
        yield Say("It is not what this bundle, ruleset and versions give.")
    if verification.notes:
        yield Notes([Note(note, tone=Tone.WARNING) for note in verification.notes])


def _first_notes(notes: Sequence[Note], of_what: str) -> Iterator[Block]:
    yield Notes(notes[:MOST])
    if len(notes) > MOST:
        more = f"{len(notes) - MOST} more {of_what}".strip()
        yield Say(f"and {more}; the JSON has them all.")


def _inputs(unlike: Iterable[Unlike]) -> Iterator[str]:
    """Yield the inputs that differ; each file once, with what happened to it."""
    files: dict[str, str] = {}
    for difference in unlike:
        if difference.way[:2] == FILES:
            is_whole_file = len(difference.way) == 3
            change = "added" if difference.saved is NOTHING else "removed"
            files.setdefault(difference.way[2], change if is_whole_file else "changed")
        elif difference.way != ("bundle", "sha256"):
            yield _difference_phrase(difference, difference.way)
    for path, change in files.items():
        yield f"file {path}: {change}"


def _results(unlike: Iterable[Unlike]) -> Iterator[Note]:
    groups: dict[tuple[str, ...], list[Unlike]] = {}
    for difference in unlike:
        depth = 2 if difference.way[0] in ("findings", "errors", "not_applicable") else 1
        groups.setdefault(difference.way[:depth], []).append(difference)
    for head, members in groups.items():
        notes = [
            Note(_difference_phrase(member, member.way[len(head) :]))
            for member in members[:MOST_OF_ONE]
        ]
        if len(members) > MOST_OF_ONE:
            notes.append(Note(f"and {len(members) - MOST_OF_ONE} more"))
        yield Note(" ".join(head).replace("_", " "), notes=notes)


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

"""Checks of a plugin's texts: sentences that a coordinator can read, with what to do."""

import re
from collections.abc import Iterable, Iterator

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.lexicon import without_value
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.text import clipped
from lever5_rules.engine.rules import Rule
from lever5_rules.reading.privacy.refusals import identifies_staff, is_dropped

from .concerns import Concern, Topic

_FILE = re.compile(r"[\w./ -]+\.(csv|toml|xlsx|xlsm|ics|json|pdf|docx|zip)\b")
_LABEL = re.compile(r"[^:.]{1,400}: ")
FEWEST_WORDS = 3
OF_THINGS = frozenset(("name", "names", "step", "text"))
"""Names of fields that are of things, although such columns of exports are dropped."""


def is_sentence(text: str) -> bool:
    """Return whether a text starts with a capital, a digit, a file name or a name with a colon, and
    ends with a full stop."""
    begins = text[:1].isupper() or text[:1].isdigit() or _FILE.match(text) or _LABEL.match(text)
    return bool(begins) and text.endswith(".")


def of_rule(rule: Rule) -> Iterator[Concern]:
    """Check the texts of a rule and its elements; the framework's criteria have fixed texts."""
    name = rule.criterion
    if ":" in name:
        if not (rule.title or "")[:1].isupper() or (rule.title or "").endswith("."):
            yield _concern(name, f"the title is {rule.title!r}.", "Write it like a headline.")
        if not _says(rule.requirement):
            what = f"the requirement is {rule.requirement!r}."
            yield _concern(name, what, "Write a sentence that says what the district shows.")
    if without_value(rule.not_judged) is not None:
        yield _concern(
            name, "not_judged is blank.", "Say what a person must still judge, or 'nothing'."
        )
    for element in rule.elements:
        if not _says(element.requirement):
            yield _concern(
                element.id,
                f"its docstring is {clipped(element.requirement, 60)!r}.",
                "Write the requirement as a sentence, as reports print it.",
            )


def of_kind(kind: KindInfo) -> Iterator[Concern]:
    """Check the texts of a kind, because templates, schemas and messages contain them."""
    if not _says(kind.meaning):
        yield _concern(
            kind.name, f"its docstring is {kind.meaning!r}.", "Say in a sentence what it holds."
        )
    if without_value(kind.office) is not None:
        yield _concern(kind.name, "it has no office.", "Say who usually holds it.")
    for name, info in kind.fields.items():
        if without_value(info.meaning) is not None:
            what = f"the field {name} has no meaning."
            yield _concern(kind.name, what, "Say in its entry(...) what stands in it.")
        if is_dropped(name) and name not in OF_THINGS:
            what = f"the field {name} may hold names, addresses or remarks about people."
            yield _concern(kind.name, what, "Leave it out; a person is recorded by a staff id.")
        elif identifies_staff(name) and not info.person:
            what = f"the field {name} holds ids of people, which reports would print."
            yield _concern(
                kind.name, what, 'Declare it by entry(..., person=True, refers_to="staff").'
            )


def of_messages(texts: Iterable[tuple[str, Outcome | None, str, str]]) -> Iterator[Concern]:
    """Check the messages and remedies of elements, on any district."""
    reported: set[tuple[str, str]] = set()
    for element, outcome, message, remedy in texts:
        for what, text in (("message", message), ("remedy", remedy)):
            due = what == "message" or outcome in (Outcome.GAP, Outcome.MISSING)
            if not due or is_sentence(text) or (element, what) in reported:
                continue
            reported.add((element, what))
            observation = (
                f"the {what} is {clipped(text, 120)!r}." if text else f"there is no {what}."
            )
            todo = {
                "message": "Begin it with a capital, a figure or a file name; end it with a point.",
                "remedy": "Say in a sentence what to do, or which paper to find.",
            }[what]
            yield _concern(
                element, f"where it is {outcome or 'not applicable'}, {observation}", todo
            )


def _says(text: str | None) -> bool:
    return text is not None and len(text.split()) >= FEWEST_WORDS and is_sentence(text)


def _concern(where: str, message: str, remedy: str) -> Concern:
    return Concern(Topic.WORDS, where, message[0].upper() + message[1:], remedy)

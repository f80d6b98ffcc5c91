"""Checks that every element can pass, be a gap and lack evidence, and withstands the attack."""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, field

from lever5_rules.artifacts.kinds import ENVELOPE
from lever5_rules.checking import names_of
from lever5_rules.core.errors import Lever5Error
from lever5_rules.core.outcome import Outcome
from lever5_rules.engine.rules import Rule
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.ruleset.ruleset_files import load_ruleset
from lever5_rules.testing.adversary import adversary
from lever5_rules.testing.attack import attack
from lever5_rules.testing.cells import RAISED, REFUSED, Answer
from lever5_rules.testing.district import District
from lever5_rules.testing.matrix import Matrix

from . import remedies
from .concerns import Concern, Topic
from .gaps import gaps_found
from .subject import Subject


@define(eq=False, repr=False, slots=False)
class Shown:
    """The answers of the elements on all districts: id, outcome, message and remedy."""

    concerns: list[Concern] = field(factory=list)
    answers: list[tuple[str, Outcome | None, str, str]] = field(factory=list)
    raised: bool = False

    def outcomes(self, element: str) -> set[Outcome | None]:
        return {outcome for name, outcome, _, _ in self.answers if name == element}

    def tell(self, where: str, message: str, remedy: str, topic: Topic = Topic.OUTCOMES) -> None:
        self.concerns.append(Concern(topic, where, message, remedy))


def ruleset_for(loaded: Loaded, rules: Iterable[Rule]) -> str | None:
    """Return the default ruleset, or the plugin's first one that sets all limits its rules need.

    None if there is no such ruleset.
    """
    needed = {limit for rule in rules for element in rule.elements for limit in element.limits}
    ruleset_names = [name for addition in loaded.additions.values() for name in addition.rulesets]
    for name in dict.fromkeys(["default", *reversed(ruleset_names)]):
        try:
            limits = load_ruleset(name, loaded.rulesets, names_of(loaded)).limits
        except Lever5Error:
            continue
        if needed <= limits.keys():
            return name
    return None


def shown_outcomes(
    subject: Subject, rules: list[Rule], district: District, ruleset: str, attacked: bool
) -> Shown:
    """Judge the elements of the rules on the district and on many spoiled variants of it."""
    record = Shown()
    names = [rule.criterion for rule in rules]
    matrix = Matrix(district, criteria=names, ruleset=ruleset)
    sound = {
        judged.id
        for judged in matrix.elements
        if _passes(record, judged.id, matrix.sound[judged.id])
    }
    whole = [name for name in names if _all_sound(matrix, name, sound)]
    matrix.elements = [judged for judged in matrix.elements if judged.id in sound]
    matrix.sound = {name: answer for name, answer in matrix.sound.items() if name in sound}
    for cell in matrix.cells():
        if cell.message.startswith(RAISED):
            _report_exception(record, cell.element, cell.defect, cell.message)
            continue
        record.answers.append((cell.element, cell.outcome, cell.message, cell.remedy))
    for name, where, answer in _left_blank(matrix):
        if answer.message.startswith(RAISED):
            _report_exception(record, name, where, answer.message)
    lacking = {name for name in sound if Outcome.GAP not in record.outcomes(name)}
    declared: dict[str, Any] = {}
    for name in subject.names:
        for sample in subject.loaded.samples.get(name, list)():
            declared |= sample.get("gaps", {})
    for name, answer in gaps_found(matrix, lacking, declared).items():
        record.answers.append((name, answer.outcome, answer.message, answer.remedy))
    for element in matrix.elements:
        _all_three(record, element.id)
    if attacked:
        for name in whole:
            through = attack(name, district, ruleset=ruleset)
            if subject.plugins:
                through += adversary(name, district, ruleset=ruleset)
            for what in through:
                record.tell(
                    name,
                    what,
                    "Judge what it asks for, or do not ask for it; where it must stand, say why in "
                    "unasked=.",
                    Topic.ATTACK,
                )
    return record


def _left_blank(matrix: Matrix) -> Iterator[tuple[str, str, Answer]]:
    """Yield what elements say where an optional field is blank throughout: id, field, result."""
    kinds = {*matrix.district.documents, *matrix.district.tables}
    for kind in {kind.name: kind for asking in matrix.elements for kind in asking.kinds}.values():
        for name, info in kind.fields.items():
            if info.optional and kind.name in kinds and (kind.table or name not in ENVELOPE):
                district = matrix.district.everywhere(kind.cls, {name: None})
                judged = matrix.judge(matrix.with_kind(kind, district))
                for element, answer in judged.items():
                    yield element, f"{kind.name}.{name} left blank", answer


def _passes(record: Shown, name: str, answer: Answer) -> bool:
    if answer.message.startswith(RAISED) and answer.outcome is None:
        _report_exception(record, name, "On the sample district", answer.message)
        return False
    record.answers.append((name, answer.outcome, answer.message, answer.remedy))
    if answer.outcome is Outcome.PASS:
        return True
    record.tell(
        name,
        f"On the sample district it does not pass: {answer.message}",
        "Give what it needs by the hook lever5_sample.",
    )
    return False


def _all_three(record: Shown, name: str) -> None:
    outcomes = record.outcomes(name)
    if Outcome.GAP not in outcomes:
        record.tell(
            name,
            "No change of the sample district makes it a gap.",
            'Say which values do, in "gaps" of the hook lever5_sample; if none do, it judges '
            "nothing.",
        )
    if Outcome.MISSING not in outcomes:
        record.tell(
            name,
            "It is never missing evidence, whatever is taken away.",
            "Ask for the artifact that it judges.",
        )


def _report_exception(record: Shown, name: str, where: str, message: str) -> None:
    """Report, once, what an element raised; the engine's own messages are used as they are."""
    record.raised = True
    text = message.removeprefix(REFUSED)
    if any(
        concern.where == name and concern.message.endswith(f": it {text}.")
        for concern in record.concerns
    ):
        return
    todo = (
        remedies.remedy_for(message, remedies.RAISED) if text == message else "Mend it in the rule."
    )
    record.tell(name, f"{where}: it {text}.", todo)


def _all_sound(matrix: Matrix, criterion: str, sound: set[str]) -> bool:
    return all(element.id in sound for element in matrix.elements if element.criterion == criterion)

"""Written protocols: mandatory steps, and the parts of the work that they cover."""

from collections.abc import Callable

from attrs import frozen

from lever5_rules.artifacts.planning import InstructionalProtocol, ProtocolStep
from lever5_rules.artifacts.vocabulary import ProtocolType, Role, StepPurpose, Wording
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Documents,
    Reason,
    Verdict,
    counted,
    every,
    gap,
    known,
    listing,
    met,
    missing,
    named,
    only,
    readings,
)
from lever5_rules.rules._shared.joint_documents import items_of, judge_together
from lever5_rules.rules._shared.names import fold_name

UnitProtocol = Annotated[
    InstructionalProtocol, only(protocol_type=ProtocolType.UNIT_INTERNALIZATION)
]
LessonProtocol = Annotated[
    InstructionalProtocol, only(protocol_type=ProtocolType.LESSON_INTERNALIZATION)
]
StudentWorkProtocols = Annotated[
    Documents[InstructionalProtocol], only(protocol_type=ProtocolType.STUDENT_WORK_ANALYSIS)
]
DiagnosticProtocols = Annotated[
    Documents[InstructionalProtocol], only(protocol_type=ProtocolType.DIAGNOSTIC_REFLECTION)
]
InterimProtocols = Annotated[
    Documents[InstructionalProtocol], only(protocol_type=ProtocolType.INTERIM_REFLECTION)
]


@frozen(eq=False, repr=False, slots=False)
class Protocol:
    """A protocol for certain roles, which may be set down in several documents.

    What one of them leaves blank another may state.
    """

    parts: tuple[InstructionalProtocol, ...]

    @property
    def name(self) -> str:
        return named(self.parts[0], "protocol_id")

    @property
    def steps(self) -> tuple[ProtocolStep, ...]:
        return items_of(self.parts, lambda part: part.steps)

    @property
    def serves_tier1(self) -> tuple[str, ...]:
        return items_of(self.parts, lambda part: part.serves_tier1)

    @property
    def assessments(self) -> tuple[str, ...]:
        return items_of(self.parts, lambda part: part.assessments)


def list_audience(documents: tuple[InstructionalProtocol, ...]) -> set[Role]:
    """Return the roles that follow one of these documents, which may be editions of a protocol."""
    return set(items_of(documents, lambda document: document.audience))


def judge_each_protocol(
    documents: Documents[InstructionalProtocol],
    campuses: Campuses,
    judge: Callable[[Protocol], Verdict],
) -> Verdict:
    """Judge each protocol; the documents of one for the same campuses and roles are its parts."""

    def judge_group(campus_protocols: tuple[InstructionalProtocol, ...], _: Campuses) -> Verdict:
        protocols = combine_protocols(campus_protocols)
        return every(
            protocols,
            judge,
            name=lambda protocol: protocol.name if len(protocols) > 1 else "",
            what="Protocols",
            scoped=False,
        )

    return judge_together(documents, campuses, judge_group)


def combine_protocols(documents: tuple[InstructionalProtocol, ...]) -> tuple[Protocol, ...]:
    """Return the protocols of which these documents are the whole or a part.

    One that does not say who follows it is part of each edition of its protocol.
    """
    if len(documents) == 1:
        return (Protocol(documents),)
    parts: dict[tuple[str, frozenset[Role]], list[InstructionalProtocol]] = {}
    for document in documents:
        roles = known((document,), "audience")
        audience = frozenset(roles[0].audience) if roles else frozenset()
        parts.setdefault((fold_name(named(document, "protocol_id")), audience), []).append(document)
    for name, audience in [key for key in parts if not key[1]]:
        editions = [edition for (other, roles), edition in parts.items() if other == name and roles]
        for edition in editions:
            edition += parts[name, audience]
        if editions:
            del parts[name, audience]
    return tuple(Protocol(tuple(documents)) for documents in parts.values())


def judge_required_steps(protocol: InstructionalProtocol | Protocol) -> Verdict:
    """Return whether the protocol has mandatory steps."""
    steps = _list_mandatory(protocol.steps)
    if not steps:
        return gap(
            Reason.VAGUE,
            "The protocol asks for no step that must be taken; all are optional.",
            "Word the steps that every teacher must take as required.",
        )
    return met(f"{counted(len(steps), 'required step')}: {listing(steps)}.")


def _list_mandatory(steps: tuple[ProtocolStep, ...]) -> list[str]:
    """Return the codes of the steps that must be taken.

    A step that lacks its code or its wording does no harm beside another.
    """
    for candidates in (known(steps, "code", "wording"), steps):
        codes = [step.code for step in candidates if step.wording is Wording.REQUIRED]
        if codes:
            return codes
    return []


def judge_step(protocol: Protocol, purpose: StepPurpose, *others: StepPurpose) -> Verdict:
    """Return whether the protocol has a mandatory step with one of these purposes."""
    words = purpose.value.replace("_", " ")
    purposes, verdicts_without_purpose = readings(protocol.steps, lambda step: step.purpose)
    steps = tuple(step for step, step_purpose in purposes if step_purpose in (purpose, *others))
    mandatory = _list_mandatory(steps)
    if mandatory:
        return met(f"Required step on {words}: {listing(mandatory)}.")
    if verdicts_without_purpose:
        return verdicts_without_purpose[0]
    if not any(step_purpose for _, step_purpose in purposes):
        return missing(
            Reason.BLANK_FIELD,
            "No step of the protocol says which part of the work it is.",
            "Give each step its purpose, as a reader of the protocol sees it.",
        )
    if not steps:
        return gap(
            Reason.NOT_COVERED,
            f"No step of the protocol is on {words}.",
            f"Add a required step on {words} to the protocol.",
        )
    return gap(
        Reason.VAGUE,
        f"The step on {words} may be taken and need not be.",
        f"Word the step on {words} as required.",
    )

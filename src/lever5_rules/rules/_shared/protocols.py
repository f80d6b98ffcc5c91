"""Written protocols: mandatory steps, and the parts of the work that they cover."""

from lever5_rules.artifacts.planning import InstructionalProtocol
from lever5_rules.artifacts.vocabulary import ProtocolType, StepPurpose, Wording
from lever5_rules.authoring import (
    Annotated,
    Reason,
    Verdict,
    counted,
    gap,
    listing,
    met,
    missing,
    only,
    readings,
)

UnitProtocol = Annotated[
    InstructionalProtocol, only(protocol_type=ProtocolType.UNIT_INTERNALIZATION)
]
LessonProtocol = Annotated[
    InstructionalProtocol, only(protocol_type=ProtocolType.LESSON_INTERNALIZATION)
]
StudentWorkProtocol = Annotated[
    InstructionalProtocol, only(protocol_type=ProtocolType.STUDENT_WORK_ANALYSIS)
]
DiagnosticProtocol = Annotated[
    InstructionalProtocol, only(protocol_type=ProtocolType.DIAGNOSTIC_REFLECTION)
]
InterimProtocol = Annotated[
    InstructionalProtocol, only(protocol_type=ProtocolType.INTERIM_REFLECTION)
]


def required_steps(protocol: InstructionalProtocol) -> Verdict:
    """Return whether the protocol has mandatory steps."""
    steps = [step for step in protocol.steps if step.wording is Wording.REQUIRED]
    if not steps:
        return gap(
            Reason.VAGUE,
            "The protocol asks for no step that must be taken; all are optional.",
            "Word the steps that every teacher must take as required.",
        )
    names = listing(step.code for step in steps)
    return met(f"{counted(len(steps), 'required step')}: {names}.")


def requires(
    protocol: InstructionalProtocol, purpose: StepPurpose, *others: StepPurpose
) -> Verdict:
    """Return whether the protocol has a mandatory step with one of these purposes."""
    words = purpose.value.replace("_", " ")
    purposes, untold = readings(protocol.steps, lambda step: step.purpose)
    steps = [step for step, its in purposes if its in (purpose, *others)]
    must = [step.code for step in steps if step.wording is Wording.REQUIRED]
    if must:
        return met(f"Required step on {words}: {listing(must)}.")
    if untold:
        return untold[0]
    if not any(its for _, its in purposes):
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

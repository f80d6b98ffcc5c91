"""Kinds for written guidelines: PLCs, planning support, internalization, instruction."""

from datetime import date

from attrs import frozen

from .fields import Text, entry
from .kinds import Citation, Document, Family, kind
from .vocabulary import (
    ContentArea,
    Division,
    HeldIn,
    HighLeveragePractice,
    MembershipBasis,
    PracticeScope,
    ProtocolType,
    Role,
    StepPurpose,
    Wording,
)


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class Issued:
    """A campus that a document was sent to."""

    campus_id: str = entry("Campus that received it", refers_to="campus")
    issued_on: date = entry("Day on which it was sent")
    source: Citation | None = entry("Memo or message that shows it")


@kind("plc_guideline", family=Family.DOCUMENT, office="curriculum and instruction")
class PlcGuideline(Document):
    """The district's written guideline for PLC meetings."""

    membership_basis: tuple[MembershipBasis, ...] = entry("What the members have in common")
    meetings_per_week: float = entry(
        "How often each PLC meets; 0.5 is every other week", unit="meetings per week"
    )
    minutes: int = entry("Length of one meeting", unit="minutes")
    sample_agenda: tuple[str, ...] = entry("Items of the sample agenda")
    held_in: HeldIn | None = entry("Where the meeting time comes from")
    issued_to: tuple[Issued, ...] = entry("Campuses that received the guideline, with dates")


@kind("planning_support_guideline", family=Family.DOCUMENT, office="curriculum and instruction")
class PlanningSupportGuideline(Document):
    """The district's written expectation for coaching and planning support of teachers."""

    structures: tuple[str, ...] = entry("Structures used, such as one-on-one or planning block")
    owner_roles: tuple[Role, ...] = entry("Roles that lead the support")
    outcomes: tuple[str, ...] = entry("What each session is to result in")
    sessions_per_week: float = entry(
        "How often each teacher is supported", unit="sessions per week"
    )
    minutes: int | None = entry("Length of one session", unit="minutes")
    held_in: HeldIn | None = entry("Where the time comes from")
    same_for_all_campuses: bool = entry("Whether the text holds every campus to the same")


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class ProtocolStep:
    """One step of a protocol."""

    code: str = entry("Short name of the step", text=Text.CODE)
    wording: Wording = entry("Whether the step must be taken or may be")
    purpose: StepPurpose | None = entry(
        "Which part of the analysis it is, where it is one", groups=True
    )
    source: Citation | None = entry("Where the protocol says so")


@kind("instructional_protocol", family=Family.DOCUMENT, office="curriculum and instruction")
class InstructionalProtocol(Document):
    """A written protocol: internalization, student work analysis, assessment reflection."""

    protocol_type: ProtocolType = entry("What the protocol is for", identifies=True)
    protocol_id: str = entry("Short name, as in records of calibration", identifies=True)
    product_ids: tuple[str, ...] = entry(
        "Adopted products that it is written for", refers_to="product", elsewhere=True
    )
    steps: tuple[ProtocolStep, ...] = entry("Steps in their order")
    quality_criteria: tuple[str, ...] = entry("What strong work by this protocol looks like")
    differentiation: tuple[str, ...] = entry("How it plans for learners with different needs")
    audience: tuple[Role, ...] = entry("Roles that must follow it")
    serves_tier1: tuple[str, ...] = entry(
        "How its next steps serve Tier 1 teaching with the adopted materials"
    )
    assessments: tuple[str, ...] = entry("Curriculum-embedded assessments that it is used with")


@frozen(eq=False, repr=False, slots=False, kw_only=True)
class Practice:
    """One practice of the instructional framework."""

    code: str = entry("Short name of the practice", text=Text.CODE)
    scope: PracticeScope = entry("General, or of one content area")
    practice: HighLeveragePractice | None = entry("Practice of the framework that it is")
    content_area: ContentArea | None = entry("Content area, where it is of one", groups=True)
    division: Division | None = entry("School level, where it is of one")
    source: Citation | None = entry("Where the framework says so")


@kind("instructional_framework", family=Family.DOCUMENT, office="curriculum and instruction")
class InstructionalFramework(Document):
    """The district's criteria for Tier 1 instructional delivery."""

    practices: tuple[Practice, ...] = entry("The practices that it asks for")

"""Outcomes and how they combine, the reasons behind them, and the levels of evidence."""

from collections.abc import Iterable
from enum import Enum, StrEnum


class Outcome(StrEnum):
    """The result of a criterion, and of each of its elements."""

    PASS = "pass"
    GAP = "gap"
    MISSING = "missing-evidence"


def roll_up(outcomes: Iterable[Outcome]) -> Outcome | None:
    """Return the outcome when all parts are required.

    Any gap gives gap, else any missing-evidence gives missing-evidence, else pass. Without parts
    the result is None, which is never a pass.
    """
    present = set(outcomes)
    for outcome in (Outcome.GAP, Outcome.MISSING, Outcome.PASS):
        if outcome in present:
            return outcome
    return None


def any_of(outcomes: Iterable[Outcome]) -> Outcome | None:
    """Return the outcome when one part is enough.

    Any pass gives pass; else missing-evidence, while a part without evidence could still pass; else
    gap.
    """
    present = set(outcomes)
    for outcome in (Outcome.PASS, Outcome.MISSING, Outcome.GAP):
        if outcome in present:
            return outcome
    return None


class Reason(StrEnum):
    """Why an element has its outcome: a closed list, on which the remedies depend."""

    MET = "met"

    BELOW_PARAMETER = "below_parameter"
    NOT_COVERED = "not_covered"
    STATED_ABSENT = "stated_absent"
    VAGUE = "vague"
    LATE = "late"
    WRONG_INSTRUMENT = "wrong_instrument"

    NO_ARTIFACT = "no_artifact"
    NO_RECORDS = "no_records"
    NO_DENOMINATOR = "no_denominator"
    BLANK_FIELD = "blank_field"
    PLACEHOLDER = "placeholder"
    ASSERTION_ONLY = "assertion_only"
    NO_SOURCE = "no_source"
    QUOTE_NOT_FOUND = "quote_not_found"
    QUOTE_DIFFERS = "quote_differs"
    BELOW_LEVEL = "below_level"
    UNDATED = "undated"
    WRONG_YEAR = "wrong_year"
    NOT_IN_FORCE = "not_in_force"
    UNREADABLE = "unreadable"
    CONTRADICTORY = "contradictory"
    UNKNOWN_PERSON = "unknown_person"
    TOO_EARLY = "too_early"

    outcome: Outcome
    """The outcome that this reason leads to."""


_GAPS = frozenset(
    {
        Reason.BELOW_PARAMETER,
        Reason.NOT_COVERED,
        Reason.STATED_ABSENT,
        Reason.VAGUE,
        Reason.LATE,
        Reason.WRONG_INSTRUMENT,
    }
)
for _reason in Reason:
    _reason.outcome = Outcome.GAP if _reason in _GAPS else Outcome.MISSING
Reason.MET.outcome = Outcome.PASS


class Level(Enum):
    """The strength of a piece of evidence, weakest first.

    Someone stated it; a dated document states it, with page or section and quote; the quote was
    found on that page of the document in the bundle; dated time is reserved for it; dated records
    show that it happened.
    """

    ASSERTED = "asserted"
    CITED = "cited"
    VERIFIED = "verified"
    SCHEDULED = "scheduled"
    RECORDED = "recorded"

    rank: int
    """The position in the order of strength; 0 is the weakest."""


for _rank, _level in enumerate(Level):
    _level.rank = _rank


class Judges(StrEnum):
    """How much of a criterion its rule can judge; the rest needs a human reader."""

    FULL = "full"
    PARTIAL = "partial"
    PRESENCE = "presence"

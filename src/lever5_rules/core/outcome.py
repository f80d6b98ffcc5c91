"""Outcomes, their roll-up, the reasons behind them and the levels of evidence."""

from collections.abc import Iterable
from enum import Enum, StrEnum


class Outcome(StrEnum):
    """What a finding says of a criterion, and of each element of it."""

    PASS = "pass"
    GAP = "gap"
    MISSING = "missing-evidence"


def roll_up(outcomes: Iterable[Outcome]) -> Outcome | None:
    """All must hold: any gap gives gap, else any missing-evidence gives that, else pass.

    Nothing examined is None, which is never a pass.
    """
    seen = set(outcomes)
    for outcome in (Outcome.GAP, Outcome.MISSING, Outcome.PASS):
        if outcome in seen:
            return outcome
    return None


def any_of(outcomes: Iterable[Outcome]) -> Outcome | None:
    """One is enough: any pass gives pass, else missing-evidence while one that is missing could
    still pass, else gap."""
    seen = set(outcomes)
    for outcome in (Outcome.PASS, Outcome.MISSING, Outcome.GAP):
        if outcome in seen:
            return outcome
    return None


class Reason(StrEnum):
    """Why an element has its outcome: a closed vocabulary that remedies follow."""

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
    """The outcome that this reason goes with."""


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
    """How strong a piece of evidence is, least first.

    Somebody said so; a dated document says so, with page or section and quote; the quote was
    found on that page of the document in the bundle; dated time is set aside; dated records
    show that it happened.
    """

    ASSERTED = "asserted"
    CITED = "cited"
    VERIFIED = "verified"
    SCHEDULED = "scheduled"
    RECORDED = "recorded"

    rank: int
    """0 for the weakest."""


for _rank, _level in enumerate(Level):
    _level.rank = _rank


class Judges(StrEnum):
    """How much of a criterion its rule can judge; the rest is left to a reader."""

    FULL = "full"
    PARTIAL = "partial"
    PRESENCE = "presence"

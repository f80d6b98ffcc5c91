"""Judgement with unsure rows: rows that may or may not count as evidence.

The element is judged without the unsure rows, and if it met any, once more with them; if it is a
gap both times, also with those of evidence alone, because an unsure row of the roster may stand for
somebody of whom nothing is asked. If the outcomes differ, the result is missing evidence; if not,
the outcome stands, so that a single slip among a thousand rows does not fail a district.
"""

from collections.abc import Callable

from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.core.text import in_sentences
from lever5_rules.core.verdict import EndOfEvidence, Verdict
from lever5_rules.counting.reasons import MOST_UNTOLD

from .trail import Including, Trail


def weighed(trail: Trail, judge: Callable[[], Verdict]) -> Verdict:
    """Return the verdict of `judge`, or missing evidence if unsure rows would change its
    outcome."""
    before = len(trail.doubts)
    strict = _verdict_or_ending(trail, judge)
    doubts = trail.doubts[before:]
    if trail.generous or not doubts:
        return strict
    kept = trail.position()
    trail.unknown_of_read, trail.unknown_of_table = 0.0, 0.0
    try:
        generous = _including(Including.ALL, trail, judge)
        if strict.outcome is generous.outcome is Outcome.GAP:
            generous = _including(Including.EVIDENCE, trail, judge)
    finally:
        del trail.doubts[before:]
    passed = strict.outcome is Outcome.PASS
    untold = (trail.unknown_of_table if passed else trail.unknown_of_read) > MOST_UNTOLD
    same = strict.outcome is generous.outcome
    if same and not untold and strict.reason is not Reason.NO_RECORDS:
        trail.cut(kept)
        return strict
    doubt = doubts[0]()
    if strict.outcome is not Outcome.MISSING or strict.reason is Reason.NO_RECORDS:
        sentence = in_sentences(strict.message, 600) or "nothing is left to judge."
        return doubt.but(
            message=f"{doubt.message} The outcome depends on it. Without it: {sentence}",
            scope=strict.scope,
        )
    return strict


def _including(rows: Including, trail: Trail, judge: Callable[[], Verdict]) -> Verdict:
    trail.including = rows
    try:
        return _verdict_or_ending(trail, judge)
    finally:
        trail.including = Including.NONE


def _verdict_or_ending(trail: Trail, judge: Callable[[], Verdict]) -> Verdict:
    """Return the verdict of `judge`, also if it ends early."""
    try:
        return judge()
    except EndOfEvidence as ended:
        trail.ended = None
        return ended.verdict

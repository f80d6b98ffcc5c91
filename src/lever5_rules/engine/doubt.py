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
from lever5_rules.counting.reasons import MOST_UNTOLD, MOST_UNTOLD_OF_PASS

from .trail import Including, Trail


def weighed(trail: Trail, judge: Callable[[], Verdict]) -> Verdict:
    """Return the verdict of `judge`, or missing evidence if unsure rows would change its
    outcome."""
    start = len(trail.doubts)
    strict_verdict = _catch_ending(trail, judge)
    doubts = trail.doubts[start:]
    if trail.generous or not doubts:
        return strict_verdict
    mark = trail.position()
    trail.unknown_of_read, trail.unknown_of_table = 0.0, 0.0
    try:
        generous_verdict = _judge_including(Including.ALL, trail, judge)
        if strict_verdict.outcome is generous_verdict.outcome is Outcome.GAP:
            generous_verdict = _judge_including(Including.EVIDENCE, trail, judge)
    finally:
        del trail.doubts[start:]
    is_pass = strict_verdict.outcome is Outcome.PASS
    has_many_blanks = (
        trail.unknown_of_table > MOST_UNTOLD_OF_PASS
        if is_pass
        else trail.unknown_of_read > MOST_UNTOLD
    )
    agrees = strict_verdict.outcome is generous_verdict.outcome
    if agrees and not has_many_blanks and strict_verdict.reason is not Reason.NO_RECORDS:
        trail.cut(mark)
        return strict_verdict
    doubt = doubts[0]()
    if strict_verdict.outcome is not Outcome.MISSING or strict_verdict.reason is Reason.NO_RECORDS:
        sentence = in_sentences(strict_verdict.message, 600) or "nothing is left to judge."
        why = (
            "So many rows lack it that the others are not relied on. They alone would say:"
            if agrees and has_many_blanks
            else "The outcome depends on it. Without it:"
        )
        return doubt.but(
            message=f"{doubt.message} {why} {sentence}",
            scope=strict_verdict.scope,
        )
    return strict_verdict


def _judge_including(rows: Including, trail: Trail, judge: Callable[[], Verdict]) -> Verdict:
    trail.including = rows
    try:
        return _catch_ending(trail, judge)
    finally:
        trail.including = Including.NONE


def _catch_ending(trail: Trail, judge: Callable[[], Verdict]) -> Verdict:
    """Return the verdict of `judge`, also if it ends early."""
    try:
        return judge()
    except EndOfEvidence as ending:
        trail.ended = None
        return ending.verdict

"""Rows of which it cannot be told whether they count: they matter where the outcome hangs on them.

What is judged is judged without such rows, and where it met some, with them too. If that gives
another outcome, it is missing evidence; if not, the outcome stands, so that one slip among a
thousand rows fails no district.
"""

from collections.abc import Callable

from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.core.text import in_sentences
from lever5_rules.core.verdict import EndOfEvidence, Verdict
from lever5_rules.counting.reasons import MOST_UNTOLD

from .trail import Trail


def weighed(trail: Trail, judge: Callable[[], Verdict]) -> Verdict:
    """The verdict that `judge` gives, if rows in doubt do not change its outcome."""
    before = len(trail.doubts)
    strict = _ended(trail, judge)
    doubts = trail.doubts[before:]
    if trail.generous or not doubts:
        return strict
    kept = trail.mark()
    trail.generous, trail.untold, trail.told, trail.held = True, 0, 0, 0
    try:
        generous = _ended(trail, judge)
    finally:
        trail.generous = False
        del trail.doubts[before:]
    of = trail.held if strict.outcome is Outcome.PASS else trail.told
    untold = trail.untold > MOST_UNTOLD * of
    same = strict.outcome is generous.outcome
    if same and not untold and strict.reason is not Reason.NO_RECORDS:
        trail.cut(kept)
        return strict
    doubt = doubts[0]()
    if strict.outcome is not Outcome.MISSING or strict.reason is Reason.NO_RECORDS:
        said = in_sentences(strict.message, 600) or "nothing is left to judge."
        return doubt.but(
            message=f"{doubt.message} The outcome hangs on it. Without it: {said}",
            scope=strict.scope,
        )
    return strict


def _ended(trail: Trail, judge: Callable[[], Verdict]) -> Verdict:
    """The verdict, or that in which the evidence ends."""
    try:
        return judge()
    except EndOfEvidence as ended:
        trail.ended = None
        return ended.verdict

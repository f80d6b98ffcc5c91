"""Assertions that read like the requirement, and that show what was found when they fail.

expect("5.2.4-3", "length").of(SAMPLE).passes()
expect("5.2.4-3", "length").of(SHORT).is_gap("below_parameter")
expect("5.2.4-3", "length").of(SAMPLE.without(PlcGuideline)).is_missing("no_artifact")
"""

from collections.abc import Collection
from typing import Any

from attrs import frozen

from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.core.text import did_you_mean, listing, shown
from lever5_rules.core.values import short_repr
from lever5_rules.engine.rules import Rule
from lever5_rules.findings.finding import ElementFinding

from .district import District, Judgement

_WORDS = {Outcome.PASS: "pass", Outcome.GAP: "be a gap", Outcome.MISSING: "be missing evidence"}


def expect(rule: str | Rule, element: str, **options: Any) -> "Expectation":
    """Start an expectation on an element of a rule.

    `options` are those of `lever5_rules.check`, such as the ruleset.
    """
    return Expectation(rule, element, options)


@frozen(eq=False, repr=False, slots=False)
class Expectation:
    """An element of a rule, for which no district is given yet."""

    rule: str | Rule
    element: str
    options: dict[str, Any]

    def of(self, district: District) -> "Judged":
        """Judge the element on a district. Raises ValueError if the rule has no such element."""
        judged = district.judge(self.rule, **self.options)
        criterion = self.rule if isinstance(self.rule, str) else self.rule.criterion
        ids = {*judged.elements, *judged.not_applicable}
        if self.element not in ids and criterion not in ids and not judged.errors:
            hint = did_you_mean(self.element, ids)
            raise ValueError(f"{criterion} has no element {self.element!r}.{hint}")
        return Judged(f"{criterion}/{self.element}", self.element, judged)


@short_repr("id", "judgement")
@frozen(eq=False, repr=False, slots=False)
class Judged:
    """An element judged on a district; each method raises AssertionError, or returns this
    object."""

    id: str
    name: str
    judgement: Judgement

    def passes(self) -> "Judged":
        """Assert that the element passes."""
        __tracebackhide__ = True
        return self._is(Outcome.PASS, None, None)

    def is_gap(
        self, reason: str | Reason | None = None, *, scope: Collection[str] | None = None
    ) -> "Judged":
        """Assert that the element is a gap, for this reason and exactly these campuses or roles."""
        __tracebackhide__ = True
        return self._is(Outcome.GAP, reason, scope)

    def is_missing(
        self, reason: str | Reason | None = None, *, scope: Collection[str] | None = None
    ) -> "Judged":
        """Assert that evidence is missing, for this reason and exactly these campuses or roles."""
        __tracebackhide__ = True
        return self._is(Outcome.MISSING, reason, scope)

    def does_not_apply(self, *words: str) -> "Judged":
        """Assert that the element does not apply, for a reason that contains these words."""
        __tracebackhide__ = True
        reasons = self.judgement.not_applicable
        reason = reasons.get(self.name)
        if reason is None and len(reasons) == 1 and not self.judgement.elements:
            (reason,) = reasons.values()  # no element applies, so the criterion is listed instead
        if reason is None:
            raise AssertionError(self._explanation("should not apply"))
        return self._has(words, reason)

    def says(self, *words: str) -> "Judged":
        """Assert that its message or remedy contains these words."""
        __tracebackhide__ = True
        element = self.finding
        return self._has(words, f"{element.message} {element.remedy}" if element else "")

    @property
    def finding(self) -> ElementFinding | None:
        """The finding of the element; None if it does not apply or failed."""
        return self.judgement.elements.get(self.name)

    def _is(
        self, outcome: Outcome, reason: str | Reason | None, scope: Collection[str] | None
    ) -> "Judged":
        __tracebackhide__ = True  # makes pytest show the line of the test
        element = self.finding
        expected = _reason(reason) if reason is not None else None
        if expected is not None and expected.outcome is not outcome:
            raise ValueError(f"{expected} is not a reason for {outcome}.")
        should = f"should {_WORDS[outcome]}" + (f" ({expected.value})" if expected else "")
        if (
            element is None
            or element.outcome is not outcome
            or expected not in (None, element.reason)
        ):
            raise AssertionError(self._explanation(should))
        if scope is not None and set(element.scope) != set(scope):
            raise AssertionError(
                self._explanation(f"{should}, of {listing(sorted(scope)) or 'nobody'}")
            )
        return self

    def _has(self, words: Collection[str], text: str) -> "Judged":
        __tracebackhide__ = True
        lacking = [word for word in words if word not in text]
        if lacking:
            raise AssertionError(self._explanation(f"should say {listing(map(repr, lacking))}"))
        return self

    def _explanation(self, should: str) -> str:
        element = self.finding
        if element is None and self.judgement.errors:
            return f"{self.id} {should}, and the rule failed: {' '.join(self.judgement.errors)}"
        if element is None:
            why = " ".join(self.judgement.not_applicable.values())
            return f"{self.id} {should}, and does not apply: {why}"
        lines = [
            f"{self.id} {should}, and is {element.outcome} ({element.reason.value}).",
            f"  message: {element.message}",
            f"  remedy: {element.remedy or '(none)'}",
            f"  scope: {listing(element.scope) or '(the district)'}",
        ]
        lines += [
            f"  read: {piece.file}, {piece.field} = {shown(piece.value)}"
            for piece in element.evidence
        ]
        return "\n".join(lines)


def _reason(name: str | Reason) -> Reason:
    """Return the reason with this name. Raises ValueError, with the nearest name, if unknown."""
    try:
        return Reason(name)
    except ValueError:
        hint = did_you_mean(name, map(str, Reason))
        raise ValueError(f"{name!r} is not a reason.{hint}") from None

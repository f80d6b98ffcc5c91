"""Validation of verdicts: reports must be able to show them, and people to act on them."""

from datetime import date
from typing import Any

from lever5_rules.core.blanks import Problem
from lever5_rules.core.errors import RuleError
from lever5_rules.core.evidence import Evidence, Kept, Sample
from lever5_rules.core.limits import Limit, Ruleset
from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.core.verdict import Verdict
from lever5_rules.findings.finding import ElementFinding
from lever5_rules.findings.json_encoder import element_data
from lever5_rules.support.json_text import written

from .verdicts import described


def validated(verdict: object, ruleset: Ruleset) -> Verdict:
    """Return a plain copy of what a rule returned, after validating it.

    Raises RuleError unless it is a verdict that reports can show and somebody can act on.
    """
    if not isinstance(verdict, Verdict):
        raise RuleError(f"returned {described(verdict)} instead of a verdict")
    copy = (
        verdict
        if _has_declared_types(verdict)
        else Verdict(**{name: _checked_field(verdict, name) for name in _TYPES})
    )
    limit = copy.limit
    if limit is not None and not any(limit is declared for declared in ruleset.limits.values()):
        raise RuleError("returned a verdict with a limit that is not one of the ruleset's")
    if not copy.message.strip():
        raise RuleError("returned a verdict without a message")
    if copy.outcome not in (None, Outcome.PASS) and not copy.remedy.strip():
        raise RuleError(f"returned a {copy.outcome} without what would close it")
    return copy


def _has_declared_types(verdict: Verdict) -> bool:
    """Return whether a verdict and its parts have exactly the declared types, not subclasses of
    them.
    """
    parts = vars(verdict)
    return type(verdict) is Verdict and all(
        type(parts[name]) is tuple and kinds.issuperset(map(type, parts[name]))
        if name in _TUPLES
        else type(parts[name]) in kinds
        for name, kinds in _EXACT_TYPES.items()
    )


def _checked_field(verdict: Verdict, name: str) -> Any:
    """Return a field of a verdict, with plain texts. Raises RuleError if its type is wrong."""
    value, kinds = getattr(verdict, name), _TYPES[name]
    many = name in _TUPLES
    if many and not isinstance(value, tuple):
        raise RuleError(f"returned a verdict whose {name} are {described(value)}, not a tuple")
    for item in value if many else (value,):
        if not isinstance(item, kinds):
            raise RuleError(f"returned a verdict with {described(item)} as {name}")
    if kinds != (str,):
        return value
    return tuple(map(str.__str__, value)) if many else str.__str__(value)


def refuse_unwritable(finding: ElementFinding) -> None:
    """Raise RuleError if a finding with values from a plugin cannot be written to a report."""
    try:
        written(element_data(finding)).encode()
    except Exception as error:
        raise RuleError("returned a verdict that no report can show") from error


_TYPES: dict[str, tuple[type, ...]] = {
    "reason": (Reason, type(None)),
    "message": (str,),
    "remedy": (str,),
    "limit": (Limit, type(None)),
    "scope": (str,),
    "notes": (Evidence, Sample, Kept),
    "problems": (Problem,),
    "kind": (str,),
    "until": (date, type(None)),
    "wanted": (str,),
}
_TUPLES = frozenset({"scope", "notes", "problems"})
_EXACT_TYPES = {name: frozenset(kinds) for name, kinds in _TYPES.items()}

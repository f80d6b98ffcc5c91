"""All names needed to write a rule, for import from one module.

from lever5_rules.authoring import Limit, Rule, at_least

rule = Rule("5.2.4-3", judges=Judges.PARTIAL, not_judged="whether meetings are effective")

@rule.element(level=Level.CITED)
def length(guideline: PlcGuideline, least: Annotated[Limit[int], "plc.min_minutes"]) -> Verdict:
    '''A meeting lasts as long as the ruleset asks.'''
    return at_least(guideline.minutes, least, "The length of a PLC meeting in minutes")
"""

from typing import Annotated

from .artifacts.denominators import Campus
from .artifacts.fields import Text, entry
from .artifacts.kinds import (
    Citation,
    Counting,
    Document,
    DocumentReference,
    Family,
    HeldOn,
    Row,
    kind,
)
from .core.limits import Limit
from .core.outcome import Judges, Level, Outcome, Reason
from .core.synonyms import plain
from .core.text import counted, listing, shown, told_apart, within
from .core.verdict import Verdict
from .core.years import SchoolYear, Span
from .engine.needs import Campuses, Documents, Review, concerning, only, spring_before
from .engine.records import Records
from .engine.rules import Rule
from .engine.selections import beyond, given, reaching, up_to
from .engine.verdicts import (
    at_least,
    at_most,
    conclude,
    covers,
    enough,
    every,
    gap,
    met,
    missing,
    not_applicable,
    readings,
    stated,
    stating,
)
from .engine.views import known, named, select

__all__ = [
    "Annotated",
    "Campus",
    "Campuses",
    "Citation",
    "Counting",
    "Document",
    "DocumentReference",
    "Documents",
    "Family",
    "HeldOn",
    "Judges",
    "Level",
    "Limit",
    "Outcome",
    "Reason",
    "Records",
    "Review",
    "Row",
    "Rule",
    "SchoolYear",
    "Span",
    "Text",
    "Verdict",
    "at_least",
    "at_most",
    "beyond",
    "concerning",
    "conclude",
    "counted",
    "covers",
    "enough",
    "entry",
    "every",
    "gap",
    "given",
    "kind",
    "known",
    "listing",
    "met",
    "missing",
    "named",
    "not_applicable",
    "only",
    "plain",
    "reaching",
    "readings",
    "select",
    "shown",
    "spring_before",
    "stated",
    "stating",
    "told_apart",
    "up_to",
    "within",
]

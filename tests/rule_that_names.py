"""A plugin whose rule writes the ids of staff into its message and its scope."""

from collections.abc import Sequence

from lever5_rules import hookimpl
from lever5_rules.artifacts.denominators import StaffAssignment
from lever5_rules.authoring import Judges, Level, Reason, Records, Rule, Verdict, gap, listing

LEVER5_API = 1

rule = Rule("loud:names", judges=Judges.FULL, not_judged="nothing", title="T", requirement="R")


@rule.element(level=Level.ASSERTED)
def named(roster: Records[StaffAssignment]) -> Verdict:
    """Names everybody."""
    people = roster.distinct(StaffAssignment.staff_id)
    return gap(Reason.VAGUE, f"{listing(people)}.", "Hide them.", scope=people)


@hookimpl
def lever5_criteria() -> Sequence[Rule]:
    return [rule]

"""Reading of plans that people have filled in, and protection against overwriting them."""

from pathlib import Path

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped
from lever5_rules.findings.report import Report
from lever5_rules.support.input_files import read_plain

from . import plan_markdown
from .kept_notes import Filled, KeptPlan, district_of
from .plan import Plan

LARGEST = 64 << 20
"""The largest plan that is read, in bytes."""


def kept_plan(path: Path, report: Report, *, replaced: bool = False) -> KeptPlan:
    """Return what people filled into the plan at `path`, which the new plan may replace
    (`replaced`).

    Raises UsageError if it is not a plan, is of another district, or would lose its contents.
    """
    try:
        content = read_plain(path, LARGEST)
    except OSError as error:
        raise UsageError(f"The plan {path} cannot be read ({error.strerror}).") from None
    plan: KeptPlan | None = None
    if content.startswith(b"PK"):
        from lever5_rules.reading.cannot_read import UnreadablePackage
        from lever5_rules.reports.planning import plan_workbook

        try:
            plan = plan_workbook.read(content)
        except UnreadablePackage as error:
            raise UsageError(f"The plan {path} cannot be read: {error}") from None
    else:
        plan = plan_markdown.read(content.decode("utf-8-sig", "replace"))
    if plan is None:
        act = "It is not overwritten; give another name" if replaced else "Give one"
        raise UsageError(f"{path} is not a plan that lever5 plan wrote. {act}.")
    if plan.district != district_of(report):
        raise UsageError(
            f"{path} is the plan of district {clipped(plan.district) or '(no id)'}, and the "
            f"report is of {district_of(report) or '(no id)'}. Give another name."
        )
    if replaced:
        refuse_loss(path, plan)
    return plan


def refuse_loss(path: Path, plan: KeptPlan | None) -> None:
    """Raise UsageError if people wrote into a plan something that a new plan does not keep."""
    if plan is not None and not plan.intact:
        raise UsageError(
            f"{path} holds words or cells of yours outside of Owner, Due and Notes, which would be "
            f"lost. Write to another file: --keep {path} --output NEW{path.suffix}."
        )


def refuse_unkept(path: Path, plan: Plan) -> None:
    """Raise UsageError if replacing the plan at a path would lose what people filled in."""
    standing = kept_plan(path, plan.report, replaced=True)
    notes = [item.filled for item in plan.items]
    notes += [closed.row.filled for closed in plan.closed]
    notes += [filled for _, filled in plan.own]
    entries = [row.filled for row in standing.rows.values()] + [
        filled for _, filled in standing.own
    ]
    if any(before and not any(_within(before, other) for other in notes) for before in entries):
        raise UsageError(
            f"{path} holds owners, dates or notes that this plan lacks, so it is not written over. "
            f"Take them over: plan(report, kept={str(path)!r})."
        )


def _within(filled: Filled, other: Filled) -> bool:
    pairs = ((filled.owner, other.owner), (filled.due, other.due), (filled.notes, other.notes))
    return all(entry in new_entry for entry, new_entry in pairs)

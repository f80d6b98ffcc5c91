"""`lever5 plan`: the work list of a saved report."""

import os
from pathlib import Path

import click

from lever5_rules.cli.exits import CLEAN
from lever5_rules.cli.inputs import same_file, spare
from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped
from lever5_rules.findings.report import Report
from lever5_rules.findings.saved_reports import read_report
from lever5_rules.reports.planning import plan_markdown
from lever5_rules.reports.planning.kept_notes import KeptPlan, district_of
from lever5_rules.reports.planning.plan import plan_of
from lever5_rules.support.input_files import read_plain
from lever5_rules.support.output_files import check_target, put

MARKDOWN, WORKBOOK = ".md", ".xlsx"
LARGEST = 64 << 20


@click.command(name="plan")
@click.argument("saved", metavar="REPORT.json")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="PLAN.md|PLAN.xlsx",
    help="The file to write; without it, Markdown goes to standard output. An earlier plan there "
    "is brought up to date: owner, due and notes stay.",
)
@click.option(
    "--keep",
    type=click.Path(path_type=Path),
    metavar="PLAN",
    help="An earlier plan whose owner, due and notes are carried over.",
)
def command(saved: str, output: Path | None, keep: Path | None) -> int:
    """Turn the gaps and missing evidence of a saved report into a work list.

    What is decided by the same artifact is one item; what could close most comes first. Owner,
    due date and notes are for you to fill in.
    """
    if output is not None and output.suffix.lower() not in (MARKDOWN, WORKBOOK):
        raise UsageError(f"A plan is Markdown or a workbook: {output} must end on .md or .xlsx.")
    if output is not None:
        check_target(output)
        spare(output, [saved])
    report = read_report(saved)
    kept: KeptPlan | None = None
    if keep is not None:
        kept = _kept(keep, report)
    if output is not None and os.path.lexists(output) and not _same(output, keep):
        standing = _kept(output, report, replaced=True)
        kept = kept.joined(standing) if kept else standing
    elif output is not None and keep is not None and _same(output, keep):
        _refuse_loss(output, kept)
    plan = plan_of(report, kept)
    if output is None:
        click.echo(plan_markdown.render(plan), nl=False)
        return CLEAN
    if output.suffix.lower() == MARKDOWN:
        content = plan_markdown.render(plan).encode("utf-8")
    else:
        from lever5_rules.reports.planning import plan_workbook

        content = plan_workbook.render(plan)
    put(output, content)
    return CLEAN


def _same(one: Path, other: Path | None) -> bool:
    return other is not None and same_file(one, other)


def _kept(path: Path, report: Report, *, replaced: bool = False) -> KeptPlan:
    """What people filled into the plan at `path`, which may be `replaced` by the new one.

    Raises UsageError where it is no plan, is of another district, or would lose what it holds.
    """
    try:
        content = read_plain(path, LARGEST)
    except OSError as error:
        raise UsageError(f"The plan {path} cannot be read ({error.strerror}).") from None
    found: KeptPlan | None = None
    if content.startswith(b"PK"):
        from lever5_rules.reading.refusal import Refused
        from lever5_rules.reports.planning import plan_workbook

        try:
            found = plan_workbook.read(content)
        except Refused as error:
            raise UsageError(f"The plan {path} cannot be read: {error}") from None
    else:
        found = plan_markdown.read(content.decode("utf-8-sig", "replace"))
    if found is None:
        act = "It is not overwritten; give another name" if replaced else "Give one"
        raise UsageError(f"{path} is no plan that lever5 plan wrote. {act}.")
    if found.district != district_of(report):
        raise UsageError(
            f"{path} is the plan of district {clipped(found.district) or '(no id)'}, and the "
            f"report is of {district_of(report) or '(no id)'}. Give another name."
        )
    if replaced:
        _refuse_loss(path, found)
    return found


def _refuse_loss(path: Path, found: KeptPlan | None) -> None:
    if found is not None and not found.intact:
        raise UsageError(
            f"{path} holds words or cells of yours outside of Owner, Due and Notes, which would be "
            f"lost. Write to another file: --keep {path} --output NEW{path.suffix}."
        )

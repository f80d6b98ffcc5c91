"""`lever5 plan`: the work list of a saved report."""

import os
from pathlib import Path

import click

from lever5_rules import UsageError
from lever5_rules.cli.exits import CLEAN
from lever5_rules.cli.inputs import check_target, same_file, spare
from lever5_rules.cli.outputs import tell_files, write_to
from lever5_rules.library.plans import KeptPlan, kept_plan, plan, refuse_loss
from lever5_rules.library.results import read_report, render

FORMS = {".md": "markdown", ".xlsx": "xlsx", ".html": "html"}
PAGE = ".html"
"""A page is to be read: nothing that people write comes back from it."""


@click.command(name="plan")
@click.argument("saved", metavar="REPORT.json")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="PLAN.md|PLAN.xlsx|PLAN.html",
    help="The file to write; without it, Markdown goes to standard output. An earlier plan there "
    "is brought up to date: owner, due and notes stay. A page (.html) is for reading alone.",
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
    ending = output.suffix.lower() if output is not None else ""
    if output is not None and ending not in FORMS:
        raise UsageError(
            f"A plan is Markdown, a workbook or a page: {output} must end on .md, .xlsx or .html."
        )
    if output is not None:
        check_target(output)
        spare(output, [saved])
    report = read_report(Path(saved))
    earlier: KeptPlan | None = None
    if keep is not None:
        earlier = kept_plan(keep, report)
    if (
        output is not None
        and ending != PAGE
        and os.path.lexists(output)
        and not _is_same_file(output, keep)
    ):
        standing = kept_plan(output, report, replaced=True)
        earlier = earlier.joined(standing) if earlier else standing
    elif output is not None and keep is not None and _is_same_file(output, keep):
        refuse_loss(output, earlier)
    work_list = plan(report, earlier)
    if output is None:
        click.echo(render(work_list, "markdown"), nl=False)
        return CLEAN
    write_to(output, render(work_list, FORMS[ending]))
    tell_files(output)
    return CLEAN


def _is_same_file(path: Path, other: Path | None) -> bool:
    return other is not None and same_file(path, other)

"""`lever5 survey`: many districts at once."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import click

from lever5_rules import Budgets, survey
from lever5_rules.cli.exits import CLEAN, INCOMPLETE
from lever5_rules.cli.outputs import run_all_steps, tell_files
from lever5_rules.cli.shared import budget_option, plugin_folders, review_options
from lever5_rules.cli.terminal import columns_of_page, steps_done
from lever5_rules.core.text import counted, listing
from lever5_rules.library.surveys import MEGABYTES, SECONDS, Progress, Survey, prepared


@click.command(name="survey")
@click.argument("root", metavar="ROOT")
@review_options
@plugin_folders
@budget_option
@click.option(
    "--output",
    "-o",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file to write: .csv, .jsonl or .parquet for the table, .json for the summary, .html "
    "for the analyst's page. Repeatable.",
)
@click.option(
    "--public",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="Write the page that may leave the agency: no district, no small number.",
)
@click.option(
    "--reports",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write the JSON report on each bundle to this folder.",
)
@click.option(
    "--state",
    metavar="FOLDER",
    help="Keep every result in this folder; a survey that was stopped goes on from it.",
)
@click.option(
    "--since",
    metavar="FOLDER",
    help="The state of an earlier survey; what has not changed is not judged again.",
)
@click.option(
    "--regions",
    metavar="FILE.csv",
    help="A table with the columns district_id and region, for numbers by region.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=SECONDS,
    show_default=True,
    metavar="N",
    help="The seconds that a bundle may take.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=1),
    default=MEGABYTES,
    show_default=True,
    metavar="MB",
    help="The megabytes that a bundle may take.",
)
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many bundles are judged at once; one for each core if not given.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Judge on the workers of this Dask scheduler, such as tcp://host:8786.",
)
def command(
    root: str,
    ruleset: str,
    as_of: date | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    waivers: str | None,
    folders: tuple[str, ...],
    budgets: Budgets,
    files: tuple[Path, ...],
    public: Path | None,
    reports: Path | None,
    state: str | None,
    since: str | None,
    regions: str | None,
    seconds: float,
    memory: int,
    processes: int | None,
    scheduler: str | None,
) -> int:
    """Check every bundle below ROOT: a folder, a URL, or a .txt file with a path or URL in each
    line.

    Each district is judged in a process of its own, so that a bundle that breaks, hangs or takes
    all memory is listed as not judged, and the others are judged. The exit code is 3 if there is
    one, else 0: findings are what a survey is for.
    """
    inputs = (root if root.endswith(".txt") else None, ruleset, waivers, regions, state, since)
    bundles = prepared(root, files, [reports], [public] if public is not None else [], inputs)
    with (
        _ended_as_interrupted(),
        steps_done("Judging") as step,
        survey(
            bundles,
            ruleset=ruleset,
            as_of=as_of,
            select=select,
            ignore=ignore,
            waivers=waivers,
            plugin_folders=folders,
            budgets=budgets,
            state=state,
            since=since,
            regions=regions,
            seconds=seconds,
            megabytes=memory,
            processes=processes,
            scheduler=scheduler,
            reports=reports is not None,
            on_progress=lambda progress: step(
                progress.done, progress.total, _progress_text(progress)
            ),
        ) as results,
    ):
        step(0, 0, "")
        click.echo(results.text(columns_of_page()), nl=False)
        steps: list[Callable[[], object]] = [partial(results.write, file) for file in files]
        if reports is not None:
            steps.append(partial(results.write_reports, reports))
        if public is not None:
            steps.append(partial(results.write_public, public))
        run_all_steps(steps)
        tell_files(*files, reports, public)
        if reports is not None:
            _tell_others(results, reports)
        return CLEAN if results.complete else INCOMPLETE


def _tell_others(results: Survey, folder: Path) -> None:
    others = results.other_reports(folder)
    if others:
        click.echo(
            f"lever5: {folder} also holds {counted(len(others), 'report')} of no bundle that was "
            f"judged: {listing(others)}. Remove what an earlier survey left there.",
            err=True,
        )


@contextmanager
def _ended_as_interrupted() -> Iterator[None]:
    """Let SIGTERM end a survey and all of its processes in an orderly way, as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are those of the main thread
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _progress_text(progress: Progress) -> str:
    parts = [
        f"{progress.unchanged:,} unchanged" if progress.unchanged else "",
        f"{progress.failed:,} not judged" if progress.failed else "",
    ]
    return ", ".join(filter(None, parts))

"""Surveys of many districts: the public function, and the results that can be written."""

import multiprocessing
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from math import inf
from os import PathLike
from pathlib import Path
from typing import Any

from lever5_rules.checking import DEFAULT_RULESET, day_of, misuse
from lever5_rules.core import limits
from lever5_rules.core.budgets import USUAL, Budgets
from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped, listing
from lever5_rules.reading.protection import keep_outside, refuse_doubled, spare
from lever5_rules.support.json_text import written
from lever5_rules.support.output_files import check_target, put
from lever5_rules.surveying.analyst_page import analyst_page, public_page
from lever5_rules.surveying.districts import regions_of
from lever5_rules.surveying.places import Place, places_of
from lever5_rules.surveying.public_pages import (
    earlier_numbers,
    keep_published,
    require_no_difference,
)
from lever5_rules.surveying.results import (
    NotJudged,
    Progress,
    Results,
    judge_all,
    report_files,
    results_of,
)
from lever5_rules.surveying.settings import Settings, module_names
from lever5_rules.surveying.state import State
from lever5_rules.surveying.summary import Summary, summary_data, summary_of
from lever5_rules.surveying.summary_text import summary_text
from lever5_rules.surveying.table import COLUMNS, FORMATS, require_parquet, rows_of, write_table

__all__ = ["Progress", "Survey", "prepared", "survey"]

SECONDS, MEGABYTES = 300, 1024
ENDINGS = (*FORMATS, ".html", ".json")


class Survey:
    """The results of a survey, in the order of the names of its bundles.

    They are read from the state on request. If other processes are to use that state, use the
    survey in a `with` statement or call `close`.

    >>> with l5.survey(["examples/live-oak-charter"], as_of=date(2026, 11, 23), select="5.2") as it:
    ...     sorted({row["criterion_outcome"] for row in it.rows})
    ['gap', 'missing-evidence', 'pass']
    """

    def __init__(self, results: Results) -> None:
        self._results = results
        self._summary: Summary | None = None

    def __enter__(self) -> "Survey":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Survey({len(self.bundles)} bundles, {len(self.not_judged)} not judged)"

    def close(self) -> None:
        """Release the state; nothing can be read afterwards."""
        self._results.state.close()
        if self._results.earlier is not None:
            self._results.earlier.close()

    @property
    def bundles(self) -> tuple[str, ...]:
        """The names of all bundles."""
        return tuple(place.name for place in self._results.places)

    @property
    def not_judged(self) -> tuple[NotJudged, ...]:
        """The bundles that were not judged, each with its `reason`."""
        return self._results.not_judged

    @property
    def complete(self) -> bool:
        """True if every bundle was judged, and no rule and no plugin failed."""
        return not self.not_judged and not self._results.incomplete

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """The table: one dict for each district and element, all with the same keys."""
        return (dict(zip(COLUMNS, row, strict=True)) for row in rows_of(self._results))

    @property
    def summary(self) -> dict[str, Any]:
        """Numbers of districts by criterion, key practice, region, type and year."""
        return summary_data(self._summarized())

    def text(self, width: int = 80) -> str:
        """Return the summary as text for a terminal."""
        return summary_text(self._summarized(), width)

    def write(self, path: str | PathLike[str]) -> Path:
        """Write the table or summary that the file ending selects, atomically; return the path.

        The table: `.csv`, `.jsonl`, or `.parquet` with the package pyarrow. The summary: `.json`.
        The analyst's page, for use within the agency: `.html`. Raises UsageError for another
        ending, or if the file cannot be written.
        """
        target = Path(path)
        _check_outputs([target], self._results.places, ())
        if target.suffix.lower() in FORMATS:
            write_table(self._results, target)
        elif target.suffix.lower() == ".html":
            put(target, analyst_page(self._summarized(), self._results).encode())
        else:
            put(target, written(self.summary).encode())
        return target

    def write_public(self, path: str | PathLike[str]) -> Path:
        """Write the page that may leave the agency; return the path.

        It names no district, and shows no number that would reveal fewer than ten districts. Its
        difference from an earlier page known to the state reveals none either. Raises UsageError if
        the name does not end with `.html`, the file cannot be written, or an earlier page from this
        state differs by fewer than ten districts.
        """
        target = Path(path)
        _check_outputs([target], self._results.places, (), (".html",))
        require_no_difference(self._results)
        earlier = earlier_numbers(self._results)
        put(target, public_page(self._summarized(), earlier).encode())
        keep_published(self._results, self._summarized(), earlier)
        return target

    def write_reports(self, folder: str | PathLike[str]) -> int:
        """Write the JSON report on each bundle to a folder; return their number.

        The survey must have been made with `reports=True`. Raises UsageError if a report cannot
        be written.
        """
        number = 0
        for name, content in report_files(self._results):
            target = Path(folder, name)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise UsageError(f"{target} cannot be written ({error.strerror}).") from None
            put(target, content)
            number += 1
        return number

    def other_reports(self, folder: str | PathLike[str]) -> tuple[str, ...]:
        """Return JSON files in a folder of reports that `write_reports` does not write there.

        They are reports on bundles that no longer exist or are no longer judged.
        """
        own_names = {name for name, _ in report_files(self._results)}
        names = (path.relative_to(folder).as_posix() for path in Path(folder).rglob("*.json"))
        return tuple(sorted(name for name in names if name not in own_names))

    def _summarized(self) -> Summary:
        if self._summary is None:
            self._summary = summary_of(self._results)
        return self._summary


def survey(
    bundles: Any,
    *,
    state: str | PathLike[str] | None = None,
    since: str | PathLike[str] | None = None,
    ruleset: str | Path | limits.Ruleset = DEFAULT_RULESET,
    as_of: date | None = None,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    waivers: str | Path | None = None,
    regions: str | Path | None = None,
    plugins: Iterable[Any] = (),
    plugin_folders: str | Path | Iterable[str | Path] = (),
    entry_points: bool = True,
    budgets: Budgets | None = None,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    processes: int | None = None,
    scheduler: str | None = None,
    reports: bool = False,
    on_progress: Callable[[Progress], object] | None = None,
) -> Survey:
    """Check the bundles of many districts, each in a process that may fail alone.

    - `bundles`: the folder that they are in, at any depth; a text file with a path or URL in each
      line; a URL, if fsspec is installed; or a list of paths and URLs.
    - `state`: a folder in which each result is kept as soon as it is there. A survey that was
      stopped goes on from it. If None, nothing is kept.
    - `since`: the state of an earlier survey. A bundle that has not changed since, nor ruleset,
      versions, plugins and day, is not judged again.
    - `regions`: a CSV file with the columns `district_id` and `region`.
    - `seconds`, `megabytes`: what one bundle may take; one that takes more is not judged.
    - `processes`: how many judge at once; by default, one for each core.
    - `scheduler`: the address of a Dask scheduler, whose workers judge instead. They need the same
      version of lever5-rules, the same plugins, and to reach the bundles by the same paths or URLs.
    - `reports`: whether to keep each JSON report, for `write_reports`.
    - `on_progress`: a function that is called with a Progress after each bundle.

    The other arguments are those of `check`; `plugins` must be modules that can be imported. A
    bundle that cannot be judged is listed in `not_judged`; the others are. The results do not
    depend on who judges. In a script, call it below `if __name__ == "__main__":`.

    Raises UsageError if there is no bundle, the state cannot be used or an argument is invalid,
    RulesetError for an invalid ruleset or waiver file.

    >>> survey = l5.survey("examples", as_of=date(2026, 11, 23), select="5.2.4", processes=1)
    >>> survey
    Survey(3 bundles, 2 not judged)
    >>> survey.summary["districts"]
    1
    """
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        # A script that calls this outside `if __name__ == "__main__":` is run again by each process
        # that it starts; that process ends here, and the survey itself says what is wrong.
        raise SystemExit(1)
    settings = Settings(
        run=secrets.token_hex(8),
        ruleset=_absolute(ruleset),
        as_of=day_of("as_of", as_of),
        today=date.today(),
        select=_several("select", select, "an id or a list of ids"),
        ignore=_several("ignore", ignore, "an id or a list of ids"),
        waivers=os.path.abspath(waivers) if waivers is not None else None,
        modules=module_names(plugins),
        folders=tuple(
            os.path.abspath(folder)
            for folder in _several(
                "plugin_folders", plugin_folders, "a folder or a list of folders"
            )
        ),
        entry_points=entry_points,
        budgets=USUAL if budgets is None else budgets,
        seconds=_above_0("seconds", seconds),
        megabytes=int(_above_0("megabytes", megabytes)),
        reports=reports,
    )
    if processes is not None:
        _above_0("processes", processes)
    places = places_of(bundles)
    region_of_district = regions_of(regions) if regions is not None else {}
    if state is not None:
        _require_outside(Path(state), places)
    earlier = State(Path(since), only_read=True) if since is not None else None
    saved_state = State(Path(state) if state is not None else None)
    try:
        if earlier is not None:
            saved_state.inherit_published(earlier)
        judge_all(
            settings,
            places,
            saved_state,
            earlier,
            processes=processes,
            scheduler=scheduler,
            on_progress=on_progress,
        )
        return Survey(results_of(places, saved_state, earlier, region_of_district))
    except BaseException:
        saved_state.close()
        raise


def prepared(
    bundles: Any,
    files: Iterable[Path],
    folders: Iterable[Path | None] = (),
    public: Iterable[Path] = (),
    inputs: Iterable[str | Path | None] = (),
) -> tuple[Place, ...]:
    """Return the bundles for `survey`.

    Raises UsageError, before any work, if a file or folder cannot be an output of a survey of them.
    `inputs` are the other files that it reads.
    """
    places = places_of(bundles)
    spared = [path for path in inputs if path]
    _check_outputs(files, places, spared)
    _check_outputs(public, places, spared, (".html",))
    refuse_doubled([*files, *public])
    for folder in folders:
        if folder is not None:
            _require_outside(folder, places)
    return places


def _check_outputs(
    files: Iterable[Path],
    places: tuple[Place, ...],
    inputs: Iterable[str | Path],
    endings: tuple[str, ...] = ENDINGS,
) -> None:
    for file in files:
        if file.suffix.lower() not in endings:
            raise UsageError(
                f"The ending of {clipped(str(file), 60)!r} names no format of a survey; known are "
                f"{listing(endings, most=10)}."
            )
        if file.suffix.lower() == ".parquet":
            require_parquet()
        check_target(file)
        spare(file, inputs)
        _require_outside(file, places)


def _require_outside(output: Path, places: Iterable[Place]) -> None:
    for place in places:
        if "://" not in place.source and not place.trouble:
            keep_outside("An output of a survey", output, place.source)


def _absolute(ruleset: str | Path | limits.Ruleset) -> str | limits.Ruleset:
    """Return a ruleset with an absolute path, so that every process finds it."""
    if isinstance(ruleset, limits.Ruleset):
        return ruleset
    if not isinstance(ruleset, str | Path):
        raise misuse("ruleset", ruleset, "a name, the path of a TOML file, or a Ruleset")
    text = str(ruleset)
    return os.path.abspath(text) if text.endswith(".toml") or "/" in text else text


def _several(name: str, given: Any, expected: str) -> tuple[Any, ...]:
    """Return what an argument gives: one text or path, or several."""
    if isinstance(given, str | Path):
        return (given,)
    if not isinstance(given, Iterable):
        raise misuse(name, given, expected)
    return tuple(given)


def _above_0(name: str, number: float) -> float:
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 < number < inf:
        raise misuse(name, number, "a finite number above 0")
    return number

"""The results of a survey: many bundles judged, in a stable order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial

from attrs import frozen

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped, listing

from .districts import district_key
from .judging import FAILED, UNCHANGED, Answer
from .places import Place
from .plugin_trial import without_deadly_plugins
from .record import UNKNOWN, Record
from .settings import Settings, load_rules
from .state import Standing, State
from .workers import Task, Workers, answers, dask_workers, judge_in_process, local_workers


@frozen
class Progress:
    """The progress of a survey: `done` of `total` bundles.

    Of those, `unchanged` were not judged again, and `failed` could not be judged.
    """

    done: int
    total: int
    unchanged: int
    failed: int


@frozen
class NotJudged:
    """A bundle that was not judged, and why."""

    bundle: str
    reason: str


@frozen(eq=False, repr=False, slots=False)
class Results:
    """The results for the bundles of a survey, in the order of their names.

    Records are read from the state one at a time, so memory does not grow with their number.
    """

    places: tuple[Place, ...]
    state: State
    earlier: State | None
    regions: Mapping[str, str]
    standings: Mapping[str, Standing]
    not_judged: tuple[NotJudged, ...]

    def each(self) -> Iterator[tuple[str, Record | None, str]]:
        """Yield the name of every bundle with its record, or with None and the reason."""
        reasons = {failure.bundle: failure.reason for failure in self.not_judged}
        for place in self.places:
            reason = reasons.get(place.name)
            yield place.name, None if reason else self.state.record(place.name), reason or ""

    def records(self) -> Iterator[tuple[str, Record]]:
        """Yield every bundle that was judged, with its record."""
        for name, record, _ in self.each():
            if record is not None:
                yield name, record

    @property
    def _judged(self) -> Iterator[tuple[str, Standing]]:
        not_judged = {failure.bundle for failure in self.not_judged}
        names = (place.name for place in self.places if place.name not in not_judged)
        return ((name, self.standings[name]) for name in names)

    @property
    def latest_year(self) -> str:
        """The latest school year of the bundles that were judged."""
        return max((standing.year for _, standing in self._judged), default="")

    def region(self, record: Record) -> str:
        """Return the region of a district."""
        return self.regions.get(district_key(record["district_id"]), UNKNOWN)

    @property
    def incomplete(self) -> tuple[str, ...]:
        """The bundles in which a rule or plugin failed."""
        return tuple(name for name, standing in self._judged if not standing.complete)


def judge_all(
    settings: Settings,
    places: Iterable[Place],
    state: State,
    earlier: State | None = None,
    *,
    processes: int | None = None,
    scheduler: str | None = None,
    on_progress: Callable[[Progress], object] | None = None,
) -> None:
    """Judge every bundle, and keep each result in the state.

    Raises UsageError or RulesetError for invalid settings, before any bundle is judged.
    """
    settings = without_deadly_plugins(settings)
    fingerprint = load_rules(settings).fingerprint
    places = tuple(places)
    counts = {"done": 0, UNCHANGED: 0, FAILED: 0}

    def kept(place: Place, answer: Answer) -> None:
        state.keep(place.name, answer, earlier)
        counts["done"] += 1
        if answer.state in counts:
            counts[answer.state] += 1
        if on_progress is not None:
            on_progress(Progress(counts["done"], len(places), counts[UNCHANGED], counts[FAILED]))

    for place in places:
        if place.trouble:
            kept(place, Answer(FAILED, reason=place.trouble))
    with ExitStack() as stack:
        workers: Workers
        if scheduler is None:
            workers = stack.enter_context(local_workers(settings, processes))
            reason = "No process judged it."
        else:
            workers = stack.enter_context(dask_workers(settings, scheduler))
            reason = f"The Dask scheduler at {clipped(scheduler, 100)} went away."
        ask = partial(judge_in_process, settings, fingerprint)
        for place, answer in answers(workers, ask, _tasks(places, state, earlier), reason):
            kept(place, answer)


def _tasks(places: Iterable[Place], state: State, earlier: State | None) -> Iterator[Task]:
    for place in places:
        if not place.trouble:
            known_records = [
                source.known(place.name) for source in (state, earlier) if source is not None
            ]
            yield (
                place.with_content(),
                tuple(record for record in known_records if record is not None),
            )


def results_of(
    places: tuple[Place, ...],
    state: State,
    earlier: State | None = None,
    regions: Mapping[str, str] | None = None,
) -> Results:
    """Return the results of a survey whose bundles are all in the state."""
    standings = state.standings()
    unjudged = [other.name for other in places if other.name not in standings]
    if unjudged:
        raise UsageError(f"The state in {state.folder} lacks {listing(unjudged)}.")
    twice = _twice(places, standings)
    not_judged = []
    for place in places:
        standing = standings[place.name]
        if standing.failed:
            not_judged.append(
                NotJudged(place.name, " ".join(clipped(standing.reason, 600).split()))
            )
        elif place.name in twice:
            others = listing(clipped(name, 80) for name in twice[place.name])
            reason = (
                f"District {clipped(standing.district, 20)} has another bundle of "
                f"{standing.year}: {others}. Which is the district's is not known; remove one."
            )
            not_judged.append(NotJudged(place.name, reason))
    return Results(places, state, earlier, regions or {}, standings, tuple(not_judged))


def _twice(places: Iterable[Place], standings: Mapping[str, Standing]) -> dict[str, list[str]]:
    """Return bundles of the same district and school year, each with the others."""
    groups: dict[tuple[str, str], list[str]] = {}
    for place in places:
        standing = standings[place.name]
        if not standing.failed and standing.district:
            groups.setdefault((district_key(standing.district), standing.year), []).append(
                place.name
            )
    return {
        name: [other for other in names if other != name]
        for names in groups.values()
        if len(names) > 1
        for name in names
    }


def report_files(results: Results) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the JSON report on every bundle that was judged."""
    uses: dict[str, int] = {}
    for name, _ in results.records():
        report = results.state.report(name)
        if report is None:
            continue
        path = _path_of(name)
        number = uses[path] = uses.get(path, 0) + 1
        yield f"{path}{f'-{number}' if number > 1 else ''}.json", report


def _path_of(name: str) -> str:
    """Return a path within a folder for a bundle, whose name may be a URL or begin with `..`."""
    parts = name.rpartition("://")[2].split("/")
    clean_parts = [
        "".join(c if c.isalnum() or c in "-_. " else "_" for c in part) for part in parts
    ]
    return "/".join(part for part in clean_parts if part.strip(". ")) or "bundle"

"""The fuzzing targets: for each form of file its seeds, its mutations, and what must hold.

Whatever the input is, the result must be artifacts, or problems in sentences. `run` raises an
exception for anything else: another exception, a failure caught by one of our boundaries, a message
that cannot be written to a file, and one that repeats the canary.
"""

import atexit
import os
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from zlib import crc32

from attrs import frozen

import lever5_rules as l5
from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.checking import names_of
from lever5_rules.comparing.comparison import difference
from lever5_rules.comparing.history import history, standing
from lever5_rules.core.errors import (
    BundleError,
    Lever5Error,
    ReportError,
    RulesetError,
    UsageError,
)
from lever5_rules.findings.saved_reports import read_report
from lever5_rules.reading.bundles.bundle import Bundle
from lever5_rules.reading.bundles.own_outputs import own_output
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import UnreadablePackage
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.load import READERS, load
from lever5_rules.reading.papers import pdf_worker
from lever5_rules.reading.papers.citations import Cited
from lever5_rules.reading.papers.lookups import look_up_quotes
from lever5_rules.reading.reader import Group, Reader
from lever5_rules.reports import reporters
from lever5_rules.reports.formats.marked_copy import marked
from lever5_rules.reports.planning import plan_markdown, plan_workbook
from lever5_rules.reports.planning.plan import plan_of
from lever5_rules.ruleset.ruleset_files import load_ruleset
from lever5_rules.ruleset.waiver_files import load_waivers

from . import folders, mutations, seeds

NAMES = names_of(seeds.LOADED)
WORDS = load_ruleset("default", seeds.LOADED.rulesets, NAMES).words
FORMATS = reporters()
QUOTES = tuple(Cited(page, "PLC", seeds.SAID) for page in (1, 3, None))
PLACES = {"meeting_log!B4": ["a"], "meeting_log": ["b"], "plc_guideline!A1": ["c"]}
PDF_SECONDS = 3
"""The seconds that a page may keep the process that reads PDF busy before it is stopped; it has
more in production, but ends in the same way."""
_OF_AN_ORGANIZATION = "campus_id is an organization"
"""For these ids a message names the missing one (docs/privacy.md)."""
SCRATCH = Path(mkdtemp(prefix="lever5-fuzz-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)


class Broken(Exception):
    """Raised if an input violates what must hold of every input."""


@frozen
class Target:
    """Something that reads a file. `longest` is the largest input in bytes."""

    name: str
    reads: str
    run: Callable[[bytes], None]
    seeds: Callable[[], Sequence[bytes]]
    mutate: mutations.Mutation = mutations.text
    longest: int = 1 << 14


def _saved(name: str, data: bytes) -> Path:
    path = SCRATCH / f"{os.getpid()}-{name}"
    path.write_bytes(data)
    return path


def _watched(failures: list[BaseException]) -> list[Reader]:
    """Return the built-in readers, wrapped to record their exceptions in `failures`."""

    def watch(reader: Reader) -> Reader:
        def claims(files: Sequence[RawFile], intake: Intake) -> list[Group]:
            with kept(failures):
                return [tuple(group) for group in reader.claims(files, intake)]

        def read(group: Group, intake: Intake) -> None:
            with kept(failures):
                reader.read(group, intake)
                paths = {file.path for file in intake.files}.union(
                    path for _, path in intake.put_off
                )
                if lost := [file.path for file in group if file.path not in paths]:
                    raise Broken(f"files that nothing is said of: {lost}")

        return Reader(reader.name, claims, read, reader.late)

    return [watch(reader) for reader in READERS]


@contextmanager
def kept(failures: list[BaseException]) -> Iterator[None]:
    try:
        yield
    except OSError:  # this is how a file reports that it cannot be read
        raise
    except BaseException as error:
        failures.append(error)
        raise


def _loaded(bundle: Bundle) -> LoadedBundle:
    """Return what is read of a bundle, after checking what must hold of it."""
    failures: list[BaseException] = []
    loaded = load(bundle, seeds.LOADED.kinds, WORDS, _watched(failures))
    if failures:
        raise failures[0]
    for problem in loaded.problems:
        _sentence(problem.message)
    named = {file.path for file in loaded.files}
    if lost := [file.path for file in bundle.files if file.path not in named]:
        raise Broken(f"files that nothing is said of: {lost}")
    return loaded


def _sentence(message: str) -> None:
    message.encode()
    if not message.strip():
        raise Broken("a problem without a sentence")
    if " failed (" in message or " failed at it (" in message:
        raise Broken(message)


def _silent(bundle: Bundle, loaded: LoadedBundle) -> None:
    """Check that no message repeats the canary; names of files may be repeated."""
    if any(seeds.CANARY in file.path.casefold() for file in bundle.files):
        return
    for problem in loaded.problems:
        if (
            _OF_AN_ORGANIZATION not in problem.message
            and seeds.CANARY in problem.message.casefold()
        ):
            raise Broken(f"what may be somebody's name is repeated: {problem.message}")


def _folder(data: bytes) -> None:
    files = folders.split(data)
    if not files:
        return
    bundle = Bundle.from_mapping(files)
    _silent(bundle, _loaded(bundle))


def _mapped(data: bytes) -> None:
    """Run a folder with a mapping file; its words are a program's and may be repeated."""
    if files := folders.split(data):
        _loaded(Bundle.from_mapping(files))


def _from_path(path: Path) -> None:
    try:
        bundle = Bundle.from_path(path)
    except BundleError as error:
        _sentence(str(error))
    else:
        _loaded(bundle)


def _zip(data: bytes) -> None:
    _from_path(_saved("bundle.zip", data))


def _workbook(data: bytes) -> None:
    _from_path(_saved("book.xlsx", data))
    _loaded(Bundle.from_mapping({"meeting_log.xlsx": data}))


def _marked(data: bytes) -> None:
    try:
        marked(data, PLACES)
    except BundleError as error:
        _sentence(str(error))


def _pdf(data: bytes) -> None:
    """The program that reads PDF, in this process, so that coverage leads."""
    pdf_worker.limit = lambda memory, seconds: None
    order = b'{"path": [], "bytes": %d, "memory": 0, "seconds": 0}\n' % len(data)

    def stop(*_: object) -> None:
        raise _Stopped

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, PDF_SECONDS)
    try:
        pdf_worker.main(BytesIO(order + data + b"0\n1\n7\n"), BytesIO())
    except _Stopped:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


class _Stopped(BaseException):
    """The process that reads PDF would have been stopped."""


def _cited(name: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        lookups = look_up_quotes(RawFile(name, content=data), QUOTES)
        if set(lookups) != set(QUOTES):
            raise Broken("a quote of which nothing is said")
        for lookup in lookups.values():
            if lookup.problem is not None:
                _sentence(lookup.problem.message)

    return run


def _report(data: bytes) -> None:
    try:
        report = read_report(_saved("report.json", data))
    except ReportError as error:
        _sentence(str(error))
        return
    written = FORMATS[crc32(data) % len(FORMATS)].render(report)
    if isinstance(written, str):
        written.encode()
    plan_markdown.render(plan_of(report)).encode()
    difference(seeds.report(), report)
    history([standing("a.json", report), standing("b.json", seeds.report())], ())


def _plan(data: bytes) -> None:
    _kept(lambda: plan_markdown.read(data.decode("utf-8-sig", "replace")))


def _plan_book(data: bytes) -> None:
    _kept(lambda: plan_workbook.read(data))


def _kept(read: Callable[[], Any]) -> None:
    try:
        kept = read()
        if kept is not None:
            plan = plan_of(seeds.report(), kept)
            plan_markdown.read(plan_markdown.render(plan))
            plan_workbook.render(plan)
    except (UnreadablePackage, UsageError) as error:
        _sentence(str(error))


def _ruleset(data: bytes) -> None:
    """As a ruleset and as a waiver file."""
    path = _saved("ours.toml", data)
    for read in (
        lambda: load_ruleset(path, seeds.LOADED.rulesets, NAMES),
        lambda: load_waivers(path, NAMES),
    ):
        try:
            read()
        except RulesetError as error:
            _sentence(str(error))


def _check(data: bytes) -> None:
    """A whole check of the small example, with the files of the input in place of its own."""
    files = {**seeds.small(), **folders.split(data)}
    try:
        report = l5.check(Bundle.from_mapping(files), entry_points=False)
    except Lever5Error as error:
        _sentence(str(error))
        return
    if not report.complete:
        raise Broken(report.errors[0].message)
    report.to_json().encode()


def _output(data: bytes) -> None:
    for name in ("a", "a.xlsx"):
        own_output(RawFile(name, lambda: BytesIO(data)))


def _changed_files() -> list[bytes]:
    return [folders.joined({name: content}) for name, content in seeds.small().items()]


TARGETS = {
    target.name: target
    for target in (
        Target("csv", "tables as CSV, other forms", _folder, seeds.tables),
        Target("toml", "documents and rows as TOML", _folder, seeds.documents),
        Target("workbook", "workbooks", _workbook, seeds.books, mutations.packed, longest=1 << 16),
        Target("zip", "bundles as zips", _zip, seeds.zips, mutations.packed, longest=1 << 16),
        Target("calendar", "calendar feeds", _folder, seeds.calendars),
        Target("exports", "Ed-Fi, Grow, Strive", _folder, seeds.exports, mutations.folder),
        Target("oneroster", "OneRoster folders", _folder, seeds.rosters),
        Target("mapping", "mapping files", _mapped, seeds.mappings),
        Target("pdf", "PDF, pages as text", _pdf, seeds.pdfs),
        Target("pdf-apart", "PDF, quotes looked up", _cited("a.pdf"), seeds.pdfs),
        Target("docx", "Word documents", _cited("a.docx"), seeds.words, mutations.packed),
        Target("report", "saved reports", _report, seeds.reports, mutations.tree, 1 << 18),
        Target("plan", "plans as Markdown", _plan, seeds.plans, longest=1 << 15),
        Target(
            "plan-book",
            "plans as workbooks",
            _plan_book,
            seeds.plan_books,
            mutations.packed,
            1 << 17,
        ),
        Target("marked", "marked copies", _marked, seeds.books, mutations.packed, 1 << 16),
        Target("ruleset", "rulesets, waiver files", _ruleset, seeds.rulesets),
        Target(
            "output", "outputs of ours, told from evidence", _output, seeds.outputs, longest=1 << 17
        ),
        Target("check", "a whole check", _check, _changed_files),
    )
}

"""Loading of a bundle: its files become artifacts, and no contents of a file can make it fail."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.places import in_order
from lever5_rules.core.synonyms import NO_WORDS, Words
from lever5_rules.reading.bundles.bundle import WORKBOOKS, Bundle, is_profile
from lever5_rules.reading.bundles.byte_budget import within_byte_budget
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.mappings.shipped_mappings import SHIPPED, Mappings
from lever5_rules.support.error_text import error_text
from lever5_rules.support.interrupts import pass_on_interrupt

from .grade_faults import report_unknown_grades
from .intake import PROFILE, Intake, kind_of_name
from .opening_days import without_impossible_openings
from .personal_columns import clear_personal_data
from .plugin_readers import read_by_plugin
from .problem_groups import grouped
from .profile_faults import report_profile_faults
from .reader import Group, Reader, digest_of
from .readers import (
    calendar_files,
    csv_files,
    mapped_files,
    memory,
    oneroster,
    other_forms,
    paper_files,
    toml_files,
    workbook_files,
)
from .references import resolve_references
from .said_by_papers import complete_from_papers
from .start_days import with_earlier_starts
from .unfinished import report_unfinished

ROSTER = "staff_roster"

READERS: tuple[Reader, ...] = (
    mapped_files.READER,
    mapped_files.LATE,
    memory.READER,
    oneroster.READER,
    toml_files.READER,
    csv_files.READER,
    workbook_files.READER,
    calendar_files.READER,
    paper_files.READER,
    other_forms.READER,
)
"""The built-in readers, the more specific ones first."""


def load(
    bundle: Bundle,
    kinds: Mapping[str, KindInfo],
    words: Words = NO_WORDS,
    readers: Sequence[Reader] = READERS,
    mappings: Mappings = SHIPPED,
) -> LoadedBundle:
    """Read every file of a bundle; no contents of a file can make this fail.

    `words` are the district synonyms of the ruleset; `mappings` are those available for exports,
    besides the bundle's own.
    """
    intake = Intake(kinds, words, mappings, bundle.budgets)
    gather(bundle, intake, readers)
    intake.keep_back_people()
    built = {name: intake.built(name) for name in intake.builders}
    tables = {name: table for name, table in built.items() if table is not None}
    documents = {name: tuple(artifacts) for name, artifacts in intake.documents.items()}
    tables = {name: clear_personal_data(table, intake.problem) for name, table in tables.items()}
    documents, tables = resolve_references(documents, tables, intake.problem)
    documents[PROFILE] = tuple(
        without_impossible_openings(profile, tables.get("observation_log"), intake.problem)
        for profile in documents.get(PROFILE, ())
    )
    if ROSTER in tables:
        tables[ROSTER] = with_earlier_starts(tables[ROSTER], tables, intake.problem)
    intake.papers.note_citations(documents, tables)
    documents = complete_from_papers(documents, intake.papers, intake.order, intake.problem)
    report_unfinished(documents, intake.problem, intake.papers)
    report_unknown_grades(documents, tables, intake.problem)
    report_profile_faults(documents.get(PROFILE, ()), intake.problem)
    files = tuple(sorted(intake.files, key=lambda file: file.path))
    whole = sha256("".join(f"{file.path}\0{file.sha256}\n" for file in files).encode())
    return LoadedBundle(
        documents=documents,
        tables=tables,
        lost={kind: tuple(problems) for kind, problems in intake.lost.items()},
        unread=_list_unread(intake),
        files=files,
        problems=tuple(grouped(_sort_problems(intake.problems))),
        sha256=whole.hexdigest(),
        papers=intake.papers,
    )


def gather(bundle: Bundle, intake: Intake, readers: Sequence[Reader] = READERS) -> None:
    """Read every file of a bundle into an intake."""
    intake.problems.extend(bundle.problems)
    for problem in bundle.problems:
        if problem.severity is Severity.ERROR:
            intake.lost.setdefault(None, []).append(problem)
            if problem.file is not None:
                intake.note(problem.file, None, "", "unreadable")
    for problem in bundle.unopened:
        path = problem.file or ""
        kind = kind_of_name(path, intake.kinds)
        if kind is None or problem.severity is Severity.NOTE:
            intake.problems.append(problem)
        else:
            intake.lose(kind, path, None, f"{path} was not read: {problem.message}")
            intake.note(path, kind, "", "unreadable")
    files = within_byte_budget(sorted(bundle.files, key=_profile_order), bundle.budgets)
    claimed = list(_claim_files(files, readers, intake))
    for reader, group in sorted(claimed, key=_reading_order):
        _read(reader, group, intake)
        if reader is not None and reader not in READERS:
            explanation = f"it was read by {reader.name}, the reader of a plugin."
            intake.problems += [
                Problem(Severity.NOTE, file.path, None, explanation) for file in group
            ]
    by_path = {file.path: file for file in files}
    for reader, path in intake.put_off:
        _read(reader, (by_path[path],), intake)
    _keep_one_profile(intake)


def _claim_files(
    files: Iterable[RawFile], readers: Sequence[Reader], intake: Intake
) -> Iterator[tuple[Reader | None, Group]]:
    """Yield the files in groups, each with the reader that claims it, or None."""
    unclaimed = {file.path: file for file in files}
    for reader in readers:
        for group in _claim_groups(reader, tuple(unclaimed.values()), intake):
            claimed = tuple(file for file in group if unclaimed.pop(file.path, None) is not None)
            if claimed:
                yield reader, claimed
    yield from ((None, (file,)) for file in unclaimed.values())


def _claim_groups(reader: Reader, files: Sequence[RawFile], intake: Intake) -> list[Group]:
    try:
        groups = [tuple(group) for group in reader.claims(files, intake)]
        if not all(isinstance(file, RawFile) for group in groups for file in group):
            raise TypeError("a reader may claim files only")
        return groups
    except BaseException as error:
        pass_on_interrupt(error)
        why = f"The reader {reader.name} failed ({error_text(error)}), so it reads nothing here."
        problem = Problem(Severity.ERROR, None, None, f"{why} Tell its maintainers.")
        intake.problems.append(problem)
        intake.lost.setdefault(None, []).append(problem)
        return []


def _read(reader: Reader | None, group: Group, intake: Intake) -> None:
    """Read a group of files.

    If the reader fails, all kinds that the files might have contributed to are recorded as
    incomplete.
    """
    listed, before = len(intake.files), intake.sizes
    try:
        if reader is None:
            intake.note(group[0].path, None, digest_of(group[0]), "unknown")
        elif reader in READERS:
            reader.read(group, intake)
        else:
            read_by_plugin(reader, group, intake)
        return
    except OSError as error:
        why = f"cannot be read ({error.strerror or type(error).__name__})."
    except BaseException as error:  # a plugin's reader may even call sys.exit
        pass_on_interrupt(error)
        name = reader.name if reader else "no"
        why = (
            f"cannot be read: the reader {name} failed at it ({type(error).__name__}). Tell the "
            "maintainers of that reader."
        )
    entries = intake.files[listed:]
    paths = {file.path for file in group}
    intake.files[listed:] = [entry for entry in entries if entry.path not in paths]
    kinds = {name for name, size in intake.sizes.items() if size != before.get(name, 0)}
    kinds.update(entry.kind for entry in entries if entry.kind is not None)
    for file in group:
        kind = kind_of_name(file.path, intake.kinds)
        touched = kinds if kind is None else kinds | {kind}
        for kind_name in (*sorted(touched),) or (None,):
            intake.lose(kind_name, file.path, None, f"{file.path} {why}")
        intake.note(file.path, kind, "", "unreadable")


def _list_unread(intake: Intake) -> tuple[Problem, ...]:
    """Return the problems with unreadable files that may hold any kind of evidence."""
    paths = {
        file.path for file in intake.files if file.status == "unreadable" and file.kind is None
    }
    problems = dict.fromkeys(intake.lost.get(None, ()))
    return tuple(problem for problem in problems if problem.file is None or problem.file in paths)


def _keep_one_profile(intake: Intake) -> None:
    documents = intake.documents.get(PROFILE, [])
    for extra in documents[1:]:
        intake.problem(
            extra.source.path,
            None,
            f"{extra.source.path} is a second district profile beside "
            f"{documents[0].source.path} and was not used. Keep one.",
        )
    del documents[1:]


def _profile_order(file: RawFile) -> tuple[int, str]:
    """Return a sort key that puts the profile first.

    It defines the order of dates, so it is read before all others; in a workbook it may be among
    other sheets.
    """
    if is_profile(file.path):
        return (0, file.path)
    return (1 if file.path.lower().endswith(WORKBOOKS) else 2, file.path)


def _reading_order(claim: tuple[Reader | None, Group]) -> tuple[bool, tuple[int, str]]:
    reader, group = claim
    return reader is not None and reader.late, min(map(_profile_order, group))


def _sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return sorted(
        problems,
        key=lambda problem: (
            order[problem.severity],
            problem.file or "",
            in_order(problem.place),
            problem.message,
        ),
    )

"""Reads the files of a bundle into artifacts; nothing in a file can make this fail."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.marks import Problem, Severity
from lever5_rules.core.text import clipped
from lever5_rules.core.words import NO_WORDS, Words

from . import csv_files, memory, other_forms, toml_files, workbook_files
from .bundle import PROFILE_FILE, WORKBOOKS, Bundle, RawFile
from .intake import PROFILE, Intake, kind_of_name
from .readers import Group, Reader, digest_of
from .references import check_references
from .structure import Structurer
from .values import cell_converter, toml_converter

READERS: tuple[Reader, ...] = (
    memory.READER,
    toml_files.READER,
    csv_files.READER,
    workbook_files.READER,
    other_forms.READER,
)
"""The built-in readers, the more particular ones first."""


def load(
    bundle: Bundle,
    kinds: Mapping[str, KindInfo],
    words: Words = NO_WORDS,
    readers: Sequence[Reader] = READERS,
) -> LoadedBundle:
    """Reads every file of a bundle; nothing in it can make this fail.

    `words` are the district's own words, as the ruleset gives them.
    """
    intake = Intake(kinds, words)
    gather(bundle, intake, readers)
    cells = cell_converter(intake.order, words)
    structurer = Structurer(toml_converter(intake.order, words), intake.problems)
    tables = {
        name: builder.build(cells, structurer)
        for name, builder in intake.builders.items()
        if builder.met
    }
    documents = {name: tuple(found) for name, found in intake.documents.items()}
    check_references(documents, tables, intake.problem)
    files = tuple(sorted(intake.files, key=lambda file: file.path))
    whole = sha256("".join(f"{file.path}\0{file.sha256}\n" for file in files).encode())
    return LoadedBundle(
        documents=documents,
        tables=tables,
        lost={kind: tuple(problems) for kind, problems in intake.lost.items()},
        files=files,
        problems=tuple(_sorted(intake.problems)),
        sha256=whole.hexdigest(),
    )


def gather(bundle: Bundle, intake: Intake, readers: Sequence[Reader] = READERS) -> None:
    """Has every file of a bundle read into an intake."""
    intake.problems.extend(bundle.problems)
    for problem in bundle.problems:
        if problem.severity is Severity.ERROR:
            intake.lost.setdefault(None, []).append(problem)
    claimed = list(_claimed(bundle.files, readers, intake))
    for reader, group in sorted(claimed, key=lambda pair: min(map(_profile_first, pair[1]))):
        _read(reader, group, intake)
    _one_profile(intake)


def _claimed(
    files: Iterable[RawFile], readers: Sequence[Reader], intake: Intake
) -> Iterator[tuple[Reader | None, Group]]:
    """The files in groups, each with the reader that takes it, or with none."""
    left = {file.path: file for file in files}
    for reader in readers:
        for group in reader.claims(tuple(left.values()), intake):
            mine = tuple(file for file in group if left.pop(file.path, None) is not None)
            if mine:
                yield reader, mine
    yield from ((None, (file,)) for file in left.values())


def _read(reader: Reader | None, group: Group, intake: Intake) -> None:
    listed = len(intake.files)
    try:
        if reader is None:
            intake.note(group[0].path, None, digest_of(group[0]), "unknown")
        else:
            reader.read(group, intake)
        return
    except OSError as error:
        why = f"cannot be read ({error.strerror})."
    except Exception as error:
        name = reader.name if reader else "no"
        why = (
            f"cannot be read: the reader {name} failed at it ({type(error).__name__}: "
            f"{clipped(str(error), 80)}). Tell the maintainers of that reader."
        )
    done = {one.path for one in intake.files[listed:]}
    for file in group:
        if file.path not in done:
            kind = kind_of_name(file.path, intake.kinds)
            intake.lose(kind, file.path, None, f"{file.path} {why}")
            intake.note(file.path, kind, "", "unreadable")


def _one_profile(intake: Intake) -> None:
    found = intake.documents.get(PROFILE, [])
    for extra in found[1:]:
        intake.problem(
            extra.source.path,
            None,
            f"{extra.source.path} is a second district profile beside "
            f"{found[0].source.path} and was not used. Keep one.",
        )
    del found[1:]


def _profile_first(file: RawFile) -> tuple[int, str]:
    """The profile says in which order dates are written, so it is read before all others; in a
    workbook it may stand among other sheets."""
    if file.path == PROFILE_FILE:
        return (0, file.path)
    return (1 if file.path.lower().endswith(WORKBOOKS) else 2, file.path)


def _sorted(problems: list[Problem]) -> list[Problem]:
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return sorted(
        problems, key=lambda one: (order[one.severity], one.file or "", one.line or 0, one.message)
    )

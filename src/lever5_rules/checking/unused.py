"""Evidence that no element read, usually because of a misnamed file."""

from operator import attrgetter

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.blanks import Mark
from lever5_rules.engine.judge import Judge
from lever5_rules.engine.judged import Judged
from lever5_rules.findings.finding import UnusedEvidence


def unused_evidence(
    artifacts: LoadedBundle, judgements: list[Judged], judge: Judge
) -> tuple[UnusedEvidence, ...]:
    """Return files and columns that no element read, and rows and documents that do not count."""
    kinds = {kind for judgement in judgements for kind in judgement.read} | {"district_profile"}
    columns = {column for judgement in judgements for column in judgement.columns}
    unused = []
    for file in artifacts.papers.listed(artifacts.files):
        if file.status == "uncited":
            unused.append(UnusedEvidence(file.path, "No artifact cites it."))
        elif file.status == "unknown":
            why = "It is not an artifact that is known here; its name or kind says nothing."
            unused.append(UnusedEvidence(file.path, why))
        elif file.status == "read" and file.kind is not None and file.kind not in kinds:
            unused.append(UnusedEvidence(file.path, f"No selected element read {file.kind}."))
    for table in artifacts.tables.values():
        if table.kind.name not in kinds or not table.parts:
            continue
        never = [
            name
            for name, column in table.columns.items()
            if (table.kind.name, name) not in columns
            and name not in _by_which_rows_count(table.kind)
            and any(value is not None and not isinstance(value, Mark) for value in column.values)
        ]
        if never:
            path = table.parts[0].source.path
            of_kind = "" if table.kind.name in path else f" of {table.kind.name}"
            why = f"Columns{of_kind} that no selected element read: {', '.join(never)}."
            unused.append(UnusedEvidence(path, why))
    unused += [UnusedEvidence(file, why) for file, why in judge.not_counted()]
    return tuple(sorted(unused, key=attrgetter("file", "why")))


def _by_which_rows_count(kind: KindInfo) -> frozenset[str]:
    """Return the columns that decide which rows of a table count, before any element reads them."""
    people = (name for name, info in kind.fields.items() if info.refers_to == "staff")
    by = (kind.dated_by, kind.year_by, *kind.counting.columns, *people)
    ids = (name for name, info in kind.fields.items() if info.unique)
    return frozenset(name for name in (*by, *ids) if name)

"""CSV files named after their kind."""

from lever5_rules.core.blanks import Severity
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.intake import Intake, kind_of_name
from lever5_rules.reading.reader import by_ending, digest_of


def read(file: RawFile, intake: Intake) -> None:
    """Read one CSV file."""
    kind = intake.kind_of_file(file.path)
    if kind is None or not kind.table:
        unknown_table(file.path, digest_of(file), intake)
        return
    before = len(intake.problems)
    with file.open() as raw:
        digest = intake.table(kind).add_csv(file.path, raw)
    lost = any(
        problem.severity is Severity.ERROR and "cannot be read" in problem.message
        for problem in intake.problems[before:]
    )
    intake.note(file.path, kind.name, digest, "unreadable" if lost else "read")


def unknown_table(path: str, digest: str, intake: Intake) -> None:
    """Note a table whose name matches no kind."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    name = kind_of_name(path, intake.kinds)
    if name is not None:
        message = f"{path} was not read: {name} is a document; give it as {name}.toml."
    else:
        message = f"{path} was not read: its name is no kind of table."
        message += intake.hints(stem, [one for one, kind in intake.kinds.items() if kind.table])
    intake.lose(name, path, None, message)
    intake.note(path, name, digest, "unknown")


READER = by_ending("csv", (".csv", ".tsv"), read)

"""Artifacts built in memory: a mapping is a document, a list of mappings a table."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.reader import Group, Reader
from lever5_rules.reading.sources import MemorySource

from .csv_files import note_unknown_table
from .toml_files import take_object


def claims(files: Sequence[RawFile], intake: Intake) -> Iterable[Group]:
    """Return the files whose content is neither text nor bytes."""
    return [(file,) for file in files if not file.is_bytes]


def read(group: Group, intake: Intake) -> None:
    """Read one artifact."""
    (file,) = group
    source = MemorySource(file.path)
    if isinstance(file.content, Mapping):
        digest = sha256(repr(sorted(file.content.items(), key=str)).encode()).hexdigest()
        take_object(file.path, dict(file.content), source, digest, intake)
        return
    digest = sha256(repr(file.content).encode()).hexdigest()
    kind = intake.kind_of_file(file.path)
    if kind is None or not kind.table:
        note_unknown_table(file.path, digest, intake)
        return
    intake.table(kind).add_rows(source, list(file.content))
    intake.note(file.path, kind.name, digest, "read")


READER = Reader("memory", claims, read)

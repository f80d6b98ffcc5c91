"""Unsupported file types that people submit; the report says how to save them instead.

The contents count as lost, as those of an unreadable file do; if the file name matches no kind, the
file may hold any kind of evidence.
"""

from collections.abc import Iterable, Sequence

from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.intake import Intake, kind_of_name
from lever5_rules.reading.reader import Group, Reader, by_ending, digest_of

SHEETS = (".xls", ".xlsb", ".ods", ".numbers", ".gsheet")
DOUBLED = (".toml.txt", ".csv.txt", ".ics.txt", ".xlsx.txt")
TEXTS = (".txt", ".xml", ".htm", ".html", ".json")
"""File endings under which programs save tables; other text with these endings is not evidence."""
ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz")


def read(file: RawFile, intake: Intake) -> None:
    """Report what to do with an unsupported file; it may hold evidence of the kind in its name."""
    if file.path.lower().endswith(DOUBLED):
        new_name = file.path.rpartition("/")[2].removesuffix(file.path[-4:])
        why = f"an editor has put .txt after its name. Rename it to {new_name}."
    elif file.path.lower().endswith(ARCHIVES):
        why = "an archive within a bundle is not opened. Unpack it into the folder."
    elif file.path.lower().endswith(TEXTS):
        why = "this form of table is not read. Save it as CSV."
    else:
        why = "this form of spreadsheet is not read. Save it as .xlsx, or a sheet of it as CSV."
    kind = kind_of_name(_strip_doubled_ending(file.path), intake.kinds)
    intake.lose(kind, file.path, None, f"{file.path} was not read: {why}")
    intake.note(file.path, kind, digest_of(file), "unreadable")


def _strip_doubled_ending(path: str) -> str:
    return path[:-4] if path.lower().endswith(DOUBLED) else path


_BY_ENDING = by_ending("other forms", (*SHEETS, *ARCHIVES, *DOUBLED), read)
_TEXT_FILES = by_ending("other forms", TEXTS, read)


def _claims(files: Sequence[RawFile], intake: Intake) -> Iterable[Group]:
    yield from _BY_ENDING.claims(files, intake)
    for group in _TEXT_FILES.claims(files, intake):
        kind = kind_of_name(group[0].path, intake.kinds)
        if kind is not None and intake.kinds[kind].table:
            yield group


READER = Reader("other forms", _claims, _BY_ENDING.read)

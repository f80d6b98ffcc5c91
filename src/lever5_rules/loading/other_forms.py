"""Forms of evidence that are not read, but that people do hand in: it is said how to save them."""

from .bundle import RawFile
from .intake import Intake, kind_of_name
from .readers import by_ending, digest_of

SHEETS = (".xls", ".xlsb", ".ods", ".numbers", ".gsheet", ".tsv")
DOUBLED = (".toml.txt", ".csv.txt", ".ics.txt", ".xlsx.txt")
ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz")


def read(file: RawFile, intake: Intake) -> None:
    """Says what to do with one file, which may hold evidence of the kind that it is named for."""
    if file.path.lower().endswith(DOUBLED):
        named = file.path.rpartition("/")[2].removesuffix(file.path[-4:])
        why = f"an editor has put .txt after its name. Rename it to {named}."
    elif file.path.lower().endswith(ARCHIVES):
        why = "an archive within a bundle is not opened. Unpack it into the folder."
    else:
        why = "this form of spreadsheet is not read. Save it as .xlsx, or a sheet of it as CSV."
    kind = kind_of_name(_undoubled(file.path), intake.kinds)
    intake.lose(kind, file.path, None, f"{file.path} was not read: {why}")
    intake.note(file.path, kind, digest_of(file), "unreadable" if kind else "unknown")


def _undoubled(path: str) -> str:
    return path[:-4] if path.lower().endswith(DOUBLED) else path


READER = by_ending("other forms", (*SHEETS, *ARCHIVES, *DOUBLED), read)

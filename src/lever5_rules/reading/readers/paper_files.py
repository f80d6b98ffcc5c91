"""The district's own documents, PDF and DOCX: listed, and opened only if they are cited."""

from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.papers.collection import ENDINGS, UNCITED
from lever5_rules.reading.reader import by_ending


def read(file: RawFile, intake: Intake) -> None:
    """Note one document."""
    intake.note(file.path, None, intake.papers.add(file), UNCITED)


READER = by_ending("papers", ENDINGS, read)

"""The district's own documents, PDF and DOCX: listed, and opened only where they are cited."""

from .bundle import RawFile
from .intake import Intake
from .papers import ENDINGS, UNCITED
from .readers import by_ending


def read(file: RawFile, intake: Intake) -> None:
    """Lists one document."""
    intake.note(file.path, None, intake.papers.add(file), UNCITED)


READER = by_ending("papers", ENDINGS, read)

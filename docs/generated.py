"""Pages with a generated lower part; everything above the mark is written by hand."""

from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
MARK = "<!-- What follows is made by `python docs/{script}`; do not edit. -->"


def rewrite(page: str, script: str, lines: Iterable[str]) -> None:
    """Puts the lines below the mark of the page, in place of what stood there.

    Raises ValueError where the page has no such mark.
    """
    path, mark = HERE / page, MARK.format(script=script)
    above, found_mark, _ = path.read_text(encoding="utf-8").partition(mark)
    if not found_mark:
        raise ValueError(f"{path.name} lacks the line {mark}")
    body = "\n".join(lines)
    path.write_text(f"{above}{mark}\n\n{body}\n", encoding="utf-8")


def cell(text: str) -> str:
    """Text as it stands in a cell of a table."""
    return " ".join(text.replace("|", "\\|").split())


def code(text: object) -> str:
    """A name or value as code, also in a cell of a table."""
    return f"`{cell(str(text))}`"

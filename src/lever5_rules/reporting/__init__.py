"""Formats of the report, a module each. They never read a file of the bundle and never judge."""

from collections.abc import Callable, Mapping
from importlib import import_module

from attrs import frozen

Rendered = str | bytes
"""What a format writes: text, or the bytes of a file that is no text."""


@frozen
class Format:
    """A format of the report. `endings` are the file endings that ask for it.

    `module` is the module of this package whose `render(report)` writes it.
    """

    module: str
    endings: tuple[str, ...]
    meaning: str


FORMATS: Mapping[str, Format] = {
    "text": Format("text_report", (".txt",), "for the terminal"),
    "json": Format("json_report", (".json",), "the whole report, by its JSON Schema"),
    "csv": Format("csv_report", (".csv",), "a row an element"),
    "xlsx": Format("workbook_report", (".xlsx",), "a workbook to work the findings off"),
    "markdown": Format("markdown_report", (".md",), "for a wiki or an issue"),
}
"""The formats by name."""


def writer(name: str, formats: Mapping[str, Format] = FORMATS) -> Callable[..., Rendered]:
    """The function that writes a report, or what `formats` are of, in one of the formats."""
    render: Callable[..., Rendered] = import_module(f".{formats[name].module}", __name__).render
    return render


def format_of(file: str, formats: Mapping[str, Format] = FORMATS) -> str | None:
    """The format that the ending of a file name asks for; the longest ending decides."""
    fitting = [
        (len(ending), name)
        for name, one in formats.items()
        for ending in one.endings
        if file.lower().endswith(ending)
    ]
    return max(fitting)[1] if fitting else None

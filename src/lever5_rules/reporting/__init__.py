"""Formats of the report, a module each. They never read a file of the bundle and never judge."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module

from attrs import frozen

from lever5_rules.core.report import Report

Rendered = str | bytes
"""What a format writes: text, or the bytes of a file that is no text."""


@frozen(eq=False, repr=False)
class Reporter:
    """A format of the report, as a plugin brings it.

    `endings` are the file endings that ask for it, such as `.html`; `render` never reads a file
    of the bundle and never judges, and gives the same bytes for the same report.
    """

    name: str
    endings: tuple[str, ...]
    meaning: str
    render: Callable[[Report], Rendered]


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
}
"""The formats by name."""


def writer(name: str) -> Callable[[Report], Rendered]:
    """The function that writes a report in a built-in format; the name must be in FORMATS."""
    render: Callable[[Report], Rendered] = import_module(
        f".{FORMATS[name].module}", __name__
    ).render
    return render


def reporters() -> tuple[Reporter, ...]:
    """The built-in formats; the module of each is imported when a report is written in it."""
    return tuple(
        Reporter(name, one.endings, one.meaning, _later(name)) for name, one in FORMATS.items()
    )


def _later(name: str) -> Callable[[Report], Rendered]:
    return lambda report: writer(name)(report)


def reporter_for(file: str, known: Iterable[Reporter]) -> Reporter | None:
    """The format that the ending of a file name asks for; the longest ending decides."""
    fitting = [
        (len(ending), one.name, one)
        for one in known
        for ending in one.endings
        if file.lower().endswith(ending)
    ]
    return max(fitting, key=lambda found: found[:2])[2] if fitting else None


def format_of(file: str) -> str | None:
    """The built-in format that the ending of a file name asks for."""
    found = reporter_for(file, reporters())
    return found.name if found else None

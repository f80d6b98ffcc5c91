"""Formats of the report, a module each. They never read a file of the bundle and never judge."""

from collections.abc import Callable, Mapping
from importlib import import_module

from attrs import frozen

from lever5_rules.core.report import Report

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
    "sarif": Format("sarif_report", (".sarif",), "SARIF 2.1.0, for programs that gather results"),
    "junit": Format("junit_report", (".xml",), "JUnit XML, for build servers"),
    "github": Format("github_report", (), "annotations in a GitHub workflow"),
}
"""The formats by name."""


def writer(name: str) -> Callable[[Report], Rendered]:
    """The function that writes a report in a format; the name must be in FORMATS."""
    render: Callable[[Report], Rendered] = import_module(
        f".{FORMATS[name].module}", __name__
    ).render
    return render


def format_of(file: str) -> str | None:
    """The format that the ending of a file name asks for; the longest ending decides."""
    fitting = [
        (len(ending), name)
        for name, one in FORMATS.items()
        for ending in one.endings
        if file.lower().endswith(ending)
    ]
    return max(fitting)[1] if fitting else None

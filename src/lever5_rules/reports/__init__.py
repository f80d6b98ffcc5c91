"""Report formats, one module each; they never read a file of the bundle and never judge."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module

from attrs import frozen

from lever5_rules.core.values import by_value

Rendered = str | bytes
"""The output of a format: text, or the bytes of a binary file."""


@by_value("name", "endings")
@frozen(eq=False, repr=False)
class Reporter:
    """A report format, as provided by a plugin.

    `endings` are the file endings that select it, such as `.html`. `render` never reads a file of
    the bundle, never judges, and returns the same bytes for the same report.
    """

    name: str
    endings: tuple[str, ...]
    meaning: str
    render: Callable[..., Rendered]


@frozen(eq=False, repr=False)
class BuiltIn(Reporter):
    """A built-in format; no plugin code runs in it."""


@frozen
class Format:
    """The declaration of a built-in format. `endings` are the file endings that select it.

    `module` is the module of this package whose `render(result)` writes it; if `document` names a
    module, what it writes is the document that `document_of(result)` there returns.
    """

    module: str
    endings: tuple[str, ...]
    meaning: str
    document: str = ""


FORMATS: Mapping[str, Format] = {
    "text": Format("formats.text_report", (".txt",), "for the terminal"),
    "html": Format("formats.html_report", (".html",), "one page for a meeting and for print"),
    "json": Format("formats.json_report", (".json",), "the whole report, by its JSON Schema"),
    "csv": Format("formats.csv_report", (".csv",), "a row for each element"),
    "xlsx": Format("formats.workbook_report", (".xlsx",), "to work through the findings"),
    "markdown": Format("formats.markdown_report", (".md",), "for a wiki or an issue"),
    "sarif": Format(
        "formats.sarif_report", (".sarif",), "SARIF 2.1.0, for programs that gather results"
    ),
    "junit": Format("formats.junit_report", (".xml",), "JUnit XML, for build servers"),
    "github": Format("formats.github_report", (), "annotations in a GitHub workflow"),
}
"""The built-in formats by name."""


def writer(name: str) -> Callable[..., Rendered]:
    """Return the function that writes a built-in format; the name must be in FORMATS."""
    render: Callable[..., Rendered] = import_module(f".{FORMATS[name].module}", __name__).render
    return render


def reporters(formats: Mapping[str, Format] = FORMATS) -> tuple[Reporter, ...]:
    """Return the built-in formats of a report or another result; modules are imported on first
    use."""
    return tuple(
        BuiltIn(name, entry.endings, entry.meaning, _lazy_renderer(entry))
        for name, entry in formats.items()
    )


def _lazy_renderer(entry: Format) -> Callable[..., Rendered]:
    def render(what: object, /, **page: object) -> Rendered:
        if entry.document:
            what = import_module(f".{entry.document}", __name__).document_of(what)
        rendered: Rendered = import_module(f".{entry.module}", __name__).render(what, **page)
        return rendered

    return render


def reporter_for(file: str, reporters: Iterable[Reporter]) -> Reporter | None:
    """Return the format that the ending of a file name selects; the longest matching ending
    wins."""
    fitting = [
        (len(ending), reporter.name, reporter)
        for reporter in reporters
        for ending in reporter.endings
        if file.lower().endswith(ending)
    ]
    return max(fitting, key=lambda fit: fit[:2])[2] if fitting else None

"""Output of any result (a report, a difference, a plan) in one of its formats."""

import os
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path

from attrs import evolve

from lever5_rules.core.errors import RuleError, UsageError
from lever5_rules.core.text import clipped, did_you_mean, listing, with_article
from lever5_rules.support.error_text import error_text
from lever5_rules.support.interrupts import pass_on_interrupt
from lever5_rules.support.output_files import check_target, put
from lever5_rules.support.streams import contained

from . import BuiltIn, Format, Rendered, Reporter, reporter_for, reporters

DOCUMENTS: Mapping[str, Format] = {
    "text": Format("documents.as_text", (".txt",), "for the terminal"),
    "markdown": Format("documents.as_markdown", (".md",), "for a wiki page or an issue"),
    "html": Format("documents.as_html", (".html",), "one page for a meeting"),
    "xlsx": Format("documents.as_workbook", (".xlsx",), "a workbook to sort and filter"),
}
"""The formats of every document."""


def _formats(document: str, *names: str, **others: Format) -> tuple[Reporter, ...]:
    """Return formats of what the module `document` turns into a document, and others."""
    shared = {name: evolve(DOCUMENTS[name], document=document) for name in names}
    return reporters({**shared, **others})


def _json(module: str) -> Format:
    return Format(module, (".json",), "for machines")


OPTIONS: Mapping[str, type] = {"width": int, "color": bool, "folder": str}
_OPTION_WORDS = {
    "width": "a number of columns, such as 80,",
    "color": "True or False",
    "folder": "the path of a folder, as text,",
}
"""The options of the built-in formats."""

FORMATS_OF: Mapping[str, tuple[Reporter, ...]] = {
    "Report": reporters(),
    "Brief": reporters(
        {"brief": Format("formats.brief_text", (), "one screen: what stands, what to do first")}
    ),
    "Difference": _formats(
        "comparing.diff_document", *DOCUMENTS, json=_json("comparing.diff_json")
    ),
    "Plan": reporters(
        {
            "markdown": Format("planning.plan_markdown", (".md",), "for a wiki page or a printer"),
            "xlsx": Format("planning.plan_workbook", (".xlsx",), "a workbook to work off"),
            "html": evolve(DOCUMENTS["html"], document="planning.plan_document"),
        }
    ),
    "Forecast": _formats(
        "forecasting.forecast_document", *DOCUMENTS, json=_json("forecasting.forecast_json")
    ),
    "History": _formats(
        "comparing.history_document",
        *("text", "markdown"),
        json=_json("comparing.history_json"),
        csv=Format("comparing.history_csv", (".csv",), "for a spreadsheet"),
        html=Format("comparing.history_html", (".html",), "one page with a drawing"),
    ),
    "Verification": _formats(
        "comparing.verify_document",
        *("text", "markdown", "html"),
        json=_json("comparing.verify_json"),
    ),
}
"""The formats of each result, by the name of its class."""


def formats_of(result: object) -> tuple[Reporter, ...]:
    """Return the formats of a result. Raises UsageError for anything that is not a result."""
    formats = getattr(result, "formats", None)
    if isinstance(formats, tuple):
        return formats
    for cls in type(result).__mro__:
        if cls.__name__ in FORMATS_OF and cls.__module__.startswith(
            f"{__name__.partition('.')[0]}."
        ):
            return FORMATS_OF[cls.__name__]
    raise UsageError(
        f"{clipped(repr(result), 60)} is not a result. Give a report, or what diff, plan, "
        "forecast, history or verify returned."
    )


def render(result: object, format: str | Reporter | None = None, **options: object) -> Rendered:
    """Return a result in a format: text, or the bytes of a binary file.

    `format` is a name such as "markdown", or a Reporter; by default "text", or the first format of
    a result that has no "text". `options` are those of the format: "text"
    takes `width` (columns) and `color` (True for terminal colors), "github" takes `folder`.

    Raises UsageError for an unknown format or option, RuleError if a plugin's format fails.

    >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
    >>> print(l5.render(l5.plan(report), "markdown").splitlines()[0])
    # Improvement plan
    """
    reporters = formats_of(result)
    if format is None:
        format = next((known for known in reporters if known.name == "text"), reporters[0])
    return made(format_named(format, reporters, type(result).__name__), result, options)


def write(result: object, path: str | PathLike[str], format: str | Reporter | None = None) -> Path:
    """Write a result to a file atomically; return the path.

    The file ending selects the format, unless `format` is given. An earlier output is replaced; a
    file of a bundle of evidence never is, nor a plan with notes that this one lacks.

    Raises UsageError for an unknown format or ending, or if the file cannot be written, RuleError
    if a plugin's format fails; then nothing has changed.

    >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
    >>> print(l5.write(l5.plan(report), "plan.md"))
    plan.md
    """
    from lever5_rules.reading.protection import spare

    if not isinstance(path, (str, PathLike)):
        raise UsageError(f"path is {clipped(repr(path), 60)}; give the path of a file.")
    target = Path(path)
    reporters = formats_of(result)
    if format is None:
        format = format_by_ending(target.name, reporters)
    chosen = format_named(format, reporters, type(result).__name__)
    check_target(target)
    spare(target, ())
    keeps = type(result).__name__ == "Plan" and chosen.name != "html"
    if keeps and os.path.lexists(target):
        from .planning.kept_files import refuse_unkept

        refuse_unkept(target, result)  # type: ignore[arg-type]
    content = made(chosen, result, {})
    put(target, content.encode("utf-8") if isinstance(content, str) else content)
    return target


def format_named(format: str | Reporter, reporters: Iterable[Reporter], what: str = "") -> Reporter:
    """Return the format with that name. Raises UsageError, suggesting the nearest name, if
    unknown.

    `what` is the name of the class of the result."""
    if isinstance(format, Reporter):
        return format
    formats = {reporter.name: reporter for reporter in reporters}
    if not isinstance(format, str) or format not in formats:
        name = format if isinstance(format, str) else repr(format)
        kind = f" for {with_article(what.lower())}" if what in FORMATS_OF else ""
        raise UsageError(
            f"There is no format {clipped(name, 40)!r}{kind}.{did_you_mean(name, formats)} "
            f"Known are {', '.join(formats)}."
        )
    return formats[format]


def format_by_ending(
    file: str, reporters: Iterable[Reporter], alternative: str = 'write(path, format="...")'
) -> Reporter:
    """Return the format that a file ending selects; `alternative` names another way to choose.

    Raises UsageError for an unknown ending.
    """
    reporters = tuple(reporters)
    reporter = reporter_for(file, reporters)
    if reporter is None:
        endings = listing((end for other in reporters for end in other.endings), most=20)
        raise UsageError(
            f"The ending of {clipped(file, 60)!r} names no format; known are {endings}. "
            f"Or give the format: {alternative}."
        )
    return reporter


def made(
    format: Reporter, result: object, options: Mapping[str, object], others: str = ""
) -> Rendered:
    """Return the output of a format for a result.

    Any exception or wrong return value of a plugin's format is raised as RuleError; what it prints
    goes to standard error. `others` continues the sentence "so it was not written".
    """
    if isinstance(format, BuiltIn):
        for name, option in options.items():
            if name in OPTIONS and type(option) is not OPTIONS[name]:
                raise UsageError(
                    f"{name} is {clipped(repr(option), 60)}; {_OPTION_WORDS[name]} is expected."
                )
        try:
            return format.render(result, **options)
        except TypeError as error:
            if options and "unexpected keyword argument" in str(error):
                names = listing(sorted(options))
                raise UsageError(f"The format {format.name} does not take {names}.") from None
            raise
    try:
        with contained():
            output: object = format.render(result, **options)
    except BaseException as error:
        pass_on_interrupt(error)
        reason = f"raised {error_text(error)}"
    else:
        if isinstance(output, (str, bytes)):
            return output
        reason = f"gave {with_article(type(output).__name__)} instead of text or bytes"
    raise RuleError(
        f"The format {format.name} {reason}, so it was not written{others}. Tell its authors."
    )

"""Formats of the report, a module each. They never read a file of the bundle and never judge."""

from collections.abc import Callable, Mapping
from importlib import import_module

from lever5_rules.core.report import Report

FORMATS: Mapping[str, str] = {
    "text": "text_report",
    "json": "json_report",
}
"""Format names and the modules that write them."""


def writer(name: str) -> Callable[[Report], str]:
    """The function that writes a report in a format; the name must be in FORMATS."""
    render: Callable[[Report], str] = import_module(f".{FORMATS[name]}", __name__).render
    return render

"""Checks a Texas school district's evidence against Lever 5 of the Effective District Framework.

import lever5_rules as l5

report = l5.check("examples/cedar-hollow-isd", select=["5.2"])
for finding in report.findings:
    if finding.outcome is l5.Outcome.GAP:
        print(finding.criterion, finding.title)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .checking import check
    from .core.errors import (
        BundleError,
        Lever5Error,
        ReportError,
        RuleError,
        RulesetError,
        UsageError,
    )
    from .core.evidence import Evidence
    from .core.isolation import Isolation
    from .core.limits import Limit, Origin, Ruleset, Waiver
    from .core.outcome import Judges, Level, Outcome, Reason
    from .core.version import __version__
    from .findings.finding import ElementFinding, Finding, KeyPractice
    from .findings.saved_reports import read_report
    from .plugins.hooks import hookimpl
    from .reading.bundles.bundle import Bundle
    from .reports.report import Report

_MODULES = {
    "checking": ("check",),
    "core.errors": (
        "BundleError",
        "Lever5Error",
        "ReportError",
        "RuleError",
        "RulesetError",
        "UsageError",
    ),
    "core.evidence": ("Evidence",),
    "core.isolation": ("Isolation",),
    "core.limits": ("Limit", "Origin", "Ruleset", "Waiver"),
    "core.outcome": ("Judges", "Level", "Outcome", "Reason"),
    "core.version": ("__version__",),
    "findings.finding": ("ElementFinding", "Finding", "KeyPractice"),
    "findings.saved_reports": ("read_report",),
    "plugins.hooks": ("hookimpl",),
    "reading.bundles.bundle": ("Bundle",),
    "reports.report": ("Report",),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first asked for: the command must have begun before it
    imports what takes a while, or it could not say that it was stopped meanwhile."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


__all__ = [
    "Bundle",
    "BundleError",
    "ElementFinding",
    "Evidence",
    "Finding",
    "Isolation",
    "Judges",
    "KeyPractice",
    "Level",
    "Lever5Error",
    "Limit",
    "Origin",
    "Outcome",
    "Reason",
    "Report",
    "ReportError",
    "RuleError",
    "Ruleset",
    "RulesetError",
    "UsageError",
    "Waiver",
    "__version__",
    "check",
    "hookimpl",
    "read_report",
]

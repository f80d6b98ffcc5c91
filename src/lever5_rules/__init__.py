"""Checks a Texas school district's evidence against Lever 5 of the Effective District Framework.

import lever5_rules as l5

bundle = l5.load("examples/cedar-hollow-isd")
report = bundle.check(select=["5.2"])
report.write("report.html")
for finding in report.findings:
    if finding.outcome is l5.Outcome.GAP:
        print(finding.criterion, finding.title)
"""

TYPE_CHECKING = False  # as in typing, which takes longer to import than the rest of the start
if TYPE_CHECKING:
    from typing import Any

    from .checking import check
    from .core.blanks import Problem
    from .core.budgets import Budgets
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
    from .core.limits import Limit, Origin, Waiver
    from .core.outcome import Judges, Level, Outcome, Reason
    from .core.version import __version__
    from .findings.finding import Cause, ElementFinding, Finding, KeyPractice
    from .library.checker import Checker
    from .library.criteria_list import CriterionEntry
    from .library.evidence_needs import Need
    from .library.explanation import Explanation
    from .library.functions import (
        convert,
        criteria,
        explain,
        forecast,
        load,
        needs,
        pseudonymize,
        rulesets,
        verify,
    )
    from .library.histories import history
    from .library.open_bundle import OpenBundle
    from .library.plans import plan
    from .library.plugin_tools import check_plugin, new_plugin
    from .library.results import diff, read_report, render, write
    from .library.rulesets import Ruleset
    from .library.surveys import Survey, survey
    from .plugins.hooks import hookimpl
    from .reading.bundles.bundle import Bundle
    from .reports.report import Report

_MODULES = {
    "checking": ("check",),
    "core.blanks": ("Problem",),
    "core.budgets": ("Budgets",),
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
    "core.limits": (
        "Limit",
        "Origin",
        "Waiver",
    ),
    "core.outcome": (
        "Judges",
        "Level",
        "Outcome",
        "Reason",
    ),
    "core.version": ("__version__",),
    "findings.finding": (
        "Cause",
        "ElementFinding",
        "Finding",
        "KeyPractice",
    ),
    "library.checker": ("Checker",),
    "library.criteria_list": ("CriterionEntry",),
    "library.evidence_needs": ("Need",),
    "library.explanation": ("Explanation",),
    "library.functions": (
        "convert",
        "criteria",
        "explain",
        "forecast",
        "load",
        "needs",
        "pseudonymize",
        "rulesets",
        "verify",
    ),
    "library.open_bundle": ("OpenBundle",),
    "library.histories": ("history",),
    "library.plans": ("plan",),
    "library.plugin_tools": ("check_plugin", "new_plugin"),
    "library.results": ("diff", "read_report", "render", "write"),
    "library.rulesets": ("Ruleset",),
    "library.surveys": ("Survey", "survey"),
    "plugins.hooks": ("hookimpl",),
    "reading.bundles.bundle": ("Bundle",),
    "reports.report": ("Report",),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> "Any":
    """Return a public name, importing it on first use.

    The command must be running before slow imports start, or it could not report an interrupt.
    """
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


__all__ = [
    "Budgets",
    "Bundle",
    "BundleError",
    "Cause",
    "Checker",
    "CriterionEntry",
    "ElementFinding",
    "Evidence",
    "Explanation",
    "Finding",
    "Isolation",
    "Judges",
    "KeyPractice",
    "Level",
    "Lever5Error",
    "Limit",
    "Need",
    "OpenBundle",
    "Origin",
    "Outcome",
    "Problem",
    "Reason",
    "Report",
    "ReportError",
    "RuleError",
    "Ruleset",
    "RulesetError",
    "Survey",
    "UsageError",
    "Waiver",
    "__version__",
    "check",
    "check_plugin",
    "convert",
    "criteria",
    "diff",
    "explain",
    "forecast",
    "history",
    "hookimpl",
    "load",
    "needs",
    "new_plugin",
    "plan",
    "pseudonymize",
    "read_report",
    "render",
    "rulesets",
    "survey",
    "verify",
    "write",
]

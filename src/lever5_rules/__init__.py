"""Checks a Texas school district's evidence against Lever 5 of the Effective District Framework.

import lever5_rules as l5

report = l5.check("examples/cedar-hollow-isd", select=["5.2"])
for finding in report.findings:
    if finding.outcome is l5.Outcome.GAP:
        print(finding.criterion, finding.title)
"""

from .app import check
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
from .core.report import ElementFinding, Finding, KeyPractice, Report
from .core.version import __version__
from .loading.bundle import Bundle
from .loading.saved import read_report
from .plugins.hooks import hookimpl

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

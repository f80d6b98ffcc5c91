"""Comparison of a report with an earlier one."""

from attrs import evolve

from lever5_rules.comparing.baseline import baseline_of, change_of, differences
from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped, did_you_mean
from lever5_rules.core.version import BUILTIN
from lever5_rules.findings import report as data
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.reports.report import Report


def require_known_criteria(baseline: data.Report, loaded: Loaded) -> None:
    for finding in baseline.findings:
        name = finding.criterion
        if name not in loaded.criteria:
            hint = did_you_mean(name, loaded.criteria)
            if finding.plugin != BUILTIN and not hint:
                hint = (
                    f" It was judged by the plugin {clipped(finding.plugin, 60)}: install that, or "
                    "name its folder."
                )
            raise UsageError(
                f"The baseline names {clipped(name, 60)!r}, which is not a criterion here.{hint}"
            )


def with_changes(report: Report, baseline: data.Report) -> Report:
    """Return the report with the changes since the baseline, and problems of the comparison."""
    before = {finding.criterion: finding for finding in baseline.findings}
    return evolve(
        report,
        findings=tuple(
            evolve(finding, change=change_of(finding, before.get(finding.criterion)))
            for finding in report.findings
        ),
        problems=(*differences(baseline, report), *report.problems),
        baseline=baseline_of(baseline),
    )

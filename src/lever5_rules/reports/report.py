"""The public report class: the data, and the formats it can be written in."""

from os import PathLike
from pathlib import Path
from typing import Any

from attrs import field, fields, frozen

from lever5_rules.findings import report as data

from . import Rendered, Reporter, reporters


@frozen(eq=False, repr=False, slots=False)
class Report(data.Report):
    """The result of a check: a finding for each criterion, and everything behind them.

    `complete` is False if a rule or plugin failed. Two reports are equal if their contents are.
    `formats` are those that it can be written in; after `pickle` or `copy`, only the built-in ones.

    >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
    >>> report.accounting
    Accounting(selected 4, passed 3, gap 1, missing evidence 0, not applicable 0, error 0, waived 0)
    """

    formats: tuple[Reporter, ...] = field(factory=reporters, kw_only=True)

    @classmethod
    def of(cls, report: data.Report, formats: tuple[Reporter, ...] | None = None) -> "Report":
        """Return the report with these formats; None means the built-in ones."""
        values = {
            attribute.name: getattr(report, attribute.name) for attribute in fields(data.Report)
        }
        return cls(**values, formats=reporters() if formats is None else formats)

    def render(self, format: str | Reporter = "text", **options: object) -> Rendered:
        """Return the report in a format, such as "markdown": text, or bytes for "xlsx", "csv",
        "junit".

        "text" takes the options `width` (columns) and `color` (True for terminal colors).

        Raises UsageError for an unknown format or option, RuleError if a plugin's format fails.

        >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
        >>> report.render("markdown").splitlines()[0]
        '# Lever 5: Instructional Leadership and Capacity Building'
        """
        from .results import render

        return render(self, format, **options)

    def write(self, path: str | PathLike[str], format: str | Reporter | None = None) -> Path:
        """Write the report to a file atomically; return the path.

        The file ending selects the format, unless `format` is given. An earlier report is replaced;
        a file of a bundle of evidence never is.

        Raises UsageError for an unknown format or ending, or if the file cannot be written.

        >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
        >>> print(report.write("report.html"))
        report.html
        """
        from .results import write

        return write(self, path, format)

    def table(self) -> list[dict[str, Any]]:
        """Return one flat dict per judged element, all with the same keys.

        `pandas.DataFrame(report.table())` and `polars.DataFrame(report.table())` accept it
        directly. `outcome` is pass, gap or missing-evidence; `rows` is the number of table rows
        behind the element; `threshold_number` is in `threshold_unit`; `waived_until` is a date.
        Absent texts are empty, absent numbers and dates are None. The members of an any-of group
        follow it and name it in `member_of`. Criteria without an outcome have no row: see
        `not_applicable`.

        >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
        >>> row = report.table()[0]
        >>> row["element"], row["outcome"], row["threshold_number"], row["file"]
        ('5.2.4-1/structures_named', 'pass', None, 'planning_support_guideline.toml')
        """
        from .table import table

        return table(self)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle a report through its JSON, without the evidence behind it."""
        return _from_saved, (data.as_data(self),)

    def _repr_html_(self) -> str:
        """Return what a notebook shows: a line of counts and a row for each criterion."""
        from .notebook import summary

        return summary(self)


def _from_saved(saved: dict[str, Any]) -> Report:
    return Report.of(data.report_of(saved))

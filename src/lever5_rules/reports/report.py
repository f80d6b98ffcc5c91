"""The report as users hold it: the data, and what it can be written as."""

from os import PathLike
from pathlib import Path
from typing import Any

from attrs import field, fields, frozen

from lever5_rules.findings import report as data

from . import Rendered, Reporter, reporters


@frozen(eq=False, repr=False, slots=False)
class Report(data.Report):
    """The result of a check: a finding for each criterion, and everything that led to them.

    `complete` is False where a rule or plugin failed. Two reports are equal where they say the
    same. `formats` are those that it can be written in; a report that went through `pickle` or
    `copy` has the built-in ones.

    >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
    >>> report.accounting
    Accounting(selected 4, passed 3, gap 1, missing evidence 0, not applicable 0, error 0, waived 0)
    """

    formats: tuple[Reporter, ...] = field(factory=reporters, kw_only=True)

    @classmethod
    def of(cls, report: data.Report, formats: tuple[Reporter, ...] | None = None) -> "Report":
        """The report with these formats, the built-in ones if None."""
        held = {one.name: getattr(report, one.name) for one in fields(data.Report)}
        return cls(**held, formats=reporters() if formats is None else formats)

    def render(self, format: str | Reporter = "text", **options: object) -> Rendered:
        """The report in a format, such as "markdown": text, or bytes for "xlsx", "csv", "junit".

        "text" takes `width` (columns) and `color` (True for terminal colors) as options.

        Raises UsageError for an unknown format or option, RuleError where a plugin's format failed.

        >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
        >>> report.render("markdown").splitlines()[0]
        '# Lever 5: Instructional Leadership and Capacity Building'
        """
        from .results import render

        return render(self, format, **options)

    def write(self, path: str | PathLike[str], format: str | Reporter | None = None) -> Path:
        """Writes the report to a file, whole or not at all, and returns the path.

        The ending of the name says in which format, unless `format` does. An earlier report there
        is replaced; a file of a bundle of evidence never is.

        Raises UsageError for an unknown format or ending and where the file cannot be written.

        >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
        >>> print(report.write("report.html"))
        report.html
        """
        from .results import write

        return write(self, path, format)

    def table(self) -> list[dict[str, Any]]:
        """One flat dict for each element that was judged, all with the same keys.

        `pandas.DataFrame(report.table())` and `polars.DataFrame(report.table())` take it as it is.
        `outcome` is pass, gap or missing-evidence; `rows` counts rows of tables behind the
        element; `threshold_number` is in `threshold_unit`; `waived_until` is a date. Texts that
        are not there are empty, numbers and days None. The members of an any-of group follow it
        and name it in `member_of`. Criteria without an outcome have no row: see `not_applicable`.

        >>> report = l5.check("examples/live-oak-charter", select="5.2.4", as_of=date(2026, 11, 23))
        >>> row = report.table()[0]
        >>> row["element"], row["outcome"], row["threshold_number"], row["file"]
        ('5.2.4-1/structures_named', 'pass', None, 'planning_support_guideline.toml')
        """
        from .table import table

        return table(self)

    def __reduce__(self) -> tuple[Any, ...]:
        """To another process or a copy goes what its JSON says, and not the evidence behind it."""
        return _again, (data.as_data(self),)

    def _repr_html_(self) -> str:
        """What a notebook shows: a line of counts and a row for each criterion."""
        from .notebook import summary

        return summary(self)


def _again(saved: dict[str, Any]) -> Report:
    return Report.of(data.report_of(saved))

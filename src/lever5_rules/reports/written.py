"""Differences, forecasts and plans that can be written, as the library returns them."""

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import fields

from lever5_rules.comparing import changes, forecast

from . import Rendered, Reporter
from .planning import plan

if TYPE_CHECKING:
    from typing import Self


class Written:
    """A result that can be written in the formats that `formats_of` names."""

    @classmethod
    def of(cls, data: object) -> "Self":
        """Return the data of a result as one that can be written."""
        names = [attribute.name for attribute in fields(type(data))]  # type: ignore[arg-type]
        return cls(**{name: getattr(data, name) for name in names})

    def render(self, format: str | Reporter | None = None, **options: object) -> Rendered:
        """Return the result in a format: text, or bytes for "xlsx".

        "text" takes the options `width` (columns) and `color` (True for terminal colors).

        Raises UsageError for an unknown format or option.
        """
        from .results import render

        return render(self, format, **options)

    def write(self, path: str | PathLike[str], format: str | Reporter | None = None) -> Path:
        """Write the result to a file atomically; return the path.

        The file ending selects the format, unless `format` is given: `.html`, `.xlsx` or `.md`,
        and for what is not a plan also `.json` or `.txt`.

        Raises UsageError for an unknown format or ending, or if the file cannot be written.
        """
        from .results import write

        return write(self, path, format)


class Difference(Written, changes.Difference):
    __doc__ = changes.Difference.__doc__


class Forecast(Written, forecast.Forecast):
    __doc__ = forecast.Forecast.__doc__


class Plan(Written, plan.Plan):
    __doc__ = plan.Plan.__doc__

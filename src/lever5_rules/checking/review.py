"""The day and the school year of a review."""

from datetime import date

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.core.errors import UsageError
from lever5_rules.core.years import SchoolYear
from lever5_rules.engine.needs import Review


def review_of(artifacts: LoadedBundle, as_of: date | None) -> tuple[Review, tuple[Problem, ...]]:
    profile = artifacts.profile
    stated = getattr(profile, "as_of", None)
    day = as_of or (stated if isinstance(stated, date) else None) or date.today()
    year = getattr(profile, "school_year", None)
    if isinstance(year, str):
        try:
            return Review(day, SchoolYear.parse(year)), ()
        except UsageError as error:
            note = f"{error} The school year of {day} is reviewed."
    else:
        note = f"No school_year is given in district.toml; the school year of {day} is reviewed."
    problem = Problem(Severity.ERROR, "district.toml", None, note)
    return Review(day, SchoolYear.containing(day)), (problem,)

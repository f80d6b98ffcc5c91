"""The day and the school year of a review."""

from datetime import date

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.core.blanks import Mark, Problem, Severity
from lever5_rules.core.years import SchoolYear
from lever5_rules.engine.needs import PROFILE, Review


def outside_of_year(review: Review) -> tuple[Problem, ...]:
    """Return a problem if the day of the review is outside its school year: probably a mistyped
    date.
    """
    if review.as_of in review.school_year.span:
        return ()
    sentence = (
        f"The day of the review, {review.as_of}, is not in the school year {review.school_year} "
        "that is reviewed. Give a day of that year, or another school_year in the district profile."
    )
    return (Problem(Severity.WARNING, None, None, sentence),)


def review_of(artifacts: LoadedBundle, as_of: date | None) -> tuple[Review, tuple[Problem, ...]]:
    profile = artifacts.profile
    profile_day = getattr(profile, "as_of", None)
    day = as_of or (profile_day if isinstance(profile_day, date) else None) or date.today()
    year = getattr(profile, "school_year", None)
    if isinstance(year, str) and (school_year := SchoolYear.written(year)):
        return Review(day, school_year), ()
    what = "can be read" if isinstance(year, Mark) and year.problem else "is given"
    profiles = artifacts.documents.get(PROFILE.name, ())
    file = profiles[0].source.path if profiles else PROFILE.usual_file
    note = f"No school_year {what} in the district profile; the school year of {day} is reviewed."
    problem = Problem(Severity.ERROR, file, None, note)
    return Review(day, SchoolYear.containing(day)), (problem,)

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
    """Return the day and school year of a review, and problems if the profile does not tell them.

    Today and its school year take the place of what the profile does not tell.
    """
    profile = artifacts.profile
    profile_day = getattr(profile, "as_of", None)
    day = as_of or (profile_day if isinstance(profile_day, date) else None) or date.today()
    year = getattr(profile, "school_year", None)
    written_year = SchoolYear.written(year) if isinstance(year, str) else None
    sentences = []
    if as_of is None and isinstance(profile_day, Mark) and profile_day.problem:
        sentences.append(
            f"No as_of can be read in the district profile; today, {day}, is the day of the "
            "review, and tomorrow the outcome may be another. Write the day as in 2026-11-23."
        )
    if written_year is None:
        what = "can be read" if isinstance(year, Mark) and year.problem else "is given"
        sentences.append(
            f"No school_year {what} in the district profile; the school year of {day} is reviewed."
        )
    profiles = artifacts.documents.get(PROFILE.name, ())
    file = profiles[0].source.path if profiles else PROFILE.usual_file
    return (
        Review(day, written_year or SchoolYear.containing(day)),
        tuple(Problem(Severity.ERROR, file, None, sentence) for sentence in sentences),
    )

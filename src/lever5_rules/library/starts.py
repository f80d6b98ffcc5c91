"""A starting bundle, in which every artifact is there and empty."""

from datetime import date
from os import PathLike
from pathlib import Path

from lever5_rules.artifacts.vocabulary import DateOrder
from lever5_rules.checking import ruleset_for
from lever5_rules.core.years import SchoolYear
from lever5_rules.support.output_files import put
from lever5_rules.templates.content import PROFILE, Content
from lever5_rules.templates.files import write_folder
from lever5_rules.templates.start import starting_files
from lever5_rules.templates.workbook import workbook

from .checker import Checker
from .rulesets import DEFAULT_RULESET


def school_year_of(written: str | None) -> SchoolYear:
    """A school year as it is written, such as 2026-2027; the present one if None.

    Raises UsageError for anything else.
    """
    return SchoolYear.parse(written) if written else SchoolYear.containing(date.today())


def start(
    checker: Checker,
    output: str | PathLike[str],
    school_year: SchoolYear,
    *,
    district_id: str | None = None,
    name: str | None = None,
) -> Path:
    """Makes a bundle that checks at once, with all evidence missing, and returns its path.

    A name that ends with .xlsx gives a workbook, any other a folder with a file for each kind.
    `district_id` is the six-digit number of county and district.

    Raises UsageError where it cannot be written, or something is there already.
    """
    path = Path(output)
    profile = {"school_year": str(school_year), "date_order": str(DateOrder.MDY)}
    profile |= {"district_id": district_id} if district_id else {}
    profile |= {"name": name} if name else {}
    kinds = checker.loaded.kinds
    if path.suffix.lower() == ".xlsx":
        put(path, workbook(list(kinds.values()), Content({PROFILE: [profile]})), new=True)
    else:
        words = ruleset_for(checker.loaded, DEFAULT_RULESET).words
        write_folder(path, starting_files(kinds, profile, words))
    return path

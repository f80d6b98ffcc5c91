"""Starting bundles: every artifact is present and empty."""

from collections.abc import Mapping, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.vocabulary import DateOrder
from lever5_rules.checking import ruleset_for, selection
from lever5_rules.core.errors import UsageError
from lever5_rules.core.years import SchoolYear
from lever5_rules.reading.profile_faults import fault_of_number
from lever5_rules.support.output_files import put
from lever5_rules.templates.content import PROFILE, Content
from lever5_rules.templates.files import write_folder
from lever5_rules.templates.start import FIRST_SHEETS, in_order_of_work, starting_files
from lever5_rules.templates.workbook import workbook

from .checker import Checker
from .rulesets import DEFAULT_RULESET


@frozen
class Start:
    """A starting bundle that was made: its path, how many kinds it has, and how many it leaves."""

    path: Path
    kinds: int
    left: int


def school_year_of(text: str | None) -> SchoolYear:
    """Return a school year in the form 2026-2027; None gives the current one.

    Raises UsageError for anything else.
    """
    return SchoolYear.parse(text) if text else SchoolYear.containing(date.today())


def start(
    checker: Checker,
    output: str | PathLike[str],
    school_year: SchoolYear,
    *,
    district_id: str | None = None,
    name: str | None = None,
    campuses: Sequence[Mapping[str, str]] = (),
    criteria: Sequence[str] = (),
    whole: bool = False,
) -> Start:
    """Write a starting bundle, which can be checked at once with all evidence missing, and describe
    it.

    A name that ends with .xlsx gives a workbook with the five most important sheets; `whole` asks
    for all of them, `criteria` for those that criteria need. Any other name gives a folder with a
    file for each kind. `district_id` is the six-digit number of county and district; `campuses` are
    what is known of each of them, such as `campus_id` and `name`.

    Raises UsageError if it cannot be written, something exists there, or the number cannot be that
    of a district.
    """
    path = Path(output)
    if district_id and (fault := fault_of_number(district_id)):
        raise UsageError(f"The id of the district is {fault}")
    profile: dict[str, Any] = {"school_year": str(school_year), "date_order": str(DateOrder.MDY)}
    profile |= {"district_id": district_id} if district_id else {}
    profile |= {"name": name} if name else {}
    profile |= {"campuses": [dict(campus) for campus in campuses]} if campuses else {}
    rules = ruleset_for(checker.loaded, DEFAULT_RULESET)
    chosen = selection(checker.loaded, rules, criteria, ()) if criteria else ()
    kinds = in_order_of_work(checker.loaded, chosen)
    if path.suffix.lower() == ".xlsx":
        sheets = list(kinds.values())
        if not whole and not criteria:
            sheets = sheets[:FIRST_SHEETS]
        content = Content({PROFILE: [profile]})
        others = [kind for kind in in_order_of_work(checker.loaded).values() if kind not in sheets]
        put(path, workbook(sheets, content, short_calendar=True, others=others), new=True)
        return Start(path, len(sheets), len(checker.loaded.kinds) - len(sheets))
    write_folder(path, starting_files(kinds, profile, rules.words))
    return Start(path, len(kinds), len(checker.loaded.kinds) - len(kinds))

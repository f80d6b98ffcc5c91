"""Campuses that the profile does not list, though others of the district's records know them."""

from collections.abc import Iterable
from datetime import date

from lever5_rules.artifacts.kinds import Family
from lever5_rules.artifacts.tables import Table
from lever5_rules.artifacts.vocabulary import Role

from .people import Roster

LEADING_AND_TEACHING = frozenset(
    {Role.PRINCIPAL, Role.TEACHER, Role.SPECIAL_EDUCATION_TEACHER, Role.EB_TEACHER}
)
"""Whose place of work is a campus: an office or a bus barn on the roster has none of them."""


def unlisted_campuses(
    tables: Iterable[Table], roster: Roster, listed: Iterable[str], day: date
) -> tuple[str, ...]:
    """Campuses at which a principal or teachers work on a day and of which records tell, and that
    are not among those listed: one wrong id in one place is no campus."""
    known = set(listed)
    staffed = {
        post.campus_id
        for post in roster.posts
        if post.role in LEADING_AND_TEACHING and post.on(day) and post.campus_id
    } - known
    if not staffed or not known:
        return ()
    told = {
        one
        for table in tables
        if table.kind.family is Family.RECORD
        for column in table.columns.values()
        if column.info.refers_to == "campus"
        for value in column.values
        for one in (value if isinstance(value, tuple) else (value,))
        if isinstance(one, str)
    }
    return tuple(sorted(staffed & told))

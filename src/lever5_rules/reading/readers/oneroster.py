"""OneRoster 1.1 and 1.2 as CSV: staff for the roster, schools as campuses of the profile.

These exports are full of student data. Rows of students are skipped without being kept; files that
hold nothing else are not opened. Of staff, only id, role, campus and dates are read.
"""

from collections.abc import Iterable, Sequence

from lever5_rules.core.blanks import Severity
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import Unreadable
from lever5_rules.reading.exports.oneroster_files import (
    ORGS,
    ROLES,
    ROSTER,
    SESSIONS,
    USERS,
    base_name,
)
from lever5_rules.reading.exports.records import Export
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.reader import Group, Reader, digest_of

OF_STUDENTS = frozenset(["demographics.csv", "enrollments.csv", "results.csv", "userprofiles.csv"])
"""Files with student data: never opened."""
NOT_NEEDED = frozenset(
    {"manifest.csv", "classes.csv", "courses.csv", "categories.csv", "lineitems.csv"}
    | {"resources.csv", "classresources.csv", "courseresources.csv", "userresources.csv"}
    | {"scorescales.csv", "lineitemscorescales.csv", "resultscorescales.csv"}
    | {"lineitemlearningobjectiveids.csv", "resultlearningobjectiveids.csv"}
)
READ = (ORGS, USERS, ROLES, SESSIONS)
FILES = OF_STUDENTS | NOT_NEEDED | frozenset(READ)


def claims(files: Sequence[RawFile], intake: Intake) -> Iterable[Group]:
    """Return the OneRoster files of each folder with users, roles or orgs that have a sourcedId,
    and every demographics.csv."""
    folders: dict[str, list[RawFile]] = {}
    for file in files:
        if file.is_bytes and base_name(file) in FILES:
            folders.setdefault(file.path.rpartition("/")[0], []).append(file)
    for group in folders.values():
        if any(map(_is_oneroster, group)):
            yield tuple(group)
        else:
            yield from ((file,) for file in group if base_name(file) == "demographics.csv")


def _is_oneroster(file: RawFile) -> bool:
    if base_name(file) not in (ORGS, USERS, ROLES):
        return False
    try:
        export = Export(file, peek=True)
    except (Unreadable, OSError):
        return False
    return export.has("sourcedId") or export.has("userSourcedId")


def read(group: Group, intake: Intake) -> None:
    """Read the OneRoster files of one folder."""
    files: dict[str, RawFile] = {}
    statuses = {}
    for file in group:
        if (twin := files.setdefault(base_name(file), file)) is not file:
            why = f"{twin.path} has the same name but for capital letters. Keep one of them."
            intake.lose(ROSTER, file.path, None, f"{file.path} was not read: {why}")
            intake.note(file.path, ROSTER, digest_of(file), "unreadable")
    for name, file in files.items():
        if name in OF_STUDENTS:
            message = (
                f"{file.path} was not opened: it holds data on students, which no check needs and "
                "no bundle may hold. Remove it from the bundle."
            )
            intake.problem(file.path, None, message, Severity.ERROR)
            statuses[name] = "unreadable"
        else:
            statuses[name] = "read" if name in READ else "unknown"
    lost: set[str] = set()
    if files.keys() & set(READ):
        from lever5_rules.reading.exports.oneroster_staff import Roster

        roster = Roster(files, intake)
        roster.read()
        lost = roster.lost
    for name, file in files.items():
        status = "unreadable" if file.path in lost else statuses[name]
        intake.note(file.path, ROSTER if status == "read" else None, digest_of(file), status)


READER = Reader("OneRoster", claims, read)

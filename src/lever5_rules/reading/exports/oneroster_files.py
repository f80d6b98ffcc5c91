"""The names of the OneRoster files that are read."""

from lever5_rules.reading.bundles.raw_files import RawFile

ROSTER = "staff_roster"
ORGS, USERS, ROLES, SESSIONS = "orgs.csv", "users.csv", "roles.csv", "academicsessions.csv"


def base_name(file: RawFile) -> str:
    """Return the lower-case base name by which the files are recognized."""
    return file.path.rpartition("/")[2].casefold()

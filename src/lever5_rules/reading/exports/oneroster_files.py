"""The files of a OneRoster export that are read, by name."""

from lever5_rules.reading.bundles.raw_files import RawFile

ROSTER = "staff_roster"
ORGS, USERS, ROLES, SESSIONS = "orgs.csv", "users.csv", "roles.csv", "academicsessions.csv"


def base(file: RawFile) -> str:
    """The name of a file by which these exports are told."""
    return file.path.rpartition("/")[2].casefold()

"""Organizations of a OneRoster export, and the campus that each is or belongs to."""

from collections.abc import Mapping

from attrs import frozen

from lever5_rules.core.places import Place
from lever5_rules.core.text import clipped
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.values.single_values import Bad

from .cells import CampusNumbers

MOST_LEVELS = 16
"""The most parent organizations that are followed on the way to a school."""
_OFFICES = ("district", "local", "state", "national")


@frozen(eq=False)
class Org:
    """One organization, as given in its row."""

    line: Place
    name: str
    type: str
    identifier: str
    parent: str


class Orgs:
    """The organizations by id, and their campuses in the district profile.

    If district.toml lists no campuses, the schools become its campuses; data that the export lacks
    stays blank. `completed` is how many were added.
    """

    def __init__(self, path: str, orgs: Mapping[str, Org], intake: Intake) -> None:
        self._orgs = orgs
        self._numbers = CampusNumbers(intake.profiles)
        campuses, places = [], []
        for key, org in orgs.items():
            number = self._find_number(key, org)
            if org.type == "school" and _is_number(number):
                campuses.append({"campus_id": number, **({"name": org.name} if org.name else {})})
                places.append(f"{path} line {org.line}")
        gap = bool(campuses) and intake.complete_profile("campuses", campuses, places)
        self.completed = len(campuses) if gap else 0
        self._numbers = CampusNumbers(intake.profiles)

    def campus(self, key: str) -> str | Bad:
        """Return the campus of a position: that of its school, or of the school above; blank for
        the district office."""
        for _ in range(MOST_LEVELS):
            org = self._orgs.get(key)
            if org is None:
                break
            if org.type == "school":
                return self._find_number(key, org)
            if org.type in _OFFICES:
                return ""
            key = org.parent
        if key and self._numbers.number(key) in (*self._numbers.listed, ""):
            return self._numbers.number(key)
        where = "which orgs.csv does not have"
        where = where if self._orgs else "and there is no orgs.csv to look in"
        return Bad(f"campus_id is an organization {clipped(key, 40)!r}, {where}.")

    def _find_number(self, key: str, org: Org) -> str:
        """Return the campus number of a school: the first valid one of identifier, id and name."""
        numbers = [
            self._numbers.number(identifier)
            for identifier in (org.identifier, key, org.name)
            if identifier
        ]
        listed = [number for number in numbers if number in self._numbers.listed]
        return next(iter((*listed, *filter(_is_number, numbers), *numbers)), key)


def _is_number(text: str) -> bool:
    return len(text) == 9 and text.isascii() and text.isdigit()

"""What the words of a calendar event say: words of the vocabularies, campuses, products."""

import re
from collections.abc import Iterator
from enum import StrEnum

from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.vocabulary import DayNote
from lever5_rules.core.errors import UsageError
from lever5_rules.core.words import plain
from lever5_rules.core.years import SchoolYear

from .feed_events import Event
from .intake import PROFILE, Intake

_EVERYWHERE = frozenset([ALL_CAMPUSES, "all_campuses", "districtwide", "district_wide"])
_SPLITS = (
    re.compile(r"[:;|()\[\]–—]|\s-+\s"),
    re.compile(r"[,/]"),
    re.compile(r"\s(?:and|&|\+)\s", re.IGNORECASE),
)
_MAYBE_OFF = (
    "Columbus Day",
    "Election Day",
    "Good Friday",
    "Indigenous Peoples' Day",
    "Juneteenth",
    "President's Day",
    "Presidents' Day",
    "Veterans Day",
)
"""Days on which one district has school and the next has none."""
_MARKS = re.compile(r"\W+")


class Lexicon:
    """The words of a bundle: those of the vocabularies and the ruleset, and its campuses.

    A text is cut at marks and at "and" only where it is no known word as a whole. What is left
    must be a known word from end to end: "Culture" is one, "Multicultural night" is none.
    """

    def __init__(self, intake: Intake, *vocabularies: type[StrEnum]) -> None:
        self._words = intake.words
        self._vocabularies = {one: frozenset(map(str, one)) for one in vocabularies}
        self._campuses = dict(_campuses(intake))
        self._products = _products(intake)
        self._days_off = {_joined(word): word for word in _days_off(intake)}

    def pieces(self, event: Event) -> list[str]:
        """The texts of an event in the pieces that are looked up, each once."""
        found = [piece for text in event.texts for piece in self._cut(text, 0)]
        return list(dict.fromkeys(found))

    def meaning(self, vocabulary: type[StrEnum], piece: str) -> str | None:
        """The word of a vocabulary that a piece stands for, or None."""
        word = plain(piece)
        word = self._words.meaning(vocabulary, word) or word
        return word if word in self._vocabularies[vocabulary] else None

    def campus(self, piece: str) -> str | None:
        """The campus that a piece names by id or name, `all` for all, or None."""
        word = plain(piece)
        return ALL_CAMPUSES if word in _EVERYWHERE else self._campuses.get(word)

    def product(self, piece: str) -> str | None:
        """The adopted product that a piece names by its id, or None."""
        return self._products.get(plain(piece))

    def day_off_in(self, event: Event) -> str | None:
        """A word in the texts of an event for what may be a day without instruction, or None."""
        for text in map(_joined, event.texts):
            for joined, word in self._days_off.items():
                if joined in text:
                    return word
        return None

    def _cut(self, text: str, depth: int) -> Iterator[str]:
        text = text.strip()
        if not text:
            return
        if depth == len(_SPLITS) or self._known(text):
            yield text
            return
        for part in _SPLITS[depth].split(text):
            yield from self._cut(part, depth + 1)

    def _known(self, text: str) -> bool:
        return bool(
            any(self.meaning(vocabulary, text) for vocabulary in self._vocabularies)
            or self.campus(text)
            or self.product(text)
        )


def _joined(text: str) -> str:
    """A text as it is searched for words: `_winter_break_camp_`."""
    return f"_{_MARKS.sub('_', text.casefold())}_"


def school_year(intake: Intake) -> SchoolYear | None:
    """The school year of the profile, or None where it does not say."""
    for profile in intake.documents.get(PROFILE, [])[:1]:
        said = profile.node.school_year
        if isinstance(said, str):
            try:
                return SchoolYear.parse(said.replace("–", "-").replace(" ", ""))
            except UsageError:
                return None
    return None


def _campuses(intake: Intake) -> Iterator[tuple[str, str]]:
    for profile in intake.documents.get(PROFILE, [])[:1]:
        campuses = profile.node.campuses
        for campus in campuses if isinstance(campuses, tuple) else ():
            for word in (campus.name, campus.campus_id):
                if isinstance(word, str) and isinstance(campus.campus_id, str):
                    yield plain(word), campus.campus_id


def _products(intake: Intake) -> dict[str, str]:
    table = intake.built("curriculum_adoption_record")
    ids = table.columns["product_id"].values if table is not None else ()
    return {plain(one): one for one in ids if isinstance(one, str)}


def _days_off(intake: Intake) -> Iterator[str]:
    for vocabulary, word, meant in intake.words.entries:
        if vocabulary == "day_note" and meant != DayNote.TESTING:
            yield word
    yield from (note for note in DayNote if note is not DayNote.TESTING)
    yield from _MAYBE_OFF

"""The words of calendar events: words of the vocabularies, campuses, products."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.vocabulary import CalendarMark, DayNote
from lever5_rules.core.synonyms import plain, vocabulary_name
from lever5_rules.core.years import SchoolYear
from lever5_rules.reading.intake import PROFILE, Intake

from .day_words import search_key
from .feed_events import Event

_EVERYWHERE = frozenset([ALL_CAMPUSES, "all_campuses", "districtwide", "district_wide"])
_SPLITS = (
    re.compile(r"[:;|()\[\]–—]|(?<=[\s\w])-+\s"),
    re.compile(r"[,/]"),
    re.compile(r"\s(?:and|&|\+)\s", re.IGNORECASE),
)
_DAY_VOCABULARIES: frozenset[type[StrEnum]] = frozenset([CalendarMark, DayNote])
_EDGES = re.compile(r"^[^\w#(]+|(?<![^\w)])[^\w)]+$")
_HEAD = re.compile(
    r"^(?:the|district(?:[\s-]?wide)?|campus(?:[\s-]based)?|all(?:[\s-]staff)?|school|\w*isd)[\s-]+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?<=\w)\s+#?(?:\(?observed\)?|observance|holidays?|days?|break|\d{1,2}"
    r"|(?:\d{4}|\d\d)(?:\s*[-–/]\s*\d{2,4})?|for\s+(?:all|everyone|(?:all\s+)?students\s+and\s+staff)"
    r"|(?:all\s+)?(?:campuses|schools)|all\s+students|district[\s-]?wide)$",
    re.IGNORECASE,
)
MOST_FORMS = 8
"""The most forms of a name that are looked up, each with fewer insignificant words."""


class Lexicon:
    """The words of a bundle: those of the vocabularies and the ruleset, its campuses and products.

    A text is split at punctuation and "and" only if it is not a known word as a whole. A piece must
    be a known word from start to end: "Culture" is one, "Multicultural night" is not.
    """

    def __init__(self, intake: Intake, *vocabularies: type[StrEnum]) -> None:
        self._words = intake.words
        self._vocabularies = {
            vocabulary: frozenset(map(str, vocabulary)) for vocabulary in vocabularies
        }
        self._campuses = dict(_list_campuses(intake))
        self._products = _list_products(intake)
        self._keys = dict(_list_keys(intake, self._vocabularies))

    def pieces(self, event: Event) -> list[str]:
        """Return the texts of an event in the pieces that are looked up, without repetition."""
        pieces = [piece for text in event.texts for piece in self._split(text, 0)]
        return list(dict.fromkeys(pieces))

    def meaning(self, vocabulary: type[StrEnum], piece: str) -> str | None:
        """Return the word of a vocabulary that a piece stands for, or None."""
        word = plain(piece)
        word = self._words.meaning(vocabulary, word) or word
        if word in self._vocabularies[vocabulary]:
            return word
        return (
            self._find_day_meaning(vocabulary, piece) if vocabulary in _DAY_VOCABULARIES else None
        )

    def _find_day_meaning(self, vocabulary: type[StrEnum], piece: str) -> str | None:
        """Return the meaning of a word for days, ignoring additions: `Labor Day Holiday
        (observed)!`."""
        forms = [_EDGES.sub("", piece)]
        for form in forms:  # the loop extends the list with shorter forms
            if meaning := self._keys.get((vocabulary, search_key(form))):
                return meaning
            if len(forms) < MOST_FORMS:
                shorter = (_EDGES.sub("", cut.sub("", form)) for cut in (_TAIL, _HEAD))
                forms += [shorter_form for shorter_form in shorter if shorter_form not in forms]
        return None

    def campus(self, piece: str) -> str | None:
        """Return the campus that a piece names by id or name, `all` for all, or None."""
        word = plain(piece)
        return ALL_CAMPUSES if word in _EVERYWHERE else self._campuses.get(word)

    def product(self, piece: str) -> str | None:
        """Return the adopted product that a piece names by its id, or None."""
        return self._products.get(plain(piece))

    def _split(self, text: str, depth: int) -> Iterator[str]:
        text = text.strip()
        if not text:
            return
        if depth == len(_SPLITS) or self._is_known(text):
            yield text
            return
        for part in _SPLITS[depth].split(text):
            yield from self._split(part, depth + 1)

    def _is_known(self, text: str) -> bool:
        return bool(
            any(self.meaning(vocabulary, text) for vocabulary in self._vocabularies)
            or self.campus(text)
            or self.product(text)
        )


def school_year(intake: Intake) -> SchoolYear | None:
    """Return the school year of the profile, or None if it gives none."""
    for profile in intake.documents.get(PROFILE, [])[:1]:
        year = profile.node.school_year
        if isinstance(year, str):
            return SchoolYear.written(year)
    return None


def campus_names(intake: Intake) -> list[str]:
    """Return the names and ids of the campuses of the profile, in the form used for look-ups."""
    return [word.replace("_", " ") for word, _ in _list_campuses(intake)]


def _list_campuses(intake: Intake) -> Iterator[tuple[str, str]]:
    for profile in intake.documents.get(PROFILE, [])[:1]:
        campuses = profile.node.campuses
        for campus in campuses if isinstance(campuses, tuple) else ():
            for word in (campus.name, campus.campus_id):
                if isinstance(word, str) and isinstance(campus.campus_id, str):
                    yield plain(word), campus.campus_id


def _list_products(intake: Intake) -> dict[str, str]:
    table = intake.built("curriculum_adoption_record")
    ids = table.columns["product_id"].values if table is not None else ()
    return {plain(product_id): product_id for product_id in ids if isinstance(product_id, str)}


def _list_keys(
    intake: Intake, vocabularies: Mapping[type[StrEnum], frozenset[str]]
) -> Iterator[tuple[tuple[type[StrEnum], str], str]]:
    """Yield the words for days in the form used for searching, those of the ruleset last."""
    for vocabulary in _DAY_VOCABULARIES & vocabularies.keys():
        name = vocabulary_name(vocabulary)
        yield from (((vocabulary, search_key(word)), word) for word in vocabularies[vocabulary])
        for entry, word, meaning in intake.words.entries:
            if entry == name:
                yield (vocabulary, search_key(word)), meaning

"""The names of calendar events for messages, without words that may name a person."""

import re
from collections.abc import Iterable, Sequence

from lever5_rules.core.synonyms import Words
from lever5_rules.core.text import clipped, listing
from lever5_rules.reading.privacy.personal_data import is_first_name, personal
from lever5_rules.reading.privacy.safe_text import of_the_trade

from .day_words import MAYBE_OFF
from .feed_events import Event

LONGEST = 60
MOST = 6
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d{5,}")
_GAPS = re.compile(r"…(?:[\s,.&'’-]*…)+")
_SMALL = """
a an and as at by for from in is it no not of off on only or our the to up with
"""
_OF_CALENDARS = """
academy after convocation distance exchange flex intersession kindergarten prek remote virtual
art back bake band before bike book boys bus camp carnival celebration club
college color community conference crazy cup dad dads dance derby donuts drive election expo
faculty fall family fest festival field first food friday fun funday game girls giving
harvest health holiday home house hunt international jog job kick kindness kite
last launch literacy lunch mascot math mile mom moms movie multicultural music national open
out paint parade parent parents park party pep pie pink play pumpkin purple rally red retreat
return returns ribbon ride rodeo round run sale science senior seniors service show
skate snack social spirit sports spring stem student students summit super
supply survey sweater symposium take talent teacher teachers team theme tie trip trunk turkey
unity village visit volunteer walk wear western wellness winter world
yellow youth
"""
_BEFORE_PEOPLE = """
by coach dr for honoring miss mr mrs ms mx principal prof profe sra srta superintendent with
"""
_DAYS = """
break celebration day days fair fest festival holiday parade week weekend
"""


class EventNames:
    """Formats the names of events for messages.

    Professional vocabulary, calendar words and words of the ruleset may be repeated; any other word
    may be a person's name, and may not.
    """

    def __init__(self, words: Words, more: Iterable[str] = ()) -> None:
        texts = (*(word for _, word, _ in words.entries), *MAYBE_OFF, *more)
        words_in_texts = (word.casefold() for text in texts for word in _WORD.findall(text))
        self._known_words = frozenset((*words_in_texts, *_SMALL.split(), *_OF_CALENDARS.split()))

    def list_names(self, events: Sequence[Event]) -> str:
        """Return the first few names, each once, and how many more there are."""
        names = list(dict.fromkeys(event.name for event in events))
        return listing([*map(self.quote, names[:MOST]), *names[MOST:]], most=MOST)

    def quote(self, name: str, *, day: bool = False) -> str:
        """Return a name in quotes, with … for each word that is not repeated.

        `day`: the event is a whole day of the district, so that `Founders Day` may be repeated too.
        """
        if len(name) > 4 * LONGEST or personal(name, names=False):
            return "'…'"
        spans = [match.span() for match in _WORD.finditer(name)]
        words = [name[first:last] for first, last in spans]
        are_words = [self._is_known(word) for word in words]
        if day and not personal(name):
            are_words = [
                is_word or _names_day(words, are_words, at) for at, is_word in enumerate(are_words)
            ]
        text, end = "", 0
        for (first, last), word, is_word in zip(spans, words, are_words, strict=True):
            text += name[end:first] + (word if is_word else "…")
            end = last
        return repr(clipped(_GAPS.sub("…", text + name[end:]), LONGEST))

    def _is_known(self, word: str) -> bool:
        low = word.casefold().replace("’", "'")
        return low in self._known_words or (low[0].isalpha() and of_the_trade(low))


def _names_day(words: Sequence[str], are_words: Sequence[bool], at: int) -> bool:
    """Return whether an unknown word stands alone before a word such as day or festival."""
    after = words[at + 1 : at + 2]
    before = at == 0 or (
        are_words[at - 1] and words[at - 1].casefold() not in _BEFORE_PEOPLE.split()
    )
    return (
        before
        and bool(after)
        and after[0].casefold() in _DAYS.split()
        and words[at][0].isalpha()
        and not is_first_name(words[at])
        and not words[at].casefold().replace("’", "'").endswith("'s")
    )

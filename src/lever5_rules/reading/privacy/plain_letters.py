"""Plain forms of text, for recognizing names however they are typed or disguised.

Accents and invisible characters are removed, and lookalike letters are replaced by Latin ones.
"""

import re
from functools import lru_cache
from unicodedata import category, name, normalize

from lever5_rules.core.text import normal

_UNSEEN = frozenset({"Cc", "Cf"})
_MARKS = frozenset({"Me", "Mn"})
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters without any visible shape."""
_DRESSED = re.compile(
    r"(?:LATIN (?:SMALL LETTER|CAPITAL LETTER|LETTER SMALL CAPITAL)"
    r"|(?:REGIONAL INDICATOR|PARENTHESIZED LATIN|NEGATIVE \w+ LATIN)\b.*) ([A-Z])"
    r"(?: WITH (?:\w+ )?(?:STROKE|HOOK|TAIL|BAR|CURL|LOOP|LEG|SWASH TAIL|MIDDLE TILDE))?"
)
"""Unicode names of letter variants that normalization leaves unchanged; accented letters are
decomposed by it."""
_LOOKALIKES = str.maketrans(
    "авеікмнорстухѕјԁӏɡһԛԝүѵꙅАВЕІКМНОРСТУХЅЈԚԜҮ"  # Cyrillic
    "αβεικνορτυχηωγⲥΑΒΕΖΗΙΚΜΝΟΡΤΥΧⲤ"  # Greek, Coptic
    "ոսօհզցյքՕՍ"  # Armenian
    "ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ"  # Cherokee
    "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ"  # Lisu
    "ᔕɑıƨɩ",
    "abeikmhopctyxsjdlghqwyvsABEIKMHOPCTYXSJQWY"
    "abeikvoptuxnwycABEZHIKMNOPTYXC"
    "nuohqgjpOU"
    "ABCDEGHIJKLMPRSTVWZ"
    "ABCDEFGHIJKLMNOPRSTUVWXYZ"
    "Saisi",
)
_SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[\W_][^\W_]){2,}(?![^\W_])")


def seen(text: str) -> str:
    """Return a text as it looks, with capitals and accents kept."""
    if text.isascii():
        return text
    return normal("NFKC", "".join(map(_find_look, text))).translate(_LOOKALIKES)


def plain(text: str) -> str:
    """Return a text as it looks, in lower case and without accents."""
    low = seen(text).casefold()
    if low.isascii():
        return low
    return "".join(char for char in normalize("NFKD", low) if category(char) not in _MARKS)


def joined(text: str) -> str:
    """Return a text in which spaced letters are words again: `S t u d e n t ID`, `I.E.P.`"""
    return _SPACED.sub(lambda match: re.sub(r"[\W_]", "", match[0]), text)


def disguised(text: str) -> bool:
    """Return whether a text has lookalike or invisible characters."""
    return not text.isascii() and seen(text) != normal("NFKC", text)


@lru_cache(maxsize=1 << 12)
def _find_look(sign: str) -> str:
    """Return a character as it looks: the Latin letter that its Unicode name mentions, or
    nothing."""
    if sign.isascii() or sign.isspace():
        return sign
    if sign in _FILLERS or category(sign) in _UNSEEN:
        return ""
    sign_name = name(sign, "")
    match = _DRESSED.fullmatch(sign_name)
    if match is None:
        return sign
    return match[1].lower() if "SMALL" in sign_name else match[1]

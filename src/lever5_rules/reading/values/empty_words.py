"""Texts that are filled in and state nothing, told by their shape and not by a list of phrases.

These are words that only join others ("The ... of the ... is"), keys that were only pressed
("qwerty", "aaaaaaa"), assent ("Yes, we do"), instructions of a template ("Insert district vision"),
marks of a draft ("DRAFT 3/4/26"), and a lone address or file, where a statement is expected.
"""

import re

from lever5_rules.artifacts.fields import FieldInfo, only_names


def _make_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TOKEN = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_JOINING = _make_set("""
    a am an and are as at be been being but by for from had has have if in into is it its of on or
    our than that the their them then these they this those to was were with
    """)
"""Words that state nothing without others. Without pronouns of persons and "do": "I do, we do, you
do" is a practice."""
_ASSENT = _make_set("absolutely certainly claro definitely ok okay sure sí yeah yep yes yup")
_AFTER_ASSENT = (
    _JOINING
    | _ASSENT
    | _make_set(
        "all already always course did do does doing done exists i most one place so there we"
    )
)
_TEMPLATE_VERBS = _make_set("""
    add copy describe enter explain fill give include insert list name paste provide put specify
    state type write
    """)
_TYPING_VERBS = _make_set("add enter fill in insert paste put type write")
_TYPED = _make_set("answer content info information response text wording")
"""What a template asks for under any field: "Add text"."""
_AFTER_PLEASE = _TEMPLATE_VERBS | _make_set("""
    all attach below box cell complete field form here in item out part question required row
    section select space the this update
    """)
_OF_DISTRICT = frozenset({"district", "districts", "goes", "here", "isd", "s", "your"})
_DRAFT_MARK = re.compile(
    r"(?:\W|_)*(?:(?:first|initial|rough|working|revised|staff|discussion) )?draft(?![^\W_])"
)
_AFTER_DRAFT = re.compile(
    r"(?: (?:(?:do )?not(?: for)? (?:cite|circulate|copy|distribut(?:e|ion)|quote|release|share)"
    r"(?: or \w+)?|(?:for )?internal(?: use)?(?: only)?|confidential|subject to change|as of|copy"
    r"|dated?|from|of|on|only|revised|rev|updated|v(?:ersion)?|no|number|working|v?\d+\w{0,2}|[a-c]"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*))*"
)
_A_FILE = re.compile(
    r"(?:(?:see|file|files|filename|attachment|document|doc|link)\b[\s:–—-]*)?"
    r"(?:(?:the )?(?:google|word|shared) (?:doc|document|file|folder)s?|spreadsheet|pdf"
    r"|[^\s/]+\.(?:docx?|gdoc|html?|jpe?g|pages|pdf|png|pptx?|rtf|txt|xlsx?|zip))",
    re.IGNORECASE,
)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertz", "azerty", "abcdefghijklmnopqrstuvwxyz")
_RUNS = (*_ROWS, *(row[::-1] for row in _ROWS))
_SHORTEST_RUN = 3
_SHORTEST_PRESS = 4
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def is_only_joining(text: str) -> bool:
    """Return whether a text has no words but those that join others: "the", "it is".

    >>> is_only_joining("It is the")
    True
    >>> is_only_joining("Coaching for all")
    False
    """
    words = _words_of(text)
    return bool(words) and _JOINING.issuperset(words)


def is_only_assent(text: str) -> bool:
    """Return whether a text only agrees: "Yes, we do"; but not "Yes-and conversations"."""
    words = _words_of(text)
    return bool(words) and words[0] in _ASSENT and _AFTER_ASSENT.issuperset(words)


def is_only_pressed(text: str) -> bool:
    """Return whether a text is made of keys pressed at random: "qwerty", "aaaaaaa", "sdkfjh"."""
    words = _words_of(text)
    if sum(map(len, words)) < _SHORTEST_PRESS or not all(map(_LETTERS.fullmatch, words)):
        return False
    if len(set("".join(words))) == 1 or all(map(_is_run, words)):
        return True
    # Abbreviations have capitals: STPBS.
    return (
        len(words) == 1
        and text.islower()
        and re.fullmatch("[b-df-hj-np-tv-xz]{6,}", words[0]) is not None
    )


def is_only_asked_for(info: FieldInfo, text: str) -> bool:
    """Return whether a text only says the name of its field, with the district as its owner, as
    the start of a sentence, or as what a template asks for: "Insert district vision"."""
    words = _words_of(text)
    asked = words[1:] if words and words[0] in _TEMPLATE_VERBS else words
    if asked != words and words[0] in _TYPING_VERBS and _TYPED.issuperset(asked) and asked:
        return True
    telling_words = [word for word in asked if word not in _JOINING and word not in _OF_DISTRICT]
    return len(telling_words) < len(words) and only_names(info, " ".join(telling_words))


def is_only_a_request(text: str) -> bool:
    """Return whether a text only asks to be replaced: "Please complete", "Please fill in here"."""
    words = _words_of(text)
    return len(words) > 1 and words[0] == "please" and _AFTER_PLEASE.issuperset(words[1:])


def is_only_of_a_draft(text: str) -> bool:
    """Return whether a text only says that something is a draft, of which day or version, or for
    whom: "DRAFT 3/4/26", "Draft – do not distribute"; but not "Draft lessons are rehearsed"."""
    match = _DRAFT_MARK.match(text.casefold())
    rest = _words_of(text[match.end() :]) if match else ()
    return match is not None and bool(_AFTER_DRAFT.fullmatch("".join(f" {word}" for word in rest)))


def is_only_a_file(info: FieldInfo, text: str) -> bool:
    """Return whether a text only names a file, where the field is not what a file can be: "File:
    vision.docx", "Google Doc"; a Google Doc may be a system for data."""
    may_be_a_file = only_names(info, "system") or only_names(info, "tool")
    return not may_be_a_file and _A_FILE.fullmatch(text.strip(" .()[]")) is not None


def repeated_word(text: str) -> str:
    """Return the word that a text says several times and nothing else, or an empty text.

    >>> repeated_word("test test")
    'test'
    >>> repeated_word("test tests")
    ''
    """
    words = _words_of(text)
    return words[0] if len(words) > 1 and len(set(words)) == 1 else ""


def is_only_an_address(text: str) -> bool:
    """Return whether a text is an address on the web and nothing else."""
    return _ADDRESS.fullmatch(text.strip()) is not None


def _words_of(text: str) -> list[str]:
    return _TOKEN.findall(text.casefold())


def _is_run(word: str) -> bool:
    """Return whether a word follows a row of keys or the alphabet, once or several times."""
    start = 0
    while start < len(word):
        end = next(
            (
                end
                for end in range(len(word), start + _SHORTEST_RUN - 1, -1)
                if any(word[start:end] in run for run in _RUNS)
            ),
            None,
        )
        if end is None:
            return False
        start = end
    return True

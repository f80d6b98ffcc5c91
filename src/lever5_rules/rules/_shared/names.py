"""Names: compared however a district writes them, and codes in the words of educators."""

import re

from lever5_rules.authoring import plain

_ABBREVIATIONS = {
    abbreviation.lower(): abbreviation
    for abbreviation in ("CBLI", "EB", "HQIM", "IEP", "PLC", "UDL")
}


def fold_name(name: str) -> str:
    """Return a name without case, spaces, hyphens and underscores."""
    return plain(name).replace("_", "")


def in_words(code: str) -> str:
    """Return a code in words, with abbreviations as educators write them: `IEP implementation`."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in code.split("_"))


_INDIVIDUAL = re.compile(
    r"\b(?:its|their|his|her|my|our) own\b|\bown (?:\w+ )?(?:\w*sheets?|files?|forms?|trackers?)\b|"
    r"\b(?:each|every|per|by) (?:campus|school|principal|leader|coach|observer)\b",
    re.IGNORECASE,
)
_CENTRAL = re.compile(r"\b(?:district|central|shared|common|same|one|single)\b", re.IGNORECASE)


def is_individual(system: str) -> bool:
    """Return whether the name of a system says that everybody has their own: "each campus keeps
    its own spreadsheet"; "district board, one tab per campus" is one system."""
    return bool(_INDIVIDUAL.search(system)) and not _CENTRAL.search(system)

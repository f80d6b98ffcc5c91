"""Names: compared however a district writes them, and codes in the words of educators."""

from lever5_rules.authoring import plain

_ABBREVIATIONS = {
    abbreviation.lower(): abbreviation
    for abbreviation in ("CBLI", "EB", "HQIM", "IEP", "PLC", "UDL")
}


def folded(name: str) -> str:
    """Return a name without case, spaces, hyphens and underscores."""
    return plain(name).replace("_", "")


def in_words(code: str) -> str:
    """Return a code in words, with abbreviations as educators write them: `IEP implementation`."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in code.split("_"))

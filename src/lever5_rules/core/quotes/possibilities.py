"""The word "may" where it leaves nothing free: "what students may have misunderstood"."""

import re
from functools import lru_cache

_LEARNERS = r"(?:students?|learners?|children|pupils|they|some|others|many|each)"
_STATE = (
    r"(?:already|also|be (?:confused|familiar|missing|new|ready|unclear|unfamiliar|unsure)|believe|"
    r"bring|confuse|develop|encounter|face|find|forget|give|have|hold|know|lack|make|misread|miss|"
    r"misunderstand|need|not|overgenerali[sz]e|overlook|raise|say|see|show|still|struggle|think|yet)"
)
_OF_LEARNERS = (
    rf"\b(?:students?|learners?|children|pupils)(?: who [a-z ]{{0,30}})? may(?= {_STATE}\b)"
)
_OF_WHAT = (
    rf"\b(?:what|which|that|how|where|why|whether|who)(?: {_LEARNERS}| \w+ {_LEARNERS})? may"
    r"(?= (?!be (?:used|chosen|adopted|added|skipped|omitted|left)|adopt|add|choose|skip|use)\w)"
)
_IN_QUESTION = rf"\b\w+s {_LEARNERS} may(?= ask\b)"
_MAY = re.compile(
    "|".join((_OF_LEARNERS, _OF_WHAT, _IN_QUESTION)).replace(" may", r" (?-i:may)"), re.IGNORECASE
)
_SKIPS = (
    r"(?:be (?:dropped|left|omitted|optional|skipped|waived|done|discussed|held|named)|choose"
    r"|decline|drop|not|omit|opt|skip|waive)\b"
)
_NEXT = re.compile(
    r"(?P<end>[.;]|,? and) (?P<who>(?:[\w'’-]+ ){0,4}?)may (?P<what>(?!" + _SKIPS + r")[^.;]*)",
    re.IGNORECASE,
)
_SOMEBODY_DOES = re.compile(
    r"\W*(?:(?:the|each|every|all|our) )?(?:\w[\w-]* )?(?:teams?|teachers?|plcs?|groups?|members|"
    r"leaders?|coach(?:es)?|principals?|we|they)(?: (?:must|shall|will))? [a-z]+\b",
    re.IGNORECASE,
)
_NOUN = re.compile(r"[^\W\d_]{4,}")


@lru_cache(maxsize=1024)
def without_possibilities(quote: str, about: str) -> str:
    """Return a quote without each "may" that says what can be, and without one of a further clause
    that allows something else than what `about` names.

    >>> without_possibilities("Discuss what students may have misunderstood.", "")
    'Discuss what students have misunderstood.'
    >>> without_possibilities("The team names next steps and may use chart B.", "next_steps")
    'The team names next steps and use chart B.'
    """
    if "may " not in quote:
        return quote
    quote = _MAY.sub(lambda match: match[0].removesuffix(" may"), quote)
    stems = {word.rstrip("s") for word in _NOUN.findall(about.replace("_", " "))}

    def allowed_besides(match: re.Match[str]) -> str:
        before, what = quote[: match.start()].casefold(), match["what"].casefold()
        says = _SOMEBODY_DOES.match(before) or (not match["end"].endswith("and") and " " in before)
        if says and _names(stems, before) and not _names(stems, what):
            return f"{match['end']} {match['who']}{match['what']}"
        return match[0]

    return _NEXT.sub(allowed_besides, quote)


def _names(stems: set[str], text: str) -> bool:
    return any(word.startswith(stem) for word in _NOUN.findall(text) for stem in stems)

"""Quotes that say nothing but that something is not done: "Families are not told".

A "not" alone denies nothing: "Teachers do not plan alone". What counts is that the work is denied
that a field speaks of ("Teams do not discuss misconceptions", for a step on misconceptions), or
work that handbooks deal with; and denied altogether, not only before or beyond something.
"""

import re
from functools import lru_cache

_AUX = "(?:do|does|did|should|shall|must|can|could|may|will|would)"
_BE = "(?:is|are|was|were|has|have|(?:can|may|must|shall|should|will) (?=(?:not|never) be ))"
_NOT_ACTIVE = (
    rf"\b(?:(?:{_AUX} (?:not|never)|(?:do|does|did|should|wo|ca)n['’]t|cannot|never) (?!be ))"
)
_NOT_PASSIVE = (
    rf"\b(?:{_BE} (?:not|never)|(?:is|are|was|were|has|have)n['’]t)(?: be| been| being)? "
)
_NOT = rf"(?:{_NOT_ACTIVE}|{_NOT_PASSIVE})"
_SIGN = re.compile(r"\b(?:not|never|cannot)\b|n['’]t\b", re.IGNORECASE)

_LOOKED = (
    "(?:analy[sz]|compar|consider|discuss|examin|look|review|stud|track)[a-z]*(?: (?:at|for))?"
)
_WORK = (
    "(?:misconceptions|misunderstandings|data|results|scores|samples|progress|standards"
    "|student work|evidence|next steps|families|parents|guardians)"
)
_FAMILIES = "(?:families|parents|guardians)"
_STAFF = (
    "(?:teachers?|teams?|plcs?|coaches|leaders|principals|campus(?:es)?|schools?|staff|they|we)"
)
_FORM = "(?:form|tool|rubric|instrument)"
_ADOPTED = "(?:adopted|core|curricul|grade|instruction|materials|standards|tier)"
_WITH_FAMILIES = rf"(?:contact|inform|notify|tell|meet with|speak (?:with|to)) (?:the )?{_FAMILIES}"
_RATED_MATTER = "(?:behaviou?r|culture|materials|misconceptions|monitoring of [a-z ]+|routines)"
_NOT_DONE = (
    rf"^(?:(?:[\w'’-]+ ){{0,3}}?{_STAFF} {_NOT_ACTIVE}"
    r"(?:take part|participate|use (?:this|the|it)\b"
    rf"|{_WITH_FAMILIES}|{_LOOKED} (?:the |any |their )?{_WORK})"
    rf"|(?:the |any )?{_WORK}(?: (?:in|of|on)(?: [\w-]+){{1,3}}?)? {_NOT_PASSIVE}"
    rf"(?:{_LOOKED}|told|informed|notified|contacted|called|consulted|collected|brought|used|named"
    r"|checked|monitored|measured|recorded|written"
    r"|part of (?:our|the|these|this) (?:agenda|meeting|session)s?)\b"
    rf"|(?:use of )?(?:[\w-]+ ){{0,2}}{_RATED_MATTER} {_NOT_PASSIVE}"
    r"(?:assessed|considered|examined|looked at|observed|part of (?:our|the|this) "
    r"(?:form|instrument|rubric|tool)|rated|scored)(?=\W*$| (?:here|on|in|with)\b)"
    rf"|(?:this|the|our) {_FORM} (?:does|will) not replace (?:the )?(?:campus|school|local)\b"
    rf"|(?:[\w-]+ ){{1,4}}?{_NOT_PASSIVE}"
    rf"(?:tied|aligned|connected|linked) to (?:the |our )?{_ADOPTED})"
)
"""What is denied whatever the field."""

_UNHARMED = (
    "(?:abandon|add\\b|announc|begin|blam|cancel|cap|choos|combin|confin|conflict"
    "|confus|correct|count|cut|delay|delegat"
    "|depend|differ|disciplin|disturb|drop|email|end|evaluat|exceed|exclud|excus|exempt|fail|forg[eo]t"
    "|go\\b|grad|guess|hid|hurr|ignor|interrupt|judg|leav|left|limit|los[et]|lower|merg|miss"
    "|mix|mov|neglect|omit|opt\\b|overlook|postpon|penali|punish|rais|rank|rat[ei]|reduc|remov|repeat"
    "|replac|reserv|restrict|rewrit|rush|scor|shorten|skip|start|stop|substitut|suspend|turn|var"
    "|wait|waste|withh)"
)
"""Verbs that, denied, keep what is done: "is not skipped"."""
_PARTICIPLE = (
    r"(?:[a-z]+ly )?(?:[a-z]+ed|held|given|made|kept|shown|seen|done|taught|written|found|set|sent"
    r"|met|read|taken|brought|built|chosen|told|known)\b(?: (?:up|at|on|to|for|with|about|upon))?"
    r"(?=\W*$| (?:in|at|on|to|for|with|by|of|during) (?:this|these|any|all|every|our|the)\b"
    r"| (?:here|when|what|why|how|about|that|together|or)\b)"
)
_DENIED = (
    rf"{_NOT_ACTIVE}(?P<active>(?!{_UNHARMED})[a-z]+\b.*)"
    rf"|{_NOT_PASSIVE}(?P<passive>(?!{_UNHARMED}){_PARTICIPLE})"
)
_TURNED = (
    r"\b(?:no|none|nobody|neither|nor|all|if|how|what|when|where|whether|which|while|who|whom"
    r"|whose|why|that|because|until|unless|since|as|other|additional|extra|individual|old"
    r"|previous|former|once|after|before)\b|^(?:students|those|anyone) (?:in|of|on|with)\b"
)
"""Before a denial: it is of something else, or in no main clause."""
_BOUNDED = (
    r"\b(?:again|alone|any (?:further|longer|more|other)|as|apart|before|beyond|but|by|else|except"
    r"|earlier than|first|fewer|from|individual|instead|just|later than|less|longer|merely|more"
    r"|only|other|own|outside|over|rather|simply|solely|than|too|twice|unless|until|while|without|yet"
    r"|at the (?:end|expense|same time)|in (?:advance|front|isolation|place)|ahead|on paper"
    r"|during (?!(?:this|these|the) (?:meeting|session|protocol)s?\b)"
    r"|for (?:appraisal|discipline|evaluation|grad\w+))\b"
)
"""After a denial: it only sets a bound ("do not discuss results until ...")."""
_UNLESS_ASKED = (
    rf"{_FAMILIES} {_NOT_PASSIVE}(?:told|informed|notified|contacted|called) "
    r"(?:unless|until|except when) (?:asked|a parent|families|parents|requested|they)\b"
)
_OUTCOME = (
    "(?:action steps|coaching|criteria|data|evidence|families|feedback|guardians|letters?|materials"
    "|misconceptions|monitoring|next steps|notices?|parents|progress|protocol|records?|research"
    "|results|rubric|samples|standards|student work|studies|study|support|training|work)"
)
_MADE = (
    "(?:analy[sz]ed|brought|checked|cited|collected|compared|conducted|consulted|contacted|discussed"
    "|examined|given|informed|invited|kept|looked at|mailed|monitored|notified|observed|offered"
    "|provided|read|recorded|reviewed|sent|told|tracked|used|written)"
)
_ABSENT = (
    rf"^(?:no (?:[\w-]+ ){{0,2}}?{_OUTCOME} (?:is|are|was|were|has been|have been) {_MADE}"
    r"|(?:nobody|no one) (?:checks|follows up|leads|looks|monitors|observes|owns|rates|records"
    r"|reviews|tracks)"
    rf"|(?:the )?(?:{_FAMILIES}|teachers?|leaders|principals|coaches|students) (?:receives?|gets?"
    r"|(?:is|are) (?:given|sent)) no (?:[\w-]+ )?(?:coaching|feedback|information|letters?|notices?"
    r"|reports?|support|training)"
    r"|(?:[\w-]+ ){1,4}(?:has|have) no (?:(?:content[- ]specific|own|special|specific) )?"
    r"(?:criteria|indicators?|practices|rows?)(?=\W*$| (?:for|in|of)\b)"
    r"|no se (?:analiza|avisa|contacta|informa|notifica|observa|registra|revisa)n?(?: a)?"
    r"(?: las?| los?)? (?:datos|familias?|padres|progreso|rutinas|trabajos?))\b"
)
"""What is absent without a "not": "No notice is sent", "Parents receive no letter"."""
_OF_A_TIME = (
    r"\b(?:without|after|besides|days?|early|first|holidays?|hours?|late|lunch"
    r"|of (?:what|who)|on leave|periods?|planning|staar|summer|testing|times?|weekends?|weeks?)\b"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = re.compile(
    "adjust|agreed|area|basis|campus(?:es)?|code|days|each|groups?|instructional|items|kind|later"
    "|level|look|month|name|needs|only|other|performance|period|plan|required|roles?|same|school"
    "|students?|teachers?|term|that|them|this|type|used|weeks?|with|within|year"
)
"""Words of fields and codes that do not tell what they are about."""


def may_negate(quote: str) -> bool:
    """Return whether a quote has a "not" at all."""
    return bool(_SIGN.search(quote))


def negation(clause: str, about: str) -> str:
    """Return the words by which a clause says that something is not done, or an empty text.

    `about` holds the name of a field and its codes: `purpose work_samples`.
    """
    if not may_negate(clause):
        return ""
    clause = clause.casefold()
    if match := re.search(_UNLESS_ASKED, clause):
        return match[0]
    word, before, after = _not_done(clause) or _denied(clause, about)
    bounded = re.search(_TURNED, before) or re.search(_BOUNDED, after)
    return "" if bounded else word.strip()


def absence(clause: str) -> str:
    """Return the words by which a clause says that there is none of what is to be done, or an
    empty text: "No research was consulted"."""
    if "no" not in clause:
        return ""
    match = re.search(_ABSENT, clause)
    if not match:
        return ""
    after = clause[match.end() :].removesuffix(" of its own").removesuffix(" of their own")
    return "" if re.search(_BOUNDED, match[0] + after) or re.search(_OF_A_TIME, after) else match[0]


def _not_done(clause: str) -> tuple[str, str, str] | None:
    """Return the words that deny what is denied whatever the field, and what stands around them."""
    match = re.search(_NOT_DONE, clause)
    negative = match and re.search(_NOT, match[0])
    if not match or not negative:
        return None
    return match[0][negative.start() :], match[0][: negative.start()], clause[match.end() :]


def _denied(clause: str, about: str) -> tuple[str, str, str]:
    """Return the words that deny what a field is about, and what stands around them."""
    match = re.search(_DENIED, clause)
    if not match:
        return "", "", ""
    kind = "active" if match["active"] else "passive"
    before, after = clause[: match.start()], clause[match.start(kind) :]
    if not any(
        word.startswith(stem)
        for word in _WORD.findall(after if match["active"] else before)
        for stem in _stems(about)
    ):
        return "", "", ""
    return f"{match[0][: match.start(kind) - match.start()]}{after.split()[0]}", before, after


@lru_cache(maxsize=1024)
def _stems(about: str) -> frozenset[str]:
    return frozenset(
        word.removesuffix("ies").rstrip("sy")
        for word in _WORD.findall(about.casefold().replace("_", " "))
        if not _COMMON.fullmatch(word)
    )

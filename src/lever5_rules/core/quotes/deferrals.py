"""Texts that say nothing but that something is still to come, or is left to somebody.

A text is matched whole, so that no more than that can stand in it: "To be chosen by the council in
the fall", but not "To be chosen by the council from the four practices below". What is done again
and again is no plan: "To be posted by Friday", "Will be chosen each month".
"""

import re
from functools import lru_cache

from .signed import Signed

_LABEL = re.compile(r"^(?:[^\W\d_]+ ){0,2}[^\W\d_]+: ")
_LONGEST = 100
"""A longer text says something."""
_OWN = r"(?:(?:the|our|this|a|an|each|every|all|its|their|campus|school|district) )*"
_BODY = (
    rf"{_OWN}(?:[\w'’-]+ ){{0,3}}?(?:administrat(?:ion|ors?)|board|cabinet|campus(?:es)?|"
    r"coach(?:es)?|committees?|coordinators?|council|departments?|directors?|district|"
    r"leaders(?:hip)?|leads|office|principals?|schools?|staff|superintendents?|supervisors?|"
    r"teachers?|task force|teams?|trustees)"
)
_CHOSEN = (
    "(?:adopted|agreed(?: upon)?|approved|assigned|chosen|decided|defined|designed|determined|"
    "developed|discussed|drafted|established|finali[sz]ed|formalized|identified|named|planned|"
    "selected|set|voted on|written)"
)
_DONE = (
    f"(?:{_CHOSEN[3:-1]}|added|announced|arranged|completed|created|outlined|posted|presented|"
    "provided|published|recorded|released|scheduled|shared|updated|uploaded)"
)
_FILLED_IN = "(?:added|completed|entered|filled(?: in| out)?|provided|submitted|supplied|updated)"
_TO_FIX = (
    rf"{_OWN}(?:[\w'’-]+ )?"
    r"(?:agendas?|dates?|leads?|locations?|names?|owners?|rooms?|times?|topics?)"
)
_POST = (
    r"(?:(?:the|this|our) )?(?:[\w'’-]+ )?(?:job|position|post|role|slot)"
    r"(?: (?:is|was|has been|remains))?(?: (?:currently|still|now))?"
)
_UNFILLED = r"(?:vacant|not (?:yet |currently )?(?:filled|staffed)|unfilled|unstaffed)"
_ON_HOLD = "(?:frozen|on hold)"
_WITH_WHOM = (
    "(?:agreed(?: upon)?|decided|defined|determined|developed|finali[sz]ed|selected|set|written)"
)
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_AT_SOME_TIME = (
    r"(?:(?:in|by|during|over|this|next|after|at|following|once|when|upon|until|pending)"
    rf" (?:[^,;: ]+ ){{0,5}}?(?:approval|assessment|autumn|benchmark|board|budget|council|fall|"
    rf"hired|needs|planning|quarter|retreat|review|semester|spring|staffing|summer|survey|winter|"
    rf"year|{_MONTH})\b[^,;:]*)"
)
_AGAIN = (
    r"\b(?:(?:each|every) (?!campus|department|school|principal|leader)|(?:always|before|daily|"
    r"monthly|students?|weekly|within|(?:mon|tues|wednes|thurs|fri)day|\d+ (?:days|hours))\b)"
)
_YET = "(?:still |yet |currently |now )*"
_LATER = (
    r"(?:later(?: on)?|soon|shortly|(?:at|on) a later (?:date|time|point)|next \w+|once [^,;:]+"
    r"|(?:this|next|(?:by|over|in|during) the coming) (?:fall|winter|spring|summer|semester|year)"
    r"|by the end of (?:the|this) (?:month|quarter|semester|year)"
    r"|(?:in|by|during|over)(?: the)? (?:winter break|future|(?:coming|next) \w+)"
    r"|(?:when|after|upon|pending|following)(?: [\w'’-]+){0,3} (?:ready|done|completed?|"
    r"available|approv(?:ed|al)|adopted|finali[sz]ed|trained|training|review|edited|released)"
    r"|when ready)"
)
_SURELY_LATER = (
    rf"(?:{_LATER}|(?:in|by|during|over)(?: the)?(?: (?:early|late))? "
    rf"(?:fall|winter|spring|summer|{_MONTH})(?: planning)?(?: (?:of )?\d{{4}})?)"
)
_MATTER = (
    r"(?:(?:the|our|this|these|a|an|all|more|further|additional) )?"
    r"(?:(?!(?:add|agree|bring|choose|create|decide|determine|develop|discuss|draft|identify|list|"
    r"name|note|plan|post|prepare|read|record|review|select|set|share|state|study|submit|use|"
    r"write)\b)[\w'’-]+ )?"
    r"(?:criteria|definitions?|descriptions?|details|documents?|duties|expectations|files?|films?|"
    r"forms?|framework|guid(?:ance|es?|elines?)|handbook|information|links?|lists?|outcomes|plan|"
    r"polic(?:y|ies)|practices|process|protocols?|recordings?|responsibilities|roles|rubrics?|"
    r"schedules?|steps|structures?|templates?|text|tools?|videos?|vision|it|they)"
)
_TEXT = (
    r"(?:(?:the|our|this|a|an) )?(?:criteria|definitions?|details|examples?|forms?|guidance|"
    r"information|links?|recordings?|rubrics?|templates?|videos?)"
)
_WORKS_ON = (
    "(?:choosing|creating|deciding|developing|discussing|drafting|finali[sz]ing|planning|"
    "selecting|working|writing)"
)
_THIS = "(?:this|these|it|them|that|those)"
_WILL = (
    "(?:add|adopt|agree|choose|create|decide|define|determine|develop|discuss|draft|finali[sz]e|"
    "have|post|publish|select|share|upload|write)"
)
_ASSENT = (
    r"(?:adoption|approval|board action|decision|funding|ratification|review|signatures?|"
    r"sign[- ]off|vote|action)"
)
_PART_OF_A_LESSON = (
    r"[^,;:]*\b(?:answers?|class|child(?:ren)?|hands?|learners?|minutes?|quiet|responses?|seconds?|"
    r"silence|students?(?! (?:data|lists?|numbers|rosters?|scores))|think(?:ing)?|turns?)\b"
)
"""What teachers wait for: "Waiting for three seconds after each question"."""
_OF_WHOM = r"(?:by|of|from|in|at|on) [^,;:]+"

_TO_COME = tuple(
    Signed.of(signs, pattern)
    for signs, pattern in (
        (
            "to be |will be |shall be ",
            rf"{_YET}(?:to|will|shall|(?:is|are) {_YET}to) be (?:{_DONE}(?: {_SURELY_LATER})?"
            rf"|{_CHOSEN} by [^,;:]+|{_CHOSEN} {_AT_SOME_TIME}|{_WITH_WHOM} with [^,;:]+)",
        ),
        (
            "to be discussed",
            r"to be discussed with [^,;:]+",
        ),
        (
            "to be |will be |shall be ",
            rf"(?:to|will) be (?:posted|published|uploaded) (?:on|to) [^,;:]+ {_LATER}",
        ),
        (
            "to be |will be |shall be ",
            rf"{_MATTER} (?:will|shall|(?:is|are) {_YET}to|{_YET}to) be (?:{_DONE}|ready|"
            rf"available|provided) {_LATER}",
        ),
        (
            "to be |will be |shall be ",
            rf"{_TEXT} (?:will|shall) be (?:{_DONE}|available|provided) {_SURELY_LATER}",
        ),
        ("to be ", rf"{_MATTER} (?:is |are )?{_YET}to be {_DONE}(?: {_SURELY_LATER})?"),
        ("to be ", rf"to be {_FILLED_IN} by {_BODY}(?: {_SURELY_LATER})?"),
        (
            "tba|tbc|tbd",
            rf"(?:{_MATTER}|{_TO_FIX})(?: is| are)? (?:tba|tbc|tbd)(?: {_SURELY_LATER})?",
        ),
        ("vacan|fill|frozen|hold|staffed", rf"(?:{_POST} )?{_UNFILLED}|{_POST} {_ON_HOLD}"),
        (
            "not ",
            rf"(?:{_MATTER} )?(?:(?:is|are|has been|have been) )?not (?:(?:yet|currently) "
            rf"(?:{_DONE}|available|ready)(?: by [\w ]+)?|(?:{_DONE}|available|ready) "
            r"(?:yet|at this time))",
        ),
        (
            "coming ",
            rf"(?:{_MATTER} )?(?:is |are )?coming (?:{_SURELY_LATER}|(?:after|in) [\w ]+)",
        ),
        (
            " is | are | am ",
            rf"(?:{_BODY}|we) (?:is|are|am) (?:(?:still|currently|now) {_WORKS_ON}"
            rf"(?:(?: on)? {_THIS})?|{_WORKS_ON}(?: on)? {_THIS})(?: {_SURELY_LATER})?",
        ),
        ("being ", rf"(?:(?:{_MATTER} )?(?:is|are) )?{_YET}being {_DONE}(?: (?:by|with) [^,;:]+)?"),
        (
            "will ",
            rf"(?:{_BODY}|we) will {_WILL}(?: on)? {_THIS}(?: ready)? {_SURELY_LATER}",
        ),
        (
            "will decide|will vote",
            rf"(?:{_BODY}|we) will (?:decide|vote)(?: on {_THIS})?(?: {_AT_SOME_TIME})?",
        ),
        (
            "pending|awaiting|waiting|subject to|contingent",
            rf"(?:{_MATTER} )?(?:is |are )?{_YET}(?:pending|awaiting|waiting (?:on|for)|subject to|"
            rf"contingent (?:up)?on)(?: [\w'’-]+){{0,4}}? {_ASSENT}(?: {_OF_WHOM})?",
        ),
        (
            "pending",
            rf"(?:{_MATTER}|(?:[\w'’-]+ ){{0,3}}{_ASSENT}) (?:is |are )?{_YET}pending",
        ),
        ("waiting", rf"{_YET}waiting (?:on|for) (?!{_PART_OF_A_LESSON})[^,;:]+"),
        ("under review", rf"(?:{_MATTER} )?(?:is |are )?{_YET}under review(?: {_OF_WHOM})?"),
        (
            "to come|to follow",
            rf"{_MATTER} (?:is |are )?{_YET}to (?:come|follow)(?: {_SURELY_LATER})?",
        ),
        ("requested", r"(?:was |were |has been |have been )?requested (?:from|of) [^,;:]+"),
        ("written down", "not (?:yet )?written down"),
        ("pendiente", r"pendientes? de (?:la )?(?:aprobaci[oó]n|revisi[oó]n|decisi[oó]n)[^,;:]*"),
        ("espera de", "en espera de [^,;:]+"),
        (
            "se |para ",
            r"(?:se|para) (?:agregar|anunciar|compartir|decidir|definir|determinar|elegir|"
            r"publicar|seleccionar|establecer)(?:se|[áa](?:n)?) (?:m[áa]s adelante|despu[ée]s|"
            r"luego|pronto|en [^,;:]+)",
        ),
        (
            "rse",
            r"(?:para|por|a) (?:decid|defin|determin|eleg|public|compart|agreg)[iae]rse[^,;:]*",
        ),
    )
)
_SOMEBODY = rf"(?:{_BODY}|they|each of them)"
_OPEN = tuple(
    Signed.of(signs, pattern)
    for signs, pattern in (
        (
            "discretion",
            r"(?:(?:is|are|will be) )?(?:(?:left|up|solely|entirely) )*(?:(?:at|to|by|per|under|"
            r"within) )?(?!no |not )(?:[\w'’-]+ ){0,4}?discretion(?: of [\w'’ -]+)?",
        ),
        ("fit|wish|prefer", rf"(?:as|if|when|whenever|where) {_SOMEBODY} (?:sees? fit|wish(?:es)?|"
         "prefers?)"),
        (
            "whatever|anything|everything",
            r"(?:(?:does|do|doing) )?(?:whatever|anything|everything)(?: else)?"
            rf"(?: (?:that )?(?:is|are|may be|might be)| (?:that )?{_BODY})? "
            r"(?:asked|assigned|needed|needs|necessary|required|requires|comes up|asks(?: for)?)",
        ),
        ("up to ", rf"(?:(?:is|are) )?(?:left )?up to {_BODY}"),
        ("directed by|instructed by", rf"(?:as )?(?:directed|instructed) by {_BODY}"),
        (
            "level|locally",
            r"(?:is |are |will be |to be )?(?:chosen|decided|defined|designed|determined|set|"
            r"selected)(?: locally| (?:at|on) the (?:campus|department|local|school) level)",
        ),
        (
            "judgment|judgement",
            rf"(?:{_BODY} )?(?:us(?:e|es|ing)|by|at|in) (?:their|its|his or her|the) "
            rf"(?:(?:own|best|professional) )*judge?ment(?: of {_BODY})?",
        ),
        ("preference", rf"(?:by|per) {_BODY} preference"),
        ("decide", rf"{_BODY} decides?(?: case by case)?"),
        ("what", rf"what(?:ever)? {_SOMEBODY} (?:think|feel|believe|like|decide|choose|prefer|"
         r"want)s?(?: (?:is )?(?:best|right|necessary|appropriate))?"),
        ("discreci|criterio", r"(?:queda |se deja )?a (?:la )?(?:discreci[oó]n|criterio) del? "
         r"[\w ]+"),
    )
)  # fmt: skip


@lru_cache(maxsize=1 << 10)
def is_to_come(text: str) -> bool:
    """Return whether a text only says that its matter is still to be settled, added or approved.

    >>> is_to_come("Will be chosen by each department in September")
    True
    >>> is_to_come("Criteria will be shared with students at the start")
    False
    """
    return _is(text, _TO_COME) and not re.search(_AGAIN, text.casefold())


@lru_cache(maxsize=1 << 10)
def is_left_open(text: str) -> bool:
    """Return whether a text only says who may do as they like: "At the coach's discretion"."""
    return _is(text, _OPEN)


def _is(text: str, shapes: tuple[Signed, ...]) -> bool:
    if len(text) > _LONGEST:
        return False
    text = _LABEL.sub("", " ".join(text.casefold().split())).strip(" .!?;:\"'“”‘’()[]*-–—")
    text = text.replace("(", "").replace(")", "")
    return any(shape.may_match(text) and shape.compiled.fullmatch(text) for shape in shapes)

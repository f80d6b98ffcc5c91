"""Quotes that deny what they are quoted for, leave it to somebody, or say that it is not there.

A quote is read clause by clause. What is denied of something else ("notice is not required"), of
its manner ("need not be announced") or of another time ("during planning") is no denial, and a
clause that sets nothing does no harm beside one that says something.

Quotes are read in lower case: patterns that ignore case take twice as long to compile. What is
seldom searched is a text until then, of which `re` keeps the compiled pattern.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from lever5_rules.core.relative_clauses import in_relative_clause

from .leaving import CAMPUS, LEFT, MAIN, MATTER, OTHERS_WILL_DO, PEOPLE, SET
from .negations import absence, may_negate, negation
from .signed import Signed, signed_lines


def _any_of(lines: str) -> str:
    """Return one pattern for the patterns on these lines."""
    return "(?:" + "|".join(filter(None, map(str.strip, lines.splitlines()))) + ")"


def _matches(lines: tuple[Signed, ...], text: str) -> Iterator[re.Match[str]]:
    """Yield what matches one of the lines; of what begins at one place, that of the first line."""
    patterns = [line.compiled for line in lines if line.may_match(text)]
    start = 0
    while matches := [match for pattern in patterns if (match := pattern.search(text, start))]:
        first = min(matches, key=re.Match.start)
        yield first
        start = first.end()


_BE = r"(?:is|are|was|were|has been|have been)"
_TEXT = (
    r"(?:district|handbook|guide(?:line|book)?|policy|document|protocol|plan|text|section|page|"
    r"chapter|framework|program|edition)"
)
_AGENT = (
    r"(?:(?:the|this|these|our|all|most|many|some|career|experienced|veteran|grade[- ]level|"
    r"content|department|district|campus|school|coaching|weekly|elementary|secondary|plc) )*"
    rf"(?:{CAMPUS}|{PEOPLE}|{_TEXT}|they|we|groups?|members|staff|sessions?|meetings?)"
)
_THING = (
    rf"(?:{MATTER}|set|fixed|specific|written|formal|common|minimum|framework|plan|process|"
    r"polic(?:y|ies)|system|tool|rule|requirement|time|person|document)"
)
_IN_ANOTHER_WAY = r"(?!.* (?:as|before|for|instead|in place|own|to|unless|until|without)\b)"

_HERE = r"(?=\W*$| (?:in (?:this|the|our)|at (?:this|present)|by the|for|to|yet)\b)"
_LATER = r"(?= (?:by|in|next|later|this|after|when|once|with)\b|\W*$)"
_ASKED_ORSET = rf"(?:expected|intended|required|{SET})"
_LEADS = "(?:is (?:responsible|in charge)|attends|leads|owns)"


_BINDS = "(?:mandatory|obligatory|compulsory|necessary|binding|bound)"
_ABOLISHED = (
    "(?:abolished|cancell?ed|discontinued|eliminated|phased out|postponed|repealed|rescinded|"
    "retired|tabled)"
)
_DROPPED = "(?:deleted|dropped|left out|lifted|omitted|removed)"
_FREED = rf"""
    need :: need not|needn['’]t
    mandat|obligat|compuls|necess|bind|bound :: {_BE} (?:not|no longer) {_BINDS}
    not|longer :: (?:{_BE} |^)(?:not|no longer) (?:required|obliged|obligated|expected)
    t required|t expected :: (?:is|are)n['’]t (?:required|expected)
    t have to|t need to :: (?:do|does)(?: not|n['’]t) (?:have|need) to
    exempt|excused :: (?:is|are) (?:exempt(?:ed)?|excused)
    optional|voluntary :: (?:is|are|remains?) (?:optional|voluntary)
    optional :: ^optional
    voluntary :: on a voluntary basis
    on request :: (?:offered|provided|available|given) (?:only )?(?:up)?on request
    opt out|skip|decline|omitted :: (?:may|can) (?:opt out|skip|decline|be (?:omitted|skipped))
    skip|omit|leave :: ^(?:skip|omit|leave out) (?:this|the) (?:part|section|step) (?:if|when)
    suggestions :: are (?:only )?suggestions
    may choose :: may choose (?:its|their) own
    no :: no (?:such )?(?:requirement|expectation|obligation|mandate)
"""
_ENDED = rf"""
    abol|cancel|discont|elim|phased|postp|repeal|rescind|retired|tabled :: {_BE} {_ABOLISHED}
    suspended|waived|withdr|hold :: {_BE} (?:suspended|waived|withdrawn|(?:put )?on hold)
    suspended|discontinued :: remains? (?:suspended|discontinued)
    ended :: (?:has|have) ended
    ended|ceased|stopped :: (?:ended|ceased|stopped) (?:in|with|after|as of) (?:\w+ )?\d{{4}}
    delet|dropp|left|lift|omit|remov :: (?:requirement\b[^,]*|{MATTER}) {_BE} {_DROPPED}
    longer :: no longer (?:appl(?:y|ies)|attend|available|exists?|held|hold)
    longer :: no longer (?:in (?:effect|force|place|use))
    longer :: no longer (?:meets?|offere?[ds]?|provide[ds]?|requires?|takes? place|used|weekly)
"""
_NOT = r"(?: not|n['’]t|not| no longer)"
_IS_NOT = rf"(?:{_BE}|has|have) not(?: be(?:en|ing))?"
_DO_NOT = (
    rf"(?:do|does|did|will|wo|can){_NOT} (?:attend|hold|meet|offer|participate|take part|define|"
    r"describe|establish|identify|include|list)|"
    rf"(?:do|does|did){_NOT} (?:address|apply to (?:all|every)|cover|expect|mandate|name|prescribe|"
    r"provide|require|say|set|specify|state|have (?:an?|any|set)|receive (?:coaching|support)|"
    rf"(?:observe|use){_IN_ANOTHER_WAY})"
)
_NOT_DONE = rf"""
    not |n't|n’t|no :: ^{_AGENT} (?:{_DO_NOT}|(?:has|have) no {_THING})
    not :: ^[^,]*{_IS_NOT} (?:addressed|arranged|available|coached|covered|formed|grouped)
    not :: ^[^,]*{_IS_NOT} (?:held|identical)
    not :: ^[^,]*{_IS_NOT} (?:implemented|monitored|observed|offered|organi[sz]ed)
    not :: ^[^,]*{_IS_NOT} (?:practi[sc]ed|protected)
    not :: ^[^,]*{_IS_NOT} (?:scheduled|the same|tied to any|uniform|weekly|used{_IN_ANOTHER_WAY})
    not :: ^[^,]*{_IS_NOT} (?:in (?:effect|force|place|use)|part of (?:this|the) {_TEXT})
    not :: ^[^,]*{_IS_NOT} (?:(?:meant|written) )?for (?:all|any|every|use)
    not :: ^not (?:all|every) (?:teachers?|campus(?:es)?|schools?|plcs?|teams?|staff|grades?)
    not :: ^not (?:written|meant|intended) for any
"""
_DENIED = signed_lines(_FREED + _ENDED + _NOT_DONE, r"\b")
"""The thing itself is denied."""

_DRAWN_UP = "(?:added|created|defined|determined|developed|written)"
_SHOWN = (
    "(?:announced|communicated|discussed|explained|introduced|posted|presented|released|"
    "rolled out|shared|shown|unveiled|uploaded)"
)
_SURELY_LATER = (
    r"(?:later(?! (?:in the|that|the same|on the))|soon\b|at a later\b|"
    r"(?:in|during|over|this)(?: the)?(?: (?:early|late|coming))? (?:fall|spring|summer|winter)"
    r"(?=\W*$)|(?:when|once) (?:[\w-]+ ){0,2}(?:approved|available|finali[sz]ed|ready)\b)"
)
_UNSET = signed_lines(rf"""
    not|n't|n’t :: {MAIN}(?:is|are|was|were|has|have)(?: not|n['’]t)(?: yet)?(?: been)? {SET}\b
    not :: ^not (?:yet )?{SET}\b
    no :: (?:^|\bthat )no (?:[\w-]+ ){{1,4}}{_BE} (?:yet )?{_ASKED_ORSET}{_HERE}
    no one|nobody|none :: ^(?:no one|nobody|none) {_BE} (?:yet )?{SET}\b
    no one|nobody|no person|no role :: ^(?:no one|nobody|no (?:person|role)) {_LEADS}\b
    there :: ^there(?: (?:is|are)|['’]s) (?:currently )?no (?:[\w-]+ ){{0,2}}{_THING}\b
    is silent :: \bis silent (?:on|about)\b
    be  :: \b(?:(?:still|yet|are|is) to be|(?:will|to) be) {SET}{_LATER}
    being :: \b(?:is|are)(?: still| currently)? being (?:re)?(?:developed|drafted|written|revised)\b
    be  :: \b(?:to|will|shall) be {_SHOWN} {_SURELY_LATER}
    during :: \b(?:to|will|shall) be {_DRAWN_UP} during (?:the|this) (?:school )?year\b
    pending :: \b(?:is|are)(?: still| currently)? pending\b
    under :: \b(?:is|are)(?: still| currently)? under (?:construction|development|review|revision)\b
    will :: \bwill (?:add|complete|define|develop|publish|write) (?:an?|the|this|these|its|their)\b
    available :: \bnot (?:yet )?available(?: yet| at this time)?\W*$
""")
"""Nothing is set, or not yet."""
_IN_EACH_CYCLE = (
    r"^(?:[\w'’-]+ )?(?:(?:next|action|follow[- ]up) steps?|goals?|focus|commitments?) "
    rf"(?:is to|are to|to|will|shall) be {SET} (?:together )?with (?:(?:an?|the|each|every|their|"
    r"his or her) )*(?:coach(?:es)?|coachees?|mentors?|principals?|students?|teachers?)\b"
)
"""What is set anew in each cycle, with the person whom it is for, cannot stand in a document."""

_TURNED = _any_of(r"""
    \b(?:no|none|nobody|neither|nor|never|nothing|not all|unless|if|when|where|who|that|which)\b
    \b(?:other|additional|extra|further|local|online|virtual|old|previous|former|fewer)\b
    \bcampus (?:forms?|guidelines?|handbooks?|tools?|versions?)\b
    \b(?:conference|planning|prep\w*) (?:periods?|time)\b
""")
"""Before a denial: "No teacher is exempt", "a PLC that is cancelled"."""
_OF_OTHER_TIME = (
    r"(?<!part )\b(?:during|in|on|at|outside|before|after|beyond|over|while|give up|lose|used?|"
    r"surrender|forfeit|miss|spend|from|of) (?:(?:their|the|its|any|an?|this|individual|own|"
    r"common|daily|state|teachers['’]|first|last|two|three|few|contract|school|duty[- ]free|"
    r"other) )*(?:planning|conference|prep(?:aration)?|lunch|duty|testing|exam|staar|holidays?|"
    r"weeks?|days?|hours|school|weekends?|evenings?|summer)\b"
    r"(?! (?:support|sessions?|meetings?|conferences?|teams?|protocols?))"
)
_OF_ITS_MANNER = _any_of(r"""
    ^ (?:to )?be (?:\w+ly )?(?:announced|consecutive|continuous|formal|identical|lengthy|typed)\b
    \bsame (?:day|time|order|room|hour|campus|class)\b
    \bin (?:this|that|the same) order\b
    \b(?:in advance|beforehand|alone|only|just|full|entire|every time|at once|in person|exactly)\b
    \b(?:minute by minute|word for word|to the letter|turned in|handed in|other|more than)\b
    \b(?:evaluat|apprais|disciplin|cleric|substitut)
""")
_OF_SOME = (
    r"\b(?:on leave|substitutes?|part[- ]time|itinerant|paraprofessionals?|aides|visitors?|guests?|"
    r"parents?|volunteers?|counselors?|librarians?|nurses?|administrators?|principals?|students?)\b"
)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:other|additional|further|else|exceptions?|exempt(?:ions?)?|excuses?|without|before|until|"
    r"in place of|later than|"
    r"unless|except|only|permission|notice|appointment|(?<!board )approval|doubt|cost|fee|penalty|"
    r"limit)\b",
)
_CORE = (
    r"\b(?:attend(?:ance)?|participat\w+|take part|meet(?:ings?)?|sessions?|plcs?|support|coaching|"
    r"visits?|observ\w+|held|hold|it|they|this|these|weekly|steps?|exempt\w*|excused|use)\b|"
    r"^optional$"
)
"""What a quote is about, so that its denial stands beside other clauses too."""
_FOR_WHAT = re.compile(r"\bfor\b.*", re.DOTALL)
_BINDING = re.compile(r"\b(?:must|shall|requires?|(?<!not )(?<!longer )required|mandatory)\b")

_END = re.compile(
    r"(:) |[.;!?()—–](?: |$)|[(]|,? (?:but|though|although|(?<!not )yet|while) |, (?:and|so) |"
    r" and (?=(?:is|are|do|does|need|not|may|will|its|it|they|their|no|each|every)\b)",
)
_SIGNS = " .;!?()—–"
_SUBJECT = re.compile(r"\W*(?:\w+\W+){0,2}")
_ELLIPTIC = re.compile(r"(?:is|are|not|need|do|does)\b")
_LABEL = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2}")
_SAYS = re.compile(
    r"\b(?:[^\W\d_]+\W+(?:\d\S*\s+)*){2}[^\W\d_]|\b(?:daily|weekly|monthly|once|twice|every|all)\b",
)
"""Three words, or how often; less is a heading."""
_WITHIN = "_within_"
"""In the name of a field: what is within how many days."""
_LONGEST = 1000
"""A longer text is no quote, and says something."""


def denial(quote: str, about: str = "") -> str:
    """Return the words by which a quote denies or leaves open what it is quoted for, or an empty
    text: "need not", "is not specified", "campuses choose their own".

    A quote that binds in another part is for a reader to judge. `about` is the name of the field,
    with its codes, which may be what is denied: `purpose work_samples`.
    """
    return _denial(quote, about if may_negate(quote) or _WITHIN in about else "")


@lru_cache(maxsize=4096)
def _denial(quote: str, about: str) -> str:
    if len(quote) > _LONGEST:
        return ""
    quote = " ".join(quote.casefold().split())
    clauses = [*_clauses(quote)]
    denied = [_denied(clause) for clause in clauses]
    unset = [
        "" if word else _unset(clause) or negation(clause, about) or absence(clause)
        for clause, word in zip(clauses, denied, strict=True)
    ]
    says_more = any(
        _SAYS.search(clause)
        for clause, *words in zip(clauses, denied, unset, strict=True)
        if not any(words)
    )
    for at, word in enumerate(denied):
        if word and not _BINDING.search(quote.replace(word, " ", 1)):
            subject = _SUBJECT.match(clauses[at - 1]) if _ELLIPTIC.match(clauses[at]) else None
            whole = (subject[0] if subject else "") + clauses[at]
            if (
                not says_more
                or (re.search(_CORE, _FOR_WHAT.sub("", whole)) and not re.search(_OF_SOME, whole))
                or _is_of_deadline(whole, word, about)
            ):
                return word.strip()
    return "" if says_more else next((word.strip() for word in unset if word), "")


def _is_of_deadline(clause: str, word: str, about: str) -> bool:
    """Return whether a clause denies that for which a field sets a time: `feedback_within_days`."""
    what, within, _ = about.partition(_WITHIN)
    of_it = bool(within) and clause.casefold().startswith(what)
    return of_it and not clause.partition(word)[2].startswith(" to ")


def _clauses(quote: str) -> Iterator[str]:
    """Yield the clauses of a quote, without labels such as "Sample agenda:"."""
    start = 0
    for match in _END.finditer(quote):
        clause = quote[start : match.start()].strip(_SIGNS)
        if clause and not (match[1] and _LABEL.fullmatch(clause) and not _denied(clause)):
            yield clause
        start = match.end()
    if rest := quote[start:].strip(_SIGNS):
        yield rest


def _denied(clause: str) -> str:
    for match in _matches(_DENIED, clause):
        before = clause[: match.start()] + match[0].rpartition(" not ")[0]
        after = clause[match.end() :]
        if not (
            re.search(_TURNED, before)
            or re.search(_OF_OTHER_TIME, after)
            or re.search(_OF_ITS_MANNER, after)
        ):
            return match[0]
    return ""


def _unset(clause: str) -> str:
    if match := next(_matches(OTHERS_WILL_DO, clause), None):
        return match[0]
    if _OF_SOMETHING_ELSE.search(clause):
        return ""
    if re.search(_IN_EACH_CYCLE, clause):
        return ""
    unset = (
        match
        for match in _matches(_UNSET, clause)
        if not in_relative_clause(clause[: match.start()])
    )
    match = next(chain(unset, _matches(LEFT, clause)), None)
    return match[0] if match else ""

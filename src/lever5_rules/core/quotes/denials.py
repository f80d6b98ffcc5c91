"""Quotes that deny what they are quoted for, leave it to somebody, or say that it is not there.

A quote is read clause by clause. What is denied of something else ("notice is not required"), of
its manner ("need not be announced") or of another time ("during planning") is no denial, and a
clause that sets nothing does no harm beside one that says something.
"""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import chain

from attrs import frozen


def _any_of(lines: str) -> str:
    """Return one pattern for the patterns on these lines."""
    return "(?:" + "|".join(filter(None, map(str.strip, lines.splitlines()))) + ")"


def _searching(lines: str) -> re.Pattern[str]:
    return re.compile(_any_of(lines), re.IGNORECASE)


@frozen(eq=False, repr=False, slots=False)
class _Signed:
    """A large pattern, compiled and searched only where a text holds one of its signs: words of
    which each of its alternatives needs one."""

    signs: re.Pattern[str]
    pattern: str

    @cached_property
    def whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        return self.whole.finditer(text) if self.signs.search(text) else iter(())


_BE = r"(?:is|are|was|were|has been|have been)"
_WHO = r"(?:(?:the|an?|each|every|its|their|your|our|individual|campus|school|district) )*"
_CAMPUS = (
    r"(?:campus(?:es)?|schools?|principals?|building)"
    r"(?: (?:administrators?|leaders(?:hip)?|level|teams?))?"
)
_PEOPLE = r"(?:teams?|plcs?|coach(?:es)?|departments?|teachers?|leaders?|administrators?)"
_ANYBODY = rf"{_WHO}(?:{_CAMPUS}|{_PEOPLE})"
_TEXT = (
    r"(?:district|handbook|guide(?:line|book)?|policy|document|protocol|plan|text|section|page|"
    r"chapter|framework|program|edition)"
)
_AGENT = (
    r"(?:(?:the|this|these|our|all|most|many|some|career|experienced|veteran|grade[- ]level|"
    r"content|department|district|campus|school|coaching|weekly|elementary|secondary|plc) )*"
    rf"(?:{_CAMPUS}|{_PEOPLE}|{_TEXT}|they|we|groups?|members|staff|sessions?|meetings?)"
)
_SET = (
    r"(?:added|adopted|agreed|appointed|assigned|chosen|created|decided|defined|described|"
    r"designated|determined|developed|drafted|established|finali[sz]ed|given|identified|included|"
    r"listed|made|named|outlined|prescribed|provided|published|selected|set|specified|stated|"
    r"written)"
)
_MATTER = (
    r"(?:frequency|length|duration|number|members(?:hip)?|groupings?|structures?|outcomes?|"
    r"owners?|leads?|agendas?|criteria|quality|format|schedules?|calendars?|topics|roles|duties|"
    r"responsibilities|intervals?|targets|expectations|practices|guidelines?|protocols?|visions?)"
)
"""What documents set."""
_THING = (
    rf"(?:{_MATTER}|set|fixed|specific|written|formal|common|minimum|framework|plan|process|"
    r"polic(?:y|ies)|system|tool|rule|requirement|time|person|document)"
)
_CHOOSES = (
    r"(?:(?:may|can|will|(?:is|are) free to) )?"
    r"(?:choos|creat|decid|defin|determin|develop|establish|select|set|writ)\w*"
)
_DIFFERS = r"(?<!not )(?<!no )(?:var(?:y|ies)|differs?|depends?)"
_IN_ANOTHER_WAY = r"(?!.* (?:as|before|for|instead|in place|to|unless|until|without)\b)"

_START = r"^(?:[\w'’-]+ ){0,7}?"
_MAIN = r"(?<!who )(?<!that )(?<!which )"
"""A verb that no relative clause holds."""
_ITS_MATTER = rf"(?:the )?(?:\w+ ){{0,2}}{_MATTER}"
_HERE = r"(?=\W*$| (?:in (?:this|the|our)|at (?:this|present)|by the|for|to|yet)\b)"
_LATER = r"(?= (?:by|in|next|later|this|after|when|once|with)\b|\W*$)"
_BUT_A_TIME = r"(?! (?:dates?|days?|goals?|norms?|rooms?|(?:meeting )?times?))"

_FREED = rf"""
    need not|needn['’]t
    {_BE} (?:not|no longer) (?:mandatory|obligatory|compulsory|necessary|binding|bound)
    (?:{_BE} |^)(?:not|no longer) (?:required|obliged|obligated|expected)
    (?:is|are)n['’]t (?:required|expected)
    (?:do|does)(?: not|n['’]t) (?:have|need) to
    (?:is|are) (?:exempt(?:ed)?|excused)
    (?:is|are|remains?) (?:optional|voluntary)
    ^optional
    on a voluntary basis
    (?:offered|provided|available|given) (?:only )?(?:up)?on request
    (?:may|can) (?:opt out|skip|decline|be (?:omitted|skipped))
    are (?:only )?suggestions
    may choose (?:its|their) own
    no (?:such )?(?:requirement|expectation|obligation|mandate)
"""
_ENDED = rf"""
    {_BE} (?:abolished|cancell?ed|discontinued|eliminated|phased out|repealed|rescinded|retired)
    {_BE} (?:suspended|waived|withdrawn|(?:put )?on hold)
    remains? (?:suspended|discontinued)
    (?:has|have) ended
    (?:ended|ceased|stopped) (?:in|with|after|as of) (?:\w+ )?\d{{4}}
    (?:requirement\b[^,]*|{_MATTER}) {_BE} (?:deleted|dropped|left out|lifted|omitted|removed)
    no longer (?:appl(?:y|ies)|attend|available|exists?|held|hold|in (?:effect|force|place|use))
    no longer (?:meets?|offere?[ds]?|provide[ds]?|requires?|takes? place|used|weekly)
"""
_NOT = r"(?: not|n['’]t|not| no longer)"
_IS_NOT = rf"(?:{_BE}|has|have) not(?: be(?:en|ing))?"
_NOT_DONE = rf"""
    ^{_AGENT} (?:do|does|did|will|wo|can){_NOT} (?:attend|hold|meet|offer|participate|take part)
    ^{_AGENT} (?:do|does|did|will|wo|can){_NOT} (?:define|describe|establish|identify|include|list)
    ^{_AGENT} (?:do|does|did){_NOT} (?:address|apply to (?:all|every)|cover|expect|mandate|name)
    ^{_AGENT} (?:do|does|did){_NOT} (?:prescribe|provide|require|say|set|specify|state)
    ^{_AGENT} (?:do|does|did){_NOT} (?:have (?:an?|any|set)|receive (?:coaching|support))
    ^{_AGENT} (?:do|does|did){_NOT} (?:observe|use){_IN_ANOTHER_WAY}
    ^{_AGENT} (?:has|have) no {_THING}
    ^[^,]*{_IS_NOT} (?:addressed|arranged|available|coached|covered|formed|grouped|held|identical)
    ^[^,]*{_IS_NOT} (?:implemented|monitored|observed|offered|organi[sz]ed|practi[sc]ed|protected)
    ^[^,]*{_IS_NOT} (?:scheduled|the same|tied to any|uniform|weekly|used{_IN_ANOTHER_WAY})
    ^[^,]*{_IS_NOT} (?:in (?:effect|force|place|use)|part of (?:this|the) {_TEXT})
    ^[^,]*{_IS_NOT} (?:(?:meant|written) )?for (?:all|any|every|use)
    ^not (?:all|every) (?:teachers?|campus(?:es)?|schools?|plcs?|teams?|staff|grades?)
    ^not (?:written|meant|intended) for any
"""
_DENIED = _Signed(
    re.compile(
        r"n['’o]t\b|\b(?:no\b|need|exempt|excus|option|volunt|request|opt|skip|declin|omit|suggest|own"
        r"|abolish|cancel|discontinu|eliminat|phased|repeal|rescind|retire|suspend|waive|withdr|hold"
        r"|ended|ceas|stopp|delet|dropp|left|lift|remov)",
        re.IGNORECASE,
    ),
    _any_of(_FREED + _ENDED + _NOT_DONE) + r"\b",
)
"""The thing itself is denied."""

_UNSET = _Signed(
    re.compile(
        r"n['’o]t\b|\b(?:(?:no|be|under|will)\b|nobody|none|being|pending|silent)", re.IGNORECASE
    ),
    _any_of(rf"""
    {_MAIN}(?:is|are|was|were|has|have)(?: not|n['’]t)(?: yet)?(?: been)? {_SET}\b
    ^not (?:yet )?{_SET}\b
    (?:^|\bthat )no (?:[\w-]+ ){{1,4}}{_BE} (?:yet )?(?:expected|intended|required|{_SET}){_HERE}
    ^(?:no one|nobody|none) {_BE} (?:yet )?{_SET}\b
    ^(?:no one|nobody|no (?:person|role)) (?:is (?:responsible|in charge)|attends|leads|owns)\b
    ^there(?: (?:is|are)|['’]s) (?:currently )?no (?:[\w-]+ ){{0,2}}{_THING}\b
    \bis silent (?:on|about)\b
    \b(?:(?:still|yet|are|is) to be|(?:will|to) be) {_SET}{_LATER}
    \b(?:is|are)(?: still| currently)? being (?:re)?(?:developed|drafted|written|revised)\b
    \b(?:is|are)(?: still| currently)? pending\b
    \b(?:is|are)(?: still| currently)? under (?:construction|development|review|revision)\b
    \bwill (?:add|complete|define|develop|publish|write) (?:an?|the|this|these|its|their)\b
    \bnot (?:yet )?available(?: yet| at this time)?\W*$
"""),
)
"""Nothing is set, or not yet."""
_LEFT = _Signed(
    re.compile(
        rf"\b(?:var(?:y|ies)|differ|depend|{_SET}|flexib|local|campus[- ](?:based|specific)|up to"
        r"|(?:is|are) (?:left )?to|decision|discretion|fit|wish|choos|prefer|needed|any|creat|decid"
        r"|defin|determin|develop|establish|select|writ|own|free)|['’]s (?:left )?to\b",
        re.IGNORECASE,
    ),
    _any_of(rf"""
    {_START}{_DIFFERS}(?:\W*$| (?:on|by|with|from|across|between|among) {_ANYBODY}\b)
    ^(?:{_ITS_MATTER}|how \w+|who|whether) (?:[\w'’-]+ ){{0,4}}?{_DIFFERS}\b(?!.*\d)
    ^{_ITS_MATTER} (?:is|are) {_SET} by {_ANYBODY}\b
    ^{_ITS_MATTER} (?:is|are) (?:flexible|local(?:ly)?|campus[- ](?:based|specific))\b
    {_START}{_MAIN}(?:is|are|may be|can be) (?:to be )?{_SET} locally\b
    {_START}{_MAIN}(?:is|are|may be|can be) (?:to be )?{_SET} (?:by|at) {_WHO}{_CAMPUS}\b
    {_START}{_MAIN}(?:it['’]s|is|are) (?:left )?(?:up )?to {_ANYBODY}\b
    {_START}(?:is an? (?:local|{_CAMPUS}) decision|at (?:the )?(?:[\w'’]+ )?discretion)\b
    {_START}(?:as|if|when|whenever) (?:they|it) (?:sees? fit|wish(?:es)?|chooses?|prefers?)\b
    ^(?:as )?(?:needed|{_SET}) by {_ANYBODY}\b
    ^any {_MATTER} (?:may|can)\b
    ^{_ANYBODY} {_CHOOSES} (?:(?:its|their) own |the )?{_MATTER}\b
    ^{_ANYBODY} {_CHOOSES} (?:on )?how (?:often|long|many|much)\b
    ^{_WHO}{_CAMPUS} {_CHOOSES} (?:on )?(?:who|whom|how|what|whether)\b
    ^{_WHO}{_CAMPUS} {_CHOOSES} (?:its|their) (?:plc )?(?:own{_BUT_A_TIME}|{_MATTER})\b
    ^{_WHO}{_CAMPUS} (?:has|have|uses?|follows?|keeps?) (?:its|their) own {_MATTER}\b
    ^{_WHO}{_CAMPUS} (?:is|are) free to\b
"""),
)
"""It is left to somebody."""

_TURNED = _searching(r"""
    \b(?:no|none|nobody|neither|nor|never|nothing|not all|unless|if|when|where|who|that|which)\b
    \b(?:other|additional|extra|further|local|online|virtual|old|previous|former|fewer)\b
    \bcampus (?:forms?|guidelines?|handbooks?|tools?|versions?)\b
    \b(?:conference|planning|prep\w*) (?:periods?|time)\b
""")
"""Before a denial: "No teacher is exempt", "a PLC that is cancelled"."""
_OF_OTHER_TIME = re.compile(
    r"(?<!part )\b(?:during|in|on|at|outside|before|after|beyond|over|while|give up|lose|used?|"
    r"surrender|forfeit|miss|spend|from|of) (?:(?:their|the|its|any|an?|this|individual|own|"
    r"common|daily|state|teachers['’]|first|last|two|three|few|contract|school|duty[- ]free|"
    r"other) )*(?:planning|conference|prep(?:aration)?|lunch|duty|testing|exam|staar|holidays?|"
    r"weeks?|days?|hours|school|weekends?|evenings?|summer)\b"
    r"(?! (?:support|sessions?|meetings?|conferences?|teams?|protocols?))",
    re.IGNORECASE,
)
_OF_ITS_MANNER = _searching(r"""
    ^ (?:to )?be (?:\w+ly )?(?:announced|consecutive|continuous|formal|identical|lengthy|typed)\b
    \bsame (?:day|time|order|room|hour|campus|class)\b
    \bin (?:this|that|the same) order\b
    \b(?:in advance|beforehand|alone|only|just|full|entire|every time|at once|in person|exactly)\b
    \b(?:minute by minute|word for word|to the letter|turned in|handed in|other|more than)\b
    \b(?:evaluat|apprais|disciplin|cleric|substitut)
""")
_OF_SOME = re.compile(
    r"\b(?:on leave|substitutes?|part[- ]time|itinerant|paraprofessionals?|aides|visitors?|guests?|"
    r"parents?|volunteers?|counselors?|librarians?|nurses?|administrators?|principals?|students?)\b",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:other|additional|further|else|exceptions?|exempt(?:ions?)?|excuses?|without|before|until|"
    r"unless|except|only|permission|notice|appointment|(?<!board )approval|doubt|cost|fee|penalty|"
    r"limit)\b",
    re.IGNORECASE,
)
_CORE = re.compile(
    r"\b(?:attend(?:ance)?|participat\w+|take part|meet(?:ings?)?|sessions?|plcs?|support|coaching|"
    r"visits?|observ\w+|held|hold|it|they|this|these|weekly|steps?|exempt\w*|excused|use)\b|"
    r"^optional$",
    re.IGNORECASE,
)
"""What a quote is about, so that its denial stands beside other clauses too."""
_FOR_WHAT = re.compile(r"\bfor\b.*", re.IGNORECASE | re.DOTALL)
_BINDING = re.compile(r"\b(?:must|shall|requires?|(?<!not )(?<!longer )required|mandatory)\b", re.I)

_END = re.compile(
    r"(:) |[.;!?()—–](?: |$)|[(]|,? (?:but|though|although|(?<!not )yet|while) |, (?:and|so) |"
    r" and (?=(?:is|are|do|does|need|not|may|will|its|it|they|their|no|each|every)\b)",
    re.IGNORECASE,
)
_SIGNS = " .;!?()—–"
_SUBJECT = re.compile(r"\W*(?:\w+\W+){0,2}")
_ELLIPTIC = re.compile(r"(?:is|are|not|need|do|does)\b", re.IGNORECASE)
_LABEL = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2}")
_SAYS = re.compile(
    r"\b(?:[^\W\d_]+\W+(?:\d\S*\s+)*){2}[^\W\d_]|\b(?:daily|weekly|monthly|once|twice|every|all)\b",
    re.IGNORECASE,
)
"""Three words, or how often; less is a heading."""
_LONGEST = 1000
"""A longer text is no quote, and says something."""


@lru_cache(maxsize=4096)
def denial(quote: str) -> str:
    """Return the words by which a quote denies or leaves open what it is quoted for, or an empty
    text: "need not", "is not specified", "campuses choose their own".

    A quote that binds in another part is for a reader to judge.
    """
    if len(quote) > _LONGEST:
        return ""
    quote = " ".join(quote.split())
    clauses = [*_clauses(quote)]
    denied = [_denied(clause) for clause in clauses]
    unset = ["" if word else _unset(clause) for clause, word in zip(clauses, denied, strict=True)]
    says_more = any(
        _SAYS.search(clause)
        for clause, *words in zip(clauses, denied, unset, strict=True)
        if not any(words)
    )
    for at, word in enumerate(denied):
        if word and not _BINDING.search(quote.replace(word, " ", 1)):
            subject = _SUBJECT.match(clauses[at - 1]) if _ELLIPTIC.match(clauses[at]) else None
            about = (subject[0] if subject else "") + clauses[at]
            if not says_more or (
                _CORE.search(_FOR_WHAT.sub("", about)) and not _OF_SOME.search(about)
            ):
                return word.strip().casefold()
    return "" if says_more else next((word.strip().casefold() for word in unset if word), "")


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
    for match in _DENIED.matches(clause):
        before = clause[: match.start()] + match[0].rpartition(" not ")[0]
        after = clause[match.end() :]
        if not (
            _TURNED.search(before) or _OF_OTHER_TIME.search(after) or _OF_ITS_MANNER.search(after)
        ):
            return match[0]
    return ""


def _unset(clause: str) -> str:
    if _OF_SOMETHING_ELSE.search(clause):
        return ""
    match = next(chain(_UNSET.matches(clause), _LEFT.matches(clause)), None)
    return match[0] if match else ""

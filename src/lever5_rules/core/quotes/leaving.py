"""Words that leave to somebody what a document is to set: "Departments decide how often"."""

from .signed import signed_lines

WHO = r"(?:(?:the|an?|each|every|its|their|your|our|individual|campus|school|district) )*"
CAMPUS = (
    r"(?:campus(?:es)?|schools?|principals?|building)"
    r"(?: (?:administrators?|leaders(?:hip)?|level|teams?))?"
)
PEOPLE = r"(?:teams?|plcs?|coach(?:es)?|departments?|teachers?|leaders?|administrators?)"
_ANYBODY = rf"{WHO}(?:{CAMPUS}|{PEOPLE})"
SET = (
    r"(?:added|adopted|agreed|appointed|assigned|chosen|created|decided|defined|described|"
    r"designated|determined|developed|drafted|established|finali[sz]ed|given|identified|included|"
    r"listed|made|named|outlined|prescribed|provided|published|selected|set|specified|stated|"
    r"written)"
)
MATTER = (
    r"(?:frequency|length|duration|number|members(?:hip)?|groupings?|structures?|outcomes?|"
    r"owners?|leads?|agendas?|criteria|quality|format|schedules?|calendars?|topics|roles|duties|"
    r"responsibilities|intervals?|targets|expectations|practices|guidelines?|protocols?|visions?)"
)
"""What documents set."""
_CHOICE = "choos|creat|decid|defin|determin|develop|establish|select|set|writ"
_ARRANGES = r"(?:arrang|choos|design|organi[sz]|pick|select|set)\w*"
_CHOOSES = rf"(?:(?:may|can|will|(?:is|are) free to) )?(?:{_CHOICE})\w*"
_HOW_MUCH = r"(?:on )?how (?:often|frequently|long|many|much)"
_WHO_OR_HOW = r"(?:on )?(?:who|whom|how|what|whether)"
_DIFFERS = r"(?<!not )(?<!no )(?:var(?:y|ies)|differs?|depends?)"
_START = r"^(?:(?!(?:no|none|nobody|neither|nor|never)\b)[\w'’-]+ ){0,7}?"
"""The words before what is left to somebody; "no campus" leaves nothing to anybody."""
MAIN = r"(?<!who )(?<!that )(?<!which )"
"""A verb that no relative clause holds."""
_ITS_MATTER = rf"(?:the )?(?:\w+ ){{0,2}}{MATTER}"
_BUT_A_TIME = r"(?! (?:dates?|days?|goals?|norms?|rooms?|(?:meeting )?times?))"
_ITS_OWN = rf"(?:its|their) (?:plc )?(?:own{_BUT_A_TIME}|{MATTER})"
_BASED = "campus[- ](?:based|specific)"
_ASKED = rf"(?:{_ITS_MATTER}|how \w+|who|whether)"
_ON_WHOM = "(?:on|by|with|from|across|between|among)"
_ARE_LEFT = r"(?:it['’]s|is|are) (?:left )?(?:up )?to"
_AT_DISCRETION = r"at (?:the )?(?:[\w'’]+ )?discretion"
_LOCAL = rf"(?:local|{CAMPUS})"
_WISHES = "(?:sees? fit|wish(?:es)?|chooses?|likes?|prefers?)"
_THERE = rf"(?:locally|(?:by|at) {WHO}{CAMPUS})"
_KEEPS = "(?:has|have|uses?|follows?|keeps?)"
_RECORD = r"(?:records?|systems?|forms?|tools?|spreadsheets?|trackers?|process(?:es)?|procedures?)"
_NOT_IN_OURS = r"(?!.*\b(?:in|on|with|from) (?:the|this|our|a common)\b)"
_NOT_FROM_OURS = (
    r"(?!.*\b(?:based|built|cut|derived|drawn|filled|made|taken)(?: \w+)? "
    r"(?:from|on|out of|within) (?:this|these|our|the (?:common|district|master|same))\b)"
)
_NOT_TOGETHER = rf"(?!(?: together)? with {WHO}(?:{CAMPUS}|{PEOPLE})\b)"
"""What two choose together is part of the work, and left to neither."""
_LIKE = "(?:choose|like|prefer|want|wish)"
_SUITS = "(?:best )?(?:fits?|suits?|works?)(?: best)? (?:for )?(?:it|them|their|each)"
_FORM = "(?:[a-z]+ )?(?:checklist|form|guideline|instrument|protocol|rubric|template|tool)s?"
_MAY_USE = (
    r"(?:(?:may|can|are (?:free|welcome) to) (?:adopt|choose|develop|follow|substitute|use)"
    r"(?: this(?: \w+)? or)?)"
)
_ANOTHER = (
    r"(?:(?:another|any(?: other)?|a different|an alternate)"
    rf"(?: {_FORM}\b(?! (?:of the|for))|\W*$)|"
    rf"one of their (?:own|choice|choosing)|an? {_FORM} of (?:their|its) (?:own|choice|choosing))"
)
_IS_SEEN = r"(?:is|are) (?:assessed|evaluated|looked at|measured|observed|rated|scored)"
_BY_ANOTHER = rf"(?:on|with|in|by|using|through) (?:another|an? (?:separate|different)) {_FORM}\b"
_NO_NUMBER = (
    r"^(?!.*(?:\d|\b(?:also|daily|each|every|monthly|must|once|quarterly|shall|twice|weekly|"
    r"within)\b))"
)
_IF = r"(?:as|if|when|whenever|where)"
_MEANS = (
    r"(?:(?:the|their|its|campus|master|our|individual) )*(?:availability|coverage|funding|funds|"
    r"schedul(?:es?|ing)|staffing|substitutes|time|workload)"
)
_PERMITS = "(?:allow|available|left|permit|remain)s?"
_DEPENDING_ON = r"(?:depend\w+ (?:up)?on|subject to)"
_FIND_TIME = r"(?:are able|can|(?:have|has|find) time)(?=\W*$| to\b)"
_MUTUALLY = "(?:by mutual|at (?:a )?mutually|at times convenient)"
_SCHEDULED = "(?:arranged|held|meet|occur|scheduled|take place)"
_IDENTIFIES = "(?:identif|nam)(?:y|ies|es?)"
_LEAD = "(?:attend|coach|facilitate|lead|own|provide|support)"
_PLANTEL = "(?:campus|departamento|director|escuela|plantel)"
_WHOEVER = rf"(?:they|it|{_ANYBODY})"
_PUEDEN = "(?:pueden|podr[aá]n)"
_OTRO = "(?:su propi[oa]|otr[oa]|cualquier)"
_ELIGE = "(?:decide|define|determina|dise[nñ]a|elige|escoge|establece|selecciona|tiene|usa)"
LEFT = signed_lines(rf"""
    vary|varies|differ|depend :: {_START}{_DIFFERS}(?:\W*$| {_ON_WHOM} {_ANYBODY}\b)
    vary|varies|differ|depend :: ^{_ASKED} (?:[\w'’-]+ ){{0,4}}?{_DIFFERS}\b(?!.*\d)
    is |are  :: ^{_ITS_MATTER} (?:is|are) (?:{SET} by {_ANYBODY}|flexible|local(?:ly)?|{_BASED})\b
    locally| by | at  :: {_START}{MAIN}(?:is|are|may be|can be) (?:to be )?{SET} {_THERE}\b
    is to|are to|'s to|’s to|left to|up to :: {_START}{MAIN}{_ARE_LEFT} {_ANYBODY}\b
    decision|discretion :: {_START}(?:is an? {_LOCAL} decision|{_AT_DISCRETION})\b
    fit|wish|choose|prefer|like :: {_START}(?:as|if|when|whenever) {_WHOEVER} {_WISHES}\b
    by :: ^(?:as )?(?:needed|{SET}) by {_ANYBODY}\b{_NOT_TOGETHER}
    any :: ^any {MATTER} (?:may|can)\b
    {_CHOICE} :: ^{_ANYBODY} {_CHOOSES} (?:(?:(?:its|their) own |the )?{MATTER}|{_HOW_MUCH})\b
    {_CHOICE} :: ^{WHO}{CAMPUS} {_CHOOSES} (?:{_WHO_OR_HOW}|{_ITS_OWN})\b
    own :: ^{WHO}{CAMPUS} {_KEEPS} (?:its|their) own {MATTER}\b{_NOT_FROM_OURS}
    free to :: ^{WHO}{CAMPUS} (?:is|are) free to\b
    identif|nam :: ^{WHO}{CAMPUS} {_IDENTIFIES} who (?:will|shall|is to) {_LEAD}\b(?!.*\d)
    own :: ^{WHO}{CAMPUS} {_KEEPS} (?:its|their) own {_RECORD}\b{_NOT_IN_OURS}
    ever|as :: {_START}(?:what|which)ever [\w ]+ they {_LIKE}\b
    own|members :: ^{_ANYBODY} {_ARRANGES} (?:(?:its|their) own {MATTER}|the members)\b
    own|their|its :: ^{WHO}{CAMPUS} designs? {_ITS_OWN}\b
    that |way :: ^{_ANYBODY} {_ARRANGES} [\w ]+ (?:in (?:the|any|a) way )?that {_SUITS}\b
    permit|allow|avail|left|remain :: {_NO_NUMBER}.*?\b{_IF} {_MEANS} (?:is |are )?{_PERMITS}\b
    able|can|time :: {_NO_NUMBER}.*?\bwhen(?:ever)? {_WHOEVER} {_FIND_TIME}
    mutual|conven :: {_NO_NUMBER}.*?\b{_SCHEDULED} {_MUTUALLY}\b
    depend|subject to :: {_NO_NUMBER}.*?\b{_DEPENDING_ON} {_MEANS}\b
    cada :: ^cada {_PLANTEL} {_ELIGE} (?:su propi[oa]|c[oó]mo|qui[eé]n|cu[aá]ndo)\b
    cuando|si |seg :: (?:cuando|si|seg[uú]n) (?:hay tiempo|el (?:horario|tiempo) lo permit[ea])\b
""")
"""It is left to somebody."""
OTHERS_WILL_DO = signed_lines(rf"""
    own :: ^{_ANYBODY} {_MAY_USE} (?:its|their) own {_FORM}\b
    any|other|different|own|alternate|choice|choosing :: {_START}{_MAY_USE} {_ANOTHER}
    used instead :: {_START}(?:may|can) be used instead\b
    any  :: ^any {_FORM} [\w ]*(?:may|can) be used\b
    separate|another|different :: {_START}{_IS_SEEN} {_BY_ANOTHER}
    pueden|podr :: ^(?:las |los )?(?:equipos|{_PLANTEL}(?:es|s)?) {_PUEDEN} usar {_OTRO}\b
""")
"""Another form or protocol will do as well, or is what is used."""

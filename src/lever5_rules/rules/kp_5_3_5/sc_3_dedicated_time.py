"""5.3.5-3: time to plan together for emergent bilingual students stands in a schedule."""

from lever5_rules.authoring import Judges, Rule
from lever5_rules.rules._shared.collaboration.groups import EMERGENT_BILINGUAL
from lever5_rules.rules._shared.collaboration.time import add_time_elements

rule = Rule(
    "5.3.5-3",
    judges=Judges.FULL,
    not_judged="whether the time is used as scheduled; 5.3.5-2 looks at that",
)

add_time_elements(rule, EMERGENT_BILINGUAL)

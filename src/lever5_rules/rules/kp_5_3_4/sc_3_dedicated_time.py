"""5.3.4-3: time to plan together for students with disabilities stands in a schedule."""

from lever5_rules.authoring import Judges, Rule
from lever5_rules.rules._shared.collaboration.groups import STUDENTS_WITH_DISABILITIES
from lever5_rules.rules._shared.collaboration.time import add_time_elements

rule = Rule(
    "5.3.4-3",
    judges=Judges.FULL,
    not_judged="whether the time is used as scheduled; 5.3.4-2 looks at that",
)

add_time_elements(rule, STUDENTS_WITH_DISABILITIES)

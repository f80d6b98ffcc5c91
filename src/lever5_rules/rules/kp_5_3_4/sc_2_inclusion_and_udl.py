"""5.3.4-2: staff who collaborate deal with inclusion, UDL and carrying out IEPs."""

from lever5_rules.artifacts.vocabulary import Topic
from lever5_rules.authoring import Judges, Rule
from lever5_rules.rules._shared.collaboration.agenda import (
    INCLUSION_STRATEGIES,
    add_agenda_elements,
)
from lever5_rules.rules._shared.collaboration.groups import STUDENTS_WITH_DISABILITIES

rule = Rule(
    "5.3.4-2",
    judges=Judges.PARTIAL,
    not_judged="whether the strategies rest on evidence and reach students; see some classes",
)

TOPICS = {
    "inclusion_strategies": INCLUSION_STRATEGIES,
    "udl": frozenset({Topic.UDL}),
    "iep_implementation": frozenset({Topic.IEP_IMPLEMENTATION}),
}

add_agenda_elements(rule, STUDENTS_WITH_DISABILITIES, TOPICS)

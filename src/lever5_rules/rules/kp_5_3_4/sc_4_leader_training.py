"""5.3.4-4: campus leaders are trained on inclusive practice and on special populations."""

from lever5_rules.artifacts.vocabulary import Topic
from lever5_rules.authoring import Judges, Rule
from lever5_rules.rules._shared.collaboration.groups import EveryCampus
from lever5_rules.rules._shared.training.leaders import add_leader_training
from lever5_rules.rules._shared.training.sessions import INCLUSION

rule = Rule(
    "5.3.4-4",
    judges=Judges.PARTIAL,
    not_judged="whether the practices taught are the best ones",
)

SUBJECTS = {
    "inclusive practice": INCLUSION,
    "special populations": frozenset({Topic.SPECIAL_POPULATIONS, Topic.IEP_IMPLEMENTATION}),
}

add_leader_training(rule, EveryCampus, SUBJECTS)

"""5.3.5-4: campus leaders are trained on content-based language instruction (CBLI)."""

from lever5_rules.artifacts.vocabulary import Topic
from lever5_rules.authoring import Judges, Rule
from lever5_rules.rules._shared.collaboration.groups import ServingEb
from lever5_rules.rules._shared.training.leaders import add_leader_training

rule = Rule(
    "5.3.5-4",
    judges=Judges.PARTIAL,
    not_judged="whether the practices taught are the best ones",
)

add_leader_training(rule, ServingEb, {"CBLI": frozenset({Topic.CBLI})})

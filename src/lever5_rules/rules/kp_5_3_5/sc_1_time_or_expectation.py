"""5.3.5-1: teachers and emergent bilingual staff have time or are to collaborate."""

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import Judges, Rule
from lever5_rules.rules._shared.collaboration.expected import add_expected_elements
from lever5_rules.rules._shared.collaboration.groups import EMERGENT_BILINGUAL

rule = Rule(
    "5.3.5-1",
    judges=Judges.PARTIAL,
    not_judged="whether they do collaborate; 5.3.5-2 looks at what they deal with",
)

STAFF = {"general_education": Role.TEACHER, "emergent_bilingual_staff": Role.EB_TEACHER}

add_expected_elements(rule, EMERGENT_BILINGUAL, STAFF)

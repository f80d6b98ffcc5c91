"""5.3.4-1: teachers, special education and counseling have time or are to collaborate."""

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import Judges, Rule
from lever5_rules.rules._shared.collaboration.expected import add_expected_elements
from lever5_rules.rules._shared.collaboration.groups import STUDENTS_WITH_DISABILITIES

rule = Rule(
    "5.3.4-1",
    judges=Judges.PARTIAL,
    not_judged="whether they do collaborate; 5.3.4-2 looks at what they deal with",
)

STAFF = {
    "general_education": Role.TEACHER,
    "special_education": Role.SPECIAL_EDUCATION_TEACHER,
    "counseling": Role.COUNSELOR,
}

add_expected_elements(rule, STUDENTS_WITH_DISABILITIES, STAFF)

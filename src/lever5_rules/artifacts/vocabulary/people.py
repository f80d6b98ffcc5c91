"""Vocabularies for people: the roles of staff."""

from .words import Vocabulary


class Role(Vocabulary):
    """The role in which a person is employed; a person with two roles has a row for each.

    Other staff neither teach nor lead instruction (nurses, clerks, drivers): nothing is asked of
    them, and the roster may leave them out.
    """

    PRINCIPAL_SUPERVISOR = "principal_supervisor"
    PRINCIPAL = "principal"
    ASSISTANT_PRINCIPAL = "assistant_principal"
    INSTRUCTIONAL_COACH = "instructional_coach"
    TEACHER_LEADER = "teacher_leader"
    TEACHER = "teacher"
    SPECIAL_EDUCATION_TEACHER = "special_education_teacher"
    EB_TEACHER = "eb_teacher"
    COUNSELOR = "counselor"
    INSTRUCTIONAL_SUPPORT_STAFF = "instructional_support_staff"
    DISTRICT_LEADER = "district_leader"
    OTHER_STAFF = "other_staff"


IN_CLASSROOMS = frozenset(
    {
        Role.TEACHER,
        Role.SPECIAL_EDUCATION_TEACHER,
        Role.EB_TEACHER,
        Role.INSTRUCTIONAL_SUPPORT_STAFF,
    }
)
"""Roles that work with students in class and can be observed there only on days with students."""

SOME_OF_A_ROLE = {
    f"{lead}_{word}": Role.TEACHER
    for lead in ("new", "beginning", "first_year", "novice", "new_to_the_district", "mentee")
    for word in ("teacher", "teachers")
}
"""What names only some of those with a role: one of them has the role, but they are not all."""

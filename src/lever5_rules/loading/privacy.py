"""What may not enter: data on students is refused, names and ratings of staff are dropped.

FERPA (20 USC 1232g) protects what identifies a student; TEC 21.355 makes evaluations of teachers
and administrators confidential. No rule needs any of it.
"""

import re

_STUDENT = frozenset(
    [
        "student_name",
        "student_id",
        "student",
        "local_id",
        "tsds_unique_id",
        "unique_id",
        "ssn",
        "social_security_number",
        "dob",
        "date_of_birth",
        "birth_date",
        "birthdate",
        "gender",
        "sex",
        "race",
        "ethnicity",
        "home_language",
        "disability",
        "eb_status",
        "lep_status",
        "staar_score",
        "grade_mark",
        "address",
        "photo",
    ]
)
_STUDENT_PREFIXES = (
    "student_",
    "iep_",
    "plan_504",
    "telpas",
    "guardian_",
    "parent_",
    "discipline",
    "medical_",
)
_STAFF = frozenset(
    [
        "name",
        "first_name",
        "last_name",
        "middle_name",
        "given_name",
        "givenname",
        "family_name",
        "familyname",
        "full_name",
        "staff_name",
        "teacher_name",
        "observer_name",
        "observee_name",
        "email",
        "e_mail",
        "phone",
        "sms",
        "password",
        "username",
        "pronouns",
        "score",
        "scores",
        "rating",
        "ratings",
        "observationscores",
        "comment",
        "comments",
        "notes",
        "private_notes",
        "privatenotes",
        "shared_notes",
        "sharednotes",
        "glow",
        "grow",
        "action_step",
        "action_step_text",
        "evidence_text",
        "signature",
        "text",
    ]
)
LONGEST_HEAD = 300
_BRACKETS = re.compile(r"\(.*?\)")
_GAPS = re.compile(r"\W+")


def head_word(head: str) -> str:
    """A column head as it is compared: lower case, words joined by underscores, without marks
    and without what stands in brackets: `Campus ID *` is campus_id, `Length (min)` is length."""
    return _GAPS.sub("_", _BRACKETS.sub(" ", head[:LONGEST_HEAD].casefold())).strip("_")


def identifies_student(name: str) -> bool:
    """True for a column that holds data on single students: the whole file is refused."""
    word = head_word(name)
    return word in _STUDENT or word.startswith(_STUDENT_PREFIXES)


def is_dropped(name: str) -> bool:
    """True for a column on staff that is never needed: it is dropped unread."""
    return head_word(name) in _STAFF


def privacy_problem(name: str) -> str | None:
    """The sentence for a key that may not be there, or None for any other."""
    if identifies_student(name):
        return f"{name!r} would identify students; it was dropped. Remove it from the file."
    if is_dropped(name):
        return f"{name!r} is personal and not needed; it was dropped unread."
    return None


STUDENTS_AND_FAMILIES = frozenset(
    ["student", "learner", "guardian", "parent", "relative", "family", "studentleader"]
)
"""Roles in exports whose rows are passed over, never kept."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PERSONAL_WORDS = frozenset(
    [
        "comment",
        "comments",
        "email",
        "glow",
        "grow",
        "narrative",
        "notes",
        "password",
        "phone",
        "pronouns",
        "rating",
        "ratings",
        "score",
        "scores",
        "signature",
        "sms",
        "surname",
        "username",
    ]
)
_PEOPLE = frozenset(
    [
        "administrator",
        "agent",
        "appraisee",
        "appraiser",
        "coach",
        "creator",
        "employee",
        "evaluator",
        "first",
        "full",
        "last",
        "leader",
        "middle",
        "observee",
        "observer",
        "person",
        "preferred",
        "principal",
        "reviewer",
        "reviewers",
        "staff",
        "supervisor",
        "teacher",
        "user",
        "participant",
        "participants",
        "display",
        "given",
        "family",
    ]
)
_NAME_OR_ADDRESS = re.compile(r"[^\W\d_]{2,}[ ,]+(?:[^\W\d_]\.?[ ,]+)*[^\W\d_]{2,}|@")


def why_personal(head: str) -> str | None:
    """Why no column of an export may be taken over, or None for any other.

    The heads are as programs write them: `teacher.email`, `reviewers.0.lastSurname`.
    """
    parts = [head_word(_CAMEL.sub("_", part)) for part in head.split(".")]
    parts = [part for part in parts if not part.isdigit()] or [""]
    last, before = parts[-1], "_".join(parts[:-1])
    if identifies_student(head) or identifies_student(last) or "student" in parts:
        return "it identifies students, which no check needs and no bundle may hold"
    words = last.split("_")
    if words[-1] == "name":
        owner = [*before.split("_"), *words[:-1]]
        if not any(owner) or not _PEOPLE.isdisjoint(owner):
            return (
                "it holds names, and names are no ids. Let lever5 pseudonymize put keyed ids in "
                "their place first"
            )
    elif is_dropped(last) or is_dropped(head) or not _PERSONAL_WORDS.isdisjoint(words):
        return "it is personal or confidential, and no check needs it"
    return None


def names_a_person(text: str) -> bool:
    """Whether what should be the id of a person is a name or an e-mail address."""
    return _NAME_OR_ADDRESS.search(text[:LONGEST_HEAD]) is not None

"""Data that must not enter: student data is refused, names and ratings of staff are dropped.

FERPA (20 USC 1232g) protects what identifies a student; TEC 21.355 makes evaluations of teachers
and administrators confidential. No rule needs any of it. Columns and keys are recognized by their
names, however they are written: `Student Name`, `studentName`, `STUDENT_NAME`, `Stu. Name`. Fields
of the kinds themselves are never checked.
"""

import re
from functools import cache, lru_cache

from lever5_rules.core.text import clipped

from .plain_letters import disguised, joined, plain
from .safe_text import of_the_trade


def _make_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STUDENT = _make_set("""
    student stu stdnt stdt pupil child kid learner
    scholar estudiante alumno alumna nino nina hijo hija
    escolar eleve etudiant etudiante ecolier ecoliere collegien collegienne lyceen lyceenne schuler
    schulers schulerin schueler schuelers schuelerin aluno aluna studente studentessa alunno alunna
    uczen ucznia uczennica estudyante estudante enfant stud
    """)
_STUDENTS = _make_set("""
    students pupils children kids learners scholars estudiantes alumnos alumnas ninos ninas hijos
    hijas enfants estudantes eleves etudiants etudiantes ecoliers alunos alunas studenti alunni
    uczniow schulern schuelern
    """)
"""Plural words: a column about students is about groups, unless it holds personal attributes."""
_ONE = _make_set("student pupil estudiante alumno alumna")
_FOR_EACH = _make_set("per each every by for")
"""Words before one student that make it many: minutes per student."""
_OF_STUDENTS = _STUDENT | _make_set("""
    disciplinary discipline expulsion expulsions father guardian iep madre medical mother padre
    parent staar suspension suspensions telpas
    """)
"""First words of the names of columns about a single student."""
_OF_MANY = _make_set("""
    access analysis attendance average avg collaboration communication compliance conference count
    counts culture data discourse engagement enrollment evening expectations experience feedback
    focus goals group groups growth hours implementation impact involvement learning meeting
    meetings needs night number_of outcome outcomes pct percent percentage population practice
    product products rate ratio review services session sessions support supports survey teacher
    topic topics total totals training voice work
    """)
"""Words that make such a name concern no single student: `student_work`, `iep_training`,
`parent_conferences`."""
_IDENTITY = _make_set("""
    address birthdate code dob email ethnicity first firstname gender id identifier ids initials
    key last lastname login middle mrn name names nbr no num number phone photo pin race sex ssn
    uid unique username
    """)
_EACH = _make_set("address birthdate dob email firstname id ids initials lastname phone photo ssn")
"""Personal attributes: `students' names` are personal, a `number of students` is not."""
_PERSONAL = _make_set("""
    address birthdate birthday birthplace childname countryofbirth dateofbirth disability dob
    ebstatus ecodis economicallydisadvantaged ellstatus elstatus ethnicity fostercare
    freereducedlunch gender gpa grademark homeaddress homelanguage homeless immigrant lepstatus
    localid localstudentid lunchstatus mailingaddress migrant nativelanguage photo photograph
    picture placeofbirth primarydisability race raceethnicity religion sex socialsecurity
    socialsecuritynumber socsec ssn staarscore stateassignedid stateid stateuniqueid
    streetaddress tsdsid tsdsuniqueid uniqueid
    """)
"""Attributes of persons that are not needed for staff either."""

_ALONE = _make_set("""
    504 504s curp discipline expulsions father fechadenacimiento fechanacimiento geburtsdatum
    guardian guardians iep ieps
    datadenascimento datedenaissance matricula mother nacimiento padre madre suspensions tutorlegal
    """)
"""Names that by themselves concern a single student, in the languages of Texas and some more."""
_BIRTH = _make_set("birth nac nacimiento naissance nascimento nascita urodzenia")
"""Words that occur with a date or place of birth, whoever's it is."""
_NUMBERED = frozenset({"lunch", "meal", "peims"})
"""First words of the names of numbers that students have."""

_PERSON = _make_set("""
    administrator agent appraisee appraiser assistant attendee coach creator display educator
    employee evaluator facilitator family first full given last leader legal maiden member mentor
    middle nick observee observer participant participants person preferred presenter principal
    reviewer reviewers specialist staff supervisor teacher trainer user
    """)
_NAME = _make_set("""
    name names nombre nombres apellido apellidos surname nom noms prenom prenoms nome nomes nomi
    cognome sobrenome vorname nachname imie nazwisko
    """)
_IDENTITY |= _NAME
_EACH |= _NAME
_DROPPED = _make_set("""
    actionstep actionsteps actionsteptext attendees coach evaluator evidencetext familyname fname
    fullname givenname facilitator initials lastname firstname lname name names nickname
    observationscores observee observer participants presenter privatenotes sharednotes signature
    signatures step stepdescription steptext teacher text username
    """)
_DROPPED_WORDS = _make_set("""
    apellido apellidos comment comments comentarios correo email fax glow glows grow grows mobile
    narrative nombre nombres notes passcode passwd password passwords phone phones pronouns pwd
    rating ratings remarks salary score scores signature sms surname telephone telefono username
    """)

_KNOWN = _OF_STUDENTS.union(
    _OF_MANY, _IDENTITY, _PERSONAL, _ALONE, _NUMBERED, _PERSON, _NAME, _DROPPED, _DROPPED_WORDS
)
_BETWEEN = _make_set("and da de del do el is la of or s the und y")
LONGEST_HEAD = 300
_BRACKETS = re.compile(r"\(.*?\)")
_GAPS = re.compile(r"\W+")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def head_word(head: str) -> str:
    """Return a column name in the form used for comparison.

    Lower case, words joined by underscores, without punctuation and without text in brackets:
    `Campus ID *` becomes campus_id, `Length (min)` becomes length.
    """
    return _GAPS.sub("_", _BRACKETS.sub(" ", head[:LONGEST_HEAD].casefold())).strip("_")


@lru_cache(maxsize=1 << 14)
def _split_words(name: str) -> tuple[str, ...]:
    """Return the words of a name as a reader sees them: without accents, capitals and disguise."""
    return _read_words(_HUMPS.sub(" ", name[:LONGEST_HEAD]))


def _read_words(name: str) -> tuple[str, ...]:
    return tuple(head_word(joined(plain(name))).replace("_", " ").split())


@cache
def _list_stems() -> tuple[str, ...]:
    """Return words for "student" in languages that compound or inflect words."""
    return tuple(
        "".join(_split_words(stem))
        for stem in (
            *("学生", "學生", "学籍", "학생", "生徒", "طالب"),
            *("ученик", "учащ", "học-sinh", "छात्र"),
        )
    )


@lru_cache(maxsize=1 << 14)
def identifies_student(name: str) -> bool:
    """Return whether a column holds data on single students, so that the whole file is refused."""
    head = name[:LONGEST_HEAD]
    if head.rstrip().endswith("#") and identifies_student(f"{head.rstrip()[:-1]} no"):
        return True
    return any(
        map(
            _is_on_a_student,
            {_split_words(head), _read_words(head), _read_words(head.translate(_FIGURES))},
        )
    )


_FIGURES = str.maketrans("013457$@", "oieastsa")
"""Digits used in place of letters: stud3nt."""


def _is_on_a_student(words: tuple[str, ...]) -> bool:
    words = tuple("student" if one_slip(word, "student") else word for word in words)
    whole = "".join(words)
    if whole in _PERSONAL or whole in _STUDENT or whole in _ALONE:
        return True
    if any(stem in whole for stem in _list_stems()):
        return True
    if words and words[0] in _NUMBERED and _IDENTITY.intersection(words):
        return True
    if _BIRTH.intersection(words) and "to" not in words:
        return True
    if "504" in words and not _OF_MANY.intersection(words):
        return bool({"plan", "status", "flag", "student"}.intersection(words))
    if _STUDENTS.intersection(words) and _EACH.intersection(words):
        return True
    if _STUDENT.intersection(words):
        last = words[-1] in _ONE and not _FOR_EACH.intersection(words)
        return bool(_IDENTITY.intersection(words)) or (
            (words[0] in _STUDENT or last) and not _OF_MANY.intersection(words)
        )
    if len(words) > 1 and words[0] in _OF_STUDENTS and not _OF_MANY.intersection(words):
        return True
    return any(
        whole.startswith(word) and whole.removeprefix(word) in _IDENTITY for word in _STUDENT
    )


def one_slip(word: str, intended: str) -> bool:
    """Return whether a word differs from another by one letter left out, added, wrong or swapped.

    A plural does not count as such a slip.
    """
    if word in (intended, f"{intended}s") or abs(len(word) - len(intended)) > 1:
        return False
    pairs = enumerate(zip(word, intended, strict=False))
    same = next(
        (at for at, (letter, other) in pairs if letter != other), min(len(word), len(intended))
    )
    rest, other = word[same:], intended[same:]
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def is_dropped(name: str) -> bool:
    """Return whether a column about staff is never needed, so that it is dropped unread."""
    words = _split_words(name)
    whole = "".join(words)
    if whole in _DROPPED or "email" in whole or _DROPPED_WORDS.intersection(words):
        return True
    return bool(_NAME.intersection(words) and _PERSON.intersection(words))


def identifies_staff(name: str) -> bool:
    """Return whether a column holds ids of people who work for the district."""
    words = _split_words(name)
    return words[-1:] in (("id",), ("ids",)) and bool(_PERSON.intersection(words))


def nameless(name: str) -> bool:
    """Return whether the name of a forbidden column or key can be repeated: all its words are
    known.

    In a table without a header row, the first row may contain a person's name.
    """
    if disguised(name):
        return False
    words = _split_words(name)
    return "".join(words) in _KNOWN or all(
        word in _KNOWN or word in _BETWEEN or word.isdecimal() or of_the_trade(word)
        for word in words
    )


def label(name: str, otherwise: str) -> str:
    """Return the name of a forbidden column or key, or `otherwise` if it must not be repeated."""
    return repr(clipped(name, 40)) if nameless(name) else otherwise


def refusal(name: str) -> str:
    """Return why a column is forbidden, to follow its name."""
    if _split_words(name) and _OF_STUDENTS.intersection(_split_words(name)):
        return "identifies students, whom FERPA (20 USC 1232g) protects, and no check needs it"
    return "identifies students or others (FERPA, 20 USC 1232g), and no check needs it"


def privacy_problem(name: str) -> str | None:
    """Return the message about a forbidden key, or None for any other."""
    if identifies_student(name):
        return f"{label(name, 'a key')} {refusal(name)}. It was not read; remove it from the file."
    if is_dropped(name):
        return f"{label(name, 'a key')} is personal and not needed; it was dropped unread."
    return None


STUDENTS_AND_FAMILIES = _make_set("student learner guardian parent relative family studentleader")
"""Roles in exports whose rows are skipped and never kept."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NAME_OR_ADDRESS = re.compile(r"[^\W\d_]{2,}[ ,]+(?:[^\W\d_]\.?[ ,]+)*[^\W\d_]{2,}|@")


def why_personal(head: str) -> str | None:
    """Return why a column of an export must not be read, or None.

    Column names are as programs write them: `teacher.email`, `reviewers.0.lastSurname`.
    """
    parts = [head_word(_CAMEL.sub("_", part)) for part in head.split(".")]
    parts = [part for part in parts if not part.isdigit()] or [""]
    last, before = parts[-1], "_".join(parts[:-1])
    if identifies_student(head) or identifies_student(last) or "student" in parts:
        return "it identifies students, which no check needs and no bundle may hold"
    words = last.split("_")
    if words[-1] == "name":
        owner = [*before.split("_"), *words[:-1]]
        if not any(owner) or not _PERSON.isdisjoint(owner):
            return (
                "it holds names, and names are not ids. Let lever5 pseudonymize put keyed ids in "
                "their place first"
            )
    elif is_dropped(last) or is_dropped(head):
        return "it is personal or confidential, and no check needs it"
    return None


def names_a_person(text: str) -> bool:
    """Return whether a text given as a person's id is a name or an e-mail address."""
    return _NAME_OR_ADDRESS.search(text[:LONGEST_HEAD]) is not None

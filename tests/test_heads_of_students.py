"""Heads that name students in other words, other languages and letters that only look Latin."""

import csv
import io
from typing import Any

import pytest
import xlsxwriter

import lever5_rules as l5
from lever5_rules.artifacts.fields import item_fields
from lever5_rules.core.blanks import Severity
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.load import load
from lever5_rules.reading.privacy.refusals import identifies_student, is_dropped

KINDS = load_plugins(entry_points=False).kinds
STUDENTS = """
504|IEP|Guardian|Guardian Name|PEIMS ID|Lunch ID|lunch_number|Learner Name|Scholar|Scholar ID|Kid
Kid's name|Fecha de nacimiento|FECHA DE NACIMIENTO|Matrícula|matricula|Nombre del alumno|Niño
Nombre de la estudiante|Élève|Schüler|学生姓名|학생|Học sinh|Имя ученика|CURP
Nom de l'élève|Nom de l’eleve|NOM DE L'ELEVE|nomEleve|élève_nom|Prénom de l'élève|Nom étudiant
Date de naissance|F. de nacimiento|Fecha de Nac.|birth_dt|Nome do aluno|Nome dello studente|Padre
Schülername|Name des Schülers|Imię ucznia|Имя учащегося|छात्र|Estudyante|Mother's name|Father
Students' names|Learners' names|Students Name|names of students|Stud. Name|PEIMS #|Lunch PIN
S t u d e n t ID|S T U D E N T|S.t.u.d.e.n.t Name|S-T-U-D-E-N-T I-D|I.E.P. date|D.O.B.|I E P
sTuDeNt nAmE|sTuDeNtNaMe|STUDENTNAME|5tudent Name|stud3nt_id|Student ID|Student	ID
ѕtudent_name|studеnt id|Ｓｔｕｄｅｎｔ Ｎａｍｅ|Ѕtudеnt|guаrdian|ΙΕΡ|stυdent
𝐒𝐭𝐮𝐝𝐞𝐧𝐭 𝐍𝐚𝐦𝐞|Ⓢⓣⓤⓓⓔⓝⓣ name|⒮⒯⒰⒟⒠⒩⒯ id|🆂🆃🆄🅳🅴🅽🆃 id|ꜱᴛᴜᴅᴇɴᴛ id|Ꮪtudent Name|ƨtudent|stuđent ID
Studnt Name|Stdnt Name|stdnt_id|Stdt ID|Studnet ID|Sudent ID|Studentt Name|Studemt_id|tSudent Name
STUDETN NAME|student|studentID|Homeroom student|Advisory Student|Name of the pupil|Nome do estudante
Enfant
"""
UNSEEN = ["\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u202e", "\u034f", "\u3164", "\x00"]
OTHERS = """
student_count|student_work|iep_training|section_504|learner_outcomes|lunch|lunch_minutes|campus
students|kids_club|scholars_program|english_learner_training|web_address|parent_engagement|año
number of students|# of students|students per class|hours per student|students_no|birth to five
Std ID|std|study name|studied_on|stupid id|nom|nome|product name|K 1 2 3|E.L.A.|M T W T F|PEIMS
minutes per student|cost for each pupil|calendario escolar|work of a student
"""


def cells(text: str) -> list[str]:
    return [word for line in text.split("\n") for word in line.split("|") if word]


@pytest.mark.parametrize("head", cells(STUDENTS))
def test_heads_of_students_are_refused(head: str) -> None:
    assert identifies_student(head)


@pytest.mark.parametrize("sign", UNSEEN)
def test_signs_that_nobody_sees_hide_no_head(sign: str) -> None:
    for head in ("Student Name", "Pupil ID", "Guardian", "élève"):
        for place in range(len(head)):
            assert identifies_student(head[:place] + sign + head[place:]), (head, place)


def test_one_lookalike_in_any_place_hides_no_head() -> None:
    for head in ("student name", "pupil id", "guardian"):
        for letter, other in {"a": "а", "e": "е", "i": "і", "n": "ո", "s": "ѕ", "u": "υ"}.items():
            assert identifies_student(head.replace(letter, other))


@pytest.mark.parametrize("head", cells(STUDENTS))
@pytest.mark.parametrize("form", ["csv", "xlsx", "toml"])
def test_a_file_with_such_a_head_is_refused_and_nothing_of_it_is_repeated(
    head: str, form: str
) -> None:
    """A name stands below the head, and one in place of another head."""
    heads = ["meeting_id", "date", head, "A n a  O n g"]
    row = ["L-1", "2026-09-01", "Quetzalli Ong", "x"]
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([heads, row])
    name = {"csv": "meeting_log.csv", "toml": "meeting_log.toml", "xlsx": "book.xlsx"}[form]
    content: dict[str, Any] = {
        "csv": buffer.getvalue(),
        "toml": [dict(zip(heads, row, strict=True))],
        "xlsx": book([heads, row]) if form == "xlsx" else b"",
    }
    bundle = load(l5.Bundle.from_mapping({name: content[form]}), KINDS)
    problems = [problem for problem in bundle.problems if problem.severity is Severity.ERROR]
    assert any("identifies students" in problem.message for problem in problems), bundle.problems
    table = bundle.tables["meeting_log"]
    assert (table.size, bool(table.lost)) == (0, True)
    text = " ".join(problem.message for problem in bundle.problems)
    assert "Quetzalli" not in text
    assert "O n g" not in text


def book(rows: list[list[str]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("meeting_log")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


@pytest.mark.parametrize("head", cells(OTHERS))
def test_others_are_not(head: str) -> None:
    assert not identifies_student(head)


def test_lookalikes_are_dropped_too() -> None:
    assert is_dropped("ѕаlary")
    assert is_dropped("Tеlеphone")


def test_no_field_of_a_kind_sounds_like_one() -> None:
    for kind in load_plugins(entry_points=False).kinds.values():
        for name in item_fields(kind.cls):
            assert not identifies_student(name), name

"""Heads that name students in other words, other languages and letters that only look Latin."""

import pytest

from lever5_rules.artifacts.fields import item_fields
from lever5_rules.plugins.host import load_plugins
from lever5_rules.reading.privacy.refusals import identifies_student, is_dropped

STUDENTS = """
504|IEP|Guardian|Guardian Name|PEIMS ID|Lunch ID|lunch_number|Learner Name|Scholar|Scholar ID|Kid
Kid's name|Fecha de nacimiento|FECHA DE NACIMIENTO|Matrícula|matricula|Nombre del alumno|Niño
Nombre de la estudiante|Élève|Schüler|学生姓名|학생|Học sinh|Имя ученика|CURP
ѕtudent_name|studеnt id|Ｓｔｕｄｅｎｔ Ｎａｍｅ|Ѕtudеnt|guаrdian|ΙΕΡ|stυdent
"""
OTHERS = """
student_count|student_work|iep_training|section_504|learner_outcomes|lunch|lunch_minutes|campus
students|kids_club|scholars_program|english_learner_training|web_address|parent_engagement|año
"""


def cells(text: str) -> list[str]:
    return [one for line in text.split("\n") for one in line.split("|") if one]


@pytest.mark.parametrize("head", cells(STUDENTS))
def test_heads_of_students_are_refused(head: str) -> None:
    assert identifies_student(head)


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

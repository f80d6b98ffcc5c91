"""What is wrong alike in many files is told of some of them, with the number of the others."""

from lever5_rules.core.blanks import Problem, Severity
from lever5_rules.reading.problem_groups import MOST_FILES, grouped


def of_files(number: int, each: int = 1) -> list[Problem]:
    return [
        Problem(Severity.WARNING, f"log-{file}.csv", row + 1, f"log-{file}.csv has a wrong head.")
        for file in range(number)
        for row in range(each)
    ]


def test_a_few_files_are_told_one_by_one() -> None:
    for number in (1, MOST_FILES, MOST_FILES + 1):
        assert len(list(grouped(of_files(number)))) == number


def test_what_is_alike_in_many_files_is_counted() -> None:
    items = list(grouped(of_files(6000)))
    assert len(items) == MOST_FILES + 1
    assert len({problem.file for problem in items}) == MOST_FILES + 1
    assert f"So in {6000 - MOST_FILES} more files, this among them: log-20.csv" in items[-1].message


def test_several_of_a_file_stay_together() -> None:
    items = list(grouped(of_files(100, each=2)))
    assert len(items) == 2 * MOST_FILES + 1
    assert len([problem for problem in items if problem.file == "log-3.csv"]) == 2


def test_what_is_not_alike_is_told_of_each_file() -> None:
    words = [chr(97 + number % 26) * (number // 26 + 1) for number in range(100)]
    other = [Problem(Severity.ERROR, f"{word}.csv", 1, f"It lacks {word}.") for word in words]
    assert len(list(grouped(other))) == 100
    mixed = [*of_files(100), *other]
    assert len(list(grouped(mixed))) == 100 + MOST_FILES + 1


def test_severities_are_told_apart() -> None:
    problem = Problem(Severity.ERROR, "z.csv", 1, "z.csv has a wrong head.")
    assert problem in list(grouped([*of_files(100), problem]))


def test_a_file_that_was_not_read_is_named_however_many_there_are() -> None:
    lost = [
        Problem(Severity.ERROR, f"{number}.csv", None, "it was not read.") for number in range(900)
    ]
    assert list(grouped(lost)) == lost

"""Mutation testing of the rules and of the outcome logic: how many small changes are noticed.

    pip install -e ".[dev,mutation]"
    python benchmarks/mutants.py                    all modules, some hours on two cores
    python benchmarks/mutants.py kp_5_2_4 staff     modules whose name holds one of these words
    python benchmarks/mutants.py --again LOG        the survivors of an earlier run, by its output

Every mutant (a comparison turned, a number changed, a decorator removed ...) is imported in a
process of its own in place of the module. It is put first to what is said of the examples and of
the sample district, word for word; then to the cases of tests/: each element that can be touched by
it on the sample district, on its gap and on its missing evidence, with the sentence that the gap
has in docs/criteria. What survives that is put to the further tests. Survivors are listed;
docs/mutation.md explains those that are left.
"""

import os
import re
import resource
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import cosmic_ray.plugins
from cosmic_ray.ast import Visitor, get_ast
from cosmic_ray.mutating import mutate_code

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "lever5_rules"
PROCESSES = os.cpu_count() or 1
SECONDS = 400

COMPARISONS = (
    *("Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Eq_NotEq", "NotEq_Eq"),
    *("Is_IsNot", "IsNot_Is", "GtE_Lt", "LtE_Gt"),
)
ARITHMETIC = ("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Mul", "Mod_Mul", "BitAnd_BitOr")
OTHERS = (
    *("AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr"),
    *("ReplaceOrWithAnd", "ReplaceUnaryOperator_Delete_Not", "NumberReplacer"),
    *("RemoveDecorator", "ZeroIterationForLoop"),
)
OPERATORS = (
    *(f"core/ReplaceComparisonOperator_{name}" for name in COMPARISONS),
    *(f"core/ReplaceBinaryOperator_{name}" for name in ARITHMETIC),
    *(f"core/{name}" for name in OTHERS),
)
AT_THE_EDGE = ("test_golden.py", "test_edges.py", "test_calendar.py", "test_limits.py")
FURTHER = (
    *("test_elements.py", "test_framework.py", "test_examples.py", "test_weakest_evidence.py"),
    *("test_words.py", "test_false_passes.py", "test_half_the_evidence.py"),
)
NO_CHANGE = ("@frozen(", "@define(", "*,", "def ")
"""Lines whose changes are not meaningful: how a class is created, and keyword-only markers."""


class Mutant(NamedTuple):
    """One change to one module."""

    module: str
    path: Path
    operator: str
    occurrence: int

    def source(self) -> str:
        operator = cosmic_ray.plugins.get_operator(self.operator)()
        text = self.path.read_text(encoding="utf-8")
        return mutate_code(text, operator, self.occurrence) or text

    def change(self) -> str:
        """Return the line before and after the change."""
        before = self.path.read_text(encoding="utf-8").splitlines()
        after = self.source().splitlines()
        for number, (old, new) in enumerate(zip(before, after, strict=False), start=1):
            if old != new:
                return f"{self.path.name}:{number}: {old.strip()}  ->  {new.strip()}"
        return f"{self.path.name}: {self.operator} {self.occurrence}"


class _Counting(Visitor):
    """Counts the places at which an operator can change a module."""

    def __init__(self, operator: Any) -> None:
        self.operator = operator
        self.places = 0

    def visit(self, node: Any) -> Any:
        self.places += len(list(self.operator.mutation_positions(node)))
        return node


def modules(words: list[str]) -> Iterator[tuple[str, Path]]:
    """Yield the rules with their shared code, and the logic of outcomes and verdicts."""
    paths = sorted((PACKAGE / "rules").rglob("*.py"))
    paths += [PACKAGE / "core" / "outcome.py", PACKAGE / "engine" / "verdicts.py"]
    for path in paths:
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        if path.name != "__init__.py" and (not words or any(word in name for word in words)):
            yield name, path


def mutants(words: list[str]) -> Iterator[Mutant]:
    for module, path in modules(words):
        text = path.read_text(encoding="utf-8")
        for operator in OPERATORS:
            counting = _Counting(cosmic_ray.plugins.get_operator(operator)())
            counting.walk(get_ast(text))
            for occurrence in range(counting.places):
                yield Mutant(module, path, operator, occurrence)


class _InPlace(MetaPathFinder, Loader):
    """An importer that replaces a module by its mutant."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        return spec_from_loader(name, self) if name == self.mutant.module else None

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self.mutant.path)
        exec(compile(self.mutant.source(), str(self.mutant.path), "exec"), vars(module))


def killed(mutant: Mutant) -> bool:
    """Return whether the tests detect the mutant; runs in a separate process."""
    sys.path.insert(0, str(ROOT / "tests"))
    sys.meta_path.insert(0, _InPlace(mutant))
    from test_elements import CASES, judged, missing_case
    from test_golden import REPORTS, golden, outcome_lines

    from lever5_rules.testing import SAMPLE

    if any(
        outcome_lines(make()) != golden(name).read_text("utf-8") for name, make in REPORTS.items()
    ):
        return True
    sound = SAMPLE.check()
    every = [element for finding in sound.findings for element in finding.elements]
    if (
        sound.errors
        or sound.not_applicable
        or {element.outcome.value for element in every} != {"pass"}
    ):
        return True
    pages = "".join(
        page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "criteria").glob("5.*.md")
    )
    dates = mutant.module.endswith(".calendar")
    if dates and _noticed(AT_THE_EDGE):
        return True
    touched = touched_by(mutant.module)
    for name, (district, reason, *_) in CASES.items():
        if name.partition("/")[0] not in touched:
            continue
        short = judged(name, district)
        if short.reason.value != reason:
            return True
        if f"{short.message} *{short.remedy}*" not in pages and not name.endswith("_document"):
            return True
        spoilt, why = missing_case(name)
        if judged(name, spoilt).reason.value != why:
            return True
    return _noticed(FURTHER if dates else AT_THE_EDGE + FURTHER)


def _noticed(names: tuple[str, ...]) -> bool:
    """Return whether a test fails; tests that only repeat the cases are left out."""
    import pytest

    files = [str(ROOT / "tests" / name) for name in names]
    rest = "not (falls_short or cannot_be_judged)"
    return pytest.main(["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-k", rest, *files]) != 0


def touched_by(module: str) -> set[str]:
    """Return the criteria whose rules use a module; all of them for a module that is not a rule."""
    uses = {
        name: set(re.findall(r"^from (\S+) ", _absolute(name, path), re.M))
        for name, path in modules([])
    }
    rules = [name for name in uses if ".kp_" in name]
    if ".rules." not in module:
        return {_criterion(name) for name in rules}

    def reached(name: str, seen: set[str]) -> set[str]:
        for other in uses.get(name, set()) - seen:
            seen |= reached(other, seen | {other})
        return seen

    return {_criterion(name) for name in rules if module in reached(name, {name})}


def _absolute(name: str, path: Path) -> str:
    """Return the text of a module with its relative imports made absolute."""
    package = name.rpartition(".")[0]
    return path.read_text(encoding="utf-8").replace("\nfrom .", f"\nfrom {package}.")


def _criterion(module: str) -> str:
    """Return the criterion whose rule a module is."""
    *_, package, name = module.split(".")
    return f"{package.removeprefix('kp_').replace('_', '.')}-{name.split('_')[1]}"


SURVIVED, KILLED, NOTHING = range(3)


def put_to_the_test(mutant: Mutant) -> int:
    """Start a process for a mutant; its exit code is the result."""
    process = os.fork()
    if process:
        return process
    # Processor time rather than real time: on a busy machine a slow mutant is not a detected one.
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    try:
        line = mutant.change().partition(": ")[2]
        code = NOTHING if line.startswith(NO_CHANGE) else KILLED if killed(mutant) else SURVIVED
    except BaseException:
        code = KILLED
    os._exit(code)


def survivors_of(log: Path) -> Iterator[Mutant]:
    """Yield the mutants that an earlier run printed as survivors."""
    prefix = "survived: "
    lines = {
        line.removeprefix(prefix).rstrip()
        for line in log.read_text(encoding="utf-8").splitlines()
        if line.startswith(prefix)
    }
    files = {line.partition(".py:")[0] + ".py" for line in lines}
    yield from (
        mutant for mutant in mutants([]) if mutant.path.name in files and mutant.change() in lines
    )


def main(words: list[str]) -> None:
    # Libraries that no mutant touches are imported once, before the processes fork.
    for name in ("attrs", "cattrs", "click", "hypothesis", "jsonschema_rs", "pluggy", "pytest"):
        import_module(name)
    chosen = list(survivors_of(Path(words[1])) if words[:1] == ["--again"] else mutants(words))
    waiting = iter(chosen)
    running: dict[int, Mutant] = {}
    survivors: list[Mutant] = []
    done = nothing = 0
    while True:
        while len(running) < PROCESSES and (mutant := next(waiting, None)) is not None:
            running[put_to_the_test(mutant)] = mutant
        if not running:
            break
        process, status = os.wait()
        mutant = running.pop(process)
        done += 1
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == NOTHING:
            nothing += 1
        elif status == SURVIVED:
            survivors.append(mutant)
            print(f"survived: {mutant.change()}", flush=True)
        if done % 50 == 0:
            print(f"{done} of {len(chosen)}, {len(survivors)} survived", flush=True)
    number = len(chosen) - nothing
    share = 1 - len(survivors) / max(number, 1)
    print(f"{number} mutants, {number - len(survivors)} killed ({share:.1%})")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Checks of parameters: limits and evidence that are never used, columns that do not exist."""

import ast
from collections.abc import Iterator
from dis import get_instructions
from inspect import getsource
from textwrap import dedent
from types import CodeType

from lever5_rules.core.text import did_you_mean
from lever5_rules.engine.needs import FactNeed, Need, OptionalNeed, TableNeed
from lever5_rules.engine.rules import Rule

from .concerns import Concern, Topic


def of_parameters(rule: Rule) -> Iterator[Concern]:
    """Yield a concern for each parameter that an element never uses: a limit that decides nothing,
    evidence that is not read."""
    for element in rule.elements:
        code = getattr(element.function, "__code__", None)
        if code is None:
            continue
        unused = _unused(code)
        parameters = zip(code.co_varnames, element.needs, strict=False)
        # A fact may end the element by itself, so that its result need not be used.
        for name in (
            name for name, need in parameters if name in unused and not isinstance(need, FactNeed)
        ):
            yield Concern(
                Topic.SOURCE,
                element.id,
                f"It asks for {name} and never uses it.",
                "Judge by it, or do not ask for it.",
            )


def _unused(code: CodeType) -> list[str]:
    parameters = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    used: set[str] = set(code.co_cellvars)
    for instruction in get_instructions(code):
        if instruction.opname.startswith("LOAD"):
            operands = (
                instruction.argval
                if isinstance(instruction.argval, tuple)
                else (instruction.argval,)
            )
            used.update(name for name in operands if isinstance(name, str))
    return [name for name in parameters if name not in used]


def of_columns(rule: Rule) -> Iterator[Concern]:
    """Check the columns that `where` and `tally` name as keywords, which no type checker sees.

    A wrong name fails only when the code runs; this check also covers code that the kit never runs.
    """
    for element in rule.elements:
        try:
            tree = ast.parse(dedent(getsource(element.function)))
        except (OSError, TypeError, SyntaxError):
            continue
        names = getattr(getattr(element.function, "__code__", None), "co_varnames", ())
        tables = {
            name: need.kind
            for name, need in zip(names, map(_without_option, element.needs), strict=False)
            if isinstance(need, TableNeed)
        }
        for call in ast.walk(tree):
            kind = tables.get(_records_of(call)) if isinstance(call, ast.Call) else None
            for keyword in call.keywords if isinstance(call, ast.Call) and kind else ():
                if kind and keyword.arg and keyword.arg not in kind.fields:
                    yield Concern(
                        Topic.SOURCE,
                        element.id,
                        f"It asks {kind.name} for a column {keyword.arg!r} that it has not."
                        f"{did_you_mean(keyword.arg, kind.fields)}",
                        "Name one of its columns.",
                    )


def _without_option(need: Need) -> Need:
    return need.need if isinstance(need, OptionalNeed) else need


def _records_of(call: ast.Call) -> str:
    """Return the parameter whose rows a call of `where` or `tally` selects, or an empty text."""
    function: ast.expr = call.func
    if not isinstance(function, ast.Attribute) or function.attr not in ("where", "tally"):
        return ""
    while isinstance(function, (ast.Attribute, ast.Call)):
        function = function.func if isinstance(function, ast.Call) else function.value
    return function.id if isinstance(function, ast.Name) else ""

"""Parameters of elements: what one asks for and never uses."""

from collections.abc import Iterator
from dis import get_instructions
from types import CodeType

from lever5_rules.engine.needs import FactNeed
from lever5_rules.engine.rules import Rule

from .concerns import Concern, Topic


def of_parameters(rule: Rule) -> Iterator[Concern]:
    """What elements ask for without a look at it: a limit that decides nothing, evidence that is
    not read."""
    for element in rule.elements:
        code = getattr(element.function, "__code__", None)
        if code is None:
            continue
        unused = _unused(code)
        asked = zip(code.co_varnames, element.needs, strict=False)
        # A fact may end the element by itself, so that its result need not be used.
        for name in (
            name for name, need in asked if name in unused and not isinstance(need, FactNeed)
        ):
            yield Concern(
                Topic.SOURCE,
                element.id,
                f"It asks for {name} and never uses it.",
                "Judge by it, or do not ask for it.",
            )


def _unused(code: CodeType) -> list[str]:
    asked = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    used: set[str] = set(code.co_cellvars)
    for one in get_instructions(code):
        if one.opname.startswith("LOAD"):
            named = one.argval if isinstance(one.argval, tuple) else (one.argval,)
            used.update(name for name in named if isinstance(name, str))
    return [name for name in asked if name not in used]

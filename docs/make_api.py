"""Writes the lower part of docs/api.md: every public name of the library, from its docstring.

    python docs/make_api.py

CI fails where the page is stale; the examples are run by tests/test_api.py.
"""

import enum
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from attrs import fields, has
from generated import cell, rewrite

import lever5_rules as l5

SECTIONS = {
    "Read and check": "load check OpenBundle Bundle Budgets Checker",
    "The report": "Report Finding ElementFinding Evidence KeyPractice Cause Problem",
    "Write and read back": "render write read_report",
    "Compare, plan, look ahead": "diff plan forecast history verify",
    "Convert and share": "convert pseudonymize",
    "Many districts": "survey Survey",
    "What is asked": "needs Need criteria CriterionEntry explain Explanation",
    "Rulesets": "Ruleset rulesets Limit Origin Waiver",
    "Words": "Outcome Reason Level Judges",
    "Plugins": "new_plugin check_plugin Isolation hookimpl",
    "Errors": "Lever5Error BundleError ReportError RuleError RulesetError UsageError",
}
"""Every public name but the version, in the order of the page."""
PARTS = {
    "findings.finding": "Accounting Lack NotApplicable RuleFailure BundleFile UnusedEvidence "
    "NotCounted WaiverState WaiverFile Baseline",
    "core.limits": "Switch",
    "reports.written": "Difference Forecast",
    "comparing.changes": "CriterionChange ElementChange FileChange LimitChange Moved",
    "reports.planning.plan": "Plan WorkItem Step",
    "comparing.forecast": "CriterionLapse ElementLapse WaiverEnd",
    "comparing.history": "History Trend Standing Practice",
    "comparing.verification": "Verification Unlike",
    "library.explanation": "ExplainedElement ExplainedLimit ExplainedKind ExplainedField",
    "library.plugin_list": "PluginEntry",
    "library.conversions": "Conversion PseudonymizedCopy",
    "surveying.results": "Progress NotJudged",
    "testing.conformance.check": "Conformance",
    "testing.conformance.concerns": "Concern",
}
"""The classes that are met in results and have no public name of their own, by their module."""
INTERNAL = frozenset({"artifacts", "of", "loaded"})
"""Members that serve the library itself."""
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_MODULES = re.compile(r"\b(?:[a-z_0-9]+\.)+(?=[A-Z])")


def main() -> None:
    rewrite("api.md", "make_api.py", page())


def page() -> Iterator[str]:
    named = [name for names in SECTIONS.values() for name in names.split()]
    lacking = {name for name in l5.__all__ if name != "__version__"} ^ set(named)
    if lacking or len(named) != len(set(named)):
        raise ValueError(f"SECTIONS must have every public name once: {sorted(lacking)}")
    first = True
    for title, names in SECTIONS.items():
        yield from ((f"## {title}",) if first else ("", f"## {title}"))
        first = False
        for name in names.split():
            yield from ("", f"### {name}", "")
            yield from described(name, getattr(l5, name))
    yield from ("", "## What results are made of", "")
    yield "You meet these in results, and need not import them."
    for module, names in PARTS.items():
        for name in names.split():
            yield from ("", f"### {name}", "")
            yield from described(name, getattr(import_module(f"lever5_rules.{module}"), name))


def described(name: str, held: Any) -> Iterator[str]:
    if inspect.isfunction(held):
        yield from signature(f"l5.{name}", held)
        yield ""
        yield from docstring(held)
    elif not inspect.isclass(held):
        yield "Marks a function of a plugin as a hook: see [Plugins](plugins.md)."
    elif issubclass(held, enum.Enum):
        yield from docstring(held)
        yield from ("", ", ".join(f"`{one.name}` ({one.value})" for one in held) + ".")
    else:
        yield from docstring(held)
        yield from attributes(held)
        for inner, member in methods(held):
            yield from ("", f"**{name}.{inner}**", "")
            yield from signature(f"{name}.{inner}", member)
            yield ""
            yield from docstring(member)


def signature(name: str, function: Any) -> Iterator[str]:
    """The call, an argument a line where it is long."""
    held = inspect.signature(function)
    plain = [
        one.replace(annotation=inspect.Parameter.empty)
        for one in held.parameters.values()
        if one.name not in ("self", "cls")
    ]
    bare = held.replace(parameters=plain, return_annotation=inspect.Signature.empty)
    result = type_of(held.return_annotation)
    call = f"{name}{_ADDRESS.sub('', str(bare))} -> {result}"
    yield "```python"
    if len(call) <= 96:
        yield call
    else:
        yield f"{name}("
        named = [one for one in plain if one.kind is inspect.Parameter.KEYWORD_ONLY]
        for one in plain:
            if named and one is named[0]:
                yield "    *,"
            yield f"    {_ADDRESS.sub('', str(one))},"
        yield f") -> {result}"
    yield "```"


def docstring(held: Any) -> Iterator[str]:
    """The docstring, its example as code."""
    text = inspect.getdoc(held)
    if not text:
        raise ValueError(f"{held} has no docstring")
    prose, mark, example = text.partition("\n\n>>> ")
    yield prose
    if mark:
        yield from ("", "```pycon", f">>> {example}", "```")


def attributes(cls: type) -> Iterator[str]:
    rows = [(one.name, type_of(one.type)) for one in fields(cls)] if has(cls) else []
    for name, member in members(cls):
        if isinstance(member, property):
            made = inspect.signature(member.fget).return_annotation  # type: ignore[arg-type]
            rows.append((name, f"{type_of(made)}. {first_sentence(member)}"))
        elif hasattr(member, "func"):
            made = inspect.signature(member.func).return_annotation
            rows.append((name, f"{type_of(made)}. {first_sentence(member)}"))
    if rows:
        yield from ("", "| attribute | what it is |", "| --- | --- |")
        for name, words in rows:
            held, _, told = words.partition(". ")
            yield f"| `{name}` | `{cell(held)}`{' ' + cell(told) if told else ''} |"


def methods(cls: type) -> Iterator[tuple[str, Any]]:
    for name, member in members(cls):
        if inspect.isfunction(member):
            yield name, member
        elif isinstance(member, classmethod):
            yield name, member.__func__


def members(cls: type) -> Iterator[tuple[str, Any]]:
    """What a class has of its own and of the classes of ours that it adds to."""
    if issubclass(cls, BaseException):
        return
    seen: dict[str, Any] = {}
    for one in reversed(cls.__mro__):
        if one.__module__.startswith("lever5_rules"):
            seen |= vars(one)
    for name, member in seen.items():
        shown = not name.startswith("_") and name not in INTERNAL
        if shown and getattr(member, "__doc__", None) and not isinstance(member, type):
            yield name, member


def first_sentence(held: Any) -> str:
    text = " ".join((inspect.getdoc(held) or "").split())
    return text.partition(". ")[0].rstrip(".") + "."


def type_of(held: Any) -> str:
    """A type as it is written, without the modules that it comes from."""
    if held is inspect.Signature.empty:
        return "None"
    if held is None or held is type(None):
        return "None"
    text = held if isinstance(held, str) else inspect.formatannotation(held)
    return _MODULES.sub("", text).replace("'", "").replace('"', "")


if __name__ == "__main__":
    main()

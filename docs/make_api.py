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


def described(name: str, value: Any) -> Iterator[str]:
    if inspect.isfunction(value):
        yield from signature(f"l5.{name}", value)
        yield ""
        yield from docstring(value)
    elif not inspect.isclass(value):
        yield "Marks a function of a plugin as a hook: see [Plugins](plugins.md)."
    elif issubclass(value, enum.Enum):
        yield from docstring(value)
        yield from ("", ", ".join(f"`{choice.name}` ({choice.value})" for choice in value) + ".")
    else:
        yield from docstring(value)
        yield from attributes(value)
        for inner, member in methods(value):
            yield from ("", f"**{name}.{inner}**", "")
            yield from signature(f"{name}.{inner}", member)
            yield ""
            yield from docstring(member)


def signature(name: str, function: Any) -> Iterator[str]:
    """The call, an argument a line where it is long."""
    parsed = inspect.signature(function)
    plain = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in parsed.parameters.values()
        if parameter.name not in ("self", "cls")
    ]
    bare = parsed.replace(parameters=plain, return_annotation=inspect.Signature.empty)
    result = type_of(parsed.return_annotation)
    call = f"{name}{_ADDRESS.sub('', str(bare))} -> {result}"
    yield "```python"
    if len(call) <= 96:
        yield call
    else:
        yield f"{name}("
        named = [
            parameter for parameter in plain if parameter.kind is inspect.Parameter.KEYWORD_ONLY
        ]
        for parameter in plain:
            if named and parameter is named[0]:
                yield "    *,"
            yield f"    {_ADDRESS.sub('', str(parameter))},"
        yield f") -> {result}"
    yield "```"


def docstring(thing: Any) -> Iterator[str]:
    """The docstring, its example as code."""
    text = inspect.getdoc(thing)
    if not text:
        raise ValueError(f"{thing} has no docstring")
    prose, mark, example = text.partition("\n\n>>> ")
    yield prose
    if mark:
        yield from ("", "```pycon", f">>> {example}", "```")


def attributes(cls: type) -> Iterator[str]:
    rows = (
        [(attribute.name, type_of(attribute.type)) for attribute in fields(cls)] if has(cls) else []
    )
    for name, member in members(cls):
        if isinstance(member, property):
            annotation = inspect.signature(member.fget).return_annotation  # type: ignore[arg-type]
            rows.append((name, f"{type_of(annotation)}. {first_sentence(member)}"))
        elif hasattr(member, "func"):
            annotation = inspect.signature(member.func).return_annotation
            rows.append((name, f"{type_of(annotation)}. {first_sentence(member)}"))
    if rows:
        yield from ("", "| attribute | what it is |", "| --- | --- |")
        for name, words in rows:
            lead, _, text = words.partition(". ")
            yield f"| `{name}` | `{cell(lead)}`{' ' + cell(text) if text else ''} |"


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
    for base in reversed(cls.__mro__):
        if base.__module__.startswith("lever5_rules"):
            seen |= vars(base)
    for name, member in seen.items():
        shown = not name.startswith("_") and name not in INTERNAL
        if shown and getattr(member, "__doc__", None) and not isinstance(member, type):
            yield name, member


def first_sentence(thing: Any) -> str:
    text = " ".join((inspect.getdoc(thing) or "").split())
    return text.partition(". ")[0].rstrip(".") + "."


def type_of(hint: Any) -> str:
    """A type as it is written, without the modules that it comes from."""
    if hint is inspect.Signature.empty:
        return "None"
    if hint is None or hint is type(None):
        return "None"
    text = hint if isinstance(hint, str) else inspect.formatannotation(hint)
    return _MODULES.sub("", text).replace("'", "").replace('"', "")


if __name__ == "__main__":
    main()

"""What users and plugins rely on is still there. Hooks and names are only ever added.

    python tests/test_public_api.py

writes the snapshot anew; what it loses is a break, which needs a new version of the interface.
"""

import enum
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import fields, has

import lever5_rules as l5
from lever5_rules import authoring, plugins, testing
from lever5_rules.plugins import hooks

GOLDEN = Path(__file__).with_name("golden") / "public_api.txt"
MODULES = (
    "lever5_rules",
    "lever5_rules.authoring",
    "lever5_rules.plugins",
    "lever5_rules.testing",
    "lever5_pytest",
)
_OBJECT = re.compile(r"<[^<>]* at 0x[0-9a-f]+>|<object object[^>]*>|District\(\d+ kinds\)")


def api() -> list[str]:
    """One line for each public name, with its signature."""
    lines = []
    for module in MODULES:
        content = importlib.import_module(module)
        public = getattr(content, "__all__", None) or _fixtures(content)
        for name in sorted(public):
            lines += [f"{module}.{line}" for line in described(name, getattr(content, name))]
    lines.append(f"hooks.API_VERSIONS = {hooks.API_VERSIONS}")
    for name, hook in vars(hooks.Hooks).items():
        if name.startswith("lever5_"):
            lines.append(f"hooks.{name}{_signature(hook)}")
    lines += [f"hooks.Sample.{name}" for name in hooks.Sample.__annotations__]
    return lines


def _fixtures(module: Any) -> list[str]:
    return [name for name in vars(module) if name.startswith(("lever5_", "sample_"))]


def described(name: str, value: Any) -> Iterator[str]:
    if not getattr(value, "__module__", "").startswith("lever5"):
        yield name  # what others have made differs by their version
    elif inspect.isclass(value):
        yield f"{name}{_bases(value)}"
        if issubclass(value, enum.Enum):
            yield from (f"{name}.{member.name} = {member.value!r}" for member in value)
        elif has(value):
            yield from (f"{name}.{member.name}" for member in fields(value))
        elif not issubclass(value, BaseException):
            yield f"{name}{_signature(value)}"
        for inner, member in sorted(_members(value).items()):
            if inner.startswith("_") or issubclass(value, enum.Enum):
                continue
            if inspect.isfunction(member):
                yield f"{name}.{inner}{_signature(member)}"
            elif isinstance(member, (classmethod, staticmethod)):
                yield f"{name}.{inner}{_signature(member.__func__)}"
            elif isinstance(member, property) or hasattr(member, "func"):
                yield f"{name}.{inner}"
    elif inspect.isfunction(value):
        yield f"{name}{_signature(value)}"
    else:
        yield name


def _members(cls: type) -> dict[str, Any]:
    """What a class has of its own and by the class of the same name that it adds to."""
    members = _members(cls.__base__) if _adds(cls) and cls.__base__ else {}
    return {**members, **vars(cls)}


def _adds(cls: type) -> bool:
    """Whether a class only adds to one of the same name, such as the report with its formats."""
    return cls.__base__ is not None and cls.__base__.__name__ == cls.__name__


def _bases(cls: type) -> str:
    if _adds(cls) and cls.__base__ is not None:
        return _bases(cls.__base__)
    if cls.__module__.startswith("lever5"):
        return f"({', '.join(base.__name__ for base in cls.__bases__)})"
    return ""


def _signature(value: Any) -> str:
    try:
        signature = inspect.signature(value)
    except (TypeError, ValueError):
        return "(...)"
    shown = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in signature.parameters.values()
    ]
    bare = signature.replace(parameters=shown, return_annotation=inspect.Signature.empty)
    return _OBJECT.sub("...", str(bare))


def kept() -> list[str]:
    return GOLDEN.read_text(encoding="utf-8").splitlines()


def test_nothing_that_was_public_has_gone_or_changed() -> None:
    assert [line for line in kept() if line not in set(api())] == []


def test_what_is_new_was_taken_over() -> None:
    new = [line for line in api() if line not in set(kept())]
    assert new == [], "Run: python tests/test_public_api.py"


WITHOUT_WORDS = {
    *("Annotated", "Adversary", "Matrix", "Expectation"),
    *("Campus", "Citation", "Document", "DocumentReference", "Records", "Row"),
}
"""What holds no result, and artifacts: their values may identify people."""


def test_what_users_and_authors_hold_is_shown_in_words() -> None:
    modules = (l5, authoring, plugins, testing)
    classes = {
        value
        for module in modules
        for value in (getattr(module, name) for name in module.__all__)
        if inspect.isclass(value) and value.__name__ not in WITHOUT_WORDS
    }
    assert {cls.__name__ for cls in classes if cls.__repr__ is object.__repr__} == set()
    bundle = l5.Bundle.from_mapping({"meeting_log.csv": "meeting_id,date"})
    assert repr(bundle) == "Bundle(1 file)"
    assert bundle == l5.Bundle.from_mapping({"meeting_log.csv": "meeting_id,date"})
    assert bundle != l5.Bundle.from_mapping({"meeting_log.csv": "meeting_id"})


def test_each_hook_is_said_in_one_sentence() -> None:
    for name, hook in vars(hooks.Hooks).items():
        if name.startswith("lever5_"):
            text = inspect.getdoc(hook) or ""
            assert text.count("\n\n") == 0, name
            assert text.endswith("."), name
            assert text.rstrip(".").count(". ") == 0, name


def test_the_built_in_plugin_has_no_hook_but_the_public_ones() -> None:
    from lever5_rules.plugins import builtin

    own = {name for name in vars(builtin) if name.startswith("lever5_")}
    public = {name for name in vars(hooks.Hooks) if name.startswith("lever5_")}
    assert own - {"lever5_rules"} <= public
    assert builtin.LEVER5_API in hooks.API_VERSIONS


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(api()) + "\n", encoding="utf-8")
    print(f"Wrote {GOLDEN.name}.")

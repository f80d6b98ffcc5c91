"""The catalogue of Lever 5, read from `catalogue.toml` beside this module."""

from functools import cache
from pathlib import Path

import tomli
from attrs import frozen

from lever5_rules.core.values import by_value


@by_value("id", "title")
@frozen(eq=False, repr=False, slots=False)
class Practice:
    """A key practice, such as 5.2.4."""

    id: str
    title: str


@by_value("id", "title")
@frozen(eq=False, repr=False, slots=False)
class Criterion:
    """A success criterion; `parts` are the items that the framework itself letters."""

    id: str
    key_practice: str
    title: str
    requirement: str
    parts: tuple[tuple[str, str], ...] = ()


@frozen(eq=False, repr=False, slots=False)
class Framework:
    """The framework: `id` marks exports (`EDF-5.2.4-3`); `actions` are the titles of the essential
    actions, which are ours."""

    id: str
    lever: str
    title: str
    version: str
    practices: dict[str, Practice]
    criteria: dict[str, Criterion]
    actions: dict[str, str]


@cache
def framework() -> Framework:
    """Return Lever 5 of the Texas Effective District Framework."""
    data = tomli.loads(Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8"))
    return Framework(
        id=data["framework"],
        lever=data["lever"],
        title=data["title"],
        version=data["version"],
        practices={
            practice["id"]: Practice(practice["id"], practice["title"])
            for practice in data["key_practices"]
        },
        criteria={
            criterion["id"]: Criterion(
                criterion["id"],
                criterion["key_practice"],
                criterion["title"],
                criterion["requirement"],
                tuple((part["id"], part["text"]) for part in criterion.get("parts", ())),
            )
            for criterion in data["criteria"]
        },
        actions=data["essential_actions"],
    )

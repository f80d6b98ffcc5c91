"""Check that a plugin offers something."""

from collections.abc import Iterator

from attrs import fields

from lever5_rules.core.text import listing
from lever5_rules.plugins.hooks import PROJECT, Hooks
from lever5_rules.plugins.loaded import Additions

from .concerns import Concern, Topic
from .subject import Subject

HOOKS = tuple(name for name in vars(Hooks) if name.startswith(f"{PROJECT}_"))


def of_offers(subject: Subject) -> Iterator[Concern]:
    """Check that each plugin provides anything at all."""
    for plugin in subject.plugins:
        additions = subject.loaded.additions.get(plugin.__name__)
        if additions is None or not _offers(additions):
            yield Concern(
                Topic.LOADING,
                plugin.__name__,
                "It offers nothing: no rule, kind, ruleset, reader, mapping or format.",
                f"Return something from one of {listing(HOOKS, most=len(HOOKS))}, marked with "
                "@hookimpl; `lever5 plugins new NAME` makes a plugin to begin with.",
            )


def _offers(additions: Additions) -> bool:
    names = (attribute.name for attribute in fields(Additions) if attribute.name != "origin")
    return any(getattr(additions, name) for name in names)

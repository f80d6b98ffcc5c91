"""Quotes: what their words say of figures, of what binds whom, and of where the rest stands.

A report is read without any of this, so each module is imported when a name of it is first used.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .deferrals import is_left_open, is_to_come
    from .denials import denial
    from .effective_dates import begins_later
    from .exclusions import exclusion
    from .figures import Figure, figures_that_differ, said_of
    from .hedges import freedom, hedge, limitation, openness
    from .lookup import Found, Lookup
    from .plain_text import length_in_words
    from .possibilities import without_possibilities
    from .references import is_a_place, is_title, refers_elsewhere

_MODULES = {
    "Figure": "figures",
    "Found": "lookup",
    "Lookup": "lookup",
    "begins_later": "effective_dates",
    "denial": "denials",
    "exclusion": "exclusions",
    "figures_that_differ": "figures",
    "freedom": "hedges",
    "hedge": "hedges",
    "is_a_place": "references",
    "is_left_open": "deferrals",
    "is_title": "references",
    "is_to_come": "deferrals",
    "length_in_words": "plain_text",
    "limitation": "hedges",
    "openness": "hedges",
    "refers_elsewhere": "references",
    "said_of": "figures",
    "without_possibilities": "possibilities",
}

__all__ = [
    "Figure",
    "Found",
    "Lookup",
    "begins_later",
    "denial",
    "exclusion",
    "figures_that_differ",
    "freedom",
    "hedge",
    "is_a_place",
    "is_left_open",
    "is_title",
    "is_to_come",
    "length_in_words",
    "limitation",
    "openness",
    "refers_elsewhere",
    "said_of",
    "without_possibilities",
]


def __getattr__(name: str) -> "Any":
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_MODULES[name]}", __name__), name)

"""Docstrings as they stand in the source, for what a rule or kind says of itself.

`python -OO` strips them from programs, and a rule without its requirement would be none.
"""

import ast
import inspect
import sys
from textwrap import dedent
from typing import Any

STRIPPED = 2
"""The level of optimization at which Python strips docstrings."""


def docstring_of(thing: Any) -> str:
    """The docstring of a function or class, or nothing where it has none."""
    held: str | None = thing.__doc__
    if held is not None or sys.flags.optimize < STRIPPED:
        return held or ""
    try:
        tree = ast.parse(dedent(inspect.getsource(thing)))
    except (OSError, TypeError, SyntaxError):  # it was made without a file
        return ""
    node = tree.body[0] if tree.body else None
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return ast.get_docstring(node) or ""
    return ""

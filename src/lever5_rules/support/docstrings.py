"""Docstrings of rules and kinds, read from the source if necessary.

`python -OO` strips docstrings, but a rule's docstring is its requirement and must stay available.
"""

import ast
import inspect
import sys
from textwrap import dedent
from typing import Any

STRIPPED = 2
"""The optimization level at which Python strips docstrings."""


def docstring_of(thing: Any) -> str:
    """Return the docstring of a function or class, or an empty text if it has none."""
    doc: str | None = thing.__doc__
    if doc is not None or sys.flags.optimize < STRIPPED:
        return doc or ""
    try:
        tree = ast.parse(dedent(inspect.getsource(thing)))
    except (OSError, TypeError, SyntaxError):  # defined without a source file
        return ""
    node = tree.body[0] if tree.body else None
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return ast.get_docstring(node) or ""
    return ""

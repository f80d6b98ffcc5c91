"""Data as JSON text, indented. `json.dumps` takes five times as long for that, since only what is
not indented is written by its encoder in C."""

import re
from functools import lru_cache
from json.encoder import encode_basestring as quoted

from lever5_rules.core.text import CONTROL, DIRECTION

_ESCAPED = re.compile(f"{CONTROL.pattern}|{DIRECTION.pattern}|(?<=#)#(?=\\[)")
"""What a reader would not see, and `##[`, which is a command in the log of a workflow."""


def written(data: object) -> str:
    """Dicts, lists, texts, numbers and None as JSON text with a line end, of which nothing drives
    a terminal or the log of a workflow."""
    parts: list[str] = []
    _put(data, "\n", parts)
    parts.append("\n")
    return "".join(parts)


def _put(value: object, line: str, parts: list[str]) -> None:
    """Adds a value to the parts; `line` begins a line as deep as the value stands."""
    if isinstance(value, str):
        parts.append(_text(value))
    elif value is None:
        parts.append("null")
    elif isinstance(value, bool):
        parts.append("true" if value else "false")
    elif isinstance(value, int):
        parts.append(int.__repr__(value))
    elif isinstance(value, float):
        parts.append(float.__repr__(value))
    elif isinstance(value, dict):
        before = "{"
        for key, held in value.items():
            parts.append(f"{before}{line}  {_text(key)}: ")
            _put(held, f"{line}  ", parts)
            before = ","
        parts.append(f"{line}}}" if value else "{}")
    elif isinstance(value, (list, tuple)):
        before = "["
        for held in value:
            parts.append(f"{before}{line}  ")
            _put(held, f"{line}  ", parts)
            before = ","
        parts.append(f"{line}]" if value else "[]")
    else:
        raise TypeError(f"{type(value).__name__} is no part of JSON")


@lru_cache(maxsize=1 << 12)
def _text(text: str) -> str:
    """A text in quotation marks; keys, files and words stand in a report a hundred times."""
    held = quoted(text)
    if text.isprintable() and "##[" not in text:
        return held
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", held)

"""Data as indented JSON text.

`json.dumps` with indentation takes five times as long, because its C encoder writes only compact
JSON.
"""

import re
from functools import lru_cache
from json.encoder import encode_basestring as quoted

from lever5_rules.core.text import CONTROL, DIRECTION

_ESCAPED = re.compile(f"{CONTROL.pattern}|{DIRECTION.pattern}|(?<=#)#(?=\\[)")
"""Invisible characters, and `##[`, which is a command in the log of a workflow."""


def written(data: object) -> str:
    """Return dicts, lists, texts, numbers and None as JSON text with a final line end.

    The text is escaped so that it cannot control a terminal or the log of a workflow.
    """
    parts: list[str] = []
    _append_value(data, "\n", parts)
    parts.append("\n")
    return "".join(parts)


def _append_value(value: object, line: str, parts: list[str]) -> None:
    """Append a value to `parts`; `line` is the line end with the indentation of the value."""
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
        for key, item in value.items():
            parts.append(f"{before}{line}  {_text(key)}: ")
            _append_value(item, f"{line}  ", parts)
            before = ","
        parts.append(f"{line}}}" if value else "{}")
    elif isinstance(value, (list, tuple)):
        before = "["
        for item in value:
            parts.append(f"{before}{line}  ")
            _append_value(item, f"{line}  ", parts)
            before = ","
        parts.append(f"{line}]" if value else "[]")
    else:
        raise TypeError(f"{type(value).__name__} is not part of JSON")


@lru_cache(maxsize=1 << 12)
def _text(text: str) -> str:
    """Return a text in quotation marks; cached, because the same texts recur in a report."""
    json = quoted(text)
    if text.isprintable() and "##[" not in text:
        return json
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json)

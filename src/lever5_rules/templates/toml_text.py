"""TOML output."""

import json
from collections.abc import Iterator, Mapping
from typing import Any


def toml_text(data: Mapping[str, Any]) -> str:
    """Return a document as TOML. Raises TypeError for values that TOML cannot express."""
    return "\n".join(_table(data, ())).strip("\n") + "\n"


def _table(data: Mapping[str, Any], at: tuple[str, ...]) -> Iterator[str]:
    below = {}
    for key, value in data.items():
        if isinstance(value, Mapping) or (_are_tables(value) and value):
            below[key] = value
        else:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in below.items():
        inner = (*at, _key(key))
        if isinstance(value, Mapping):
            yield f"\n[{'.'.join(inner)}]"
            yield from _table(value, inner)
            continue
        for item in value:
            yield f"\n[[{'.'.join(inner)}]]"
            yield from _table(item, inner)


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(key)} = {_value(item)}' for key, item in value.items())}}}"
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise TypeError(f"{type(value).__name__} has no form in TOML")


def _key(key: str) -> str:
    plain = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if plain else _value(key)

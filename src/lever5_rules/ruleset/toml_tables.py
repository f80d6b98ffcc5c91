"""Strict reading of TOML for rulesets and waiver files; every error names its place."""

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import tomli

from lever5_rules.core.errors import RulesetError
from lever5_rules.core.frozen_map import FrozenMap
from lever5_rules.core.text import clipped, did_you_mean
from lever5_rules.support.input_files import read_plain

NO_OTHERS: Mapping[str, str] = FrozenMap()
LARGEST = 4 << 20
"""The largest ruleset or waiver file that is read, in bytes; the default ruleset has a fiftieth."""


def read_toml(path: Path, what: str) -> tuple[dict[str, Any], str]:
    try:
        content = read_plain(path, LARGEST)
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        return tomli.loads(text), sha256(content).hexdigest()
    except OSError as error:
        raise RulesetError(f"The {what} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise RulesetError(f"The {what} is not UTF-8 text.") from None
    except (tomli.TOMLDecodeError, RecursionError) as error:
        raise RulesetError(f"The {what} is not valid TOML: {clipped(str(error), 160)}") from None
    except ValueError:  # the only one that the parser leaves to Python
        raise RulesetError(f"The {what} has a number of thousands of digits.") from None


def tables_of(data: dict[str, Any], section: str, where: str) -> dict[str, dict[str, Any]]:
    value = data.get(section, {})
    if not isinstance(value, dict) or not all(isinstance(item, dict) for item in value.values()):
        raise RulesetError(f'{where}: write each of {section} under [{section}."NAME"].')
    return value


def known_only(
    body: dict[str, Any], keys: Iterable[str], at: str, also: Mapping[str, str] = NO_OTHERS
) -> None:
    """Raise RulesetError for unknown keys; `also` maps what people may write to the key meant."""
    allowed = frozenset(keys)
    odd = [
        f"{clipped(key, 40)!r} is not known.{_meant(key, allowed, also)}"
        for key in body
        if key not in allowed
    ]
    if odd:
        raise RulesetError(f"{at}: {' '.join(odd)}")


def _meant(key: str, allowed: Collection[str], also: Mapping[str, str]) -> str:
    return f" Did you mean {also[key]}?" if key in also else did_you_mean(key, allowed)


def texts_of(data: dict[str, Any], key: str, at: str, what: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RulesetError(f"{at}: {key} must be a list of {what}.")
    return tuple(value)


def text_of(body: dict[str, Any], key: str, at: str) -> str:
    value = body.get(key)
    if isinstance(value, str) and value.strip():
        return " ".join(value.split())
    raise RulesetError(f"{at}: {key} must be given, as text.")

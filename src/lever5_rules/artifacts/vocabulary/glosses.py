"""One-line explanations of the words of the vocabularies, from `glosses.toml`."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

import tomli

from lever5_rules.core.synonyms import vocabulary_name


def glosses_of(vocabulary: type[StrEnum]) -> Mapping[str, str]:
    """Return the words of a vocabulary with their meanings, which are empty for one of a plugin."""
    shipped = vocabulary.__module__.startswith(__package__ + ".")
    return _read_glosses().get(vocabulary_name(vocabulary), {}) if shipped else {}


@cache
def _read_glosses() -> Mapping[str, Mapping[str, str]]:
    text = files(__package__).joinpath("glosses.toml").read_text(encoding="utf-8")
    glosses: Mapping[str, Mapping[str, str]] = tomli.loads(text)
    return glosses

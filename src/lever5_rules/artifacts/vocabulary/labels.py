"""Labels: the everyday names of the codes of kinds, fields and vocabularies, from `labels.toml`."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import tomli

_CODE = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+"
_BEFORE, _AFTER = r"(?<![\w/.\-'\"`\[=])", r"(?![\w/!'\"`\]\-=(]|\.[a-z])"
_PATH = re.compile(rf"{_BEFORE}([a-z_]+)\[(\d+)\]\.([a-z_]+){_AFTER}")
_WHOSE = re.compile(rf"\bwith ({_CODE}) = ({_CODE}){_AFTER}")


def label_of(code: str) -> str:
    """Return the everyday name of a code: `teacher_leader` is a department chair."""
    labels = _labels()
    if code in labels["whole"]:
        return labels["whole"][code]
    return " ".join(labels["parts"].get(part, part) for part in code.split("_"))


@lru_cache(maxsize=1 << 11)
def in_words(text: str) -> str:
    """Return a sentence with words for its codes; files, places and quoted text stay as they
    are."""
    text = _WHOSE.sub(lambda at: f"for {label_of(at[2])}", text)
    text = _PATH.sub(lambda at: f"{label_of(at[3])} of {label_of(at[1])} no. {at[2]}", text)
    text = _codes().sub(lambda at: label_of(at[0]), text)
    return _spoken_words().sub(lambda at: f"{_labels()['spoken'][at[1]]}{at[2]}", text)


@cache
def _codes() -> re.Pattern[str]:
    """Return a pattern for texts that can only be codes: with underscores, or abbreviations."""
    tables = (_labels()["whole"], _labels()["parts"])
    short = sorted({code for table in tables for code in table if "_" not in code})
    return re.compile(rf"{_BEFORE}(?:{_CODE}|{'|'.join(short)}){_AFTER}")


@cache
def _spoken_words() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(_labels()['spoken'])})(s?)\b")


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    text = Path(__file__).with_name("labels.toml").read_text(encoding="utf-8")
    labels: Mapping[str, Mapping[str, str]] = tomli.loads(text)
    return labels

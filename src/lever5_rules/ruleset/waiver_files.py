"""Reading of waivers, from a ruleset or from a separate file."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from attrs import evolve

from lever5_rules.core.errors import RulesetError
from lever5_rules.core.limits import Waiver
from lever5_rules.core.text import clipped, did_you_mean
from lever5_rules.findings.finding import WaiverFile

from .names import Names
from .toml_tables import known_only, read_toml, text_of

_WAIVER_KEYS = ("target", "reason", "approver_role", "expires")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def load_waivers(path: str | Path, names: Names) -> tuple[tuple[Waiver, ...], WaiverFile]:
    """Return the waivers of a waiver file. Raises RulesetError if one is invalid."""
    file = Path(path)
    data, digest = read_toml(file, f"waiver file {path}")
    unknown = sorted(data.keys() - {"waivers"})
    if unknown:
        raise RulesetError(f"{path}: {clipped(unknown[0], 40)!r} is not known; write [[waivers]].")
    found = waivers_of(data.get("waivers"), str(path), names)
    return tuple(evolve(one, origin=file.name) for one in found), WaiverFile(file.name, digest)


def waivers_of(value: Any, where: str, names: Names) -> tuple[Waiver, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise RulesetError(f"{where}: write each waiver under [[waivers]].")
    found = []
    for number, body in enumerate(value, start=1):
        at = f"{where}: waiver {number}"
        known_only(body, frozenset(_WAIVER_KEYS), at)
        target = text_of(body, "target", at)
        if target not in names.targets():
            raise RulesetError(
                f"{at}: {clipped(target, 60)!r} is no criterion or element."
                f"{did_you_mean(target, names.targets())}"
            )
        found.append(
            Waiver(
                target,
                text_of(body, "reason", at),
                text_of(body, "approver_role", at),
                _day(body.get("expires"), at),
                where,
            )
        )
    return tuple(found)


def _day(value: Any, at: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    said = "is not given" if value is None else f"is {clipped(str(value), 40)!r}"
    raise RulesetError(f"{at}: expires {said}; write the last day of the waiver as 2026-12-31.")

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

from .faults import Faults
from .free_texts import free_text_of, role_of
from .names import Names
from .toml_tables import known_only, read_toml, text_of

_WAIVER_KEYS = ("target", "reason", "approver_role", "expires")
_ALSO_CALLED = {
    "criterion": "target",
    "element": "target",
    "id": "target",
    "approver": "approver_role",
    "approved_by": "approver_role",
    "until": "expires",
    "expiry": "expires",
    "why": "reason",
}
"""What people write for the keys of a waiver."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def load_waivers(path: str | Path, names: Names) -> tuple[tuple[Waiver, ...], WaiverFile]:
    """Return the waivers of a waiver file. Raises RulesetError if one is invalid."""
    file = Path(path)
    data, digest = read_toml(file, f"waiver file {path}")
    unknown = sorted(data.keys() - {"waivers"})
    if unknown:
        raise RulesetError(f"{path}: {clipped(unknown[0], 40)!r} is not known; write [[waivers]].")
    faults = Faults(str(path))
    waivers = waivers_of(data.get("waivers"), str(path), names, faults)
    faults.tell()
    return tuple(evolve(waiver, origin=file.name) for waiver in waivers), WaiverFile(
        file.name, digest
    )


def waivers_of(value: Any, where: str, names: Names, faults: Faults) -> tuple[Waiver, ...]:
    """Return the valid waivers of a file; faults are recorded."""
    if value is None:
        return ()
    tables = faults.of(_tables, value, where) or []
    waivers = (
        _waiver(body, f"{where}: waiver {number}", where, names, faults)
        for number, body in enumerate(tables, start=1)
    )
    return tuple(waiver for waiver in waivers if waiver is not None)


def _tables(value: Any, where: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise RulesetError(f"{where}: write each waiver under [[waivers]].")
    return value


def _waiver(
    body: dict[str, Any], at: str, where: str, names: Names, faults: Faults
) -> Waiver | None:
    faults.of(known_only, body, _WAIVER_KEYS, at, _ALSO_CALLED)
    target = faults.of(_target, body, at, names)
    reason = faults.of(free_text_of, body, "reason", at)
    role = faults.of(role_of, body, "approver_role", at)
    day = faults.of(_day, body.get("expires"), at)
    if target is None or reason is None or role is None or day is None:
        return None
    return Waiver(target, reason, role, day, where)


def _target(body: dict[str, Any], at: str, names: Names) -> str:
    target = text_of(body, "target", at)
    if target not in names.targets():
        raise RulesetError(
            f"{at}: {clipped(target, 60)!r} is not a criterion or element."
            f"{did_you_mean(target, names.targets())}"
        )
    return target


def _day(value: Any, at: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    text = "is not given" if value is None else f"is {clipped(str(value), 40)!r}"
    raise RulesetError(f"{at}: expires {text}; write the last day of the waiver as 2026-12-31.")

"""The evidence to collect before a check, as data."""

from collections.abc import Sequence

from attrs import frozen

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.checking import selection
from lever5_rules.core.limits import Ruleset
from lever5_rules.core.values import by_value
from lever5_rules.plugins.loaded import Loaded

PROFILE = "district_profile"


@by_value("office", "kind", "criteria")
@frozen(eq=False, repr=False, slots=False)
class Need:
    """One kind of evidence to collect.

    `office` is who usually holds it, `file` its usual name in a bundle. `evidence` is what it can
    show: denominator (what everything is measured against), document, schedule or record.
    `criteria` are the ids of those that read it.

    >>> need = l5.needs("5.2.4-3")[0]
    >>> need.kind, need.file, need.criteria
    ('district_profile', 'district.toml', ('5.2.4-3',))
    """

    office: str
    kind: str
    file: str
    evidence: str
    meaning: str
    criteria: tuple[str, ...]


def needs_of(
    loaded: Loaded, ruleset: Ruleset, select: str | Sequence[str], ignore: str | Sequence[str]
) -> tuple[Need, ...]:
    """Return what the selected criteria read, by office; in each, what serves most criteria
    first."""
    kinds: dict[str, KindInfo] = {PROFILE: loaded.kinds[PROFILE]}
    serves: dict[str, dict[str, None]] = {PROFILE: {}}
    for name in selection(loaded, ruleset, select, ignore):
        if name not in loaded.rules:
            continue
        for element in loaded.rules[name][0].elements:
            switch = ruleset.switches.get(element.id)
            if switch is not None and not switch.enabled:
                continue
            for kind in element.kinds:
                kinds[kind.name] = kind
                serves.setdefault(kind.name, {})[name] = None
    offices: dict[str, list[KindInfo]] = {}
    for kind in sorted(kinds.values(), key=lambda kind: -len(serves[kind.name])):
        offices.setdefault(kind.office, []).append(kind)
    return tuple(
        Need(
            office,
            kind.name,
            kind.usual_file,
            kind.family.value,
            kind.meaning,
            tuple(serves[kind.name]),
        )
        for office, kinds_there in offices.items()
        for kind in kinds_there
    )

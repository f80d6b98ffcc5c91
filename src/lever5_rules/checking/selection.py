"""The selection of criteria, from the arguments, the ruleset and the plugins."""

from collections.abc import Iterable, Mapping, Sequence

from lever5_rules.core.errors import RulesetError, UsageError
from lever5_rules.core.limits import Ruleset
from lever5_rules.core.text import clipped, did_you_mean, listing
from lever5_rules.plugins.loaded import Loaded


def selection(
    loaded: Loaded, ruleset: Ruleset, select: str | Sequence[str], ignore: str | Sequence[str]
) -> tuple[str, ...]:
    """Return the criteria to judge, in the order of the framework.

    Raises UsageError for an id or prefix that matches no criterion, and if nothing is left.
    """
    select, ignore = _ids("select", select), _ids("ignore", ignore)
    prefixes = _prefixes(loaded.criteria)
    for name in (*select, *ignore, *ruleset.select):
        if name not in prefixes:
            raise UsageError(
                f"{clipped(name, 60)!r} is neither a criterion nor part of the id of one."
                f"{did_you_mean(name, prefixes)} `lever5 criteria` lists them."
            )
    switched = {target for target, switch in ruleset.switches.items() if not switch.enabled}
    candidates = [
        name
        for name in loaded.criteria
        if name not in switched and _offers(ruleset, loaded, name, by_name=_in(name, select))
    ]
    selected = [name for name in candidates if not select or _in(name, select)]
    chosen = [name for name in selected if not _in(name, ignore)]
    if not chosen:
        reason = "the ruleset does not switch on any of them" if not selected else "all are ignored"
        request = ", ".join(select) or "the ruleset"
        raise UsageError(f"Nothing is left to check of {clipped(request, 80)}: {reason}.")
    for name in chosen:
        rule = loaded.rules.get(name)
        if lacking := _limits_lacking(ruleset, loaded, name):
            raise RulesetError(
                f"The ruleset {ruleset.name} gives no {listing(lacking)}, which {name} needs. Give "
                f'it under [limits."{lacking[0]}"], or extend a ruleset that does.'
            )
        if rule and not any(
            _required(ruleset, element.id, element.advisory) for element in rule[0].elements
        ):
            raise RulesetError(
                f"The ruleset {ruleset.name} switches off every required element of {name}, or "
                "makes it advice, so that nothing would be judged; switch the criterion off "
                f'instead: [criteria."{name}"] enabled = false.'
            )
    return tuple(chosen)


def _ids(name: str, selection: str | Iterable[str]) -> tuple[str, ...]:
    """Return ids or prefixes, given as one, with commas or as several.

    Raises UsageError for anything else.
    """
    several = isinstance(selection, Iterable) and not isinstance(selection, (str, Mapping, bytes))
    ids = tuple(selection) if several else (selection,)
    if not all(isinstance(id_, str) for id_ in ids):
        raise UsageError(
            f"{name} is {clipped(repr(selection), 60)}; give an id or prefix such as '5.2', or "
            "a list of them."
        )
    return tuple(part.strip() for id_ in ids for part in str(id_).split(","))


def _required(ruleset: Ruleset, element: str, advisory: bool) -> bool:
    """Return whether the outcome of an element counts; `advisory` is the element's own setting."""
    switch = ruleset.switches.get(element)
    if switch is None:
        return not advisory
    return switch.enabled and not (advisory if switch.advisory is None else switch.advisory)


def _offers(ruleset: Ruleset, loaded: Loaded, name: str, *, by_name: bool) -> bool:
    """Return whether a ruleset switches a criterion on.

    A plugin's own criterion is on if the ruleset sets its limits, or if it is selected.
    """
    if ":" in name:
        return by_name or not _limits_lacking(ruleset, loaded, name)
    return not ruleset.select or _in(name, ruleset.select)


def _limits_lacking(ruleset: Ruleset, loaded: Loaded, name: str) -> list[str]:
    if name not in loaded.rules:
        return []
    limits = {limit for element in loaded.rules[name][0].elements for limit in element.limits}
    return sorted(limits - ruleset.limits.keys())


def _prefixes(criteria: Iterable[str]) -> frozenset[str]:
    prefixes: set[str] = set()
    for name in criteria:
        prefixes.add(name)
        for place, character in enumerate(name):
            if character in ".-:":
                prefixes.add(name[:place])
    return frozenset(prefixes)


def _in(name: str, prefixes: Iterable[str]) -> bool:
    return any(
        name == prefix or (name.startswith(prefix) and name[len(prefix)] in ".-:")
        for prefix in prefixes
    )

"""Reports how rules withstand spoiled evidence: how much was tried, and what does not hold.

    python -m lever5_rules.testing                        the matrix of seeded defects
    python -m lever5_rules.testing adversary [MODULE...]  the laziest district, a kind at a time

Both look at the built-in rules; the adversary at those of installed plugins and of the modules
named, too. The exit code is 1 where something does not hold.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from operator import attrgetter

from lever5_rules.plugins.discovery import installed
from lever5_rules.plugins.hooks import ENTRY_POINT_GROUP
from lever5_rules.plugins.host import load_plugins
from lever5_rules.testing.conformance.outcomes import ruleset_for

from .adversary import Adversary, Attempt
from .adversary import summary as summary_of_attempts
from .cells import summary as summary_of_cells
from .matrix import Matrix
from .with_plugins import sample_with


def attempts(targets: Iterable[str]) -> Iterator[Attempt]:
    """Yield the adversary's attempts on the built-in rules and on those of plugins.

    Each rule is judged under a ruleset that sets all of its limits.
    """
    district = sample_with(*map(_imported, targets))
    loaded = load_plugins(district.plugins, entry_points=False)
    together: dict[str | None, list[str]] = defaultdict(list)
    for name, (rule, _) in loaded.rules.items():
        together[ruleset_for(loaded, [rule])].append(name)
    for ruleset, criteria in together.items():
        yield from Adversary(district, criteria=criteria, ruleset=ruleset or "default").attempts()


def _imported(target: str) -> object:
    module, _, attribute = target.partition(":")
    imported = import_module(module.strip())
    return attrgetter(attribute.strip())(imported) if attribute else imported


def main(arguments: list[str]) -> int:
    if arguments and arguments[0] == "adversary":
        plugins = [plugin.target for plugin in installed(ENTRY_POINT_GROUP)]
        attempts_made = list(attempts(dict.fromkeys((*plugins, *arguments[1:]))))
        print(summary_of_attempts(attempts_made))
        return int(any(attempt.wrong for attempt in attempts_made))
    if arguments:
        print(__doc__)
        return 2
    cells = list(Matrix().cells())
    print(summary_of_cells(cells))
    return int(any(cell.wrong for cell in cells))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

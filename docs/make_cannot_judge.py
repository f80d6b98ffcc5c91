"""Generates the list in docs/cannot-judge.md: what each rule leaves to a person.

    python docs/make_cannot_judge.py

CI fails if the page is stale.
"""

from collections import Counter
from collections.abc import Iterator

from generated import rewrite

from lever5_rules.core.outcome import Judges
from lever5_rules.engine.rules import Rule
from lever5_rules.framework import framework
from lever5_rules.plugins.host import load_plugins


def main() -> None:
    loaded = load_plugins((), entry_points=False)
    rules = {name: rule for name, (rule, _) in loaded.rules.items()}
    rewrite("cannot-judge.md", "make_cannot_judge.py", page(rules))


def page(rules: dict[str, Rule]) -> Iterator[str]:
    counted = Counter(rule.judges for rule in rules.values())
    yield "## Criterion by criterion"
    yield ""
    yield f"Of {len(rules)} criteria the rules judge {counted[Judges.FULL]} in full,"
    yield f"{counted[Judges.PARTIAL]} in part and {counted[Judges.PRESENCE]} by presence alone."
    for practice in framework().practices.values():
        yield from ("", f"### {practice.id} {practice.title}")
        for criterion in framework().criteria.values():
            if criterion.key_practice == practice.id:
                rule = rules[criterion.id]
                yield from ("", f"**{criterion.id} {criterion.title}** ({rule.judges.value})", "")
                yield f"- Not judged: {rule.not_judged}."
                for element in rule.elements:
                    if element.reader:
                        yield f"- `{element.name}`: {element.reader}."


if __name__ == "__main__":
    main()

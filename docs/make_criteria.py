"""Generates docs/criteria/ from the rules: a page for each key practice.

    python docs/make_criteria.py

Gaps are shown with what the element says in its test case, so the sentences are those that a
district would read. CI fails if a page is stale.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from lever5_rules.artifacts.kinds import Family, KindInfo
from lever5_rules.core.limits import Limit
from lever5_rules.core.outcome import Outcome
from lever5_rules.core.text import shown
from lever5_rules.engine.rules import Element, Rule
from lever5_rules.framework import framework
from lever5_rules.testing import Matrix

HERE = Path(__file__).resolve().parent
PAGES = HERE / "criteria"
sys.path.insert(0, str(HERE.parent / "tests"))
MOST_FIELDS = 12


class Pages:
    """The pages, made from the rules and from what they say in the cases of the tests."""

    def __init__(self) -> None:
        self.matrix = Matrix()
        self.rules = {name: rule for name, (rule, _) in self.matrix.loaded.rules.items()}
        self.cases = import_module("test_elements").CASES

    def page(self, practice: str, title: str) -> Iterator[str]:
        yield f"# {practice} {title}"
        yield ""
        yield "Made from the rules by `python docs/make_criteria.py`; do not edit."
        for criterion in framework().criteria.values():
            if criterion.key_practice == practice:
                rule = self.rules[criterion.id]
                yield from ("", f"## {criterion.id} {criterion.title}", "", criterion.requirement)
                for part, text in criterion.parts:
                    yield from ("", f"- **{part}** {text}")
                yield ""
                yield f"Judged: {rule.judges.value}. Left to a reader: {rule.not_judged}."
                yield from self.any_of(rule)
                for element in rule.elements:
                    yield from self.element(element)

    def any_of(self, rule: Rule) -> Iterator[str]:
        for group, requirement in rule.groups.items():
            members = [element.name for element in rule.elements if element.group == group]
            yield ""
            yield f"`{group}`: {requirement} One of these is enough: {', '.join(members)}."

    def element(self, element: Element) -> Iterator[str]:
        notes = [f"needs {element.level.value} evidence"]
        if element.part:
            notes.append(f"listed element {element.part}")
        if element.advisory:
            notes.append("advisory: shown, never changes an outcome")
        yield from ("", f"### `{element.id}`", "")
        yield f"{element.requirement} ({'; '.join(notes)})"
        yield ""
        yield f"- **Reads:** {'; '.join(self.reading(element, kind) for kind in element.kinds)}."
        for name in element.limits:
            yield f"- **Limit:** {in_words(self.matrix.ruleset.limits[name])}"
        yield f"- **A gap, for example:** {self.gap(element)}"
        yield f"- **Missing evidence:** {missing(element)}"
        if element.reader:
            yield f"- **Left to a reader:** {element.reader}."

    def reading(self, element: Element, kind: KindInfo) -> str:
        """The kind, and the fields of it that the element looks at."""
        reads = sorted(
            column[1:] for column in self.matrix.reads[element.id] if column[0] == kind.name
        )
        names = [".".join(column) for column in reads]
        more = f" and {len(names) - MOST_FIELDS} more" if len(names) > MOST_FIELDS else ""
        listed = ", ".join(names[:MOST_FIELDS])
        return f"`{kind.name}`" + (f" ({listed}{more})" if names else "")

    def gap(self, element: Element) -> str:
        district, *_ = self.cases[element.id]
        judged = district.judge(element.criterion)[element.name]
        assert judged.outcome is Outcome.GAP
        return f"{judged.message} *{judged.remedy}*"


def in_words(limit: Limit[object]) -> str:
    return (
        f"`{limit.name}` = {shown(limit.value)} {limit.unit} ({limit.origin.value}). {limit.source}"
    )


def missing(element: Element) -> str:
    """What makes it missing evidence, by what it reads."""
    evidence = [kind.name for kind in element.kinds_needed if kind.family is not Family.DENOMINATOR]
    bases = [kind.name for kind in element.kinds_needed if kind.family is Family.DENOMINATOR]
    text = ""
    either = [kind.name for kind in element.kinds if kind.family is not Family.DENOMINATOR]
    if evidence:
        text = f"no {' or no '.join(evidence)} of the school year, or a blank in what is read of it"
    elif either:
        text = f"none of {', '.join(either)} of the school year, or a blank in what is read of it"
    if bases:
        text += f"{'; ' if text else ''}no {' or no '.join(bases)} to compare with"
    if element.level.value == "cited":
        text += "; a statement without document, page or section, quote and date"
    return f"{text}."


def main() -> None:
    pages = Pages()
    PAGES.mkdir(exist_ok=True)
    index = ["# The criteria", "", "A page for each key practice, made from the rules themselves."]
    index += ["", "What was changed of the first draft, and why: [decisions](decisions.md).", ""]
    for practice in framework().practices.values():
        name = f"{practice.id}.md"
        text = "\n".join(pages.page(practice.id, practice.title)) + "\n"
        (PAGES / name).write_text(text, encoding="utf-8")
        index.append(f"- [{practice.id} {practice.title}]({name})")
    index += ["", "```{toctree}", ":hidden:", ":glob:", "", "5.*", "decisions", "```"]
    (PAGES / "README.md").write_text("\n".join(index) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

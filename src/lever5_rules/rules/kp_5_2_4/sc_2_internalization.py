"""5.2.4-2: what strong internalization of adopted materials takes is written down."""

from lever5_rules.artifacts.planning import InstructionalProtocol
from lever5_rules.artifacts.vocabulary import ProtocolType
from lever5_rules.authoring import (
    Annotated,
    Documents,
    Judges,
    Level,
    Limit,
    Rule,
    Verdict,
    covers,
    every,
    only,
    stated,
)
from lever5_rules.rules._shared.products import Products
from lever5_rules.rules._shared.protocols import LessonProtocol, UnitProtocol, required_steps

rule = Rule(
    "5.2.4-2",
    judges=Judges.PARTIAL,
    not_judged="whether the internalization that the protocols describe is strong",
)

UnitProtocols = Annotated[
    Documents[InstructionalProtocol], only(protocol_type=ProtocolType.UNIT_INTERNALIZATION)
]
LessonProtocols = Annotated[
    Documents[InstructionalProtocol], only(protocol_type=ProtocolType.LESSON_INTERNALIZATION)
]
Levels = Annotated[Limit[tuple[ProtocolType, ...]], "internalization.levels"]


@rule.element(level=Level.CITED)
def unit_steps(protocol: UnitProtocol) -> Verdict:
    """A protocol sets out the steps of internalizing a unit."""
    return required_steps(protocol)


@rule.element(level=Level.CITED)
def lesson_steps(protocol: LessonProtocol) -> Verdict:
    """A protocol sets out the steps of internalizing a lesson."""
    return required_steps(protocol)


@rule.element(level=Level.CITED)
def hqim_linked_per_product(
    units: UnitProtocols, lessons: LessonProtocols, products: Products, levels: Levels
) -> Verdict:
    """Each adopted high-quality product in use is named in a unit and a lesson protocol."""
    wanted = [product.name for product in products]
    protocols = {
        ProtocolType.UNIT_INTERNALIZATION: units,
        ProtocolType.LESSON_INTERNALIZATION: lessons,
    }

    def named(level: ProtocolType) -> Verdict:
        return covers(
            {product for protocol in protocols[level] for product in protocol.product_ids},
            wanted,
            "Products that the protocol is written for",
            f"Write the {level.value.replace('_', ' ')} protocol for {{lacking}} too.",
            limit=levels,
        )

    asked = [level for level in protocols if level in levels.value]
    return every(asked, named, name=lambda level: level.value)


def quality(protocol: InstructionalProtocol) -> Verdict:
    return stated(protocol.quality_criteria, "What strong work looks like")


@rule.element(level=Level.CITED)
def quality_criteria(unit: UnitProtocol, lesson: LessonProtocol) -> Verdict:
    """Each protocol says what strong internalization looks like."""
    return every(
        [("unit protocol", unit), ("lesson protocol", lesson)],
        lambda pair: quality(pair[1]),
        name=lambda pair: pair[0],
    )


@rule.element(level=Level.CITED, advisory=True)
def differentiation(lesson: LessonProtocol) -> Verdict:
    """The lesson protocol plans for learners with different needs."""
    return stated(lesson.differentiation, "How it differentiates")

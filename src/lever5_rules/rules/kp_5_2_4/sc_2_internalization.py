"""5.2.4-2: what strong internalization of adopted materials takes is written down."""

from collections.abc import Callable

from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.planning import InstructionalProtocol
from lever5_rules.artifacts.vocabulary import ProtocolType
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Documents,
    Judges,
    Level,
    Limit,
    Reason,
    Rule,
    Verdict,
    conclude,
    covers,
    every,
    gap,
    missing,
    not_applicable,
    only,
    select,
    stated,
)
from lever5_rules.rules._shared.products import Product, Products, list_meant
from lever5_rules.rules._shared.protocols import (
    LessonProtocol,
    UnitProtocol,
    judge_required_steps,
)

rule = Rule(
    "5.2.4-2",
    judges=Judges.PARTIAL,
    not_judged="whether the internalization that the protocols describe is strong",
)

Protocols = Annotated[
    Documents[InstructionalProtocol],
    only(protocol_type={ProtocolType.UNIT_INTERNALIZATION, ProtocolType.LESSON_INTERNALIZATION}),
]
Levels = Annotated[Limit[tuple[ProtocolType, ...]], "internalization.levels"]


def unit_asked(levels: Levels) -> bool:
    """End the element as not applicable if the ruleset requires no unit protocol."""
    return _require_level(ProtocolType.UNIT_INTERNALIZATION, levels)


def lesson_asked(levels: Levels) -> bool:
    """End the element as not applicable if the ruleset requires no lesson protocol."""
    return _require_level(ProtocolType.LESSON_INTERNALIZATION, levels)


def _require_level(level: ProtocolType, levels: Levels) -> bool:
    if level not in levels.value:
        conclude(not_applicable(f"The ruleset asks for no {describe_level(level)} protocol."))
    return True


UnitAsked = Annotated[bool, unit_asked]
LessonAsked = Annotated[bool, lesson_asked]


def describe_level(level: ProtocolType) -> str:
    return level.value.replace("_", " ")


@rule.element(level=Level.CITED)
def unit_steps(requirement: UnitAsked, protocol: UnitProtocol) -> Verdict:
    """A protocol sets out the steps of internalizing a unit."""
    return judge_required_steps(protocol)


@rule.element(level=Level.CITED)
def lesson_steps(requirement: LessonAsked, protocol: LessonProtocol) -> Verdict:
    """A protocol sets out the steps of internalizing a lesson."""
    return judge_required_steps(protocol)


def judge_each_level(
    protocols: Documents[InstructionalProtocol],
    levels: Limit[tuple[ProtocolType, ...]],
    judge: Callable[[ProtocolType, tuple[InstructionalProtocol, ...]], Verdict],
) -> Verdict:
    """Judge the protocols of each level that the ruleset requires."""

    def judge_level(level: ProtocolType) -> Verdict:
        level_protocols = select(protocols, protocol_type=level)
        if not level_protocols:
            return missing(
                Reason.NO_ARTIFACT,
                f"No {describe_level(level)} protocol of this year is in force.",
                f"Find the {describe_level(level)} protocol and add it.",
            )
        return judge(level, level_protocols)

    return every(levels.value, judge_level, name=describe_level)


@rule.element(level=Level.CITED)
def hqim_linked_per_product(
    protocols: Protocols,
    products: Products,
    campuses: Campuses,
    levels: Levels,
) -> Verdict:
    """Each adopted high-quality product in use is named in a unit and a lesson protocol that holds
    where it is used."""

    def judge_products(
        level: ProtocolType, protocols: tuple[InstructionalProtocol, ...]
    ) -> Verdict:
        campuses_by_product: dict[str, set[str]] = {}
        for protocol in protocols:
            places = campuses.ids if ALL_CAMPUSES in protocol.campus_ids else protocol.campus_ids
            for product in list_meant(protocol.product_ids, products):
                campuses_by_product.setdefault(product, set()).update(places)

        def judge_product(product: Product) -> Verdict:
            if product.name not in campuses_by_product:
                return gap(
                    Reason.NOT_COVERED,
                    f"No {describe_level(level)} protocol is written for it (product_ids).",
                    f"Write the {describe_level(level)} protocol for {product.name} too.",
                    limit=levels,
                    scope=[product.name],
                )
            return covers(
                found=campuses_by_product[product.name],
                wanted=product.campuses,
                what=f"Campuses with {product.name} on which a {describe_level(level)} protocol "
                "for it holds",
                remedy=f"Bring the {describe_level(level)} protocol for {product.name} to "
                "{lacking}.",
                limit=levels,
            )

        return every(products, judge_product, name=lambda adopted: adopted.name, what="Products")

    return judge_each_level(protocols, levels, judge_products)


@rule.element(level=Level.CITED)
def quality_criteria(protocols: Protocols, levels: Levels) -> Verdict:
    """Each protocol says what strong internalization looks like."""

    def judge_criteria(
        level: ProtocolType, protocols: tuple[InstructionalProtocol, ...]
    ) -> Verdict:
        return every(
            range(len(protocols)),
            lambda place: stated(protocols[place].quality_criteria, "What strong work looks like"),
            name=lambda place: f"protocol {place + 1}" if len(protocols) > 1 else "",
            scoped=False,
        )

    return judge_each_level(protocols, levels, judge_criteria)


@rule.element(level=Level.CITED, advisory=True)
def differentiation(requirement: LessonAsked, lesson: LessonProtocol) -> Verdict:
    """The lesson protocol plans for learners with different needs."""
    return stated(lesson.differentiation, "How it differentiates")

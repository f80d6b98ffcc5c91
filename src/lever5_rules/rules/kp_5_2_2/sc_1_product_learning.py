"""5.2.2-1: all who teach with adopted materials learn them in seven respects, fit to their role."""

from collections.abc import Callable, Iterable

from lever5_rules.artifacts.vocabulary import Role, Topic
from lever5_rules.authoring import (
    Judges,
    Level,
    Reason,
    Rule,
    Verdict,
    every,
    gap,
    met,
    not_applicable,
)
from lever5_rules.rules._shared.products import Product, Products
from lever5_rules.rules._shared.staff import TEACHERS, Assignment, InstructionalStaff
from lever5_rules.rules._shared.training import MinShareStaff, Sessions

rule = Rule(
    "5.2.2-1",
    judges=Judges.PARTIAL,
    not_judged="whether those who attended have understood; ask some of each role",
)

RESPECTS = {
    "research_based_strategies": (Topic.RESEARCH_BASED_STRATEGIES, "research-based strategies"),
    "product_design_approach": (Topic.PRODUCT_DESIGN, "the design and approach of the product"),
    "component_parts_purpose": (Topic.PRODUCT_COMPONENTS, "the parts of the product"),
    "digital_print_access": (Topic.PRODUCT_ACCESS, "digital and print access"),
    "planning_internalization": (Topic.INTERNALIZATION, "planning and internalization"),
    "implementation_resources": (Topic.IMPLEMENTATION_RESOURCES, "resources for implementation"),
    "assessment_strategy": (Topic.ASSESSMENT_STRATEGY, "the assessment strategy"),
}
"""The seven listed elements a to g of the criterion, in its order."""

SUPPORT_STAFF = frozenset({Role.INSTRUCTIONAL_SUPPORT_STAFF})
PRODUCT_TOPICS = frozenset({Topic.HQIM, *(topic for topic, _ in RESPECTS.values())})


def audiences(
    product: Product, staff: Iterable[Assignment]
) -> dict[str, tuple[frozenset[Role], list[Assignment]]]:
    """Roles and people who are to learn a product: teachers of it, and support staff if any."""
    here = [one for one in staff if one.campus_id in product.campuses]
    support = [one for one in here if one.role in SUPPORT_STAFF]
    found = {"teachers": (TEACHERS, product.taught_by(here))}
    if support:
        found["support staff"] = (SUPPORT_STAFF, support)
    return found


def learned(topic: Topic, what: str) -> Callable[..., Verdict]:
    """An element: nearly all of each audience were at a session on a topic, for each product."""

    def element(
        sessions: Sessions, products: Products, staff: InstructionalStaff, share: MinShareStaff
    ) -> Verdict:
        def of_product(product: Product) -> Verdict:
            groups = audiences(product, staff)
            about = {"topic_codes": topic, "product_id": product.name}
            return every(
                groups,
                lambda who: sessions.reached(
                    groups[who][1], share, f"{what} of {product.name}", **about
                ),
            )

        return every(products, of_product, name=lambda product: product.name, what="Products")

    return element


for letter, (name, (topic, what)) in zip("abcdefg", RESPECTS.items(), strict=True):
    rule.add(
        learned(topic, what),
        level=Level.RECORDED,
        part=letter,
        name=name,
        requirement=f"For each adopted product in use, teachers and support staff learn {what}.",
    )


@rule.element(level=Level.RECORDED, reader="whether the sessions fit the roles that attend them")
def role_aligned(sessions: Sessions, products: Products, staff: InstructionalStaff) -> Verdict:
    """For each product, support staff have a session of their own beside those of teachers."""

    def of_product(product: Product) -> Verdict:
        groups = audiences(product, staff)
        if len(groups) < 2:
            return not_applicable(f"No support staff work where {product.name} is used.")
        about = {"topic_codes": PRODUCT_TOPICS, "product_id": product.name}
        held = [
            frozenset(sessions.held(roles, product.name, **about).distinct("session_id"))
            for roles, _ in groups.values()
        ]
        own = held[1] - held[0]
        if own and sessions.attendance.where(session_id=own, attended=True).count():
            return met("Support staff have sessions of their own.")
        return gap(
            Reason.NOT_COVERED,
            "Support staff attend the sessions of teachers only.",
            f"Hold a session on {product.name} that is fitted to support staff.",
        )

    return every(products, of_product, name=lambda product: product.name, what="Products")


@rule.element(level=Level.RECORDED)
def coverage(
    sessions: Sessions, products: Products, staff: InstructionalStaff, share: MinShareStaff
) -> Verdict:
    """Nearly all teachers who use a product have been at a session on it."""
    return every(
        products,
        lambda product: sessions.reached(
            product.taught_by(staff),
            share,
            product.name,
            topic_codes=PRODUCT_TOPICS,
            product_id=product.name,
        ),
        name=lambda product: product.name,
        what="Products",
    )

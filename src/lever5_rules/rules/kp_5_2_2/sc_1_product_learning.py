"""5.2.2-1: all who teach with adopted materials learn them in seven respects, fit to their role."""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import NamedTuple

from lever5_rules.artifacts.vocabulary import Role, Topic
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Reason,
    Rule,
    Verdict,
    every,
    gap,
    listing,
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


class Audience(NamedTuple):
    """People of one kind who are to learn a product."""

    who: str
    roles: frozenset[Role]
    people: list[Assignment]


class Learners(NamedTuple):
    """A product with those who are to learn it: teachers of it, and support staff if any."""

    product: Product
    audiences: list[Audience]


def learners_of_products(products: Products, staff: InstructionalStaff) -> tuple[Learners, ...]:
    found = []
    for product in products:
        here = [one for one in staff if one.campus_id in product.campuses]
        audiences = [Audience("teachers", TEACHERS, product.taught_by(here))]
        if support := [one for one in here if one.role in SUPPORT_STAFF]:
            audiences.append(Audience("support staff", SUPPORT_STAFF, support))
        found.append(Learners(product, audiences))
    return tuple(found)


ProductLearners = Annotated[tuple[Learners, ...], learners_of_products]


def each_product(learners: tuple[Learners, ...], judge: Callable[[Learners], Verdict]) -> Verdict:
    return every(learners, judge, name=lambda one: one.product.name, what="Products")


def learned(topic: Topic, what: str) -> Callable[..., Verdict]:
    """An element: nearly all of each audience were at a session on a topic, for each product."""

    def element(sessions: Sessions, learners: ProductLearners, share: MinShareStaff) -> Verdict:
        def of_product(one: Learners) -> Verdict:
            product = one.product.name
            return every(
                one.audiences,
                lambda audience: sessions.reached(
                    *(audience.people, share, f"{what} of {product}"),
                    topic_codes=topic,
                    product_id=product,
                ),
                name=lambda audience: audience.who,
            )

        return each_product(learners, of_product)

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
def role_aligned(sessions: Sessions, learners: ProductLearners) -> Verdict:
    """For each product, support staff have a session of their own beside those of teachers."""

    def of_product(one: Learners) -> Verdict:
        product = one.product.name
        if len(one.audiences) < 2:
            return not_applicable(f"No support staff work where {product} is used.")
        about = {"topic_codes": PRODUCT_TOPICS, "product_id": product}
        held = [
            frozenset(sessions.held(audience.roles, product, **about).distinct("session_id"))
            for audience in one.audiences
        ]
        own = held[1] - held[0]
        came = sessions.attendance.where(session_id=own, attended=True, role=SUPPORT_STAFF)
        if own and came.count():
            return met("Support staff have sessions of their own.")
        return gap(
            Reason.NOT_COVERED,
            "Support staff attend the sessions of teachers only.",
            f"Hold a session on {product} that is fitted to support staff.",
        )

    return each_product(learners, of_product)


@rule.element(level=Level.RECORDED)
def coverage(
    sessions: Sessions,
    learners: ProductLearners,
    staff: InstructionalStaff,
    share: MinShareStaff,
) -> Verdict:
    """Nearly all teachers who use a product have been at a session on it; special education and
    emergent bilingual teachers of no one subject, at a session on one of the products."""

    def at_sessions_on(names: Collection[str], people: Iterable[Assignment]) -> Verdict:
        about = {"topic_codes": PRODUCT_TOPICS, "product_id": frozenset(names)}
        return sessions.reached(people, share, listing(names), **about)

    def for_product(one: Learners) -> Verdict:
        return at_sessions_on([one.product.name], one.audiences[0].people)

    places = {campus for one in learners for campus in one.product.campuses}
    specialists = [
        one
        for one in staff
        if one.role in TEACHERS - {Role.TEACHER}
        if one.content_area is None and one.campus_id in places
    ]
    for_each = {one.product.name: partial(for_product, one) for one in learners}
    if specialists:
        names = [one.product.name for one in learners]
        for_each["specialists"] = partial(at_sessions_on, names, specialists)
    return every(for_each, lambda name: for_each[name](), what="Products and specialists")

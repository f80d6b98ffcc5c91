"""5.2.2-2: everyone is trained when materials are new, and resources follow all year."""

from datetime import timedelta

from lever5_rules.artifacts.vocabulary import Role
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Limit,
    Reason,
    Review,
    Rule,
    Verdict,
    conclude,
    covers,
    enough,
    every,
    listing,
    not_applicable,
)
from lever5_rules.rules._shared.calendar import ElapsedQuarters, in_quarters
from lever5_rules.rules._shared.products import Product, Products
from lever5_rules.rules._shared.staff import Teachers
from lever5_rules.rules._shared.training import (
    MinShareOfQuarters,
    MinShareStaff,
    Resources,
    Sessions,
)

rule = Rule(
    "5.2.2-2",
    judges=Judges.PARTIAL,
    not_judged="whether the resources answer what teachers need at that time",
)

GraceDays = Annotated[Limit[int], "hqim.launch_grace_days"]


def new_products(products: Products, review: Review) -> tuple[Product, ...]:
    """Products first used in this school year; where none is, the element does not apply."""
    new = tuple(one for one in products if one.first_use in review.school_year.span)
    if not new:
        conclude(not_applicable("No material is used for the first time this school year."))
    return new


NewProducts = Annotated[tuple[Product, ...], new_products]


@rule.element(level=Level.RECORDED)
def launch_before_first_use(
    sessions: Sessions,
    new: NewProducts,
    teachers: Teachers,
    grace: GraceDays,
    share: MinShareStaff,
) -> Verdict:
    """Nearly all teachers are trained on new materials before they first use them."""

    def in_time(product: Product) -> Verdict:
        what = product.name
        people = [one for one in product.taught_by(teachers) if one.since <= product.first_use]
        if not people:
            return not_applicable(f"Nobody who teaches {what} now was there when it was new.")
        latest = product.first_use + timedelta(days=grace.value)
        roles = {one.role for one in people}
        came = sessions.attended(roles, what, product_id=what).tally("staff_id", "date")
        ready = {person for person, day in came if day <= latest}
        late = [one for one in people if one.staff_id not in ready]
        campuses = dict.fromkeys(str(one.campus_id) for one in late)
        return enough(
            len(people) - len(late),
            len(people),
            share,
            f"teachers were trained by {latest}; first used on {product.first_use}",
            f"Train those at {listing(campuses)} now on what they missed, and teachers of the next "
            "product before it is used. If they were trained in time, add who attended; sessions "
            "before July belong to another school year and need a waiver.",
            reason=Reason.LATE,
            scope=campuses,
        )

    return every(new, in_time, name=lambda product: product.name, what="New products")


@rule.element(level=Level.RECORDED)
def all_teachers_trained(
    sessions: Sessions, new: NewProducts, teachers: Teachers, share: MinShareStaff
) -> Verdict:
    """All teachers who use the new materials are trained on them, as nearly as is asked."""
    return every(
        new,
        lambda product: sessions.reached(
            product.taught_by(teachers), share, product.name, product_id=product.name
        ),
        name=lambda product: product.name,
        what="New products",
    )


@rule.element(level=Level.RECORDED)
def resources_throughout_year(
    resources: Resources, products: Products, quarters: ElapsedQuarters, share: MinShareOfQuarters
) -> Verdict:
    """Resources on the materials in use are published in every quarter."""
    out = resources.published("materials in use", product_id={one.name for one in products})
    return in_quarters(
        out.distinct("published_on"), quarters, "Resources on materials", share=share
    )


@rule.element(level=Level.RECORDED)
def resources_targeted(resources: Resources, products: Products) -> Verdict:
    """Each product in use has resources for its teachers, on every campus that uses it."""
    out = resources.published(
        "materials in use",
        product_id={one.name for one in products},
        audience_roles=Role.TEACHER,
    )

    def targeted(product: Product) -> Verdict:
        return covers(
            resources.open_to(out.where(product_id=product.name), product.campuses),
            product.campuses,
            "Campuses whose teachers can use a resource",
            f"Publish resources on {product.name} for teachers of {{lacking}}.",
        )

    return every(products, targeted, name=lambda product: product.name, what="Products")

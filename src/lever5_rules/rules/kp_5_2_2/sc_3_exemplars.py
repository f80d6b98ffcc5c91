"""5.2.2-3: exemplars show what using the materials with high fidelity looks like."""

from collections.abc import Callable

from lever5_rules.artifacts.training import TrainingResource
from lever5_rules.artifacts.vocabulary import ResourceType
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Rule,
    Verdict,
    at_least,
    counted,
    covers,
    every,
    gap,
    listing,
    met,
    missing,
)
from lever5_rules.rules._shared.products import Product, Products
from lever5_rules.rules._shared.training.resources import Resources

rule = Rule(
    "5.2.2-3",
    judges=Judges.PARTIAL,
    not_judged="whether the exemplars are models of high fidelity; open some",
)

MinPerProduct = Annotated[Limit[int], "exemplar.min_per_product"]
Formats = Annotated[Limit[tuple[ResourceType, ...]], "exemplar.formats"]


EACH_CAMPUS = dict.fromkeys(
    ("first_campus_everywhere", "nothing_of_last_campus"),
    "`available_to_campuses` asks for each campus.",
)


def judge_each_product(
    resources: Resources,
    products: Products,
    formats: Formats,
    judge: Callable[[Product, Records[TrainingResource]], Verdict],
) -> Verdict:
    """Judge the exemplars of each product separately: those that its teachers can open."""
    published = resources.select_published(
        f"materials in use (type {listing(formats.value)})", type=frozenset(formats.value)
    ).knowing(TrainingResource.location)

    def judge_product(product: Product) -> Verdict:
        about = {"product_id": product.name, "audience_roles": product.learners}
        verdict = judge(product, published.where(**about))
        return resources.name_later(verdict, type=frozenset(formats.value), **about)

    return every(
        products,
        judge_product,
        name=lambda product: product.name,
        what="Products",
    )


@rule.element(level=Level.RECORDED, unasked=EACH_CAMPUS)
def exemplar_per_product(
    resources: Resources, products: Products, formats: Formats, least: MinPerProduct
) -> Verdict:
    """Each product in use has exemplars for its teachers that can be opened."""

    def judge_number(product: Product, resources: Records[TrainingResource]) -> Verdict:
        return at_least(
            len(resources.tally(TrainingResource.title, TrainingResource.location)),
            least,
            "Exemplars for teachers",
            f"Publish an exemplar of {product.name} for its teachers (audience_roles) and add it "
            "to training_resource_catalog.csv.",
        )

    return judge_each_product(resources, products, formats, judge_number)


@rule.element(level=Level.RECORDED, reader="whether what is shown is high fidelity")
def fidelity_described(resources: Resources, products: Products, formats: Formats) -> Verdict:
    """On every campus that uses a product, an exemplar says what using it with high fidelity looks
    like."""

    def judge_fidelity(product: Product, training_resources: Records[TrainingResource]) -> Verdict:
        showing = resources.list_campuses(
            training_resources.where(shows_fidelity=True), product.campuses
        )
        unclear_campuses = resources.list_campuses(
            training_resources.where(shows_fidelity=None), product.campuses
        )
        lacking = [campus for campus in product.campuses if campus not in showing]
        if lacking and set(lacking) <= set(unclear_campuses):
            return missing(
                Reason.BLANK_FIELD,
                f"No exemplar at {listing(lacking)} says whether it shows high fidelity.",
                "Fill in shows_fidelity in training_resource_catalog.csv.",
                scope=lacking,
            )
        return covers(
            found=showing,
            wanted=product.campuses,
            what="Campuses with an exemplar that shows high fidelity",
            remedy=f"Publish an exemplar of {product.name} that shows high fidelity for "
            "{lacking} (shows_fidelity).",
        )

    return judge_each_product(resources, products, formats, judge_fidelity)


@rule.element(level=Level.RECORDED)
def available_to_campuses(resources: Resources, products: Products, formats: Formats) -> Verdict:
    """Exemplars of a product can be used on every campus that uses the product."""

    def judge_access(product: Product, training_resources: Records[TrainingResource]) -> Verdict:
        return covers(
            found=resources.list_campuses(training_resources, product.campuses),
            wanted=product.campuses,
            what="Campuses that can use an exemplar",
            remedy=f"Give {{lacking}} access to an exemplar of {product.name}.",
        )

    return judge_each_product(resources, products, formats, judge_access)


@rule.element(level=Level.RECORDED, advisory=True, unasked=EACH_CAMPUS)
def more_than_one_format(resources: Resources, products: Products, formats: Formats) -> Verdict:
    """Exemplars of a product come in more than one format, such as video and lesson artifact."""

    def judge_formats(product: Product, resources: Records[TrainingResource]) -> Verdict:
        kinds = resources.distinct(TrainingResource.type) if resources.count() else ()
        if len(kinds) > 1:
            return met(f"{counted(len(kinds), 'format')}.", formats)
        return gap(
            Reason.BELOW_PARAMETER,
            f"{counted(len(kinds), 'format')} found, two asked.",
            f"Publish an exemplar of {product.name} in another format.",
            limit=formats,
        )

    return judge_each_product(resources, products, formats, judge_formats)

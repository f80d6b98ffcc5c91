"""5.2.2-1: all who teach with adopted materials learn them in seven respects, fit to their role."""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import NamedTuple

from lever5_rules.artifacts.denominators import AdoptedProduct
from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.artifacts.vocabulary import Role, Topic
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Outcome,
    Reason,
    Records,
    Rule,
    Verdict,
    conclude,
    counted,
    every,
    gap,
    listing,
    met,
    missing,
    not_applicable,
    reaching,
    shown,
)
from lever5_rules.rules._shared.leadership import InstructionalStaff
from lever5_rules.rules._shared.products import (
    SUPPORT_STAFF,
    Product,
    Products,
    ProductSessions,
    Users,
    find_users,
)
from lever5_rules.rules._shared.staff import TEACHERS, Assignment, PeopleByRole, select_holders
from lever5_rules.rules._shared.training.sessions import MinShareStaff, report_no_sheets

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
"""The listed elements a to g of the criterion, in order."""


class Audience(NamedTuple):
    """People of one kind who must learn a product."""

    who: str
    users: Users


class Learners(NamedTuple):
    """A product with the people who must learn it: its teachers, and support staff if any."""

    product: Product
    audiences: list[Audience]


def learners_of_products(
    products: Products,
    staff: InstructionalStaff,
    people: PeopleByRole,
    sheets: Records[Attendance],
) -> tuple[Learners, ...]:
    aides = [person for person in staff if person.role in SUPPORT_STAFF]
    signed = 0
    if not select_holders(people, SUPPORT_STAFF):
        signed = sheets.where(role=SUPPORT_STAFF, attended=True).count()
    if signed:
        conclude(
            missing(
                Reason.NO_DENOMINATOR,
                "The staff roster lists no instructional support staff, and sign-in sheets do "
                f"({counted(signed, 'row')}).",
                "Add them to staff_roster.csv, or correct their role in training_attendance.csv.",
            )
        )
    teachers = [person for person in staff if person.role in TEACHERS]
    groups = []
    for product in products:
        audiences = [Audience("teachers", find_users(product, products, teachers))]
        support = find_users(product, products, aides)
        if support.sure or support.unsure:
            audiences.append(Audience("support staff", support))
        groups.append(Learners(product, audiences))
    return tuple(groups)


ProductLearners = Annotated[tuple[Learners, ...], learners_of_products]


def judge_each_product(
    learners: tuple[Learners, ...], judge: Callable[[Learners], Verdict]
) -> Verdict:
    return every(learners, judge, name=lambda group: group.product.name, what="Products")


def make_topic_element(topic: Topic, what: str) -> Callable[..., Verdict]:
    """Return an element: nearly all of each audience were at a session on a topic, for each
    product."""

    def element(
        sessions: ProductSessions, learners: ProductLearners, share: MinShareStaff
    ) -> Verdict:
        def judge_product(group: Learners) -> Verdict:
            product_sessions = sessions.select_product(group.product)
            about = f"{what} of {group.product.name}"
            conditions = {"topic_codes": topic, "product_id": group.product.name}
            return every(
                group.audiences,
                lambda audience: audience.users.judge(
                    sessions,
                    share,
                    lambda people: product_sessions.judge_reach(
                        people, share, about, each_grade=True, **conditions
                    ),
                ),
                name=lambda audience: audience.who,
            )

        return judge_each_product(learners, judge_product)

    return element


for letter, (name, (topic, what)) in zip("abcdefg", RESPECTS.items(), strict=True):
    rule.add(
        make_topic_element(topic, what),
        level=Level.RECORDED,
        part=letter,
        name=name,
        requirement=f"For each adopted product in use, teachers and support staff learn {what}.",
    )


@rule.element(
    level=Level.RECORDED,
    reader="whether the sessions fit the roles that attend them",
    unasked={"nothing_of_last_campus": "`coverage` asks for the share of all."},
)
def role_aligned(sessions: ProductSessions, learners: ProductLearners) -> Verdict:
    """Each product has sessions that are meant for support staff, and support staff attend them."""

    def judge_product(group: Learners) -> Verdict:
        product = group.product.name
        if len(group.audiences) < 2:
            return not_applicable(f"No support staff work where {product} is used.")
        meant = sessions.select_product(group.product).select_held(
            SUPPORT_STAFF, product, product_id=product
        )
        sheets = sessions.attendance.where(
            session_id=frozenset(meant.distinct(TrainingSession.session_id))
        )
        rows = sheets.where(attended=True, staff_id=select_holders(sessions.people, SUPPORT_STAFF))
        if rows.count():
            attended = listing(sorted(rows.distinct(Attendance.session_id)))
            return met(f"Support staff attend sessions that are meant for them: {attended}.")
        if sheets.count() == 0:
            return report_no_sheets(
                meant.distinct(TrainingSession.session_id), f"{product} for support staff"
            )
        return gap(
            Reason.NOT_COVERED,
            f"Nobody of the support staff is recorded at a session on {product} meant for them.",
            f"Hold a session on {product} for support staff, and record who attends.",
        )

    return judge_each_product(learners, judge_product)


@rule.element(level=Level.RECORDED)
def coverage(
    sessions: ProductSessions,
    learners: ProductLearners,
    staff: InstructionalStaff,
    share: MinShareStaff,
    adopted: Records[AdoptedProduct],
) -> Verdict:
    """Nearly all teachers who use a product have been at a session on it. For special education and
    emergent bilingual teachers who are assigned to no single subject, a session on any product of
    their campus counts."""

    def judge_product(group: Learners) -> Verdict:
        users, product = group.audiences[0].users, group.product
        return users.judge(
            sessions,
            share,
            lambda people: sessions.select_product(product).judge_reach(
                people, share, product.name, each_grade=True, product_id=product.name
            ),
        )

    def judge_specialists(names: Collection[str], people: Iterable[Assignment]) -> Verdict:
        products = [group.product for group in learners if group.product.name in names]
        return sessions.select_products(products).judge_reach(
            people, share, listing(names), product_id=frozenset(names)
        )

    specialists: dict[tuple[str, ...], dict[tuple[str, str | None], Assignment]] = {}
    for person in staff:
        if person.role in TEACHERS - {Role.TEACHER} and person.content_area is None:
            own_products = [group.product for group in learners if group.product.may_serve(person)]
            group_posts = specialists.setdefault(
                tuple(product.name for product in own_products), {}
            )
            key = (person.staff_id, person.campus_id)
            if key not in group_posts or person.first < group_posts[key].since:
                group_posts[key] = person.with_start_of_run(partial(_may_serve_any, own_products))
    specialists.pop((), None)
    judges = {group.product.name: partial(judge_product, group) for group in learners}
    for names, people in specialists.items():
        who = "specialists" if len(specialists) == 1 else f"specialists with {listing(names)}"
        judges[who] = partial(judge_specialists, names, people.values())
    verdict = every(judges, lambda name: judges[name](), what="Products and specialists")
    return _check_unlisted(verdict, sessions, adopted)


def _check_unlisted(
    verdict: Verdict, sessions: ProductSessions, adopted: Records[AdoptedProduct]
) -> Verdict:
    """Return missing evidence if sessions of the year on high-quality materials are about one that
    the adoption record does not list, so that it is not known who is to learn it."""
    if verdict.outcome is not Outcome.PASS:
        return verdict
    trained = sessions.calendar.surely(TrainingSession.product_id).where(
        topic_codes=Topic.HQIM, date=reaching(sessions.review.school_year.span.first)
    )
    named = trained.distinct(TrainingSession.product_id) if trained.count() else ()
    unlisted = set(named) - set(adopted.distinct(AdoptedProduct.product_id))
    if not unlisted:
        return verdict
    return missing(
        Reason.CONTRADICTORY,
        f"Sessions on high-quality materials are about {listing(sorted(map(shown, unlisted)))}, "
        "and curriculum_adoption_record.csv does not list it.",
        "Add it to curriculum_adoption_record.csv (hqim = no where it is none), or correct "
        "product_id in training_calendar.csv.",
    )


def _may_serve_any(products: Iterable[Product], post: Assignment) -> bool:
    return any(product.may_serve(post) for product in products)

"""5.2.2-2: everyone is trained when materials are new, and resources follow all year."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

from attrs import evolve, frozen

from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.training import TrainingResource, TrainingSession
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Limit,
    Outcome,
    Reason,
    Records,
    Review,
    Rule,
    Verdict,
    conclude,
    covers,
    every,
    gap,
    listing,
    missing,
    not_applicable,
    shown,
)
from lever5_rules.rules._shared.calendar import ElapsedQuarters, YearCalendar
from lever5_rules.rules._shared.leadership import Teachers
from lever5_rules.rules._shared.presence import Presence
from lever5_rules.rules._shared.products import (
    ON_A_PRODUCT,
    Product,
    Products,
    ProductSessions,
    find_users,
)
from lever5_rules.rules._shared.regularity import judge_quarters, select_begun
from lever5_rules.rules._shared.staff import TEACHERS, Assignment, Openings
from lever5_rules.rules._shared.training.pace import MinShareOfQuarters
from lever5_rules.rules._shared.training.resources import Resources
from lever5_rules.rules._shared.training.sessions import MinShareOfCampus, MinShareStaff

rule = Rule(
    "5.2.2-2",
    judges=Judges.PARTIAL,
    not_judged="whether the resources answer what teachers need at that time",
)

GraceDays = Annotated[Limit[int], "hqim.launch_grace_days"]


def new_products(products: Products, review: Review) -> tuple[Product, ...]:
    """Return products first used in this school year; without any, the element does not apply."""
    new = tuple(product for product in products if product.first_use in review.school_year.span)
    if not new:
        conclude(not_applicable("No material is used for the first time this school year."))
    return new


NewProducts = Annotated[tuple[Product, ...], new_products]


def judge_each(new: tuple[Product, ...], judge: Callable[[Product], Verdict]) -> Verdict:
    return every(new, judge, name=lambda product: product.name, what="New products")


@rule.element(level=Level.RECORDED)
def launch_before_first_use(
    sessions: ProductSessions,
    new: NewProducts,
    products: Products,
    teachers: Teachers,
    year: YearCalendar,
    grace: GraceDays,
    share: MinShareStaff,
) -> Verdict:
    """Nearly all teachers are trained on new materials before they first use them."""

    def judge_launch(product: Product) -> Verdict:
        what, start = product.name, max(product.first_use, year.days[0])
        if product.adopted_late:
            return missing(
                Reason.CONTRADICTORY,
                f"{what} was first used on {product.first_use}, before it was adopted on "
                f"{product.adopted_late}.",
                "Correct first_use or adopted_on in curriculum_adoption_record.csv.",
            )
        known = any(teacher.since <= start for teacher in teachers)
        users = find_users(product, products, teachers, by=start if known else date.max)
        if not users.sure and not users.unsure:
            return not_applicable(f"Nobody who teaches {what} now was there when it was new.")
        latest = product.first_use + timedelta(days=grace.value)
        product_sessions = sessions.select_product(product).select_meant_for(
            {assignment.role for assignment in (*users.sure, *users.unsure)}
        )
        early = product_sessions.select_period(product.since, latest)
        if early.calendar.count() == 0 and product_sessions.calendar.count():
            early = evolve(early, calendar=product_sessions.calendar)
            if early.select_sheets().count() == 0:
                return _replace_remedy(
                    _report_late_start(
                        product, min(product_sessions.calendar.distinct(TrainingSession.date))
                    )
                )
        verdict = users.judge(
            sessions,
            share,
            lambda people: early.judge_reach(
                people,
                share,
                f"{what} before it was first used on {product.first_use}",
                each_grade=True,
                product_id=what,
            ),
        )
        return _replace_remedy(verdict)

    return judge_each(new, judge_launch)


def _report_late_start(product: Product, first: date) -> Verdict:
    return gap(
        Reason.LATE,
        f"The first session on {product.name} is on {first}, and it was first used on "
        f"{product.first_use}.",
        "",
    )


def _replace_remedy(verdict: Verdict) -> Verdict:
    """Return the verdict with a remedy for when it is too late for a launch."""
    if verdict.outcome is not Outcome.GAP:
        return verdict
    return verdict.but(
        reason=Reason.LATE,
        remedy="Train those now who were not trained on it, and teachers of the next product "
        "before it is used. If they were trained between its adoption and its first use, add the "
        "sessions and who attended.",
    )


@rule.element(level=Level.RECORDED)
def all_teachers_trained(
    sessions: ProductSessions,
    new: NewProducts,
    products: Products,
    teachers: Teachers,
    share: MinShareStaff,
) -> Verdict:
    """All teachers who use the new materials are trained on them, as nearly as is asked."""

    def judge_product(product: Product) -> Verdict:
        users = find_users(product, products, teachers)

        def judge_people(people: Sequence[Assignment]) -> Verdict:
            return sessions.select_product(product).judge_reach(
                people, share, product.name, each_grade=True, product_id=product.name
            )

        return users.judge(sessions, share, judge_people)

    return judge_each(new, judge_product)


def select_resources(resources: Resources, names: Collection[str]) -> Records[TrainingResource]:
    """Return published resources on products that teachers can open; without any the element
    ends."""
    return resources.select_published(
        f"materials in use for teachers (product_id {listing(names)}, with audience_roles and "
        "topic_codes of teaching)",
        product_id=frozenset(names),
        topic_codes=ON_A_PRODUCT,
        audience_roles=TEACHERS,
    ).knowing(TrainingResource.location)


all_year = rule.any_of(
    "resources_throughout_year",
    "Resources on the materials in use reach teachers of each campus in every quarter: new ones "
    "are published, or sessions deliver what is there.",
)
EACH_QUARTER = (
    "From now on publish a resource on the materials for {campus} in every quarter, or deliver in "
    "sessions there what is published."
)


@frozen(eq=False, repr=False, slots=False)
class ResourcesOfCampuses:
    """The published resources on the materials in use, and the quarters, for each campus."""

    resources: Resources
    products: Products
    quarters: ElapsedQuarters
    openings: Openings
    share: MinShareOfQuarters

    def select_published(self) -> Records[TrainingResource]:
        """Return those that teachers can open; without any the element ends."""
        return select_resources(self.resources, [product.name for product in self.products])

    def judge(
        self, what: str, delivered: Callable[[str, date], Collection[date]] = lambda *_: ()
    ) -> Verdict:
        """Return whether resources reach each campus that uses materials in enough quarters.

        `delivered` returns the days on which sessions brought them to a campus, from the day on
        which the first was published for it.
        """
        published = self.select_published()
        names: dict[str, set[str]] = {}
        for product in self.products:
            for campus in product.campuses:
                names.setdefault(campus, set()).add(product.name)

        def judge_campus(campus: str) -> Verdict:
            resources = published.where(product_id=frozenset(names[campus]))
            days = {
                day
                for day, places in (
                    resources.tally(TrainingResource.published_on, TrainingResource.campus_ids)
                    if resources.count()
                    else ()
                )
                if {campus, ALL_CAMPUSES} & set(places)
            }
            return judge_quarters(
                days | set(delivered(campus, min(days)) if days else ()),
                self.quarters,
                what,
                share=self.share,
                remedy=EACH_QUARTER.format(campus=campus),
                since=self.openings.get(campus),
            )

        return every(
            select_begun(names, self.openings.get, self.quarters), judge_campus, what="Campuses"
        )


@rule.element(level=Level.RECORDED, any_of=all_year)
def resources_published(by_campus: ResourcesOfCampuses) -> Verdict:
    """Resources on the materials in use are published for each campus in every quarter."""
    return by_campus.judge("Resources on materials published")


PUBLISHED = dict.fromkeys(
    (
        *("all_on_one_day", "signed_in_before", "signed_in_on_one_day"),
        *("by_one_person", "by_people_of_another_role"),
        "nothing_of_last_campus: training_attendance",
    ),
    "Resources that come out in every quarter are enough, whoever was at sessions.",
)


@rule.element(level=Level.RECORDED, any_of=all_year, unasked=PUBLISHED)
def resources_delivered(
    by_campus: ResourcesOfCampuses,
    sessions: ProductSessions,
    teachers: Teachers,
    of_users: MinShareOfCampus,
) -> Verdict:
    """In quarters without new ones, sessions deliver published resources on the materials to a
    share of those of each campus who teach with a product."""
    catalog = by_campus.select_published()
    names = frozenset(catalog.distinct(TrainingResource.product_id))
    users = [
        (*product_users.sure, *product_users.unsure)
        for product in by_campus.products
        if product.name in names
        for product_users in [find_users(product, by_campus.products, teachers)]
    ]
    what = f"resources on {listing(sorted(names))}"
    presence = sessions.select_year(names).presence(TEACHERS, what, product_id=names)

    def judge_presence(presence: Presence) -> Verdict:
        def list_days(campus: str, since: date) -> set[date]:
            groups = [[user for user in group if user.campus_id == campus] for group in users]
            return {
                day
                for group in groups
                if group
                for day in presence.rounds(group, of_users.value, by_campus.quarters)
                if day >= since
            }

        return by_campus.judge(
            f"Resources on materials published, or delivered to {shown(of_users.value)} of those "
            "who teach with one of them",
            list_days,
        )

    return presence.judge([assignment for group in users for assignment in group], judge_presence)


@rule.element(level=Level.RECORDED)
def resources_targeted(resources: Resources, products: Products) -> Verdict:
    """Each product in use has resources for its teachers, on every campus that uses it."""
    published = select_resources(resources, [adopted.name for adopted in products])

    def judge_product(product: Product) -> Verdict:
        training_resources = published.where(
            product_id=product.name, audience_roles=product.learners
        )
        return covers(
            found=resources.list_campuses(training_resources, product.campuses),
            wanted=product.campuses,
            what="Campuses whose teachers can use a resource",
            remedy=f"Publish resources on {product.name} for teachers of {{lacking}}.",
        )

    return every(products, judge_product, name=lambda product: product.name, what="Products")

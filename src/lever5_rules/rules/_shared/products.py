"""Adopted high-quality products: which are in use, who teaches with them, who was trained."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from attrs import evolve, frozen

from lever5_rules.artifacts.denominators import AdoptedProduct
from lever5_rules.artifacts.grades import grades_in
from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.artifacts.vocabulary import ContentArea, Role, Topic
from lever5_rules.authoring import (
    Annotated,
    Campus,
    Campuses,
    Limit,
    Outcome,
    Reason,
    Records,
    Review,
    Span,
    Verdict,
    conclude,
    counted,
    gap,
    listing,
    missing,
    reaching,
    spring_before,
    up_to,
)
from lever5_rules.rules._shared.calendar import too_early
from lever5_rules.rules._shared.plc import normalize_name
from lever5_rules.rules._shared.staff import INSTRUCTIONAL_STAFF, TEACHERS, Assignment
from lever5_rules.rules._shared.training.sessions import ON_TEACHING, Sessions

SUPPORT_STAFF = frozenset({Role.INSTRUCTIONAL_SUPPORT_STAFF})
GENERALISTS = SUPPORT_STAFF | {Role.TEACHER}
"""The roles that teach all subjects if the roster gives them none."""
ON_A_PRODUCT = ON_TEACHING - {Topic.OTHER}
"""Topics that make a session on a product about teaching with it, unlike ordering or
distributing."""
_ALL = frozenset({"all", "all products", "all adopted products", "all hqim", "all hqim products"})
"""What a protocol says that is written for every adopted product."""


def list_meant(names: Iterable[str], products: Iterable["Product"]) -> tuple[str, ...]:
    """Return the names of products, with all adopted ones in place of the word "all"."""
    names = tuple(names)
    if _ALL.isdisjoint(map(normalize_name, names)):
        return names
    return tuple(product.name for product in products)


@frozen(eq=False, repr=False, slots=False)
class Product:
    """An adopted high-quality product that is in use by the day of the review.

    `since` is the day from which training counts: the day of adoption if first used this school
    year, else the first day of the year. `adopted_late` is a day of adoption that cannot be right,
    because the product was in use before. `roles` are those of its own teachers, if other products
    are used beside it. `wider` are places that teach many other grades, such as a K-12 campus; None
    is the district, for people of no particular campus.
    """

    name: str
    subject: ContentArea
    grades: frozenset[str] | None
    first_use: date
    since: date
    campuses: tuple[str, ...]
    roles: frozenset[Role] = frozenset()
    adopted_late: date | None = None
    wider: frozenset[str | None] = frozenset()

    @property
    def learners(self) -> frozenset[Role]:
        """The roles of teachers whom resources on it are for."""
        return self.roles & TEACHERS or frozenset({Role.TEACHER})

    def suits(self, assignment: Assignment) -> bool:
        """Return whether somebody may use it, by campus, subject and grade (if both are known).

        People of no particular campus may belong to any. General teachers, aides and the roles that
        the product names teach all subjects if they have none; other specialists without a subject
        do not count.
        """
        role, area = assignment.role, assignment.content_area
        generalist = area is None and (role in GENERALISTS or role in self.roles)
        return (
            role in INSTRUCTIONAL_STAFF
            and (generalist or area is self.subject)
            and (assignment.campus_id is None or assignment.campus_id in self.campuses)
            and self._fits_grade(assignment.grade)
        )

    def may_serve(self, assignment: Assignment) -> bool:
        """Return whether somebody may use it, a specialist of no subject any of their campus."""
        has_no_subject = assignment.role in TEACHERS and assignment.content_area is None
        campus = assignment.campus_id
        return self.suits(assignment) or (
            has_no_subject
            and assignment.role is not Role.TEACHER
            and (campus is None or campus in self.campuses)
        )

    def _fits_grade(self, grade: str | None) -> bool:
        taught = grades_in(grade) if grade else None
        return not taught or not self.grades or not taught.isdisjoint(self.grades)

    def depends_on_grade(self, assignment: Assignment) -> bool:
        """Return whether somebody without a grade may teach other grades of their campus, or of the
        district."""
        return assignment.campus_id in self.wider and not grades_in(assignment.grade or "")

    def is_named_for(self, role: Role) -> bool:
        return role in self.roles

    def is_left_to(self, role: Role) -> bool:
        """Return whether it may be used by a role for which no product of the subject is named.

        That is so if it names no roles, or none of the same kind.
        """
        kind = TEACHERS if role in TEACHERS else SUPPORT_STAFF
        return not self.roles & kind


Judge = Callable[[Sequence[Assignment]], Verdict]


class Users(NamedTuple):
    """Who certainly uses a product, and who uses it or one of `others` beside it.

    `ungraded` are those of them who may teach grades that it is not for; of them, people of
    `no_campus` only if they were trained on one of the `rest`, the other products.
    """

    product: str
    sure: tuple[Assignment, ...]
    unsure: tuple[Assignment, ...] = ()
    others: frozenset[str] = frozenset()
    ungraded: frozenset[str] = frozenset()
    no_campus: frozenset[str] = frozenset()
    rest: frozenset[str] = frozenset()

    def judge(self, sessions: "ProductSessions", share: Limit[float], judge: Judge) -> Verdict:
        """Judge all users.

        If they fall short, but would not without those trained on one of the others instead, it is
        missing evidence. People trained on none of the products may use either, as long as they are
        no more than the share allows. If all possible users were trained on others, and somebody
        without a subject on this one, those may be its teachers.
        """
        everyone = judge((*self.sure, *self.unsure))
        if everyone.outcome is Outcome.GAP and self.ungraded:
            everyone = self._check_ungraded(sessions, judge, everyone)
        if everyone.outcome is not Outcome.GAP or not self.unsure:
            return everyone
        trained_elsewhere = sessions.find_learners(self.others)
        trained = trained_elsewhere | sessions.find_learners({self.product})
        own_users = [
            assignment for assignment in self.unsure if assignment.staff_id not in trained_elsewhere
        ]
        untrained = [assignment for assignment in own_users if assignment.staff_id not in trained]
        if len(untrained) <= (1 - share.value) * len(self.unsure):
            own_users = [assignment for assignment in own_users if assignment.staff_id in trained]
        users = (*self.sure, *own_users)
        is_enough = (
            judge(users).outcome is Outcome.PASS
            if users
            else sessions.find_learners({self.product})
        )
        if not is_enough:
            return everyone
        number = len({assignment.staff_id for assignment in self.unsure} & trained_elsewhere)
        names = listing(sorted(self.others))
        return missing(
            Reason.NO_DENOMINATOR,
            f"{everyone.message} {counted(number, 'of them was', 'of them were')} trained on "
            f"{names} instead, and nothing says which of these products is theirs.",
            "Say in taught_by_roles of curriculum_adoption_record.csv which roles use which of "
            f"these products, such as eb_teacher, if not all use each; {names} is used beside it.",
            scope=everyone.scope,
        )

    def _check_ungraded(
        self, sessions: "ProductSessions", judge: Judge, everyone: Verdict
    ) -> Verdict:
        """Return missing evidence if only people without a grade fall short."""
        unclear_ids = self.ungraded - sessions.find_learners({self.product})
        unclear_ids -= self.no_campus - sessions.find_learners(self.rest)
        graded = [user for user in (*self.sure, *self.unsure) if user.staff_id not in unclear_ids]
        if not graded or judge(graded).outcome is not Outcome.PASS:
            return everyone
        number = counted(len(unclear_ids), "person", "people")
        return missing(
            Reason.BLANK_FIELD,
            f"{everyone.message} For {number} of them the roster gives no grade, and where they "
            "work many grades are taught that the product is not for.",
            "Fill in grade and campus_id in staff_roster.csv, for support staff too.",
            scope=everyone.scope,
        )


def find_users(
    product: Product,
    products: Sequence[Product],
    staff: Iterable[Assignment],
    by: date = date.max,
) -> Users:
    """Return who uses a product and began to by a day, each person once per campus, with the first
    day on which they did: that of the unbroken run of posts that it suits."""
    sure: dict[tuple[str, str | None], Assignment] = {}
    unsure: dict[tuple[str, str | None], Assignment] = {}
    same_subject = [other for other in products if other.subject is product.subject]
    others: set[str] = set()
    ungraded: set[str] = set()
    since: dict[tuple[str, str | None, bool], date] = {}
    products_by_kind: dict[tuple[object, ...], tuple[list[Product], bool]] = {}
    for person in staff:
        kind = (person.role, person.campus_id, person.content_area, person.grade)
        if kind not in products_by_kind:  # everyone with the same properties uses the same products
            products_by_kind[kind] = _find_products(person, same_subject)
        candidates, is_certain = products_by_kind[kind]
        if product not in candidates:
            continue
        users, key = sure if is_certain else unsure, (person.staff_id, person.campus_id)
        if (start_key := (*key, is_certain)) not in since or person.first < since[start_key]:
            person = person.with_start_of_run(product.suits)
            since[start_key] = person.since
            users[key] = person
        if since[start_key] > by:
            users.pop(key, None)
            continue
        if product.depends_on_grade(person):
            ungraded.add(person.staff_id)
        if not is_certain:
            others.update(other.name for other in candidates if other is not product)
    unsure_users = tuple(assignment for key, assignment in unsure.items() if key not in sure)
    return Users(
        *(product.name, tuple(sure.values()), unsure_users, frozenset(others), frozenset(ungraded)),
        frozenset(person for person, campus in (*sure, *unsure) if campus is None),
        frozenset(other.name for other in products if other is not product),
    )


def _find_products(
    assignment: Assignment, products: Sequence[Product]
) -> tuple[list[Product], bool]:
    """Return which of the products somebody may use, and whether that is certain."""
    suited = [product for product in products if product.suits(assignment)]
    named = [product for product in suited if product.is_named_for(assignment.role)]
    candidates = named or [product for product in suited if product.is_left_to(assignment.role)]
    return candidates, bool(named) or len(candidates) == 1


def _read_grades(written: Iterable[str]) -> frozenset[str] | None:
    """Return the grades of a product; None (any grade) if one of them is not recognized."""
    read_grades = [grades_in(text) for text in written]
    if any(grades_of_text is None for grades_of_text in read_grades):
        return None
    return frozenset[str]().union(
        *(grades_of_text for grades_of_text in read_grades if grades_of_text)
    )


def products_in_use(
    products: Records[AdoptedProduct], campuses: Campuses, review: Review
) -> tuple[Product, ...]:
    adopted = products.where(hqim=True)
    if adopted.count() == 0:
        products.tally(
            AdoptedProduct.hqim
        )  # ends the element if it is blank in every row, which is not a gap
        conclude(
            gap(
                Reason.NOT_COVERED,
                "No product in use is recorded as high-quality instructional material.",
                "Adopt high-quality materials, or correct hqim in curriculum_adoption_record.csv.",
            )
        )
    in_use = adopted.where(first_use=up_to(review.as_of))
    if in_use.count() == 0:
        first = min(adopted.distinct(AdoptedProduct.first_use))
        conclude(too_early(f"No adopted product is in use yet, the first from {first}", first))
    return tuple(_make_product(product, campuses, review.school_year.span) for product in in_use)


def _teach_other_grades(campuses: Iterable[Campus], grades: frozenset[str] | None) -> bool:
    """Return whether half or more of the grades of some campuses are not among these."""
    taught = grades_in("; ".join(grade for campus in campuses for grade in campus.grades))
    taught = taught or frozenset()
    return grades is not None and bool(taught) and 2 * len(taught - grades) >= len(taught)


def _make_product(product: AdoptedProduct, campuses: Campuses, year: Span) -> Product:
    places = campuses.ids if ALL_CAMPUSES in product.campus_ids else product.campus_ids
    adopted = product.adopted_on if product.first_use in year else year.first
    late = adopted > product.first_use >= year.first
    grades = _read_grades(product.grades)
    return Product(
        name=product.product_id,
        subject=product.subject,
        grades=grades,
        first_use=product.first_use,
        since=year.first if late else adopted,
        campuses=tuple(campus for campus in places if campus in campuses.ids),
        roles=frozenset(product.taught_by_roles or ()),
        adopted_late=adopted if late else None,
        wider=frozenset(
            place
            for place, taught in (
                *((campus.campus_id, (campus,)) for campus in campuses),
                (None, tuple(campuses)),
            )
            if _teach_other_grades(taught, grades)
        ),
    )


Products = Annotated[tuple[Product, ...], products_in_use]


@frozen(eq=False, repr=False, slots=False)
class ProductSessions(Sessions):
    """Training on the products, including sessions since spring that prepared the year."""

    calendar: Annotated[Records[TrainingSession], spring_before]
    attendance: Annotated[Records[Attendance], spring_before]

    def select_product(self, product: Product) -> "ProductSessions":
        """Return the sessions on a product that count: on teaching with it, and since its
        adoption."""
        sessions = self.calendar.where(
            product_id=product.name, topic_codes=ON_A_PRODUCT, date=reaching(product.since)
        )
        return evolve(self, calendar=sessions)

    def select_year(self, names: Collection[str]) -> "ProductSessions":
        """Return the sessions of the school year on any of these products."""
        return evolve(
            self,
            calendar=self.calendar.where(
                product_id=frozenset(names),
                topic_codes=ON_A_PRODUCT,
                date=reaching(self.review.school_year.span.first),
            ),
        )

    def select_products(self, products: Iterable[Product]) -> "ProductSessions":
        """Return the sessions that count on any of the products, each since its adoption."""
        since = {product.name: product.since for product in products}
        sessions = self.calendar.where(product_id=frozenset(since), topic_codes=ON_A_PRODUCT)
        in_time = sessions.fitting(
            lambda name, day: day is not None and day >= since.get(name, day),
            *(TrainingSession.product_id, TrainingSession.date),
        )
        return evolve(self, calendar=in_time)

    def select_meant_for(self, roles: Collection[Role]) -> "ProductSessions":
        """Return the sessions that are meant for one of the roles."""
        return evolve(self, calendar=self.calendar.where(audience_roles=frozenset(roles)))

    def select_period(self, first: date, last: date) -> "ProductSessions":
        """Return the sessions within a period, with the sign-in sheets of that period."""
        return evolve(
            self,
            calendar=self.calendar.where(date=reaching(first)).where(date=up_to(last)),
            attendance=self.attendance.where(date=reaching(first)).where(date=up_to(last)),
        )

    def select_sheets(self) -> Records[Attendance]:
        """Return the sign-in sheets of these sessions."""
        ids = self.calendar.distinct(TrainingSession.session_id) if self.calendar.count() else ()
        return self.attendance.where(session_id=frozenset(ids))

    def find_learners(self, names: Collection[str]) -> frozenset[str]:
        """Return who was at any session on one of these products."""
        about = self.calendar.where(product_id=frozenset(names), topic_codes=ON_A_PRODUCT)
        rows = evolve(self, calendar=about).select_sheets().where(attended=True)
        return frozenset(rows.distinct(Attendance.staff_id)) if rows.count() else frozenset()

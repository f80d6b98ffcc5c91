"""Adopted high-quality products: which are in use, and who teaches with them."""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from lever5_rules.artifacts.denominators import AdoptedProduct
from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.vocabulary import ContentArea, Role
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Reason,
    Records,
    Review,
    conclude,
    gap,
    up_to,
)

from .grades import grades_in
from .staff import TEACHERS, Assignment


@frozen(eq=False, repr=False, slots=False)
class Product:
    """An adopted high-quality product that is in use by the day of the review."""

    name: str
    subject: ContentArea
    grades: frozenset[str] | None
    adopted_on: date
    first_use: date
    campuses: tuple[str, ...]

    def taught_by(self, staff: Iterable[Assignment]) -> list[Assignment]:
        """Teachers who use it: of its subject, and of its grades if both are told. General
        teachers without a subject teach them all; specialists without one use none for sure."""
        return [
            one
            for one in staff
            if one.role in TEACHERS and one.campus_id in self.campuses
            if one.content_area is self.subject
            or (one.content_area is None and one.role is Role.TEACHER)
            if self._may_use(one.grade)
        ]

    def _may_use(self, grade: str | None) -> bool:
        taught = grades_in(grade) if grade else None
        return not taught or not self.grades or not taught.isdisjoint(self.grades)


def _grades_of(written: Iterable[str]) -> frozenset[str] | None:
    """The grades of a product; None where one of them cannot be told, so that any may be meant."""
    found = [grades_in(one) for one in written]
    if any(one is None for one in found):
        return None
    return frozenset[str]().union(*(one for one in found if one))


def products_in_use(
    products: Records[AdoptedProduct], campuses: Campuses, review: Review
) -> tuple[Product, ...]:
    in_use = products.where(hqim=True, first_use=up_to(review.as_of))
    if in_use.count() == 0:
        conclude(
            gap(
                Reason.NOT_COVERED,
                "No product in use is recorded as high-quality instructional material.",
                "Adopt high-quality materials, or correct hqim in curriculum_adoption_record.csv.",
            )
        )
    return tuple(
        Product(
            one.product_id,
            one.subject,
            _grades_of(one.grades),
            one.adopted_on,
            one.first_use,
            campuses.ids
            if ALL_CAMPUSES in one.campus_ids
            else tuple(campus for campus in one.campus_ids if campus in campuses.ids),
        )
        for one in in_use
    )


Products = Annotated[tuple[Product, ...], products_in_use]

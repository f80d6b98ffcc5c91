"""Training resources that the district has published."""

from collections.abc import Iterable
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.training import TrainingResource
from lever5_rules.authoring import (
    Outcome,
    Reason,
    Records,
    Review,
    Verdict,
    beyond,
    conclude,
    gap,
    listing,
    shown,
    up_to,
)
from lever5_rules.rules._shared.calendar import too_early


def report_none_listed(what: str) -> Verdict:
    """Return the verdict that the catalog has no resource on a subject."""
    return gap(
        Reason.NOT_COVERED,
        f"The catalog of training resources has none on {what}.",
        f"Publish a resource on {what} and add it to training_resource_catalog.csv.",
    )


@frozen(eq=False, repr=False, slots=False)
class Resources:
    """The resources that the district has published for its staff."""

    catalog: Records[TrainingResource]
    review: Review

    def lists(self, **about: Any) -> bool:
        """Return whether the catalog has any such resource, published or planned."""
        return self.catalog.where(**about).count() > 0

    def select_published(self, what: str, **about: Any) -> Records[TrainingResource]:
        """Return resources that are published by now; if the catalog has none, the element ends."""
        listed = self.catalog.where(**about)
        if listed.count() == 0:
            conclude(report_none_listed(what))
        published = listed.where(published_on=up_to(self.review.as_of))
        if published.count() == 0:
            first = min(listed.distinct(TrainingResource.published_on))
            conclude(too_early(f"No resource on {what} has been published yet", first))
        return published

    def name_later(self, verdict: Verdict, **about: Any) -> Verdict:
        """Add to a gap the resources of the catalog that are to be published after the review."""
        if verdict.outcome is not Outcome.GAP:
            return verdict
        later = (
            self.catalog.for_comparison()
            .where(**about)
            .surely(TrainingResource.resource_id, TrainingResource.published_on)
            .where(published_on=beyond(self.review.as_of))
        )
        if not later.count():
            return verdict
        days = later.tally(TrainingResource.published_on, TrainingResource.resource_id)
        announced = listing(f"{shown(name)} on {day}" for day, name in sorted(days))
        return verdict.but(
            message=f"{verdict.message} To be published later: {announced}.",
            remedy=f"{verdict.remedy} If what is to be published later is out, correct "
            "published_on.",
        )

    def list_campuses(
        self, resources: Records[TrainingResource], campuses: Iterable[str]
    ) -> list[str]:
        """Return the campuses that can use one of the resources."""
        places = resources.distinct(TrainingResource.campus_ids) if resources.count() else ()
        return [campus for campus in campuses if campus in places or ALL_CAMPUSES in places]

"""Targets for how often one role observes another, combined for each campus."""

from collections.abc import Callable

from attrs import frozen

from lever5_rules.artifacts.observation import ObservationFrequencyTarget, Target
from lever5_rules.artifacts.vocabulary import Period, Role, TargetType
from lever5_rules.authoring import Campuses, Documents, Reason, Verdict, listing, missing
from lever5_rules.rules._shared.joint_documents import judge_together
from lever5_rules.rules._shared.staff import DISTRICT_ROLES, LeadershipRoles, Staff
from lever5_rules.rules._shared.supervision import reporting_lines

PER_MONTH = {
    Period.WEEK: 4.0,
    Period.MONTH: 1.0,
    Period.QUARTER: 4 / 9,
    Period.SEMESTER: 2 / 9,
    Period.YEAR: 1 / 9,
}
"""How often each period occurs in a month of a nine-month, 36-week school year."""

Lines = tuple[tuple[Role, Role], ...]
"""Pairs of a leadership role and a role that reports to it."""


def describe_target(target: Target) -> str:
    return f"{target.observation_type} of {target.observee_role} by {target.observer_role}"


def describe_line(pair: tuple[Role, Role]) -> str:
    return f"{pair[1]} by {pair[0]}"


@frozen(eq=False, repr=False, slots=False)
class Targets:
    """The targets of a campus, from any number of documents, and the reporting lines there."""

    documents: Documents[ObservationFrequencyTarget]
    campuses: Campuses
    staff: Staff
    roles: LeadershipRoles

    def judge(self, judge: Callable[["TargetsInForce"], Verdict]) -> Verdict:
        """Judge the targets of each campus, once for all campuses with the same targets."""

        leading = DISTRICT_ROLES | set(self.roles.value)

        def judge_campuses(
            documents: tuple[ObservationFrequencyTarget, ...], campuses: Campuses
        ) -> Verdict:
            places = {None, *campuses.ids}
            targets = tuple(target for document in documents for target in document.targets)
            named = {(target.observer_role, target.observee_role) for target in targets}
            return judge(
                TargetsInForce(
                    targets,
                    reporting_lines(self.staff, campuses, self.roles, named),
                    frozenset(
                        person.role
                        for person in self.staff
                        if person.role in leading and person.campus_id in places
                    ),
                )
            )

        return judge_together(self.documents, self.campuses, judge_campuses)


@frozen(eq=False, repr=False, slots=False)
class TargetsInForce:
    """The targets in force on some campuses, with reporting lines and the leadership roles
    there."""

    targets: tuple[Target, ...]
    lines: Lines
    leading: frozenset[Role]

    def of_kind(self, kind: TargetType) -> tuple[Target, ...]:
        return tuple(target for target in self.targets if target.observation_type is kind)

    def find_contradiction(self, kind: TargetType) -> Verdict | None:
        """Return the contradiction if a pair has two different targets of a kind; else None.

        The same target stated twice counts as one.
        """
        counts_by_pair: dict[tuple[Role, Role], set[float]] = {}
        for target in self.of_kind(kind):
            pair = (target.observer_role, target.observee_role)
            counts_by_pair.setdefault(pair, set()).add(monthly_count(target))
        contradictory_lines = [
            describe_line(pair) for pair, numbers in counts_by_pair.items() if len(numbers) > 1
        ]
        if not contradictory_lines:
            return None
        return missing(
            Reason.CONTRADICTORY,
            f"Two different {kind} targets are set for {listing(contradictory_lines, most=12)}.",
            "Find out which one holds, and take the other out (effective_to, where a document is "
            "withdrawn).",
        )


def monthly_count(target: Target) -> float:
    """Return the number of observations that a target requires per month of school."""
    return round(target.count * PER_MONTH[target.per], 6)

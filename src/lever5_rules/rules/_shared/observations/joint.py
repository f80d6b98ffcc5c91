"""Joint visits: district staff go along when leaders other than the principal are observed."""

from attrs import frozen

from lever5_rules.artifacts.observation import Observation
from lever5_rules.artifacts.vocabulary import Focus, ObservationType, Role
from lever5_rules.authoring import Records
from lever5_rules.rules._shared.near_misses import (
    Lack,
    NearMisses,
    count_lacking,
    describe_near_misses,
)
from lever5_rules.rules._shared.staff import DISTRICT_ROLES, LeadershipRoles


@frozen(eq=False, repr=False, slots=False)
class JointVisits:
    """Observations of type joint in which district staff see with a principal how leaders lead.

    They are of a leader other than the principal, or of the principal's feedback meeting.
    """

    log: Records[Observation]
    roles: LeadershipRoles

    def select_final(self) -> Records[Observation]:
        """Return the final ones by district staff."""
        return self._select_of_leading(
            self._joint.where(observer_role=DISTRICT_ROLES, finalized=True)
        )

    def find_near_misses(self) -> NearMisses:
        """Return how many joint observations there are, and what they lack to count."""
        joint = self._joint.for_comparison()
        of_others = joint.count() - self._select_of_leading(joint).count()
        lacks = (
            count_lacking(joint, "not final", "finalized", finalized=True),
            count_lacking(
                *(joint, "by people other than district staff, as the staff roster has them"),
                *("observer_staff_id",),
                observer_role=DISTRICT_ROLES,
            ),
            Lack(
                of_others,
                "of people other than leaders beside the principal, and not of a feedback meeting "
                "of the principal",
                "observee_staff_id or focus",
            ),
        )
        return describe_near_misses(joint, "of type joint", lacks)

    @property
    def _joint(self) -> Records[Observation]:
        return self.log.where(type=ObservationType.JOINT)

    def _select_of_leading(self, visits: Records[Observation]) -> Records[Observation]:
        leaders = frozenset(self.roles.value) - {Role.PRINCIPAL}

        def is_of_leading(observed: Role | None, focus: tuple[Focus, ...] | None) -> bool:
            return observed in leaders or (
                observed is Role.PRINCIPAL and Focus.FEEDBACK_MEETING in (focus or ())
            )

        return visits.fitting(is_of_leading, Observation.observee_role, Observation.focus)

"""What an element function returns, and how it ends early where evidence ends."""

from datetime import date
from typing import Any

from attrs import frozen

from .blanks import Problem
from .evidence import Note
from .limits import Limit
from .outcome import Outcome, Reason


@frozen(eq=False, repr=False, slots=False)
class Verdict:
    """The judgement of one element, or of one campus or role within it.

    Made by the authoring helpers (`at_least`, `every`, `gap` ...), never by hand. `reason` None
    means that the element does not apply. `scope` names the campuses, roles or products that
    fall short. `notes` narrows the evidence to what matters; empty means all that was read.
    `until` is the first day on which it can be judged, where it is too early; `wanted` says which
    artifact of the kind is missing, such as "with role eb_teacher", where one alone would do.
    """

    reason: Reason | None
    message: str
    remedy: str = ""
    limit: Limit[Any] | None = None
    scope: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    kind: str = ""
    until: date | None = None
    wanted: str = ""

    @property
    def outcome(self) -> Outcome | None:
        """None where the element does not apply."""
        return self.reason.outcome if self.reason else None

    def noted(self, notes: tuple[Note, ...]) -> "Verdict":
        """The same verdict resting on these notes, unless it has its own already."""
        if self.notes or not notes:
            return self
        return self.but(notes=notes)

    def but(self, **changes: Any) -> "Verdict":
        """The same verdict with some parts changed."""
        return Verdict(**{**vars(self), **changes})


class EndOfEvidence(BaseException):
    """Raised where reading comes to an end: the element cannot be judged any further.

    Not an Exception, so that `except Exception` in a rule cannot swallow it.
    """

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.message)
        self.verdict = verdict

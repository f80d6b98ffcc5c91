"""The result of an element function, and the exception that ends one early."""

from datetime import date
from typing import Any

from attrs import frozen

from .blanks import Problem
from .evidence import Note
from .limits import Limit
from .outcome import Outcome, Reason
from .values import short_repr


@short_repr("outcome", "reason", "message")
@frozen(eq=False, repr=False, slots=False)
class Verdict:
    """The judgement of one element, or of one campus or role within it.

    Created by the authoring helpers (`at_least`, `every`, `gap` ...), never directly. `reason` None
    means that the element does not apply. `scope` names the campuses, roles or products that fall
    short. `notes` narrows the evidence to what matters; empty means everything that was read.
    `until` is the first day on which the element can be judged, if it is too early now. `wanted`
    says which artifact of the kind is missing, such as "with role eb_teacher", if that one would be
    enough.
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
        """The outcome, or None if the element does not apply."""
        return self.reason.outcome if self.reason else None

    def noted(self, notes: tuple[Note, ...]) -> "Verdict":
        """Return the verdict with these notes as its evidence, unless it already has its own."""
        if self.notes or not notes:
            return self
        return self.but(notes=notes)

    def but(self, **changes: Any) -> "Verdict":
        """Return the verdict with some fields changed."""
        return Verdict(**{**vars(self), **changes})


class EndOfEvidence(BaseException):
    """Raised when a field cannot be read, so that the element cannot be judged further.

    Not an Exception, so that `except Exception` in a rule cannot swallow it.
    """

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.message)
        self.verdict = verdict

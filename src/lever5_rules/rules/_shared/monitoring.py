"""Summaries of student monitoring: the counts of each window, and windows that overlap."""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from lever5_rules.artifacts.plans import SMALL_GROUP, MonitoringSummary
from lever5_rules.artifacts.vocabulary import SupportType
from lever5_rules.authoring import Reason, Records, conclude, missing


@frozen
class WindowCounts:
    """The counts of one window: how many students were due and on time.

    For a small group it only says whether the share was reached.
    """

    first: date
    last: date
    due: int | None
    on_time: int | None
    met: bool | None

    @property
    def idle(self) -> bool:
        """Whether nobody was due."""
        return self.due == 0

    @property
    def is_blank(self) -> bool:
        """Whether it says neither how many were on time nor that the share was reached."""
        return self.on_time is None and self.met is None

    @property
    def share(self) -> float:
        if self.due and self.on_time is not None:
            return self.on_time / self.due
        return float(self.met or False)


def read_windows(rows: Records[MonitoringSummary], tier: SupportType) -> tuple[WindowCounts, ...]:
    """Return the windows of a campus and tier; more students on time than due end the element."""
    result = []
    names = ("window_start", "window_end", "students_due", "students_on_time", "on_time_met")
    for (first, last, due, on_time, met), _ in sorted(rows.tally(*names).items(), key=str):
        if due is not None and on_time is not None and on_time > due:
            conclude(
                missing(
                    Reason.CONTRADICTORY,
                    f"the summary of {tier} from {first} to {last} has more students on time than "
                    "were due.",
                    "Correct students_due or students_on_time in progress_monitoring_summary.csv.",
                )
            )
        is_small = due is None or due < SMALL_GROUP
        is_counted = due is not None and on_time is not None
        result.append(
            WindowCounts(first, last, due, on_time, met if is_small and not is_counted else None)
            if due != 0
            else WindowCounts(first, last, 0, 0, None)
        )
    return tuple(result)


def group_overlapping(windows: Iterable[WindowCounts]) -> list[list[WindowCounts]]:
    """Return the windows in groups that overlap in time; a window without overlap is its own group.

    A window may begin on the day on which another ends.
    """
    groups: list[list[WindowCounts]] = []
    for window in sorted(windows, key=lambda other: (other.first, other.last)):
        group = groups[-1] if groups else []
        if group and (
            window.first < max(other.last for other in group) or window.first == group[0].first
        ):
            group.append(window)
        else:
            groups.append([window])
    return groups

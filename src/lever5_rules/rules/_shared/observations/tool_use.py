"""The campuses that use the central observation tool."""

from collections.abc import Collection
from datetime import date

from attrs import frozen

from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.observation import InUse
from lever5_rules.authoring import Campuses, Outcome, Review, Verdict, covers, known
from lever5_rules.rules._shared.calendar import too_early
from lever5_rules.rules._shared.observations.indicators import Tool, Tools
from lever5_rules.rules._shared.start_of_year import StartOfYear


@frozen(eq=False, repr=False, slots=False)
class ToolUse:
    """Judgement whether each campus uses the central tools."""

    tools: Tools
    campuses: Campuses
    review: Review
    start: StartOfYear

    def judge(self) -> Verdict:
        """Return whether all campuses do; before the first day of instruction that may be to
        come."""
        return self.tools.judge(self._judge_tool, self.tools.districtwide)

    def _judge_tool(self, tool: Tool) -> Verdict:
        listed, today = tool.used_by_campuses, self.review.as_of
        using = self._find_campuses(known(listed, "campus_id", "since"), today)
        if not set(using).issuperset(self.campuses.ids):
            using = self._find_campuses(listed, today)
        verdict = covers(
            found=using,
            wanted=self.campuses.ids,
            what="Campuses that use the tool",
            remedy="Bring the tool into use at {lacking} and record the day under "
            "used_by_campuses.",
        )
        if verdict.outcome is not Outcome.GAP or not self.start.is_ahead:
            return verdict
        last = max((use.since for use in listed), default=today)
        if not set(self._find_campuses(listed, last)).issuperset(self.campuses.ids):
            return verdict
        return too_early(f"{verdict.message[:-1]}; instruction has not begun", last)

    def _find_campuses(self, listed: tuple[InUse, ...], day: date) -> Collection[str]:
        """Return the campuses that use the tool on a day."""
        using = {use.campus_id for use in listed if use.since <= day}
        return self.campuses.ids if ALL_CAMPUSES in using else using

"""Calibration: sessions in which leaders come to judge alike, and who took part in them."""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from lever5_rules.artifacts.observation import CalibrationAttendance
from lever5_rules.artifacts.vocabulary import CalibrationPurpose
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Reason,
    Records,
    Review,
    Verdict,
    conclude,
    counted,
    enough,
    listing,
    missing,
    reaching,
)

from .calendar import YearCalendar, parts_over, pro_rata
from .staff import Assignment

MinMinutes = Annotated[Limit[int], "calibration.min_minutes"]


def on(
    records: Records[CalibrationAttendance], purpose: CalibrationPurpose
) -> Records[CalibrationAttendance]:
    """The rows of a purpose; without any the element ends."""
    rows = records.where(purpose=purpose)
    if rows.count() == 0:
        conclude(
            missing(
                Reason.NO_RECORDS,
                f"No calibration on {purpose.value.replace('_', ' ')} is recorded.",
                f"Find the sessions with purpose {purpose} and add them to "
                "calibration_record.csv, or hold them.",
            )
        )
    return rows


@frozen(eq=False, repr=False, slots=False)
class Calibrations:
    """The calibration sessions of the year that are long enough to count."""

    records: Records[CalibrationAttendance]
    minutes: MinMinutes
    year: YearCalendar
    review: Review

    def long_enough(self, purpose: CalibrationPurpose) -> Records[CalibrationAttendance]:
        """Rows of sessions of a purpose that last as long as the ruleset asks."""
        return on(self.records, purpose).where(minutes=reaching(self.minutes.value))

    def held(self, purpose: CalibrationPurpose, per_year: Limit[int]) -> Verdict:
        """Whether as many sessions were held by now as the year's number asks."""
        rows = self.long_enough(purpose)
        days = rows.distinct("date") if rows.count() else ()
        what = f"Calibration sessions of {self.minutes.value} minutes or more"
        return pro_rata(len(days), per_year, self.year, self.review, what)

    def leaders(
        self,
        purpose: CalibrationPurpose,
        leaders: Iterable[Assignment],
        per_year: Limit[int],
        share: Limit[float],
    ) -> Verdict:
        """Whether enough leaders took part as often by now as the year's number asks."""
        rows = self.long_enough(purpose)
        held = set(rows.distinct("date")) if rows.count() else set()
        days: dict[str, set[date]] = {}
        for person, day in rows.tally("staff_id", "date"):
            days.setdefault(person, set()).add(day)
        over = parts_over(per_year.value, self.year, self.review)
        asked = over or per_year.value
        # Nobody is asked for a session that was held before they came.
        wanted = {one: asked - sum(day < one.since for day in held) for one in leaders}
        everyone = [one for one, number in wanted.items() if number > 0] or list(wanted)
        lacking = [one for one in everyone if len(days.get(one.staff_id, ())) < wanted[one]]
        campuses = dict.fromkeys(str(leader.campus_id) for leader in lacking)
        verdict = enough(
            len(everyone) - len(lacking),
            len(everyone),
            share,
            f"leaders took part in at least {counted(asked, 'session')}",
            f"Hold a session for the leaders at {listing(campuses)} who have fewer than {asked}.",
            reason=Reason.NOT_COVERED,
            more=f" Others are at {listing(campuses)}.",
            scope=campuses,
        )
        if verdict.reason is not Reason.MET and over == 0:
            return pro_rata(0, per_year, self.year, self.review, "Sessions of each leader")
        return verdict

"""Calibration: sessions in which leaders learn to judge alike, and attendance at them."""

from collections import Counter
from collections.abc import Collection, Iterable
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
    gap,
    listing,
    missing,
    plain,
    reaching,
)
from lever5_rules.rules._shared.calendar import YearCalendar, too_early
from lever5_rules.rules._shared.coverage import covered
from lever5_rules.rules._shared.regularity import parts_over, pro_rata
from lever5_rules.rules._shared.staff import Assignment, Posts, days_of

MinMinutes = Annotated[Limit[int], "calibration.min_minutes"]


def on(
    records: Records[CalibrationAttendance], purpose: CalibrationPurpose
) -> Records[CalibrationAttendance]:
    """Return the rows with a purpose; if there are none, the element ends."""
    rows = records.where(purpose=purpose)
    if rows.count() == 0 and rows.too_short():
        conclude(
            gap(
                Reason.BELOW_PARAMETER,
                f"No calibration on {purpose.value.replace('_', ' ')} took place and lasted long "
                "enough to be one.",
                "Hold such calibrations, and correct minutes in calibration_record.csv where it "
                "is wrong.",
            )
        )
    if rows.count() == 0:
        conclude(
            missing(
                Reason.NO_RECORDS,
                f"No calibration on {purpose.value.replace('_', ' ')} is recorded.",
                f"Find the sessions with purpose {purpose} and add them to "
                "calibration_record.csv, or hold them.",
                rows=rows,
            )
        )
    return rows


def on_the_central(
    rows: Records[CalibrationAttendance], central: Collection[str], what: str
) -> Records[CalibrationAttendance]:
    """Return the rows of sessions on the central instrument; if there are none, the element ends.

    Sessions on other instruments are ignored.
    """
    known = {plain(name) for name in central}
    used = rows.where(instrument_id=lambda name: plain(name) in known)
    if used.count() == 0 and rows.count():
        others = rows.distinct(CalibrationAttendance.instrument_id)
        conclude(
            gap(
                Reason.WRONG_INSTRUMENT,
                f"All sessions used {listing(others)}; the {what} is {listing(sorted(central))}.",
                f"Calibrate on the {what}, or correct instrument_id in calibration_record.csv.",
            )
        )
    return used


@frozen(eq=False, repr=False, slots=False)
class Calibrations:
    """The calibration sessions of the year, and the required length."""

    records: Records[CalibrationAttendance]
    minutes: MinMinutes
    year: YearCalendar
    posts: Posts
    review: Review

    def long_enough(self, purpose: CalibrationPurpose) -> Records[CalibrationAttendance]:
        """Return the rows of sessions with a purpose that are at least as long as the ruleset
        requires."""
        return on(self.records, purpose).where(minutes=reaching(self.minutes.value))

    def held(self, purpose: CalibrationPurpose, per_year: Limit[int]) -> Verdict:
        """Return whether as many sessions were held as the yearly number requires by now."""
        rows = self.long_enough(purpose)
        days = rows.distinct(CalibrationAttendance.date) if rows.count() else ()
        what = f"Calibration sessions of {self.minutes.value} minutes or more"
        return pro_rata(len(days), per_year, self.year, self.review, what)

    def leaders(
        self,
        rows: Records[CalibrationAttendance],
        leaders: Iterable[Assignment],
        per_year: Limit[int],
        share: Limit[float],
    ) -> Verdict:
        """Return whether enough leaders took part as often as the yearly number requires by now.

        Also, some leaders of each campus and role must have taken part in at least one session.
        Sessions before a leader started are not required of that leader, but one of those held
        since is, unless there was only one and others of the campus took part; one who started
        after the last session is ignored.
        """
        everybody = tuple(leaders)
        attended = rows.tally(
            CalibrationAttendance.staff_id,
            CalibrationAttendance.campus_id,
            CalibrationAttendance.date,
        )
        days = days_of(everybody, attended, self.posts)
        session_days = {day for _, _, day in attended}
        if not session_days:
            what = f"Sessions of {self.minutes.value} minutes or more"
            return pro_rata(0, per_year, self.year, self.review, what)
        everyone = [
            assignment
            for assignment in everybody
            if assignment.staff_id in days or _had_session_since(assignment, session_days)
        ]
        over = parts_over(per_year.value, self.year, self.review)
        if not everyone:
            return self._all_new(per_year)
        there = {leader.campus_id for leader in everyone if leader.staff_id in days}
        number = Counter(leader.campus_id for leader in everyone)

        def asked_of(leader: Assignment) -> int:
            since: int = sum(day >= leader.since for day in session_days)
            whole_campus = leader.campus_id not in there and number[leader.campus_id] > 1
            may_miss_it = since < 2 and not whole_campus  # the one session since
            return max((over or per_year.value) - len(session_days) + since, 1 - may_miss_it)

        full = {
            leader.staff_id
            for leader in everyone
            if len(days.get(leader.staff_id, ())) >= asked_of(leader)
        }
        asked = counted(over or per_year.value, "session")
        verdict = covered(
            *(everyone, full, share),
            f"took part in at least {asked}",
            f"Hold a session for {{lacking}}: they took part in fewer than {asked}.",
        )
        if verdict.reason is Reason.MET or over:
            return verdict
        at_any = covered(
            *(everyone, days, share),
            f"took part in any of the {counted(len(session_days), 'session')} so far",
            "Hold a session for {lacking}, who took part in none.",
        )
        if at_any.reason is not Reason.MET or len(session_days) >= per_year.value:
            return at_any  # held early: leaders who missed a session can still make up for it
        return pro_rata(1, per_year, self.year, self.review, "Sessions of nearly each leader")

    def _all_new(self, per_year: Limit[int]) -> Verdict:
        """Return that it is too early: no current leader was there when a session was held."""
        parts = per_year.value
        until = self.year.after(self.review.as_of, len(self.year.days) // parts)
        return too_early("All leaders began after the last session so far", until, per_year)


def _had_session_since(leader: Assignment, days: Collection[date]) -> bool:
    """Return whether a session was held since a leader started."""
    return any(day >= leader.since for day in days)

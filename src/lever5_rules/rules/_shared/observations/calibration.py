"""Calibration: sessions in which leaders learn to judge alike, and attendance at them."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from attrs import frozen

from lever5_rules.artifacts.observation import CalibrationAttendance
from lever5_rules.artifacts.training import Attendance
from lever5_rules.artifacts.vocabulary import CalibrationPurpose
from lever5_rules.authoring import (
    Annotated,
    Limit,
    Outcome,
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
from lever5_rules.rules._shared.coverage import Coverage
from lever5_rules.rules._shared.regularity import count_elapsed_parts, judge_pro_rata
from lever5_rules.rules._shared.staff import Assignment, Posts, group_days

MinMinutes = Annotated[Limit[int], "calibration.min_minutes"]
_SIGNED = (Attendance.session_id, Attendance.staff_id)
_RECORDED = (CalibrationAttendance.session_id, CalibrationAttendance.staff_id)


def select_by_purpose(
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


def select_central(
    rows: Records[CalibrationAttendance], central: Collection[str], what: str
) -> Records[CalibrationAttendance]:
    """Return the rows of sessions on the central instrument; if there are none, the element ends.

    Sessions on other instruments are ignored.
    """
    central_names = {plain(name) for name in central}
    central_rows = rows.where(instrument_id=lambda name: plain(name) in central_names)
    if central_rows.count() == 0 and rows.count():
        others = rows.distinct(CalibrationAttendance.instrument_id)
        conclude(
            gap(
                Reason.WRONG_INSTRUMENT,
                f"All sessions used {listing(others)}; the {what} is {listing(sorted(central))}.",
                f"Calibrate on the {what}, or correct instrument_id in calibration_record.csv.",
            )
        )
    return central_rows


@frozen(eq=False, repr=False, slots=False)
class Calibrations:
    """The calibration sessions of the year, and the required length."""

    records: Records[CalibrationAttendance]
    minutes: MinMinutes
    year: YearCalendar
    posts: Posts
    review: Review

    def select_long_enough(self, purpose: CalibrationPurpose) -> Records[CalibrationAttendance]:
        """Return the rows of sessions with a purpose that are at least as long as the ruleset
        requires."""
        return select_by_purpose(self.records, purpose).where(minutes=reaching(self.minutes.value))

    def judge_number(self, purpose: CalibrationPurpose, per_year: Limit[int]) -> Verdict:
        """Return whether as many sessions were held as the yearly number requires by now."""
        rows = self.select_long_enough(purpose)
        days = rows.distinct(CalibrationAttendance.date) if rows.count() else ()
        what = f"Calibration sessions of {self.minutes.value} minutes or more"
        verdict = judge_pro_rata(len(days), per_year, self.year, self.review, what)
        return self.name_shorter(verdict, purpose)

    def name_shorter(self, verdict: Verdict, purpose: CalibrationPurpose) -> Verdict:
        """Add to a verdict that is no pass the sessions with a purpose that are too short to
        count."""
        least = self.minutes.value
        rows = self.records.for_comparison().where(purpose=purpose)
        lasting = rows.surely(CalibrationAttendance.minutes)
        short = lasting.fitting(lambda minutes: minutes < least, CalibrationAttendance.minutes)
        if verdict.outcome is Outcome.PASS or not short.count():
            return verdict
        number = len(short.distinct(CalibrationAttendance.session_id))
        return verdict.but(
            message=f"{verdict.message} {counted(number, 'recorded session')} "
            f"{'is' if number == 1 else 'are'} shorter.",
            remedy=f"{verdict.remedy} Hold sessions of {least} minutes or more; where one was, "
            "correct minutes in calibration_record.csv.",
        )


@frozen(eq=False, repr=False, slots=False)
class Participation:
    """Judgement who took part in calibrations, by their record and by sign-in sheets of them."""

    sessions: Calibrations
    attendance: Records[Attendance] | None
    coverage: Coverage

    def judge(
        self,
        rows: Records[CalibrationAttendance],
        leaders: Iterable[Assignment],
        per_year: Limit[int],
        share: Limit[float],
    ) -> Verdict:
        """Return whether enough leaders took part as often as the yearly number requires by now.

        Also, some leaders of each campus and role must have taken part in at least one session.
        Sessions before a leader started are not required of that leader, but one of those held
        since is, unless there was only one and others of the campus took part. One who started
        after the last session is not asked until the next one is due; where most of the leaders
        did, it is too early. If it takes leaders whom the sign-in sheet of their session lists as
        absent, the records contradict each other.
        """
        all_leaders = tuple(leaders)
        verdict = self._judge_rows(rows, all_leaders, per_year, share)
        if verdict.reason is not Reason.MET or not (absences := self._find_absences(rows)):
            return verdict
        contradicted, confirmed = (
            rows.fitting(
                lambda *entry, is_absent=is_absent: (entry in absences) is is_absent, *_RECORDED
            )
            for is_absent in (True, False)
        )
        if self._judge_rows(confirmed, all_leaders, per_year, share).reason is Reason.MET:
            return verdict
        people = contradicted.distinct(CalibrationAttendance.staff_id)
        sessions = contradicted.distinct(CalibrationAttendance.session_id)
        return missing(
            Reason.CONTRADICTORY,
            f"calibration_record.csv has {counted(len(people), 'leader')} at {listing(sessions)} "
            "whom training_attendance.csv lists as absent.",
            "Find out who took part, and correct attended in training_attendance.csv or take the "
            "others out of calibration_record.csv.",
            rows=contradicted,
        )

    def _find_absences(self, rows: Records[CalibrationAttendance]) -> frozenset[tuple[str, str]]:
        """Return the sessions and people of these rows that sheets only list as absent."""
        if self.attendance is None:
            return frozenset()
        sessions = set(rows.distinct(CalibrationAttendance.session_id))
        sheets = self.attendance.where(session_id=sessions)
        came, absent = (
            {*sheets.where(attended=was_there).tally(*_SIGNED)} for was_there in (True, False)
        )
        return frozenset(absent - came)

    def _judge_rows(
        self,
        rows: Records[CalibrationAttendance],
        all_leaders: tuple[Assignment, ...],
        per_year: Limit[int],
        share: Limit[float],
    ) -> Verdict:
        year, review = self.sessions.year, self.sessions.review
        attended = rows.tally(
            CalibrationAttendance.staff_id,
            CalibrationAttendance.campus_id,
            CalibrationAttendance.date,
        )
        days = group_days(all_leaders, attended, self.sessions.posts)
        session_days = {day for _, _, day in attended}
        if not session_days:
            what = f"Sessions of {self.sessions.minutes.value} minutes or more"
            return judge_pro_rata(0, per_year, year, review, what)
        asked_leaders = [
            assignment
            for assignment in all_leaders
            if assignment.staff_id in days
            or _had_session_since(assignment, session_days)
            or self._is_overdue(assignment, per_year)
        ]
        elapsed_parts = count_elapsed_parts(per_year.value, year, review)
        new_leaders = len(all_leaders) - len(asked_leaders)
        if new_leaders > len(asked_leaders):
            return self._report_new(new_leaders, len(all_leaders), per_year)
        campuses_present = {leader.campus_id for leader in asked_leaders if leader.staff_id in days}
        leaders_per_campus = Counter(leader.campus_id for leader in asked_leaders)

        def count_required(leader: Assignment) -> int:
            sessions_since: int = sum(day >= leader.since for day in session_days)
            whole_campus = (
                leader.campus_id not in campuses_present
                and leaders_per_campus[leader.campus_id] > 1
            )
            may_miss_it = (  # the one session since
                sessions_since < 2 and not whole_campus and not self._is_overdue(leader, per_year)
            )
            return max(
                (elapsed_parts or per_year.value) - len(session_days) + sessions_since,
                1 - may_miss_it,
            )

        complete_ids = {
            leader.staff_id
            for leader in asked_leaders
            if len(days.get(leader.staff_id, ())) >= count_required(leader)
        }
        required_sessions = counted(elapsed_parts or per_year.value, "session")
        verdict = self.coverage.judge(
            *(asked_leaders, complete_ids, share),
            f"took part in at least {required_sessions}",
            f"Hold a session for {{lacking}}: they took part in fewer than {required_sessions}.",
        )
        if verdict.reason is Reason.MET and new_leaders:
            told = f"{counted(new_leaders, 'leader')} began after the last session."
            return verdict.but(message=f"{verdict.message} Not asked: {told}")
        if verdict.reason is Reason.MET or elapsed_parts:
            return verdict
        any_session = self.coverage.judge(
            *(asked_leaders, days, share),
            f"took part in any of the {counted(len(session_days), 'session')} so far",
            "Hold a session for {lacking}, who took part in none.",
        )
        if any_session.reason is not Reason.MET or len(session_days) >= per_year.value:
            return any_session  # held early: leaders who missed a session can still make up for it
        return judge_pro_rata(
            1, per_year, self.sessions.year, self.sessions.review, "Sessions of nearly each leader"
        )

    def _is_overdue(self, leader: Assignment, per_year: Limit[int]) -> bool:
        """Return whether a leader has been in the post for longer than sessions may lie apart."""
        year = self.sessions.year
        days_in_post = year.between(leader.since, self.sessions.review.as_of)
        return len(days_in_post) * per_year.value > len(year.days)

    def _report_new(self, new: int, of: int, per_year: Limit[int]) -> Verdict:
        """Return that it is too early: most current leaders were not there when a session was
        held."""
        year = self.sessions.year
        apart = len(year.days) // max(per_year.value, 1)
        until = year.day_after(self.sessions.review.as_of, apart)
        who = "All leaders" if new == of else f"{new} of {of} leaders"
        return too_early(f"{who} began after the last session so far", until, per_year)


def _had_session_since(leader: Assignment, days: Collection[date]) -> bool:
    """Return whether a session was held since a leader started."""
    return any(day >= leader.since for day in days)

"""Training that an analysis of action steps prompted: what to say if nobody came to any."""

from collections.abc import Iterable

from lever5_rules.artifacts.observation import TrackerAnalysis
from lever5_rules.artifacts.training import Attendance, TrainingSession
from lever5_rules.authoring import Reason, Records, Verdict, gap, listing, missing
from lever5_rules.rules._shared.calendar import too_early
from lever5_rules.rules._shared.presence import Session


def report_nobody_came(
    past: list[Session], sheets: Records[Attendance], ahead: Records[TrainingSession]
) -> Verdict:
    """Return the verdict if no leader is recorded at the sessions that an analysis prompted."""
    if past and sheets.count() == 0:
        return missing(
            Reason.NO_RECORDS,
            f"No attendance is recorded for {_list_ids(past)}, which an analysis prompted.",
            "Find the sign-in sheets and add them to training_attendance.csv.",
        )
    if ahead.count():
        first = min(ahead.distinct(TrainingSession.date))
        so_far = f"No leader is recorded at {_list_ids(past)}. " if past else ""
        return too_early(
            f"{so_far}The next session for leaders that an analysis prompted is not held yet", first
        )
    return gap(
        Reason.NOT_COVERED,
        "No leader is recorded at a session that an analysis prompted, after that analysis.",
        "Hold such a session and record who attends.",
    )


def _list_ids(sessions: Iterable[Session]) -> str:
    return listing(sorted(session.session_id for session in sessions))


def report_none_prompted(
    sessions: Records[TrainingSession], analyses: Records[TrackerAnalysis]
) -> Verdict:
    """Return the verdict if none of these sessions names an analysis that prompted it."""
    named = set(sessions.distinct(TrainingSession.informed_by)) if sessions.count() else set()
    unknown = sorted(named - set(analyses.distinct(TrackerAnalysis.analysis_id)))
    if unknown:
        return missing(
            Reason.CONTRADICTORY,
            f"Training sessions name {listing(unknown)} as the analysis that prompted them, which "
            "tracker_analysis.csv does not list.",
            "Add the analysis to tracker_analysis.csv, or correct informed_by in "
            "training_calendar.csv.",
        )
    before = " made after the first step was entered" if named else ""
    return gap(
        Reason.NOT_COVERED,
        f"No training session for instructional leaders names an analysis{before} that prompted "
        "it (informed_by).",
        "Plan a session from the latest analysis and give its id as informed_by in "
        "training_calendar.csv.",
    )

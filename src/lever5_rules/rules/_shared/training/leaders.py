"""Training of campus leaders on a subject: whether it took place, and whom it reached."""

from collections.abc import Callable, Mapping

from lever5_rules.artifacts.vocabulary import Topic
from lever5_rules.authoring import (
    Level,
    Reason,
    Rule,
    Verdict,
    counted,
    every,
    gap,
    listing,
    met,
)
from lever5_rules.rules._shared.collaboration.groups import Serving
from lever5_rules.rules._shared.leadership import CampusLeaders
from lever5_rules.rules._shared.presence import Presence
from lever5_rules.rules._shared.staff import select_by_campus
from lever5_rules.rules._shared.training.sessions import MinShareLeaders, Sessions


def add_leader_training(
    rule: Rule, serving: object, subjects: Mapping[str, frozenset[Topic]]
) -> None:
    """Add an element for a session on each subject, and one on how many leaders it reached.

    `serving` is the fact that returns the campuses concerned; leaders of others are not required to
    attend.
    """
    for words, topics in subjects.items():
        rule.add(
            _make_session_element(serving, words, topics),
            level=Level.RECORDED,
            name=f"{words.lower().replace(' ', '_')}_session",
            requirement=f"Campus leaders have been at a session on {words}.",
            unasked=dict.fromkeys(
                ("by_one_person", "nothing_of_last_campus"), "`leaders_covered` asks who came."
            ),
        )
    rule.add(
        _make_coverage_element(serving, subjects),
        level=Level.RECORDED,
        name="leaders_covered",
        requirement=f"Nearly all campus leaders have been trained on {listing(subjects)}.",
    )


def _make_session_element(
    serving_fact: object, words: str, topics: frozenset[Topic]
) -> Callable[..., Verdict]:
    def session(sessions: Sessions, leaders: CampusLeaders, serving: Serving) -> Verdict:
        def judge_attendance(presence: Presence) -> Verdict:
            if days := presence.days_of(serving_leaders):
                return met(f"Leaders were at sessions on {words} on {counted(len(days), 'day')}.")
            return gap(
                Reason.NOT_COVERED,
                f"No leader is recorded at a session on {words} for leaders.",
                f"Train campus leaders on {words} and record who attends.",
            )

        serving_leaders = select_by_campus(leaders, serving)
        roles = {assignment.role for assignment in serving_leaders}
        return sessions.presence(roles, words, topic_codes=topics).judge(
            serving_leaders, judge_attendance
        )

    session.__annotations__["serving"] = serving_fact
    return session


def _make_coverage_element(
    serving_fact: object, subjects: Mapping[str, frozenset[Topic]]
) -> Callable[..., Verdict]:
    def covered(
        sessions: Sessions, leaders: CampusLeaders, share: MinShareLeaders, serving: Serving
    ) -> Verdict:
        serving_leaders = select_by_campus(leaders, serving)
        return every(
            subjects,
            lambda words: sessions.judge_reach(
                serving_leaders, share, words, topic_codes=subjects[words]
            ),
            what="Subjects",
        )

    covered.__annotations__["serving"] = serving_fact
    return covered

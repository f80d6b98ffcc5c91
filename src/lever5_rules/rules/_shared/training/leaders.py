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
from lever5_rules.rules._shared.staff import of_campuses
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
            _requires_session(serving, words, topics),
            level=Level.RECORDED,
            name=f"{words.lower().replace(' ', '_')}_session",
            requirement=f"Campus leaders have been at a session on {words}.",
            unasked=dict.fromkeys(
                ("by_one_person", "nothing_of_last_campus"), "`leaders_covered` asks who came."
            ),
        )
    rule.add(
        _requires_coverage(serving, subjects),
        level=Level.RECORDED,
        name="leaders_covered",
        requirement=f"Nearly all campus leaders have been trained on {listing(subjects)}.",
    )


def _requires_session(
    where: object, words: str, topics: frozenset[Topic]
) -> Callable[..., Verdict]:
    def session(sessions: Sessions, leaders: CampusLeaders, serving: Serving) -> Verdict:
        def attended(seen: Presence) -> Verdict:
            if days := seen.of(own):
                return met(f"Leaders were at sessions on {words} on {counted(len(days), 'day')}.")
            return gap(
                Reason.NOT_COVERED,
                f"No leader is recorded at a session on {words} for leaders.",
                f"Train campus leaders on {words} and record who attends.",
            )

        own = of_campuses(leaders, serving)
        roles = {assignment.role for assignment in own}
        return sessions.presence(roles, words, topic_codes=topics).judged(own, attended)

    session.__annotations__["serving"] = where
    return session


def _requires_coverage(
    where: object, subjects: Mapping[str, frozenset[Topic]]
) -> Callable[..., Verdict]:
    def covered(
        sessions: Sessions, leaders: CampusLeaders, share: MinShareLeaders, serving: Serving
    ) -> Verdict:
        own = of_campuses(leaders, serving)
        return every(
            subjects,
            lambda words: sessions.reached(own, share, words, topic_codes=subjects[words]),
            what="Subjects",
        )

    covered.__annotations__["serving"] = where
    return covered

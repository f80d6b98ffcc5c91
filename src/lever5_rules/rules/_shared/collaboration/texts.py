"""Written expectations to collaborate, judged together: who meets, how often, and where."""

from collections.abc import Callable

from lever5_rules.artifacts.expectations import CollaborationExpectation
from lever5_rules.artifacts.vocabulary import Reach, Role
from lever5_rules.authoring import (
    Campuses,
    Documents,
    Limit,
    Outcome,
    Reason,
    Verdict,
    conclude,
    covers,
    gap,
    listing,
    met,
    missing,
    readings,
    shown,
    stating,
)
from lever5_rules.rules._shared.collaboration.groups import Group, Serving
from lever5_rules.rules._shared.joint_documents import items_of, judge_together

Texts = tuple[CollaborationExpectation, ...]


def judge_texts(
    texts: Documents[CollaborationExpectation],
    campuses: Campuses,
    serving: Serving,
    judge: Callable[[Texts], Verdict],
) -> Verdict:
    """Judge together the expectations that govern each campus that serves the group."""
    own_campuses = Campuses(campus for campus in campuses if campus.campus_id in serving)
    return judge_together(texts, own_campuses, lambda campus_texts, _: judge(campus_texts))


def judge_completeness(texts: Texts, group: Group, least: Limit[float]) -> Verdict:
    """Return whether they say who meets, how often, and who is responsible."""
    joint_texts = _select_joint(texts, group)
    stated, lacking = readings(
        joint_texts, lambda text: (text.sessions_per_month, text.participant_roles, text.owner_role)
    )
    if not stated and len(joint_texts) > 1 and _have_same_roles(joint_texts):
        stated, lacking = [(joint_texts[0], _combine_texts(joint_texts))], []
    per_month, roles, owner = max((value for _, value in stated), default=(0.0, (), None))
    for number, text in [(value[0], text) for text, value in stated]:
        others = [other for other, value in stated if value[0] >= least.value > number]
        if any(_share_meetings(text, other) for other in others):
            return missing(
                Reason.CONTRADICTORY,
                f"For the same people one text sets {shown(per_month)} meetings a month and "
                f"another {shown(number)}; at least {shown(least.value)} are asked.",
                "Correct sessions_per_month in one of the texts, end the one that was replaced "
                "(effective_to), or say in them what differs: roles, reach or topics.",
                limit=least,
            )
    if lacking and per_month < least.value:
        missing_verdicts = [verdict for verdict in lacking if verdict.outcome is Outcome.MISSING]
        conclude((missing_verdicts or lacking)[0])
    message = f"Expected of {listing(roles)} {shown(per_month)} times a month; {owner} sees to it."
    if per_month >= least.value:
        return met(message, least)
    return gap(
        Reason.VAGUE,
        f"{message} At least {shown(least.value)} times a month are asked.",
        "State how often they meet, at least about once in a quarter.",
        limit=least,
    )


def _have_same_roles(texts: Texts) -> bool:
    roles = stating(texts, lambda text: text.participant_roles)
    return len(roles) == len(texts) and len({frozenset(named) for _, named in roles}) == 1


def _combine_texts(texts: Texts) -> tuple[float, tuple[Role, ...], Role]:
    """Return what texts for the same people say together; what none says ends the element."""
    per_month = min(number for _, number in stating(texts, lambda text: text.sessions_per_month))
    owner = stating(texts, lambda text: text.owner_role)[0][1]
    return per_month, texts[0].participant_roles, owner


def judge_role(texts: Texts, group: Group, role: Role) -> Verdict:
    """Return whether staff of a role are among those who meet other collaborating staff."""
    others = group.both - {role}
    expectations = _select_joint(texts, group) if role in group.both else texts
    stated = stating(expectations, lambda text: text.participant_roles)
    roles = {
        each_role
        for _, named in stated
        if len(expectations) == 1 or others & {*named}
        for each_role in named
    }
    return covers(
        found=roles,
        wanted=(role,),
        what="Roles in the expectation",
        remedy="Expect each {lacking} to collaborate, and put it into the text.",
    )


def judge_reach(texts: Texts, group: Group, reach: Reach) -> Verdict:
    """Return whether they are about collaboration within campuses, or across campuses."""
    return covers(
        found={*items_of(_select_joint(texts, group), lambda text: text.reach)},
        wanted=(reach,),
        what="Collaboration expected",
        remedy="Extend the expectation to this form of collaboration: {lacking}.",
    )


def _share_meetings(text: CollaborationExpectation, other: CollaborationExpectation) -> bool:
    """Return whether two expectations are on the same meetings, as far as they say."""
    details, _ = readings(
        (text, other),
        lambda expectation: (
            {*expectation.participant_roles},
            {*expectation.reach},
            expectation.agenda_topics,
        ),
    )
    if len(details) < 2:
        return False
    (_, (roles, reach, topics)), (_, (same_roles, same_reach, same_topics)) = details
    share_topics = not (topics and same_topics) or {*topics} == {*same_topics}
    return roles == same_roles and reach == same_reach and share_topics


def _select_joint(texts: Texts, group: Group) -> Texts:
    """Return the expectations that bring teachers and specialists together."""
    if len(texts) == 1:
        return texts
    stated = stating(texts, lambda text: text.participant_roles)
    return tuple(text for text, roles in stated if group.both <= {*roles}) or texts

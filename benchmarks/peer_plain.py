"""The answers in plain Python: the floor."""

from bisect import bisect_right
from collections import Counter, defaultdict
from math import ceil, floor
from typing import Any

Facts = dict[str, Any]
Row = dict[str, Any]
TEACHERS = {"teacher", "special_education_teacher", "eb_teacher"}
DISTRICT = {"principal_supervisor", "district_leader"}
LEADING = {"feedback_meeting", "plc", "ilt", "coaching"}


def answers(facts: Facts) -> dict[str, bool]:
    """Return for each element whether the district does what it asks."""
    limits, guidelines = facts["limits"], facts["guidelines"]
    return {
        "5.2.4-3/membership": all(set(one["bases"]) & set(limits["bases"]) for one in guidelines),
        "5.2.4-3/frequency": all(one["per_week"] >= limits["per_week"] for one in guidelines),
        "5.2.4-3/length": all(one["minutes"] >= limits["minutes"] for one in guidelines),
        "5.2.4-3/sample_agenda": all(one["agenda"] for one in guidelines),
        "5.2.4-3/issued_to_all_campuses": all(
            {had["campus"] for had in one["issued"] if had["day"] <= facts["as_of"]}
            >= set(one["campuses"])
            for one in guidelines
        ),
        "5.2.4-3/plc_held_as_written": _plc_held(facts),
        **_visits(facts),
    }


def _plc_held(facts: Facts) -> bool:
    limits, as_of = facts["limits"], facts["as_of"]
    open_days: dict[int, list[int]] = defaultdict(list)
    for one in facts["calendar"]:
        if one["open"]:
            open_days[one["week"]].append(one["day"])
    weeks = [
        week
        for week, days in open_days.items()
        if len(days) >= limits["week_days"] and max(*days, week + 4) <= as_of
    ]
    members: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in facts["roster"]:
        if one["role"] == "teacher" and one["first"] <= as_of <= one["last"]:
            members[one["campus"]][one["team"] or "none"].add(one["staff"])
    meetings: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for one in facts["meetings"]:
        if one["type"] != "plc" or one["day"] > as_of:
            continue
        if one["roles"] and not TEACHERS.intersection(one["roles"]):
            continue
        for campus in one["campuses"]:
            meetings[campus, one["team"]].append(one)

    def regular(held: list[Row], least: int, often: float) -> bool:
        days = Counter(week for week, _ in {
            (one["week"], one["day"]) for one in held if one["minutes"] >= least
        })  # fmt: skip
        full = sum(days[week] >= often for week in weeks)
        needed: int = ceil(round(limits["regular"] * len(weeks), 6))
        return full >= needed

    for guideline in facts["guidelines"]:
        least = ceil(round(limits["near"] * guideline["minutes"], 6))
        for campus in guideline["campuses"]:
            teams = {name: who for name, who in members[campus].items() if name != "none"}
            named = set().union(*teams.values())
            outside = len(members[campus]["none"] - named)
            teachers = sum(map(len, teams.values())) + outside
            if not teams or outside > max(1, floor(round((1 - limits["in_teams"]) * teachers, 6))):
                return False
            for team in teams:
                if not regular(meetings[campus, team], least, guideline["per_week"]):
                    return False
    return True


def _visits(facts: Facts) -> dict[str, bool]:
    limits, as_of = facts["limits"], facts["as_of"]
    posts: dict[str, list[Row]] = defaultdict(list)
    for one in facts["roster"]:
        posts[one["staff"]].append(one)
    principals = [
        one
        for one in facts["roster"]
        if one["role"] == "principal" and one["first"] <= as_of <= one["last"]
    ]
    led = {one["staff"] for one in principals}
    visits: list[tuple[Row, set[str]]] = []
    for one in facts["observations"]:
        if one["observee"] not in led or not one["final"] or one["day"] > as_of:
            continue
        if one["type"] == "appraisal_conference" or one["minutes"] < limits["observation"]:
            continue
        held = [
            post["role"]
            for post in posts[one["observer"]]
            if post["first"] <= one["day"] <= post["last"]
        ]
        if not DISTRICT.intersection(held or [one["observer_role"]]):
            continue
        visits.append((one, {
            post["campus"]
            for post in posts[one["observee"]]
            if post["role"] == "principal" and post["first"] <= one["day"] <= post["last"]
        }))  # fmt: skip
    days = Counter(one["month"] for one in facts["calendar"] if one["open"])
    months = [
        month for month, number in days.items() if number >= 10 and month < facts["month_not_over"]
    ]
    done = Counter((campus, month) for campus, month, _ in {
        (campus, one["month"], one["day"]) for one, campuses in visits for campus in campuses
    })  # fmt: skip
    seen: dict[str, set[str]] = defaultdict(set)
    for one, _ in visits:
        seen[one["observer"]].add(one["observee"])
    leading = [(one, where) for one, where in visits if LEADING.intersection(one["focus"])]
    said = {campus for one, where in visits if one["focus"] for campus in where}
    return {
        "5.1.2-4/visit_cadence_met": bool(visits) and all(
            sum(done[one["campus"], month] >= limits["visits"] for month in months)
            >= limits["regular"] * len(months)
            for one in principals
        ),
        "5.1.2-4/leadership_activity_observed": bool(visits)
        and len(leading) >= limits["leading"] * len(visits)
        and said <= {campus for _, where in leading for campus in where},
        "5.1.2-4/feedback_given": _feedback(facts, visits),
        "5.1.2-4/span": bool(visits) and max(map(len, seen.values())) <= limits["span"],
    }  # fmt: skip


def _feedback(facts: Facts, visits: list[tuple[Row, set[str]]]) -> bool:
    limits, as_of = facts["limits"], facts["as_of"]
    open_days = sorted(one["day"] for one in facts["calendar"] if one["open"])
    until = {
        day: bisect_right(open_days, day)
        for one, _ in visits
        for day in (one["day"], one["feedback"], as_of)
    }
    due, soon = 0, 0
    by_campus: dict[str, list[bool]] = defaultdict(list)
    for one, campuses in visits:
        heard = one["day"] <= one["feedback"] <= as_of
        answered = one["feedback"] if heard else as_of
        late = until[answered] - until[one["day"]] > limits["feedback_days"]
        if not heard and not late:
            continue
        due += 1
        soon += not late
        for campus in campuses:
            by_campus[campus].append(not late)
    return due > 0 and soon >= limits["in_time"] * due and all(map(any, by_campus.values()))

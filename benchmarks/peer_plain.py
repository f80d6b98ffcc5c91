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
        "5.2.4-3/membership": all(
            set(guideline["bases"]) & set(limits["bases"]) for guideline in guidelines
        ),
        "5.2.4-3/frequency": all(
            guideline["per_week"] >= limits["per_week"] for guideline in guidelines
        ),
        "5.2.4-3/length": all(
            guideline["minutes"] >= limits["minutes"] for guideline in guidelines
        ),
        "5.2.4-3/sample_agenda": all(guideline["agenda"] for guideline in guidelines),
        "5.2.4-3/issued_to_all_campuses": all(
            {had["campus"] for had in guideline["issued"] if had["day"] <= facts["as_of"]}
            >= set(guideline["campuses"])
            for guideline in guidelines
        ),
        "5.2.4-3/plc_held_as_written": _plc_held(facts),
        **_visits(facts),
    }


def _plc_held(facts: Facts) -> bool:
    limits, as_of = facts["limits"], facts["as_of"]
    open_days: dict[int, list[int]] = defaultdict(list)
    for meeting in facts["calendar"]:
        if meeting["open"]:
            open_days[meeting["week"]].append(meeting["day"])
    weeks = [
        week
        for week, days in open_days.items()
        if len(days) >= limits["week_days"] and max(*days, week + 4) <= as_of
    ]
    members: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for meeting in facts["roster"]:
        if meeting["role"] == "teacher" and meeting["first"] <= as_of <= meeting["last"]:
            members[meeting["campus"]][meeting["team"] or "none"].add(meeting["staff"])
    meetings: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for meeting in facts["meetings"]:
        if meeting["type"] != "plc" or meeting["day"] > as_of:
            continue
        if meeting["roles"] and not TEACHERS.intersection(meeting["roles"]):
            continue
        for campus in meeting["campuses"]:
            meetings[campus, meeting["team"]].append(meeting)

    def regular(meetings: list[Row], least: int, often: float) -> bool:
        days = Counter(week for week, _ in {
            (item["week"], item["day"]) for item in meetings if item["minutes"] >= least
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
    for observation in facts["roster"]:
        posts[observation["staff"]].append(observation)
    principals = [
        row
        for row in facts["roster"]
        if row["role"] == "principal" and row["first"] <= as_of <= row["last"]
    ]
    led = {principal["staff"] for principal in principals}
    visits: list[tuple[Row, set[str]]] = []
    for observation in facts["observations"]:
        if (
            observation["observee"] not in led
            or not observation["final"]
            or observation["day"] > as_of
        ):
            continue
        if (
            observation["type"] == "appraisal_conference"
            or observation["minutes"] < limits["observation"]
        ):
            continue
        post_rows = [
            post["role"]
            for post in posts[observation["observer"]]
            if post["first"] <= observation["day"] <= post["last"]
        ]
        if not DISTRICT.intersection(post_rows or [observation["observer_role"]]):
            continue
        visits.append((observation, {
            post["campus"]
            for post in posts[observation["observee"]]
            if post["role"] == "principal" and post["first"] <= observation["day"] <= post["last"]
        }))  # fmt: skip
    days = Counter(row["month"] for row in facts["calendar"] if row["open"])
    months = [
        month for month, number in days.items() if number >= 10 and month < facts["month_not_over"]
    ]
    done = Counter((campus, month) for campus, month, _ in {
        (campus, row["month"], row["day"]) for row, campuses in visits for campus in campuses
    })  # fmt: skip
    seen: dict[str, set[str]] = defaultdict(set)
    for observation, _ in visits:
        seen[observation["observer"]].add(observation["observee"])
    leading = [(row, where) for row, where in visits if LEADING.intersection(row["focus"])]
    with_focus = {campus for row, where in visits if row["focus"] for campus in where}
    return {
        "5.1.2-4/visit_cadence_met": bool(visits) and all(
            sum(done[principal["campus"], month] >= limits["visits"] for month in months)
            >= limits["regular"] * len(months)
            for principal in principals
        ),
        "5.1.2-4/leadership_activity_observed": bool(visits)
        and len(leading) >= limits["leading"] * len(visits)
        and with_focus <= {campus for _, where in leading for campus in where},
        "5.1.2-4/feedback_given": _feedback(facts, visits),
        "5.1.2-4/span": bool(visits) and max(map(len, seen.values())) <= limits["span"],
    }  # fmt: skip


def _feedback(facts: Facts, visits: list[tuple[Row, set[str]]]) -> bool:
    limits, as_of = facts["limits"], facts["as_of"]
    open_days = sorted(record["day"] for record in facts["calendar"] if record["open"])
    until = {
        day: bisect_right(open_days, day)
        for record, _ in visits
        for day in (record["day"], record["feedback"], as_of)
    }
    due, soon = 0, 0
    by_campus: dict[str, list[bool]] = defaultdict(list)
    for row, campuses in visits:
        heard = row["day"] <= row["feedback"] <= as_of
        answered = row["feedback"] if heard else as_of
        late = until[answered] - until[row["day"]] > limits["feedback_days"]
        if not heard and not late:
            continue
        due += 1
        soon += not late
        for campus in campuses:
            by_campus[campus].append(not late)
    return due > 0 and soon >= limits["in_time"] * due and all(map(any, by_campus.values()))

"""5.1.2-2: campuses are helped to choose grades and content teams for targeted coaching."""

from collections.abc import Callable, Mapping

from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.artifacts.grades import grades_in
from lever5_rules.artifacts.meetings import Meeting
from lever5_rules.artifacts.plans import SupportAssignment
from lever5_rules.artifacts.vocabulary import ContentArea, MeetingType, Role
from lever5_rules.authoring import (
    Annotated,
    Campus,
    Campuses,
    Judges,
    Level,
    Reason,
    Records,
    Rule,
    Verdict,
    counted,
    covers,
    every,
    gap,
    listing,
    met,
    missing,
    plain,
    shown,
)
from lever5_rules.rules._shared.assignments import AssignmentsMade
from lever5_rules.rules._shared.meetings import judge_help, select_on_teaching
from lever5_rules.rules._shared.staff import CAMPUS_ROLES, Staff

rule = Rule(
    "5.1.2-2",
    judges=Judges.PARTIAL,
    not_judged="whether the teams chosen are those that need coaching most",
)

CORE = frozenset(
    {ContentArea.RLA, ContentArea.MATH, ContentArea.SCIENCE, ContentArea.SOCIAL_STUDIES}
)
"""The content areas that must not all be chosen, in all grades: that would not be a choice."""
AREAS = frozenset(ContentArea) - {ContentArea.OTHER}
PLAN = "leadership_support_assignment.csv"
CHOOSERS = CAMPUS_ROLES - {Role.COUNSELOR, Role.INSTRUCTIONAL_SUPPORT_STAFF}
"""Those on a campus who can say which grades and teams need coaching."""

ALL = frozenset({"all", "every", "any", "everyone", "everybody", "everything"})
PRACTICES = ALL | {"effective", "instructional", "teaching", "practice", "practices", "of", "the"}
"""Words of phrases that name no particular practice, such as "all practices"."""
BY_WHOM = {"by_people_of_another_role": "Where coaching is aimed is asked here, not who gives it."}
EACH_CAMPUS = {
    **BY_WHOM,
    **dict.fromkeys(
        ("first_campus_everywhere", "nothing_of_last_campus"),
        "`every_campus` asks for each campus.",
    ),
}


def names_all(items: tuple[str, ...]) -> bool:
    """Return whether grades or teams are "all" in any wording, and so not a choice."""
    return any(item.casefold().split()[0] in ALL for item in items)


def names_no_practice(items: tuple[str, ...]) -> bool:
    """Return whether the practices are "all practices"; "every student answers" is a practice."""
    return all(
        names_all((item,)) and PRACTICES.issuperset(item.casefold().strip(".!").split())
        for item in items
    )


def areas_of_campuses(
    profile: DistrictProfile, campuses: Campuses, staff: Staff
) -> Mapping[str, frozenset[str]]:
    """Return the content areas of each campus.

    They are those that its staff teach, or staff of no one campus; the core areas; and those of the
    profile for which the roster names nobody at all.
    """
    by_campus: dict[str | None, set[str]] = {}
    for person in staff:
        if person.content_area:
            by_campus.setdefault(person.campus_id, set()).add(person.content_area)
    named = frozenset(profile.content_areas)
    taught_somewhere = {area for areas in by_campus.values() for area in areas}
    everywhere = named & CORE | named - taught_somewhere | by_campus.get(None, set())
    return {campus: everywhere | by_campus.get(campus, set()) for campus in campuses.ids}


AreasOfCampuses = Annotated[Mapping[str, frozenset[str]], areas_of_campuses]


def judge_each_campus(
    assignments: Records[SupportAssignment],
    campuses: Campuses,
    judge: Callable[[Records[SupportAssignment], Campus], Verdict],
) -> Verdict:
    """Judge the choices for each campus that has an assignment."""
    chosen = assignments.by(SupportAssignment.campus_id)
    places = [campus for campus in campuses if chosen[campus.campus_id].count()]
    if not places:
        assignments.distinct(
            SupportAssignment.campus_id
        )  # ends the element if it is blank in every row
    return every(
        places,
        lambda campus: judge(chosen[campus.campus_id], campus),
        name=lambda campus: campus.campus_id,
        what="Campuses",
    )


@rule.element(level=Level.SCHEDULED, unasked=EACH_CAMPUS)
def grades_named(assignments: AssignmentsMade, campuses: Campuses) -> Verdict:
    """Assignments name grades of each campus that coaching is aimed at."""

    def judge_choice(rows: Records[SupportAssignment], campus: Campus) -> Verdict:
        taught = grades_in("; ".join(campus.grades)) or frozenset()

        def fits_campus(grades: tuple[str, ...]) -> bool:
            named = None if names_all(grades) else grades_in("; ".join(grades))
            return named is not None and named <= taught

        def fits_no_campus(grades: tuple[str, ...]) -> bool:
            return not fits_campus(grades) and not names_all(grades)

        fitting, strange = rows.where(grades=fits_campus), rows.where(grades=fits_no_campus)
        everything = rows.where(grades=names_all)
        if fitting.count():
            return met(f"Grades aimed at: {shown(fitting.distinct(SupportAssignment.grades))}.")
        if strange.count():
            return missing(
                Reason.CONTRADICTORY,
                f"Coaching is aimed at {shown(strange.distinct(SupportAssignment.grades))}; the "
                f"district profile gives the campus {shown(campus.grades)}.",
                f"Correct grades in {PLAN}, or the grades of the campus in district.toml.",
                rows=strange,
            )
        return gap(
            Reason.VAGUE,
            f"All grades are named instead of some in {counted(everything.count(), 'assignment')}.",
            "Choose the grades that are coached first and record them as grades.",
            rows=everything,
        )

    return judge_each_campus(assignments, campuses, judge_choice)


@rule.element(level=Level.SCHEDULED, unasked=EACH_CAMPUS)
def content_teams_named(
    assignments: AssignmentsMade, campuses: Campuses, areas: AreasOfCampuses
) -> Verdict:
    """Assignments name content teams of each campus that coaching is aimed at, not every team in
    every grade."""

    def judge_choice(rows: Records[SupportAssignment], campus: Campus) -> Verdict:
        campus_areas = areas[campus.campus_id]
        taught = grades_in("; ".join(campus.grades)) or frozenset()

        def list_strange(teams: tuple[str, ...]) -> list[str]:
            words = map(plain, teams)
            return [word for word in words if word in AREAS and word not in campus_areas]

        def fits_campus(teams: tuple[str, ...]) -> bool:
            named = not list_strange(teams) and any(plain(team) != "other" for team in teams)
            return named and not names_all(teams)

        def is_no_choice(teams: tuple[str, ...], grades: tuple[str, ...]) -> bool:
            named = grades_in("; ".join(grades)) or frozenset()
            return (
                CORE & campus_areas <= frozenset(map(plain, teams))
                and len(taught) > 1
                and (names_all(grades) or named >= taught)
            )

        fitting = rows.where(content_teams=fits_campus)
        everything = fitting.fitting(
            is_no_choice, SupportAssignment.content_teams, SupportAssignment.grades
        )
        if fitting.count() > everything.count():
            teams = fitting.distinct(SupportAssignment.content_teams)
            return met(f"Content teams aimed at: {shown(teams)}.")
        if everything.count():
            return gap(
                Reason.NOT_COVERED,
                "Coaching is aimed at every content area in every grade, which is not a choice.",
                f"Choose the teams that are coached first and record them in {PLAN}.",
                rows=everything,
            )
        all_teams = rows.where(content_teams=names_all)
        if all_teams.count():
            return gap(
                Reason.VAGUE,
                f"{counted(all_teams.count(), 'assignment')} name all content teams instead of "
                "some.",
                f"Choose the teams that are coached first and record them in {PLAN}.",
                rows=all_teams,
            )
        wrong = list(dict.fromkeys(map(plain, rows.distinct(SupportAssignment.content_teams))))
        return missing(
            Reason.CONTRADICTORY,
            f"Coaching is aimed at {listing(wrong)}, where by the district profile "
            "and the staff roster nobody on the campus teaches that.",
            f"Write in content_teams of {PLAN} which content areas of the campus are coached, or "
            "the district's own name for the team.",
            rows=rows,
        )

    return judge_each_campus(assignments, campuses, judge_choice)


@rule.element(level=Level.SCHEDULED, unasked=EACH_CAMPUS)
def practice_focus_named(assignments: AssignmentsMade, campuses: Campuses) -> Verdict:
    """Assignments name the effective instructional practice that coaching on each campus is aimed
    at."""

    def judge_choice(rows: Records[SupportAssignment], _: Campus) -> Verdict:
        everything = rows.where(practice_focus=names_no_practice)
        if everything.count() < rows.count():
            return met(
                f"Practices aimed at: {shown(rows.distinct(SupportAssignment.practice_focus))}."
            )
        return gap(
            Reason.VAGUE,
            "All practices are named instead of some in "
            f"{counted(everything.count(), 'assignment')}.",
            f"Choose the practices that are coached first and record them in {PLAN}.",
            rows=everything,
        )

    return judge_each_campus(assignments, campuses, judge_choice)


@rule.element(level=Level.SCHEDULED, unasked=BY_WHOM)
def every_campus(assignments: AssignmentsMade, campuses: Campuses) -> Verdict:
    """Every campus has chosen teams for targeted coaching."""
    return covers(
        found=assignments.distinct(SupportAssignment.campus_id),
        wanted=campuses.ids,
        what="Campuses with teams to coach",
        remedy="Help {lacking} to choose grades and content teams.",
    )


@rule.element(level=Level.RECORDED)
def district_support_event(meetings: Records[Meeting], campuses: Campuses) -> Verdict:
    """District staff have sat down with each campus to choose whom to coach."""

    return judge_help(
        select_on_teaching(
            meetings.where(type=MeetingType.COACHING_PRIORITIZATION),
            CHOOSERS,
            "to choose whom to coach",
        ),
        campuses,
        "coaching_prioritization meeting",
        "Campuses that district staff helped to choose",
        "Sit down with {lacking} to choose whom to coach, and add it to meeting_log.csv.",
        CHOOSERS,
    )

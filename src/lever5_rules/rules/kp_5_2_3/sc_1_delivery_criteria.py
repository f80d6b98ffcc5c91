"""5.2.3-1: criteria for Tier 1 delivery hold on every campus, in general and by content."""

from collections.abc import Callable, Collection, Iterable, Mapping

from attrs import frozen

from lever5_rules.artifacts.denominators import DistrictProfile
from lever5_rules.artifacts.grades import SCALE, grades_in
from lever5_rules.artifacts.kinds import ALL_CAMPUSES
from lever5_rules.artifacts.planning import InstructionalFramework, Practice
from lever5_rules.artifacts.vocabulary import (
    ContentArea,
    Division,
    HighLeveragePractice,
    PracticeScope,
)
from lever5_rules.authoring import (
    Annotated,
    Campus,
    Campuses,
    Documents,
    Judges,
    Level,
    Limit,
    Outcome,
    Reason,
    Rule,
    Verdict,
    at_least,
    counted,
    covers,
    every,
    gap,
    known,
    listing,
    met,
    missing,
    select,
)
from lever5_rules.rules._shared.joint_documents import judge_together
from lever5_rules.rules._shared.names import fold_name
from lever5_rules.rules._shared.staff import TEACHERS, Assignment, Staff

rule = Rule(
    "5.2.3-1",
    judges=Judges.PARTIAL,
    not_judged="whether the criteria are clear and the practices high-leverage; read the framework",
)

LEVELS = {
    Division.ELEMENTARY: frozenset(SCALE[:8]),
    Division.MIDDLE: frozenset(SCALE[8:11]),
    Division.HIGH: frozenset(SCALE[11:]),
}
"""The grades of each school level: up to 5, 6 to 8, from 9."""

TAKEN_ALONG = {
    Division.ELEMENTARY: frozenset({"6"}),
    Division.MIDDLE: frozenset({"4", "5", "9"}),
    Division.HIGH: frozenset({"8"}),
}
"""Grades of other levels that campuses of a level often include without belonging to both."""

MinPractices = Annotated[Limit[int], "tier1.min_general_practices"]
CoreAreas = Annotated[Limit[tuple[ContentArea, ...]], "tier1.core_areas"]


@rule.element(level=Level.CITED)
def applies_to_all_campuses(
    frameworks: Documents[InstructionalFramework], campuses: Campuses
) -> Verdict:
    """The criteria hold on every campus."""
    governed: set[str] = set()
    for framework in frameworks:
        governed.update(
            campuses.ids if ALL_CAMPUSES in framework.campus_ids else framework.campus_ids
        )
    return covers(
        found=governed,
        wanted=campuses.ids,
        what="Campuses that the framework governs",
        remedy="Extend the framework to {lacking}.",
    )


@frozen(eq=False, repr=False, slots=False)
class Criteria:
    """The practices that apply to a campus, from one framework for all areas, or several."""

    frameworks: Documents[InstructionalFramework]
    campuses: Campuses

    def judge(self, judge: Callable[[tuple[Practice, ...], Campuses], Verdict]) -> Verdict:
        """Judge the practices of each campus, once for all campuses with the same ones.

        A practice without its code or scope does no harm beside enough others.
        """

        def judge_known(
            frameworks: tuple[InstructionalFramework, ...], campuses: Campuses
        ) -> Verdict:
            listed = tuple(practice for framework in frameworks for practice in framework.practices)
            sure = known(listed, "code", "scope")
            verdict = judge(sure, campuses)
            enough = verdict.outcome is Outcome.PASS or len(sure) == len(listed)
            return verdict if enough else judge(listed, campuses)

        return judge_together(self.frameworks, self.campuses, judge_known)


@rule.element(level=Level.CITED, reader="whether these practices are high-leverage in any class")
def general_practices(criteria: Criteria, least: MinPractices) -> Verdict:
    """The framework names practices that hold in any grade and content area."""

    def judge_general(practices: tuple[Practice, ...], campuses: Campuses) -> Verdict:
        chosen = select(practices, scope=PracticeScope.GENERAL)

        def judge_level(level: Division) -> Verdict:
            entries = {
                fold_name(entry.code): entry for entry in chosen if entry.division in (None, level)
            }
            practice_by_code = {
                code: entry.practice
                for code, entry in entries.items()
                if known((entry,), "practice")
            }
            # one practice of the framework that stands under several codes is one
            distinct_codes = {
                practice_by_code.get(code) or code: entry.code for code, entry in entries.items()
            }
            codes = list(distinct_codes.values())
            return at_least(
                len(codes),
                least,
                f"Practices for every class ({listing(codes)})",
                f"Name {least.value - len(codes)} more such practices in the framework.",
            )

        if all(entry.division is None for entry in chosen):
            return judge_level(Division.OTHER)
        levels = dict.fromkeys(level for campus in campuses for level in find_levels(campus))
        return every(levels, judge_level, what="School levels")

    return criteria.judge(judge_general)


def make_example_element(practice: HighLeveragePractice) -> Callable[[Criteria], Verdict]:
    """Return an advisory element: the framework names one of the criterion's examples."""
    words = practice.value.replace("_", " ")

    def judge_example(practices: tuple[Practice, ...], _: Campuses) -> Verdict:
        codes = [entry.code for entry in select(practices, practice=practice)]
        if codes:
            return met(f"{words.capitalize()}: {listing(codes)}.")
        return gap(
            Reason.NOT_COVERED,
            f"The framework names no practice of {words}.",
            f"Consider {words}; if the framework has it, record it under practice.",
        )

    def element(criteria: Criteria) -> Verdict:
        return criteria.judge(judge_example)

    return element


for practice in HighLeveragePractice:
    rule.add(
        make_example_element(practice),
        level=Level.CITED,
        advisory=True,
        name=practice.value,
        requirement=f"The framework names {practice.value.replace('_', ' ')}, one of the examples "
        "of the criterion.",
    )


def taught_areas(staff: Staff) -> Mapping[ContentArea, tuple[Assignment, ...]]:
    """Return the content areas that teachers on the roster teach, with these teachers."""
    teachers_by_area: dict[ContentArea, list[Assignment]] = {}
    for person in staff:
        if person.role in TEACHERS and person.content_area not in (None, ContentArea.OTHER):
            teachers_by_area.setdefault(person.content_area, []).append(person)
    return {area: tuple(people) for area, people in teachers_by_area.items()}


TaughtAreas = Annotated[Mapping[ContentArea, tuple[Assignment, ...]], taught_areas]


def report_unclear_area(verdict: Verdict) -> Verdict:
    """Return the verdict if areas are missing, and practices by content do not say which area."""
    return missing(
        Reason.BLANK_FIELD,
        f"{verdict.message} Practices for one content area do not all say their content_area.",
        "Fill in content_area for each practice of instructional_framework.toml whose scope is "
        "content.",
        scope=verdict.scope,
    )


def report_unclear_level(verdict: Verdict) -> Verdict:
    """Return the verdict if levels are missing, and a practice is for several without saying which:
    secondary, or other."""
    return missing(
        Reason.BLANK_FIELD,
        f"{verdict.message} Some practices are for a division that is not one level, such as "
        "secondary.",
        "Give a row for each level that such a practice is for (middle, high) in "
        "instructional_framework.toml.",
        scope=verdict.scope,
    )


@rule.element(level=Level.CITED, reader="whether they are best practice in that content area")
def content_specific_per_area(
    criteria: Criteria, profile: DistrictProfile, taught: TaughtAreas, core: CoreAreas
) -> Verdict:
    """The framework names practices for each content area that the district teaches."""

    def judge_areas(practices: tuple[Practice, ...], campuses: Campuses) -> Verdict:
        areas = {entry.content_area for entry in select(practices, scope=PracticeScope.CONTENT)}
        places = set(campuses.ids)
        local_areas = {area for area, people in taught.items() if _list_teachers(people, places)}
        verdict = covers(
            found=areas,
            wanted=[
                area
                for area in profile.content_areas
                if area in core.value or area in local_areas or area not in taught
            ],
            what="Content areas with practices of their own",
            remedy="Name practices for {lacking} in the framework.",
        )
        if verdict.outcome is Outcome.GAP and None in areas:
            return report_unclear_area(verdict)
        unnamed_areas = sorted(local_areas - areas - set(profile.content_areas))
        if verdict.outcome is Outcome.GAP or not unnamed_areas:
            return verdict
        number = sum(len(_list_teachers(taught[area], places)) for area in unnamed_areas)
        return missing(
            Reason.CONTRADICTORY,
            f"The staff roster lists {counted(number, 'teacher')} of "
            f"{listing(unnamed_areas)}, which content_areas of district.toml does not name, and "
            "the framework has no practices for it.",
            f"Add {listing(unnamed_areas)} to content_areas of district.toml and name its "
            "practices in the framework, or correct content_area in staff_roster.csv.",
            scope=unnamed_areas,
        )

    return criteria.judge(judge_areas)


def _list_teachers(people: Iterable[Assignment], places: Collection[str]) -> set[str]:
    return {
        person.staff_id
        for person in people
        if person.campus_id is None or person.campus_id in places
    }


def find_levels(campus: Campus) -> list[Division]:
    """Return the school levels of a campus: several if its division is none of them, such as
    K-12."""
    if campus.division is not Division.OTHER:
        return [campus.division]
    known = [grades_in(grade) or frozenset() for grade in campus.grades]
    taught = frozenset[str]().union(*known)
    return [level for level, grades in LEVELS.items() if taught & grades] or [Division.OTHER]


def find_denied_levels(campus: Campus) -> list[Division]:
    """Return the school levels of which a campus has grades despite another division.

    An example is the middle school of a K-8 campus entered as elementary.
    """
    if campus.division is Division.OTHER or not known((campus,), "grades"):
        return []
    taught = frozenset[str]().union(*(grades_in(grade) or () for grade in campus.grades))
    beyond = taught - LEVELS[campus.division] - TAKEN_ALONG[campus.division]
    return [level for level, grades in LEVELS.items() if beyond & grades]


def find_taught_levels(people: Iterable[Assignment], campuses: Campuses) -> list[Division]:
    """Return the school levels that these people teach: their campus's, if it has one level, else
    by grade."""
    result: dict[Division, None] = {}
    grades: dict[str | None, set[str | None]] = {}
    for person in people:
        grades.setdefault(person.campus_id, set()).add(person.grade)
    for campus in campuses:
        levels, own_grades = find_levels(campus), grades.get(campus.campus_id, set())
        if len(levels) == 1 and own_grades:
            result[levels[0]] = None
            continue
        for grade in filter(None, own_grades):
            taught = grades_in(grade) or frozenset()
            result.update(
                dict.fromkeys(level for level in levels if taught & LEVELS.get(level, taught))
            )
    return [level for level in Division if level in result]


@rule.element(level=Level.CITED)
def every_division(criteria: Criteria, taught: TaughtAreas, core: CoreAreas) -> Verdict:
    """The practices of the core content areas cover every school level of the district, those of
    others every level on which the roster has their teachers."""

    def judge_levels(practices: tuple[Practice, ...], campuses: Campuses) -> Verdict:
        levels = list(dict.fromkeys(level for campus in campuses for level in find_levels(campus)))
        denied = {level: campus for campus in campuses for level in find_denied_levels(campus)}
        specific = select(practices, scope=PracticeScope.CONTENT)
        covered_pairs = {(entry.content_area, entry.division) for entry in specific}

        def judge_area(area: ContentArea) -> Verdict:
            named = {division for subject, division in covered_pairs if subject is area}
            everywhere = set(Division) if None in named else named
            verdict = covers(
                found=everywhere,
                wanted=levels if area in core.value else find_taught_levels(taught[area], campuses),
                what="School levels with practices",
                remedy=f"Name practices in {area} for {{lacking}}.",
                limit=core,
            )
            if verdict.outcome is Outcome.GAP and any(
                subject is None for subject, _ in covered_pairs
            ):
                return report_unclear_area(verdict)
            if verdict.outcome is Outcome.GAP and Division.OTHER in named:
                return report_unclear_level(verdict)
            missing_levels = [level for level in denied if level not in everywhere]
            if verdict.outcome is Outcome.GAP or not missing_levels or area not in core.value:
                return verdict
            campus = denied[missing_levels[0]]
            return missing(
                Reason.CONTRADICTORY,
                f"{campus.campus_id} is entered as {campus.division} in district.toml and has the "
                f"grades {listing(campus.grades)}; the framework has no practices in {area} for "
                f"{listing(missing_levels)}.",
                f"Correct division or grades of {campus.campus_id} in district.toml (other for a "
                "campus of several levels), and name practices for every level that it has.",
                limit=core,
                scope=[campus.campus_id],
            )

        others = [
            area
            for area, people in taught.items()
            if area not in core.value
            and find_taught_levels(people, campuses)
            and any(subject is area for subject, _ in covered_pairs)
        ]
        return every([*core.value, *others], judge_area, what="Content areas")

    return criteria.judge(judge_levels)

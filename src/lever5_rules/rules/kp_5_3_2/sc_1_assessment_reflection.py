"""5.3.2-1: protocols and training lead from diagnostic and interim data to Tier 1 next steps."""

from collections.abc import Callable, Collection
from functools import cached_property

from attrs import frozen

from lever5_rules.artifacts.planning import InstructionalProtocol
from lever5_rules.artifacts.plans import AssessmentWindow
from lever5_rules.artifacts.vocabulary import AssessmentType, Role, StepPurpose, Topic
from lever5_rules.authoring import (
    Annotated,
    Campuses,
    Documents,
    Judges,
    Level,
    Limit,
    Reason,
    Records,
    Rule,
    Verdict,
    at_most,
    conclude,
    covers,
    every,
    gap,
    given,
    listing,
    met,
    missing,
    not_applicable,
    stated,
)
from lever5_rules.rules._shared.calendar import YearCalendar
from lever5_rules.rules._shared.joint_documents import judge_together
from lever5_rules.rules._shared.leadership import CampusLeaders, Teachers
from lever5_rules.rules._shared.protocols import (
    DiagnosticProtocols,
    InterimProtocols,
    Protocol,
    judge_each_protocol,
    judge_required_steps,
    judge_step,
    list_audience,
)
from lever5_rules.rules._shared.staff import (
    DISTRICT_ROLES,
    Assignment,
    Posts,
    Staff,
    refuse_incomplete_roster,
    select_by_campus,
)
from lever5_rules.rules._shared.supervision import PrincipalSupervisors
from lever5_rules.rules._shared.training.sessions import MinShareLeaders, MinShareStaff, Sessions

rule = Rule(
    "5.3.2-1",
    judges=Judges.PARTIAL,
    not_judged="whether next steps do serve Tier 1 teaching; follow some into class",
)

ResultDays = Annotated[Limit[int], "assessment.results_max_instructional_days"]
ReflectionDays = Annotated[Limit[int], "reflection.max_instructional_days_after_results"]
MaxBenchmarks = Annotated[Limit[int], "benchmark.max_per_subject_year"]
FITS = "whether what they learn fits their role"
REFLECTED = frozenset({AssessmentType.DIAGNOSTIC, AssessmentType.INTERIM})
NEXT_STEPS = (
    StepPurpose.NEXT_STEPS,
    StepPurpose.ADJUST_NEXT_LESSONS,
    StepPurpose.ADJUST_LATER_UNITS,
)
"""Purposes of next steps; changing future lessons is one."""
SUBJECTS = {"diagnostic data": Topic.DIAGNOSTIC_DATA, "interim data": Topic.INTERIM_DATA}


@rule.element(level=Level.CITED)
def diagnostic_protocol(protocols: DiagnosticProtocols, campuses: Campuses) -> Verdict:
    """A protocol sets out how to reflect on diagnostic assessments."""
    return judge_each_protocol(protocols, campuses, judge_required_steps)


@rule.element(level=Level.CITED)
def interim_protocol(protocols: InterimProtocols, campuses: Campuses) -> Verdict:
    """A protocol sets out how to reflect on interim assessments."""
    return judge_each_protocol(protocols, campuses, judge_required_steps)


@frozen(eq=False, repr=False, slots=False)
class BothProtocols:
    """The protocols for reflecting on diagnostic and on interim assessments."""

    diagnostic: DiagnosticProtocols
    interim: InterimProtocols
    campuses: Campuses

    def judge(self, judge: Callable[[Protocol], Verdict]) -> Verdict:
        """Judge each protocol of both kinds."""
        return self.judge_by_kind(
            lambda documents: judge_each_protocol(documents, self.campuses, judge)
        )

    def judge_by_kind(
        self, judge: Callable[[Documents[InstructionalProtocol]], Verdict]
    ) -> Verdict:
        """Judge the documents of each kind together."""
        return every(
            (("diagnostic protocol", self.diagnostic), ("interim protocol", self.interim)),
            lambda pair: judge(pair[1]),
            name=lambda pair: pair[0],
        )


@rule.element(level=Level.CITED)
def next_steps_section(both: BothProtocols) -> Verdict:
    """Both protocols end in next steps."""
    return both.judge(lambda protocol: judge_step(protocol, *NEXT_STEPS))


@rule.element(level=Level.CITED, reader="whether these next steps keep to the adopted materials")
def tier1_hqim_aligned(both: BothProtocols) -> Verdict:
    """Both protocols say how next steps serve Tier 1 teaching with the adopted materials."""
    return both.judge(lambda protocol: stated(protocol.serves_tier1, "How next steps serve Tier 1"))


@frozen(eq=False, repr=False, slots=False)
class Supervision:
    """The supervisors of principals, and the principals who are there.

    A post that is vacant says nothing about them; a campus of which the roster never lists a
    principal ends the element.
    """

    supervisors: PrincipalSupervisors
    staff: Staff
    posts: Posts
    campuses: Campuses

    @cached_property
    def principals(self) -> tuple[Assignment, ...]:
        listed = {campus for role, campus in self.posts.by_place if role is Role.PRINCIPAL}
        refuse_incomplete_roster(set(self.campuses.ids) - listed, "principal")
        principals = (person for person in self.staff if person.role is Role.PRINCIPAL)
        campus_principals = select_by_campus(principals, self.campuses.ids)
        return tuple(person for person in campus_principals if person.campus_id)

    @property
    def only_principal(self) -> str | None:
        """The person who leads every campus, if it is one."""
        leads = {principal.staff_id for principal in self.principals}
        led = {principal.campus_id for principal in self.principals}
        return next(iter(leads)) if len(leads) == 1 and led.issuperset(self.campuses.ids) else None

    @property
    def people(self) -> tuple[Assignment, ...]:
        only = self.only_principal
        return tuple(person for person in self.supervisors if person.staff_id != only)

    @property
    def principal_alone(self) -> bool:
        """Whether the only principal reports to nobody on the roster: a superintendent who leads
        the only school."""
        only = self.only_principal
        supervisor_ids = {person.supervisor for person in self.principals if person.supervisor} - {
            only
        }
        return only is not None and not supervisor_ids and not self.people


@rule.element(level=Level.CITED)
def protocols_for_each_role(
    both: BothProtocols, supervising: Supervision, leaders: CampusLeaders
) -> Verdict:
    """Both protocols are for principal supervisors, leaders and teachers."""
    above = {person.role for person in supervising.people}
    if not above and not supervising.principal_alone:
        above = {Role.PRINCIPAL_SUPERVISOR}

    def judge_roles(protocols: tuple[InstructionalProtocol, ...], campuses: Campuses) -> Verdict:
        named = list_audience(protocols)
        if named & DISTRICT_ROLES:
            named |= above  # who supervises principals is meant by either name
        held_roles = sorted({leader.role for leader in select_by_campus(leaders, campuses.ids)})
        return covers(
            found=named,
            wanted=(*sorted(above), *held_roles, Role.TEACHER),
            what="Roles that follow it",
            remedy="Have the protocol say what {lacking} do by it, and record them under audience.",
        )

    return both.judge_by_kind(
        lambda documents: judge_together(documents, both.campuses, judge_roles)
    )


def judge_both_subjects(
    sessions: Sessions, people: Collection[Assignment], share: Limit[float]
) -> Verdict:
    """Return whether these people were trained on both diagnostic and interim data."""
    return every(
        SUBJECTS,
        lambda what: sessions.judge_reach(people, share, what, topic_codes=SUBJECTS[what]),
        what="Subjects",
    )


@rule.element(
    level=Level.RECORDED,
    reader=FITS,
    unasked={"nothing_of_last_campus": "Principal supervisors belong to no campus."},
)
def training_principal_supervisor(
    sessions: Sessions, supervising: Supervision, share: MinShareLeaders
) -> Verdict:
    """Principal supervisors are trained on using and reflecting on such data."""
    if supervising.principal_alone:
        return not_applicable("The superintendent is the only principal, whom nobody supervises.")
    return judge_both_subjects(sessions, supervising.people, share)


@rule.element(level=Level.RECORDED, reader=FITS)
def training_instructional_leader(
    sessions: Sessions, leaders: CampusLeaders, share: MinShareLeaders
) -> Verdict:
    """Campus leaders are trained on using and reflecting on such data."""
    return judge_both_subjects(sessions, leaders, share)


@rule.element(level=Level.RECORDED, reader=FITS)
def training_teacher(sessions: Sessions, teachers: Teachers, share: MinShareStaff) -> Verdict:
    """Teachers are trained on using and reflecting on such data."""
    return judge_both_subjects(sessions, teachers, share)


def select_reflected(windows: Records[AssessmentWindow]) -> Records[AssessmentWindow]:
    """Return windows of diagnostic and interim assessments; without any the element ends.

    A window without its first day may belong to another year, so it is unsure.
    """
    chosen = windows.where(type=REFLECTED, window_start=given)
    if chosen.count() == 0:
        conclude(
            missing(
                Reason.NO_RECORDS,
                "The assessment calendar has no diagnostic or interim assessment.",
                "Find the days of each assessment and add them to assessment_calendar.csv.",
            )
        )
    return chosen


def judge_delay(
    windows: Records[AssessmentWindow],
    year: YearCalendar,
    most: Limit[int],
    first: str,
    last: str,
) -> Verdict:
    """Return whether, for each window, one date follows another within the allowed days."""
    longest = 0
    for before, after in select_reflected(windows).tally(first, last):
        if before is None or after is None:
            return missing(
                Reason.BLANK_FIELD,
                f"Not every assessment gives {first} and {last}.",
                "Fill them in, in assessment_calendar.csv.",
                limit=most,
            )
        longest = max(longest, year.days_until(after) - year.days_until(before))
    words = last.replace("_", " ")
    return at_most(longest, most, f"Instructional days until {words}, for the slowest assessment")


@rule.element(level=Level.SCHEDULED, advisory=True)
def results_turnaround(
    windows: Records[AssessmentWindow], year: YearCalendar, most: ResultDays
) -> Verdict:
    """Results are in teachers' hands soon after an assessment ends."""
    return judge_delay(windows, year, most, "window_end", "results_available")


@rule.element(level=Level.SCHEDULED, advisory=True)
def reflection_dated(
    windows: Records[AssessmentWindow], year: YearCalendar, most: ReflectionDays
) -> Verdict:
    """Each assessment has a date by which teams reflect on its results, soon after these are
    available."""
    return judge_delay(windows, year, most, "results_available", "reflection_due")


@rule.element(level=Level.SCHEDULED, advisory=True)
def benchmark_cap(windows: Records[AssessmentWindow], most: MaxBenchmarks) -> Verdict:
    """No grade takes more district benchmarks in a subject than the ruleset allows."""
    numbers: dict[tuple[str, str], int] = {}
    for subject, grades, kind, required in windows.tally(
        AssessmentWindow.subject,
        AssessmentWindow.grades,
        AssessmentWindow.type,
        AssessmentWindow.district_required,
    ).elements():
        for grade in grades:
            counts_as_one = kind is AssessmentType.BENCHMARK and required
            numbers[subject, grade] = numbers.get((subject, grade), 0) + counts_as_one
    if not numbers:
        windows.distinct(AssessmentWindow.assessment_id)
    over = [
        f"{subject} in grade {grade}"
        for (subject, grade), number in numbers.items()
        if number > most.value
    ]
    highest = max(numbers.values(), default=0)
    message = f"Most benchmarks in a subject and grade: {highest}, at most {most.value} asked."
    if not over:
        return met(message, most)
    return gap(
        Reason.BELOW_PARAMETER,
        f"{message} More in {listing(over)}.",
        f"Drop benchmarks in {listing(over)}.",
        limit=most,
    )

"""Quotes with a "no" or "not" as handbooks word them: those that still say what they are quoted
for, and those that deny it, put it off, or leave it to somebody."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lever5_rules as l5
from lever5_rules.core.quotes import deferrals, denials, leaving, plain_text
from lever5_rules.core.quotes.signed import Signed
from lever5_rules.testing import SAMPLE

FREQUENCY = ("plc_guideline", "meetings_per_week", "5.2.4-3")
LENGTH = ("plc_guideline", "minutes", "5.2.4-3")
MEMBERS = ("plc_guideline", "membership_basis", "5.2.4-3")
AGENDA = ("plc_guideline", "sample_agenda", "5.2.4-3")
SUPPORT = ("planning_support_guideline", "sessions_per_week", "5.2.4-1")
STRUCTURES = ("planning_support_guideline", "structures", "5.2.4-1")
OWNERS = ("planning_support_guideline", "owner_roles", "5.2.4-1")
OUTCOMES = ("planning_support_guideline", "outcomes", "5.2.4-1")
SAME = ("planning_support_guideline", "same_for_all_campuses", "5.2.4-1")
STEPS = ("instructional_protocol", "steps", "5.2.4-2")
QUALITY = ("instructional_protocol", "quality_criteria", "5.2.4-2")
PRODUCTS = ("instructional_protocol", "product_ids", "5.2.4-2")
PRACTICES = ("instructional_framework", "practices", "5.2.3-1")
VISION = ("professional_learning_framework", "vision", "5.1.1-2")
EVERYBODY = ("professional_learning_framework", "all_teachers", "5.1.1-4")
TARGETS = ("observation_frequency_target", "targets", "5.2.5-3")
DUTIES = ("role_responsibility_matrix", "duties", "5.1.1-3")
MEETINGS = ("collaboration_expectation", "sessions_per_month", "5.3.4-1")
TOPICS = ("collaboration_expectation", "agenda_topics", "5.3.4-1")
SUPPORTS = ("student_support_guideline", "supports", "5.3.3-2")
INDICATORS = ("observation_tool", "indicators", "5.2.5-1")
Field = tuple[str, str, str]
ALTERNATIVE = {"collaboration_expectation": "collaboration_schedule"}
"""What would do instead of a document, and is taken away so that the document decides."""

HARMLESS: dict[Field, tuple[str, ...]] = {
    FREQUENCY: (
        "PLCs meet weekly, no later than Friday.",
        "PLCs meet not only in August but every week.",
        "Teachers do not cancel PLCs; they meet every week.",
        "Every PLC meets once a week, and its time may not be used for anything else.",
        "Weekly, unless the week has fewer than three days of instruction.",
        "PLCs meet weekly and are not required to meet in the conference period.",
        "No week passes without a PLC.",
        "PLCs meet each week whether or not the coach can attend.",
        "PLCs meet weekly without exception.",
        "PLCs meet no less than once a week.",
        "Not less than one meeting per week is held.",
        "The weekly PLC shall not be used for duties.",
        "The weekly PLC is not optional.",
        "PLC attendance each week is not voluntary.",
        "PLCs meet weekly; a meeting that falls on a holiday is not made up.",
        "PLCs meet weekly. No PLCs are held in the week of STAAR.",
        "PLCs meet weekly. Teachers on leave are not required to attend.",
        "PLCs meet once a week; the day and time are set by each campus.",
        "PLCs meet weekly on a day that the campus decides.",
        "Each campus chooses the day; each PLC meets once a week.",
        "PLCs meet once per week (the day varies by campus).",
        "Weekly PLCs are not cancelled for assemblies, testing or other duties.",
        "Once a week, no matter what the bell schedule is.",
        "PLCs meet weekly and need not be scheduled on the same day.",
        "PLCs meet weekly; teachers need not give up their planning period.",
        "PLCs meet every week and do not replace faculty meetings.",
        "A PLC that cannot meet on its day meets on another day of that week; it meets weekly.",
        "PLCs meet weekly. Minutes are not required, but notes are kept.",
        "Teachers are not excused from the weekly PLC.",
        "No teacher is excused from the weekly PLC except by the principal.",
    ),
    LENGTH: (
        "A PLC meeting lasts 50 minutes, not including passing time.",
        "PLC meetings are no shorter than 50 minutes.",
        "PLCs meet for no fewer than 50 minutes.",
        "PLCs last 50 minutes; time does not include transition.",
        "PLC time is not less than 50 minutes.",
        "PLCs have 50 minutes that are not interrupted.",
        "PLCs last 50 minutes and do not end early.",
        "PLCs last 50 minutes, which need not be consecutive.",
        "Bell schedules differ by campus; every PLC lasts 50 minutes.",
        "The length varies by campus but is never less than 50 minutes.",
        "Meetings of 50 minutes, not to be shortened for announcements.",
        "PLCs last 50 minutes. Teachers are not required to stay after contract hours.",
    ),
    MEMBERS: (
        "Each grade forms a PLC; no teacher belongs to none.",
        "PLCs are formed by grade level, not by campus.",
        "No teacher is left without a PLC.",
        "Teachers of one grade form a PLC; singletons are not left out and join a content PLC.",
        "PLCs are by grade level, not limited to core subjects.",
        "Members share a grade; those who teach electives, which have no grade, meet by content.",
        "PLCs of fewer than three members are not formed; they join the next grade level.",
        "Teachers who share a grade or a course are one PLC; nobody is exempt.",
        "Grade-level teams are the PLCs. Paraprofessionals are not required to attend.",
        "Teachers meet by grade; the principal is not a member but attends.",
        "A PLC is not a department meeting: it is formed by the teachers of one course.",
        "PLCs are organized by grade, and campuses decide on the room.",
    ),
    AGENDA: (
        "Sample agenda (announcements are not part of it): norms, internalization, next steps.",
        "The agenda is not a form to be handed in: norms, student work, rehearsal, next steps.",
        "Sample agenda: norms, student work, next steps. No housekeeping items.",
        "Sample agenda: review of work, planning, next steps; the order is not prescribed.",
        "Norms, lesson study, next steps. Teams may add items but do not remove any.",
        "Agenda: 1. Look at work. 2. Plan. 3. Next steps. No other items are required.",
        "Use the sample agenda on this page; it need not be followed minute by minute.",
        "The agenda leaves no room for announcements: student work, planning, next steps.",
        "Sample agenda: what students have not learned yet, why not, and what we do next.",
        "Which students did not master the standard? What will we do? What is to be prepared?",
    ),
    SUPPORT: (
        "No teacher goes a week without a session of planning support.",
        "One session a week; sessions are not cancelled for other duties.",
        "Support is never skipped: one session each week.",
        "Not less than once a week.",
        "No fewer than one session a week.",
        "Sessions are not optional; they are held once a week.",
        "One session a week, not to exceed 60 minutes.",
        "Teachers need not give up their planning period; each has one session a week.",
        "Each teacher has one session a week and is not required to attend during planning.",
        "If a campus has no coach, the principal holds the weekly session.",
        "Sessions are no longer than two weeks apart; most weeks have one.",
        "Coaches meet each teacher weekly; teachers are not evaluated in these sessions.",
        "Weekly sessions do not count toward appraisal.",
        "Weekly sessions take place outside the planning period, which is not used for support.",
        "One session a week. Teachers are not expected to prepare materials beforehand.",
        "Support is weekly and not tied to evaluation.",
        "One session a week; if the coach is absent, the session is not lost but moved.",
        "Each teacher has one session a week. Coaches do not serve as substitutes.",
    ),
    STRUCTURES: (
        "Support is never a walkthrough: it is a planning conference, co-planning or rehearsal.",
        "Planning blocks and co-planning; support is not given by email alone.",
        "Support takes one of three forms, none of which is evaluative.",
        "A planning block is held with the coach; teachers do not plan alone.",
        "One-on-one or planning block. Other structures are not used.",
        "Structures: planning block, co-planning, rehearsal. The order does not matter.",
        "Planning conference or co-planning; the coach decides with the teacher which one.",
        "Co-planning is not optional for first-year teachers and is open to all.",
        "The structure does not change from campus to campus: one planning block.",
        "Each campus uses the planning block; no campus may substitute another structure.",
    ),
    OWNERS: (
        "Coaches, not evaluators, lead the support; assistant principals where there is no coach.",
        "If a campus has no coach, the principal owns it; else the coach.",
        "The coach leads the support and does not appraise the teacher.",
        "Instructional coaches lead every session; no session is led by a substitute.",
        "The coach is responsible; this duty is not delegated.",
        "Coaches lead the support; the principal need not attend.",
        "The coach leads the support. Principals are not expected to lead sessions.",
        "Coaches are not assigned other duties and lead all planning support.",
        "Where no coach is assigned, the assistant principal leads the support.",
        "Principals decide how coaches are covered; coaches lead the support.",
    ),
    OUTCOMES: (
        "No session ends without an annotated lesson and one step to try.",
        "The outcome is not a form: it is an annotated lesson.",
        "Each session results in an annotated lesson, not a completed template.",
        "Teachers leave with an annotated lesson; nothing is handed in.",
        "Sessions end with a plan for students who have not yet mastered the standard.",
        "An annotated lesson. No written report is required.",
        "The teacher leaves with a lesson that needs no further work.",
    ),
    SAME: (
        "No campus is exempt from these expectations.",
        "Without exception, these expectations hold on every campus.",
        "These expectations do not differ by campus.",
        "Expectations do not vary from campus to campus.",
        "All campuses follow these expectations; none may opt out.",
        "Campuses may not choose their own model.",
        "The same expectations hold on all campuses; only the times of day differ by campus.",
        "These expectations apply to each campus and are not to be altered.",
        "Every campus follows this guideline. No exceptions are made for small campuses.",
        "Campuses may add to these expectations but do not take away from them.",
    ),
    STEPS: (
        "The teacher shall not skip the end-of-lesson task and works out every task.",
        "The teacher must read the lesson, never only its summary.",
        "No lesson is taught before its tasks have been worked out by the teacher.",
        "The teacher reads the whole lesson, not just the objective.",
        "The team marks what is not essential.",
        "The teacher notes where students may not understand.",
        "Do not skip the student tasks: solve each of them.",
        "The team lists what students do not yet know.",
        "Read the lesson. Do not rewrite it.",
        "The teacher works every problem; an answer key is not used.",
        "Teams decide which lesson needs the most time.",
        "Read the unit overview before you plan; the order of lessons is not changed.",
        "The team shall decide whether the next lesson or two change.",
        "Name the students who did not meet the standard and why.",
        "The teacher scripts key questions; scripts need not be turned in.",
    ),
    QUALITY: (
        "Strong work leaves no task unsolved.",
        "A strong plan is not a list of activities: it names the hardest idea.",
        "Strong plans do not lower the level of the tasks.",
        "Nothing in a strong plan is left to chance: each question is scripted.",
        "A strong plan names what students will not yet understand.",
        "Criteria: names the hardest idea, solves each task, does not skip the exit ticket.",
    ),
    PRODUCTS: (
        "Written for Reading; not for use with supplementary materials.",
        "The protocol is used with Reading and is not limited to unit 1.",
    ),
    PRACTICES: (
        "In mathematics, students do not copy procedures; they represent and explain.",
        "In science no unit begins with vocabulary.",
        "Teachers do not answer their own questions; they wait and call on all.",
        "Teachers give wait time and do not rush to the answer.",
        "Students do not raise hands; every student answers.",
        "No student is left without a partner to talk to.",
        "The text is not summarized for students: they read it.",
        "Feedback is given at once, not after the lesson.",
        "Lessons leave no doubt what students are to learn.",
        "Teachers do not lecture for more than ten minutes at a time.",
        "Students choose which strategy to use and say why others would not work.",
        "Work that does not meet the standard is done again.",
        "Teachers adjust when students have not understood.",
        "Misconceptions are not ignored; they are put to the class.",
    ),
    VISION: (
        "No teacher works alone: each has a coach who knows the classroom.",
        "Coaching is not evaluation; it is how every adult grows.",
        "We want coaching that does not depend on the campus.",
        "Coaching is a right, not a remedy for those who struggle.",
        "Growth is not left to chance; every teacher is coached.",
        "Coaching is not an event but a habit.",
    ),
    EVERYBODY: (
        "No one who teaches is left out, in their first year or their thirtieth.",
        "Coaching is for every teacher, not only for new ones.",
        "Coaching is not limited to teachers in their first years.",
        "Every teacher has a coach, whether or not they ask for one.",
        "No teacher is exempt from coaching.",
        "Teachers may not opt out of coaching.",
        "Every teacher takes part, regardless of experience; there are no exceptions.",
    ),
    TARGETS: (
        "Leaders observe each person who reports to them; visits need not be announced.",
        "Leaders visit each person as planned; advance notice is not required.",
        "Observations are not scheduled on testing days.",
        "Leaders observe as planned, and no observation is counted without feedback.",
        "Observations are not required to be announced.",
        "Formal observations are not held in the first two weeks of instruction.",
        "No one is observed only once.",
        "The length of a visit is no less than what is stated here.",
    ),
    DUTIES: (
        "Coaches do not appraise teachers; they observe, model and plan.",
        "Leads the instructional leadership team; this duty is not delegated.",
        "Coaches are not used as substitutes and observe each teacher of their caseload.",
        "Observes leaders, and leaves no visit without feedback.",
        "Responsible for coaching; not responsible for discipline.",
    ),
    MEETINGS: (
        "They meet no fewer than two times in each month.",
        "They meet at least twice a month, not counting ARD meetings.",
        "They meet twice a month; ARD meetings do not replace these meetings.",
        "They meet twice a month. General education teachers are not excused.",
    ),
    TOPICS: (
        "Agendas deal with inclusion strategies, not with paperwork.",
        "No agenda is without a strategy for inclusion.",
        "Each agenda names strategies for students who are not yet on grade level.",
    ),
    SUPPORTS: (
        "Progress is checked as set out; if there is no progress, the plan changes.",
        "Three points below the line: the plan is not continued as it is.",
        "Students who do not respond move to the next tier.",
        "No student waits for a referral to receive help.",
    ),
    INDICATORS: (
        "The lesson leaves no time unused.",
        "Students do not wait for directions.",
        "No student is off task.",
        "Tasks are not lowered: they stay on grade level.",
    ),
}
DENYING: dict[Field, tuple[str, ...]] = {
    FREQUENCY: (
        "PLCs are not required to meet weekly.",
        "PLCs no longer meet weekly.",
        "PLCs do not meet weekly.",
        "Teachers are not required to attend the weekly PLC planning meeting.",
        "PLCs are not expected to hold their weekly planning time.",
        "Weekly meetings were abolished in 2025.",
        "Weekly PLC meetings are waived for 2026-27.",
        "The district does not require weekly PLC meetings.",
        "There is no expectation of weekly PLC meetings.",
        "The frequency is not specified.",
        "Campuses set the frequency.",
        "No frequency is required.",
        "Teachers are not obliged to meet weekly.",
        "Teams do not have to meet every week.",
        "Weekly PLCs are not mandatory.",
        "There is no requirement that PLCs meet weekly.",
        "Weekly PLCs ended in 2025.",
        "Weekly meetings have been put on hold.",
        "PLCs will not meet weekly this year.",
        "PLCs don't meet weekly.",
        "PLCs are not held weekly.",
        "How often PLCs meet is left to the campus.",
        "How often PLCs meet is up to the principal.",
    ),
    LENGTH: (
        "No length is set.",
        "The length is not specified.",
        "The length of a meeting is left to the team.",
        "No minimum is given.",
        "Campuses determine the length of the meeting.",
        "The length has not been set.",
    ),
    MEMBERS: (
        "Membership is not defined.",
        "PLCs are not organized by grade.",
        "Each campus decides who meets.",
        "Membership is decided by the campus.",
        "Membership varies.",
        "Members: TBD",
        "Members will be named by October.",
        "Membership is left to the principal.",
        "Membership is at the discretion of the campus.",
        "PLCs are not formed by grade or content.",
    ),
    AGENDA: (
        "No sample agenda is included.",
        "A sample agenda is not provided.",
        "Sample agenda: to be developed.",
        "The handbook does not include a sample agenda.",
        "There is no sample agenda.",
        "A sample agenda will be added next semester.",
        "Agendas are not used.",
        "Sample agenda not available.",
    ),
    SUPPORT: (
        "Teachers are not required to attend weekly planning support.",
        "Teachers are not required to attend the weekly planning conference.",
        "Teachers need not take part in weekly planning support.",
        "Principals are not expected to schedule weekly planning support.",
        "Teachers are not obliged to attend weekly sessions.",
        "Teachers do not have to attend weekly sessions.",
        "Weekly sessions ended in 2025.",
        "The weekly session was discontinued in 2025.",
        "Weekly sessions are waived for 2026-27.",
        "Teachers are excused from weekly sessions this year.",
        "The requirement of a weekly session was removed.",
        "Support is no longer weekly.",
        "The district does not require weekly support.",
        "There is no expectation of weekly support.",
        "The frequency is not specified.",
        "No frequency is required.",
        "Weekly support is not in place.",
        "Weekly support is no longer provided.",
        "Coaches are not available for weekly planning support.",
    ),
    STRUCTURES: (
        "Structures are not defined.",
        "No structure is prescribed.",
        "Campuses choose their own structures.",
        "The handbook does not prescribe structures.",
        "Under revision",
        "refer to the campus handbook",
        "Structures are determined by each campus.",
        "Structures depend on the campus.",
        "The district has not defined structures.",
    ),
    OWNERS: (
        "Owners: TBD",
        "Owners are to be determined by each campus.",
        "The campus decides who leads the support.",
        "No owner is named.",
        "Owners are not defined.",
        "Campuses choose their own leads.",
        "Owner varies by campus.",
        "No one is assigned to lead the support.",
        "It is not yet decided who leads the support.",
        "Leads will be named by each campus by October.",
        "Nobody has been assigned yet.",
        "Who leads the support is left to the campus.",
    ),
    OUTCOMES: (
        "Outcomes are not defined.",
        "No outcome is required.",
        "There are no set outcomes.",
        "Outcomes are up to the coach.",
        "No specific outcome is expected.",
        "Depends on teacher need",
        "As determined by the coach",
        "Outcomes have not been identified.",
    ),
    SAME: (
        "Expectations differ by campus.",
        "Expectations are not the same for all campuses.",
        "Expectations vary from campus to campus.",
        "Each campus sets its own expectations.",
        "Campuses are free to set their own expectations.",
    ),
    STEPS: (
        "The teacher need not read the lesson.",
        "The teacher is not required to work out the tasks.",
        "The teacher does not have to script questions.",
        "Optional: read the lesson.",
        "Teachers don't have to read the lesson.",
        "Reading the lesson is not necessary.",
        "This step is not required.",
    ),
    QUALITY: (
        "Quality is not defined.",
        "No criteria are set.",
        "Criteria are still to be agreed.",
        "Criteria for strong work are under development.",
    ),
    PRODUCTS: ("Not written for any specific product.",),
    PRACTICES: (
        "Teachers do not use wait time.",
        "This page intentionally left blank.",
        "No practices are listed.",
        "Practices for this area are not included in this edition.",
        "To come in the next edition.",
        "Not available at this time.",
        "see department handbook",
        "refer to the campus handbook",
        "Under revision",
    ),
    VISION: (
        "A vision has not been adopted.",
        "The vision is being rewritten.",
        "There is no vision for coaching.",
    ),
    EVERYBODY: (
        "Not all teachers take part.",
        "Coaching is not for all teachers.",
        "Experienced teachers are exempt.",
    ),
    TARGETS: (
        "Observations are not required.",
        "Leaders do not have to observe those who report to them.",
        "No number of observations is set.",
    ),
    MEETINGS: (
        "They are not required to meet twice a month.",
        "The number of meetings is not set.",
    ),
    DUTIES: ("Responsibilities are not defined.", "Each campus defines its own roles."),
}


def quoted(document: Mapping[str, Any], name: str, quote: str) -> dict[str, Any]:
    """Return a document in which a field, or each item of a list, has another quote."""
    sources = document.get("sources", {})
    if name in sources:
        about = {**sources[name], "quote": quote}
        return {**document, "sources": {**sources, name: about}}
    items = [{**item, "source": {**item["source"], "quote": quote}} for item in document[name]]
    return {**document, name: items}


@cache
def finding(field: Field, quote: str) -> l5.Finding:
    """Judge the sample with a quote in a field of all documents of a kind."""
    kind, name, criterion = field
    documents = tuple(quoted(document, name, quote) for document in SAMPLE.documents[kind])
    tables = {name: rows for name, rows in SAMPLE.tables.items() if name != ALTERNATIVE.get(kind)}
    changed = evolve(SAMPLE, documents={**SAMPLE.documents, kind: documents}, tables=tables)
    (found,) = changed.judge(criterion).report.findings
    return found


def test_both_sides_are_held_by_enough() -> None:
    assert sum(map(len, HARMLESS.values())) >= 180
    assert sum(map(len, DENYING.values())) >= 120


@pytest.mark.exhaustive
@pytest.mark.parametrize(("field", "quote"), [(f, q) for f in HARMLESS for q in HARMLESS[f]])
def test_a_quote_that_says_it_with_a_no(field: Field, quote: str) -> None:
    assert finding(field, quote).outcome is l5.Outcome.PASS


@pytest.mark.exhaustive
@pytest.mark.parametrize(("field", "quote"), [(f, q) for f in DENYING for q in DENYING[f]])
def test_a_quote_that_denies_or_leaves_it_open(field: Field, quote: str) -> None:
    assert finding(field, quote).outcome is l5.Outcome.MISSING


SIGNED = [
    *denials._DENIED,
    *denials._UNSET,
    *leaving.LEFT,
    *leaving.OTHERS_WILL_DO,
    *deferrals._TO_COME,
    *deferrals._OPEN,
    *(pattern for pattern, _ in plain_text._SIGNED if all(pattern.signs)),
]


@pytest.mark.exhaustive
@pytest.mark.parametrize("signed", SIGNED, ids=lambda signed: signed.pattern[:40])
@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_whatever_a_pattern_matches_holds_one_of_its_signs(
    signed: Signed, data: st.DataObject
) -> None:
    texts = st.from_regex(signed.compiled, alphabet=st.characters(max_codepoint=255))
    text = data.draw(texts).casefold()
    assert not signed.compiled.search(text) or signed.may_match(text)

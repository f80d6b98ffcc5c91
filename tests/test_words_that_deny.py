"""Further sentences with a "no" or "not" as handbooks word them, by the words alone."""

import pytest

from lever5_rules.core.quotes import denial

HARMLESS = """
Common planning is not used for PLCs; PLCs meet once a week during the specials rotation.
PLC meetings are every Wednesday unless school is not in session.
All four questions are not required every time; each weekly meeting uses at least two.
Teachers must be present; no ARD meetings or parent conferences are scheduled during PLC.
Attendance is taken weekly, and absences are not excused without notice.
Teams meet at least once a week for one class period and do not use this time for grading.
Additional PLC meetings are voluntary; one meeting a week is held by every team.
PLCs meet weekly. The facilitator is chosen by the team.
PLCs meet weekly; the facilitator rotates and is not always the department head.
The principal or designee attends each weekly PLC; when neither is available, the coach attends.
Each week, teachers meet with no interruption for 50 minutes.
Meetings are held weekly even when the agenda is not full.
No PLC may be canceled without approval of the principal supervisor; PLCs meet weekly.
Weekly PLCs are in addition to, not in place of, the daily conference period.
Teachers are provided a daily planning period that is not used for PLC.
Teachers shall not be required to use their conference period for PLCs.
Planning periods are not used for PLC meetings.
Teachers are not required to give up their conference period.
PLCs are not held during conference periods.
PLCs do not meet during teachers' planning time.
The PLC does not take the place of individual planning time.
The conference period belongs to the teacher and is not available for meetings.
A teacher may not be required to attend a PLC during the conference period.
Special education teachers belong to the PLC of their grade; they are not a separate team.
Teams with fewer than two members are not considered a PLC and join another campus.
Teachers of two grades are not required to attend more than one PLC; they choose one.
Membership is by grade or course and does not change during the year.
No teacher may serve on more than two PLCs; each grade forms one.
Norms, data, plan, and next steps; announcements are sent by email and are not discussed.
The agenda does not include announcements: norms, student work, planning, next steps.
Agenda items: what students learned, what they did not learn, how we respond.
An agenda is sent the day before, so that no time is lost: norms, work, plan.
The facilitator posts the agenda no later than the day before: norms, student work, next steps.
Coaches meet with each teacher weekly and do not provide evaluative feedback.
Coaches do not participate in appraisal conferences; they meet each teacher once a week.
The coach does not report what is said; sessions are weekly.
Each teacher meets with the coach weekly, regardless of years of experience; no one is exempt.
One session per week is required of all teachers. Exceptions are not made.
Planning support takes place every week, including weeks in which no new unit begins.
Coaches who cannot hold a session reschedule it in the same week.
Sessions that are canceled are made up within the week.
A weekly session that is canceled is rescheduled within two days.
Sessions take place weekly; a form is not needed.
Sessions are weekly and need not last the full period.
Sessions may be held online when a coach is not on campus; each teacher has one a week.
Planning block or co-planning: teachers and coaches choose what the lesson needs.
Structures are limited to three; others are not supported.
Co-planning is used where a lesson has not been taught before.
The structure is chosen by the coach and teacher from the list: planning block, co-planning.
Coaches, who are not assigned to a classroom, lead the support.
Instructional coaches own it. Teachers are not asked to coach each other.
The instructional coach leads; if there is none, the assistant principal does.
Each campus names a coach who leads the support and is not an appraiser.
Teachers finish with an annotated lesson and no open questions.
The session is not complete until the lesson is annotated.
An annotated lesson is the outcome, whatever the structure.
The outcome of each session is an annotated lesson and does not depend on the structure.
All campuses use the same guideline; local versions are not permitted.
Campus handbooks may not conflict with this guideline.
This guideline replaces campus guidelines, which are no longer in use.
No campus sets its own expectations.
Campus guidelines were discontinued; this one applies to all campuses.
Expectations are the same for every campus and are not set locally.
One guideline for all campuses, with no local variation.
The size of a campus does not change these expectations.
Read the lesson from beginning to end without looking at the answer key.
The teacher solves each task and notes what is not clear.
The team identifies which tasks cannot be cut.
Decide what will not be taught and why.
The teacher decides how students will show what they know.
Choose the questions that must not be skipped.
Teams determine which students need more time.
The team selects the tasks that matter most.
The team decides what students will do next.
Name misconceptions that have not been addressed.
Strong work names one idea that students have not met before.
A strong plan is written for the lesson as it is and does not replace tasks.
A strong plan does not include activities that are not in the materials.
High-quality plans are not longer than one page.
Students talk to one another and not only to the teacher.
Students are not told the strategy; they find it.
Teachers do not move on until all have answered.
Cold calling is used so that no student can opt out.
Students do not begin to write before they have talked.
Teachers use wait time of no less than three seconds.
Teachers do not use worksheets in place of text.
Students explain why an answer is not right.
Materials that students cannot read alone are read together.
No student reads alone before hearing the text once.
Writing is not optional: students write every day.
Text is read in full and is not replaced by excerpts.
Teachers do not accept an answer without evidence.
Discussion is not dominated by the teacher.
Tasks vary in length but not in level.
Teachers vary the form of response.
Supports vary with what students need.
Students differ in what they need, and the plan says what each group gets.
Coaching is not about compliance; it is about learning.
No adult should have to improve alone.
We do not wait for a teacher to struggle before we offer help.
Coaching is not a punishment and is not tied to appraisal.
A district in which no child's education depends on luck.
All teachers are coached, not just those in tested subjects.
Coaching does not end after the first years; it is for every teacher.
Veteran teachers are not exempt.
No group of teachers is excluded.
Walkthroughs are unannounced and are not evaluative.
Advance notice of an appraisal may be given but is not required.
Pre-conferences are not required for unannounced observations; leaders observe as set out.
Observations do not take place on the day before a holiday.
Observations shall not be conducted on the last day before a holiday.
Teachers who are new to the district are not observed in the first three weeks.
Feedback is given in writing and is not delayed.
Feedback is not given by email only.
Observers do not rate what they did not see.
The appraiser may not delegate the observation.
Each coach observes teachers and is not assigned lunch duty.
Principals lead; clerical work is not part of this role.
The role of the coach does not include evaluation of teachers.
Coaches are not to be used as substitute teachers; they model and plan.
Meetings are twice a month; a third may be called but is not required.
They meet twice a month, and the ARD committee is not counted.
Strategies for students who do not yet speak English are on each agenda.
Students who are not on track are monitored as set out here.
If three points lie below the line, the support is not working and is changed.
Help does not wait for a referral.
Parents are told in a language they know; no form is sent home untranslated.
No student is removed from core instruction for support.
Tier 2 does not replace Tier 1.
Directions are given once and not repeated.
Transitions take no more than a minute.
Rigor is not reduced for any group.
The task is not replaced by an easier one.
The tool is used on all campuses; no other form is in use.
Campus forms are no longer used.
Every team meets weekly; teams that miss a week report it to the principal.
A team may meet more often, but never less than once a week.
PLCs meet weekly in the building; online meetings are not held.
PLCs convene each Tuesday. On Tuesdays that are holidays there is no meeting.
There is no meeting in the weeks before and after winter break; otherwise PLCs meet weekly.
Teams are released weekly; no teacher covers another's class.
There are 36 meetings a year, one a week, and none is held during benchmark testing.
PLC time is 50 minutes and may not be shortened.
PLCs run for 50 minutes with no break.
Teachers arrive on time so that no part of the 50 minutes is lost.
The 50 minutes do not include travel.
PLC length is 50 minutes and does not vary by campus.
The PLC is made up of teachers of one grade; assistants may join but are not members.
All who teach a grade or course belong to its PLC; a teacher cannot be in no PLC.
Counselors are not members of a PLC; teachers of a grade are.
Membership does not depend on experience: teachers of one grade form a PLC.
Items that do not touch student learning are left off: norms, work, plan.
The sample agenda is not a script: norms, student work, rehearsal, next steps.
No item takes longer than fifteen minutes: norms, work, plan.
Parking lot (what we did not get to), student work, plan.
Support is weekly. What is discussed is not shared with the appraiser.
Teachers are supported weekly and are not asked to write lesson plans for review.
Every week, each teacher meets the coach; the topic is chosen by the teacher.
The coach and the teacher choose the day of the weekly session.
Each teacher chooses the lesson for the weekly session.
Weekly sessions: the coach decides with the teacher what to work on.
New and experienced teachers alike are supported every week, no matter the subject.
Nothing replaces the weekly session.
We use a planning block, and nothing is planned for teachers that they could plan themselves.
The planning block is not a meeting about logistics.
One-on-one conferences that do not focus on a lesson are not counted as support.
Coaches own this work. It is not the work of appraisers.
The assistant principal leads where the position of coach is not filled; else the coach does.
Campuses without a coach are served by the principal.
Teachers should never leave without an annotated lesson.
The annotated lesson is kept by the teacher and is not collected.
All campuses do the same; how the day is scheduled is up to the principal.
All campuses follow one guideline. Campuses set their own meeting times.
Each campus keeps to these expectations and sets the room and hour.
The expectations are not suggestions: they bind every campus.
This handbook is not advice; it holds for every campus.
Decide which parts are left out and which are not.
The teacher does each task as a student would and does not stop at the answer.
Identify prerequisite skills that students may not have.
The teacher determines how to respond to errors.
Write questions that cannot be answered with yes or no.
The group reads silently and does not discuss until all have finished.
Look for what students can do, not for what they cannot do.
The presenting teacher does not speak during the discussion.
The facilitator does not evaluate the teaching.
Do not move to causes before the evidence is described.
The plan states what is not negotiable in the lesson.
A strong plan has no more than three questions, each scripted.
Strong work needs no explanation by its author.
Work is not strong if the task was changed.
Teachers plan for students who have not met the standard and for those who have.
Students do the reading; teachers do not read it to them.
Teachers check for understanding and do not rely on volunteers.
Errors are not hidden but discussed.
Calculators are not used before the concept is understood.
Drill is not used in place of discussion.
Teachers do not give the answer.
In PE no student sits out.
Labs are not demonstrations; students handle the materials.
Students are not ranked.
The vision holds for all and is not the work of one office.
No vision lives on paper alone; each coach lives it in classrooms.
A teacher's growth does not end.
Coaching reaches those who have taught for decades as well as those who have not yet begun.
Teachers do not apply for coaching; each has a coach.
No walkthrough lasts less than ten minutes.
Principals observe coaches while they coach and not only in meetings.
Feedback may be oral; a written note is not required.
No feedback is given in front of students.
An observation that is interrupted is not counted.
Teachers are not observed on days with a substitute.
Supervisors do not announce visits.
The principal cannot delegate this duty and observes each coach.
Is not pulled for testing, lunch duty or substitution; coaches teachers.
Does not evaluate; plans with teachers, models and observes.
They meet on the first and third Monday; no meeting is held in July.
Meetings of the two groups are not combined with faculty meetings.
Agenda: strategies for inclusion; individual students are not discussed.
Progress is checked on schedule; a missed probe is not skipped but given the next day.
If the goal is not met after three checks, the team changes the plan.
Groups are not fixed: students move as data show.
Families who do not read English are called.
Disruptions are not ignored.
Voices are not raised.
The pace does not leave students behind.
The closing task is not skipped.
The tool does not rate teachers; it shows what students do.
Nothing on the form is optional.
Campuses do not use any other form.
No campus uses its own form.
Schools may not add indicators.
"""
DENYING = """
PLC meetings have not been scheduled.
The district does not prescribe how often teams meet.
Meeting times are not protected.
PLC participation is voluntary.
Attendance is optional.
Attendance at PLCs is not mandatory.
PLCs meet weekly. Attendance is optional.
Sessions are weekly. Teachers are not required to attend.
Each teacher may have a weekly session; participation is voluntary.
Weekly planning support is not required.
Weekly support isn't required.
Support is not given weekly.
Support no longer takes place weekly.
The weekly cycle has been suspended until further notice.
Weekly sessions were eliminated from the 2026-27 plan.
We no longer require weekly sessions.
We do not require weekly sessions.
It is not expected that teachers attend.
Schools are not required to hold weekly PLCs.
Campuses are exempt from the weekly requirement.
The requirement for weekly PLCs has been waived.
Campuses may opt out.
Campuses may opt out of weekly PLCs.
Teachers may opt out.
The length of PLCs is determined by each campus.
Meeting length varies by campus.
Meeting length depends on the bell schedule.
Length of meeting: varies
Length: not specified
The document does not state the length.
The guideline is silent on the length of meetings.
The guideline does not address membership.
No membership is defined.
PLC membership is a campus decision.
Membership is at the principal's discretion.
Membership has not been decided.
PLCs are not defined.
Campuses form PLCs as they see fit.
No agenda is provided.
No agenda is included in this handbook.
An agenda template is not included.
A sample agenda is under development.
A sample agenda will be provided in October.
The sample agenda has been removed.
The agenda was left out of this edition.
Owners are not identified in this handbook.
The handbook does not say who leads the support.
It has not been decided who leads.
The person responsible has not been named.
No person is responsible.
Nobody is responsible for the support.
Campus leadership decides who owns the support.
Structures may be chosen by campuses.
Structures vary.
Structures will be developed this year.
The choice of structure is left to the coach.
There is no set structure.
There's no set structure.
Sessions have no set outcome.
Sessions do not have a set outcome.
Outcomes are set by each coach.
Outcomes are not required.
Outcomes will be defined by the campus.
Each campus has its own expectations.
Expectations are set by each campus.
Expectations are not uniform.
Expectations may differ from campus to campus.
Campuses are not held to the same expectations.
This guideline does not apply to all campuses.
Teachers are not expected to read the lesson.
Teachers can skip this step.
This step may be skipped.
Reading the lesson is optional.
It is not necessary to read the lesson.
The protocol does not define quality.
Criteria have not been written.
What strong work looks like is not described.
The protocol is not tied to any product.
This protocol is not for any specific product.
Practices for mathematics have not been selected.
Mathematics is not addressed in this framework.
This section is being revised.
Content to be added.
The district has no vision for coaching.
We have no vision statement.
Coaching is not provided to all teachers.
Coaching is not available to all teachers.
Not every teacher is coached.
Some teachers are not coached.
Observation targets have not been set.
Principals are not required to observe coaches.
Principals do not observe coaches.
There are no targets for this role.
Feedback is not required.
Feedback is optional.
Roles are defined by the principal.
Roles are not described.
Duties are assigned by the campus.
No schedule is set for these meetings.
Meetings between them are not scheduled.
Progress monitoring is not required.
Progress is not monitored.
Intervals are set by the teacher.
No tool is named.
PLCs are suggested but not required.
Each school determines its own PLC schedule.
Each school sets its PLC calendar.
It is up to the campus how often teams meet.
It's up to each campus.
Teams decide how often they meet.
The number of meetings varies.
How often PLCs meet will depend on staffing.
Length of PLCs may vary.
Time allotted depends on the campus.
Not defined at this time.
Membership is flexible.
PLC groupings are decided at the campus level.
Groupings vary from year to year.
Campus principals assign members as they see fit.
Agendas vary.
Each team creates its own agenda.
The agenda template has not been finalized.
The agenda is optional.
Coaching is offered upon request.
Planning support is available upon request.
Support is provided only upon request.
Teachers may decline support.
Support has ended.
This program was discontinued.
The program is not being offered.
This practice has been retired.
This section has been repealed.
The campus does not have an owner for this.
No one leads the support.
Leadership of this work is not assigned.
Leads are appointed by campus principals.
Structures are at the coach's discretion.
Any structure may be used.
The form of support is not prescribed.
Outcomes: as determined by coach
No particular outcome is intended.
Expectations are campus-specific.
Expectations are locally developed.
There is no common expectation.
Each campus writes its own expectations.
Campuses are free to adapt or ignore these expectations.
These expectations are not binding.
These are guidelines only and are not mandatory.
Steps are optional.
Teams need not follow the steps.
Teams are not bound to this step.
We have not yet described strong work.
Science practices are not yet written.
Content-specific practices are not part of this framework.
There are no content-specific practices.
No vision has been written.
The vision statement is pending board approval.
Career teachers do not receive coaching.
Leaders decide how often they observe.
No minimum number of observations is set.
Targets are set by each principal.
Responsibilities differ by campus.
Not specified in this document.
Meetings of these staff are not required.
Topics are not specified.
Topics are not prescribed.
Topics are left to the team.
"""


@pytest.mark.parametrize("quote", HARMLESS.split("\n")[1:-1])
def test_words_that_deny_nothing(quote: str) -> None:
    assert denial(quote) == ""


@pytest.mark.parametrize("quote", DENYING.split("\n")[1:-1])
def test_words_that_deny(quote: str) -> None:
    assert denial(quote)

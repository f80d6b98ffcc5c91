"""Words that put off what a document is to say, leave it to somebody, send the reader elsewhere, or
leave some people out; and words like them that do say it."""

import pytest

from lever5_rules.core.lexicon import standard
from lever5_rules.core.quotes import (
    denial,
    exclusion,
    is_left_open,
    is_to_come,
    refers_elsewhere,
)

TO_COME = """
To be selected by the superintendent's cabinet after budget adoption
Practices are still being chosen by the content teams
Rubric to come in January
Will be uploaded by the end of the semester
Pending legal counsel's review
Approval is pending
The leadership team will finalize this over the summer
We are still drafting these
Not yet decided by the committee
To be discussed at the next board meeting
Se definirá más adelante
The link will be posted when ready
Steps to be determined
To be chosen by the curriculum team this spring
Will be selected by campus improvement committees in October
To be decided at the August leadership retreat
Will be determined after the needs assessment
The district team is still deciding
The council is currently working on these
To be identified by principals after the first benchmark
Leadership will decide in December
The steering committee will choose these in the spring
We will select these during summer planning
Para decidirse en la reunión de enero
Se determinará en otoño
To be voted on by the advisory committee
Still being discussed by the cabinet
Document will be uploaded soon
Links to be posted once videos are edited
Rubric to be shared at a later date
Will be posted to the staff page when ready
Not yet posted
The template will be shared in the spring
Criteria will be added after training
Not uploaded yet
More guidance will be provided at a later time
Coming after winter break
To be released in January
Video to be recorded
Se publicará más adelante
Se agregará después
Pending principals' approval
Pending approval by the board
Schedule pending
Awaiting board action in January
Pending budget approval
Subject to board approval
Waiting on legal review
Pending review by the superintendent
To be approved at the December board meeting
Board approval pending
Under review by cabinet
Not yet approved by the board
Pendiente de aprobación
En espera de aprobación de la mesa directiva
To be set after staffing is final
To be determined by need
Will be decided by the new director
Still to be written
We will add this next semester
Awaiting approval from TEA
The curriculum department is developing this
Not available yet
Link will be added soon
Details to be announced
Video to be uploaded
Pending committee review
To be adopted by the board in the spring
Will be finalized in January
The task force will decide this summer
Rubric not yet available
"""

ELSEWHERE = """
Kept by the campus secretary
Housed in the superintendent's office
Found on the curriculum website
Available on the district website
On file with HR
On file in the curriculum office
Kept in the principal's office
Located in the shared drive
Can be found in the employee handbook
Available from the curriculum department
In the job description
Found in Google Drive
Contact Human Resources
Saved in the team folder
Disponible en el sitio web del distrito
Archivado en la oficina
On file at the central office
In the employee handbook
Refer to the district website
"""

LEFT_OPEN = """
At the discretion of campus administration
Per principal preference
Left up to the departments
At the discretion of the superintendent
Left to the discretion of each principal
At the department chair's discretion
Coach's discretion
Principals use their own judgment
As the superintendent sees fit
Up to the assistant principal
At the discretion of campus leadership
By superintendent discretion
Determined at the campus level
Whatever the coach thinks best
As directed by the principal
A criterio del superintendente
Queda a discreción de cada escuela
At each principal's discretion
At the sole discretion of the principal
As the principal sees fit
"""

SAYING = """
The team names what each member will bring next time
Coaches post their visits on the shared calendar
The next text to be read is chosen by standard
Plans are turned in by Friday and read by the coach
Students decide which strategy fits
Principals use the rubric to judge lessons
The board approves the calendar in April
Agree who will reteach what, and when
Review data from the website of the product
Located within the unit guide, lesson by lesson
Kept short: three minutes of talk
Ask for evidence from the text
In each unit, two tasks are on grade level
Pending items come first on the agenda
Will be able to explain the text in their own words
To be fluent with facts by June
Next steps to be taken are written down
Teachers are developing questions from the text
Check in with new teachers each week
To plan, to rehearse, to teach, to reflect
Teams choose a standard, then analyse the work
The team decides which students need reteaching
Decide on the exit ticket to be given on Friday
Select the texts to be read by students in the unit
Determine the standards to be taught in the next unit
Choose who will be coached next, by data of the last cycle
The committee works on a common assessment each month
Plan the question to be asked at each stopping point
Council of teachers reviews needs and names the priority
Agree on the misconceptions to be addressed
Principals select two teachers for a coaching cycle
The superintendent decides on supports by September 15 from campus data
Elegir el estándar que se enseñará en la semana
Identify the criteria to be met by proficient work
Data are shared later that week with teachers
Scores are posted the same day
Students add evidence to their notes after discussion
Exit tickets are collected and later sorted by the team
Share the rubric with students before the task
Post the objective where all can see it
Lesson plans are uploaded by Monday
Success criteria will be shared with students at the start
Notes of the meeting will be posted within two days
Add visual supports for emergent bilingual students
Link the text to prior knowledge
Coaches will share feedback after each visit
The agenda is added to the shared calendar each Friday
Compartir los criterios con los estudiantes
Submit the schedule for approval by the principal
Approve next steps before the team leaves
The principal approves the plan by Friday
Review pending action steps with the coach
Board-approved materials are used in every unit
List assignments that are pending and who owns them
Approved by the board on June 14, 2026
The superintendent approves assignments in May
Ask for approval of swaps by the coordinator
Teachers wait for three seconds after a question
Await student responses before calling on anyone
Review open action steps that await follow-up
Subject to verify: reading level of the text
Aprobado por la mesa directiva
Post student work on the data wall
Store data in the district system and update it weekly
Records are kept in Eduphoria and reviewed every six weeks
Materials are available to all teachers before the unit
Coaches are available in classrooms daily
Keep the agenda in the shared drive and review it each week
Objectives are posted on the board
Find evidence in the text
Anchor charts are located where students can use them
Contact families within two days
Use the website of the product to assign tasks
Students find the main idea in the passage
On the board: objective, agenda and exit ticket
Guardar las evidencias en el sistema y revisarlas
Use judgment of student work against the rubric
Support is assigned by need shown in data, not at anyone's discretion
The superintendent assigns each principal a supervisor by data
Principals see each teacher twice a month
Fit the task to the standard
It is up to the team to name the next step and its date
Leave time for discussion with a partner
Directed by the question, students annotate the text
Judge the lesson by what students wrote
The leader directs the team to the data
Discretion in what is shared: no names in data talks
Teachers use their own exit tickets of the unit's standards
Coach models, teacher tries, coach gives feedback
Criterio: el trabajo muestra evidencia del texto
To support the teacher in the next lesson
To be ready to share one piece of student work
Will be provided with a coach and two visits a month
Will be recorded in Eduphoria after the visit
Will be posted in the classroom
Assignments are subject to change when data change
Students will choose a text and defend it
Teams will discuss these with the coach
The coach will share this with the teacher after the visit
The principal will develop these with the leadership team
Teachers are working on fluency this quarter
Decide on next steps
Decide which misconception to address
Student work is being discussed by all members
Pending misconceptions are listed and given an owner
Review of pending supports with the principal supervisor
In the unit plan, name the standards to be taught
In the lesson, students use evidence
On the exit ticket, students explain their reasoning
See each teacher twice a month
See the strategy modeled by a peer
Refer students to the intervention team
Consult data of the last unit
Check with students for understanding
Contact families by phone within two days
Available for co-teaching each week
Available in both languages at family conferences
Kept on one page per student
Found by comparing exit tickets with the rubric
Located at the top of the lesson plan
In person
In English and Spanish
On the board and orally
As in the lesson
Per lesson, three questions
Per student
Coaching at the teacher's own pace with judgment of evidence
Judgment of mastery by the rubric
Teachers decide on groups by exit ticket data
Not graded
Not announced in advance
Vote on the most urgent gap
Coming to consensus on proficient work
Share one success; set the next step; post the notes
Plan to be reviewed by the coach each Thursday
Name who will do what by when
Steps to be taken by the teacher before the next visit
Set the date of the next visit
"""

DENYING = """
Each school determines the frequency of its meetings.
Campus principals select their own coaching structures.
Walkthroughs are completed as time permits.
Coaches meet with teachers whenever their schedules permit.
The coaching rubric will be released soon.
The tool will be introduced in the spring.
No notices are mailed to families.
No misconceptions are discussed.
Parents get no information.
Student work is never reviewed.
Schools are free to adopt their own tools.
Teams can use a different protocol.
Classroom culture is measured with another instrument.
Art has no practices of its own.
Teachers may follow any protocol.
This requirement was postponed.
Families are not notified unless they ask.
Los departamentos pueden usar cualquier protocolo.
Routines are not part of this form.
Progress in Tier 3 is not checked between report cards.
Teams may use this protocol or any other.
Each campus designs its own structure for planning support.
Principals identify who will lead the support.
Departments decide how frequently they meet.
Each department writes its own agenda format.
Campus leaders pick the members of each team.
Every school creates its own process for this.
Schools use whatever protocol they prefer.
Principals determine the length and number of meetings.
Campuses organize teams in the way that works for them.
There is no common system; each campus keeps its own records.
Teams arrange their own schedule of meetings.
Cada escuela decide su propio horario.
Cada departamento elige su propio protocolo.
Visits are made when time permits.
Meetings are scheduled by mutual agreement of the staff.
Campuses may meet as their schedules allow.
Observations occur as the schedule permits.
Teams meet when coverage is available.
Coaching happens whenever coaches have time.
Sessions are held as substitutes are available.
Feedback is given if time is left.
The teams meet when they are able.
Support is provided depending on staffing.
PLCs meet at times convenient to the members.
Meetings take place subject to scheduling.
Las reuniones se hacen cuando hay tiempo.
Se reúnen cuando el horario lo permite.
No research was consulted for this plan.
Routines are not rated.
No notice is sent to families.
Families are not contacted unless they ask.
Progress is not checked between report cards.
Use of adopted materials is not considered.
Fine arts has no content-specific practices.
Student work is not part of the meeting.
No data are reviewed at these meetings.
Nobody checks whether the step was done.
Parents receive no letter.
The rubric has no row for routines.
Next steps are never written down.
No se avisa a las familias.
Behavior is rated on a separate campus form.
campuses may use their own forms
teams may use this or any other protocol
Routines are observed with another tool.
Any form that campuses like may be used.
Schools may substitute their own protocol.
Campuses may use this form or one of their own.
A different protocol may be used instead.
Teams are welcome to use any protocol.
Culture is looked at with a separate checklist.
Principals may use a form of their choosing.
Las escuelas pueden usar su propio formulario.
Los equipos pueden usar otro protocolo.
Schools design their own approach to family communication.
Campus teams choose their own protocol.
Meetings occur as time allows.
Meetings happen whenever schedules permit.
Teams meet if coverage is available.
The protocol will be shared in the fall.
Criteria will be developed during the year.
Guidance will be posted soon.
The vision was tabled.
No feedback is given.
Families are not informed unless they request it.
Next steps are not recorded.
Nobody follows up on steps.
Teachers receive no feedback.
Campuses are free to use any form.
Schools may use another form.
Routines are looked at with a different tool.
Principals decide how long meetings last.
Omit this step when time is short.
CTE has no specific practices.
Materials are not considered on this form.
Each school follows its own procedures.
Data are not reviewed at these meetings.
Las escuelas pueden usar otro formulario.
"""

STATING = """
Each school determines which teams meet on Tuesday and which on Thursday, weekly.
Coaches meet with teachers every week, whatever their schedules.
No notice is mailed late.
Students may use a different strategy.
Teachers have no duty during PLC.
The coach and teacher agree on a time within two days.
Each campus uses its own staff to teach interventions.
Teams review how students solved the task when they had another tool.
The vision is read aloud in August and again in the spring.
Notices will be sent in the language of the family.
No student is told the answer.
Campus teams select the students to be discussed that week.
Feedback is written on the form that the teacher keeps.
Results will be discussed in the next meeting.
A teacher may ask for another coach.
Coaches are not evaluators.
Time is left at the end to name the next step.
Campuses are not free to use another form.
Grading is not part of the meeting; teams compare student work.
Progress of a student is not checked by one teacher alone.
Each campus posts its own agenda by Friday.
Each team brings its own student work to the meeting.
Each campus keeps its own copy of the district protocol, and all teams use it.
Each teacher picks two samples of work to bring.
Principals identify two teachers for support each week.
Each department has its own data meeting every month.
Principals identify leads by May from the list of coaches.
Each PLC sets its own norms and meets every Tuesday.
Each coach keeps her own log of visits in the district system.
Departments decide which standard to reteach at each meeting.
Each campus has its own team of coaches, who support all teachers weekly.
Teams determine next steps at the end of each meeting.
Teachers design their own exit tickets for the standard.
Cada equipo analiza el trabajo de sus propios estudiantes.
When students finish early, teachers check their work.
The schedule allows 50 minutes for PLCs each week.
Time is set aside each Wednesday when all members are available.
When a coach is absent, the session is held later in the week.
The master schedule permits every team to meet weekly.
Coaches are available every day and meet each teacher weekly.
Teams allow time for questions after each session.
Substitutes are available so that teams can meet twice a month.
If time is left, the team starts the next unit; it meets weekly.
Meetings are scheduled weekly; members agree on the room.
Staffing is set so that a coach sees each teacher weekly.
The time is agreed on by the coach and teacher within two days of the visit.
When data show a need, the team adds a session.
El horario permite una reunión cada semana.
Meetings are not cancelled.
No lesson starts without an exit ticket.
No student is left without support.
Routines are not rated only once; they are rated at every visit.
No teacher is observed less than once a month.
Families are not contacted only by mail; the teacher calls.
Notice is sent to families no later than ten days after.
Progress is not checked by one test alone; teams use work samples too.
No other protocol is used.
No more than one week passes between visits.
Nobody is exempt from the weekly meeting.
There is no cost to families for notice in their language.
Teachers do not grade work at the meeting.
No se cancela la reunión semanal.
No other form is used.
Campuses may not use their own forms.
This form replaces campus forms.
Teams use this protocol and no other.
Each team may use its own exit tickets with this protocol.
Routines are rated in a separate section of this form.
Campuses may add their own indicators below those of the district.
A separate page of this tool rates routines.
Other forms are retired; every campus uses this one.
Behavior is rated in rows 4 to 6 of the form.
All campuses use this form; another one may not replace it.
Teams may use any text of the unit with this protocol.
The team uses another protocol for data; this one is for lessons.
Los equipos usan este protocolo y ningún otro.
Each department brings its own data to the monthly meeting.
Principals identify who needs support from data every six weeks.
Principals arrange schedules so that each team meets weekly.
Teachers design lessons with the protocol.
Goals are set by mutual agreement of coach and teacher.
PLC membership is based on the master schedule: one team for each course.
The protocol has no optional steps.
Feedback will be given during the school year within three days.
Cross-campus sessions will be scheduled in the fall and spring.
Campuses may use another protocol for data meetings.
When schedules allow, coaches also co-teach.
No evidence is collected for appraisal.
No records are kept of what a teacher says in coaching.
The coach has no evaluative role.
No letter is sent without a translation.
Nobody leads alone; two leaders observe each lesson together.
Progress is shared with families later in the week.
Results will be shared with families within five days.
The agenda will be posted on Monday.
The team decides which step to take; the coach records it.
Teachers who can attend only one session watch the other.
If a session is postponed, it is held the same week.
No form but this one is used.
Teachers receive no grade for coaching.
Materials are not rated; their use in class is.
The team may use any of the three protocols.
Teams that can meet earlier in the week do so.
Every campus uses the same form, not its own.
Coaches have time set aside to visit each teacher.
Support is available to all teachers when they ask and at least twice a month.
Steps are not optional.
Skip ahead to the lesson's exit ticket and solve it.
Behavior is rated with the four-point scale of this form.
Teams use this protocol as written.
"""

BUT_SOME = """
All teachers, with the exception of part-time teachers, are coached.
Everyone on staff except aides is coached.
Each teacher other than librarians has a coach.
All teachers are coached, but elective teachers are excluded.
Coaching is for all teachers except those of fine arts and physical education.
All teachers but electives receive coaching.
Every teacher is coached, with the exception of career and technical teachers.
All teachers other than those in special areas are supported.
Coaching is provided to all teachers, excluding part-time staff.
All core teachers receive coaching; elective teachers are not included.
Teachers of every subject, except art and music, are coached.
All teachers, apart from coaches and CTE, take part.
All teachers take part, though fine arts teachers are exempt.
Coaching reaches all teachers save those in electives.
All but specials teachers receive a coaching cycle.
Coaching covers all teachers with fewer than five years of experience.
Todos los maestros excepto los de educación física reciben apoyo.
Todos los maestros menos los de arte reciben apoyo.
All teachers except part-time teachers are coached.
All staff other than aides take part.
All teachers but CTE teachers are observed.
New teachers and all teachers with less than three years.
All teachers receive coaching; PE teachers are exempt.
"""

ALL = """
All teachers, above all those of science, are coached.
All teachers are coached in August except where they come later, and then at once.
All teachers save time with the coach's plans.
All teachers are coached except on holidays.
All teachers are coached monthly. All teachers with fewer than three years also have a mentor.
All teachers are coached; new teachers are exempt from duty.
All teachers are coached every month except June.
All teachers receive coaching without exception.
All teachers, not except anyone, are coached.
All teachers are coached, except in weeks of state testing.
All teachers receive coaching, except when school is closed.
Coaching is for all teachers, including those of fine arts.
All teachers, with no exceptions, take part in a cycle.
All teachers but especially new ones receive coaching.
No teacher is excluded; all are coached.
Coaching is for all teachers, not only those of tested subjects.
All teachers receive coaching but choose their focus.
All teachers receive coaching other than evaluation.
Every teacher has a coach, except that coaches change in January.
Todos los maestros reciben apoyo, sin excepción.
All teachers are coached except during the week of STAAR.
All teachers observe in subjects other than science.
All teachers, new or veteran, receive coaching.
All teachers have a coach except where a campus shares one, who then sees all of them.
All teachers but above all new ones are visited.
All staff, including part-time staff, are coached.
All teachers receive coaching from someone other than their appraiser.
Every teacher, except on days of leave, is available for coaching.
"""

NOT_TO_LEADERS = """
Coaching is for teachers. It is not offered to principals.
Support is not provided to assistant principals.
Sessions are not open to teacher leaders.
"""

TO_LEADERS = """
It is not intended for evaluation of teachers.
Coaching is not offered to substitutes.
These meetings are not open to parents.
Coaching is given to teachers. It is not given to teachers on leave.
It is not only for teachers but for leaders too.
"""
AUDIENCES = "audiences teacher principal assistant_principal teacher_leader instructional_coach"


def lines(text: str) -> list[str]:
    """The lines of a text."""
    return text.split("\n")[1:-1]


@pytest.mark.parametrize("text", lines(TO_COME))
def test_a_text_whose_matter_is_to_come(text: str) -> None:
    assert is_to_come(text)
    assert is_to_come(f"Sample agenda: {text}.")


@pytest.mark.parametrize("text", lines(ELSEWHERE))
def test_a_text_that_sends_the_reader_elsewhere(text: str) -> None:
    assert refers_elsewhere(text)


@pytest.mark.parametrize("text", lines(LEFT_OPEN))
def test_a_text_that_leaves_it_to_somebody(text: str) -> None:
    assert is_left_open(text)


@pytest.mark.parametrize("text", lines(SAYING))
def test_a_text_that_says_something(text: str) -> None:
    assert standard().mark(text) is None
    assert not any(says(text) for says in (is_to_come, is_left_open, refers_elsewhere))


@pytest.mark.parametrize("quote", lines(DENYING))
def test_a_quote_that_denies_or_defers(quote: str) -> None:
    assert denial(quote)


@pytest.mark.parametrize("quote", lines(STATING))
def test_a_quote_that_states(quote: str) -> None:
    assert denial(quote) == ""


@pytest.mark.parametrize("quote", lines(BUT_SOME))
def test_a_quote_of_all_but_some(quote: str) -> None:
    assert exclusion(quote, "all_teachers")


@pytest.mark.parametrize("quote", lines(ALL))
def test_a_quote_of_all(quote: str) -> None:
    assert exclusion(quote, "all_teachers") == ""


@pytest.mark.parametrize("quote", lines(NOT_TO_LEADERS))
def test_a_quote_that_leaves_out_an_audience(quote: str) -> None:
    assert exclusion(quote, AUDIENCES)


@pytest.mark.parametrize("quote", lines(TO_LEADERS))
def test_a_quote_that_leaves_out_nobody_of_an_audience(quote: str) -> None:
    assert exclusion(quote, AUDIENCES) == ""


def test_what_is_too_long_is_no_text_that_defers() -> None:
    assert not is_to_come("To be chosen by the council " + "and the board " * 10)
    assert exclusion("All teachers except those of music. " * 50, "all_teachers") == ""

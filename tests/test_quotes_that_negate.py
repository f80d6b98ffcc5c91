"""Quotes whose only sentence has a "not": those that deny what their field says, and those that say
it with a "not". The words before each group name the field and its codes."""

import pytest

from lever5_rules.core.quotes import denial

HARMLESS = {
    "structures planning_block": """
Teachers do not plan alone: they plan in a block with the coach.
Teachers do not plan alone.
Coverage is arranged so that teachers do not lose planning time.
The planning block is not counted as planning time.
The planning block is not shortened for announcements.
The planning block does not end until the exit ticket is written.
Planning blocks are not a place for announcements.
""",
    "purpose misconceptions": """
Do not wait until the unit ends to name misconceptions.
Do not leave a misconception without an answer.
Discuss misconceptions that have not been addressed.
Name the misconceptions that students do not yet see.
Name misconceptions students did not notice.
Do not discuss misconceptions before the work has been read.
Teams do not discuss misconceptions alone; they plan the next lesson too.
Teams do not only name misconceptions.
The team does not stop until each misconception has a response.
Misconceptions are not skipped.
Misconceptions are not corrected by the teacher alone.
Say what students did not understand.
The team does not move on while a misconception is open.
Teams do not discuss errors but misconceptions.
""",
    "purpose work_samples": """
Do not begin without three samples of student work.
Samples of work are not graded.
Samples of student work are not collected by the principal.
Student work is not discussed until everybody has read it.
Teachers do not rank the samples.
Work that does not meet the standard is looked at first.
Teams bring no fewer than three samples.
The team does not look at student work without the rubric.
""",
    "purpose adjust_later_units": """
Later units are not left as they are.
The team decides what in later units does not fit and changes it.
Units are not changed without the coach.
""",
    "purpose next_steps": """
Do not leave a step out.
The meeting does not end until next steps are written.
Next steps are not put off.
Next steps are not only for those who failed.
Next steps cannot wait until the next meeting.
Teams do not end without next steps.
""",
    "purpose read_results performance_by_standard": """
List the standards met and not met.
Results are not read aloud before each has looked at them.
Results are not used for appraisal.
Name the standards that most students did not master.
""",
    "family_notice_items placement progress": """
Families are told no later than a week after it begins.
Families are not told by letter alone.
Families are not told later than a week after it begins.
Families should not wait more than a week for notice.
Progress is not reported only once a year.
""",
    "family_approaches phone_call": """
Families are not called during work hours only.
We do not wait for families to contact us.
Families who cannot be reached by phone are visited.
Families are not contacted by aides but by the teacher.
We do not contact families only when there is trouble.
""",
    "feedback_within_days": """
Feedback is not a rating: it names one step, within three days.
Feedback is not given later than three days after the visit.
Each teacher is observed once a month; feedback is not required to be written.
Each teacher is observed once a month; feedback is given in three days and is not a rating.
""",
    "serves_tier1": """
Next steps are not tied to appraisal.
A next step is a lesson of the adopted materials, not one of other programs.
Tier 2 does not replace Tier 1.
""",
    "tool_id used_by_campuses": """
This form does not replace the T-TESS rubric.
Campuses do not use any other form.
Campuses do not use their own forms.
No campus uses another form.
""",
    "participant_roles teacher special_education_teacher": """
General education teachers do not take part without special education teachers.
Special education teachers do not meet apart from general education teachers.
Teachers who do not take part are told what was agreed.
""",
    "supports tutoring": """
Students in tutoring are not pulled from core instruction.
Tutoring is not a study hall.
Tutoring is not given in place of Tier 1 instruction.
Tutoring does not end before the goal is met.
""",
    "quality_criteria": """
Strong work does not name a topic only.
The criteria do not change from month to month.
""",
}
DENYING = {
    "purpose misconceptions": """
Teams do not discuss misconceptions in this meeting.
Misconceptions are not discussed.
Misconceptions are not discussed in this meeting.
Misconceptions are never named.
The team does not name misconceptions.
Teachers shall not talk about misconceptions.
Do not discuss misconceptions.
Student misconceptions aren't addressed here.
Teams don't look for misconceptions.
We never discuss misconceptions.
""",
    "purpose work_samples": """
Samples of work are not looked at.
Teams should not bring student work to this meeting.
Teams should not bring student work.
Student work is not examined.
Teachers do not look at student work.
Samples are not used in this protocol.
Student work is never brought.
The team cannot bring samples of work.
""",
    "purpose adjust_later_units": """
Later units are never changed.
Later units are not changed.
Teams may not change later units.
Teachers must not alter units.
""",
    "purpose next_steps": """
The team does not name next steps in this meeting.
Next steps are not written.
Next steps are not agreed on.
""",
    "purpose read_results performance_by_standard": """
Results by standard are not shown.
Teams do not read results.
Standards are not considered.
Data are not analyzed.
Teams do not review data.
""",
    "family_notice_items placement progress": """
Families are not told.
Families are not told when help begins.
Families are not informed of placement.
Parents are not notified.
Progress is not shared with the family.
""",
    "family_approaches phone_call": """
We do not contact families.
We do not contact families about interventions.
Campuses should not contact families.
Families are not consulted.
""",
    "feedback_within_days": """
Each direct report is observed once a month; feedback is not required.
Each teacher is observed once a month. Feedback is optional.
Feedback is not required for coaching visits.
Leaders do not give feedback.
Feedback is never given.
""",
    "serves_tier1": """
Next steps are not tied to the adopted materials.
Next steps are not aligned to Tier 1.
Steps are not connected to the core curriculum.
""",
    "tool_id used_by_campuses": """
This form does not replace campus forms.
The high school does not use this form.
Two elementary campuses do not use the form.
""",
    "participant_roles teacher special_education_teacher": """
General education teachers do not take part.
Bilingual teachers do not participate.
Special education teachers do not take part in these meetings.
""",
    "supports tutoring": """
Tutoring is not given.
Tutoring is not provided at any campus.
""",
    "data_system": """
Progress data are not kept.
Campuses do not use the system.
""",
}


def _pairs(groups: dict[str, str]) -> list[tuple[str, str]]:
    return [(about, quote) for about, text in groups.items() for quote in text.split("\n")[1:-1]]


def test_both_sides_are_held_by_enough() -> None:
    assert len(_pairs(HARMLESS)) >= 60
    assert len(_pairs(DENYING)) >= 50


@pytest.mark.parametrize(("about", "quote"), _pairs(HARMLESS))
def test_a_not_that_denies_nothing(about: str, quote: str) -> None:
    assert denial(quote, about) == ""


@pytest.mark.parametrize(("about", "quote"), _pairs(DENYING))
def test_a_not_that_denies_what_the_field_says(about: str, quote: str) -> None:
    assert denial(quote, about)

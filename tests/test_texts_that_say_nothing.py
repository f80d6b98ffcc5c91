"""Texts that state nothing however they are written, and sound texts that only look like them."""

import pytest
from cases_5_1 import COACHING, text
from test_elements import judged

from lever5_rules.artifacts.expectations import (
    ProfessionalLearningFramework,
    RoleDuties,
    StudentSupportGuideline,
)
from lever5_rules.artifacts.fields import item_fields
from lever5_rules.artifacts.observation import Indicator
from lever5_rules.core.blanks import LONE_ADDRESS, LONE_FILE, Mark
from lever5_rules.core.lexicon import standard
from lever5_rules.core.outcome import Outcome, Reason
from lever5_rules.core.quotes import denial
from lever5_rules.core.synonyms import NO_WORDS
from lever5_rules.reading.values.wording import Wording

VISION = item_fields(ProfessionalLearningFramework)["vision"]
PRACTICES = item_fields(ProfessionalLearningFramework)["classroom_practices"]
EMPTY = {
    "letters that stand apart": ["T B D", "t. b. d.", "N / A", "T-B-D", "T B D by the cabinet"],
    "letters of another style": ["𝗧𝗕𝗗", "ＴＢＤ", "𝓉𝒷𝒹", "T\u200bBD", "𝗧 𝗕 𝗗"],
    "what a template asks for": [
        "Insert district vision",
        "Enter your vision",
        "Describe the vision here",
        "<<insert>>",
        "{{vision}}",
        "«insert»",
        "Insert",
    ],
    "a word for any text": ["Example", "text", "Some text", "string", "Sample", "blah blah"],
    "assent": ["yes, we do", "Yes, it is in place.", "Yes we have one", "Vision: yes, we have it"],
    "the start of a sentence": [
        "The vision of the district is",
        "Our district vision",
        "Our vision is that",
        "It is the",
        "the",
        "Vision: the",
    ],
    "keys that were only pressed": [
        "qwerty",
        "aaaaaaa",
        "ASDF",
        "asdf jkl",
        "sdkfjhsdkf",
        "aaa aaa",
        "asdfasdf",
        "Vision: qwerty",
    ],
    "a template's own text": [
        "(vision statement goes here)",
        "Vision statement goes here",
        "Vision (to be added)",
        "Add text",
        "Type response",
        "Example text",
        "Click here",
        "Please complete",
        "Please fill in this section",
        "Required",
        "test test",
        "TBD TBD",
        "Agenda TBA",
        "TBA in August",
        "to be completed by principals",
        "Incomplete",
    ],
    "a mark of a draft": [
        "DRAFT 3/4/26",
        "Draft – do not distribute",
        "Draft — not for distribution",
        "draft of 12 March 2026",
        "Working draft, rev. 3",
    ],
    "where to look": [
        "See scope and sequence",
        "See syllabus",
        "See Canvas",
        "See department chair",
        "Attached separately",
        "link to doc",
        "Google Doc",
        "File: vision.docx",
        "vision_2026.pdf",
        "Copy from last year",
    ],
    "what an export left": ["nan", "NaN", "undefined"],
    "a post that nobody has": [
        "n/a - vacant",
        "Position frozen",
        "Not filled",
        "The position is still unfilled",
    ],
    "a list without the list": ["All of the above"],
    "an address": ["http://example.org/vision", "https://our.example/a?b=c#d", "www.x.example"],
}


def mark(phrase: str) -> Mark | None:
    return Wording(NO_WORDS).text(VISION, phrase, sets=True)


@pytest.mark.parametrize("what", EMPTY)
def test_it_says_nothing(what: str) -> None:
    for phrase in EMPTY[what]:
        assert getattr(mark(phrase), "reason", None) is Reason.PLACEHOLDER, phrase


def test_it_passes_nothing() -> None:
    for phrases in EMPTY.values():
        element = judged("5.1.1-2/vision_stated", text(COACHING, vision=phrases[0]))
        assert element.outcome is Outcome.MISSING, phrases[0]


def test_an_address_is_told_as_such() -> None:
    assert mark("https://our.example/vision") is LONE_ADDRESS


def test_an_address_names_a_source() -> None:
    source = item_fields(Indicator)["research_basis"]
    assert Wording(NO_WORDS).text(source, "https://our.example/study", sets=True) is None


SOUND = """
Coaching for all
The text of each lesson is annotated
Yes-and conversations
Every child reads
All can
I do, we do, you do
We do
Insert a pause after each question
Add one worked example each day
State the objective
Provide feedback in three days
See it, name it, do it
Say the word, tap the sounds, write the word
A-B partners
STEM for all
PLCs
What? So what? Now what?
Read https://our.example/a, then rehearse
The district vision is that every child reads
Waiting for three seconds after each question
Waiting for hands before calling on anybody
Waiting on students to answer
Under review: two lessons of the week
Lead the plan that is under development
Coach teachers whose practice is under development
See that each teacher has an action step
See Think Wonder
See students at the door
Required practices are modeled before they are asked
Complete the walkthrough within ten days
Please the ear with read-alouds
Please complete each observation within a week
Draft lessons are rehearsed
Draft, review, revise
Draft 3 sentences, then confer
Undefined terms are clarified with students
Example texts are read aloud
Click here to see the film, then script two questions
Test, teach, test again
Test items are written by the team
Test prep
Add details from the text
Add text evidence to each answer
Write text-based answers
Type responses in full sentences
Link to prior knowledge
Copy the model from last year's best lesson
Attached notes are read before the visit
Duties of hall and bus are shared
Job descriptions are read with each coach
All of the above standards are retaught
Fill positions before July
Whatever the text, students cite it
Anything needed for the lab is laid out the day before
Everything that is asked is answered in full sentences
Incomplete work is finished in the tutorial
Not filled gaps but grade-level work
Canvas is checked each Friday
Scope and sequence are followed
Syllabus is shared with families
Google Docs are commented within two days
Name it, practice it, name it
Chair the department's PLC
Agenda, then minutes
Plan (with the coach), teach, review
"""


@pytest.mark.parametrize("phrase", SOUND.strip().splitlines())
def test_a_sound_text_says_something(phrase: str) -> None:
    for info in (VISION, PRACTICES):
        assert Wording(NO_WORDS).text(info, phrase, sets=True) is None


DUTIES = ["Duties", "Job duties", "Job description", "Roles and Responsibilities"]


@pytest.mark.parametrize("phrase", DUTIES)
def test_the_word_for_duties_is_none_and_may_be_a_topic(phrase: str) -> None:
    duties = item_fields(RoleDuties)["responsibilities"]
    assert Wording(NO_WORDS).text(duties, phrase, sets=True) is not None
    assert mark(phrase) is None


LEFT_OPEN = [
    "Assigned duties",
    "Whatever is needed",
    "Anything needed",
    "Whatever the principal asks",
]


@pytest.mark.parametrize("phrase", LEFT_OPEN)
def test_duties_of_every_kind_are_none(phrase: str) -> None:
    assert getattr(mark(phrase), "reason", None) is Reason.VAGUE


def test_a_file_is_no_statement_and_may_be_a_system_for_data() -> None:
    system = item_fields(StudentSupportGuideline)["data_system"]
    assert Wording(NO_WORDS).text(system, "Google Doc", sets=True) is None
    assert mark("Google Doc") is LONE_FILE


STILL_NOTHING = """
Waiting for the vendor
Waiting on data from the vendor
Waiting for approval
Under review by cabinet
Under review.
Currently under review
The vision is under development
The plan that we want is under development
We have a plan that is under development
A rubric that is still being written
"""


@pytest.mark.parametrize("phrase", STILL_NOTHING.strip().splitlines())
def test_what_waits_for_somebody_says_nothing_yet(phrase: str) -> None:
    assert mark(phrase) is not None


SOUND_QUOTES = """
Each campus has its own calendar of weekly PLCs, made from this schedule
Next steps to be agreed with the teacher
Action steps are to be set with each teacher
Goals will be set with the coach in September
Chosen by the teacher with the coach
Coach teachers whose practice is under development
Lead the plan that is under development
"""
DENYING_QUOTES = """
Each campus has its own calendar
Each campus has its own calendar in the shared drive
Expectations will be set with the teachers in September
Steps to be agreed with the board
Chosen by the teacher
Chosen by each campus
The vision is under development
A plan that is under development
"""


@pytest.mark.parametrize("quote", SOUND_QUOTES.strip().splitlines())
def test_a_quote_of_what_is_done_together_or_made_from_ours_denies_nothing(quote: str) -> None:
    assert denial(quote) == ""


@pytest.mark.parametrize("quote", DENYING_QUOTES.strip().splitlines())
def test_a_quote_that_leaves_it_to_others_or_to_later_denies(quote: str) -> None:
    assert denial(quote)


def test_every_such_text_is_suspected_where_many_are_looked_through() -> None:
    for phrase in EMPTY["letters that stand apart"] + EMPTY["letters of another style"]:
        assert standard().suspects([phrase, "OB-0001"]) == [phrase]

"""Vocabularies for districts: divisions, subjects, days, student populations."""

from collections.abc import Mapping

from .words import Vocabulary


class Division(Vocabulary):
    """School level."""

    ELEMENTARY = "elementary"
    MIDDLE = "middle"
    HIGH = "high"
    OTHER = "other"


class ContentArea(Vocabulary):
    RLA = "rla"
    MATH = "math"
    SCIENCE = "science"
    SOCIAL_STUDIES = "social_studies"
    LANGUAGES = "languages"
    FINE_ARTS = "fine_arts"
    PHYSICAL_EDUCATION = "physical_education"
    CTE = "cte"
    OTHER = "other"


class AppraisalSystem(Vocabulary):
    """T-TESS, the state's teacher appraisal system, or one of the district's own."""

    TTESS = "ttess"
    LOCAL = "local"

    @classmethod
    def spellings(cls) -> Mapping[str, str]:
        return {"t_tess": cls.TTESS}


class DateOrder(Vocabulary):
    """What 5/6/2026 means: May 6 (mdy) or 5 June (dmy)."""

    MDY = "mdy"
    DMY = "dmy"


class DistrictType(Vocabulary):
    ISD = "isd"
    CHARTER = "charter"


class Population(Vocabulary):
    """A group of students.

    Time to collaborate serves `swd` or `eb`; training may single out students with an IEP or a
    Section 504 plan.
    """

    SWD = "swd"
    IEP = "iep"
    SECTION_504 = "section_504"
    EB = "eb"


class Weekday(Vocabulary):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"

    @classmethod
    def spellings(cls) -> Mapping[str, str]:
        days: dict[str, str] = {}
        for day in cls:
            cut = [day[:length] for length in range(3, len(day) + 1)]
            days |= {spelling: day for part in cut for spelling in (part, f"{part}s")}
        return {spelling: day for spelling, day in days.items() if spelling != day}


class Phase(Vocabulary):
    """The phase in which a product is used."""

    LAUNCH = "launch"
    EARLY = "early"
    SUSTAINING = "sustaining"


class DayNote(Vocabulary):
    """Why a day is not an ordinary school day."""

    HOLIDAY = "holiday"
    TESTING = "testing"
    INSERVICE = "inservice"
    CLOSURE = "closure"


class CalendarMark(Vocabulary):
    """What an event of a calendar feed says about the school year.

    `ordinary_day`: school is held as usual, whatever else the event mentions. `no_students`: no
    school for students; staff may work. `no_change`: nothing about whether there is school, such as
    a picture day. `called_off`: the event did not take place. `tentative`: it may not take place.
    """

    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    QUARTER_1_ENDS = "quarter_1_ends"
    QUARTER_2_ENDS = "quarter_2_ends"
    QUARTER_3_ENDS = "quarter_3_ends"
    QUARTER_4_ENDS = "quarter_4_ends"
    ORDINARY_DAY = "ordinary_day"
    NO_STUDENTS = "no_students"
    NO_CHANGE = "no_change"
    CALLED_OFF = "called_off"
    TENTATIVE = "tentative"

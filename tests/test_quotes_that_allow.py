"""The word "may" in quotes: where it leaves free what the field says, and where it does not."""

import pytest

from lever5_rules.core.quotes import (
    figures_that_differ,
    freedom,
    hedge,
    said_of,
    without_possibilities,
)

BINDING = """
The team discusses misconceptions and may use chart B.
Discuss what students may have misunderstood.
List misconceptions that students may hold.
The team names misconceptions; they may be taught again in small groups.
The team names strategies that may help with misconceptions.
Write down questions students may ask.
Teams note where students may not understand.
"""
FREE = """
Teams meet and may discuss misconceptions.
The team may discuss misconceptions.
Misconceptions may be discussed.
Misconceptions and next steps may be discussed.
Misconceptions are on the form, and they may be skipped.
Teachers may discuss what students may have missed.
Campuses may use this form or their own.
A form that may be used by campuses.
"""


@pytest.mark.parametrize("quote", BINDING.split("\n")[1:-1])
def test_a_may_that_leaves_nothing_free(quote: str) -> None:
    changed = without_possibilities(quote, "purpose misconceptions")
    assert freedom(changed) == hedge(changed) == ""


@pytest.mark.parametrize("quote", FREE.split("\n")[1:-1])
def test_a_may_that_leaves_it_free(quote: str) -> None:
    changed = without_possibilities(quote, "purpose misconceptions")
    assert freedom(changed) == hedge(changed) == "may"


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("Leaders have 30 days to give feedback.", "30 days"),
        ("Once a month; leaders have up to ten school days to respond.", "10 days"),
        ("Feedback is due by the end of the semester.", "1 semester"),
        ("Feedback is given by the end of the year.", "1 year"),
        ("Each teacher is observed twice by the end of the semester.", ""),
        ("Leaders have 3 days to give feedback.", ""),
    ],
)
def test_time_that_there_is_for_feedback(quote: str, said: str) -> None:
    assert said_of(figures_that_differ(3, "instructional days", quote)) == said


@pytest.mark.parametrize(
    "quote", ["once a quarter", "two visits a year", "every nine weeks", "twice a semester",
              "every other month", "every six weeks", "three times a year", "one time per quarter"]
)  # fmt: skip
def test_a_count_is_compared_in_the_period_of_its_target(quote: str) -> None:
    assert figures_that_differ(1, "observations", f"Each is observed {quote}.", "month")

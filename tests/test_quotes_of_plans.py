"""Quotes of what is to come in a later school year, and others that only speak of one."""

from datetime import date

import pytest

from lever5_rules.core.quotes import begins_later

TODAY, IN_JULY, IN_MAY = date(2026, 11, 20), date(2026, 7, 13), date(2026, 5, 20)

LATER = """
All campuses will use this form from 2027-28.
From 2027-28 they will meet twice in each month.
From 2027-2028 on, teams meet twice a month.
This protocol will be piloted in 2027-28.
This protocol is to be piloted in 2027-28.
To be piloted in 2027-28.
A student progress board will be bought in 2027-28.
A student progress board is planned for 2027-28.
A board is scheduled to be bought in 2027-28.
From next year teams will discuss misconceptions.
From next school year, teams discuss misconceptions.
Starting next year, every campus uses this form.
Starting in next school year, every campus uses this form.
Teams will discuss misconceptions next year.
A board will be in use next year.
Beginning in 2027-28, each teacher will receive one session a week.
Effective with the 2027-28 school year
"""
NOW = """
All campuses use this form from 2026-27 on.
All campuses have used this form from 2024-25.
From August 2026 to May 2027 teams meet twice a month.
From 2025-26 to 2027-28 all campuses use this form.
All campuses use this form. It will be revised in 2027-28.
All campuses use this form, which will be replaced in 2027-28.
All campuses use this form and will use it in 2027-28.
This form will be reviewed in 2027-28.
Already used by all; a new edition will be bought in 2027-28.
The team names units that will be taught in 2027-28.
The team names units to be taught next year.
Teams decide what students need for next year.
Teams plan next year's units.
The team says what will be taught next year.
Will students be ready for next year?
Until next year, campuses use this form.
Teams will meet twice a month in 2026-27.
"""


@pytest.mark.parametrize("quote", LATER.split("\n")[1:-1])
def test_what_is_to_come(quote: str) -> None:
    assert begins_later(quote, TODAY, IN_JULY)


@pytest.mark.parametrize("quote", NOW.split("\n")[1:-1])
def test_what_holds_now(quote: str) -> None:
    assert not begins_later(quote, TODAY, IN_JULY)


def test_the_next_year_of_a_text_of_last_year_is_this_one() -> None:
    assert not begins_later("From next year, teams discuss misconceptions.", TODAY, IN_MAY)
    assert begins_later("Beginning in 2027-28, they meet twice a month.", TODAY, IN_MAY)

"""Commands in the library's sentences, reworded for users of the page."""

import re

HERE = {
    r"`lever5 new` makes one to begin with; `lever5 needs` says what to collect\.": (
        "“Begin with an empty workbook”, under Files, makes one."
    ),
    r"A report is made with `lever5 check [^`]*`\.": "Take away saves one, as JSON.",
    r"If it is your evidence, check it first: `lever5 check [^`]*`; then give REPORT\.json\.": (
        "If it is your evidence, choose it under Files. Take away saves a report, as JSON."
    ),
    r"is not a plan that lever5 plan wrote\. Give one\.": (
        "is not a plan that Take away saved, as workbook or Markdown. Give one."
    ),
    r"(is the plan of district .*)\. Give another name\.": r"\1. Give that of this district.",
    r"The baseline is a report of the district": "The earlier report is of the district",
    r"and this bundle is of": "and what was checked is of",
}
"""What sentences tell to type, and what is to be done in the page instead, by patterns."""


def in_the_page(text: str) -> str:
    """Return a sentence with an action in the page in place of a command to type."""
    for command, replacement in HERE.items():
        text = re.sub(command, replacement, text)
    return text

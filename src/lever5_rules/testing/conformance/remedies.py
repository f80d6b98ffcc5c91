"""What to do about an exception that a plugin raised: a remedy that fits the mistake."""

import re

LOADING = "Mend what it says, and check again."
RAISED = (
    "Mend the error where it is raised; `lever5_rules.testing.expect` shows what happens there."
)
_KNOWN = {
    r"'NoneType'": "The value may be blank, and is None then. Test for None before you use it.",
    r"'(?:[\w.]+\.)?Limit'|'Limit' object": (
        "A limit holds its figure as .value. Compare that, or use at_least and at_most."
    ),
    r"'datetime\.date' and 'str'|'str' and 'datetime\.date'": (
        "Compare a date with a date, such as date(2026, 8, 1), never with a text."
    ),
    r"AttributeError: type object": (
        "The kind has no such field. See its fields with lever5 template KIND, and use one of them."
    ),
    r"AttributeError": "There is no such name here. Look it up in lever5_rules.authoring.",
    r"Rule\.element\(\) takes 1 positional": (
        "Write brackets and the level: @rule.element(level=Level.RECORDED)."
    ),
    r"takes \d+ positional arguments? but \d+": (
        "Give the arguments by name, such as covers(found=..., wanted=..., what=..., remedy=...)."
    ),
    r"unexpected keyword argument": "Correct the name of the argument, or leave it out.",
    r"missing \d+ required": "Give the argument that is named.",
    r"SystemExit": "Return a verdict; an element never ends the program.",
    r"can not be found in the hookspec": (
        "A hook takes no arguments other than those of docs/plugins.md; most take none: "
        "def lever5_criteria():."
    ),
    r"ModuleNotFoundError": (
        "Correct the name of the module, or install it and list it in the plugin's dependencies."
    ),
    r"SyntaxError": "Correct the line that is named; python -m py_compile FILE shows it.",
}
"""The remedy by a pattern of the message; the first that matches is used."""


def remedy_for(message: str, otherwise: str) -> str:
    """Return what to do about an error with this message."""
    return next((todo for what, todo in _KNOWN.items() if re.search(what, message)), otherwise)

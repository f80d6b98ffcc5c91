"""Templates for plugins: a distribution with a rule, kind, ruleset and tests, or a single file."""

import re
from importlib import resources
from string import Template

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped
from lever5_rules.framework import RESERVED

LONGEST = 40
_FITS = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def distribution(name: str) -> dict[str, str]:
    """Return the files of a distribution: path to text. Raises UsageError for an unusable name."""
    words = _words(name)
    module = words["module"]
    return {
        path: _fill_template(template, words)
        for path, template in (
            ("pyproject.toml", "pyproject.toml"),
            ("README.md", "README.md"),
            (f"src/{module}/__init__.py", "plugin.py"),
            (f"src/{module}/{module}.toml", "ruleset.toml"),
            (f"tests/test_{module}.py", "test_plugin.py"),
        )
    }


def one_file(name: str, file: str) -> str:
    """Return the text of a single-file plugin. Raises UsageError as `distribution` does."""
    return _fill_template("one_file.py", _words(name) | {"file": file})


def _fill_template(template: str, words: dict[str, str]) -> str:
    file = resources.files(__package__) / "plugin" / f"{template}.template"
    return Template(file.read_text(encoding="utf-8")).substitute(words)


def _is_plugin_name(name: str) -> bool:
    fits = _FITS.fullmatch(name) is not None and len(name) <= LONGEST
    return fits and not name.startswith("lever5") and name not in RESERVED


def _words(name: str) -> dict[str, str]:
    """Return the values of the placeholders in the templates, derived from the name of a plugin."""
    if not _is_plugin_name(name):
        fitting = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-0123456789")[:LONGEST].strip("-")
        fitting = fitting.removeprefix("lever5-")
        raise UsageError(
            f"{clipped(name, 60)!r} cannot name a plugin. Use small letters, digits and single "
            f"hyphens, at most {LONGEST}, without lever5 in front, and no name of the framework's, "
            f"such as {fitting if _is_plugin_name(fitting) else 'maple-isd'}."
        )
    plain = name.replace("-", "_")
    return {
        "name": name,
        "dist": f"lever5-{name}",
        "module": f"lever5_{plain}",
        "kind": f"{plain}_mentor_meeting",
        "district": " ".join(
            part.upper() if part in ("isd", "cisd", "esc") else part.capitalize()
            for part in name.split("-")
        ),
    }

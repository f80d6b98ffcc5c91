"""Self-contained HTML pages that load nothing from the network.

A page allows only its own style and script, each by its hash. Every text that a template prints is
made harmless automatically, so that none can be forgotten.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from lever5_rules.core.text import harmless

if TYPE_CHECKING:
    from jinja2 import Environment

LONGEST = 4000
"""The longest text shown, in characters; our own lists can take 1,000."""


def page(template: str, *, beside: str = "", **values: Any) -> str:
    """Return a page from a template in the folder `html`; the same bytes for the same values.

    The template extends `page.html`. All text in `values` is displayed literally. `beside` names a
    style and a script that the page has in addition to those of every page.
    """
    from markupsafe import Markup

    names = ["page", *filter(None, [beside])]
    style = "".join(_text_of(f"{name}.css") for name in names)
    script = "".join(_text_of(f"{name}.js") for name in names)
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    jinja_template = _environment().get_template(template)
    return jinja_template.render(
        values, style=Markup(style), script=Markup(script), policy=Markup(policy)
    )


def printed(value: object) -> object:
    """Return a value in a printable form; our own markup is left as it is."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    if len(value) > LONGEST:
        value = f"{value[:LONGEST]}… ({len(value):,} characters in all)"
    return harmless(value)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(__package__, "html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _text_of(name: str) -> str:
    return (files(__package__) / "html" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

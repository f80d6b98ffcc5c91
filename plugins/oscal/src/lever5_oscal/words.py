"""Ids, identifiers, texts and properties as OSCAL wants them. The same input gives the same."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from lever5_rules import ElementFinding, Report
from lever5_rules.core.text import harmless
from lever5_rules.framework import framework
from lever5_rules.reports.markdown import md
from lever5_rules.reports.wording import exported
from lever5_rules.support.json_text import written

Json = dict[str, Any]
OSCAL_VERSION = "1.2.1"
OURS = UUID("3a6f7d52-8a0e-5f0b-9c55-0d5a2f6f1b7e")
"""The namespace of all identifiers. Never change it: they would all change."""
NAMESPACE = f"urn:uuid:{OURS}"
"""Whose the properties are. No address is claimed that anybody would have to serve."""
LONGEST = 2_000
_NO_TOKEN = re.compile(r"[^\w.\-]")


def identifier(*parts: str) -> str:
    """A UUID (version 5) made from a name, or from the content of a document."""
    return str(uuid5(OURS, "\0".join(parts).encode("utf-8", "replace").decode("utf-8")))


class Identifiers:
    """The identifiers of what one run has found: other findings never share them."""

    def __init__(self, report: Report) -> None:
        self.run = identifier("run", report.to_json())

    def __call__(self, *parts: str) -> str:
        return identifier(self.run, *parts)


def midnight(day: date) -> str:
    """A day as a point of time. OSCAL asks for one with a zone, and the clock is never read."""
    return f"{day.isoformat()}T00:00:00Z"


def day_end(day: date) -> str:
    """The last moment of a day that is included."""
    return f"{day.isoformat()}T23:59:59Z"


def token(text: str) -> str:
    """An id as OSCAL allows it: letters, digits, dots, hyphens and underscores."""
    clean = _NO_TOKEN.sub("-", text)
    return clean if clean[:1].isalpha() or clean[:1] == "_" else f"_{clean}"


def control_id(criterion: str) -> str:
    """`edf-5.2.4-3`; of a plugin's own criterion `northfield.plc-notes`."""
    return token(exported(criterion).replace("EDF-", "edf-", 1).replace(":", "."))


def group_id(practice: str) -> str:
    """`edf-5.2.4`; of a plugin's own section `added-northfield`."""
    known = practice in framework().practices
    return control_id(practice) if known else token(f"added-{practice}")


def objective_id(criterion: str, element: str = "") -> str:
    """What the check looks at of a criterion, or of one element: `edf-5.2.4-3_obj.length`."""
    name = element.rpartition("/")[2]
    return token(f"{control_id(criterion)}_obj{f'.{name}' if name else ''}")


def name_of(element: ElementFinding) -> str:
    """`5.2.4-3/length` as `EDF-5.2.4-3/length`."""
    return exported(element.id)


def plain(text: str) -> str:
    """A text without markup, on one line, that is not empty."""
    return harmless(text, LONGEST).strip() or "(empty)"


def markup(text: str) -> str:
    """A text that OSCAL reads as Markdown, as Markdown that shows it and does nothing else.

    Two opening braces would have a parameter put into the text.
    """
    return md(text, LONGEST).replace("{", "\\{") or "(empty)"


def paragraphs(*texts: str) -> str:
    return "\n\n".join(markup(text) for text in texts if text)


def prop(name: str, value: object, *, remarks: str = "", **more: str) -> Json:
    """A property of ours; `more` may be its class or group."""
    remark = {"remarks": markup(remarks)} if remarks else {}
    return {
        "name": name,
        "ns": NAMESPACE,
        "value": plain(str(value)),
        **{key.rstrip("_"): token(word) for key, word in more.items()},
        **remark,
    }


def props(**values: object) -> list[Json]:
    """Properties of ours by name, those without a value left out."""
    return [
        prop(name.replace("_", "-"), _said(value))
        for name, value in values.items()
        if value is not None and value != ""
    ]


def _said(value: object) -> object:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else value


def filled(data: Mapping[str, Any]) -> Json:
    """Without what is empty: OSCAL has no empty lists."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def document(kind: str, body: Json) -> Json:
    """A whole document, whose identifier is made from its content."""
    return {kind: {"uuid": identifier(kind, written(body)), **body}}


def tool(report: Report) -> Json:
    """The program that has examined the evidence, as a component."""
    return {
        "uuid": identifier("tool", report.tool_version),
        "type": "software",
        "title": "lever5-rules",
        "description": "Checks a Texas school district's evidence against Lever 5 of the "
        "Effective District Framework.",
        "props": [{"name": "version", "value": plain(report.tool_version)}],
        "status": {"state": "operational"},
    }


def assets(report: Report) -> Json:
    """What examines: the program, and the platform that OSCAL wants it to run on."""
    component = tool(report)
    return {
        "components": [component],
        "assessment-platforms": [
            {
                "uuid": identifier("platform", report.tool_version),
                "title": "The command lever5",
                "uses-components": [{"component-uuid": component["uuid"]}],
            }
        ],
    }


def district(report: Report) -> Json:
    """The district as a party. No person is ever one."""
    return filled(
        {
            "uuid": identifier("district", report.district_id, report.district_name),
            "type": "organization",
            "name": plain(report.district_name or "(no district name)"),
            "props": props(district_id=report.district_id),
        }
    )

"""The messages between the page and the worker that holds Python.

The page sends one request at a time and gets one answer: plain data, and files as bytes beside it.
`app/worker.js` carries them, `app/protocol.js` has the same types for JavaScript; a test compares
the two.
"""

from typing import Any, Literal, TypedDict

PROTOCOL = 2
"""Changed with every change of a message; page and worker of different versions refuse to talk."""

Action = Literal[
    "hello",
    "put",
    "remove",
    "clear",
    "example",
    "start",
    "recognize",
    "table",
    "words",
    "name_as",
    "map_columns",
    "check",
    "show",
    "write",
    "earlier",
    "plan",
    "plugin",
]


class Request(TypedDict):
    """What the page asks for; the files of a request come beside it, in the order of `names`."""

    action: Action
    names: list[str]
    options: dict[str, Any]


class Failed(TypedDict):
    """Why a request was not met: a sentence for the person. `inside`: it is a fault of ours;
    `memory`: the browser gave no more of it, and the worker is to be started anew."""

    error: str
    inside: bool
    memory: bool


class Answer(TypedDict):
    """What the request gave; its files come beside it, in the order of `names`."""

    names: list[str]
    result: dict[str, Any]

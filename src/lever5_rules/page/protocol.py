"""The messages between the page and its worker, which runs Python.

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
    """A request of the page; its files are passed beside it, in the order of `names`."""

    action: Action
    names: list[str]
    options: dict[str, Any]


class Failed(TypedDict):
    """The reason why a request failed, as a sentence for the user.

    `inside`: the fault is in this program. `memory`: the browser gave no more memory, and the
    worker must be restarted.
    """

    error: str
    inside: bool
    memory: bool


class Answer(TypedDict):
    """The result of a request; its files are passed beside it, in the order of `names`."""

    names: list[str]
    result: dict[str, Any]

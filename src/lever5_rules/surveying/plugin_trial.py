"""A trial import of plugins in a separate process, before the survey imports them itself.

A plugin that ends the process that imports it, or never finishes, is left out of the survey and
reported as a failure; without the trial it would end the whole survey, with its own exit code.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any, BinaryIO

from attrs import evolve

from lever5_rules.plugins.discovery import installed
from lever5_rules.plugins.hooks import ENTRY_POINT_GROUP
from lever5_rules.plugins.host import load_plugins

from .settings import Settings

SECONDS_TO_IMPORT = 60
"""The seconds that all plugins together have to be imported."""
_DONE = b"\n\n"
"""What the process writes after the last name; no plugin has an empty one."""
_START = (
    "import json, os, sys; names = os.fdopen(os.dup(1), 'wb', 0); os.dup2(2, 1); "
    "request = json.load(sys.stdin); sys.path[:] = request['path']; "
    f"from {__name__} import main; main(request, names)"
)


def without_deadly_plugins(settings: Settings) -> Settings:
    """Return the settings without plugins that cannot be imported safely."""
    foreign = settings.modules or settings.folders
    if not foreign and not (settings.entry_points and installed(ENTRY_POINT_GROUP)):
        return settings
    reasons: dict[str, str] = {}
    while (deadly := _first_deadly(settings, reasons)) and deadly[0] not in reasons:
        reasons[deadly[0]] = deadly[1]
    return evolve(settings, refused=reasons)


def _first_deadly(settings: Settings, reasons: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the first plugin that ends or blocks the process that imports it, and what it did."""
    request = {
        "path": sys.path,
        "modules": settings.modules,
        "folders": settings.folders,
        "entry_points": settings.entry_points,
        "refused": dict(reasons),
    }
    command = [sys.executable, "-c", _START]
    try:
        ran = subprocess.run(
            command,
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS_TO_IMPORT,
        )
        names, ending = ran.stdout, _ending_in_words(ran.returncode)
    except subprocess.TimeoutExpired as late:
        names, ending = late.stdout or b"", f"takes more than {SECONDS_TO_IMPORT} seconds to import"
    if names.endswith(_DONE) or not names:
        return None
    name = names.decode("utf-8", "surrogateescape").splitlines()[-1]
    return name, f"{ending}, so it was left out. Mend it or remove it."


def _ending_in_words(code: int) -> str:
    ending = f"exit code {code}" if code >= 0 else f"signal {-code}"
    return f"ends the process that imports it, with {ending}"


def main(request: dict[str, Any], io: BinaryIO) -> None:
    """Import the plugins, printing the name of each before it is imported; runs in the trial
    process.
    """
    reasons: dict[str, str] = request["refused"]

    def allowed(name: str) -> str:
        if name not in reasons:
            io.write(f"{name}\n".encode("utf-8", "surrogateescape"))
        return reasons.get(name, "")

    modules = []
    for name in request["modules"]:
        if not allowed(name):
            with suppress(ImportError):  # the survey tells it
                modules.append(import_module(name))
    with suppress(Exception):  # this, too
        load_plugins(
            modules,
            entry_points=request["entry_points"],
            folders=request["folders"],
            refuse=allowed,
        )
    io.write(_DONE)
    os._exit(0)

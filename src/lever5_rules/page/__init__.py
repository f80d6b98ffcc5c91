"""The checker as a page in the browser: code that builds and serves its site, and code that runs in
it.

`building`, `downloads` and `serving` run on the machine that makes the site. `session` and what it
imports run in the browser, under Pyodide, where there are neither npm nor a server.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .building import Site, Wishes, build
    from .serving import address_of, server_of

_MODULES = {
    "Site": "building",
    "Wishes": "building",
    "address_of": "serving",
    "build": "building",
    "server_of": "serving",
}


def __getattr__(name: str) -> "Any":
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_MODULES[name]}", __name__), name)


__all__ = ["Site", "Wishes", "address_of", "build", "server_of"]

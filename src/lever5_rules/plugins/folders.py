"""Single-file plugins in a folder named by the user."""

import os
import sys
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from lever5_rules.core.errors import UsageError


def plugin_files(folder: str | Path) -> list[Path]:
    """Return the plugins in a folder: its Python files whose names do not begin with `_`.

    `folder` may also be a single plugin file. Raises UsageError if there is no such folder, or no
    plugin in it.
    """
    root = Path(folder)
    if os.path.isfile(root) and root.suffix == ".py":
        return [root]
    if not os.path.isdir(root):
        raise UsageError(f"There is no folder of plugins {folder}.")
    paths = sorted(file for file in root.glob("*.py") if not file.name.startswith("_"))
    if not paths:
        raise UsageError(
            f"The folder {folder} holds no plugin: a plugin is a file such as ours.py."
        )
    return paths


def plugin_in(file: Path) -> ModuleType:
    """Return the module of a plugin file. Raises whatever the file raises when it is executed."""
    if not file.is_file():  # to open a pipe would wait for somebody to write to it
        raise ImportError(f"{file} is not a plain file but a folder, pipe or device")
    digest = sha256(str(file.resolve()).encode()).hexdigest()[:12]
    name = f"lever5_plugin_{file.stem}_{digest}"
    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is not a Python file")
    module = module_from_spec(spec)
    sys.modules[name] = module  # needed because annotations are resolved through the module's name
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module

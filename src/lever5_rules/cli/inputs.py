"""The files that a call reads, which no output may overwrite."""

import os
from pathlib import Path

from lever5_rules.library.checker import Checker
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.reading.protection import (
    is_stream,
    keep_outside,
    real_path,
    refuse_doubled,
    same_file,
    spare,
)
from lever5_rules.ruleset.ruleset_files import files_behind
from lever5_rules.support.input_files import read_plain
from lever5_rules.support.output_files import check_target, new_folder, put

__all__ = [
    "check_target",
    "is_stream",
    "keep_outside",
    "new_folder",
    "put",
    "read_plain",
    "read_with",
    "real_path",
    "refuse_doubled",
    "same_file",
    "spare",
]


def read_with(plugins: Loaded | Checker, ruleset: str | None) -> list[Path]:
    """Return the files read with any bundle: ruleset and parents, mappings, single-file plugins."""
    loaded = plugins.loaded if isinstance(plugins, Checker) else plugins
    files = [file for folder in loaded.folders for file in _python_files(Path(folder))]
    return [*files_behind(ruleset, loaded.rulesets), *loaded.mappings.values(), *files]


def _python_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.py")) if os.path.isdir(folder) else [folder]

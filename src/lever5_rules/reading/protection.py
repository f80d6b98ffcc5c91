"""Protection of input: no output may overwrite files that a run reads, or evidence of any
bundle."""

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from lever5_rules.core.errors import UsageError
from lever5_rules.support.input_files import open_plain

from .bundles.bundle import PROFILE_FILE
from .bundles.own_outputs import own_output, titles_of
from .bundles.raw_files import RawFile
from .intake import PROFILE


def spare(output: Path, inputs: Iterable[str | Path]) -> None:
    """Raise UsageError if writing `output` would overwrite input or evidence.

    Input are the files in `inputs`, and everything within folders in `inputs`; evidence is that of
    any bundle. An earlier output of this program may be replaced anywhere.
    """
    if is_stream(output):
        return
    real = real_path(output)
    for path in inputs:
        if os.path.isdir(path):
            within = any(_is_within(place, path) for place in (real, os.path.abspath(output)))
            if within and os.path.lexists(output) and not _is_ours(output):
                raise UsageError(
                    f"{output} cannot be written: it lies in {path}, which this run reads, and is "
                    "not written over. Give another name."
                )
        elif real == real_path(path) or same_file(output, path):
            raise UsageError(
                f"{output} cannot be written: {path} is read by this run. Give another name."
            )
    if os.path.isfile(output) and (what := _explain_evidence(real)) and not _is_ours(output):
        raise UsageError(
            f"{output} cannot be written: it {what}, and is not written over. Give another name."
        )


def refuse_doubled(outputs: Iterable[Path]) -> None:
    """Raise UsageError if two outputs are one file; a device or pipe takes any number."""
    paths: set[str] = set()
    for output in outputs:
        if is_stream(output):
            continue
        if real_path(output) in paths:
            raise UsageError(
                f"{output} cannot be written: {output} is to be written already. Give another name."
            )
        paths.add(real_path(output))


def _explain_evidence(place: str) -> str | None:
    """Return the reason why a file is taken for evidence, or None."""
    for folder in Path(place).parents:
        if os.path.isfile(profile := folder / PROFILE_FILE):
            return f"lies in a bundle, beside or below {profile}"
    with suppress(OSError), open_plain(Path(place)) as raw:
        if PROFILE in titles_of(raw):
            return f"is a workbook of evidence, with a sheet {PROFILE}"
    return None


def keep_outside(what: str, output: Path, folder: str | Path) -> None:
    """Raise UsageError if an output would be in a folder of evidence, where it would be read as
    such."""
    if os.path.isdir(folder) and _is_within(real_path(output), folder):
        raise UsageError(f"{what} may not lie in {folder}. Give a place apart from it.")


def is_stream(path: Path) -> bool:
    """Return whether a path is a device or pipe, which can take any number of outputs."""
    return os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path))


def real_path(path: str | Path) -> str:
    """Return the resolved path; an invalid path unchanged."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)


def _is_within(place: str, folder: str | Path) -> bool:
    return Path(place).is_relative_to(real_path(folder))


def same_file(path: str | Path, other: str | Path) -> bool:
    """Return whether two paths denote the same existing file."""
    try:
        return os.path.samefile(path, other)
    except (OSError, ValueError):
        return False


def _is_ours(path: Path) -> bool:
    return (
        os.path.isfile(path)
        and own_output(RawFile(path.name, partial(open_plain, path))) is not None
    )

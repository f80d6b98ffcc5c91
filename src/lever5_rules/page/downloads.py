"""Downloads that the page needs, pinned by version and hash, and fetched by npm and pip.

They are not part of this package, because they are four times its size and only needed to build a
site. If a folder for downloads is named, it is kept, and nothing is fetched twice.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from shutil import which

import tomli
from attrs import frozen

from lever5_rules.core.errors import UsageError
from lever5_rules.core.text import clipped

SECONDS = 600
"""The most seconds that npm or pip may take."""
_PIP = (
    *("--only-binary", ":all:", "--no-deps", "--require-hashes", "--quiet"),
    *("--python-version", "3.14", "--implementation", "cp", "--abi", "cp314", "--abi", "none"),
    *("--platform", "any", "--platform", "manylinux2014_x86_64"),
)
"""The wheels of Pyodide's Python; of those that hold a compiled part, only the rest is used."""


@frozen
class Pin:
    """A file to fetch. `source` is npm or python."""

    source: str
    name: str
    version: str
    file: str
    sha256: str


@cache
def pins() -> tuple[Pin, ...]:
    """Return all files that the page consists of, besides this package."""
    pinned = tomli.loads((files(__package__) / "pins.toml").read_text(encoding="utf-8"))
    return tuple(
        Pin(source, item["name"], item["version"], item["file"], item["sha256"])
        for source in ("npm", "python")
        for item in pinned[source]
    )


def fetched(folder: Path, chosen: Sequence[Pin] | None = None) -> Mapping[Pin, bytes]:
    """Return the contents of the pinned files, after fetching those that the folder lacks.

    Raises UsageError without npm, without a network, or if the hash of a file differs.
    """
    chosen = pins() if chosen is None else chosen
    missing = [pin for pin in chosen if not (folder / pin.file).is_file()]
    npm = [pin for pin in missing if pin.source == "npm"]
    python = [pin for pin in missing if pin.source == "python"]
    if npm:
        _run_npm(npm, folder)
    if python:
        _run_pip(python, folder)
    return {pin: _checked(pin, folder) for pin in chosen}


def _checked(pin: Pin, folder: Path) -> bytes:
    try:
        content = (folder / pin.file).read_bytes()
    except OSError:
        raise UsageError(
            f"{pin.file} was not fetched. Put it into a folder, and name that with --downloads."
        ) from None
    digest = sha256(content).hexdigest()
    if digest != pin.sha256:
        raise UsageError(
            f"{folder / pin.file} is not the file that this version of lever5 was tested with (its "
            f"SHA-256 is {digest[:12]}…, expected was {pin.sha256[:12]}…). Delete it and try again."
        )
    return content


def _run_npm(packages_to_fetch: Sequence[Pin], folder: Path) -> None:
    npm = which("npm")
    if npm is None:
        names = " and ".join(pin.file for pin in packages_to_fetch)
        raise UsageError(
            f"npm is not installed, and it is needed to fetch {names}. Install Node.js, or put "
            "these files into a folder and name that with --downloads."
        )
    packages = [f"{pin.name}@{pin.version}" for pin in packages_to_fetch]
    target = ["--pack-destination", str(folder.resolve())]
    _run([npm, "pack", *packages, *target, "--silent", "--ignore-scripts"], "npm", folder)


def _run_pip(packages_to_fetch: Sequence[Pin], folder: Path) -> None:
    lines = [f"{pin.name}=={pin.version} --hash=sha256:{pin.sha256}\n" for pin in packages_to_fetch]
    listed = folder / "requirements.txt"
    listed.write_text("".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", *_PIP, "-d", str(folder), "-r", str(listed)]
    try:
        _run(command, "pip", folder)
    finally:
        listed.unlink()


def _run(command: Sequence[str], name: str, folder: Path) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise UsageError(f"{name} took longer than {SECONDS} seconds. Try again.") from None
    except OSError as error:
        raise UsageError(f"{name} cannot be started ({error.strerror}).") from None
    if done.returncode:
        lines = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        last = clipped(lines[-1].strip(), 200) if lines else f"exit code {done.returncode}"
        raise UsageError(f"{name} could not fetch what the page needs: {last}")

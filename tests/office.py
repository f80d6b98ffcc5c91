"""LibreOffice, as a real reader of workbooks; its tests are skipped where it is not installed."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    SOFFICE is None,
    reason="LibreOffice is not here to open workbooks; apt-get install libreoffice-calc",
)


def converted(path: Path, folder: Path, form: str) -> Path:
    """The file as LibreOffice saves it in another form, opened without a window."""
    _save([path], folder, form)
    return folder / f"{path.stem}.{form.partition(':')[0]}"


def resaved(paths: Sequence[Path], folder: Path) -> Path:
    """The folder of the workbooks as LibreOffice saves them, opened one after another."""
    _save(paths, folder, "xlsx:Calc MS Excel 2007 XML", seconds=600)
    return folder


def _save(paths: Sequence[Path], folder: Path, form: str, seconds: int = 180) -> None:
    assert SOFFICE is not None
    folder.mkdir(exist_ok=True)
    profile = (folder / "profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", form, "--outdir", str(folder), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    assert done.returncode == 0, done.stderr

"""LibreOffice, as a real reader of workbooks; its tests are skipped where it is not installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    SOFFICE is None,
    reason="LibreOffice is not here to open workbooks; apt-get install libreoffice-calc",
)


def converted(path: Path, folder: Path, form: str) -> Path:
    """The file as LibreOffice saves it in another form, opened without a window."""
    assert SOFFICE is not None
    folder.mkdir(exist_ok=True)
    profile = (folder / "profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", form, "--outdir", str(folder), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    ending = form.partition(":")[0]
    file = folder / f"{path.stem}.{ending}"
    assert done.returncode == 0, done.stderr
    return file

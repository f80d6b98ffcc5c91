"""A survey of bundles in a store that speaks S3, read by fsspec as a user's command reads it."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_survey import AS_OF, district

pytestmark = pytest.mark.exhaustive
fsspec = pytest.importorskip("fsspec")
pytest.importorskip("s3fs", reason="pip install s3fs 'moto[server]'")
server = pytest.importorskip("moto.server", reason="pip install s3fs 'moto[server]'")
BUCKET = "evidence"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    running = server.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture(scope="module")
def environment(endpoint: str) -> dict[str, str]:
    """What a user of such a store sets."""
    return {
        **os.environ,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("districts")
    for number in range(3):
        district(root / f"region-{number}" / f"d{number}", f"00010{number}")
    with zipfile.ZipFile(root / "packed.zip", "w") as archive:
        for path in sorted(district(root.parent / "packed", "000109").iterdir()):
            archive.write(path, path.name)
    (root / "broken.zip").write_bytes(b"PK\x03\x04 cut off")
    (root / "notes").mkdir()
    (root / "notes" / "readme.txt").write_text("nothing yet", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def url(root: Path, endpoint: str) -> str:
    store = fsspec.filesystem(
        "s3", key="testing", secret="testing", client_kwargs={"endpoint_url": endpoint}
    )
    store.mkdir(BUCKET)
    store.put(f"{root}/", f"{BUCKET}/2026/", recursive=True)
    return f"s3://{BUCKET}/2026"


def survey(
    what: str, to: Path, environment: dict[str, str]
) -> tuple["subprocess.CompletedProcess[str]", dict[str, bytes]]:
    to.mkdir()
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "lever5_rules.cli", "survey", what, "--as-of", str(AS_OF)),
            *("--processes", "2", "--output", str(to / "table.csv"), "--reports", str(to / "r")),
        ],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    written = {
        path.relative_to(to).as_posix(): path.read_bytes()
        for path in sorted(to.rglob("*"))
        if path.is_file()
    }
    return ran, written


def test_a_bucket_holds_what_its_folder_holds_to_the_byte(
    root: Path, url: str, environment: dict[str, str], tmp_path: Path
) -> None:
    from_disk, on_disk = survey(str(root), tmp_path / "disk", environment)
    from_store, in_store = survey(url, tmp_path / "store", environment)
    assert (from_store.returncode, from_store.stderr) == (3, "")
    assert len(in_store) == 5
    # What is wrong with a file says where it is: the path here, the name in the store.
    text = on_disk["table.csv"].replace(bytes(root / "broken.zip"), b"broken.zip")
    assert in_store == {**on_disk, "table.csv": text}
    assert from_store.stdout.splitlines()[0] == from_disk.stdout.splitlines()[0]
    assert "broken.zip" in from_store.stdout
    assert "notes: It holds files and no district.toml." in from_store.stdout


def test_a_list_of_urls_and_one_that_has_vanished(
    url: str, environment: dict[str, str], tmp_path: Path
) -> None:
    listed = tmp_path / "bundles.txt"
    listed.write_text(f"{url}/region-0/d0\n{url}/packed.zip\n{url}/gone\n", encoding="utf-8")
    ran, _ = survey(str(listed), tmp_path / "out", environment)
    assert (ran.returncode, ran.stderr) == (3, "")
    assert ran.stdout.startswith("2 districts")
    assert f"{url}/gone" in ran.stdout.replace("\n    ", "")


@pytest.mark.parametrize("wrong", ["bucket", "store"])
def test_what_is_not_there_is_a_sentence(
    wrong: str, url: str, environment: dict[str, str], tmp_path: Path
) -> None:
    if wrong == "store":
        environment = {**environment, "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}
    what = "s3://nothing-of-this-name/x" if wrong == "bucket" else url
    ran, written = survey(what, tmp_path / "out", environment)
    assert (ran.returncode, ran.stdout, written) == (2, "", {})
    assert "cannot be read" in ran.stderr or "holds no bundle" in ran.stderr
    assert "Traceback" not in ran.stderr

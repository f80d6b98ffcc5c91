"""Ids of records that hold those of people, and secrets that keep nothing secret."""

import csv
import re
import secrets
import shutil
from pathlib import Path

import pytest
from conftest import Command

import lever5_rules as l5
from lever5_rules.core.years import SchoolYear
from lever5_rules.reading.privacy.pseudonyms import Pseudonyms
from lever5_rules.reading.privacy.secret_strength import guessable

MENDED = Path(__file__).resolve().parent.parent / "examples" / "cedar-hollow-isd-mended"
YEAR = SchoolYear.parse("2026-2027")


def settled_pseudonyms() -> Pseudonyms:
    pseudonyms = Pseudonyms(bytes(range(0, 250, 9)), YEAR)
    for name in ("s-0138e7", "1042", "teacher.a"):
        pseudonyms(name)
    pseudonyms.settle()
    return pseudonyms


@pytest.mark.parametrize(
    ("value", "person"),
    [
        ("OB-s-0138e7-176e0f", "s-0138e7"),
        ("s-0138e7", "s-0138e7"),
        ("2026/S-0138E7", "s-0138e7"),
        ("OB_1042_3", "1042"),
        ("teacher.a:7", "teacher.a"),
    ],
)
def test_a_staff_id_within_the_id_of_a_record_is_keyed(value: str, person: str) -> None:
    pseudonyms = settled_pseudonyms()
    keyed = pseudonyms.within(value)
    assert person not in keyed.casefold()
    assert pseudonyms(person) in keyed


@pytest.mark.parametrize(
    ("value", "telling"),
    [
        ("OB-s-0138e7-176e0f", "176e0f"),
        ("OB-176e0f-12", "176e0f"),
        ("Xs-0138e7-12", "0138e7"),
        ("s-0138e7s-176e0f-3", "0138e7"),
        ("S0138E7.2026", "0138e7"),
        ("OB1042", "1042"),
        ("OBteacher.a7", "teacher.a"),
        ("-" + "a-" * 60 + "s-0138e7", "0138e7"),
        ("OB-s-0138e7-1042x", "1042"),
    ],
)
def test_an_id_of_a_record_that_tells_whose_it_is_is_keyed_as_a_whole(
    value: str, telling: str
) -> None:
    pseudonyms = Pseudonyms(bytes(range(0, 250, 9)), YEAR)
    for name in ("s-0138e7", "s-176e0f", "1042", "teacher.a"):
        pseudonyms(name)
    pseudonyms.settle()
    keyed = pseudonyms.within(value)
    assert re.fullmatch("r-[a-z0-9]{12}", keyed)
    assert telling not in keyed
    assert pseudonyms.within(value) == keyed != pseudonyms.within(f"{value}-2")


@pytest.mark.parametrize("value", ["OB-1", "10421", "OB-s-0138e71", "", "x" * 500, "-" * 500])
def test_other_ids_stay(value: str) -> None:
    assert settled_pseudonyms().within(value) == value


@pytest.mark.parametrize(
    "secret",
    [
        b"a" * 16,
        b"passwordpassword",
        b"0123456789abcdef",
        b"abcabcabcabcabcabc",
        b"x" * 15,
        b"12" * 40,
        b"qwertyuiopasdfgh",
        b"QwErTyUiOpAsDfGh",
        b"zxcvbnm,./asdfgh",
        b"1qaz2wsx3edc4rfv",
        b"qazwsxedcrfvtgby",
        b"azertyuiopqsdfgh",
        b"qpwoeirutyalskdj",
        b"a1a2a3a4a5a6a7a8",
        b"acegikmoqsuwyace",
        b"zyxwvutsrqponmlk",
        b"aaaaaaaabbbbbbbb",
        b"0000000000000001",
        b"1111222233334444",
        b"7391826405173928",
        b"Password12345678",
        b"correct horse battery staple",
        b"CorrectHorseBatteryStaple1",
        b"P@ssw0rdP@ssw0rd!",
        b"administrator2026",
        b"Summer2026Winter2026",
        b"Cedar-Hollow-ISD-2026",
        b"cedarhollowisd123456",
    ],
)
def test_a_weak_secret_is_refused(secret: bytes) -> None:
    with pytest.raises(l5.UsageError, match="--new-secret"):
        Pseudonyms(secret, YEAR, ["Cedar Hollow ISD", "999901"])


def test_a_long_weak_secret_is_refused_at_once() -> None:
    for secret in (b"password" * 100_000, b"ab" * 500_000, bytes(1 << 20)):
        assert guessable(secret)


def test_what_is_hard_to_guess_is_taken() -> None:
    for secret in (b"kV9#mq2Lx!7dRw0z", b"lamp orbit cactus velvet", b"f3b0c9d27ea1485b6d0e"):
        Pseudonyms(secret, YEAR, ["Cedar Hollow ISD"])


def test_the_name_of_the_district_is_no_secret(tmp_path: Path, lever5: Command) -> None:
    secret = tmp_path / "secret"
    secret.write_text("CedarHollow-2026-27!")
    ran = lever5("pseudonymize", str(MENDED), str(tmp_path / "copy"), "--secret-file", str(secret))
    assert (ran.code, "can be guessed" in ran.err) == (2, True)
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("failing", ["copy", "secret"])
def test_a_secret_is_made_with_the_copy_or_not_at_all(
    tmp_path: Path, lever5: Command, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync" if failing == "secret" else "os.rename", full)
    secret = ("--secret-file", str(tmp_path / "secret"), "--new-secret")
    ran = lever5("pseudonymize", str(MENDED), str(tmp_path / "copy"), *secret)
    assert (ran.code, "No space left" in ran.err) == (2, True)
    assert not list(tmp_path.iterdir())
    monkeypatch.undo()
    assert lever5("pseudonymize", str(MENDED), str(tmp_path / "copy"), *secret).code == 0


def test_no_staff_id_is_left_in_a_copy(tmp_path: Path, lever5: Command) -> None:
    """In whichever column: of people, or of records that are numbered by them."""
    output, crosswalk = tmp_path / "copy", tmp_path / "crosswalk.csv"
    secret = ("--secret-file", str(tmp_path / "secret"), "--new-secret")
    ran = lever5("pseudonymize", str(MENDED), str(output), *secret, "--crosswalk", str(crosswalk))
    assert ran.code == 0
    ids = [line.partition(",")[0] for line in crosswalk.read_text("utf-8").splitlines()[1:]]
    text = "\n".join(path.read_text("utf-8") for path in output.rglob("*.csv"))
    pieces = set(re.findall(r"s-[0-9a-z]+", text))
    assert ids
    assert not pieces.intersection(ids)


def test_no_part_of_a_staff_id_is_left_in_the_ids_of_records(
    tmp_path: Path, lever5: Command
) -> None:
    """As where observations are numbered by both people, without what all ids begin with."""
    bundle, output = tmp_path / "bundle", tmp_path / "copy"
    shutil.copytree(MENDED, bundle)
    log = bundle / "records" / "observation_log.csv"
    with log.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        observer, other = row["observer_staff_id"], row["observee_staff_id"][2:]
        row["observation_id"] = f"OB-{observer}-{other}-{number}"
    with log.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    # A secret that is drawn anew may by chance make a key that holds a part of an id.
    secret = ("--secret-file", str(tmp_path / "secret"))
    Path(secret[1]).write_text("lamp orbit cactus velvet")
    assert lever5("pseudonymize", str(bundle), str(output), *secret).code == 0
    copied = (output / "records" / "observation_log.csv").read_text("utf-8")
    assert not [row for row in rows if row["observee_staff_id"][2:] in copied]
    outcomes = [finding.outcome for finding in l5.check(output).findings]
    assert outcomes == [finding.outcome for finding in l5.check(bundle).findings]


def test_a_secret_that_was_made_is_taken() -> None:
    for _ in range(200):
        Pseudonyms(secrets.token_hex(32).encode(), YEAR)
        Pseudonyms(secrets.token_bytes(32), YEAR)


def test_a_secret_that_a_killed_run_has_left_can_be_used(tmp_path: Path, lever5: Command) -> None:
    """The secret is there before the copy, so that no copy is ever without its secret."""
    copy, secret = tmp_path / "copy", tmp_path / "secret"
    call = ("pseudonymize", str(MENDED), str(copy), "--secret-file", str(secret))
    secret.write_text(secrets.token_hex(32))
    ran = lever5(*call, "--new-secret")
    assert (ran.code, "leave out --new-secret" in ran.err) == (2, True)
    assert not copy.exists()
    assert lever5(*call).code == 0

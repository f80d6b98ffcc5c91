"""Judgement of one bundle of a survey, which runs in a separate process."""

import json
import zlib
from datetime import date
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from attrs import frozen

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.checking import Opened, check_with
from lever5_rules.core.errors import Lever5Error, UsageError
from lever5_rules.core.text import listing
from lever5_rules.reading.bundles.bundle import Bundle, is_profile
from lever5_rules.reading.bundles.handed_in import bundle_of
from lever5_rules.support.error_text import error_text
from lever5_rules.support.garbage import rare_collections

from .places import Place
from .record import record_of, rows_of_report
from .settings import LoadedRules

CHUNK = 1 << 20
JUDGED, UNCHANGED, FAILED = "judged", "unchanged", "failed"


@frozen
class Known:
    """An earlier result of a bundle.

    It has the hash of everything it was judged from, what its day depends on, and whether its JSON
    report is kept.
    """

    key: str
    day: str
    reported: bool


@frozen
class Answer:
    """The result for a bundle.

    `record`, `rows` and `report` are compressed JSON; `reason` is a sentence if it could not be
    judged.
    """

    state: str
    key: str = ""
    day: str = ""
    complete: bool = True
    record: bytes = b""
    rows: bytes = b""
    report: bytes | None = None
    reason: str = ""


def judge(rules: LoadedRules, place: Place, records: tuple[Known, ...] = ()) -> Answer:
    """Judge a bundle, unless nothing has changed since one of the known results."""
    try:
        with rare_collections():
            return _judge(rules, place, records)
    except Lever5Error as error:
        return Answer(FAILED, reason=str(error))
    except MemoryError:
        reason = f"It took more than the {rules.settings.megabytes:,} MB that a bundle may take."
        return Answer(FAILED, reason=reason)
    except SystemError:  # what a library of C raises where it gets no memory and does not look
        limit = f"{rules.settings.megabytes:,} MB"
        reason = (
            f"A library failed, as where a bundle takes more than the {limit} that it may. Try it "
            "with a larger --memory."
        )
        return Answer(FAILED, reason=reason)
    except OSError as error:
        return Answer(FAILED, reason=f"It cannot be read ({error.strerror or error}).")
    except BaseException as error:  # a plugin's reader may raise anything
        return Answer(FAILED, reason=f"Judging it raised {error_text(error)}.")


def _judge(rules: LoadedRules, place: Place, records: tuple[Known, ...]) -> Answer:
    settings = rules.settings
    source = place.source if place.content is None else place.content
    bundle = bundle_of(source).within(settings.budgets)
    content = content_hash(bundle)
    for record in records:
        is_of_day = record.day in settings.days and (record.reported or not settings.reports)
        if is_of_day and record.key == _key(rules, content, record.day):
            return Answer(UNCHANGED, key=record.key, day=record.day)
    opened = Opened(rules.loaded, bundle)
    artifacts = opened.artifacts(rules.ruleset.words)
    _require_one_district(bundle, artifacts)
    profile = artifacts.profile
    profile_day = getattr(profile, "as_of", None)
    day, depends = settings.day(profile_day if isinstance(profile_day, date) else None)
    report = check_with(
        rules.loaded,
        opened,
        ruleset=rules.ruleset,
        as_of=day,
        select=settings.select,
        ignore=settings.ignore,
        waivers=settings.waivers,
    )
    return Answer(
        JUDGED,
        key=_key(rules, content, depends),
        day=depends,
        complete=report.complete,
        record=packed(record_of(report, profile)),
        rows=packed(rows_of_report(report, profile)),
        report=zlib.compress(report.to_json().encode()) if settings.reports else None,
    )


def _require_one_district(bundle: Bundle, artifacts: LoadedBundle) -> None:
    """Raise UsageError if it is unclear which district a bundle is about."""
    outside = [problem.file for problem in (*bundle.problems, *bundle.unopened) if problem.file]
    all_paths = [*(file.path for file in bundle.files), *outside]
    paths = sorted({path for path in all_paths if is_profile(PurePosixPath(path).name)})
    if len(paths) > 1:
        raise UsageError(
            f"It holds {len(paths)} district profiles ({listing(paths)}). Give each district a "
            "folder, workbook or zip of its own."
        )
    if not isinstance(getattr(artifacts.profile, "district_id", None), str):
        reason = next((f" {problem.file}: {problem.message}" for problem in artifacts.unread), "")
        raise UsageError(
            "It is not known which district it is about: no district profile with a district_id "
            f"could be read.{reason}"
        )


def packed(data: object) -> bytes:
    """Return a record or rows in the compressed form in which they are kept."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpacked(data: bytes) -> Any:
    """Return a record or rows from their compressed form."""
    return json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))


def content_hash(bundle: Bundle) -> str:
    """Return the hash of all file names and contents of a bundle."""
    total = sha256()
    for problem in (*bundle.problems, *bundle.unopened):
        total.update(f"{problem.file}\0{problem.message}\n".encode("utf-8", "replace"))
    for line in bundle.passed_over:
        total.update(f"{line}\n".encode("utf-8", "replace"))
    for file in bundle.files:
        inside = sha256()
        with file.open() as raw:
            while part := raw.read(CHUNK):
                inside.update(part)
        total.update(f"{file.path}\0{inside.hexdigest()}\n".encode("utf-8", "replace"))
    return total.hexdigest()


def _key(rules: LoadedRules, content: str, day: str) -> str:
    return sha256(f"{rules.fingerprint}\n{content}\n{day}".encode()).hexdigest()

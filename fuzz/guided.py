"""Coverage-guided fuzzing of one target: `python -m fuzz.guided TARGET FOLDER SECONDS SEED`.

`python -m fuzz` starts this in a separate process. Each finding is written to `FOLDER/found` at
once, because the fuzzer ends the process: the input, and the exception beside it. Fuzzing continues
after a finding; only a hang or lack of memory ends it, and then libFuzzer writes the input.
"""

import json
import resource
import sys
import traceback
from hashlib import sha256
from pathlib import Path
from random import Random
from time import process_time

import atheris

SLOW = 3
"""The processor time for one input, in seconds, from which it is a finding."""
HANGS = 30
"""The seconds for one input after which the process is ended."""
MOST_MEMORY = 1536
"""The memory limit of the process in MB, including the fuzzer and its coverage data."""
MOST_GROWTH = 256
"""The most MB by which one input may make the process grow."""
PACKAGES = ["lever5_rules", "tomli", "icalendar", "pypdf", "openpyxl", "fuzz.targets"]
_KB, _MB = 1 << 10, 1 << 20


def main(name: str, folder: Path, seconds: int, seed: int) -> None:
    """Fuzz for the given time; does not return."""
    corpus, findings = folder / "corpus", folder / "found"
    corpus.mkdir(parents=True)
    findings.mkdir()
    with atheris.instrument_imports(include=PACKAGES, enable_loader_override=False):
        from .targets import TARGETS  # imported here so that coverage is recorded for it

        target = TARGETS[name]
        for number, data in enumerate(target.seeds()):
            (corpus / f"seed-{number}").write_bytes(data)
        known: set[str] = set()

        def once(data: bytes) -> None:
            before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, process_time()
            try:
                target.run(data)
            except Exception as error:
                _tell(findings, known, data, _place_of(error), traceback.format_exc())
            took = process_time() - begun
            grew = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * _KB // _MB
            if took > SLOW:
                _tell(findings, known, data, "slow", f"{took:.1f} seconds")
            if grew > MOST_GROWTH:
                _tell(findings, known, data, "memory", f"{grew} MB")

        def changed(data: bytes, most: int, seed: int) -> bytes:
            rng = Random(seed)
            mere = lambda content: bytes(atheris.Mutate(content, max(len(content) + 64, 64)))  # noqa: E731
            if rng.randrange(4) == 0 and target.mutate.__name__ != "packed":
                return bytes(atheris.Mutate(data, most))
            mutated = target.mutate(data, rng, mere)
            return mutated if len(mutated) <= most else data

        options = [
            f"-max_total_time={seconds}",
            f"-max_len={target.longest}",
            f"-timeout={HANGS}",
            f"-rss_limit_mb={MOST_MEMORY}",
            f"-artifact_prefix={findings}/",
            f"-seed={seed}",
            "-len_control=0",
            "-print_final_stats=1",
            "-verbosity=1",
        ]
        for data in target.seeds():
            target.run(data)  # runs once first, for modules that are imported on demand
        atheris.Setup([name, *options, str(corpus)], once, custom_mutator=changed)
        atheris.Fuzz()


def _place_of(error: BaseException) -> str:
    """Return the type of an exception and its place, so that it is reported only once."""
    at = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(at.filename).name}:{at.lineno}"


def _tell(folder: Path, known: set[str], data: bytes, what: str, how: str) -> None:
    if what in known:
        return
    known.add(what)
    name = sha256(data).hexdigest()[:12]
    (folder / f"{name}.input").write_bytes(data)
    (folder / f"{name}.json").write_text(json.dumps({"what": what, "how": how}), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))

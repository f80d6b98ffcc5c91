"""Fuzzing from a fixed seed without any installation: always the same inputs."""

from collections.abc import Iterator
from random import Random

from . import mutations
from .targets import Target


def inputs(target: Target, count: int, seed: int = 0) -> Iterator[bytes]:
    """Yield the seeds of a target, and `count` inputs made from them in one to four mutations."""
    rng = Random(f"{target.name} {seed}")
    raw = mutations.raw(rng)
    seeds = list(target.seeds())
    yield from seeds
    for _ in range(count):
        data = rng.choice(seeds)
        for _ in range(rng.choice((1, 1, 2, 4))):
            data = target.mutate(data, rng, raw)
        yield data[: target.longest]

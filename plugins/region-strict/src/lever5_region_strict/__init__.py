"""A ruleset-only plugin: what a service center asks of the districts that it coaches."""

from collections.abc import Mapping
from pathlib import Path

from lever5_rules import hookimpl

LEVER5_API = 1


@hookimpl
def lever5_rulesets() -> Mapping[str, Path]:
    return {"region-strict": Path(__file__).with_name("region_strict.toml")}

"""A bundle written anew: in another form, or with keyed pseudonyms in place of staff ids."""

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from lever5_rules.checking import DEFAULT_RULESET, Opened, ruleset_for
from lever5_rules.core.errors import UsageError
from lever5_rules.core.limits import Ruleset
from lever5_rules.core.text import listing
from lever5_rules.core.values import by_value
from lever5_rules.core.years import SchoolYear
from lever5_rules.plugins.loaded import Loaded
from lever5_rules.reading.bundles.handed_in import bundle_of
from lever5_rules.reading.protection import keep_outside
from lever5_rules.support.output_files import new_bundle, require_new

if TYPE_CHECKING:
    from lever5_rules.reading.bundles.bundle import Bundle

TABLES = ("csv", "toml")
MOST_NAMED = 20


@by_value("path")
@frozen(eq=False, repr=False, slots=False)
class Conversion:
    """A bundle that was written in another form.

    `left_out` lists what was not carried over, `changed` what is read differently from the new
    bundle; usually both are empty.
    """

    path: Path
    left_out: tuple[str, ...]
    changed: tuple[str, ...]


@by_value("path", "rewritten", "copied")
@frozen(eq=False, repr=False, slots=False)
class PseudonymizedCopy:
    """A bundle that was written with pseudonyms in place of staff ids.

    `rewritten` and `copied` are numbers of files. `crosswalk` pairs each staff id with its
    pseudonym and so reveals who is who: keep it apart from the copy. `notes` say what was left out
    and what a person should review.
    """

    path: Path
    rewritten: int
    copied: int
    crosswalk: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def convert_with(
    loaded: Loaded,
    bundle: Any,
    output: str | PathLike[str],
    *,
    tables: str = "csv",
    ruleset: str | Path | Ruleset = DEFAULT_RULESET,
) -> Conversion:
    """Write a bundle in another form, with plugins that are loaded already."""
    from lever5_rules.reading.mappings.shipped_mappings import Mappings
    from lever5_rules.templates.content import content_of
    from lever5_rules.templates.convert import losses_in_writing, write_content

    if tables not in TABLES:
        raise UsageError(f"{tables!r} is not a form of tables. Give one of {listing(TABLES)}.")
    path = Path(output)
    new_bundle(path, ".xlsx", ".zip")
    opened = _bundle(bundle, path)
    kinds, mappings = loaded.kinds, Mappings(loaded.mappings)
    words = ruleset_for(loaded, ruleset).words
    content = content_of(opened, kinds, loaded.readers, mappings, words)
    if content.lost:
        losses = "\n".join(f"- {line}" for line in content.lost[:MOST_NAMED])
        more = len(content.lost) - MOST_NAMED
        rest = f"\n- and {more} more" if more > 0 else ""
        raise UsageError(
            "Nothing was written, since without what cannot be read the rest would say less than "
            f"it does. Mend this first:\n{losses}{rest}"
        )
    if not (content.documents or content.rows):
        raise UsageError(f"{_name(opened)} holds nothing that could be converted.")
    write_content(path, kinds, content, toml_tables=tables == "toml")
    changed = losses_in_writing(path, kinds, content)
    return Conversion(path, tuple(content.left_out), tuple(changed))


def pseudonymize_with(
    loaded: Loaded, bundle: Any, output: str | PathLike[str], secret: bytes
) -> PseudonymizedCopy:
    """Write a bundle with pseudonyms, with plugins that are loaded already."""
    from lever5_rules.reading.load import load
    from lever5_rules.reading.privacy.pseudonyms import Pseudonyms
    from lever5_rules.templates.pseudonymized import pseudonymize

    path = Path(output)
    require_new(path)
    opened = _bundle(bundle, path)
    profile = load(opened, loaded.kinds).profile
    year = getattr(profile, "school_year", None)
    if not isinstance(year, str):
        raise UsageError(
            f"{_name(opened)} says no school_year in district.toml, by which ids differ."
        )
    names = [
        str(getattr(profile, attribute, "")) for attribute in ("name", "district_id", "school_year")
    ]
    pseudonyms = Pseudonyms(secret, SchoolYear.parse(year), names)
    copy = pseudonymize(opened, loaded.kinds, pseudonyms, path)
    return PseudonymizedCopy(
        path, copy.rewritten, copy.copied, tuple(pseudonyms.crosswalk), tuple(copy.notes)
    )


def _bundle(source: Any, output: Path) -> "Bundle":
    """Return the bundle to read. Raises UsageError if the output would lie within it."""
    bundle = source.bundle if isinstance(source, Opened) else bundle_of(source)
    if bundle.origin is not None:
        keep_outside("The output", output, bundle.origin)
    return bundle


def _name(bundle: "Bundle") -> str:
    return "The bundle" if bundle.origin is None else str(bundle.origin)

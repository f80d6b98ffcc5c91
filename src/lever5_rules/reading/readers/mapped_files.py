"""Files of a bundle that are read through mapping files."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import tomli

from lever5_rules.core.blanks import Severity
from lever5_rules.core.errors import UsageError
from lever5_rules.core.places import Place
from lever5_rules.core.text import listing
from lever5_rules.reading.bundles.bundle import MAPPING_SUFFIX
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.cannot_read import Unreadable, utf8_text
from lever5_rules.reading.exports.oneroster_files import base_name
from lever5_rules.reading.exports.records import ENDINGS, Export
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.reader import Group, Reader, digest_of
from lever5_rules.reading.sources import MemorySource, TomlSource

from .mapped_sheets import fits_name, report_unfitting
from .oneroster import FILES
from .toml_files import MOST_BYTES, explain

if TYPE_CHECKING:  # not imported at run time, because most bundles do not need it
    from lever5_rules.reading.mappings.mapping import Mapping as MappingFile


def claims(files: Sequence[RawFile], intake: Intake) -> Iterable[Group]:
    """Return the mapping files of the bundle, and the exports that can be read immediately."""
    mapping_files = [file for file in files if file.path.casefold().endswith(MAPPING_SUFFIX)]
    usable = [
        mapping
        for file in mapping_files
        if (mapping := _read_own_mapping(file, intake)) is not None
    ]
    intake.of_sheets = [mapping for mapping in usable if mapping.sheets]
    mappings = [mapping for mapping in usable if not mapping.sheets]
    candidates = [file for file in files if file.path.casefold().endswith(ENDINGS)]
    files_read: set[str] = set()
    for file in candidates:
        if not file.is_bytes:
            continue
        has_kind = intake.kind_of_file(file.path) is not None
        if not mappings and (has_kind or base_name(file) in FILES):
            continue
        if (export := _peek(file)) is None:
            continue
        fitting = [mapping for mapping in mappings if _fits(mapping, export)]
        files_read.update(mapping.path for mapping in fitting)
        if not fitting and not has_kind:
            fitting = _find_shipped(export, intake)
        if fitting:
            intake.claimed[file.path] = fitting
    for entry in mappings:
        if entry.path not in files_read:
            _report_unfitting(entry, candidates, intake)
    of_sheets = {sheet.path for sheet in intake.of_sheets}
    for file in (*mapping_files, *candidates):
        claimed = intake.claimed.get(file.path, [])
        if file in mapping_files:
            if file.path not in of_sheets:
                yield (file,)
        elif claimed and not any(item.late for item in claimed):
            yield (file,)


def late_claims(files: Sequence[RawFile], intake: Intake) -> Iterable[Group]:
    """Return the exports that need the staff roster, and the mappings of sheets.

    The roster must be read first; whether a mapping fits any sheet is known only at the end.
    """
    of_sheets = {sheet.path for sheet in intake.of_sheets}
    return [
        (file,)
        for file in files
        if isinstance(intake.claimed.get(file.path), list) or file.path in of_sheets
    ]


def read(group: Group, intake: Intake) -> None:
    """Read an export through its mappings, or note a mapping file, which has been read already."""
    (file,) = group
    claimed = intake.claimed[file.path]
    if not isinstance(claimed, list):
        kind, status = claimed
        intake.note(file.path, kind, digest_of(file), status)
        report_unfitting(file.path, intake)
        return
    from lever5_rules.reading.exports.rows import add_export

    digest = digest_of(file)
    for mapping in claimed:
        if mapping.refused:
            message = f"{file.path} was not read: {mapping.refused}"
            intake.problem(file.path, None, message, Severity.WARNING)
            intake.note(file.path, None, digest, "unknown")
            return
    status = [
        add_export(partial(Export, file), file.path, file.path, mapping, intake)
        for mapping in claimed
    ]
    intake.note(file.path, claimed[0].kind.name, digest, "read" if all(status) else "unreadable")


def _read_own_mapping(file: RawFile, intake: Intake) -> "MappingFile | None":
    """Read a mapping file of the bundle; if it is faulty, the evidence it would read counts as
    lost."""
    from lever5_rules.reading.mappings.mapping_files import parsed

    intake.claimed[file.path] = (None, "unreadable")
    source: TomlSource | MemorySource = MemorySource(file.path)
    try:
        if isinstance(file.content, Mapping):
            data: dict[str, Any] = dict(file.content)
        else:
            with file.open() as raw:
                content = raw.read(MOST_BYTES + 1)
            if len(content) > MOST_BYTES:
                raise Unreadable(f"it is larger than {MOST_BYTES / 1e6:g} MB.")
            text = utf8_text(content).replace("\r\n", "\n")
            try:
                data = tomli.loads(text)
            except (ValueError, RecursionError) as error:
                line, message = explain(error, text)
                raise Unreadable(message, line) from None
            source = TomlSource(file.path, text)
    except OSError as error:
        intake.lose(None, file.path, None, f"{file.path} cannot be read ({error.strerror}).")
        return None
    except Unreadable as error:
        intake.lose(None, file.path, error.place, f"{file.path} cannot be read: {error}")
        return None
    mapping, faults = parsed(file.path, data, intake.kinds, intake.words, intake.mappings)
    target = data.get("target")
    kind = target if isinstance(target, str) and target in intake.kinds else None
    for at, message in faults:
        place: Place | None = source.place_of(at)
        intake.lose(kind, file.path, place, f"this mapping cannot be used: {message}")
    if mapping is not None:
        intake.claimed[file.path] = (mapping.kind.name, "read")
    return mapping


def _find_shipped(export: Export, intake: Intake) -> "list[MappingFile]":
    """Return the shipped or plugin mapping that fits an export; of several, the most specific one.

    Unusable mappings are reported, because an export may need them.
    """
    if intake.shipped is None:
        intake.shipped = _load_shipped(intake)
    mappings, faults = intake.shipped
    for fault in faults:
        intake.problem(export.path, None, fault, Severity.WARNING)
    fitting = [mapping for mapping in mappings if _fits(mapping, export)]
    return sorted(fitting, key=lambda mapping: -len(mapping.heads))[:1]


def _load_shipped(intake: Intake) -> "tuple[list[MappingFile], list[str]]":
    """Return all shipped and plugin mappings, and the faults of unusable ones.

    Both are the same for every file of a bundle.
    """
    from lever5_rules.reading.mappings.mapping_files import parsed

    mappings, messages = [], []
    for name in intake.mappings.names:
        try:
            data = intake.mappings.data(name)
        except UsageError as error:
            messages.append(str(error))
            continue
        mapping, faults = parsed(name, data, intake.kinds, intake.words, intake.mappings)
        if mapping is not None:
            mappings.append(mapping)
        messages += [f"The mapping {name} cannot be used: {fault}" for _, fault in faults]
    return mappings, messages


def _fits(mapping: "MappingFile", export: Export) -> bool:
    return fits_name(mapping.files, export.path) and all(map(export.has, mapping.heads))


def _report_unfitting(mapping: "MappingFile", files: Sequence[RawFile], intake: Intake) -> None:
    matching = [file for file in files if mapping.files and fits_name(mapping.files, file.path)]
    message = "this mapping fits no file of the bundle. See its [fits]."
    if matching:
        export = _peek(matching[0])
        lacking = [head for head in mapping.heads if export is None or not export.has(head)]
        message = f"this mapping does not fit {matching[0].path}: it lacks {listing(lacking)}."
    intake.problem(mapping.path, None, message, Severity.WARNING)


def _peek(file: RawFile) -> Export | None:
    """Return an export with its column names, or None if they cannot be read (reported later)."""
    try:
        return Export(file, peek=True)
    except (Unreadable, OSError):
        return None


READER = Reader("mapping", claims, read)
LATE = Reader("mapping with look-ups", late_claims, read, late=True)

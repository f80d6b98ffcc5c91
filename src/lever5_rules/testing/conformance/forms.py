"""Readers and formats of a plugin, tried on the sample district."""

from collections.abc import Iterator

from lever5_rules.artifacts.kinds import KindInfo
from lever5_rules.core.synonyms import NO_WORDS
from lever5_rules.reading.bundles.raw_files import RawFile
from lever5_rules.reading.intake import Intake
from lever5_rules.reading.mappings.shipped_mappings import Mappings
from lever5_rules.testing.district import District

from .concerns import Concern, Topic
from .subject import Subject

OTHERS = ("readme.txt", "Minutes of May.docx", "photo.png")


def of_readers(subject: Subject) -> Iterator[Concern]:
    """Check what readers claim of files named for built-in kinds, and of files that are not
    evidence.
    """
    loaded = subject.loaded
    reader_names = {name for plugin in subject.names for name in loaded.additions[plugin].readers}
    brought = {name for plugin in subject.names for name in loaded.additions[plugin].kinds}
    kinds = [kind for kind in loaded.kinds.values() if kind.name not in brought]
    files = [*map(_file_of, kinds), *(RawFile(name, content=b"") for name in OTHERS)]
    for reader in loaded.readers:
        if reader.name not in reader_names:
            continue
        intake = Intake(loaded.kinds, NO_WORDS, Mappings(loaded.mappings))
        where = f"reader {reader.name}"
        try:
            claimed = [file.path for group in reader.claims(files, intake) for file in group]
        except Exception as error:
            yield Concern(
                Topic.OUTCOMES,
                where,
                f"It raised {type(error).__name__} when it was asked which files are its own.",
                "Claim a file by its name and beginning, and let others be.",
            )
            continue
        for path in claimed[:1]:
            yield Concern(
                Topic.OUTCOMES,
                where,
                f"It claims {path} ({len(claimed)} of {len(files)} files that are not its own), "
                "which nobody else then reads.",
                "Claim only what its name and first bytes show to be of its form.",
            )


def _file_of(kind: KindInfo) -> RawFile:
    heads = ",".join(kind.fields) + "\n"
    return RawFile(
        kind.usual_file, content=(heads if kind.table else f'kind = "{kind.name}"').encode()
    )


def of_formats(subject: Subject, district: District) -> Iterator[Concern]:
    """Check what formats return for the sample district: text or bytes, the same twice."""
    format_names = [
        name for plugin in subject.names for name in subject.loaded.additions[plugin].reporters
    ]
    report = district.check() if format_names else None
    for name in format_names:
        reporter = subject.loaded.reporters[name]
        where = f"format {name}"
        try:
            first, second = reporter.render(report), reporter.render(report)
        except Exception as error:
            yield Concern(
                Topic.OUTCOMES,
                where,
                f"It raised {type(error).__name__} on the report of the sample district.",
                "Mend it: every report has a value or None in each field, as docs/report.md says.",
            )
            continue
        if not isinstance(first, str | bytes):
            yield Concern(
                Topic.OUTCOMES,
                where,
                f"It gives {type(first).__name__} in place of text or bytes.",
                "Return the whole file as text, or as bytes.",
            )
        elif first != second:
            yield Concern(
                Topic.OUTCOMES,
                where,
                "It gives two different files for one report.",
                "Leave out clock and chance, and sort what comes from a set.",
            )

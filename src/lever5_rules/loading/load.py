"""Reads the files of a bundle into artifacts; nothing in a file can make this fail."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import tomli

from lever5_rules.artifacts.bundle import DocumentArtifact, LoadedBundle
from lever5_rules.artifacts.kinds import ALL_CAMPUSES, FieldInfo, KindInfo, item_fields
from lever5_rules.artifacts.tables import Table
from lever5_rules.core.marks import Mark, Problem, Severity
from lever5_rules.core.places import Place
from lever5_rules.core.report import BundleFile
from lever5_rules.core.text import clipped, did_you_mean, listing
from lever5_rules.core.words import NO_WORDS, Words

from .archives import Refused
from .bundle import PROFILE_FILE, WORKBOOKS, Bundle, RawFile
from .forms import forms
from .privacy import head_word
from .sheets import Sheet
from .sources import MemorySource, TomlSource
from .structure import Structurer
from .tables import TableBuilder, Unreadable
from .values import cell_converter, toml_converter

PROFILE = "district_profile"
OWN_SHEETS = ("read_me", "lists")
"""Sheets of a template that hold no evidence."""
LONGEST_TITLE = 31
"""Excel cuts the name of a sheet here."""
_KIND_LINE = re.compile(r"^\s*kind\s*=\s*[\"']([a-z0-9_]+)[\"']", re.MULTILINE)
_LINE_IN_ERROR = re.compile(r"\(at line (\d+), column (\d+)\)")


def load(bundle: Bundle, kinds: Mapping[str, KindInfo], words: Words = NO_WORDS) -> LoadedBundle:
    """Reads every file of a bundle; nothing in it can make this fail.

    `words` are the district's own words, as the ruleset gives them.
    """
    return _Loader(kinds, words).load(bundle)


class _Loader:
    def __init__(self, kinds: Mapping[str, KindInfo], words: Words) -> None:
        self.kinds = kinds
        self.words = words
        self.problems: list[Problem] = []
        self.documents: dict[str, list[DocumentArtifact]] = {}
        self.builders: dict[str, TableBuilder] = {}
        self.lost: dict[str | None, list[Problem]] = {}
        self.files: list[BundleFile] = []
        self.structurer = Structurer(toml_converter(None, words), self.problems)
        self.order: str | None = None

    def load(self, bundle: Bundle) -> LoadedBundle:
        self.problems.extend(bundle.problems)
        for problem in bundle.problems:
            if problem.severity is Severity.ERROR:
                self.lost.setdefault(None, []).append(problem)
        for file in sorted(bundle.files, key=_profile_first):
            self._file(file)
        self._one_profile()
        cells = cell_converter(self.order, self.words)
        tables = {
            name: builder.build(cells, self.structurer)
            for name, builder in self.builders.items()
            if builder.met
        }
        documents = {name: tuple(found) for name, found in self.documents.items()}
        self._references(documents, tables)
        files = tuple(sorted(self.files, key=lambda file: file.path))
        whole = sha256("".join(f"{file.path}\0{file.sha256}\n" for file in files).encode())
        return LoadedBundle(
            documents=documents,
            tables=tables,
            lost={kind: tuple(problems) for kind, problems in self.lost.items()},
            files=files,
            problems=tuple(_sorted(self.problems)),
            sha256=whole.hexdigest(),
        )

    def _file(self, file: RawFile) -> None:
        suffix = file.path.rpartition(".")[2].lower() if "." in file.path else ""
        try:
            if isinstance(file.content, Mapping):
                digest = sha256(repr(sorted(file.content.items(), key=str)).encode()).hexdigest()
                self._object(file.path, dict(file.content), MemorySource(file.path), digest)
            elif file.content is not None and not isinstance(file.content, bytes):
                self._rows(file)
            elif suffix == "toml":
                self._toml(file)
            elif suffix == "csv":
                self._csv(file)
            elif file.path.lower().endswith(WORKBOOKS):
                self._workbook(file)
            else:
                with file.open() as raw:
                    digest = sha256(raw.read()).hexdigest()
                self.files.append(BundleFile(file.path, None, digest, "unknown"))
        except OSError as error:
            problem = self._problem(
                file.path, None, f"{file.path} cannot be read ({error.strerror})."
            )
            kind = kind_of_name(file.path, self.kinds)
            self.lost.setdefault(kind, []).append(problem)
            self.files.append(BundleFile(file.path, kind, "", "unreadable"))

    def _toml(self, file: RawFile) -> None:
        with file.open() as raw:
            content = raw.read()
        digest = sha256(content).hexdigest()
        try:
            text = content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self._unparsed(file, content, digest, line, "it is not UTF-8 text. Save it as UTF-8.")
            return
        if not text.strip():
            self._unparsed(file, content, digest, None, "it is empty.")
            return
        try:
            data = tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            self._unparsed(file, content, digest, *_parse_error(str(error), text))
            return
        except (RecursionError, ValueError, OverflowError) as error:
            what = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
            self._unparsed(file, content, digest, None, f"{clipped(what, 120)}.")
            return
        self._object(file.path, data, TomlSource(file.path, text), digest)

    def _unparsed(
        self, file: RawFile, content: bytes, digest: str, line: int | None, message: str
    ) -> None:
        """A TOML file that does not parse: its kind is told from what can be seen of it."""
        found = _KIND_LINE.search(content[:65536].decode("utf-8", "replace"))
        kind = found.group(1) if found and found.group(1) in self.kinds else None
        kind = kind or kind_of_name(file.path, self.kinds)
        problem = self._problem(file.path, line, f"{file.path} cannot be read: {message}")
        self.lost.setdefault(kind, []).append(problem)
        self.files.append(BundleFile(file.path, kind, digest, "unreadable"))

    def _object(
        self, path: str, data: dict[str, Any], source: TomlSource | MemorySource, digest: str
    ) -> None:
        named = data.get("kind")
        if named is None and path == PROFILE_FILE:
            named = PROFILE
        if named is None:
            named = kind_of_name(path, self.kinds)
        kind = self.kinds.get(named) if isinstance(named, str) else None
        if kind is None:
            said = f"kind is {clipped(str(named), 40)!r}" if named is not None else "it has no kind"
            hint = did_you_mean(str(named or path), self.kinds)
            problem = self._problem(
                path, source.place_of(("kind",)), f"{path} was not read: {said}.{hint}"
            )
            self.lost.setdefault(None, []).append(problem)
            self.files.append(BundleFile(path, None, digest, "unknown"))
            return
        status = "read"
        if kind.table:
            rows = data.get("rows")
            extra = [key for key in data if key not in ("kind", "rows")]
            builder = self._builder(kind)
            if isinstance(rows, list) and not extra:
                builder.add_rows(source, rows)
            else:
                what = f"it holds {listing(extra)} beside its rows" if extra else "it has no rows"
                builder.lose(
                    self._problem(
                        path, None, f"{path} cannot be read: {what}; write each row under [[rows]]."
                    )
                )
                status = "unreadable"
        else:
            node, written = self.structurer.document(kind, data, source)
            self._add(DocumentArtifact(kind, node, source, written))
        self.files.append(BundleFile(path, kind.name, digest, status))

    def _add(self, artifact: DocumentArtifact) -> None:
        held = self.documents.setdefault(artifact.kind.name, [])
        held.append(artifact)
        if artifact.kind.name == PROFILE and len(held) == 1:
            self._read_date_order(artifact)

    def _rows(self, file: RawFile) -> None:
        name = kind_of_name(file.path, self.kinds)
        kind = self.kinds.get(name) if name else None
        digest = sha256(repr(file.content).encode()).hexdigest()
        if kind is None or not kind.table:
            self._unknown_table(file.path, digest)
            return
        self._builder(kind).add_rows(MemorySource(file.path), list(file.content))
        self.files.append(BundleFile(file.path, kind.name, digest, "read"))

    def _csv(self, file: RawFile) -> None:
        name = kind_of_name(file.path, self.kinds)
        kind = self.kinds.get(name) if name else None
        with file.open() as raw:
            if kind is None or not kind.table:
                self._unknown_table(file.path, sha256(raw.read()).hexdigest())
                return
            before = len(self.problems)
            digest = self._builder(kind).add_csv(file.path, raw)
        lost = any(
            problem.severity is Severity.ERROR and "cannot be read" in problem.message
            for problem in self.problems[before:]
        )
        self.files.append(
            BundleFile(file.path, kind.name, digest, "unreadable" if lost else "read")
        )

    def _workbook(self, file: RawFile) -> None:
        with file.open() as raw:
            digest = sha256(raw.read()).hexdigest()
            raw.seek(0)
            from .workbook import Workbook  # what reads workbooks takes long to import

            try:
                book = Workbook(raw)
            except Refused as error:
                kind = kind_of_name(file.path, self.kinds)
                problem = self._problem(file.path, None, f"{file.path} cannot be read: {error}")
                self.lost.setdefault(kind, []).append(problem)
                self.files.append(BundleFile(file.path, kind, digest, "unreadable"))
                return
            self.files.append(BundleFile(file.path, None, digest, "read"))
            alone = kind_of_name(file.path, self.kinds) if len(book.sheets) == 1 else None
            found = [
                (sheet, self._kind_of_sheet(sheet.title) or alone)
                for sheet in book.sheets
                if head_word(sheet.title) not in OWN_SHEETS
            ]
            for sheet, name in sorted(found, key=lambda pair: pair[1] != PROFILE):
                self._sheet(file, sheet, self.kinds.get(name or ""), digest)

    def _kind_of_sheet(self, title: str) -> str | None:
        cut = head_word(title)
        named = kind_of_name(f"{cut}.xlsx", self.kinds)
        return named or next((one for one in self.kinds if one[:LONGEST_TITLE] == cut), None)

    def _sheet(self, file: RawFile, sheet: Sheet, kind: KindInfo | None, digest: str) -> None:
        path = f"{file.path}!{sheet.title}"
        if kind is None:
            hint = did_you_mean(head_word(sheet.title), self.kinds)
            message = f"the sheet {sheet.title} was not read: it is named for no kind.{hint}"
            problem = self._problem(file.path, sheet.title, message)
            self.lost.setdefault(None, []).append(problem)
            self.files.append(BundleFile(path, None, digest, "unknown"))
            return
        if sheet.hidden:
            message = f"the sheet {sheet.title} is hidden in the workbook; it was read."
            self._problem(file.path, sheet.title, message, Severity.NOTE)
        if sheet.far:
            message = (
                f"the sheet {sheet.title} claims to reach to {sheet.far}; what lies far to the "
                "right was not read."
            )
            self._problem(file.path, sheet.title, message, Severity.WARNING)
        status = "read"
        try:
            if kind.table:
                filled = self._builder(kind).add_sheet(file.path, sheet)
            else:
                filled = self._forms(file, sheet, kind)
            if not filled:
                status = "empty"
        except (Refused, Unreadable) as error:
            place = getattr(error, "place", None) or sheet.title
            problem = self._problem(
                file.path, place, f"the sheet {sheet.title} cannot be read: {error}"
            )
            self.lost.setdefault(kind.name, []).append(problem)
            status = "unreadable"
        self.files.append(BundleFile(path, kind.name, digest, status))

    def _forms(self, file: RawFile, sheet: Sheet, kind: KindInfo) -> bool:
        cells = cell_converter(self.order, self.words)
        structurer = Structurer(cells, self.problems, cells=True)
        filled = [one for one in forms(file.path, sheet.title, kind, sheet.rows) if one.data]
        for form in filled:
            node, written = structurer.document(kind, form.data, form)
            self._add(DocumentArtifact(kind, node, form, written))
        return bool(filled)

    def _unknown_table(self, path: str, digest: str) -> None:
        stem = path.rpartition("/")[2].rpartition(".")[0]
        tables = [name for name, kind in self.kinds.items() if kind.table]
        name = kind_of_name(path, self.kinds)
        if name is not None:
            message = f"{path} was not read: {name} is a document; give it as {name}.toml."
            kind: str | None = name
        else:
            message = f"{path} was not read: its name is no kind of table."
            message += did_you_mean(stem, tables)
            kind = None
        self.lost.setdefault(kind, []).append(self._problem(path, None, message))
        self.files.append(BundleFile(path, kind, digest, "unknown"))

    def _builder(self, kind: KindInfo) -> TableBuilder:
        if kind.name not in self.builders:
            self.builders[kind.name] = TableBuilder(kind, self.problems)
        return self.builders[kind.name]

    def _read_date_order(self, profile: DocumentArtifact) -> None:
        order = profile.node.date_order
        if isinstance(order, str):
            if order in ("mdy", "dmy"):
                self.order = order
                self.structurer = Structurer(toml_converter(order, self.words), self.problems)
            else:
                place = profile.source.place_of(("date_order",))
                self._problem(profile.source.path, place, 'date_order must be "mdy" or "dmy".')

    def _one_profile(self) -> None:
        found = self.documents.get(PROFILE, [])
        for extra in found[1:]:
            self._problem(
                extra.source.path,
                None,
                f"{extra.source.path} is a second district profile beside "
                f"{found[0].source.path} and was not used. Keep one.",
            )
        del found[1:]

    def _references(
        self, documents: dict[str, tuple[DocumentArtifact, ...]], tables: dict[str, Table]
    ) -> None:
        """Warns of campuses, staff and sessions that are not where they should be listed."""
        known = {
            "campus": _campuses(documents),
            "staff": _values(tables.get("staff_roster"), "staff_id"),
            "session": _values(tables.get("training_calendar"), "session_id"),
        }
        for values in known.values():
            if values:
                values.add(None)  # a blank refers to nobody
        listed_in = {
            "campus": PROFILE_FILE,
            "staff": "staff_roster",
            "session": "training_calendar",
        }
        for table in tables.values():
            for name, column in table.columns.items():
                wanted = known.get(column.info.refers_to)
                if not wanted or (not column.info.many and wanted.issuperset(column.values)):
                    continue
                for code, value in enumerate(column.values):
                    many = value if isinstance(value, tuple) else (value,)
                    wrong = [one for one in many if isinstance(one, str) and one not in wanted]
                    if not wrong:
                        continue
                    row = next((i for i, held in enumerate(column.codes) if held == code), None)
                    if row is None:
                        continue
                    part = table.part_of(row)
                    place = part.source.place_of((row - part.first,))
                    said = "" if column.info.person else f" {clipped(wrong[0], 40)!r}"
                    self._problem(
                        part.source.path,
                        place,
                        f"{name}{said} is not in {listed_in[column.info.refers_to]}; "
                        "the row counts for none of those listed there.",
                        Severity.WARNING,
                    )
        if known["campus"]:
            for found in documents.values():
                for one in found:
                    self._document_references(one, one.node, (), known["campus"])

    def _document_references(
        self, one: DocumentArtifact, node: Any, at: tuple[str | int, ...], campuses: set[str | None]
    ) -> None:
        for name, info in item_fields(node.__class__).items():
            value = getattr(node, name)
            if info.refers_to == "campus":
                for campus in value if isinstance(value, tuple) else (value,):
                    if isinstance(campus, str) and campus not in campuses:
                        self._problem(
                            one.source.path,
                            one.source.place_of((*at, name)),
                            f"campus {clipped(campus, 40)!r} is not in {PROFILE_FILE}.",
                            Severity.WARNING,
                        )
            elif _holds_items(info) and isinstance(value, tuple):
                for index, item in enumerate(value):
                    self._document_references(one, item, (*at, name, index), campuses)

    def _problem(
        self, path: str, place: Place | None, message: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        problem = Problem(severity, path, place, message)
        self.problems.append(problem)
        return problem


def _profile_first(file: RawFile) -> tuple[int, str]:
    """The profile says in which order dates are written, so it is read before all others; in a
    workbook it may stand among other sheets."""
    if file.path == PROFILE_FILE:
        return (0, file.path)
    return (1 if file.path.lower().endswith(WORKBOOKS) else 2, file.path)


def kind_of_name(path: str, kinds: Mapping[str, KindInfo]) -> str | None:
    """The kind that a file name begins with: `observation_log-102.csv` is observation_log."""
    stem = path.rpartition("/")[2].rpartition(".")[0].casefold()
    if path == PROFILE_FILE:
        return PROFILE
    fitting = [
        name
        for name in kinds
        if stem == name or (stem.startswith(name) and stem[len(name)] in "-_. (")
    ]
    return max(fitting, key=len, default=None)


def _parse_error(message: str, text: str) -> tuple[int | None, str]:
    """Line and sentence for an error of the TOML parser, with the offending line shown."""
    place = _LINE_IN_ERROR.search(message)
    what = _LINE_IN_ERROR.sub("", message).strip().rstrip(".")
    lines = text.split("\n")
    if place is None:
        return len(lines), f"{clipped(what, 120)} at the end of the file."
    line, column = int(place.group(1)), int(place.group(2))
    shown = clipped(lines[line - 1], 100) if line <= len(lines) else ""
    return line, f"{clipped(what, 120)} in column {column}: {shown}"


def _campuses(documents: dict[str, tuple[DocumentArtifact, ...]]) -> set[str | None]:
    found = documents.get(PROFILE, ())
    campuses = found[0].node.campuses if found else ()
    if isinstance(campuses, Mark):
        return set()
    ids = {one.campus_id for one in campuses if isinstance(one.campus_id, str)}
    return {*ids, ALL_CAMPUSES} if ids else set()


def _values(table: Table | None, column: str) -> set[str | None]:
    if table is None:
        return set()
    found: set[str | None] = set()
    found.update(value for value in table.columns[column].values if isinstance(value, str))
    return found


def _holds_items(info: FieldInfo) -> bool:
    return info.many and isinstance(info.item, type) and hasattr(info.item, "__attrs_attrs__")


def _sorted(problems: list[Problem]) -> list[Problem]:
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return sorted(
        problems, key=lambda one: (order[one.severity], one.file or "", one.line or 0, one.message)
    )

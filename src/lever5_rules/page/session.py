"""The session of a page: answers its requests by calls of the library, without rules of its own.

Files lie in a folder, as for the command, so that the report has the same bytes. Nothing outlives
the session; the page keeps the files itself and passes them in again after a restart.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, get_args

from attrs import asdict, evolve

import lever5_rules as l5
from lever5_rules.comparing.baseline import differences
from lever5_rules.core.version import BUILTIN
from lever5_rules.library.excerpts import excerpt_of, page_of
from lever5_rules.library.marked_books import marked_book, workbooks_of
from lever5_rules.library.plans import read_plan
from lever5_rules.library.recognition import Recognized, recognize
from lever5_rules.library.results import FORMATS_OF, formats_of
from lever5_rules.library.starts import school_year_of, start
from lever5_rules.library.worksheets import worksheet_in

from .column_words import unknown_words
from .protocol import PROTOCOL, Action, Answer, Failed, Request
from .recognition import mapping_of, put_right, recognized, table_of
from .replies import kinds_of, pages_of
from .watching import MEMORY, TIME, require_memory, too_much, watched
from .words import in_the_page
from .workplace import Workplace

Files = dict[str, bytes]
Options = Mapping[str, Any]
Met = tuple[dict[str, Any], Files]
"""What an action gives: plain data, and files by name."""
DEFAULT = "default"
MOST_BYTES = 200 << 20
"""Of all files together, unpacked: about a tenth of the memory that a browser gives to a page."""


class Session:
    """The checker for one page.

    `tell` is called with each file that is opened and each criterion that is judged. The page shows
    them as progress, and restarts the worker if none comes for too long. `memory` returns how many
    bytes Python has taken.
    """

    def __init__(
        self,
        root: Path,
        home: Path,
        tell: Callable[[str], object],
        memory: Callable[[], int] = lambda: 0,
    ) -> None:
        self._root = root
        self._tell = tell
        self._memory = memory
        self._place = Workplace(home)
        self._plugins = home / "plugins"
        self._plugins.mkdir(parents=True, exist_ok=True)
        self._checker = l5.Checker(entry_points=False)
        self._opened: l5.OpenBundle | None = None
        self._report: l5.Report | None = None
        self._before: l5.Report | None = None
        self._earlier: l5.Report | None = None
        self._plan: Path | None = None
        self._unread_files: dict[str, str] = {}

    def respond(self, request: str, contents: Sequence[Any]) -> tuple[str, list[bytes]]:
        """Answer a request, given as JSON with its files; return the answer and its files."""
        parsed: Request = json.loads(request)
        inside = memory = False
        try:
            files = dict(zip(parsed["names"], map(bytes, contents), strict=True))
            result, answer_files = _ACTIONS[parsed["action"]](self, files, parsed["options"])
            return json.dumps(Answer(names=list(answer_files), result=result)), list(
                answer_files.values()
            )
        except l5.Lever5Error as error:
            message = in_the_page(self._place.without_folder(str(error)))
        except MemoryError as error:
            memory = True
            message = f"{error} {too_much(self._place.sizes(), self._memory())}".strip()
        except Exception as error:
            inside = True
            message = (
                f"Something went wrong inside the program ({type(error).__name__}). Please tell "
                "its maintainers what you did. Your files are unchanged."
            )
        return json.dumps(Failed(error=message, inside=inside, memory=memory)), []

    def hello(self, files: Files, options: Options) -> Met:
        """Return the choices that the page offers."""
        checker = self._checker
        criteria = checker.criteria()
        return {
            "most_bytes": MOST_BYTES,
            "protocol": PROTOCOL,
            "version": l5.__version__,
            "rulesets": [ruleset.name for ruleset in checker.rulesets()],
            "practices": {
                criterion.key_practice: criterion.key_practice_title for criterion in criteria
            },
            "criteria": {criterion.id: criterion.title for criterion in criteria},
            "kinds": kinds_of(checker.loaded.kinds.values()),
        }, {}

    def put(self, files: Files, options: Options) -> Met:
        """Add files; the answer lists those that came out of a zip.

        `stuck` are files that an earlier session could not read in time, `full` those that took all
        of its memory.
        """
        self._opened = None
        self._unread_files = dict.fromkeys(options.get("stuck") or (), TIME)
        self._unread_files |= dict.fromkeys(options.get("full") or (), MEMORY)
        unpacked = self._place.put(files, MOST_BYTES)
        return {"files": self._place.sizes()}, unpacked

    def remove(self, files: Files, options: Options) -> Met:
        self._opened = None
        self._place.remove(options["paths"])
        return {"files": self._place.sizes()}, {}

    def clear(self, files: Files, options: Options) -> Met:
        """Remove the files and everything that was made from them."""
        self._place.clear()
        self._opened = self._report = self._before = self._earlier = self._plan = None
        return {"files": {}}, {}

    def example(self, files: Files, options: Options) -> Met:
        """Return the files of the example district, which the page then adds."""
        root = self._root / "example"
        contents = {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }
        return {}, contents

    def start(self, files: Files, options: Options) -> Met:
        """Return a starting workbook for a district of this name."""
        target = self._place.scratch("district.xlsx")
        beginning = start(
            self._checker,
            target,
            school_year_of(options.get("school_year")),
            district_id=options.get("district_id") or None,
            name=options.get("name") or None,
            campuses=options.get("campuses") or (),
            whole=bool(options.get("whole")),
        )
        return {"sheets": beginning.kinds, "left": beginning.left}, {
            target.name: target.read_bytes()
        }

    def recognize(self, files: Files, options: Options) -> Met:
        """Return what each file was recognized as, and what is missing by office."""
        needs = self._checker.needs(ruleset=_ruleset(options))
        try:
            opened: l5.OpenBundle | Recognized = self._open()
        except l5.BundleError:
            opened = recognize(self._checker, self._listed())
        return recognized(opened, needs, self._place.sizes()), {}

    def table(self, files: Files, options: Options) -> Met:
        """Return the first rows of a file or sheet, by which a person can tell what it is.

        With a kind, also the likely columns of its fields.
        """
        kind = self._checker.loaded.kinds.get(options.get("kind", ""))
        return table_of(self._bundle(), options["path"], kind), {}

    def words(self, files: Files, options: Options) -> Met:
        """Return the unknown words of columns with a vocabulary, by field, for the user to
        translate.
        """
        kind = self._checker.loaded.kinds[options["kind"]]
        vocabulary = self._checker.ruleset(_ruleset(options)).words
        unknown = unknown_words(
            self._bundle(), options["path"], kind, options["columns"], vocabulary
        )
        return {"words": unknown}, {}

    def name_as(self, files: Files, options: Options) -> Met:
        """Return a file or workbook named for a kind, which replaces the earlier one."""
        sizes = self._place.sizes()
        return {}, put_right(self._bundle(), options["path"], options["kind"], sizes)

    def map_columns(self, files: Files, options: Options) -> Met:
        """Return a mapping file for a file or sheet with its own column names."""
        return {}, mapping_of(self._bundle(), options["path"], options["kind"], options)

    def check(self, files: Files, options: Options) -> Met:
        """Check the files; return the report as the page shows it, and the changes since the last
        check.
        """
        day = _day(options.get("as_of") or "")
        report = self._open().check(
            ruleset=_ruleset(options),
            as_of=day,
            select=options.get("select") or (),
            baseline=self._earlier,
            on_finding=lambda finding: self._tell(f"judged {finding.criterion}"),
        )
        failures = (error.message for error in report.errors if error.plugin == BUILTIN)
        require_memory((*failures, *(problem.message for problem in report.problems)))
        self._before, self._report = self._report, report
        changes = self._changes()
        return {
            "complete": report.complete,
            "as_of": report.as_of.isoformat(),
            "district": report.district_name,
            "html": report.render("html"),
            "changes": changes.render("html") if changes else "",
            "formats": {reporter.name: reporter.meaning for reporter in formats_of(report)},
            "plan_formats": {reporter.name: reporter.meaning for reporter in FORMATS_OF["Plan"]},
            "pages": pages_of(report),
        }, {}

    def show(self, files: Files, options: Options) -> Met:
        """Return the lines around a piece of evidence, or the page that it cites."""
        bundle, report = self._open().bundle, self._checked()
        element, place = options["element"], options["place"]
        if options.get("page"):
            excerpt = page_of(bundle, report, element, place, bundle.budgets.seconds_each)
        else:
            excerpt = excerpt_of(bundle, report, element, place)
        return asdict(excerpt), {}

    def write(self, files: Files, options: Options) -> Met:
        """Return a file to save: report, plan, changes, worksheet, marked workbook, or the bundle
        itself.
        """
        what, form = options["what"], options.get("format", "")
        if what == "bundle":
            return {}, {"bundle.zip": self._place.zipped()}
        report = self._checked()
        if what == "marked":
            return {}, self._marked(report)
        if what == "worksheet":
            content = worksheet_in(report, form)
            ending = ".md" if form == "markdown" else f".{form}"
            return {}, {f"worksheet{ending}": _encoded(content)}
        results: dict[str, Callable[[], Any]] = {
            "report": lambda: report,
            "plan": lambda: l5.plan(report, self._plan),
            "changes": self._changes,
        }
        result = results[what]()
        if result is None:
            raise l5.UsageError("There is no earlier report to compare with.")
        endings = {reporter.name: reporter.endings for reporter in formats_of(result)}
        content = l5.render(result, form)
        return {}, {f"{what}{(*endings[form], '.txt')[0]}": _encoded(content)}

    def earlier(self, files: Files, options: Options) -> Met:
        """Take an earlier report to compare with; without a file, drop it.

        A report that cannot be compared with leaves the previous one in place.
        """
        report = None
        for name, content in files.items():
            report = l5.read_report(self._place.handed_in(name, content))
            if self._report:
                differences(report, self._report)
        self._earlier = report
        title = f"{report.district_name}, as of {report.as_of}" if report else ""
        return {"said": title}, {}

    def plan(self, files: Files, options: Options) -> Met:
        """Take an earlier plan, whose notes are kept; without a file, drop it.

        A plan that cannot be read leaves the previous one in place.
        """
        plan = None
        for name, content in files.items():
            plan = self._place.handed_in(name, content)
            read_plan(plan, self._checked())
        self._plan = plan
        return {}, {}

    def plugin(self, files: Files, options: Options) -> Met:
        """Load plugins of one file each; without a file, unload all.

        If one cannot be loaded, those loaded before stay.
        """
        for name in files:
            if not name.endswith(".py"):
                raise l5.UsageError(
                    f"{Path(name).name} is not a plugin: a plugin of one file ends with .py. What "
                    "was loaded before is unchanged."
                )
        folder = Path(mkdtemp(dir=self._plugins))
        for name, content in files.items():
            (folder / Path(name).name).write_bytes(content)
        checker = l5.Checker(plugin_folders=[folder] if files else [], entry_points=False)
        if checker.failures:
            rmtree(folder)
            parts = [failure.message for failure in checker.failures]
            parts.append("Tell whoever wrote it. What was loaded before is unchanged.")
            message = " ".join(parts)
            raise (
                MemoryError(message) if MemoryError.__name__ in message else l5.UsageError(message)
            )
        self._opened = None
        self._checker = checker
        plugins = [plugin for plugin in checker.plugins if plugin.origin != "built in"]
        return {
            "plugins": [{"name": entry.name, "adds": dict(entry.adds)} for entry in plugins]
        }, {}

    def _open(self) -> l5.OpenBundle:
        if self._opened is None:
            opened = self._checker.load(self._bundle())
            require_memory(problem.message for problem in opened.problems)
            self._opened = opened
        return self._opened

    def _listed(self) -> l5.Bundle:
        """Return the files of a list of them; a single workbook that cannot be opened counts as
        one.
        """
        try:
            return self._bundle()
        except l5.BundleError:
            return l5.Bundle.from_path(self._place.folder)

    def _bundle(self) -> l5.Bundle:
        bundle = l5.Bundle.from_path(self._place.source)
        files = (watched(file, self._unread_files, self._tell) for file in bundle.files)
        return evolve(bundle, files=tuple(files))

    def _checked(self) -> l5.Report:
        if self._report is None:
            raise l5.UsageError("Nothing has been checked yet.")
        return self._report

    def _changes(self) -> Any:
        old = self._before or self._earlier
        return l5.diff(old, self._checked()) if old is not None else None

    def _marked(self, report: l5.Report) -> Files:
        copies = {}
        for book in workbooks_of(self._open().bundle):
            name = f"marked-{book.path.rpartition('/')[2]}"
            macros = name.lower().endswith(".xlsm")
            copies[name] = marked_book(report, book, name, macros=macros).content
        return copies


_ACTIONS: Mapping[str, Callable[[Session, Files, Options], Met]] = {
    action: getattr(Session, action) for action in get_args(Action)
}
"""Each action of the protocol is the method of that name."""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise l5.UsageError(
            f"The day of the review is {text}, which is not a day. Give one such as 2026-11-23."
        ) from None


def _ruleset(options: Options) -> str:
    return str(options.get("ruleset") or DEFAULT)


def _encoded(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def open_session(
    root: str, home: str, tell: Callable[[str], object], memory: Callable[[], int]
) -> Session:
    """Return the session of a page; the worker calls it once."""
    return Session(Path(root), Path(home), tell, memory)

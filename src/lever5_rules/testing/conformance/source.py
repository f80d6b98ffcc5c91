"""Checks of a plugin's source for what a rule must not do: it may read only its evidence."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .concerns import Concern, Topic

CLOCK = "Take the day of the review from Review, by which every rule judges."
CHANCE = "Leave it out: the same evidence gives the same finding."
NETWORK = "Leave it out: nothing of a bundle may leave the machine, and nothing may come in."
FILES = "Make it a kind, which the engine reads; figures belong into a ruleset."
HIDDEN = "Write what is meant in plain code, which can be looked through."
MACHINE = "Leave it out: a finding is the same on every machine."
SILENT = "Leave it out, or say it in the message of the verdict; reports show that."
LASTING = "Keep it within the function: what one call leaves behind changes the next finding."
PRECISE = (
    "Catch only the exception that you expect. The engine reports all others, and ends an element "
    "by one of its own where evidence is missing."
)
WHILE_JUDGING = (FILES, SILENT)
"""What hooks and module-level code may do."""

MODULES = {
    **dict.fromkeys(("time", "sched"), CLOCK),
    **dict.fromkeys(("random", "secrets", "uuid.uuid1", "uuid.uuid4", "uuid.*"), CHANCE),
    **dict.fromkeys(
        ("socket", "ssl", "http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp"),
        NETWORK,
    ),
    **dict.fromkeys(("ftplib", "smtplib", "imaplib", "poplib", "xmlrpc", "webbrowser"), NETWORK),
    **dict.fromkeys(("subprocess", "multiprocessing", "ctypes"), MACHINE),
    **dict.fromkeys(("importlib", "builtins", "runpy"), HIDDEN),
    **dict.fromkeys(("tempfile", "shutil", "sqlite3", "shelve"), FILES),
}
METHODS = {
    **dict.fromkeys(("today", "now", "utcnow"), CLOCK),
    **dict.fromkeys(("uuid1", "uuid4"), CHANCE),
    **dict.fromkeys(("read_text", "read_bytes", "write_text", "write_bytes"), FILES),
    **dict.fromkeys(("unlink", "mkdir", "rmdir", "iterdir", "rglob", "touch"), FILES),
}
_HIDING = ("eval", "exec", "compile", "__import__", "__builtins__", "globals")
FUNCTIONS = {"open": FILES, "print": SILENT, **dict.fromkeys(_HIDING, HIDDEN)}
OF_OS = {
    **dict.fromkeys(("environ", "getenv", "system", "popen", "fork", "getpid"), MACHINE),
    **dict.fromkeys(("open", "listdir", "scandir", "walk", "remove", "rename"), FILES),
    "urandom": CHANCE,
}


COLLECTIONS = frozenset(("list", "dict", "set", "defaultdict", "Counter", "deque"))
CHANGING = frozenset(
    (
        *("append", "appendleft", "extend", "insert", "add", "update", "setdefault", "subtract"),
        *("pop", "popitem", "remove", "discard", "clear", "sort", "reverse"),
    )
)
"""Methods that change a collection."""
PRIVATE = frozenset(
    ("checking", "cli", "counting", "engine", "isolation", "isolation_worker", "library", "reading")
)
"""The packages of this library that no plugin may build on."""
PUBLIC = (
    "Import from lever5_rules, lever5_rules.authoring, lever5_rules.artifacts or "
    "lever5_rules.plugins."
)


def of_source(files: tuple[Path, ...], *, built_in: bool = False) -> Iterator[Concern]:
    """Yield what these Python files do that a rule must not do.

    Hooks and module-level code may access files, because they locate what the plugin ships.
    """
    for file in files:
        looker = _SourceVisitor(file.name, frozenset() if built_in else PRIVATE)
        try:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            looker.shared = _shared_collections(tree)
            looker.visit(tree)
        except (OSError, ValueError, SyntaxError) as error:
            yield Concern(Topic.SOURCE, file.name, f"It cannot be read ({error}).", "Mend it.")
        yield from looker.concerns


def _shared_collections(tree: ast.Module) -> frozenset[str]:
    """Return the names of lists, dicts and sets that belong to the module."""
    return frozenset(
        target.id
        for statement in tree.body
        if isinstance(statement, ast.Assign) and _is_collection(statement.value)
        for target in statement.targets
        if isinstance(target, ast.Name)
    )


def _is_collection(value: ast.expr) -> bool:
    function = value.func if isinstance(value, ast.Call) else None
    displays = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    return isinstance(value, displays) or (
        isinstance(function, ast.Name) and function.id in COLLECTIONS
    )


class _SourceVisitor(ast.NodeVisitor):
    def __init__(self, file: str, private: frozenset[str]) -> None:
        self.file = file
        self.private = private
        self.concerns: list[Concern] = []
        self.shared: frozenset[str] = frozenset()
        self.judging = False

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._private(node, alias.name)
            self._module(node, alias.name)

    def _private(self, node: ast.AST, module: str) -> None:
        top, _, rest = module.partition(".")
        if top == "lever5_rules" and rest.partition(".")[0] in self.private:
            message = f"It imports {module}, which is private and may change in any version."
            place = f"{self.file}:{getattr(node, 'lineno', 0)}"
            self.concerns.append(Concern(Topic.SOURCE, place, message, PUBLIC))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.level == 0 and node.module:
            self._private(node, node.module)
            private = self._module(node, node.module)
            for alias in () if private else node.names:
                self._module(node, f"{node.module}.{alias.name}")

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        before = self.judging
        self.judging = not any(
            "hookimpl" in ast.unparse(expression) for expression in node.decorator_list
        )
        self.generic_visit(node)
        self.judging = before

    def visit_Lambda(self, node: ast.Lambda) -> None:
        before, self.judging = self.judging, True
        self.generic_visit(node)
        self.judging = before

    def visit_Global(self, node: ast.Global) -> None:
        self._add(node, f"It changes {', '.join(node.names)}, which is global.", LASTING)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        broad = node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
        if self.judging and broad:
            self._add(node, "It catches every exception.", PRECISE)
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._report_use(node, node.id, FUNCTIONS.get(node.id))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._report_use(node, f".{node.attr}", METHODS.get(node.attr))
        if isinstance(node.value, ast.Name) and node.value.id == "os":
            self._report_use(node, f"os.{node.attr}", OF_OS.get(node.attr))
        if node.attr in CHANGING:
            self._report_change(node, node.value)
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._report_change(node, node.value)
        self.generic_visit(node)

    def _report_change(self, node: ast.expr, changed: ast.expr) -> None:
        if self.judging and isinstance(changed, ast.Name) and changed.id in self.shared:
            self._add(node, f"It changes {changed.id}, which is global.", LASTING)

    def _module(self, node: ast.stmt, name: str) -> bool:
        parts = name.split(".")
        for length in range(len(parts), 0, -1):
            remedy = MODULES.get(".".join(parts[:length]))
            if remedy is not None:
                self._add(node, f"It imports {name}.", remedy)
                return True
        return False

    def _report_use(self, node: ast.expr, what: str, remedy: str | None) -> None:
        if remedy is not None and (self.judging or remedy not in WHILE_JUDGING):
            self._add(node, f"It uses {what}.", remedy)

    def _add(
        self, node: ast.stmt | ast.expr | ast.excepthandler, message: str, remedy: str
    ) -> None:
        self.concerns.append(Concern(Topic.SOURCE, f"{self.file}:{node.lineno}", message, remedy))

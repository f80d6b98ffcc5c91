"""Tools for authors of plugins: a plugin to start from, and the check of a finished one."""

from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from lever5_rules.core.errors import UsageError
from lever5_rules.support.output_files import put, require_new
from lever5_rules.support.streams import contained

if TYPE_CHECKING:
    from lever5_rules.testing.conformance import Conformance


def check_plugin(target: str | PathLike[str]) -> "Conformance":
    """Check a plugin, as `lever5 plugins check` does: whether it conforms, and what to mend.

    `target` is the path of a single-file plugin, of a folder of them, or of the folder of a
    distribution; or the name of an installed plugin. Its rules are run, with your rights, on the
    sample district and on spoiled variants of it, and once more in processes of their own, in which
    the use of clock, chance, network and files is observed. This takes some seconds.

    In the result, `concerns` are what to mend, each with its place, message and remedy;
    `complete` is False if the plugin could not be loaded or a rule raised an exception; `unseen`
    lists what no such check can see.

    Raises UsageError if there is no such plugin.

    >>> path = l5.new_plugin("oak-isd", "ours.py")
    >>> result = l5.check_plugin(path)
    >>> result.concerns, result.complete
    ((), True)
    """
    from lever5_rules.testing.conformance import conform

    with contained():
        return conform(fspath(target))


def new_plugin(name: str, output: str | PathLike[str] | None = None) -> Path:
    """Write a plugin to start from, whose tests pass at once, and return its path.

    `name` is such as "maple-isd". `output` is a new folder for a distribution with a rule, a kind,
    a ruleset and tests, by default `lever5-NAME`; if it ends with `.py`, it becomes a single-file
    plugin, to be named by `plugin_folders`.

    Raises UsageError for an unusable name, or if the output exists or cannot be written.

    >>> folder = l5.new_plugin("maple-isd")
    >>> sorted(path.name for path in folder.iterdir())
    ['README.md', 'pyproject.toml', 'src', 'tests']
    """
    from lever5_rules.templates.files import write_folder
    from lever5_rules.templates.plugins import distribution, one_file

    path = Path(f"lever5-{name}" if output is None else output)
    if path.suffix == ".py":
        if path.name.startswith("_"):
            raise UsageError(f"{path} cannot be a plugin: name it such as ours.py.")
        text = one_file(name, path.name)
        require_new(path)
        put(path, text.encode(), new=True)
        return path
    files = distribution(name)
    require_new(path)
    write_folder(path, {file: text.encode() for file, text in files.items()})
    return path

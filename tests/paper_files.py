"""PDF and Word files for tests, written as those of the examples are."""

from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

_FILE = Path(__file__).resolve().parent.parent / "examples" / "papers.py"
_SPEC = spec_from_file_location("example_papers", _FILE)
assert _SPEC is not None
assert _SPEC.loader is not None
_MODULE = module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)

pdf: Callable[..., bytes] = _MODULE.pdf
docx: Callable[..., bytes] = _MODULE.docx
zipped: Callable[..., bytes] = _MODULE.zipped
WORD: str = _MODULE.WORD

"""The check that a bundle contains evidence at all, without which a review would say nothing."""

from lever5_rules.artifacts.bundle import LoadedBundle
from lever5_rules.core.errors import BundleError
from lever5_rules.core.text import clipped, listing

from .bundle import PROFILE_FILE, Bundle

_CITED = (".pdf", ".doc", ".docx", ".ppt", ".pptx", ".odt")
MOST_NAMES = 3


def require_evidence(bundle: Bundle, loaded: LoadedBundle) -> None:
    """Raise BundleError, with what to do, if a bundle contains no evidence of any kind.

    One kind is enough, even if it is blank: everything else is then missing, and the report says
    so.
    """
    if any(loaded.documents.values()) or any(table.size for table in loaded.tables.values()):
        return
    if any(file.kind is not None and file.status != "unreadable" for file in loaded.files):
        return
    names = [file.path for file in bundle.files] or [file.path for file in loaded.files]
    messages = {
        problem.file: problem.message for problem in reversed(loaded.problems) if problem.file
    }
    why = next((messages[name] for name in names if name in messages), "")
    if not why and any(name.lower().endswith(_CITED) for name in names):
        why = "Documents are evidence where a TOML file cites them, with page and quote."
    sentences = [
        f"{bundle.origin or 'The bundle'} holds no evidence that can be read "
        f"({listing(map(clipped, names), most=MOST_NAMES)}).",
        why if why.startswith(tuple(names)) else why[:1].upper() + why[1:],
        f"Give the folder that holds {PROFILE_FILE}, a zip of it, or a workbook with a sheet for "
        "each kind of evidence. `lever5 new` makes one to begin with; `lever5 needs` says what to "
        "collect.",
    ]
    raise BundleError(" ".join(filter(None, sentences)))

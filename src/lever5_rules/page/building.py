"""The site of the page: static files in one folder, which work at any address.

Only .html, .css, .js and .bin files are written (and .txt for the licences), because every web
server knows their types. Large files are compressed here and unpacked in the browser, whatever the
server does. The same versions give the same bytes.
"""

import gzip
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from attrs import frozen

from lever5_rules.core.errors import UsageError
from lever5_rules.core.version import __version__
from lever5_rules.library.checker import Checker
from lever5_rules.support.input_files import read_plain
from lever5_rules.support.output_files import put, require_new
from lever5_rules.templates.files import write_folder

from .downloads import Pin, fetched
from .policy import policy
from .protocol import PROTOCOL

UNUSED = (
    *("_pyrepl/", "unittest/", "xmlrpc/", "wsgiref/", "sqlite3/", "multiprocessing/", "idlelib/"),
    *("pydoc.py", "pdb.py", "bdb.py", "doctest.py", "turtle.py", "trace.py", "tabnanny.py"),
    *("ftplib.py", "imaplib.py", "smtplib.py", "poplib.py", "mailbox.py", "socketserver.py"),
    *("http/server.py", "http/cookiejar.py", "profile.py", "cProfile.py", "pstats.py"),
    *("profiling/",),
    *("optparse.py", "plistlib.py", "pickletools.py", "pyclbr.py", "modulefinder.py", "zipapp.py"),
    *("ensurepip/", "venv/", "asyncio/windows_", "asyncio/proactor_", "ctypes/_aix.py"),
    *("encodings/mac_", "encodings/koi8_", "encodings/hp_", "encodings/palmos", "encodings/ptcp"),
    *("encodings/kz1048", "encodings/tis_620", "encodings/cp"),
)
"""Parts of Python's own library for which a page has no use."""
KEPT = ("encodings/cp437.py", "encodings/cp125", "encodings/mac_roman.py")
"""Of these, code pages that zip files, documents and old spreadsheets are written in."""
UNUSED_OF_OURS = ("cli", "testing")
"""Parts of this package that are for the command line and for who writes plugins."""
LOGOS = (".svg", ".png")
MOST_BYTES = 8 << 20
"""The largest logo or ruleset of a service center, in bytes."""
IN_THE_BROWSER = (
    *("__init__.py", "column_words.py", "protocol.py", "recognition.py", "replies.py"),
    *("session.py", "watching.py", "words.py", "workplace.py"),
)
"""The modules of this room that answer in the worker; the others build and serve the page."""
_TEXT = "utf-8"
_HERE = Path(str(files(__package__)))


@frozen
class Wishes:
    """Settings of a service center: the title above the page, a logo, a ruleset for all users."""

    title: str = ""
    logo: Path | None = None
    ruleset: str | None = None


@frozen
class Site:
    """A site that was built: its folder, and how many bytes a browser loads.

    `bytes` are loaded once. A browser that cannot keep the page, as in a private window, loads
    `bytes_unkept` each time.
    """

    path: Path
    bytes: int
    bytes_unkept: int


def build(target: Path, downloads: Path | None = None, wishes: Wishes | None = None) -> Site:
    """Build the site into a new folder, or over a site that was built there before.

    Raises UsageError, before anything is written, if something else is there or something is
    missing.
    """
    wishes = wishes or Wishes()
    _require_site_or_nothing(target)
    extra = _of_wishes(wishes)
    if downloads is not None:
        if not os.path.isdir(downloads):
            _make(downloads)
        site = site_files(fetched(downloads), wishes, extra)
    else:
        with TemporaryDirectory() as folder:
            site = site_files(fetched(Path(folder)), wishes, extra)
    if os.path.exists(target):
        for path, content in site.items():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            put(target / path, content)
    else:
        write_folder(target, dict(site))
    return Site(target, *_loaded(site))


def site_files(
    parts: Mapping[Pin, bytes], wishes: Wishes, extra: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the files of the site by their paths."""
    site_sources = dict(_files_below(_HERE / "site"))
    site = {
        path: content
        for path, content in site_sources.items()
        if path not in ("index.html", "sw.js")
    }
    site["style.css"] = _report_file("page.css") + site_sources["style.css"]
    site["app/report.js"] = _report_script()
    site |= {path: content for path, content in extra.items() if path.startswith("logo.")}
    wheels, licences = [], []
    for pin, content in parts.items():
        if pin.name == "pyodide":
            site |= _of_pyodide(content)
        elif pin.name == "htm":
            packed = _in_tar(content)
            site["app/preact.js"] = packed["package/preact/standalone.module.js"]
            licences.append((f"{pin.name} {pin.version}", packed["package/LICENSE"]))
        else:
            wheels.append(content)
            licences += [(f"{pin.name} {pin.version}", licence) for licence in _licences(content)]
    site["python/packages.tar.bin"] = _packed(_tar(_packages(wheels, extra)))
    site["licences.txt"] = _licence_text(licences)
    site["app/about.js"] = _about(wishes, site)
    logo = next((path for path in site if path.startswith("logo.")), "")
    site["index.html"] = _index(site_sources["index.html"], wishes, logo)
    site["sw.js"] = _service_worker(site_sources["sw.js"], site)
    return dict(sorted(site.items()))


def policy_of(index: str) -> str:
    """Return the policy in the index.html of a site, which is sent as a header too.

    Raises UsageError if it is not a page of lever5.
    """
    before, separator, rest = index.partition('http-equiv="Content-Security-Policy" content="')
    if not separator or "lever5" not in before + rest:
        raise UsageError("its index.html was not written by `lever5 page build`")
    return rest.partition('"')[0]


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        text = f"The folder {folder} for the downloads cannot be made ({error.strerror})."
        raise UsageError(text) from None


def _is_kept(path: str, site: Mapping[str, bytes]) -> bool:
    """Return whether the service worker keeps a file: all but licences and files that it unpacks
    itself.
    """
    return not path.endswith(".txt") and f"{path}.bin" not in site


def _loaded(site: Mapping[str, bytes]) -> tuple[int, int]:
    """Return the bytes that a browser loads if it keeps the page, and if it does not."""
    once = sum(len(content) for path, content in site.items() if _is_kept(path, site))
    packed = sum(len(site[f"{path}.bin"]) for path in site if f"{path}.bin" in site)
    plain = sum(len(content) for path, content in site.items() if f"{path}.bin" in site)
    return once, once - packed + plain


def _require_site_or_nothing(target: Path) -> None:
    index = target / "index.html"
    if os.path.isfile(index) and os.path.isfile(target / "sw.js"):
        policy_of(index.read_text(encoding=_TEXT, errors="replace"))
        return
    require_new(target)


def _of_wishes(wishes: Wishes) -> dict[str, bytes]:
    """Return the files that a service center adds: its logo, and the ruleset for all."""
    extra = {}
    if wishes.logo is not None:
        if wishes.logo.suffix.lower() not in LOGOS:
            raise UsageError(f"{wishes.logo} is not a logo for the page; give an .svg or a .png.")
        extra[f"logo{wishes.logo.suffix.lower()}"] = _read(wishes.logo)
    if wishes.ruleset is not None:
        checker = Checker(entry_points=False)
        checker.ruleset(wishes.ruleset)  # raises RulesetError if there is no such ruleset
        if os.path.isfile(wishes.ruleset):
            extra[f"site/{Path(wishes.ruleset).name}"] = _read(Path(wishes.ruleset))
    return extra


def _read(path: Path) -> bytes:
    try:
        return read_plain(path, MOST_BYTES)
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from None


def _files_below(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a folder and of those in it: path and content."""
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path.read_bytes()


def _report_file(name: str) -> bytes:
    return (files("lever5_rules.reports") / "html" / name).read_bytes()


def _report_script() -> bytes:
    """Return the script of a report as a function of what registers its listeners."""
    script = _report_file("page.js").decode(_TEXT)
    return (
        "// The script of the report itself, for a report that is shown in the page.\n"
        f"export function begin(addEventListener) {{\n{script}}}\n"
    ).encode()


def _of_pyodide(content: bytes) -> dict[str, bytes]:
    """Return Pyodide's files, under names that any web server knows."""
    members = _in_tar(content)
    loader = members["package/pyodide.mjs"].replace(b"pyodide.asm.mjs", b"pyodide.asm.js")
    loader = loader.partition(b"//# sourceMappingURL")[0]
    return {
        "python/pyodide.js": loader,
        "python/lock.js": _lock(members["package/pyodide-lock.json"]),
        "python/pyodide.asm.js": members["package/pyodide.asm.mjs"],
        "python/pyodide.asm.js.bin": _packed(members["package/pyodide.asm.mjs"]),
        "python/pyodide.asm.wasm.bin": _packed(members["package/pyodide.asm.wasm"]),
        "python/python_stdlib.zip.bin": _packed(_library(members["package/python_stdlib.zip"])),
    }


def _lock(listed: bytes) -> bytes:
    """Return Pyodide's list of packages, which is empty because the page uses none."""
    lock = {"info": json.loads(listed)["info"], "packages": {}}
    return f"export const lock = {json.dumps(lock)};\n".encode()


def _library(packed: bytes) -> bytes:
    """Return Python's library as a zip that is not compressed itself, so that it packs better."""
    target = BytesIO()
    with ZipFile(BytesIO(packed)) as old, ZipFile(target, "w", ZIP_STORED) as new:
        for name in sorted(old.namelist()):
            unused = name.startswith(UNUSED) and not name.startswith(KEPT)
            if not unused and not name.endswith("/"):
                new.writestr(ZipInfo(name), old.read(name))
    return target.getvalue()


def _packages(wheels: list[bytes], extra: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files on Python's path: this package, its rulesets, the wheels, the example."""
    packages: dict[str, bytes] = {}
    for wheel in wheels:
        with ZipFile(BytesIO(wheel)) as packed:
            for name in packed.namelist():
                if _is_needed(name):
                    packages[name] = packed.read(name)
    for package in ("lever5_rules", "lever5_rulesets"):
        packages |= {f"{package}/{path}": content for path, content in _package(package)}
    packages |= {f"example/{path}": content for path, content in _example()}
    packages |= {path: content for path, content in extra.items() if path.startswith("site/")}
    return packages


def _is_needed(name: str) -> bool:
    folder = name.partition("/")[0]
    left_out = (".so", ".pyi", ".c", ".typed", ".tar.gz", "/")
    return not (
        folder.endswith((".dist-info", ".data")) or name.endswith(left_out) or "/tests/" in name
    )


def _package(name: str) -> Iterator[tuple[str, bytes]]:
    root = Path(str(files(name)))
    for path in sorted(root.rglob("*")):
        inner = path.relative_to(root)
        if not path.is_file() or "__pycache__" in inner.parts:
            continue
        if inner.parts[0] in UNUSED_OF_OURS:
            continue
        if inner.parts[0] == "page" and inner.name not in IN_THE_BROWSER:
            continue
        yield inner.as_posix(), path.read_bytes()


def _example() -> Iterator[tuple[str, bytes]]:
    """Return the files of the example district, from this package or its source folder."""
    beside = _HERE / "example"
    return _files_below(
        beside if beside.is_dir() else Path(__file__).parents[3] / "examples/cedar-hollow-isd"
    )


def _in_tar(content: bytes) -> dict[str, bytes]:
    members = {}
    with tarfile.open(fileobj=BytesIO(content), mode="r:gz") as packed:
        for member in packed:
            opened = packed.extractfile(member) if member.isfile() else None
            if opened is not None:
                members[member.name] = opened.read()
    return members


def _tar(content: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as packed:
        for name, data in sorted(content.items()):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            packed.addfile(member, BytesIO(data))
    return target.getvalue()


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def _licences(wheel: bytes) -> Iterator[bytes]:
    with ZipFile(BytesIO(wheel)) as packed:
        for name in sorted(packed.namelist()):
            if ".dist-info/" in name and "licen" in name.lower() and not name.endswith("/"):
                yield packed.read(name)


def _licence_text(licences: list[tuple[str, bytes]]) -> bytes:
    parts = [
        "The page is lever5-rules with Pyodide (MPL-2.0, https://pyodide.org), Python (PSF-2.0)\n"
        "and the packages below, unchanged but for what a browser does not use.\n"
    ]
    for name, text in licences:
        parts.append(f"\n{'=' * 80}\n{name}\n{'=' * 80}\n\n{text.decode(_TEXT, 'replace')}")
    return "".join(parts).encode()


def _about(wishes: Wishes, site: Mapping[str, bytes]) -> bytes:
    pinned = wishes.ruleset
    if pinned is not None and os.path.isfile(pinned):
        pinned = f"/lever5/site/{Path(pinned).name}"
    about = {
        "version": __version__,
        "protocol": PROTOCOL,
        "title": wishes.title,
        "ruleset": pinned,
        "bytes": _loaded(site)[0],
    }
    text = json.dumps(about, indent=2)
    return f"// What this site was built as.\nexport const about = {text};\n".encode()


def _index(template: bytes, wishes: Wishes, logo: str) -> bytes:
    from markupsafe import escape

    picture = f'<img class="logo" src="{logo}" alt="">' if logo else ""
    text = template.decode(_TEXT).replace("{{ policy }}", policy(logo=bool(logo)))
    text = text.replace("{{ logo }}", picture)
    return text.replace("{{ title }}", str(escape(wishes.title))).encode()


def _service_worker(template: bytes, site: Mapping[str, bytes]) -> bytes:
    """Return the service worker, which knows every file of the site by its hash."""
    cached = {
        path: sha256(content).hexdigest()
        for path, content in sorted(site.items())
        if _is_kept(path, site)
    }
    listed = json.dumps(cached, indent=2)
    name = sha256(listed.encode()).hexdigest()[:16]
    text = template.decode(_TEXT).replace('"{{ files }}"', listed)
    return text.replace("{{ name }}", f"lever5-{name}").encode()

"""A web server for one site of the page, reachable only from this computer."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lever5_rules.core.errors import UsageError

from .building import policy_of

HOST = "127.0.0.1"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".bin": "application/octet-stream",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


def server_of(site: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server for the site in a folder; port 0 selects a free one.

    Raises UsageError if the folder holds no site, or the port is in use.
    """
    index = site / "index.html"
    try:
        policy = policy_of(index.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UsageError(
            f"{site} holds no page. Build it first: lever5 page build {site}"
        ) from None
    handler = partial(_Handler, site=site, policy=policy)
    try:
        return ThreadingHTTPServer((HOST, port), handler)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(
            f"Port {port} cannot be used ({reason}). Give another with --port, or none."
        ) from None


def address_of(server: ThreadingHTTPServer) -> str:
    """Return the address of the page."""
    return f"http://{HOST}:{server.server_address[1]}/"


class _Handler(SimpleHTTPRequestHandler):
    """Sends the files of the site and nothing else, with the headers recommended for servers."""

    server_version = "lever5"
    sys_version = ""

    def __init__(self, *arguments: object, site: Path, policy: str, **options: object) -> None:
        self._policy = policy
        self.extensions_map = TYPES
        super().__init__(*arguments, directory=str(site), **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self._is_ours():
            super().do_GET()

    def do_HEAD(self) -> None:
        if self._is_ours():
            super().do_HEAD()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self._policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Log nothing."""

    def _is_ours(self) -> bool:
        """Return whether the request names this computer as its host.

        A page of another site whose name was pointed at this computer gets no answer.
        """
        port = self.server.server_address[1]  # type: ignore[index]
        host = self.headers.get("Host", "")
        path = unquote(urlsplit(self.path).path)
        is_local = host in (f"{HOST}:{port}", f"localhost:{port}")
        if not is_local or ".." in path.split("/") or (path.endswith("/") and path != "/"):
            self.send_error(404)
            return False
        if path != "/" and Path(path).suffix not in TYPES:
            self.send_error(404)
            return False
        return True

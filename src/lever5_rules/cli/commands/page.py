"""`lever5 page`: the checker as a page in the browser."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from lever5_rules.page import Wishes, address_of, build, server_of

downloads_option = click.option(
    "--downloads",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="A folder for what npm and pip fetch; what it holds already is not fetched again.",
)


@click.group(name="page")
def command() -> None:
    """The checker as a page in the browser: nothing to install for those who use it, and no file
    leaves their computer."""


@command.command(name="build")
@click.argument("target", type=click.Path(path_type=Path), metavar="DIR")
@downloads_option
@click.option("--title", default="", metavar="TEXT", help="A name to show above the page.")
@click.option(
    "--logo",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A picture to show above the page: .svg or .png.",
)
@click.option(
    "--ruleset", metavar="NAME|PATH", help="The ruleset for everyone; else each chooses one."
)
def build_command(
    target: Path, downloads: Path | None, title: str, logo: Path | None, ruleset: str | None
) -> int:
    """Build the page into DIR, a folder of static files for any web server.

    This needs npm and the network, or --downloads with what was fetched before.
    """
    site = build(target, downloads, Wishes(title, logo, ruleset))
    click.echo(
        f"Wrote {target}, of which a browser loads {_megabytes(site.bytes)} once; one that keeps "
        f"no site, as in a private window, loads {_megabytes(site.bytes_unkept)} each time."
    )
    click.echo(f"Look at it with: lever5 page serve {target}")
    click.echo("To put it on a web site: docs/page.md.")
    return 0


@command.command(name="serve")
@click.argument("site", type=click.Path(path_type=Path), metavar="[DIR]", required=False)
@downloads_option
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="A port; else any free one.")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
def serve_command(site: Path | None, downloads: Path | None, port: int, no_browser: bool) -> int:
    """Serve the page on this computer and open the browser. Without DIR it is built for the time
    being."""
    with ExitStack() as stack:
        if site is None:
            site = Path(stack.enter_context(TemporaryDirectory())) / "page"
            build(site, downloads)
        server = stack.enter_context(server_of(site, port))
        address = address_of(server)
        click.echo(f"The page is at {address} - stop it with Ctrl+C.")
        if not no_browser:
            click.launch(address)
        server.serve_forever()
    return 0


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"

"""``aggregator serve``: the pages, for a browser."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Mapping
from contextlib import suppress
from errno import EADDRINUSE
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from aggregator.cli.common import Setup, common_options, nearest
from aggregator.cli.output import say

if TYPE_CHECKING:
    from datasette.app import Datasette

_YES_OR_NO: Final = {"on": True, "true": True, "1": True, "off": False, "false": False, "0": False}


@click.command(short_help="Pages to look at, in a browser.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 is every one.")
@click.option("-p", "--port", type=click.IntRange(0, 65_535), default=8001, show_default=True, help="0 takes any.")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the scorecard in a browser.")
@click.option(
    "--setting", "settings", type=(str, str), multiple=True, metavar="NAME VALUE", help="A setting of Datasette's."
)
@common_options
@click.pass_obj
def serve(setup: Setup, host: str, port: int, open_browser: bool, settings: tuple[tuple[str, str], ...]) -> None:
    """Serve the scorecard, every show, the evidence and the database itself, read-only, until Ctrl-C.

    What a run stores shows at once. Nothing protects the pages but the address that they listen at: to show them to
    others, put a web server with a password before them.

    \b
    aggregator serve --open
    aggregator serve --port 8080 --setting default_allow_sql off
    aggregator serve --setting base_url /tv/ --setting sql_time_limit_ms 3000
    """  # noqa: D301 - click wants the character itself
    app = _app(setup.find_database(), settings)
    _run(app, host, port, open_browser=open_browser, quiet=setup.quiet)


def _app(path: Path, settings: tuple[tuple[str, str], ...]) -> Datasette:
    try:
        from aggregator.web.app import create_app, known_settings
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("aggregator"):
            raise
        message = f"the pages need {error.name}, which is not installed: pip install 'aggregator[web]'"
        raise click.UsageError(message) from error
    return create_app(path, _settings(settings, known_settings()))


def _settings(given: tuple[tuple[str, str], ...], known: Mapping[str, Any]) -> dict[str, Any]:
    """Settings of Datasette in the types that it wants, told apart by their defaults."""
    settings: dict[str, Any] = {}
    for name, text in given:
        default = known.get(name)
        value: Any = text
        if default is None:
            near = nearest(name, known)
            raise _bad_setting(
                f"'{name}' is no setting of Datasette's" + (f"; did you mean '{near[0]}'?" if near else "")
            )
        if isinstance(default, bool):
            value = _YES_OR_NO.get(text.casefold())
            if value is None:
                raise _bad_setting(f"'{name}' is on or off, not '{text}'")
        elif isinstance(default, int):
            if not (text.isascii() and text.isdigit()):
                raise _bad_setting(f"'{name}' is a whole number, not '{text}'")
            value = int(text)
        settings[name] = value
    return settings


def _bad_setting(message: str) -> click.BadParameter:
    return click.BadParameter(message, param_hint="--setting")


def _listen(host: str, port: int) -> socket.socket:
    """A socket at that address, so that a port that is taken is told before anything else."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address, family=family)
    except OSError as error:
        is_taken = error.errno == EADDRINUSE
        reason = "something else does" if is_taken else error.strerror
        hint = "--port" if is_taken else "--host"
        raise click.BadParameter(f"cannot listen at {host}, port {port}: {reason}", param_hint=hint) from error


def _run(app: Datasette, host: str, port: int, *, open_browser: bool, quiet: bool) -> None:
    import uvicorn

    with _listen(host, port) as listener:
        name = f"[{host}]" if ":" in host else host
        url = f"http://{name}:{listener.getsockname()[1]}{app.urls.path('/')}"
        if not quiet:
            say(f"{url}  (Ctrl-C ends it)")
        if open_browser:
            webbrowser.open(url)
        server = uvicorn.Server(uvicorn.Config(app.app(), log_level="warning"))
        with suppress(KeyboardInterrupt):  # uvicorn has ended in good order, and tells why
            server.run(sockets=[listener])

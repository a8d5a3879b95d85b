"""A pretend web on loopback: serves ``fixtures/site`` over real HTTP, for ``make demo`` and for tests.

Layout of the folder::

    sources.yaml              the configuration to read it with, addresses as placeholders
    sites/<name>/...          what each site holds; ``index.html`` answers for its folder
    sites/<name>/_server.toml how the site answers: see ``_Rules``
    later/<name>/...          laid over the site by ``DemoSite.advance``

Every site has a port of its own, since robots.txt, politeness and same-site rules go by host. In every file
``{{site:<name>}}`` stands for that site's address, known only once it is served.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import threading
import tomllib
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime
from fnmatch import fnmatchcase
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from aggregator.errors import InputError

RULES_FILE = "_server.toml"
PLACEHOLDER = re.compile(rb"\{\{(site:[a-z0-9]+|database)\}\}")
INDEX = re.compile(r"(?<=/)index\.html$")
SHUTDOWN_POLL_S = 0.02
"""How long leaving a DemoSite may have to wait for each of its servers."""
IDLE_CONNECTION_S = 10.0

CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".rdf": "application/rdf+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}
"""By file name, for what the site's own ``types`` leave open; anything else is application/octet-stream."""


class LoggedRequest(NamedTuple):
    """One answered request; ``conditional`` if it carried If-None-Match or If-Modified-Since."""

    at: datetime
    site: str
    method: str
    path: str
    """As requested, with the query."""
    status: int
    conditional: bool


@dataclass(frozen=True, slots=True)
class _Rules:
    """How one site answers, as its ``_server.toml`` says; paths begin with a slash.

    ``validators`` are "etag", "last-modified" or both; ``later_last_modified`` is for what ``later/`` brings.
    ``files`` maps an address to the file that answers it; where it has a query, requests with more parameters are
    meant too. An address may also go without the ".html" of its file. ``types`` maps path patterns to a
    Content-Type, the first that fits counts; ``status`` is for files that are not answered with 200; ``redirects``
    are 301.
    """

    validators: frozenset[str]
    last_modified: datetime
    later_last_modified: datetime
    gzip: bool = True
    files: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    status: Mapping[str, int] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)

    def file_for(self, target: str) -> str:
        path, _, query = target.partition("?")
        asked = {*query.split("&"), ""}
        for address, file in self.files.items():
            known_path, _, known_query = address.partition("?")
            if known_path == path and asked.issuperset(known_query.split("&")):
                return file
        return path

    def content_type(self, path: str) -> str:
        for pattern, content_type in self.types.items():
            if fnmatchcase(path, pattern):
                return content_type
        suffix = ".html" if path.endswith("/") else Path(path).suffix
        return CONTENT_TYPES.get(suffix, "application/octet-stream")


@dataclass(frozen=True, slots=True)
class _Page:
    """One file as the site holds it at present, placeholders filled in."""

    path: str
    body: bytes
    last_modified: datetime


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class _SiteServer(ThreadingHTTPServer):
    """One pretend site on its own port; ``pages`` may be swapped for others while it serves."""

    def __init__(self, folder: Path, log: list[LoggedRequest]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.name = folder.name
        self.log = log
        self.pages: Mapping[str, _Page] = {}
        settings = tomllib.loads((folder / RULES_FILE).read_text(encoding="utf-8"))
        self.rules = _Rules(**{**settings, "validators": frozenset(settings["validators"])})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, target: str, headers: Message) -> _Answer:
        """The answer to GET ``target``, a path with or without a query."""
        path = self.rules.file_for(target)
        if location := self.rules.redirects.get(path):
            return _Answer(HTTPStatus.MOVED_PERMANENTLY, {"Location": location})
        page = self.pages.get(path) or self.pages.get(f"{path}.html")
        if page is None and f"{path}/" in self.pages:
            return _Answer(HTTPStatus.MOVED_PERMANENTLY, {"Location": f"{path}/"})
        if page is None:
            body = b"<!doctype html><title>404 Not Found</title><h1>Not Found</h1>"
            return _Answer(HTTPStatus.NOT_FOUND, {"Content-Type": CONTENT_TYPES[".html"]}, body)
        return self._answer_page(page, headers)

    def _answer_page(self, page: _Page, asked: Message) -> _Answer:
        compress = self.rules.gzip and "gzip" in (asked["Accept-Encoding"] or "")
        headers = {"Vary": "Accept-Encoding"} if self.rules.gzip else {}
        status = self.rules.status.get(page.path, HTTPStatus.OK)
        if status == HTTPStatus.OK:
            if "etag" in self.rules.validators:
                # A strong validator names bytes, so each encoding has its own (RFC 9110, 8.8.3.3).
                digest = hashlib.sha256(page.body).hexdigest()[:20]
                headers["ETag"] = f'"{digest}-gzip"' if compress else f'"{digest}"'
            if "last-modified" in self.rules.validators:
                headers["Last-Modified"] = format_datetime(page.last_modified, usegmt=True)
            if _is_unchanged(headers, asked):
                return _Answer(HTTPStatus.NOT_MODIFIED, headers)
        headers["Content-Type"] = self.rules.content_type(page.path)
        if not compress:
            return _Answer(status, headers, page.body)
        headers["Content-Encoding"] = "gzip"
        return _Answer(status, headers, gzip.compress(page.body, mtime=0))


def _is_unchanged(headers: Mapping[str, str], asked: Message) -> bool:
    """Whether the request's conditions call for a 304; If-None-Match, where sent, counts alone (RFC 9110, 13.2.2)."""
    if (wanted := asked["If-None-Match"]) is not None:
        tags = {tag.strip().removeprefix("W/") for tag in wanted.split(",")}
        return headers.get("ETag") in tags or "*" in tags
    if (since := asked["If-Modified-Since"]) is None or "Last-Modified" not in headers:
        return False
    try:
        return parsedate_to_datetime(headers["Last-Modified"]) <= parsedate_to_datetime(since)
    except ValueError:
        return False  # RFC 9110, 13.1.3: a condition that is no date is ignored


class _Handler(BaseHTTPRequestHandler):
    server: _SiteServer
    protocol_version = "HTTP/1.1"
    server_version = "PretendWeb"
    sys_version = ""
    timeout = IDLE_CONNECTION_S
    # Head and body in one packet: unbuffered, each answer would wait for a delayed acknowledgement.
    wbufsize = -1

    def do_GET(self) -> None:
        self._send(self.server.answer(self.path, self.headers))

    def do_HEAD(self) -> None:
        self._send(self.server.answer(self.path, self.headers))

    def _send(self, answer: _Answer) -> None:
        conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        self.server.log.append(
            LoggedRequest(
                datetime.now(UTC), self.server.name, self.command or "", self.path, answer.status, conditional
            )
        )
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Nothing on stderr: ``DemoSite.log`` has it all."""


class DemoSite:
    """Serves the pretend web from ``root`` while it is entered.

    ``log`` has every answered request in the order of the answers.
    """

    def __init__(self, root: Path) -> None:
        self.log: list[LoggedRequest] = []
        self._root = root
        self._servers: dict[str, _SiteServer] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Start one server per site.

        Raises:
            InputError: There are no sites below ``root``, or a file names a site that does not exist.
        """
        folders = sorted(rules.parent for rules in self._root.glob(f"sites/*/{RULES_FILE}"))
        if not folders:
            raise InputError(
                f"{self._root} holds no pretend sites (sites/*/{RULES_FILE}); use fixtures/site of a checkout",
                subject=str(self._root),
            )
        with ExitStack() as stack:
            for folder in folders:
                self._servers[folder.name] = stack.enter_context(_SiteServer(folder, self.log))
            self._load(later=False)
            for name, server in self._servers.items():
                thread = threading.Thread(target=server.serve_forever, args=(SHUTDOWN_POLL_S,), name=f"site-{name}")
                thread.start()
                stack.callback(thread.join)
                stack.callback(server.shutdown)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stack.close()
        self._servers.clear()

    @property
    def names(self) -> tuple[str, ...]:
        """The sites that are being served, in alphabetical order."""
        return tuple(self._servers)

    def url(self, name: str) -> str:
        """The base URL of a site, without a slash at its end."""
        return self._servers[name].url

    def write_config(self, path: Path, database: Path) -> None:
        """Write the sources.yaml that follows the shows on these sites into ``database``."""
        # Absolute, since a relative one counts from the folder of the configuration; escaped for its quotes.
        filled = {"database": json.dumps(str(database.resolve()), ensure_ascii=False)[1:-1]}
        path.write_bytes(self._fill(self._root / "sources.yaml", filled))

    def advance(self) -> None:
        """Let the sites change: from now on they serve what ``later/`` holds over what they held."""
        self._load(later=True)

    def _load(self, *, later: bool) -> None:
        for name, server in self._servers.items():
            pages = self._pages(self._root / "sites" / name, server.rules.last_modified)
            if later:
                pages |= self._pages(self._root / "later" / name, server.rules.later_last_modified)
            server.pages = pages

    def _pages(self, folder: Path, last_modified: datetime) -> dict[str, _Page]:
        pages = {}
        for file in folder.rglob("*"):
            if file.is_file() and file.name != RULES_FILE:
                path = INDEX.sub("", f"/{file.relative_to(folder).as_posix()}")
                pages[path] = _Page(path, self._fill(file), last_modified)
        return pages

    def _fill(self, file: Path, values: Mapping[str, str] | None = None) -> bytes:
        """The file's bytes with its placeholders replaced; bytes, since some files are in no valid encoding."""
        known = {f"site:{name}": server.url for name, server in self._servers.items()} | dict(values or {})

        def replace(match: re.Match[bytes]) -> bytes:
            name = match[1].decode()
            if name not in known:
                raise InputError(
                    f"{file}: nothing is known by the name of {name}; known: {', '.join(known)}", subject=name
                )
            return known[name].encode()

        return PLACEHOLDER.sub(replace, file.read_bytes())


def find_site_root() -> Path:
    """The folder of the pretend web: ``fixtures/site`` of a checkout, or the copy that a wheel carries.

    Raises:
        InputError: Neither is there.
    """
    package = Path(__file__).parent
    candidates = (package / "_site", package.parent / "fixtures" / "site")
    for candidate in candidates:
        if (candidate / "sites").is_dir():
            return candidate
    raise InputError(
        "the pretend web is not installed: neither "
        + " nor ".join(map(str, candidates))
        + " is there; run from a checkout, or install the wheel again",
        subject=str(candidates[-1]),
    )

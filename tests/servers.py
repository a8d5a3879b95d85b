"""A real web server on loopback whose answers a test writes down, and which remembers what it was asked.

::

    with WebServer({"/feed": Reply(body=b"...", headers={"ETag": '"1"'})}) as web:
        ...  # ask for web.url("/feed")
        assert [asked.path for asked in web.log] == ["/robots.txt", "/feed"]

A route is a ``Reply``, several of them (given in turn, the last one again and again), or a function from ``Asked``
to ``Reply``. What has no route, robots.txt too, is answered with 404.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server saw it; names of headers in lower case, times on the monotonic clock."""

    path: str
    headers: Mapping[str, str]
    client_port: int
    """Requests over one connection share it."""
    began_at: float
    ended_at: float = 0.0
    """Just before the last of the answer was sent, so never later than its end at the client; 0 for a function."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. ``headers`` may state a false Content-Length; without one the true one is sent.

    ``pause_s`` passes before each piece of ``piece_bytes`` of the body. ``raw`` is written instead of everything
    else, and the connection closed after it.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    pause_s: float = 0.0
    piece_bytes: int = 1 << 20
    raw: bytes | None = None


Route = Reply | Sequence[Reply] | Callable[[Asked], Reply]


class WebServer:
    """Serves ``routes`` on a port of its own while it is entered; ``routes`` may be changed at any time.

    ``log`` holds every request in the order of its end.
    """

    def __init__(self, routes: Mapping[str, Route] | None = None) -> None:
        self.routes: dict[str, Route] = dict(routes or {})
        self.log: list[Asked] = []
        self._times: dict[str, int] = {}
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def url(self, path: str = "/", *, host: str = "127.0.0.1") -> str:
        """The absolute URL of ``path``; ``host`` may be any name of loopback."""
        return f"http://{host}:{self._server.server_port}{path}"

    def asked(self, path: str) -> list[Asked]:
        """Every request for ``path``."""
        return [asked for asked in self.log if asked.path == path]

    def reply_to(self, asked: Asked) -> Reply:
        """What the routes say to ``asked``."""
        route = self.routes.get(asked.path, Reply(404))
        if isinstance(route, Reply):
            return route
        if callable(route):
            return route(asked)
        turn = self._times.get(asked.path, 0)
        self._times[asked.path] = turn + 1
        return route[min(turn, len(route) - 1)]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, web: WebServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.web = web

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a client that goes away is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 10
    wbufsize = 1 << 20  # head and body in one packet, or each answer waits for a delayed acknowledgement

    def do_GET(self) -> None:
        web, began_at = self.server.web, time.monotonic()
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.path, headers, self.client_address[1], began_at)
        reply = web.reply_to(asked)
        try:
            self._write(reply)
        finally:
            web.log.append(replace(asked, ended_at=time.monotonic()))
        self.wfile.flush()

    def _write(self, reply: Reply) -> None:
        if reply.raw is not None:
            self.wfile.write(reply.raw)
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if "Content-Length" not in reply.headers and reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        elif reply.status != 304:
            self.close_connection = True  # what was promised may never come
        self.end_headers()
        for start in range(0, len(reply.body), reply.piece_bytes):
            if reply.pause_s:
                self.wfile.flush()
                time.sleep(reply.pause_s)
            self.wfile.write(reply.body[start : start + reply.piece_bytes])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Nothing on stderr: ``WebServer.log`` has it all."""

"""The only place that opens connections: an httpx transport whose dialling passes the gate and keeps a deadline.

Names are resolved here, every address is judged, and the connection goes to a judged address; TLS and the Host
header keep the name. No proxy is ever used, whatever the environment says: a proxy would resolve names by itself,
behind the gate. Certificates are always verified.
"""

from __future__ import annotations

import socket
import ssl
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any, Final

import httpcore
import httpx

from aggregator.fetch.gate import judge_addresses

if sys.platform != "win32":
    import resource

MAX_DIALLED: Final = 4
"""Addresses of one name that are tried before giving up."""
KEEP_ALIVE_S: Final = 60.0
"""An unused connection is not used again after this long; most servers have closed it by then."""
MAX_IDLE: Final = 256
"""Hosts whose connections are kept; beyond that the one unused for longest is closed.

A round of all hosts that finds each connection closed again pays for as many handshakes as requests.
"""
SHARE_OF_FILES: Final = 4
"""Of the files that this process may have open, kept connections are no more than one in so many: macOS allows 256."""

Resolve = Callable[[str, int], list[str]]


class Deadline:
    """The moment, on the monotonic clock, by which the current exchange has to be over."""

    def __init__(self) -> None:
        self.at = float("inf")

    def cap(self, timeout: float | None) -> float | None:
        """``timeout``, or the time that is left if that is less; 0 or less when it is over."""
        left = self.at - time.monotonic()
        if left == float("inf"):
            return timeout
        return left if timeout is None else min(timeout, left)


class GatedTransport(httpx.BaseTransport):
    """Connections to one host: HTTP/1.1, one at a time, kept alive between requests.

    No pool, which would look after one connection at the cost of looking after many.

    A request's ``deadline`` extension (seconds on the monotonic clock) bounds everything until its body has been
    read, however slowly the server drips: httpx's own timeouts start anew with every byte.

    Args:
        allow_private: Whether addresses of private networks may be connected to.
        ssl_context: Shared by all transports, since making one takes some 10 ms.
        resolve: Host and port to numeric addresses, for tests.
    """

    def __init__(self, *, allow_private: bool, ssl_context: ssl.SSLContext, resolve: Resolve | None = None) -> None:
        self._deadline = Deadline()
        self._ssl_context = ssl_context
        self._backend = _GatedBackend(allow_private, resolve or resolve_name, self._deadline)
        self._connection: httpcore.HTTPConnection | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends ``request``; the answer's body is still to be read.

        Raises:
            RefusedError: The gate does not let us connect to this host.
            httpx.TransportError: As any transport of httpx.
        """
        self._deadline.at = request.extensions.get("deadline", float("inf"))
        url = request.url
        asked = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        with _as_httpx_errors():
            answer = self._connection_to(asked.url.origin).handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Closes the connection."""
        if self._connection is not None:
            self._connection.close()

    def _connection_to(self, origin: httpcore.Origin) -> httpcore.HTTPConnection:
        """The one of the last request where it can be used again, else a new one in its place."""
        kept = self._connection
        if kept is not None and kept.can_handle_request(origin) and kept.is_idle() and not kept.has_expired():
            return kept
        self.close()
        self._connection = httpcore.HTTPConnection(
            origin, self._ssl_context, keepalive_expiry=KEEP_ALIVE_S, network_backend=self._backend
        )
        return self._connection


class Connections:
    """A transport per host, kept for the next request while not too many are.

    One pool of httpcore's for all hosts would be simpler, and is several times slower: every request searches it all.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: OrderedDict[tuple[str, bool], GatedTransport] = OrderedDict()
        self._ssl_context: ssl.SSLContext | None = None
        self._closed = False
        self._most_idle = most_idle()

    @contextmanager
    def borrow(self, host: str, *, allow_private: bool) -> Iterator[GatedTransport]:
        """The transport of ``host``; nobody else may use it meanwhile.

        What was connected for a source that may use private addresses is not lent to one that may not.
        """
        key = (host, allow_private)
        with self._lock:
            if self._ssl_context is None:
                self._ssl_context = httpx.create_ssl_context()
            transport = self._idle.pop(key, None)
        if transport is None:
            transport = GatedTransport(allow_private=allow_private, ssl_context=self._ssl_context)
        try:
            yield transport
        finally:
            self._give_back(key, transport)

    def close(self) -> None:
        """Closes what is idle now, and the others when they are given back."""
        with self._lock:
            self._closed = True
            idle = list(self._idle.values())
            self._idle.clear()
        for transport in idle:
            transport.close()

    def _give_back(self, key: tuple[str, bool], transport: GatedTransport) -> None:
        superfluous: GatedTransport | None = transport
        with self._lock:
            if not self._closed:
                self._idle[key] = transport
                superfluous = self._idle.popitem(last=False)[1] if len(self._idle) > self._most_idle else None
        if superfluous is not None:
            superfluous.close()


def most_idle() -> int:
    """How many connections may be kept by a process that may open as many files as this one."""
    if sys.platform == "win32":  # where sockets are no files
        return MAX_IDLE
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MAX_IDLE if allowed == resource.RLIM_INFINITY else min(MAX_IDLE, allowed // SHARE_OF_FILES)


class _Body(httpx.SyncByteStream):
    """The body as it comes over the wire, with httpx's exceptions."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx_errors():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextmanager
def _as_httpx_errors() -> Iterator[None]:
    """Every httpcore exception leaves as httpx's of the same name, which is what other transports raise."""
    try:
        yield
    except (
        httpcore.TimeoutException,
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
    ) as e:
        raise getattr(httpx, type(e).__name__)(str(e)) from e


class _GatedBackend(httpcore.NetworkBackend):
    def __init__(self, allow_private: bool, resolve: Resolve, deadline: Deadline) -> None:
        self._allow_private = allow_private
        self._resolve = resolve
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._addresses(host, port, timeout)
        judge_addresses(addresses, allow_private=self._allow_private)
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses[:MAX_DIALLED]:
            left = self._deadline.cap(timeout)
            if left is not None and left <= 0:
                raise httpcore.ConnectTimeout("no time left to connect")
            try:
                stream = self._sockets.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def _addresses(self, host: str, port: int, timeout: float | None) -> list[str]:
        """Looks the name up in a thread, since the system's resolver can neither be hurried nor interrupted."""
        answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

        def look_up() -> None:
            try:
                answers.put(self._resolve(host, port))
            except Exception as error:  # noqa: BLE001 - raised below, in the thread that asks
                answers.put(error)

        threading.Thread(target=look_up, name=f"resolve-{host}", daemon=True).start()
        left = self._deadline.cap(timeout)
        try:
            answer = answers.get(timeout=None if left is None else max(left, 0.0))
        except Empty:
            raise httpcore.ConnectTimeout(f"{host} was not resolved in time") from None
        if isinstance(answer, list):
            return answer
        try:
            raise answer
        except (OSError, UnicodeError) as error:  # UnicodeError: a label that no name can have
            # Inside the handler, since the pool takes the cause away and leaves the context.
            raise httpcore.ConnectError(f"{host} cannot be resolved") from error


class _TimedStream(httpcore.NetworkStream):
    """A stream on which no operation outlasts the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._deadline.cap(timeout)
        if left is not None and left <= 0:
            raise httpcore.ReadTimeout("no time left to read")
        return self._stream.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left = self._deadline.cap(timeout)
        if left is not None and left <= 0:
            raise httpcore.WriteTimeout("no time left to write")
        self._stream.write(buffer, left)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.cap(timeout)
        if left is not None and left <= 0:
            raise httpcore.ConnectTimeout("no time left to connect")
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def resolve_name(host: str, port: int) -> list[str]:
    """Numeric addresses of ``host``, in the order in which the system prefers them; each once.

    Raises:
        OSError: ``socket.gaierror``: there are none, or nobody answers.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))

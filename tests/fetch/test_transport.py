from __future__ import annotations

import resource
import socket
import ssl
import threading
import time
from collections.abc import Iterator

import httpcore
import httpx
import pytest

from aggregator.fetch.gate import RefusedError
from aggregator.fetch.policy import classify_error
from aggregator.fetch.transport import (
    MAX_DIALLED,
    MAX_IDLE,
    Connections,
    GatedTransport,
    Resolve,
    most_idle,
    resolve_name,
)
from aggregator.models import Outcome
from tests.servers import Reply, WebServer


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer({"/": Reply(body=b"hello")}) as server:
        yield server


def _ask(url: str, resolve: Resolve | None = None, *, allow_private: bool = False, within_s: float = 5.0) -> bytes:
    transport = GatedTransport(allow_private=allow_private, ssl_context=ssl.create_default_context(), resolve=resolve)
    timeout = httpx.Timeout(within_s).as_dict()
    request = httpx.Request("GET", url, extensions={"timeout": timeout, "deadline": time.monotonic() + within_s})
    try:
        response = transport.handle_request(request)
        return b"".join(response.iter_raw())
    finally:
        transport.close()


def test_s1_the_address_dialled_is_the_address_judged(web: WebServer) -> None:
    """Rebinding: the name is resolved once, for the judgement and for the connection."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    assert _ask(web.url(host="rebound.test"), lambda host, port: next(answers), allow_private=True) == b"hello"
    assert web.log[0].headers["host"].startswith("rebound.test:")
    assert next(answers) == ["10.0.0.1"]


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "2130706433", "0x7f000001", "127.1", "0x7f.0.0.1", "017700000001"]
)
def test_s1_however_loopback_is_spelled_it_is_refused(web: WebServer, host: str) -> None:
    """Numeric forms: judged by what they resolve to."""
    with pytest.raises(RefusedError, match="loopback"):
        _ask(web.url(host=host))
    assert web.log == []
    assert _ask(web.url(host=host), allow_private=True) == b"hello"


def test_a_name_with_a_private_address_beside_a_public_one_is_refused(web: WebServer) -> None:
    with pytest.raises(RefusedError):
        _ask(web.url(host="mixed.test"), lambda host, port: ["93.184.215.14", "127.0.0.1"])
    assert web.log == []


def test_the_next_address_is_tried_when_one_does_not_answer(web: WebServer) -> None:
    addresses = ["127.0.0.99", "127.0.0.1"]  # nobody listens on the first
    assert _ask(web.url(host="two.test"), lambda host, port: addresses, allow_private=True) == b"hello"


def test_not_every_address_of_a_long_list_is_tried(web: WebServer) -> None:
    addresses = [f"127.0.0.{90 + number}" for number in range(MAX_DIALLED)] + ["127.0.0.1"]
    with pytest.raises(httpx.ConnectError):
        _ask(web.url(host="many.test"), lambda host, port: addresses, allow_private=True)


def test_a_name_that_is_not_known_says_why() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(httpx.ConnectError) as failure:
        _ask("http://nowhere.test/", unknown)
    ending = classify_error(failure.value)
    assert ending is not None
    assert ending.outcome is Outcome.DNS_FAILED


def test_a_name_without_addresses_and_one_that_cannot_be_a_name_fail_alike() -> None:
    with pytest.raises(httpx.ConnectError):
        _ask("http://empty.test/", lambda host, port: [])
    with pytest.raises(httpx.ConnectError):
        _ask(f"http://{'a' * 70}.test/")


def test_no_proxy_of_the_environment_is_used(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert _ask(web.url(), allow_private=True) == b"hello"


def test_case_100_headers_that_drip_do_not_outlast_the_deadline() -> None:
    """Before the body: every byte would start httpx's timeout anew."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        began = time.monotonic()

        def drip(host: str, port: int) -> list[str]:
            def serve() -> None:
                connection, _ = listening.accept()
                with connection:
                    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 100:
                        try:
                            connection.sendall(bytes([byte]))
                        except OSError:
                            return
                        time.sleep(0.05)

            threading.Thread(target=serve, daemon=True).start()
            return ["127.0.0.1"]

        with pytest.raises(httpx.ReadTimeout):
            _ask(f"http://drip.test:{listening.getsockname()[1]}/", drip, allow_private=True, within_s=0.3)
        assert time.monotonic() - began < 3.0  # all of it takes six


def test_case_100_a_name_service_that_does_not_answer_does_not_outlast_the_deadline() -> None:
    asleep = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        asleep.wait(10)
        return ["127.0.0.1"]

    began = time.monotonic()
    with pytest.raises(httpx.ConnectTimeout) as failure:
        _ask("http://slow.test/", slow, within_s=0.2)
    asleep.set()
    assert time.monotonic() - began < 3.0
    ending = classify_error(failure.value)
    assert ending is not None
    assert ending.outcome is Outcome.CONNECT_FAILED


def test_a_bug_met_while_resolving_is_not_lost_in_its_thread() -> None:
    def buggy(host: str, port: int) -> list[str]:
        raise ZeroDivisionError("oh dear")

    with pytest.raises(ZeroDivisionError, match="oh dear"):
        _ask("http://bug.test/", buggy)


def test_every_exception_of_httpcore_has_its_twin_in_httpx() -> None:
    for name in httpcore.__all__:
        kind = getattr(httpcore, name)
        mapped = (
            httpcore.TimeoutException,
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.UnsupportedProtocol,
        )
        if isinstance(kind, type) and issubclass(kind, mapped):
            assert issubclass(getattr(httpx, name), httpx.TransportError)


@pytest.fixture
def transport() -> Iterator[GatedTransport]:
    transport = GatedTransport(allow_private=True, ssl_context=ssl.create_default_context())
    yield transport
    transport.close()


def _send(transport: GatedTransport, url: str) -> httpx.Response:
    return transport.handle_request(httpx.Request("GET", url, extensions={"timeout": httpx.Timeout(5.0).as_dict()}))


def _read(transport: GatedTransport, url: str) -> bytes:
    response = _send(transport, url)
    try:
        return b"".join(response.iter_raw())
    finally:
        response.close()


def _ports(web: WebServer) -> list[int]:
    return [asked.client_port for asked in web.log]


def test_a_connection_is_used_again(web: WebServer, transport: GatedTransport) -> None:
    assert [_read(transport, web.url()) for _ in range(3)] == [b"hello"] * 3
    assert len(set(_ports(web))) == 1


def test_a_connection_that_the_server_has_closed_is_replaced(transport: GatedTransport) -> None:
    closed = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for _ in range(2):
                connection, _ = listening.accept()
                with connection:
                    connection.recv(65_536)
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbye")
                closed.set()

        threading.Thread(target=serve, daemon=True).start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        assert _read(transport, url) == b"bye"
        assert closed.wait(5)
        assert _read(transport, url) == b"bye"


def test_a_connection_left_in_the_middle_of_an_answer_is_replaced(web: WebServer, transport: GatedTransport) -> None:
    web.routes["/long"] = Reply(body=b"x" * 1_000_000)
    _send(transport, web.url("/long")).close()
    assert _read(transport, web.url()) == b"hello"
    assert len(set(_ports(web))) == 2


def test_a_connection_that_failed_is_replaced(web: WebServer, transport: GatedTransport) -> None:
    with pytest.raises(httpx.ConnectError):
        _send(transport, web.url(host="127.0.0.99"))  # nobody listens there
    assert _read(transport, web.url()) == b"hello"


def test_another_port_of_a_host_gets_a_connection_of_its_own(web: WebServer, transport: GatedTransport) -> None:
    with WebServer({"/": Reply(body=b"there")}) as elsewhere:
        assert [_read(transport, server.url()) for server in (web, elsewhere, web)] == [b"hello", b"there", b"hello"]
    assert len(set(_ports(web))) == 2


ALLOWED_FILES: dict[str, tuple[int, int]] = {
    "what macOS allows": (256, 64),
    "what Linux allows": (1_024, 256),
    "as many as servers are given": (1_048_576, MAX_IDLE),
    "no limit": (resource.RLIM_INFINITY, MAX_IDLE),
}


@pytest.mark.parametrize(("allowed", "kept"), ALLOWED_FILES.values(), ids=ALLOWED_FILES)
def test_kept_connections_leave_room_for_other_files(allowed: int, kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda what: (allowed, resource.RLIM_INFINITY))
    assert most_idle() == kept


def test_a_connection_is_kept_for_its_host_and_its_permission_alone() -> None:
    connections = Connections()
    with connections.borrow("a.test", allow_private=True) as first:
        pass
    with connections.borrow("a.test", allow_private=True) as again:
        assert again is first
        with connections.borrow("a.test", allow_private=True) as meanwhile:
            assert meanwhile is not first
    for host, allow_private in (("a.test", False), ("b.test", True)):
        with connections.borrow(host, allow_private=allow_private) as other:
            assert other is not first
    connections.close()


def test_not_too_many_connections_are_kept() -> None:
    connections = Connections()
    with connections.borrow("0.test", allow_private=False) as first:
        pass
    for number in range(1, MAX_IDLE + 1):
        with connections.borrow(f"{number}.test", allow_private=False):
            pass
    with connections.borrow("0.test", allow_private=False) as again:
        assert again is not first
    connections.close()


def test_resolving_gives_each_address_once() -> None:
    assert resolve_name("127.0.0.1", 80) == ["127.0.0.1"]

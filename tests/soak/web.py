"""The loopback web as a process of its own: every host a listening address, every request a line in a log.

``python -m tests.soak.web SCALE PORT BEGAN_AT LOG``, with the scale as JSON; it says ``ready`` and ends when its
input does. Times are those of the system's monotonic clock, which all processes share. A request begins when its head
has been read and ends just before the last of the answer is sent, so that the log never makes a pause too long.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import TextIO

from tests.soak.troubles import TROUBLES, Reply
from tests.soak.world import Scale, World

BACKLOG = 64


@dataclass(slots=True)
class Asked:
    """A request; ``left``: the client went away before the end, which the server notices a little later."""

    host: str
    path: str
    began_at: float
    ended_at: float = 0.0
    status: int = 0
    left: bool = False


class Web:
    """Serves a world; see the module."""

    def __init__(self, world: World, port: int, log: TextIO) -> None:
        self._world = world
        self._port = port
        self._log = log
        self._reply = lru_cache(maxsize=20_000)(world.reply)

    async def listen(self) -> list[asyncio.Server]:
        """Opens every host that listens."""
        named = self._world.trouble_of.items()
        return [await self._open(host) for host, trouble in named if trouble is None or TROUBLES[trouble].listens]

    async def _open(self, host: str) -> asyncio.Server:
        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                while await self._answer(host, reader, writer):
                    pass
            except (OSError, asyncio.IncompleteReadError):
                pass
            finally:
                writer.close()

        return await asyncio.start_server(connected, host, self._port, backlog=BACKLOG)

    async def _answer(self, host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection goes on after one request and its answer."""
        first = await reader.readexactly(1)
        asked = Asked(host, "(no HTTP)", time.monotonic())
        if first == b"\x16":  # a TLS hello
            reply = Reply(raw=b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", closes=True)
        else:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            asked.path = head.split(" ", 2)[1]
            reply = self._reply(host, asked.path, _header(head, "if-none-match"))
        try:
            await _send(reply, asked, reader, writer)
        finally:
            asked.ended_at = asked.ended_at or time.monotonic()
            self._log.write(json.dumps(asdict(asked)) + "\n")
            self._log.flush()
        return not (reply.closes or reply.resets or asked.left)


async def _send(reply: Reply, asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    asked.status = reply.status
    if not await _stays(reader, reply.before_s, asked):
        return
    if reply.raw is None:
        length = len(reply.body) if reply.length is None else reply.length
        lines = [f"HTTP/1.1 {reply.status} -", *(f"{name}: {value}" for name, value in reply.headers.items())]
        lines += [] if reply.status == 304 else [f"Content-Length: {length}"]
        data = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + reply.body
    else:
        data = reply.raw
    step = max(1, len(data) // reply.pieces)
    sent = 0
    while len(data) - sent > step and reply.pause_s:
        writer.write(data[sent : sent + step])
        sent += step
        if not await _stays(reader, reply.pause_s, asked):
            return
    asked.ended_at = time.monotonic()
    if reply.resets:
        _reset_on_close(writer)
    writer.write(data[sent:])
    await writer.drain()


async def _stays(reader: asyncio.StreamReader, seconds: float, asked: Asked) -> bool:
    """Waits; False as soon as the client has gone."""
    if not seconds:
        return True
    try:
        asked.left = not await asyncio.wait_for(reader.read(1), seconds)
    except TimeoutError:
        return True
    except ConnectionError:
        asked.left = True
    return False


def _reset_on_close(writer: asyncio.StreamWriter) -> None:
    linger = (1).to_bytes(4, sys.byteorder) + bytes(4)  # on, no time: RST instead of FIN
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


def _header(head: str, name: str) -> str | None:
    lines = (line.partition(":") for line in head.split("\r\n"))
    return next((value.strip() for key, _, value in lines if key.lower() == name), None)


async def main(scale: str, port: str, began_at: str, log: str) -> None:
    """Serves until standard input ends."""
    world = World(Scale(**json.loads(scale)), port=int(port), began_at=datetime.fromisoformat(began_at))
    with open(log, "a", encoding="utf-8") as file:  # noqa: PTH123 - the path came as a string
        await Web(world, int(port), file).listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

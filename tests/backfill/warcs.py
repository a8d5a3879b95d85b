"""WARC files as others write them: Common Crawl's shape, and what is wrong with some."""

from __future__ import annotations

import gzip
import io
from dataclasses import dataclass, field
from pathlib import Path

LEAD = "Quay TV has renewed 'Harbour Lights' for a {} season, the network announced on Tuesday."
MORE = (
    "The drama follows the keepers of a lighthouse and the smugglers who would rather see it dark. "
    "Its last season ended in the spring with the lamp out and half of the village at sea. "
)


def page(number: int = 1, *, lead: str = LEAD, charset: str = "utf-8", meta: str = "") -> bytes:
    """A page that claims something of a followed show, in other words for each number."""
    words = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    title = f"Harbour Lights returns, part {number}"
    text = f"{lead.format(words[number % len(words)])} {MORE * 3} This is note {number} of {number * 7} on the café."
    return (
        f"<html><head>{meta}<title>{title}</title>"
        f"<meta property='article:published_time' content='2026-03-{number % 28 + 1:02}T08:00:00Z'></head>"
        f"<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    ).encode(charset)


@dataclass(frozen=True)
class Answered:
    """One record; ``kind`` is its WARC-Type."""

    url: str = "https://press.example/news/1"
    body: bytes = field(default_factory=page)
    content_type: str = "text/html; charset=utf-8"
    status: str = "200 OK"
    date: str | None = "2026-03-05T10:00:00Z"
    kind: str = "response"
    more: tuple[tuple[str, str], ...] = ()
    """Further headers of the record."""
    http: bool = True

    def to_bytes(self) -> bytes:
        """As WARC 1.0, not gzipped."""
        header = f"HTTP/1.1 {self.status}\r\nContent-Type: {self.content_type}\r\n\r\n".encode()
        block = (header if self.http else b"") + self.body
        named = [("WARC-Type", self.kind), ("WARC-Target-URI", self.url), *self.more]
        if self.date is not None:
            named.append(("WARC-Date", self.date))
        named += [("Content-Type", "application/http; msgtype=response"), ("Content-Length", str(len(block)))]
        lines = "".join(f"{name}: {value}\r\n" for name, value in named)
        return b"WARC/1.0\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def written(*records: Answered | bytes, gzipped: bool = True) -> tuple[bytes, list[int]]:
    """A file of these records, and the offset of each."""
    out, offsets = io.BytesIO(), []
    for record in records:
        offsets.append(out.tell())
        data = record if isinstance(record, bytes) else record.to_bytes()
        out.write(gzip.compress(data, mtime=0) if gzipped else data)
    return out.getvalue(), offsets


def write(path: Path, *records: Answered | bytes) -> list[int]:
    """Writes the records to a file; the offset of each."""
    data, offsets = written(*records)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return offsets


def news(first: int, count: int, *, site: str = "press.example") -> list[Answered]:
    """Pages of one site, each on its own."""
    return [Answered(f"https://{site}/news/{number}", page(number)) for number in range(first, first + count)]

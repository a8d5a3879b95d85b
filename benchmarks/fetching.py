"""What asking costs, beside Scrapy doing no more than downloading: ``make bench``.

200 hosts of the loopback network, one request at a time each, served by a process of its own: first 2,000 gzipped
pages of 100 kB, then the same 2,000 answered with 304. Both clients are processes measured from their first request to
their last answer in the processor's time, and every answer is checked. We read robots.txt, judge each address, limit
what a body may inflate to and keep the order of a host's queue; Scrapy has its robots.txt, cookies, retries and
logging turned off and inflates as well.

Needs a system on which all of 127.0.0.0/8 is loopback, as Linux is.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from environments import python_with
from pages import background
from targets import Measured, note

HOSTS, PAGES_EACH, PAGE_BYTES = 200, 10, 100_000
ROUNDS: Final = 3
TARGET: Final = 1.5
PHASES: Final = ("pages", "answers of 304")
SCRAPY: Final = "scrapy==2.19.0"

SERVER: Final = """
import asyncio, sys
hosts, body = sys.argv[1].split(), sys.stdin.buffer.read()
KEPT = b"ETag: \\"1\\"\\r\\nConnection: keep-alive\\r\\n"
PAGE = (b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html; charset=utf-8\\r\\nContent-Encoding: gzip\\r\\n" + KEPT
        + b"Content-Length: %d\\r\\n\\r\\n%b" % (len(body), body))
RULES = b"User-agent: *\\nDisallow: /private/\\nAllow: /story/\\n"
ROBOTS = b"HTTP/1.1 200 OK\\r\\nContent-Type: text/plain\\r\\nContent-Length: %d\\r\\n\\r\\n%b" % (len(RULES), RULES)
UNCHANGED = b"HTTP/1.1 304 Not Modified\\r\\n" + KEPT + b"\\r\\n"

async def serve(reader, writer):
    try:
        while True:
            asked = await reader.readuntil(b"\\r\\n\\r\\n")
            is_conditional = b"\\r\\nif-none-match: " in asked.lower()
            is_robots = asked.startswith(b"GET /robots.txt")
            writer.write(ROBOTS if is_robots else UNCHANGED if is_conditional else PAGE)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()

async def main():
    first = await asyncio.start_server(serve, hosts[0], 0, backlog=512)
    port = first.sockets[0].getsockname()[1]
    await asyncio.start_server(serve, hosts[1:], port, backlog=512)
    print(port, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""

OURS: Final = """
import json, sys, time
from aggregator.fetch import Fetcher
from aggregator.models import Purpose, Request, Settings, Source, SourceId, SourceKind, Validators
urls, size = sys.stdin.read().split(), int(sys.argv[1])
settings = Settings(per_host_delay_s=0.0)
def requests(validators):
    for url in urls:
        source = Source(SourceId(url.split("/")[2]), SourceKind.PAGE, url, allow_private=True)
        yield Request(source, url, Purpose.ARTICLE, validators)
def asked(fetcher, validators):
    for request in requests(validators):
        fetcher.submit(request)
    return [len(result.response.body) if result.response else result.outcome.value for result in fetcher.results()]
with Fetcher(settings, version="bench") as fetcher:
    times = [time.process_time()]
    assert asked(fetcher, Validators()) == [size] * len(urls)
    times.append(time.process_time())
    assert asked(fetcher, Validators(etag='"1"')) == ["not_modified"] * len(urls)
    times.append(time.process_time())
    assert len(fetcher.robots_files()) == len({url.split("/")[2] for url in urls})
print(json.dumps(times))
"""

THEIRS: Final = """
import json, sys, time
import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.exceptions import DontCloseSpider
urls, size = sys.stdin.read().split(), int(sys.argv[1])
times, counts = [], [0, 0]
class Downloads(scrapy.Spider):
    name = "downloads"
    handle_httpstatus_list = [304]
    @classmethod
    def from_crawler(cls, crawler, *arguments, **named):
        spider = super().from_crawler(crawler, *arguments, **named)
        crawler.signals.connect(spider.idle, scrapy.signals.spider_idle)
        return spider
    async def start(self):
        times.append(time.process_time())
        for url in urls:
            yield scrapy.Request(url, dont_filter=True)
    def parse(self, response):
        counts[response.status == 304] += 1
        assert response.status == 304 or len(response.body) == size
    def idle(self):
        if sum(counts) < len(urls):
            raise DontCloseSpider
        times.append(time.process_time())
        if len(times) == 2:
            for url in urls:
                self.crawler.engine.crawl(scrapy.Request(url, headers={"If-None-Match": '"1"'}, dont_filter=True))
            raise DontCloseSpider
process = CrawlerProcess({
    "ROBOTSTXT_OBEY": False, "CONCURRENT_REQUESTS": 200, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0,
    "COOKIES_ENABLED": False, "RETRY_ENABLED": False, "REDIRECT_ENABLED": False, "TELNETCONSOLE_ENABLED": False,
    "LOG_ENABLED": False, "EXTENSIONS": {}, "REFERRER_POLICY": "no-referrer",
})
process.crawl(Downloads)
process.start()
assert counts == [len(urls)] * 2, counts
print(json.dumps(times))
"""


def page() -> bytes:
    """The plain page."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in islice(background("fetching"), 400))
    return f"<html><title>A page</title><body>{paragraphs}".encode()[:PAGE_BYTES]


@contextmanager
def served(hosts: list[str], body: bytes) -> Iterator[int]:
    """The port at which all hosts answer meanwhile."""
    command = [sys.executable, "-c", SERVER, " ".join(hosts)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:  # noqa: S603 - our own words
        assert server.stdin is not None  # noqa: S101 - as it was started
        assert server.stdout is not None  # noqa: S101 - as it was started
        server.stdin.write(body)
        server.stdin.close()
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


def seconds(python: Path | str, program: str, urls: list[str]) -> list[float]:
    """Of the processor for each phase."""
    command = [str(python), "-c", program, str(PAGE_BYTES)]
    done = subprocess.run(command, input="\n".join(urls), capture_output=True, text=True, check=False)  # noqa: S603 - as above
    if done.returncode:
        raise SystemExit(f"{python} did not get all answers:\n{done.stderr}")
    start, middle, end = json.loads(done.stdout)
    return [middle - start, end - middle]


def main() -> None:
    """Measures and prints."""
    scrapy = python_with("scrapy", SCRAPY)
    if scrapy is None:
        raise SystemExit("there is nothing to compare with")
    hosts = [f"127.0.1.{n}" for n in range(1, HOSTS + 1)]
    with served(hosts, gzip.compress(page())) as port:
        urls = [f"http://{host}:{port}/story/{n}" for n in range(PAGES_EACH) for host in hosts]
        rounds = [(seconds(sys.executable, OURS, urls), seconds(scrapy, THEIRS, urls)) for _ in range(ROUNDS)]
    ours, theirs = (list(map(min, *(pair[at] for pair in rounds))) for at in (0, 1))
    measured = []
    sys.stdout.write(f"{'requests per second of the processor':40} {'ours':>8} {'Scrapy':>8}\n")
    for name, we, they in zip(PHASES, ours, theirs, strict=True):
        sys.stdout.write(f"{name:40} {len(urls) / we:8.0f} {len(urls) / they:8.0f}\n")
        measured.append(Measured(f"fetch, {name}: times as many as Scrapy", they / we, TARGET))
    note("fetching", measured)


if __name__ == "__main__":
    main()

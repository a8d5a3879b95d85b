"""The parsers, called so that no feed or page can take the run down: within a time and a memory, or not at all.

What libraries do with hostile input cannot be foreseen and often not be interrupted: libxml2 needs a minute for
one tag with 200,000 attributes, and is deaf to Python meanwhile. So everything that reads a document runs in a
process of its own (``aggregator.parse.worker``), started with the first document and ended where it takes too long.
A call costs a tenth of a millisecond more than it would here, the start with all libraries half a second. What the
entries of a feed carry is therefore read many at a time (``aggregator.pipeline.carried``).
"""

from __future__ import annotations

import atexit
import pickle
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from aggregator.errors import ParseError
from aggregator.models import Article, Entry, EntryList, Outcome, Response, Source, SourceId, SourceKind

if TYPE_CHECKING:
    from aggregator.parse import FeedLink, Found, Outline
    from aggregator.parse.worker import Answer

MAX_COMPUTING_S = 10
"""Of the processor, for one document. The slowest honest pages take two seconds."""

MAX_PARSE_S = 60.0
"""By the clock, for one document, on a machine as busy as it gets; and where nothing else can be limited."""

MAX_ENDED = 3
"""A source whose documents have so often ended their parser is not read any further: each has cost its ten seconds."""


class ParserEndedError(ParseError):
    """A document was given up, and the process that read it with it."""


class ParserSparedError(ParseError):
    """A document was not even begun, since others of its source have ended too many parsers in this run."""


P = ParamSpec("P")
T = TypeVar("T")


class _Watchdog:
    """Ends ``process`` where one of its calls takes longer than ``limit_s``; one thread for all of them.

    It sleeps until the call that was under way when it last looked would be late, whatever has ended meanwhile.
    """

    def __init__(self, process: subprocess.Popen[bytes], limit_s: float) -> None:
        self._process = process
        self._limit_s = limit_s
        self._lock = threading.Lock()
        self._began_at: float | None = None
        self._dismissed = threading.Event()
        self.has_ended_it = False
        threading.Thread(target=self._watch, daemon=True).start()

    def call_begins(self) -> None:
        with self._lock:
            self._began_at = monotonic()

    def call_ends(self) -> None:
        """After this the call is not ended any more."""
        with self._lock:
            self._began_at = None

    def dismiss(self) -> None:
        """Ends the thread."""
        self._dismissed.set()

    def _watch(self) -> None:
        left_s = self._limit_s
        while not self._dismissed.wait(left_s):
            with self._lock:
                left_s = self._limit_s if self._began_at is None else self._began_at + self._limit_s - monotonic()
                if left_s <= 0:
                    self.has_ended_it = True
                    self._process.kill()
                    return


class ParserProcess:
    """Calls functions in a process of its own, one at a time; started when needed, and again where it was ended.

    Args:
        limit_s: Seconds by the clock after which a call is ended.
        cpu_s: Seconds of the processor after which it is.
    """

    def __init__(self, limit_s: float = MAX_PARSE_S, *, cpu_s: int = MAX_COMPUTING_S) -> None:
        self._limit_s = limit_s
        self._cpu_s = cpu_s
        self._running: tuple[subprocess.Popen[bytes], _Watchdog] | None = None
        self._ended: Counter[SourceId] = Counter()

    def forgive(self) -> None:
        """Forgets which sources have ended their parsers."""
        self._ended.clear()

    def refuse_spared(self, source: Source) -> None:
        """Nothing, unless ``source`` has ended too many parsers: ParserSparedError."""
        if self._ended[source.id] >= MAX_ENDED:
            detail = f"not read, since {MAX_ENDED} others of this source took too long or too much"
            raise ParserSparedError(detail, outcome=Outcome.PARSER_ENDED)

    def call_for(self, source: Source, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``call`` on behalf of ``source``.

        Raises:
            ParserSparedError: ``source`` has ended too many parsers.
        """
        self.refuse_spared(source)
        try:
            return self.call(function, *args, **kwargs)
        except ParserEndedError:
            self._ended[source.id] += 1
            raise

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``function`` returns; it and everything it takes and gives has to be picklable.

        Raises:
            ParseError: By ``function`` itself.
            ParserEndedError: It took too long, too much memory, or brought its process down.
            RuntimeError: ``function`` raised anything else, which is a bug; the message has its traceback.
        """
        if self._running is None:
            process = _start(self._cpu_s)
            self._running = process, _Watchdog(process, self._limit_s)
        process, watchdog = self._running
        try:
            watchdog.call_begins()
            answer = _ask(process, function, args, kwargs)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.close()
            if watchdog.has_ended_it or process.returncode == -getattr(signal, "SIGXCPU", 0):
                why = f"took more than {self._cpu_s} s of computing, or {self._limit_s:g} s in all"
            else:
                why = "brought its parser down"
            raise ParserEndedError(f"{why}; not read", outcome=Outcome.PARSER_ENDED) from None
        except BaseException:  # Ctrl-C: the answer that is still to come would be taken for the next one's
            self.close()
            raise
        finally:
            watchdog.call_ends()
        if answer.retires or watchdog.has_ended_it:
            self.close()
        if answer.error is not None:
            raise answer.error
        value: T = answer.value
        return value

    def close(self) -> None:
        """Ends the process, if there is one; the next call starts another."""
        running, self._running = self._running, None
        if running is not None:
            process, watchdog = running
            watchdog.dismiss()
            process.kill()
            process.communicate()


def _start(cpu_s: int) -> subprocess.Popen[bytes]:
    # Our own search path, as it may be the directory that we were started in.
    program = f"import sys; sys.path[:] = {sys.path!r}; from aggregator.parse.worker import serve; serve({cpu_s})"
    process = subprocess.Popen(  # noqa: S603 - no shell, and every word of it is ours
        [sys.executable, "-P", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        _read(process)
    except KeyboardInterrupt:
        process.kill()
        process.communicate()
        raise
    except EOFError:
        process.communicate()
        raise RuntimeError(f"the parsers' process does not start: {sys.executable} -P -c {program!r}") from None
    return process


def _ask(process: subprocess.Popen[bytes], function: object, args: object, kwargs: object) -> Answer:
    assert process.stdin is not None  # noqa: S101 - as it was started
    pickle.dump((function, args, kwargs), process.stdin, pickle.HIGHEST_PROTOCOL)
    process.stdin.flush()
    return _read(process)


def _read(process: subprocess.Popen[bytes]) -> Answer:
    assert process.stdout is not None  # noqa: S101 - as it was started
    answer: Answer = pickle.load(process.stdout)  # noqa: S301 - written by our own code
    return answer


_parsers = ParserProcess()
atexit.register(_parsers.close)

# ``aggregator.parse`` is imported by what needs it: most runs of most hours find nothing to parse.


def forgive_sources() -> None:
    """Spares no source for what its documents did until now: what is read next does not depend on what was before."""
    _parsers.forgive()


def parse_source(source: Source, response: Response, *, max_entries: int) -> EntryList:
    """``aggregator.parse.parse_source``, within limits."""
    from aggregator import parse

    return _parsers.call_for(source, parse.parse_source, source, response, max_entries=max_entries)


def kind_of_answer(response: Response) -> SourceKind | None:
    """``aggregator.parse.kind_of_answer``, within limits."""
    from aggregator import parse

    return _parsers.call(parse.kind_of_answer, response)


def feed_links(response: Response) -> tuple[FeedLink, ...]:
    """``aggregator.parse.feed_links``, within limits."""
    from aggregator import parse

    return _parsers.call(parse.feed_links, response)


def parse_opml(content: bytes, name: str) -> tuple[Outline, ...]:
    """``aggregator.parse.parse_opml``, within limits."""
    from aggregator import parse

    return _parsers.call(parse.parse_opml, content, name)


def probe_links(source: Source, response: Response) -> tuple[Found, ...]:
    """``aggregator.parse.probe_links``, within limits."""
    from aggregator import parse

    return _parsers.call_for(source, parse.probe_links, response, source.selectors)


def probe_page(source: Source, response: Response) -> tuple[Found, ...]:
    """``aggregator.parse.probe_page``, within limits."""
    from aggregator import parse

    return _parsers.call_for(source, parse.probe_page, response, source.selectors)


def parse_article(response: Response, source: Source, entry: Entry | None) -> Article:
    """``aggregator.parse.parse_article``, within limits."""
    from aggregator import parse

    return _parsers.call_for(source, parse.parse_article, response, source, entry)


def entry_is_whole(entry: Entry) -> bool:
    """``aggregator.parse.entry_is_whole``, within limits; content that exceeds them is none."""
    from aggregator import parse

    if entry.content_html is None:
        return False
    try:
        return _parsers.call(parse.entry_is_whole, entry)
    except ParseError:
        return False


def article_from_entry(entry: Entry, source: Source) -> Article | None:
    """``aggregator.parse.article_from_entry``, within limits; content that exceeds them is left out and flagged."""
    from aggregator import parse

    if entry.content_html is None:
        return parse.article_from_entry(entry, source)
    try:
        return _parsers.call_for(source, parse.article_from_entry, entry, source)
    except ParseError:
        flagged = replace(entry, content_html=None, flags=(*entry.flags, "content_refused"))
        return parse.article_from_entry(flagged, source)


def articles_from_entries(entries: Sequence[Entry], source: Source) -> list[Article | None]:
    """``article_from_entry`` for each in one call, within the limits of one.

    Raises:
        ParseError: They exceed the limits together, which does not count against ``source``, or it is spared.
    """
    from aggregator import parse

    _parsers.refuse_spared(source)
    return _parsers.call(parse.articles_from_entries, entries, source)

"""Whether the sources can be reached from here: one of each host is asked, as a run would ask it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from aggregator.fetch.reach import Reach
from aggregator.models import FetchResult, Purpose, Request, Severity, Source
from aggregator.pipeline.checkup import Check, ok, problem
from aggregator.urls import host_of

if TYPE_CHECKING:
    from aggregator.fetch import Fetcher
    from aggregator.store import Store

MAX_HOSTS: Final = 20
"""Hosts that are asked: enough to tell a broken network from a broken source, few enough to wait for."""

ASK_FOR_S: Final = 30.0
"""How long that may take in all."""


def one_of_each_host(sources: Iterable[Source]) -> list[Source]:
    """The first enabled source of each host, of ``MAX_HOSTS`` at most; those that lack a secret are left out."""
    first: dict[str, Source] = {}
    for source in sources:
        if source.enabled and not source.missing_secrets:
            first.setdefault(host_of(source.url), source)
    return list(first.values())[:MAX_HOSTS]


def check_reach(sources: Iterable[Source], fetcher: Fetcher, store: Store | None) -> Iterator[Check]:
    """Asks one source of each host by way of the gate and robots.txt, conditionally where that is possible.

    Args:
        sources: All that are configured.
        fetcher: Asks them.
        store: Knows the validators of earlier answers; None where there is no database.
    """
    asked, reach, failed = one_of_each_host(sources), Reach(), []
    for source in asked:
        known = store.load_resource(source.url) if store else None
        fetcher.submit(Request(source, source.url, Purpose.SOURCE, *([known.validators] if known else [])))
    for result in fetcher.results():
        reach.note(result)
        if result.severity is not Severity.OK:
            failed.append(result)
    if not asked:
        return
    if reach.is_offline:
        yield problem("network", f"none of {len(asked)} hosts could be reached", "check the network of this machine")
        return
    yield ok("network", f"{len(asked) - len(failed)} of {len(asked)} hosts answer as they should")
    for result in failed:
        yield problem("network", _why(result), "open it in a browser; a run tries again by itself")


def _why(result: FetchResult) -> str:
    detail = result.detail or str(result.outcome).replace("_", " ")
    return f"{result.request.source.id} ({host_of(result.request.url)}): {detail}"

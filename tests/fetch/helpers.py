"""What the tests of fetch share: sources on loopback, and a run of the fetcher to its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aggregator.fetch import Fetcher
from aggregator.models import FetchResult, Purpose, Request, Settings, Source, SourceId, SourceKind, Validators

FAST = Settings(
    per_host_delay_s=0.0, connect_timeout_s=2.0, total_timeout_s=5.0, concurrency=4, contact="tv@example.org"
)


def make_source(
    url: str,
    *,
    kind: SourceKind = SourceKind.FEED,
    headers: Mapping[str, str] | None = None,
    allow_private: bool = True,
) -> Source:
    return Source(SourceId("news"), kind, url, headers=headers or {}, allow_private=allow_private)


def make_request(
    url: str,
    *,
    purpose: Purpose = Purpose.SOURCE,
    validators: Validators | None = None,
    source: Source | None = None,
) -> Request:
    return Request(source or make_source(url), url, purpose, validators or Validators())


def fetch_all(*requests: Request, settings: Settings = FAST, deadline_s: float | None = None) -> list[FetchResult]:
    with Fetcher(settings, version="1.0", deadline_s=deadline_s) as fetcher:
        for request in requests:
            fetcher.submit(request)
        return list(fetcher.results())


def fetch_one(request: Request | str, **changed: object) -> FetchResult:
    """The result of one request; keyword arguments change the settings."""
    if isinstance(request, str):
        request = make_request(request)
    (result,) = fetch_all(request, settings=replace(FAST, **changed))  # type: ignore[arg-type]  # tests name fields
    return result

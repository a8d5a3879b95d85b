from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aggregator.fetch import Reach
from aggregator.models import Attempt, FetchResult, Outcome, Severity
from tests.fetch.helpers import make_request

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def _result(url: str, *outcomes: Outcome, status: int | None = None) -> FetchResult:
    attempts = tuple(Attempt(url, outcome, Severity.TEMPORARY, NOW, 0.1, status=status) for outcome in outcomes)
    return FetchResult(make_request(url), outcomes[-1], Severity.TEMPORARY, attempts)


NO_NAME = _result("https://a.test/feed", Outcome.DNS_FAILED)
NO_WAY = _result("https://b.test/feed", Outcome.CONNECT_FAILED)
THIRD = "https://c.test/"
OFFLINE = {
    "nothing was asked": ([], False),
    "no host was reached (case 103)": ([NO_NAME, NO_WAY], True),
    "one host may be gone for itself": ([NO_NAME, _result("https://a.test/x", Outcome.DNS_FAILED)], False),
    "an error is an answer": ([NO_NAME, NO_WAY, _result(THIRD, Outcome.FORBIDDEN, status=403)], False),
    "we never tried the third": ([NO_NAME, NO_WAY, _result(THIRD, Outcome.POSTPONED)], True),
    "the third is forbidden, as we know": (
        [NO_NAME, NO_WAY, _result(THIRD, Outcome.DISALLOWED)],
        True,
    ),
    "somebody is there, if slow": ([NO_NAME, NO_WAY, _result(THIRD, Outcome.TIMEOUT)], False),
    "somebody was slow with a robots.txt": (
        [NO_NAME, NO_WAY, _result(THIRD, Outcome.TIMEOUT, Outcome.ROBOTS_UNREACHABLE)],
        False,
    ),
}


@pytest.mark.parametrize(("results", "expected"), OFFLINE.values(), ids=OFFLINE)
def test_whether_the_network_is_down(results: list[FetchResult], expected: bool) -> None:
    reach = Reach()
    for result in results:
        reach.note(result)
    assert reach.is_offline is expected

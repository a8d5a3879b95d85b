"""Hundreds of hosts at once, many of them bad: a good guest everywhere, all that is good collected, memory flat."""

from __future__ import annotations

import sqlite3
import sys
from collections import defaultdict
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from aggregator.cli.exits import Exit
from aggregator.models import Outcome
from tests.soak.harness import Bench, Measured, serving
from tests.soak.troubles import TROUBLES
from tests.soak.web import Asked
from tests.soak.world import Scale

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc, and 127.0.0.0/8 as hosts")

MAX_MEMORY_MB: Final = 250.0
"""Of a run's two processes together, however many sources there are."""
MAX_GROWTH_MB: Final = 25.0
"""From the middle of a run to its end, and from one run to the next: what caches and allocators may keep."""
NOTICED_S: Final = 0.1
"""How much later than it happens a busy server may see that a client has come or gone."""
MAX_NOTICED_LATER: Final = 0.02
"""Of all pauses, how many it may see later still; a delay that is not kept shows in nearly all of them."""
MAX_RUN_S: Final = 900.0
"""By the clock, on a machine that is busy with other things; alone it takes a fifth of that."""
MAX_CPU_S: Final = 300.0
"""Of the processor, for the first run; measured were 130."""
PAGES: Final = 10
"""Per source and run; bounds what a trap costs."""


def test_a_small_web_in_which_every_second_host_is_bad(tmp_path: Path) -> None:
    delay_s = 0.2
    with serving(tmp_path, Scale(hosts=2 * len(TROUBLES), sources=3 * len(TROUBLES), bad_every=2)) as bench:
        bench.configure(_settings(delay_s, timeout_s=0.5, concurrency=64))
        first = bench.run()
        _check_first(bench, first)
        second = bench.run()
        _check_second(bench, first, second)
    for run in (first, second):
        _check_manners(run, delay_s)
        _check_bounds(bench, run)


@pytest.mark.soak
def test_two_thousand_sources_on_five_hundred_hosts_a_tenth_of_them_bad(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    delay_s = 0.2
    with serving(tmp_path, Scale(hosts=500, sources=2_000, bad_every=10)) as bench:
        bench.configure(_settings(delay_s, timeout_s=3.0, concurrency=64))
        runs = [bench.run()]
        _check_first(bench, runs[0])
        runs += [bench.run(), bench.run()]
        _check_second(bench, *runs[:2])
    with capsys.disabled():
        for number, run in enumerate(runs, 1):
            sys.stdout.write(f"\n{run.line(f'run {number}')}")
        sys.stdout.write(f"\n{len(_stored(bench) & bench.world.expected_urls())} of {len(bench.world.expected_urls())}")
        sys.stdout.write(" articles expected are stored\n")
    for run in runs:
        _check_manners(run, delay_s)
        _check_bounds(bench, run)
        _check_memory(run)
    assert max(runs[2].memory_mb) <= max(runs[0].memory_mb) + MAX_GROWTH_MB
    assert max(runs[2].memory_mb) <= max(runs[1].memory_mb) + MAX_GROWTH_MB
    assert max(run.duration_s for run in runs) < MAX_RUN_S
    assert runs[0].cpu_s < MAX_CPU_S


def _settings(delay_s: float, *, timeout_s: float, concurrency: int) -> str:
    return (
        f"{{per_host_delay_s: {delay_s}, total_timeout_s: {timeout_s}, connect_timeout_s: {timeout_s},"
        f" concurrency: {concurrency}, max_attempts: 2, max_redirects: 4, max_pages_per_source: {PAGES}}}"
    )


def _check_manners(run: Measured, delay_s: float) -> None:
    """One request at a time for every host, with the delay in between."""
    assert run.asked
    hasty = []
    pairs = [pair for asked in _by_host(run.asked).values() for pair in pairwise(asked)]
    for one, following in pairs:
        late_s = NOTICED_S if one.left else 0.0
        pause_s = following.began_at - one.ended_at
        assert pause_s >= -late_s, (one, following)
        if pause_s < delay_s - late_s:
            hasty.append((one, following))
    assert len(hasty) <= MAX_NOTICED_LATER * len(pairs), hasty


def _check_bounds(bench: Bench, run: Measured) -> None:
    """No host is asked more than its sources can need, whatever traps it sets."""
    places = defaultdict(list)
    for place in bench.world.places:
        places[place.host].append(place)
    for host, asked in _by_host(run.asked).items():
        most = sum(2 * (PAGES + 1) for _ in places[host]) + 12  # two attempts; redirects of one request
        assert len(asked) <= most, (host, bench.world.trouble_of[host])


def _check_first(bench: Bench, run: Measured) -> None:
    assert run.exit_code == Exit.SOURCES_FAILED, run.said
    assert run.summary["unexpected"] == 0
    for host, asked in _by_host(run.asked).items():
        assert asked[0].path in ("/robots.txt", "(no HTTP)"), host
    assert bench.world.expected_urls() - _stored(bench) == set()
    outcomes = _outcomes(bench)
    for host, trouble in bench.world.trouble_of.items():
        met = [outcomes[place.id] for place in bench.world.places if place.host == host]
        allowed = TROUBLES[trouble].outcomes if trouble else (Outcome.OK,)
        assert set(met) <= set(allowed), (trouble, met)
        assert allowed[0] in met, (trouble, met)


def _check_second(bench: Bench, first: Measured, second: Measured) -> None:
    """What has not changed costs little: no article, no page, no robots.txt is asked for again."""
    assert second.summary["unexpected"] == 0
    assert second.summary["articles_new"] == second.summary["articles_updated"] == 0
    good = [place for place in bench.world.places if place.trouble is None]
    hosts = {place.host for place in good}
    assert sum(asked.host in hosts for asked in second.asked) == len(good)
    assert sum(asked.status == 304 for asked in second.asked if asked.host in hosts) > 0.8 * len(good)
    assert second.cpu_s < first.cpu_s / 2


def _check_memory(run: Measured) -> None:
    assert max(run.memory_mb) < MAX_MEMORY_MB
    assert run.memory_at(0.95) <= run.memory_at(0.5) + MAX_GROWTH_MB


def _by_host(asked: list[Asked]) -> dict[str, list[Asked]]:
    found = defaultdict(list)
    for one in asked:
        found[one.host].append(one)
    return found


def _stored(bench: Bench) -> set[str]:
    with closing(sqlite3.connect(bench.database)) as database:
        return {url for (url,) in database.execute("SELECT canonical_url FROM articles")}


def _outcomes(bench: Bench) -> dict[str, Outcome]:
    """How each source ended last, by the database."""
    with closing(sqlite3.connect(bench.database)) as database:
        rows = database.execute("SELECT source_id, last_outcome FROM source_states")
        return {source_id: Outcome(outcome) for source_id, outcome in rows}

"""The same rows by any engine and any number of workers, whatever kills them; real processes, a real cluster."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregator.backfill import Job, ShardResult, process_shard
from aggregator.backfill.driver import MAX_ATTEMPTS
from tests.backfill.deadly import (
    DEADLY,
    dies_of_some_records,
    dies_once_in_a_shard,
    hangs_on_some_records,
    stumbles,
)
from tests.backfill.desk import Desk
from tests.backfill.warcs import Answered, news, page, write

ALONE = pytest.mark.soak
ENGINES = [
    pytest.param("local", 1, marks=ALONE),
    ("local", 2),
    pytest.param("dask", 1, marks=ALONE),
    ("dask", 2),
]


@pytest.fixture
def three_archives(desk: Desk) -> Desk:
    """With a copy on another site, and a page that is rewritten from one file to the next."""
    write(desk.archives / "a.warc.gz", *news(1, 3))
    write(desk.archives / "b.warc.gz", *news(4, 3), Answered("https://copy.example/5", page(5)))
    later = Answered("https://press.example/news/1", page(9), date="2026-04-01T00:00:00Z")
    write(desk.archives / "c.warc.gz", *news(7, 2), later)
    return desk


@pytest.fixture
def plain(three_archives: Desk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What there is to find, as one process finds it."""
    by_hand = Desk(tmp_path_factory.mktemp("plain"))
    by_hand.archives.symlink_to(three_archives.archives)
    assert by_hand.read("serial") == {}
    by_hand.merge()
    found = by_hand.content()
    assert len(found["articles"]) == 8
    assert len(found["article_revisions"]) == 1
    assert found["claims"]
    assert found["facts"]
    return found


@pytest.mark.parametrize(("engine", "workers"), ENGINES)
def test_every_engine_finds_the_same(three_archives: Desk, plain: object, engine: str, workers: int) -> None:
    assert three_archives.read(engine, workers) == {}
    three_archives.merge()
    assert three_archives.content() == plain


@pytest.mark.parametrize("engine", [pytest.param("local", marks=ALONE), "dask"])
def test_workers_killed_in_the_middle_of_a_file(
    three_archives: Desk, plain: object, engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deaths").mkdir()
    monkeypatch.setenv("TEST_DEATHS", str(tmp_path / "deaths"))
    assert three_archives.read(engine, 2, process=dies_once_in_a_shard) == {}
    assert list((tmp_path / "deaths").iterdir())
    three_archives.merge()
    assert three_archives.content() == plain
    assert not any(result.set_aside for result in three_archives.results())


@pytest.mark.parametrize(
    ("engine", "deadly"), [("local", 1), ("dask", 1), pytest.param("dask", 2, marks=ALONE)], ids=str
)
def test_records_that_always_kill_are_set_aside_and_nothing_else(
    desk: Desk, engine: str, deadly: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Two in one file are more deaths than Dask allows a task."""
    killers = [Answered(f"https://press.example/{DEADLY}/{number}", page(number)) for number in range(20, 20 + deadly)]
    records = news(1, 3)
    offsets = write(desk.archives / "a.warc.gz", records[0], *killers, *records[1:])
    assert desk.read(engine, 1, process=dies_of_some_records) == {}
    set_aside = [(record.offset, record.why) for record in desk.result().set_aside]
    assert set_aside == [(offset, "killed") for offset in offsets[1 : 1 + deadly]]
    without = Desk(tmp_path_factory.mktemp("without"))
    write(without.archives / "a.warc.gz", *records)
    without.read()
    for one in (desk, without):
        one.merge()
    assert desk.content() == without.content()


@ALONE
def test_a_record_that_takes_for_ever_is_set_aside(desk: Desk) -> None:
    records = news(1, 3)
    offsets = write(desk.archives / "a.warc.gz", records[0], Answered(f"https://press.example/{DEADLY}"), *records[1:])
    assert desk.read("local", 1, process=hangs_on_some_records) == {}
    assert [(record.offset, record.why) for record in desk.result().set_aside] == [(offsets[1], "killed")]
    assert desk.result().counts["findings"] == 3


def test_a_file_that_cannot_be_read_is_tried_so_often_and_costs_no_other(desk: Desk) -> None:
    write(desk.archives / "a.warc.gz", *news(1, 1))
    failed = desk.read("serial", process=stumbles)
    assert [str(error) for error in failed.values()] == ["the archive's disk is gone"]
    assert len(desk.done) == MAX_ATTEMPTS
    assert desk.results() == []
    assert desk.read("serial") == {}
    assert desk.result().counts["articles"] == 1


def test_the_largest_file_is_begun_first(desk: Desk) -> None:
    """So that at the end no worker has a large one in hand while the others have nothing."""
    for name, count in (("a", 1), ("b", 3), ("c", 2)):
        write(desk.archives / f"{name}.warc.gz", *news(1, count))
    begun: list[str] = []

    def process(job: Job) -> ShardResult:
        begun.append(Path(job.shard.path).name[0])
        return process_shard(job)

    desk.read(process=process)
    assert begun == ["b", "c", "a"]

"""News are told once, to everybody, whatever is killed or refuses in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aggregator.models import Message, NotifyRule
from aggregator.notify import digest_of
from aggregator.pipeline.notices import prepare_notices, send_notices
from aggregator.store import Store
from tests.pipeline.archives import Archive, told

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
RULE = NotifyRule("phone", ("json://phone",))
THIRD = told("a.test/1", "Quay TV has renewed Harbour Lights for a third season.")
FOURTH = told("b.test/2", "Quay TV has renewed Salt Road for a fourth season.")


@dataclass
class Post:
    """Takes messages, unless an address is ``down``."""

    sent: list[tuple[str, Message]] = field(default_factory=list)
    down: set[str] = field(default_factory=set)

    def __call__(self, url: str, message: Message) -> str | None:
        if url in self.down:
            return "no"
        self.sent.append((url, message))
        return None

    @property
    def titles(self) -> list[str]:
        return [message.title for _, message in self.sent]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "aggregator.db")


@pytest.fixture
def store(archive: Archive) -> Iterator[Store]:
    with Store.open(archive.path) as store:
        yield store


def _prepare(store: Store, *rules: NotifyRule) -> None:
    prepare_notices(store, rules or (RULE,))


def _tell(store: Store, post: Post, *rules: NotifyRule) -> list[str]:
    return send_notices(store, rules or (RULE,), send=post, now=NOW)


def test_what_a_run_found_is_told_once(archive: Archive, store: Store) -> None:
    post = Post()
    _prepare(store)
    archive.take([THIRD])
    assert _tell(store, post) == []
    _prepare(store)
    assert _tell(store, post) == []
    assert post.titles == ["Harbour Lights, season 3: renewed (confirmed)"]


def test_what_was_known_before_the_rule_is_no_news(archive: Archive, store: Store) -> None:
    archive.take([THIRD])
    post = Post()
    _prepare(store)
    archive.take([FOURTH])
    _tell(store, post)
    assert post.titles == ["Salt Road, season 4: renewed (confirmed)"]


def test_a_run_that_was_killed_before_it_could_tell_is_told_by_the_next(archive: Archive, store: Store) -> None:
    post = Post()
    _prepare(store)
    archive.take([THIRD])
    _prepare(store)
    archive.take([FOURTH])
    _tell(store, post)
    assert post.titles == ["2 changes: Harbour Lights, Salt Road"]


def test_what_could_not_be_sent_is_part_of_the_next_message(archive: Archive, store: Store) -> None:
    post = Post(down={"json://phone"})
    _prepare(store)
    archive.take([THIRD])
    assert _tell(store, post) == ["notify rule phone: no"]
    assert store._database.rows("SELECT failures, told_at FROM notify_states") == [{"failures": 1, "told_at": None}]
    post.down.clear()
    archive.take([FOURTH])
    assert _tell(store, post) == []
    assert post.titles == ["2 changes: Harbour Lights, Salt Road"]
    assert store._database.rows("SELECT failures, told_at FROM notify_states") == [
        {"failures": 0, "told_at": "2026-06-01T12:00:00Z"}
    ]


def test_an_address_that_is_down_costs_the_others_nothing(archive: Archive, store: Store) -> None:
    both, post = replace(RULE, urls=("json://a", "json://b")), Post(down={"json://a"})
    _prepare(store, both)
    archive.take([THIRD])
    assert _tell(store, post, both) == ["notify rule phone, address 1: no"]
    post.down.clear()
    _tell(store, post, both)
    assert [url for url, _ in post.sent] == ["json://b", "json://a"]


def test_an_address_that_takes_the_place_of_another_is_told_what_that_one_was_not(
    archive: Archive, store: Store
) -> None:
    post = Post(down={"json://phone"})
    _prepare(store)
    archive.take([THIRD])
    _tell(store, post)
    new = replace(RULE, urls=("json://new",))
    _prepare(store, new)
    _tell(store, post, new)
    assert [url for url, _ in post.sent] == ["json://new"]


def test_a_further_address_is_told_what_comes(archive: Archive, store: Store) -> None:
    post = Post()
    _prepare(store)
    archive.take([THIRD])
    _tell(store, post)
    both = replace(RULE, urls=("json://phone", "json://b"))
    _prepare(store, both)
    _tell(store, post, both)
    assert len(post.sent) == 1


def test_an_address_that_is_missing_for_a_while_is_told_all(archive: Archive, store: Store) -> None:
    unset, post = replace(RULE, urls=(), missing_secrets=("PHONE",)), Post()
    _prepare(store)
    _prepare(store, unset)
    archive.take([THIRD])
    assert _tell(store, post, unset) == ["notify rule phone: the environment variable PHONE is not set"]
    _prepare(store)
    _tell(store, post)
    assert len(post.sent) == 1


def test_a_rule_that_is_gone_is_forgotten(archive: Archive, store: Store) -> None:
    _prepare(store)
    _prepare(store, replace(RULE, id="mail"))
    assert store._database.rows("SELECT rule_id FROM notify_states") == [{"rule_id": "mail"}]
    archive.take([THIRD])
    post = Post()
    _prepare(store)
    _tell(store, post)
    assert post.sent == []


def test_no_address_is_stored(archive: Archive, store: Store) -> None:
    secret = replace(RULE, urls=("tgram://s3cr3t-t0ken/42",))
    _prepare(store, secret)
    assert digest_of(secret.urls[0]) in str(store._database.rows("SELECT * FROM notify_states"))
    assert b"s3cr3t" not in archive.path.read_bytes() + archive.path.with_name("aggregator.db-wal").read_bytes()


def test_an_alarm_is_told_when_it_begins_and_when_it_ends(archive: Archive, store: Store) -> None:
    post = Post()
    archive.take([])
    _prepare(store)
    alarm = "INSERT INTO source_alarms (source_id, code, detail, began_at, seen, cleared, told_run_id)"
    for step in (
        f"{alarm} VALUES ('wire', 'failing', 'a doubt', '2026-01-01', 1, 0, NULL)",
        "UPDATE source_alarms SET told_run_id = (SELECT max(id) FROM runs), detail = 'is down'",
        "SELECT 1",
        "UPDATE source_alarms SET ended_at = '2026-02-01', ended_run_id = (SELECT max(id) FROM runs)",
        "SELECT 1",
    ):
        archive.take([], now=NOW + timedelta(hours=1))
        store._database.execute(
            "INSERT OR IGNORE INTO sources VALUES ('wire', 'feed', NULL, NULL, 'press', NULL, '{}',"
            " NULL, NULL, NULL, NULL, '[]', 1, 1, '2026', '2026')"
        )
        store._database.execute(step)
        _tell(store, post)
    assert post.titles == ["wire in trouble", "wire well again"]
    assert "wire: is down" in post.sent[0][1].text

"""The same articles in any order of arrival make the same articles, stories and facts, but for the numbers of rows."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from aggregator.models import Authority, Show, ShowId
from aggregator.text import slugify
from tests.pipeline.archives import Archive, source, told

DUPLICATES = Path(__file__).parents[2] / "fixtures" / "duplicates"
GOLD = Path(__file__).parents[2] / "fixtures" / "gold"
ORDERS = 10
SAMPLE = 24
"""Articles of each set that are imported in every order: more would only take longer."""


@cache
def gold() -> tuple[tuple[Show, ...], list[dict[str, Any]]]:
    """The shows of two labelled sets, and of each set the articles on the shows that have most of them."""
    shows: dict[str, Show] = {}
    lines = []
    for name in ("dev1", "dev2"):
        for row in json.loads((GOLD / f"{name}.shows.json").read_text(encoding="utf-8")):
            show = Show(ShowId(slugify(row["title"])), row["title"], tuple(row["aliases"]), row["network"])
            shows[show.id] = show
        texts = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        lines += [json.loads(text) for text in Random(7).sample(texts, SAMPLE)]
    return tuple(shows.values()), lines


def told_of(archive: Archive) -> tuple[Any, ...]:
    return archive.articles(), archive.stories(), archive.facts()


@cache
def in_the_order_of_the_files(folder: Path) -> tuple[Any, ...]:
    shows, lines = gold()
    archive = Archive(folder / "first.db", shows)
    archive.take(lines)
    return told_of(archive)


@pytest.mark.parametrize("seed", range(ORDERS))
def test_labelled_articles_in_any_order(seed: int, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    shows, lines = gold()
    expected = in_the_order_of_the_files(tmp_path_factory.getbasetemp())
    shuffled = Random(seed).sample(lines, len(lines))
    archive = Archive(tmp_path / "a.db", shows)
    middle = Random(seed).randrange(len(lines))
    archive.take(shuffled[:middle])  # facts drawn half-way must not show in the end
    archive.take(shuffled[middle:])
    for found, wanted in zip(told_of(archive), expected, strict=True):
        assert found == wanted
    assert len(expected[2]) > 50


@pytest.mark.parametrize("seed", range(3))
def test_labelled_copies_in_any_order(seed: int, tmp_path: Path) -> None:
    """Rewrites, excerpts and twin pages of ten made-up stories, met in sources of every authority."""
    lines = [json.loads(text) for text in (DUPLICATES / "texts.jsonl").read_text(encoding="utf-8").splitlines()]
    lines = [line | {"source": Random(line["url"]).choice(list(Authority)).value} for line in lines]
    shows = tuple(Show(ShowId(slugify(title)), title) for title in _quoted_titles(lines))
    outcomes: list[tuple[Any, ...]] = []
    for order in (lines, Random(seed).sample(lines, len(lines))):
        archive = Archive(tmp_path / f"{len(outcomes)}.db", shows, SOURCES)
        archive.take(order)
        outcomes.append(told_of(archive))
    assert outcomes[0] == outcomes[1]
    assert len(outcomes[0][1]) > 20


def _quoted_titles(lines: list[dict[str, Any]]) -> list[str]:
    found = {title for line in lines for title in re.findall(r"[“‘]([A-Z][\w ]+?)[”’]", line["title"])}
    return sorted(found)


SOURCES = tuple(source(authority, authority) for authority in Authority)
WIRE = (
    "Quay TV has renewed Harbour Lights for a third season, which will premiere in March 2026. Filming begins in "
    "Lisbon this spring, Ada Miro will return as Captain Reed, and eight new episodes have been ordered."
)


def met_in(name: str, line: dict[str, Any]) -> dict[str, Any]:
    return line | {"source": name}


COPIES = {
    "by authority": [
        met_in("press", told("a.example/1", WIRE, title="Harbour Lights gets a third season")),
        met_in("official", told("z.example/1", WIRE, title="Harbour Lights renewed", on="2025-03-09")),
        met_in("farm", told("m.example/1", WIRE, title="Harbour Lights: all we know", on="2025-03-01")),
    ],
    "by time": [
        met_in("press", told("a.example/1", WIRE, title="Harbour Lights gets a third season", on="2025-03-05")),
        met_in("press", told("z.example/1", WIRE, title="Harbour Lights renewed", on="2025-03-04")),
        met_in("press", told("m.example/1", WIRE, title="Harbour Lights: all we know") | {"published": None}),
    ],
    "by address": [
        met_in("press", told("c.example/1", WIRE)),
        met_in("press", told("a.example/1", WIRE.replace(", ", " – "))),
        met_in("press", told("b.example/1", WIRE.upper())),
    ],
    "at one address": [
        met_in("farm", told("a.example/1", WIRE, on="2025-03-05")),
        met_in("trade", told("www.a.example/1?utm_source=x", WIRE)),
        met_in("farm", told("b.example/1", WIRE)),
    ],
    "seen at different times": [
        told("a.example/1", WIRE) | {"published": None, "seen_at": "2025-03-09T09:00:00Z"},
        told("a.example/1", WIRE) | {"published": None, "seen_at": "2025-03-04T09:00:00Z"},
        told("b.example/1", WIRE) | {"published": None, "seen_at": "2025-03-06T09:00:00Z"},
    ],
    "under headlines of their own": [
        told("a.example/1", WIRE, title="Harbour Lights gets a third season"),
        told("b.example/1", WIRE, title="Kitchen bakery competition cancelled"),
        told("c.example/1", WIRE, title="Cameras to roll in Lisbon"),
    ],
}


@pytest.mark.parametrize("lines", COPIES.values(), ids=COPIES)
def test_copies_in_any_order(lines: list[dict[str, Any]], tmp_path: Path) -> None:
    outcomes: list[tuple[Any, ...]] = []
    for number, order in enumerate(permutations(lines)):
        archive = Archive(tmp_path / f"{number}.db", sources=SOURCES)
        archive.take(order)
        outcomes.append(told_of(archive))
        archive.take(order)
        assert told_of(archive) == outcomes[-1]
    assert all(outcome == outcomes[0] for outcome in outcomes)
    assert outcomes[0][2]


def test_the_better_copy_is_the_article_and_nobody_has_rewritten_anything(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.db", sources=SOURCES)
    archive.take(COPIES["by authority"])
    ((url, title, source_id, published_at, _),) = archive.articles()
    assert (url, title, source_id) == ("https://z.example/1", "Harbour Lights renewed", "official")
    assert published_at == "2025-03-09T09:00:00Z"
    assert archive.rows("SELECT revision FROM articles") == [(1,)]
    assert archive.rows("SELECT * FROM article_revisions") == []
    assert archive.rows("SELECT count(*) FROM sightings") == [(3,)]

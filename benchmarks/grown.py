"""A database as years of runs leave it: generated, the same every time, in bulk, for ``flat.py``.

Followed are 5,000 shows, of log-normal popularity; articles come from 200 sites and have texts of some 3 kB, whose
words are distributed as those of a language are. One in ten is a copy of an earlier one; one in fifty opens with the
same two paragraphs as all such articles of its site do, as guides and listings do. A show has a cast of its own: some
stay, some come for one season, so that a hundred times as many articles repeat the same names and do not bring a
hundred times as many people.
Articles, sightings, entries, pages, fetches and claims are rows as a run a day writes them. Signatures of the bulk are
random: those of texts that have nothing to do with each other are. Facts are worked out by the program itself, once;
then each change gets the run, the time and the claim with which runs would have found it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import Any, Final

from aggregator.dedupe import SIGNATURE_BYTES, SIGNATURE_VERSION, Signature, bands, read, sign
from aggregator.models import (
    Article,
    CanonicalUrl,
    Claim,
    ClaimKind,
    Completeness,
    RunSummary,
    Show,
    ShowId,
    Source,
    SourceId,
    SourceKind,
    Stamp,
    Status,
)
from aggregator.pipeline.knowledge import refresh_facts
from aggregator.store import Store
from aggregator.store.bands import Bands
from aggregator.store.database import Database
from aggregator.store.packing import number_of, packed_article
from aggregator.store.rows import article_row, claim_row, to_json, to_text
from aggregator.text import fingerprint_text, slugify

SHOWS: Final = 5_000
SITES: Final = 200
SPREAD: Final = 1.5
"""Standard deviation of the logarithm of a show's popularity: the first of 5,000 has sixty times the mean."""
TEXT_CHARS: Final = 2_650
"""The median; texts are of log-normal length, 3,000 on average. Of one length, they fill pages as no others do."""
TEXT_SPREAD: Final = 0.5
"""Standard deviation of the logarithm of a text's length."""
SENTENCES: Final = 40_000
"""Texts are put together of so many: two of them share one by chance once in forty pairs."""
COPY_EVERY: Final = 10
GUIDE_EVERY: Final = 50
DAYS: Final = 3 * 365
NOW: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
BATCH: Final = 2_000
REGULARS: Final = (6, 16)
"""So many people, at least and at most, are in every season of a show."""
GUESTS: Final = (1, 6)
"""And so many in one season alone: over four seasons a cast is of 10 to 40."""
SYLLABLES: Final = tuple(a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "ol"))
_FOUND_IN_TIME: Final = """
CREATE TEMP TABLE found AS SELECT * FROM fact_changes ORDER BY json_extract(claims_json, '$[0]'), id;
UPDATE found SET id = rowid, claims_json = json_array(json_extract(claims_json, '$[0]')), (at, run_id) = (
    SELECT m.first_seen_at, m.run_id FROM claims AS c JOIN meetings AS m ON m.article_id = c.article_id
    WHERE c.id = json_extract(claims_json, '$[0]')
);
DELETE FROM fact_changes;
INSERT INTO fact_changes SELECT * FROM found;
DROP TABLE found;
"""
"""The facts are worked out once, at the end, a show after the other, and a change names every claim that it rests on.
Runs would have found it on the day of the first of these, by that alone."""
ORDINALS: Final = ("second", "third", "fourth", "fifth")


@dataclass(frozen=True, slots=True)
class Item:
    """One article before it is stored: what it is about, and the sentences that claim something, with their claims."""

    number: int
    show: Show
    site: int
    title: str
    text: str
    claims: tuple[tuple[str, str, int, str, str | None], ...]
    """Kind, value, season, quote, person."""
    guide: int | None
    copy_of: int | None

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://www.site{self.site}.example/tv/news/{slugify(self.title)}-{self.number}/"

    def published(self, total: int) -> datetime:
        """The bulk is spread evenly over ``DAYS``."""
        return NOW - timedelta(days=DAYS * (1 - self.number / total)) if self.number < total else NOW


class World:
    """Shows, sites and sentences; ``items`` are made of them."""

    def __init__(self) -> None:
        rng = Random(1)  # noqa: S311 - text, no secret
        self._words = ["".join(rng.choices(SYLLABLES, k=rng.choice((1, 2, 2, 3, 3, 4)))) for _ in range(30_000)]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._names = [
            f"{rng.choice(SYLLABLES)}{rng.choice(SYLLABLES)} {rng.choice(SYLLABLES)}{rng.choice(SYLLABLES)}n".title()
            for _ in range(3_000)
        ]
        titles = dict.fromkeys(" ".join(rng.sample(self._words[5_000:], 2)).title() for _ in range(SHOWS + 100))
        self.shows = tuple(Show(ShowId(slugify(title)), title, network="Nine") for title in islice(titles, SHOWS))
        self.casts = {show.id: self._cast(rng) for show in self.shows}
        self.popularity = list(accumulate(rng.lognormvariate(0, SPREAD) for _ in self.shows))
        self.sources = tuple(
            Source(SourceId(f"site{n}"), SourceKind.FEED, f"https://www.site{n}.example/feed") for n in range(SITES)
        )
        self._sentences = [self._sentence(rng) for _ in range(SENTENCES)]
        self.openings = ["\n\n".join(" ".join(rng.sample(self._sentences, 4)) for _ in range(2)) for _ in range(SITES)]

    @property
    def favourite(self) -> Show:
        """The show with the most articles."""
        steps = [after - before for before, after in zip([0.0, *self.popularity], self.popularity, strict=False)]
        return self.shows[steps.index(max(steps))]

    def _cast(self, rng: Random) -> list[list[str]]:
        """The people of a show by season, for ``ORDINALS``."""
        regulars, *guests = (rng.randint(*REGULARS), *(rng.randint(*GUESTS) for _ in ORDINALS))
        names = iter(rng.sample(self._names, regulars + sum(guests)))
        always = list(islice(names, regulars))
        return [[*always, *islice(names, some)] for some in guests]

    def _sentence(self, rng: Random) -> str:
        words = rng.choices(self._words, cum_weights=self._weights, k=rng.randint(8, 22))
        if rng.random() < 0.3:
            words.insert(rng.randrange(1, len(words)), rng.choice(self._names))
        if rng.random() < 0.2:
            words.insert(rng.randrange(1, len(words)), str(rng.randint(2, 3000)))
        return f"{words[0].capitalize()} {' '.join(words[1:])}."

    def items(self, first: int, count: int) -> Iterator[Item]:
        """Articles ``first`` to ``first + count``."""
        for number in range(first, first + count):
            yield self.item(number)

    def item(self, number: int) -> Item:
        """The article of that number, the same every time."""
        rng = Random(number)  # noqa: S311 - text, no secret
        copy_of = rng.randrange(max(number - 2_000, 0), number) if number and number % COPY_EVERY == 0 else None
        if copy_of is not None and copy_of % COPY_EVERY:
            told = self.item(copy_of)
            text = f"{told.text} {self._sentence(rng)}"
            title = f"{told.title} {rng.choice(self._words)}"
            return Item(number, told.show, (told.site + 1) % SITES, title, text, told.claims, told.guide, copy_of)
        show = rng.choices(self.shows, cum_weights=self.popularity)[0]
        site, season = rng.randrange(SITES), min(2 + number % 4, 5)
        guide = site if number % GUIDE_EVERY == 1 else None
        said = list(self._said(rng, show, season)) if rng.random() < 0.7 else []
        parts = [f"Here is what {show.title} has in store, {rng.choice(self._names)} told us."]
        parts += [quote for *_, quote, _ in said]
        length = sum(map(len, parts)) + (len(self.openings[site]) if guide is not None else 0)
        wanted = TEXT_CHARS * rng.lognormvariate(0, TEXT_SPREAD)
        while length < wanted:
            parts.append(rng.choice(self._sentences))
            length += len(parts[-1]) + 1
        paragraphs = [" ".join(parts[at : at + 4]) for at in range(0, len(parts), 4)]
        if guide is not None:
            paragraphs.insert(0, self.openings[site])
        title = f"{show.title}: {' '.join(rng.choices(self._words, cum_weights=self._weights, k=6))}"
        return Item(number, show, site, title, "\n\n".join(paragraphs), tuple(said), guide, None)

    def _said(self, rng: Random, show: Show, season: int) -> Iterator[tuple[str, str, int, str, str | None]]:
        nth, person = ORDINALS[season - 2], rng.choice(self.casts[show.id][season - 2])
        yield "renewal", "renewed", season, f"The drama {show.title} has been renewed for a {nth} season.", None
        if rng.random() < 0.4:
            year = 2022 + season
            yield "release", str(year), season, f"The {nth} season of {show.title} will be released in {year}.", None
        if rng.random() < 0.3:
            quote = f"{person} will return for the {nth} season of {show.title}."
            yield "cast", "returning", season, quote, person


def article_of(item: Item) -> Article:
    """An item as a parser hands it on, published now."""
    return Article(
        url=CanonicalUrl(item.url.replace("www.", "").rstrip("/")),
        title=item.title,
        text=item.text,
        fingerprint=fingerprint_text(item.text),
        word_count=item.text.count(" ") + 1,
        completeness=Completeness.FULL,
        fetched_url=item.url,
        link_url=item.url,
        authors=("Jane Doe",),
        site=f"Site {item.site}",
        language="en",
        published=Stamp(NOW, NOW.isoformat(), "feed"),
        summary=item.text[:200],
    )


def grow(path: Path, world: World, count: int) -> None:
    """A new database with ``count`` articles, their stories and facts, at ``path``."""
    with Store.open(path) as store:
        catalogue = store.save_catalogue(world.shows, world.sources, now=NOW - timedelta(days=DAYS))
        for day in range(DAYS, 0, -1):
            run_id = store.begin_run(command="run", version="bench", pid=0, now=NOW - timedelta(days=day))
            store.finish_run(run_id, RunSummary(), status="ok", now=NOW - timedelta(days=day))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -2000000")
    filling = _Filling(world, count, catalogue)
    for first in range(0, count, BATCH):
        rows: dict[str, list[dict[str, Any]]] = {}
        for item in world.items(first, min(BATCH, count - first)):
            for table, row in filling.rows_of(item):
                rows.setdefault(table, []).append(row)
        under_keys = [(row["key"], row["article_id"]) for row in rows.pop("bands")]
        connection.execute("BEGIN")
        index = Bands(Database(path, connection), (key for key, _ in under_keys))
        for key, article_id in under_keys:
            index.put(key, article_id)
        index.save()
        for table, some in rows.items():
            columns = list(some[0])
            places = ", ".join(f":{column}" for column in columns)
            connection.executemany(f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({places})", some)  # noqa: S608 - names of ours
        connection.execute("COMMIT")
    connection.close()
    with Store.open(path) as store:
        for show in world.shows:
            refresh_facts(store, show.id, run_id=run_id, now=NOW)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_FOUND_IN_TIME)


class _Filling:
    """The rows that a run would have written for an item."""

    def __init__(self, world: World, count: int, catalogue: str) -> None:
        self._count, self._catalogue = count, catalogue
        self._rng = Random(2)  # noqa: S311 - numbers, no secret
        self._openings = [sign(read("", "", f"{opening}\n\n{opening}")).opening for opening in world.openings]
        self._claims = 0

    def rows_of(self, item: Item) -> Iterator[tuple[str, dict[str, Any]]]:
        """Pairs of table and row; ``bands`` is none, as the index of near-duplicates has blocks for rows."""
        article, key, at = article_of(item), item.number + 1, to_text(item.published(self._count))
        source = f"site{item.site}"
        row = article_row(article) | {"published_at": at, "published_raw": at}
        own = {"source_id": source, "revision": 1, "first_seen_at": at, "revised_at": at, "sort_at": at}
        yield "articles", packed_article({"id": key, **row, **own})
        yield "articles_fts", {"rowid": key, "title": item.title, "text": item.text}
        place = {"article_id": key, "source_id": source, "canonical_url": "", "published_at": ""}
        yield "meetings", {**place, "first_seen_at": at, "run_id": self._run_of(item)}
        yield "article_shows", self._match(item, key, at)
        entry = {"source_id": source, "key": number_of(item.url), "signature": number_of(item.text), "state": "article"}
        seen = {"catalogue": self._catalogue, "failures": 0, "first_seen_at": at}
        yield "entries", {**entry, "article_id": key, **seen}
        yield "entry_catalogues", {"source_id": source, "state": "article", "catalogue": self._catalogue}
        if item.number % 2:
            yield from self._page(item, key, at, source)
        yield from self._signed(item, key)
        for claim in item.claims:
            yield "claims", self._claim(item, key, claim)

    def _page(self, item: Item, key: int, at: str, source: str) -> Iterator[tuple[str, dict[str, Any]]]:
        told = {
            "etag": f'"{self._hex(32)}"',
            "last_modified": None,
            "body_digest": self._rng.randbytes(32),
            "fetched_at": at,
        }
        place = {"url": item.url, "url_key": number_of(item.url)}
        yield "resources", {**place, **told, "article_id": key}
        asked = {"run_id": self._run_of(item), "source_id": source, **place, "purpose": "article", "outcome": "ok"}
        answer = {"severity": "ok", "status": 200, "started_at": at, "elapsed_s": 0.2, "body_bytes": 90_000}
        yield "fetches", {**asked, **answer}

    def _signed(self, item: Item, key: int) -> Iterator[tuple[str, dict[str, Any]]]:
        random = Signature.from_bytes(bytes([SIGNATURE_VERSION]) + self._rng.randbytes(SIGNATURE_BYTES - 1))
        assert random is not None  # noqa: S101 - of today's version and length
        signature = random if item.guide is None else replace(random, opening=self._openings[item.guide])
        yield "signatures", {"article_id": key, "is_stale": 0, "signature": signature.to_bytes()}
        for band in sorted(bands(signature)):
            yield "bands", {"key": band, "article_id": key}
        if item.copy_of is not None:
            told = item.copy_of + 1
            pair = {"article_id": told, "other_id": key, "reason": "wire copy", "similarity": 0.95}
            yield "near_duplicates", pair
            for member in (told, key):
                yield "stories", {"article_id": member, "story_id": told}

    def _match(self, item: Item, key: int, at: str) -> dict[str, Any]:
        title = item.show.title
        mentions = [
            [field, start, start + len(title), title, 0.95]
            for field, start in (("title", 0), ("text", item.text.find(title)))
        ]
        match = {"verdict": "about", "score": 0.99, "mentions_json": to_json(mentions), "sort_at": at}
        return {"article_id": key, "show_id": item.show.id, **match}

    def _claim(self, item: Item, key: int, said: tuple[str, str, int, str, str | None]) -> dict[str, Any]:
        kind, value, season, quote, person = said
        start = item.text.find(quote)
        self._claims += 1
        claim = Claim(
            item.show.id, season, ClaimKind(kind), value, Status.CONFIRMED, quote, start, start + len(quote),
            f"{kind}.bench", 1, person=person, confidence=0.9,
        )  # fmt: skip
        return {"id": self._claims, "article_id": key, "revision": 1, **claim_row(claim)}

    def _run_of(self, item: Item) -> int:
        """Of the day on which it was published; runs are numbered from 1."""
        return 1 + DAYS * item.number // self._count

    def _hex(self, digits: int) -> str:
        return f"{self._rng.getrandbits(4 * digits):0{digits}x}"

"""Facts that new articles are added to are those that working all out anew gives, whatever happens in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from aggregator.models import (
    Article,
    Authority,
    CanonicalUrl,
    Claim,
    ClaimKind,
    Completeness,
    Fact,
    NameAlias,
    RunSummary,
    Show,
    ShowId,
    ShowMatch,
    Source,
    SourceId,
    SourceKind,
    Stamp,
    Status,
    Verdict,
)
from aggregator.pipeline import Analyst, Ingest, knowledge
from aggregator.pipeline.conclusions import draw_conclusions
from aggregator.pipeline.ingest import Reading
from aggregator.resolve import diff
from aggregator.store import Store
from aggregator.store.fact_rows import change_row
from aggregator.text import fingerprint_text
from tests.resolve.test_properties import CHARACTERS, PEOPLE, VALUES

SHOWS = tuple(Show(ShowId(f"show-{n}"), f"Show {n}") for n in range(3))
SITES = ("deadline.com", "screenwire.example", "harbour-post.example", "tvlist.example", "quay.example")
STEPS = 50
SPEAKERS = (None, None, None, "Deadline", "Screen Wire", "TV List", "Quay TV")


class World:
    """A database to which something happens at each step, and what a full working-out says of it."""

    def __init__(self, path: Path, seed: int) -> None:
        self.chance = Random(seed)
        self.now = datetime(2025, 1, 1, 9, tzinfo=UTC)
        self.store = Store.open(path)
        self.shows = SHOWS
        self.sources = tuple(
            Source(SourceId(f"s{n}"), SourceKind.FEED, f"https://{site}/feed", authority=authority)
            for n, (site, authority) in enumerate(zip(SITES, Authority, strict=True))
        )
        self.articles: list[tuple[SourceId, Article, Reading]] = []
        self.ways: Counter[str] = Counter()

    def pick(self, *things: object) -> object:
        return self.chance.choice(things)

    def claim(self, show: Show, text: str) -> Claim:
        kind = self.chance.choice(list(ClaimKind))
        return Claim(
            show_id=show.id,
            season=self.chance.choice((None, 2, 2, 3)),
            kind=kind,
            value=self.chance.choice(VALUES[kind]).replace("2022", "2025").replace("2023", "2026"),
            status=self.chance.choice((Status.CONFIRMED, Status.CONFIRMED, *Status)),
            quote=text[:4],
            start=0,
            end=4,
            rule="test.rule",
            version=1,
            person=self.chance.choice(PEOPLE[:5]) if kind in {ClaimKind.CAST, ClaimKind.CREW} else None,
            character=self.chance.choice(CHARACTERS) if kind is ClaimKind.CAST else None,
            said_by=self.chance.choice(SPEAKERS),
        )

    def words(self) -> str:
        return " ".join(f"word{self.chance.randrange(4_000)}" for _ in range(60))

    def reading(self, text: str) -> Reading:
        shows = self.chance.sample(self.shows, self.chance.choice((1, 1, 2)))
        claims = tuple(self.claim(show, text) for show in shows for _ in range(self.chance.choice((0, 1, 2, 3))))
        alias = (NameAlias("Joe", "John Smith", 0, 3),) if self.chance.random() < 0.02 else ()
        return Reading(tuple(ShowMatch(show.id, Verdict.ABOUT, 0.9, ()) for show in shows), claims, alias)

    def article(self, text: str) -> tuple[SourceId, Article]:
        place = self.chance.randrange(len(SITES))
        published = self.now - timedelta(days=self.chance.choice((0, 0, 0, 0, 0, 0, 1, 30)))
        url = f"https://{SITES[place]}/{len(self.articles)}"
        stamp = Stamp(published, published.isoformat(), "feed") if self.chance.random() < 0.9 else None
        return SourceId(f"s{place}"), Article(
            CanonicalUrl(url), "News", text, fingerprint_text(text), 60, Completeness.FULL, url, url, published=stamp
        )

    # --- what happens ---

    def speak(self) -> None:
        """Some new articles."""
        for _ in range(self.chance.choice((1, 1, 3))):
            text = self.words()
            self.articles.append((*self.article(text), self.reading(text)))
            self.take(*self.articles[-1])

    def copy(self) -> None:
        """A new article that is a copy, but for a few words."""
        _, told, reading = self.chance.choice(self.articles)
        text = f"{told.text} {self.words()[:14]}"
        self.articles.append((*self.article(text), self.pick(reading, reading, self.reading(text))))  # type: ignore[arg-type]
        self.take(*self.articles[-1])

    def rewrite(self) -> None:
        """A page that says something else now."""
        place = self.chance.randrange(len(self.articles))
        source, article, _ = self.articles[place]
        text = self.words()
        article = replace(article, text=text, fingerprint=fingerprint_text(text))
        self.articles[place] = source, article, self.reading(text)
        self.take(*self.articles[place])

    def meet_again(self) -> None:
        """An article that is met in another source, at its address or at one of that site."""
        _, article, reading = self.chance.choice(self.articles)
        place = self.chance.randrange(len(SITES))
        if self.chance.random() < 0.5:
            article = replace(article, url=CanonicalUrl(f"https://{SITES[place]}/again-{self.chance.random()}"))
        self.take(SourceId(f"s{place}"), article, reading)

    def rename(self) -> None:
        """People who go by other names in sources.yaml."""
        people = self.chance.choice(((), (("Joe", "John Smith"),), (("Park Ji-hu", "J. Smith"),)))
        self.shows = (replace(self.shows[0], people=people), *self.shows[1:])

    def judge(self) -> None:
        """A source of another authority."""
        place = self.chance.randrange(len(SITES))
        changed = replace(self.sources[place], authority=self.chance.choice(list(Authority)))
        self.sources = (*self.sources[:place], changed, *self.sources[place + 1 :])

    def read_again(self) -> None:
        """An article in which today's rules find something else."""
        number = self.chance.randrange(len(self.articles)) + 1
        reading = self.reading("another rule")
        if any(row["id"] == number for row in self.store._database.rows("SELECT id FROM articles")):
            self.store.save_matches_and_claims(number, reading.matches, reading.claims, reading.aliases)

    def wait(self) -> None:
        """Nothing but time."""
        self.now += timedelta(days=self.chance.choice((1, 5, 40)))

    def take(self, source: SourceId, article: Article, reading: Reading) -> None:
        self.ingest.take(article, source_id=source, seen_at=self.now, reading=reading)

    def step(self, happens: Callable[[], None] | None) -> None:
        catalogue = self.store.save_catalogue(self.shows, self.sources, now=self.now)
        run = self.store.begin_run(command="run", version="1", pid=1, now=self.now)
        self.ingest = Ingest(self.store, Analyst(self.shows), RunSummary(), run, catalogue, keep_unmatched=True)
        if happens is not None:
            happens()
            self.store.save_catalogue(self.shows, self.sources, now=self.now)
        before = {show.id: self.store.load_facts(show.id) for show in self.shows}
        changes = self.ingest.draw_conclusions(self.now)
        assert not self.ingest.summary.unexpected, self.store._database.rows("SELECT detail FROM issues")
        after = {show.id: knowledge.facts_as_of(self.store, show.id, self.now.date()) for show in self.shows}
        for show in self.shows:
            assert told(self.store.load_facts(show.id)) == told(after[show.id]), happens
            wanted = [change_row(change) for change in diff(before[show.id], after[show.id], self.now.date())]
            assert [change_row(one) for one in changes if one.key.show_id == show.id] == wanted, happens
            assert self.review_on(show.id) == self.turn(show.id, self.now.date()), happens

    def review_on(self, show_id: ShowId) -> str | None:
        row = self.store._database.row("SELECT review_on FROM show_states WHERE show_id = ?", [show_id])
        return row["review_on"] if row else None

    def turn(self, show_id: ShowId, today: date) -> str | None:
        turn = knowledge._next_turn(knowledge.gather_evidence(self.store, show_id), today)
        return turn.isoformat() if turn else None


def told(facts: list[Fact]) -> set[Fact]:
    return {
        replace(fact, supporting=tuple(sorted(fact.supporting)), contradicting=tuple(sorted(fact.contradicting)))
        for fact in facts
    }


@pytest.mark.parametrize("seed", range(3))
def test_facts_that_grow_are_facts_worked_out(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(tmp_path / "a.db", seed)
    monkeypatch.setattr(knowledge, "KEPT_FROM", 1)
    work_out, grow = knowledge._work_out, knowledge._grow

    def counted(*arguments: object) -> object:
        world.ways["whole"] += 1
        return work_out(*arguments)  # type: ignore[arg-type]

    def grown(*arguments: object) -> object:
        found = grow(*arguments)  # type: ignore[arg-type]
        world.ways["grown"] += found is not None
        return found

    monkeypatch.setattr(knowledge, "_work_out", counted)
    monkeypatch.setattr(knowledge, "_grow", grown)
    rare = [world.rewrite, world.meet_again, world.rename, world.judge, world.read_again]
    world.step(world.speak)
    for _ in range(STEPS):
        happens = world.chance.choice([world.speak] * 8 + [world.copy] * 3 + [world.wait] * 2 + rare)
        world.now += timedelta(hours=world.chance.choice((1, 3, 20)))
        world.step(happens)
    world.store.close()
    assert min(world.ways["grown"], world.ways["whole"]) > 10, world.ways


def test_what_other_rules_have_kept_is_worked_out_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge, "KEPT_FROM", 1)
    world = World(tmp_path / "a.db", 0)
    world.step(world.speak)
    monkeypatch.setattr(knowledge, "rules_digest", lambda: "other rules")
    known = knowledge.Known  # type: ignore[attr-defined] # where it is called
    monkeypatch.setattr(known, "grow", lambda *_, **__: pytest.fail("it goes on from the old rules"))
    world.step(world.speak)
    world.store.close()


def test_facts_that_somebody_has_altered_are_put_right_by_working_them_out_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge, "KEPT_FROM", 1)
    world = World(tmp_path / "a.db", 1)
    for _ in range(9):
        world.step(world.speak)
    world.store._database.execute("UPDATE facts SET since = '1999-01-01'")
    run = world.ingest.run_id
    draw_conclusions(world.store, RunSummary(), run_id=run, now=world.now, also=[show.id for show in world.shows])
    for show in world.shows:
        facts = knowledge.facts_as_of(world.store, show.id, world.now.date())
        assert told(world.store.load_facts(show.id)) == told(facts) != set()
    world.store.close()

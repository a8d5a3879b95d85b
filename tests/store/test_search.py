"""Full-text search: what is found by which words, and an index that is never out of step with the articles."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from aggregator.errors import InputError, StoreError
from aggregator.models import ShowId, Verdict
from aggregator.store import Store
from aggregator.store import search as searching
from aggregator.store.search import Query, plain_query
from tests.store.samples import DAY, HARBOUR, NINTH, NOW, Desk, article, match, stamp


def _found(desk: Desk, text: str, **narrowed: object) -> list[int]:
    query = plain_query(text)
    assert query is not None
    return [row["article_id"] for row in desk.store.search(query, **narrowed)]  # type: ignore[arg-type]


def _check_index(desk: Desk) -> None:
    """Raises where the index does not say of each article exactly what ``articles`` holds."""
    desk.store._database.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")


@pytest.fixture
def library(desk: Desk) -> Desk:
    texts = (
        ("Harbour Lights renewed", "Quay TV keeps the lamp lit. A third season comes in March 2027."),
        (
            "Café Noir ends",
            "The third and last season of Café Noir, set in the season of storms, was filmed in Spring.",
        ),
        ("지금 우리 학교는 시즌 2", "Filming of Spider-Man: Season 4 lights up the harbour."),
    )
    for number, (title, text) in enumerate(texts):
        at = NOW - number * DAY
        desk.save(article(f"https://gazette.test/{number}", text, title=title, published=stamp(at)), claims=())
    return desk


FINDS = {
    "one word, whatever its case": ("MARCH", [1]),
    "all words, in title or text, in any order": ("season harbour", [1, 3]),
    "a word without its accent": ("cafe", [2]),
    "a word with an accent too much": ("Springé", []),
    "words in quotes next to each other": ('"harbour lights"', [1]),
    "a phrase and a word beside it": ('"third season" lamp', [1]),
    "a phrase across punctuation": ('"man season"', [3]),
    "a word of two parts as a phrase": ("spider-man", [3]),
    "a quote that is never closed": ('"third season', [1]),
    "a Korean word with its particle": ("학교는", [3]),
    "a Korean word to which a particle is written": ("학교", [3]),
    "half a Latin word": ("harb", []),
    "an operator is a word": ("harbour OR cafe", []),
    "signs of the query language are nothing": ("title:harbour* -(lamp)", []),
    "a column's name with a colon": ("^harbour + lights", [1, 3]),
}


@pytest.mark.parametrize("case", FINDS)
def test_words_find(library: Desk, case: str) -> None:
    text, expected = FINDS[case]
    assert sorted(_found(library, text)) == expected


@pytest.mark.parametrize("text", ["", '""', "— … !", '"'])
def test_no_word_is_no_query(text: str) -> None:
    assert plain_query(text) is None


@pytest.mark.parametrize("text", ['"', "'; DROP TABLE articles --", "a\0b", "NEAR(a b)", "{title} : x", "ß*", '""""a'])
def test_s11_nothing_that_is_typed_is_an_error(library: Desk, text: str) -> None:
    query = plain_query(text)
    if query is not None:
        library.store.search(query)
    assert library.rows("SELECT count(*) FROM articles") == [(3,)]


def test_a_query_of_fts5_is_one_only_on_demand(library: Desk) -> None:
    rows = library.store.search(Query("lamp OR storms"))
    assert sorted(row["article_id"] for row in rows) == [1, 2]


@pytest.mark.parametrize(
    ("expression", "reason"),
    {"AND (": "syntax error", '"third season"': "knows neither phrases", "author:x": "no such column"}.items(),
)
def test_a_bad_query_of_fts5_is_explained(library: Desk, expression: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        library.store.search(Query(expression))
    assert "--raw-fts" in str(caught.value)


def test_the_headline_counts_more_and_of_equals_the_newest_comes_first(desk: Desk) -> None:
    body = "Nothing of it. The lamp stays lit."
    for number, title in enumerate(["New news", "A lamp", "Old news"]):
        day = NOW - number * DAY
        desk.save(article(f"https://gazette.test/{number}", body, title=title, published=stamp(day)), claims=())
    assert _found(desk, "lamp") == [2, 1, 3]


@pytest.mark.parametrize("recent", [5, 100])
def test_words_that_most_articles_have_change_no_order(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, recent: int
) -> None:
    monkeypatch.setattr(searching, "RECENT", recent)
    lit = ["season lamp season season", "season one", "season lamp lamp", "season two", "season three lamp of them"]
    texts = [*lit, "season four", "season five"]
    for number, text in enumerate(texts):
        day = NOW + number * DAY
        desk.save(article(f"https://gazette.test/{number}", text, title="News", published=stamp(day)), claims=())
    query = plain_query("season lamp")
    assert query is not None
    ranked = desk.rows(
        "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'season lamp' ORDER BY bm25(articles_fts), rowid DESC"
    )
    assert [(article_id,) for article_id in _found(desk, "season lamp")] == ranked
    assert desk.store._telling_words(query) == ('"lamp"' if recent == 5 else '"season" "lamp"')
    assert len(_found(desk, "season news")) == 7


def test_hits_are_narrowed_by_show_and_day(library: Desk) -> None:
    library.save(article("https://gazette.test/9", "The lamp of a door."), matches=(match(NINTH, Verdict.MENTIONED),))
    assert _found(library, "lamp", show_id=NINTH.id) == [4]
    assert _found(library, "lamp", show_id=HARBOUR.id) == [1]
    assert sorted(_found(library, "season", since=date(2026, 11, 2))) == [1, 2]
    assert _found(library, "season", until=date(2026, 11, 1)) == [3]
    assert _found(library, "season", limit=1, offset=1) == _found(library, "season")[1:2]
    assert _found(library, "lamp", show_id=ShowId("nobody")) == []


def test_a_hit_shows_where_its_words_stand(library: Desk) -> None:
    (query,) = [plain_query("march")]
    assert query is not None
    (row,) = library.store.search(query)
    assert [row["snippet"][start:end] for start, end in row["hits"]] == ["March"]
    assert row["shows"] == ["Harbour Lights"]
    assert row["url"] == "https://gazette.test/0"


def test_a_word_that_is_everywhere_is_ranked_among_the_newest(library: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "RANKED", 2)
    assert sorted(_found(library, "season")) == [2, 3]


def test_a_phrase_is_looked_for_page_by_page_so_far(library: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "RANKED", 1)
    assert _found(library, '"third season"') == [1]
    monkeypatch.setattr(searching, "LOOKED_THROUGH", 1)
    assert _found(library, '"third season"') == []


def test_the_words_of_followed_shows_are_suggested(library: Desk) -> None:
    query = plain_query("harbuor nineth zzz")
    assert query is not None
    assert library.store.similar_words(query) == ["harbour", "ninth"]


def test_a_rewritten_article_is_found_by_its_new_words_alone(desk: Desk) -> None:
    desk.save(article(text="The lamp is lit again, says Quay TV."), claims=())
    desk.save(
        article(text="The fog is back, says Quay TV.", title="Fog"), known=1, replace=True, at=NOW + DAY, claims=()
    )
    assert (_found(desk, "lamp"), _found(desk, "renewed"), _found(desk, "fog quay")) == ([], [], [1])
    _check_index(desk)
    desk.save(
        article(text="THE FOG is back, says Quay TV!", title="Fog"), known=1, replace=True, at=NOW + DAY, claims=()
    )
    _check_index(desk)


def test_what_is_not_stored_is_not_found(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a kill: the words are written in the transaction of the article."""
    desk.save(article(text="The lamp is lit."), claims=())

    def broken(*_: object, **__: object) -> None:
        raise OSError("killed")

    monkeypatch.setattr("aggregator.store.articles.put_sighting", broken)
    with pytest.raises(OSError, match="killed"):
        desk.save(article("https://gazette.test/2", "The fog."), claims=())
    with pytest.raises(OSError, match="killed"):
        desk.save(article(text="The fog."), known=1, replace=True, at=NOW + DAY, claims=())
    assert (_found(desk, "fog"), _found(desk, "lamp")) == ([], [1])
    _check_index(desk)


def test_an_index_out_of_step_is_noticed(desk: Desk) -> None:
    """What ``_check_index`` is worth."""
    desk.save(article(text="The lamp is lit."), claims=())
    desk.store._database.execute("UPDATE articles SET text = 'The fog.'")
    with pytest.raises(StoreError, match="malformed"):
        _check_index(desk)


def test_a_file_of_an_earlier_version_is_searchable_after_the_migration(library: Desk) -> None:
    with closing(sqlite3.connect(library.path, isolation_level=None)) as old:
        old.execute("DROP TABLE articles_fts")
        old.execute("DROP TABLE notify_states")
        old.execute("ALTER TABLE entries DROP COLUMN headline")
        old.execute("DELETE FROM _sqlite_migrations WHERE name = '0004_search'")
        old.execute("PRAGMA user_version = 3")
    with Store.open(library.path) as store:
        query = plain_query("cafe")
        assert query is not None
        assert [row["title"] for row in store.search(query)] == ["Café Noir ends"]


def test_reading_needs_no_writing(library: Desk, path: Path) -> None:
    with Store.open_readonly(path) as store:
        query = plain_query("lamp")
        assert query is not None
        assert len(store.search(query)) == 1

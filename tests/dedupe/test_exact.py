import dataclasses
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.dedupe import MIN_COMPARED_WORDS, Decision, decide
from aggregator.models import Article, Authority, Completeness, KnownArticle, Sameness, Stamp
from aggregator.text import count_words, fingerprint_text
from aggregator.urls import canonicalize_url

STORY = (
    "Netflix has renewed the harbour drama for a third season, the streamer said on Tuesday. Filming begins in "
    "Lisbon in March, and the whole cast is expected back. No date has been set for the eight new episodes."
)
EDITED = STORY.replace("eight", "ten")
FULL, PARTIAL = Completeness.FULL, Completeness.PARTIAL


def article(
    text: str = STORY,
    *,
    url: str = "https://example.org/harbour",
    title: str = "Harbour drama renewed",
    completeness: Completeness = FULL,
) -> Article:
    return Article(
        url=canonicalize_url(url),
        title=title,
        text=text,
        fingerprint=fingerprint_text(text),
        word_count=count_words(text),
        completeness=completeness,
        fetched_url=url,
        link_url=url,
    )


def stored(known: Article, *, number: int = 1) -> KnownArticle:
    at = known.published.at if known.published else None
    return KnownArticle(
        number, known.url, known.fingerprint, known.completeness, known.word_count, known.title, published_at=at
    )


def dated(one: Article, day: int) -> Article:
    return dataclasses.replace(one, published=Stamp(datetime(2025, 3, day, tzinfo=UTC), "as written", "json-ld"))


def find(met: Article, *known: Article, authority: Authority = Authority.PRESS) -> Decision:
    """Decides with what a store that holds ``known`` would answer."""
    rows = [stored(one, number=number) for number, one in enumerate(known, start=1)]
    by_url = next((row for row in rows if row.url == met.url), None)
    alike = [row for row in rows if row.fingerprint == met.fingerprint]
    return decide(met, by_url, alike, authority=authority)


def outcome(decision: Decision) -> tuple[Sameness | None, bool]:
    return decision.sameness, decision.replace


NEW, SAME, CHANGED, COPY = (None, False), (Sameness.URL, False), (Sameness.URL, True), (Sameness.FINGERPRINT, False)
AMP = "http://m.example.org/harbour/amp/?utm_source=feed"
ELSEWHERE = "https://paper.test/tv/harbour-drama"
SHORT = "Netflix has renewed the harbour drama for a third season."
WALL = "We and our partners store and access information on a device. " * 5

CASES = {
    "nothing is known: new": (article(), [], NEW),
    "another address and another text: new": (article(), [article(EDITED, url=ELSEWHERE)], NEW),
    "the same again: nothing changes": (article(), [article()], SAME),
    "case 54: an AMP twin: nothing changes": (article(url=AMP), [article()], SAME),
    "only case, spaces, punctuation differ: nothing changes": (
        article(STORY.upper().replace(",", " –")),
        [article()],
        SAME,
    ),
    "only zero-width characters differ: nothing changes": (
        article(STORY.replace("the", "t\u200bhe")),
        [article()],
        SAME,
    ),
    "the text was edited: it is replaced": (article(EDITED), [article()], CHANGED),
    "the headline was edited: it is replaced": (article(title="Harbour renewed for season 3"), [article()], CHANGED),
    "the headline differs in quotes and case: nothing changes": (
        article(title="‘Harbour’ Drama RENEWED"),
        [article()],
        SAME,
    ),
    "a summary never replaces the whole text": (article(SHORT, completeness=PARTIAL), [article()], SAME),
    "a summary with a new headline neither": (article(title="X", completeness=PARTIAL), [article()], SAME),
    "the whole text replaces a summary": (article(), [article(SHORT, completeness=PARTIAL)], CHANGED),
    "the whole text replaces a summary of the same words": (article(), [article(completeness=PARTIAL)], CHANGED),
    "case 47: a shorter teaser does not replace a longer one": (
        article(SHORT, completeness=PARTIAL),
        [article(completeness=PARTIAL)],
        SAME,
    ),
    "a longer teaser replaces a shorter one": (
        article(completeness=PARTIAL),
        [article(SHORT, completeness=PARTIAL)],
        CHANGED,
    ),
    "the same text elsewhere: a copy": (article(url=ELSEWHERE), [article()], COPY),
    "case 46: the slug was edited: a copy": (article(url="https://example.org/harbour-season-3"), [article()], COPY),
    "a copy under another headline of the same story": (
        article(url=ELSEWHERE, title="Third season for Harbour at Netflix"),
        [article()],
        COPY,
    ),
    "a copy under a headline that shares nothing with the first, but something with the text": (
        article(url=ELSEWHERE, title="Cameras to roll in Lisbon"),
        [article()],
        COPY,
    ),
    "a copy without a headline": (article(url=ELSEWHERE, title=""), [article()], COPY),
    "a copy under a headline in a script without spaces": (
        article(url=ELSEWHERE, title="港のドラマが更新"),
        [article()],
        COPY,
    ),
    "a text too short to be somebody's: new": (article(SHORT, url=ELSEWHERE), [article(SHORT)], NEW),
    "no text at all: new": (article("", url=ELSEWHERE), [article("")], NEW),
    "case 106: one consent wall under two headlines: new": (
        article(WALL, url=ELSEWHERE, title="Bakery series cancelled after finale"),
        [article(WALL)],
        NEW,
    ),
}


@pytest.mark.parametrize(("met", "known", "expected"), CASES.values(), ids=CASES)
def test_decide(met: Article, known: list[Article], expected: tuple[Sameness | None, bool]) -> None:
    assert outcome(find(met, *known)) == expected


def test_where_address_and_text_are_known_of_two_articles_the_address_is_meant() -> None:
    at_address, elsewhere = article(EDITED), article(url=ELSEWHERE)
    decision = find(article(), at_address, elsewhere)
    assert decision.known == stored(at_address)
    assert outcome(decision) == CHANGED


def test_a_copy_that_is_rewritten_is_an_article_of_its_own() -> None:
    original = stored(article())
    met = article(EDITED, url=ELSEWHERE)
    assert outcome(decide(met, original)) == NEW


def test_a_copy_at_another_address_of_the_site_is_still_its_article() -> None:
    original = stored(article())
    met = article(EDITED, url="https://example.org/harbour-season-3")
    assert outcome(decide(met, original)) == CHANGED


BETTER = {
    "a better authority": (article(url=ELSEWHERE), Authority.TRADE, article(), True),
    "a worse authority": (article(url=ELSEWHERE), Authority.FARM, article(), False),
    "as good and earlier": (dated(article(url=ELSEWHERE), 1), Authority.PRESS, dated(article(), 2), True),
    "as good and later": (dated(article(url=ELSEWHERE), 2), Authority.PRESS, dated(article(), 1), False),
    "as good and dated": (dated(article(url=ELSEWHERE), 2), Authority.PRESS, article(), True),
    "as good, at an address that sorts first": (article(url="https://a.test/1"), Authority.PRESS, article(), True),
    "as good, at an address that sorts later": (article(url=ELSEWHERE), Authority.PRESS, article(), False),
    "a teaser of the same words": (
        article(url=ELSEWHERE, completeness=PARTIAL),
        Authority.OFFICIAL,
        article(),
        False,
    ),
    "whole, where a teaser of the same words is known": (
        article(url=ELSEWHERE),
        Authority.FARM,
        article(completeness=PARTIAL),
        True,
    ),
    "the same address in a better source": (article(), Authority.OFFICIAL, article(), True),
    "the same address in as good a source": (dated(article(), 1), Authority.PRESS, article(), False),
    "a rewritten page in a better source": (article(EDITED), Authority.OFFICIAL, article(), False),
}


@pytest.mark.parametrize(("met", "authority", "known", "expected"), BETTER.values(), ids=BETTER)
def test_which_copy_is_the_article(met: Article, authority: Authority, known: Article, expected: bool) -> None:
    assert find(met, known, authority=authority).takes_over is expected


def test_a_copy_that_is_met_again_under_its_own_headline_rewrites_nothing() -> None:
    met = article(url=ELSEWHERE, title="Third season for Harbour at Netflix")
    assert outcome(decide(met, stored(article()))) == COPY


def test_a_teaser_of_a_copy_is_no_article_of_its_own() -> None:
    met = article(SHORT, url=ELSEWHERE, completeness=PARTIAL)
    assert outcome(decide(met, stored(article()))) == SAME


def test_of_many_articles_with_one_text_the_one_whose_headline_belongs_to_it_is_meant() -> None:
    wall = article(WALL, title="Bakery series cancelled after finale")
    headed = article(WALL, url="https://other.test/1", title="Our partners and your information")
    met = article(WALL, url=ELSEWHERE, title="Access to information on this device")
    assert find(met, wall, headed).known == stored(headed, number=2)


def test_the_shortest_text_that_is_compared() -> None:
    words = [f"w{number}" for number in range(MIN_COMPARED_WORDS)]
    long_enough, too_short = " ".join(words), " ".join(words[1:])
    assert outcome(find(article(long_enough, url=ELSEWHERE), article(long_enough))) == COPY
    assert outcome(find(article(too_short, url=ELSEWHERE), article(too_short))) == NEW


TEXTS = st.integers(0, 4).map(lambda number: STORY if number == 0 else f"{STORY} {number}")
ARTICLES = st.builds(
    article,
    text=TEXTS | st.text(),
    url=st.integers(0, 9).map("https://example.org/{}".format),
    title=st.text(),
    completeness=st.sampled_from(Completeness),
)


@given(ARTICLES, st.none() | ARTICLES.map(stored), st.lists(ARTICLES.map(stored), max_size=2))
def test_decide_is_total_and_consistent(
    met: Article, by_url: KnownArticle | None, by_fingerprint: list[KnownArticle]
) -> None:
    decision = decide(met, by_url, by_fingerprint)
    assert decision == decide(met, by_url, by_fingerprint)
    assert decision.known in {None, by_url, *by_fingerprint}
    assert not (decision.replace and decision.takes_over)
    assert (decision.known is None) == (decision.sameness is None)
    if decision.replace:
        assert decision.known is by_url is not None
        assert (met.completeness, by_url.completeness) != (PARTIAL, FULL)


@given(ARTICLES, ARTICLES)
def test_after_replacing_the_same_again_changes_nothing(met: Article, known: Article) -> None:
    met = dataclasses.replace(met, url=known.url)
    if decide(met, stored(known)).replace:
        assert outcome(decide(met, stored(met), [stored(met)])) == SAME


@given(ARTICLES, ARTICLES)
def test_two_teasers_or_a_teaser_and_a_text_never_take_turns(met: Article, known: Article) -> None:
    met = dataclasses.replace(met, url=known.url)
    if met.fingerprint != known.fingerprint and PARTIAL in {met.completeness, known.completeness}:
        assert not (decide(met, stored(known)).replace and decide(known, stored(met)).replace)


def grouping(met: list[Article]) -> set[frozenset[str]]:
    """The addresses that end up as one article, when articles come in one after another."""
    known: list[Article] = []
    groups: list[set[str]] = []
    for one in met:
        decision = find(one, *known)
        if decision.known is None:
            known.append(one)
            groups.append({one.url})
        else:
            groups[decision.known.id - 1].add(one.url)
    return {frozenset(group) for group in groups}


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from(["", "?utm_source=x", "/amp/"])), min_size=1, max_size=20
    ).flatmap(lambda met: st.tuples(st.just(met), st.permutations(met)))
)
def test_grouping_ignores_the_order_of_exact_duplicates(
    orders: tuple[list[tuple[int, str]], list[tuple[int, str]]],
) -> None:
    one, other = (
        [article(f"{STORY} {page // 3}", url=f"https://example.org/{page}{twin}") for page, twin in order]
        for order in orders
    )
    assert grouping(one) == grouping(other)
    assert len(grouping(one)) == len({met.fingerprint for met in one})

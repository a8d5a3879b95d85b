"""Whether an incoming article is one that is known: exact duplicates, by address and by text.

Observations
    - One article has many addresses (tracking, AMP, mobile, http) and, after a slug was edited or a site moved, even
      several canonical ones. Guids change for no reason; addresses and texts say more.
    - Publishers edit: the text at one address changes, and then is still the same article.
    - A site's pages carry dates, counters and advertisements that change daily. They are kept out of ``text`` by the
      parser; what is left of such noise (case, white space, punctuation, invisible characters) the fingerprint
      ignores, and nothing else: it is a hash of the words in their order.
    - A feed shows the first lines of what its page shows whole, and does so again after the page was read.
    - Consent walls, "video unavailable" and horoscopes are one text under many headlines.

Theory of operation
    The address decides first, because two answers of one address are one article whatever they say. A text known
    from elsewhere makes the article a copy: a further sighting, not a further witness. It does so only where the text
    is long enough to be somebody's, and belongs to its headlines: forty papers put forty headlines over one wire
    story, each of them about something in it, while a consent wall is about none of the headlines over it. A missed
    duplicate costs a line in a list, a false merge costs an article.

    Which of the copies is "the" article does not depend on which was met first: the one at the better place is, by
    ``stories.representative``. One that comes later and is better takes the stored article over; nobody has rewritten
    anything then, so that is no revision. For the same reason whether equal texts are copies is told by each article
    alone, as far as can be: its headline belongs to the text or does not.

    A copy's address is known, too, but the article is not its own: a paper that rewrites its copy has written an
    article of its own then, and must not rewrite the other paper's.

Known exceptions
    - A wire story with a dateline, byline or "(Reuters)" of each paper's own is no *exact* copy; nor is an article
      cut to fit. Finding those is the task of near-duplicates, which compare what this module calls new.
    - Where a text moved to a new address *and* was edited at the same time, there are two articles.
    - Two articles that became copies of each other by an edit stay two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from aggregator.dedupe.stories import representative
from aggregator.models import Article, Authority, Completeness, KnownArticle, Place, Sameness
from aggregator.text import normalize_text
from aggregator.urls import is_same_site

MIN_COMPARED_WORDS: Final = 25
"""Shorter texts are compared with nobody's: teasers and captions repeat by chance. About two sentences."""

_MIN_TELLING_CHARS: Final = 4  # shorter words of a headline are mostly grammar
_MIN_TELLING_WORDS: Final = 2  # headlines with fewer, and scripts without spaces, say too little to differ


@dataclass(frozen=True, slots=True)
class Decision:
    """What an incoming article is.

    ``known`` is the stored article that it is one with, and ``sameness`` why; both None for a new one. ``replace``
    tells whether title and text of the stored article give way to those of the incoming one, because they were
    rewritten; ``takes_over`` whether the incoming one is the same text at a better place, and becomes the article.
    """

    known: KnownArticle | None = None
    sameness: Sameness | None = None
    replace: bool = False
    takes_over: bool = False


def decide(
    article: Article,
    by_url: KnownArticle | None,
    by_fingerprint: Iterable[KnownArticle] = (),
    *,
    authority: Authority = Authority.PRESS,
) -> Decision:
    """What ``article`` is, given what is stored; the same for the same arguments, and never an error.

    Args:
        article: As parsed or imported.
        by_url: The stored article with its canonical URL, or else with a copy there, if any.
        by_fingerprint: The stored articles with its fingerprint. Where ``by_url`` is another one, that is meant: an
            edit made them alike.
        authority: Of the source that it was met in.
    """
    if by_url is not None and by_url.url != article.url and by_url.fingerprint == article.fingerprint:
        return Decision(by_url, Sameness.FINGERPRINT, takes_over=_is_better(article, authority, by_url))
    if by_url is not None and not _has_parted_from(article, by_url):
        replace = _supersedes(article, by_url)
        return Decision(by_url, Sameness.URL, replace, not replace and _is_told_better(article, authority, by_url))
    for known in by_fingerprint:
        if _is_copy(article, known):
            return Decision(known, Sameness.FINGERPRINT, takes_over=_is_better(article, authority, known))
    return Decision()


def _is_better(article: Article, authority: Authority, known: KnownArticle) -> bool:
    """Whether of two copies the one met now is the article: whole before cut, then as of the articles of a story."""
    if article.completeness is not known.completeness:
        return article.completeness is Completeness.FULL
    at = article.published.at if article.published else None
    stored = Place(known.id, known.id, known.authority, known.published_at, known.url)
    met = Place(known.id, known.id, authority, at, article.url)
    return representative([stored, met]) is met


def _is_told_better(article: Article, authority: Authority, known: KnownArticle) -> bool:
    """Whether a better source shows the same words at the same address."""
    same = (known.fingerprint, known.completeness) == (article.fingerprint, article.completeness)
    return same and authority.place < known.authority.place


def _supersedes(article: Article, known: KnownArticle) -> bool:
    """Whether the version met now is to be kept instead of the stored one at the same address.

    A partial version never takes the place of a full one. Of two partial ones the longer stays, else two feeds with
    teasers of their own would change the article at every run.
    """
    if article.completeness is not known.completeness:
        return article.completeness is Completeness.FULL
    if article.completeness is Completeness.PARTIAL and article.fingerprint != known.fingerprint:
        return article.word_count > known.word_count
    return (article.fingerprint, normalize_text(article.title)) != (known.fingerprint, normalize_text(known.title))


def _has_parted_from(article: Article, known: KnownArticle) -> bool:
    """Whether another site's copy of the stored article has become an article of its own; a teaser of it is none."""
    if article.fingerprint == known.fingerprint or is_same_site(article.url, known.url):
        return False
    return article.completeness is Completeness.FULL or known.completeness is Completeness.PARTIAL


def _is_copy(article: Article, known: KnownArticle) -> bool:
    """Whether equal texts are one article, and not a text that stands under anything."""
    if article.word_count < MIN_COMPARED_WORDS:
        return False
    if normalize_text(article.title) == normalize_text(known.title):
        return True
    words = _telling_words(article.text)
    return _is_headed(article.title, words) and _is_headed(known.title, words)


def _is_headed(title: str, words: set[str]) -> bool:
    """Whether a headline belongs over a text of these words, or says too little to tell."""
    told = _telling_words(title)
    return len(told) < _MIN_TELLING_WORDS or not words.isdisjoint(told)


def _telling_words(text: str) -> set[str]:
    return {word for word in normalize_text(text).split() if len(word) >= _MIN_TELLING_CHARS}

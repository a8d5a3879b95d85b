"""What an article claims about the seasons of the shows that are followed, each claim with its evidence.

The vocabulary is that of the labelling guide: kind, value, status. One module reads each kind; ``reading`` cuts the
text into blocks and sentences, ``context`` tells which show and season a sentence is about, ``firmness`` how surely
it says so, ``people`` who it names; ``merge`` weighs an article's claims against each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from aggregator.models import Claim, Field, NameAlias, Show, ShowId, ShowMatch

__all__ = ["MAX_READ_CHARS", "Extraction", "extract", "extract_aliases", "extract_claims"]

MAX_READ_CHARS: Final = 200_000
"""Of a text, as long as a short novel; no news is it. The most hostile one of that length costs the rules seconds."""


class Extraction(NamedTuple):
    """What one article says.

    ``claims`` stand in order of position, and ``text[start:end] == quote`` for each. ``aliases`` are pairs of names
    that the text gives for one person, in order of position, each once where it is first said: ``text[start:end]``
    runs from the one name to the other.
    """

    claims: tuple[Claim, ...] = ()
    aliases: tuple[NameAlias, ...] = ()


def extract(
    *,
    title: str,
    text: str,
    published_on: date | None,
    matches: Sequence[ShowMatch],
    shows: Mapping[ShowId, Show],
) -> Extraction:
    """Claims and aliases of one article; the same arguments always give the same.

    Args:
        title: the headline; counts as text.
        text: plain text, paragraphs parted by a blank line; read up to ``MAX_READ_CHARS``.
        published_on: the day to which "on Monday" and "next fall" refer; None where nobody knows it.
        matches: the shows that the article names, with their mentions in title and text; without any, it says nothing.
        shows: the followed shows by id, with those of ``matches``; the same mapping, given again, must be unchanged.
    """
    matches = _within(matches)
    if not matches:
        return Extraction()
    from aggregator.claims.article import read_article

    return Extraction(*read_article(title, text[:MAX_READ_CHARS], published_on, matches, shows))


def _within(matches: Sequence[ShowMatch]) -> list[ShowMatch]:
    """``matches`` with their mentions in what is read of a text."""
    kept = []
    for match in matches:
        mentions = tuple(m for m in match.mentions if m.field is Field.TITLE or m.end <= MAX_READ_CHARS)
        if mentions:
            kept.append(replace(match, mentions=mentions))
    return kept


def extract_claims(
    *,
    title: str,
    text: str,
    published_on: date | None,
    matches: Sequence[ShowMatch],
    shows: Mapping[ShowId, Show],
) -> tuple[Claim, ...]:
    """The claims alone, see ``extract``."""
    return extract(title=title, text=text, published_on=published_on, matches=matches, shows=shows).claims


def extract_aliases(
    *, title: str, text: str, matches: Sequence[ShowMatch], shows: Mapping[ShowId, Show]
) -> tuple[NameAlias, ...]:
    """The aliases alone, see ``extract``; no date plays a part in them."""
    return extract(title=title, text=text, published_on=None, matches=matches, shows=shows).aliases

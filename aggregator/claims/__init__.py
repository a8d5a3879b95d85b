"""What an article claims about the seasons of the shows that are followed, each claim with its evidence.

The vocabulary is that of the labelling guide: kind, value, status. One module reads each kind; ``reading`` cuts the
text into blocks and sentences, ``context`` tells which show and season a sentence is about, ``firmness`` how surely
it says so, ``people`` who it names; ``merge`` weighs an article's claims against each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from aggregator.models import Claim, NameAlias, Show, ShowId, ShowMatch

__all__ = ["Extraction", "extract", "extract_aliases", "extract_claims"]


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
        text: plain text, paragraphs parted by a blank line.
        published_on: the day to which "on Monday" and "next fall" refer; None where nobody knows it.
        matches: the shows that the article names, with their mentions in title and text; without any, it says nothing.
        shows: the followed shows by id; those of ``matches`` must be among them.
    """
    if not matches:
        return Extraction()
    from aggregator.claims.article import read_article

    return Extraction(*read_article(title, text, published_on, matches, shows))


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

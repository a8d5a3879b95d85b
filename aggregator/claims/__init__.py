"""What an article claims about the seasons of the shows that are followed, each claim with its evidence.

The vocabulary is that of the labelling guide: kind, value, status. One module reads each kind; ``reading`` cuts the
text into blocks and sentences, ``context`` tells which show and season a sentence is about, ``firmness`` how surely
it says so, ``people`` who it names; ``merge`` weighs an article's claims against each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from aggregator.models import Claim, NameAlias, Show, ShowId, ShowMatch

__all__ = ["extract_aliases", "extract_claims"]


def extract_claims(
    *,
    title: str,
    text: str,
    published_on: date | None,
    matches: Sequence[ShowMatch],
    shows: Mapping[ShowId, Show],
) -> tuple[Claim, ...]:
    """Every claim of one article, in order of position.

    Args:
        title: the headline; counts as text.
        text: plain text, paragraphs parted by a blank line.
        published_on: the day to which "on Monday" and "next fall" refer; None where nobody knows it.
        matches: the shows that the article names, with their mentions in title and text.
        shows: the followed shows by id; those of ``matches`` must be among them.

    Returns:
        Claims whose ``text[start:end] == quote``; the same arguments always give the same claims.
    """
    if not matches:
        return ()
    from aggregator.claims.article import claims_of

    return claims_of(title, text, published_on, matches, shows)


def extract_aliases(
    *, title: str, text: str, matches: Sequence[ShowMatch], shows: Mapping[ShowId, Show]
) -> tuple[NameAlias, ...]:
    """Pairs of names that the text of an article gives for one person, in order of position.

    Args:
        title: the headline.
        text: plain text, paragraphs parted by a blank line.
        matches: the shows that the article names; without any, nobody asks who is who.
        shows: the followed shows by id; those of ``matches`` must be among them.

    Returns:
        Each pair once, where it is first said: ``text[start:end]`` runs from the one name to the other.
    """
    if not matches:
        return ()
    from aggregator.claims.aliases import aliases_in

    return aliases_in(title, text, matches, shows)

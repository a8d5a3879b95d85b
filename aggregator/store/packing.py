"""What most articles have twice is stored once: the columns of ``articles`` that SQLite works out, and from what.

A text of 3 kB comes with addresses of 100 bytes each, and with dates and digests. See DECISIONS.md for what each costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

ARTICLE_STORAGE: Final = frozenset(
    {"canonical_key", "url_head", "url_tail", "fetched_elsewhere", "words_digest", "rewritten_at"}
)
"""Columns of ``articles`` from which others are worked out, and that say nothing which those do not."""

_WORKED_OUT: Final = frozenset({"url", "fetched_url", "fingerprint", "revised_at", "sort_at"})
_SCHEME_CHARS: Final = len("https://")  # with which urls.canonicalize_url begins; the column url leaves out as many


def number_of(text: str) -> int:
    """A number of eight bytes for a text: an index of numbers has a fifth of the size of one of addresses.

    Two texts can have one number, once in billions of billions, so an article that is found by it is compared.
    """
    import hashlib  # what only looks at the newest articles needs none

    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), signed=True)


def packed_article(row: Mapping[str, Any]) -> dict[str, Any]:
    """What is written of a row of ``articles``: all but the columns that are worked out, with those they come from.

    Args:
        row: As it is read, its texts as they can be stored.
    """
    url = row["url"]
    head, tail = url_around(url, row["canonical_url"])
    return {
        **{column: value for column, value in row.items() if column not in _WORKED_OUT},
        "canonical_key": number_of(row["canonical_url"]),
        "url_head": head,
        "url_tail": tail,
        "fetched_elsewhere": None if row["fetched_url"] == url else row["fetched_url"],
        "words_digest": bytes.fromhex(row["fingerprint"]),
        "rewritten_at": None if row["revised_at"] == row["first_seen_at"] else row["revised_at"],
    }


def url_around(url: str, canonical_url: str) -> tuple[str, str | None]:
    """What a URL has before and after the canonical one without its scheme; all of it, and None, if it has not that.

    >>> url_around("https://www.gazette.test/harbour/?p=1", "https://gazette.test/harbour")
    ('https://www.', '/?p=1')
    """
    middle = canonical_url[_SCHEME_CHARS:]
    if not middle or middle not in url:
        return url, None
    head, _, tail = url.partition(middle)
    return head, tail

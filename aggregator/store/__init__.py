"""The database: schema, views, and every SQL statement of the program.

``views.py`` is the public interface for SQL, ``descriptions.py`` says what every column means. ``Reader`` answers
lists and searches, ``Store`` all else; each is imported when it is named, since a list is to come at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aggregator.store.reader import Reader
    from aggregator.store.store import Store

__all__ = ["Reader", "Store"]


def __getattr__(name: str) -> type[Reader]:
    if name == "Reader":
        from aggregator.store.reader import Reader

        return Reader
    if name == "Store":
        from aggregator.store.store import Store

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

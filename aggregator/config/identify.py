"""Ids and names of followed shows from records in TVmaze's shape; what could be two shows is never guessed. No I/O.

https://www.tvmaze.com/api#shows: ``id``, ``name``, ``premiered``, ``network`` or ``webChannel`` with their ``name``,
``externals.imdb``; names of other countries are ``akas``, also under ``_embedded``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from aggregator.config.checks import name_key
from aggregator.config.document import Value
from aggregator.models import Show
from aggregator.text import clean_line

MAX_ALIAS_CHARS: Final = 80
_IMDB: Final = re.compile(r"tt\d{7,9}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Record:
    """What one record says of a show; None where it says nothing that could be used."""

    names: tuple[str, ...]
    tvmaze: str | None = None
    imdb: str | None = None
    year: str | None = None
    network: str | None = None


@dataclass(frozen=True, slots=True)
class Identified:
    """What is known of one followed show now: ``identified``, ``complete``, ``ambiguous`` or ``unknown``.

    ``added`` are keys to be written; ``note`` says which records could be meant, or what contradicts sources.yaml.
    """

    show: Show
    outcome: str
    added: dict[str, Value] = field(default_factory=dict)
    note: str = ""


def records_in(document: Any) -> list[Record]:
    """The records in what a JSON file holds: a list of shows, of search results, of a mapping's ``shows``, or one.

    Raises:
        ValueError: It holds none.
    """
    if isinstance(document, dict):
        document = document.get("shows", [document])
    items = document if isinstance(document, list) else []
    found = [record for item in items if (record := _record(item)) is not None]
    if not found:
        raise ValueError("holds no shows as TVmaze has them: objects with id, name, premiered, network, externals")
    return found


def identify(shows: Sequence[Show], records: Sequence[Record]) -> list[Identified]:
    """What the records add to each of ``shows``, in their order."""
    taken = {name_key(name) for show in shows for name in (show.title, *show.aliases)}
    titles = {name_key(show.title): show.id for show in shows}
    return [
        _identified(
            show,
            # A record that has another followed show's title is that one's, though it may share a name with this one.
            [record for record in records if titles.get(name_key(record.names[0]), show.id) == show.id],
            taken,
        )
        for show in shows
    ]


def _identified(show: Show, records: Sequence[Record], taken: set[str]) -> Identified:
    """What the records say of one show; names that it is given join those that are ``taken``."""
    found = _candidates(show, records)
    if not found:
        return Identified(show, "unknown")
    if len(found) > 1:
        return Identified(show, "ambiguous", note=" or ".join(map(_described, found)))
    (record,) = found
    own = {"network": show.network, "year": show.year, "imdb": show.imdb, "tvmaze": show.tvmaze}
    said = {"network": record.network, "year": record.year, "imdb": record.imdb, "tvmaze": record.tvmaze}
    added: dict[str, Value] = {key: value for key, value in said.items() if value and own[key] is None}
    other = [
        f"{key} is {own[key]} here and {value} there"
        for key, value in said.items()
        if value and own[key] is not None and name_key(str(own[key])) != name_key(value)
    ]
    aliases: dict[str, str] = {}
    for name in record.names:
        if name_key(name) not in taken:
            aliases.setdefault(name_key(name), name)
    taken.update(aliases)
    if aliases:
        added["aliases"] = [*aliases.values()]
    return Identified(show, "identified" if added else "complete", added, "; ".join(other))


def _candidates(show: Show, records: Sequence[Record]) -> list[Record]:
    """The records that could be the show's: those with its id, else those of its name that nothing speaks against."""
    by_id = [
        record
        for record in records
        if (show.imdb and record.imdb == show.imdb) or (show.tvmaze and record.tvmaze == str(show.tvmaze))
    ]
    if by_id:
        return by_id
    names = {name_key(show.title)} | {name_key(alias) for alias in show.aliases}
    return [
        record
        for record in records
        if names & {name_key(name) for name in record.names}
        and not (show.year and record.year and record.year != str(show.year))
        and not (show.imdb and record.imdb)
        and not (show.tvmaze and record.tvmaze)
    ]


def _described(record: Record) -> str:
    more = ", ".join(filter(None, (record.network, record.year, record.imdb)))
    return record.names[0] + (f" ({more})" if more else "")


def _record(item: Any) -> Record | None:
    if isinstance(item, dict) and isinstance(item.get("show"), dict):
        item = item["show"]  # a result of a search
    if not isinstance(item, dict) or not (name := _text(item.get("name"))):
        return None
    premiered, imdb = _text(item.get("premiered")), _text(_inside(item, "externals", "imdb"))
    year, number = _YEAR.match(premiered), item.get("id")
    return Record(
        names=tuple(dict.fromkeys((name, *_akas(item)))),
        tvmaze=str(number) if isinstance(number, int) and number > 0 else None,
        imdb=imdb if _IMDB.fullmatch(imdb) else None,
        year=year[0] if year else None,
        network=_text(_inside(item, "network", "name")) or _text(_inside(item, "webChannel", "name")) or None,
    )


def _akas(item: Mapping[str, Any]) -> Iterator[str]:
    for akas in (item.get("akas"), _inside(item, "_embedded", "akas")):
        for aka in akas if isinstance(akas, list) else ():
            name = _text(aka.get("name") if isinstance(aka, dict) else aka)
            if name and len(name) <= MAX_ALIAS_CHARS:
                yield name


def _inside(item: Mapping[str, Any], key: str, inner: str) -> Any:
    found = item.get(key)
    return found.get(inner) if isinstance(found, dict) else None


def _text(value: Any) -> str:
    return clean_line(value) if isinstance(value, str) else ""

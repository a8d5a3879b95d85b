"""What is known of one season, laid out for a page: answers, disputes side by side, cast, crew, rumours. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from aggregator.wording.cards import CAST_ORDER, label_of, place_of

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """Facts under one label, in the order in which they are shown."""

    label: str
    facts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SeasonCard:
    """One season. Each fact is in one place alone; ``disputes`` has a group for each question."""

    season: int | None
    answers: tuple[Group, ...]
    disputes: tuple[Group, ...]
    cast: tuple[Group, ...]
    crew: tuple[Group, ...]
    rumours: tuple[Row, ...]
    superseded: tuple[Row, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is believed, nor rumoured."""
        return not (self.answers or self.disputes or self.cast or self.crew or self.rumours)


def season_card(facts: Iterable[Row], season: int | None) -> SeasonCard:
    """What is known of a season.

    Args:
        facts: Of one show, of any season and standing: columns of ``facts``.
        season: None for what no season is named for.
    """
    own = sorted((fact for fact in facts if fact["season"] == season), key=place_of)
    agreed = [fact for fact in own if fact["standing"] == "agreed"]
    disputed = sorted((fact for fact in own if fact["standing"] == "disputed"), key=_question)
    return SeasonCard(
        season,
        answers=_grouped(fact for fact in agreed if fact["kind"] not in ("cast", "crew")),
        disputes=tuple(
            Group(_dispute_label(list(group)), tuple(group))
            for group in (list(found) for _, found in groupby(disputed, key=_question))
        ),
        cast=_grouped(fact for fact in agreed if fact["kind"] == "cast"),
        crew=_grouped(fact for fact in agreed if fact["kind"] == "crew"),
        rumours=tuple(fact for fact in own if fact["standing"] == "rumoured"),
        superseded=tuple(fact for fact in own if fact["standing"] == "superseded"),
    )


def seasons_of(facts: Iterable[Row]) -> list[int | None]:
    """The seasons of which anything is believed or was, the latest first; what names none comes last."""
    named = {fact["season"] for fact in facts}
    numbers: list[int | None] = [*sorted((number for number in named if number is not None), reverse=True)]
    return [*numbers, None] if None in named else numbers


def _grouped(facts: Iterable[Row]) -> tuple[Group, ...]:
    return tuple(Group(label, tuple(group)) for label, group in groupby(facts, key=label_of))


def _question(fact: Row) -> tuple[object, ...]:
    return place_of(fact)[0], fact["aspect"], fact["person"] or ""


def _dispute_label(facts: Sequence[Row]) -> str:
    first = facts[0]
    label = first["aspect"] or label_of(first)
    return f"{label}: {first['person']}" if first["person"] and first["value"] in CAST_ORDER else label

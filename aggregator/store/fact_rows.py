"""Facts and their changes to rows and back, purely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from aggregator.models import (
    Authority,
    CanonicalUrl,
    ClaimKind,
    Fact,
    FactChange,
    FactKey,
    NameAlias,
    Place,
    ShowId,
    Standing,
    Status,
)
from aggregator.store.rows import Row, days_of, from_text, to_json
from aggregator.text import slugify


def fact_id(key: FactKey, value: str, status: Status) -> str:
    """The name of a fact: what it answers and its answer, readable, the same in every database.

    That something is so and that it is not are two answers, whatever else the status is.

    >>> key = FactKey(ShowId("andor"), 2, ClaimKind.RELEASE)
    >>> fact_id(key, "2025/..", Status.CONFIRMED), fact_id(key, "2025", Status.DENIED)
    ('andor/2/release/2025_..', 'andor/2/release/not-2025')
    """
    season = "-" if key.season is None else str(key.season)
    answer = ("not-" if status is Status.DENIED else "") + value.replace("/", "_")
    parts = [key.show_id, season, key.kind, key.aspect, slugify(key.person or ""), answer]
    return "/".join(part for part in parts if part)


def fact_row(fact: Fact) -> dict[str, Any]:
    """Every column of ``facts`` but the id."""
    date_min, date_max = days_of(fact.key.kind, fact.value)
    return {
        **_key_columns(fact.key),
        "value": fact.value,
        "status": fact.status,
        "standing": fact.standing,
        "character": fact.character,
        "date_min": date_min,
        "date_max": date_max,
        "since": fact.since.isoformat(),
        "last_confirmed": fact.last_confirmed.isoformat(),
        "independent_sources": fact.independent_sources,
    }


def _key_columns(key: FactKey) -> dict[str, Any]:
    return {
        "show_id": key.show_id,
        "season": key.season,
        "kind": key.kind,
        "aspect": key.aspect,
        "person": key.person,
    }


def fact_from_row(row: Row, sides: Mapping[str, Sequence[int]]) -> Fact:
    """The record behind a row of ``facts``.

    Args:
        row: Of ``facts``.
        sides: The claims of its rows of ``fact_claims``, by side.
    """
    return Fact(
        key=FactKey(ShowId(row["show_id"]), row["season"], ClaimKind(row["kind"]), row["person"], row["aspect"]),
        value=row["value"],
        status=Status(row["status"]),
        standing=Standing(row["standing"]),
        character=row["character"],
        since=date.fromisoformat(row["since"]),
        last_confirmed=date.fromisoformat(row["last_confirmed"]),
        independent_sources=row["independent_sources"],
        supporting=tuple(sides.get("supporting", ())),
        contradicting=tuple(sides.get("contradicting", ())),
    )


def change_row(change: FactChange) -> dict[str, Any]:
    """Every column of ``fact_changes`` but its id, its run and its time."""
    before, after = change.before, change.after
    shown = after or before
    assert shown is not None  # noqa: S101 - a change is from something or to something
    return {
        "change": change.kind,
        "fact_id": fact_id(shown.key, shown.value, shown.status),
        **_key_columns(change.key),
        "character": shown.character,
        "value_before": before.value if before else None,
        "status_before": before.status if before else None,
        "standing_before": before.standing if before else None,
        "person_before": before.key.person if before else None,
        "character_before": before.character if before else None,
        "value": after.value if after else None,
        "status": after.status if after else None,
        "standing": after.standing if after else None,
        "claims_json": to_json(change.claim_ids),
    }


def alias_row(alias: NameAlias) -> dict[str, Any]:
    """The columns of ``name_aliases`` that the record itself says."""
    return {"name": alias.name, "alias": alias.alias, "quote_start": alias.start, "quote_end": alias.end}


def place_from_row(row: Row) -> Place:
    """The record behind a row of story, article, URL, time of publication and authority."""
    return Place(
        story_id=row["story_id"],
        article_id=row["article_id"],
        authority=Authority(row["authority"]),
        at=from_text(row["published_at"]) if row["published_at"] else None,
        url=CanonicalUrl(row["canonical_url"]),
    )

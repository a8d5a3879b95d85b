"""Rows as the store gives them, short."""

from __future__ import annotations

from typing import Any

BEAR = {"id": "the-bear", "title": "The Bear", "network": "FX"}


def change(number: int = 7, **changes: Any) -> dict[str, Any]:
    """A row of ``news``: season 5 of The Bear is renewed."""
    return {
        "change_id": number,
        "run_id": 3,
        "at": "2026-03-10T08:00:00Z",
        "change": "new",
        "show_id": "the-bear",
        "show": "The Bear",
        "season": 5,
        "kind": "renewal",
        "aspect": "",
        "person": None,
        "character": None,
        "value_before": None,
        "status_before": None,
        "standing_before": None,
        "person_before": None,
        "character_before": None,
        "value": "renewed",
        "status": "confirmed",
        "standing": "agreed",
        "fact_id": "the-bear/5/renewal/renewed",
        "claims": [1],
        **changes,
    }


def said(article_id: int = 1, **changes: Any) -> dict[str, Any]:
    """What a claim says, with its article."""
    return {
        "article_id": article_id,
        "evidence": "FX has renewed “The Bear”.",
        "title": "‘The Bear’ is back",
        "url": "https://wire.test/bear",
        "source": "wire",
        **changes,
    }


def fact(value: str, kind: str = "release", **changes: Any) -> dict[str, Any]:
    """A current fact about season 5 of The Bear."""
    return {
        "show_id": "the-bear",
        "season": 5,
        "kind": kind,
        "aspect": "",
        "person": None,
        "character": None,
        "value": value,
        "status": "confirmed",
        "standing": "agreed",
        "since": "2026-03-10",
        "independent_sources": 2,
        **changes,
    }

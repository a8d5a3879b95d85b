"""The labelled articles, replayed in order of publication: the facts that a careful reader of them would sign.

`fixtures/facts/expected.json` was written from the articles; its README says how it is read.
"""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from aggregator.models import Authority, Claim, ClaimKind, Evidence, Fact, ShowId, Standing, Status
from aggregator.resolve import resolve
from tests.resolve.helpers import line

FIXTURES = Path(__file__).parents[2] / "fixtures"
EXPECTED: dict[str, Any] = json.loads((FIXTURES / "facts" / "expected.json").read_text(encoding="utf-8"))
DAYS = [(show, day) for show, days in EXPECTED["shows"].items() for day in days]
LISTED_WHERE_GIVEN = {"cast", "crew"}


@cache
def gold_evidence() -> dict[str, list[Evidence]]:
    """By show: every labelled claim of the two sets that has a date of publication, each site its own witness."""
    evidence: dict[str, list[Evidence]] = {}
    number = 0
    for name in ("dev1", "dev2"):
        for article, text in enumerate((FIXTURES / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()):
            labelled = json.loads(text)
            site = urlsplit(labelled["url"]).netloc
            for label in labelled["claims"] if labelled["published"] else []:
                number += 1
                published = datetime.fromisoformat(labelled["published"])
                evidence.setdefault(label["show"], []).append(
                    Evidence(
                        claim_id=number,
                        article_id=article if name == "dev1" else 1000 + article,
                        claim=Claim(
                            show_id=ShowId(label["show"]),
                            season=label["season"],
                            kind=ClaimKind(label["kind"]),
                            value=label["value"],
                            status=Status(label["status"]),
                            quote="",
                            start=0,
                            end=0,
                            rule="label",
                            version=1,
                            person=label.get("person"),
                            character=label.get("character"),
                        ),
                        said_at=(published if published.tzinfo else published.replace(tzinfo=UTC)).astimezone(UTC),
                        until=None,
                        authority=Authority(EXPECTED["authority"].get(site, "press")),
                        witness=site,
                    )
                )
    return evidence


def as_expected(facts: list[Fact], expected: dict[str, Any]) -> dict[str, Any]:
    """The current facts in the form of the fixture; cast and crew of the seasons for which it lists them."""
    found: dict[str, Any] = {}
    for fact in facts:
        season = "" if fact.key.season is None else str(fact.key.season)
        kind = fact.key.kind.value
        is_listed = kind not in LISTED_WHERE_GIVEN or kind in expected.get(season, {})
        if fact.standing is Standing.SUPERSEDED or not is_listed:
            continue
        kinds = found.setdefault(season, {})
        if kind == "cast":
            said = line(fact) + (f" as {fact.character}" if fact.character else "")
            kinds.setdefault(kind, {})[fact.key.person] = said
        elif kind == "crew":
            marks = line(fact).removeprefix(fact.value)
            kinds.setdefault(kind, []).append(f"{fact.value}: {fact.key.person}{marks}")
        else:
            kinds.setdefault(kind, []).append(line(fact))
    return found


def in_order(tree: dict[str, Any]) -> dict[str, Any]:
    return {
        season: {kind: said if isinstance(said, dict) else sorted(said) for kind, said in kinds.items() if said}
        for season, kinds in tree.items()
    }


def test_the_fixture_covers_ten_shows_on_several_days() -> None:
    assert len(EXPECTED["shows"]) >= 10
    assert all(len(days) >= 3 for days in EXPECTED["shows"].values())


@pytest.mark.parametrize(("show", "day"), DAYS, ids=[f"{show}, {day}" for show, day in DAYS])
def test_facts_that_a_careful_reader_would_sign(show: str, day: str) -> None:
    expected = EXPECTED["shows"][show][day]
    facts = resolve(gold_evidence()[show], date.fromisoformat(day))
    assert in_order(as_expected(facts, expected)) == in_order(expected)


def test_ten_random_orders_give_the_same_facts() -> None:
    for show, evidence in gold_evidence().items():
        facts = resolve(evidence, date(2026, 6, 1))
        for seed in range(10):
            shuffled = list(evidence)
            random.Random(seed).shuffle(shuffled)
            assert resolve(shuffled, date(2026, 6, 1)) == facts, show

"""Evidence in a line: what somebody said of a made-up show, and when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from aggregator.models import Authority, Claim, ClaimKind, Evidence, Fact, ShowId, Standing, Status
from aggregator.resolve.names import AliasPair

SHOW = ShowId("the-lighthouse-keepers")
_numbers = count(1)


def at(day: str) -> datetime:
    """Noon of a day."""
    return datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)


def said(
    day: str,
    kind: str,
    value: str,
    *,
    status: str = "confirmed",
    by: str = "trade",
    season: int | None = 2,
    person: str | None = None,
    character: str | None = None,
    witness: str | None = None,
    until: str | None = None,
    article: int | None = None,
) -> Evidence:
    """Evidence from an article and a witness of its own, unless they are named."""
    number = next(_numbers)
    claim = Claim(
        show_id=SHOW,
        season=season,
        kind=ClaimKind(kind),
        value=value,
        status=Status(status),
        quote=value,
        start=0,
        end=len(value),
        rule="test",
        version=1,
        person=person,
        character=character,
    )
    return Evidence(
        claim_id=number,
        article_id=article or number,
        claim=claim,
        said_at=at(day),
        until=at(until) if until else None,
        authority=Authority(by),
        witness=witness or f"site-{number}",
    )


def line(fact: Fact) -> str:
    """A fact in the words of the tables: "renewed", or with what is not plain: "2025 (denied, disputed)"."""
    marks = [fact.status.value] if fact.status is not Status.CONFIRMED else []
    marks += [fact.standing.value] if fact.standing is not Standing.AGREED else []
    return f"{fact.value} ({', '.join(marks)})" if marks else fact.value


def believed(evidence: list[Evidence], day: str, aliases: tuple[AliasPair, ...] = ()) -> list[str]:
    """The lines of the facts as of a day."""
    from aggregator.resolve import resolve

    return [line(fact) for fact in resolve(evidence, date.fromisoformat(day), aliases)]

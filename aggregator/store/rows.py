"""Records to rows and back, purely: no SQL, no database.

Timestamps are UTC text with whole seconds and a ``Z``, so that they compare as text and SQLite's own functions read
them; the fraction of a second is not kept. JSON is compact and in a fixed order, so that equal records are equal text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from aggregator.models import (
    Article,
    Attempt,
    Authority,
    CanonicalUrl,
    Claim,
    ClaimKind,
    Completeness,
    EntryState,
    Field,
    Fingerprint,
    KnownArticle,
    KnownEntry,
    Move,
    Outcome,
    Purpose,
    Request,
    Resource,
    RobotsFile,
    Selectors,
    Show,
    ShowId,
    ShowMatch,
    Source,
    SourceId,
    SourceState,
    Stamp,
    Status,
    Validators,
)

Row = Mapping[str, Any]

REVISION_COLUMNS = ("revision", "url", "title", "text", "fingerprint", "source_id")
"""What a revision of an article consists of, as it is archived."""

# A lookup costs a tenth of what it costs to ask an enumeration for its member.
_KINDS = {kind.value: kind for kind in ClaimKind}
_STATUSES = {status.value: status for status in Status}
_FIELDS = {field.value: field for field in Field}

_SELECTORS = tuple(field.name for field in fields(Selectors))

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
"""Made once: that takes as long as writing what most columns hold."""

_DATED_KINDS = frozenset({ClaimKind.RELEASE, ClaimKind.RENEWAL_DATE})


@lru_cache(maxsize=16)  # what is saved at one time is stamped with it several times
def to_text(at: datetime) -> str:
    """``2026-11-03T09:30:00Z``; ValueError where ``at`` has no time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone")
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def from_text(text: str) -> datetime:
    """The aware UTC time that ``to_text`` wrote."""
    return datetime.fromisoformat(text)


def to_json(value: object) -> str:
    """Compact JSON, letters of every script as they are; equal values have equal text."""
    return _JSON.encode(value)


def _optional_text(at: datetime | None) -> str | None:
    return None if at is None else to_text(at)


def _optional_time(text: str | None) -> datetime | None:
    return None if text is None else from_text(text)


# --- catalogue -----------------------------------------------------------------------------------------------


def show_row(show: Show) -> dict[str, Any]:
    """Every column of ``shows`` but the id and when it was stored."""
    return {
        "title": show.title,
        "aliases_json": to_json(show.aliases),
        "network": show.network,
        "year": show.year,
        "imdb": show.imdb,
        "tvmaze": show.tvmaze,
        "wikidata": show.wikidata,
        "not_phrases_json": to_json(show.not_phrases),
        "people_json": to_json(show.people),
    }


def catalogue_digest(shows: Iterable[Show]) -> str:
    """16 hex digits that change when what an article is matched against changes, in whatever order it is given.

    Ids elsewhere (imdb, tvmaze, wikidata) match nothing, so a correction there makes no work.
    """
    names = [
        [show.id, show.title, sorted(show.aliases), show.network, show.year, sorted(show.not_phrases)] for show in shows
    ]
    names.sort(key=to_json)
    return hashlib.sha256(to_json(names).encode("utf-8", "replace")).hexdigest()[:16]


def source_row(source: Source) -> dict[str, Any]:
    """Every column of ``sources`` but the id and when it was stored; never the headers, which may hold secrets."""
    return {
        "kind": source.kind,
        "role": source.role,
        "url": source.url,
        "authority": source.authority,
        "language": source.language,
        "selectors_json": to_json({name: css for name in _SELECTORS if (css := getattr(source.selectors, name))}),
        "full_text": source.full_text,
        "follow": source.follow,
        "interval_s": source.interval_s,
        "expect_min": source.expect_min,
        "shows_json": to_json(source.shows),
        "enabled": int(source.enabled),
    }


# --- articles ------------------------------------------------------------------------------------------------


def article_row(article: Article) -> dict[str, Any]:
    """The columns of ``articles`` that the record itself says; the store adds its own."""
    return {
        "canonical_url": article.url,
        "url": article.link_url,
        "fetched_url": article.fetched_url,
        "title": article.title,
        "authors_json": to_json(article.authors),
        "site": article.site,
        "language": article.language,
        **stamp_columns("published", article.published),
        **stamp_columns("modified", article.modified),
        "summary": article.summary,
        "text": article.text,
        "completeness": article.completeness,
        "word_count": article.word_count,
        "fingerprint": article.fingerprint,
        "image_url": article.image_url,
        "flags_json": to_json(article.flags),
        "external_id": article.external_id,
    }


def article_from_row(row: Row) -> Article:
    """The record behind a row of ``articles``."""
    return Article(
        url=CanonicalUrl(row["canonical_url"]),
        title=row["title"],
        text=row["text"],
        fingerprint=Fingerprint(row["fingerprint"]),
        word_count=row["word_count"],
        completeness=Completeness(row["completeness"]),
        fetched_url=row["fetched_url"],
        link_url=row["url"],
        authors=tuple(json.loads(row["authors_json"])),
        site=row["site"],
        language=row["language"],
        published=_stamp_from("published", row),
        modified=_stamp_from("modified", row),
        summary=row["summary"],
        image_url=row["image_url"],
        flags=tuple(json.loads(row["flags_json"])),
        external_id=row["external_id"],
    )


def known_article_from_row(row: Row) -> KnownArticle:
    """What dedupe needs to know, from a row of ``articles`` with the authority of its source."""
    return KnownArticle(
        id=row["id"],
        url=CanonicalUrl(row["canonical_url"]),
        fingerprint=Fingerprint(row["fingerprint"]),
        completeness=Completeness(row["completeness"]),
        word_count=row["word_count"],
        title=row["title"],
        authority=Authority(row["authority"]),
        published_at=from_text(row["published_at"]) if row["published_at"] else None,
        revised_at=from_text(row["revised_at"]),
    )


def stamp_columns(name: str, stamp: Stamp | None) -> dict[str, Any]:
    """A stamp as the four columns that begin with ``name``; ``_at`` is NULL unless it is trusted."""
    return {
        f"{name}_at": _optional_text(stamp.at) if stamp else None,
        f"{name}_raw": stamp.raw if stamp else None,
        f"{name}_from": stamp.read_from if stamp else None,
        f"{name}_flag": stamp.flag if stamp else None,
    }


def _stamp_from(name: str, row: Row) -> Stamp | None:
    if row[f"{name}_raw"] is None:
        return None
    return Stamp(
        at=_optional_time(row[f"{name}_at"]),
        raw=row[f"{name}_raw"],
        read_from=row[f"{name}_from"],
        flag=row[f"{name}_flag"],
    )


# --- matches and claims --------------------------------------------------------------------------------------


def match_row(match: ShowMatch) -> dict[str, Any]:
    """The columns of ``article_shows`` that say how the article and the show belong together."""
    mentions = [[m.field, m.start, m.end, m.alias, m.score] for m in match.mentions]
    return {"verdict": match.verdict, "score": match.score, "mentions_json": to_json(mentions)}


def claim_row(claim: Claim) -> dict[str, Any]:
    """The columns of ``claims`` that the record itself says, with the days between which its date window lies."""
    date_min, date_max = days_of(claim.kind, claim.value)
    return {
        "show_id": claim.show_id,
        "season": claim.season,
        "kind": claim.kind,
        "value": claim.value,
        "status": claim.status,
        "person": claim.person,
        "character": claim.character,
        "said_by": claim.said_by,
        "date_min": date_min,
        "date_max": date_max,
        "quote": claim.quote,
        "quote_start": claim.start,
        "quote_end": claim.end,
        "evidence_in": claim.evidence_in,
        "rule": claim.rule,
        "rule_version": claim.version,
        "confidence": claim.confidence,
    }


def claim_from_row(row: Row) -> Claim:
    """The record behind a row of ``claims``."""
    return Claim(
        show_id=ShowId(row["show_id"]),
        season=row["season"],
        kind=_KINDS[row["kind"]],
        value=row["value"],
        status=_STATUSES[row["status"]],
        quote=row["quote"],
        start=row["quote_start"],
        end=row["quote_end"],
        rule=row["rule"],
        version=row["rule_version"],
        person=row["person"],
        character=row["character"],
        said_by=row["said_by"],
        evidence_in=_FIELDS[row["evidence_in"]],
        confidence=row["confidence"],
    )


def days_of(kind: ClaimKind, value: str) -> tuple[str | None, str | None]:
    """The first and last day of a dated claim or fact; None for an open end and for values that are no date."""
    from aggregator.dates import DateWindow

    if kind not in _DATED_KINDS:
        return None, None
    try:
        window = DateWindow.parse(value)
    except ValueError:  # "unannounced"
        return None, None
    return window.first_day.isoformat(), None if window.is_open else window.last_day.isoformat()


# --- what a run remembers ------------------------------------------------------------------------------------


def attempt_row(attempt: Attempt, request: Request) -> dict[str, Any]:
    """Every column of ``fetches`` but its id and run."""
    return {
        "source_id": request.source.id,
        "url": attempt.url,
        "purpose": Purpose.ROBOTS if attempt.url.endswith("/robots.txt") else request.purpose,
        "outcome": attempt.outcome,
        "severity": attempt.severity,
        "status": attempt.status,
        "started_at": to_text(attempt.started_at),
        "elapsed_s": round(attempt.elapsed_s, 3),
        "body_bytes": attempt.body_bytes,
        "detail": attempt.detail,
    }


def resource_row(resource: Resource) -> dict[str, Any]:
    """Every column of ``resources`` but its numbers."""
    return {
        "url": resource.url,
        "etag": resource.validators.etag,
        "last_modified": resource.validators.last_modified,
        "body_digest": None if resource.body_hash is None else bytes.fromhex(resource.body_hash),
        "fetched_at": to_text(resource.fetched_at),
        "article_id": resource.article_id,
    }


def resource_from_row(row: Row) -> Resource:
    """The record behind a row of ``resources``."""
    return Resource(
        url=row["url"],
        validators=Validators(row["etag"], row["last_modified"]),
        body_hash=row["body_hash"],
        fetched_at=from_text(row["fetched_at"]),
        article_id=row["article_id"],
    )


def robots_row(file: RobotsFile) -> dict[str, Any]:
    """Every column of ``robots`` but its origin."""
    return {"text": file.text, "fetched_at": to_text(file.fetched_at)}


def robots_from_row(row: Row) -> RobotsFile:
    """The record behind a row of ``robots``."""
    return RobotsFile(row["origin"], row["text"], from_text(row["fetched_at"]))


def entry_from_row(row: Row) -> KnownEntry:
    """The record behind a row of ``entries``."""
    return KnownEntry(
        key=row["key"],
        url=row["url"],
        signature=row["signature"],
        state=EntryState(row["state"]),
        catalogue=row["catalogue"],
        article_id=row["article_id"],
        failures=row["failures"],
    )


def source_state_row(state: SourceState) -> dict[str, Any]:
    """Every column of ``source_states`` but its source."""
    return {
        "last_attempt_at": _optional_text(state.last_attempt_at),
        "last_success_at": _optional_text(state.last_success_at),
        "last_outcome": state.last_outcome,
        "failures": state.failures,
        "next_due_at": _optional_text(state.next_due_at),
        "gone": int(state.gone),
        "entries": state.entries,
        "full_at": _optional_text(state.full_at),
        "not_modified_at": _optional_text(state.not_modified_at),
        "misled_at": _optional_text(state.misled_at),
        "move_url": state.move.url if state.move else None,
        "move_first_at": to_text(state.move.first_at) if state.move else None,
        "move_last_at": to_text(state.move.last_at) if state.move else None,
        "move_runs": state.move.runs if state.move else None,
        "moved_to": state.moved_to,
    }


def source_state_from_row(row: Row) -> SourceState:
    """The record behind a row of ``source_states``."""
    return SourceState(
        source_id=SourceId(row["source_id"]),
        last_attempt_at=_optional_time(row["last_attempt_at"]),
        last_success_at=_optional_time(row["last_success_at"]),
        last_outcome=None if row["last_outcome"] is None else Outcome(row["last_outcome"]),
        failures=row["failures"],
        next_due_at=_optional_time(row["next_due_at"]),
        gone=bool(row["gone"]),
        entries=row["entries"],
        full_at=_optional_time(row["full_at"]),
        not_modified_at=_optional_time(row["not_modified_at"]),
        misled_at=_optional_time(row["misled_at"]),
        move=_move_from_row(row),
        moved_to=row["moved_to"],
    )


def _move_from_row(row: Row) -> Move | None:
    if row["move_url"] is None:
        return None
    return Move(row["move_url"], from_text(row["move_first_at"]), from_text(row["move_last_at"]), row["move_runs"])

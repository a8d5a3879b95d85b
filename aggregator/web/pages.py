"""Requests to the pages of shows, facts and sources."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any, Final
from urllib.parse import unquote, urlencode

from datasette import NotFound, Response

from aggregator.models import ShowId
from aggregator.pipeline.knowledge import history_of, with_witnesses
from aggregator.store import Store
from aggregator.web.answering import asked_of, fill, read_store
from aggregator.web.evidence import SHOWN_CLAIMS, witnesses
from aggregator.web.health import SHOWN_DAYS, sparks
from aggregator.web.paging import Paging, page_asked
from aggregator.web.scorecard import DECISIONS, FIRMNESSES, SORTS, Filters, Line, chosen, scorecard, with_changes
from aggregator.web.seasons import season_card, seasons_of
from aggregator.web.timeline import NARROW_PX, WIDE_PX, draw_timeline
from aggregator.wording.claims import KIND_ORDER

SHOWN_SHOWS: Final = 100
"""Rows of the scorecard on one page."""
NEWS_DAYS: Final = 7
_SHOWN_NEWS: Final = 12
_READ_NEWS: Final = 1_000
"""The most telling are looked for among so many of the newest; a first run brings ten thousand."""
_SHOWN_STORIES: Final = 12


def now_utc() -> datetime:
    """The one clock of the pages."""
    return datetime.now(UTC)


async def scorecard_page(datasette: Any, request: Any) -> Response:
    """``/``: every show with its next season, and the news."""
    query = asked_of(request)
    filters = Filters.from_query(query)
    now = now_utc()

    def work(store: Store) -> dict[str, Any]:
        shows = store.followed()
        lines, paging = _lines(store, shows, filters, page_asked(query), now.date())
        news = _news(store.news(since=now - timedelta(days=NEWS_DAYS), limit=_READ_NEWS))
        shown_news = _with_first_word(store, news[:_SHOWN_NEWS])
        return {
            "lines": lines,
            "paging": paging,
            "total": len(shows),
            "networks": sorted({show["network"] for show in shows if show["network"]}, key=str.casefold),
            "news": [(day, list(rows)) for day, rows in groupby(shown_news, key=lambda row: row["at"][:10])],
            "has_more_news": len(news) > _SHOWN_NEWS,
            "last_run": next(iter(store.last_runs(1)), None),
        }

    context = await read_store(datasette, work)
    context |= {
        "filters": filters,
        "sort_links": _sort_links(filters),
        "asked": filters.as_query(),
        "decisions": DECISIONS,
        "firmnesses": FIRMNESSES,
        "sorts": SORTS,
        "news_days": NEWS_DAYS,
    }
    return await fill(datasette, request, "scorecard.html", context)


def _lines(
    store: Store, shows: list[dict[str, Any]], filters: Filters, page: int, today: date
) -> tuple[list[Line], Paging]:
    """The lines of one page. Of all shows only that is read by which they are chosen and sorted, of these the rest."""
    lines = scorecard(shows, store.scorecard_facts() if filters.needs_facts else [], today=today)
    if filters.needs_changes:
        lines = with_changes(lines, store.last_changes)
    found = [line.show for line in chosen(lines, filters)]
    paging = Paging.of(page, SHOWN_SHOWS, len(found))
    shown = found[paging.offset : paging.last]
    ids = [show["id"] for show in shown]
    return with_changes(scorecard(shown, store.scorecard_facts(ids), today=today), store.last_changes), paging


def _sort_links(filters: Filters) -> dict[str, tuple[str, str]]:
    """By column: the query that sorts by it, the other way round where it does already, and how it is sorted now."""
    links = {}
    for name in SORTS:
        state = "ascending" if filters.sort == name else "descending" if filters.sort == f"-{name}" else "none"
        links[name] = urlencode(filters.as_query(sort=f"-{name}" if state == "ascending" else name)), state
    return links


def _news(news: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last change of each question, the latest day first, of one day decisions before dates and dates before casts.

    Args:
        news: Rows of ``news``, newest first; of one run, what is believed now tells more than what no longer is.
    """
    last: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in sorted(news, key=lambda row: (row["at"], row["value"] is not None), reverse=True):
        person = row["person"] if row["person"] is not None else row["person_before"]
        last.setdefault((row["show_id"], row["season"], row["kind"], row["aspect"], person), row)
    return sorted(last.values(), key=lambda row: (row["at"][:10], -KIND_ORDER.index(row["kind"])), reverse=True)


def _with_first_word(store: Store, news: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of ``news``, each with the first claim that made the change and is still on record, as ``told``, or None."""
    told = store.claims_told(claim_id for row in news for claim_id in row["claims"])
    return [{**row, "told": next((told[name] for name in row["claims"] if name in told), None)} for row in news]


async def show_page(datasette: Any, request: Any) -> Response:
    """``/shows/SLUG``: a season's card, how belief in it moved, the other seasons, the newest stories."""
    show_id = ShowId(unquote(request.url_vars["show_id"]))
    asked = request.args.get("season") or None
    today = now_utc().date()
    context = await read_store(datasette, lambda store: _show(store, show_id, asked, today))
    return await fill(datasette, request, "show.html", context)


def _show(store: Store, show_id: ShowId, asked: str | None, today: date) -> dict[str, Any]:
    show = store.show(show_id)
    if show is None:
        raise NotFound(f"no show has the id {show_id}")
    facts = store.facts_of(show_id)
    (line,) = scorecard([show], [fact for fact in facts if fact["standing"] != "superseded"], today=today)
    seasons = seasons_of(facts)
    season = _season(asked, seasons, line.season)
    moves = [(change, said_by) for change, said_by in history_of(store, show_id, today) if change.key.season == season]
    rows = store.change_rows(change for change, _ in moves)
    steps = [{**row, "said_by": said_by} for row, (_, said_by) in zip(rows, moves, strict=True)]
    stories = store.stories_about(show_id)
    told_on = [date.fromisoformat(row["sort_at"][:10]) for row in stories]
    return {
        "show": show,
        "line": line,
        "seasons": seasons,
        "season": season,
        "card": season_card(facts, season),
        "timelines": {
            name: draw_timeline(steps, told_on, today=today, room=room)
            for name, room in (("wide", WIDE_PX), ("narrow", NARROW_PX))
        },
        "steps": steps,
        "stories": stories[:_SHOWN_STORIES],
        "story_count": len(stories),
    }


def _season(asked: str | None, seasons: list[int | None], upcoming: int | None) -> int | None:
    """The season that an address asks for; the one that people wait for where it asks for none."""
    if asked is None:
        return upcoming if upcoming is not None or not seasons else seasons[0]
    season = int(asked) if asked.isascii() and asked.isdigit() else None
    if season not in seasons:
        raise NotFound(f"nothing is known of season {asked}")
    return season


async def fact_page(datasette: Any, request: Any) -> Response:
    """``/facts/ID``: a fact with its evidence."""
    fact_id = unquote(request.url_vars["fact_id"])

    def work(store: Store) -> dict[str, Any]:
        explained = with_witnesses(store, store.explain_facts([fact_id]))
        if not explained:
            raise NotFound(f"no fact has the id {fact_id}")
        (known,) = explained
        shown = {side: known[side][:SHOWN_CLAIMS] for side in ("supporting", "contradicting")}
        texts = store.texts((claim["article_id"], claim["revision"]) for side in shown.values() for claim in side)
        fact = known["fact"]
        rivals = [
            other
            for other in store.facts_of(fact["show_id"])
            if other["id"] != fact["id"]
            and all(other[column] == fact[column] for column in ("season", "kind", "aspect", "person"))
        ]
        return {
            "fact": fact,
            "sides": {side: witnesses(claims, texts) for side, claims in shown.items()},
            "counts": {side: len(known[side]) for side in shown},
            "rivals": rivals,
            "shown_claims": SHOWN_CLAIMS,
        }

    return await fill(datasette, request, "fact.html", await read_store(datasette, work))


async def sources_page(datasette: Any, request: Any) -> Response:
    """``/sources``: how each source fares, what it yields, and how often it was right first."""
    today = now_utc().date()

    def work(store: Store) -> dict[str, Any]:
        return {
            "sources": store.sources(),
            "sparks": sparks(store.daily_outcomes(today - timedelta(days=SHOWN_DAYS - 1)), today=today),
            "yields": store.source_yields(),
            "firsts": store.first_witnesses(),
            "alarms": store.open_alarms(),
            "days": SHOWN_DAYS,
        }

    return await fill(datasette, request, "sources.html", await read_store(datasette, work))


async def no_page(_datasette: Any, _request: Any) -> Response:
    """In place of pages that Datasette has for its own developers, with scripts and fields without labels."""
    raise NotFound("There is nothing at this address.")

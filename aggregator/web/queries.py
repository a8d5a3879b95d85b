"""Queries that answer real questions, as Datasette offers them; each stands on the views and on stable tables alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Query:
    """A question, its name in addresses, and the SQL that answers it; ``:name`` in it asks the reader for a value."""

    name: str
    title: str
    description: str
    sql: str


_RENEWED = """
select show, network, season, renewal, announced, renewal_sources as sources
from season_card
where renewal in ('renewed', 'ending') and renewal_standing = 'agreed'
    and announced like coalesce(nullif(:month, ''), strftime('%Y-%m', 'now')) || '%'
order by announced desc, show, season
"""

_DISPUTED = """
select show, season, kind, person, value, status, independent_sources as sources, since, last_confirmed, fact_id
from current_facts
where standing = 'disputed'
order by show, season, kind, person, independent_sources desc
"""

_TWO_SHOWS = """
select person, count(distinct show_id) as shows,
    group_concat(show || ', season ' || season || coalesce(' as ' || character, ''), '; ') as returns_to
from current_facts
where kind = 'cast' and value = 'returning' and status <> 'denied' and standing = 'agreed'
group by person
having count(distinct show_id) > 1
order by shows desc, person
"""

_FIRST_AND_RIGHT = """
with said as (
    select f.fact_id, e.source, e.authority, coalesce(e.published_at, e.seen_at) as at,
        row_number() over (
            partition by f.fact_id order by coalesce(e.published_at, e.seen_at), e.claim_id
        ) as place
    from current_facts as f join fact_evidence as e on e.fact_id = f.fact_id and e.side = 'supporting'
    where f.standing = 'agreed' and f.independent_sources > 1
)
select source, authority, count(case when place = 1 then 1 end) as first_and_right,
    count(distinct fact_id) as right_at_all
from said
group by source
order by first_and_right desc, right_at_all desc, source
"""

_PREMIERE_TO_RENEWAL = """
with days as (
    select premiere.show_id, shows.network,
        julianday(announced.date_min) - julianday(premiere.date_min) as days
    from current_facts as premiere
    join current_facts as announced
        on announced.show_id = premiere.show_id and announced.season = premiere.season + 1
    join shows on shows.id = premiere.show_id
    where premiere.kind = 'release' and premiere.standing = 'agreed' and premiere.date_min = premiere.date_max
        and announced.kind = 'renewal_date' and announced.standing = 'agreed'
        and announced.date_min = announced.date_max
),
placed as (
    select network, days, row_number() over (partition by network order by days) as place,
        count(*) over (partition by network) as renewals
    from days
)
select network, cast(avg(days) as integer) as median_days, renewals
from placed
where place in ((renewals + 1) / 2, (renewals + 2) / 2)
group by network
order by median_days
"""

QUERIES: Final = (
    Query(
        "renewed_in_month",
        "Renewed in a month",
        "Decisions announced in a month such as 2026-11; in the present one where none is given.",
        _RENEWED.strip(),
    ),
    Query(
        "disputed",
        "Disputed facts",
        "Where sources of comparable standing contradict each other, answer by answer.",
        _DISPUTED.strip(),
    ),
    Query(
        "returns_to_two_shows",
        "Who returns to two shows",
        "Actors who are believed to return to more than one followed show.",
        _TWO_SHOWS.strip(),
    ),
    Query(
        "first_and_right",
        "Which source was first, and right",
        "Of the agreed facts that several independent sources stand behind: how often each source said it first.",
        _FIRST_AND_RIGHT.strip(),
    ),
    Query(
        "premiere_to_renewal",
        "Median days from premiere to renewal",
        "From the premiere of a season to the announcement of the next one, by network; below zero where it came"
        " before the premiere. Only dates known to the day count.",
        _PREMIERE_TO_RENEWAL.strip(),
    ),
)

"""The scorecard: every show with its next season at a glance. Pure: rows in, rows out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from aggregator.text import normalize_text
from aggregator.wording.facts import FIRMEST_FIRST, firmness

Row = Mapping[str, Any]

NO_WORD: Final = "no word"
"""What stands for a decision where nobody has said anything."""
DECISIONS: Final = ("renewed", "ending", "cancelled", "undecided", NO_WORD)
FIRMNESSES: Final = ("confirmed", "expected", "possible", "farms only", "disputed")
SORTS: Final = ("show", "decision", "announced", "release", "sources", "changed")
_LAST: Final = "9999"
"""Stands behind every date."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked for; an empty text asks for nothing. ``sort`` is one of SORTS, with a minus backwards."""

    text: str = ""
    decision: str = ""
    network: str = ""
    firmness: str = ""
    sort: str = "show"

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filters:
        """What a query string asks for; what no form of ours can send is passed over."""
        sort = query.get("sort", "")
        return cls(
            text=query.get("q", "").strip(),
            decision=_one_of(query.get("decision", ""), DECISIONS),
            network=query.get("network", ""),
            firmness=_one_of(query.get("firmness", ""), FIRMNESSES),
            sort=sort if sort.removeprefix("-") in SORTS else "show",
        )

    @property
    def is_narrowing(self) -> bool:
        """Whether any show may be left out."""
        return any((self.text, self.decision, self.network, self.firmness))

    @property
    def needs_facts(self) -> bool:
        """Whether shows are chosen or sorted by what is believed of them, and not by their names alone."""
        return bool(self.decision or self.firmness) or self.sort.removeprefix("-") not in ("show", "changed")

    @property
    def needs_changes(self) -> bool:
        """Whether shows are sorted by what changed last."""
        return self.sort.removeprefix("-") == "changed"

    def as_query(self, **changes: str) -> dict[str, str]:
        """The query string that asks for the same, but for the changes; without what asks for nothing."""
        asked = {"q": self.text, "decision": self.decision, "network": self.network, "firmness": self.firmness}
        asked["sort"] = "" if self.sort == "show" else self.sort
        return {name: value for name, value in (asked | changes).items() if value}


def _one_of(value: str, allowed: Sequence[str]) -> str:
    return value if value in allowed else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One show: the season that people wait for, and what is believed of it.

    ``decisions``, ``announced`` and ``releases`` are facts, the firmest first, more than one where they are disputed.
    ``change`` is the row of ``news`` that tells what changed last. A season that has started is the latest one: of what
    comes after it nobody speaks.
    """

    show: Row
    season: int | None
    decisions: tuple[Row, ...] = ()
    announced: tuple[Row, ...] = ()
    releases: tuple[Row, ...] = ()
    change: Row | None = None
    has_started: bool = False

    @property
    def decision(self) -> str:
        """One of DECISIONS; of several that are disputed, the firmest. That something is not so decides nothing."""
        if not self.decisions:
            return NO_WORD
        leading = self.decisions[0]
        return "undecided" if leading["status"] == "denied" else str(leading["value"])

    @property
    def leading(self) -> Row | None:
        """The fact by which the line is judged firm or not: the decision, or else the release."""
        return next(iter((*self.decisions, *self.releases)), None)

    @property
    def is_disputed(self) -> bool:
        """Whether decision or release are disputed."""
        return any(fact["standing"] == "disputed" for fact in (*self.decisions, *self.releases))

    @property
    def firm(self) -> str:
        """One of FIRMNESSES, empty where nothing is said."""
        if self.is_disputed:
            return "disputed"
        return firmness(self.leading) if self.leading else ""

    @property
    def sources(self) -> int:
        """How many independent sources stand behind it."""
        return int(self.leading["independent_sources"]) if self.leading else 0


@dataclass(slots=True)
class _Season:
    number: int
    facts: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def has_started(self, today: str) -> bool:
        """Whether it is known to have."""
        return any(
            bool(fact["date_max"]) and str(fact["date_max"]) < today and fact["standing"] == "agreed"
            for fact in self.facts["release"]
        )

    @property
    def is_dated(self) -> bool:
        return any(fact["date_min"] is not None for fact in self.facts["release"])

    @property
    def decided_on(self) -> str:
        return max((str(fact["since"]) for fact in self.facts["renewal"]), default="")


def scorecard(shows: Iterable[Row], facts: Iterable[Row], *, today: date) -> list[Line]:
    """A line for each show, in the order of the shows, without what changed last.

    Args:
        shows: With ``id``, ``title`` and ``network``.
        facts: Current facts of the kinds that the scorecard tells of.
        today: Tells which seasons have started.
    """
    by_show: dict[str, dict[int, _Season]] = defaultdict(dict)
    for fact in facts:
        number = fact["season"]
        if number is not None and not _is_denial_of_a_date(fact):
            season = by_show[fact["show_id"]].setdefault(number, _Season(number))
            season.facts[fact["kind"]].append(fact)
    return [_line(show, by_show[show["id"]], today.isoformat()) for show in shows]


def with_changes(
    lines: Iterable[Line], last_changes: Callable[[dict[str, int | None]], Mapping[str, Row]]
) -> list[Line]:
    """The lines with what changed last of each show, most of all of the season that the line tells of.

    Args:
        lines: As of ``scorecard``.
        last_changes: Given the season of each show, answers with the change of each that has any.
    """
    lines = list(lines)
    changes = last_changes({line.show["id"]: line.season for line in lines})
    return [replace(line, change=changes.get(line.show["id"])) for line in lines]


def _is_denial_of_a_date(fact: Row) -> bool:
    return bool(fact["status"] == "denied" and fact["kind"] != "renewal")


def _line(show: Row, seasons: Mapping[int, _Season], today: str) -> Line:
    number = next_season(seasons, today)
    if number is None:
        return Line(show, None)
    season = seasons[number]
    return Line(
        show,
        number,
        decisions=_answers(season.facts["renewal"]),
        announced=_answers(season.facts["renewal_date"]),
        releases=_answers(season.facts["release"]),
        has_started=season.has_started(today),
    )


def next_season(seasons: Mapping[int, Any], today: str) -> int | None:
    """The season that people wait for, None where none is named.

    Of those after the last that has started: the first with a date, or else the one decided last (of several decided
    on one day, the first). Where all have started, the last one.
    """
    if not seasons:
        return None
    over = max((number for number, season in seasons.items() if season.has_started(today)), default=0)
    ahead = [season for number, season in sorted(seasons.items()) if number > over]
    dated = next((season for season in ahead if season.is_dated), None)
    if dated:
        return int(dated.number)
    decided = [season for season in ahead if season.facts["renewal"]]
    if decided:
        newest = max(season.decided_on for season in decided)
        return int(next(season.number for season in decided if season.decided_on == newest))
    return max(seasons)


def _answers(facts: Iterable[Row]) -> tuple[Row, ...]:
    """The current answers to one question, the firmest first; rumours only where there is nothing else."""
    ordered = sorted(facts, key=lambda fact: (FIRMEST_FIRST.index(fact["status"]), -fact["independent_sources"]))
    believed = tuple(fact for fact in ordered if fact["standing"] != "rumoured")
    return believed or tuple(ordered)


def chosen(lines: Iterable[Line], filters: Filters) -> list[Line]:
    """The lines that the reader asked for, in the order asked for; shows without an answer come last either way."""
    found = [line for line in lines if _matches(line, filters)]
    name, from_the_end = filters.sort.removeprefix("-"), filters.sort.startswith("-")
    keyed = [(_key(line, name), line) for line in found]
    known = [(key, line) for key, line in keyed if key not in (None, _LAST)]
    unknown = [line for key, line in keyed if key in (None, _LAST)]
    known.sort(key=lambda pair: pair[0], reverse=from_the_end)
    return [line for _, line in known] + unknown


def _matches(line: Line, filters: Filters) -> bool:
    names = [line.show["title"], *(line.show.get("aliases") or ())]
    wanted = normalize_text(filters.text)
    return (
        (not filters.decision or line.decision == filters.decision)
        and (not filters.network or str(line.show["network"]) == filters.network)
        and (not filters.firmness or line.firm == filters.firmness)
        and (not wanted or any(wanted in normalize_text(name) for name in names))
    )


def _key(line: Line, name: str) -> Any:
    match name:
        case "decision":
            return DECISIONS.index(line.decision)
        case "announced":
            return min((str(fact["value"]) for fact in line.announced), default=_LAST)
        case "release":
            return min((fact["date_min"] or _LAST for fact in line.releases), default=_LAST)
        case "sources":
            return line.sources
        case "changed":
            return line.change["at"] if line.change else None
        case _:
            return normalize_text(line.show["title"])

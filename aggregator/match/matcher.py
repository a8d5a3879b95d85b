"""From the names in an article to what each show is to it.

Theory of operation: every place where a name of the catalogue stands is judged alone (``evidence``). The surest one
of a show then lends some of its sureness to the others, because nobody writes of a series in one sentence and of
its homonym in the next without saying so; and what turned out to be a part of a longer title somewhere is one
everywhere. Lines that lead to other articles name shows that the article is not about: they count little.

Known exceptions: an article about an actor that names one series in every paragraph is taken to be about the
series; a round-up is about no single show unless its headline names it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from aggregator.match.evidence import is_mere_word, judge
from aggregator.match.longer import take_for_longer_title
from aggregator.match.names import Hit, Names
from aggregator.match.occurrence import Occurrence, ShowSigns
from aggregator.match.passage import Case, Passage
from aggregator.match.words import (
    COUNTRIES,
    FUNCTION_WORDS,
    IN_PASSING_AFTER,
    IN_PASSING_BEFORE,
    SEASON_WORDING,
)
from aggregator.models import Field, Mention, Show, ShowId, ShowMatch, Verdict
from aggregator.text import fold

MIN_MENTION_SCORE: Final = 0.4
"""Less sure places are no mentions at all."""

_ANCHOR: Final = 0.85  # an occurrence as sure as this lends to the others of its show
_LENT: Final = {Case.NAME: 2.5, Case.NOTHING: 1.0, Case.LOWER: 0.0}  # points, by what the capitals tell there
_PRESCREEN_SCORE: Final = 0.15  # errs towards yes: a wrong yes costs one fetch, a wrong no an article
_TELLING_WORDS: Final = 20  # an article of fewer words may be about television without saying so
_MAX_HITS: Final = 1_000  # no article names shows so often; a page that does is made to cost time
_LINK_FACTOR: Final = 0.5
_UNRESOLVED: Final = 0.5  # highest score of a name that two followed shows share, with nothing to tell them apart

_ABOUT: Final = 0.5
_IN_TITLE: Final = 0.6
_IN_TITLE_IN_PASSING: Final = 0.15
_IN_LEAD: Final = 0.2
_IN_BODY: Final = 0.35
_TITLE_LEFT_OPEN: Final = 0.3  # the headline speaks of a season and leaves it to the first lines to say of what
_ENOUGH_MENTIONS: Final = 4.0
_LEAD_LINES: Final = 3
_LINK_SHARE: Final = 0.1


class Matcher:
    """Finds followed shows in articles. Built once for a catalogue; reading changes nothing in it."""

    def __init__(self, shows: Sequence[Show]) -> None:
        self._names = Names(shows)
        self._signs = {show.id: _signs(show) for show in shows}

    def match(self, title: str, text: str, *, only: Collection[ShowId] = ()) -> tuple[ShowMatch, ...]:
        """What each followed show that is named is to the article; best first, about before unsure before mentioned.

        Args:
            title: The headline.
            text: The article, paragraphs parted by blank lines.
            only: Look for these shows alone; empty means all.

        Returns:
            One match a show, its mentions in reading order, the title's first; offsets count code points.
        """
        passages = {Field.TITLE: Passage(title, is_title=True), Field.TEXT: Passage(text)}
        hits = {
            where: [hit for hit in self._names.find(passage.tokens) if not only or hit.name.show_id in only][:_MAX_HITS]
            for where, passage in passages.items()
        }
        hits[Field.TEXT] = [hit for hit in hits[Field.TEXT] if not is_mere_word(hit, passages[Field.TEXT])]
        if not any(hits.values()):
            return ()
        found = self._judge(passages, hits)
        scores = self._scores(passages, found)
        return _matches(passages, scores, {occurrence.hit.name.show_id for occurrence in found[Field.TITLE]})

    def names_show(self, text: str) -> bool:
        """Whether a headline, a summary or the words of an address may name a followed show; errs towards yes."""
        if re.match(r"https?://", text):
            text = re.sub(r"[/_+-]+", " ", unquote(urlsplit(text).path))
        passage = Passage(text)
        hits = self._names.find(passage.tokens)[:_MAX_HITS]
        judged = (judge(hit, passage, self._signs[hit.name.show_id], None) for hit in hits)
        return any(occurrence is not None and occurrence.probability >= _PRESCREEN_SCORE for occurrence in judged)

    def _judge(self, passages: dict[Field, Passage], hits: dict[Field, list[Hit]]) -> dict[Field, list[Occurrence]]:
        tv_count = _count_tv_words(passages.values())
        found = {
            where: [
                occurrence
                for hit in hits[where]
                if (occurrence := judge(hit, passage, self._signs[hit.name.show_id], tv_count)) is not None
            ]
            for where, passage in passages.items()
        }
        by_show: dict[ShowId, list[Occurrence]] = defaultdict(list)
        for occurrence in (o for occurrences in found.values() for o in occurrences):
            by_show[occurrence.hit.name.show_id].append(occurrence)
        for occurrences in by_show.values():
            _learn_longer_titles(occurrences)
            _lend(occurrences)
        return found

    def _scores(
        self, passages: dict[Field, Passage], found: dict[Field, list[Occurrence]]
    ) -> dict[Field, list[tuple[Occurrence, float]]]:
        """Every occurrence that is a mention, with its score; a name that several shows share goes to one if it can."""
        words = [word for passage in passages.values() for word in passage.tokens.words]
        scores: dict[Field, list[tuple[Occurrence, float]]] = {Field.TITLE: [], Field.TEXT: []}
        for where, occurrences in found.items():
            places: dict[tuple[int, int], list[Occurrence]] = defaultdict(list)
            for occurrence in occurrences:
                places[occurrence.hit.start, occurrence.hit.end].append(occurrence)
            for rivals in places.values():
                likely, limit = self._settle(rivals, words)
                for occurrence in likely:
                    score = min(occurrence.probability, limit)
                    if score >= MIN_MENTION_SCORE:
                        scores[where].append((occurrence, score * (_LINK_FACTOR if occurrence.is_link else 1.0)))
        return scores

    def _settle(self, rivals: list[Occurrence], words: Sequence[str]) -> tuple[list[Occurrence], float]:
        """Which of the shows sharing a name are meant, and the highest score that they may have."""
        if len(rivals) == 1:
            return rivals, 1.0
        support = [self._support(occurrence.hit.name.show_id, words) for occurrence in rivals]
        best = [occurrence for occurrence, count in zip(rivals, support, strict=True) if count == max(support)]
        return (best, 1.0) if len(best) == 1 else (rivals, _UNRESOLVED)

    def _support(self, show_id: ShowId, words: Sequence[str]) -> int:
        signs = self._signs[show_id]
        return sum(word in signs.network or COUNTRIES.get(word) == signs.country is not None for word in words)


def _count_tv_words(passages: Collection[Passage]) -> int | None:
    """How many different television words there are; None where there are too few words to miss any."""
    count = len(frozenset().union(*(passage.tv_words for passage in passages)))
    return count if sum(len(p.tokens.words) for p in passages) >= _TELLING_WORDS else None


def _signs(show: Show) -> ShowSigns:
    network = frozenset(re.findall(r"\w{2,}", fold(show.network or ""))) - FUNCTION_WORDS
    bracketed = (word for name in (show.title, *show.aliases) for word in re.findall(r"\(([^()]*)\)", name))
    countries = (COUNTRIES.get(word) for bracket in bracketed for word in fold(bracket).replace(".", "").split())
    return ShowSigns(network - {"one", "channel"}, next(filter(None, countries), None))


def _learn_longer_titles(occurrences: Iterable[Occurrence]) -> None:
    """Take what is part of a longer title in one place for part of it where capitals could not tell."""
    occurrences = list(occurrences)
    neighbours = set().union(*(occurrence.neighbours for occurrence in occurrences))
    for occurrence in occurrences:
        hit, words = occurrence.hit, occurrence.passage.tokens.words
        beside = {(1, word) for word in words[hit.last + 1 : hit.last + 2]}
        beside |= {(-1, word) for word in words[max(hit.first - 1, 0) : hit.first]}
        if not occurrence.neighbours and beside & neighbours:
            take_for_longer_title(occurrence, beside & neighbours)


def _lend(occurrences: Iterable[Occurrence]) -> None:
    occurrences = list(occurrences)
    if any(occurrence.probability >= _ANCHOR and not occurrence.is_link for occurrence in occurrences):
        for occurrence in occurrences:
            if not occurrence.neighbours:
                occurrence.points += _LENT[occurrence.case]


def _matches(
    passages: dict[Field, Passage], scores: dict[Field, list[tuple[Occurrence, float]]], in_title: Collection[ShowId]
) -> tuple[ShowMatch, ...]:
    by_show: dict[ShowId, list[tuple[Field, Occurrence, float]]] = defaultdict(list)
    for where, scored in scores.items():
        for occurrence, score in scored:
            by_show[occurrence.hit.name.show_id].append((where, occurrence, score))
    total = sum(score for _, score in scores[Field.TEXT])
    left_open = not scores[Field.TITLE] and SEASON_WORDING.search(passages[Field.TITLE].raw) is not None
    matches = []
    for show_id, mine in by_show.items():
        open_to_me = left_open and show_id not in in_title
        share = sum(score for where, _, score in mine if where is Field.TEXT) / total if total else 0.0
        about = _aboutness([(w, o, s) for w, o, s in mine], share, left_open=open_to_me)
        potential = _aboutness([(w, o, s and 1.0) for w, o, s in mine], share, left_open=open_to_me)
        verdict = Verdict.ABOUT if about >= _ABOUT else Verdict.UNSURE if potential >= _ABOUT else Verdict.MENTIONED
        mentions = tuple(Mention(w, o.hit.start, o.hit.end, o.hit.name.alias, round(s, 3)) for w, o, s in mine)
        matches.append(ShowMatch(show_id, verdict, round(about, 3), mentions))
    order = (Verdict.ABOUT, Verdict.UNSURE, Verdict.MENTIONED)
    return tuple(sorted(matches, key=lambda match: (order.index(match.verdict), -match.score, match.show_id)))


def _aboutness(mine: Sequence[tuple[Field, Occurrence, float]], share: float, *, left_open: bool) -> float:
    """How much of the article is about a show, 0 to 1: its headline, its first lines, its bulk."""
    title = max((_title_weight(o) * s for where, o, s in mine if where is Field.TITLE), default=0.0)
    body = [(o, s) for where, o, s in mine if where is Field.TEXT and not o.is_link]
    lead = max((s for o, s in body if o.passage.line_at(o.hit.start) < _LEAD_LINES), default=0.0)
    bulk = min(sum(s for _, s in body) / _ENOUGH_MENTIONS, 1.0) * share
    linked = max((s for _, o, s in mine if o.is_link), default=0.0)
    about = title + _IN_LEAD * lead + _IN_BODY * bulk + (_TITLE_LEFT_OPEN * lead * share if left_open else 0.0)
    return min(max(about, _LINK_SHARE * linked), 1.0)


def _title_weight(occurrence: Occurrence) -> float:
    passing = IN_PASSING_AFTER.match(occurrence.after) or IN_PASSING_BEFORE.search(occurrence.before)
    return _IN_TITLE_IN_PASSING if passing else _IN_TITLE

"""The watch over sources: made histories, honest and broken, and what must come of each."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from aggregator.models import (
    Alarm,
    AlarmCode,
    ArticleField,
    DayYield,
    Filled,
    Outcome,
    Selectors,
    Source,
    SourceId,
    SourceKind,
    SourceState,
)
from aggregator.watch import HISTORY_DAYS, Shown, follow, judge, learn
from aggregator.watch.course import FORGIVEN_ARTICLE_RUNS, FORGIVEN_RUNS, NEW_NORMAL

HOUR = timedelta(hours=1)
STEP = 3
"""Hours between two runs of a simulated year: every hour has been simulated too, and takes longer than a test may."""
START = datetime(2025, 6, 2, 0, 30, tzinfo=UTC)  # a Monday
FEED = Source(SourceId("gazette"), SourceKind.FEED, "https://gazette.test/feed")
PAGE = Source(SourceId("press"), SourceKind.PAGE, "https://press.test/", selectors=Selectors(links="h2 a"))
SITEMAP = Source(SourceId("wire"), SourceKind.SITEMAP, "https://wire.test/news.xml")
FULL = ("title", "link", "date", "author", "summary")
WELL = ("article_text", "article_date", "article_author")


def answer(count: int, news: int = 0, *, fields: tuple[str, ...] = FULL, articles: tuple[str, ...] = WELL) -> Shown:
    """An answer with so many entries, each with these fields and no other, and as many articles as are new."""
    shown = Shown(read=True, entries=count, news=news)
    if count:
        shown.filled = {name: Filled(count if name in fields else 0, count) for name in FULL}
        shown.filled |= {"known": Filled(count - news, count), "distinct": Filled(count, count)}
    if news:
        shown.filled |= {name: Filled(news if name in articles else 0, news) for name in WELL}
    return shown


def _but(missing: str) -> tuple[str, ...]:
    return tuple(name for name in (*FULL, *WELL) if name.removeprefix("article_") != missing)


SAME = Shown(unchanged=True)


@dataclass
class Life:
    """One source, run after run, as the pipeline lives it."""

    source: Source = FEED
    now: datetime = START
    state: SourceState = field(default_factory=lambda: SourceState(FEED.id, last_success_at=START))
    days: dict[date, DayYield] = field(default_factory=dict)
    alarms: list[Alarm] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def run(self, shown: Shown, *, failure: str | None = None, after: timedelta = HOUR) -> list[str]:
        """What this run tells: codes of alarms that begin, with a minus of those that end."""
        self.now += after
        today = self.now.date()
        self.days = {day: row for day, row in self.days.items() if day >= today - timedelta(days=HISTORY_DAYS)}
        history = list(self.days.values())
        verdicts = judge(self.source, shown, history, self.state, failure=failure, today=today)
        course = follow(
            self.alarms,
            verdicts,
            source_id=self.source.id,
            shown=shown,
            is_proven=self.state.last_success_at is not None,
            now=self.now,
        )
        judged = {alarm.code for alarm in (*course.kept, *course.dropped)}
        self.alarms = [alarm for alarm in self.alarms if alarm.code not in judged]
        self.alarms += [alarm for alarm in course.kept if alarm.ended_at is None]
        if shown.read or shown.filled:
            self.days[today] = learn(self.days.get(today, DayYield(today)), shown, verdicts)
        if course.forget:
            self.days.clear()
        told = [str(alarm.code) for alarm in course.begun] + [f"-{alarm.code}" for alarm in course.ended]
        self.told += told
        return told

    def runs(self, shown: Shown, count: int, *, after: timedelta = HOUR) -> list[str]:
        return [code for _ in range(count) for code in self.run(shown, after=after)]

    @property
    def open(self) -> set[str]:
        return {str(alarm.code) for alarm in self.alarms if alarm.told}


def grown(source: Source = FEED, *, days: int = 30) -> Life:
    """A source that has shown 20 entries for a month, one of them new every six hours of working days."""
    life = Life(source)
    while life.now < START + timedelta(days=days):
        is_working_day = (life.now + 6 * HOUR).weekday() < 5
        life.run(answer(20, 1) if is_working_day else SAME, after=6 * HOUR)
    assert life.told == []
    return life


# --- what must be told ---------------------------------------------------------------------------------------

BROKEN: dict[str, tuple[Source, Shown, str]] = {
    "a feed answers and has no entries": (FEED, answer(0), "no_entries"),
    "a feed of twenty has eight": (FEED, answer(8), "few_entries"),
    "a listing shows the two of its side bar": (PAGE, answer(2, fields=("title", "link")), "few_entries"),
    "the selector of a listing finds nothing": (PAGE, Shown(read=True, selector_missed=True), "no_links"),
    "a news sitemap is empty": (SITEMAP, answer(0), "no_entries"),
    "no entry has a title any more": (FEED, answer(20, fields=("link", "date", "author", "summary")), "no_title"),
    "no entry has a link any more": (FEED, answer(20, fields=("title", "date", "author", "summary")), "no_link"),
    "no entry has a date any more": (FEED, answer(20, fields=_but("date")), "no_date"),
    "no entry has an author any more": (FEED, answer(20, fields=_but("author")), "no_author"),
    "no entry has a summary any more": (FEED, answer(20, fields=("title", "link", "date", "author")), "no_summary"),
    "articles have no text any more": (FEED, answer(20, 1, articles=_but("text")), "no_article_text"),
    "articles have no date any more": (FEED, answer(20, 1, articles=_but("date")), "no_article_date"),
    "articles have no author any more": (FEED, answer(20, 1, articles=_but("author")), "no_article_author"),
    "its guids change with every answer": (FEED, answer(20, 20), "all_new"),
    "one story fills the feed": (FEED, replace(answer(20), filled={"distinct": Filled(1, 20)}), "duplicates"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_what_goes_blind_is_told_once_when_it_begins_and_once_when_it_ends(case: str) -> None:
    source, shown, code = BROKEN[case]
    life = grown(source)
    assert life.runs(shown, FORGIVEN_ARTICLE_RUNS if "article" in code else FORGIVEN_RUNS) == []
    assert life.run(shown) == [code]
    assert life.runs(shown, 200) == []
    assert life.open == {code}
    well = answer(20, 1)
    assert life.run(well) == []
    assert life.run(well) == [f"-{code}"]
    assert life.runs(well, 50) == []
    assert life.alarms == []


def test_a_list_that_no_longer_moves_is_told_once() -> None:
    life = grown()
    silent = [life.run(SAME) for _ in range(24 * 20)]
    began = [hour for hour, told in enumerate(silent) if told]
    assert [silent[hour] for hour in began] == [["silent"]]
    assert 24 * 12 <= began[0] <= 24 * 14  # its longest pause was a weekend
    assert life.run(answer(20, 3)) == []
    assert life.run(SAME) == ["-silent"]


def test_a_source_that_fails_is_told_at_the_third_time_and_when_it_is_well_again() -> None:
    life = grown()
    down = [life.run(Shown(), failure="answers with 500") for _ in range(10)]
    assert down == [[], [], ["failing"], *([[]] * 7)]
    assert life.alarms[0].detail == "answers with 500"
    assert [life.run(SAME), life.run(SAME)] == [[], ["-failing"]]


def test_a_source_that_has_never_worked_is_told_at_once() -> None:
    assert Life(state=SourceState(FEED.id)).run(Shown(), failure="not found") == ["failing"]
    assert Life(state=SourceState(FEED.id, last_outcome=Outcome.TOO_FEW)).run(answer(0), failure="0") == ["no_entries"]


def test_what_stays_so_until_somebody_acts_is_told_at_once() -> None:
    life = grown()
    life.state = replace(life.state, last_outcome=Outcome.NO_SECRET)
    assert life.run(Shown(), failure="WIRE_TOKEN is not set") == ["no_secret"]
    life = grown()
    life.state = replace(life.state, gone=True)
    assert life.run(Shown(), failure="410") == ["gone"]
    life = grown()
    life.state = replace(life.state, misled_at=life.now)
    assert life.run(answer(20, 5)) == ["misled"]


def test_what_comes_and_goes_is_told_once() -> None:
    life = grown()
    life.runs(answer(0), 3)
    for _ in range(20):
        life.run(answer(20))
        life.run(answer(0))
    assert life.told == ["no_entries"]


def test_an_unfounded_doubt_leaves_nothing_behind() -> None:
    life = grown()
    life.runs(answer(0), 2)
    assert life.run(answer(20)) == []
    assert life.alarms == []
    assert life.runs(answer(0), 2) == []


def test_an_answer_that_is_the_one_before_is_judged_as_that_was() -> None:
    life = grown()
    assert life.run(answer(8)) == []
    assert life.runs(SAME, 2) == ["few_entries"]
    life.run(answer(20))
    assert life.run(SAME) == ["-few_entries"]


def test_an_answer_from_before_those_that_showed_too_little_is_well() -> None:
    life = grown()
    life.runs(answer(8), 3)
    assert life.run(replace(SAME, recovered=True)) == []
    assert life.run(SAME) == ["-few_entries"]


def test_what_is_in_doubt_teaches_nothing_and_after_a_month_it_is_how_the_source_is_now() -> None:
    life = grown()
    plain = answer(20, 1, fields=("title", "link", "date", "summary"))
    assert life.runs(plain, 24 * 25) == ["no_author"]
    assert life.runs(plain, 24 * 6) == ["-no_author"]
    assert life.now - START - timedelta(days=30) >= NEW_NORMAL
    assert life.runs(plain, 24 * 60, after=2 * HOUR) == []


def test_an_expectation_of_sources_yaml_is_never_taken_for_normal() -> None:
    life = grown(replace(FEED, expect_min=12))
    assert life.runs(answer(8, 1), 24 * 50) == ["few_entries"]


def test_an_answer_cut_short_is_not_judged() -> None:
    life = grown()
    assert life.runs(replace(answer(3), cut_short=True), 10) == []


def test_a_clock_that_was_set_back_begins_and_ends_nothing() -> None:
    life = grown()
    life.runs(answer(0), 3)
    life.now -= timedelta(days=20)
    life.run(answer(20))
    (alarm,) = life.alarms
    assert life.run(answer(20)) == ["-no_entries"]
    assert life.runs(SAME, 24) == []
    assert alarm.began_at > life.now


EXPECTED: dict[str, tuple[Source, Shown, set[str]]] = {
    "fewer than expect.min": (replace(FEED, expect_min=5), answer(4), {"few_entries"}),
    "as many as expect.min": (replace(FEED, expect_min=5), answer(5), set()),
    "none, and the feed may be empty": (replace(FEED, expect_min=0), answer(0), set()),
    "more than expect.max": (replace(FEED, expect_max=50), answer(51), {"many_entries"}),
    "as many as expect.max": (replace(FEED, expect_max=50), answer(50), set()),
    "an author that is expected": (
        replace(FEED, expect_fields=(ArticleField.AUTHOR,)),
        answer(9, 1, articles=("article_text", "article_date")),
        {"no_article_author"},
    ),
    "an author that nobody expects": (FEED, answer(9, 1, articles=("article_text", "article_date")), set()),
    "nothing by default in a feed": (FEED, answer(0), {"no_entries"}),
    "nothing by default in a sitemap": (SITEMAP, answer(0), set()),
}


@pytest.mark.parametrize("case", EXPECTED)
def test_expectations_hold_from_the_first_day(case: str) -> None:
    source, shown, codes = EXPECTED[case]
    assert set(Life(source).runs(shown, 10)) == codes


def test_expect_silence_takes_the_place_of_the_rhythm() -> None:
    life = Life(replace(FEED, expect_silence_s=3 * 86_400.0))
    life.run(answer(20, 20))
    assert life.runs(SAME, 24 * 3) == []
    assert life.runs(SAME, 24) == ["silent"]
    patient = grown(replace(FEED, expect_silence_s=40 * 86_400.0))
    assert patient.runs(SAME, 24 * 39) == []


# --- what must not be told -----------------------------------------------------------------------------------

Hours = Iterator[Shown]


def _site(rng: random.Random, length: int, news_at: Callable[[datetime], float]) -> Hours:
    """A list of fixed length; ``news_at`` is how many items an hour are to be expected."""
    now = START
    while True:
        now += HOUR
        news = min(_poisson(rng, news_at(now)), length)
        yield answer(length, news, articles=_luck(rng)) if news else SAME


def _luck(rng: random.Random) -> tuple[str, ...]:
    """Fields of articles: a date always, an author mostly, and text but for a paywall now and then."""
    return tuple(
        name
        for name, share in (("article_date", 1.0), ("article_author", 0.9), ("article_text", 0.97))
        if rng.random() < share
    )


def _poisson(rng: random.Random, mean: float) -> int:
    count, left = 0, rng.expovariate(1.0)
    while left < mean:
        count, left = count + 1, left + rng.expovariate(1.0)
    return count


def _office_hours(now: datetime, rate: float) -> float:
    closed = now.weekday() >= 5 or not 8 <= now.hour < 18
    christmas = (now.month, now.day) >= (12, 19) or (now.month, now.day) <= (1, 4)
    return 0.0 if closed or christmas else rate


def _bursts(rng: random.Random) -> Hours:
    """A press room: nothing for weeks, then a dozen items in two days."""
    until, rate = START + timedelta(days=3), 0.0
    now = START
    while True:
        now += HOUR
        if now >= until:
            rate = 0.0 if rate else 0.3
            until = now + timedelta(days=2 if rate else rng.expovariate(1 / 25))
        news = min(_poisson(rng, rate), 15)
        yield answer(15, news, articles=_luck(rng)) if news else SAME


def _sitemap(rng: random.Random) -> Hours:
    """A news sitemap of two days: full in the week, thin on Sundays, all but empty at Christmas."""
    now, window = START, [0] * 48
    while True:
        now += HOUR
        pace = 4.0 if now.weekday() < 5 else 1.2
        if (now.month, now.day) in ((12, 24), (12, 25), (12, 26), (1, 1)):
            pace = 0.5
        window = [*window[1:], _poisson(rng, pace if 7 <= now.hour < 23 else 0.3)]
        count = sum(window)
        yield replace(
            answer(count, window[-1], articles=_luck(rng)),
            filled={"link": Filled(count, count), "date": Filled(count, count)} if count else {},
        )


def _flaky(rng: random.Random) -> Hours:
    """A busy site whose server gives an empty feed, or one of last week, twice in a row now and then."""
    site = _site(rng, 30, lambda now: 2.0)
    while True:
        yield next(site)
        if rng.random() < 0.02:
            yield rng.choice((answer(0), answer(3)))
            yield rng.choice((answer(0), answer(3)))
            yield answer(30)


def _tiny(rng: random.Random) -> Hours:
    """A blog whose feed has one to three posts, from the month alone."""
    count = 1
    while True:
        if rng.random() < 0.004:
            count = count % 3 + 1
            yield answer(count, 1, articles=_luck(rng))
        else:
            yield SAME


def _together(hours: list[Shown]) -> Shown:
    """What a run shows that comes after so many hours."""
    read = [shown for shown in hours if shown.read]
    if not read:
        return SAME
    last = max(read, key=lambda shown: shown.entries) if len(hours) > 1 else read[0]
    news = min(sum(shown.news for shown in read), last.entries)
    articles = {name: count for shown in read for name, count in shown.filled.items() if name in WELL}
    known = {"known": Filled(last.entries - news, last.entries)} if "known" in last.filled else {}
    return replace(last, news=news, filled=last.filled | articles | known)


HONEST: dict[str, tuple[Source, Callable[[random.Random], Hours]]] = {
    "trade press, day and night": (FEED, lambda rng: _site(rng, 30, lambda now: 3.0 if 6 <= now.hour < 23 else 0.5)),
    "a wire that turns over within the hour": (FEED, lambda rng: _site(rng, 10, lambda now: 25.0)),
    "a press list with weekends off and a long Christmas": (
        PAGE,
        lambda rng: _site(rng, 20, lambda now: _office_hours(now, 0.15)),
    ),
    "a weekly column": (FEED, lambda rng: _site(rng, 10, lambda now: (now.weekday() == 3 and now.hour == 9) * 3.0)),
    "a blog at random": (FEED, lambda rng: _site(rng, 10, lambda now: 0.02)),
    "a press room in bursts": (PAGE, _bursts),
    "a news sitemap": (SITEMAP, _sitemap),
    "a server that stumbles": (FEED, _flaky),
    "a feed of the month": (FEED, _tiny),
}


@pytest.mark.parametrize("case", HONEST)
def test_a_year_of_an_honest_source_raises_no_alarm(case: str) -> None:
    source, hours = HONEST[case]
    life = Life(source)
    site = hours(random.Random(case))
    for _ in range(365 * 24 // STEP):
        life.run(_together([next(site) for _ in range(STEP)]), after=STEP * HOUR)
    assert Counter(life.told) == {}


def test_the_turn_of_the_year_does_not_count_as_silence() -> None:
    life = Life(now=datetime(2025, 11, 1, 0, 30, tzinfo=UTC))
    life.runs(answer(20, 1), 19, after=timedelta(days=2.5))
    assert f"{life.now:%m-%d}" == "12-18"
    allowed = 4 * 3 + 18  # four times its longest pause, and the holidays
    assert life.runs(SAME, allowed, after=timedelta(days=1)) == []
    assert life.run(SAME, after=timedelta(days=1)) == ["silent"]


def test_a_field_that_is_dropped_for_days_now_and_then_is_not_missed() -> None:
    life = Life()
    for day in range(60):
        life.runs(answer(20, 1, fields=_but("author") if day in (3, 6) else FULL), 4, after=6 * HOUR)
    assert life.runs(answer(20, 1, fields=_but("author")), 12, after=6 * HOUR) == []


def test_every_alarm_is_told_in_some_test() -> None:
    told = {code for _, _, code in BROKEN.values()} | {
        "many_entries",
        "silent",
        "failing",
        "gone",
        "no_secret",
        "misled",
    }
    assert told == set(AlarmCode)

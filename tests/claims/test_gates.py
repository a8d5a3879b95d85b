"""A sentence is passed over only where looking at it would change nothing: claims are the same with every gate open."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.claims import Extraction, aliases, crew, episodes, extract, learning, people
from aggregator.claims.lexicon import PhraseFinder, lexicon_names
from aggregator.claims.pronouns import Subjects
from aggregator.claims.story import Story
from aggregator.claims.words import words_of
from aggregator.match import Matcher
from aggregator.models import Show, ShowId
from aggregator.text import slugify
from tests.claims.helpers import SHOWS, matches_in
from tests.claims.test_aliases import LEAD, NOT_SAID, SAID
from tests.claims.test_gold import GOLD, rows_of

look_up = PhraseFinder._stand_here


class _EveryWord:
    """What no sentence is without."""

    def isdisjoint(self, _: object) -> bool:
        return False


OPENED: dict[str, tuple[object, str, Any]] = {
    "a sentence can hold phrases of every lexicon": (
        PhraseFinder,
        "_stand_here",
        lambda finder: {name: [] for name in lexicon_names()} | look_up(finder),
    ),
    "every sentence is read for phrases": (Story, "telling", lambda story, _: story.scenes),
    "every sentence is read for its people": (Subjects, "pass_over", Subjects.groups),
    "roles are learnt from every sentence that names somebody": (learning, "_can_tell_roles", lambda *_: True),
    "every word in capitals can be a name": (people, "_is_stop_word", lambda _: False),
    "two names in any sentence can be one person's": (aliases, "_CUES", _EveryWord()),
    "every sentence can give a credit": (crew, "_can_be_credit", lambda _: True),
    "every sentence can deal a season out": (episodes, "can_deal_out", lambda _: True),
}


def articles() -> Iterator[Callable[[], Extraction]]:
    for name in ("dev1", "dev2"):
        listed = json.loads((GOLD / f"{name}.shows.json").read_text(encoding="utf-8"))
        shows = {
            (key := ShowId(slugify(row["title"]))): Show(key, row["title"], tuple(row["aliases"]), row.get("network"))
            for row in listed
        }
        matcher = Matcher(tuple(shows.values()))
        for row in rows_of(name):
            day = date.fromisoformat(row["published"][:10]) if row["published"] else None
            yield reading_of(row["title"], row["text"], day, matcher.match(row["title"], row["text"]), shows)
    for sentence in (*SAID.values(), *NOT_SAID.values()):
        text = f"{LEAD}\n\n{sentence}"
        yield reading_of("", text, None, matches_in("", text), SHOWS)


def reading_of(title: str, text: str, day: date | None, matches: Any, shows: Any) -> Callable[[], Extraction]:
    return lambda: extract(title=title, text=text, published_on=day, matches=matches, shows=shows)


@cache
def readings() -> tuple[Callable[[], Extraction], ...]:
    return tuple(articles())


@cache
def gated() -> list[Extraction]:
    return [read() for read in readings()]


@pytest.mark.parametrize(("owner", "gate", "opened"), OPENED.values(), ids=OPENED.keys())
def test_an_open_gate_lets_nothing_new_in(
    owner: object, gate: str, opened: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = gated()
    monkeypatch.setattr(owner, gate, opened)
    assert [read() for read in readings()] == told


@settings(max_examples=500)
@given(st.from_regex(aliases._SAYS_SO, fullmatch=True))
def test_no_wording_for_two_names_is_without_its_cue(wording: str) -> None:
    assert not aliases._CUES.isdisjoint(words_of(f"Ann Lee {wording} Bo Diaz"))

"""Rules under ``notify``: what they become, and what is said of mistakes in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregator.models import ClaimKind, Firmness, NotifyRule, ShowId
from tests.config.helpers import SHOWS, SOURCE, load, problems


def rules(*written: str) -> str:
    """A file with these rules, each on a line of its own from line 4 on."""
    return SHOWS + SOURCE + "notify:\n" + "".join(f"  - {{{rule}}}\n" for rule in written)


def test_a_rule_needs_a_name_and_an_address(tmp_path: Path) -> None:
    (rule,) = load(rules("id: a, urls: ['ntfy://topic']"), tmp_path).notify
    assert rule == NotifyRule("a", ("ntfy://topic",), (), (), Firmness.POSSIBLE, alarms=True)
    assert load(SHOWS + SOURCE, tmp_path).notify == ()


def test_a_rule_may_say_more(tmp_path: Path) -> None:
    text = "id: a, urls: ['env:A', 'json://x'], shows: [squid game], kinds: [renewal], firmness: rumoured, alarms: no"
    (rule,) = load(rules(text), tmp_path, environ={"A": "tgram://s3cret"}).notify
    assert rule.urls == ("tgram://s3cret", "json://x")
    assert (rule.shows, rule.kinds) == ((ShowId("squid-game"),), (ClaimKind.RENEWAL,))
    assert (rule.firmness, rule.alarms, rule.missing_secrets) == (Firmness.RUMOURED, False, ())
    assert "s3cret" not in repr(rule)


@pytest.mark.parametrize("environ", [{}, {"A": ""}])
def test_an_address_that_the_environment_lacks_is_named_and_never_asked(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    (rule,) = load(rules("id: a, urls: ['env:A', 'json://x']"), tmp_path, environ=environ).notify
    assert (rule.urls, rule.missing_secrets) == (("json://x",), ("A",))


WRONG = {
    "no address": ("id: a", "4:5: notify[0] (a): 'urls' is missing"),
    "no addresses": ("id: a, urls: []", "4:19: notify[0] (a): urls: is empty"),
    "no name": ("urls: ['json://x']", "4:5: notify[0]: 'id' is missing"),
    "an address that is none": (
        "id: a, urls: [s3cret@x.org]",
        "4:20: notify[0] (a): urls[0]: is neither an address of Apprise, such as ntfy://topic, nor env:NAME",
    ),
    "half a secret": ("id: a, urls: ['env:A/s3cret']", "4:20: notify[0] (a): urls[0]: is neither"),
    "an unknown key": (
        "id: a, url: x, urls: ['json://x']",
        "4:13: notify[0] (a): unknown key 'url'; did you mean 'urls'?",
    ),
    "an unknown kind": (
        "id: a, urls: ['json://x'], kinds: [renewals]",
        "4:41: notify[0] (a): kinds[0]: 'renewals' is none of renewal, renewal_date, ",
    ),
    "an unknown firmness": (
        "id: a, urls: ['json://x'], firmness: sure",
        "4:43: notify[0] (a): firmness: 'sure' is none of confirmed, expected, possible, rumoured",
    ),
    "a show that nobody follows": (
        "id: a, urls: ['json://x'], shows: [Squid Gane]",
        "4:41: notify[0] (a): shows[0]: no show is called 'Squid Gane'; did you mean 'Squid Game'?",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_explained_where_it_stands(case: str, tmp_path: Path) -> None:
    text, beginning = WRONG[case]
    (line,) = problems(rules(text), tmp_path)
    assert line.startswith(beginning)
    assert "s3cret" not in line


def test_two_rules_of_one_name_are_one_too_many(tmp_path: Path) -> None:
    (line,) = problems(rules("id: a, urls: ['json://x']", "id: a, urls: ['json://y']"), tmp_path)
    assert line == "5:10: notify[1] (a): id: 'a' is the id of the rule in line 4 already; choose another"

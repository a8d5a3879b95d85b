"""What is worth a message to whom, and how it reads."""

from __future__ import annotations

from typing import Any

import pytest

from aggregator.models import ClaimKind, Firmness, NotifyRule, ShowId
from aggregator.publish.messages import MAX_ALARMS, MAX_LINES, concerns, message
from tests.publish.samples import change

ALL = NotifyRule("all", ())
FAILING = {"source": "wire", "detail": "answers with 500; it is tried again by itself", "ended": False}


def _rule(**keys: Any) -> NotifyRule:
    return NotifyRule("r", (), **keys)


WANTED: dict[str, tuple[NotifyRule, dict[str, Any], bool]] = {
    "all by default": (ALL, {}, True),
    "but no rumours": (ALL, {"standing": "rumoured", "status": "possible"}, False),
    "unless asked for": (_rule(firmness=Firmness.RUMOURED), {"standing": "rumoured", "status": "possible"}, True),
    "its show": (_rule(shows=(ShowId("the-bear"),)), {}, True),
    "another show": (_rule(shows=(ShowId("andor"),)), {}, False),
    "its kind": (_rule(kinds=(ClaimKind.RENEWAL, ClaimKind.RELEASE)), {}, True),
    "another kind": (_rule(kinds=(ClaimKind.CAST,)), {}, False),
    "what is too soft": (_rule(firmness=Firmness.CONFIRMED), {"status": "expected"}, False),
    "a denial is firm": (_rule(firmness=Firmness.CONFIRMED), {"status": "denied"}, True),
    "a dispute of something firm": (_rule(firmness=Firmness.CONFIRMED), {"standing": "disputed"}, True),
    "what was firm and is believed no longer": (
        _rule(firmness=Firmness.CONFIRMED),
        {"value": None, "status": None, "standing": None, "status_before": "confirmed", "standing_before": "agreed"},
        True,
    ),
    "what was soft and is believed no longer": (
        _rule(firmness=Firmness.CONFIRMED),
        {"value": None, "status": None, "standing": None, "status_before": "possible", "standing_before": "agreed"},
        False,
    ),
}


@pytest.mark.parametrize("case", WANTED)
def test_a_rule_decides(case: str) -> None:
    rule, changes, wanted = WANTED[case]
    assert concerns(rule, change(**changes)) is wanted


def test_one_change_is_its_own_title() -> None:
    sent = message(ALL, [change()], [])
    assert sent is not None
    assert sent.title == "The Bear, season 5: renewed (confirmed)"
    assert sent.text == "The Bear\n  season 5: renewed (confirmed)"
    assert sent.markdown == "**The Bear**\n\n- season 5: renewed \\(confirmed\\)".replace("\\(", "(").replace(
        "\\)", ")"
    )


def test_changes_are_told_show_by_show() -> None:
    news = [change(1, show="You"), change(2, show="Andor", kind="release", value="2027-03"), change(3, show="You")]
    sent = message(ALL, news, [FAILING])
    assert sent is not None
    assert sent.title == "3 changes: Andor, You"
    assert [part.splitlines()[0] for part in sent.text.split("\n\n")] == ["Andor", "You", "Sources"]
    assert "out Mar 2027" in sent.text


def test_troubles_of_sources_alone_are_a_message_too() -> None:
    over = FAILING | {"ended": True}
    titles = [message(ALL, [], alarms) for alarms in ([FAILING], [over])]
    assert [sent and sent.title for sent in titles] == ["wire in trouble", "wire well again"]
    assert [sent and sent.text.splitlines()[1] for sent in titles] == [
        "  wire: answers with 500; it is tried again by itself",
        "  wire: over: answers with 500; it is tried again by itself",
    ]
    assert message(_rule(alarms=False), [], [FAILING]) is None


def test_nothing_new_is_no_message() -> None:
    assert message(ALL, [], []) is None
    assert message(_rule(kinds=(ClaimKind.CAST,)), [change()], []) is None


def test_decisions_come_before_names_and_late_seasons_before_early_ones() -> None:
    cast = {"kind": "cast", "value": "returning", "person": "Mo Dee"}
    sent = message(ALL, [change(1, **cast), change(2, season=4), change(3)], [])
    assert sent is not None
    assert [line.partition(" (")[0].strip() for line in sent.text.splitlines()[1:]] == [
        "season 5: renewed",
        "season 4: renewed",
        "season 5: returning Mo Dee",
    ]


def test_a_long_message_keeps_what_matters_and_counts_the_rest() -> None:
    cast = [change(n, show=f"Show {n % 4}", kind="cast", value="returning", person=f"P{n}") for n in range(MAX_LINES)]
    sent = message(ALL, [*cast, change(99, show="Zoo")], [FAILING])
    assert sent is not None
    assert sent.title == f"{MAX_LINES + 1} changes: Show 0, Show 1, Show 2 and 2 more shows"
    assert sent.text.count("\n  ") == MAX_LINES
    assert "Zoo\n  season 5: renewed (confirmed)" in sent.text
    assert "wire: answers with 500" in sent.text
    assert sent.text.endswith("and 2 more; `aggregator changes` lists them")
    many = message(ALL, cast, [FAILING] * MAX_LINES)
    assert many is not None
    assert many.text.count("wire: ") == MAX_ALARMS


def test_hostile_words_are_text() -> None:
    sent = message(ALL, [change(show="*Bear*\n[x](https://x.test)\x1b[0m", person="<b>")], [])
    assert sent is not None
    assert "\x1b" not in sent.title + sent.text + sent.markdown
    assert "\\*Bear\\* \\[x\\](https://x.test)" in sent.markdown

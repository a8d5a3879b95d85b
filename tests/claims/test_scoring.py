"""The yardstick agrees with itself and with the labelling guide."""

from __future__ import annotations

import pytest

from aggregator.claims.scoring import Label, label_from, same_person, same_window, score


def label(**changes: object) -> Label:
    row = {"show": "Harbor Lights", "season": 2, "kind": "renewal", "value": "renewed", "status": "confirmed"}
    return label_from(row | changes)


WINDOWS = {
    "the same wording agrees": ("2024-05", "2024-05", True),
    "half of the union is enough": ("2024-09/2024-12", "2024-11/2024-12", True),
    "less than half is not": ("2024", "2024-03", False),
    "an open window agrees with none that ends": ("2025/..", "2025", False),
    "two open windows agree": ("2025/..", "2026/..", True),
    "what is no date agrees with itself alone": ("unannounced", "2025", False),
}


@pytest.mark.parametrize(("first", "second", "same"), WINDOWS.values(), ids=WINDOWS.keys())
def test_windows(first: str, second: str, same: bool) -> None:
    assert same_window(first, second) is same
    assert same_window(second, first) is same


PEOPLE = {
    "the order of the words does not matter": ("Park Eun-bin", "Eunbin Park", True),
    "accents do not matter": ("Zoë Kraví", "Zoe Kravi", True),
    "a letter more is forgiven": ("Karl Urban", "Karl Urbann", True),
    "another surname is another person": ("Ann Lee", "Ann Fox", False),
    "no name is nobody": ("", "Ann Lee", False),
}


@pytest.mark.parametrize(("first", "second", "same"), PEOPLE.values(), ids=PEOPLE.keys())
def test_people(first: str, second: str, same: bool) -> None:
    assert same_person(first, second) is same


def test_a_gold_label_without_a_season_takes_any() -> None:
    report = score([("a", "", [label(season=None)])], {"a": [label(season=7)]})
    assert report.strict.all.f1 == 1.0


def test_the_status_counts_in_the_strict_reading_alone() -> None:
    report = score([("a", "", [label()])], {"a": [label(status="expected")]})
    assert report.strict.all.hits == 0
    assert report.lenient.all.hits == 1
    assert [mistake.verdict for mistake in report.mistakes] == ["missed", "spurious"]


def test_a_label_is_taken_once() -> None:
    report = score([("a", "", [label()])], {"a": [label(), label()]})
    tally = report.strict.kinds["renewal"]
    assert (tally.precision, tally.recall) == (0.5, 1.0)


def test_nothing_wanted_and_nothing_given_is_right() -> None:
    report = score([("a", "", [])], {})
    assert report.strict.all.f1 == report.strict.macro_f1 == report.strict.character_share == 1.0


def test_a_missed_label_comes_with_its_sentence() -> None:
    text = "Nothing here. Ann Lee returns as Kim."
    missed = label(kind="cast", value="returning", person="Ann Lee", character="Kim")
    assert score([("a", text, [missed])], {}).mistakes[0].sentence == "Ann Lee returns as Kim."


def test_characters_are_counted_among_the_people_found() -> None:
    wanted = label(kind="cast", value="returning", person="Ann Lee", character="Kim")
    got = label(kind="cast", value="returning", person="Ann Lee", character="Jo")
    assert score([("a", "", [wanted])], {"a": [got]}).strict.character_share == 0.0


def test_bands_of_confidence_say_how_often_they_are_right() -> None:
    right = Label("Salt", 2, "trailer", "released", "confirmed", confidence=0.97)
    wrong = Label("Salt", 2, "episodes", "8", "confirmed", confidence=0.72)
    report = score([("a", "", [Label("Salt", 2, "trailer", "released", "confirmed")])], {"a": [right, wrong]})
    assert [(band.low, band.predicted, band.share) for band in report.bands] == [(0.7, 1, 0.0), (0.95, 1, 1.0)]

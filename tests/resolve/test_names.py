"""Who is who among the names of a show."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.models import Authority
from aggregator.resolve import NameBook, cluster_names
from aggregator.resolve.spelling import may_be_one, parse_spelling

PAIRS = Path(__file__).parents[2] / "fixtures" / "names" / "pairs.tsv"
PRECISION_FLOOR = 0.99
RECALL_FLOOR = 0.97
FEWEST_PAIRS = 120


def labelled_pairs() -> list[tuple[bool, str, str]]:
    lines = PAIRS.read_text(encoding="utf-8").splitlines()[1:]
    return [(label == "same", a, b) for label, a, b, _ in (line.split("\t") for line in lines)]


def book_of(*names: str, aliases: tuple[tuple[str, str], ...] = (), by_first_name: bool = False) -> NameBook:
    return cluster_names([(name, Authority.PRESS) for name in names], aliases, by_first_name=by_first_name)


def people_of(
    *names: str, aliases: tuple[tuple[str, str], ...] = (), by_first_name: bool = False
) -> set[frozenset[str]]:
    book = book_of(*names, aliases=aliases, by_first_name=by_first_name)
    return {frozenset(book.spellings(person)) for person in book.people()}


def test_labelled_pairs_meet_and_part() -> None:
    pairs = labelled_pairs()
    assert len(pairs) >= FEWEST_PAIRS
    found = [(same, len(people_of(a, b)) == 1, a, b) for same, a, b in pairs]
    right = sum(same and met for same, met, _, _ in found)
    wrong = [f"{a} | {b}" for same, met, a, b in found if met and not same]
    missed = [f"{a} | {b}" for same, met, a, b in found if same and not met]
    assert right / (right + len(wrong)) >= PRECISION_FLOOR, wrong
    assert right / (right + len(missed)) >= RECALL_FLOOR, missed


def test_pairs_of_one_person_stay_together_among_all_the_others() -> None:
    # Ambiguity may part them ("Smith", "J. Smith"), but never may it join people of different pairs.
    pairs = labelled_pairs()
    book = book_of(*{name for _, a, b in pairs for name in (a, b)})
    assert [f"{a} | {b}" for same, a, b in pairs if not same and book.display(a) == book.display(b)] == []


GROUPS = {
    "a surname alone means the one person who has it": (("Penn Badgley", "Badgley"), [{"Penn Badgley", "Badgley"}]),
    "a surname of two people means nobody": (
        ("Ralph Fiennes", "Joseph Fiennes", "Fiennes"),
        [{"Ralph Fiennes"}, {"Joseph Fiennes"}, {"Fiennes"}],
    ),
    "an initial of two people means nobody": (
        ("John Smith", "Jane Smith", "J. Smith"),
        [{"John Smith"}, {"Jane Smith"}, {"J. Smith"}],
    ),
    "an initial in a family of others is clear": (
        ("John Smith", "Mary Smith", "J. Smith"),
        [{"John Smith", "J. Smith"}, {"Mary Smith"}],
    ),
    "a short form of two names means nobody": (
        ("Alexander Reyes", "Alexandra Reyes", "Alex Reyes"),
        [{"Alexander Reyes"}, {"Alexandra Reyes"}, {"Alex Reyes"}],
    ),
    "a romanisation that can be either of two means nobody": (
        ("Park Ji-hoon", "Park Ji-heon", "Park Ji-hun"),
        [{"Park Ji-hoon"}, {"Park Ji-heon"}, {"Park Ji-hun"}],
    ),
    "all spellings of one name are one person": (
        ("Park Ji-hu", "Park Ji-hoo", "Park Jihu", "Ji-hu Park", "PARK JI HU", "Park Ji-hun"),
        [{"Park Ji-hu", "Park Ji-hoo", "Park Jihu", "Ji-hu Park", "PARK JI HU"}, {"Park Ji-hun"}],
    ),
    "middle names, initials and short forms of one person meet": (
        ("Michael J. Fox", "Michael Fox", "Mike Fox", "M. Fox"),
        [{"Michael J. Fox", "Michael Fox", "Mike Fox", "M. Fox"}],
    ),
    "a name between two that differ chains them not": (
        ("John Smith", "John Adam Smith", "John Brian Smith"),
        [{"John Smith"}, {"John Adam Smith"}, {"John Brian Smith"}],
    ),
    "a given name alone means no actor": (("Lisa", "Lisa McGrillis"), [{"Lisa"}, {"Lisa McGrillis"}]),
}


@pytest.mark.parametrize("case", GROUPS)
def test_people(case: str) -> None:
    names, people = GROUPS[case]
    assert people_of(*names) == set(map(frozenset, people))


CHARACTERS = {
    "a given name alone means a character": (("Otis", "Otis Milburn"), [{"Otis", "Otis Milburn"}]),
    "so does a Korean one": (("On-jo", "Nam On-jo", "Nam Onjo"), [{"On-jo", "Nam On-jo", "Nam Onjo"}]),
    "and in two romanisations": (("Su-hyeok", "Soo-hyuk", "Soohyuk"), [{"Su-hyeok", "Soo-hyuk", "Soohyuk"}]),
    "ranks are no part of a name": (("Dr. Shaun Murphy", "Shaun Murphy"), [{"Dr. Shaun Murphy", "Shaun Murphy"}]),
    "two with one given name are left alone": (
        ("Joe", "Joe Goldberg", "Joe Kessler"),
        [{"Joe"}, {"Joe Goldberg"}, {"Joe Kessler"}],
    ),
    "numbers tell characters apart": (("Mr. 3", "Mr. 5"), [{"Mr. 3"}, {"Mr. 5"}]),
}


@pytest.mark.parametrize("case", CHARACTERS)
def test_characters(case: str) -> None:
    names, people = CHARACTERS[case]
    assert people_of(*names, by_first_name=True) == set(map(frozenset, people))


def test_an_alias_joins_what_no_rule_can() -> None:
    assert len(people_of("Lomon", "Park Solomon")) == 2
    assert people_of("Lomon", "Solomon Park", aliases=(("Park Solomon", "Lomon"),)) == {
        frozenset({"Lomon", "Solomon Park"})
    }


def test_an_alias_in_use_for_two_people_joins_nobody() -> None:
    aliases = (("Tony", "Anthony Hale"), ("Tony", "Antony Starr"))
    assert len(people_of("Tony", "Anthony Hale", "Antony Starr", aliases=aliases)) == 3


def test_names_that_only_an_alias_holds_are_not_shown() -> None:
    book = book_of("Lomon", aliases=(("Lomon", "Park Solomon"),))
    assert book.people() == ("Lomon",)
    assert book.spellings("Lomon") == ("Lomon",)


def test_unknown_names_stand_for_themselves() -> None:
    assert book_of().display("Nobody Inparticular") == "Nobody Inparticular"


SHOWN = {
    "the best source decides": (
        [("Park Jihu", Authority.OFFICIAL), *[("Park Ji-hoo", Authority.BLOG)] * 5],
        "Park Jihu",
    ),
    "then what it writes most": (
        [*[("Park Ji-hu", Authority.TRADE)] * 2, ("Park Jihu", Authority.TRADE)],
        "Park Ji-hu",
    ),
    "then the fullest": ([("J. Smith", Authority.PRESS), ("John Smith", Authority.PRESS)], "John Smith"),
    "then the alphabet": ([("Ju Ji-hoon", Authority.PRESS), ("Ji-hoon Ju", Authority.PRESS)], "Ji-hoon Ju"),
}


@pytest.mark.parametrize("case", SHOWN)
def test_the_name_that_is_shown(case: str) -> None:
    uses, shown = SHOWN[case]
    assert cluster_names(uses).people() == (shown,)


@given(st.lists(st.sampled_from([name for _, a, b in labelled_pairs() for name in (a, b)]), max_size=12), st.randoms())
@settings(max_examples=60)
def test_order_makes_no_difference(names: list[str], chance: random.Random) -> None:
    shuffled = list(names)
    chance.shuffle(shuffled)
    assert people_of(*names) == people_of(*shuffled)


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_is_a_name_of_somebody(a: str, b: str) -> None:
    one, other = parse_spelling(a), parse_spelling(b)
    assert may_be_one(one, other) == may_be_one(other, one)
    assert may_be_one(one, one)
    assert set(book_of(a, b).people()) <= {a, b}


def test_of_many_names_no_two_are_joined_that_may_not_be_one() -> None:
    names = sorted({name for _, a, b in labelled_pairs() for name in (a, b)})
    book = book_of(*names)
    for person in book.people():
        for a, b in combinations(book.spellings(person), 2):
            assert may_be_one(parse_spelling(a), parse_spelling(b)), (a, b)

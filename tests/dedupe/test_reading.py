import pytest

from aggregator.dedupe import read
from aggregator.dedupe.reading import MAX_COMPARED_WORDS

HARD: dict[str, tuple[str, str]] = {
    "names and numbers": ("Then Tom Sorley, 44, met Ada in Oban.", "tom sorley 44 ada oban"),
    "a name that opens a sentence, known from elsewhere": ("Oban is wet. They like Oban.", "oban oban"),
    "not a word that merely opens a sentence": ("It rains. “Nobody minds,” she said: Never.", ""),
    "not the words of a heading": ("What To Expect From It\n\nIt will be what they expect.", ""),
    "number words as figures": ("They wrote eight of ten, the second by hand.", "8 10 2"),
    "not the pronoun": ("What I said and what I’m told.", ""),
    "accents as without": ("So says Gréta of Šibenik.", "greta sibenik"),
}


@pytest.mark.parametrize("case", HARD)
def test_hard_words(case: str) -> None:
    text, expected = HARD[case]
    assert " ".join(read("", "", text).hard_sequence) == expected


def test_a_script_without_spaces_is_read_character_by_character() -> None:
    assert read("", "", "今際の国 2").words == ("今", "際", "の", "国", "2")


def test_sentences_part_at_full_stops_and_lines() -> None:
    found = read("", "", "Then Ada left. “Did Tom?” they asked\nNobody knew").sentences
    assert [sorted(sentence.hard) for sentence in found] == [["ada"], ["tom"], [], []]


def test_a_huge_text_is_read_to_a_limit() -> None:
    assert len(read("", "", "word " * 300_000).words) == MAX_COMPARED_WORDS

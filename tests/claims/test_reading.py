"""What a line is, and where a sentence ends."""

from __future__ import annotations

import pytest

from aggregator.claims.reading import BlockKind, read_text, sentences_of

KINDS = {
    "a paragraph": ("Netflix has renewed the show. It is good.", BlockKind.PARAGRAPH),
    "a heading": ("Harbor Lights Season 3 Release Date", BlockKind.HEADING),
    "a question": ("Who is in the cast of season 3?", BlockKind.QUESTION),
    "a numbered heading": ("1. Harbor Lights", BlockKind.HEADING),
    "a bullet": ("- Ann Lee as Kim", BlockKind.ITEM),
    "read more": ("Read More: Harbor Lights Renewed for Season 3", BlockKind.LINK),
    "a label in capitals": ("RELATED: Salt Road Sets Return", BlockKind.LINK),
    "next": ("Next: Everything new in July", BlockKind.LINK),
    "an arrow": ("← Salt Road Ending Explained", BlockKind.LINK),
    "tags": ("Tags: Harbor Lights, Netflix", BlockKind.BOILERPLATE),
    "an update": ("UPDATE 5/31: It is happening!", BlockKind.UPDATE),
    "the copyright": ("Copyright © Harborpulse. All Rights Reserved", BlockKind.BOILERPLATE),
}


@pytest.mark.parametrize(("line", "kind"), KINDS.values(), ids=KINDS.keys())
def test_a_line_is_known_for_what_it_is(line: str, kind: BlockKind) -> None:
    (block,) = read_text(line)
    assert block.kind is kind


SENTENCES = {
    "a stop and a capital": ("One here. Two here.", ["One here.", "Two here."]),
    "no, and a number": ("No. The shoot goes on. No. 3 is out.", ["No.", "The shoot goes on.", "No. 3 is out."]),
    "titles and initials": ("Dr. Fox met J. R. Vane. He left.", ["Dr. Fox met J. R. Vane.", "He left."]),
    "the U.S. and months": ("In the U.S. it airs Jan. 28 at nine.", ["In the U.S. it airs Jan. 28 at nine."]),
    "the hour": ("It airs at 9 p.m. The end.", ["It airs at 9 p.m.", "The end."]),
    "quotes close after the stop": ("“Yes.” He left.", ["“Yes.”", "He left."]),
    "numbers": ("It has 2.5 stars. Fine.", ["It has 2.5 stars.", "Fine."]),
    "no capital after it": ("It is e.g. this one.", ["It is e.g. this one."]),
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES.keys())
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences_of(text, 0, len(text))] == expected


def test_lines_under_a_link_label_are_links() -> None:
    kinds = [block.kind for block in read_text("You May Also Like:\nSalt Road Renewed\nCobble Street Cast")]
    assert kinds == [BlockKind.LINK] * 3


def test_what_follows_the_comments_is_not_the_article() -> None:
    blocks = read_text("Comments (3)\n\nAnn Lee is leaving the show.")
    assert {block.kind for block in blocks} == {BlockKind.BOILERPLATE}


INTERVIEWS = {
    "letters": "Q: Is it back? Soon?\nA: Yes.",
    "words": "QUESTION: Is it back?\n\nANSWER: Yes.",
    "names": "DESK: Is it back?\n\nLEE: Yes.\n\nDESK: And then?\n\nLEE: We rest.",
    "names in bold": "**Desk:** Is it back?\n\n**Ann Lee:** Yes.\n\n**Desk**: And then?\n\n**Ann Lee**: We rest.",
    "questions of the floor": "QUESTION: Is it back?\n\nHBO: Yes.\n\nQUESTION: When?\n\nHBO: In May.",
}


@pytest.mark.parametrize("text", INTERVIEWS.values(), ids=INTERVIEWS)
def test_an_interview_has_one_who_asks(text: str) -> None:
    blocks = read_text(text)
    assert [block.speaker for block in blocks] == ["Q", "A"] * (len(blocks) // 2)
    assert blocks[1].sentences[0].text == "Yes."


@pytest.mark.parametrize("text", ["BOSTON: It is back.\n\nLONDON: It is not.", "WHEN: May.\n\nWHO: All of them?"])
def test_other_labels_in_capitals_are_no_speakers(text: str) -> None:
    assert {block.speaker for block in read_text(text)} == {None}


def test_what_the_one_who_asks_states_is_no_question() -> None:
    blocks = read_text("Q: Is it back?\n\nA: Yes.\n\nQ: I hear it is dark.\n\nA: Very.")
    assert [block.kind for block in blocks][::2] == [BlockKind.QUESTION, BlockKind.PARAGRAPH]
    assert blocks[3].heading is None


OLDER = [
    "ORIGINAL STORY, May 1",
    "Our original guide follows.",
    "Written on 19 October",
    "Earlier answers, kept for the record",
]


@pytest.mark.parametrize("line", OLDER)
def test_what_stands_below_a_line_about_older_text_is_old(line: str) -> None:
    assert [block.is_old for block in read_text(f"It has a date.\n\n{line}\n\nThere is none.")] == [False, True, True]


def test_a_heading_stands_over_what_follows_it() -> None:
    heading, paragraph = read_text("Who is in the cast?\n\nAnn Lee is back. She is good.")
    assert heading.kind is BlockKind.QUESTION
    assert paragraph.heading == 0


def test_text_below_an_original_story_line_is_old() -> None:
    blocks = read_text("UPDATED July 9: It has a date.\n\nORIGINAL STORY, May 1\n\nThere is no date. None.")
    assert [block.is_old for block in blocks] == [False, True, True]


def test_lines_of_a_list_may_end_in_an_initial() -> None:
    blocks = read_text("Ann Lee as Mara K.\nBo Diaz as Sam\nCy Park Jr.")
    assert [block.kind for block in blocks] == [BlockKind.ITEM] * 3


def test_a_heading_can_say_that_what_follows_is_old() -> None:
    blocks = read_text("It is renewed.\n\nThe story so far (older updates)\n\nNobody knows.")
    assert [block.is_old for block in blocks] == [False, True, True]

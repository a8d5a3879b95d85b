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


def test_a_heading_stands_over_what_follows_it() -> None:
    heading, paragraph = read_text("Who is in the cast?\n\nAnn Lee is back. She is good.")
    assert heading.kind is BlockKind.QUESTION
    assert paragraph.heading == 0


def test_text_below_an_original_story_line_is_old() -> None:
    blocks = read_text("UPDATED July 9: It has a date.\n\nORIGINAL STORY, May 1\n\nThere is no date. None.")
    assert [block.is_old for block in blocks] == [False, True, True]

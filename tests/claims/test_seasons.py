"""Looking for the wordings of a season only where a cue stands finds what looking everywhere does."""

from __future__ import annotations

import re

from aggregator.claims.reading import read_text
from aggregator.claims.season_forms import FORMS, wordings_in
from aggregator.claims.words import places_of
from tests.claims.test_gold import rows_of


def test_forms_are_tried_only_where_they_can_stand_and_find_what_one_alternation_of_them_all_would() -> None:
    sentences = [
        sentence.text.replace(row["claims"][0]["show"], "\ue000" * 4) if row["claims"] else sentence.text
        for name in ("dev1", "dev2")
        for row in rows_of(name)
        for block in read_text(row["text"])
        for sentence in block.sentences
    ]
    sentences += [
        "s2 is out",
        "The 3x05 leaked; s4e1 too",
        "\ue000\ue000 3 wrapped",
        "Both ran long, the latter longer.",
    ]
    whole = re.compile("|".join(form.pattern.pattern for form in FORMS.values()), re.IGNORECASE)
    named = 0
    for sentence in sentences:
        everywhere = [(found.lastgroup, found.span()) for found in whole.finditer(sentence)]
        words = frozenset(places_of(sentence))
        assert [(found.lastgroup, found.span()) for found in wordings_in(sentence, words)] == everywhere, sentence
        named += bool(everywhere)
    assert named > 400

import re
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aggregator.text import (
    _INVISIBLE,
    clean_line,
    clean_text,
    count_words,
    fingerprint_text,
    fold,
    normalize_text,
    slugify,
    without_invisible,
)

ANY_TEXT = st.text(st.characters())  # lone surrogates too

CLEANED = {
    "case 18: NUL, BEL and ESC are gone": ("Squid\x00 Game\x07\x1b[31m", "Squid Game[31m"),
    "C1 controls are gone": ("a\x9bb", "ab"),
    "every kind of line break is one newline": ("a\r\nb\rc\u2028d\u2029e\x85f\vg\fh", "a\nb\nc\nd\ne\nf\ng\nh"),
    "paragraphs stay apart": ("one\r\n\r\ntwo", "one\n\ntwo"),
    "case 61: bidi overrides are gone": ("\u202eevil\u202c \u2066x\u2069", "evil x"),
    "case 61: zero-width characters are gone": ("Squ\u200bid\ufeff Ga\u2060me", "Squid Game"),
    "case 61: decomposed letters are composed": ("Poke\u0301mon", "Pokémon"),
    "a soft hyphen is gone": ("King\u00addom", "Kingdom"),
    "invisible tag characters are gone": ("a\U000e0041\U000e007fb", "ab"),
    "case 128: lone surrogates are gone": ("a\ud800b", "ab"),
    "tabs and odd spaces are plain spaces, as many as there were": ("a\t\u00a0\u2009b", "a   b"),
    "letters beyond the first plane stay": ("𠮷野家", "𠮷野家"),
}


@pytest.mark.parametrize(("raw", "clean"), CLEANED.values(), ids=CLEANED)
def test_clean_text(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


def test_nothing_invisible_passes_for_a_text_that_needs_no_cleaning() -> None:
    """Unicode's own tables say what is printable, and change with Python; what we call invisible must not pass."""
    invisible = _INVISIBLE.findall("".join(map(chr, range(sys.maxunicode + 1))))
    assert len(invisible) > 2_000
    assert [character for character in invisible if without_invisible(character).strip()] == []


@given(ANY_TEXT)
def test_clean_text_leaves_nothing_that_cannot_be_stored_or_seen(raw: str) -> None:
    clean = clean_text(raw)
    assert clean_text(clean) == clean
    assert not {unicodedata.category(c) for c in clean if c != "\n"} & {"Cc", "Cs", "Zl", "Zp"}
    assert clean.encode("utf-8").decode("utf-8") == clean


def test_clean_line_is_one_line() -> None:
    assert clean_line("\n The\u00a0 Last\r\nof\tUs ") == "The Last of Us"


FOLDED_EQUAL = {
    "case": ("KINGDOM", "kingdom"),
    "case 61: smart quotes": ("‘You’ “You”", "'You' \"You\""),
    "case 61: apostrophes": ("Grey’s", "Grey's"),
    "case 61: non-breaking hyphen and dashes": ("9\u20111\u20131", "9-1-1"),
    "case 61: fullwidth letters": ("Ｙｏｕ", "you"),
    "case 61: composed and decomposed": ("Pokémon", "Poke\u0301mon"),
    "diacritics": ("Élite", "elite"),
    "letters that Unicode does not decompose": ("Bjørn Łódź", "bjorn lodz"),
    "a dotted capital I of Turkish": ("İstanbul", "istanbul"),
    "sharp s": ("Straße", "STRASSE"),
    "non-breaking space": ("The\u00a0Crown", "the crown"),
    "zero width inside a word": ("Squ\u200bid", "squid"),
    "an ellipsis": ("Wait…", "wait..."),
    "ligatures": ("ﬁnal", "final"),
    "Hangul syllables and their letters": ("킹덤", unicodedata.normalize("NFD", "킹덤")),
    "half-width kana": ("ガ", "ｶﾞ"),
}


@pytest.mark.parametrize(("one", "other"), FOLDED_EQUAL.values(), ids=FOLDED_EQUAL)
def test_fold_makes_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


FOLDED_APART = {
    "a kana and its voiced form": ("か", "が"),
    "words and the hyphenated word": ("re port", "re-port"),
    "newline and space": ("a\nb", "a b"),
}


@pytest.mark.parametrize(("one", "other"), FOLDED_APART.values(), ids=FOLDED_APART)
def test_fold_keeps_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(ANY_TEXT, ANY_TEXT)
def test_fold_goes_character_by_character(a: str, b: str) -> None:
    assert fold(a + b) == fold(a) + fold(b)


def test_fold_is_the_same_for_few_odd_characters_and_for_many() -> None:
    letters = [chr(code) for code in range(0x80, 0x3100)]
    assert fold("".join(letters)) == "".join(map(fold, letters))


def test_fold_is_idempotent_on_every_character() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert fold(fold(every)) == fold(every)


SAME_FINGERPRINT = {
    "case and white space": ("Kingdom  is\n\nBACK", "kingdom is back"),
    "punctuation variants": ("“It’s over” — he said…", '"It\'s over" - he said...'),
    "no punctuation at all": ("Renewed, finally!", "Renewed finally"),
    "zero-width characters": ("Ren\u200bewed", "Renewed"),
    "normal forms": ("Pokémon", "Poke\u0301mon"),
}


@pytest.mark.parametrize(("one", "other"), SAME_FINGERPRINT.values(), ids=SAME_FINGERPRINT)
def test_fingerprint_ignores(one: str, other: str) -> None:
    assert fingerprint_text(one) == fingerprint_text(other)


OTHER_FINGERPRINT = {
    "another number": ("Season 2 has 10 episodes", "Season 2 has 12 episodes"),
    "words in another order": ("not now", "now not"),
    "a number parted": ("1.5 million", "15 million"),
    "one vowel sign of Devanagari": ("कि", "की"),
}


@pytest.mark.parametrize(("one", "other"), OTHER_FINGERPRINT.values(), ids=OTHER_FINGERPRINT)
def test_fingerprint_tells_apart(one: str, other: str) -> None:
    assert fingerprint_text(one) != fingerprint_text(other)


@given(ANY_TEXT)
def test_normalize_text_is_idempotent_and_survives_cleaning(raw: str) -> None:
    assert normalize_text(normalize_text(raw)) == normalize_text(raw)
    assert normalize_text(clean_text(raw)) == normalize_text(raw)


def test_fingerprint_is_a_sha256_of_anything() -> None:
    assert len(fingerprint_text("\ud800")) == 64
    assert fingerprint_text("") == fingerprint_text(" … !")


COUNTED = {
    "plain words": ("The second season is coming", 5),
    "an apostrophe and a hyphen are inside a word": ("It’s a sci-fi hit", 4),
    "a dash is between words": ("Kingdom — renewed", 2),
    "numbers with separators": ("1,650,000 viewers, 12.5 hours", 4),
    "Korean has spaces": ("지금 우리 학교는", 3),
    "Japanese has none": ("今際の国", 4),
    "nothing": (" …\n", 0),
}


@pytest.mark.parametrize(("text", "count"), COUNTED.values(), ids=COUNTED)
def test_count_words(text: str, count: int) -> None:
    assert count_words(text) == count


@example("the U.S.A. and a-b-c's d..e")
@given(st.text(st.sampled_from("aZ1_ .,'’‘“”–—…-\n\té")))
def test_words_are_letters_and_what_joins_two_of_them(text: str) -> None:
    assert count_words(text) == len(re.findall(r"\w+(?:['’.,-]\w+)*", text))


SLUGS = {
    "a plain title": ("All of Us Are Dead", "all-of-us-are-dead"),
    "an apostrophe leaves no gap": ("Schitt’s Creek", "schitts-creek"),
    "an ampersand is a word": ("Love & Death", "love-and-death"),
    "a subtitle and brackets": ("Ghosts: (US)", "ghosts-us"),
    "diacritics": ("Élite", "elite"),
    "another script keeps its letters": ("킹덤", "킹덤"),
    "kana keep their voicing": ("ガ", "ガ"),
    "no letters at all": ("!!!", ""),
}


@pytest.mark.parametrize(("text", "slug"), SLUGS.values(), ids=SLUGS)
def test_slugify(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_slugify_is_idempotent(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


def test_a_long_text_is_folded_and_normalized_as_its_lines_are_whatever_was_asked_before() -> None:
    lines = ["“It’s BACK!” — Café Zoë, ½ season", "Straße & Söhne in Кингдом"]
    for line in (*lines, lines[0]):
        text = "\n".join([line] * 60)
        assert fold(text) == "\n".join([fold(line)] * 60)
        assert normalize_text(text) == " ".join([normalize_text(line)] * 60)

"""String to string: cleaned for storing and showing, folded for comparing. No business logic, no I/O.

*Clean* text is what people read: the words of the source without characters that cannot be seen. *Folded* text is
what programs compare and is never shown. Folding goes character by character, so that
``fold(a + b) == fold(a) + fold(b)``: whoever must find the way back from folded to original offsets folds one
character at a time.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from json import dumps
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:  # text is all that most commands need of this program besides SQL
    from aggregator.models import Fingerprint

_LINE_BREAK: Final = re.compile(r"\r\n?|[\v\f\x1c-\x1f\x85\u2028\u2029]")

_INVISIBLE: Final = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x9f"  # C0 and C1 controls but tab and the line breaks; ESC and BEL drive terminals
    "\u00ad\u034f\u180e"  # soft hyphen, grapheme joiner, Mongolian separator
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls: what is shown is no longer what is stored
    "\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff"  # zero width; splits titles so that nothing matches
    "\ufff9-\ufffb"  # interlinear annotation
    "\U000e0000-\U000e007f"  # tags: whole sentences can hide in them
    "\ud800-\udfff"  # lone surrogates; SQLite and UTF-8 refuse them
    "\ufdd0-\ufdef\ufffe\uffff"  # never characters
    "]"
)

_ODD_SPACE: Final = re.compile(r"[^\S\n ]")
_GRAPHEME_JOINER: Final = "\u034f"
"""Of what is invisible, all that ``str.isprintable`` lets pass: a mark, by its category."""

_ESCAPED: Final = re.compile(f"{_INVISIBLE.pattern}|[\v\f\r\x1c-\x1f\x85\u2028\u2029]")

_DIACRITICS: Final = range(0x0300, 0x0370)  # the block that Latin, Greek and Cyrillic use; a kana's voicing stays
_VARIATION_SELECTORS: Final = range(0xFE00, 0xFE10)

# What Unicode's compatibility decomposition leaves apart although readers and keyboards take it for the same.
_SAME: Final[dict[str, str]] = (
    dict.fromkeys("‘’‚‛′‵´`ʹʼʻˈ＇", "'")
    | dict.fromkeys("“”„‟″‶«»〝〞〟＂", '"')
    | dict.fromkeys("‐‑‒–—―−⁃﹘﹣－", "-")
    | {"⁄": "/", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "×": "x"}
)

_ASCII: Final = bytes(range(128))
_LONG_CHARS: Final = 1_000  # titles and names are shorter; what is longer is an article
_MAX_REPLACED: Final = 24  # different characters; of scripts other than Latin a text has more

_WORD: Final = re.compile(r"\w+(?:['’.,-]\w+)*")
_TYPOGRAPHIC: Final = (("’", "'"), ("“", " "), ("”", " "), ("‘", " "), ("–", " "), ("—", " "), ("…", " "))
"""What English texts have beside ASCII, and what counts the same."""
_SHAPES: Final = {
    code: "a" if re.match(r"\w", chr(code)) else "." if chr(code) in "'.,-" else " " for code in range(128)
}
_APOSTROPHE: Final = re.compile("'")
_NO_SLUG: Final = re.compile(r"[\W_]+")


@cache
def _single_word_scripts() -> re.Pattern[str]:
    # Classes of so many characters take some milliseconds to compile, as much as all else a command needs of this file.
    return re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def clean_text(text: str) -> str:
    r"""What a reader sees of ``text``: NFC, line breaks as ``\n``, without control, bidi and zero-width characters.

    Every other space, a tab and the non-breaking one too, becomes a plain one; their number stays.

    >>> clean_text("Squid\u200b Game\x1b[31m\r\nNew")
    'Squid Game[31m\nNew'
    """
    if not _is_printable(text):
        text = _ODD_SPACE.sub(" ", without_invisible(text))
    return unicodedata.normalize("NFC", text)


def without_invisible(text: str) -> str:
    r"""``text`` without what a terminal would obey or nobody could see; every line break is ``\n``, tabs stay.

    >>> without_invisible("Salt\u202e Road\x1b]8;;https://x.test\x07\r\n\tends")
    'Salt Road]8;;https://x.test\n\tends'
    """
    if _is_printable(text):
        return text
    return _INVISIBLE.sub("", _LINE_BREAK.sub("\n", text))


def _is_printable(text: str) -> bool:
    """Whether all of it can be seen and every space is a plain one, as in nearly every text; a tenth of a search."""
    return text.replace("\n", "").isprintable() and _GRAPHEME_JOINER not in text


def escape_invisible(json: str) -> str:
    r"""A JSON document of the same value, in which whatever ``without_invisible`` would remove is an escape.

    Such characters stand in JSON's strings alone, where ``\uXXXX`` means the same (RFC 8259, 7).

    >>> escape_invisible('"Salt\u202e Road"')
    '"Salt\\u202e Road"'
    """
    return _ESCAPED.sub(lambda found: dumps(found[0])[1:-1], json)


def clean_line(text: str) -> str:
    r"""``clean_text`` on one line: every run of white space is one space, none at the ends.

    >>> clean_line(" The\n Crown ")
    'The Crown'
    """
    text = clean_text(text)
    # Other white space than plain spaces and line breaks is gone; most texts have no two of these in a row.
    return " ".join(text.split()) if "  " in text or "\n" in text else text.strip()


class _FoldTable(dict[int, str]):
    """Code point to its folded form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = chr(code)
        while (again := "".join(map(_fold_once, folded))) != folded:
            folded = again
        self[code] = folded
        return folded


class _WordTable(dict[int, str]):
    """Folded code point to itself where it is part of a word, else to a space."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character if unicodedata.category(character)[0] in "LNM" else " "
        return self[code]


def _fold_once(character: str) -> str:
    if character == "\n":
        return character
    if character.isspace():
        return " "
    if _INVISIBLE.match(character):
        return ""
    decomposed = unicodedata.normalize("NFKD", _SAME.get(character, character)).casefold()
    return "".join(
        part for part in decomposed if ord(part) not in _DIACRITICS and ord(part) not in _VARIATION_SELECTORS
    )


_FOLDED: Final = _FoldTable()
_WORDS_ONLY: Final = _WordTable()


def characters_but(ascii_bytes: bytes, text: str) -> set[str]:
    """The different characters of ``text``, those of ``ascii_bytes`` aside; a third of what a search takes.

    >>> sorted(characters_but(b"Poken", "Pokémon!"))
    ['!', 'm', 'é']
    """
    left = text.encode("utf-8", "surrogatepass").translate(None, ascii_bytes)
    return set(left.decode("utf-8", "surrogatepass"))


def fold(text: str) -> str:
    """``text`` for comparison: without case, diacritics, invisible characters and the variants of quotes and dashes.

    Character by character and idempotent; lengths change (``ß`` is two letters, a Hangul syllable two or three).

    >>> fold("‘POKÉMON’ — Ｋingdom")
    "'pokemon' - kingdom"
    """
    return _fold(text) if len(text) < _LONG_CHARS else _fold_article(text)


@lru_cache(maxsize=1)
def _fold_article(text: str) -> str:
    """Kept for the next call: an article is fingerprinted, searched for names and signed, one after the other."""
    return _fold(text)


def _fold(text: str) -> str:
    if not text.isascii():
        # Where only a few characters are not ASCII they go first: Python translates ASCII ten times as fast.
        odd = characters_but(_ASCII, text)
        if len(odd) <= _MAX_REPLACED:
            for character in odd:
                text = text.replace(character, _FOLDED[ord(character)])
    return text.translate(_FOLDED)


def normalize_text(text: str) -> str:
    """The words of ``text`` in their order, folded, one space between them: equal for equal wording.

    Ignores case, white space, punctuation, diacritics and everything invisible.

    >>> normalize_text("“It’s back!” —  Netflix") == normalize_text("It's BACK - Netflix")
    True
    """
    return _normalize(text) if len(text) < _LONG_CHARS else _normalize_article(text)


@lru_cache(maxsize=1)
def _normalize_article(text: str) -> str:
    """Kept for the next call, as by ``_fold_article``."""
    return _normalize(text)


def _normalize(text: str) -> str:
    return " ".join(folded_words(text))


def folded_words(text: str) -> list[str]:
    """The words of ``normalize_text(text)``.

    >>> folded_words("“It’s back!” —  Netflix")
    ['it', 's', 'back', 'netflix']
    """
    return fold(text).translate(_WORDS_ONLY).split()


def fingerprint_text(text: str) -> Fingerprint:
    """SHA-256 of ``normalize_text(text)`` as 64 hex digits. Texts without a single word share one fingerprint."""
    import hashlib  # with OpenSSL, which most commands never need

    digest = hashlib.sha256(normalize_text(text).encode("utf-8", "surrogatepass")).hexdigest()
    return cast("Fingerprint", digest)


def count_words(text: str) -> int:
    """How many words ``text`` has; of scripts written without spaces (Han, kana) each character counts as one.

    >>> count_words("It's a 10-episode run"), count_words("킹덤 시즌"), count_words("今際の国")
    (4, 2, 4)
    """
    if not text.isascii():
        for sign, plain in _TYPOGRAPHIC:
            text = text.replace(sign, plain)
    if text.isascii():
        return _count_ascii_words(text)
    alone = len(_single_word_scripts().findall(text))
    return alone + len(_WORD.findall(_single_word_scripts().sub(" ", text) if alone else text))


def _count_ascii_words(text: str) -> int:
    """As many as ``_WORD`` finds, by no search: that takes a fifth of the time."""
    # A letter stands for each, a full stop for what joins two of them: what is joined on the left alone by the first
    # replacement is joined on the right by the second.
    shape = text.translate(_SHAPES).replace("a.a", "aaa").replace("a.a", "aaa").replace(".", " ")
    return shape.count(" a") + shape.startswith("a")


def slugify(text: str) -> str:
    """Lower-case words joined by hyphens, for ids; letters of every script stay, so a title never loses its name.

    Empty where ``text`` has no letter or digit.

    >>> slugify("Grey’s Anatomy & Co."), slugify("All of Us Are Dead"), slugify("킹덤")
    ('greys-anatomy-and-co', 'all-of-us-are-dead', '킹덤')
    """
    folded = unicodedata.normalize("NFC", _APOSTROPHE.sub("", fold(text)).replace("&", " and "))
    return _NO_SLUG.sub("-", folded).strip("-")

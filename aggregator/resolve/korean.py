"""Korean names in Latin letters, read back into syllables, so that romanisations of one name meet.

One name is written in many ways (Ji-hu, Ji Hoo, Jihu; Lee, Yi, Rhee; Jung, Jeong), and one way of writing can stand
for several names (Hun is Hoon or Heon). So a spelling has a set of *readings*, each a tuple of syllables in one fixed
notation that follows the Revised Romanisation of 2000 where that is unambiguous. Two spellings can be one name where
they share a reading. No business logic, no I/O.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product
from typing import Final

Reading = tuple[str, ...]
"""Syllables in our notation; of a full name the surname goes first, in the notation of ``_SURNAMES``."""

MAX_GIVEN_SYLLABLES: Final = 2
"""Given names have one or two syllables, nearly always two."""

_SURNAME_LINES: Final = """
    kim gim | lee yi i rhee rhie li ri | park pak bak bark | choi choe | jung jeong chung cheong joung
    kang gang | cho jo | yoon yun youn | jang chang | lim im rim yim | han | oh o | seo suh su | shin sin
    kwon gwon kweon | hwang whang | ahn an | song | yoo yu you | ryu ryoo | hong | jeon jun | chun cheon | ko go koh goh
    moon mun | yang | son sohn | bae pae | baek paik baik | heo hur huh | nam nahm | shim sim | noh no roh | ha
    kwak gwak | sung seong | cha | joo ju | woo wu u | koo gu ku goo | min | na ra rha | jin | ji chi jee | eom um uhm
    chae | won weon | bang pang | gong kong | hyun hyeon | ham | byun byeon | yeom yum | yeo yuh | choo chu | do doh
    suk seok | seon sun | seol sul | ma | gil kil | wi | pyo | myung myeong | ki gi kee | ban pan | wang | geum keum
    ok | yuk | maeng | je | mo | tak | eun | in | bong | dokgo | namgung namgoong | hwangbo | sunwoo seonu | jegal
"""
_SURNAMES: Final = {
    spelling: group.split()[0] for group in _SURNAME_LINES.replace("\n", "|").split("|") for spelling in group.split()
}

_SYLLABLE: Final = re.compile(
    r"(?P<onset>kk|gg|tt|dd|pp|bb|ss|jj|ch|sh|wh|[kgntdrlmbpsjh])?"
    r"(?P<vowel>y(?:eo|ae|ou|oo|a|e|o|u|i)h?|w(?:ae|eo|oo|a|e|i|o|u)|eui|eu|eo|ee|ae|ay|ah|eh|oe|oh|oo|ou|ui|uh|[aeiou])"
    r"(?P<coda>ng|gk|ck|[kgntdlrmpb])?"
)
_ONSETS: Final = {
    "k": "g", "kk": "g", "gg": "g", "tt": "t", "dd": "d", "pp": "p", "bb": "b",
    "ss": "s", "sh": "s", "jj": "j", "l": "r", "wh": "hw",
}  # fmt: skip
_CODAS: Final = {"g": "k", "gk": "k", "ck": "k", "d": "t", "r": "l", "b": "p"}
_VOWELS: Final = {
    "ah": "a", "eh": "e", "oh": "o", "ay": "ae", "ee": "i", "yi": "i", "oo": "u", "woo": "u", "wu": "u", "weo": "wo",
    "uh": "eo", "eui": "ui", "yoo": "yu", "yae": "ye", "yah": "ya", "yeh": "ye", "yoh": "yo", "yuh": "yeo",
}  # fmt: skip
_CLOSED_VOWELS: Final = {"u": ("u", "eo"), "yu": ("yu", "yeo"), "you": ("yu", "yeo"), "ou": ("eo",)}
"""What is meant before a final consonant: Hun is Hoon or Heon, Hyun is Hyeon, Youn is Yun or Yeon, Joung is Jeong."""

_HANGUL_NAME: Final = re.compile(r"[가-힣]{2,4}\Z")
_HANGUL_ONSETS: Final = "g kk n d tt r m b pp s ss - j jj ch k t p h"
_HANGUL_VOWELS: Final = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
_HANGUL_CODAS: Final = "- k k k n n n t l l l l l l l l m p p t t ng t t k t p t"


def full_readings(words: tuple[str, ...]) -> frozenset[Reading]:
    """How ``words`` (folded, in any order of surname and given name) can be read as a full Korean name.

    Syllables of the given name may be words of their own or joined. Empty where the words are no Korean name.

    >>> sorted(full_readings(("park", "jihu")) & full_readings(("ji", "hoo", "pak")))
    [('park', 'ji', 'hu')]
    """
    if len(words) < 2:
        return frozenset()
    orders = ((words[0], words[1:]), (words[-1], words[:-1]))
    return frozenset(
        (_SURNAMES[surname], *given)
        for surname, rest in orders
        if surname in _SURNAMES
        for given in given_readings(rest)
    )


@lru_cache(maxsize=4096)
def given_readings(words: tuple[str, ...]) -> frozenset[Reading]:
    """How ``words`` can be read as a Korean given name of one or two syllables.

    >>> sorted(given_readings(("jihun",)))
    [('ji', 'heon'), ('ji', 'hun')]
    """
    if len(words) > MAX_GIVEN_SYLLABLES:
        return frozenset()
    splits: list[tuple[str, ...]] = [words]
    if len(words) == 1:
        splits += [(words[0][:cut], words[0][cut:]) for cut in range(1, len(words[0]))]
    return frozenset(reading for split in splits for reading in product(*map(_syllable_readings, split)))


@lru_cache(maxsize=4096)
def _syllable_readings(spelling: str) -> tuple[str, ...]:
    """The syllables that ``spelling`` can stand for; none where it is no syllable."""
    found = _SYLLABLE.fullmatch(spelling)
    if found is None:
        return ()
    onset, vowel, coda = (found[part] or "" for part in ("onset", "vowel", "coda"))
    onset, coda = _ONSETS.get(onset, onset), _CODAS.get(coda, coda)
    if onset == "h" and vowel in {"ui", "eui"}:
        return (f"hi{coda}",)  # Hui, Heui and Hee are one syllable
    plain = _VOWELS.get(vowel, vowel)
    if coda:
        # "Yoon" and "Soon" say that the vowel is a long one, "Yun" and "Sun" do not.
        vowels = (plain,) if vowel.endswith("oo") else _CLOSED_VOWELS.get(plain, (plain,))
    else:
        vowels = {"you": ("yu",), "ou": ("u",)}.get(plain, (plain,))
    return tuple(f"{onset}{one}{coda}" for one in vowels)


def romanize_hangul(name: str) -> str | None:
    """A name in Hangul as "surname given-name"; None where ``name`` is not two to four syllables of Hangul.

    >>> romanize_hangul("박지후"), romanize_hangul("Park")
    ('bak ji-hu', None)
    """
    name = unicodedata.normalize("NFC", name).replace(" ", "")
    if not _HANGUL_NAME.match(name):
        return None
    syllables = [_romanize_syllable(character) for character in name]
    surname = 2 if "".join(syllables[:2]) in _SURNAMES and len(syllables) > MAX_GIVEN_SYLLABLES else 1
    return f"{''.join(syllables[:surname])} {'-'.join(syllables[surname:])}"


def _romanize_syllable(character: str) -> str:
    """By the arithmetic of the Unicode standard, 3.12: a syllable's number is (onset * 21 + vowel) * 28 + coda."""
    number = ord(character) - ord("가")
    onset, rest = divmod(number, 21 * 28)
    vowel, coda = divmod(rest, 28)
    letters = (_HANGUL_ONSETS, onset), (_HANGUL_VOWELS, vowel), (_HANGUL_CODAS, coda)
    return "".join(table.split()[place] for table, place in letters).replace("-", "")

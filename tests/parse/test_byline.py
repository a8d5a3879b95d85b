import pytest

from aggregator.parse.byline import MAX_AUTHORS, clean_authors

BYLINES = {
    "a name": (["Mara Lindqvist"], ["Mara Lindqvist"]),
    "a by-line": (["By Mara Lindqvist"], ["Mara Lindqvist"]),
    "written by": (["Written by: Mara Lindqvist"], ["Mara Lindqvist"]),
    "two names": (["Mara Lindqvist and Ben Osei"], ["Mara Lindqvist", "Ben Osei"]),
    "three names": (["Mara Lindqvist, Ben Osei & Ada Vik"], ["Mara Lindqvist", "Ben Osei", "Ada Vik"]),
    "a suffix is part of the name": (["Robert Downey, Jr."], ["Robert Downey, Jr"]),
    "a job title": (["Mara Lindqvist, Senior TV Editor"], ["Mara Lindqvist"]),
    "RSS's own form (case 65)": (["mara@tvwire.example (Mara Lindqvist)"], ["Mara Lindqvist"]),
    "an address after the name": (["Mara Lindqvist <mara@tvwire.example>"], ["Mara Lindqvist"]),
    "an address alone": (["mara@tvwire.example"], []),
    "a profile": (["https://www.facebook.com/maralindqvist"], []),
    "a handle after the name": (["Mara Lindqvist @maral"], ["Mara Lindqvist"]),
    "markup (case 65)": (['<a href="/m">Mara&nbsp;Lindqvist</a>'], ["Mara Lindqvist"]),
    "a date behind": (["Mara Lindqvist | September 8, 2026 9:12 am"], ["Mara Lindqvist"]),
    "a date close behind": (["By Mara Lindqvist Published Sept. 8, 2026"], ["Mara Lindqvist"]),
    "nobody": (["admin", "Staff", "null", " "], []),
    "a staff has a name": (["Variety Staff"], ["Variety Staff"]),
    "a sentence": (["This article was made possible by our partners in the north"], []),
    "the same twice": (["Mara Lindqvist", "MARA LINDQVIST"], ["Mara Lindqvist"]),
    "Korean": (["박준석"], ["박준석"]),
    "a particle": (["Ursula von der Leyen"], ["Ursula von der Leyen"]),
}


@pytest.mark.parametrize(("bylines", "names"), BYLINES.values(), ids=BYLINES.keys())
def test_names(bylines: list[str], names: list[str]) -> None:
    assert list(clean_authors(bylines)) == names


def test_a_long_list_ends() -> None:
    assert len(clean_authors(f"Name {letter}" for letter in "abcdefghijklmnopqrstuvwxyz")) == MAX_AUTHORS

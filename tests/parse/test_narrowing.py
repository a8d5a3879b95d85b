import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.html import parse_html
from aggregator.parse.narrowing import narrowed
from tests.parse.fakes import PARAGRAPHS, SENTENCE, page

ARTICLE = f'<div class="entry-content"><h2>Cast</h2>{PARAGRAPHS}<ul><li>Lena Holt</li></ul></div>'
SHORT = "Night Ferry is back."


def words_of(html: str) -> str:
    return " ".join(" ".join(narrowed(parse_html(html)).itertext()).split())


LEFT_OUT = {
    "a menu beside the article": '<div><a href="/tv/">Menu</a></div>',
    "a list of links in a navigation": "<nav><p>Menu</p></nav>",
    "a menu, where an aside says more than the article": f"<div>Menu</div><aside>{PARAGRAPHS}</aside>",
    "a box of headlines, which are links": f'<div><span><a href="/b/">Menu: {SENTENCE}</a></span></div>',
}
KEPT = {
    "a short first paragraph above the box of the text": f"<p>{SHORT}</p>",
    "a box of a short paragraph": f'<div class="lead"><p>{SHORT}</p></div>',
    "a heading": f"<h3>{SHORT}</h3>",
    "a list": f"<ul><li>{SHORT}</li></ul>",
    "a box with a sentence": f"<div>{SHORT} {SENTENCE}</div>",
    "text in no element, behind a line break": f"<br>{SHORT}",
}


@pytest.mark.parametrize("beside", LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_is_left_out(beside: str) -> None:
    text = words_of(page(f"<main>{beside}{ARTICLE}{beside}</main>"))
    assert "Menu" not in text
    assert text == words_of(page(f"<main>{ARTICLE}</main>"))


@pytest.mark.parametrize("beside", KEPT.values(), ids=KEPT.keys())
def test_is_kept(beside: str) -> None:
    assert SHORT in words_of(page(f"<main>{beside}{ARTICLE}</main>"))


def test_nothing_of_the_innermost_box_is_left_out_and_the_way_to_it_keeps_its_names() -> None:
    tree = narrowed(parse_html(page(f'<main id="here"><div>Menu</div>{ARTICLE}</main>')))
    (main,) = tree.iter("main")
    assert main.get("id") == "here"
    assert [child.tag for child in main] == ["div"]
    assert [child.tag for child in main[0]] == ["h2", "p", "p", "p", "p", "ul"]


def test_the_page_itself_stays_as_it_is() -> None:
    tree = parse_html(page(f"<main><div>Menu</div>{ARTICLE}</main>"))
    narrowed(tree)
    assert "Menu" in tree.text_content()


def test_a_page_without_running_text_stays_whole() -> None:
    assert words_of(page("<nav>Menu</nav><div>Short</div>", title="A")) == "A Menu Short"


@given(st.lists(st.sampled_from(["<div>", "<p>", "<nav>", "<a>", "</div>", "<br>", "x", SENTENCE, '<b "=1>', "<x<y>"])))
def test_any_page_can_be_narrowed(parts: list[str]) -> None:
    tree = parse_html("".join(parts))
    assert len(list(narrowed(tree).iter())) <= len(list(tree.iter()))


def test_a_page_of_boxes_takes_linear_time() -> None:
    tree = parse_html(page("<div>Menu</div>" * 40_000 + ARTICLE))
    start = time.process_time()
    narrowed(tree)
    assert time.process_time() - start < 2

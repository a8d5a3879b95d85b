"""What configured selectors find on a page, and which looser ones would find something where they do not; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from aggregator.html import SelectorError, make_soup, select_all
from aggregator.models import Response, Selectors
from aggregator.parse.page import html_of
from aggregator.text import clean_line

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

MAX_NEAR: Final = 3
"""So many looser selectors are named."""

MAX_TRIED: Final = 40
"""So many are tried at most: each is a walk through the page."""

MAX_SAMPLE_CHARS: Final = 120
MIN_LIKENESS: Final = 0.6
"""From which on two names of classes are taken for one that was changed, by difflib's ratio."""

# A compound selector ends at white space or a combinator that stands in no brackets and no quotes.
_COMPOUND: Final = re.compile(r"""(?:\[(?:"[^"]*"|'[^']*'|[^\]"'])*\]|\([^()]*\)|[^\s>+~,\[(])+""")
_PART: Final = re.compile(r"""\[(?:"[^"]*"|'[^']*'|[^\]"'])*\]|::?[\w-]+(?:\([^()]*\))?|[.#][\w-]+""")
_NAME: Final = re.compile(r"([.#])([\w-]+)")


@dataclass(frozen=True, slots=True)
class Found:
    """What one selector finds: how many elements, and the text of the first that has any.

    ``near`` are looser selectors with the number of elements that they find, where this one finds none.
    """

    name: str
    selector: str
    count: int
    sample: str = ""
    near: tuple[tuple[str, int], ...] = ()


def probe_page(response: Response, selectors: Selectors) -> tuple[Found, ...]:
    """What each selector for articles finds on an article's page; ``remove`` is at work before the others look.

    Raises:
        ParseError: The answer is no HTML page.
    """
    wanted = {name: selector for name, selector in asdict(selectors).items() if selector and name != "links"}
    return _probe(make_soup(html_of(response)), wanted)


def probe_links(response: Response, selectors: Selectors) -> tuple[Found, ...]:
    """What the selector for links finds on a listing page; nothing where there is none.

    Raises:
        ParseError: The answer is no HTML page.
    """
    return _probe(make_soup(html_of(response)), {"links": selectors.links}) if selectors.links else ()


def _probe(soup: BeautifulSoup, wanted: Mapping[str, str]) -> tuple[Found, ...]:
    found = []
    for name in sorted(wanted, key=lambda name: name != "remove"):
        tags = select_all(soup, wanted[name])
        texts = (clean_line(str(tag.get("datetime") or tag.get("content") or tag.get_text(" "))) for tag in tags)
        sample = next((text for text in texts if text), "")
        near = () if tags else tuple(_near(soup, wanted[name]))
        found.append(Found(name, wanted[name], len(tags), sample[:MAX_SAMPLE_CHARS], near))
        if name == "remove":
            for tag in tags:
                tag.decompose()
    return tuple(found)


def _near(soup: BeautifulSoup, selector: str) -> Iterator[tuple[str, int]]:
    """Looser selectors that find something, the nearest first."""
    named = 0
    for number, looser in enumerate(dict.fromkeys(_looser(soup, selector))):
        if named == MAX_NEAR or number == MAX_TRIED:
            return
        try:
            count = len(select_all(soup, looser))
        except SelectorError:
            continue  # what was cut out of a selector that is more than we take apart need be none
        if count:
            named += 1
            yield looser, count


def _looser(soup: BeautifulSoup, selector: str) -> Iterator[str]:
    """With a class or id that the page has and that is spelled much alike; with less before it; with less in it."""
    known = {
        ".": {name for tag in soup.select("[class]") for name in tag.get_attribute_list("class") if name},
        "#": {str(tag.get("id")) for tag in soup.select("[id]")},
    }
    for match in _NAME.finditer(selector):
        for name in get_close_matches(match[2], known[match[1]] - {match[2]}, cutoff=MIN_LIKENESS):
            if re.fullmatch(r"[A-Za-z][\w-]*", name):
                yield f"{selector[: match.start()]}{match[1]}{name}{selector[match.end() :]}"
    compounds = [match.start() for match in _COMPOUND.finditer(selector)]
    for start in compounds[1:]:
        yield selector[start:]
    last = selector[compounds[-1] :] if compounds else ""
    for part in reversed(_PART.findall(last)):
        last = last.replace(part, "", 1)
        if last:
            yield selector[: compounds[-1]] + last
            yield last

"""The part of a page around its running text; pure.

Observations
    - Two thirds of the elements of a page are menus, teasers and buttons beside its article, and whoever looks for the
      body tests each of them several times.
    - What these say is short: names of sections, headlines that are links. The sentences of an article are longer.

Theory of operation
    From the root inwards, as long as one child holds most of the long runs of text, its siblings without any such run
    are left out, unless they are or hold paragraphs. Of the element that is reached nothing is left out, and the
    elements on the way to it stay, because their names tell where an article is.

    That is less than what trafilatura discards by its own rules afterwards, in half the time. On
    article-extraction-benchmark it changes two of 181 bodies, both for the better.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MIN_RUN_CHARS: Final = 40
"""A longer run of text between two tags is a sentence, or most of one."""

MIN_SHARE: Final = 0.7
"""Of the text in long runs: who has as much has the article. The rest are teasers, comments and the imprint."""

_BLOCKS: Final = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "table",
))  # fmt: skip
"""May be a part of the article outside of the box that most of it is in, however short: its first sentence, a list."""

_BESIDE: Final = ("head", "aside", "nav", "footer")
"""By their names beside the article, whatever they hold."""


def narrowed(tree: HtmlElement) -> HtmlElement:
    """A copy of the page without most of what stands around its running text, if it has any."""
    root = node = deepcopy(tree)
    weights = _weights(root)
    enough = MIN_SHARE * weights.get(root, 0)
    if not enough:
        return root
    while (heavy := next((child for child in node if weights.get(child, 0) >= enough), None)) is not None:
        for child in list(node):
            if not weights.get(child) and not _may_be_said(child):
                node.remove(child)
        node = heavy
    for beside in list(root.iter(*_BESIDE)):
        beside.drop_tree()
    return root


def _weights(tree: HtmlElement) -> dict[HtmlElement, int]:
    """How many characters of long runs, those of links aside, are inside of each element that has any."""
    weights: dict[HtmlElement, int] = {}
    for node in reversed(list(tree.iter())):  # children before their parents
        parent, text, tail = node.getparent(), node.text, node.tail
        # The lengths with their indentation first: that spares most of them the rest.
        if tail is not None and len(tail) > MIN_RUN_CHARS and parent is not None and parent.tag != "a":
            weights[parent] = weights.get(parent, 0) + _length(tail)
        if text is not None and len(text) > MIN_RUN_CHARS and node.tag != "a":
            weights[node] = weights.get(node, 0) + _length(text)
        if node in weights and parent is not None:
            if node.tag in _BESIDE:
                weights[node] = 0
            weights[parent] = weights.get(parent, 0) + weights[node]
    return weights


def _length(run: str) -> int:
    """The characters of a run of text without its indentation, none where these are few."""
    length = len(run.strip())
    return length if length > MIN_RUN_CHARS else 0


def _may_be_said(element: HtmlElement) -> bool:
    """Whether it may be a part of the article although it has no long run of text; where text follows, it stays."""
    if element.tail and not element.tail.isspace():
        return True
    return element.tag in _BLOCKS or next(element.iter("p"), None) is not None

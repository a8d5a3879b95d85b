"""Pages as heavy as those of real news sites, around the labelled articles: some 60 kB of HTML, 3 to 5 kB of text.

An article of the labelled sets, which is nothing but claims, goes on with the background that real ones end with, and
stands in the frame that a site puts around it: metadata for machines, menus, teasers, related links, comments, scripts.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from random import Random
from typing import Final

from aggregator.models import Show, ShowId
from aggregator.text import slugify

GOLD: Final = Path(__file__).parents[1] / "fixtures" / "gold"
SOURCES: Final = Path(__file__).parents[1] / "sources.yaml"
SETS: Final = ("dev1", "dev2")
TEXT_CHARS: Final = 3_600
MENU_LINKS, TEASERS, COMMENTS, SCRIPT_LINES = 70, 44, 24, 30
_WHO: Final = (
    "the writers|one of the producers|a critic of a Sunday paper|the company|an analyst|the composer|a reader|the mayor"
    "|somebody at the festival|the local museum|a former editor|the union|the designer|a rival|most of the audience"
)
_DID: Final = (
    "walked along|spoke at length about|wrote a letter to|found a photograph of|bought the rights to|argued over|sold"
    "|opened|forgot|praised|had never heard of|spent eleven days in|paid for|made a map of|painted over|misspelled"
)
_WHAT: Final = (
    "the harbour|a small orchestra|three novels|an empty theatre|the archive|a kitchen wall|the old timetable|a pub"
    "|the second office|a recording of the seventies|every scene|the numbers|a title|the coast road|two bridges|a choir"
)
_WHEN: Final = (
    "years ago|before anybody watched|for longer than was planned|without saying why|in the rain|with a certain pride"
    "|as people do when money is short|on the way home|after a long lunch|to the surprise of the neighbours|at night"
)
_CHOICES: Final = tuple(tuple(words.split("|")) for words in (_WHO, _DID, _WHAT, _WHEN))


def background(seed: str) -> Iterator[str]:
    """Paragraphs without end that claim nothing, other ones for each seed."""
    dice = Random(seed)  # noqa: S311 - nothing is kept secret with it
    while True:
        sentences = []
        for _ in range(dice.randint(2, 5)):
            words = " ".join(dice.choice(choices) for choices in _CHOICES)
            more = " ".join(dice.choice(choices) for choices in _CHOICES)
            sentences.append(f"{words[0].upper()}{words[1:]}, and {more}.")
        yield " ".join(sentences)


@dataclass(frozen=True, slots=True)
class Sample:
    """A labelled article on a page of its own, and the shows that its set follows."""

    url: str
    title: str
    text: str
    published_on: date | None
    shows: dict[ShowId, Show]

    @property
    def html(self) -> str:
        """The article in a site's frame, as long as the articles of real sites are."""
        return framed(self.url, self.title, self.long_text, self.published_on)

    @property
    def long_text(self) -> str:
        """The text with the background that makes it as long as the articles of real sites are."""
        paragraphs = [self.text]
        for paragraph in background(self.url):
            if sum(map(len, paragraphs)) >= TEXT_CHARS:
                break
            paragraphs.append(paragraph)
        return "\n\n".join(paragraphs)


def samples() -> Iterator[Sample]:
    """The labelled articles, set by set."""
    for name in SETS:
        listed = json.loads((GOLD / f"{name}.shows.json").read_text(encoding="utf-8"))
        shows = {
            (key := ShowId(slugify(row["title"]))): Show(key, row["title"], tuple(row["aliases"]), row.get("network"))
            for row in listed
        }
        for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            day = date.fromisoformat(row["published"][:10]) if row["published"] else None
            yield Sample(row["url"], row["title"], row["text"], day, shows)


def framed(url: str, title: str, text: str, day: date | None) -> str:
    """The page of an article, as heavy with other things as those of real sites."""
    menu = "".join(
        f'<li class="menu-item"><a class="menu-link" href="/part/{n}/"><span>Part {n}</span></a></li>'
        for n in range(MENU_LINKS)
    )
    teasers = "".join(
        f'<div class="card"><div class="card-image"><a href="/story/{n}/"><picture><source srcset="/{n}-3.webp 300w,'
        f' /{n}-6.webp 600w"><img src="/img/{n}.jpg" loading="lazy" alt="Story {n}"></picture></a></div>'
        f'<div class="card-text"><a class="tag" href="/part/{n}/">Part {n}</a><h3><a href="/story/{n}/">Another story,'
        f' number {n}, told elsewhere</a></h3><div class="meta"><span>A. Writer</span><time>{n} May</time></div>'
        f"<p>A line or two of what story {n} says.</p></div></div>"
        for n in range(TEASERS)
    )
    comments = "".join(
        f'<li class="comment" id="comment-{n}"><div class="comment-author">Reader {n}</div><p>Comment {n}, which says'
        f" little about the matter and goes on for a line or two all the same.</p></li>"
        for n in range(COMMENTS)
    )
    scripts = "".join(f"<script>{_script(part)}</script>" for part in range(4))
    body = "".join(f"<p>{_linked(escape(paragraph))}</p>" for paragraph in text.split("\n\n"))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | The Example</title>'
        f"{_metas(url, title, day)}{_linked_data(url, title, day)}{scripts}</head>"
        f'<body class="single post"><header class="site-header"><nav class="nav"><ul>{menu}</ul></nav></header>'
        f'<main id="content"><article class="post"><h1 class="entry-title">{escape(title)}</h1>'
        f'<div class="byline">By <a href="/author/ann-lee/">Ann Lee</a></div><div class="entry-content">{body}</div>'
        '<div class="newsletter"><form><label>Get our newsletter <input type="email"></label></form></div></article>'
        f'<aside class="sidebar related">{teasers}</aside><section id="comments"><ol>{comments}</ol></section></main>'
        f'<footer class="site-footer"><ul>{menu}</ul></footer></body></html>'
    )


def _linked(paragraph: str) -> str:
    """A paragraph with links and stressed words in it, here and there."""
    words = paragraph.split(" ")
    for at in range(7, len(words), 23):
        words[at] = f'<a href="/tag/{at}/">{words[at]}</a>' if at % 2 else f"<em>{words[at]}</em>"
    return " ".join(words)


def _metas(url: str, title: str, day: date | None) -> str:
    fields = {
        "og:title": title,
        "og:type": "article",
        "og:url": url,
        "og:site_name": "The Example",
        "og:image": "https://news.example/img/lead.jpg",
        "og:description": f"What is known: {title}.",
        "twitter:card": "summary_large_image",
        "author": "Ann Lee",
        "viewport": "width=device-width",
    } | ({"article:published_time": f"{day}T10:00:00Z"} if day else {})
    return "".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in fields.items())


def _linked_data(url: str, title: str, day: date | None) -> str:
    article = {
        "@type": "NewsArticle",
        "headline": title,
        "mainEntityOfPage": {"@id": url},
        "author": [{"@type": "Person", "name": "Ann Lee", "url": "https://news.example/author/ann-lee/"}],
        "image": [f"https://news.example/img/lead-{width}.jpg" for width in range(200, 2000, 200)],
        "publisher": {"@type": "Organization", "name": "The Example", "logo": "https://news.example/logo.png"},
    } | ({"datePublished": f"{day}T10:00:00Z"} if day else {})
    trail = [{"@type": "ListItem", "position": n, "name": f"Section {n}"} for n in range(12)]
    crumbs = {"@type": "BreadcrumbList", "itemListElement": trail}
    graph = {"@context": "https://schema.org", "@graph": [article, crumbs]}
    return f'<script type="application/ld+json">{json.dumps(graph)}</script>'


def _script(part: int) -> str:
    return "".join(
        f"window.q{part}=window.q{part}||[];q{part}.push(function(){{track({n},'slot-{n}',{{a:{n}}});}});"
        for n in range(SCRIPT_LINES)
    )


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is fetched. ``text`` is the article's body as somebody has marked it, None where nobody has."""

    url: str
    html: bytes
    text: str | None = None


def pages_of(folder: Path | None) -> tuple[list[Page], tuple[Show, ...]]:
    """Pages to measure on, and the shows that are followed meanwhile.

    Args:
        folder: A checkout of https://github.com/scrapinghub/article-extraction-benchmark, whose pages are taken with
            the shows of our sources.yaml; None for the generated ones with the shows of their sets.
    """
    if folder is None:
        found = list(samples())
        shows = {show.id: show for sample in found for show in sample.shows.values()}
        return [Page(sample.url, sample.html.encode()) for sample in found], tuple(shows.values())
    from aggregator.config import load_config

    marked = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    real = [
        Page(row["url"], gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()), row["articleBody"])
        for key, row in marked.items()
    ]
    return real, load_config(SOURCES, environ={}, secrets_required=False).shows

"""What claims cost beside the extraction of the article's body, on the same pages in one run: ``make bench``.

The pages are the labelled articles, each in the frame that a site puts around it: menus, teasers, related links,
comments, scripts. Both are timed in turn, article by article, so that a busy machine slows both; printed are the
medians of the rounds, in milliseconds an article, and their ratio. The target is a fifth.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from statistics import median
from typing import Any, Final

from aggregator.claims import extract_claims
from aggregator.html import parse_html
from aggregator.match import Matcher
from aggregator.models import Show, ShowId
from aggregator.parse.body import find_body
from aggregator.parse.page import Page
from aggregator.text import slugify

GOLD: Final = Path(__file__).parents[1] / "fixtures" / "gold"
SETS: Final = ("dev1", "dev2")
ROUNDS: Final = 5
MENU_LINKS, TEASERS, COMMENTS = 60, 24, 12
TARGET: Final = 0.2


@dataclass(frozen=True, slots=True)
class Sample:
    """One article, and what both of the things that are timed are given."""

    url: str
    title: str
    html: str
    arguments: dict[str, Any]


def samples() -> list[Sample]:
    """The labelled articles with their shows matched."""
    found = []
    for name in SETS:
        listed = json.loads((GOLD / f"{name}.shows.json").read_text(encoding="utf-8"))
        shows = {
            (key := ShowId(slugify(row["title"]))): Show(key, row["title"], tuple(row["aliases"]), row.get("network"))
            for row in listed
        }
        matcher = Matcher(tuple(shows.values()))
        for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            arguments = {
                "title": row["title"],
                "text": row["text"],
                "published_on": date.fromisoformat(row["published"][:10]) if row["published"] else None,
                "matches": matcher.match(row["title"], row["text"]),
                "shows": shows,
            }
            found.append(Sample(row["url"], row["title"], framed(row["title"], row["text"]), arguments))
    return found


def framed(title: str, text: str) -> str:
    """The page of an article, as heavy with other things as those of real sites."""
    menu = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(MENU_LINKS))
    teasers = "".join(
        f'<div class="card"><a href="/story/{n}"><img src="/{n}.jpg" alt=""><h3>Another story, number {n}</h3></a>'
        f"<span class='meta'>By A. Writer</span><p>A line or two of what story {n} has to say.</p></div>"
        for n in range(TEASERS)
    )
    comments = "".join(f'<li class="comment"><p>Comment {n}, which says little.</p></li>' for n in range(COMMENTS))
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n"))
    return (
        f"<html><head><title>{escape(title)}</title></head><body><header><nav><ul>{menu}</ul></nav></header>"
        f'<main><article><h1>{escape(title)}</h1><div class="entry-content">{body}</div></article>'
        f'<aside class="sidebar">{teasers}</aside><section id="comments"><ol>{comments}</ol></section></main>'
        f"<footer><ul>{menu}</ul></footer></body></html>"
    )


def timed(work: Callable[[Sample], object], page: Sample) -> float:
    """The processor time of one call, in milliseconds."""
    start = time.process_time()
    work(page)
    return 1000 * (time.process_time() - start)


def claims_of(sample: Sample) -> object:
    """All claims of a sample."""
    return extract_claims(**sample.arguments)


def body_of(sample: Sample) -> object:
    """The body of a sample, from its bytes on."""
    page = Page(sample.url, parse_html(sample.html), {}, {}, (), (), has_scripts=False, soup=None)
    return find_body(page, title=sample.title, selector=None)


def main() -> None:
    """Time both and print the figures."""
    pages = samples()
    claims: list[float] = []
    bodies: list[float] = []
    for _ in range(ROUNDS + 1):  # the first fills caches
        both = [(timed(claims_of, page), timed(body_of, page)) for page in pages]
        claims.append(sum(cost for cost, _ in both) / len(pages))
        bodies.append(sum(cost for _, cost in both) / len(pages))
    claim, body = median(claims[1:]), median(bodies[1:])
    characters = sum(len(page.arguments["text"]) for page in pages) // len(pages)
    sys.stdout.write(
        f"{len(pages)} articles of {characters} characters, medians of {ROUNDS} rounds\n"
        f"claims  {claim:6.2f} ms\nbody    {body:6.2f} ms\nratio   {claim / body:6.2f}  (target {TARGET})\n"
    )


if __name__ == "__main__":
    main()

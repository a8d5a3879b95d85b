"""What claims cost beside the extraction of the article's body, on the same pages in one run: ``make bench``.

Both are timed in turn, article by article, so that a busy machine slows both; printed are the sums of the best of the
rounds, in milliseconds an article, and their ratio. The target is a fifth. The labelled articles are taken as they are,
some 1,600 characters that hold fifteen claims each: a real one is twice as long and says less.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from pages import Sample, samples
from targets import Measured, note

from aggregator.claims import extract_claims
from aggregator.html import parse_html
from aggregator.match import Matcher
from aggregator.parse.body import find_body
from aggregator.parse.page import Page, drop_unseen

ROUNDS: Final = 5
TARGET: Final = 0.2


def timed(work: Callable[[], object]) -> float:
    """The processor time of one call, in milliseconds."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def body_of(url: str, title: str, html: str) -> object:
    """The body of a page, from its HTML on, as ``parse_article`` finds it."""
    tree = parse_html(html)
    drop_unseen(tree)
    page = Page(url, tree, {}, {}, (), (), has_scripts=False, soup=None)
    return find_body(page, title=title, selector=None)


def arguments(sample: Sample) -> dict[str, Any]:
    """What ``extract_claims`` is given of an article."""
    matches = Matcher(tuple(sample.shows.values())).match(sample.title, sample.text)
    known = {"title": sample.title, "text": sample.text, "published_on": sample.published_on}
    return known | {"matches": matches, "shows": sample.shows}


def main() -> None:
    """Time both and print the figures."""
    pages = [(sample, arguments(sample), sample.html) for sample in samples()]
    claims, bodies = [float("inf")] * len(pages), [float("inf")] * len(pages)
    for _ in range(ROUNDS + 1):  # the first fills caches
        for at, (sample, given, html) in enumerate(pages):
            claims[at] = min(claims[at], timed(partial(extract_claims, **given)))
            bodies[at] = min(bodies[at], timed(partial(body_of, sample.url, sample.title, html)))
    claim, body = sum(claims) / len(pages), sum(bodies) / len(pages)
    characters = sum(len(sample.text) for sample, _, _ in pages) // len(pages)
    sys.stdout.write(
        f"{len(pages)} articles of {characters} characters, best of {ROUNDS} rounds\n"
        f"claims  {claim:6.2f} ms\nbody    {body:6.2f} ms\n"
    )
    note(
        "claims",
        [
            Measured(
                "articles of nothing but claims: claims, of the body's extraction", claim / body, TARGET, at_most=True
            )
        ],
    )


if __name__ == "__main__":
    main()

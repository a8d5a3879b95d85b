"""What a page costs from its bytes on, beside those who read articles too: ``make bench``.

Each peer is installed into an environment of its own and goes over the same pages in a process of its own, and so do
we; the processes of one round follow each other, and for each page the least of the rounds counts. Measured is the
processor's time from the bytes to the result, without start and imports: theirs is an article's text and metadata,
ours a stored article with its shows, duplicates and claims, and the facts in the end.

With ``--pages DIR``, a checkout of https://github.com/scrapinghub/article-extraction-benchmark, its pages are taken
instead of generated ones, and the F1 of each body is printed as that benchmark defines it.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Final

from environments import python_with
from pages import Page, pages_of
from targets import Measured, note

ROUNDS: Final = 3
SHINGLE_WORDS: Final = 4
MIN_F1: Final = 0.962

OURS: Final = "aggregator, to facts"
TARGETS: Final = {"newspaper4k": 4.0, "news-please": 8.0, "trafilatura": 1.4}
"""A page is to cost them at least so many times what it costs us."""
REQUIREMENTS: Final = {
    "newspaper4k": ("newspaper4k==0.9.6",),
    "news-please": ("news-please==1.6.16",),
    "trafilatura": ("trafilatura==2.3.1", "lxml_html_clean==0.4.6"),  # the second is missing among what it asks for
    "goose3": ("goose3==3.1.22",),
}
TAKES: Final = {
    "newspaper4k": """
import newspaper
def take(url, html):
    article = newspaper.Article(url, fetch_images=False)
    article.download(input_html=html.decode("utf-8", "replace"))
    article.parse()
    return article.text
""",
    "news-please": """
from newsplease import NewsPlease
def take(url, html):
    return NewsPlease.from_html(html.decode("utf-8", "replace"), url=url).maintext
""",
    "trafilatura": """
from trafilatura import bare_extraction
def take(url, html):
    return bare_extraction(html, url=url, with_metadata=True).text
""",
    "goose3": """
from goose3 import Goose
goose = Goose({"enable_image_fetching": False})
def take(url, html):
    return goose.extract(raw_html=html.decode("utf-8", "replace")).cleaned_text
""",
    OURS: f"""
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pages import pages_of
from pipeline import Round
from aggregator.store import Store
pages_folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
shows = pages_of(pages_folder)[1]
def started(name):
    return Round(Store.open(pathlib.Path(sys.argv[1]) / name).__enter__(), shows)
warm = started("warm.db")
road = None
def take(url, html):
    return (road or warm).take(url, html).text
def begin():
    global road
    road = started("bench.db")
def conclude():
    road.conclude()
""",
}
HARNESS: Final = """
import json, logging, pathlib, socket, sys, time
def refuse(*arguments, **named):
    raise OSError("no network here")
socket.getaddrinfo = socket.socket.connect = refuse
logging.disable(logging.CRITICAL)
{take}
def timed(work, *arguments):
    start = time.process_time()
    try:
        result = work(*arguments)
    except Exception as error:
        result = None
    return time.process_time() - start, result
folder = pathlib.Path(sys.argv[1])
urls = json.loads((folder / "urls").read_text())
pages = [(url, (folder / f"{{n}}.html").read_bytes()) for n, url in enumerate(urls)]
for page in pages[:{warm}]:
    timed(take, *page)
globals().get("begin", lambda: None)()
found = [timed(take, *page) for page in pages]
last = timed(globals().get("conclude", lambda: None))[0]
seconds, texts = zip(*found)
(folder / "found.json").write_text(json.dumps([[*seconds, last], [text or "" for text in texts]]))
"""
"""What each process runs. A page that a program raises at gives no text; what it took counts. Some would ask for the
images of a page, or for its date elsewhere: nobody is given a network."""
WARM_PAGES: Final = 5


@dataclass(slots=True)
class Result:
    """Seconds of the processor for each page, and last for what comes after all; and the texts."""

    seconds: list[float]
    texts: list[str]


def run(python: Path | str, take: str, folder: Path, pages_folder: Path | None) -> Result:
    """One round of one program."""
    for database in folder.glob("*.db*"):
        database.unlink()
    program = HARNESS.format(take=take, warm=WARM_PAGES)
    command = [python, "-c", program, folder, *([pages_folder] if pages_folder else [])]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder)  # noqa: S603 - our own words
    if done.returncode:
        raise SystemExit(f"{python} did not go over the pages:\n{done.stderr}")
    return Result(*json.loads((folder / "found.json").read_text("utf-8")))


def f1(truths: list[str], found: list[str]) -> float:
    """F1 of the means over all pages of precision and recall, each counted in shingles of four words.

    A page counts for precision where a text was found, and for recall where there is one.
    """
    precisions, recalls = [], []
    for truth, text in zip(map(shingles, truths), map(shingles, found), strict=True):
        common = (truth & text).total()
        if text:
            precisions.append(common / text.total())
        if truth:
            recalls.append(common / truth.total())
    precision, recall = mean(precisions), mean(recalls)
    return 2 * precision * recall / (precision + recall)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """How often each run of words stands in a text; one shorter than a shingle is one shingle."""
    words = re.findall(r"\w+", text)
    runs = (tuple(words[at : at + SHINGLE_WORDS]) for at in range(max(1, len(words) - SHINGLE_WORDS + 1)))
    return Counter(shingle for shingle in runs if shingle)


def measure(pages: list[Page], pages_folder: Path | None, rounds: int) -> dict[str, Result]:
    """The least of the rounds for each program that can be installed."""
    pythons: dict[str, Path | str | None] = {OURS: sys.executable}
    pythons |= {name: python_with(name, *asked) for name, asked in REQUIREMENTS.items()}
    best: dict[str, Result] = {}
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "urls").write_text(json.dumps([page.url for page in pages]), "utf-8")
        for number, page in enumerate(pages):
            (folder / f"{number}.html").write_bytes(page.html)
        for _ in range(rounds):
            for name, python in pythons.items():
                if python is None:
                    continue
                result = run(python, TAKES[name], folder, pages_folder)
                before = best.setdefault(name, result)
                before.seconds = list(map(min, before.seconds, result.seconds))
    return best


def rows(best: dict[str, Result], pages: list[Page]) -> Iterator[str]:
    """The table, line by line."""
    truths = [page.text for page in pages if page.text is not None]
    size = sum(len(page.html) for page in pages) // len(pages) // 1000
    yield f"{len(pages)} pages of {size} kB, one core, least of the rounds"
    yield f"{'':24} {'ms a page':>10} {'of ours':>8} {'no text':>8}" + ("       F1" if truths else "")
    ours = sum(best[OURS].seconds)
    for name, result in best.items():
        spent = sum(result.seconds)
        quality = f"{f1(truths, result.texts):9.3f}" if truths else ""
        yield f"{name:24} {1000 * spent / len(pages):10.2f} {spent / ours:8.2f} {result.texts.count(''):8}{quality}"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Measures the whole road of a page beside others.")
    parser.add_argument("--pages", type=Path, help="a checkout of article-extraction-benchmark")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    folder = asked.pages.resolve() if asked.pages else None
    pages, _ = pages_of(folder)
    best = measure(pages, folder, asked.rounds)
    sys.stdout.write("\n".join(rows(best, pages)) + "\n")
    ours = sum(best[OURS].seconds)
    kind = "real" if folder else "generated"
    measured = [
        Measured(f"{kind} pages, whole road: times as many a second as {name}", sum(best[name].seconds) / ours, target)
        for name, target in TARGETS.items()
        if name in best
    ]
    if folder:
        score = f1([page.text or "" for page in pages], best[OURS].texts)
        measured.append(Measured("real pages: F1 of the body", score, MIN_F1))
    note(f"peers, {kind} pages", measured)


if __name__ == "__main__":
    main()

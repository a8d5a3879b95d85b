"""The pages in a real browser: by mouse and keyboard, on a phone, in the dark, without scripts, and judged by axe."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from aggregator.web import pages, searching
from tests.web.helpers import SCRIPT, Site

pytest.importorskip("playwright", reason="the browser tests need playwright; it is part of the extra dev")

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM: Final = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS: Final = (
    "--no-sandbox",  # as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PAGES: Final = {
    "scorecard": "/",
    "scorecard without a hit": "/?q=zebra",
    "show": "/shows/all-of-us-are-dead",
    "fact": "/facts/all-of-us-are-dead/2/renewal/renewed",
    "scorecard, a page of it": "/?page=2",
    "article": "/articles/1",
    "search": "/search",
    "search with hits": "/search?q=season",
    "search without a hit": "/search?q=xylophonist",
    "sources": "/sources",
    "database": "/aggregator",
    "view": "/aggregator/current_facts?_facet=kind&kind=release",
    "row": "/aggregator/shows/you",
    "query": "/aggregator/renewed_in_month?month=2025-05",
    "sql": "/aggregator?sql=select+1+as+one",
    "versions": "/-/versions",
    "error": "/shows/nobody",
}

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; apt-get install chromium")


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The pages over a database at an address on this machine."""
    with Site(path) as site, socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(site.app.app(), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def _two_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the demo's eight shows, and what is found of its articles, do not fit on one page."""
    monkeypatch.setattr(pages, "SHOWN_SHOWS", 6)
    monkeypatch.setattr(searching, "SHOWN_HITS", 10)


@pytest.fixture(scope="module")
def address(demo: Path) -> Iterator[str]:
    with served(demo) as address:
        yield address


class Visit:
    """A page in a context of its own, which notes what it asks for and what it complains of."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    with _visit(browser, address) as visit:
        yield visit


@contextmanager
def _visit(browser: Browser, address: str, **options: Any) -> Iterator[Visit]:
    context = browser.new_context(**options)
    try:
        yield Visit(context, address)
    finally:
        context.close()


def test_from_the_scorecard_to_a_show_to_the_words_that_say_so(visit: Visit) -> None:
    page = visit.go("/")
    page.get_by_role("link", name="All of Us Are Dead").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "All of Us Are Dead"
    page.locator(".answer-box", has_text="decision").get_by_role("link").click()
    assert "renewed" in page.get_by_role("heading", level=1).inner_text().lower()
    highlighted = page.locator("blockquote mark").first
    assert highlighted.is_visible()
    details = page.locator("details", has_text="The whole text").first
    assert not details.locator(".text").is_visible()
    details.locator("summary").click()
    assert details.locator(".text mark").inner_text() == highlighted.inner_text()
    page.get_by_role("link", name="All of Us Are Dead, season 2").click()
    assert page.url.endswith("/shows/all-of-us-are-dead?season=2")
    assert visit.complaints == []


def test_the_scorecard_is_filtered_and_sorted_without_scripts(browser: Browser, address: str) -> None:
    with _visit(browser, address, java_script_enabled=False) as visit:
        page = visit.go("/")
        page.get_by_label("Decision").select_option("cancelled")
        page.get_by_role("button", name="Show").click()
        rows = page.locator(".scorecard tbody tr")
        assert rows.count() == 1
        assert "Sweet Home" in rows.first.inner_text()
        page.get_by_role("link", name="Show all").click()
        page.get_by_role("columnheader", name="Announced").get_by_role("link").click()
        assert "All of Us Are Dead" in rows.first.inner_text()
        page.locator("a", has_text="Sweet Home").first.click()
        assert page.locator("figure.timeline-wide svg").first.is_visible()


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit.go("/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("element => element === document.activeElement")
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0, "the skip link shows while it has the focus"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.locator("*:focus")
    assert focused.get_attribute("id") == "q", "what follows the skip link is the first field of the content"
    assert focused.evaluate("element => getComputedStyle(element).outlineStyle") != "none"
    page.keyboard.type("bridgerton")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=bridgerton*")
    assert page.locator(".scorecard tbody tr").count() == 1


@pytest.mark.usefixtures("_two_pages")
@pytest.mark.parametrize("name", PAGES)
def test_a_checker_of_accessibility_finds_nothing(visit: Visit, name: str) -> None:
    page = visit.go(PAGES[name])
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.emulate_media(color_scheme="dark")  # which changes colours and nothing else
    violations = page.evaluate("axe.run({runOnly: ['color-contrast']}).then(found => found.violations)")
    assert violations == [], "in the dark"


def test_the_checker_of_accessibility_is_awake(visit: Visit) -> None:
    page = visit.go("/")
    page.evaluate("document.querySelector('label[for=q]').remove()")
    assert "label" in Axe().run(page).generate_report()


@pytest.mark.usefixtures("_two_pages")
@pytest.mark.parametrize("name", PAGES)
def test_a_phone_never_scrolls_sideways(browser: Browser, address: str, name: str) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
    with _visit(browser, address, **phone) as visit:
        page = visit.go(PAGES[name])
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        if name == "show":
            assert page.locator("figure.timeline-narrow").is_visible()
            assert not page.locator("figure.timeline-wide").is_visible()
            _assert_labels_stay_inside(page, "figure.timeline-narrow")


def test_the_picture_is_readable_on_a_desk(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    page = visit.go("/shows/all-of-us-are-dead")
    _assert_labels_stay_inside(page, "figure.timeline-wide")


def _assert_labels_stay_inside(page: Page, figure: str) -> None:
    """No label leaves its picture, and no two labels lie upon each other."""
    frame = page.locator(figure).bounding_box()
    assert frame is not None
    boxes = [(label.text_content() or "", label.bounding_box()) for label in page.locator(f"{figure} text.words").all()]
    assert len(boxes) > 8
    placed = [(text, box) for text, box in boxes if box is not None]
    for text, box in placed:
        assert frame["x"] <= box["x"], text
        assert box["x"] + box["width"] <= frame["x"] + frame["width"], text
    for number, (text, box) in enumerate(placed):
        for other_text, other in placed[number + 1 :]:
            beside = box["x"] + box["width"] <= other["x"] or other["x"] + other["width"] <= box["x"]
            above = box["y"] + box["height"] <= other["y"] + 3 or other["y"] + other["height"] <= box["y"] + 3
            assert beside or above, f"{text!r} lies upon {other_text!r}"


def test_the_dark_is_dark(browser: Browser, address: str) -> None:
    shades = {}
    for scheme in ("light", "dark"):
        with _visit(browser, address, color_scheme=scheme) as visit:
            page = visit.go("/")
            shades[scheme] = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert _brightness(shades["dark"]) < 60 < 200 < _brightness(shades["light"])


def _brightness(color: str) -> float:
    red, green, blue = (int(part) for part in color.removeprefix("rgb(").removesuffix(")").split(","))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_nothing_is_asked_of_another_host_and_nothing_is_blocked(visit: Visit) -> None:
    for path in PAGES.values():
        visit.go(path)
    assert visit.asked
    assert [url for url in visit.asked if not url.startswith(visit.address)] == []
    assert [text for text in visit.complaints if "404" not in text] == []


def test_hostile_titles_are_shown_as_text_and_run_nothing(browser: Browser, hostile: Path) -> None:
    with served(hostile) as address, _visit(browser, address) as visit:
        for path in (
            "/",
            "/shows/evil",
            "/facts/evil/3/renewal/renewed",
            "/articles/1",
            "/search?q=renewed",
            "/aggregator/articles",
            "/sources",
        ):
            page = visit.go(path)
            assert page.title() not in {"broken", "1"}, path
            assert page.locator("script, img").count() == 0
        visit.go("/shows/evil")
        assert SCRIPT in visit.page.get_by_role("heading", level=1).inner_text()
        assert visit.complaints == []
        assert all(url.startswith(address) for url in visit.asked)


def test_a_run_shows_at_once(browser: Browser, tmp_path: Path, demo: Path) -> None:
    """Cron may write while the pages are open: nobody waits, and the next look has what is new."""
    import sqlite3

    copy = tmp_path / "aggregator.db"
    with sqlite3.connect(demo) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    with served(copy) as address, _visit(browser, address) as visit:
        assert visit.go("/").get_by_role("rowheader", name="You").count() == 1
        with sqlite3.connect(copy) as writer:
            writer.execute("UPDATE shows SET title = 'You, again' WHERE id = 'you'")
        assert visit.go("/").get_by_role("rowheader", name="You, again").count() == 1
        assert "You, again" in visit.go("/aggregator/shows").content()

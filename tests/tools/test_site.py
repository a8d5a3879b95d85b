"""The site of the documentation is built without a warning, and loads nothing from other hosts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.site import on_page_markdown

pytest.importorskip("mkdocs", reason="the site is built by MkDocs: pip install 'aggregator[docs]'")
pytest.importorskip("material", reason="the site is dressed by its theme: pip install 'aggregator[docs]'")

ROOT = Path(__file__).parents[2]
LOADED = re.compile(
    r'<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*\b(?:src|data)="([^"]+)"|<link\b[^>]*>'
)
ELSEWHERE = re.compile(r"""^(?:https?:)?//|url\(["']?(?:https?:)?//|@import""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


def test_every_page_is_there_and_found_from_the_first(site: Path) -> None:
    first = (site / "index.html").read_text(encoding="utf-8")
    for page in sorted((ROOT / "docs").rglob("*.md")):
        name = page.relative_to(ROOT / "docs").with_suffix(".html").as_posix()
        assert (site / name).is_file(), name
        assert f'href="{name}"' in first or name == "index.html", name


def test_no_page_loads_anything_from_other_hosts(site: Path) -> None:
    looked_at = 0
    for page in site.rglob("*.html"):
        for tag in LOADED.finditer(page.read_text(encoding="utf-8")):
            address = tag[1] or re.sub(r'.*href="([^"]*)".*', r"\1", tag[0])
            looked_at += 1
            assert not ELSEWHERE.match(address), f"{page.name}: {tag[0]}"
    assert looked_at > 100


def test_no_style_loads_anything_from_other_hosts(site: Path) -> None:
    styles = list(site.rglob("*.css"))
    assert styles
    for style in styles:
        assert not ELSEWHERE.search(style.read_text(encoding="utf-8")), style.name


def test_no_page_has_what_the_theme_would_fetch_a_script_for(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert 'class="mermaid"' not in text, page.name
        assert "language-mermaid" not in text, page.name


def test_the_picture_of_the_tables_becomes_a_table() -> None:
    drawing = (
        '```mermaid\nerDiagram\n    claims }o--|| shows : "show_id"\n    claims }o--|| articles : "article_id"\n```\n'
    )
    assert on_page_markdown(drawing).splitlines()[-2] == (
        "| [claims](#claims) | [shows](#shows) by `show_id`, [articles](#articles) by `article_id` |"
    )

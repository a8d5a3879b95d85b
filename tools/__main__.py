"""Writes the pages of the documentation that are made of the code: ``python -m tools``."""

from __future__ import annotations

from tools import sessions
from tools.pages import PAGES

for path, made in PAGES.items():
    path.parent.mkdir(exist_ok=True)
    path.write_text(made(), encoding="utf-8")
for path, text in {sessions.TUTORIAL: sessions.tutorial(), **sessions.explanations()}.items():
    path.write_text(text, encoding="utf-8")

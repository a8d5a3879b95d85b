"""Markdown in which nothing but our own is markup; the parser is markdown-it, which rich brings along."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from aggregator.publish.markdown import markdown_table, markdown_text

TEXTS = ["*a* _b_ `c`", "[x](javascript:y) ![z](w)", "<b>&amp;|", "# no heading", "~~gone~~ \\| \\", "a\nb\x1b[31m", ""]


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    cell = MarkdownIt("commonmark").enable("table").parse(markdown_table(["h", "i"], [[text, "x"]]))
    inlines = [token for token in cell if token.type == "inline"]
    assert len(inlines) == 4
    shown = inlines[2].children or []
    assert {token.type for token in shown} <= {"text", "text_special"}
    assert "".join(token.content for token in shown) == " ".join(text.replace("\x1b", "").split())
    assert "\n" not in markdown_text(text)

"""What the tutorial and the explanations show is what their commands print."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tools import sessions
from tools.transcripts import Session

pytestmark = pytest.mark.skipif(os.name != "posix", reason="console sessions need a terminal of POSIX")
STALE = "out of date: `make docs-pages` renews it; read what has changed"


def test_the_tutorial_leads_to_the_alert_that_it_shows() -> None:
    pytest.importorskip("apprise", reason="the tutorial sends a message: pip install 'aggregator[notify]'")
    assert sessions.tutorial() == sessions.TUTORIAL.read_text(encoding="utf-8"), STALE


def test_the_explanations_show_what_the_commands_print() -> None:
    for path, text in sessions.explanations().items():
        assert text == path.read_text(encoding="utf-8"), f"{path.name} {STALE}"


def play(folder: Path, page: str) -> str:
    return Session(folder, datetime(2026, 1, 2, tzinfo=UTC)).play(page)


def test_what_stands_below_a_command_is_replaced_by_what_it_prints(tmp_path: Path) -> None:
    page = "```console\n$ echo new\nold\n$ echo more\n```\n"
    assert play(tmp_path, page) == "```console\n$ echo new\nnew\n$ echo more\nmore\n```\n"


def test_blocks_with_a_title_are_files(tmp_path: Path) -> None:
    page = '```yaml title="a/b.yaml"\nkey: 1\n```\n\n```console\n$ cat a/b.yaml\n```\n'
    assert play(tmp_path, page).endswith("$ cat a/b.yaml\nkey: 1\n```\n")


def test_blocks_of_other_languages_are_left_alone(tmp_path: Path) -> None:
    page = "```sh\nexit 1\n```\n"
    assert play(tmp_path, page) == page


def test_a_command_that_fails_is_an_error_unless_the_page_says_so(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="ended with 3"):
        play(tmp_path, "```console\n$ exit 3\n```\n")
    assert play(tmp_path, "```console\n$ exit 3 # exits with 3\n```\n").count("exit 3") == 1

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from aggregator.files import replaced_whole


def _write(path: Path, content: bytes) -> None:
    with replaced_whole(path) as file:
        file.write(content)


def test_readers_see_the_old_file_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "feed"
    path.write_bytes(b"old")
    with replaced_whole(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert [*tmp_path.iterdir()] == [path]


def test_what_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), replaced_whole(tmp_path / "feed"):
        raise ZeroDivisionError
    assert [*tmp_path.iterdir()] == []


def test_a_file_that_is_replaced_hands_down_its_permissions_and_a_new_one_has_the_usual(tmp_path: Path) -> None:
    old, new, usual = tmp_path / "old", tmp_path / "new", tmp_path / "usual"
    old.touch(0o600)
    usual.touch()
    for path in (old, new):
        _write(path, b"x")
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (old, new)]
    assert modes == [0o600, stat.S_IMODE(usual.stat().st_mode)]


def test_a_link_goes_on_leading_to_its_file(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    link.symlink_to(real)
    for content in (b"made", b"replaced"):
        _write(link, content)
        assert link.is_symlink()
        assert real.read_bytes() == content


def test_two_at_once_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "feed"
    with replaced_whole(path) as first, replaced_whole(path) as second:
        first.write(b"first")
        second.write(b"second")
    assert path.read_bytes() == b"first"  # the last to end
    assert [*tmp_path.iterdir()] == [path]

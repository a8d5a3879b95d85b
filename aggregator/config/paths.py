"""Where the configuration and the database are when no flag says it. Looks at the disk, never writes.

Folders follow the XDG Base Directory Specification on every system, as command-line tools commonly do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aggregator.models import Config

_NAME = "aggregator"
_CONFIG_FILE = "sources.yaml"

# The plainest YAML: after comments `settings:`, then a key and a value on each line, all of one depth, then another key
# or the end. No value that goes on in a further line fits, no anchor, tag or escape, and no null.
_COMMENT = rb"#[\t -~\x80-\x84\x86-\xa7\xaa-\xff]*"  # without the bytes of other line breaks: U+0085, U+2028, U+2029
_END = rb"(?: +%b| *)\r?\n" % _COMMENT
_WORD = rb"(?!(?:null|Null|NULL|~)[ \r\n,}])[\w./~][\w./~@+-]*(?::[\w./~@+-]+)*"
_SCALAR = rb"(?:%b|\"%b\"|'%b')" % (_WORD, _WORD, _WORD)
_FLOW = rb"\{\w+: +%b(?:, +\w+: +%b)*\}" % (_SCALAR, _SCALAR)
_NOTHING = rb"(?: *(?:%b)?\r?\n)*" % _COMMENT
_SETTINGS_FIRST = re.compile(
    rb"(?:\xef\xbb\xbf)?%b"
    rb"settings:%b"
    rb"(?P<settings>%b(?P<depth> +)\w+:(?: +(?:%b|%b))?%b(?:%b(?P=depth)\w+:(?: +(?:%b|%b))?%b)*%b)"
    rb"(?:[^\s#]|\Z)" % (_NOTHING, _END, *(_NOTHING, _SCALAR, _FLOW, _END) * 2, _NOTHING)
)
_DATABASE = re.compile(rb"^ +database: +(?P<quote>[\"']?)(?P<value>%b)(?P=quote)%b" % (_WORD, _END), re.MULTILINE)


def default_config_path(environ: Mapping[str, str]) -> Path:
    """``AGGREGATOR_CONFIG``, else ``sources.yaml`` here if there is one, else ``~/.config/aggregator/sources.yaml``."""
    if named := environ.get("AGGREGATOR_CONFIG"):
        return _expand(named, environ)
    here = Path(_CONFIG_FILE)
    return here if here.is_file() else _xdg_folder("XDG_CONFIG_HOME", ".config", environ) / _NAME / _CONFIG_FILE


def default_database_path(environ: Mapping[str, str]) -> Path:
    """``AGGREGATOR_DB``, else ``~/.local/share/aggregator/aggregator.db``."""
    return resolve_database(None, environ)


def database_at_a_glance(config_path: Path) -> str | None:
    """``settings.database`` of a valid file, empty where it has none; None where only reading all of it can tell.

    A list need not wait for the YAML of thousands of shows: it is enough to look at settings that stand before all
    else in the file, a line each.
    """
    try:
        content = config_path.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError:
        return None
    if b"database" not in content.replace(b"\0", b""):  # UTF-16 is told its mistake by the loader
        return ""
    head = _SETTINGS_FIRST.match(content + b"\n")
    if head is None:
        return None
    named = _DATABASE.search(head["settings"])
    return named["value"].decode() if named else ""


def resolve_database(config: Config | None, environ: Mapping[str, str]) -> Path:
    """``AGGREGATOR_DB``, else the ``database`` of the settings, else ``~/.local/share/aggregator/aggregator.db``.

    A relative path in the settings counts from the folder of the configuration file, so that cron, which starts
    elsewhere, finds the same database.
    """
    if config is None:
        return locate_database("", "", environ)
    return locate_database(config.settings.database or "", config.path, environ)


def locate_database(setting: str, config_path: Path | str, environ: Mapping[str, str]) -> Path:
    """``resolve_database``, by the setting alone; empty where there is none."""
    if named := environ.get("AGGREGATOR_DB"):
        return _expand(named, environ)
    if setting:
        return Path(config_path).parent / _expand(setting, environ)
    return _xdg_folder("XDG_DATA_HOME", ".local/share", environ) / _NAME / f"{_NAME}.db"


def archive_folder(config: Config, environ: Mapping[str, str]) -> Path | None:
    """The folder of ``settings.archive``, None where nothing is kept; a relative one counts as the database's does."""
    archive = config.settings.archive
    return Path(config.path).parent / _expand(archive.folder, environ) if archive else None


def _xdg_folder(variable: str, below_home: str, environ: Mapping[str, str]) -> Path:
    folder = Path(environ.get(variable, ""))
    # The specification: a relative path in these variables is invalid and to be ignored.
    return folder if folder.is_absolute() else _home(environ) / below_home


def _expand(path: str, environ: Mapping[str, str]) -> Path:
    """``path`` with a leading ``~`` replaced; other people's homes (``~ann``) are left to the shell."""
    return _home(environ) / path[2:] if path.startswith("~/") else Path(path)


def _home(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("HOME") or Path.home())

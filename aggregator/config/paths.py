"""Where the configuration and the database are when no flag says it. Looks at the disk, never writes.

Folders follow the XDG Base Directory Specification on every system, as command-line tools commonly do.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aggregator.models import Config

_NAME = "aggregator"
_CONFIG_FILE = "sources.yaml"


def default_config_path(environ: Mapping[str, str]) -> Path:
    """``AGGREGATOR_CONFIG``, else ``sources.yaml`` here if there is one, else ``~/.config/aggregator/sources.yaml``."""
    if named := environ.get("AGGREGATOR_CONFIG"):
        return _expand(named, environ)
    here = Path(_CONFIG_FILE)
    return here if here.is_file() else _xdg_folder("XDG_CONFIG_HOME", ".config", environ) / _NAME / _CONFIG_FILE


def default_database_path(environ: Mapping[str, str]) -> Path:
    """``AGGREGATOR_DB``, else ``~/.local/share/aggregator/aggregator.db``."""
    return resolve_database(None, environ)


def may_name_database(config_path: Path) -> bool:
    """Whether the file may say where the database is; where it certainly does not, a list need not wait for YAML."""
    try:
        return b"database" in config_path.read_bytes().replace(b"\0", b"")  # UTF-16 is told its mistake by the loader
    except FileNotFoundError:
        return False
    except OSError:
        return True


def resolve_database(config: Config | None, environ: Mapping[str, str]) -> Path:
    """``AGGREGATOR_DB``, else the ``database`` of the settings, else ``~/.local/share/aggregator/aggregator.db``.

    A relative path in the settings counts from the folder of the configuration file, so that cron, which starts
    elsewhere, finds the same database.
    """
    if named := environ.get("AGGREGATOR_DB"):
        return _expand(named, environ)
    if config and config.settings.database:
        return Path(config.path).parent / _expand(config.settings.database, environ)
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

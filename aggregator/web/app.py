"""Datasette over our database, with our pages, templates, descriptions and queries, and without a way to write.

Every page opens the database anew and reads it as it is at one instant, and Datasette's own connections see each
commit as it comes: a run that ends shows at once, and neither waits for the other (https://sqlite.org/wal.html).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from datasette.app import DEFAULT_SETTINGS, Datasette
from datasette.database import Database as DatasetteDatabase
from datasette.plugins import pm

from aggregator.store import Store
from aggregator.store.database import BUSY_TIMEOUT_S, Database
from aggregator.web import plugin
from aggregator.web.metadata import DATABASE_NAME, metadata

HERE: Final = Path(__file__).parent
_SETTINGS: Final = {"default_page_size": 50, "num_sql_threads": 4}


class ReadOnly(DatasetteDatabase):  # type: ignore[misc]
    """Our database as Datasette sees it: opened as every other reader of ours opens it."""

    def connect(self, write: bool = False) -> Any:
        """A connection that cannot write.

        Raises:
            StoreError: The database cannot be opened or is not up to date.
            PermissionError: Somebody wants to write.
        """
        if write:
            raise PermissionError("the pages never write to the database")
        return Database.open_for_reading(Path(self.path), busy_timeout_s=BUSY_TIMEOUT_S).connection

    async def fts_table(self, table: str) -> None:
        """None: Datasette would ask the index of ``articles`` for phrases, and it has none; see ``searching.py``."""


def create_app(path: Path, settings: Mapping[str, Any] | None = None) -> Datasette:
    """Datasette over the database at ``path``, not yet serving; its ``client`` answers in this process.

    Args:
        path: The database; it must exist and be up to date.
        settings: Datasette's own settings, over ours; https://docs.datasette.io/en/0.65.2/settings.html.

    Raises:
        StoreError: The database cannot be opened, is not up to date, or is no database of ours.
    """
    Store.open_readonly(path).close()
    _register()
    app = Datasette(
        [],
        settings=_SETTINGS | dict(settings or {}),
        metadata=metadata(),
        template_dir=str(HERE / "templates"),
        static_mounts=[("static", str(HERE / "static"))],
        pdb=False,
    )
    app.remove_database("_memory")
    app.add_database(ReadOnly(app, path=str(path), is_mutable=True), name=DATABASE_NAME)
    return app


def known_settings() -> Mapping[str, Any]:
    """The settings that Datasette knows, with their defaults."""
    return dict(DEFAULT_SETTINGS)


def _register() -> None:
    """Our hooks instead of Datasette's for errors: those print the variables of every page that is not found."""
    if not pm.has_plugin("aggregator"):
        pm.register(plugin, "aggregator")
        pm.unregister(name="datasette.handle_exception")

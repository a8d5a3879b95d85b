"""Which files are ours, and which version of the schema this program reads and writes."""

from typing import Final

APPLICATION_ID: Final = 0x41474752
"""``AGGR``: marks a SQLite file as ours; https://sqlite.org/pragma.html#pragma_application_id."""

SCHEMA_VERSION: Final = 4
"""``user_version`` of an up-to-date file: the number of migrations, which a test compares."""

CONTENT: Final = {
    "shows": "",
    "sources": "",
    "articles": "",
    "article_revisions": "",
    "sightings": "run_id",
    "article_shows": "",
    "claims": "id",
    "name_aliases": "",
    "near_duplicates": "",
    "stories": "",
    "facts": "",
    "fact_claims": "",
    "entries": "",
    "resources": "fetched_at",
}
"""The tables that hold what was found, with the column in which two equal finds may differ.

The other tables are the log of how it was found: they grow with every run, changed web or not.
"""

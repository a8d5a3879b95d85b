"""Which files are ours, and which version of the schema this program reads and writes."""

from typing import Final

APPLICATION_ID: Final = 0x41474752
"""``AGGR``: marks a SQLite file as ours; https://sqlite.org/pragma.html#pragma_application_id."""

SCHEMA_VERSION: Final = 6
"""``user_version`` of an up-to-date file: the number of migrations, which a test compares."""

CONTENT: Final = {
    "shows": "",
    "show_names": "",
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

_NAMES: Final = """
    article_revisions article_shows articles articles_fts claims entries entry_catalogues fact_changes fact_claims
    facts fetches host_waits issues known_parts meetings name_aliases near_duplicates notify_states resources robots
    runs show_counts show_names show_news show_states shows sightings signature_bands signatures source_alarms
    source_counts source_states source_yields sources stories current_claims current_facts fact_evidence
    latest_articles news open_alarms recent_failures run_history season_card show_overview source_health story_copies
"""

TABLES_AND_VIEWS: Final = frozenset(_NAMES.split())
"""What a file of this version has at least; apart from the descriptions, which each opening would have to load."""

"""Bytes to records: entries from feeds, sitemaps and listing pages, articles from pages and JSON Lines. Pure."""

from aggregator.parse.article import article_from_entry, entry_is_whole, parse_article
from aggregator.parse.jsonl import BadRecord, ImportedRecord, bounded_lines, parse_records
from aggregator.parse.source import parse_source

__all__ = [
    "BadRecord",
    "ImportedRecord",
    "article_from_entry",
    "bounded_lines",
    "entry_is_whole",
    "parse_article",
    "parse_records",
    "parse_source",
]

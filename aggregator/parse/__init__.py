"""Bytes to records: entries from feeds, sitemaps and listing pages, articles from pages and JSON Lines. Pure."""

from aggregator.parse.article import article_from_entry, articles_from_entries, entry_is_whole, parse_article
from aggregator.parse.feed_links import FeedLink, feed_links
from aggregator.parse.jsonl import BadRecord, ImportedRecord, bounded_lines, parse_records
from aggregator.parse.opml import Outline, parse_opml
from aggregator.parse.selecting import Found, probe_links, probe_page
from aggregator.parse.source import kind_of_answer, parse_source

__all__ = [
    "BadRecord",
    "FeedLink",
    "Found",
    "ImportedRecord",
    "Outline",
    "article_from_entry",
    "articles_from_entries",
    "bounded_lines",
    "entry_is_whole",
    "feed_links",
    "kind_of_answer",
    "parse_article",
    "parse_opml",
    "parse_records",
    "parse_source",
    "probe_links",
    "probe_page",
]

"""Keys that must not be confused with each other or with any other text."""

from __future__ import annotations

from typing import NewType

ShowId = NewType("ShowId", str)
"""Slug of a show's title (``all-of-us-are-dead``); stable as long as the title is."""

SourceId = NewType("SourceId", str)
"""Slug chosen in sources.yaml; never derived from the URL."""

CanonicalUrl = NewType("CanonicalUrl", str)
"""A URL after ``urls.canonicalize_url``: the key under which an article is known."""

Fingerprint = NewType("Fingerprint", str)
"""Hex digest of an article's normalized text; equal texts have equal fingerprints."""

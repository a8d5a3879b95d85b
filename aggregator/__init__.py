"""Follows TV shows through the feeds and pages that write about them, and tells what they claim."""

__version__ = "0.1.0"

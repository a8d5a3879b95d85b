"""Which followed shows an article is about, which it only mentions, and where it names them."""

from aggregator.match.matcher import Matcher

__all__ = ["Matcher"]

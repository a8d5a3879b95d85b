"""Facts: what the claims of all sources add up to, as of any day. Pure."""

from aggregator.resolve.names import NameBook, cluster_names

__all__ = ["NameBook", "cluster_names"]

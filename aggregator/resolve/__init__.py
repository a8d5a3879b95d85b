"""Facts: what the claims of all sources add up to, as of any day. Pure."""

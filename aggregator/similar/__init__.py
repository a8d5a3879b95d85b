"""Near-duplicates: whether two articles tell one story in one text, more or less. Pure."""

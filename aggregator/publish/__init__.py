"""What is known, in the formats of others: feeds, calendars, Markdown, messages. Pure: rows in, text out."""

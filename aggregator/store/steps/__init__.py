"""What each migration says to SQLite, one module each, named by its number. Never edited once released."""

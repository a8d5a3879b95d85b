"""The pages: Datasette over the database, read-only, with our routes, templates, descriptions and queries.

`app.py` puts it together, `plugin.py` holds the hooks; `pages.py`, `articles.py`, `searching.py` and `syndication.py`
answer requests, by way of `answering.py`. What a page shows is worked out of rows by pure modules (`scorecard`,
`paging`, `seasons`, `timeline` with `spans`, `axis` and `marks`, `evidence`, `highlights`, `health`) and written by the
templates. `outlets.py` makes feeds and calendars, for the command line too. Nothing here runs a script in the browser
or loads anything from another host.
"""

"""The pages: Datasette over the database, read-only, with our routes, templates, descriptions and queries.

`app.py` puts it together, `plugin.py` holds the hooks, `pages.py` answers requests. What a page shows is worked out of
rows by pure modules (`scorecard`, `seasons`, `timeline` with `spans`, `axis` and `marks`, `evidence`, `health`) and
written by the templates. Nothing here runs a script in the browser or loads anything from another host.
"""

"""Writes the pages of the documentation that are made of the code: ``python -m tools``."""

from __future__ import annotations

from tools import cookbook, schema

for made in (schema, cookbook):
    made.PAGE.parent.mkdir(exist_ok=True)
    made.PAGE.write_text(made.page(), encoding="utf-8")

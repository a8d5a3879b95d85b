"""Saved responses and what becomes of them: ``fixtures/<source_id>/<case>/``.

``python -m tests.parse.fixtures`` rewrites every ``expected.json`` and shows what changed; read it before committing.
"""

from __future__ import annotations

import difflib
import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from aggregator.errors import ParseError
from aggregator.models import PageRole, Response, Selectors, Source, SourceId, SourceKind, Validators
from aggregator.parse import parse_article, parse_source

FIXTURES = Path(__file__).parents[2] / "fixtures"
MAX_ENTRIES = 100


def all_cases() -> list[Path]:
    """The folders of all cases, sorted; each has a ``meta.json``."""
    return sorted(path.parent for path in FIXTURES.glob("*/*/meta.json"))


def name_of(case: Path) -> str:
    return str(case.relative_to(FIXTURES))


def observed(case: Path) -> Any:
    """What the parser makes of a case's response: records, or the error, as JSON."""
    meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
    (body,) = case.glob("response.*")
    response = Response(
        url=meta["url"],
        content_type=meta["content_type"],
        body=body.read_bytes(),
        validators=Validators(),
        fetched_at=datetime.fromisoformat(meta["fetched_at"]),
    )
    article = meta["parse"] == "article"
    source = Source(
        id=SourceId(case.parent.name),
        kind=SourceKind(meta["kind"]),
        url=meta["url"],
        role=PageRole.ARTICLE if article else PageRole.LISTING,
        selectors=Selectors(**meta.get("selectors", {})),
    )
    try:
        result = (
            parse_article(response, source, None)
            if article
            else parse_source(source, response, max_entries=MAX_ENTRIES)
        )
    except ParseError as error:
        return {"outcome": str(error.outcome), "message": str(error)}
    return json.loads(json.dumps(asdict(result), default=str))


def expected(case: Path) -> Any:
    return json.loads((case / "expected.json").read_text(encoding="utf-8"))


def rewrite() -> None:
    """Writes what is observed as what is expected, and the difference to standard output."""
    for case in all_cases():
        path = case / "expected.json"
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        new = json.dumps(observed(case), indent=2, ensure_ascii=False) + "\n"
        if new != old:
            path.write_text(new, encoding="utf-8")
            name = name_of(case)
            sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, name))


if __name__ == "__main__":
    rewrite()

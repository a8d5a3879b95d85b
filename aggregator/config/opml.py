"""Sources as OPML 2.0 and back: nothing that sources.yaml says of a source is lost on the way. No I/O.

A feed is an outline of type ``rss`` with its ``xmlUrl``, as every feed reader knows it; pages and sitemaps are of type
``link``, so that none takes them for feeds. Every other key stands in an attribute of our own namespace: text as it is,
lists and mappings as JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from aggregator.config.document import Document, Value, parse_document
from aggregator.errors import ConfigError

NAMESPACE: Final = "urn:aggregator:sources"
_OURS: Final = f"{{{NAMESPACE}}}"
_FEED_PREFIX: Final = re.compile(r"^feed:(?://)?(?=https?:)", re.IGNORECASE)  # feed:https://..., feed://https://...
_FEED_SCHEME: Final = re.compile(r"^feed://", re.IGNORECASE)
_IS_JSON: Final = re.compile(r"""[\[{"]""")
_PLACE: Final = re.compile(r"^-:\d+:\d+: (?:sources\[0\](?: \([^()]*\))?: )?")
# What XML 1.0 (2.2, Char) cannot hold, or had better not.
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class NoSourceError(ValueError):
    """An outline is not, or does not lead to, a source; the message says why."""


def sources_in(text: str) -> list[dict[str, Value]]:
    """The sources that the text of a valid sources.yaml names, as it says them; without keys that say nothing."""
    document = parse_document(text)
    if not isinstance(document, Document):
        raise ConfigError("sources.yaml has problems; `aggregator config check` names them")
    sources = document.get("sources")
    return (
        [_without_empty(source) for source in sources if isinstance(source, dict)] if isinstance(sources, list) else []
    )


def to_opml(sources: Sequence[Mapping[str, Value]], *, now: datetime) -> bytes:
    """The sources as a list of feeds in OPML 2.0."""
    from lxml import etree

    root = etree.Element("opml", {"version": "2.0"}, nsmap={"aggregator": NAMESPACE})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "Sources of aggregator"
    etree.SubElement(head, "dateCreated").text = format_datetime(now, usegmt=True)
    body = etree.SubElement(root, "body")
    for source in sources:
        is_feed = source.get("kind") == "feed"
        attributes = {"text": str(source.get("id")), "type": "rss" if is_feed else "link"}
        attributes["xmlUrl" if is_feed else "url"] = str(source.get("url"))
        language = source.get("language")
        if isinstance(language, str) and _packed(language) == language:
            attributes["language"] = language  # for feed readers
        attributes |= {f"{_OURS}{key}": _packed(value) for key, value in source.items() if key != "url"}
        etree.SubElement(body, "outline", attributes)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def source_of(attributes: Mapping[str, str]) -> tuple[dict[str, Value], str]:
    """The source that an outline is, as sources.yaml has it, and its name for people.

    ``id`` is left out where the outline is not one of ours.

    Args:
        attributes: With their names in lower case, those of a namespace with it in braces before.

    Raises:
        NoSourceError: It names no feed.
    """
    ours = {key.removeprefix(_OURS): _unpacked(value) for key, value in attributes.items() if key.startswith(_OURS)}
    kind = attributes.get("type", "").lower()
    url = attributes.get("xmlurl", "").strip()
    if "kind" in ours:
        url = url or attributes.get("url", "").strip()
    elif not url and kind == "include":
        raise NoSourceError("includes another list; import that one")
    elif not url and (attributes.get("url") or attributes.get("htmlurl")):
        raise NoSourceError("names a page, and no feed; `aggregator sources add` with its address finds one")
    if not url:
        raise NoSourceError("has no address (xmlUrl)")
    url = _FEED_SCHEME.sub("https://", _FEED_PREFIX.sub("", url))
    source: dict[str, Value] = {"id": ours.pop("id", None), "kind": ours.pop("kind", "feed"), "url": url, **ours}
    title = attributes.get("title") or attributes.get("text") or ""
    return {key: value for key, value in source.items() if value is not None}, title


def _packed(value: Value) -> str:
    """``value`` as an attribute: text as it is, unless it would be read as JSON or could not stand in XML."""
    if isinstance(value, str) and not _IS_JSON.match(value) and not _NO_XML.search(value):
        return value
    written = json.dumps(value, ensure_ascii=False)
    return _NO_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _unpacked(text: str) -> Value:
    if not _IS_JSON.match(text):
        return text
    try:
        return _as_written(json.loads(text))
    except (ValueError, RecursionError):
        return text


def _as_written(value: object) -> Value:
    """What JSON holds, in the types that sources.yaml is read to: text, lists and mappings."""
    match value:
        case dict():
            return {str(key): _as_written(item) for key, item in value.items()}
        case list():
            return [_as_written(item) for item in value]
        case None:
            return None
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def _without_empty(source: Mapping[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in source.items() if value is not None}


def unknown_shows(source: Mapping[str, Value], known: Collection[str]) -> list[str]:
    """Of the shows that a source looks for, those that none of ``known`` names."""
    from aggregator.config.checks import name_key

    names = source.get("shows")
    keys = {name_key(name) for name in known} | set(known)
    return [
        name
        for name in (names if isinstance(names, list) else ())
        if isinstance(name, str) and name not in keys and name_key(name) not in keys
    ]


def problem_of(source: Mapping[str, Value]) -> str | None:
    """What is wrong with one source, whatever else the file has; None where nothing is."""
    from aggregator.config.edit import with_sources
    from aggregator.config.load import load_text
    from aggregator.config.writing import flow

    shows = f"shows: {flow(source.get('shows') or ['-'])}\n"
    try:
        load_text(with_sources(shows, [source]), Path("-"), {})
    except ConfigError as error:
        return _PLACE.sub("", error.problems[0] if error.problems else str(error).partition("\n")[0])
    return None

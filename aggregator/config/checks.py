"""What no single value can tell: names used twice, shows that nobody follows, keys that do nothing here.

Each check reads the document, not the validated models, so that one wrong value never hides another problem, and
passes over whatever is not of the right type: ``schema`` reports that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from aggregator.addresses import reason_against, written_address
from aggregator.config.document import Document, KeyPath, Problem, Value
from aggregator.config.suggest import did_you_mean, quoted
from aggregator.config.values import is_header_value, secret_name, switch
from aggregator.models import FullText, PageRole, ShowId, SourceKind
from aggregator.text import fold, normalize_text, slugify


def show_id(title: str) -> ShowId:
    """The slug of ``title``; a hash where it has neither letter nor digit."""
    return ShowId(slugify(title) or f"show-{sha256(fold(title).encode()).hexdigest()[:8]}")


def name_key(name: str) -> str:
    """What two spellings of one name have in common."""
    return normalize_text(name) or fold(name)


def check_all(
    document: Document, environ: Mapping[str, str], *, shows_only: bool, secrets_required: bool
) -> Iterator[Problem]:
    """Every problem between values.

    Args:
        document: What was read.
        environ: Where secrets are looked up.
        shows_only: Leaves out what matters only where sources are asked.
        secrets_required: A secret that is missing is a problem of the file.
    """
    yield from _shared_ids(document)
    yield from _shared_names(document, titles_only=shows_only)
    yield from _unknown_shows(document)
    yield from _repeated_ids(document, "sources", "source")
    yield from _repeated_ids(document, "notify", "rule")
    yield from _misplaced_keys(document)
    if not shows_only:
        yield from _refused_addresses(document)
    if secrets_required:
        yield from _missing_secrets(document, environ)


def _shared_ids(document: Document) -> Iterator[Problem]:
    """Two titles that differ and yet have one id: ``A & B`` and ``A and B``."""
    owners: dict[ShowId, str] = {}
    for path, title in _titles(document):
        other = owners.setdefault(show_id(title), title)
        if name_key(other) != name_key(title):
            yield document.problem(path, f"has the id {show_id(title)}, as {quoted(other)} has; tell the titles apart")


def _shared_names(document: Document, *, titles_only: bool) -> Iterator[Problem]:
    """One title or alias for two shows: nothing in an article could tell them apart."""
    owners: dict[str, KeyPath] = {}
    for path, name in _titles(document) if titles_only else _names(document):
        owner = owners.setdefault(name_key(name), path[:2])
        if owner != path[:2]:
            other, line = str(document.get(*owner, "title")), document.marks[owner].line
            yield document.problem(
                path,
                f"{quoted(name)} is a name of {quoted(other)} in line {line} already; "
                "leave it to one of them, or tell them apart, as in 'Kingdom (2014)'",
            )


def _unknown_shows(document: Document) -> Iterator[Problem]:
    names = [name for _, name in _names(document)]
    known = {name_key(name) for name in names} | {show_id(title) for _, title in _titles(document)}
    for path, item in (*_items(document, "sources"), *_items(document, "notify")):
        for place, name in _texts((*path, "shows"), item.get("shows")):
            if name_key(name) not in known and name not in known:
                hint = did_you_mean(name, names) or "; add it to the shows, or remove it here"
                yield document.problem(place, f"no show is called {quoted(name)}{hint}")


def _repeated_ids(document: Document, section: str, noun: str) -> Iterator[Problem]:
    first: dict[str, KeyPath] = {}
    for path, item in _items(document, section):
        identifier = item.get("id")
        if isinstance(identifier, str) and (earlier := first.setdefault(identifier, path)) != path:
            line = document.marks[earlier].line
            message = f"{quoted(identifier)} is the id of the {noun} in line {line} already; choose another"
            yield document.problem((*path, "id"), message)


def _misplaced_keys(document: Document) -> Iterator[Problem]:
    """Keys that are right in themselves and would do nothing in this source."""
    for path, source in _items(document, "sources"):
        kind, page, selectors = source.get("kind"), source.get("page"), source.get("selectors")
        if kind not in list(SourceKind):
            continue
        is_listing = kind == SourceKind.PAGE and page != PageRole.ARTICLE
        if page is not None and kind != SourceKind.PAGE:
            yield document.problem(path, f"'page' is for sources of kind page, and this is a {kind}", key="page")
        if source.get("full_text") == FullText.FEED and kind != SourceKind.FEED:
            yield document.problem((*path, "full_text"), f"only feeds carry text, and this is a {kind}")
        if isinstance(selectors, dict) and selectors.get("links") is not None and not is_listing:
            this = "an article" if kind == SourceKind.PAGE else f"a {kind}"
            message = f"'links' is for listing pages, and this is {this}"
            yield document.problem((*path, "selectors"), message, key="links")
        if kind == SourceKind.PAGE and page == PageRole.ARTICLE and isinstance(expect := source.get("expect"), dict):
            for key in expect.keys() & {"min", "max", "silence"}:
                yield document.problem((*path, "expect"), f"'{key}' is for lists, and this is an article", key=key)


def _refused_addresses(document: Document) -> Iterator[Problem]:
    """Addresses that no request of ours may go to, as far as they are written out; names are judged when resolved."""
    for path, source in _items(document, "sources"):
        url, allowed = source.get("url"), source.get("allow_private")
        if not isinstance(url, str) or (address := _address_in(url)) is None:
            continue
        reason = reason_against(address, allow_private=switch(allowed) is True)
        if reason is not None:
            never = reason_against(address, allow_private=True) is not None
            advice = "choose another" if never else "if that is meant, allow it with allow_private: true"
            yield document.problem((*path, "url"), f"{address} is no public address but {reason}; {advice}")


def _address_in(url: str) -> IPv4Address | IPv6Address | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    is_plain = not {"@", "\\"} & set(parts.netloc)  # what cannot be read for certain is a problem of its own
    return written_address(parts.hostname) if is_plain and parts.hostname else None


def _missing_secrets(document: Document, environ: Mapping[str, str]) -> Iterator[Problem]:
    for path, source in _items(document, "sources"):
        headers, enabled = source.get("headers"), source.get("enabled")
        if not isinstance(headers, dict) or (switch(enabled) is False):
            continue
        for name, value in headers.items():
            variable = secret_name(value) if isinstance(value, str) else None
            if variable is None or is_header_value(environ.get(variable, "")):
                continue
            message = f"the environment variable {variable} is no single line of ASCII characters"
            if not environ.get(variable):
                message = (
                    f"the environment variable {variable} is not set; set it, or disable the source with enabled: false"
                )
            yield document.problem((*path, "headers", name), message)


def _items(document: Document, section: str) -> Iterator[tuple[KeyPath, dict[str, Value]]]:
    items = document.get(section)
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield (section, index), item


def _titles(document: Document) -> Iterator[tuple[KeyPath, str]]:
    for path, show in _items(document, "shows"):
        if isinstance(title := show.get("title"), str):
            yield (*path, "title"), title


def _names(document: Document) -> Iterator[tuple[KeyPath, str]]:
    """Every title and alias; titles first, so that it is the alias which is reported where the two are equal."""
    yield from _titles(document)
    for path, show in _items(document, "shows"):
        yield from _texts((*path, "aliases"), show.get("aliases"))


def _texts(path: KeyPath, values: Value) -> Iterator[tuple[KeyPath, str]]:
    for index, value in enumerate(values if isinstance(values, list) else ()):
        if isinstance(value, str):
            yield (*path, index), value

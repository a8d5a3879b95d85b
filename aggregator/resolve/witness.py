"""Who is counted for a claim: the outlet that it is passed on from, else the site that told the story. Pure.

Copies of one text are one witness, and so are all articles that only say what "Deadline" has said. Who speaks *in* an
article (a network, an actor) is no witness of its own: that the words fell is known from the site that reports them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from aggregator.text import fold
from aggregator.urls import site_of

_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_ARTICLE: Final = re.compile(r"the\s+")
_ADDRESS: Final = re.compile(r"(?:https?://)?(?P<host>[\w-]+(?:\.[\w-]+)+(?::\d+)?)(?:/|\Z)")


@cache
def _sites_by_name() -> dict[str, str]:
    source = files("aggregator.resolve").joinpath("outlets.toml").read_text(encoding="utf-8")
    outlets: dict[str, list[str]] = tomllib.loads(source)
    return {
        key: site for site, names in outlets.items() for name in (site, *names) for key in (_squash(name), name.lower())
    }


def _squash(name: str) -> str:
    return _NOT_LETTERS.sub("", _ARTICLE.sub("", fold(name).strip(), count=1))


@lru_cache(maxsize=4096)
def _site_key(host: str) -> str:
    labels = host.split(".")
    parents = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((_sites_by_name()[name] for name in parents if name in _sites_by_name()), site_of(f"https://{host}"))


def outlet_key(name: str, sites: Iterable[str] = ()) -> str | None:
    """The key of the outlet that ``name`` (a name or an address) stands for; None where it is no outlet.

    Args:
        name: as an article cites it, or a host or URL.
        sites: hosts or addresses of the sites that are followed; their names are known too ("Screen Wire" for
            ``screenwire.example``).

    >>> outlet_key("The Hollywood Reporter") == outlet_key("https://www.hollywoodreporter.com/tv/")
    True
    >>> outlet_key("Netflix") is None
    True
    """
    address = _ADDRESS.match(name.strip().lower())
    if address is not None:
        return _site_key(address["host"])
    squashed = _squash(name)
    known = _sites_by_name().get(squashed)
    if known is not None or not squashed:
        return known
    return _followed(frozenset(sites)).get(squashed)


@lru_cache(maxsize=16)
def _followed(sites: frozenset[str]) -> dict[str, str]:
    """Name to key, of followed sites; of two with one name the first by the alphabet."""
    keys = {key for site in sites if (key := outlet_key(site)) is not None}
    return {_squash(key.partition(".")[0]): key for key in sorted(keys, reverse=True)}


def sites_of(urls: Iterable[str]) -> frozenset[str]:
    """The keys of the outlets at these addresses: as ``sites`` they stand for them."""
    return frozenset(key for url in urls if (key := outlet_key(url)) is not None)


def names_that_depend(names: Iterable[str]) -> frozenset[str]:
    """Those of ``names``, squashed, of which the sites that are followed decide whether they are an outlet's."""
    squashed = {_squash(name) for name in names if not _ADDRESS.match(name.strip().lower())}
    return frozenset(squashed - _sites_by_name().keys() - {""})


def mean_the_same(names: Iterable[str], sites: frozenset[str], more: frozenset[str]) -> bool:
    """Whether each name stands for the same outlet after ``more`` sites are followed; for ``names`` see above."""
    names = list(names)
    if more <= sites or not names:
        return True
    before, after = _followed(sites), _followed(sites | more)
    return all(before.get(name) == after.get(name) for name in names)


def witness_of(said_by: str | None, story_url: str, sites: Iterable[str] = ()) -> str:
    """Who is counted for a claim.

    Args:
        said_by: whom the claim is ascribed to, if anybody.
        story_url: address of the article that represents the claim's story: the article itself, or the one that it
            is a copy of.
        sites: hosts or addresses of the sites that are followed.
    """
    cited = outlet_key(said_by, sites) if said_by else None
    return cited or outlet_key(story_url) or story_url

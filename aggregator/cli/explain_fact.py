"""Why a fact is believed: who says so in which words, who says otherwise, and where that was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from aggregator.cli.output import paged
from aggregator.cli.sheet import heading, line, pairs
from aggregator.cli.stories import day
from aggregator.wording.claims import season_name
from aggregator.wording.facts import answer, counted, firmness

if TYPE_CHECKING:
    from rich.console import Console

_SHOWN_CLAIMS: Final = 20
"""So many of each side are shown to a person; of a renewal that everybody reported there are thousands."""
_SHOWN_COPIES: Final = 5
_INDENT: Final = 6


@paged
def print_explained(console: Console, explained: Sequence[dict[str, Any]]) -> None:
    """Prints rows of ``with_witnesses``, a part for each."""
    for number, known in enumerate(explained):
        if number:
            console.print()
        fact = known["fact"]
        heading(console, f"{fact['show']}, {season_name(fact['season'])}: {answer(fact)}")
        pairs(
            console,
            {
                "standing": f"{fact['standing']}, {firmness(fact)}",
                "since": f"{fact['since']}, last said {fact['last_confirmed']}",
                "counted": counted(fact["independent_sources"], "independent source"),
                "id": fact["id"],
            },
        )
        _print_side(console, "Who says so", known["supporting"])
        if known["contradicting"]:
            _print_side(console, "Who says otherwise", known["contradicting"])


def _print_side(console: Console, title: str, claims: Sequence[dict[str, Any]]) -> None:
    console.print()
    heading(console, f"{title}: {counted(len(claims), 'claim')}")
    groups: dict[str | None, list[dict[str, Any]]] = {}
    for claim in claims[:_SHOWN_CLAIMS]:
        groups.setdefault(claim["witness"], []).append(claim)
    for witness, said in groups.items():
        line(console, f"{witness or 'unknown'}{', counted once' if len(said) > 1 else ''}", style="cyan")
        for claim in said:
            _print_claim(console, claim)
    if len(claims) > _SHOWN_CLAIMS:
        line(console, f"and {len(claims) - _SHOWN_CLAIMS} more; --json has them all")


def _print_claim(console: Console, claim: dict[str, Any]) -> None:
    said_by = f", as {claim['said_by']} says" if claim["said_by"] else ""
    gone = "" if claim["is_current"] else "; the page says so no longer"
    line(console, f"{day(claim['published_at'] or claim['seen_at'])}  “{claim['evidence']}”", indent=4, style="green")
    line(console, f"{claim['value']}, {claim['status']}{said_by}{gone}", indent=_INDENT)
    line(console, f"{claim['title']}  [{claim['source']}, {claim['authority']}]", indent=_INDENT)
    line(console, claim["url"] or "no address", indent=_INDENT, style="dim")
    copies = claim["copies"]
    if copies:
        line(console, f"+{counted(len(copies), 'copy', 'copies')}:", indent=_INDENT)
    for copy in copies[:_SHOWN_COPIES]:
        line(
            console,
            f"{copy['url'] or 'no address'}  ({copy['reason'] or 'by way of another copy'})",
            indent=_INDENT + 2,
            style="dim",
        )
    if len(copies) > _SHOWN_COPIES:
        line(console, f"and {len(copies) - _SHOWN_COPIES} more", indent=_INDENT + 2, style="dim")
    if claim["fetches"]:
        last = claim["fetches"][0]
        times = counted(len(claim["fetches"]), "time")
        text = f"fetched {times}, last {last['started_at']}: {last['outcome']} {last['status'] or ''}"
        line(console, text.rstrip(), indent=_INDENT, style="dim")

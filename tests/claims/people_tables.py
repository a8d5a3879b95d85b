"""Tables of sentences and the people whom they speak of: "value[ status]: Name (Character), Name", parted by " | "."""

from __future__ import annotations

from aggregator.models import Claim


def told(claims: tuple[Claim, ...], kind: str, *, characters: bool) -> set[str]:
    """The claims of a kind, each as "value status Name (Character)"."""
    return {
        f"{c.value} {c.status} {c.person}" + (f" ({c.character})" if characters and c.character else "")
        for c in claims
        if c.kind == kind
    }


def meant(cell: str) -> set[str]:
    """What a cell of the tables stands for."""
    claims = set()
    for part in filter(None, cell.split(" | ")):
        head, names = part.split(": ")
        value, _, status = head.partition(" ")
        claims |= {f"{value} {status or 'confirmed'} {name}" for name in names.split(", ")}
    return claims

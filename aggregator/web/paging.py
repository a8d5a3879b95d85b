"""Long lists in pages: which rows a page holds, and which pages are offered. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

_NEIGHBOURS: Final = 1
"""Pages that are offered before and after the present one, besides the first and the last."""
_MAX_DIGITS: Final = 6
"""A longer number is no page of any list."""


def page_asked(query: Mapping[str, str]) -> int:
    """The page that a query string asks for; the first where it asks for none or for what is no number.

    >>> page_asked({"page": "3"}), page_asked({"page": "-1"}), page_asked({})
    (3, 1, 1)
    """
    text = query.get("page", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS else 1


@dataclass(frozen=True, slots=True)
class Paging:
    """The part of a list of ``total`` rows that one page shows; pages are counted from 1, and there is always one."""

    page: int
    size: int
    total: int

    @classmethod
    def of(cls, page: int, size: int, total: int) -> Self:
        """The page that was asked for, or the last one where the list is shorter than that."""
        return cls(min(page, max(-(-total // size), 1)), size, total)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(-(-self.total // self.size), 1)

    @property
    def offset(self) -> int:
        """How many rows come before."""
        return (self.page - 1) * self.size

    @property
    def last(self) -> int:
        """The place of the last row of the page, the first row of the list being in place 1."""
        return min(self.offset + self.size, self.total)

    @property
    def offered(self) -> tuple[int | None, ...]:
        """Pages to go to, in order: the first, the last, those around this one; None where some are left out.

        >>> Paging.of(6, 100, 4_600).offered
        (1, None, 5, 6, 7, None, 46)
        """
        near = {1, self.pages, *range(self.page - _NEIGHBOURS, self.page + _NEIGHBOURS + 1)}
        found: list[int | None] = []
        for number in sorted(number for number in near if 1 <= number <= self.pages):
            before = found[-1] if found else None
            if before is not None and number - before == 2:
                found.append(before + 1)
            elif before is not None and number - before > 2:
                found.append(None)
            found.append(number)
        return tuple(found)

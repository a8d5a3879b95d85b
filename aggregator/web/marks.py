"""What a drawing is made of: places along it in per cent of its width, heights in pixels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a mark; ``x`` in per cent, ``y`` their base line; ``anchor`` is that of SVG."""

    x: float
    y: int
    text: str
    anchor: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time. ``look`` names what it shows, for its colour; ``firm`` how firmly, for its pattern."""

    x: float
    width: float
    y: int
    height: int
    look: str
    firm: str = "confirmed"
    title: str = ""
    is_open: bool = False
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment, as a diamond or a dot; ``to`` is where a line leads from it to the window that was believed then."""

    x: float
    y: int
    look: str
    title: str = ""
    to: float | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the drawing, with what is written at its head."""

    x: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything to be drawn, and how high the drawing is."""

    height: int
    ticks: tuple[Tick, ...]
    today: float | None
    headings: tuple[Label, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    summary: str
    """What the drawing shows, in a sentence or two, for who cannot see it."""

"""What time alone makes an end of: windows that pass, delays that are over, seasons that have begun. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from aggregator.models import ClaimKind
from aggregator.resolve.positions import Position
from aggregator.resolve.rules import DELAYED, STEPS, Answer, Tier, is_nothing_yet
from aggregator.resolve.seasons import Outlook
from aggregator.resolve.windows import is_one_day, last_day, parse_window


def is_past(kind: ClaimKind, one: Position, positions: Sequence[Position], day: date, season: Outlook) -> bool:
    """Whether ``one``, which is live, is no answer any longer on ``day``.

    Args:
        kind: what the question asks for.
        one: the position in question.
        positions: all positions on the question.
        day: the day as of which to believe.
        season: what is known of the season by then.
    """
    if _waits_for_premiere(kind, one.answer) and season.has_started:
        return True
    if season.is_beyond_the_last and (one.tier is not Tier.FIRM or is_nothing_yet(kind, one.answer)):
        return True
    if kind is ClaimKind.RELEASE:
        return _has_passed(one, day) or (
            is_nothing_yet(kind, one.answer) and any(_outlived(other, one, day) for other in positions)
        )
    if kind is ClaimKind.PRODUCTION and (one.answer == Answer(DELAYED) or is_nothing_yet(kind, one.answer)):
        return _is_resumed(one, positions, season)
    return kind is ClaimKind.RENEWAL_DATE and _is_of_earlier_decision(one, positions, season)


def _waits_for_premiere(kind: ClaimKind, given: Answer) -> bool:
    """Rule 17: whether an answer is history once the season has started."""
    if kind is ClaimKind.PRODUCTION:
        return given != Answer(STEPS[kind][-1])
    return is_nothing_yet(kind, given)


def _has_passed(one: Position, day: date) -> bool:
    """Rule 16."""
    end = last_day(one.answer.value)
    if end is None or day <= end:
        return False
    if one.answer.denied:
        return True
    is_kept = one.tier is Tier.FIRM and is_one_day(one.answer.value)
    is_told = one.told_last is not None and one.told_last > end
    return not is_kept and not is_told


def _outlived(window: Position, nothing_yet: Position, day: date) -> bool:
    """Rule 16: whether "no date yet" was said before a window that was set since, and has passed."""
    if not window.is_live or window.answer.denied or window.tier is not Tier.FIRM:
        return False
    end = last_day(window.answer.value)
    return end is not None and end < day and nothing_yet.record.last <= end


def _is_resumed(delay: Position, positions: Iterable[Position], season: Outlook) -> bool:
    """Rule 17."""
    said = delay.record.last
    if season.set_on is not None and season.set_on > said:
        return True
    stages = STEPS[ClaimKind.PRODUCTION]
    reports = [
        (stages.index(one.answer.value), one.record)
        for one in positions
        if one.answer.value in stages and not one.answer.denied and one.is_live and one.tier is Tier.FIRM
    ]
    reached = max((stage for stage, record in reports if record.first <= said), default=-1)
    return any(stage >= reached and record.last > said for stage, record in reports)


def _is_of_earlier_decision(one: Position, positions: Iterable[Position], season: Outlook) -> bool:
    """Rule 15: whether another date, said as firmly, belongs to a later decision than ``one`` does."""
    place = _decision(one, season)
    return any(
        other.is_live and not other.answer.denied and other.tier >= one.tier and _decision(other, season) > place
        for other in positions
    )


def _decision(one: Position, season: Outlook) -> int:
    """Rule 15: which of the season's decisions a date belongs to; -1 where all had been reported before it."""
    window = parse_window(one.answer.value)
    if window is None:
        return -1
    return next((place for place, said in enumerate(season.decisions) if said >= window.first_day), -1)

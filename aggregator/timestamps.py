"""Machine and byline timestamps to ``Stamp`` records; no I/O, no clock.

Read: ISO 8601 (extended and basic) and RFC 3339, RFC 822/2822 and its relatives (asctime, JavaScript's), and the
English forms of bylines ("Mar. 3, 2026 9:12 a.m. PT"). Refused on purpose: what only a guess could settle
(03/04/2026, epoch numbers, "yesterday") and what no calendar has (September 31st). A refused stamp keeps its raw
wording and says why; nothing is ever replaced by the present.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aggregator.models import Stamp

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""No news site published before; epoch zero and ``0000-00-00`` of empty database columns fall below."""

MAX_AHEAD = timedelta(hours=24)
"""How far ahead of the fetch a stamp may lie: clocks and zones differ by hours, embargoes and errors by days."""

MAX_OFFSET = timedelta(hours=14)
"""The widest offset in use (Pacific/Kiritimati)."""

MAX_RAW_CHARS = 120
"""Longer strings hold more than a timestamp; also bounds the work per string."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"),
            ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip

# Abbreviations with one meaning in the press. CST and BST are read as America's and Britain's, which is what
# English-language feeds mean by them; IST (India, Ireland, Israel) has no such majority and stays unknown.
_OFFSETS_H = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9,
    "AKDT": -8, "HST": -10, "AST": -4, "ADT": -3, "NST": -3.5, "NDT": -2.5, "JST": 9, "KST": 9, "SGT": 8, "HKT": 8,
    "AWST": 8, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip

# "PT" means daylight time in summer: only the zone itself knows which.
_REGIONS = {"PT": "America/Los_Angeles", "MT": "America/Denver", "CT": "America/Chicago", "ET": "America/New_York"}

_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_OFFSET = r"[+-]\d{1,2}(?::?\d{2})?"
_ZONE = rf"(?:(?:GMT|UTC)\s?{_OFFSET}|{_OFFSET}|[A-Za-z]+/[A-Za-z_]+(?:/[A-Za-z_]+)?|[A-Z]{{1,5}}\b)"

_ISO = re.compile(
    r"(?P<year>\d{4})(?P<dash>-?)(?P<month>\d{2})(?P=dash)(?P<day>\d{2})"
    r"(?:[Tt\s]\s*(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?"
    rf"\s*(?![AaPp]\.?[Mm]\b)(?P<zone>[Zz]|{_ZONE})?(?:\[[\w/+-]+\])?)?"
)
# "9 pm" is a time and "9" alone a day: minutes or a half of the day must follow.
_TIME = re.compile(
    r"(?:\b|(?<=\d)(?=[Tt]))[Tt]?(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?|(?=\s*[AaPp]\.?[Mm]\b))"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\b\.?)?"
    rf"(?:\s*\(?(?!(?:MON|TUE|WED|THU|FRI|SAT|SUN|{'|'.join(_MONTHS).upper()})\b)(?P<zone>{_ZONE})\)?)?"
)
_DATES = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH}[\s,-]+(?P<year>\d{{4}}|\d{{2}})\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\b"),
)
_COMMENT = re.compile(r"\([^()]*\)\s*$")
# What may stand around a date in a byline without changing what it says.
_FILLER = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|\b(?:first|last|originally|published|posted|updated|modified|created|date|on|at|the)\b|[\s,;:|·•–—@.-]+",
    re.IGNORECASE,
)


def parse_stamp(raw: str, *, read_from: str, fetched_at: datetime, default_zone: tzinfo | None = None) -> Stamp:
    """The point in time that ``raw`` states, in UTC, or a stamp whose ``flag`` says why it is not trusted.

    Flags of an untrusted stamp (``at`` is None): ``unparsable``; ``implausible`` for a day no calendar has or one
    before 1995; ``future`` for more than 24 hours after the fetch; ``bad_zone`` for a zone nobody knows. Flags that
    inform: ``date_only`` (midnight UTC is assumed) and ``no_zone`` (UTC is assumed).

    Args:
        raw: The wording in the document.
        read_from: The place it was read from, for ``Stamp.read_from``.
        fetched_at: When the document was fetched, aware.
        default_zone: The zone of a time of day that names none, where the source is known to mean one; nothing is
            flagged then. A local time that a clock change skips or repeats is read as the one before the change.
    """
    wording = " ".join(raw.split())
    at, flag = _read(wording, default_zone)
    if at is not None and at < EARLIEST:
        at, flag = None, "implausible"
    elif at is not None and at > fetched_at + MAX_AHEAD:
        at, flag = None, "future"
    return Stamp(at=at, raw=wording[:MAX_RAW_CHARS], read_from=read_from, flag=flag)


def written_day(stamp: Stamp) -> date | None:
    """The day as the publisher's own calendar had it, which "today" in the text counts from; None if untrusted.

    An evening in California is the next day in UTC, so ``stamp.at.date()`` would be a day late.

    >>> late = "Mon, 06 Jun 2022 21:15:00 -0700"
    >>> written_day(parse_stamp(late, read_from="feed:published", fetched_at=datetime(2022, 6, 8, tzinfo=UTC)))
    datetime.date(2022, 6, 6)
    """
    parts = _iso_parts(stamp.raw) or _worded_parts(stamp.raw)
    if stamp.at is None or parts is None:
        return None
    if parts.get("hour") == "24":
        return stamp.at.date()
    return _day(parts)


def _read(wording: str, default_zone: tzinfo | None) -> tuple[datetime | None, str | None]:
    if len(wording) > MAX_RAW_CHARS:
        return None, "unparsable"
    parts = _iso_parts(wording) or _worded_parts(wording)
    if parts is None:
        return None, "unparsable"
    try:
        day = _day(parts)
    except ValueError:
        return None, "implausible"
    clock = _clock(parts)
    if clock is None:
        return None, "unparsable"
    zone: tzinfo = UTC
    flag = None
    if parts.get("hour") is None:
        flag = "date_only"
    elif parts.get("zone"):
        named = _zone(parts["zone"])
        if named is None:
            return None, "bad_zone"
        zone = named
    elif default_zone is not None:
        zone = default_zone
    else:
        flag = "no_zone"
    try:
        # The wall clock first, then the zone: adding hours to an aware time would cross a clock change wrongly.
        local = datetime(day.year, day.month, day.day) + clock  # noqa: DTZ001 - made aware on the next line
        return local.replace(tzinfo=zone).astimezone(UTC), flag
    except OverflowError:  # year 1 or 9999 moved over the edge by its offset
        return None, "implausible"


def _iso_parts(wording: str) -> dict[str, str] | None:
    match = _ISO.fullmatch(wording)
    return match.groupdict() if match else None


def _worded_parts(wording: str) -> dict[str, str] | None:
    """The named parts of a date in words, or None where anything is left over that might change what it says."""
    rest = _COMMENT.sub("", wording)
    clock = _TIME.search(rest)
    if clock:
        rest = f"{rest[: clock.start()]} {rest[clock.end() :]}"
    for pattern in _DATES:
        if day := pattern.search(rest):
            rest = f"{rest[: day.start()]} {rest[day.end() :]}"
            break
    else:
        return None
    if _FILLER.sub("", rest):
        return None
    return (clock.groupdict() if clock else {}) | day.groupdict()


def _day(parts: dict[str, str]) -> date:
    """The day on the calendar; ValueError where it has none like it."""
    return date(_year(parts["year"]), _MONTHS.get(parts["month"].casefold()) or int(parts["month"]), int(parts["day"]))


def _year(digits: str) -> int:
    """RFC 2822, 4.3: two digits up to 49 mean this century."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 50 else 1900)


def _clock(parts: dict[str, str]) -> timedelta | None:
    """Time since midnight; 24:00:00 is the end of the day (ISO 8601-1, 4.3.8), :60 a leap second (RFC 3339, 5.7)."""
    if parts.get("hour") is None:
        return timedelta(0)
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "pP" else 0)
    if minute > 59 or second > 60 or (hour, minute, second) > (24, 0, 0):
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo | None:
    """The zone called ``name``: an offset, an abbreviation of the press, or a name of the IANA database."""
    upper = name.upper()
    if (hours := _OFFSETS_H.get(upper)) is not None:
        return timezone(timedelta(hours=hours))
    digits = upper.removeprefix("GMT").removeprefix("UTC").strip()
    if digits[:1] in ("+", "-"):
        hour, minute = digits[1:].replace(":", "")[:2], digits[1:].replace(":", "")[2:] or "0"
        offset = timedelta(hours=int(hour), minutes=int(minute))
        if int(minute) > 59 or offset > MAX_OFFSET:
            return None
        return timezone(-offset if digits[0] == "-" else offset)
    try:
        return ZoneInfo(_REGIONS.get(upper, name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.models import Stamp
from aggregator.timestamps import EARLIEST, MAX_AHEAD, parse_stamp

FETCHED_AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


def stamp(raw: str, **options: Any) -> Stamp:
    return parse_stamp(raw, read_from="test", fetched_at=FETCHED_AT, **options)


READ = {
    "RFC 822 with an offset": ("Tue, 03 Mar 2026 09:12:00 -0500", "2026-03-03T14:12:00", None),
    "RFC 822 with Sept and EDT (case 66)": ("Tue, 3 Sept 2026 09:12 EDT", "2026-09-03T13:12:00", None),
    "RFC 822 with two digits of the year": ("Wed, 02 Oct 02 08:00:00 EST", "2002-10-02T13:00:00", None),
    "PT is daylight time in July (case 66)": ("Tue, 07 Jul 2026 09:00:00 PT", "2026-07-07T16:00:00", None),
    "PT is standard time in January": ("Tue, 06 Jan 2026 09:00:00 PT", "2026-01-06T17:00:00", None),
    "a zone's full name (case 66)": ("Tue, 07 Jul 2026 09:00:00 America/Los_Angeles", "2026-07-07T16:00:00", None),
    "a military Z": ("3 Mar 2026 09:00 Z", "2026-03-03T09:00:00", None),
    "asctime": ("Tue Mar  3 09:00:00 2026", "2026-03-03T09:00:00", "no_zone"),
    "Unix date with the zone inside": ("Tue Mar  3 09:00:00 PST 2026", "2026-03-03T17:00:00", None),
    "JavaScript's": (
        "Tue Mar 03 2026 09:00:00 GMT+0100 (Central European Standard Time)",
        "2026-03-03T08:00:00",
        None,
    ),
    "ISO 8601 extended": ("2026-03-03T09:12:00-05:00", "2026-03-03T14:12:00", None),
    "ISO 8601 basic keeps its time (case 73)": ("20260905T100000Z", "2026-09-05T10:00:00", None),
    "ISO 8601 with a space and no zone": ("2026-03-03 09:12:00", "2026-03-03T09:12:00", "no_zone"),
    "ISO 8601 with nanoseconds": ("2026-03-03T10:00:00.123456789Z", "2026-03-03T10:00:00", None),
    "ISO 8601 without leading zeros": ("2014-9-5T12:00Z", "2014-09-05T12:00:00", None),
    "Java's zoned form": ("2026-03-03T09:12:00-05:00[America/New_York]", "2026-03-03T14:12:00", None),
    "ISO date alone": ("2026-03-03", "2026-03-03T00:00:00", "date_only"),
    "basic ISO date alone": ("20260303", "2026-03-03T00:00:00", "date_only"),
    "24:00 is the next midnight (case 67)": ("03 Mar 2026 24:00:00 GMT", "2026-03-04T00:00:00", None),
    "a leap second is the next minute (case 67)": ("2026-03-03T23:59:60Z", "2026-03-04T00:00:00", None),
    "American words": ("March 3, 2026", "2026-03-03T00:00:00", "date_only"),
    "British words": ("3 March 2026", "2026-03-03T00:00:00", "date_only"),
    "an ordinal and a lone hour": ("March 3rd, 2026 at 9 pm ET", "2026-03-04T02:00:00", None),
    "abbreviations with dots": ("Mar. 3, 2026 9:12 a.m. PT", "2026-03-03T17:12:00", None),
    "the time before the date": ("Updated 9:12 AM EST, Tue March 3, 2026", "2026-03-03T14:12:00", None),
    "midday and midnight of the 12-hour clock": ("March 3, 2026 12:05 am UTC", "2026-03-03T00:05:00", None),
    "a label and a weekday": ("Published: Tuesday, March 3, 2026 - 10:00", "2026-03-03T10:00:00", "no_zone"),
    "an offset from UTC in words": ("Mar 3, 2026, 10:00 am UTC+2", "2026-03-03T08:00:00", None),
    "a time that a clock change skips is read before it (case 79)": (
        "2026-03-29 02:30:00 Europe/Berlin",
        "2026-03-29T01:30:00",
        None,
    ),
    "a time that a clock change repeats is the first one (case 79)": (
        "2026-10-25 02:30:00 Europe/Berlin",
        "2026-10-25T00:30:00",
        None,
    ),
}


@pytest.mark.parametrize(("raw", "at", "flag"), READ.values(), ids=READ.keys())
def test_reads(raw: str, at: str, flag: str | None) -> None:
    read = stamp(raw)
    assert read.at == datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert read.flag == flag


REFUSED = {
    "a day that September has not (case 69)": ("2026-09-31", "implausible"),
    "an empty database column (case 68)": ("0000-00-00", "implausible"),
    "the year minus one (case 68)": ("-0001-11-30", "implausible"),
    "the epoch (case 78)": ("Thu, 01 Jan 1970 00:00:00 GMT", "implausible"),
    "an epoch number, which no format allows (case 68)": ("1757066400", "unparsable"),
    "a year of seven digits (case 68)": ("9999999-01-01", "unparsable"),
    "the year 9999": ("9999-12-31T23:59:59-12:00", "implausible"),
    "next week (case 75)": ("Sat, 28 Nov 2026 09:00:00 GMT", "future"),
    "an offset that nobody has (case 70)": ("2026-03-03T10:00:00+25:00", "bad_zone"),
    "minutes of an offset beyond 59": ("2026-03-03T10:00:00+05:75", "bad_zone"),
    "a zone with three meanings": ("3-Mar-2026 10:00:00 IST", "bad_zone"),
    "a path for a zone": ("2026-03-03 10:00:00 Etc/Nowhere", "bad_zone"),
    "day or month first (case 71)": ("03/04/2026", "unparsable"),
    "French (case 72)": ("9 septembre 2026", "unparsable"),
    "a word": ("yesterday", "unparsable"),
    "nothing": ("", "unparsable"),
    "a span": ("March 3, 2026 to April 5, 2026", "unparsable"),
    "a month": ("March 2026", "unparsable"),
    "hour 25": ("Thu, 01 Jan 2026 25:00:00 GMT", "unparsable"),
    "13 pm": ("March 3, 2026 13:00 pm", "unparsable"),
    "a paragraph": ("March 3, 2026 " * 20, "unparsable"),
}


@pytest.mark.parametrize(("raw", "flag"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses_and_keeps_the_wording(raw: str, flag: str) -> None:
    read = stamp(raw)
    assert read.at is None
    assert read.flag == flag
    assert read.raw == " ".join(raw.split())[: len(read.raw)]


def test_a_source_may_have_a_zone_of_its_own() -> None:
    read = stamp("2026-07-07 09:00:00", default_zone=ZoneInfo("Asia/Seoul"))
    assert (read.at, read.flag) == (datetime(2026, 7, 7, tzinfo=UTC), None)


def test_a_stated_zone_beats_the_sources() -> None:
    read = stamp("2026-07-07 09:00:00 UTC", default_zone=ZoneInfo("Asia/Seoul"))
    assert read.at == datetime(2026, 7, 7, 9, tzinfo=UTC)


def test_the_window_is_closed_at_both_ends() -> None:
    assert stamp(EARLIEST.isoformat()).at == EARLIEST
    assert stamp((EARLIEST - timedelta(seconds=1)).isoformat()).flag == "implausible"
    latest = FETCHED_AT + MAX_AHEAD
    assert stamp(latest.isoformat()).at == latest
    assert stamp((latest + timedelta(seconds=1)).isoformat()).flag == "future"


@given(st.integers(800_000_000, 1_790_000_000), st.integers(-12 * 60, 14 * 60))
def test_every_iso_time_comes_back(second: int, offset_min: int) -> None:
    moment = datetime.fromtimestamp(second, timezone(timedelta(minutes=offset_min)))
    assert stamp(moment.isoformat()).at == moment


@given(st.text(max_size=60) | st.text("0123456789-:/ TZ+.,aApPmMJanFebUTC", max_size=40))
def test_anything_is_read_or_flagged_and_never_raises(raw: str) -> None:
    read = stamp(raw)
    assert (read.at is None) <= (read.flag is not None)

"""robots.txt (RFC 9309): what a site lets us read, and how fast."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from aggregator.fetch.policy import Ending
from aggregator.models import FetchResult, Outcome, RobotsFile, Severity

if TYPE_CHECKING:
    from protego import Protego

AGENT_NAME: Final = "aggregator"
"""The name by which a robots.txt addresses us, unless ``user_agent`` in the settings begins with another."""
MAX_ROBOTS_BYTES: Final = 512_000
"""What stands further down is not read (RFC 9309, 2.5: at least 500 KiB have to be)."""
MAX_ROBOTS_REDIRECTS: Final = 5
"""RFC 9309, 2.3.1.2."""
MAX_CRAWL_DELAY_S: Final = 60.0
"""A longer Crawl-delay is kept at this: a request a minute troubles nobody, and a run has to end."""

ROBOTS_LIFETIME: Final = timedelta(hours=24)
"""A robots.txt that was read is believed so long (RFC 9309, 2.4)."""

# These say nothing of robots.txt, only that there was no way to the site: so fares every request to it.
_NO_WAY: Final = frozenset(
    {
        Outcome.DNS_FAILED,
        Outcome.CONNECT_FAILED,
        Outcome.TLS_FAILED,
        Outcome.REFUSED,
        Outcome.POSTPONED,
        Outcome.UNEXPECTED,
    }
)
_NONE_THERE: Final = frozenset({Outcome.EMPTY, Outcome.TOO_MANY_REDIRECTS, Outcome.BAD_REDIRECT})
_AGENT_LINE: Final = re.compile(r"\s*user[- ]?agent[\s:]+([a-z_-]+|\*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Robots:
    """What one site's robots.txt means for us.

    ``barred`` is how every request to the site ends, None where ``rules`` decide; without rules all is allowed.
    ``crawl_delay_s`` is 0 where none is stated.
    """

    token: str
    rules: Protego | None = None
    crawl_delay_s: float = 0.0
    barred: Ending | None = None
    retry_after_s: float | None = None

    def judge(self, url: str) -> Ending | None:
        """Why ``url`` may not be asked for, None where it may."""
        if self.barred is not None or self.rules is None or self.rules.can_fetch(url, self.token):
            return self.barred
        return Ending(Outcome.DISALLOWED, Severity.SOFT, f"robots.txt does not let {self.token} read this address")


def product_token(user_agent: str) -> str:
    """The name that a robots.txt would use for ``user_agent`` (RFC 9309, 2.2.1: a part of what we send).

    >>> product_token("aggregator/1.2 (+https://example.org)")
    'aggregator'
    """
    found = re.match(r"[A-Za-z_-]+", user_agent)
    return found[0].lower() if found else AGENT_NAME


def robots_file(result: FetchResult, origin: str, now: datetime) -> RobotsFile | None:
    """What of asking for robots.txt is worth remembering; None where the next run must ask again.

    4xx and too many redirects: there is none. 429 is excepted, since it says that we are too many already.
    """
    if result.response is not None:
        # RFC 9309, 2.3: UTF-8; a byte order mark is no part of the first line
        return RobotsFile(origin, result.response.body.decode("utf-8-sig", "replace"), now)
    status = result.attempts[-1].status or 0
    if result.outcome in _NONE_THERE or (400 <= status < 500 and status != 429):
        return RobotsFile(origin, None, now)
    return None


def is_fresh(file: RobotsFile, now: datetime) -> bool:
    """Whether a remembered robots.txt may still be used; one from the future, by a clock set back, may not."""
    return timedelta(0) <= now - file.fetched_at < ROBOTS_LIFETIME


def remembered_robots(file: RobotsFile, token: str) -> Robots:
    """The rules of a robots.txt that need not be asked for."""
    return Robots(token) if file.text is None else _parse(file.text, token)


def read_robots(result: FetchResult, file: RobotsFile | None, token: str, *, redirected: bool = False) -> Robots:
    """The rules that follow from how asking for robots.txt ended (RFC 9309, 2.3.1).

    None there: all is allowed. 5xx, no answer in time and answers that cannot be read: nothing is allowed, until it
    can be.

    Args:
        result: Of asking for it.
        file: ``robots_file`` of that.
        token: Our name in it.
        redirected: A redirect was followed on the way.
    """
    if file is not None:
        return remembered_robots(file, token)
    if result.outcome in _NO_WAY:
        # Whoever did answer, with a redirect, leaves us in the dark about robots.txt alone, and not about the source.
        of_robots = redirected or result.attempts[-1].status is not None
        detail = f"robots.txt: {result.detail}" if of_robots else result.detail
        barred = Ending(result.outcome, result.severity, detail)
    else:
        detail = f"robots.txt cannot be had ({result.outcome}), so nothing may be read"
        barred = Ending(Outcome.ROBOTS_UNREACHABLE, Severity.TEMPORARY, detail)
    return Robots(token, barred=barred, retry_after_s=result.retry_after_s)


def _parse(text: str, token: str) -> Robots:
    from protego import Protego

    rules = Protego.parse("\n".join(_agent_folded(line, token) for line in text.splitlines()))
    delay = rules.crawl_delay(token) or 0.0
    return Robots(token, rules, min(delay, MAX_CRAWL_DELAY_S) if math.isfinite(delay) and delay > 0 else 0.0)


def _agent_folded(line: str, token: str) -> str:
    """``line``, with one name for all agents that are not us, and ours without what may follow the product token.

    protego copies each rule for each agent: a group of 20,000 agents and 20,000 rules, which fits into 500 KiB,
    would cost hours. All groups that are not ours come down to one.
    """
    found = _AGENT_LINE.match(line)
    if found is None or found[1] == "*":
        return line
    ours = (found[1] or "").lower() == token
    return f"User-agent: {token if ours else 'others'}"

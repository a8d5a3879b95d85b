"""``docs/reference/codes.md``: exit codes, how requests end, what is noted in passing, what can be wrong with a source.

``ALARMS`` also says what to do about each; ``docs/how-to/alarms.md`` is made of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from aggregator.cli.exits import Exit
from aggregator.models import AlarmCode, Outcome
from aggregator.watch.course import AT_ONCE, FORGIVEN_ARTICLE_RUNS, FORGIVEN_RUNS
from aggregator.watch.shown import ARTICLE_FIELDS

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "reference" / "codes.md"
ALARMS_PAGE: Final = ROOT / "docs" / "how-to" / "alarms.md"


class Trouble(NamedTuple):
    """What a code of an alarm means, and what a person does about it."""

    meaning: str
    advice: str


OUTCOMES: Final = {
    Outcome.OK: "An answer with a body, read to its end.",
    Outcome.NOT_MODIFIED: "Nothing has changed since it was last asked for (304).",
    Outcome.DISALLOWED: "robots.txt says that this is not to be read; it was not asked for.",
    Outcome.ROBOTS_UNREACHABLE: "robots.txt could not be read, which forbids everything until it can (RFC 9309).",
    Outcome.REFUSED: "The gate forbids it: a scheme, a port, an address of this machine or a private network.",
    Outcome.POSTPONED: "Its host has asked to be left alone for longer than the run lasts.",
    Outcome.NO_SECRET: "A variable that one of its headers is made of is not set; it was not asked.",
    Outcome.FORBIDDEN: "The server refuses: a login, payment, legal reasons, or us (401, 402, 403, 407, 451).",
    Outcome.CHALLENGE: "A page that tests for a browser came in place of what was asked for.",
    Outcome.NOT_FOUND: "Nothing is there (404).",
    Outcome.GONE: "Gone for good (410); it is not asked again.",
    Outcome.RATE_LIMITED: "The host asks for fewer requests (429), and gets none for as long as it says.",
    Outcome.CLIENT_ERROR: "Any other status from 400 to 499.",
    Outcome.SERVER_ERROR: "A status from 500 on.",
    Outcome.BAD_REDIRECT: "A redirect that leads nowhere.",
    Outcome.TOO_MANY_REDIRECTS: "More redirects than `settings.max_redirects`, or a circle of them.",
    Outcome.DNS_FAILED: "There is no such host, or the name service does not answer.",
    Outcome.CONNECT_FAILED: "Nobody took the connection.",
    Outcome.TLS_FAILED: "No secure connection: a certificate that cannot be trusted, or no common protocol.",
    Outcome.TIMEOUT: "No complete answer within `settings.total_timeout_s`.",
    Outcome.PROTOCOL_ERROR: "The answer is no HTTP, or broke off at once.",
    Outcome.TOO_LARGE: "More than `settings.max_body_bytes`, as sent or unpacked.",
    Outcome.TRUNCATED: "The answer ended before its end.",
    Outcome.BAD_ENCODING: "It is packed in a way that cannot be unpacked.",
    Outcome.EMPTY: "A body without anything in it.",
    Outcome.TOO_FEW: "Fewer entries than the source is expected to show.",
    Outcome.NOT_A_FEED: "Something else where a feed is expected, most often an HTML page.",
    Outcome.NOT_A_PAGE: "Something else where an HTML page is expected.",
    Outcome.NOT_A_SITEMAP: "Something else where a sitemap is expected.",
    Outcome.NEEDS_JS: "A page that has its text only once a browser has run its scripts.",
    Outcome.PARSE_FAILED: "What it should be, but broken beyond reading.",
    Outcome.PARSER_ENDED: "Reading it took too long or too much memory, and was ended.",
    Outcome.UNEXPECTED: "An error of this program; its traceback is in `issues`.",
}

ISSUES: Final = {
    "archive_failed": "What was fetched could not be kept in the archive; the run went on without.",
    "bad_item": "Items of a JSON Feed that are no objects; left out.",
    "bad_link": "An entry whose link is no http or https address; kept without it.",
    "control_characters": "Characters that XML forbids; taken out.",
    "empty_entry": "An entry with neither a link nor any text; left out.",
    "gzipped": "A gzip file whose server does not say that it is one; unpacked.",
    "homepage_link": "An entry that links to the front page of its site; kept without the link.",
    "leading_junk": "Something before the XML; passed over.",
    "merged": "A source has moved to the address of another one.",
    "misled": "A server said that nothing had changed when something had.",
    "moved": "A source has moved for good, and is asked at its new address.",
    "not_well_formed": "XML with an error in it; read as far as can be.",
    "partial": "A document that breaks off; what is complete was read.",
    "repeated_entry": "Entries with the key and link of another one; left out.",
    "security": "A request that the gate refused, or a redirect to such an address.",
    "selector_no_match": "The selector for links found nothing on the page.",
    "too_few_entries": "An answer with fewer entries than are expected.",
    "tossed": "Entries beyond `settings.max_entries`; not read.",
    "url_too_long": "An entry whose address is too long to be one; left out.",
    "wrong_encoding": "An encoding other than declared; read as what it is.",
}

_LOOK: Final = "`aggregator sources try ID` shows what it yields now, selector by selector. "
_MEND: Final = (
    f"{_LOOK}Mend its `selectors`; where the site has no such thing any more, wait: after thirty days that is usual."
)

ALARMS: Final = {
    AlarmCode.FAILING: Trouble(
        "It cannot be had, three runs in a row, or since it was first asked.",
        "Open its address in a browser. Where it has moved, change `url`; where a login or a test for browsers stands "
        "before it, look for a feed; where the site is down, wait: it is asked ever more seldom, once a day at least.",
    ),
    AlarmCode.GONE: Trouble(
        "Its server says that it is gone for good (410). It is not asked again.",
        "Find its new address and change `url`, or take the source out. `run --only ID` asks once more.",
    ),
    AlarmCode.NO_SECRET: Trouble(
        "A variable of `headers` is not set, or is no header value.",
        "Set it where the run takes its environment from: the crontab, or `EnvironmentFile=` of the unit.",
    ),
    AlarmCode.MISLED: Trouble(
        'Its server answers "not modified" although something is new.',
        "Nothing: once a day it is asked for the whole. News comes up to a day late.",
    ),
    AlarmCode.NO_ENTRIES: Trouble(
        "It answers, and shows nothing.",
        f"{_LOOK}A feed may have moved, a page may have been rebuilt; `expect: {{min: 0}}` where it may be empty.",
    ),
    AlarmCode.FEW_ENTRIES: Trouble(
        "It shows far fewer entries than it ever had, or than `expect.min`.",
        f"{_LOOK}Where it is meant to be so, say `expect: {{min: N}}`.",
    ),
    AlarmCode.MANY_ENTRIES: Trouble(
        "It shows more entries than `expect.max`.", f"{_LOOK}Make `selectors.links` narrower, or raise `max`."
    ),
    AlarmCode.NO_LINKS: Trouble(
        "`selectors.links` finds nothing on the page.", f"{_LOOK}It also names selectors that would find something."
    ),
    AlarmCode.NO_TITLE: Trouble("Entries have no titles any more.", _MEND),
    AlarmCode.NO_LINK: Trouble("Entries have no links any more.", _MEND),
    AlarmCode.NO_DATE: Trouble("Entries have no dates any more.", _MEND),
    AlarmCode.NO_AUTHOR: Trouble("Entries have no authors any more.", _MEND),
    AlarmCode.NO_SUMMARY: Trouble("Entries have neither summary nor text any more.", _MEND),
    AlarmCode.NO_ARTICLE_TEXT: Trouble(
        "Articles have no whole text any more: a paywall, or another layout.",
        f"{_LOOK}Set `selectors.text`, or `full_text: feed` where pages are closed and the feed is enough.",
    ),
    AlarmCode.NO_ARTICLE_DATE: Trouble("Articles have no date any more.", f"{_LOOK}Set `selectors.published`."),
    AlarmCode.NO_ARTICLE_AUTHOR: Trouble("Articles have no author any more.", f"{_LOOK}Set `selectors.author`."),
    AlarmCode.ALL_NEW: Trouble(
        "In every answer every entry is new: their keys change, and pages are asked for again and again.",
        f"{_LOOK}Look for another feed of the site; a session number in its links is a reason to write to it.",
    ),
    AlarmCode.DUPLICATES: Trouble("Most entries repeat others.", f"{_LOOK}Make `selectors.links` narrower."),
    AlarmCode.SILENT: Trouble(
        "Nothing has been new for four times as long as ever before, or for `expect.silence`.",
        "Open it in a browser. Where it has ended, take it out; where it rests, say `expect: {silence: 90d}`.",
    ),
}

DOCTOR: Final = {
    "configuration": "Mend each place that it names; `aggregator config check` says when all is well.",
    "contact": "Set `settings.contact`: whoever is bothered can write to you, and need not block you.",
    "secrets": "Set the variable where the run takes its environment from, and not only in your shell.",
    "folder": "Let the user of the run write there; keep the database on a local disk.",
    "disk": "Make room. The copies `*.bak` of earlier schemas may go once you are sure.",
    "database": "Keep the file as it is. Restore a backup, or save what can be read with `sqlite3 FILE .recover`. "
    "`VACUUM` and closing what has read for hours are enough where it is only large.",
    "clock": "Set the clock, if it is wrong now. Runs go on; what was stored while it was wrong bears the wrong time.",
    "last run": "After a crash run once by hand with `-v`, and report the traceback. A kill needs nothing.",
    "schedule": "See whether cron or the timer is on: `systemctl list-timers`, `crontab -l`.",
    "sources": "As above, by what is wrong with each. Of one that has moved, put the new address into `sources.yaml`.",
    "network": "Where no host can be reached it is the line or the name service; one alone is a matter of its source.",
}
"""What to do where a line of ``aggregator doctor`` is not well, by its first word."""


def page() -> str:
    """The reference of codes."""
    parts = [
        "# Codes\n\nThis page is made by `make docs-pages`.\n",
        "## Exit codes\n\nThose of sysexits.h where it has one, so that cron and scripts can tell what happened.\n",
        _table("Code", "Meaning", {str(int(code)): code.meaning for code in Exit}),
        "## Outcomes\n\nHow one request, or reading its answer, ended: `fetches.outcome`.\n",
        _table("Outcome", "Meaning", OUTCOMES),
        "## Issues\n\nWhat a run met and did not understand, or had to mend: `issues.code`. The outcomes of answers "
        "that could not be used are codes of issues too.\n",
        _table("Code", "Meaning", ISSUES),
        "## Alarms\n\nWhat can be wrong with a source: `source_alarms.code`. "
        "[What to do](../how-to/alarms.md) about each.\n",
        _table("Code", "Meaning", {code: trouble.meaning for code, trouble in ALARMS.items()}),
    ]
    return "\n".join(parts)


def alarms_page() -> str:
    """What to do about each alarm and each line of the doctor."""
    articles = {f"no_{name}" for name in ARTICLE_FIELDS}
    parts = [
        "# What to do when something is wrong\n",
        "A mail from cron, a message of `--notify` or a line of `aggregator doctor` says that a person is needed. "
        "These show it again:\n\n```sh\naggregator sources\naggregator doctor\n```\n",
        "## Alarms of sources\n",
        "An alarm is told once when it begins and once when it is over. Most begin with run number "
        f"{FORGIVEN_RUNS + 1} in a row that sees the trouble, those of what articles lack with number "
        f"{FORGIVEN_ARTICLE_RUNS + 1}. How that is judged is [explained](../explanation/alarms.md).\n",
    ]
    for code, (meaning, advice) in ALARMS.items():
        begins = "Told by the first run that sees it. " if code in AT_ONCE else ""
        begins = "Told late, since a run leads to few articles. " if code in articles else begins
        parts.append(f"### {code}\n\n{f'{meaning} {begins}'.strip()}\n\n{advice}\n")
    parts.append("## Lines of the doctor\n")
    parts.append(_table("Line", "What to do", DOCTOR))
    parts.append(
        "## Exit codes of a run\n\n"
        "75 means that another run is at work: nothing is wrong, unless it comes for hours. 69 means that the network "
        "is down: the next run catches up. 70 is an error of this program, to be reported with its traceback. "
        "[All of them](../reference/codes.md#exit-codes).\n\nThis page is made by `make docs-pages`.\n"
    )
    return "\n".join(parts)


def _table(first: str, second: str, rows: dict[str, str] | dict[Outcome, str] | dict[AlarmCode, str]) -> str:
    lines = [f"| `{name}` | {text} |" for name, text in rows.items()]
    return "\n".join([f"| {first} | {second} |", "| --- | --- |", *lines, ""])

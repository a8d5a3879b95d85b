"""What every table, view and column means, in plain words for analysts; the one place that says it.

A test compares it with the database: nothing may be missing here, and nothing may be left over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Description:
    """A table or view: what one row is, and what each column holds."""

    text: str
    columns: dict[str, str]


_SHOW_ID = "The show: shows.id."
_SOURCE_ID = "The source: sources.id."
_ARTICLE_ID = "The article: articles.id."
_RUN_ID = "The run: runs.id."
_URL = "Address to click on: http or https, or NULL."
_CANONICAL_URL = (
    "The article's address as a key: without tracking parameters, twins of it made equal. Not to be clicked."
)
_PUBLISHED_AT = "When it was published, in UTC; NULL where nobody says so or what is said cannot be trusted."
_SEEN_AT = "When it was first met, in UTC."
_SORT_AT = "Where it stands in a listing by date: when it was published, or else when it was first met."
_AUTHORITY = "How near the source stands to the truth, best first: official, trade, press, blog, farm."
_COMPLETENESS = "full, or partial where only the beginning or a summary could be had."
_VERDICT = "What the show is to the article: about, unsure, or mentioned in passing."
_SCORE = "How sure that is, from 0 to 1."
_SHOW_TITLE = "Title of the show."
_SOURCE = "Id of the source that the article's text came from."
_SEASON = "The season that the claim is about; NULL where the article names none."
_KIND = "What the claim is about: renewal, renewal_date, release, episodes, cast, crew, production, trailer."
_VALUE = "What is claimed; its form depends on the kind: renewed, 2027-03, 8, returning, filming..."
_STATUS = "How firmly the article says it, firmest first: confirmed, expected, possible, denied."
_PERSON = "For cast and crew: who, as the article writes the name."
_CHARACTER = "For cast: whom the person plays, where the article says so."
_SAID_BY = "Who says it according to the article, where it says so."
_DATE_MIN = "For renewal_date and release: first day of the time that the value names."
_DATE_MAX = "For renewal_date and release: last day of the time that the value names; NULL where it is open."
_EVIDENCE_IN = "title where only the headline says it, else text."
_QUOTE = "The exact words; where only the headline says it, the nearest sentence of the text."
_QUOTE_START = "Where the quote begins, in characters of the article's text; the first is 0."
_QUOTE_END = "Where the quote ends, in characters of the article's text: the first one after it."
_CONFIDENCE = "The share of such claims that are right, from 0 to 1."
_RULE = "Name of the rule that found it."
_RULE_VERSION = "Version of that rule."
_OUTCOME = "How the attempt ended: ok, not_modified, not_found, timeout, challenge..."
_SEVERITY = "What that means: ok, temporary (try soon), soft (try in the next run), permanent (stop trying)."
_PURPOSE = "Why it was asked for: source, article or robots."
_HTTP_STATUS = "HTTP status; NULL where there was no answer."
_DETAIL = "What went wrong and what to do, for people."
_COMMAND = "What was run: run, import..."
_RUN_STATUS = "running, ok, failed (some source did), interrupted (Ctrl-C), crashed (on an error), killed (no word)."
_STARTED_AT = "When it began, in UTC."
_FINISHED_AT = "When it ended, in UTC; NULL while it is under way, or if it was killed."
_PID = "Process id."
_VERSION = "Version of this program."
_FAILURES = "How many runs in a row have failed with it; 0 when it is well."
_MOVED_TO = "The address that is asked instead of that in sources.yaml, since it has moved there for good."
_GONE = "1 if the source is gone for good and is no longer asked."
_ACTIVE = "1 while sources.yaml names it; what it no longer names is kept and marked 0."
_ENABLED = "0 if it is switched off in sources.yaml."
_SOURCE_KIND = "feed, page or sitemap; import for articles that came from a file."
_ALIASES = "Other titles of the show, as a JSON array."
_ADDED_AT = "When it was first stored, in UTC."
_CHANGED_AT = "When its row last changed, in UTC."
_LAST_OUTCOME = "How the last visit ended: ok, not_modified, not_found, timeout, not_a_feed..."
_LAST_ATTEMPT_AT = "When it was last visited, in UTC."
_LAST_SUCCESS_AT = "When a visit last went well, in UTC."
_NEXT_DUE_AT = "When it is to be visited again, in UTC; later and later while it fails."
_ENTRY_COUNT = "How many entries its last readable answer showed."

_FACT_SEASON = "The season that it is about; NULL where no article names one."
_FACT_VALUE = "What is believed, in the form of claims.value."
_FACT_STATUS = "The firmest that its evidence carries: confirmed, expected, possible, denied."
_STANDING = "agreed, disputed (others say otherwise), rumoured (nobody firm says so), superseded (believed before)."
_ASPECT = "The job of a crew member; delayed beside the stage of a production; else empty."
_FACT_PERSON = "For cast and crew: who, in the spelling that the best sources use most."
_FACT_CHARACTER = "For cast: whom the person plays, as the best sources name it."
_SINCE = "Day from which on it has been believed without a break."
_LAST_CONFIRMED = "Last day on which somebody said it."
_INDEPENDENT_SOURCES = "How many say it; copies of a text, and articles that pass on another's word, count once."
_FACT_ID = "The fact: facts.id."
_FACT_CLAIM_SIDE = "supporting or contradicting."
_SIMILARITY = "How alike, from 0 to 1."
_REASON = "Why they are one story: wire copy, excerpt, spun rewrite..."
_CHANGE = "What became of it: new, changed, disputed, settled, withdrawn."

TABLES: Final = {
    "shows": Description(
        "One row is a show that is or was followed.",
        {
            "id": "Name of the show in lower case with hyphens; made from the title.",
            "title": _SHOW_TITLE,
            "aliases_json": _ALIASES,
            "network": "Who shows or streams it.",
            "year": "Year of its first season, to tell it from others of the same title.",
            "imdb": "Id at IMDb: tt and digits.",
            "tvmaze": "Id at TVmaze.",
            "wikidata": "Id at Wikidata: Q and digits.",
            "not_phrases_json": "Phrases that hold a title of the show and mean something else, as a JSON array.",
            "active": _ACTIVE,
            "added_at": _ADDED_AT,
            "changed_at": _CHANGED_AT,
            "people_json": "Pairs of names of one person, as a JSON array of arrays.",
        },
    ),
    "show_names": Description(
        "One row is a name under which commands find a show.",
        {"show_id": _SHOW_ID, "name": "Its id, title or an alias as bare words: lower case, without accents."},
    ),
    "sources": Description(
        "One row is a place that is or was looked at for articles.",
        {
            "id": "Name of the source, chosen in sources.yaml.",
            "kind": _SOURCE_KIND,
            "role": "For pages: listing (an index of links) or article (one that is read again as it changes).",
            "url": "Address of the feed, page or sitemap.",
            "authority": _AUTHORITY,
            "language": "Language of its articles, where sources.yaml says so.",
            "selectors_json": "CSS selectors by what they find, as a JSON object; the rest is found automatically.",
            "full_text": "Where texts are taken from: feed, page, or auto (the feed where it has the whole text).",
            "follow": "Which entries are read: all, mentions (of a followed show), or auto (by kind of source).",
            "interval_s": "Least number of seconds between two visits.",
            "expect_min": "Fewer entries than this are met with a warning.",
            "shows_json": "Only these shows are looked for, as a JSON array of shows.id; all where empty.",
            "enabled": _ENABLED,
            "active": _ACTIVE,
            "added_at": _ADDED_AT,
            "changed_at": _CHANGED_AT,
        },
    ),
    "articles": Description(
        "One row is an article, however many sources showed it; as it read when it last changed.",
        {
            "id": "Number of the article.",
            "canonical_url": _CANONICAL_URL,
            "canonical_key": "A number made of canonical_url, by which it is found.",
            "url": "Where to read it: the page's own word for its address, or where it was met, without tracking.",
            "url_head": "What url has before canonical_url without its https://; all of it where that is not in it.",
            "url_tail": "What url has after it; NULL where url_head is all of it.",
            "fetched_url": "Where its text was met, tracking parameters and all.",
            "fetched_elsewhere": "Likewise, where that is not url; else NULL.",
            "title": "Headline.",
            "authors_json": "Who wrote it, as a JSON array.",
            "site": "Name of the site.",
            "language": "Language of the text, as an ISO code.",
            "published_at": _PUBLISHED_AT,
            "published_raw": "The publication date as it is written there.",
            "published_from": "What it was read from: json-ld, feed:pubDate, meta:..., time...",
            "published_flag": "What is odd about it: unparsable, implausible, future, no_zone, date_only...",
            "modified_at": "When it was last changed according to the page, in UTC, if that can be trusted.",
            "modified_raw": "The modification date as it is written there.",
            "modified_from": "What it was read from, as for published_from.",
            "modified_flag": "What is odd about it, as for published_flag.",
            "completeness": _COMPLETENESS,
            "word_count": "Number of words of the text.",
            "fingerprint": "Equal for texts of the same words, whatever their case, spacing and punctuation.",
            "words_digest": "Its fingerprint as bytes.",
            "image_url": "Address of its lead image.",
            "flags_json": "What was odd about the page, as a JSON array of words.",
            "external_id": "Its id in the file that it was imported from.",
            "source_id": "The source that the text came from: sources.id.",
            "revision": "Counts the changes of title or text, from 1.",
            "first_seen_at": _SEEN_AT,
            "revised_at": "When the current title and text were first met, in UTC.",
            "rewritten_at": "Likewise, where that is not when it was first met; else NULL.",
            "sort_at": _SORT_AT,
            "summary": "Summary given by the feed or page; empty where there is none.",
            "text": "The whole text; paragraphs are parted by a blank line.",
        },
    ),
    "articles_fts": Description(
        "One row is an article in the full-text index of titles and texts: articles_fts MATCH 'renewed AND netflix'.",
        {
            "title": "Headline, as in articles; rowid is articles.id.",
            "text": "Text, as in articles.",
        },
    ),
    "article_revisions": Description(
        "One row is a title and text that an article had before it was changed.",
        {
            "article_id": _ARTICLE_ID,
            "revision": "Its number, from 1; the current one is in articles.",
            "url": "Where it was read.",
            "title": "Headline then.",
            "text": "Text then.",
            "fingerprint": "Of that text, as in articles.",
            "source_id": "The source that it came from: sources.id.",
            "first_seen_at": "When it was first met, in UTC.",
            "replaced_at": "When it was met changed, in UTC.",
        },
    ),
    "meetings": Description(
        "One row is a sighting as it is stored: the view sightings has what it leaves out.",
        {
            "article_id": _ARTICLE_ID,
            "source_id": _SOURCE_ID,
            "canonical_url": "As in sightings; empty where it is the article's.",
            "url": "As in sightings; NULL where it is articles.fetched_url.",
            "title": "As in sightings; NULL where it is the article's.",
            "published_at": "As in sightings; empty where this and published_raw are the article's.",
            "published_raw": "As in sightings.",
            "first_seen_at": _SEEN_AT,
            "run_id": "The run that met it: runs.id.",
        },
    ),
    "article_shows": Description(
        "One row links an article to a show that it names.",
        {
            "article_id": _ARTICLE_ID,
            "show_id": _SHOW_ID,
            "verdict": _VERDICT,
            "score": _SCORE,
            "mentions_json": "Where the show is named, as a JSON array of arrays: field, start, end, alias, score.",
            "sort_at": "articles.sort_at, kept here to list the newest articles of a show fast.",
        },
    ),
    "claims": Description(
        "One row is a statement of one revision of an article about a season of a show, with its evidence.",
        {
            "id": "Number of the claim.",
            "article_id": _ARTICLE_ID,
            "revision": "The revision of the article that says so; an earlier one no longer does.",
            "show_id": _SHOW_ID,
            "season": _SEASON,
            "kind": _KIND,
            "value": _VALUE,
            "status": _STATUS,
            "person": _PERSON,
            "character": _CHARACTER,
            "said_by": _SAID_BY,
            "date_min": _DATE_MIN,
            "date_max": _DATE_MAX,
            "quote": _QUOTE,
            "quote_start": _QUOTE_START,
            "quote_end": _QUOTE_END,
            "evidence_in": _EVIDENCE_IN,
            "rule": _RULE,
            "rule_version": _RULE_VERSION,
            "confidence": _CONFIDENCE,
        },
    ),
    "runs": Description(
        "One row is one time that this program ran.",
        {
            "id": "Number of the run.",
            "command": _COMMAND,
            "version": _VERSION,
            "pid": _PID,
            "status": _RUN_STATUS,
            "started_at": _STARTED_AT,
            "finished_at": _FINISHED_AT,
            "summary_json": "What it did, as a JSON object of counts; run_history has them as columns.",
        },
    ),
    "fetches": Description(
        "One row is one attempt to get something from the web.",
        {
            "id": "Number of the attempt.",
            "run_id": _RUN_ID,
            "source_id": "The source on whose behalf: sources.id.",
            "url": "The address asked for.",
            "purpose": _PURPOSE,
            "outcome": _OUTCOME,
            "severity": _SEVERITY,
            "status": _HTTP_STATUS,
            "started_at": _STARTED_AT,
            "elapsed_s": "How long it took, in seconds.",
            "body_bytes": "Size of the answer's body; NULL where there was none.",
            "detail": _DETAIL,
            "url_key": "A number made of url, by which it is found.",
        },
    ),
    "issues": Description(
        "One row is something that a run met and did not understand, or had to mend.",
        {
            "id": "Number of the issue.",
            "run_id": _RUN_ID,
            "at": "When it was met, in UTC.",
            "code": "What it is, in one word; unexpected is an error of this program, with its traceback.",
            "source_id": "The source that led to it: sources.id; NULL where it concerns the facts of a show.",
            "url": "Where it was met; NULL likewise.",
            "detail": "What a person needs to know of it.",
        },
    ),
    "resources": Description(
        "One row is an address whose answer was dealt with, and what is needed to ask whether it has changed.",
        {
            "id": "Number of the address.",
            "url": "The address as it was asked for.",
            "url_key": "A number made of it, by which it is found.",
            "etag": "The ETag that the server gave.",
            "last_modified": "The Last-Modified that the server gave.",
            "body_hash": "SHA-256 of the body.",
            "body_digest": "The same as bytes.",
            "fetched_at": "When it was last answered, changed or not, in UTC.",
            "article_id": "The article found there: articles.id; NULL for feeds and pages without one.",
        },
    ),
    "entries": Description(
        "One row is an item that a source has shown, and what became of it.",
        {
            "source_id": _SOURCE_ID,
            "key": "A number made of what the source knows it by: its guid, its link, or a hash of its content.",
            "url": "Where it links to; NULL where it led to an article, which has its address.",
            "signature": "A number that changes when what the source says of it changes.",
            "state": "article (stored), unmatched (about no followed show), failed (its page could not be had).",
            "catalogue": "Which list of shows it was judged by; an unmatched one is judged again under another.",
            "article_id": "The article that it led to: articles.id.",
            "failures": "How many looks at its page have failed since the last good one.",
            "first_seen_at": _SEEN_AT,
            "changed_at": "When its row last changed, in UTC; NULL where it has not.",
            "headline": "Of an unmatched one, where it seems to tell of a series that nobody follows; else NULL.",
        },
    ),
    "entry_catalogues": Description(
        "One row is a list of shows under which entries of a source were judged; it tells a run that its own is new.",
        {
            "source_id": _SOURCE_ID,
            "state": "article or unmatched, as in entries.",
            "catalogue": "Which list of shows; none for entries that their source showed no more when it was next read"
            " in full.",
        },
    ),
    "robots": Description(
        "One row is the robots.txt of a site, which says what may be read there; asked for again after a day.",
        {
            "origin": "Scheme, host and port of the site.",
            "text": "The file; NULL where there is none, which allows everything.",
            "fetched_at": "When it was asked for, in UTC.",
        },
    ),
    "signatures": Description(
        "One row is what an article's text is compared by, as it stands in the index of near-duplicates.",
        {
            "article_id": _ARTICLE_ID,
            "is_stale": "1 while the article's text, new or changed, is waiting to be indexed.",
            "signature": "MinHashes of the text that was indexed; NULL where none was.",
        },
    ),
    "signature_bands": Description(
        "One row is a block of the index of near-duplicates: which texts stand under keys that begin alike; for the"
        " program alone. Texts with a key in common may be near-duplicates.",
        {
            "block": "What the keys begin with: from where in the signatures they are, and 13 bits of them.",
            "places": "Five bytes for each text and key: 11 bits are the rest of the key, 29 are articles.id.",
        },
    ),
    "near_duplicates": Description(
        "One row is a pair of articles that tell one story in much the same words.",
        {
            "article_id": "The article with the smaller number: articles.id.",
            "other_id": "The article with the greater number: articles.id.",
            "reason": _REASON,
            "similarity": _SIMILARITY,
        },
    ),
    "stories": Description(
        "One row is an article that shares its story with others; an article alone has no row.",
        {"article_id": _ARTICLE_ID, "story_id": "The article that stands for the story: articles.id."},
    ),
    "name_aliases": Description(
        "One row is two names that an article gives for one person.",
        {
            "article_id": _ARTICLE_ID,
            "revision": "The revision of the article that says so.",
            "name": "One name.",
            "alias": "The other.",
            "quote_start": _QUOTE_START,
            "quote_end": _QUOTE_END,
        },
    ),
    "facts": Description(
        "One row is an answer to one question about a season, as the claims of all sources add up to it.",
        {
            "id": "Name of the fact, made from show, season, kind, person and value.",
            "show_id": _SHOW_ID,
            "season": _FACT_SEASON,
            "kind": _KIND,
            "aspect": _ASPECT,
            "person": _FACT_PERSON,
            "value": _FACT_VALUE,
            "status": _FACT_STATUS,
            "standing": _STANDING,
            "character": _FACT_CHARACTER,
            "date_min": _DATE_MIN,
            "date_max": _DATE_MAX,
            "since": _SINCE,
            "last_confirmed": _LAST_CONFIRMED,
            "independent_sources": _INDEPENDENT_SOURCES,
        },
    ),
    "fact_claims": Description(
        "One row is a claim that speaks for or against a fact.",
        {"fact_id": _FACT_ID, "claim_id": "The claim: claims.id.", "side": _FACT_CLAIM_SIDE},
    ),
    "fact_changes": Description(
        "One row is a step of belief: a fact that a run found new, changed, disputed, settled or withdrawn.",
        {
            "id": "Number of the change; later ones are greater.",
            "run_id": _RUN_ID,
            "at": "When the run found it, in UTC.",
            "change": _CHANGE,
            "fact_id": "The fact as it is, or was, where it is no more: facts.id.",
            "show_id": _SHOW_ID,
            "season": _FACT_SEASON,
            "kind": _KIND,
            "aspect": _ASPECT,
            "person": _FACT_PERSON,
            "character": _FACT_CHARACTER,
            "value_before": "What was believed before; NULL where nothing was.",
            "status_before": "How firmly, before.",
            "standing_before": "Its standing, before.",
            "person_before": "For cast and crew: who, in the spelling of before.",
            "character_before": "For cast: whom the person was said to play before.",
            "value": "What is believed now; NULL where nothing is.",
            "status": "How firmly, now.",
            "standing": "Its standing, now.",
            "claims_json": "The claims that did it, as a JSON array of claims.id.",
        },
    ),
    "show_counts": Description(
        "One row is how much is stored of a show, counted while it is written; show_overview has it with the show.",
        {
            "show_id": _SHOW_ID,
            "articles": "How many articles are, or may be, about the show.",
            "mentions": "How many only mention it.",
            "claims": "What articles claim of it as they read now.",
        },
    ),
    "source_counts": Description(
        "One row is how much was met in a source, counted while it is written; source_health has it with the source.",
        {
            "source_id": _SOURCE_ID,
            "articles": "How many articles were met in it.",
        },
    ),
    "show_states": Description(
        "One row is how far the facts of a show are worked out.",
        {
            "show_id": _SHOW_ID,
            "is_stale": "1 while more has changed than that new articles speak: all its facts are to be worked out.",
            "review_on": "Day on which its facts change by the passing of time alone; NULL where none is known.",
        },
    ),
    "show_news": Description(
        "One row is a new article that is still to be added to the facts of a show.",
        {"show_id": _SHOW_ID, "article_id": _ARTICLE_ID},
    ),
    "known_parts": Description(
        "One row is a part of what is known of a show, added up so that new articles need no old ones; for the program"
        " alone.",
        {
            "show_id": _SHOW_ID,
            "part": "The number of a season, 'no season', or 'show' for what concerns all of them.",
            "due_on": "Day on which facts of the part change by the passing of time alone; NULL where none is known.",
            "kept_json": "Who said what first and last, and since when it is believed; in no form to rely on.",
        },
    ),
    "host_waits": Description(
        "One row is a host that has asked to be left alone for longer than a run can wait.",
        {
            "host": "Its name, and its port where that is not the usual one.",
            "until": "Until when, in UTC; nothing is asked of it before.",
        },
    ),
    "source_states": Description(
        "One row is how a source fared when it was last visited.",
        {
            "source_id": _SOURCE_ID,
            "last_attempt_at": _LAST_ATTEMPT_AT,
            "last_success_at": _LAST_SUCCESS_AT,
            "last_outcome": _LAST_OUTCOME,
            "failures": _FAILURES,
            "next_due_at": _NEXT_DUE_AT,
            "gone": _GONE,
            "entries": _ENTRY_COUNT,
            "full_at": "When it last answered in full, in UTC.",
            "not_modified_at": "When it last said that nothing had changed, in UTC.",
            "misled_at": "Since when it is known to say so falsely, in UTC; NULL where it is believed.",
            "move_url": "Where it says that it has moved for good; NULL where it does not.",
            "move_first_at": "When it was first redirected there, in UTC.",
            "move_last_at": "When it was last redirected there, in UTC.",
            "move_runs": "In how many runs it was redirected there.",
            "moved_to": _MOVED_TO,
        },
    ),
    "source_yields": Description(
        "One row is what the answers of a source had to show on one day: what its later answers are judged by.",
        {
            "source_id": _SOURCE_ID,
            "day": "Day in UTC.",
            "entries": "The least number of entries that an answer had; NULL where each was in doubt.",
            "entries_new": "How many entries had not been met there before.",
            "filled_json": "Of how many entries, or articles behind them, how many had each field: name to [had, of].",
        },
    ),
    "source_alarms": Description(
        "One row is something that is or was wrong with a source, told once when it began and once when it ended.",
        {
            "id": "Number of the alarm.",
            "source_id": _SOURCE_ID,
            "code": "What is wrong, in one word of a small vocabulary.",
            "detail": "What a person needs to know of it, and what to do.",
            "began_at": "When it was first seen, in UTC.",
            "seen": "How many runs in a row have seen it.",
            "cleared": "How many runs in a row have seen it gone.",
            "told_run_id": "The run that told of it: runs.id; NULL while it is a mere doubt.",
            "ended_at": "When it was seen to be over, in UTC; NULL while it lasts.",
            "ended_run_id": "The run that told that it is over: runs.id; NULL while it lasts, or if nobody was told.",
        },
    ),
    "notify_states": Description(
        "One row is an address of a rule of notify in sources.yaml, and how far it has been told the news.",
        {
            "rule_id": "Id of the rule in sources.yaml.",
            "target": "Digest of the address, which is a secret.",
            "told_run_id": "The last run whose news was told, or that was before the rule came: runs.id.",
            "told_at": "When the last message was sent, in UTC; NULL where none was.",
            "failures": "How many times in a row the message could not be sent; 0 when it is well.",
        },
    ),
}

VIEWS: Final = {
    "latest_articles": Description(
        "Which articles are there about a show? One row is an article under one show; order by sort_at.",
        {
            "show_id": _SHOW_ID,
            "show": _SHOW_TITLE,
            "article_id": _ARTICLE_ID,
            "story_id": "The article that stands for its story, itself where it is alone: articles.id.",
            "title": "Headline.",
            "url": _URL,
            "canonical_url": _CANONICAL_URL,
            "published_at": _PUBLISHED_AT,
            "seen_at": _SEEN_AT,
            "sort_at": _SORT_AT,
            "source": _SOURCE,
            "authority": _AUTHORITY,
            "site": "Name of the site.",
            "language": "Language of the text, as an ISO code.",
            "completeness": _COMPLETENESS,
            "verdict": _VERDICT,
            "score": _SCORE,
            "revision": "Counts the changes of title or text, from 1.",
            "revised_at": "When the current title and text were first met, in UTC.",
            "copies": "At how many other addresses its story was met, word for word or much alike.",
            "claim_count": "How many claims it makes about this show.",
        },
    ),
    "current_claims": Description(
        "What do articles claim, as they read now? One row is one claim of one article.",
        {
            "claim_id": "Number of the claim: claims.id.",
            "show_id": _SHOW_ID,
            "show": _SHOW_TITLE,
            "season": _SEASON,
            "kind": _KIND,
            "value": _VALUE,
            "status": _STATUS,
            "person": _PERSON,
            "character": _CHARACTER,
            "date_min": _DATE_MIN,
            "date_max": _DATE_MAX,
            "said_by": _SAID_BY,
            "evidence": "The words that say so: the headline where only that does, else the quote.",
            "evidence_in": _EVIDENCE_IN,
            "quote": _QUOTE,
            "quote_start": _QUOTE_START,
            "quote_end": _QUOTE_END,
            "confidence": _CONFIDENCE,
            "rule": _RULE,
            "rule_version": _RULE_VERSION,
            "article_id": _ARTICLE_ID,
            "title": "Headline of the article.",
            "url": _URL,
            "published_at": _PUBLISHED_AT,
            "seen_at": _SEEN_AT,
            "sort_at": _SORT_AT,
            "source": _SOURCE,
            "authority": _AUTHORITY,
        },
    ),
    "source_health": Description(
        "Which sources work? One row is a source.",
        {
            "id": "Name of the source.",
            "kind": _SOURCE_KIND,
            "url": _URL,
            "authority": _AUTHORITY,
            "enabled": _ENABLED,
            "active": _ACTIVE,
            "last_outcome": _LAST_OUTCOME,
            "failures": _FAILURES,
            "problem": "Why it failed when it was last visited; NULL when it is well.",
            "gone": _GONE,
            "moved_to": _MOVED_TO,
            "articles": "How many stored articles it has shown.",
            "entries": _ENTRY_COUNT,
            "last_attempt_at": _LAST_ATTEMPT_AT,
            "last_success_at": _LAST_SUCCESS_AT,
            "next_due_at": _NEXT_DUE_AT,
            "alarms": "How many things are wrong with it: view open_alarms.",
            "alarm": "What is wrong with it, a line each; NULL where nothing is.",
            "alarm_since": "Since when the first of them lasts, in UTC.",
        },
    ),
    "open_alarms": Description(
        "What is wrong with sources? One row is something that is wrong with one, the longest first.",
        {
            "source": _SOURCE,
            "code": "What is wrong, in one word of a small vocabulary.",
            "detail": "What a person needs to know of it, and what to do.",
            "began_at": "When it was first seen, in UTC.",
            "run_id": "The run that told of it: runs.id.",
        },
    ),
    "show_overview": Description(
        "How much is known of each show? One row is a show.",
        {
            "id": "Name of the show: shows.id.",
            "title": _SHOW_TITLE,
            "network": "Who shows or streams it.",
            "year": "Year of its first season.",
            "aliases_json": _ALIASES,
            "active": _ACTIVE,
            "articles": "How many articles are, or may be, about it.",
            "mentions": "How many more articles only mention it.",
            "claims": "How many claims articles make of it as they read now.",
            "latest_at": "Where its newest article stands in a listing by date, in UTC.",
            "latest_title": "Headline of its newest article.",
            "latest_url": "Address of its newest article: http or https, or NULL.",
        },
    ),
    "current_facts": Description(
        "What is known? One row is a fact that is not superseded.",
        {
            "fact_id": _FACT_ID,
            "show_id": _SHOW_ID,
            "show": _SHOW_TITLE,
            "season": _FACT_SEASON,
            "kind": _KIND,
            "aspect": _ASPECT,
            "person": _FACT_PERSON,
            "character": _FACT_CHARACTER,
            "value": _FACT_VALUE,
            "status": _FACT_STATUS,
            "standing": _STANDING,
            "date_min": _DATE_MIN,
            "date_max": _DATE_MAX,
            "since": _SINCE,
            "last_confirmed": _LAST_CONFIRMED,
            "independent_sources": _INDEPENDENT_SOURCES,
            "supporting": "How many claims speak for it.",
            "contradicting": "How many claims speak against it.",
        },
    ),
    "season_card": Description(
        "What is known of each season of each show? One row is a season.",
        {
            "show_id": _SHOW_ID,
            "show": _SHOW_TITLE,
            "network": "Who shows or streams it.",
            "season": _FACT_SEASON,
            "renewal": "The decision: renewed, cancelled, ending, undecided; several are joined by ' | '.",
            "renewal_status": "How firmly: confirmed, expected, possible; one for each value.",
            "renewal_standing": "agreed, disputed, or rumoured where there are rumours alone; one for each value.",
            "renewal_sources": "How many independent sources say so; of several values, the most.",
            "announced": "When the decision was announced.",
            "release": "When it starts or started, or unannounced; several are joined by ' | '.",
            "release_status": "How firmly; one for each value.",
            "release_standing": "agreed, disputed, or rumoured where there are rumours alone; one for each value.",
            "release_sources": "How many independent sources say so; of several values, the most.",
            "episodes": "How many episodes it has.",
            "production": "The furthest stage, with delayed beside it where it is late.",
            "trailer": "released, or none.",
            "cast_returning": "How many people return, rumours apart.",
            "cast_joining": "How many people join, rumours apart.",
            "cast_leaving": "How many people leave, rumours apart.",
            "disputed": "How many of its facts are disputed.",
            "rumoured": "How many of its facts are rumours.",
            "last_confirmed": "Last day on which somebody said something of it.",
        },
    ),
    "fact_evidence": Description(
        "Who says so? One row is a claim for or against a fact, with its article.",
        {
            "fact_id": _FACT_ID,
            "side": _FACT_CLAIM_SIDE,
            "claim_id": "The claim: claims.id.",
            "value": _VALUE,
            "status": _STATUS,
            "said_by": _SAID_BY,
            "evidence": "The words that say it: the headline, or the quote.",
            "quote": _QUOTE,
            "quote_start": _QUOTE_START,
            "quote_end": _QUOTE_END,
            "article_id": _ARTICLE_ID,
            "story_id": "The article that stands for its story: articles.id.",
            "revision": "The revision of the article that says so.",
            "is_current": "1 if the page says so as it reads now.",
            "title": "Headline of the article.",
            "url": _URL,
            "published_at": _PUBLISHED_AT,
            "seen_at": _SEEN_AT,
            "source": _SOURCE,
            "authority": _AUTHORITY,
        },
    ),
    "story_copies": Description(
        "Which articles tell one story? One row is an article that is not the one that stands for its story.",
        {
            "story_id": "The article that stands for the story: articles.id.",
            "story_title": "Its headline.",
            "article_id": _ARTICLE_ID,
            "title": "Headline of the copy.",
            "url": _URL,
            "source": _SOURCE,
            "authority": _AUTHORITY,
            "published_at": _PUBLISHED_AT,
            "reason": "Why they are one story; NULL where only a third article joins them.",
            "similarity": _SIMILARITY,
        },
    ),
    "news": Description(
        "What is new? One row is a change of what is known, newest first.",
        {
            "change_id": "Number of the change: fact_changes.id.",
            "run_id": _RUN_ID,
            "at": "When the run found it, in UTC.",
            "change": _CHANGE,
            "show_id": _SHOW_ID,
            "show": _SHOW_TITLE,
            "season": _FACT_SEASON,
            "kind": _KIND,
            "aspect": _ASPECT,
            "person": _FACT_PERSON,
            "character": _FACT_CHARACTER,
            "value_before": "What was believed before; NULL where nothing was.",
            "status_before": "How firmly, before.",
            "standing_before": "Its standing, before.",
            "person_before": "For cast and crew: who, in the spelling of before.",
            "character_before": "For cast: whom the person was said to play before.",
            "value": "What is believed now; NULL where nothing is.",
            "status": "How firmly, now.",
            "standing": "Its standing, now.",
            "fact_id": "The fact as it is, or was, where it is no more: facts.id.",
            "claims_json": "The claims that did it, as a JSON array of claims.id.",
        },
    ),
    "recent_failures": Description(
        "What went wrong in the seven days before the newest run? One row is a failed attempt, newest first.",
        {
            "fetch_id": "Number of the attempt: fetches.id.",
            "run_id": _RUN_ID,
            "started_at": _STARTED_AT,
            "source": "Id of the source on whose behalf.",
            "purpose": _PURPOSE,
            "outcome": _OUTCOME,
            "severity": _SEVERITY,
            "status": _HTTP_STATUS,
            "url": _URL,
            "detail": _DETAIL,
        },
    ),
    "run_history": Description(
        "What did each run do? One row is a run, newest first.",
        {
            "run_id": _RUN_ID,
            "command": _COMMAND,
            "version": _VERSION,
            "pid": _PID,
            "status": _RUN_STATUS,
            "started_at": _STARTED_AT,
            "finished_at": _FINISHED_AT,
            "elapsed_s": "How long it took, in seconds.",
            "sources": "How many sources were visited.",
            "sources_failed": "How many of them failed.",
            "sources_skipped": "How many were not due, not named by --only, or are switched off.",
            "requests": "How many requests were made.",
            "not_modified": "How many were answered with: not changed since.",
            "bytes_received": "Size of all answers.",
            "entries": "How many entries the sources showed.",
            "articles_new": "How many articles were new.",
            "articles_updated": "How many stored articles had changed.",
            "sightings": "How many stored articles were met at another place.",
            "unmatched": "How many articles were about no followed show.",
            "claims": "How many claims were found in new and changed articles.",
            "fact_changes": "How many facts came to be, changed or went.",
            "issues": "How many things were met and not understood: table issues.",
            "unexpected": "How many of these were errors of this program.",
            "offline": "1 if no source could be reached, so that none is to blame.",
            "failures_json": "Which sources failed and why, as a JSON object.",
            "alarms_open": "How many things were wrong with sources at its end.",
            "alarms_begun": "How many of them it found.",
            "alarms_ended": "How many things that were wrong it found to be over.",
        },
    ),
    "sightings": Description(
        "One row is a meeting with an article in one source at one address; copies of a text are sightings of it.",
        {
            "article_id": _ARTICLE_ID,
            "source_id": _SOURCE_ID,
            "canonical_url": _CANONICAL_URL,
            "url": "The address as it was met.",
            "title": "Headline there.",
            "published_at": "When it was published according to that meeting, in UTC, if that can be trusted.",
            "published_raw": "The publication date as it is written there.",
            "first_seen_at": _SEEN_AT,
            "run_id": "The run that met it: runs.id.",
        },
    ),
}

"""The keys of sources.yaml and what each is for; the JSON Schema for editors.

The models validate and describe. The program works with the records of ``aggregator.models``, whose defaults are
the defaults here.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema

from aggregator.config.kinds import (
    FieldOfArticle,
    HeaderName,
    HeaderValue,
    HowFirm,
    ImdbId,
    Kind,
    KindOfClaim,
    LanguageTag,
    NotifyUrl,
    Page,
    Seconds,
    Selector,
    SourceIdText,
    Standing,
    Text,
    TextFrom,
    Url,
    UserAgent,
    WhatToFollow,
    WikidataId,
)
from aggregator.models import ArchiveSettings, Firmness, SourceId, SourceKind
from aggregator.models import Settings as SettingsRecord
from aggregator.models import Source as SourceRecord

_DEFAULTS: Final = SettingsRecord()
_ARCHIVE: Final = ArchiveSettings("")
_SOURCE: Final = SourceRecord(SourceId(""), SourceKind.FEED, "")


class _Strict(BaseModel):
    # A model is built where it is first needed: within File for the most part, so that building each would be twice
    # the work. Not use_attribute_docstrings, for which every start would read this file again; see _docstrings.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Show(_Strict):
    """A show to follow. A title alone is enough, and may then stand without a key: ``- Squid Game``."""

    title: Text = Field(examples=["All of Us Are Dead", "1923"])
    """The show's name as most articles write it. Its id, used on the command line, is made from it."""
    aliases: list[Text] = Field(default=[], examples=[["Now at Our School", "지금 우리 학교는"]])
    """Other names that articles use: translations, abbreviations, common misspellings."""
    network: Text | None = Field(default=None, examples=["Netflix"])
    """Where the show is first seen. Helps to tell a show named by an ordinary word from the word."""
    year: int | None = Field(default=None, ge=1920, le=2100, examples=[2022])
    """The year of the first season; tells a show from an older one of the same name."""
    imdb: ImdbId | None = Field(default=None, examples=["tt14169960"])
    """The show's id in IMDb."""
    tvmaze: int | None = Field(default=None, ge=1, examples=[43687])
    """The show's number in TVmaze."""
    wikidata: WikidataId | None = Field(default=None, examples=["Q1079"])
    """The show's item in Wikidata."""
    not_phrases: list[Text] = Field(default=[], alias="not", examples=[["ghosts of Christmas past"]])
    """Wordings that hold the title and do not mean the show; they are passed over."""
    people: dict[Text, list[Text]] = Field(default={}, examples=[{"Lomon": ["Park Solomon"]}])
    """People of the show who go by several names; spellings of one name need not be given."""


class Selectors(_Strict):
    """CSS selectors for a site that the automatic way reads wrongly. Leave out what works."""

    links: Selector | None = Field(default=None, examples=["article h2 a"])
    """Listing pages: the links to articles."""
    title: Selector | None = Field(default=None, examples=["h1.headline"])
    """Article pages: the headline."""
    text: Selector | None = Field(default=None, examples=["div.article-body"])
    """Article pages: the element that holds the text."""
    author: Selector | None = Field(default=None, examples=["a[rel=author]"])
    """Article pages: each author's name."""
    published: Selector | None = Field(default=None, examples=["time[datetime]"])
    """Article pages: the time of publication."""
    remove: Selector | None = Field(default=None, examples=["aside, .related-stories"])
    """Article pages: what is no part of the article and is taken out before anything is read."""


class Expect(_Strict):
    """What a working source yields, where that shall not be learned from what it used to yield. You are told if not."""

    min: int | None = Field(default=None, ge=0, examples=[5])
    """The least number of entries that an answer has; 0 for a feed or page that may be empty."""
    max: int | None = Field(default=None, ge=1, examples=[100])
    """The greatest number of entries that an answer has; more come of a selector that matches too much."""
    fields: list[FieldOfArticle] = Field(default=[], examples=[["author", "date"]])
    """What its articles have: author, date, text (whole, not only a summary)."""
    silence: Seconds | None = Field(default=None, gt=0, examples=["14d"])
    """How long it may have nothing new, as 36h, 14d or in seconds; without it, by its own rhythm."""


class Source(_Strict):
    """A place to look for articles."""

    id: SourceIdText = Field(examples=["deadline-tv"])
    """The name under which the source is stored and shown; keep it when the address changes."""
    kind: Kind
    """What the address answers with: a feed (RSS, Atom, JSON Feed), an HTML page, or a sitemap."""
    url: Url = Field(examples=["https://news.example.org/tv/feed/"])
    """The address."""
    page: Page = _SOURCE.role
    """Pages only: a listing of links to articles, or one article that is read again as it changes."""
    selectors: Selectors = Selectors()
    """CSS selectors for a site that the automatic way reads wrongly."""
    full_text: TextFrom = _SOURCE.full_text
    """Feeds only: take the text from the feed, from the article's page, or from the feed where it is whole (auto)."""
    follow: WhatToFollow = _SOURCE.follow
    """Which entries are read: all, or those that name a show in title, summary or address; auto: all but sitemaps'."""
    interval: Seconds = Field(default=_SOURCE.interval_s, examples=["1h", "30m", 3600])
    """The least time between two looks, as 30m, 1h, 1d or in seconds; 0 looks on every run."""
    authority: Standing = _SOURCE.authority
    """How near the source is to the truth: networks, trade press, other press, blogs, content farms."""
    language: LanguageTag | None = Field(default=None, examples=["en"])
    """The language of its articles (BCP 47), where they do not say it themselves."""
    shows: list[Text] = Field(default=[], examples=[["Squid Game"]])
    """Look only for these shows, named by title, alias or id; all of them when left out."""
    expect: Expect = Expect()
    """What a working source yields."""
    headers: dict[HeaderName, HeaderValue] = Field(default={}, examples=[{"Authorization": "env:NEWS_TOKEN"}])
    """Request headers for this source alone. ``env:NAME`` takes the value from the environment: use it for secrets."""
    allow_private: bool = _SOURCE.allow_private
    """Allow loopback and private addresses, which are refused otherwise."""
    enabled: bool = _SOURCE.enabled
    """Set to false to pass the source over without forgetting it."""


class Archive(_Strict):
    """Keep what is fetched, as WARC files, for ``aggregator backfill``."""

    folder: Text = Field(examples=["archive"])
    """Where the files go, in folders by year and month; a relative path counts from this file's folder."""
    max_file_bytes: int = Field(default=_ARCHIVE.max_file_bytes, ge=1)
    """From this size on, in bytes, the next file is begun; a run begins one of its own in any case."""


class Settings(_Strict):
    """Everything that is neither a show nor a source."""

    database: Text | None = Field(default=_DEFAULTS.database, examples=["aggregator.db"])
    """Where the database is; a relative path counts from this file's folder. AGGREGATOR_DB and --db override it."""
    contact: Text | None = Field(default=_DEFAULTS.contact, examples=["mailto:me@example.org"])
    """An address or URL of yours for the User-Agent, so that sites can reach you instead of blocking you."""
    user_agent: UserAgent | None = Field(
        default=_DEFAULTS.user_agent, examples=["tv-desk/1.0 (+https://example.org/bot)"]
    )
    """The whole User-Agent, in place of aggregator's own with version and contact."""
    concurrency: int = Field(default=_DEFAULTS.concurrency, ge=1, le=256)
    """How many hosts are spoken to at the same time; each host has one connection at most."""
    per_host_delay_s: Seconds = Field(default=_DEFAULTS.per_host_delay_s, ge=0)
    """The least pause between two requests to one host, in seconds; a longer Crawl-delay is obeyed."""
    connect_timeout_s: Seconds = Field(default=_DEFAULTS.connect_timeout_s, gt=0)
    """The longest wait for a connection, in seconds."""
    total_timeout_s: Seconds = Field(default=_DEFAULTS.total_timeout_s, gt=0)
    """The longest time that one request may take as a whole, in seconds."""
    max_body_bytes: int = Field(default=_DEFAULTS.max_body_bytes, ge=1)
    """The longest answer, in bytes after decompression; longer ones are refused."""
    max_redirects: int = Field(default=_DEFAULTS.max_redirects, ge=0)
    """How many redirects are followed for one request."""
    max_attempts: int = Field(default=_DEFAULTS.max_attempts, ge=1)
    """How often a request is tried in one run where the failure is a temporary one."""
    max_entries: int = Field(default=_DEFAULTS.max_entries, ge=1)
    """How many entries of one answer are looked at."""
    max_pages_per_source: int = Field(default=_DEFAULTS.max_pages_per_source, ge=0)
    """How many article pages one source may cause to be fetched in one run."""
    reread_after_s: Seconds = Field(default=_DEFAULTS.reread_after_s, ge=0, examples=["6h"])
    """How long after it was fetched an article is asked for again, to notice changes; seconds, or 6h."""
    reread_for_s: Seconds = Field(default=_DEFAULTS.reread_for_s, ge=0, examples=["3d"])
    """For how long after its publication an article is asked for again; seconds, or 3d."""
    keep_unmatched: bool = _DEFAULTS.keep_unmatched
    """Store articles about no followed show as well."""
    keep_log_for_s: Seconds = Field(default=_DEFAULTS.keep_log_for_s, ge=0, examples=["180d"])
    """For how long fetches and issues are remembered; seconds, or 180d. Fetches that brought an article stay."""
    archive: Archive | None = None
    """Keep what is fetched; left out, nothing is kept."""


class Notify(_Strict):
    """A rule for ``aggregator run --notify``: what is told, and where."""

    id: SourceIdText = Field(examples=["phone"])
    """The name under which it is remembered what was told; keep it when addresses change."""
    urls: list[NotifyUrl] = Field(min_length=1, examples=[["env:PHONE_URL"]])
    """Addresses as Apprise writes them, https://appriseit.com. ``env:NAME`` takes one from the environment."""
    shows: list[Text] = Field(default=[], examples=[["Squid Game"]])
    """Only these shows, named by title, alias or id; all of them when left out."""
    kinds: list[KindOfClaim] = Field(default=[], examples=[["renewal", "release"]])
    """Only these kinds of facts; all of them when left out."""
    firmness: HowFirm = Firmness.POSSIBLE
    """Only what is, or was, believed at least this firmly; content farms and hearsay are rumours."""
    alarms: bool = True
    """Also tell when something goes wrong with a source, and when it is over."""


class File(_Strict):
    """The shows to follow and the feeds, pages and sitemaps to follow them through."""

    shows: list[Show] = Field(min_length=1)
    """The shows to follow."""
    sources: list[Source] = []
    """The places to look."""
    notify: list[Notify] = []
    """Who is told the news of a run with --notify."""
    settings: Settings = Settings()
    """Everything else; all of it has defaults."""


class _SchemaWriter(GenerateJsonSchema):
    """Describes each key by the docstring below its field.

    Leaves out the titles that are made from keys: an editor would show them in place of nothing.
    """

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's signature
        return False

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        model: type[BaseModel] = schema["cls"]
        written = super().model_schema(schema)
        for name, text in _docstrings(model):
            written["properties"][model.model_fields[name].alias or name]["description"] = text
        return written


def _docstrings(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The fields of a model with the docstrings that stand below them."""
    (definition,) = ast.parse(inspect.getsource(model)).body
    assert isinstance(definition, ast.ClassDef)  # noqa: S101 - as its source says
    for field, text in pairwise(definition.body):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(docstring))):
                yield name, inspect.cleandoc(docstring)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of ``File``, with the short forms that only the file has."""
    schema = File.model_json_schema(by_alias=True, schema_generator=_SchemaWriter)
    schema = {"$schema": _SchemaWriter.schema_dialect, **schema, "title": "aggregator: sources.yaml"}
    schema["properties"]["shows"]["items"] = {"anyOf": [{"$ref": "#/$defs/Show"}, {"type": ["string", "number"]}]}
    return schema

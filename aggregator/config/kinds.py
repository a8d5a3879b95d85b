"""The kinds of value in sources.yaml as types of pydantic, with what editors can check of them as JSON Schema."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from aggregator.config import values
from aggregator.config.suggest import did_you_mean, quoted
from aggregator.models import ArticleField, Authority, ClaimKind, Firmness, Follow, FullText, PageRole, SourceKind

_E = TypeVar("_E", bound=StrEnum)


def _one_of(choices: type[_E], **meant: str) -> BeforeValidator:
    """A validator that names the choices, and the one that was ``meant`` or is nearest to what was written."""

    def check(value: object) -> object:
        if isinstance(value, str) and value not in (names := [str(choice) for choice in choices]):
            hint = did_you_mean(meant.get(value.lower(), value), names)
            raise ValueError(f"{quoted(value)} is none of {', '.join(names)}{hint}")
        return value

    return BeforeValidator(check)


def _parse_seconds(value: object) -> object:
    """What is no text is left to pydantic, which says so."""
    return values.parse_seconds(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class _Matches:
    pattern: values.Pattern

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.pattern.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "pattern": f"^(?:{self.pattern.regex})$"}


# YAML reads 24 or 1923 as numbers, and both are titles: editors must let them pass.
Text = Annotated[str, AfterValidator(values.check_text), WithJsonSchema({"type": ["string", "number"], "minLength": 1})]
Seconds = Annotated[
    float,
    BeforeValidator(_parse_seconds),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^\s*\d"}]}),
]
Selector = Annotated[str, AfterValidator(values.check_css)]
ImdbId = Annotated[str, _Matches(values.IMDB_ID)]
WikidataId = Annotated[str, _Matches(values.WIKIDATA_ID)]
LanguageTag = Annotated[str, _Matches(values.LANGUAGE_TAG)]
UserAgent = Annotated[str, _Matches(values.USER_AGENT)]
HeaderName = Annotated[str, AfterValidator(values.check_header_name)]
HeaderValue = Annotated[str, AfterValidator(values.check_header_value)]
NotifyUrl = Annotated[str, AfterValidator(values.check_notify_url)]
SourceIdText = Annotated[
    str,
    AfterValidator(values.check_source_id),
    WithJsonSchema({"type": "string", "pattern": f"^{values.SOURCE_ID.pattern}$"}),
]
Url = Annotated[
    str, AfterValidator(values.check_url), WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"})
]

Kind = Annotated[SourceKind, _one_of(SourceKind, rss="feed", atom="feed", rdf="feed", json="feed", html="page")]
Page = Annotated[PageRole, _one_of(PageRole)]
TextFrom = Annotated[FullText, _one_of(FullText)]
WhatToFollow = Annotated[Follow, _one_of(Follow)]
Standing = Annotated[Authority, _one_of(Authority)]
KindOfClaim = Annotated[ClaimKind, _one_of(ClaimKind)]
HowFirm = Annotated[Firmness, _one_of(Firmness)]
FieldOfArticle = Annotated[ArticleField, _one_of(ArticleField)]

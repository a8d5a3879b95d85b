"""From a file to a ``Config``: read, parse, validate, check, convert. The one place that raises ConfigError."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from aggregator import models
from aggregator.config import schema
from aggregator.config.checks import check_all, name_key, show_id
from aggregator.config.document import Document, KeyPath, Mark, Problem, Value, parse_document, parse_quickly
from aggregator.config.suggest import did_you_mean, quoted
from aggregator.config.values import is_header_value, secret_name
from aggregator.errors import ConfigError

MAX_FILE_BYTES: Final = 8_000_000
"""A file of 5,000 shows with ids and aliases has a tenth of it; reading YAML takes some 4 s a megabyte."""


def load(path: Path, environ: Mapping[str, str], *, sources_required: bool, secrets_required: bool) -> models.Config:
    """See ``aggregator.config.load_config``."""
    text = read_text(path)
    return load_text(text, path, environ, sources_required=sources_required, secrets_required=secrets_required)


def load_text(
    text: str | Problem,
    path: Path,
    environ: Mapping[str, str],
    *,
    sources_required: bool = True,
    secrets_required: bool = False,
) -> models.Config:
    """``load`` for what ``path`` holds, or shall hold; a problem in place of the text is reported as such."""
    if isinstance(text, Problem):
        raise _unusable(path, [text])
    list_under = None if sources_required else "shows"

    def judged(document: Document) -> tuple[schema.File | None, list[Problem]]:
        _spell_out(document)
        file, problems = _validate(document, sources_required=sources_required)
        problems += document.problems
        problems += check_all(
            document,
            environ,
            shows_only=not sources_required,
            secrets_required=sources_required and secrets_required,
        )
        return file, problems

    quick = parse_quickly(text, list_under=list_under)
    file, problems = (None, []) if quick is None else judged(quick)
    if file is None or problems:
        # What is wrong, and where, is told by the words and places of the other parser.
        document = parse_document(text, list_under=list_under)
        if isinstance(document, Problem):
            raise _unusable(path, [document])
        file, problems = judged(document)
    if problems or file is None:
        raise _unusable(path, problems)
    return _to_config(path, file, environ)


def read_text(path: Path) -> str | Problem:
    """What the file holds, without a byte order mark; the problem where that is no text in UTF-8."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ConfigError(f"{path}: larger than {MAX_FILE_BYTES:,} bytes; is it the right file?", subject=str(path))
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ConfigError(
            f"{path}: there is no such file; write one, or name another with --config or AGGREGATOR_CONFIG",
            subject=str(path),
        ) from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}", subject=str(path)) from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(Mark(1, 1), "the file is in UTF-16; save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        mark = Mark(before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        return Problem(mark, f"byte 0x{content[error.start]:02X} is no UTF-8; save the file as UTF-8")


def _unusable(path: Path, problems: list[Problem]) -> ConfigError:
    lines = tuple(f"{path}:{mark.line}:{mark.column}: {text}" for mark, text in sorted(set(problems)))
    count = "1 problem" if len(lines) == 1 else f"{len(lines)} problems"
    return ConfigError(f"{path}: {count} to be mended before it can be used", subject=str(path), problems=lines)


def _spell_out(document: Document) -> None:
    """Turns shows given by title alone, ``- Squid Game``, into mappings."""
    shows = document.get("shows")
    if not isinstance(shows, list):
        return
    for index, show in enumerate(shows):
        if isinstance(show, str):
            shows[index] = {"title": show}
            document.marks["shows", index, "title"] = document.marks["shows", index]


# --- validation ----------------------------------------------------------------------------------------------


def _validate(document: Document, *, sources_required: bool) -> tuple[schema.File | None, list[Problem]]:
    """The file as models, and what is wrong with its single values; None where anything is."""
    if not isinstance(document.value, dict):
        found = "the file is empty" if document.value is None else f"the file holds {_described(document.value)}"
        return None, [document.problem((), f"{found}; it must be a mapping with the keys shows, sources, settings")]
    problems = []
    if sources_required and not document.value.get("sources"):
        problems.append(document.problem(("sources",), "is missing; name one feed, page or sitemap at least"))
    try:
        return schema.File.model_validate(_without_empty(document.value)), problems
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, problems + [_explain(document, detail) for detail in details]


def _without_empty(value: Value) -> Value:
    """``value`` without the keys that have nothing behind them: they mean the default, as if left out."""
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value


def _explain(document: Document, detail: ErrorDetails) -> Problem:
    path: KeyPath = tuple(step for step in detail["loc"] if step != "[key]")
    kind, parent, key = detail["type"], path[:-1], path[-1] if path else ""
    if kind == "missing" and (path not in document.marks):
        return document.problem(parent, f"{key!r} is missing")
    if kind == "extra_forbidden":
        names = _known_keys(parent)
        hint = did_you_mean(str(key), names) or f"; known here: {', '.join(names)}"
        return document.problem(parent, f"unknown key {quoted(str(key))}{hint}", key=str(key))
    if "[key]" in detail["loc"]:
        return document.problem(parent, _message(detail, str(key)), key=str(key))
    return document.problem(path, _message(detail, document.get(*path)))


# Pydantic's kinds of error in our words: what is wrong, and what to write instead.
_MESSAGES: Final[dict[str, str]] = {
    "missing": "is empty",
    "string_type": "text is expected here, not {found}",
    "list_type": "a list is expected here, not {found}; write it as [one, two] or on lines that begin with '- '",
    "dict_type": "a mapping is expected here, not {found}; write it as lines of 'key: value'",
    "model_type": "a mapping is expected here, not {found}; write it as lines of 'key: value'",
    "int_parsing": "{found} is no whole number",
    "int_parsing_size": "{found} is too long a number",
    "int_type": "a whole number is expected here, not {found}",
    "float_type": "a number is expected here, not {found}",
    "bool_parsing": "{found} is neither true nor false",
    "bool_type": "true or false is expected here, not {found}",
    "enum": "text is expected here, not {found}",
    "greater_than": "{found} is too little; it must be more than {gt:g}",
    "greater_than_equal": "{found} is too little; it must be at least {ge:g}",
    "less_than_equal": "{found} is too much; it must be at most {le:g}",
    "too_short": "is empty; there must be one at least",
}


def _message(detail: ErrorDetails, written: Value) -> str:
    context: dict[str, Any] = detail.get("ctx", {})
    if detail["type"] == "value_error":
        return str(context["error"])
    template = _MESSAGES.get(detail["type"])
    return template.format(found=_described(written), **context) if template else detail["msg"]


def _described(value: Value) -> str:
    match value:
        case str():
            return quoted(value)
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case None:
            return "nothing"


def _known_keys(path: KeyPath) -> list[str]:
    """The keys that a mapping at ``path`` may have."""
    model: type[BaseModel]
    match path:
        case ("shows", _):
            model = schema.Show
        case ("sources", _):
            model = schema.Source
        case ("sources", _, "selectors"):
            model = schema.Selectors
        case ("sources", _, "expect"):
            model = schema.Expect
        case ("notify", _):
            model = schema.Notify
        case ("settings",):
            model = schema.Settings
        case ("settings", "archive"):
            model = schema.Archive
        case _:
            model = schema.File
    return [field.alias or name for name, field in model.model_fields.items()]


# --- conversion ----------------------------------------------------------------------------------------------


def _to_config(path: Path, file: schema.File, environ: Mapping[str, str]) -> models.Config:
    shows = tuple(_to_show(show) for show in file.shows)
    ids = {name_key(name): show.id for show in reversed(shows) for name in (*show.aliases, show.title)}
    ids |= {show.id: show.id for show in shows}
    return models.Config(
        path=str(path),
        shows=shows,
        sources=tuple(_to_source(source, ids, environ) for source in file.sources),
        settings=_to_settings(file.settings),
        notify=tuple(_to_rule(rule, ids, environ) for rule in file.notify),
    )


def _to_settings(settings: schema.Settings) -> models.Settings:
    archive = models.ArchiveSettings(**dict(settings.archive)) if settings.archive else None
    return models.Settings(**dict(settings) | {"archive": archive})


def _to_show(show: schema.Show) -> models.Show:
    spellings = {alias: None for alias in show.aliases if alias != show.title}  # a set that keeps the order
    people = tuple((name, other) for name, others in show.people.items() for other in others)
    values = dict(show) | {"aliases": tuple(spellings), "not_phrases": tuple(show.not_phrases), "people": people}
    return models.Show(id=show_id(show.title), **values)


def _to_source(source: schema.Source, ids: Mapping[str, models.ShowId], environ: Mapping[str, str]) -> models.Source:
    return models.Source(
        id=models.SourceId(source.id),
        kind=source.kind,
        url=source.url,
        role=source.page,
        selectors=models.Selectors(**dict(source.selectors)),
        full_text=source.full_text,
        follow=source.follow,
        interval_s=source.interval,
        authority=source.authority,
        language=source.language,
        shows=_shows(source.shows, ids),
        expect_min=source.expect.min,
        expect_max=source.expect.max,
        expect_fields=tuple(source.expect.fields),
        expect_silence_s=source.expect.silence,
        headers=dict(_headers(source.headers, environ)),
        missing_secrets=tuple(dict.fromkeys(_missing_secrets(source.headers, environ))),
        allow_private=source.allow_private,
        enabled=source.enabled,
    )


def _shows(names: Iterable[str], ids: Mapping[str, models.ShowId]) -> tuple[models.ShowId, ...]:
    """The shows of these names, each once."""
    return tuple(dict.fromkeys(ids.get(name) or ids[name_key(name)] for name in names))


def _to_rule(rule: schema.Notify, ids: Mapping[str, models.ShowId], environ: Mapping[str, str]) -> models.NotifyRule:
    variables = [secret_name(url) for url in rule.urls]
    urls = [url if name is None else environ.get(name) for url, name in zip(rule.urls, variables, strict=True)]
    return models.NotifyRule(
        id=rule.id,
        urls=tuple(dict.fromkeys(url for url in urls if url)),
        shows=_shows(rule.shows, ids),
        kinds=tuple(rule.kinds),
        firmness=rule.firmness,
        alarms=rule.alarms,
        missing_secrets=tuple(name for name in variables if name is not None and not environ.get(name)),
    )


def _headers(headers: Mapping[str, str], environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The headers with secrets filled in, without those whose secret cannot be had."""
    for name, value in headers.items():
        variable = secret_name(value)
        sent = value if variable is None else environ.get(variable, "")
        if is_header_value(sent):
            yield name, sent


def _missing_secrets(headers: Mapping[str, str], environ: Mapping[str, str]) -> Iterator[str]:
    """The environment variables that hold nothing which could be sent."""
    for value in headers.values():
        variable = secret_name(value)
        if variable is not None and not is_header_value(environ.get(variable, "")):
            yield variable

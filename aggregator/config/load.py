"""From a file to a ``Config``: read, parse, validate, check, convert. The one place that raises ConfigError."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from aggregator import models
from aggregator.config.checks import check_all, name_key, show_id
from aggregator.config.document import Document, Mark, Problem, parse_document, parse_quickly
from aggregator.config.plain import read_plainly
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

    def judged(document: Document) -> tuple[Mapping[str, Any] | None, list[Problem]]:
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


def _validate(document: Document, *, sources_required: bool) -> tuple[Mapping[str, Any] | None, list[Problem]]:
    """The keys that have a value, with what they mean, and what is wrong with single values; None where anything is."""
    problems = []
    if sources_required and isinstance(document.value, dict) and not document.value.get("sources"):
        problems.append(document.problem(("sources",), "is missing; name one feed, page or sitemap at least"))
    file = read_plainly(document.value)
    if file is None:
        from aggregator.config.validation import validate  # imported here because pydantic takes long

        file, found = validate(document)
        problems += found
    return file, problems


# --- conversion ----------------------------------------------------------------------------------------------


_NAMES_IN_RECORD: Final = {"page": "role", "interval": "interval_s"}
_EXPECTED_IN_RECORD: Final = {
    "min": "expect_min",
    "max": "expect_max",
    "fields": "expect_fields",
    "silence": "expect_silence_s",
}

# What a file does not say has the defaults of the records, which the models repeat for editors.


def _to_config(path: Path, file: Mapping[str, Any], environ: Mapping[str, str]) -> models.Config:
    shows = tuple(_to_show(show) for show in file["shows"])
    ids = {name_key(name): show.id for show in reversed(shows) for name in (*show.aliases, show.title)}
    ids |= {show.id: show.id for show in shows}
    return models.Config(
        path=str(path),
        shows=shows,
        sources=tuple(_to_source(source, ids, environ) for source in file.get("sources", ())),
        settings=_to_settings(file.get("settings", {})),
        notify=tuple(_to_rule(rule, ids, environ) for rule in file.get("notify", ())),
    )


def _to_settings(settings: Mapping[str, Any]) -> models.Settings:
    archive = models.ArchiveSettings(**settings["archive"]) if "archive" in settings else None
    return models.Settings(**{**settings, "archive": archive})


def _to_show(show: Mapping[str, Any]) -> models.Show:
    spellings = {alias: None for alias in show.get("aliases", ()) if alias != show["title"]}  # a set that keeps order
    people = tuple((name, other) for name, others in show.get("people", {}).items() for other in others)
    lists = {"aliases": tuple(spellings), "not_phrases": tuple(show.get("not_phrases", ())), "people": people}
    return models.Show(id=show_id(show["title"]), **{**show, **lists})


def _to_source(
    source: Mapping[str, Any], ids: Mapping[str, models.ShowId], environ: Mapping[str, str]
) -> models.Source:
    expect, headers = source.get("expect", {}), source.get("headers", {})
    values = {_NAMES_IN_RECORD.get(key, key): value for key, value in source.items() if key != "expect"}
    values |= {_EXPECTED_IN_RECORD[key]: value for key, value in expect.items()}
    values |= {
        "selectors": models.Selectors(**source.get("selectors", {})),
        "shows": _shows(source.get("shows", ()), ids),
        "expect_fields": tuple(expect.get("fields", ())),
        "headers": dict(_headers(headers, environ)),
        "missing_secrets": tuple(dict.fromkeys(_missing_secrets(headers, environ))),
    }
    return models.Source(**values)


def _shows(names: Iterable[str], ids: Mapping[str, models.ShowId]) -> tuple[models.ShowId, ...]:
    """The shows of these names, each once."""
    return tuple(dict.fromkeys(ids.get(name) or ids[name_key(name)] for name in names))


def _to_rule(
    rule: Mapping[str, Any], ids: Mapping[str, models.ShowId], environ: Mapping[str, str]
) -> models.NotifyRule:
    variables = [secret_name(url) for url in rule["urls"]]
    urls = [url if name is None else environ.get(name) for url, name in zip(rule["urls"], variables, strict=True)]
    values = {
        "urls": tuple(dict.fromkeys(url for url in urls if url)),
        "shows": _shows(rule.get("shows", ()), ids),
        "kinds": tuple(rule.get("kinds", ())),
        "missing_secrets": tuple(name for name in variables if name is not None and not environ.get(name)),
    }
    return models.NotifyRule(**{**rule, **values})


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

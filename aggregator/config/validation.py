"""What is wrong with single values, and what to write instead: pydantic's models, and their errors in our words."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from aggregator.config import schema
from aggregator.config.document import Document, KeyPath, Problem, Value
from aggregator.config.suggest import did_you_mean, quoted


def validate(document: Document) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The keys that have a value, with what they mean, and what is wrong with single values; None where anything is."""
    if not isinstance(document.value, dict):
        found = "the file is empty" if document.value is None else f"the file holds {_described(document.value)}"
        return None, [document.problem((), f"{found}; it must be a mapping with the keys shows, sources, settings")]
    try:
        return read_by_models(document.value), []
    except ValidationError as error:
        return None, [_explain(document, detail) for detail in error.errors(include_url=False)]


def read_by_models(value: Value) -> dict[str, Any]:
    """The keys of the file that have a value, with what they mean.

    Raises:
        ValidationError: Of pydantic: something is wrong.
    """
    return schema.File.model_validate(_without_empty(value)).model_dump(exclude_unset=True)


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

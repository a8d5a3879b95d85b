"""The schema for editors says everything and says it truly; the models hold what the records hold."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from aggregator import models
from aggregator.config import config_schema, schema

SHIPPED = Path(schema.__file__).parents[1] / "sources.schema.json"


def properties(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, definition in [("file", node), *node["$defs"].items()]:
        for key, value in definition.get("properties", {}).items():
            yield f"{name}.{key}", value


def test_every_key_is_described() -> None:
    described = {name: len(value.get("description", "")) for name, value in properties(config_schema())}
    assert len(described) > 40
    assert [name for name, length in described.items() if length < 10] == []


def test_every_description_is_a_sentence() -> None:
    assert [name for name, value in properties(config_schema()) if not value["description"].endswith(".")] == []


def test_it_is_a_2020_12_schema_that_refuses_unknown_keys_everywhere() -> None:
    made = config_schema()
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["title"]
    mappings = [made, *(value for value in made["$defs"].values() if value["type"] == "object")]
    assert [value["title"] for value in mappings if value["additionalProperties"] is not False] == []


def test_a_show_may_be_a_title_alone_and_a_title_a_number() -> None:
    made = config_schema()
    assert {"type": ["string", "number"]} in made["properties"]["shows"]["items"]["anyOf"]
    assert made["$defs"]["Show"]["properties"]["title"]["type"] == ["string", "number"]


def test_the_shipped_schema_is_up_to_date() -> None:
    """To renew it: ``aggregator config schema > aggregator/sources.schema.json``."""
    assert json.loads(SHIPPED.read_text(encoding="utf-8")) == config_schema()


def test_the_settings_are_the_fields_of_the_record_with_its_defaults() -> None:
    record = models.Settings()
    assert {name: field.default for name, field in schema.Settings.model_fields.items()} == {
        field.name: getattr(record, field.name) for field in fields(record)
    }


def test_shows_and_selectors_have_the_fields_of_the_records() -> None:
    assert {*schema.Show.model_fields, "id"} == {field.name for field in fields(models.Show)}
    assert {*schema.Selectors.model_fields} == {field.name for field in fields(models.Selectors)}


def test_importing_the_package_loads_neither_yaml_nor_pydantic() -> None:
    code = "import sys, aggregator.config; print([name for name in ('pydantic', 'ruamel.yaml') if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"

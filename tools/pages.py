"""Which pages are made of the code, each by one function without arguments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tools import claims, codes, commands, cookbook, environment, man, recipes, rules, schema, sources_yaml

PAGES: Final[dict[Path, Callable[[], str]]] = {
    schema.PAGE: schema.page,
    cookbook.PAGE: cookbook.page,
    commands.PAGE: commands.page,
    sources_yaml.PAGE: sources_yaml.page,
    claims.PAGE: claims.page,
    codes.PAGE: codes.page,
    codes.ALARMS_PAGE: codes.alarms_page,
    environment.PAGE: environment.page,
    rules.PAGE: rules.page,
    recipes.PAGE: recipes.page,
    man.PAGE: man.page,
}

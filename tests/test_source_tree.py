"""What the source itself promises: where a process is started, and that nothing is read as code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "aggregator"
MODULES = {str(path.relative_to(PACKAGE)): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}

STARTS = {"subprocess", "multiprocessing", "pty", "pexpect", "asyncio.subprocess", "concurrent.futures.process"}
"""Modules that start processes; ``os`` can too, by the functions below."""
STARTS_BY_OS = {"system", "popen", "fork", "forkpty", "posix_spawn", "posix_spawnp", "startfile"}
EVALUATES = {"eval", "exec", "compile", "__import__"}
UNPACKS = {"pickle", "marshal", "shelve", "dill"}
PARSES_YAML = {"yaml", "yaml.YAMLError", "yaml.cyaml", "yaml.cyaml.CParser"}
"""Text to events; PyYAML's loaders, which construct what a tag names, are not among it."""


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def users_of(names: set[str]) -> set[str]:
    return {module for module, tree in MODULES.items() if names & set(imported(tree))}


def test_s9_few_places_start_a_process() -> None:
    """The parsers', and the workers of a backfill, which are this program."""
    assert users_of(STARTS) == {"backfill/engines.py", "pipeline/parsing.py"}


@pytest.mark.parametrize("module", MODULES)
def test_s9_nothing_is_given_to_a_shell(module: str) -> None:
    calls = set(called(MODULES[module]))
    assert not {call for call in calls if call.startswith("os.") and call[3:] in STARTS_BY_OS}
    assert not {call for call in calls if call.startswith(("os.exec", "os.spawn"))}
    shells = [
        keyword
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "shell"
    ]
    assert shells == []


@pytest.mark.parametrize("module", MODULES)
def test_s12_nothing_is_read_as_code(module: str) -> None:
    assert not EVALUATES & set(called(MODULES[module]))


def test_s12_pickles_are_read_from_our_own_processes_alone() -> None:
    """The parsers' process and the one that started it."""
    assert users_of(UNPACKS) == {"pipeline/parsing.py", "parse/worker.py"}


@pytest.mark.parametrize("module", MODULES)
def test_s12_yaml_is_read_to_events_and_never_constructed(module: str) -> None:
    assert {name for name in imported(MODULES[module]) if name.split(".")[0] == "yaml"} <= PARSES_YAML

"""What packagers and administrators use fits the program: Dockerfile, units of systemd, contents of the wheel."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UNITS = sorted((ROOT / "contrib" / "systemd").iterdir())
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WHEEL = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]


def commands_of(text: str) -> list[list[str]]:
    """The arguments of every call of the program in a unit."""
    return [line.split()[1:] for line in re.findall(r"(?m)^ExecStart=(.*)$", text)]


def test_the_image_copies_what_the_wheel_is_built_of() -> None:
    copied = [source for line in re.findall(r"(?m)^COPY (?!--from)(.*) \S+$", DOCKERFILE) for source in line.split()]
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    needed = {*WHEEL["packages"], *WHEEL["force-include"], *WHEEL["shared-data"], PROJECT["project"]["readme"]}
    assert all((ROOT / source).exists() for source in copied)
    for path in needed:
        assert any(path == source.rstrip("/") or path.startswith(source) for source in copied), path
    for source in copied:
        assert f"!{source}" in allowed, source


def test_the_image_runs_as_nobody_in_particular_and_names_commands_that_exist() -> None:
    assert re.findall(r"(?m)^USER (.*)$", DOCKERFILE) == ["1000:1000"]
    health = re.search(r'HEALTHCHECK .*CMD \["aggregator", (.*)\]', DOCKERFILE)
    assert health
    assert_understood([word.strip(' "') for word in health[1].split(",")])


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name)
def test_a_unit_calls_the_program_as_it_is_and_has_its_walls(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    commands = commands_of(text)
    assert len(commands) == 1
    assert_understood(commands[0])
    for wall in ("DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "StateDirectory=aggregator"):
        assert f"\n{wall}\n" in text, wall


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/aggregator/bin/aggregator", sys.executable)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / unit.name) for unit in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
    assert not [line for line in checked.stderr.splitlines() if "aggregator" in line]


def test_what_the_wheel_brings_is_there() -> None:
    for path in (*WHEEL["force-include"], *WHEEL["shared-data"], "aggregator/py.typed"):
        assert (ROOT / path).exists(), path


def assert_understood(arguments: list[str]) -> None:
    """The program knows these arguments: with --help behind them it ends well."""
    shown = subprocess.run(
        [sys.executable, "-m", "aggregator", *arguments, "--help"], capture_output=True, cwd=ROOT, check=False
    )
    assert shown.returncode == 0, shown.stderr

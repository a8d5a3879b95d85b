from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregator.store import Store
from tests.store.samples import GAZETTE, HARBOUR, NINTH, NOW, WIRE, Desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "aggregator.db"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with Store.open(path) as store:
        catalogue = store.save_catalogue([HARBOUR, NINTH], [GAZETTE, WIRE], now=NOW)
        run_id = store.begin_run(command="run", version="0.1.0", pid=4711, now=NOW)
        yield Desk(store, path, run_id, catalogue)

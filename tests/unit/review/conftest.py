"""Makes the invented run of ``invented_run.py`` available to the tests of this folder."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

NAME = "review_invented_run"


@pytest.fixture(scope="session")
def invented() -> ModuleType:
    if NAME not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            NAME, Path(__file__).parent / "invented_run.py"
        )
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[NAME] = module
        spec.loader.exec_module(module)
    return sys.modules[NAME]


@pytest.fixture(scope="session")
def finished_run(invented: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = invented.build_run(tmp_path_factory.mktemp("finished") / "out")
    assert isinstance(folder, Path)
    return folder


@pytest.fixture
def run_folder(finished_run: Path, tmp_path: Path) -> Path:
    """A fresh output folder of a finished run."""
    return Path(shutil.copytree(finished_run, tmp_path / "out"))

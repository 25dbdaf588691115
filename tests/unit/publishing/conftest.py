"""Makes the invented release of ``fake_release.py`` available to the tests of this folder."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

NAME = "publishing_fake_release"


@pytest.fixture(scope="session")
def fake() -> ModuleType:
    if NAME not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            NAME, Path(__file__).parent / "fake_release.py"
        )
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[NAME] = module
        spec.loader.exec_module(module)
    return sys.modules[NAME]


@pytest.fixture(scope="session")
def released(fake: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from report_mining.publishing import write_release

    out = tmp_path_factory.mktemp("released")
    write_release(fake.RELEASE, fake.crops_of(fake.RELEASE), out, fake.DEFINITIONS)
    return out

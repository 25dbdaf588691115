"""The version of the instrument changes with everything that can change a result."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from report_mining.classification.checked_artefacts import packaged_models
from report_mining.pipeline.instrument import load_instrument


def test_a_model_changed_in_place_has_another_version(tmp_path: Path) -> None:
    models = tmp_path / "models"
    shutil.copytree(packaged_models(), models)
    unchanged = load_instrument(models).version
    assert unchanged == load_instrument().version
    [manifest] = models.glob("stance/*/manifest.json")
    content = json.loads(manifest.read_text("utf-8"))
    content["thresholds"]["t_high"] = 0.99
    manifest.write_text(json.dumps(content), "utf-8")
    assert load_instrument(models).version != unchanged

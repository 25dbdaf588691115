"""What the method page is told about the instrument."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_mining.classification.checked_artefacts import packaged_models
from report_mining.errors import ArtefactError
from report_mining.pipeline.instrument_parts import describe_parts


def make_models(folder: Path, manifest: object, metrics: object = None) -> Path:
    place = folder / "stance" / "rules-9"
    place.mkdir(parents=True)
    (folder / "ACTIVE.yaml").write_text("stance: rules-9\n")
    (place / "manifest.json").write_text(json.dumps(manifest))
    if metrics is not None:
        (place / "metrics.json").write_text(json.dumps(metrics))
    return folder


def test_a_part_has_version_thresholds_and_measurements(tmp_path: Path) -> None:
    metrics = {
        "data": {
            "dev.jsonl": {"n": 9, "metrics": {"rows": 8, "standard_recall": 0.75, "rows_left": 3}}
        },
        "note": "text",
    }
    manifest = {"thresholds": {"t_high": 0.8}, "languages": ["en"], "scores_are": "priors"}
    part = describe_parts(make_models(tmp_path, manifest, metrics))[0]
    assert (part.task, part.version, part.thresholds) == ("stance", "rules-9", (("t_high", 0.8),))
    assert [(m.name, m.value, m.n, m.data) for m in part.measured] == [
        ("standard_recall", 0.75, 8, "dev.jsonl")
    ]


def test_a_part_without_measurements_has_none(tmp_path: Path) -> None:
    assert describe_parts(make_models(tmp_path, {}))[0].measured == ()


def test_a_manifest_that_is_no_object_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match=r"manifest\.json"):
        describe_parts(make_models(tmp_path, []))


def test_the_packaged_instrument_says_its_decision_thresholds() -> None:
    parts = {part.task: part for part in describe_parts(packaged_models())}
    assert {name for name, _ in parts["stance"].thresholds} >= {"t_high", "t_low"}

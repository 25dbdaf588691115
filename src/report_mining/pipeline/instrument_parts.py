"""What the active artefacts say of themselves: versions, thresholds and measurements, for readers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from report_mining.classification.checked_artefacts import read_yaml
from report_mining.errors import ArtefactError
from report_mining.records import InstrumentPart, MeasuredFigure

_SHOWN_ENDINGS = (
    "precision",
    "recall",
)  # what a reader outside the field can be told in a sentence


def describe_parts(models: Path) -> tuple[InstrumentPart, ...]:
    """Return the artefacts that ``ACTIVE.yaml`` under ``models`` names, in its order.

    Raises:
        ArtefactError: a manifest is missing or is no JSON object.
    """
    active = read_yaml(models / "ACTIVE.yaml")
    return tuple(_describe(task, models / task / str(version)) for task, version in active.items())


def _describe(task: str, folder: Path) -> InstrumentPart:
    manifest = _read_object(folder / "manifest.json")
    metrics = folder / "metrics.json"
    return InstrumentPart(
        task=task,
        version=folder.name,
        languages=tuple(manifest.get("languages", ())),
        thresholds=tuple((n, float(v)) for n, v in manifest.get("thresholds", {}).items()),
        scores_are=str(manifest.get("scores_are", "")),
        measured=tuple(_measured(_read_object(metrics))) if metrics.exists() else (),
    )


def _measured(metrics: Mapping[str, Any]) -> Iterator[MeasuredFigure]:
    """Yield precision and recall of every evaluation; it stands at the top or under ``data``."""
    nested = metrics.get("data")
    groups = {**metrics, **(nested if isinstance(nested, dict) else {})}
    for name, evaluation in groups.items():
        if not isinstance(evaluation, dict) or not isinstance(evaluation.get("metrics"), dict):
            continue
        values = evaluation["metrics"]
        count = int(values.get("rows", evaluation.get("n", 0)))
        for metric, value in values.items():
            if metric.endswith(_SHOWN_ENDINGS) and isinstance(value, int | float):
                yield MeasuredFigure(metric, float(value), count, name)


def _read_object(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ArtefactError(
            f"{path}: cannot be read ({error}); fetch the artefact again"
        ) from error
    if not isinstance(found, dict):
        raise ArtefactError(f"{path}: expected a JSON object, got {type(found).__name__}")
    return found

"""Writing a trained stance artefact: models, manifest with checksums, metrics and card."""

from __future__ import annotations

import json
import shutil
from importlib import resources
from pathlib import Path

from report_mining.classification.checked_artefacts import (
    CheckedArtefact,
    mapping_of,
    write_manifest,
)
from report_mining.classification.stance_classifier import WEIGHTS_FILE, save_stance_weights
from report_mining.errors import StorageError
from report_mining.pipeline.stance_training import RULES_WEIGHT, SHARPNESS, TrainedStance

METRICS_NAME, CARD_NAME = "metrics.json", "card.md"
_CARD_TEMPLATE = "stance_card.md.j2"
_RULE_KEYS = (
    "labels", "frameworks", "languages", "taxonomies", "rule_scores", "penalties", "untangling",
)  # fmt: skip


def write_stance_artefact(trained: TrainedStance, rules: CheckedArtefact, folder: Path) -> Path:
    """Write the artefact into ``folder``, whose name becomes its version, and return the folder.

    Names and cues are copied from ``rules``, the artefact whose rules gave the features.

    Raises:
        StorageError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in mapping_of(rules, "files"):
            if name.endswith(".yaml") and rules.folder != folder:
                shutil.copyfile(rules.path(name), folder / name)
        save_stance_weights(trained.weights, folder / WEIGHTS_FILE)
        metrics = json.dumps(trained.metrics, indent=1, ensure_ascii=False) + "\n"
        (folder / METRICS_NAME).write_text(metrics, encoding="utf-8")
        (folder / CARD_NAME).write_text(_card(trained, folder.name), encoding="utf-8")
        files = sorted([*folder.glob("*.yaml"), folder / WEIGHTS_FILE])
        write_manifest(folder, _manifest(trained, rules, folder), [path.name for path in files])
    except OSError as error:
        raise StorageError(f"{folder}: cannot be written ({error.strerror})") from error
    return folder


def _manifest(trained: TrainedStance, rules: CheckedArtefact, folder: Path) -> dict[str, object]:
    return {
        "task": "stance",
        "version": folder.name,
        **{key: rules.manifest[key] for key in _RULE_KEYS if key in rules.manifest},
        "thresholds": {"t_high": trained.thresholds.t_high, "t_low": trained.thresholds.t_low},
        "scores_are": "probabilities: the weighted mean of the classifier's probabilities and the rule's precision, sharpened",
        "rule_precision": {rule: told.precision for rule, told in trained.rules.items()},
        "pooling": {"rules": RULES_WEIGHT, "sharpness": SHARPNESS},
        "encoder": trained.encoder,
    }


def _card(trained: TrainedStance, version: str) -> str:
    import jinja2

    source = resources.files("report_mining.pipeline").joinpath("templates", _CARD_TEMPLATE)
    template = jinja2.Environment(
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    ).from_string(source.read_text(encoding="utf-8"))
    return template.render(
        version=version,
        encoder=trained.encoder,
        thresholds=trained.thresholds,
        rules=trained.rules,
        weight=RULES_WEIGHT,
        sharpness=SHARPNESS,
        metrics=trained.metrics,
    )

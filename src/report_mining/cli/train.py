"""``report-mining train``: an artefact from the annotations, with manifest, metrics and card."""

from __future__ import annotations

import sys
from pathlib import Path

from report_mining.cli.classify import STANCE
from report_mining.errors import EXIT_DONE, UsageError


def run_train(task: str, annotations: Path, models: Path, encoder: str, out: Path) -> int:
    """Train a task and write its artefact to ``out``."""
    if task != STANCE:
        raise UsageError(f"train {task}: cannot be trained from the command line yet; use {STANCE}")
    from report_mining.classification.artefact import STANCE_TASK
    from report_mining.classification.checked_artefacts import open_active
    from report_mining.pipeline.stance_artefact import CARD_NAME, write_stance_artefact
    from report_mining.pipeline.stance_training import train_stance

    def tell(line: str) -> None:
        print(f"report-mining: {line}", file=sys.stderr)

    trained = train_stance(annotations, models, encoder, tell)
    folder = write_stance_artefact(trained, open_active(models, STANCE_TASK), out)
    print((folder / CARD_NAME).read_text(encoding="utf-8"))
    tell(f"written to {folder}; name it in {models / 'ACTIVE.yaml'} to use it")
    return EXIT_DONE

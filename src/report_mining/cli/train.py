"""``report-mining train``: an artefact from the annotations."""

from __future__ import annotations

import sys
from pathlib import Path

from report_mining.cli.classify import DUE_DILIGENCE, LINKAGE, STANCE
from report_mining.errors import EXIT_DONE, UsageError

SDG_TASK = "sdg-goals"


def run_train(
    task: str,
    annotations: Path,
    models: Path,
    encoder: str,
    out: Path,
    silent: Path | None = None,
    labelled: Path | None = None,
) -> int:
    """Train a task and write its artefact to ``out``."""
    learners = {"--silent": (DUE_DILIGENCE,), "--labelled": (DUE_DILIGENCE, SDG_TASK, STANCE)}
    for option, path in (("--silent", silent), ("--labelled", labelled)):
        if path is not None and task not in learners[option]:
            known = ", ".join(learners[option])
            raise UsageError(f"{option} {path}: only {known} can learn from it; leave it out")
    if task == STANCE:
        folder = _train_stance(annotations, models, encoder, out, labelled)
    elif task == SDG_TASK:
        folder = _train_sdg(annotations, models, encoder, out, labelled)
    elif task == LINKAGE:
        folder = _train_links(annotations, models, out)
    elif task == DUE_DILIGENCE:
        folder = _train_due_diligence(annotations, models, encoder, out, silent, labelled)
    else:
        raise UsageError(f"train {task}: is trained together with {SDG_TASK}; train that")
    _tell(f"written to {folder}; name it in {models / 'ACTIVE.yaml'} to use it")
    return EXIT_DONE


def _train_stance(
    annotations: Path, models: Path, encoder: str, out: Path, labelled: Path | None
) -> Path:
    from report_mining.classification.artefact import STANCE_TASK
    from report_mining.classification.checked_artefacts import open_active
    from report_mining.pipeline.stance_artefact import CARD_NAME, write_stance_artefact
    from report_mining.pipeline.stance_training import train_stance

    trained = train_stance(annotations, models, encoder, _tell, labelled)
    folder = write_stance_artefact(trained, open_active(models, STANCE_TASK), out)
    print((folder / CARD_NAME).read_text(encoding="utf-8"))
    return folder


def _train_sdg(
    annotations: Path, models: Path, encoder: str, out: Path, labelled: Path | None
) -> Path:
    from report_mining.classification.checked_artefacts import open_artefact
    from report_mining.classification.encoding import ENCODER_TASK, OnnxEncoder
    from report_mining.pipeline.sdg_training import read_report_goals, train_sdg

    passages = read_report_goals(labelled) if labelled is not None else ()
    loaded = OnnxEncoder(open_artefact(models / ENCODER_TASK / encoder))
    return train_sdg(annotations, models, loaded, out, _tell, passages)


def _train_links(annotations: Path, models: Path, out: Path) -> Path:
    from report_mining.pipeline.link_training import train_links

    return train_links(annotations, models, out, _tell)


def _train_due_diligence(
    annotations: Path,
    models: Path,
    encoder: str,
    out: Path,
    silent: Path | None,
    labelled: Path | None,
) -> Path:
    from report_mining.classification.checked_artefacts import open_artefact
    from report_mining.classification.encoding import ENCODER_TASK, OnnxEncoder
    from report_mining.pipeline.due_diligence_training import train_due_diligence
    from report_mining.pipeline.report_passages import read_labelled_passages, read_silent_passages

    loaded = OnnxEncoder(open_artefact(models / ENCODER_TASK / encoder))
    passages = (
        *(read_silent_passages(silent) if silent is not None else ()),
        *(read_labelled_passages(labelled) if labelled is not None else ()),
    )
    return train_due_diligence(annotations, models, loaded, out, _tell, passages)


def _tell(line: str) -> None:
    print(f"report-mining: {line}", file=sys.stderr)

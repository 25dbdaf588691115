"""Training the screen of the SDG cascade, and writing its artefact with what it was measured at."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from report_mining.annotation.sdg_decisions import DecidedPassage
from report_mining.annotation.sdg_items import SdgItem, items_of_split, read_sdg_material
from report_mining.annotation.splits import SPLITS_FILE, Split, read_splits
from report_mining.classification.checked_artefacts import open_active, write_manifest
from report_mining.classification.sdg_lexicon import load_sdg_lexicon
from report_mining.classification.sdg_reading import SDG_TASK
from report_mining.classification.sdg_reading import WEIGHTS_FILE as IMITATED_FILE
from report_mining.classification.sdg_screen import (
    SCREEN_FILE,
    SCREEN_TASK,
    ScreenWeights,
    SdgScreen,
    load_screen_weights,
    save_screen_weights,
)
from report_mining.classification.sdg_screen_training import (
    HASHED_TERMS,
    WANTED_RECALL,
    ScreenRow,
    choose_screen_thresholds,
    cross_fitted,
    fit_screen,
    measure_screen,
    row_of_goals,
    row_of_scores,
)
from report_mining.errors import StorageError

METRICS_FILE = "metrics.json"
Told = Callable[[str], object]


def train_screen(
    annotations: Path,
    models: Path,
    seen: Sequence[DecidedPassage],
    held_out: Sequence[DecidedPassage],
    out: Path,
    tell: Told,
) -> Path:
    """Fit the screen and write its artefact to ``out``.

    Args:
        annotations: Folder of the annotations; texts of training and calibration companies are
            used beside ``seen``.
        models: Models folder with the lexicons and the active SDG reader, which decided.
        seen: Passages of reports of companies that occur in no evaluation file, decided by the
            active SDG reader. Thresholds are chosen on them by cross-fitting over documents.
        held_out: Passages of other companies; recall and share are measured on them.
        out: Folder of the artefact; its name becomes the version.
        tell: Takes a line of progress.

    Raises:
        InputError: annotations are missing or have defects.
        StorageError: the folder cannot be written.
    """
    rows = [*_passage_rows(seen), *_own_rows(annotations)]
    tell(f"{len(seen)} passages of reports, {len(rows) - len(seen)} annotated texts")
    lexicon = load_sdg_lexicon(models)
    scores = cross_fitted(rows, lexicon)
    thresholds = choose_screen_thresholds(rows, scores)
    passed = [bool(s >= thresholds[r.language]) for r, s in zip(rows, scores, strict=True)]
    crossed = measure_screen(rows, passed)
    write_screen(fit_screen(rows, lexicon), thresholds, models, out)
    screen = SdgScreen(load_screen_weights(out / SCREEN_FILE), thresholds, lexicon)
    test = _passage_rows(held_out)
    tested = measure_screen(test, screen.passes([passage.context for passage in held_out]))
    metrics = {
        "wanted_recall": WANTED_RECALL,
        "cross_fitted_over_documents": {la: m.as_record() for la, m in crossed.items()},
        "held_out_reports": {la: m.as_record() for la, m in tested.items()},
    }
    (out / METRICS_FILE).write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    tell(json.dumps(metrics))
    return out


def write_screen(
    fitted: ScreenWeights, thresholds: dict[str, float], models: Path, out: Path
) -> None:
    """Write weights and manifest.

    Raises:
        StorageError: the folder cannot be written.
    """
    imitated = open_active(models, SDG_TASK)
    manifest = {
        "task": SCREEN_TASK,
        "version": out.name,
        "imitates": imitated.version,
        "imitated_weights_sha256": hashlib.sha256(
            imitated.path(IMITATED_FILE).read_bytes()
        ).hexdigest(),
        "hashed_terms": HASHED_TERMS,
        "thresholds": thresholds,
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        save_screen_weights(fitted, out / SCREEN_FILE)
        write_manifest(out, manifest, [SCREEN_FILE])
    except OSError as error:
        raise StorageError(f"{out}: cannot be written ({error.strerror})") from error


def _passage_rows(passages: Sequence[DecidedPassage]) -> list[ScreenRow]:
    return [
        row_of_scores(
            one.document,
            one.context.language or "en",
            one.context.text,
            one.scores,
            is_selected=one.is_selected,
        )
        for one in passages
    ]


def _own_rows(annotations: Path) -> list[ScreenRow]:
    folder = annotations / "sdg"
    items = read_sdg_material(folder).items
    splits = read_splits(folder / SPLITS_FILE)
    used = (Split.TRAIN, Split.CALIBRATION)
    return [_own_row(item) for split in used for item in items_of_split(items, splits, split)]


def _own_row(item: SdgItem) -> ScreenRow:
    language = item.context.language or "en"
    return row_of_goals(item.company, language, item.context.text, item.goals)

"""Training the stance classifier from the annotations: rows, models, figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from report_mining.annotation import StanceItem, StanceMaterial, read_stance_material
from report_mining.annotation.embedding import embed
from report_mining.annotation.interleaving import interleave
from report_mining.annotation.report_stances import read_report_stances
from report_mining.annotation.sdg_items import read_sdg_material
from report_mining.annotation.splits import SPLITS_FILE, Split, read_splits
from report_mining.classification import StanceReader
from report_mining.classification.artefact import load_stance_artefact
from report_mining.classification.checked_artefacts import open_artefact
from report_mining.classification.deciding import MentionDraft, Pooling, pooled
from report_mining.classification.encoding import ENCODER_TASK, Encoder, OnnxEncoder
from report_mining.classification.stance_classifier import LABELS, StanceWeights
from report_mining.classification.stance_metrics import PredictedLabel, stance_figures
from report_mining.classification.stance_training import (
    RulePrecision,
    TrainingRow,
    fit_stance,
    probabilities,
    prototypes,
    rule_precision,
    window_labels,
)
from report_mining.classification.verdicts import STANDARD
from report_mining.errors import InputError
from report_mining.records import DecisionThresholds
from report_mining.taxonomies.codes import Stance

_ENCODED_AT_ONCE = 64  # windows
# The encoder has learned from all of them; the model on its vectors needs no more than these.
_MOST_TRAINING_TEXTS = 1800
# What a text may not name to stand beside an item: its stance is nobody's business there.
_NAMES_A_FRAMEWORK = re.compile(
    r"(?i)oecd|oeso|ungp|guiding princ|leidende beg|richtlijn|guideline|\bilo\b|global compact"
)
_LANGUAGES = ("nl", "en")
RULES_WEIGHT = 0.6  # chosen on short plain sentences, held-out companies and the dev file
SHARPNESS = 1.5  # least log loss on held-out companies
# Of held-out mentions that rules see, 92.9% are right from t_high and 75.8% from t_low on.
THRESHOLDS = DecisionThresholds(t_high=0.8, t_low=0.5)
HELD_OUT_TORN = "held_out_interleaved"  # held-out texts between the lines of a second column
REPORTS = "reports"  # mentions of real reports, each by models without its organisation
_OF_REPORTS = "learnt_from_reports"
_FOLDS = 5

Told = Callable[[str], None]  # takes a line of progress


@dataclass(frozen=True, slots=True)
class TrainedStance:
    """Everything that goes into an artefact."""

    weights: StanceWeights
    encoder: str  # version of the encoder that the models belong to
    thresholds: DecisionThresholds
    rules: Mapping[str, RulePrecision]
    metrics: Mapping[str, object]


def train_stance(
    annotations: Path, models: Path, encoder: str, tell: Told, labelled: Path | None = None
) -> TrainedStance:
    """Return the classifier fitted on ``annotations`` (the folder that holds ``stance``).

    Args:
        annotations: Folder of the annotations.
        models: Models folder; its active stance artefact gives names, cues and rules.
        encoder: Folder under ``models/encoder``, tuned on the training companies only.
        tell: Takes a line of progress.
        labelled: Mentions of real reports (``ReportStanceRow``), because invented texts do not sound
            like them. Both models learn them, and how often each rule is right counts them.

    Raises:
        InputError: annotations are missing or have defects.
        ArtefactError: the encoder or the rules cannot be loaded.
    """
    material = read_stance_material(annotations / "stance")
    parts = _as_in_reports(
        _by_split(material, read_splits(annotations / "stance" / SPLITS_FILE)),
        annotations,
    )
    learnt, measured = read_report_stances(labelled) if labelled is not None else ((), ())
    parts |= {_OF_REPORTS: list(learnt), REPORTS: list(measured)}
    reader = StanceReader(replace(load_stance_artefact(models), classifier=None))
    encode = OnnxEncoder(open_artefact(models / ENCODER_TASK / encoder))
    rows: dict[str, list[TrainingRow]] = {}
    missed: dict[str, list[int]] = {}
    for name, items in parts.items():
        tell(f"{name}: {len(items)} texts")
        rows[name], missed[name] = training_rows(items, reader, encode)
    tell("fitting")
    training = rows[Split.TRAIN] + rows[_OF_REPORTS]
    calibration = rows[Split.CALIBRATION] + rows[_OF_REPORTS]
    weights = fit_stance(training, calibration)
    rules = rule_precision(calibration, reader.rule_scores)
    pooling = Pooling(
        precision={rule: found.precision for rule, found in rules.items()},
        weight=RULES_WEIGHT,
        sharpness=SHARPNESS,
    )
    metrics: dict[str, object] = {
        "texts": {name: len(items) for name, items in parts.items()},
        "mentions": {name: len(found) for name, found in rows.items()},
        "mentions_not_found": missed,
    } | {
        name: _measured(rows[name], training, weights, pooling)
        for name in (Split.HELD_OUT.value, HELD_OUT_TORN, "challenge")
    }
    if rows[REPORTS]:
        tell("fitting without the organisations in turn")
        left_out = _left_out(training, calibration, rows[REPORTS])
        metrics[REPORTS] = _alike(rows[REPORTS], left_out, pooling)
    return TrainedStance(weights, encoder, THRESHOLDS, rules, metrics)


def training_rows(
    items: Sequence[StanceItem], reader: StanceReader, encoder: Encoder
) -> tuple[list[TrainingRow], list[int]]:
    """Return a row per labelled mention that the reader finds, and [missed, all] mentions."""
    drafted = list(_drafted(items, reader))
    labelled = sum(len(item.mentions) for item in items)
    vectors = [
        vector
        for start in range(0, len(drafted), _ENCODED_AT_ONCE)
        for vector in encoder.encode(
            [draft.window for _, _, draft in drafted[start : start + _ENCODED_AT_ONCE]]
        )
    ]
    rows = [
        TrainingRow(
            company=item.company,
            language=item.context.language or "",
            vector=vector,
            features=draft.features,
            stance=item.mentions[place].stance.value,
            asserts=item.mentions[place].own_assertion,
            rules_say=draft.verdict.stance.value,
            rule=draft.verdict.rule,
            doubt=draft.doubt,
        )
        for (item, place, draft), vector in zip(drafted, vectors, strict=True)
    ]
    return rows, [labelled - len(rows), labelled]


def _drafted(
    items: Iterable[StanceItem], reader: StanceReader
) -> Iterator[tuple[StanceItem, int, MentionDraft]]:
    """Yield every labelled mention with the draft of the same family that overlaps it."""
    for item in items:
        drafts = reader.draft(item.context)
        for place, mention in enumerate(item.mentions):
            same = [
                draft
                for draft in drafts
                if draft.place[0] < mention.end
                and mention.start < draft.place[1]
                and draft.name.framework is mention.framework
            ]
            if same:
                yield item, place, same[0]


def _by_split(material: StanceMaterial, splits: Mapping[str, Split]) -> dict[str, list[StanceItem]]:
    """Return the items of every split, and the challenge items."""
    unknown = sorted({item.company for item in material.items} - set(splits))
    if unknown:
        raise InputError(
            f"splits.csv has no row for {', '.join(unknown[:5])}; add them with"
            " `report-mining annotations stance --add-splits`"
        )
    parts = {
        split.value: [item for item in material.items if splits[item.company] is split]
        for split in Split
    }
    return parts | {"challenge": list(material.challenge)}


def _as_in_reports(
    parts: Mapping[str, list[StanceItem]], annotations: Path
) -> dict[str, list[StanceItem]]:
    """Return the parts, what models are fitted on set as real reports have it.

    Held-out and challenge texts stay as they were written; held-out ones are measured between the
    lines of a second column too. Of the training texts a part is enough, chosen by their ids.
    """
    prose = report_prose(annotations)
    training = sorted(parts[Split.TRAIN], key=lambda item: item.item_id)[:_MOST_TRAINING_TEXTS]
    plain, embedded, torn = training[::3], training[1::3], training[2::3]
    calibration = parts[Split.CALIBRATION]
    return {
        **parts,
        Split.TRAIN.value: [*plain, *embed(embedded, prose), *interleave(torn, prose)],
        Split.CALIBRATION.value: [
            *calibration[::3],
            *embed(calibration, prose),
            *interleave(calibration[1::2], prose),
        ],
        HELD_OUT_TORN: interleave(parts[Split.HELD_OUT], prose),
    }


def report_prose(annotations: Path) -> list[tuple[str, str]]:
    """Return (language, text) of the prose of ``annotations/sdg`` that names no framework.

    Real passages are longer and less tidy than our items.
    """
    return [
        (item.context.language or "en", item.context.text)
        for item in read_sdg_material(annotations / "sdg").items
        if item.noise is None and not _NAMES_A_FRAMEWORK.search(item.context.text)
    ]


def in_report_prose(items: Sequence[StanceItem], annotations: Path) -> list[StanceItem]:
    """Return the items set into report prose."""
    return embed(items, report_prose(annotations))


def _left_out(
    training: Sequence[TrainingRow],
    calibration: Sequence[TrainingRow],
    measured: Sequence[TrainingRow],
) -> np.typing.NDArray[np.float32]:
    """Return what models say of each row that learnt nothing of its organisation, shape (n, 10)."""
    names = sorted({row.company for row in measured})
    fold_of = {name: place % _FOLDS for place, name in enumerate(names)}
    found = np.zeros((len(measured), len(LABELS)), np.float32)
    for fold in range(min(_FOLDS, len(names))):
        weights = fit_stance(
            [row for row in training if fold_of.get(row.company) != fold],
            [row for row in calibration if fold_of.get(row.company) != fold],
        )
        places = [index for index, row in enumerate(measured) if fold_of[row.company] == fold]
        found[places] = probabilities(weights, [measured[index] for index in places])
    return found


def _measured(
    rows: Sequence[TrainingRow],
    training: Sequence[TrainingRow],
    weights: StanceWeights,
    pooling: Pooling,
) -> dict[str, object]:
    """Return the figures of rows that nothing was fitted on, and of each part alone."""
    found = probabilities(weights, rows)
    return _alike(rows, found, pooling) | {
        "alone": {
            name: _alone(rows, predicted)
            for name, predicted in {
                "rules": [row.rules_say for row in rows],
                "similarity": _nearest(rows, training),
                "encoder": window_labels(weights, rows),
                "classifier": [LABELS[int(row.argmax())] for row in found],
            }.items()
        },
    }


def _alike(
    rows: Sequence[TrainingRow], found: np.typing.NDArray[np.float32], pooling: Pooling
) -> dict[str, object]:
    return {
        "together": _figures(rows, found, pooling),
        "per_language": {
            language: _figures(*_only(rows, found, language), pooling) for language in _LANGUAGES
        },
    }


def _only(
    rows: Sequence[TrainingRow], found: np.typing.NDArray[np.float32], language: str
) -> tuple[list[TrainingRow], np.typing.NDArray[np.float32]]:
    places = [index for index, row in enumerate(rows) if row.language == language]
    return [rows[index] for index in places], found[places]


def _figures(
    rows: Sequence[TrainingRow],
    found: np.typing.NDArray[np.float32],
    pooling: Pooling,
) -> dict[str, object]:
    chances = [_together(row, told, pooling) for row, told in zip(rows, found, strict=True)]
    return stance_figures(
        [
            PredictedLabel(
                row.stance,
                max(shares, key=lambda stance: shares[stance]).value,
                sum(shares[stance] for stance in STANDARD),
            )
            for row, shares in zip(rows, chances, strict=True)
        ]
    )


def _together(
    row: TrainingRow, told: np.typing.NDArray[np.float32], pooling: Pooling
) -> dict[Stance, float]:
    """Return the probabilities of rules and classifier together."""
    by_classifier = {Stance(label): float(p) for label, p in zip(LABELS, told, strict=True)}
    sure = pooling.precision[row.rule] * row.doubt
    return pooled(by_classifier, Stance(row.rules_say), sure, pooling)


def _alone(rows: Sequence[TrainingRow], predicted: Sequence[str]) -> dict[str, object]:
    figures = stance_figures(
        [PredictedLabel(row.stance, label) for row, label in zip(rows, predicted, strict=True)]
    )
    return {key: figures[key] for key in ("accuracy", "macro_f1", "standard", "strict")}


def _nearest(rows: Sequence[TrainingRow], training: Sequence[TrainingRow]) -> list[str]:
    """Return the stance whose prototype is nearest."""
    known = prototypes(training)
    labels = list(known)
    matrix = np.stack([known[label] for label in labels])
    return [labels[int((matrix @ row.vector).argmax())] for row in rows]

"""Print what each part of the SDG reader is worth alone, beside TF-IDF, on labels of other people.

``python -m benchmarks.sdg_parts`` fits, for rules (lexicon and mentions), similarity (to our own
descriptions), classifier (heads on the vector) and all together, the same small logistic model on
our calibration companies and chooses thresholds by the same rule. TF-IDF with logistic regression
learns from our training companies. Vectors are kept in ``out/sdg-vectors.npz`` (or ``--vectors``);
the first run encodes about 2,400 texts. The paired test draws documents anew, the same ones for both.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from report_mining.annotation.sdg_gold import read_sdg_gold
from report_mining.annotation.sdg_items import (
    items_of_split,
    read_sdg_items,
    sdg_gold_rows,
)
from report_mining.annotation.splits import SPLITS_FILE, Split, read_splits
from report_mining.classification.checked_artefacts import open_active, packaged_models
from report_mining.classification.encoding import Floats, load_encoder
from report_mining.classification.encoding_cache import CachingEncoder
from report_mining.classification.label_table import LabelTable, label_table
from report_mining.classification.reading import guess_language
from report_mining.classification.resampling import draw_weights, measure_once
from report_mining.classification.sdg_features import (
    GOAL_COLUMNS,
    GOALS,
    gather,
    goal_rows,
    pieces,
)
from report_mining.classification.sdg_lexicon import load_sdg_lexicon
from report_mining.classification.sdg_mentions import load_sdg_mention_reader
from report_mining.classification.sdg_reading import (
    LANGUAGES,
    SDG_TASK,
    WEIGHTS_FILE,
    SdgWeights,
    centred,
    goal_similarity,
    linear,
    load_weights,
)
from report_mining.classification.sdg_training import MOST_NEGATIVES_TAKEN, best_goal_threshold
from report_mining.records import TextInContext
from report_mining.records.sdg import GoldSdg

ROOT = Path(__file__).resolve().parents[1]
OWN = ROOT / "annotations" / "sdg"
SHARED = Path(os.environ.get("REPORT_MINING_SHARED", ROOT.parent / "shared")) / "labelled"
SEED = 20261122
SHAPE = ("words", "dutch")  # beside every part: how long a text is, and its language
PARTS: Mapping[str, tuple[str, ...]] = {
    "rules alone": ("lexicon", "named", "another_named"),
    "similarity alone": ("similarity",),
    "classifier alone": ("encoder", "best_other"),
    "rules and classifier": ("lexicon", "named", "another_named", "encoder", "best_other"),
    "similarity and classifier": ("similarity", "encoder", "best_other"),
    "all together": tuple(name for name in GOAL_COLUMNS if name not in SHAPE),
}
TFIDF = "TF-IDF and logistic regression"
MEASURES = ("macro_f1", "micro_f1", "precision", "recall", "no_label_taken_for_one")


@dataclass(frozen=True)
class Texts:
    """Labelled texts, each in pieces, with the columns of each piece."""

    gold: tuple[GoldSdg, ...]
    languages: tuple[str, ...]
    columns: tuple[Floats, ...]  # per text: shape (pieces, 17, columns + 17)


def read_texts(gold: Sequence[GoldSdg], weights: SdgWeights, encoder: CachingEncoder) -> Texts:
    """Return the texts with all their evidence."""
    rules = load_sdg_lexicon(), load_sdg_mention_reader()
    languages = tuple(row.language or guess_language(row.text) for row in gold)
    cut = [pieces(row.text) for row in gold]
    vectors = centred(encoder.encode([p for parts in cut for p in parts]), weights.centre)
    columns, place = [], 0
    for parts, language in zip(cut, languages, strict=True):
        rows = []
        for part in parts:
            vector = vectors[place]
            place += 1
            evidence = gather(TextInContext(part, language), language, *rules)
            heads = linear(weights.goal_heads, vector)
            rows.append(goal_rows(evidence, heads, goal_similarity(weights, vector, language)))
        columns.append(np.stack(rows))
    return Texts(tuple(gold), languages, tuple(columns))


def fit_part(names: Sequence[str], known: Texts) -> Callable[[Texts], Floats]:
    """Return what scores texts by some columns, fitted on the labels of ``known``."""
    from sklearn.linear_model import LogisticRegression

    kept = [GOAL_COLUMNS.index(name) for name in (*names, *SHAPE)]
    kept += range(len(GOAL_COLUMNS), len(GOAL_COLUMNS) + len(GOALS))
    rows = np.vstack([text.max(axis=0)[:, kept] for text in known.columns])
    truth = truths(known.gold).ravel()
    model = LogisticRegression(max_iter=3000, random_state=SEED).fit(rows, truth)

    def score(texts: Texts) -> Floats:
        sizes = [len(text) for text in texts.columns]
        all_rows = np.concatenate(texts.columns)[:, :, kept]
        found = model.predict_proba(all_rows.reshape(-1, len(kept)))[:, 1].reshape(-1, len(GOALS))
        parts = np.split(found, np.cumsum(sizes)[:-1])
        return np.stack([part.max(axis=0) for part in parts]).astype(np.float32)

    return score


def fit_tfidf(training: Sequence[GoldSdg]) -> Callable[[Texts], Floats]:
    """Return what scores texts by TF-IDF of words and pairs of words, both languages together."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    reader = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    rows = reader.fit_transform([row.text for row in training])
    truth = truths(training)
    models = [
        LogisticRegression(C=10.0, solver="liblinear", random_state=SEED).fit(rows, truth[:, goal])
        for goal in range(len(GOALS))
    ]

    def score(texts: Texts) -> Floats:
        found = reader.transform([row.text for row in texts.gold])
        scores = [model.predict_proba(found)[:, 1] for model in models]
        return np.stack(scores, axis=1).astype(np.float32)

    return score


def truths(gold: Sequence[GoldSdg]) -> np.ndarray:  # type: ignore[type-arg]
    """Return which goals each text has, shape (texts, 17)."""
    return np.array([[goal in (row.goals or ()) for goal in GOALS] for row in gold])


def thresholds_of(score: Callable[[Texts], Floats], known: Texts) -> dict[str, float]:
    """Return the thresholds by the rule of the trained reader."""
    found, truth = score(known), truths(known.gold)
    languages = np.array(known.languages)
    return {
        language: best_goal_threshold(
            found[languages == language],
            truth[languages == language],
            MOST_NEGATIVES_TAKEN,
        )
        for language in LANGUAGES
    }


def table_of(texts: Texts, found: Floats, thresholds: Mapping[str, float]) -> LabelTable:
    """Return judgements beside scores and decisions."""
    judged: list[dict[str, bool]] = []
    for row in texts.gold:
        whole = {} if row.goals is None else {str(g): g in row.goals for g in GOALS}
        judged.append(whole | {str(goal): present for goal, present in row.judged})
    scored = [
        {
            str(goal): (float(s), bool(s >= thresholds[la]))
            for goal, s in zip(GOALS, row, strict=True)
        }
        for row, la in zip(found, texts.languages, strict=True)
    ]
    return label_table(tuple(map(str, GOALS)), judged, scored, has_scores=True)


def paired(first: LabelTable, second: LabelTable, documents: Sequence[str], name: str) -> str:
    """Return the difference of a measure with its interval over documents, drawn for both alike."""
    weights = draw_weights(documents)
    gaps = first.measure(weights)[name] - second.measure(weights)[name]
    low, high = np.percentile(gaps[~np.isnan(gaps)], (2.5, 97.5))
    own = measure_once(
        lambda w: {name: first.measure(w)[name] - second.measure(w)[name]}, len(documents)
    )
    return f"{own[name]:+.3f} ({low:+.3f} to {high:+.3f})"


def main() -> None:
    """Print one table per file of labels."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--vectors", type=Path, default=ROOT / "out" / "sdg-vectors.npz")
    encoder = CachingEncoder(load_encoder(), asked.parse_args().vectors)
    weights = load_weights(open_active(packaged_models(), SDG_TASK).path(WEIGHTS_FILE))
    items = read_sdg_items(sorted((OWN / "items").glob("*.jsonl")))
    splits = read_splits(OWN / SPLITS_FILE)
    training, calibration, held_out = (
        sdg_gold_rows(items_of_split(items, splits, split)) for split in Split
    )
    known = read_texts(calibration, weights, encoder)
    scorers = {name: fit_part(columns, known) for name, columns in PARTS.items()}
    scorers[TFIDF] = fit_tfidf(training)
    limits = {name: thresholds_of(score, known) for name, score in scorers.items()}
    files: dict[str, Sequence[GoldSdg]] = {"own held-out companies": held_out}
    for file in ("sdg_goal_dutch_passages_dev", "sdg_goal_benchmark_dev"):
        if SHARED.is_dir():
            files[file] = read_sdg_gold(SHARED / f"{file}.jsonl")
    for name, gold in files.items():
        kept = [row for row in gold if row.goals is not None or row.judged]
        print_file(name, read_texts(kept, weights, encoder), scorers, limits)


def print_file(
    name: str,
    texts: Texts,
    scorers: Mapping[str, Callable[[Texts], Floats]],
    limits: Mapping[str, Mapping[str, float]],
) -> None:
    """Print the measures of each part, and how far all together is above it."""
    documents = [row.document or f"row {row.gold_id}" for row in texts.gold]
    tables = {part: table_of(texts, score(texts), limits[part]) for part, score in scorers.items()}
    whole = tables["all together"]
    print(f"\n{name}: {len(documents)} texts of {len(set(documents))} documents")
    for part, table in tables.items():
        figures = measure_once(table.measure, len(documents))
        shown = "  ".join(f"{m} {figures[m]:.3f}" for m in MEASURES if figures.get(m) is not None)
        gap = paired(whole, table, documents, "macro_f1" if "benchmark" in name else "micro_f1")
        print(f"  {part:<32}{shown}   all together is {gap} above")


if __name__ == "__main__":
    main()

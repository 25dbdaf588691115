"""Figures on labelled mentions: per label, standard and strict, calibrated or not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from report_mining.classification.calibration import measure_reliability
from report_mining.classification.evaluation import STRICT, Counts, as_figures
from report_mining.classification.verdicts import STANDARD
from report_mining.taxonomies.codes import Stance

_NEVER_ENDORSEMENT = frozenset({Stance.NOT_FRAMEWORK, Stance.REGULATORY})
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class PredictedLabel:
    """What was predicted of one mention, beside its label."""

    truth: str
    predicted: str
    standard_score: float | None = None  # probability of ENDORSE or ANCHOR


def stance_figures(rows: Sequence[PredictedLabel]) -> dict[str, object]:
    """Return accuracy, macro-F1, standard and strict F1 and the calibration of ``rows``."""
    labels = sorted({row.truth for row in rows})
    per_label = {label: label_figures(rows, {label}) for label in labels}
    f1s = [figures["f1"] or 0.0 for figures in per_label.values()]
    found: dict[str, object] = {
        "mentions": len(rows),
        "accuracy": _share(sum(row.truth == row.predicted for row in rows), len(rows)),
        "macro_f1": round(sum(f1s) / len(f1s), _DIGITS) if f1s else None,
        "standard": label_figures(rows, STANDARD),
        "strict": label_figures(rows, STRICT),
        "never_endorsement_taken_for_it": sum(
            row.truth in _NEVER_ENDORSEMENT and row.predicted in STANDARD for row in rows
        ),
        "per_label": per_label,
    }
    scored = [row for row in rows if row.standard_score is not None]
    if scored:
        reliability = measure_reliability(
            [row.standard_score or 0.0 for row in scored],
            [row.truth in STANDARD for row in scored],
        )
        found["standard_score"] = {
            "brier": round(reliability.brier, _DIGITS),
            "brier_skill": _rounded(reliability.brier_skill),
            "calibration_error": round(reliability.calibration_error, _DIGITS),
            "bins": [
                [b.count, round(b.mean_score, 3), round(b.share_true, 3)] for b in reliability.bins
            ],
        }
    return found


def label_figures(
    rows: Sequence[PredictedLabel], wanted: Collection[str]
) -> dict[str, float | None]:
    """Return precision, recall, F1 and support of the question "is it one of these?"."""
    hits = sum(row.truth in wanted and row.predicted in wanted for row in rows)
    chosen = sum(row.predicted in wanted for row in rows)
    there = sum(row.truth in wanted for row in rows)
    return as_figures(Counts(hits, chosen - hits, there - hits))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, _DIGITS) if whole else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)

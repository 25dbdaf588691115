"""Whether a reader says the same of a text in Dutch and of its translation in English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from report_mining.classification.label_table import Flags
from report_mining.classification.resampling import Floats, ratio
from report_mining.records.sdg import GoldSdg, SdgPrediction


@dataclass(frozen=True, slots=True)
class LanguageTable:
    """The goals selected in both languages of each pair; shapes (pairs, 17)."""

    first: Flags
    second: Flags
    documents: tuple[str, ...]  # one per pair

    def measure(self, weights: Floats) -> Mapping[str, Floats]:
        """Return the measures by the weights of pairs, shape (draws, pairs).

        ``same_goals_in_both_languages``: share of pairs whose sets of selected goals are equal.
        ``goals_shared_by_both_languages``: 2 x shared / all goals selected (micro-F1 of the two).
        """
        is_same = (self.first == self.second).all(axis=1)
        shared = (self.first & self.second).sum(axis=1)
        told = self.first.sum(axis=1) + self.second.sum(axis=1)
        return {
            "same_goals_in_both_languages": ratio(weights @ is_same, weights.sum(axis=1)),
            "goals_shared_by_both_languages": ratio(2 * weights @ shared, weights @ told),
        }


def language_table(
    rows: Sequence[tuple[GoldSdg, SdgPrediction]],
) -> LanguageTable | None:
    """Return the table of the pairs of which both texts are among ``rows``; None: there is none."""
    by_pair: dict[str, list[tuple[GoldSdg, SdgPrediction]]] = defaultdict(list)
    for gold, prediction in rows:
        if gold.pair is not None:
            by_pair[gold.pair].append((gold, prediction))
    whole = [both for both in by_pair.values() if len({gold.language for gold, _ in both}) == 2]
    if not whole:
        return None
    return LanguageTable(
        first=np.array([_selected(both[0][1]) for both in whole], bool),
        second=np.array([_selected(both[1][1]) for both in whole], bool),
        documents=tuple(both[0][0].document for both in whole),
    )


def _selected(prediction: SdgPrediction) -> list[bool]:
    return [score.selected for score in prediction.goals]

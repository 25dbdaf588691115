"""``report-mining annotations sdg-goals``: our SDG items counted, compared and kept apart."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from report_mining.annotation.agreement import measure_set_agreement
from report_mining.annotation.sdg_items import (
    SdgMaterial,
    annotated_sdg_texts,
    items_of_split,
    read_sdg_material,
)
from report_mining.annotation.sdg_translated import (
    TRANSLATED_FILE,
    TranslatedPair,
    read_translated_pairs,
    translated_texts,
)
from report_mining.annotation.splits import Split
from report_mining.cli.annotations import check_separation, listed, recorded_splits, shown
from report_mining.errors import EXIT_DONE

_GOALS = tuple(str(goal) for goal in range(1, 18))


def run_sdg_annotations(folder: Path, *, adds_splits: bool) -> int:
    """Print counts, agreement and separation of the items under ``folder``.

    Raises:
        InputError: a file has defects, a company has no split, or items are too alike.
    """
    material = read_sdg_material(folder)
    companies = {item.company for item in material.items}
    splits = recorded_splits(folder, companies, adds_splits=adds_splits)
    parts = {split: items_of_split(material.items, splits, split) for split in Split}
    _print_counts(material)
    print(f"splits: {listed(Counter({split.value: len(part) for split, part in parts.items()}))}")
    pairs = _translated_pairs(folder)
    print(
        f"translated pairs, all held out: {len(pairs)} of {len({p.company for p in pairs})} companies"
    )
    _print_agreement(material)
    check_separation(
        annotated_sdg_texts([*parts[Split.TRAIN], *parts[Split.CALIBRATION]]),
        [*annotated_sdg_texts(parts[Split.HELD_OUT]), *translated_texts(pairs)],
    )
    return EXIT_DONE


def _translated_pairs(folder: Path) -> tuple[TranslatedPair, ...]:
    path = folder / TRANSLATED_FILE
    return read_translated_pairs(path) if path.exists() else ()


def _print_counts(material: SdgMaterial) -> None:
    items = material.items
    languages = Counter(item.context.language for item in items)
    goals = Counter(goal for item in items for goal in item.goals)
    targets = Counter(target for item in items for target in item.targets)
    companies = len({item.company for item in items})
    print(f"{len(items)} texts of {companies} invented companies: {listed(languages)}")
    print("passages per goal: " + ", ".join(f"{goal} {goals[goal]}" for goal in sorted(goals)))
    print(
        f"{sum(not item.goals for item in items)} texts without a goal; {targets.total()} labels of "
        f"{len(targets)} targets, of which {sum(n >= 12 for n in targets.values())} at least 12 times"
    )


def _print_agreement(material: SdgMaterial) -> None:
    goals = measure_set_agreement(material.goal_pairs, _GOALS)
    targets = measure_set_agreement(material.target_pairs, ())
    print(
        f"labelled twice: {goals.units} texts, same goals {shown(goals.share)}, micro-F1 of goals "
        f"{shown(goals.micro_f1)}, of targets {shown(targets.micro_f1)}"
    )
    for goal, alpha in goals.alpha_per_label.items():
        print(f"  goal {goal}: Krippendorff's alpha {shown(alpha)}")

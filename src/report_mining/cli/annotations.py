"""``report-mining annotations``: how many there are, how far annotators agree, what is too alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from report_mining.annotation import StanceMaterial, read_stance_material
from report_mining.annotation.agreement import measure_agreement
from report_mining.annotation.separation import AnnotatedText, like_items, shared_runs
from report_mining.annotation.splits import SPLITS_FILE, Split, add_splits, read_splits
from report_mining.annotation.stance_gold_items import annotated_texts
from report_mining.errors import EXIT_DONE, InputError

_STANDARD = frozenset({"ENDORSE", "ANCHOR"})
_SHOWN = 20  # most pairs of items that are listed
_SDG_TASKS = frozenset({"sdg-goals", "sdg-targets"})  # both are labelled in the same items
_SDG_FOLDER = "sdg"
_DUE_DILIGENCE_TASKS = frozenset({"due-diligence", "linkage"})  # labelled in the same items


def run_annotations(task: str, annotations: Path, *, adds_splits: bool) -> int:
    """Print counts, agreement and separation of our own annotated texts.

    Raises:
        InputError: a file has defects, or items of different companies or splits are too alike.
    """
    if task in _SDG_TASKS:
        from report_mining.cli.sdg_annotations import run_sdg_annotations

        return run_sdg_annotations(annotations / _SDG_FOLDER, adds_splits=adds_splits)
    if task in _DUE_DILIGENCE_TASKS:
        from report_mining.annotation.due_diligence_items import DUE_DILIGENCE_FOLDER
        from report_mining.cli.due_diligence_annotations import run_due_diligence_annotations

        return run_due_diligence_annotations(
            annotations / DUE_DILIGENCE_FOLDER, adds_splits=adds_splits
        )
    assert task == "stance"
    folder = annotations / task
    material = read_stance_material(folder)
    companies = {item.company for item in material.items}
    splits = recorded_splits(folder, companies, adds_splits=adds_splits)
    _print_counts(material, splits)
    _print_agreement(material)
    _check_separation(material, splits)
    return EXIT_DONE


def recorded_splits(
    folder: Path, companies: Iterable[str], *, adds_splits: bool
) -> dict[str, Split]:
    """Return the splits that ``folder`` records, with the new companies added if wanted."""
    path = folder / SPLITS_FILE
    if adds_splits:
        print(f"{SPLITS_FILE}: {add_splits(path, companies)} companies added")
    return read_splits(path)


def _print_counts(material: StanceMaterial, splits: dict[str, Split]) -> None:
    items = material.items
    languages = Counter(item.context.language for item in items)
    labels = Counter(mention.stance.value for item in items for mention in item.mentions)
    parts = Counter(splits[item.company].value for item in items)
    companies = len({item.company for item in items})
    print(f"{len(items)} texts of {companies} invented companies: {listed(languages)}")
    print(f"{labels.total()} mentions: {listed(labels)}")
    print(f"splits: {listed(parts)}; challenge: {len(material.challenge)} texts")


def listed(counts: Mapping[Any, int]) -> str:
    """Return names with their counts, the most frequent first."""
    return ", ".join(f"{name} {count}" for name, count in Counter(counts).most_common())


def _print_agreement(material: StanceMaterial) -> None:
    found = measure_agreement(material.pairs, _STANDARD)
    print(
        f"labelled twice: {found.units} mentions, same {shown(found.share)}, Krippendorff's alpha "
        f"{shown(found.alpha)}, Cohen's kappa of ENDORSE-or-ANCHOR {shown(found.kappa_standard)}"
    )
    for label, alpha in found.alpha_per_label.items():
        print(f"  {label}: alpha {shown(alpha)}")


def shown(value: float | None) -> str:
    """Return a figure to three decimals."""
    return "undefined" if value is None else f"{value:.3f}"


def _check_separation(material: StanceMaterial, splits: dict[str, Split]) -> None:
    texts = annotated_texts(material.items)
    training = [text for text in texts if splits[text.company] is not Split.HELD_OUT]
    held_out = [text for text in texts if splits[text.company] is Split.HELD_OUT]
    check_separation(training, [*held_out, *annotated_texts(material.challenge)])


def check_separation(training: Sequence[AnnotatedText], held_out: Sequence[AnnotatedText]) -> None:
    """Print that no wording is shared.

    Raises:
        InputError: two companies share a run of words, or a held-out item is like a training item.
    """
    runs = [
        f"{run.first_id} and {run.second_id} share '{run.words}'"
        for run in shared_runs([*training, *held_out])
    ]
    alike = [
        f"{found.held_out_id} is like {found.training_id} ({found.likeness:.2f})"
        for found in like_items(held_out, training)
    ]
    print(f"shared runs of eight words between companies: {len(runs)}; too like: {len(alike)}")
    if runs or alike:
        raise InputError("\n  ".join(["texts are too alike:", *(runs + alike)[:_SHOWN]]))

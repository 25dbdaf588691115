"""``report-mining annotations due-diligence``: our items counted, compared and kept apart."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from report_mining.annotation.due_diligence_agreement import (
    DueDiligenceAgreement,
    GradeAgreement,
    measure_due_diligence_agreement,
)
from report_mining.annotation.due_diligence_items import (
    DueDiligenceMaterial,
    annotated_due_diligence_texts,
    items_of_split,
    read_due_diligence_material,
)
from report_mining.annotation.splits import Split
from report_mining.cli.annotations import check_separation, listed, recorded_splits, shown
from report_mining.errors import EXIT_DONE


def run_due_diligence_annotations(folder: Path, *, adds_splits: bool) -> int:
    """Print counts, agreement and separation of the items under ``folder``.

    Raises:
        InputError: a file has defects, a company has no split, or items are too alike.
    """
    material = read_due_diligence_material(folder)
    companies = {item.company for item in material.items}
    splits = recorded_splits(folder, companies, adds_splits=adds_splits)
    parts = {split: items_of_split(material.items, splits, split) for split in Split}
    _print_counts(material)
    print(f"splits: {listed(Counter({split.value: len(part) for split, part in parts.items()}))}")
    _print_agreement(measure_due_diligence_agreement(material.pairs), len(material.pairs))
    check_separation(
        annotated_due_diligence_texts([*parts[Split.TRAIN], *parts[Split.CALIBRATION]]),
        annotated_due_diligence_texts(parts[Split.HELD_OUT]),
    )
    return EXIT_DONE


def _print_counts(material: DueDiligenceMaterial) -> None:
    rows = [item.row for item in material.items]
    companies = len({row.company for row in rows})
    languages = listed(Counter(row.language for row in rows))
    print(f"{len(rows)} texts of {companies} invented companies: {languages}")
    steps = Counter(f"{s.step}/{s.specificity}" for row in rows for s in row.steps)
    print("step/specificity: " + ", ".join(f"{name} {steps[name]}" for name in sorted(steps)))
    print(f"without a step: {sum(not row.steps for row in rows)}")
    print(f"links: {listed(Counter(f'L{row.link.level}' for row in rows))}")
    print(f"false friends: {listed(Counter(r.false_friend for r in rows if r.false_friend))}")


def _print_agreement(found: DueDiligenceAgreement, texts: int) -> None:
    print(f"labelled twice: {texts} texts")
    if not texts:
        return
    for name, grade in (
        ("specificity of steps both gave", found.specificity),
        ("highest specificity, 0 to 3", found.highest_specificity),
        ("link level", found.link_level),
    ):
        _print_grade(name, grade)
    for name, sets in found.sets.items():
        print(f"{name}: same {shown(sets.share)}, micro-F1 {shown(sets.micro_f1)}")
        for label, alpha in sets.alpha_per_label.items():
            print(f"  {label}: Krippendorff's alpha {shown(alpha)}")
    for name, single in found.single.items():
        print(f"{name}: same {shown(single.share)}, Krippendorff's alpha {shown(single.alpha)}")


def _print_grade(name: str, grade: GradeAgreement) -> None:
    share = grade.same / grade.units if grade.units else None
    print(
        f"{name}: {grade.units} units, same {shown(share)}, ordinal alpha {shown(grade.alpha)}, "
        f"quadratic weighted kappa {shown(grade.kappa)}"
    )

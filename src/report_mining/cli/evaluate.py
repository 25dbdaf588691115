"""``report-mining evaluate``: predictions against labels."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from report_mining.cli.classify import DUE_DILIGENCE, LINKAGE, SDG_TASKS, STANCE, refuse_encoder
from report_mining.errors import EXIT_DONE, UsageError

_INTERVALS = "intervals"  # of the figures beside it, by their names


def run_evaluate(
    task: str,
    gold: Path,
    models: Path | None,
    as_json: bool,
    encoder: str | None = None,
    against: str | None = None,
) -> int:
    """Print the metrics of a task on a file of labels."""
    if against is None:
        record = _evaluate(task, gold, models, encoder)
    else:
        record = _compare(task, gold, models, encoder, against)
    if as_json:
        print(json.dumps(record, ensure_ascii=False))
    else:
        _print_tables(record)
    return EXIT_DONE


def _evaluate(task: str, gold: Path, models: Path | None, encoder: str | None) -> dict[str, object]:
    if task == STANCE:
        refuse_encoder(task, encoder)
        from report_mining.pipeline.evaluating import evaluate_stance_file

        return evaluate_stance_file(gold, models).as_record()
    if task == LINKAGE:
        refuse_encoder(task, encoder)
        from report_mining.pipeline.evaluating import evaluate_link_file

        return evaluate_link_file(gold, models).as_record()
    if task == DUE_DILIGENCE:
        refuse_encoder(task, encoder)
        from report_mining.pipeline.evaluating import evaluate_due_diligence_file

        return evaluate_due_diligence_file(gold, models).as_record()
    from report_mining.classification.sdg_evaluation import SdgTask
    from report_mining.pipeline.evaluating import evaluate_sdg_file

    return evaluate_sdg_file(SdgTask(task), gold, models, encoder).as_record()


def _compare(
    task: str, gold: Path, models: Path | None, encoder: str | None, against: str
) -> dict[str, object]:
    if task not in SDG_TASKS or encoder is not None:
        raise UsageError(
            f"--against {against}: compares two versions of the SDG models with our own encoder; "
            "leave it out"
        )
    from report_mining.classification.sdg_evaluation import SdgTask
    from report_mining.pipeline.evaluating import compare_sdg_files

    return compare_sdg_files(SdgTask(task), gold, models, against).as_record()


def _print_tables(record: Mapping[str, object]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    console.print(f"{record['task']}: {record['n']} labelled texts")
    if record["task"] in SDG_TASKS:
        from report_mining.classification.sdg_features import POOLING_RULE

        console.print(POOLING_RULE)
    compared = [title for title in record if title.startswith("difference_to_")]
    for title in ("metrics", "per_label", "per_language", "per_company", *compared):
        rows = record.get(title, {})
        assert isinstance(rows, dict)
        if not rows:
            continue
        table = Table(title=title.replace("_", " "), title_justify="left", show_header=False)
        for name, value in _with_intervals(rows).items():
            table.add_row(name.replace("_", " "), _shown(value))
        console.print(table)


def _with_intervals(figures: Mapping[str, object]) -> dict[str, object]:
    """Return the figures, each with its interval behind it as text."""
    intervals = figures.get(_INTERVALS)
    known = intervals if isinstance(intervals, Mapping) else {}
    return {
        name: f"{_shown(value)} {_shown(known[name])}" if known.get(name) else value
        for name, value in figures.items()
        if name != _INTERVALS
    }


def _shown(value: object) -> str:
    match value:
        case Mapping():
            parts = _with_intervals(value).items()
            return ", ".join(f"{name} {_shown(part)}" for name, part in parts)
        case tuple():
            return f"[{', '.join(_shown(part) for part in value)}]"
        case float():
            return f"{value:.3f}"
        case _:
            return str(value)

"""``report-mining evaluate``: predictions against labels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from report_mining.errors import EXIT_DONE

if TYPE_CHECKING:
    from report_mining.classification.evaluation import StanceEvaluation


def run_evaluate(task: str, gold: Path, models: Path | None, as_json: bool) -> int:
    """Print the metrics of a task on a file of labels."""
    assert task == "stance"
    from report_mining.pipeline.evaluating import evaluate_stance_file

    evaluation = evaluate_stance_file(gold, models)
    if as_json:
        print(json.dumps(evaluation.as_record(), ensure_ascii=False))
    else:
        _print_tables(evaluation)
    return EXIT_DONE


def _print_tables(evaluation: StanceEvaluation) -> None:
    from rich.console import Console
    from rich.table import Table

    shown = evaluation.as_record()
    console = Console(highlight=False)
    console.print(f"{shown['task']}: {shown['n']} labelled texts")
    for title in ("metrics", "per_label", "per_language"):
        rows = shown[title]
        assert isinstance(rows, dict)
        table = Table(title=title.replace("_", " "), title_justify="left", show_header=False)
        for name, value in rows.items():
            table.add_row(name.replace("_", " "), _shown(value))
        console.print(table)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(part)}" for name, part in value.items())
    return f"{value:.3f}" if isinstance(value, float) else str(value)

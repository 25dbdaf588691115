"""The screen help and single reports do not pay for libraries that they do not use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from truth import REPORTS

HEAVY_FOR_HELP = ("prefect", "torch", "spacy", "pypdfium2", "altair", "pyarrow", "sklearn", "rich")
HEAVY_FOR_SCORE = ("prefect", "torch", "sentence_transformers", "altair", "sklearn", "xlsxwriter")


def loaded_after(code: str, folder: Path) -> set[str]:
    script = f"{code}\nimport sys\nprint(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def test_the_command_line_alone_imports_nothing_heavy(tmp_path: Path) -> None:
    assert loaded_after("import report_mining.cli.app", tmp_path).isdisjoint(HEAVY_FOR_HELP)


def test_scoring_one_report_imports_neither_prefect_nor_torch(tmp_path: Path) -> None:
    report = REPORTS / "halvemaet-annual-report-2022.pdf"
    code = (
        "from pathlib import Path\n"
        "from report_mining import load_instrument, score_report\n"
        f"assert score_report(Path({str(report)!r}), load_instrument()).findings"
    )
    assert loaded_after(code, tmp_path).isdisjoint(HEAVY_FOR_SCORE)

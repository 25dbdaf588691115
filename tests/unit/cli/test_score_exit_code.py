"""``score`` ends with 1 when no report gave text, even if it has blank pages that were looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_mining.cli.score import run_score
from report_mining.errors import EXIT_DONE, EXIT_NOTHING_SCORED
from report_mining.records import ReadingLimits


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" \f \f ", EXIT_NOTHING_SCORED),
        ("Wij onderschrijven de OESO-richtlijnen en leggen daar verslag over af.", EXIT_DONE),
    ],
)
def test_a_report_without_text_is_nothing_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int
) -> None:
    report = tmp_path / "report.txt"
    report.write_text(text, "utf-8")
    assert run_score([report], None, ReadingLimits(), as_json=True) == code
    assert capsys.readouterr().out.count("\n") == 1

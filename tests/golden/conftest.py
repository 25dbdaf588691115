"""Draws every golden page once per session and reads it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = Path(__file__).parent / "pages"
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "scripts")]
pytest.importorskip("reportlab", reason="drawing golden pages needs the dev extra (reportlab)")

from golden.drawing import draw_pdf  # noqa: E402
from golden.pages import load_pages  # noqa: E402
from golden_measure import ReadPage  # noqa: E402

from report_mining.documents import read_report  # noqa: E402
from report_mining.records import ReadingLimits, Report  # noqa: E402


@pytest.fixture(scope="session")
def read_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReadPage]:
    """Return every golden page with what the reader makes of it; no OCR."""
    folder = tmp_path_factory.mktemp("golden")
    read: dict[str, ReadPage] = {}
    for truth in load_pages(PAGES):
        path = folder / f"{truth.name}.pdf"
        path.write_bytes(draw_pdf(truth))
        report = read_report(path, ReadingLimits(ocr=False))
        assert isinstance(report, Report), f"{truth.name}: {report}"
        read[truth.name] = ReadPage(truth, report.pages[1], report)
    return read

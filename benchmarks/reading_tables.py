"""Speed of reading with tables, and on how many pages what is done for them.

Tables are read on every page whose pieces stand beside each other; there the lines of the page
come from PDFium and the cells from pdfplumber's table finder. Ours and pdfplumber's
``extract_text()`` read the same files in turn.
"""

from __future__ import annotations

import importlib
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.reading_speed import Row, read_plumber, write_sample
from report_mining.documents import read_report
from report_mining.documents.pdf_engine import open_pdf, read_raw_page
from report_mining.documents.table_grids import may_hold_table
from report_mining.language import identify_language
from report_mining.records import BlockKind, ReadingLimits, Report

WITH_TABLES = ReadingLimits(ocr=False)


def measure_tables(files: list[Path]) -> Iterator[Row]:
    """Yield the speed against pdfplumber and the share of pages that each step of the way takes."""
    identify_language("the identifier is loaded before the clock starts")
    importlib.import_module("pdfplumber")  # so is the library that both use
    counts: Counter[str] = Counter()
    ours = plumber = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            sample = Path(folder) / file.name
            write_sample(file, sample)
            started = time.process_time()
            read_report(sample, WITH_TABLES)
            middle = time.process_time()
            read_plumber(sample)
            ours += middle - started
            plumber += time.process_time() - middle
            counts.update(_count_pages(sample))
            counts.update(_count_rows(sample))
    pages = counts["pages"]
    yield f"ours with tables, {pages} pages", f"{pages / ours:8.1f} pages/s", ""
    yield f"pdfplumber extract_text(), {pages} pages", f"{pages / plumber:8.1f} pages/s", ""
    yield "ours with tables over pdfplumber", f"{plumber / ours:8.1f}", "6"
    for name in ("looked at for lines", "with drawn tables", "with table rows"):
        yield f"pages {name}", f"{counts[name] / pages:8.2f} of the pages", ""
    named = counts["rows with column headers"] / max(1, counts["rows"])
    yield f"table rows with column headers, of {counts['rows']}", f"{named:8.2f}", ""


def _count_pages(file: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    with open_pdf(file) as document:
        for index in range(document.page_count):
            raw = read_raw_page(document, index)
            counts["pages"] += 1
            counts["looked at for lines"] += may_hold_table(raw.segments)
            counts["with drawn tables"] += bool(raw.grids)
    return counts


def _count_rows(file: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    report = read_report(file, WITH_TABLES)
    for page in report.pages if isinstance(report, Report) else ():
        rows = [block for block in page.blocks if block.kind is BlockKind.TABLE_ROW]
        counts["with table rows"] += bool(rows)
        counts["rows"] += len(rows)
        counts["rows with column headers"] += sum(bool(row.column_headers) for row in rows)
    return counts

"""Speed of reading: pages a second of CPU time, against pdfplumber and bare pypdfium2.

The readers take turns, document by document, so that whatever else the machine does hits all of
them alike. Against bare pypdfium2 whole documents are read; against pdfplumber, which takes a
quarter of a second a page, a few pages of each document, put into a file that both read. We read
with the search for drawn tables, and without it: the floors tell the two apart.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2

from report_mining.documents import read_report
from report_mining.language import identify_language
from report_mining.records import ReadingLimits, Report

NO_OCR = ReadingLimits(ocr=False)
NO_TABLES = ReadingLimits(ocr=False, tables=False)
SAMPLE_PAGES = 6  # of each document, spread over it, for pdfplumber

Row = tuple[str, str, str]  # what, value, floor


def measure_speed(files: list[Path]) -> Iterator[Row]:
    """Yield pages a second and the ratios that the floors are about."""
    identify_language("the identifier is loaded before the clock starts")
    pages: Counter[str] = Counter()
    seconds: Counter[str] = Counter()

    def time_reader(name: str, read: Callable[[Path], int], file: Path) -> None:
        started = time.process_time()
        pages[name] += read(file)
        seconds[name] += time.process_time() - started

    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            sample = Path(folder) / file.name
            write_sample(file, sample)
            time_reader("pypdfium2, whole", read_bare, file)
            time_reader("ours without tables, whole", read_without_tables, file)
            time_reader("ours, whole", read_ours, file)
            time_reader("pdfplumber, sample", read_plumber, sample)
            time_reader("ours without tables, sample", read_without_tables, sample)
            time_reader("ours, sample", read_ours, sample)
    rates = {name: pages[name] / seconds[name] for name in pages}
    for name, rate in rates.items():
        what = f"{name}: {pages[name]} pages of {len(files)} documents"
        yield what, f"{rate:8.1f} pages/s", ""
    for ours, over_plumber, over_bare in (("ours without tables", "12", "0.3"), ("ours", "6", "")):
        ratio = rates[f"{ours}, sample"] / rates["pdfplumber, sample"]
        yield f"{ours} over pdfplumber extract_text()", f"{ratio:8.1f}", over_plumber
        ratio = rates[f"{ours}, whole"] / rates["pypdfium2, whole"]
        yield f"{ours} over bare pypdfium2", f"{ratio:8.2f}", over_bare


def write_sample(file: Path, sample: Path) -> None:
    """Write a few pages spread over a document into a PDF of their own."""
    source, target = pypdfium2.PdfDocument(file), pypdfium2.PdfDocument.new()
    step = max(1, len(source) // SAMPLE_PAGES)
    chosen = list(range(step // 2, len(source), step))[:SAMPLE_PAGES]
    target.import_pages(source, chosen)
    target.save(sample)
    target.close()
    source.close()


def read_ours(file: Path) -> int:
    """Read a document with full layout; return the number of pages."""
    report = read_report(file, NO_OCR)
    return len(report.pages) if isinstance(report, Report) else 0


def read_without_tables(file: Path) -> int:
    """Read a document with full layout, its drawn tables not looked for."""
    report = read_report(file, NO_TABLES)
    return len(report.pages) if isinstance(report, Report) else 0


def read_bare(file: Path) -> int:
    """Get the text of every page from the engine, nothing else."""
    document = pypdfium2.PdfDocument(file)
    for page in document:
        text_page = page.get_textpage()
        text_page.get_text_range()
        text_page.close()
        page.close()
    count = len(document)
    document.close()
    return count


def read_plumber(file: Path) -> int:
    """Extract the text of every page with pdfplumber."""
    import pdfplumber

    with pdfplumber.open(file) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)

"""Reading: speed, memory, faithfulness and hardness, on the shared corpus.

CPU seconds of one process, page load included, whole documents, without OCR and tables. Twelve
documents by default; ``--all`` reads every one, ``--speed`` measures speed only, ``--tables`` the
speed with tables only: ``python -m benchmarks.reading [--all] [--speed | --tables]``.
"""

from __future__ import annotations

import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from benchmarks.reading_memory import measure_curves, print_curve
from benchmarks.reading_speed import measure_speed
from benchmarks.reading_tables import measure_tables
from report_mining.documents import read_report
from report_mining.documents.pdf_engine import open_pdf, read_raw_page
from report_mining.pipeline.single import read_path
from report_mining.pipeline.workers import WorkerPool
from report_mining.records import ExtractionFailure, ReadingLimits

ROOT = Path(__file__).resolve().parents[1]
CORPUS = Path(os.environ.get("REPORT_MINING_SHARED", ROOT.parent / "shared")) / "corpus"
NO_OCR = ReadingLimits(ocr=False)
HARD = ReadingLimits(timeout_s=60.0, memory_bytes=2 * 1024**3, ocr=False)
JOINED_PAGES = 1_000
WORD_PAGES = 300
SEED = 20260101
WORST = 10
_WORD = re.compile(r"\w+")
_BAD_MARKS = str.maketrans(dict.fromkeys("\ufffe\x02\u00ad\x00\U000f0001"))


@dataclass(frozen=True)
class PageWords:
    """How the words of one page compare; words are counted as a multiset."""

    name: str
    page_number: int
    agreed: int  # words that pdfplumber and pypdfium2 both find
    recalled: int  # of them, found by us
    ours: int
    supported: int  # of ours, found by either

    @property
    def errors(self) -> int:
        """Words missed and words made up."""
        return self.agreed - self.recalled + self.ours - self.supported


def documents(is_all: bool) -> list[Path]:
    """Return every report, or each fifth: twelve of different makers."""
    files = sorted((CORPUS / "reports").glob("*.pdf"))
    return files if is_all else files[1::5]


def measure_memory(folder: Path) -> None:
    """Print peak and curves of the memory of reading joined documents, in processes of their own."""
    joined, small = folder / "joined.pdf", folder / "hundred.pdf"
    join_reports(joined, JOINED_PAGES)
    join_reports(small, 100)
    for path, pages in ((small, 100), (joined, JOINED_PAGES)):
        command = [sys.executable, "-m", "benchmarks.reading", "--peak", str(path)]
        peak = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
        show(f"peak memory, {pages} pages joined", f"{int(peak):8d} MB", "500")
    for what, values in measure_curves(joined):
        show(what, values, "flat")


def join_reports(path: Path, pages: int) -> None:
    """Write the first ``pages`` pages of the corpus into one PDF."""
    joined = pypdfium2.PdfDocument.new()
    for file in documents(is_all=True):
        source = pypdfium2.PdfDocument(file)
        joined.import_pages(source, list(range(min(len(source), pages - len(joined)))))
        source.close()
        if len(joined) >= pages:
            break
    joined.save(path)
    joined.close()


def print_peak(path: Path) -> None:
    """Read one document and print the peak memory of this process in MB."""
    read_report(path, NO_OCR)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def words_of(text: str) -> Counter[str]:
    """Return the words of a text, split the same way for all three."""
    return Counter(_WORD.findall(text.translate(_BAD_MARKS)))


def compare_page(file: Path, index: int) -> PageWords:
    """Compare the unrepaired words of one page with those of the two engines.

    Where text lies outside the page or a crop box is set, only what lies inside it: the engines
    give all of it, such as the other half of a spread.
    """
    import pdfplumber

    with open_pdf(file) as document:
        raw = read_raw_page(document, index, marks_footnotes=False)
    ours = words_of("\n".join(segment.text for segment in raw.segments))
    bare = pypdfium2.PdfDocument(file)
    page = bare[index]
    is_bounded = raw.outside_count > 0 or page.get_cropbox() != page.get_mediabox()
    text_page = page.get_textpage()
    theirs = words_of(
        text_page.get_text_bounded(*page.get_cropbox())
        if is_bounded
        else text_page.get_text_range()
    )
    bare.close()
    with pdfplumber.open(file) as plumber:
        sheet = plumber.pages[index]
        if is_bounded:
            sheet = sheet.crop(sheet.cropbox, strict=False)
        others = words_of(sheet.extract_text())
    agreed, union = theirs & others, theirs | others
    return PageWords(
        file.name,
        index + 1,
        agreed.total(),
        (agreed & ours).total(),
        ours.total(),
        (ours & union).total(),
    )


def measure_words() -> None:
    """Print recall and precision on fixed random pages, and the worst pages."""
    sizes = {file: len(pypdfium2.PdfDocument(file)) for file in documents(is_all=True)}
    every = [(file, index) for file, size in sizes.items() for index in range(size)]
    chosen = sorted(random.Random(SEED).sample(every, WORD_PAGES))
    pages = [compare_page(file, index) for file, index in chosen]
    recall = sum(p.recalled for p in pages) / sum(p.agreed for p in pages)
    precision = sum(p.supported for p in pages) / sum(p.ours for p in pages)
    show(f"words of {len(pages)} pages: recall of what both find", f"{recall:8.4f}", "0.995")
    show(f"words of {len(pages)} pages: precision against either", f"{precision:8.4f}", "0.995")
    for p in sorted(pages, key=lambda p: -p.errors)[:WORST]:
        print(
            f"    {p.name[:48]:<48} p. {p.page_number:<4} missed {p.agreed - p.recalled:>4} of "
            f"{p.agreed:<5} unsupported {p.ours - p.supported:>4} of {p.ours}"
        )


def measure_hard_files() -> None:
    """Print what became of the hard PDFs, each read in a worker process."""
    files = sorted(p for p in (CORPUS / "hard_pdfs").rglob("*") if p.is_file())
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    with WorkerPool(1, memory_bytes=HARD.memory_bytes) as pool:
        for file in files:
            started = time.perf_counter()
            outcome = read_path(file, pool, HARD)
            slowest = max(slowest, time.perf_counter() - started)
            failed = isinstance(outcome, ExtractionFailure)
            outcomes[outcome.reason.value if failed else "read"] += 1
    show("hard PDFs accounted for", f"{outcomes.total():8d} of {len(files)}", "all")
    print("    " + ", ".join(f"{name} {n}" for name, n in outcomes.most_common()))
    show("hard PDFs, slowest", f"{slowest:8.1f} s", f"{HARD.timeout_s:.0f}")


def show(what: str, value: str, floor: str) -> None:
    """Print one row of the table."""
    print(f"{what:<55}{value:<20}{'floor ' + floor if floor else ''}", flush=True)


def main(arguments: list[str]) -> None:
    """Print the whole table."""
    if arguments[:1] == ["--peak"]:
        print_peak(Path(arguments[1]))
        return
    if arguments[:1] in (["--resident"], ["--traced"]):
        print_curve(Path(arguments[1]), is_traced=arguments[0] == "--traced")
        return
    chosen = documents("--all" in arguments)
    measures = measure_tables(chosen) if "--tables" in arguments else measure_speed(chosen)
    for measure in measures:
        show(*measure)
    if "--tables" in arguments or "--speed" in arguments:
        return
    with tempfile.TemporaryDirectory() as folder:
        measure_memory(Path(folder))
    measure_words()
    measure_hard_files()


if __name__ == "__main__":
    main(sys.argv[1:])

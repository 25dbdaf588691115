"""Memory of reading: what is held besides the result, and the result, over 1,000 pages.

The steps of `read_report` are taken one by one, and measured after every hundred pages: what
Python holds (tracemalloc, which sees no memory of the engine) and what the process holds (resident).
Until layout begins there is no result, so all of it is working memory.
"""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

from report_mining.documents.assembly import SectionTracker
from report_mining.documents.layout import finish_pages, lay_out_page, survey_pages
from report_mining.documents.packed_pages import pack, unpack_all
from report_mining.documents.pdf_engine import open_pdf, read_raw_pages
from report_mining.documents.picture_pages import mark_picture_of_text
from report_mining.language import identify_language

STEP = 100
ROOT = Path(__file__).resolve().parents[1]

Reading = tuple[str, float]  # step, MB


def measure_curves(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the curves of resident memory and of what Python holds, each from its own process."""
    for flag, name in (("--resident", "resident MB"), ("--traced", "MB held by Python")):
        command = [sys.executable, "-m", "benchmarks.reading", flag, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        for line in done.stdout.splitlines():
            what, _, values = line.partition(": ")
            yield f"{name}, {what}", values


def print_curve(path: Path, is_traced: bool) -> None:
    """Read one document step by step in this process and print what is held after each."""
    identify_language("the identifier is loaded before the first figure is taken")
    if is_traced:
        tracemalloc.start()
    held = _traced if is_traced else _resident
    start = held() if is_traced else 0.0
    rows: dict[str, list[float]] = {}

    def note(what: str) -> None:
        rows.setdefault(what, []).append(held() - start)

    read_in_steps(path, note)
    for what, values in rows.items():
        print(f"{what}: {' '.join(f'{value:.1f}' for value in values)}")


def read_in_steps(path: Path, note: Callable[[str], None]) -> None:
    """Read a document as `read_report` does, and call ``note`` after every hundred pages."""
    waiting = []
    with open_pdf(path) as document:
        for page in read_raw_pages(document, document.page_count):
            waiting.append(pack(mark_picture_of_text(path, page)))
            if len(waiting) % STEP == 0:
                del page
                note("read, pages waiting")
    survey, sections = survey_pages(page.unpack() for page in waiting), SectionTracker()
    note("surveyed")
    assembled = []
    for position, raw in enumerate(unpack_all(waiting)):
        assembled.append(lay_out_page(raw, position, survey, sections))
        if len(assembled) % STEP == 0:
            del raw
            note("laid out, pages and result")
    result = finish_pages(assembled, "0" * 64)
    note("with passages")
    del assembled, survey, sections, waiting
    note("result alone")
    del result
    note("nothing left")


def _traced() -> float:
    return tracemalloc.get_traced_memory()[0] / 1024**2


def _resident() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("/proc/self/status has no VmRSS; resident memory is measured on Linux only")

"""``report-mining doctor``: what this machine can and cannot do."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from report_mining.errors import EXIT_DONE, InstrumentError

LOW_DISK_BYTES = 2 * 1024**3
FORMATS = "PDF, report packages (.zip, .xbri), inline-XBRL XHTML, HTML, DOCX, plain text"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor's report."""

    name: str
    is_good: bool
    said: str  # what was found, and what to do when it is not good
    is_needed: bool = False  # without it nothing can be scored


def run_doctor() -> int:
    """Print every check; return 4 when the instrument cannot be loaded."""
    checks = list(all_checks())
    for check in checks:
        mark = "ok " if check.is_good else ("BAD" if check.is_needed else "-  ")
        print(f"{mark}  {check.name:<12} {check.said}")
    is_broken = any(check.is_needed and not check.is_good for check in checks)
    return InstrumentError.exit_code if is_broken else EXIT_DONE


def all_checks() -> Iterator[Check]:
    """Yield what was found, in the order of the work."""
    yield Check("python", sys.version_info >= (3, 11), sys.version.split()[0], is_needed=True)
    yield _versions()
    yield _instrument()
    yield Check("formats", True, FORMATS)
    yield _ocr()
    yield Check("languages", True, "Dutch and English are scored; others count as not covered")
    yield _browser()
    yield _machine()
    yield _disk(Path.cwd())


def _versions() -> Check:
    names = ("report-mining", "pypdfium2", "spacy", "scikit-learn", "prefect")
    found = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    return Check("packages", True, found)


def _instrument() -> Check:
    from report_mining.pipeline.instrument import load_instrument

    try:
        version = load_instrument().version
    except InstrumentError as error:
        return Check("models", False, str(error), is_needed=True)
    return Check("models", True, version, is_needed=True)


def _ocr() -> Check:
    from report_mining.documents import find_tesseract

    found = find_tesseract()
    if found is None:
        return Check(
            "scans",
            False,
            "Tesseract is not installed: scanned pages count as 'could not look'; "
            "on Debian or Ubuntu: apt-get install tesseract-ocr tesseract-ocr-nld",
        )
    missing = {"nld", "eng"} - set(found.languages)
    if missing:
        return Check(
            "scans",
            False,
            f"Tesseract {found.version} lacks {', '.join(sorted(missing))}; "
            "on Debian or Ubuntu: apt-get install tesseract-ocr-nld tesseract-ocr-eng",
        )
    return Check("scans", True, f"Tesseract {found.version} with nld and eng")


def _browser() -> Check:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    said = found or (
        "no Chromium: evidence in XHTML and HTML keeps its quote and locator but has no picture; "
        "on Debian or Ubuntu: apt-get install chromium"
    )
    return Check("browser", found is not None, said)


def _machine() -> Check:
    from report_mining.pipeline.runs import default_workers

    cores = default_workers()
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    enough = memory_gib >= 2 * cores
    advice = "" if enough else "; use fewer --workers: each takes up to 1 GiB"
    return Check("machine", enough, f"{cores} cores, {memory_gib:.0f} GiB of memory{advice}")


def _disk(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    said = f"{free / 1024**3:.0f} GiB free here"
    return Check("disk", free >= LOW_DISK_BYTES, said)

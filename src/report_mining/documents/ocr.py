"""Reads pages that are pictures with Tesseract, where it is installed."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from report_mining.documents.legibility import LegibilityJudge
from report_mining.documents.rasterising import page_png
from report_mining.documents.raw_pages import RawPage, Segment
from report_mining.records import NotLookedReason

_DPI = 300
_PAGE_TIMEOUT_S = 120.0
_MIN_CONFIDENCE = 30.0  # percent; words below it are noise
_FEW_WORDS = 15  # a picture with fewer is a photograph, not a page of text
_SURE_CONFIDENCE = 60.0  # of the words that are believed on a photograph
_MIN_MEAN_CONFIDENCE = 50.0  # a page below it is unusable
_WANTED_LANGUAGES = ("nld", "eng")
_VERSION = re.compile(r"tesseract v?(\S+)")


@dataclass(frozen=True, slots=True)
class TesseractInfo:
    """The Tesseract of this machine."""

    command: str
    version: str
    languages: tuple[str, ...]

    @property
    def wanted(self) -> str:
        """The languages to read with, as ``-l`` takes them."""
        found = [language for language in _WANTED_LANGUAGES if language in self.languages]
        return "+".join(found)


@cache
def find_tesseract() -> TesseractInfo | None:
    """Return the Tesseract on the search path, or None; asked once per process."""
    command = shutil.which("tesseract")
    if command is None:
        return None
    try:
        version = _output([command, "--version"])
        languages = _output([command, "--list-langs"])
    except (OSError, subprocess.SubprocessError):
        return None
    match = _VERSION.search(version)
    found = tuple(sorted(line.strip() for line in languages.splitlines()[1:] if line.strip()))
    info = TesseractInfo(command, match.group(1) if match else "unknown", found)
    return info if info.wanted else None


def _output(arguments: list[str]) -> str:
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=20, check=True)
    return done.stdout + done.stderr


def recognise_page(
    path: Path, page: RawPage, tesseract: TesseractInfo, seconds_left: float
) -> RawPage:
    """Return ``page`` with the lines that Tesseract reads on its picture, or marked unusable."""
    png = page_png(path, page.page_number, _DPI)
    if png is None:
        return replace(page, not_looked=NotLookedReason.PAGE_DAMAGED)
    command = [
        tesseract.command,
        "stdin",
        "stdout",
        "-l",
        tesseract.wanted,
        "--dpi",
        str(_DPI),
        "tsv",
    ]
    try:
        done = subprocess.run(
            command,
            input=png,
            capture_output=True,
            timeout=min(_PAGE_TIMEOUT_S, seconds_left),
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError):
        return replace(page, not_looked=NotLookedReason.OCR_UNUSABLE)
    return _with_words(page, list(_parse_tsv(done.stdout.decode("utf-8", "replace"))))


@dataclass(frozen=True, slots=True)
class _Word:
    line: tuple[str, ...]  # block, paragraph and line number
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    text: str


def _parse_tsv(table: str) -> Iterator[_Word]:
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip()
        if row["level"] == "5" and text and float(row["conf"]) >= 0:
            left, top = float(row["left"]), float(row["top"])
            yield _Word(
                (row["block_num"], row["par_num"], row["line_num"]),
                left,
                top,
                left + float(row["width"]),
                top + float(row["height"]),
                float(row["conf"]),
                text,
            )


def _with_words(page: RawPage, words: list[_Word]) -> RawPage:
    """Return the page with its lines; a photograph was looked at, an illegible text was not."""
    if len(words) < _FEW_WORDS:
        words = [w for w in words if w.confidence >= _SURE_CONFIDENCE]
    elif sum(w.confidence for w in words) / len(words) < _MIN_MEAN_CONFIDENCE:
        return replace(page, not_looked=NotLookedReason.OCR_UNUSABLE, is_ocr=True)
    lines: dict[tuple[str, ...], list[_Word]] = {}
    for word in (w for w in words if w.confidence >= _MIN_CONFIDENCE):
        lines.setdefault(word.line, []).append(word)
    segments: list[Segment] = []
    offset = 0
    for line in lines.values():
        segments.append(_line_segment(line, offset, page.height_pt))
        offset = segments[-1].raw_end + 1
    return replace(
        page,
        segments=tuple(segments),
        char_count=offset,
        not_looked=None,
        is_ocr=True,
        unmapped_count=0,
        outside_count=0,
        hidden_counts=(),
        readable_share=LegibilityJudge().judge(segments).readable_share,
    )


def _line_segment(words: list[_Word], offset: int, height_pt: float) -> Segment:
    scale = 72 / _DPI
    text = " ".join(w.text for w in words)
    y0 = height_pt - max(w.bottom for w in words) * scale
    y1 = height_pt - min(w.top for w in words) * scale
    x0 = min(w.left for w in words) * scale
    x1 = max(w.right for w in words) * scale
    return Segment(offset, offset + len(text), text, x0, y0, x1, y1, round((y1 - y0) / 1.1, 1), 400)

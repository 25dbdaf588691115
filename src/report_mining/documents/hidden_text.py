"""Finds text that nobody sees on a page: drawn invisibly, white on white, minute, or drawn twice."""

from __future__ import annotations

import ctypes
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from report_mining.documents.engine_calls import Look
from report_mining.documents.raw_pages import Segment
from report_mining.documents.text_reader import TextReader
from report_mining.records import Box

_WHITE = 250  # of 255, each of red, green and blue
_WHITISH = _WHITE << 16  # a darker ink has less red
_MINUTE_PT = 0.8  # font size and height of a line, with its leading
_DOUBLED_SHARE = 0.2  # of the font size, at most, between two drawings of one text
_MAX_OBJECTS = 20_000
_AREAS = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING, pdfium.FPDF_PAGEOBJ_FORM)
_UNFILLED_MODES = (
    pdfium.FPDF_TEXTRENDERMODE_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP,
)

INVISIBLE, WHITE, MINUTE, DOUBLED = "invisible_text", "white_text", "minute_text", "doubled_text"


def drop_unseen(
    page: Any, segments: Sequence[Segment], reader: TextReader
) -> tuple[tuple[Segment, ...], Counter[str]]:
    """Return the segments of an open page that are seen, and the characters of others by reason.

    Invisible text over an image is the text layer of a scan and stays. ``reader`` has read the
    segments. Where it knows no origin (the page is turned) nothing is held for invisible or white.
    """
    reasons = {n: MINUTE for n, s in enumerate(segments) if _is_minute(s)}
    origin = reader.origin
    if origin is not None:
        suspects = _suspects(reader)
        areas = _areas(page, origin) if suspects.keys() - reasons.keys() else _Areas([], [])
        for n, why in suspects.items():
            if n not in reasons and not _lies_on(segments[n], areas, why):
                reasons[n] = why
    reasons |= {n: DOUBLED for n in _doubled(segments) if n not in reasons}
    dropped: Counter[str] = Counter()
    for position, reason in reasons.items():
        segment = segments[position]
        dropped[reason] += segment.raw_end - segment.raw_start
    kept = tuple(s for position, s in enumerate(segments) if position not in reasons)
    return kept, dropped


def _is_minute(segment: Segment) -> bool:
    return segment.size_pt < _MINUTE_PT and segment.y1 - segment.y0 < _MINUTE_PT


def _suspects(reader: TextReader) -> dict[int, str]:
    """Return the segments (by position) that are invisible or white from end to end."""
    looks = {item: why for item, look in reader.looks.items() if (why := _odd_look(look))}
    ends = enumerate(reader.ends) if looks else ()
    return {
        n: looks[first]
        for n, (first, last) in ends
        if first in looks and looks[first] == looks.get(last)
    }


def _odd_look(look: Look) -> str:
    """Return why text drawn so may not be seen, "" where it is."""
    mode, ink, opacity = look
    if mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
        return INVISIBLE
    if mode in _UNFILLED_MODES or (opacity and ink < _WHITISH):
        return ""
    if not opacity:
        return INVISIBLE
    return WHITE if min(ink.to_bytes(3, "big")) >= _WHITE else ""


class _Areas(NamedTuple):
    """What is painted on a page besides text."""

    images: list[Box]
    painted: list[Box]  # images, forms, shadings and coloured areas


def _areas(page: Any, origin: tuple[float, float]) -> _Areas:
    found = _Areas([], [])
    count = pdfium.FPDFPage_CountObjects(page)
    edges = [ctypes.c_float() for _ in range(4)]
    for position in range(min(count, _MAX_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, position)
        kind = pdfium.FPDFPageObj_GetType(item)
        is_area = kind in _AREAS or (kind == pdfium.FPDF_PAGEOBJ_PATH and _is_coloured(item))
        if not is_area or not pdfium.FPDFPageObj_GetBounds(item, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        box = Box(left - origin[0], bottom - origin[1], right - origin[0], top - origin[1])
        found.painted.append(box)
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            found.images.append(box)
    return found


def _is_coloured(path: Any) -> bool:
    color = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(path, *color):
        return True  # a pattern
    return min(value.value for value in color[:3]) < _WHITE and color[3].value > 0


def _lies_on(segment: Segment, areas: _Areas, why: str) -> bool:
    """Whether something lies under a segment that makes it seen, or the text of a picture."""
    x, y = (segment.x0 + segment.x1) / 2, (segment.y0 + segment.y1) / 2
    boxes = areas.images if why == INVISIBLE else areas.painted
    return any(box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for box in boxes)


def _doubled(segments: Sequence[Segment]) -> list[int]:
    """Return the segments that repeat another one at nearly the same place."""
    counts = Counter([segment.text for segment in segments])
    if len(counts) == len(segments):
        return []
    seen: dict[str, list[Segment]] = defaultdict(list)
    doubled = []
    for position, segment in enumerate(segments):
        if counts[segment.text] == 1:
            continue
        others = seen[segment.text]
        if any(_is_over(segment, other) for other in others):
            doubled.append(position)
        else:
            others.append(segment)
    return doubled


def _is_over(segment: Segment, other: Segment) -> bool:
    reach = _DOUBLED_SHARE * other.size_pt
    return (
        abs(segment.x0 - other.x0) <= reach
        and abs(segment.x1 - other.x1) <= reach
        and abs(segment.y0 - other.y0) <= reach
    )

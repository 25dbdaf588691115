"""Renders crops: the page region around a finding, with the passage marked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from report_mining.documents.rasterising import page_image
from report_mining.records import Box, Crop, Evidence, enclose

if TYPE_CHECKING:
    from PIL.Image import Image

_DPI = 110.0
_MAX_WIDTH_PX = 1000
_MARGIN_PT = 42.0  # above and below the passage
_MAX_HEIGHT_PT = 420.0
_SPREAD_RATIO = 1.2  # a wider page shows only the half that the passage stands on
_MARK = (255, 214, 0, 90)  # translucent yellow
_BAR = (214, 120, 0, 255)
_BAR_WIDTH_PT = 3.0
_BAR_GAP_PT = 5.0


def render_crop(path: Path, finding: Evidence) -> Crop | None:
    """Return the picture of one finding, or None where the format has no pages or boxes."""
    return render_crops(path, [finding]).get(finding.finding_id)


def render_crops(path: Path, findings: Sequence[Evidence]) -> dict[str, Crop]:
    """Return a picture per finding id; the document is opened once.

    Evidences without a page or boxes, and pages that cannot be rendered, have no picture.
    """
    import pypdfium2

    wanted = [f for f in findings if f.page_number is not None and f.boxes]
    if not wanted or not is_pdf(path):
        return {}
    try:
        document = pypdfium2.PdfDocument(path, password="")
    except (pypdfium2.PdfiumError, OSError):
        return {}
    try:
        return _render_all(document, wanted)
    finally:
        document.close()


def is_pdf(path: Path) -> bool:
    """Return whether a file begins as a PDF does; only of those are there pages to draw."""
    try:
        with path.open("rb") as file:
            return b"%PDF-" in file.read(4096)
    except OSError:
        return False


def _render_all(document: object, findings: Sequence[Evidence]) -> dict[str, Crop]:
    """Render page by page, so that each page is drawn once and only one is held."""
    crops: dict[str, Crop] = {}
    picture: Image | None = None
    drawn = -1
    for finding in sorted(findings, key=lambda f: (f.page_number or 0, f.finding_id)):
        index = (finding.page_number or 0) - 1
        if index != drawn:
            picture, drawn = page_image(document, index, _DPI), index
        if picture is not None:
            height_pt = picture.height / _scale(document, index, picture)
            width_pt = picture.width / _scale(document, index, picture)
            region = crop_region(finding.boxes, width_pt, height_pt)
            crops[finding.finding_id] = _cut(picture, finding, region, width_pt)
    return crops


def _scale(document: object, index: int, picture: Image) -> float:
    """Return pixels per point."""
    width = document.get_page_size(index)[0]  # type: ignore[attr-defined]
    return picture.width / float(width)


def crop_region(boxes: Sequence[Box], page_width_pt: float, page_height_pt: float) -> Box:
    """Return the part of the page to show: its full width, or the half of a spread, around ``boxes``."""
    around = enclose(tuple(boxes))
    left, right = 0.0, page_width_pt
    middle = page_width_pt / 2
    if page_width_pt > _SPREAD_RATIO * page_height_pt:
        if around.x1 <= middle + _MARGIN_PT:
            right = middle + _MARGIN_PT
        elif around.x0 >= middle - _MARGIN_PT:
            left = middle - _MARGIN_PT
    top = min(page_height_pt, around.y1 + _MARGIN_PT)
    bottom = max(0.0, around.y0 - _MARGIN_PT, top - max(_MAX_HEIGHT_PT, around.y1 - around.y0))
    if bottom >= top:
        bottom, top = 0.0, page_height_pt
    return Box(left, bottom, right, top)


def _cut(picture: Image, finding: Evidence, region: Box, page_width_pt: float) -> Crop:
    from PIL import Image as Pillow
    from PIL import ImageDraw

    scale = picture.width / page_width_pt
    height_pt = picture.height / scale
    area = (
        round(region.x0 * scale),
        round((height_pt - region.y1) * scale),
        max(round(region.x1 * scale), round(region.x0 * scale) + 1),
        max(round((height_pt - region.y0) * scale), round((height_pt - region.y1) * scale) + 1),
    )
    crop = picture.crop(area).convert("RGBA")
    layer = Pillow.new("RGBA", crop.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for box in finding.boxes:
        draw.rectangle(_pixels(box, region, scale), fill=_MARK)
    around = _pixels(enclose(finding.boxes), region, scale)
    bar_right = max(_BAR_WIDTH_PT * scale, around[0] - _BAR_GAP_PT * scale)
    bar = (bar_right - _BAR_WIDTH_PT * scale, around[1], bar_right, around[3])
    draw.rectangle(bar, fill=_BAR)
    marked = Pillow.alpha_composite(crop, layer).convert("RGB")
    if marked.width > _MAX_WIDTH_PX:
        ratio = _MAX_WIDTH_PX / marked.width
        marked = marked.resize((_MAX_WIDTH_PX, max(1, round(marked.height * ratio))))
    buffer = io.BytesIO()
    marked.quantize(128).save(buffer, "PNG", optimize=True)
    return Crop(finding.finding_id, buffer.getvalue(), marked.width, marked.height, region)


def _pixels(box: Box, region: Box, scale: float) -> tuple[float, float, float, float]:
    """Return ``box`` in pixels of the crop, origin top-left."""
    return (
        (box.x0 - region.x0) * scale,
        (region.y1 - box.y1) * scale,
        (box.x1 - region.x0) * scale,
        (region.y1 - box.y0) * scale,
    )

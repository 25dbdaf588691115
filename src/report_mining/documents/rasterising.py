"""Renders pages of a PDF to pictures, through PDFium."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

_MAX_PIXELS = 60_000_000  # a poster-sized page is rendered coarser than asked


def page_image(document: Any, index: int, dpi: float) -> Image | None:
    """Return the picture of a page (0-based ``index``) of an open pypdfium2 document."""
    import pypdfium2

    try:
        page = document[index]
    except (pypdfium2.PdfiumError, IndexError):
        return None
    try:
        width, height = page.get_size()
        scale = dpi / 72
        pixels = width * height * scale * scale
        if pixels > _MAX_PIXELS:
            scale *= (_MAX_PIXELS / pixels) ** 0.5
        picture: Image = page.render(scale=scale).to_pil()
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return None
    finally:
        page.close()
    return picture


def page_png(path: Path, page_number: int, dpi: float) -> bytes | None:
    """Return a grey PNG of one page (1-based), or None where it cannot be rendered."""
    picture = _single_page(path, page_number, dpi)
    if picture is None:
        return None
    buffer = io.BytesIO()
    picture.convert("L").save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def page_grey(path: Path, page_number: int, dpi: float) -> NDArray[np.uint8] | None:
    """Return the grey levels of one page (1-based), shape (height, width), or None."""
    import numpy as np

    picture = _single_page(path, page_number, dpi)
    return None if picture is None else np.asarray(picture.convert("L"))


def _single_page(path: Path, page_number: int, dpi: float) -> Image | None:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path, password="")
    except (pypdfium2.PdfiumError, OSError):
        return None
    try:
        return page_image(document, page_number - 1, dpi)
    finally:
        document.close()

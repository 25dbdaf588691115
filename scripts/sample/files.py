"""Writes the bytes of one sample report: whole, locked, truncated, or not a PDF at all."""

from __future__ import annotations

import io
import random
from pathlib import Path

import reportlab
from PIL import Image, ImageFilter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sample.layout import draw_page, page_labels, page_size
from sample.pictures import paint_hills
from sample.texts import Look, Source, SourcePage

_SCAN_DPI = 200
_SCAN_TILT_DEG = 0.35  # paper never lies quite straight
_SPECK_COUNT = 220
_TRUNCATED_SHARE = 0.45  # before the catalogue, so that no reader can repair it
_UNKNOWN_PASSWORD = "nobody-knows-this-one"


def register_fonts() -> None:
    """Make the fonts that come with reportlab known to it."""
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd", "VeraIt"):
        registerFont(TTFont(name, folder / f"{name}.ttf"))


def render(source: Source) -> bytes:
    """Return the file of ``source``, the same bytes on every run."""
    if source.look.fate == "plain":
        return _plain_text(source)
    if source.look.fate == "picture":
        return _picture(source.look)
    whole = _render_pdf(source)
    if source.look.fate == "truncated":
        return whole[: int(len(whole) * _TRUNCATED_SHARE)]
    return whole


def _plain_text(source: Source) -> bytes:
    lines = [e.text for page in source.pages for part in page.parts for e in part]
    return ("\n\n".join(lines) + "\n").encode()


def _picture(look: Look) -> bytes:
    buffer = io.BytesIO()
    paint_hills(look.accent, seed=1).save(buffer, "PNG")
    return buffer.getvalue()


def _render_pdf(source: Source) -> bytes:
    buffer = io.BytesIO()
    look = source.look
    lock = StandardEncryption(_UNKNOWN_PASSWORD, strength=128) if look.fate == "locked" else None
    canvas = Canvas(buffer, invariant=1, pageCompression=1, encrypt=lock)
    canvas.setTitle(look.title)
    canvas.setAuthor(look.author)
    labels = page_labels(source.pages, look.first_page_label)
    for page, label in zip(source.pages, labels, strict=True):
        canvas.setPageSize(page_size(page))
        if page.layout.startswith("scan-"):
            _draw_scan(canvas, page, look, label)
        else:
            draw_page(canvas, page, look, label)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_scan(canvas: Canvas, page: SourcePage, look: Look, label: int) -> None:
    """Draw ``page`` as a picture of itself, as a scanner would."""
    buffer = io.BytesIO()
    paper = Canvas(buffer, invariant=1, pagesize=page_size(page))
    draw_page(paper, page, look, label)
    paper.save()
    picture = _scan(buffer.getvalue(), seed=label)
    width, height = page_size(page)
    canvas.drawImage(ImageReader(picture), 0, 0, width, height)


def _scan(pdf: bytes, seed: int) -> Image.Image:
    """Return the first page of ``pdf`` in black and white, slightly tilted and dusty."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=_SCAN_DPI / 72).to_pil().convert("L")
    picture = picture.rotate(_SCAN_TILT_DEG, resample=Image.Resampling.BICUBIC, fillcolor=255)
    picture = picture.filter(ImageFilter.GaussianBlur(0.6))
    dust = random.Random(seed)
    for _ in range(_SPECK_COUNT):
        picture.putpixel((dust.randrange(picture.width), dust.randrange(picture.height)), 0)
    return picture.point(lambda grey: 255 if grey > 150 else 0)

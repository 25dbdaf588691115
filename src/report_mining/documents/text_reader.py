"""Reads the characters of one PDF page through PDFium and cuts them into segments."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from report_mining.documents.engine_calls import (
    Look,
    code_points,
    font_name,
    font_sizes,
    fonts_of,
    handle_address,
    looks_of,
    loose_boxes,
    matrices,
    text_objects,
)
from report_mining.documents.line_pieces import Box, Piece, Words, cut_lines, find_words
from report_mining.documents.raw_pages import FOOTNOTE_MARK, Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A word with one or two digits glued to it: a footnote mark where they stand higher ("beleid.2").
_GLUED_DIGITS = re.compile(r"(?:[^\W\d_]{2,}|[^\W_][)\]’”])[.,;:)\]’”]*(\d{1,2})[.,;:)]*")
_MIN_SIZE_PT = 0.5  # a smaller font size is a scaling trick; the box tells more
_RAISED_SHARE = 0.15  # of the height of the letters
_OVERLAP_SHARE = 0.2  # of the height of a letter, at most, from the first one to the last
_MAX_RAISED = 2  # digits of a footnote number
_UNIT = re.compile(r"(?:^|.*[\W\d])[kcdmh]?m", re.DOTALL)  # "m2", "kWh/m2", "km2": no footnotes
_WEIGHTS = (
    (("black", "heavy", "ultra", "extrabold"), 800),
    (("semibold", "demi", "semib"), 600),
    (("bold", "-bd", "fett"), 700),
    (("medium", "-md"), 500),
    (("thin", "light", "-lt"), 300),
)


FontStyle = tuple[int, str]  # weight, and name without subset mark and style


class TextReader:
    """Reads the characters of one page and cuts them into segments."""

    def __init__(
        self,
        text_page: Any,
        page: Any,
        fonts: dict[bytes, FontStyle],
        marks_footnotes: bool = True,
    ) -> None:
        self._marks_footnotes = marks_footnotes
        self._text_page = text_page
        self._address = handle_address(text_page)
        self._fonts = fonts
        # For each segment, the text objects it begins and ends with; and how each is drawn.
        self.ends: list[tuple[int, int]] = []
        self.looks: dict[int, Look] = {}
        self._rotation = int(pdfium.FPDFPage_GetRotation(page))
        self._frame = _bounding_box(page)
        self._is_plain = self._rotation == 0 and self._frame[:2] == (0.0, 0.0)
        self.unmapped_count = 0
        self.text = self._read_text()

    @property
    def origin(self) -> tuple[float, float] | None:
        """The lower left corner of the page as displayed; None where the page is turned."""
        return None if self._rotation else (self._frame[0], self._frame[1])

    def _read_text(self) -> str:
        """Return one character per engine character, so that offsets are engine offsets."""
        count = int(pdfium.FPDFText_CountChars(self._text_page))
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._text_page, 0, count, buffer)
        text = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
        if len(text) != count:
            codes = code_points(self._address, count)
            text = "".join([chr(c) if _is_scalar(c) else "\ufffd" for c in codes])
        self.unmapped_count = sum(text.count(c) for c in ("\ufffd", "\x00"))
        return text

    def segments(self) -> list[Segment]:
        """Return the segments of the page in the engine's order."""
        if not self.text or self.text.isspace():
            return []
        words = find_words(self.text)
        heads = self._boxes(words.starts.tolist())
        tails = heads.copy()
        is_long = words.ends - words.starts > 1
        tails[is_long] = self._boxes((words.ends[is_long] - 1).tolist())
        pieces = cut_lines(self.text, words, heads, tails)
        if self._marks_footnotes:
            self._mark_footnotes(words)
            self._mark_raised_digits(words, heads, tails)
        return self._dress(pieces)

    def _mark_footnotes(self, words: Words) -> None:
        """Replace raised digits at the ends of words by marks that the repair drops and counts."""
        found = words.ends_in_digit
        text = self.text
        for first, end in zip(
            words.starts[found].tolist(), words.ends[found].tolist(), strict=True
        ):
            self._mark_footnote(first, text[first:end])

    def _mark_raised_digits(
        self, words: Words, heads: NDArray[np.float64], tails: NDArray[np.float64]
    ) -> None:
        """Replace digits that stand higher than the figure they are glued to ("2,345" and "1")."""
        height = heads[:, 3] - heads[:, 1]
        step = tails[:, 1] - heads[:, 1]
        is_raised = (step >= _RAISED_SHARE * height) & (step < height) & words.ends_in_digit
        is_raised &= tails[:, 0] >= heads[:, 2] - _OVERLAP_SHARE * height  # not up or down the page
        for n in is_raised.nonzero()[0].tolist():
            end = int(words.ends[n])
            count = self._count_raised(int(words.starts[n]), end, heads[n].tolist())
            if count:
                marks = FOOTNOTE_MARK * count
                self.text = self.text[: end - count] + marks + self.text[end:]

    def _count_raised(self, start: int, end: int, head: list[float]) -> int:
        """Return how many digits at the end of a word are a raised footnote number, or 0."""
        word = self.text[start:end]
        digits = len(word) - len(word.rstrip("0123456789"))
        asked = range(end - min(digits, len(word) - 1, _MAX_RAISED + 1), end)
        least = head[1] + _RAISED_SHARE * (head[3] - head[1])
        count = 0
        for box in reversed(self._boxes(list(asked)).tolist()):
            if box[1] < least:
                break
            count += 1
        base = word[: len(word) - count]
        is_power = _UNIT.fullmatch(base) is not None
        is_price = count > 1 and base.endswith((".", ","))
        return 0 if count > _MAX_RAISED or is_power or is_price else count

    def _mark_footnote(self, offset: int, word: str) -> None:
        glued = _GLUED_DIGITS.search(word)
        if glued is None:
            return
        start = offset + glued.start(1)
        letter, digit = self._boxes([offset + glued.start(), start]).tolist()
        if digit[1] - letter[1] < _RAISED_SHARE * (letter[3] - letter[1]):
            return
        end = start + len(glued.group(1))
        if _UNIT.fullmatch(self.text, offset, start):
            return
        self.text = self.text[:start] + FOOTNOTE_MARK * (end - start) + self.text[end:]

    def _boxes(self, indices: list[int]) -> NDArray[np.float64]:
        """Return left, bottom, right, top of characters on the page as displayed, shape (n, 4)."""
        boxes = loose_boxes(self._address, indices)[:, [0, 3, 2, 1]]
        return boxes if self._is_plain else _to_display(boxes, self._frame, self._rotation)

    def _around(self, start: int, end: int) -> Box:
        """Return the box around all characters of a piece that runs up or down the page."""
        boxes = self._boxes([n for n in range(start, end) if not self.text[n].isspace()])
        left, bottom = boxes[:, :2].min(axis=0).tolist()
        right, top = boxes[:, 2:].max(axis=0).tolist()
        return left, bottom, right, top

    def _dress(self, pieces: list[Piece]) -> list[Segment]:
        """Return the pieces with their text, size and font."""
        firsts = [start for start, _, _ in pieces]
        lasts = [end - 1 for _, end, _ in pieces]
        items = text_objects(self._address, firsts)
        last_items = text_objects(self._address, lasts)
        self.ends = list(zip(items, last_items, strict=True))
        styles = self._styles({*items, *last_items})
        looks = self.looks = looks_of(styles)
        settings = self._sizes_and_rotations(firsts, pieces)
        mixed = [n for n, item in enumerate(items) if last_items[n] != item]
        last_settings = iter(
            self._sizes_and_rotations([lasts[n] for n in mixed], [pieces[n] for n in mixed])
        )
        text = self.text
        segments = []
        for (start, end, box), item, last_item, (first_size, is_rotated) in zip(
            pieces, items, last_items, settings, strict=True
        ):
            weight, face = styles[item]
            ink = looks[item].ink
            size = first_size
            if last_item != item:  # one object has one size and one font
                size = max(size, next(last_settings)[0])
                last_weight, last_face = styles[last_item]
                if not text[start].isalnum():  # a bullet tells nothing about its text
                    weight, face = last_weight, last_face
                    ink = looks[last_item].ink
                ink = ink if ink == looks[last_item].ink else -1
                weight = min(weight, last_weight)
                face = face if face == last_face else ""
            if size < _MIN_SIZE_PT:
                size = max(_MIN_SIZE_PT, (box[3] - box[1]) / 1.2)
            # A piece knows the boxes of the first and last letters of its words only.
            around = self._around(start, end) if is_rotated else box
            segments.append(
                Segment(start, end, text[start:end], *around, size, weight, is_rotated, face, ink)
            )
        return segments

    def _sizes_and_rotations(
        self, indices: list[int], pieces: list[Piece]
    ) -> list[tuple[float, bool]]:
        """Return the size in points, and whether it is turned, of one character of each piece."""
        import numpy as np

        sizes = np.array(font_sizes(self._address, indices))
        a, b, c, d = matrices(self._address, indices)[:, :4].T
        along = np.hypot(a, b)
        has_none = along == 0
        scale = np.where(has_none, 1.0, along)
        across, up = _turn(a, b, self._rotation)
        set_at = np.abs(sizes * (a * d - b * c) / scale).tolist()
        is_turned = (~has_none & ((np.abs(up) > 0.1 * along) | (across < 0))).tolist()
        for n in np.flatnonzero(has_none).tolist():
            _, bottom, _, top = pieces[n][2]
            set_at[n] = (top - bottom) / 1.2
        return list(zip(set_at, is_turned, strict=True))

    def _styles(self, items: Iterable[int]) -> dict[int, FontStyle]:
        """Return the weight and typeface of each of some text objects."""
        fonts = fonts_of(items)
        styles = {font: self._font_style(font) for font in set(fonts.values())}
        return {item: styles[font] for item, font in fonts.items()}

    def _font_style(self, font: int) -> FontStyle:
        name = font_name(font) if font else b""
        style = self._fonts.get(name)
        if style is None:
            style = self._fonts[name] = _weight_and_face(name)
        return style


def _weight_and_face(encoded: bytes) -> FontStyle:
    """Return the weight told by the font's name, and the name without subset mark and style."""
    name = encoded.decode("utf-8", "replace").casefold().split("+", 1)[-1]
    face = re.split(r"[-,]", name, maxsplit=1)[0]
    for parts, weight in _WEIGHTS:
        if any(part in name for part in parts):
            return weight, face
    return 400, face


def _is_scalar(code: int) -> bool:
    return 0 < code < 0xD800 or 0xE000 <= code <= 0x10FFFF


def _bounding_box(page: Any) -> tuple[float, float, float, float]:
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, rect):
        return (0.0, 0.0, 0.0, 0.0)
    return (rect.left, rect.bottom, rect.right, rect.top)


def _turn(
    a: NDArray[np.float64], b: NDArray[np.float64], quarter_turns: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the directions (a, b) turned clockwise by quarter turns."""
    return ((a, b), (b, -a), (-a, -b), (-b, a))[quarter_turns % 4]


def _to_display(
    boxes: NDArray[np.float64],
    frame: tuple[float, float, float, float],
    quarter_turns: int,
) -> NDArray[np.float64]:
    """Return ``boxes`` on the page as displayed: origin at its corner, turned clockwise."""
    import numpy as np

    width, height = frame[2] - frame[0], frame[3] - frame[1]
    x0, y0, x1, y1 = (boxes - np.array([*frame[:2], *frame[:2]])).T
    turned = (
        (x0, y0, x1, y1),
        (y0, width - x1, y1, width - x0),
        (width - x1, height - y1, width - x0, height - y0),
        (height - y1, x0, height - y0, x1),
    )[quarter_turns % 4]
    return np.stack(turned, axis=1)

"""Text from reports as harmless data: no control characters, no spreadsheet formulas."""

from __future__ import annotations

import re
import unicodedata

REPLACEMENT = "\ufffd"
# C0 and C1 controls except tab and newline, surrogates, noncharacters: illegal or invisible in XML.
_PLANE_ENDS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_CONTROLS = re.compile(
    f"[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef{_PLANE_ENDS}]"
)
# Embeddings, overrides and isolates can make a quote read differently from what it says.
_BIDI_CONTROLS = re.compile("[\\u202a-\\u202e\\u2066-\\u2069]")
_FORMULA_STARTS = "=+-@"
NEUTRALISING_RULE = (
    "Text cells whose first visible character is =, +, - or @ (also in full width), or that begin "
    "with a tab or a carriage return, get an apostrophe in front in CSV and XLSX, so that a "
    "spreadsheet shows them and never runs them; numbers are untouched. In every format control "
    "characters, lone surrogates, noncharacters and bidirectional controls are replaced one for "
    "one by U+FFFD, so that offsets keep pointing at the text."
)


def clean_text(text: str) -> str:
    """Return ``text`` with every unprintable or reordering character replaced by U+FFFD.

    The length stays the same, so offsets remain valid. A carriage return counts as a control.
    """
    if text.isprintable():  # what is replaced never is; much faster than looking for it
        return text
    return _BIDI_CONTROLS.sub(REPLACEMENT, _CONTROLS.sub(REPLACEMENT, text))


def count_replaced(text: str) -> int:
    """Return how many characters ``clean_text`` replaces."""
    if text.isprintable():
        return 0
    return len(_CONTROLS.findall(text)) + len(_BIDI_CONTROLS.findall(text))


def is_formula_like(text: str) -> bool:
    """Return whether a spreadsheet might take ``text`` for a formula."""
    if text[:1] in ("\t", "\r"):
        return True
    first = text.lstrip()[:1]
    if first.isascii():
        return bool(first) and first in _FORMULA_STARTS
    return bool(first) and unicodedata.normalize("NFKC", first)[0] in _FORMULA_STARTS


def neutralise_cell(text: str) -> str:
    """Return ``text`` as a spreadsheet cell that is shown and never run."""
    cleaned = clean_text(text)
    is_formula = is_formula_like(text) or (cleaned != text and is_formula_like(cleaned))
    return f"'{cleaned}" if is_formula else cleaned

"""Where the elements of a page stand, as far as their styles say it."""

from __future__ import annotations

from typing import NamedTuple

from report_mining.documents.stylesheets import Declared, length_pt

_PAGE_SIZE_PT = (595.0, 842.0)  # of a page that does not say its size
LINE_HEIGHT = 1.2  # in font sizes


class Place(NamedTuple):
    """Where text stands on its page, in points from the lower left corner."""

    left: float
    top: float  # upper edge of the first line
    page_width: float
    page_height: float
    width: float = 0.0  # of the box, 0 where unknown


def place_of(
    declared: Declared, size_pt: float, above: Place | None, is_page: bool
) -> Place | None:
    """Return where an element stands on its page; inside one that is not placed, None."""
    if is_page:
        width = length_pt(declared.width, size_pt) or _PAGE_SIZE_PT[0]
        height = length_pt(declared.height, size_pt) or _PAGE_SIZE_PT[1]
        return Place(0.0, height, width, height)
    if above is None or declared.position != "absolute":
        return above
    left = _offset(declared.left, size_pt, above.page_width)
    top = _offset(declared.top, size_pt, above.page_height)
    bottom = _offset(declared.bottom, size_pt, above.page_height)
    if top is None and bottom is None:
        return above
    return above._replace(
        left=above.left + (left or 0.0),
        top=(bottom or 0.0) + LINE_HEIGHT * size_pt if top is None else above.top - top,
        width=length_pt(declared.width, size_pt) or 0.0,
    )


def _offset(value: str, size_pt: float, whole_pt: float) -> float | None:
    if value.endswith("%"):
        share = length_pt(value, 1.0)
        return None if share is None else share * whole_pt
    return length_pt(value, size_pt)

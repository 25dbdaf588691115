"""Says which words stand over each cell of a table row, and which stand before the row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from report_mining.documents.drafting import Draft
from report_mining.documents.raw_pages import Segment
from report_mining.documents.repair import Vocabulary, join_lines, repair_line
from report_mining.records import BlockKind

_MAX_HEADER_ROWS = 3
_MAX_HEADER_WORDS = 14  # in one cell
_MAX_BETWEEN = 3  # headings and notes between two rows of one table
_NEAR_PT = 30.0  # a header may stand so far beside its cells
_STYLE_STEP_PT = 0.6
_STYLE_STEP_WEIGHT = 150
_FIGURES = re.compile(r"[^\w]*[-+–−(€$£%]*\s*\d[\d.,\s%()\-–−+*/]*[^\w]*")
_YEAR = re.compile(r"\D*(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?\D*|\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_CODE = re.compile(r"(?:[A-Z]{1,5}[ -]?)?\d{1,3}(?:[-.–]\d{1,3})*[a-z]?|[A-Z]{1,3}\d?-[A-Z]?\d+.*")
_LETTERS = re.compile(r"[^\W\d_]{3,}")

Cell = Sequence[Segment]
Header = tuple[tuple[Segment, ...], ...]  # one cell over another, from the top down


def name_columns(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of a page, the rows of tables with the headers over their cells."""
    named = list(drafts)
    for table in _tables(drafts):
        count = _count_header_rows([drafts[position] for position in table])
        headers = [drafts[position] for position in table[:count]]
        for position in table[count:]:
            if headers:
                row = drafts[position]
                named[position] = replace(row, column_headers=_headers_over(row, headers))
    return named


def _tables(drafts: Sequence[Draft]) -> Iterator[list[int]]:
    """Yield the positions of the rows of each table; little else stands between them."""
    table: list[int] = []
    for position, draft in enumerate(drafts):
        if draft.kind is not BlockKind.TABLE_ROW or not draft.spans:
            continue
        is_same = (
            table
            and position - table[-1] - 1 <= _MAX_BETWEEN
            and draft.column == drafts[table[-1]].column
        )
        if table and not is_same:
            yield table
            table = []
        table.append(position)
    if table:
        yield table


def _count_header_rows(rows: Sequence[Draft]) -> int:
    """Return how many rows at the top name the columns."""
    widest = max(len(row.cells) for row in rows)
    count = 0
    for row in rows[: min(_MAX_HEADER_ROWS, len(rows) - 1)]:
        if not _may_be_header(row, rows[count + 1 :], widest):
            break
        count += 1
    return count


def _may_be_header(row: Draft, below: Sequence[Draft], widest: int) -> bool:
    texts = [_text(cell) for cell in row.cells]
    if len(texts) < 2 or any(_is_value(text) for text in texts):
        return False
    if any(len(t.split()) > _MAX_HEADER_WORDS or t.rstrip().endswith((".", ";")) for t in texts):
        return False
    is_full = 2 * len(texts) >= widest
    return is_full and (_is_set_apart(row, below) or _stands_over_values(row, below))


def _is_value(text: str) -> bool:
    """Whether a cell holds a figure or a code, and so names no column; a year does."""
    stripped = text.strip()
    if _YEAR.fullmatch(stripped):
        return False
    return bool(_FIGURES.fullmatch(stripped) or _CODE.fullmatch(stripped))


def _is_set_apart(row: Draft, below: Sequence[Draft]) -> bool:
    """Whether a row is set in another size or weight than the rows under it."""
    others = [s for other in below for s in other.segments]
    weight, size = median(s.weight for s in others), median(s.size_pt for s in others)
    is_bold = min(s.weight for s in row.segments) >= weight + _STYLE_STEP_WEIGHT
    sizes = [s.size_pt for s in row.segments]
    is_sized = max(sizes) < size - _STYLE_STEP_PT or min(sizes) > size + _STYLE_STEP_PT
    faces = {s.face for s in row.segments}
    is_faced = "" not in faces and not faces & {s.face for s in others}
    return is_bold or is_sized or is_faced


def _stands_over_values(row: Draft, below: Sequence[Draft]) -> bool:
    """Whether most rows under a row begin or end with figures or codes."""
    found = sum(_is_value(_text(r.cells[0])) or _is_value(_text(r.cells[-1])) for r in below)
    return len(row.cells) > 1 and found > 0.6 * len(below)


def _text(cell: Cell) -> str:
    return " ".join(segment.text for segment in cell)


def _headers_over(row: Draft, headers: Sequence[Draft]) -> tuple[Header, ...]:
    """Return, for each cell of a row, the header cells over it."""
    return tuple(
        tuple(cell for header in headers if (cell := _cell_over(span, header)) is not None)
        for span in row.spans
    )


def _cell_over(span: tuple[float, float], header: Draft) -> tuple[Segment, ...] | None:
    """Return the header cell with which a cell shares most of its width, or the nearest one."""
    overlap, distance, cell = max(
        (
            (_overlap(span, place), -_distance(span, place), cell)
            for place, cell in zip(header.spans, header.cells, strict=True)
        ),
        key=lambda found: found[:2],
    )
    return cell if overlap > 0 or -distance <= _NEAR_PT else None


def _overlap(a: tuple[float, float], b: tuple[float, float]) -> float:
    return max(0.0, min(a[1], b[1]) - max(a[0], b[0]))


def _distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    return max(0.0, a[0] - b[1], b[0] - a[1])


def header_texts(draft: Draft, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """Return what names a table row, and what stands over each of its cells; else nothing."""
    if draft.kind is not BlockKind.TABLE_ROW:
        return "", ()
    over = _joined(draft.row_header, vocabulary)
    cells = [text for cell in draft.cells if (text := _joined(cell, vocabulary))]
    names = [
        " ".join(filter(None, (_joined(cell, vocabulary) for cell in headers)))
        for headers in draft.column_headers
    ]
    return f"{over} {_row_header(cells)}".strip(), tuple(names)


def _row_header(cells: Sequence[str]) -> str:
    """Return the cells that name a row: the first with words in it, and what stands before it."""
    for count, cell in enumerate(cells, start=1):
        if _LETTERS.search(cell):
            return " ".join(cells[:count])
    return cells[0] if cells else ""


def _joined(cell: Cell, vocabulary: Vocabulary) -> str:
    """Return the text of a cell, repaired and on one line."""
    text, is_soft = "", False
    for segment in cell:
        line = repair_line(segment.text)
        if not line.text:
            continue
        cut, glue = join_lines(text, line.text, vocabulary, is_soft) if text else (0, "")
        text = text[: len(text) - cut] + glue + line.text
        is_soft = line.is_soft_end
    return text

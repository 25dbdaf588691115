"""Tells tables from columns of running text, and reads a table row by row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from report_mining.documents.frames import Frame, Zone, cut_columns, cut_strips
from report_mining.documents.raw_pages import Segment
from report_mining.documents.table_frames import TableFrame

_ROW_MOVE_SHARE = 0.3  # of the engine's steps go sideways in a table
_MAX_TABLE_WORDS = 9.0  # median words in a cell; running text has more in a frame
_MIN_FRAMES = 4  # fewer are a table only where they are figures side by side
_MIN_FIGURES = 3
_MIN_ALIGNED_ROWS = 4
_MAX_LABEL_WORDS = 10.0  # median words in the first column of a table with long cells
_ALIGNED_SHARE = 0.7  # of the cells of a column begin level with another cell
_FILLED_SHARE = 0.55  # of the lines of running text reach the end of their column
_TEXT_CELL_WORDS = 40  # in several paragraphs: no cell of a table
_PARAGRAPH_GAP = 1.3  # over the usual distance of lines
_RUNNING_SHARE = 0.85  # of the words of a region stand in columns of running text
_RUNNING_ON_SHARE = 0.35  # of the lines of a column go on inside the sentence of the line above
_RUNNING_FILLED = 0.4  # of the lines of such a column reach its end
_MIN_RUNNING_LINES = 5
_LABEL_SHARE = 0.34  # of the pieces beside running text may begin level with a paragraph
_MIN_NUMBER_ROWS = 3
_NESTED_SHARE = 0.25  # of the words of a table may stand in a drawn table inside a cell
_SENTENCE_ENDS = ".!?:;"
_SURE_CHARS = 12  # more letters than one in so many characters: no figure


def is_table(frames: list[Frame], columns: list[list[Frame]]) -> bool:
    """Whether the engine goes through a region row by row, in short pieces."""
    drawn = sum(f.words for f in frames if isinstance(f, TableFrame))
    if drawn > _NESTED_SHARE * sum(f.words for f in frames):
        return False  # a drawn table is known already
    if len(frames) < _MIN_FRAMES:
        return len(columns) >= _MIN_FIGURES and _is_row_of_figures(frames)
    if not _has_number_rows(frames) and _is_running_text(columns):
        return False
    words = median([f.words for f in frames])
    if words <= 3 and len(columns) >= 3:
        return True
    sideways = _sideways_share(frames, columns)
    if _has_aligned_rows(frames, columns, sideways):
        return True
    if sideways < _ROW_MOVE_SHARE or words > _MAX_TABLE_WORDS:
        return False
    return not (words >= 4 and all(_filled_share(c) >= _FILLED_SHARE for c in columns))


def _has_number_rows(frames: list[Frame]) -> bool:
    """Whether several strips hold several cells of figures alone."""
    wordless = {id(frame) for frame in frames if _has_few_letters(frame)}
    if len(wordless) < 2 * _MIN_NUMBER_ROWS:
        return False
    rows = sum(
        sum(map(_is_figures, cut_columns(strip))) >= 2
        for strip in cut_strips(frames)
        if sum(id(frame) in wordless for frame in strip) >= 2
    )
    return rows >= _MIN_NUMBER_ROWS


def _has_few_letters(frame: Frame) -> bool:
    return all(sum(map(str.isalpha, s.text[:_SURE_CHARS])) <= 1 for s in frame.segments)


def _is_row_of_figures(frames: list[Frame]) -> bool:
    return all(len(f.segments) == 1 and _is_figures([f]) for f in frames)


def _is_figures(cell: list[Frame]) -> bool:
    text = "".join(s.text for f in cell for s in f.segments)
    return any(map(str.isdigit, text)) and sum(map(str.isalpha, text)) <= 1


def part_text_from_rows(strips: list[list[Frame]]) -> list[tuple[bool, list[Frame]]]:
    """Join neighbouring strips of running text (True), and neighbouring rows of a table."""
    parts: list[tuple[bool, list[Frame]]] = []
    for strip in strips:
        is_text = _is_text_strip(strip)
        if parts and is_text == parts[-1][0]:
            parts[-1][1].extend(strip)
        else:
            parts.append((is_text, list(strip)))
    return parts


def _is_text_strip(strip: list[Frame]) -> bool:
    """Whether several cells of a strip are columns of paragraphs, and little stands beside them."""
    words = sum(f.words for f in strip)
    stacks: list[list[list[Segment]]] = []
    in_text = 0
    for cell in cut_columns(strip):
        count = sum(f.words for f in cell)
        paragraphs = _stacks(cell)
        if count >= _TEXT_CELL_WORDS and len(paragraphs) > 1 and _runs_on(cell, paragraphs):
            in_text += count
            stacks.append(paragraphs)
    return len(stacks) > 1 and in_text >= _RUNNING_SHARE * words and not _begin_level(stacks)


def _stacks(column: list[Frame]) -> list[list[Segment]]:
    """Return the paragraphs of a column by the distance and size of its lines alone."""
    lines = in_lines([s for f in column for s in f.segments])
    steps = [_step(a, b) for a, b in pairwise(lines)]
    usual = [s for s in steps if 0.8 < s < 2.0]
    limit = _PARAGRAPH_GAP * (median(usual) if usual else 1.3)
    stacks = [lines[:1]]
    for step, (above, below) in zip(steps, pairwise(lines), strict=True):
        if step > limit or abs(above.size_pt - below.size_pt) > 0.1 * above.size_pt:
            stacks.append([below])
        else:
            stacks[-1].append(below)
    return stacks


def _step(above: Segment, below: Segment) -> float:
    return (above.baseline - below.baseline) / max(above.size_pt, 1.0)


def _is_running_text(columns: list[list[Frame]]) -> bool:
    """Whether sentences run on from line to line down the columns, and no cells begin level."""
    words = [sum([f.words for f in column]) for column in columns]
    long = [c for c, column in enumerate(columns) if _count_lines(column) > _MIN_RUNNING_LINES]
    needed = _RUNNING_SHARE * sum(words)
    if sum([words[c] for c in long]) < needed:
        return False
    stacks = {c: _stacks(columns[c]) for c in long}
    running = [c for c in long if _runs_on(columns[c], stacks[c])]
    if sum([words[c] for c in running]) < needed:
        return False
    if len(running) == 1 and len(stacks[running[0]]) < 3:
        return False
    others = (stacks.get(c) or _stacks(columns[c]) for c in range(len(columns)) if c not in running)
    labels = [paragraph for stack in others for paragraph in stack]
    level = _count_level(labels, [s for c in running for s in stacks[c]])
    return level <= _LABEL_SHARE * len(labels) and not _begin_level([stacks[c] for c in running])


def _count_lines(column: list[Frame]) -> int:
    return sum([len(f.segments) for f in column])


def _runs_on(column: list[Frame], stacks: list[list[Segment]]) -> bool:
    pairs = [pair for stack in stacks for pair in pairwise(stack) if _step(*pair) > 0.35]
    if len(pairs) < _MIN_RUNNING_LINES or _filled_share(column) < _RUNNING_FILLED:
        return False
    on = sum(b.text[:1].islower() and a.text.rstrip()[-1:] not in _SENTENCE_ENDS for a, b in pairs)
    return on >= _RUNNING_ON_SHARE * len(pairs)


def _begin_level(columns: Sequence[list[list[Segment]]]) -> bool:
    """Whether the paragraphs of columns begin level with one another, as the cells of rows do."""
    if len(columns) < 2:
        return False
    fewest = min(columns, key=len)
    others = [stack for column in columns if column is not fewest for stack in column]
    return len(fewest) >= 3 and _count_level(fewest, others) >= _ALIGNED_SHARE * len(fewest)


def _count_level(paragraphs: list[list[Segment]], others: list[list[Segment]]) -> int:
    """Return how many paragraphs begin level with one of the others."""
    tops = [other[0].y1 for other in others]
    return sum(_is_level(p[0].size_pt, p[0].y1, tops) for p in paragraphs)


def _is_level(size_pt: float, top: float, tops: list[float]) -> bool:
    return any(abs(top - other) < 0.3 * size_pt for other in tops)


def _has_aligned_rows(
    frames: list[Frame], columns: list[list[Frame]], sideways_share: float
) -> bool:
    """Whether the pieces of a column mostly begin level with a piece of another column."""
    long_columns = [column for column in columns if len(column) >= _MIN_ALIGNED_ROWS]
    if len(long_columns) < 2:
        return False
    if median(f.words for f in columns[0]) > _MAX_LABEL_WORDS:
        return False  # running text that happens to begin level
    fewest = min(long_columns, key=len)
    tops = [f.y1 for column in columns if column is not fewest for f in column]
    aligned = sum(_is_level(f.segments[0].size_pt, f.y1, tops) for f in fewest)
    needed = _ALIGNED_SHARE if sideways_share < _ROW_MOVE_SHARE / 2 else 0.45
    if aligned < needed * len(fewest):
        return False
    lines = sum(len(f.segments) for f in frames)
    is_single_lines = lines < 1.3 * len(frames)
    return not (is_single_lines and all(_filled_share(c) >= _FILLED_SHARE for c in columns))


def _sideways_share(frames: list[Frame], columns: list[list[Frame]]) -> float:
    place = {id(f): number for number, column in enumerate(columns) for f in column}
    ordered = sorted(frames, key=lambda f: f.order)
    steps = sum(
        place[id(a)] < place[id(b)] and a.bottom < b.top and b.bottom < a.top
        for a, b in pairwise(ordered)
    )
    return steps / max(1, len(frames) - 1)


def _filled_share(column: list[Frame]) -> float:
    right = max(f.x1 for f in column)
    left = min(f.x0 for f in column)
    lines = [s for f in column for s in f.segments]
    return sum(s.x1 >= right - 0.2 * (right - left) for s in lines) / len(lines)


def table_rows(strips: list[list[Frame]]) -> list[Zone]:
    """Return one zone for each strip, its cells from left to right."""
    rows: list[Zone] = []
    for strip in strips:
        row = [in_lines([s for f in column for s in f.segments]) for column in cut_columns(strip)]
        flat = [segment for cell in row for segment in cell]
        spans = [(min(s.x0 for s in cell), max(s.x1 for s in cell)) for cell in row]
        is_row = len(row) > 1
        rows.append(Zone(flat, row if is_row else [], spans=spans if is_row else []))
    return rows


def in_lines(segments: list[Segment]) -> list[Segment]:
    """Order the segments of a cell by line, and within a line from left to right."""
    if len(segments) == 1:
        return segments
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: -s.baseline):
        if lines and lines[-1][0].baseline - segment.baseline < 0.4 * segment.size_pt:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [s for line in lines for s in sorted(line, key=lambda s: s.x0)]

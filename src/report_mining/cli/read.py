"""``report-mining read``: what was read from one report, as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from report_mining.errors import EXIT_DONE, EXIT_NOTHING_SCORED

if TYPE_CHECKING:
    from report_mining.records import Box, ReadingLimits, Report


def run_read(file: Path, limits: ReadingLimits, *, as_blocks: bool) -> int:
    """Print the passages or blocks of one file; a failure goes to standard error."""
    import sys

    from report_mining.pipeline.single import read_path
    from report_mining.pipeline.workers import WorkerPool
    from report_mining.records import ExtractionFailure

    with WorkerPool(1, memory_bytes=limits.memory_bytes) as pool:
        report = read_path(file, pool, limits)
    if isinstance(report, ExtractionFailure):
        print(f"report-mining: {file}: {report.reason}: {report.detail}", file=sys.stderr)
        return EXIT_NOTHING_SCORED
    for row in block_rows(report) if as_blocks else passage_rows(report):
        print(json.dumps(row, ensure_ascii=False))
    return EXIT_DONE


def passage_rows(report: Report) -> Iterator[dict[str, object]]:
    """Yield the passages in the shape of DESIGN 10."""
    for p in report.passages:
        yield {
            "passage_id": p.passage_id,
            "page_number": p.page_number,
            "page_label": p.page_label,
            "locator": p.locator,
            "language": p.language,
            "section_path": list(p.section_path),
            "text": p.text,
            "char_start": p.char_start,
            "char_end": p.char_end,
            "boxes_pt": [_numbers(box) for box in p.boxes],
            "kind": p.kind.value,
            "lead_in": p.lead_in,
            "spans_columns": p.spans_columns,
            "runs_on": p.runs_on,
            "row_header": p.row_header,
            "column_headers": list(p.column_headers),
        }


def block_rows(report: Report) -> Iterator[dict[str, object]]:
    """Yield the blocks of every page, running headers and footers included."""
    for page in report.pages:
        for block in page.blocks:
            yield {
                "page_number": page.page_number,
                "page_label": page.page_label,
                "kind": block.kind.value,
                "reading_order": block.reading_order,
                "heading_level": block.heading_level,
                "section_path": list(block.section_path),
                "text": page.text[block.char_start : block.char_end],
                "char_start": block.char_start,
                "char_end": block.char_end,
                "boxes_pt": [] if block.box is None else [_numbers(block.box)],
            }


def _numbers(box: Box) -> list[float]:
    return [round(value, 2) for value in box]

"""Pictures of evidence in files without pages: cut out by a worker, rendered by a browser."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from report_mining.documents.browser_pictures import find_browser, photograph
from report_mining.pipeline.jobs import CutSnippets
from report_mining.pipeline.workers import WorkerFailure, WorkerPool
from report_mining.records import Crop, Finding

CUT_TIMEOUT_S = 60.0
PICTURE_TIMEOUT_S = 20.0
REPORT_TIMEOUT_S = 90.0  # for all pictures of one report; the rest keep quote and locator


def photograph_elements(
    path: Path, findings: Sequence[Finding], pool: WorkerPool
) -> dict[str, Crop]:
    """Return a picture for findings without a page, by finding id; none without a browser.

    The document is taken apart in a worker; the browser, which needs more memory than a worker
    may have, sees only single elements without scripts and without a network.
    """
    wanted = tuple(f for f in findings if f.page_number is None and f.locator)
    browser = find_browser() if wanted else None
    if browser is None:
        return {}
    snippets = pool.run(CutSnippets(path, wanted), CUT_TIMEOUT_S)
    if isinstance(snippets, WorkerFailure):
        return {}
    deadline = time.monotonic() + REPORT_TIMEOUT_S
    crops: dict[str, Crop] = {}
    for finding in wanted:  # the most important first
        left = deadline - time.monotonic()
        if finding.finding_id in snippets and left > 0:
            document = snippets[finding.finding_id]
            crop = photograph(finding.finding_id, document, browser, min(left, PICTURE_TIMEOUT_S))
            if crop is not None:
                crops[finding.finding_id] = crop
    return crops

"""report-mining: where companies commit to the OECD Guidelines, with page and quote.

The public door::

    from report_mining import load_instrument, score_report, read_report

    instrument = load_instrument()
    scored = score_report(Path("report.pdf"), instrument)

and the records that these functions take and return. Everything else may change between versions.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_mining.documents import read_report
    from report_mining.pipeline.instrument import Instrument, load_instrument
    from report_mining.pipeline.scoring import score_report
    from report_mining.records import (
        ExtractionFailure,
        Finding,
        Page,
        Passage,
        ReadingLimits,
        Report,
        ScoredReport,
    )

__version__ = "0.1.0"

_HOMES = {
    "read_report": "report_mining.documents",
    "load_instrument": "report_mining.pipeline.instrument",
    "Instrument": "report_mining.pipeline.instrument",
    "score_report": "report_mining.pipeline.scoring",
    "ExtractionFailure": "report_mining.records",
    "Finding": "report_mining.records",
    "Page": "report_mining.records",
    "Passage": "report_mining.records",
    "ReadingLimits": "report_mining.records",
    "Report": "report_mining.records",
    "ScoredReport": "report_mining.records",
}

__all__ = [
    "ExtractionFailure",
    "Finding",
    "Instrument",
    "Page",
    "Passage",
    "ReadingLimits",
    "Report",
    "ScoredReport",
    "__version__",
    "load_instrument",
    "read_report",
    "score_report",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: ``report-mining --help`` must not wait for it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'report_mining' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)

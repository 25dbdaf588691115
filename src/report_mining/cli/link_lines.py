"""The lines that ``report-mining classify linkage`` gives."""

from __future__ import annotations

from pathlib import Path

from report_mining.cli.classify import Answerer
from report_mining.records.due_diligence import LinkPrediction

_DIGITS = 4


def load_link_answerer(models: Path | None) -> Answerer:
    """Return what answers the lines of ``linkage`` with the active reader."""
    from report_mining.classification.link_reading import load_link_reader

    reader = load_link_reader(models)
    return Answerer(lambda asked: [link_row(reader.read(q.context)) for q in asked])


def link_row(found: LinkPrediction) -> dict[str, object]:
    """Return a link in the shape of DESIGN 10."""
    return {
        "level": found.level,
        "score": round(found.score, _DIGITS),
        "direction": found.direction.value if found.direction else None,
        "goals": list(found.goals),
        "targets": list(found.targets),
    }

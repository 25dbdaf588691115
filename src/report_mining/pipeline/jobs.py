"""The jobs that worker processes do; each is a picklable record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from report_mining.documents import read_report
from report_mining.documents.element_snippets import cut_snippets
from report_mining.documents.rendering import render_crops
from report_mining.pipeline.instrument import Instrument, load_instrument
from report_mining.pipeline.scoring import ScoredFile, score_file
from report_mining.pipeline.stored_scoring import StoredResult, StoredScoring, score_into_store
from report_mining.records import (
    Crop,
    Evidence,
    ExtractionFailure,
    Finding,
    ReadingLimits,
    Report,
    TextInContext,
)

load_instrument_once = cache(load_instrument)
_WARMING_SENTENCES = (
    "We endorse the OECD Guidelines for Multinational Enterprises.",
    "Wij onderschrijven de OESO-richtlijnen voor multinationale ondernemingen.",
)


@dataclass(frozen=True, slots=True)
class WarmUp:
    """Load the models and read a sentence in each language, so that the first report need not wait."""

    def run(self, models: Path | None) -> str:
        """Return the version of the instrument that this worker uses."""
        instrument = _instrument(models)
        for sentence in _WARMING_SENTENCES:
            instrument.stance.read(TextInContext(sentence))
        return instrument.version


@dataclass(frozen=True, slots=True)
class ScoreFile:
    """Read and score one file."""

    path: Path
    limits: ReadingLimits

    def run(self, models: Path | None) -> ScoredFile:
        """Return the scored report and its passages."""
        return score_file(self.path, _instrument(models), self.limits)


@dataclass(frozen=True, slots=True)
class ScoreIntoStore:
    """Read (or take from the store) and score one report, and keep everything in the store."""

    work: StoredScoring

    def run(self, models: Path | None) -> StoredResult:
        """Return the scored report as the store gives it back."""
        return score_into_store(self.work, _instrument(models))


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Read one file without scoring it."""

    path: Path
    limits: ReadingLimits

    def run(self, models: Path | None) -> Report | ExtractionFailure:  # noqa: ARG002
        """Return the report or why it could not be read."""
        return read_report(self.path, self.limits)


@dataclass(frozen=True, slots=True)
class RenderCrops:
    """Render the pictures of some findings of one file."""

    path: Path
    findings: tuple[Evidence, ...]

    def run(self, models: Path | None) -> dict[str, Crop]:  # noqa: ARG002
        """Return the crops by finding id; findings without a page have none."""
        return render_crops(self.path, self.findings)


@dataclass(frozen=True, slots=True)
class CutSnippets:
    """Cut the elements of some findings out of a file without pages, for a browser to render."""

    path: Path
    findings: tuple[Finding, ...]

    def run(self, models: Path | None) -> dict[str, str]:  # noqa: ARG002
        """Return a document per finding id; findings with a page, and lost elements, have none."""
        return cut_snippets(self.path, self.findings)


def _instrument(models: Path | None) -> Instrument:
    return load_instrument_once(models)

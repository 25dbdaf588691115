"""The instrument: everything besides the report that decides what comes out, with one version."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import report_mining
from report_mining.classification import StanceReader, load_stance_reader
from report_mining.documents import READER_VERSION, find_tesseract
from report_mining.records import ExtractionFailure, ReadingLimits, ScoredReport, failed_report
from report_mining.taxonomies import Taxonomies, codebook_version, load_all


@dataclass(frozen=True, slots=True)
class Instrument:
    """Taxonomies, models and thresholds, loaded once per process."""

    taxonomies: Taxonomies
    stance: StanceReader
    codebook_version: str

    @property
    def version(self) -> str:
        """One string that goes into every output and names the files of the store."""
        return (
            f"{report_mining.__version__}_stance-{self.stance.version}_cb-{self.codebook_version}"
        )


def load_instrument(models: Path | None = None) -> Instrument:
    """Return the instrument that ``models/ACTIVE.yaml`` names.

    Args:
        models: A models folder to use instead of the packaged one.

    Raises:
        InstrumentError: A taxonomy or an artefact is missing or does not match its manifest.
    """
    taxonomies = load_all()
    return Instrument(taxonomies, load_stance_reader(models), codebook_version(taxonomies))


@dataclass(frozen=True, slots=True)
class Versions:
    """What a stored result depends on besides the report; part of its file name."""

    instrument: str
    reader: str  # with "-ocr" or "-noocr": installing Tesseract makes old results stale

    def failed(self, failure: ExtractionFailure, path: Path) -> ScoredReport:
        """Return the record that counts a file that could not be read."""
        return failed_report(failure, str(path), self.instrument, self.reader)


def versions_of(instrument: Instrument, limits: ReadingLimits) -> Versions:
    """Return the versions that results made here and now carry."""
    can_read_scans = limits.ocr and find_tesseract() is not None
    suffix = "ocr" if can_read_scans else "noocr"
    return Versions(instrument.version, f"{READER_VERSION}-{suffix}")

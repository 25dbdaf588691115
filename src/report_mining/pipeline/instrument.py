"""The instrument: everything besides the report that decides what comes out, with one version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import report_mining
from report_mining.classification import (
    StanceReader,
    load_due_diligence_reader,
    load_stance_reader,
)
from report_mining.classification.checked_artefacts import packaged_models
from report_mining.classification.link_reading import load_link_reader
from report_mining.classification.partnerships import PartnershipReader, load_partnership_reader
from report_mining.classification.sdg_mentions import SdgMentionReader, load_sdg_mention_reader
from report_mining.documents import READER_VERSION, find_tesseract
from report_mining.pipeline.instrument_parts import describe_parts
from report_mining.pipeline.passage_reading import (
    DueDiligenceReader,
    LinkReader,
    PassageReaders,
)
from report_mining.records import (
    ExtractionFailure,
    InstrumentPart,
    ReadingLimits,
    ScoredReport,
    failed_report,
)
from report_mining.taxonomies import Taxonomies, codebook_version, load_all

# The code whose answers are kept in the store; the code that reads files has READER_VERSION.
_KEPT_RESULTS_OF = (
    "report_mining.classification",
    "report_mining.language",
    "report_mining.register",
)
_FINGERPRINT_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class Instrument:
    """Taxonomies, models and thresholds, loaded once per process."""

    taxonomies: Taxonomies
    stance: StanceReader
    codebook_version: str
    fingerprint: str  # of the model files and of the rules in code: changes when either does
    due_diligence: DueDiligenceReader
    linkage: LinkReader
    sdg_mentions: SdgMentionReader
    partnerships: PartnershipReader
    parts: tuple[InstrumentPart, ...] = ()  # what the active artefacts say of themselves

    @property
    def passage_readers(self) -> PassageReaders:
        """The readers that every passage meets."""
        return PassageReaders(
            self.due_diligence, self.linkage, self.sdg_mentions, self.partnerships
        )

    @property
    def version(self) -> str:
        """One string that goes into every output and names the files of the store."""
        stance = self.stance.version.replace("/", "-")
        readers = f"{stance}_{self.passage_readers.version}-{self.fingerprint}"
        return f"{report_mining.__version__}_{readers}_cb-{self.codebook_version}"


def load_instrument(models: Path | None = None) -> Instrument:
    """Return the instrument that ``models/ACTIVE.yaml`` names.

    Args:
        models: A models folder to use instead of the packaged one.

    Raises:
        InstrumentError: A taxonomy or an artefact is missing or does not match its manifest.
    """
    taxonomies = load_all()
    return Instrument(
        taxonomies=taxonomies,
        stance=load_stance_reader(models),
        codebook_version=codebook_version(taxonomies),
        fingerprint=_fingerprint(models or packaged_models()),
        due_diligence=load_due_diligence_reader(models),
        linkage=load_link_reader(models),
        sdg_mentions=load_sdg_mention_reader(models),
        partnerships=load_partnership_reader(models),
        parts=describe_parts(models or packaged_models()),
    )


def _fingerprint(models: Path) -> str:
    """Return a short hash of the manifests under ``models``, with their checksums, and of the code.

    An artefact that was changed in place keeps its name; without this its old results would be
    taken from the store as if they were new.
    """
    digest = hashlib.sha256()
    for content in (*_manifests(models), *_sources()):
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:_FINGERPRINT_CHARACTERS]


def _manifests(models: Path) -> Iterable[bytes]:
    return (path.read_bytes() for path in sorted(models.glob("*/*/manifest.json")))


def _sources() -> Iterable[bytes]:
    for package in _KEPT_RESULTS_OF:
        files = sorted(resources.files(package).iterdir(), key=lambda file: file.name)
        yield from (file.read_bytes() for file in files if file.is_file())


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

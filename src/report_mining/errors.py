"""Every error that this package raises on purpose, as one tree with one exit code per branch.

    ReportMiningError
    ├── UsageError          exit 2: the command line asks for something that does not exist
    ├── InputError          exit 3: a file that people give us is wrong
    │   ├── CompanyListError
    │   └── ManifestError
    ├── InstrumentError     exit 4: a model, taxonomy or lexicon cannot be used
    │   ├── TaxonomyError
    │   └── ArtefactError
    └── StorageError        exit 5: the output folder cannot be read or written

A report that cannot be read is not an error but a counted `records.ExtractionFailure`.
Messages say where, what is wrong with the value shown, what was expected, and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence

EXIT_DONE = 0
EXIT_NOTHING_SCORED = 1
EXIT_INTERRUPTED = 130


class ReportMiningError(Exception):
    """Root of the tree; the command line prints its message and exits with ``exit_code``."""

    exit_code = 1


class UsageError(ReportMiningError):
    """The command asks for something that this program does not offer."""

    exit_code = 2


class InputError(ReportMiningError):
    """A path or a file that a person gave us is missing or malformed."""

    exit_code = 3


class DefectListError(ReportMiningError):
    """An error that names every defect of one file at once, one per line."""

    def __init__(self, source: str, defects: Sequence[str], advice: str) -> None:
        self.source = source
        self.defects = tuple(defects)
        noun = "defect" if len(self.defects) == 1 else "defects"
        lines = [
            f"{source}: {len(self.defects)} {noun}; {advice}",
            *(f"  {d}" for d in self.defects),
        ]
        super().__init__("\n".join(lines))


class CompanyListError(DefectListError, InputError):
    """``companies.csv`` has defects; all of them are listed with their line numbers."""

    exit_code = 3


class ManifestError(DefectListError, InputError):
    """The manifest has defects; all of them are listed with their line numbers."""

    exit_code = 3


class InstrumentError(ReportMiningError):
    """A part of the instrument (taxonomy, model, lexicon) cannot be used as it is."""

    exit_code = 4


class TaxonomyError(DefectListError, InstrumentError):
    """A taxonomy file has defects; all of them are listed."""

    exit_code = 4


class ArtefactError(InstrumentError):
    """A model artefact is missing or does not match its manifest."""

    exit_code = 4


class StorageError(ReportMiningError):
    """The output folder cannot be read or written."""

    exit_code = 5

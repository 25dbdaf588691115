"""Classification: from a text to what it says of the frameworks, of due diligence and of the SDGs."""

from report_mining.classification.due_diligence_reading import (
    DueDiligenceReader,
    load_due_diligence_reader,
)
from report_mining.classification.link_reading import LinkReader, load_link_reader
from report_mining.classification.reading import StanceReader, guess_language, load_stance_reader

__all__ = [
    "DueDiligenceReader",
    "LinkReader",
    "StanceReader",
    "guess_language",
    "load_due_diligence_reader",
    "load_link_reader",
    "load_stance_reader",
]

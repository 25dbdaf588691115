"""Classification: from a text to the stance it takes on the frameworks it names."""

from report_mining.classification.reading import StanceReader, guess_language, load_stance_reader

__all__ = ["StanceReader", "guess_language", "load_stance_reader"]

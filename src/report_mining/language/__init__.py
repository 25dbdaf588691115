"""What language a text is in and where its sentences end."""

from report_mining.language.identification import (
    COVERED_LANGUAGES,
    UNDETERMINED,
    identify_language,
)
from report_mining.language.sentences import split_sentences

__all__ = ["COVERED_LANGUAGES", "UNDETERMINED", "identify_language", "split_sentences"]

"""What codes mean: versioned taxonomies with labels in English and Dutch.

Codes are typed in ``codes``; ``load_all`` reads what they mean. Only that call imports YAML, so that
the records, which need the codes, stay quick to import.
"""

from report_mining.taxonomies.categories import Category, Taxonomies, Taxonomy
from report_mining.taxonomies.loading import (
    CODEBOOK_EDITION,
    codebook_version,
    load_all,
    load_taxonomy,
)

__all__ = [
    "CODEBOOK_EDITION",
    "Category",
    "Taxonomies",
    "Taxonomy",
    "codebook_version",
    "load_all",
    "load_taxonomy",
]

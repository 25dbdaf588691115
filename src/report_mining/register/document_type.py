"""Says what kind of document a report is, from what it calls itself on its cover, header and title."""

from __future__ import annotations

import re

from report_mining.records import DocumentType, IdentityClues
from report_mining.register.clues import COVER_CHARACTERS, PAGE_BREAK

# The first that fits is taken: a supplier code is a code, and an integrated annual report that
# speaks of sustainability is an annual report.
_NAMES = (
    (
        DocumentType.SUPPLIER_CODE,
        (
            r"supplier\s+code|code\s+of\s+conduct\s+for\s+suppliers|leverancierscode"
            r"|gedragscode\s+(?:voor\s+)?leveranciers|business\s+partner\s+code"
        ),
    ),
    (
        DocumentType.CODE_OF_CONDUCT,
        r"code\s+of\s+(?:business\s+)?(?:conduct|ethics)|gedragscode|bedrijfscode",
    ),
    (
        DocumentType.POLICY,
        (
            r"(?:human\s+rights|mensenrechten|rbc|imvo|due\s+diligence|sustainability|procurement|inkoop"
            r"|investment|environmental|duurzaamheids)\s?-?(?:policy|beleid)\b|\bpolicy\s+statement|beleidsverklaring"
        ),
    ),
    (
        DocumentType.ANNUAL_REPORT,
        (
            r"(?:integrated\s+)?annual\s+(?:and\s+sustainability\s+)?(?:report|review|accounts)"
            r"|integrated\s+report|report\s+and\s+accounts|jaarverslag|jaarrapport|jaarrekening|jaardocument"
            r"|bestuursverslag|form\s+10-k|form\s+20-f"
        ),
    ),
    (
        DocumentType.SUSTAINABILITY_REPORT,
        (
            r"(?:sustainability|csr|esg|responsibility|impact|environmental|non-?financial|climate)"
            r"(?:\s+\w+){0,2}\s+(?:report|review|update)|duurzaamheids(?:jaar)?verslag|i?mvo-?\s?verslag"
        ),
    ),
)
_EXPRESSIONS = tuple((kind, re.compile(expression, re.IGNORECASE)) for kind, expression in _NAMES)


def infer_document_type(clues: IdentityClues) -> DocumentType | None:
    """Return what the document calls itself, None where it says nothing that is known.

    Cover before running headers before the title in the metadata.
    """
    cover = clues.front_text.partition(PAGE_BREAK)[0][:COVER_CHARACTERS]
    for text in (cover, clues.name_counts_text, clues.title):
        for kind, expression in _EXPRESSIONS:
            if expression.search(text):
                return kind
    return None

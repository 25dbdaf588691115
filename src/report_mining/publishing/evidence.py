"""Findings arranged for reading: one card per quoted sentence, the deciding ones first."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from report_mining.publishing.neutralising import clean_text
from report_mining.publishing.report_rows import SECTION_SEPARATOR, finding_order
from report_mining.records import Crop, Finding
from report_mining.taxonomies.codes import Framework

PRIMARY_FAMILIES = frozenset({Framework.OECD_MNE, Framework.UNGP})


@dataclass(frozen=True, slots=True)
class QuotePart:
    """A stretch of a quote; a mention is marked."""

    text: str
    is_mention: bool


@dataclass(frozen=True, slots=True)
class CropView:
    """A picture as a page shows it."""

    href: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """One quoted sentence with every stance found in it."""

    parts: tuple[QuotePart, ...]
    findings: tuple[Finding, ...]  # same sentence, one per framework family or mention
    file: str
    section: str
    is_deciding: bool
    crop: CropView | None

    @property
    def first(self) -> Finding:
        """The finding that stands for the card: its place is that of all."""
        return self.findings[0]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """All cards of a company-year or of a report."""

    primary: tuple[EvidenceCard, ...]  # OECD Guidelines and UNGPs
    other: tuple[EvidenceCard, ...]  # the other frameworks, shown on request
    n_primary: int = 0  # sentences on the OECD Guidelines and the UNGPs, shown or not
    n_other: int = 0  # sentences on other frameworks, shown or not


def name_of(kind: str, identifier: str) -> str:
    """Return a file name stem for an identifier that people gave: a hash, safe on every system."""
    digest = hashlib.sha256(f"{kind}\n{identifier}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:20]


def crop_href(finding_id: str) -> str:
    """Return the place of a crop relative to the index."""
    return f"crops/{name_of('crop', finding_id)}.png"


def split_quote(quote: str, mentions: Iterable[str]) -> tuple[QuotePart, ...]:
    """Return ``quote`` in parts with the first place of each of ``mentions`` marked.

    The parts joined are the quote again, cleaned of control characters.
    """
    text = clean_text(quote)
    marked = bytearray(len(text))
    for mention in mentions:
        cleaned = clean_text(mention)
        start = text.find(cleaned) if cleaned else -1
        if start >= 0:
            marked[start : start + len(cleaned)] = b"\x01" * len(cleaned)
    cuts = [i for i in range(1, len(text)) if marked[i] != marked[i - 1]]
    bounds = [0, *cuts, len(text)]
    return tuple(
        QuotePart(text[a:b], bool(marked[a])) for a, b in itertools.pairwise(bounds) if a < b
    )


def arrange_evidence(
    findings_by_file: Sequence[tuple[str, Sequence[Finding]]],
    deciding_ids: Sequence[str],
    crops: Mapping[str, Crop],
    primary_limit: int | None = None,
    other_limit: int | None = None,
) -> EvidenceView:
    """Return the cards of some files: deciding ones first, then in reading order.

    No more than ``primary_limit`` cards on the OECD Guidelines and the UNGPs are shown, but for those
    that decide, and no more than ``other_limit`` on other frameworks; all stand in the tables.
    """
    grouped: dict[tuple[object, ...], list[Finding]] = {}
    for file, findings in findings_by_file:
        for finding in sorted(findings, key=finding_order):
            is_primary = finding.code in PRIMARY_FAMILIES
            place = (is_primary, file, finding.page_number, finding.char_start, finding.quote)
            grouped.setdefault(place, []).append(finding)
    deciding = frozenset(deciding_ids)
    cards = [
        (bool(key[0]), _card(group, str(key[1]), deciding, crops)) for key, group in grouped.items()
    ]
    primary = [card for is_primary, card in cards if is_primary]
    other = [card for is_primary, card in cards if not is_primary]
    primary.sort(key=lambda card: _rank(card, deciding_ids))
    n_deciding = sum(card.is_deciding for card in primary)
    kept = None if primary_limit is None else max(n_deciding, primary_limit)
    return EvidenceView(tuple(primary[:kept]), tuple(other[:other_limit]), len(primary), len(other))


def _rank(card: EvidenceCard, deciding_ids: Sequence[str]) -> int:
    ranks = [
        deciding_ids.index(f.finding_id) for f in card.findings if f.finding_id in deciding_ids
    ]
    return min(ranks, default=len(deciding_ids))


def _card(
    findings: Sequence[Finding], file: str, deciding: frozenset[str], crops: Mapping[str, Crop]
) -> EvidenceCard:
    first = findings[0]
    crop = next((crops[f.finding_id] for f in findings if f.finding_id in crops), None)
    return EvidenceCard(
        parts=split_quote(first.quote, (f.mention for f in findings)),
        findings=tuple(findings),
        file=file,
        section=SECTION_SEPARATOR.join(first.section_path),
        is_deciding=any(f.finding_id in deciding for f in findings),
        crop=CropView(crop_href(crop.finding_id), crop.width_px, crop.height_px) if crop else None,
    )

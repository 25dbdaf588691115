"""What a decision rests on, so that it is asked again when evidence or reading changes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping

from report_mining.records import Endorsement, Finding, ReportMatch, Strictness
from report_mining.records.review import (
    EvidenceRef,
    MachineAnswer,
    MachineReading,
    ReviewDecision,
)
from report_mining.taxonomies.codes import Framework

_ID_CHARACTERS = 20


def family_item_id(company_id: str, year: int, framework: Framework) -> str:
    """Return the id of the question on one family in one company-year."""
    return _digest("stance", company_id, str(year), framework.value)[:_ID_CHARACTERS]


def match_item_id(match: ReportMatch) -> str:
    """Return the id of the question whether a document is this company's of this year."""
    parts = (match.company_id or "", str(match.reporting_year), match.report_id or match.file)
    return _digest("match", *parts)[:_ID_CHARACTERS]


def machine_reading(
    endorsement: Endorsement, findings_by_id: Mapping[str, Finding]
) -> MachineReading:
    """Return the machine's reading of one family with the evidence that its answers rest on."""
    answers = tuple(_answer(endorsement, strictness) for strictness in Strictness)
    ids = dict.fromkeys(
        finding_id
        for strictness in (Strictness.STANDARD, Strictness.STRICT, Strictness.LENIENT)
        for finding_id in endorsement.judgement(strictness).finding_ids
    )
    evidence = tuple(_reference(findings_by_id[i]) for i in ids if i in findings_by_id)
    return MachineReading(endorsement.stance, answers, evidence, evidence_hash(evidence))


def match_reading(match: ReportMatch) -> MachineReading:
    """Return how a document was matched, as something to decide about."""
    clue = _digest(match.basis.value, match.year_basis, f"{match.score:g}", match.note)
    evidence = (EvidenceRef("", "", match.report_id or match.file, None, clue),)
    return MachineReading(None, (), evidence, evidence_hash(evidence))


def evidence_hash(evidence: Iterable[EvidenceRef]) -> str:
    """Return a hash of the words that were shown; their order and place make no difference."""
    return _digest(*sorted({e.quote_sha256 for e in evidence}))


def is_still_good(decision: ReviewDecision, machine: MachineReading | None) -> bool:
    """Whether a decision was taken on this evidence and this reading."""
    if machine is None:
        return False
    then = decision.machine
    return (then.evidence_hash, then.answers, then.stance) == (
        machine.evidence_hash,
        machine.answers,
        machine.stance,
    )


def _answer(endorsement: Endorsement, strictness: Strictness) -> MachineAnswer:
    judgement = endorsement.judgement(strictness)
    return MachineAnswer(strictness, judgement.value, judgement.status)


def _reference(finding: Finding) -> EvidenceRef:
    words = re.sub(r"\s+", " ", unicodedata.normalize("NFC", finding.quote)).strip()
    return EvidenceRef(
        finding_id=finding.finding_id,
        passage_id=finding.passage_id,
        report_id=finding.report_id,
        page_number=finding.page_number,
        quote_sha256=_digest(words),
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

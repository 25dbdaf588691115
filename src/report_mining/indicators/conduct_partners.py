"""PAR-01 to PAR-03: covenants, typed partners and other frameworks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from report_mining.indicators import conduct_wording as say
from report_mining.indicators.conduct_evidence import (
    ConductEvidence,
    Hit,
    answer,
    group_by_code,
    summarise,
    where,
)
from report_mining.records import (
    AspectKind,
    AspectSummary,
    Finding,
    Measure,
    PartyKind,
    ValueStatus,
)
from report_mining.records.aspects import SEPARATOR
from report_mining.records.wording import Wording
from report_mining.taxonomies.codes import Framework, Stance

UNGC = "ungc"


def partner_measures(evidence: ConductEvidence) -> Iterator[Measure]:
    """Yield PAR-01 to PAR-03."""
    own = [h for h in _of(evidence, PartyKind.COVENANT) if "own" in h.aspect.detail.split()]
    yield _list(evidence, "PAR-01", own, say.TAKES_PART_IN, say.NO_COVENANT)
    partners = _of(evidence, PartyKind.PARTNER)
    yield _list(evidence, "PAR-02", partners, say.WORKS_WITH, say.NO_PARTNER)
    yield _frameworks(evidence)


def partner_aspects(evidence: ConductEvidence) -> Iterator[AspectSummary]:
    """Yield the named parties with their evidence."""
    for code, hits in group_by_code(evidence.of_kind(AspectKind.PARTY)).items():
        yield summarise(hits, AspectKind.PARTY, code, 0)


def _of(evidence: ConductEvidence, kind: PartyKind) -> list[Hit]:
    return [
        h for h in evidence.of_kind(AspectKind.PARTY) if h.aspect.detail.split()[0] == kind.value
    ]


def _list(
    evidence: ConductEvidence,
    indicator_id: str,
    hits: Sequence[Hit],
    verb: Wording,
    nothing: Wording,
) -> Measure:
    codes = sorted({h.aspect.code for h in hits})
    found = say.listed_parties(verb, codes, where(hits[0].reading)) if hits else say.NOTHING
    value = SEPARATOR.join(codes)
    return answer(evidence, indicator_id, value, hits, (found, nothing), nothing="none")


def _frameworks(evidence: ConductEvidence) -> Measure:
    hits = _of(evidence, PartyKind.FRAMEWORK)
    compact = [f for f in evidence.findings if _is_compact(f)]
    measure = _list(evidence, "PAR-03", hits, say.NAMES, say.NO_FRAMEWORK)
    if not compact:
        return measure
    codes = sorted({UNGC, *(h.aspect.code for h in hits)})
    why = say.listed_parties(say.NAMES, codes, None)
    return replace(
        measure,
        value=SEPARATOR.join(codes),
        status=ValueStatus.OBSERVED,
        why=why.en,
        why_nl=why.nl,
        finding_ids=tuple(f.finding_id for f in compact),
    )


def _is_compact(finding: Finding) -> bool:
    return finding.code is Framework.UNGC and finding.stance is not Stance.NOT_FRAMEWORK

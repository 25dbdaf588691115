"""Which findings speak for the company itself, and how strong they are (DOMAIN 3.4, 5.10)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from report_mining.records import Actor, Finding, Scope, Strictness
from report_mining.taxonomies.codes import Framework, Stance

OWN_ACTORS = frozenset({Actor.SELF, Actor.GROUP})

# Stances that count as endorsement; REGULATORY joins LENIENT only with own assertion.
COUNTING_STANCES = {
    Strictness.STRICT: frozenset({Stance.ENDORSE}),
    Strictness.STANDARD: frozenset({Stance.ENDORSE, Stance.ANCHOR}),
    Strictness.LENIENT: frozenset({Stance.ENDORSE, Stance.ANCHOR, Stance.APPLY, Stance.REGULATORY}),
}

# A denial beside one of these is a contradiction that only a person can settle.
CLASHES_WITH_DENIAL = frozenset({Stance.ENDORSE, Stance.ANCHOR, Stance.APPLY})

# Order of END-05, strongest first. The last three rank alike and differ only in name.
STANCE_ORDER = (
    Stance.ENDORSE,
    Stance.ANCHOR,
    Stance.APPLY,
    Stance.REGULATORY,
    Stance.NEGATED,
    Stance.ASPIRE,
    Stance.REQUIRE,
    Stance.REFERENCE,
    Stance.THIRD_PARTY,
)
_RANK = {stance: rank for rank, stance in enumerate(STANCE_ORDER)}

# Stances that are a stance of the company only when the company itself takes them.
_OWN_STANCES = COUNTING_STANCES[Strictness.LENIENT] | {Stance.NEGATED, Stance.ASPIRE}


def mentions_of(framework: Framework, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the real mentions of one family, each once, in an order that the input cannot change.

    Look-alikes are left out. Strongest first: by END-05 rank, then score, then place.
    """
    distinct = {
        finding.finding_id: finding
        for finding in findings
        if finding.code is framework and finding.stance is not Stance.NOT_FRAMEWORK
    }
    return tuple(sorted(distinct.values(), key=strength_key))


def strength_key(finding: Finding) -> tuple[int, float, str, int, int, str]:
    """Return the sort key that puts the strongest finding first."""
    rank = _RANK[effective_stance(finding)]
    page = finding.page_number or 0
    return (rank, -finding.score, finding.report_id, page, finding.char_start, finding.finding_id)


def is_own(finding: Finding) -> bool:
    """Whether the finding is a statement by the company about the whole framework."""
    return finding.actor in OWN_ACTORS and finding.scope is Scope.WHOLE


def counts_for(finding: Finding, strictness: Strictness) -> bool:
    """Whether the finding would be endorsement at this strictness, were its score high enough."""
    if not is_own(finding) or finding.stance not in COUNTING_STANCES[strictness]:
        return False
    return finding.stance is not Stance.REGULATORY or finding.own_assertion is True


def is_claim(finding: Finding) -> bool:
    """Whether the finding could decide a value: an own endorsement or denial, so its score matters."""
    return effective_stance(finding) in COUNTING_STANCES[Strictness.LENIENT] | {Stance.NEGATED}


def score_at(finding: Finding, strictness: Strictness) -> float:
    """Return how sure it is that the finding counts at this strictness, 0 to 1.

    Between ENDORSE and ANCHOR only the strict reading has to choose.
    """
    is_either = finding.stance in COUNTING_STANCES[Strictness.STANDARD]
    if strictness is Strictness.STRICT or not is_either or finding.standard_score is None:
        return finding.score
    return finding.standard_score


def effective_stance(finding: Finding) -> Stance:
    """Return the stance that the company itself takes with this finding.

    What somebody else endorses is THIRD_PARTY for this company; a commitment to one chapter, site
    or product is ASPIRE (R5); legal text without own assertion, and a partial denial, only refer.
    """
    stance = finding.stance
    if stance not in _OWN_STANCES:
        return stance
    if stance is Stance.REGULATORY:
        is_statement = is_own(finding) and finding.own_assertion is True
        return stance if is_statement else Stance.REFERENCE
    if finding.actor not in OWN_ACTORS:
        return Stance.THIRD_PARTY
    if finding.scope is Scope.WHOLE or stance is Stance.ASPIRE:
        return stance
    return Stance.REFERENCE if stance is Stance.NEGATED else Stance.ASPIRE


def independent_pair(findings: Sequence[Finding]) -> tuple[Finding, Finding] | None:
    """Return the first two findings on different pages with different wording, or None."""
    seen: list[tuple[Finding, tuple[str, str], str]] = []
    for finding in findings:
        place, wording = place_of(finding), normalised_wording(finding.quote)
        for earlier, earlier_place, earlier_wording in seen:
            if place != earlier_place and wording != earlier_wording:
                return earlier, finding
        seen.append((finding, place, wording))
    return None


def place_of(finding: Finding) -> tuple[str, str]:
    """Return what counts as one page: the report with its page number, else its locator."""
    if finding.page_number is not None:
        return finding.report_id, f"page {finding.page_number}"
    return finding.report_id, finding.locator or ""


def normalised_wording(quote: str) -> str:
    """Return the letters and digits of a quote in lower case, so that layout makes no difference."""
    folded = unicodedata.normalize("NFKC", quote).casefold()
    return re.sub(r"[\W_]+", "", folded)

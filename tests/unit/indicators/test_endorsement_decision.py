"""The company-year decision says what DOMAIN 5.10 prescribes."""

from __future__ import annotations

import pytest

from report_mining.indicators import decide_endorsement
from report_mining.records import (
    Actor,
    DecisionThresholds,
    Endorsement,
    Finding,
    Scope,
    ValueStatus,
)
from report_mining.taxonomies.codes import Framework, Lookalike, Stance

LIMITS = DecisionThresholds(t_high=0.9, t_low=0.6)


def finding(
    stance: Stance,
    score: float = 0.95,
    *,
    page: int | None = 1,
    quote: str = "",
    actor: Actor = Actor.SELF,
    scope: Scope = Scope.WHOLE,
    own_assertion: bool | None = None,
    code: Framework = Framework.OECD_MNE,
    report_id: str = "r1",
    locator: str | None = None,
) -> Finding:
    wording = quote or f"{stance} on {page} by {actor}"
    return Finding(
        finding_id=f"{report_id}-{page}-{locator}-{stance}-{wording}-{score}-{scope}",
        report_id=report_id,
        code=code,
        stance=stance,
        score=score,
        actor=actor,
        own_assertion=own_assertion,
        lookalike=Lookalike.TAX if stance is Stance.NOT_FRAMEWORK else None,
        scope=scope,
        rule="R5",
        page_number=page,
        page_label=None,
        locator=locator,
        language="en",
        section_path=(),
        quote=wording,
        mention="OECD Guidelines",
        char_start=0,
        char_end=len(wording),
        boxes=(),
        passage_id="p",
    )


def decide(*findings: Finding, full: bool = True) -> Endorsement:
    return decide_endorsement(Framework.OECD_MNE, findings, full, LIMITS)


def values(endorsement: Endorsement) -> tuple[int | None, int | None, int | None]:
    return endorsement.strict.value, endorsement.standard.value, endorsement.lenient.value


def test_one_endorsement_at_t_high_is_enough() -> None:
    decision = decide(finding(Stance.ENDORSE, 0.9, page=12))
    assert values(decision) == (1, 1, 1)
    assert decision.strict.status is ValueStatus.OBSERVED
    assert "page 12" in decision.strict.why
    assert "rule a" in decision.strict.why
    assert decision.stance is Stance.ENDORSE


def test_an_anchor_counts_from_standard_on() -> None:
    decision = decide(finding(Stance.ANCHOR))
    assert values(decision) == (0, 1, 1)
    assert decision.strict.status is ValueStatus.OBSERVED


def test_an_application_counts_at_lenient_only() -> None:
    assert values(decide(finding(Stance.APPLY))) == (0, 0, 1)


@pytest.mark.parametrize(
    ("own", "lenient"), [(True, 1), (False, 0), (None, 0)], ids=["own", "law", "unknown"]
)
def test_regulatory_text_counts_at_lenient_with_own_assertion(
    own: bool | None, lenient: int
) -> None:
    decision = decide(finding(Stance.REGULATORY, own_assertion=own))
    assert values(decision) == (0, 0, lenient)
    assert decision.stance is (Stance.REGULATORY if own else Stance.REFERENCE)


def test_a_single_doubtful_hit_waits_for_a_person() -> None:
    decision = decide(finding(Stance.ENDORSE, 0.75, page=4))
    assert values(decision) == (None, None, None)
    assert decision.standard.status is ValueStatus.NEEDS_REVIEW
    assert decision.stance is Stance.ENDORSE
    assert decision.stance_status is ValueStatus.NEEDS_REVIEW


def test_two_independent_doubtful_hits_are_enough() -> None:
    decision = decide(
        finding(Stance.ENDORSE, 0.7, page=4, quote="We follow them."),
        finding(Stance.ENDORSE, 0.6, page=9, quote="We adhere to them."),
    )
    assert values(decision) == (1, 1, 1)
    assert "rule b" in decision.strict.why


@pytest.mark.parametrize(
    "second",
    [
        finding(Stance.ENDORSE, 0.7, page=4, quote="Other words."),
        finding(Stance.ENDORSE, 0.7, page=9, quote="WE follow them"),
        finding(Stance.ENDORSE, 0.59, page=9, quote="Other words."),
    ],
    ids=["same page", "same wording apart from layout", "below t_low"],
)
def test_two_hits_that_are_not_independent_wait_for_a_person(second: Finding) -> None:
    decision = decide(finding(Stance.ENDORSE, 0.7, page=4, quote="We follow them."), second)
    assert decision.strict.status is ValueStatus.NEEDS_REVIEW


def test_a_pair_may_be_an_endorsement_and_an_anchor() -> None:
    decision = decide(finding(Stance.ENDORSE, 0.7, page=4), finding(Stance.ANCHOR, 0.7, page=9))
    assert decision.strict.status is ValueStatus.NEEDS_REVIEW
    assert decision.standard.value == 1
    assert decision.stance_status is ValueStatus.NEEDS_REVIEW


def test_the_same_page_number_in_two_documents_is_two_pages() -> None:
    decision = decide(
        finding(Stance.ENDORSE, 0.7, page=4, quote="One.", report_id="r1"),
        finding(Stance.ENDORSE, 0.7, page=4, quote="Two.", report_id="r2"),
    )
    assert decision.strict.value == 1


def test_without_pages_the_locator_tells_places_apart() -> None:
    same = [
        finding(Stance.ENDORSE, 0.7, page=None, quote=q, locator="/body/p[1]") for q in ("A", "B")
    ]
    assert decide(*same).strict.status is ValueStatus.NEEDS_REVIEW
    other = finding(Stance.ENDORSE, 0.7, page=None, quote="B", locator="/body/p[2]")
    assert decide(same[0], other).strict.value == 1


@pytest.mark.parametrize("scope", [Scope.CHAPTER, Scope.SITE, Scope.PRODUCT])
def test_a_partial_endorsement_never_counts(scope: Scope) -> None:
    decision = decide(finding(Stance.ENDORSE, 0.99, scope=scope))
    assert values(decision) == (0, 0, 0)
    assert decision.stance is Stance.ASPIRE


@pytest.mark.parametrize(
    "actor", [Actor.PARENT, Actor.SUBSIDIARY, Actor.SUPPLIER, Actor.GOVERNMENT, Actor.OTHER]
)
def test_what_somebody_else_endorses_never_counts(actor: Actor) -> None:
    decision = decide(finding(Stance.ENDORSE, 0.99, actor=actor))
    assert values(decision) == (0, 0, 0)
    assert decision.stance is Stance.THIRD_PARTY


def test_the_group_counts_and_a_left_out_parent_is_told() -> None:
    assert decide(finding(Stance.ENDORSE, actor=Actor.GROUP)).strict.value == 1
    left_out = decide(finding(Stance.ENDORSE, page=7, actor=Actor.PARENT))
    assert "parent company's statement on page 7" in left_out.standard.why


@pytest.mark.parametrize("stance", [Stance.ENDORSE, Stance.ANCHOR, Stance.APPLY])
def test_a_denial_beside_a_claim_is_a_conflict_at_every_strictness(stance: Stance) -> None:
    decision = decide(finding(stance), finding(Stance.NEGATED, page=8))
    assert values(decision) == (None, None, None)
    assert decision.standard.status is ValueStatus.CONFLICT
    assert decision.stance_status is ValueStatus.CONFLICT
    assert len(decision.standard.finding_ids) == 2


def test_a_denial_beside_an_own_regulatory_assertion_is_a_conflict_only_where_it_counts() -> None:
    decision = decide(
        finding(Stance.REGULATORY, own_assertion=True), finding(Stance.NEGATED, page=8)
    )
    assert values(decision) == (0, 0, None)
    assert decision.lenient.status is ValueStatus.CONFLICT


@pytest.mark.parametrize("full", [True, False])
def test_a_denial_is_evidence_even_when_pages_were_not_read(full: bool) -> None:
    decision = decide(finding(Stance.NEGATED, page=3), finding(Stance.ASPIRE), full=full)
    assert values(decision) == (0, 0, 0)
    assert decision.standard.status is ValueStatus.OBSERVED
    assert decision.stance is Stance.NEGATED
    assert "page 3" in decision.standard.why


def test_a_doubtful_denial_does_not_make_a_no_of_an_unread_report() -> None:
    decision = decide(finding(Stance.NEGATED, 0.4), full=False)
    assert decision.standard.status is ValueStatus.COULD_NOT_LOOK


def test_mentions_without_endorsement_are_an_observed_no_when_all_was_read() -> None:
    decision = decide(finding(Stance.REFERENCE, 0.3), finding(Stance.REQUIRE, page=2))
    assert values(decision) == (0, 0, 0)
    assert decision.standard.status is ValueStatus.OBSERVED
    assert decision.stance is Stance.REQUIRE


def test_nothing_found_is_a_no_only_when_all_was_read() -> None:
    assert decide().standard.status is ValueStatus.NOT_FOUND
    assert values(decide()) == (0, 0, 0)
    assert decide(full=False).standard.status is ValueStatus.COULD_NOT_LOOK
    assert values(decide(full=False)) == (None, None, None)


def test_an_endorsement_counts_although_pages_were_not_read() -> None:
    decision = decide(finding(Stance.ENDORSE), full=False)
    assert values(decision) == (1, 1, 1)


def test_look_alikes_and_other_frameworks_are_no_mentions() -> None:
    decision = decide(finding(Stance.NOT_FRAMEWORK), finding(Stance.ENDORSE, code=Framework.UNGP))
    assert decision.stance is None
    assert decision.standard.status is ValueStatus.NOT_FOUND


def test_thresholds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match=r"t_low is 0\.9 and t_high is 0\.5"):
        decide_endorsement(Framework.OECD_MNE, [], True, DecisionThresholds(0.5, 0.9))

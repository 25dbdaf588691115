"""Whatever people type, the log of decisions gives it back, one decision to a line."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_mining.cli.review_forms import read_form
from report_mining.cli.review_guard import is_loopback
from report_mining.records import Strictness, ValueStatus
from report_mining.records.review import (
    DECISION_SCHEMA,
    EvidenceRef,
    MachineAnswer,
    MachineReading,
    ReviewDecision,
    ReviewVerdict,
)
from report_mining.review import DecisionLog, current_decisions, identified
from report_mining.review.reopening import evidence_hash
from report_mining.taxonomies.codes import Framework, Stance

EVIDENCE = (EvidenceRef("f", "p", "r", 3, "0" * 64),)
ANSWERS = tuple(MachineAnswer(s, None, ValueStatus.NEEDS_REVIEW) for s in Strictness)
BASE = ReviewDecision(
    schema_version=DECISION_SCHEMA,
    decision_id="",
    item_id="item",
    company_id="c",
    company_name="Alderwerk",
    reporting_year=2023,
    framework=Framework.OECD_MNE,
    indicator_id="END-03",
    machine=MachineReading(Stance.ENDORSE, ANSWERS, EVIDENCE, evidence_hash(EVIDENCE)),
    instrument_version="i",
    reader_version="r",
    codebook_version="c",
    verdict=ReviewVerdict.CORRECT,
    stance=Stance.ANCHOR,
    own_assertion=None,
    finding_id="f",
    looked_everywhere=False,
    reason="",
    reviewer="reviewer",
    decided_at="2026-01-15T10:00:00.000+00:00",
    supersedes=None,
)
identified(BASE)  # loads what checks decisions, which takes a second
QUIET = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
decisions = st.builds(
    lambda reason, name, item, reviewer, verdict: identified(
        replace(
            BASE,
            reason=reason,
            company_name=name,
            item_id=item,
            reviewer=reviewer,
            verdict=verdict,
        )
    ),
    st.text(),
    st.text(),
    st.sampled_from("ab"),
    st.sampled_from(["reviewer 1", "reviewer 2"]),
    st.sampled_from(ReviewVerdict),
)


@QUIET
@given(st.lists(decisions, max_size=6))
def test_the_log_gives_back_what_was_added_in_order(given_decisions: list[ReviewDecision]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = DecisionLog(Path(folder))
        for decision in given_decisions:
            log.append([decision])
        assert log.read() == tuple(given_decisions)
        if given_decisions:
            assert log.path.read_bytes().count(b"\n") == len(given_decisions)


@QUIET
@given(st.lists(decisions, max_size=8))
def test_the_last_word_of_each_reviewer_counts(given_decisions: list[ReviewDecision]) -> None:
    current = current_decisions(given_decisions)
    for (item, reviewer), decision in current.items():
        said = [d for d in given_decisions if (d.item_id, d.reviewer) == (item, reviewer)]
        assert decision == said[-1]
        assert decision.verdict is not ReviewVerdict.WITHDRAWN


@QUIET
@given(st.binary(max_size=300))
def test_no_form_breaks_the_reader(body: bytes) -> None:
    assert all(isinstance(value, str) for value in read_form(body).values())


@QUIET
@given(st.text(max_size=40))
def test_only_names_of_this_machine_are_loopback(host: str) -> None:
    if is_loopback(host):
        name = host.rpartition(":")[0] if host.count(":") == 1 else host
        assert name.strip("[]").partition("]")[0].lower() in {"127.0.0.1", "localhost", "::1"}

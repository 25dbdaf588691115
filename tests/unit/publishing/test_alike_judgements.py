"""Judgements that say the same stand once; what rests on other evidence keeps its own reason."""

from __future__ import annotations

from report_mining.publishing.verdicts import alike_judgements
from report_mining.records import Endorsement, Judgement, ValueStatus
from report_mining.taxonomies.codes import Framework


def judged(value: int, why: str) -> Judgement:
    status = ValueStatus.OBSERVED if value else ValueStatus.NOT_FOUND
    return Judgement(value, status, (), None, why)


def grouped(strict: Judgement, standard: Judgement, lenient: Judgement) -> list[tuple[str, str]]:
    decision = Endorsement(
        Framework.OECD_MNE, None, ValueStatus.NOT_FOUND, strict, standard, lenient
    )
    return [(" ".join(names), one.why) for names, one in alike_judgements(decision)]


def test_no_is_said_once_with_the_reason_that_names_everything_looked_for() -> None:
    found = grouped(judged(0, "no ENDORSE"), judged(0, "no ANCHOR"), judged(0, "no APPLY"))
    assert found == [("standard strict lenient", "no APPLY")]


def test_no_below_a_yes_keeps_the_reason_of_the_widest_no() -> None:
    found = grouped(judged(0, "no ENDORSE"), judged(0, "no ANCHOR"), judged(1, "page 9"))
    assert found == [("standard strict", "no ANCHOR"), ("lenient", "page 9")]


def test_endorsing_by_other_sentences_keeps_each_reason() -> None:
    found = grouped(judged(0, "not strict"), judged(1, "page 4"), judged(1, "page 9"))
    assert found == [("standard", "page 4"), ("strict", "not strict"), ("lenient", "page 9")]

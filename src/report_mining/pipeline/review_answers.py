"""Whether an answer fits its question: what is checked before a decision is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from report_mining.errors import InputError
from report_mining.indicators import counts_as_endorsement
from report_mining.records import ValueStatus
from report_mining.records.review import HumanStance, ReviewQuestion, ReviewVerdict
from report_mining.review import asked_strictness
from report_mining.taxonomies.codes import Stance

MAX_REASON_CHARS = 2_000
MAX_REVIEWER_CHARS = 100


class DecisionRefusedError(InputError):
    """A decision cannot be kept as it was given; the message says what to do instead."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code  # for wordings in other languages
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reviewer answers to a question."""

    verdict: ReviewVerdict
    stance: Stance | None = None
    own_assertion: bool | None = None
    finding_id: str | None = None
    looked_everywhere: bool = False
    reason: str = ""
    evidence_hash: str | None = None  # of what the reviewer saw; None: not checked


def allows_accept(question: ReviewQuestion) -> bool:
    """Whether the machine gave one reading that a person can agree with.

    It did not where statements contradict each other, or where the strongest stance was found with
    too low a score to count.
    """
    if question.framework is None:
        return True
    answers = {answer.strictness: answer for answer in question.machine.answers}
    if any(a.status is ValueStatus.CONFLICT for a in answers.values()):
        return False
    asked = asked_strictness(question.indicator_id)
    value = answers[asked].value
    stance = question.machine.stance
    machine = HumanStance(stance, _own_assertion(stance), False, None, "")
    return value is None or value == int(counts_as_endorsement(machine, asked))


def checked_reviewer(reviewer: str) -> str:
    """Return the name of a reviewer without space around it.

    Raises:
        DecisionRefusedError: it is empty or too long.
    """
    named = reviewer.strip()
    if not 0 < len(named) <= MAX_REVIEWER_CHARS or not named.isprintable():
        raise DecisionRefusedError(
            "reviewer",
            f"the name of the reviewer is {named[:MAX_REVIEWER_CHARS]!r}; expected 1 to "
            f"{MAX_REVIEWER_CHARS} printable characters",
        )
    return named


def checked_answer(
    question: ReviewQuestion, answer: Answer, known_findings: Callable[[], frozenset[str]]
) -> Answer:
    """Return the answer with what follows from it filled in.

    Raises:
        DecisionRefusedError: it does not fit the question, or the evidence changed since.
    """
    if answer.verdict is ReviewVerdict.WITHDRAWN:
        raise DecisionRefusedError("undo", "undo a decision on the page of decisions")
    if answer.evidence_hash not in (None, question.machine.evidence_hash):
        raise DecisionRefusedError(
            "changed", "the evidence changed while you were looking; look again and decide anew"
        )
    reason = answer.reason.encode("utf-8", "replace").decode().strip()  # no lone surrogates
    if len(reason) > MAX_REASON_CHARS:
        raise DecisionRefusedError(
            "long", f"the reason has {len(reason)} characters; shorten it to {MAX_REASON_CHARS}"
        )
    given = replace(answer, reason=reason)
    if answer.verdict is ReviewVerdict.UNSURE:
        return replace(
            given, stance=None, own_assertion=None, looked_everywhere=False, finding_id=None
        )
    check = _correction if answer.verdict is ReviewVerdict.CORRECT else _acceptance
    checked = check(question, given)
    return replace(checked, finding_id=_evidence(question, checked, known_findings))


def _acceptance(question: ReviewQuestion, answer: Answer) -> Answer:
    if not allows_accept(question):
        raise DecisionRefusedError(
            "no_reading", "there is no single reading to accept here; choose the stance (correct)"
        )
    stance = question.machine.stance if question.framework is not None else None
    return replace(answer, stance=stance, own_assertion=_own_assertion(stance))


def _correction(question: ReviewQuestion, answer: Answer) -> Answer:
    if not answer.reason:
        raise DecisionRefusedError("reason", "say in a few words why the reading is wrong")
    if question.framework is None:
        return replace(answer, stance=None, own_assertion=None, looked_everywhere=False)
    if answer.stance is None:
        raise DecisionRefusedError("stance", "choose the stance that the company takes")
    if (answer.own_assertion is not None) != (answer.stance is Stance.REGULATORY):
        raise DecisionRefusedError(
            "own_assertion",
            "for REGULATORY say whether the company states it of itself; for other stances do not",
        )
    return answer


def _own_assertion(stance: Stance | None) -> bool | None:
    """Return what the strongest stance of a company says: REGULATORY without own assertion is none."""
    return True if stance is Stance.REGULATORY else None


def _evidence(
    question: ReviewQuestion, answer: Answer, known_findings: Callable[[], frozenset[str]]
) -> str | None:
    if question.framework is None:
        return None
    if answer.finding_id is None:
        return question.finding_ids[0] if question.finding_ids else None
    if answer.finding_id not in known_findings():
        raise DecisionRefusedError(
            "evidence",
            f"{answer.finding_id!r} is no evidence of this company and year; choose one shown",
        )
    return answer.finding_id

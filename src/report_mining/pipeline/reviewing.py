"""The desk of a reviewer: questions, their evidence, decisions, and the figure after each of them."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from report_mining.annotation.agreement import Agreement, LabelPair, measure_agreement
from report_mining.indicators import national_series
from report_mining.pipeline.human_decisions import Aggregation, Population, aggregate
from report_mining.pipeline.review_answers import (
    Answer,
    DecisionRefusedError,
    checked_answer,
    checked_reviewer,
)
from report_mining.pipeline.review_effects import Change, figure_effect
from report_mining.pipeline.run_record import RunRecord, read_run_record, recorded_population
from report_mining.records import (
    CompanyYear,
    Finding,
    NationalPoint,
    Passage,
)
from report_mining.records.review import (
    DECISION_SCHEMA,
    FigureEffect,
    MachineReading,
    ReviewDecision,
    ReviewQuestion,
    ReviewVerdict,
)
from report_mining.review import (
    DecisionLog,
    Examined,
    StandingDecisions,
    build_questions,
    current_decisions,
    identified,
    readings_by_item,
)
from report_mining.storage import Store
from report_mining.taxonomies.codes import Stance

_KEPT_REPORTS = 20  # reports whose passages stay in memory
_STANDARD_LABELS = frozenset({Stance.ENDORSE.value, Stance.ANCHOR.value, "accept"})


@dataclass(frozen=True, slots=True)
class EvidencePiece:
    """A finding with what stands around it."""

    finding: Finding
    file_name: str
    passage: str
    before: str
    after: str


class ReviewDesk:
    """What is to be decided about the last run into ``out``; safe to use from several threads.

    Raises:
        InputError: ``out`` holds no run with a company list.
        StorageError: store, run record or decisions cannot be read.
    """

    def __init__(self, out: Path, now: Callable[[], datetime.datetime] | None = None) -> None:
        self.record: RunRecord = read_run_record(out)
        self.out = out
        self._store = Store(out / "store")
        self._population: Population = recorded_population(self.record, self._store, out)
        self.log = DecisionLog(out)
        self._now = now or (lambda: datetime.datetime.now(datetime.UTC))
        self._lock = threading.RLock()
        self._stamp: tuple[int, int] | None = None
        self._aggregation: Aggregation | None = None
        self._readings: dict[str, MachineReading] = {}
        self._passages: dict[str, tuple[Passage, ...]] = {}
        self._paths = {entry.report_id: Path(entry.path) for entry in self.record.reports}
        self.refresh()

    def refresh(self) -> None:
        """Take in what other reviewers decided since the last look."""
        with self._lock:
            stamp = self.log.stamp()
            if stamp == self._stamp:
                return
            self.all_decisions = self.log.read()
            earlier = self._aggregation
            self._aggregation = aggregate(self._population, self.all_decisions, earlier)
            examined = self._examined(self._aggregation)
            if earlier is None or earlier.machine is not self._aggregation.machine:
                self._readings = readings_by_item(examined)
            self._questions = build_questions(examined, self._readings, self._aggregation.decided)
            self._by_item = {question.item_id: question for question in self._questions}
            self._measured = {
                (cy.company_id, cy.reporting_year): cy for cy in self._aggregation.measured
            }
            self._national = national_series(self._aggregation.measured)
            self._stamp = stamp

    def _examined(self, aggregation: Aggregation) -> Examined:
        return Examined(
            machine=aggregation.machine,
            measured=aggregation.measured,
            companies=self._population.companies,
            matches=self._population.matches,
            findings={key: report.findings for key, report in self._population.reports.items()},
            fully_looked=aggregation.fully_looked,
            t_high=self._population.thresholds.t_high,
        )

    @property
    def questions(self) -> tuple[ReviewQuestion, ...]:
        """Every question, the weightiest first."""
        return self._questions

    def question(self, item_id: str) -> ReviewQuestion | None:
        """Return one question; None where nothing of that id is asked."""
        return self._by_item.get(item_id)

    @property
    def decided(self) -> StandingDecisions:
        """The decisions that stand, and those that are open again."""
        assert self._aggregation is not None
        return self._aggregation.decided

    def figures(self, year: int) -> tuple[NationalPoint, ...]:
        """Return the national figures of a year with every standing decision in them."""
        return tuple(p for p in self._national if p.reporting_year == year)

    @property
    def company_years(self) -> tuple[CompanyYear, ...]:
        """The company-years with every standing decision in them, without measures of conduct."""
        assert self._aggregation is not None
        return self._aggregation.measured

    def effect_of(self, question: ReviewQuestion) -> FigureEffect:
        """Return which figures of the year a yes instead of a no would change."""
        cy = self._measured.get((question.company_id, question.reporting_year))
        return figure_effect(question.framework, cy, self.figures(question.reporting_year))

    def findings_of(self, question: ReviewQuestion) -> tuple[Finding, ...]:
        """Return all evidence of the company-year, what decides the question first."""
        reports = [self._population.reports[r] for r in question.report_ids]
        found = {f.finding_id: f for report in reports for f in report.findings}
        deciding = [found[i] for i in question.finding_ids if i in found]
        rest = [f for f in found.values() if f.finding_id not in question.finding_ids]
        same = [f for f in rest if f.code is question.framework]
        return (*deciding, *same, *(f for f in rest if f.code is not question.framework))

    def piece(self, finding: Finding) -> EvidencePiece:
        """Return a finding with its passage and the passages around it."""
        passages = self._passages_of(finding.report_id)
        ids = [p.passage_id for p in passages]
        place = ids.index(finding.passage_id) if finding.passage_id in ids else None
        name = self._population.reports[finding.report_id].file_name
        if place is None:
            return EvidencePiece(finding, name, finding.quote, "", "")
        before = passages[place - 1].text if place else ""
        after = passages[place + 1].text if place + 1 < len(passages) else ""
        return EvidencePiece(finding, name, passages[place].text, before, after)

    def _passages_of(self, report_id: str) -> tuple[Passage, ...]:
        with self._lock:
            if report_id not in self._passages:
                if len(self._passages) >= _KEPT_REPORTS:
                    self._passages.pop(next(iter(self._passages)))
                self._passages[report_id] = self._store.read_passages(
                    report_id, self.record.run.reader_version
                )
            return self._passages[report_id]

    def file_name(self, report_id: str) -> str:
        """Return the name of the file of a report; its id where the run did not know it."""
        found = self._population.reports.get(report_id)
        return found.file_name if found is not None else report_id

    def sector_of(self, company_id: str) -> str | None:
        """Return the sector of a company, as in the company list."""
        return {c.company_id: c.sector for c in self._population.companies}.get(company_id)

    def report_path(self, report_id: str) -> Path | None:
        """Return where the file of a report was when it was read; None for an unknown report."""
        return self._paths.get(report_id)

    def decide(
        self, item_id: str, answer: Answer, reviewer: str, decided_at: str | None = None
    ) -> Change:
        """Keep a decision and return what it does to the figures.

        ``decided_at`` (ISO 8601, UTC) is for decisions taken elsewhere; else it is now.

        Raises:
            DecisionRefusedError: the answer does not fit the question, or the evidence changed.
            StorageError: it could not be kept.
        """
        with self._lock:
            self.refresh()
            question = self.question(item_id)
            if question is None:
                raise DecisionRefusedError(
                    "unknown", f"{item_id}: there is no such question in this run"
                )
            checked = checked_answer(question, answer, lambda: self._finding_ids(question))
            return self._keep(self._decision(question, checked, reviewer, decided_at))

    def withdraw(self, decision_id: str, reviewer: str) -> Change:
        """Undo a decision of this reviewer by adding one that takes it back.

        Raises:
            DecisionRefusedError: it is not this reviewer's current decision on its question.
            StorageError: it could not be kept.
        """
        with self._lock:
            self.refresh()
            mine = [d for d in self.current_of(reviewer) if d.decision_id == decision_id]
            if not mine:
                raise DecisionRefusedError(
                    "not_current",
                    f"{decision_id} is no current decision of {reviewer}; only the last decision on a "
                    "question can be undone, by the person who took it",
                )
            taken_back = replace(
                mine[0],
                verdict=ReviewVerdict.WITHDRAWN,
                stance=None,
                own_assertion=None,
                finding_id=None,
                looked_everywhere=False,
                reason="",
                decided_at=self._moment(),
                supersedes=decision_id,
            )
            return self._keep(taken_back)

    def current_of(self, reviewer: str) -> tuple[ReviewDecision, ...]:
        """Return a reviewer's current decisions, the latest last."""
        mine = (
            d for (_, who), d in current_decisions(self.all_decisions).items() if who == reviewer
        )
        return tuple(sorted(mine, key=lambda d: d.decided_at))

    def agreement(self) -> Agreement:
        """Return how far the first two reviewers of each question agree; unsure ones are left out."""
        pairs = []
        for item_id in sorted(self.decided.standing):
            said = self.decided.deciding(item_id)
            if len(said) >= 2:
                pairs.append(LabelPair(item_id, _label(said[0]), _label(said[1])))
        return measure_agreement(pairs, _STANDARD_LABELS)

    def _keep(self, bare: ReviewDecision) -> Change:
        decision = identified(bare)
        before = self.figures(decision.reporting_year)
        self.log.append([decision])
        self.refresh()
        return Change(decision, before, self.figures(decision.reporting_year))

    def _finding_ids(self, question: ReviewQuestion) -> frozenset[str]:
        return frozenset(f.finding_id for f in self.findings_of(question))

    def _decision(
        self, question: ReviewQuestion, answer: Answer, reviewer: str, decided_at: str | None
    ) -> ReviewDecision:
        named = checked_reviewer(reviewer)
        run = self.record.run
        earlier = current_decisions(self.all_decisions).get((question.item_id, named))
        return ReviewDecision(
            schema_version=DECISION_SCHEMA,
            decision_id="",
            item_id=question.item_id,
            company_id=question.company_id,
            company_name=question.company_name,
            reporting_year=question.reporting_year,
            framework=question.framework,
            indicator_id=question.indicator_id,
            machine=question.machine,
            instrument_version=run.instrument_version,
            reader_version=run.reader_version,
            codebook_version=run.codebook_version,
            verdict=answer.verdict,
            stance=answer.stance,
            own_assertion=answer.own_assertion,
            finding_id=answer.finding_id,
            looked_everywhere=answer.looked_everywhere,
            reason=answer.reason,
            reviewer=named,
            decided_at=decided_at or self._moment(),
            supersedes=earlier.decision_id if earlier else None,
        )

    def _moment(self) -> str:
        return self._now().astimezone(datetime.UTC).isoformat(timespec="milliseconds")


def _label(decision: ReviewDecision) -> str:
    return decision.verdict.value if decision.stance is None else decision.stance.value

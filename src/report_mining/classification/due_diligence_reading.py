"""The due diligence reader: from a text to steps, themes, chapters, rights and named issues."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from report_mining.classification.checked_artefacts import (
    CheckedArtefact,
    open_active,
    open_artefact,
    packaged_models,
    require_equal,
)
from report_mining.classification.due_diligence_evidence import (
    DueDiligenceEvidence,
    gather_evidence,
)
from report_mining.classification.due_diligence_issues import (
    IssueLists,
    find_issues,
    load_issue_lists,
)
from report_mining.classification.due_diligence_lexicon import (
    DueDiligenceLexicon,
    load_due_diligence_lexicon,
)
from report_mining.classification.due_diligence_rules import (
    STEPS,
    DueDiligenceRules,
    chain_depth,
    codes_of,
    false_friend,
    is_index_row,
    load_due_diligence_rules,
    principles_of,
    read_steps,
)
from report_mining.classification.due_diligence_specificity import specificity_of
from report_mining.records import TextInContext
from report_mining.records.due_diligence import DueDiligencePrediction

if TYPE_CHECKING:
    from report_mining.classification.due_diligence_model import DueDiligenceModel
    from report_mining.classification.due_diligence_screen import ScreenCase

DUE_DILIGENCE_TASK = "due-diligence"
RULES_VERSION = "rules-1"  # the lexicons that trained artefacts build on
_NOTHING = DueDiligencePrediction(
    steps=(),
    themes=(),
    oecd_chapters=(),
    ungp=(),
    ilo_rights=(),
    chain_depth=None,
    issues=(),
    false_friend=None,
)


class DueDiligenceReader:
    """Reads single passages with one artefact; same input, same output."""

    def __init__(
        self,
        version: str,
        lexicon: DueDiligenceLexicon,
        rules: DueDiligenceRules,
        issues: IssueLists,
        load_model: Callable[[DueDiligenceLexicon], DueDiligenceModel] | None = None,
    ) -> None:
        self.version = version  # such as due-diligence/linear-6
        self._lexicon = lexicon
        self._rules = rules
        self._issues = issues
        self._load_model = load_model  # None: the rules decide
        self._model: DueDiligenceModel | None = None

    def has_candidate(self, text: str) -> bool:
        """Return whether a passage may say something on due diligence; 0.2 ms at most."""
        model = self.open_model()
        if model is None:
            return self._rules.has_candidate(text)
        return not is_index_row(text) and model.has_candidate(text)

    def read(self, context: TextInContext) -> DueDiligencePrediction:
        """Return what one text says; a text without a candidate says nothing."""
        return self.read_many([context])[0]

    def read_many(self, contexts: Sequence[TextInContext]) -> tuple[DueDiligencePrediction, ...]:
        """Return one prediction per text, in order; many at once cost less than one by one."""
        places = [i for i, context in enumerate(contexts) if self.has_candidate(context.text)]
        return self._read_places(contexts, places, asks_all=False)

    def read_unscreened(
        self, contexts: Sequence[TextInContext]
    ) -> tuple[DueDiligencePrediction, ...]:
        """Return the same with every text given to the encoder: the measure of gate and screen."""
        return self._read_places(contexts, range(len(contexts)), asks_all=True)

    def screen_cases(self, document: str, contexts: Sequence[TextInContext]) -> list[ScreenCase]:
        """Return what a screen can learn from these texts; nothing for a reader of rules alone."""
        model = self.open_model()
        kept = [c for c in contexts if self.has_candidate(c.text)]
        evidences = [gather_evidence(context, self._lexicon) for context in kept]
        return [] if model is None else model.screen_cases(document, evidences, self._rules)

    def _read_places(
        self, contexts: Sequence[TextInContext], places: Sequence[int], *, asks_all: bool
    ) -> tuple[DueDiligencePrediction, ...]:
        found = [_NOTHING] * len(contexts)
        evidences = [gather_evidence(contexts[place], self._lexicon) for place in places]
        own = [contexts[place].text for place in places]
        decided = self._decide(evidences, own, asks_all=asks_all)
        for place, prediction in zip(places, decided, strict=True):
            found[place] = prediction
        return tuple(found)

    def open_model(self) -> DueDiligenceModel | None:
        """Return the model, None for rules alone; the first passage opens it."""
        if self._model is None and self._load_model is not None:
            self._model = self._load_model(self._lexicon)
        return self._model

    def _decide(
        self, evidences: Sequence[DueDiligenceEvidence], texts: Sequence[str], *, asks_all: bool
    ) -> list[DueDiligencePrediction]:
        model = self.open_model() if evidences else None
        if model is None:
            pairs = zip(evidences, texts, strict=True)
            return [self._by_rules(evidence, text) for evidence, text in pairs]
        from report_mining.classification.due_diligence_deciding import decide, without_step

        scored = model.scores(evidences, self._rules, asks_all=asks_all)
        return [
            without_step(evidence, {})
            if scores is None
            else decide(
                evidence, scores, model.thresholds, self._rules, find_issues(text, self._issues)
            )
            for evidence, text, scores in zip(evidences, texts, scored, strict=True)
        ]

    def _by_rules(self, evidence: DueDiligenceEvidence, text: str) -> DueDiligencePrediction:
        steps = read_steps(evidence, self._rules, specificity_of(evidence))
        if not steps:
            return replace(_NOTHING, false_friend=false_friend(evidence))
        return DueDiligencePrediction(
            steps=steps,
            themes=codes_of(evidence, "theme"),
            oecd_chapters=codes_of(evidence, "chapter"),
            ungp=principles_of(evidence, self._rules, steps),
            ilo_rights=codes_of(evidence, "ilo"),
            chain_depth=chain_depth(evidence),
            issues=find_issues(text, self._issues),
            false_friend=None,
        )


def load_due_diligence_reader(models_dir: Path | None = None) -> DueDiligenceReader:
    """Return the reader of the active artefact.

    Args:
        models_dir: Models folder; None: the packaged one.

    Raises:
        ArtefactError: the artefact is missing or does not match its manifest.
    """
    folder = models_dir or packaged_models()
    return reader_of(open_active(folder, DUE_DILIGENCE_TASK), folder)


def reader_of(artefact: CheckedArtefact, models_dir: Path) -> DueDiligenceReader:
    """Return the reader of one artefact: the rules, or a model that builds on them.

    Raises:
        ArtefactError: its labels are not those of this program, or a file is malformed.
    """
    require_equal(artefact, "labels", list(STEPS))
    is_trained = "rules" in artefact.manifest
    rules = artefact
    if is_trained:
        require_equal(artefact, "rules", RULES_VERSION)
        rules = open_artefact(models_dir / DUE_DILIGENCE_TASK / RULES_VERSION)

    def load_model(lexicon: DueDiligenceLexicon) -> DueDiligenceModel:
        from report_mining.classification.due_diligence_model import load_due_diligence_model
        from report_mining.classification.encoding import encoder_of

        return load_due_diligence_model(
            artefact, lexicon.concepts, encoder_of(artefact, models_dir)
        )

    return DueDiligenceReader(
        version=artefact.version,
        lexicon=load_due_diligence_lexicon(rules),
        rules=load_due_diligence_rules(rules),
        issues=load_issue_lists(rules),
        load_model=load_model if is_trained else None,
    )

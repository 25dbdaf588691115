"""The due diligence reader: from a text to steps, themes, chapters, rights and named issues."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from report_mining.classification.checked_artefacts import (
    CheckedArtefact,
    open_active,
    packaged_models,
    require_equal,
)
from report_mining.classification.due_diligence_evidence import gather_evidence
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
    load_due_diligence_rules,
    principles_of,
    read_steps,
)
from report_mining.classification.due_diligence_specificity import specificity_of
from report_mining.records import TextInContext
from report_mining.records.due_diligence import DueDiligencePrediction

DUE_DILIGENCE_TASK = "due-diligence"
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
    ) -> None:
        self.version = version  # such as due-diligence/rules-1
        self._lexicon = lexicon
        self._rules = rules
        self._issues = issues

    def has_candidate(self, text: str) -> bool:
        """Return whether a passage may say something on due diligence; takes microseconds."""
        return self._rules.has_candidate(text)

    def read(self, context: TextInContext) -> DueDiligencePrediction:
        """Return what one text says; a text without a candidate says nothing."""
        return self.read_many([context])[0]

    def read_many(self, contexts: Sequence[TextInContext]) -> tuple[DueDiligencePrediction, ...]:
        """Return one prediction per text, in order."""
        return tuple(self._read(context) for context in contexts)

    def _read(self, context: TextInContext) -> DueDiligencePrediction:
        if not self.has_candidate(context.text):
            return _NOTHING
        evidence = gather_evidence(context, self._lexicon)
        steps = read_steps(evidence, self._rules, specificity_of(evidence))
        if not steps:
            return DueDiligencePrediction(
                steps=(),
                themes=codes_of(evidence, "theme"),
                oecd_chapters=(),
                ungp=(),
                ilo_rights=codes_of(evidence, "ilo"),
                chain_depth=None,
                issues=(),
                false_friend=false_friend(evidence),
            )
        return DueDiligencePrediction(
            steps=steps,
            themes=codes_of(evidence, "theme"),
            oecd_chapters=codes_of(evidence, "chapter"),
            ungp=principles_of(evidence, self._rules, steps),
            ilo_rights=codes_of(evidence, "ilo"),
            chain_depth=chain_depth(evidence),
            issues=find_issues(context.text, self._issues),
            false_friend=None,
        )


def load_due_diligence_reader(models_dir: Path | None = None) -> DueDiligenceReader:
    """Return the reader of the active artefact.

    Args:
        models_dir: Models folder; None: the packaged one.

    Raises:
        ArtefactError: the artefact is missing or does not match its manifest.
    """
    artefact = open_active(models_dir or packaged_models(), DUE_DILIGENCE_TASK)
    return reader_of(artefact)


def reader_of(artefact: CheckedArtefact) -> DueDiligenceReader:
    """Return the reader of one artefact.

    Raises:
        ArtefactError: its labels are not those of this program, or a file is malformed.
    """
    require_equal(artefact, "labels", list(STEPS))
    return DueDiligenceReader(
        version=artefact.version,
        lexicon=load_due_diligence_lexicon(artefact),
        rules=load_due_diligence_rules(artefact),
        issues=load_issue_lists(artefact),
    )

"""Rebuild the labelled passages of real reports that the models learn from.

Usage: python scripts/labelled_passages.py OUT_FOLDER [--shared DIR] [--versions FILE]

``annotations/reports/labels.jsonl`` holds labels and the hash of each passage, never its text. The
text is read again from ``corpus/`` and ``labelled/modern_slavery_sentences.jsonl`` of the shared data,
and OUT_FOLDER gets ``due-diligence.jsonl`` and ``sdg-goals.jsonl`` for ``report-mining train TASK
--labelled``. ``--versions`` adds passages in other words with the labels of theirs (JSON Lines with
``id``, ``language`` and ``text``; our Dutch versions are not kept). Passages that another reader version
cuts otherwise are counted and left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from report_mining.annotation.due_diligence_rows import ReportPassageRow, StepRow
from report_mining.annotation.items import read_rows
from report_mining.annotation.sdg_items import Goal, ReportGoalsRow
from report_mining.documents import read_report
from report_mining.records import ExtractionFailure, ReadingLimits

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "annotations" / "reports" / "labels.jsonl"
SHARED = Path(os.environ.get("REPORT_MINING_SHARED", ROOT.parent / "shared"))
STATEMENTS = "labelled/modern_slavery_sentences.jsonl"
_NEAREST_HEADINGS = 2
_MOST_SENTENCES = 3  # that were put together to one passage of a statement
# How much a passage counts beside an invented one, for due diligence.
_SURE, _DOUBTFUL, _VERSION = 2.0, 1.0, 0.6


class LabelRow(BaseModel):
    """The labels of one passage, by one reader."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    file: str  # under ``corpus/``, or ``aims/`` and the number of a statement
    page: int | None  # 1-based; None for a statement and for text without pages
    organisation: str
    goals: tuple[Goal, ...]
    steps: tuple[StepRow, ...]
    link: int
    sure: bool
    part: Literal["learn", "calibrate"]  # what the scores of SDG goals use it for


class VersionRow(BaseModel):
    """A labelled passage in other words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    language: Literal["nl", "en"]
    text: str


@dataclass(frozen=True)
class Passage:
    """A passage as the reader gives it."""

    language: Literal["nl", "en"]
    section: tuple[str, ...]
    text: str


def passage_id(file: str, text: str) -> str:
    """Return the id of a passage: the same text of the same file keeps it."""
    return hashlib.sha256(f"{file}\x1f{text}".encode()).hexdigest()[:12]


def passages_of(path: Path, file: str) -> dict[str, Passage]:
    """Return the passages of a report by id; none where it cannot be read."""
    report = read_report(path, ReadingLimits(ocr=False))
    if isinstance(report, ExtractionFailure):
        return {}
    found = {}
    for one in report.passages:
        if one.language in ("nl", "en"):
            text = " ".join(one.text.split())
            section = one.section_path[-_NEAREST_HEADINGS:]
            language: Literal["nl", "en"] = "nl" if one.language == "nl" else "en"
            found[passage_id(file, text)] = Passage(language, section, text)
    return found


def sentences_of_statements(path: Path) -> dict[str, list[str]]:
    """Return the sentences of every modern slavery statement, in order, by its number."""
    statements: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        statements.setdefault(row["statement"], []).append(row["text"])
    return statements


def statement_passages(path: Path) -> dict[str, Passage]:
    """Return every run of one to three sentences of every statement by id."""
    found = {}
    for number, sentences in sentences_of_statements(path).items():
        ended = [
            s if s.rstrip().endswith((".", ":", ";", "!", "?")) else s + "." for s in sentences
        ]
        for start in range(len(ended)):
            for end in range(start + 1, start + 1 + _MOST_SENTENCES):
                text = " ".join(" ".join(ended[start:end]).split())
                found[passage_id(f"aims/{number}", text)] = Passage("en", (), text)
    return found


def gather(shared: Path, files: set[str]) -> dict[str, Passage]:
    """Return all passages of the labelled files by id."""
    corpus = sorted(file for file in files if not file.startswith("aims/"))
    found = statement_passages(shared / STATEMENTS)
    with ProcessPoolExecutor(2) as pool:
        paths = [shared / "corpus" / file for file in corpus]
        for passages in pool.map(passages_of, paths, corpus):
            found |= passages
    return found


def versions_of(
    label: LabelRow, passage: Passage, versions: dict[str, Passage]
) -> Iterator[tuple[Passage, float]]:
    """Yield a passage and its versions, with how much each counts."""
    weight = _SURE if label.sure else _DOUBTFUL
    yield passage, weight
    if label.id in versions:
        yield versions[label.id], weight * _VERSION


def main() -> None:
    """Write both files and say what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--versions", type=Path)
    asked = parser.parse_args()
    labels = [one.row for one in read_rows([LABELS], LabelRow)]
    known = gather(asked.shared, {label.file for label in labels})
    told = [one.row for one in read_rows([asked.versions], VersionRow)] if asked.versions else []
    versions = {row.id: Passage(row.language, (), row.text) for row in told}
    steps: list[ReportPassageRow] = []
    goals: list[ReportGoalsRow] = []
    for label in labels:
        if label.id not in known:
            continue
        for passage, weight in versions_of(label, known[label.id], versions):
            common = {
                "document": label.organisation,
                "language": passage.language,
                "section": passage.section,
                "text": passage.text,
            }
            is_calibrated = label.part == "calibrate"
            goals.append(
                ReportGoalsRow.model_validate(
                    {**common, "goals": label.goals, "calibrates": is_calibrated}
                )
            )
            steps.append(
                ReportPassageRow.model_validate({**common, "steps": label.steps, "weight": weight})
            )
    asked.out.mkdir(parents=True, exist_ok=True)
    for name, rows in (("due-diligence", steps), ("sdg-goals", goals)):
        lines = "".join(row.model_dump_json() + "\n" for row in rows)
        (asked.out / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    lost = sum(label.id not in known for label in labels)
    print(f"{len(labels)} labels, {lost} without their passage, {len(steps)} texts written")


if __name__ == "__main__":
    main()

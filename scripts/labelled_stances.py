"""Rebuild the labelled mentions of real reports that the stance models learn from and are measured on.

Usage: python scripts/labelled_stances.py OUT.jsonl [--shared DIR] [--versions FILE]

``annotations/reports/stances.jsonl`` holds labels, places and the hash of each passage, never its text. The
text is read again from ``corpus/`` and ``labelled/modern_slavery_sentences.jsonl`` of the shared data, and
OUT.jsonl is what ``report-mining train stance --labelled`` takes. Few reports name the OECD Guidelines, so
in the rows to learn from the name of another standard was replaced by theirs (``cut``, ``put_in``) before
somebody read the stance. ``--versions`` adds rows of the same form that are not kept: Dutch versions, and
versions with another stance. Passages that another reader version cuts otherwise are counted and left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Literal

from labelled_passages import ROOT, SHARED, STATEMENTS, passage_id, sentences_of_statements
from pydantic import BaseModel, ConfigDict

from report_mining.annotation.items import read_rows
from report_mining.annotation.report_stances import ReportStanceRow
from report_mining.documents import read_report
from report_mining.pipeline.scoring import context_of, own_names_of
from report_mining.records import ExtractionFailure, ReadingLimits, TextInContext
from report_mining.register.clues import find_clues
from report_mining.taxonomies.codes import Framework, Stance

LABELS = ROOT / "annotations" / "reports" / "stances.jsonl"


class StanceLabelRow(BaseModel):
    """The stance on one mention, by one reader or two."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str  # of the passage as it stands in its file
    file: str  # under ``corpus/``, or ``aims/`` and the number of a statement
    page: int | None  # 1-based; None for a statement and for text without pages
    organisation: str
    cut: tuple[int, int] | None  # code points of the passage that were replaced
    put_in: str | None  # by what
    start: int  # of the name, in the text as it was read, inclusive
    end: int  # exclusive
    framework: Framework
    stance: Stance
    own_assertion: bool | None
    sure: bool
    second: Stance | None  # of a second, blind reader
    part: Literal["learn", "measure"]

    @property
    def is_settled(self) -> bool:
        """Whether a second reader said the same, or the only one was sure."""
        return self.sure if self.second is None else self.second is self.stance


def contexts_of(path: Path, file: str) -> dict[str, TextInContext]:
    """Return the passages of a report by id, as the stance reader gets them."""
    report = read_report(path, ReadingLimits(ocr=False))
    if isinstance(report, ExtractionFailure):
        return {}
    names = own_names_of(find_clues(report))
    return {
        passage_id(file, one.text): context_of(report.passages, index, names)
        for index, one in enumerate(report.passages)
    }


def statement_contexts(path: Path) -> dict[str, TextInContext]:
    """Return every sentence of every statement by id, with its neighbours."""
    return {
        passage_id(f"aims/{number}", text): TextInContext(
            text,
            "en",
            before=sentences[place - 1] if place else "",
            after=sentences[place + 1] if place + 1 < len(sentences) else "",
        )
        for number, sentences in sentences_of_statements(path).items()
        for place, text in enumerate(sentences)
    }


def rebuilt(label: StanceLabelRow, context: TextInContext) -> ReportStanceRow:
    """Return the mention in its passage, with the name that was put in."""
    text = context.text
    if label.cut is not None:
        text = text[: label.cut[0]] + (label.put_in or "") + text[label.cut[1] :]
    return ReportStanceRow(
        document=label.organisation,
        language="nl" if context.language == "nl" else "en",
        kind=context.kind,
        section=context.section,
        lead_in=context.lead_in,
        before=context.before,
        text=text,
        after=context.after,
        own_names=context.own_names_text,
        start=label.start,
        end=label.end,
        framework=label.framework,
        stance=label.stance,
        own_assertion=label.own_assertion,
        measures=label.part == "measure",
    )


def gather(shared: Path, files: set[str]) -> Iterator[dict[str, TextInContext]]:
    """Yield the passages of the labelled files by id, file by file."""
    yield statement_contexts(shared / STATEMENTS)
    corpus = sorted(file for file in files if not file.startswith("aims/"))
    paths = [shared / "corpus" / file for file in corpus]
    with ProcessPoolExecutor(2) as pool:
        yield from pool.map(contexts_of, paths, corpus)


def main() -> None:
    """Write the file and say what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--versions", type=Path)
    asked = parser.parse_args()
    labels = [one.row for one in read_rows([LABELS], StanceLabelRow)]
    known: dict[str, TextInContext] = {}
    for contexts in gather(asked.shared, {label.file for label in labels}):
        known |= contexts
    settled = [label for label in labels if label.is_settled]
    rows = [rebuilt(label, known[label.id]) for label in settled if label.id in known]
    if asked.versions is not None:
        rows += [one.row for one in read_rows([asked.versions], ReportStanceRow)]
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text("".join(row.model_dump_json() + "\n" for row in rows), encoding="utf-8")
    lost = sum(label.id not in known for label in settled)
    print(
        f"{len(labels)} labels, {len(labels) - len(settled)} doubtful or disputed, {lost} without their "
        f"passage; {len(rows)} mentions written, {sum(row.measures for row in rows)} to measure on"
    )


if __name__ == "__main__":
    main()

"""What the gate and the screen before the encoder let through, and what they lose.

``python -m benchmarks.screen [--reports DIR] [--per-report 160] [--vectors FILE]`` compares them with
the encoder asked about everything, on candidate passages of the real reports that nothing was learnt
from (all that ``annotations/reports`` does not name); ``--outside 30`` adds so many passages a report
that the gate holds back, and says what gate and screen keep of everything. ``--write RECALL`` first
learns the screen of the active due diligence artefact anew, from what the whole model says (never from
labels) of the reports that are named there: their companies occur in no file that evaluates. It keeps
that share of their passages with a step, by corrections that did not see the report. ``--vectors``
keeps the vectors, so that another artefact of the same encoder need not wait for them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from report_mining.classification import DueDiligenceReader, load_due_diligence_reader
from report_mining.classification.checked_artefacts import (
    MANIFEST_NAME,
    open_active,
    packaged_models,
    write_manifest,
)
from report_mining.classification.due_diligence_screen import (
    MARGIN_KEY,
    SCREEN_FILE,
    ScreenCase,
    crossfit_margins,
    fit_correction,
    margin_at,
    margins_with,
    plain_margins,
)
from report_mining.classification.encoding import Floats
from report_mining.classification.encoding_cache import CachingEncoder
from report_mining.documents import read_report
from report_mining.pipeline.scoring import context_of
from report_mining.records import ExtractionFailure, ReadingLimits, TextInContext

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "annotations" / "reports" / "labels.jsonl"
SHARED = Path(os.environ.get("REPORT_MINING_SHARED", ROOT.parent / "shared"))
SEED = 20261122
Flags = npt.NDArray[np.bool_]
RECALLS = (0.995, 0.99, 0.98, 0.95, 0.9, 0.8)


@dataclass(frozen=True, slots=True)
class Sampled:
    """Passages of one report."""

    document: str
    candidates: list[TextInContext]
    outside: list[TextInContext]  # held back by the gate
    passages: int  # that the gate let through, and
    held_back: int  # that it did not, sampled or not


def sample(path: Path, reader: DueDiligenceReader, most: int, outside: int) -> Sampled | None:
    """Return some passages of a report, the same ones every time; None where it cannot be read."""
    report = read_report(path, ReadingLimits(ocr=False))
    if isinstance(report, ExtractionFailure):
        return None
    places = list(range(len(report.passages)))
    random.Random(SEED).shuffle(places)
    contexts = [context_of(report.passages, place) for place in places]
    inside = [c for c in contexts if reader.has_candidate(c.text)]
    others = [c for c in contexts if not reader.has_candidate(c.text)]
    return Sampled(report.report_id, inside[:most], others[:outside], len(inside), len(others))


def show(name: str, cases: Sequence[ScreenCase], passed: Flags) -> None:
    """Print what a screen keeps of the passages with a step, and how many it lets through."""
    has_step = np.array([case.has_step for case in cases])
    kept, count = int((has_step & passed).sum()), int(has_step.sum())
    print(f"| {name} | {kept} of {count} ({kept / max(count, 1):.3f}) | {int(passed.sum())} |")


def teaching_reports() -> list[Path]:
    """Return the reports that the screen may learn from, statements apart."""
    rows = map(json.loads, LABELS.read_text(encoding="utf-8").splitlines())
    paths = {(SHARED / "corpus" / row["file"]).resolve() for row in rows}
    return sorted(path for path in paths if path.exists())


def gather(
    paths: Sequence[Path], reader: DueDiligenceReader, most: int, outside: int
) -> tuple[list[ScreenCase], list[Sampled]]:
    """Return the cases of some reports, and what was sampled of each."""
    cases: list[ScreenCase] = []
    sampled: list[Sampled] = []
    for path in paths:
        found = sample(path, reader, most, outside)
        if found is None:
            print(f"{path.name}: cannot be read", flush=True)
            continue
        cases += reader.screen_cases(found.document, found.candidates)
        sampled.append(found)
        print(f"{path.name}: {len(found.candidates)} candidates", flush=True)
    return cases, sampled


def show_everything(
    reader: DueDiligenceReader, cases: Sequence[ScreenCase], sampled: Sequence[Sampled]
) -> None:
    """Print what gate and screen together keep of what the encoder would find in all passages.

    Each sampled passage stands for as many as were not sampled on its side of the gate.
    """
    kept = found = 0.0
    lost = 0
    for report in sampled:
        own = [case for case in cases if case.document == report.document]
        inside = report.passages / max(len(report.candidates), 1)
        found += inside * sum(case.has_step for case in own)
        kept += inside * sum(case.has_step and case.passes for case in own)
        steps = sum(bool(one.steps) for one in reader.read_unscreened(report.outside))
        found += report.held_back / max(len(report.outside), 1) * steps
        lost += steps
    passages = sum(one.passages for one in sampled)
    everything = passages + sum(one.held_back for one in sampled)
    print(
        f"\nthe gate lets {passages} of {everything} passages through; of "
        f"{sum(len(one.outside) for one in sampled)} sampled ones that it held back {lost} have a step;"
        f"\ngate and screen keep {kept / max(found, 1):.3f} of what the encoder would find in everything"
    )


def learn(recall: float, cases: Sequence[ScreenCase], models: Path) -> tuple[Floats, float]:
    """Write a learnt screen into the active artefact, with its margin and checksums; return both."""
    artefact = open_active(models, "due-diligence")
    fields = json.loads((artefact.folder / MANIFEST_NAME).read_text(encoding="utf-8"))
    files = list(dict.fromkeys([*fields.pop("files"), SCREEN_FILE]))
    correction = fit_correction(cases).astype(np.float16)
    np.savez_compressed(artefact.folder / SCREEN_FILE, correction=correction)
    fields[MARGIN_KEY] = margin_at(recall, crossfit_margins(cases), cases)
    write_manifest(artefact.folder, fields, files)
    print(f"\nwritten to {artefact.folder}: {MARGIN_KEY} {fields[MARGIN_KEY]}, {len(cases)} cases")
    return correction.astype(np.float32), fields[MARGIN_KEY]


def main() -> None:
    """Measure, and learn the screen anew where asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=Path, default=SHARED / "corpus" / "reports")
    parser.add_argument("--models", type=Path, default=packaged_models())
    parser.add_argument("--per-report", type=int, default=160)
    parser.add_argument("--outside", type=int, default=0)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--write", type=float, metavar="RECALL")
    chosen = parser.parse_args()
    reader = load_due_diligence_reader(chosen.models)
    model = reader.open_model()
    if model is None:
        parser.error(f"{reader.version} consists of rules alone; it has no encoder to screen for")
    model.encoder = CachingEncoder(model.encoder, chosen.vectors)
    teachers = teaching_reports()
    measured = [
        path for path in sorted(chosen.reports.glob("*.pdf")) if path.resolve() not in teachers
    ]
    learnt = None
    if chosen.write is not None:
        learnt = learn(
            chosen.write, gather(teachers, reader, chosen.per_report, 0)[0], chosen.models
        )
    cases, sampled = gather(measured, reader, chosen.per_report, chosen.outside)
    print(
        f"\n{reader.version}, {len(cases)} statements\n\n| Screen | Steps kept | Passed |\n|---|---|---|"
    )
    show("active", cases, np.array([case.passes for case in cases]))
    documents = len({case.document for case in cases})
    if documents < 2 or not any(case.has_step for case in cases):
        parser.error(
            f"{chosen.reports}: {len(measured)} PDFs gave {documents} reports and no step, or one report; "
            "give a folder with more reports"
        )
    if learnt is None:
        found_margins = {
            "without correction": plain_margins(cases),
            "learnt": crossfit_margins(cases),
        }
        for name, margins in found_margins.items():
            for recall in RECALLS:
                margin = margin_at(recall, margins, cases)
                show(f"{name}, margin {margin} for {recall}", cases, margins >= margin)
    else:
        correction, margin = learnt
        show(f"learnt, margin {margin}", cases, margins_with(correction, cases) >= margin)
    if chosen.outside:
        show_everything(reader, cases, sampled)


if __name__ == "__main__":
    main()

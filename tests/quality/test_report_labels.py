"""The labels of real passages find their text again, and hold none of it."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from report_mining.annotation.items import read_rows

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("REPORT_MINING_SHARED", ROOT.parent / "shared"))
STATEMENTS = SHARED / "labelled" / "modern_slavery_sentences.jsonl"
REPORT = "reports/jeremychia_KEPPEL_DC_REIT_2016_SUS.pdf"
NAMES = (
    "OECD",
    "Guiding Principles",
    "UN",
    "ILO",
    "Global Compact",
    "Labo",
    "Universal",
    "Framework",
    "Rights at Work",
)
has_shared = pytest.mark.skipif(not STATEMENTS.exists(), reason=f"no shared data under {SHARED}")


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import labelled_passages

    return labelled_passages


def labels(tool: ModuleType) -> list[Any]:
    return [one.row for one in read_rows([tool.LABELS], tool.LabelRow)]


def test_an_organisation_is_learnt_or_calibrated_on_never_both(tool: ModuleType) -> None:
    parts: dict[str, set[str]] = {}
    for label in labels(tool):
        parts.setdefault(label.organisation, set()).add(label.part)
    assert {part for own in parts.values() for part in own} == {"learn", "calibrate"}
    assert all(len(own) == 1 for own in parts.values())


@pytest.mark.shared
@has_shared
def test_labels_find_their_statement_and_report(tool: ModuleType) -> None:
    known = tool.statement_passages(STATEMENTS)
    known |= tool.passages_of(SHARED / "corpus" / REPORT, REPORT)
    wanted = [
        label.id for label in labels(tool) if label.file.startswith("aims/") or label.file == REPORT
    ]
    assert len(wanted) > 800
    assert sum(one in known for one in wanted) / len(wanted) >= 0.98


@pytest.fixture
def stance_tool(tool: ModuleType) -> ModuleType:
    import labelled_stances

    return labelled_stances


def stances(stance_tool: ModuleType) -> list[Any]:
    return [one.row for one in read_rows([stance_tool.LABELS], stance_tool.StanceLabelRow)]


def test_only_mentions_that_stand_there_are_measured_on(stance_tool: ModuleType) -> None:
    rows = stances(stance_tool)
    assert {row.part for row in rows if row.cut is None} == {"measure"}
    assert {row.part for row in rows if row.cut is not None} == {"learn"}
    assert all(row.second is not None for row in rows if row.part == "measure")
    assert all((row.put_in is None) == (row.cut is None) for row in rows)


@pytest.mark.shared
@has_shared
def test_stances_find_their_passage_and_name(stance_tool: ModuleType) -> None:
    known = stance_tool.statement_contexts(STATEMENTS)
    known |= stance_tool.contexts_of(SHARED / "corpus" / REPORT, REPORT)
    wanted = [
        row for row in stances(stance_tool) if row.file.startswith("aims/") or row.file == REPORT
    ]
    found = [stance_tool.rebuilt(row, known[row.id]) for row in wanted if row.id in known]
    assert len(wanted) > 100
    assert len(found) / len(wanted) >= 0.98
    for row in found:
        assert row.text[row.start : row.end][0] not in " ,."
        assert any(word in row.text[row.start : row.end] for word in NAMES)

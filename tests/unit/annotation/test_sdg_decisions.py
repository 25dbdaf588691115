"""Are passages joined with what the full reader decided of them?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_mining.annotation.sdg_decisions import read_decided_passages
from report_mining.errors import InputError

PASSAGE = {"id": "a", "document": "R", "language": "nl", "section": ["Milieu"], "text": "Zon."}
GOALS = [{"goal": g, "score": g / 100, "selected": g == 7} for g in range(17, 0, -1)]


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_a_passage_gets_its_scores_in_the_order_of_goals(tmp_path: Path) -> None:
    passages = write(tmp_path / "p.jsonl", PASSAGE)
    (one,) = read_decided_passages(
        passages, write(tmp_path / "d.jsonl", {"id": "a", "goals": GOALS})
    )
    assert one.scores[:2] == (0.01, 0.02)
    assert one.is_selected
    assert (one.document, one.context.section) == ("R", ("Milieu",))


def test_a_passage_without_a_decision_is_told(tmp_path: Path) -> None:
    passages = write(tmp_path / "p.jsonl", PASSAGE, PASSAGE | {"id": "b"})
    decisions = write(tmp_path / "d.jsonl", {"id": "a", "goals": GOALS})
    with pytest.raises(InputError, match="has no decision for b"):
        read_decided_passages(passages, decisions)

"""Are human labels read as they are, and are all defects told at once?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_mining.annotation import GoldFileError, read_stance_gold
from report_mining.errors import InputError
from report_mining.taxonomies.codes import Framework, Lookalike, Stance

ROW = {"id": "a", "framework": "UNGP", "match": "UNGP", "passage": "UNGP", "stance": "ENDORSE"}


def written(path: Path, rows: list[object]) -> Path:
    path.write_text("\n".join(json.dumps(r) if isinstance(r, dict) else str(r) for r in rows))
    return path


def test_a_disagreement_keeps_its_alternatives(tmp_path: Path) -> None:
    row = ROW | {"stance": None, "alternatives": ["ENDORSE", "ASPIRE"]}
    (label,) = read_stance_gold(written(tmp_path / "g.jsonl", [row]))
    assert (label.stance, label.alternatives) == (None, (Stance.ENDORSE, Stance.ASPIRE))


def test_every_defect_is_listed_with_its_line(tmp_path: Path) -> None:
    rows = [ROW, "{", ROW | {"id": "b", "stance": "LIKES"}, ROW | {"id": "c", "passage": " "}, ROW]
    with pytest.raises(GoldFileError) as caught:
        read_stance_gold(written(tmp_path / "g.jsonl", rows))
    assert [d.split(":")[0] for d in caught.value.defects[:3]] == ["line 2", "line 3", "line 4"]
    assert "'a' stands on more than one line" in caught.value.defects[3]
    assert caught.value.exit_code == 3


def test_examples_give_one_row_per_framework_and_name_lookalikes(tmp_path: Path) -> None:
    path = tmp_path / "examples.csv"
    path.write_text(
        "id,lang,label,framework,lookalike,own_assertion,text,note\n"
        "E1,nl,REGULATORY,OECD_MNE;UNGP,,1,Tekst,x\n"
        "E2,en,NOT_FRAMEWORK,OECD_TAX,tax,,Text,x\n"
    )
    first, second, third = read_stance_gold(path)
    assert [first.framework, second.framework] == [Framework.OECD_MNE, Framework.UNGP]
    assert first.own_assertion is True
    assert (third.framework, third.lookalike) == (Framework.OECD_MNE, Lookalike.TAX)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_stance_gold(tmp_path / "none.jsonl")

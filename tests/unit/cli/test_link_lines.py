"""``classify linkage`` and ``evaluate linkage``: lines in the shape of DESIGN 10, figures by level."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from report_mining.cli.app import app
from report_mining.cli.link_lines import link_row
from report_mining.records.due_diligence import LinkDirection, LinkPrediction

LINK = LinkPrediction(
    level=4,
    score=0.812345,
    direction=LinkDirection.DO_NO_HARM,
    goals=(8,),
    targets=("8.7",),
    rbc_span=(0, 4),
    sdg_span=(5, 9),
    relation_span=None,
    kpi=None,
    has_trade_off=False,
    rule="clause",
)


def test_a_line_has_the_fields_of_the_design_and_no_others() -> None:
    assert link_row(LINK) == {
        "level": 4,
        "score": 0.8123,
        "direction": "do_no_harm",
        "goals": [8],
        "targets": ["8.7"],
    }


def test_classify_answers_every_line(tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    rows = [
        {"id": "a", "text": "Debt bondage of brick makers corresponds with SDG target 8.7."},
        {"id": "b", "text": "Solar roofs are how we contribute to SDG 7."},
    ]
    texts.write_text("\n".join(map(json.dumps, rows)) + "\n{oops\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["classify", "linkage", str(texts)])
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert (first["id"], first["level"], first["targets"]) == ("a", 4, ["8.7"])
    assert (second["id"], second["level"], second["direction"]) == ("b", 0, None)
    assert "not JSON" in third["error"]


def test_evaluate_prints_kappa_and_precision_per_language(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [
        {
            "text": "Debt bondage corresponds with target 8.7 of the SDGs.",
            "level": 4,
            "report": "a",
        },
        {"text": "Solar roofs serve SDG 7.", "link": {"level": 0}, "report": "b", "language": "en"},
        {"text": "We support SDG 3.", "link": {"level": None}, "report": "b", "language": "en"},
    ]
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = CliRunner().invoke(app, ["evaluate", "linkage", str(gold), "--json"])
    told = json.loads(done.stdout)
    assert (told["task"], told["n"], told["metrics"]["undecided"]) == ("linkage", 3, 1)
    assert told["per_language"]["en"]["level_kappa"] == 1.0
    assert told["metrics"]["link_precision"] == 1.0


def test_a_file_without_levels_is_refused(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"text": "We support SDG 3."}\n', encoding="utf-8")
    done = CliRunner().invoke(app, ["evaluate", "linkage", str(gold)])
    assert done.exit_code == 3
    assert "no row has a level of the link" in done.stderr


def test_another_encoder_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["classify", "linkage", "--encoder", "x"], input="")
    assert done.exit_code == 2
    assert "takes no other encoder" in done.stderr

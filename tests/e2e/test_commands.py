"""The commands as a user types them, in an empty folder, with good and bad input."""

from __future__ import annotations

import json
import re
import shutil
import time
from pathlib import Path

import pytest
from conftest import SampleRun, has_ocr, run_command
from truth import FILES, FRAMEWORKS, REPORTS, SAMPLE, parse_objects, read_table


@pytest.fixture(scope="session")
def scored(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """``score --json`` of every file of the sample."""
    names = sorted(FILES)
    done = run_command(
        "score", "--json", *(REPORTS / n for n in names), cwd=tmp_path_factory.mktemp("score")
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(names, parse_objects(done.stdout), strict=True))


@pytest.mark.parametrize("name", sorted(FILES))
def test_score_gives_the_endorsement_of_each_report(
    scored: dict[str, dict[str, object]], name: str
) -> None:
    row, truth = scored[name], FILES[name]["with_ocr" if has_ocr() else "without_ocr"]
    assert row["status"] == truth["status"]
    assert row["pages_not_looked"] == truth["pages_not_looked"]
    if row["status"] == "failed":
        return
    endorsement = row["endorsement"]
    assert isinstance(endorsement, dict)
    for framework in FRAMEWORKS:
        found, expected = endorsement[framework], truth["endorsement"][framework]
        assert {key: found[key] for key in expected} == expected


def test_the_run_ends_with_figure_counts_and_dashboard(flow_run: SampleRun) -> None:
    assert "explicitly endorse the OECD Guidelines" in flow_run.stdout
    assert str(flow_run.out / "index.html") in flow_run.stdout
    assert "password_needed" in flow_run.stdout


def test_dashboard_links_lead_somewhere(flow_run: SampleRun) -> None:
    pages = [flow_run.out / "index.html", *(flow_run.out / "companies").glob("*.html")]
    assert len(pages) > 10
    for page in pages:
        for link in re.findall(r"""(?:href|src)=["']([^"'#?]+)""", page.read_text("utf-8")):
            assert not link.startswith(("http:", "https:", "//")) or "<a" in page.read_text("utf-8")
            if not re.match(r"[a-z]+:", link):
                assert (page.parent / link).exists(), (page.name, link)


def test_evidence_has_pictures(flow_run: SampleRun) -> None:
    assert list((flow_run.out / "crops").glob("*.png"))


def test_a_second_run_reads_nothing_and_publishes_the_same(flow_run: SampleRun) -> None:
    from report_mining.pipeline.runs import MonitorRun, RunOptions

    before = {name: read_table(flow_run.out, name) for name in ("findings", "national_series")}
    options = RunOptions(REPORTS, flow_run.out, SAMPLE / "companies.csv", SAMPLE / "manifest.csv")
    with MonitorRun(options) as run:
        assert run.batches() == []
        summary = run.publish()
    assert summary.new_count == 0
    assert {name: read_table(flow_run.out, name) for name in before} == before


def test_without_a_company_list_there_is_no_national_figure(tmp_path: Path) -> None:
    from report_mining.pipeline.runs import MonitorRun, RunOptions

    reports = tmp_path / "reports"
    reports.mkdir()
    shutil.copy(REPORTS / "halvemaet-annual-report-2022.pdf", reports)
    with MonitorRun(RunOptions(reports, tmp_path / "out")) as run:
        for batch in run.batches():
            run.score_batch(batch)
        summary = run.publish()
    assert summary.national == ()
    assert "no national figure" in summary.headline[0]
    assert read_table(tmp_path / "out", "findings")


def test_help_is_fast(tmp_path: Path) -> None:
    best = min(timed_help(tmp_path) for _ in range(3))
    assert best < 2.0  # the floor of 0.5 s is a benchmark; this catches a heavy import


def timed_help(folder: Path) -> float:
    started = time.perf_counter()
    assert run_command("--help", cwd=folder).returncode == 0
    return time.perf_counter() - started


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["monitor", "nowhere", "--out", "out"], 3, "does not exist"),
        (["monitor", ".", "--out", "out"], 3, "holds no report"),
        (["monitor", ".", "--out", "out", "--companies", "no.csv"], 3, "no.csv is not a file"),
        (["monitor", "."], 2, "--out"),
        (["score", "no.pdf"], 1, "not_found"),
        (["score", "no.pdf", "--models", "nomodels"], 4, "nomodels"),
        (["read", "no.pdf"], 1, "not_found"),
        (["evaluate", "stance", "no.jsonl"], 3, "no.jsonl"),
        (["classify", "stance", "no.jsonl"], 3, "no.jsonl"),
        (["classify", "weather"], 2, "weather"),
    ],
)
def test_bad_input_gets_a_message_and_a_code(
    tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    done = run_command(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_defects_of_the_company_list_are_all_told(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    shutil.copy(REPORTS / "halvemaet-annual-report-2022.pdf", tmp_path / "reports")
    (tmp_path / "c.csv").write_text("company_id,name,kvk\na,,123\na,B,12345678\n", "utf-8")
    done = run_command(
        "monitor", "reports", "--companies", "c.csv", "--out", "out", "--dry-run", cwd=tmp_path
    )
    assert done.returncode == 3
    assert "line 2" in done.stderr
    assert "line 3" in done.stderr


def test_classify_answers_line_by_line(tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {"id": 1, "text": "We endorse the OECD Guidelines for Multinational Enterprises."}
        ),
        "not json",
        json.dumps({"id": 3, "text": 5}),
        json.dumps({"id": 4, "text": "The weather was fine."}),
    ]
    done = run_command("classify", "stance", cwd=tmp_path, text="\n".join(lines) + "\n")
    rows = parse_objects(done.stdout)
    assert [row["id"] for row in rows] == [1, None, 3, 4]
    assert rows[0]["mentions"][0]["stance"] == "ENDORSE"
    assert rows[0]["mentions"][0]["framework"] == "OECD_MNE"
    assert "error" in rows[1]
    assert "error" in rows[2]
    assert rows[3]["mentions"] == []


def test_read_gives_exact_passages(tmp_path: Path) -> None:
    done = run_command("read", REPORTS / "korrelmolen-jaarverslag-2022.pdf", cwd=tmp_path)
    rows = parse_objects(done.stdout)
    assert rows
    for row in rows:
        assert row["char_end"] - row["char_start"] == len(row["text"])
        assert row["page_number"] >= 1
        assert row["boxes_pt"]


def test_doctor_says_what_the_machine_can_do(tmp_path: Path) -> None:
    done = run_command("doctor", cwd=tmp_path)
    assert done.returncode == 0
    assert "models" in done.stdout
    assert "scans" in done.stdout

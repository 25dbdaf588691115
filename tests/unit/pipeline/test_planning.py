"""Every file under the folder is planned, left aside by name, or reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_mining.errors import InputError
from report_mining.pipeline.planning import PlannedFile, make_batches, plan_run
from report_mining.storage import Store


def make_folder(root: Path, **contents: bytes) -> Path:
    for name, content in contents.items():
        path = root / name.replace("__", "/").replace("_pdf", ".pdf").replace("_csv", ".csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def test_equal_files_are_read_once_but_both_are_listed(tmp_path: Path) -> None:
    reports = make_folder(tmp_path / "r", a_pdf=b"same", sub__b_pdf=b"same", c_pdf=b"other")
    plan = plan_run(reports, Store(tmp_path / "store"), "r1", "i1", force=False)
    assert [f.relative for f in plan.files] == ["a.pdf", "c.pdf", "sub/b.pdf"]
    assert sorted(f.relative for f in plan.new) == ["a.pdf", "c.pdf"]
    assert plan.reused_count == 0


def test_other_files_are_named_and_hidden_ones_ignored(tmp_path: Path) -> None:
    reports = make_folder(tmp_path / "r", a_pdf=b"1", companies_csv=b"2")
    (reports / ".DS_Store").write_bytes(b"3")
    plan = plan_run(reports, Store(tmp_path / "store"), "r1", "i1", force=False)
    assert plan.ignored == ("companies.csv",)


def test_a_wrong_path_and_an_empty_folder_are_told_apart(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with pytest.raises(InputError, match="is not a folder"):
        plan_run(tmp_path / "nowhere", store, "r1", "i1", force=False)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no report"):
        plan_run(tmp_path / "empty", store, "r1", "i1", force=False)


def test_batches_hold_every_file_once_and_start_with_the_largest() -> None:
    files = [
        PlannedFile(Path(f"{n}"), f"{n}", f"{n}", size) for n, size in enumerate([5, 900, 20, 30])
    ]
    batches = list(make_batches(files, batch_bytes=100, batch_files=2))
    assert [[f.size_bytes for f in batch] for batch in batches] == [[900], [30, 20], [5]]

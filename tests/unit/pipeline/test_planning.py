"""Every file under the folder is planned, left aside by name, or reported."""

from __future__ import annotations

import os
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


def test_what_is_named_like_a_report_and_cannot_be_opened_is_counted(tmp_path: Path) -> None:
    reports = make_folder(tmp_path / "r", a_pdf=b"1", folder_pdf__b_pdf=b"2")
    (reports / "dead.pdf").symlink_to(tmp_path / "nowhere")
    os.mkfifo(reports / "pipe.pdf")
    plan = plan_run(reports, Store(tmp_path / "store"), "r1", "i1", force=False)
    assert [f.relative for f in plan.files] == ["a.pdf", "folder.pdf/b.pdf"]
    told = {f.relative: f.detail for f in plan.unopened}
    assert set(told) == {"dead.pdf", "pipe.pdf"}
    assert "leads nowhere" in told["dead.pdf"]


def test_a_hidden_report_is_left_aside_by_name(tmp_path: Path) -> None:
    reports = make_folder(tmp_path / "r", a_pdf=b"1")
    (reports / ".old.pdf").write_bytes(b"2")
    plan = plan_run(reports, Store(tmp_path / "store"), "r1", "i1", force=False)
    assert plan.ignored == (".old.pdf",)


def test_a_linked_folder_is_searched_once(tmp_path: Path) -> None:
    make_folder(tmp_path / "archive", x_pdf=b"1")
    reports = make_folder(tmp_path / "r", a_pdf=b"2")
    (reports / "linked").symlink_to(tmp_path / "archive")
    (reports / "linked" / "back").symlink_to(reports)
    plan = plan_run(reports, Store(tmp_path / "store"), "r1", "i1", force=False)
    assert [f.relative for f in plan.files] == ["a.pdf", "linked/x.pdf"]


def test_our_own_pages_are_never_read_as_reports(tmp_path: Path) -> None:
    reports = make_folder(tmp_path / "r", a_pdf=b"1")
    for name in ("out/2022", "out/2023"):
        (reports / name / "store" / "reports").mkdir(parents=True)
        (reports / name / "index.html").write_text("We endorse the OECD Guidelines.")
    (reports / "new" / "companies").mkdir(parents=True)
    (reports / "new" / "companies" / "c.html").write_text("We endorse the OECD Guidelines.")
    store = Store(tmp_path / "store")
    plan = plan_run(reports, store, "r1", "i1", force=False, out=reports / "new")
    assert [f.relative for f in plan.files] == ["a.pdf"]
    assert plan.ignored == ("new/", "out/2022/", "out/2023/")
    with pytest.raises(InputError, match="is the reports folder itself"):
        plan_run(reports, store, "r1", "i1", force=False, out=reports / "new" / "..")

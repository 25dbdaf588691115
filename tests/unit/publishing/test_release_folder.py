"""What a release folder holds, and what a second or a broken run does to it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from types import ModuleType

import pytest

from report_mining.errors import StorageError
from report_mining.publishing import check_output_folder, write_release
from report_mining.records import ValueStatus


def contents(out: Path) -> dict[str, bytes]:
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def test_same_release_gives_the_same_bytes(
    fake: ModuleType, released: Path, tmp_path: Path
) -> None:
    write_release(fake.RELEASE, fake.crops_of(fake.RELEASE), tmp_path, fake.DEFINITIONS)
    assert contents(tmp_path) == contents(released)


def test_when_a_run_took_place_changes_no_table_and_no_page(
    fake: ModuleType, released: Path, tmp_path: Path
) -> None:
    later = dataclasses.replace(
        fake.RUN,
        started_at="2026-01-15T23:00:00+00:00",
        seconds=1.0,
        reports_new=0,
        reports_reused=12,
    )
    write_release(
        dataclasses.replace(fake.RELEASE, run=later),
        fake.crops_of(fake.RELEASE),
        tmp_path,
        fake.DEFINITIONS,
    )
    old, new = contents(released), contents(tmp_path)
    assert {name for name in old if old[name] != new[name]} <= {"release/datapackage.json"}


def test_order_of_reports_and_years_does_not_matter(
    fake: ModuleType, released: Path, tmp_path: Path
) -> None:
    shuffled = dataclasses.replace(
        fake.RELEASE,
        reports=fake.RELEASE.reports[::-1],
        matches=fake.RELEASE.matches[::-1],
        company_years=fake.RELEASE.company_years[::-1],
        national=fake.RELEASE.national[::-1],
    )
    write_release(shuffled, fake.crops_of(fake.RELEASE), tmp_path, fake.DEFINITIONS)
    assert contents(tmp_path) == contents(released)


def test_pages_of_an_earlier_release_disappear_and_the_store_stays(
    fake: ModuleType, tmp_path: Path
) -> None:
    stored = tmp_path / "store" / "reports" / "x.parquet"
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"kept")
    write_release(fake.RELEASE, fake.crops_of(fake.RELEASE), tmp_path, ())
    before = set(contents(tmp_path))
    write_release(fake.WITHOUT_COMPANIES, {}, tmp_path, fake.DEFINITIONS)
    after = set(contents(tmp_path))
    assert stored.read_bytes() == b"kept"
    assert "release/national_series.csv" in before - after
    assert not any(name.startswith("crops/") for name in after)
    assert not [name for name in after if name.startswith(".")]


def test_a_release_that_cannot_be_made_leaves_the_earlier_one(
    fake: ModuleType, tmp_path: Path
) -> None:
    index = write_release(fake.RELEASE, {}, tmp_path, fake.DEFINITIONS)
    earlier = index.read_bytes()
    impossible = dataclasses.replace(fake.YES_ONE, value=None, status=ValueStatus.OBSERVED)
    year = dataclasses.replace(
        fake.RELEASE.company_years[0],
        oecd=dataclasses.replace(fake.RELEASE.company_years[0].oecd, standard=impossible),
    )
    broken = dataclasses.replace(fake.RELEASE, company_years=(year,))
    with pytest.raises(ValueError, match="without a value"):
        write_release(broken, {}, tmp_path, fake.DEFINITIONS)
    assert index.read_bytes() == earlier


def test_a_folder_that_cannot_be_written_is_a_storage_error(
    fake: ModuleType, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "out"
    in_the_way.write_text("a file")
    with pytest.raises(StorageError, match=r"out is not a folder; choose another"):
        write_release(fake.RELEASE, {}, in_the_way, fake.DEFINITIONS)


def test_folders_of_somebody_else_are_never_replaced(fake: ModuleType, tmp_path: Path) -> None:
    mine = tmp_path / "companies" / "my-notes.txt"
    mine.parent.mkdir()
    mine.write_text("keep me")
    with pytest.raises(StorageError, match="companies that report-mining did not write"):
        write_release(fake.RELEASE, {}, tmp_path, fake.DEFINITIONS)
    assert mine.read_text() == "keep me"


def test_an_output_path_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="is not a folder; choose another output folder"):
        check_output_folder(tmp_path / "file" / "out")
    check_output_folder(tmp_path / "new" / "out")
    assert not (tmp_path / "new").exists()

"""A workbook written by a worker is the same as one written here, and a dead worker costs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_mining.indicators import national_series, stamp_points
from report_mining.pipeline.beside import beside_in
from report_mining.pipeline.monitoring import publish
from report_mining.pipeline.workers import WorkerPool
from report_mining.publishing import WorkbookOrder
from report_mining.records import Company, CompanyYear, Release, RunFacts

ENOUGH_MIB = 4096
RUN = RunFacts(
    "2026-01-15T09:30:00+00:00", 1.0, "i", "c", "r", "0.1.0", "2026-01-15", 0, 0, 0, False
)
YEARS = (CompanyYear("a", 2023, (), None, None, ()),)
RELEASE = Release(
    run=RUN,
    companies=(Company("a", "=A"),),
    reports=(),
    matches=(),
    company_years=YEARS,
    national=stamp_points(national_series(YEARS), RUN.vintage, "i", "c"),
    review=(),
)


def contents(out: Path) -> dict[str, bytes]:
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


@pytest.mark.parametrize(
    "memory_mib", [ENOUGH_MIB, 200]
)  # the second is too little to write anything
def test_the_release_is_the_same_as_without_a_worker(
    tmp_path: Path, memory_mib: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(RELEASE, tmp_path / "here", {})
    if memory_mib == ENOUGH_MIB:  # then nothing is written in this process
        monkeypatch.delattr(WorkbookOrder, "write")
    with WorkerPool(1, memory_bytes=memory_mib * 1024**2) as pool:
        publish(RELEASE, tmp_path / "beside", {}, beside_in(pool))
    assert contents(tmp_path / "beside") == contents(tmp_path / "here")
    assert (tmp_path / "here" / "release" / "report-mining.xlsx").stat().st_size

"""The store keeps scored reports and says clearly when it cannot."""

from __future__ import annotations

import dataclasses
import os
import resource
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from report_mining.errors import StorageError
from report_mining.records import (
    Actor,
    Box,
    ExtractionFailure,
    FailureReason,
    Finding,
    IdentityClues,
    Passage,
    ReportStatus,
    Scope,
    ScoredReport,
    failed_report,
)
from report_mining.storage import Store, is_kept, storable_report
from report_mining.taxonomies.codes import Framework, Stance

REPORT_ID = "ab" * 32
KEY = (REPORT_ID, "reader-1", "2026.1-0badcafe+rules-1")


def make_passage(number: int = 0) -> Passage:
    return Passage(
        passage_id=f"p{number}",
        report_id=REPORT_ID,
        page_number=3,
        page_label="iii",
        locator=None,
        language="nl",
        section_path=("Beleid", "Keten"),
        text="Wij onderschrijven de OESO-richtlijnen.",
        char_start=10,
        char_end=49,
        boxes=(Box(1.5, 2.0, 300.25, 12.0),),
    )


def make_finding() -> Finding:
    return Finding(
        finding_id="f0",
        report_id=REPORT_ID,
        code=Framework.OECD_MNE,
        stance=Stance.ENDORSE,
        score=0.93,
        actor=Actor.SELF,
        own_assertion=None,
        lookalike=None,
        scope=Scope.WHOLE,
        rule="R5-strong",
        page_number=3,
        page_label=None,
        locator=None,
        language="nl",
        section_path=("Beleid",),
        quote="Wij onderschrijven de OESO-richtlijnen.",
        mention="OESO-richtlijnen",
        char_start=10,
        char_end=49,
        boxes=(Box(1.5, 2.0, 300.25, 12.0), Box(1.5, 14.0, 90.0, 24.0)),
        passage_id="p0",
    )


def make_report() -> ScoredReport:
    return ScoredReport(
        report_id=REPORT_ID,
        file_name="verslag.pdf",
        path="reports/verslag.pdf",
        status=ReportStatus.PARTIAL,
        reason=None,
        detail=None,
        pages=12,
        pages_scored=10,
        pages_not_looked=(("image_without_text", 2),),
        pages_ocr=0,
        languages=(("nl", 40), ("en", 2)),
        passages=1,
        findings=(make_finding(),),
        clues=IdentityClues(("12345678",), (), "voorkant", "", "", None, "not found"),
        instrument_version=KEY[2],
        reader_version=KEY[1],
        seconds=1.25,
    )


def make_failure(reason: FailureReason, report_id: str | None = REPORT_ID) -> ScoredReport:
    failure = ExtractionFailure("stuk.pdf", reason, "the file ends early; get it again", report_id)
    return failed_report(failure, "reports/stuk.pdf", KEY[2], KEY[1])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_a_report_comes_back_as_it_went_in(store: Store) -> None:
    assert not store.has(*KEY)
    store.write(make_report(), (make_passage(0), make_passage(1)))
    assert store.has(*KEY)
    assert store.read(*KEY) == make_report()
    assert store.read_passages(*KEY[:2]) == (make_passage(0), make_passage(1))


def test_a_report_without_passages_and_findings_comes_back(store: Store) -> None:
    empty = dataclasses.replace(make_report(), findings=(), clues=None, languages=(), passages=0)
    store.write(empty, ())
    assert store.read(*KEY) == empty
    assert store.read_passages(*KEY[:2]) == ()


def test_writing_again_replaces(store: Store) -> None:
    store.write(make_report(), (make_passage(0),))
    longer = dataclasses.replace(make_report(), seconds=9.0, findings=())
    store.write(longer, ())
    assert store.read(*KEY) == longer
    assert store.read_passages(*KEY[:2]) == ()


def test_two_instruments_stand_side_by_side(store: Store) -> None:
    other = dataclasses.replace(make_report(), instrument_version="2027.1", findings=())
    store.write(make_report(), (make_passage(),))
    store.write(other, (make_passage(),))
    assert store.read(*KEY) == make_report()
    assert store.read(REPORT_ID, KEY[1], "2027.1") == other
    assert not store.has(REPORT_ID, "reader-2", KEY[2])


def test_hopeless_files_are_kept_and_unlucky_ones_are_not(store: Store) -> None:
    unlucky = {FailureReason.TIMED_OUT, FailureReason.OUT_OF_MEMORY, FailureReason.CRASHED}
    for reason in FailureReason:
        failure = make_failure(reason)
        assert is_kept(failure) is (reason not in unlucky), reason
    store.write(make_failure(FailureReason.CRASHED), ())
    assert not store.has(*KEY)
    store.write(make_failure(FailureReason.DAMAGED), ())
    assert store.read(*KEY) == make_failure(FailureReason.DAMAGED)


def test_a_file_without_hash_is_not_kept(store: Store, tmp_path: Path) -> None:
    store.write(make_failure(FailureReason.UNREADABLE, report_id=None), ())
    assert not list(tmp_path.rglob("*.parquet"))


def test_records_of_another_report_are_refused(store: Store) -> None:
    stranger = dataclasses.replace(make_passage(), report_id="cd" * 32)
    with pytest.raises(ValueError, match="cdcd"):
        store.write(make_report(), (stranger,))


def test_file_names_follow_the_design(store: Store, tmp_path: Path) -> None:
    scored = dataclasses.replace(make_report(), reader_version="1.2", instrument_version="3-4")
    store.write(scored, ())
    names = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file())
    assert names == [
        f"store/findings/{REPORT_ID}-1.2-3-4.parquet",
        f"store/passages/{REPORT_ID}-1.2.parquet",
        f"store/readings/{REPORT_ID}-1.2-3-4.parquet",
        f"store/reports/{REPORT_ID}-1.2-3-4.parquet",
        f"store/whole/{REPORT_ID}-1.2-3-4.json.z",
    ]


def test_versions_cannot_leave_the_folder(store: Store, tmp_path: Path) -> None:
    scored = dataclasses.replace(make_report(), reader_version="../../r", instrument_version="../x")
    store.write(scored, ())
    assert store.read(REPORT_ID, "../../r", "../x") == scored
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert {p.parent.parent for p in files} == {tmp_path / "store"}


def test_duckdb_reads_all_reports_at_once_and_columns_explain_themselves(
    store: Store, tmp_path: Path
) -> None:
    for number in range(3):
        store.write(dataclasses.replace(make_report(), instrument_version=f"v{number}"), ())
    rows = duckdb.sql(
        f"select stance, count(*), max(boxes[2].x1) from '{tmp_path}/store/findings/*.parquet' group by 1"
    ).fetchall()
    assert rows == [("ENDORSE", 3, 90.0)]
    for path in tmp_path.rglob("*.parquet"):
        for field in pq.read_schema(path):
            assert len(field.metadata[b"description"]) > 10, field.name


def test_a_lone_surrogate_becomes_one_replacement_character(store: Store) -> None:
    scored = dataclasses.replace(make_report(), path="co\udcf6p.pdf", file_name="\ud83d")
    store.write(scored, ())
    found = store.read(*KEY)
    assert (found.path, found.file_name) == ("co\ufffdp.pdf", "\ufffd")
    assert found == storable_report(scored)


def damaged_file(tmp_path: Path, folder: str) -> Path:
    return next((tmp_path / "store" / folder).glob("*.parquet"))


@pytest.mark.parametrize("folder", ["reports", "findings", "passages"])
@pytest.mark.parametrize("content", [b"", b"PAR1", b"not parquet at all" * 50])
def test_a_damaged_file_is_named_with_what_to_do(
    store: Store, tmp_path: Path, folder: str, content: bytes
) -> None:
    store.write(make_report(), (make_passage(),))
    path = damaged_file(tmp_path, folder)
    path.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        (store.read_passages(*KEY[:2]), store.read(*KEY))
    assert str(path) in str(caught.value)
    assert "--force" in str(caught.value)


def test_no_flipped_byte_goes_unnoticed_or_escapes_the_error_tree(
    store: Store, tmp_path: Path
) -> None:
    store.write(make_report(), (make_passage(),))
    path = damaged_file(tmp_path, "findings")
    good = path.read_bytes()
    for offset in range(0, len(good), 13):
        path.write_bytes(good[:offset] + bytes([good[offset] ^ 0x55]) + good[offset + 1 :])
        try:
            found = store.read(*KEY)
        except StorageError:
            continue
        assert found == make_report(), offset  # a byte that carries no value, such as statistics


def test_a_file_of_a_few_rows_carries_no_dictionary_and_no_statistics(
    store: Store, tmp_path: Path
) -> None:
    store.write(make_report(), (make_passage(),))
    for folder in ("reports", "findings", "passages"):
        columns = pq.ParquetFile(damaged_file(tmp_path, folder)).metadata.row_group(0)
        held = [columns.column(i) for i in range(columns.num_columns)]
        assert not any(c.has_dictionary_page or c.is_stats_set for c in held), folder


def test_a_truncated_file_is_refused(store: Store, tmp_path: Path) -> None:
    store.write(make_report(), ())
    path = damaged_file(tmp_path, "reports")
    good = path.read_bytes()
    for length in range(0, len(good), max(1, len(good) // 60)):
        path.write_bytes(good[:length])
        with pytest.raises(StorageError, match="damaged"):
            store.read(*KEY)


def test_a_foreign_parquet_file_is_refused(store: Store, tmp_path: Path) -> None:
    store.write(make_report(), ())
    pq.write_table(pa.table({"x": [1]}), damaged_file(tmp_path, "reports"))
    with pytest.raises(StorageError, match="was not written by this program"):
        store.read(*KEY)


def test_a_label_of_another_version_of_the_program_is_refused(store: Store, tmp_path: Path) -> None:
    store.write(make_report(), ())
    path = damaged_file(tmp_path, "reports")
    table = pq.read_table(path)
    index = table.schema.get_field_index("status")
    changed = table.set_column(index, table.schema.field(index), pa.array(["half_scored"]))
    pq.write_table(changed, path)
    with pytest.raises(StorageError, match="half_scored"):
        store.read(*KEY)


def test_a_renamed_file_is_refused(store: Store, tmp_path: Path) -> None:
    store.write(make_report(), (make_passage(),))
    for path in list(tmp_path.rglob("*.parquet")):
        path.rename(path.with_name(path.name.replace("ab" * 32, "cd" * 32)))
    assert store.has("cd" * 32, *KEY[1:])
    with pytest.raises(StorageError, match="expected"):
        store.read("cd" * 32, *KEY[1:])
    with pytest.raises(StorageError, match="it holds passages of report abab"):
        store.read_passages("cd" * 32, KEY[1])


def test_reading_what_is_not_there_says_so(store: Store) -> None:
    with pytest.raises(StorageError, match="not in the store; score the report again"):
        store.read(*KEY)


def test_a_value_that_does_not_fit_is_a_storage_error(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="does not fit"):
        store.write(dataclasses.replace(make_report(), pages=2**64), ())
    assert not store.has(*KEY)


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match=r"cannot write .*--out"):
        Store(tmp_path / "store").write(make_report(), ())


def test_a_disk_without_room_is_a_storage_error_and_leaves_nothing(
    store: Store, tmp_path: Path
) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))  # as a full disk: a short write
    try:
        with pytest.raises(StorageError, match="free space"):
            store.write(make_report(), (make_passage(),))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
    assert not store.has(*KEY)


def test_without_the_report_file_the_report_counts_as_new(store: Store, tmp_path: Path) -> None:
    for folder in ("reports", "findings", "passages"):
        store.write(make_report(), (make_passage(),))
        damaged_file(tmp_path, folder).unlink()
        assert not store.has(*KEY), folder


def test_half_written_files_of_a_killed_run_are_cleared(store: Store, tmp_path: Path) -> None:
    store.write(make_report(), (make_passage(),))
    for folder in ("reports", "passages"):
        (tmp_path / "store" / folder / "x.parquet.1-2.part").write_bytes(b"PAR1")
    assert store.clear_unfinished() == 2
    assert store.clear_unfinished() == 0
    assert store.read(*KEY) == make_report()


def test_clearing_works_in_a_folder_with_glob_characters(tmp_path: Path) -> None:
    store = Store(tmp_path / "out [1]*" / "store")
    store.write(make_report(), ())
    (tmp_path / "out [1]*" / "store" / "reports" / "x.part").write_bytes(b"")
    assert store.clear_unfinished() == 1


KILLED_WRITER = """
import dataclasses, itertools, sys
sys.path.insert(0, sys.argv[2])
from test_store import make_passage, make_report
from report_mining.storage import Store
store = Store(sys.argv[1])
print("ready", flush=True)
for number in itertools.count():
    report = dataclasses.replace(make_report(), instrument_version=f"v{number}")
    store.write(report, tuple(make_passage(n) for n in range(200)))
    print(number, flush=True)
"""


def test_a_kill_leaves_only_whole_reports(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    arguments = [sys.executable, "-c", KILLED_WRITER, str(folder), str(Path(__file__).parent)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(8):
            writer.stdout.readline()
        writer.kill()
    store = Store(folder)
    complete = 0
    for path in (folder / "reports").glob("*.parquet"):
        version = path.stem.rsplit("-", 1)[1]
        reader = KEY[1]
        assert store.has(REPORT_ID, reader, version)
        assert store.read(REPORT_ID, reader, version).findings == (make_finding(),)
        complete += 1
    assert complete >= 7
    assert len(store.read_passages(*KEY[:2])) == 200


def test_addresses_of_other_file_systems_work_like_folders() -> None:
    store = Store(f"memory://report-mining-{os.getpid()}/store")
    store.write(make_report(), (make_passage(),))
    assert store.has(*KEY)
    assert store.read(*KEY) == make_report()
    assert store.read_passages(*KEY[:2]) == (make_passage(),)
    assert store.clear_unfinished() == 0

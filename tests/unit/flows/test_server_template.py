"""The Prefect server begins with tables that are made already."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
from report_mining.flows import server


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "first" / server.DATABASE_NAME
    path.parent.mkdir()
    with contextlib.closing(sqlite3.connect(path)) as made, made:
        made.execute("create table flow_run (name text)")
        made.execute("create table alembic_version (version_num text)")
        made.execute("insert into alembic_version values ('a1')")
    return path


def _rows(database: Path) -> list[tuple[str]]:
    with contextlib.closing(sqlite3.connect(database)) as opened:
        return opened.execute("select name from flow_run").fetchall()


def test_a_later_run_begins_with_the_tables_and_without_the_rows_of_the_first(
    database: Path, tmp_path: Path
) -> None:
    server._keep_template(database)
    with contextlib.closing(sqlite3.connect(database)) as used, used:
        used.execute("insert into flow_run values ('of the first run')")
    server._keep_template(database)  # the first one stays

    later = tmp_path / server.DATABASE_NAME
    server._copy_template(later)

    assert _rows(later) == []
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_without_a_template_the_server_makes_its_own_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "nothing"))

    server._copy_template(tmp_path / server.DATABASE_NAME)

    assert list(tmp_path.iterdir()) == []


def test_a_damaged_template_is_left_alone_and_made_anew(database: Path, tmp_path: Path) -> None:
    server._keep_template(database)
    (template,) = (tmp_path / "cache").rglob("*.db")
    template.write_bytes(template.read_bytes()[:5000])

    later = tmp_path / server.DATABASE_NAME
    server._copy_template(later)
    assert not later.exists()
    assert list(tmp_path.glob("*.part")) == []

    server._keep_template(database)
    server._copy_template(later)
    assert _rows(later) == []


def test_a_database_elsewhere_leaves_no_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    server._keep_template(tmp_path / server.DATABASE_NAME)  # which was never made

    assert list((tmp_path / "cache").rglob("*.db")) == []


def test_a_cache_that_cannot_be_written_ends_no_run(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    server._keep_template(database)

    assert (tmp_path / "file").read_bytes() == b""

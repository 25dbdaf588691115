"""The Dutch notes on the heads of the workbook: every column has one, and none is about nothing."""

from __future__ import annotations

from report_mining.publishing.schemas import dutch_note, load_dutch_notes, load_schemas


def test_every_column_has_a_note_in_dutch() -> None:
    missing = [
        f"{table.name.value}.{field.name}"
        for table in load_schemas()
        for field in table.fields
        if not dutch_note(table.name, field.name)
    ]
    assert not missing


def test_every_note_is_of_a_column_and_is_one_text() -> None:
    columns = {f.name for table in load_schemas() for f in table.fields}
    columns |= {f"{table.name.value}.{f.name}" for table in load_schemas() for f in table.fields}
    assert set(load_dutch_notes()) <= columns
    assert all(isinstance(note, str) and note.endswith(".") for note in load_dutch_notes().values())

"""Reading human stance labels: JSON Lines of passages, or the CSV of example sentences."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from report_mining.errors import DefectListError, InputError
from report_mining.records import GoldStance
from report_mining.taxonomies.codes import Framework, Lookalike, Stance

_ADVICE = "correct these lines and read the file again"
_CSV_COLUMNS = ("id", "lang", "label", "framework", "text")
_Label = TypeVar("_Label", bound=StrEnum)


class GoldFileError(DefectListError, InputError):
    """A file of human labels has defects; all of them are listed with their line numbers."""

    exit_code = 3


class _LineDefect(Exception):  # noqa: N818 - never leaves this module
    """What is wrong with one line."""


def read_stance_gold(path: Path) -> tuple[GoldStance, ...]:
    """Return the labels of ``path`` (``.csv``: example sentences; else JSON Lines), by line.

    An example with two frameworks (``A;B``) gives one row per framework.

    Raises:
        InputError: the file cannot be read.
        GoldFileError: one or more lines are not what they should be; all are listed.
    """
    rows: list[GoldStance] = []
    defects: list[str] = []
    for line_number, source in _lines(path):
        try:
            rows.extend(_csv_rows(source) if isinstance(source, dict) else [_json_row(source)])
        except _LineDefect as defect:
            defects.append(f"line {line_number}: {defect}")
    defects.extend(_repeated(rows))
    if defects:
        raise GoldFileError(str(path), defects, _ADVICE)
    if not rows:
        raise InputError(f"{path}: holds no labels; expected one per line")
    return tuple(rows)


def _lines(path: Path) -> Iterator[tuple[int, str | dict[str, str]]]:
    """Yield line numbers (1-based) with the line, or with the fields of a CSV row."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); give a UTF-8 text file") from error
    if path.suffix.lower() != ".csv":
        yield from ((n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip())
        return
    reader = csv.DictReader(text.splitlines())
    missing = [column for column in _CSV_COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise InputError(f"{path}: has no column {', '.join(missing)}; expected {_CSV_COLUMNS}")
    for fields in reader:
        yield reader.line_num, {key: value or "" for key, value in fields.items() if key}


def _json_row(line: str) -> GoldStance:
    """Return the label on one line of JSON."""
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise _LineDefect(f"is not JSON ({error.msg})") from None
    if not isinstance(fields, dict):
        raise _LineDefect(f"holds {type(fields).__name__}, expected an object")
    stance = fields.get("stance")
    own = fields.get("own_assertion")
    if own is not None and not isinstance(own, bool):
        raise _LineDefect(f"own_assertion is {own!r}, expected true, false or null")
    alternatives = fields.get("alternatives") or []
    if not isinstance(alternatives, list):
        raise _LineDefect(f"alternatives is {alternatives!r}, expected a list or null")
    return GoldStance(
        gold_id=_text(fields, "id"),
        framework=_one_of(Framework, fields.get("framework"), "framework"),
        match=_text(fields, "match"),
        passage=_text(fields, "passage"),
        stance=None if stance is None else _one_of(Stance, stance, "stance"),
        own_assertion=own,
        language=fields.get("language") or fields.get("lang"),
        document=str(fields.get("document") or ""),
        alternatives=tuple(_one_of(Stance, label, "alternatives") for label in alternatives),
    )


def _csv_rows(fields: Mapping[str, str]) -> list[GoldStance]:
    """Return the labels of one example, one per framework."""
    stance = _one_of(Stance, fields["label"], "label")
    lookalike = fields.get("lookalike") or None
    own = fields.get("own_assertion") or None
    if own not in (None, "0", "1"):
        raise _LineDefect(f"own_assertion is {own!r}, expected 0, 1 or nothing")
    families = [name.strip() for name in fields["framework"].split(";")]
    return [
        GoldStance(
            gold_id=_text(fields, "id") if len(families) == 1 else f"{fields['id']}/{family}",
            framework=_family(family, stance),
            match="",
            passage=_text(fields, "text"),
            stance=stance,
            own_assertion=None if own is None else own == "1",
            lookalike=None if lookalike is None else _one_of(Lookalike, lookalike, "lookalike"),
            language=fields["lang"] or None,
        )
        for family in families
    ]


def _family(name: str, stance: Stance) -> Framework:
    """Return the family; names of look-alikes (``OECD_TAX``) resemble the Guidelines."""
    if stance is Stance.NOT_FRAMEWORK and (name.startswith("OECD_") or name == "OTHER"):
        return Framework.OECD_MNE
    return _one_of(Framework, name, "framework")


def _repeated(rows: list[GoldStance]) -> Iterator[str]:
    """Yield a defect per id that stands on more than one line."""
    seen: set[str] = set()
    for row in rows:
        if row.gold_id in seen:
            yield f"id {row.gold_id!r} stands on more than one line"
        seen.add(row.gold_id)


def _text(fields: Mapping[str, object], key: str) -> str:
    """Return a text that may not be empty."""
    value = fields.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _LineDefect(f"{key} is {value!r}, expected a text")
    return value


def _one_of(labels: type[_Label], value: object, key: str) -> _Label:
    """Return the label that ``value`` names."""
    try:
        return labels(str(value))
    except ValueError:
        known = ", ".join(labels)
        raise _LineDefect(f"{key} is {value!r}, expected one of {known}") from None

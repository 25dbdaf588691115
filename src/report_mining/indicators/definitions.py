"""Reads what each indicator means from ``data/indicators_*.yaml``, strictly."""

from __future__ import annotations

import re
from importlib import resources
from importlib.resources.abc import Traversable

import yaml

from report_mining.errors import TaxonomyError
from report_mining.records import IndicatorDefinition

_FILES = ("indicators_2026.yaml", "indicators_conduct_2026.yaml")
_ID = re.compile(r"[A-Z]{2,3}-\d{2}(?:-[A-Z]+)?")
_KEYS = {
    "id": "indicator_id",
    "name_en": "name_en",
    "name_nl": "name_nl",
    "formula": "formula",
    "unit": "unit",
    "denominator": "denominator",
    "warning_en": "warning_en",
    "warning_nl": "warning_nl",
}
_TOP_KEYS = {"source", "version", "retrieved_on", "indicators"}
_ADVICE = "mend every line below and load the file again"


def load_indicator_definitions(file: Traversable | None = None) -> tuple[IndicatorDefinition, ...]:
    """Return the catalogue in its published order; ``file`` defaults to those in this package.

    Raises:
        TaxonomyError: naming every defect of a file at once.
    """
    if file is not None:
        return _load(file)
    folder = resources.files(__package__) / "data"
    return tuple(d for name in _FILES for d in _load(folder / name))


def _load(source: Traversable) -> tuple[IndicatorDefinition, ...]:
    content = _parse(source)
    entries = content.get("indicators")
    defects = _top_defects(content)
    rows = entries if isinstance(entries, list) else []
    defects += [d for number, row in enumerate(rows, 1) for d in _entry_defects(number, row)]
    defects += _repeated_ids(rows)
    if defects:
        raise TaxonomyError(source.name, defects, _ADVICE)
    return tuple(
        IndicatorDefinition(**{field: row[key].strip() for key, field in _KEYS.items()})
        for row in rows
    )


def _parse(source: Traversable) -> dict[object, object]:
    try:
        content = yaml.safe_load(source.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise TaxonomyError(source.name, [f"not readable as YAML: {error}"], _ADVICE) from error
    if not isinstance(content, dict):
        found = type(content).__name__
        raise TaxonomyError(source.name, [f"holds a {found}; expected a mapping"], _ADVICE)
    return content


def _top_defects(content: dict[object, object]) -> list[str]:
    defects = [f"unknown key {key!r}" for key in content if key not in _TOP_KEYS]
    defects += [f"no key {key!r}" for key in sorted(_TOP_KEYS) if key not in content]
    entries = content.get("indicators")
    if "indicators" in content and (not isinstance(entries, list) or not entries):
        defects.append(f"indicators is {entries!r}; expected a list with one entry per indicator")
    return defects


def _entry_defects(number: int, row: object) -> list[str]:
    if not isinstance(row, dict):
        return [f"entry {number}: {row!r} is no mapping; expected the keys {', '.join(_KEYS)}"]
    place = f"entry {number} ({row.get('id', 'without id')})"
    defects = [f"{place}: unknown key {key!r}" for key in row if key not in _KEYS]
    for key in _KEYS:
        value = row.get(key)
        if not isinstance(value, str) or not value.strip():
            defects.append(f"{place}: {key} is {value!r}; expected a text that is not empty")
    if isinstance(row.get("id"), str) and not _ID.fullmatch(row["id"]):
        defects.append(f"{place}: id has not the form of 'END-03'")
    return defects


def _repeated_ids(rows: list[object]) -> list[str]:
    ids = [row["id"] for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)]
    return [f"{i} is defined {ids.count(i)} times" for i in sorted(set(ids)) if ids.count(i) > 1]

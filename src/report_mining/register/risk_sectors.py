"""Says in which risk sectors of 2014 a company works, by its SBI codes (DOMAIN 1.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from report_mining.errors import TaxonomyError

_FILE = "risk_sectors_2014.yaml"
_TOP_KEYS = {"source", "version", "retrieved_on", "sectors", "other"}
_KEYS = {"code", "name_en", "name_nl", "sbi_divisions"}
_DIVISIONS = re.compile(r"(\d{2})(?:-(\d{2}))?")
# "10.51", "1051", "01.13.1", "A01.13" or the division alone; a section letter may stand before it.
_SBI = re.compile(r"[A-Ua-u]?\s?(\d{2})(?:[.\s]?\d){0,4}")
_SECTION_DIVISIONS = {"F": ("41", "42", "43")}  # the one section that the list names by its letter


@dataclass(frozen=True, slots=True)
class RiskSector:
    """A sector with raised risks for people and environment in the chain."""

    code: str  # such as "food"
    name_en: str
    name_nl: str
    divisions: frozenset[str]  # SBI divisions of two digits; empty for the rest


@cache
def load_risk_sectors() -> tuple[RiskSector, ...]:
    """Return the sectors in the order of the list; the last one stands for all other divisions.

    Raises:
        TaxonomyError: naming every defect of the data file.
    """
    text = (resources.files(__package__) / "data" / _FILE).read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    defects = [f"keys are {sorted(content)}; expected {sorted(_TOP_KEYS)}"]
    defects = [] if set(content) == _TOP_KEYS else defects
    for row in content.get("sectors", []):
        if set(row) != _KEYS or not all(_DIVISIONS.fullmatch(d) for d in row["sbi_divisions"]):
            defects.append(f"sector {row!r}; expected {sorted(_KEYS)}, divisions such as '41-43'")
    if defects:
        raise TaxonomyError(_FILE, defects, "mend every line below")
    listed = tuple(
        RiskSector(row["code"], row["name_en"], row["name_nl"], _expand(row["sbi_divisions"]))
        for row in content["sectors"]
    )
    return (*listed, RiskSector(**content["other"], divisions=frozenset()))


def is_sbi(cell: str) -> bool:
    """Whether a cell holds one or more SBI codes, separated by semicolons."""
    return all(_divisions_of(part) for part in _parts(cell))


def risk_sectors_of(cell: str) -> tuple[str, ...]:
    """Return the codes of the risk sectors of a cell with SBI codes; () for an empty cell.

    A company may carry several; "other" stands alone, where none of its codes is in the list.
    """
    divisions = {division for part in _parts(cell) for division in _divisions_of(part)}
    if not divisions:
        return ()
    *listed, other = load_risk_sectors()
    found = tuple(sector.code for sector in listed if sector.divisions & divisions)
    return found or (other.code,)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _divisions_of(part: str) -> tuple[str, ...]:
    if part.upper() in _SECTION_DIVISIONS:
        return _SECTION_DIVISIONS[part.upper()]
    match = _SBI.fullmatch(part)
    return (match.group(1),) if match and part.isascii() else ()


def _expand(divisions: Iterable[str]) -> frozenset[str]:
    """Return every division of ranges such as "41-43"."""
    found: set[str] = set()
    for text in divisions:
        first, _, last = text.partition("-")
        found.update(f"{n:02d}" for n in range(int(first), int(last or first) + 1))
    return frozenset(found)

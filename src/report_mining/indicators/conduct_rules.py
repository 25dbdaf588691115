"""Reads the numbers and words behind the indicators of conduct, and the risk profiles of sectors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from report_mining.errors import TaxonomyError
from report_mining.records import Company

_RULES = "conduct_rules_2026.yaml"
_PROFILES = "sector_profiles_2026.yaml"
_ADVICE = "correct the file, or install the package again"


@dataclass(frozen=True, slots=True)
class ConductRules:
    """From which score and specificity on a passage counts for a company."""

    version: str
    t_high: float
    t_low: float
    subject_chapters: tuple[str, ...]
    substance: int
    steps_with_substance: int
    product_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectorProfile:
    """A risk sector with the themes and rights that are at stake there."""

    code: str
    divisions: frozenset[int]  # of the SBI 2008
    names: tuple[str, ...]  # as a company list may call the sector, lower case
    risks: tuple[str, ...]  # themes or rights at work; empty: no profile
    basis: str  # POLICY or OWN


@cache
def load_conduct_rules() -> ConductRules:
    """Return the rules of this package.

    Raises:
        TaxonomyError: a key is missing, unknown or of another type.
    """
    content = _read(_RULES)
    expected = set(ConductRules.__dataclass_fields__)
    if set(content) != expected:
        raise TaxonomyError(
            _RULES, [f"has {sorted(content)}; expected {sorted(expected)}"], _ADVICE
        )
    lists = {key: tuple(content[key]) for key in ("product_words", "subject_chapters")}
    return ConductRules(**{**content, **lists})


@cache
def load_sector_profiles() -> tuple[SectorProfile, ...]:
    """Return the risk sectors of this package.

    Raises:
        TaxonomyError: an entry has other keys than expected.
    """
    keys = {"code", "label", "divisions", "names", "risks", "basis"}
    entries = _read(_PROFILES)["sectors"]
    defects = [f"{e.get('code')}: keys are {sorted(e)}" for e in entries if set(e) != keys]
    if defects:
        raise TaxonomyError(_PROFILES, defects, _ADVICE)
    return tuple(
        SectorProfile(
            code=e["code"],
            divisions=frozenset(e["divisions"]),
            names=tuple(e["names"]),
            risks=tuple(e["risks"]),
            basis=e["basis"],
        )
        for e in entries
    )


def profile_of(company: Company) -> SectorProfile | None:
    """Return the profile of a company's sector, by SBI or else by name; None where there is none."""
    digits = (company.sbi or "").strip().split(".")[0][:2]
    profiles = load_sector_profiles()
    if digits.isdigit():
        found = [p for p in profiles if int(digits) in p.divisions]
    else:
        sector = (company.sector or "").casefold()
        found = [p for p in profiles if any(name in sector for name in p.names)]
    return next((p for p in found if p.risks), None)


def _read(name: str) -> dict[str, Any]:
    text = (resources.files("report_mining.indicators") / "data" / name).read_text("utf-8")
    content = yaml.safe_load(text)
    if not isinstance(content, dict):
        raise TaxonomyError(name, [f"holds {type(content).__name__}, expected a mapping"], _ADVICE)
    return content

"""The columns of the exports and the SDG links of indicators, as ``data/exports.yaml`` has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from report_mining.errors import TaxonomyError

_SOURCE = "publishing/data/exports.yaml"


class _Column(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    en: str
    nl: str


class _ExportFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    wide: tuple[_Column | str, ...]
    wba: tuple[_Column, ...]
    wikirate: tuple[_Column, ...]
    sdg_of_indicator: dict[str, tuple[str, ...]]
    values_are_sdg: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column with its meaning; an indicator's meaning stands in its definition."""

    name: str
    en: str
    nl: str
    is_indicator: bool = False


@dataclass(frozen=True, slots=True)
class ExportLayout:
    """The columns of every export, in their order."""

    wide: tuple[ExportColumn, ...]
    wba: tuple[ExportColumn, ...]
    wikirate: tuple[ExportColumn, ...]
    sdg_of_indicator: Mapping[str, tuple[str, ...]]  # by indicator id, or by its family
    values_are_sdg: frozenset[str]

    def sdg_of(self, indicator_id: str) -> tuple[str, ...]:
        """Return the SDG goals and targets that an indicator is about."""
        family = indicator_id.split("-", maxsplit=1)[0]
        links = self.sdg_of_indicator
        return links.get(indicator_id, links.get(family, ()))


@cache
def load_layout() -> ExportLayout:
    """Return the layout of the exports.

    Raises:
        TaxonomyError: when the file has defects; all are listed.
    """
    text = (
        resources.files("report_mining.publishing").joinpath("data/exports.yaml").read_text("utf-8")
    )
    try:
        parsed = _ExportFile.model_validate(yaml.safe_load(text))
    except ValidationError as error:
        defects = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise TaxonomyError(_SOURCE, defects, "correct the entries") from error
    return ExportLayout(
        wide=tuple(map(_column, parsed.wide)),
        wba=tuple(map(_column, parsed.wba)),
        wikirate=tuple(map(_column, parsed.wikirate)),
        sdg_of_indicator=parsed.sdg_of_indicator,
        values_are_sdg=frozenset(parsed.values_are_sdg),
    )


def _column(entry: _Column | str) -> ExportColumn:
    if isinstance(entry, str):
        return ExportColumn(entry, "", "", is_indicator=True)
    return ExportColumn(entry.name, entry.en, entry.nl)

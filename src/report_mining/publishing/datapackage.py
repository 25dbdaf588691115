"""Describes the release as a Frictionless data package: every column with unit and warning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from report_mining.publishing.columns import TextCounts
from report_mining.publishing.neutralising import NEUTRALISING_RULE, clean_text
from report_mining.publishing.schemas import FieldSchema, TableName, TableSchema, schema_of
from report_mining.publishing.usage_warnings import GENERAL_WARNINGS
from report_mining.publishing.wording import load_wordings
from report_mining.records import IndicatorDefinition, RunFacts

Json = dict[str, object]


def write_datapackage(
    folder: Path,
    run: RunFacts,
    counts: Mapping[TableName, TextCounts],
    definitions: Sequence[IndicatorDefinition],
) -> None:
    """Write ``datapackage.json`` beside the CSV files that it describes.

    ``counts`` names the tables and says what was done to their text.
    """
    package = {
        "name": "report-mining-release",
        "title": "Endorsement of the OECD Guidelines in company reports",
        "description": "Which large companies explicitly endorse the OECD Guidelines for "
        "Multinational Enterprises, with page and quote. "
        + " ".join(w.en for w in GENERAL_WARNINGS),
        "version": run.vintage,
        "created": run.started_at,
        "keywords": ["OECD Guidelines", "UNGP", "annual reports", "due diligence"],
        "instrument_version": run.instrument_version,
        "codebook_version": run.codebook_version,
        "reader_version": run.reader_version,
        "package_version": run.package_version,
        "usage_warnings": [{"en": w.en, "nl": w.nl} for w in GENERAL_WARNINGS],
        "text_safety": _text_safety(counts),
        "indicators": [_definition(d) for d in definitions],
        "resources": [_resource(folder, schema_of(name)) for name in counts],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(clean_text(text) + "\n", encoding="utf-8")


def _text_safety(counts: Mapping[TableName, TextCounts]) -> Json:
    return {
        "rule": NEUTRALISING_RULE,
        "cells_neutralised": {name.value: c.neutralised_count for name, c in counts.items()},
        "characters_replaced": {name.value: c.replaced_count for name, c in counts.items()},
    }


def _definition(definition: IndicatorDefinition) -> Json:
    return {
        "id": definition.indicator_id,
        "name": {"en": definition.name_en, "nl": definition.name_nl},
        "formula": definition.formula,
        "unit": definition.unit,
        "denominator": definition.denominator,
        "usage_warning": {"en": definition.warning_en, "nl": definition.warning_nl},
    }


def _resource(folder: Path, schema: TableSchema) -> Json:
    path = folder / f"{schema.name.value}.csv"
    content = path.read_bytes()
    return {
        "name": schema.name.value.replace("_", "-"),
        "title": schema.title_en,
        "title_nl": schema.title_nl,
        "description": schema.description,
        "type": "table",
        "path": path.name,
        "parquet": f"{schema.name.value}.parquet",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"csv": {"delimiter": ",", "lineTerminator": "\n"}},
        "schema": _table_schema(schema),
    }


def _table_schema(schema: TableSchema) -> Json:
    described: Json = {"fields": [_field(f) for f in schema.fields], "missingValues": [""]}
    if schema.primary_key:
        described["primaryKey"] = list(schema.primary_key)
    return described


def _field(field: FieldSchema) -> Json:
    described: Json = {
        "name": field.name,
        "title": field.title_en,
        "title_nl": field.title_nl,
        "type": field.type.value,
        "description": field.description,
        "unit": field.unit,
        "usage_warning": field.warning or "none",
    }
    if field.values:
        described["categories"] = [
            {"value": code, "label": wording.en, "label_nl": wording.nl}
            for (group, code), wording in load_wordings().items()
            if group == field.values
        ]
    limits = {"minimum": field.minimum, "maximum": field.maximum}
    constraints = {name: limit for name, limit in limits.items() if limit is not None}
    if constraints:
        described["constraints"] = constraints
    return described

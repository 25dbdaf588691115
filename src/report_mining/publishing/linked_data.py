"""A release as JSON-LD: values with UN SDG identifiers and their provenance (W3C PROV)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import TextIO
from urllib.parse import quote as percent_encode

from report_mining.publishing.export_columns import load_layout
from report_mining.publishing.neutralising import clean_text
from report_mining.publishing.released import ReadRelease, ReleasedYear, ReleaseFacts
from report_mining.publishing.rows import CompanyRow, CoverageRow, IndicatorRow
from report_mining.publishing.usage_warnings import GENERAL_WARNINGS
from report_mining.publishing.wide_rows import typed_value
from report_mining.records import IndicatorDefinition, ValueStatus
from report_mining.taxonomies import load_all

Node = dict[str, object]
BASE = "urn:report-mining:"
SDG = "http://metadata.un.org/sdg/"  # the UN's identifiers: .../sdg/8 and .../sdg/8.7
CONTEXT: Node = {
    "rm": f"{BASE}vocab:",
    "sdg": SDG,
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "org": "http://www.w3.org/ns/org#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_SDG_CODE = re.compile(r"(?<![\w.])(?:1[0-7]|[1-9])(?:\.(?:\d{1,2}|[a-d]))?(?![\w.])")
_LANGUAGE = re.compile(r"[a-z]{2}")  # "und" and anything else is no language tag


def _dated_iri(facts: ReleaseFacts, kind: str) -> str:
    """Return an identifier that no other release has: two of them may be loaded side by side."""
    made = f"{facts.created}\n{facts.instrument_version}".encode()
    return f"{BASE}{kind}:{facts.vintage}:{hashlib.sha256(made).hexdigest()[:12]}"


def write_linked_data(release: ReadRelease, file: TextIO) -> None:
    """Write the release as one JSON-LD document, one node per line."""
    file.write(f'{{"@context": {_json(CONTEXT)},\n"@graph": [\n')
    for number, node in enumerate(linked_nodes(release)):
        file.write(f"{',' if number else ''}{_json(node)}\n")
    file.write("]}\n")


def linked_nodes(release: ReadRelease) -> Iterator[Node]:
    """Yield the nodes: release, run, instrument, indicators, companies, reports, values, quotes."""
    yield _release_node(release)
    yield _activity_node(release)
    yield _agent_node(release)
    for indicator_id in release.indicator_ids():
        yield _indicator_node(indicator_id, release.definitions.get(indicator_id))
    for company in release.companies.values():
        yield _company_node(company)
    yield from (_report_node(r) for r in _distinct_reports(release))
    seen: set[str] = set()
    for year in release.years:
        for name in sorted(year.values):
            yield from _value_nodes(release.facts, year, year.values[name], seen)


def _json(node: Node) -> str:
    return json.dumps(_cleaned(node), ensure_ascii=False)


def _cleaned(value: object) -> object:
    """Return a node with every text cleaned, before JSON escapes a control out of sight."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: _cleaned(part) for key, part in value.items()}
    return [_cleaned(part) for part in value] if isinstance(value, list) else value


def _release_node(release: ReadRelease) -> Node:
    return {
        "@id": _dated_iri(release.facts, "release"),
        "@type": ["prov:Entity", "prov:Collection"],
        "dcterms:title": _text("Endorsement of the OECD Guidelines in company reports", "en"),
        "dcterms:description": [_text(w.en, "en") for w in GENERAL_WARNINGS]
        + [_text(w.nl, "nl") for w in GENERAL_WARNINGS],
        "dcterms:issued": _typed(release.facts.vintage, "date"),
        "prov:wasGeneratedBy": {"@id": _dated_iri(release.facts, "run")},
    }


def _activity_node(release: ReadRelease) -> Node:
    return {
        "@id": _dated_iri(release.facts, "run"),
        "@type": "prov:Activity",
        "prov:startedAtTime": _typed(release.facts.created, "dateTime"),
        "prov:wasAssociatedWith": {"@id": _dated_iri(release.facts, "instrument")},
        "prov:used": [{"@id": _report_id(r.report_sha256)} for r in _distinct_reports(release)],
    }


def _agent_node(release: ReadRelease) -> Node:
    facts = release.facts
    return {
        "@id": _dated_iri(release.facts, "instrument"),
        "@type": "prov:SoftwareAgent",
        "dcterms:title": f"report-mining {facts.package_version}",
        "rm:instrumentVersion": facts.instrument_version,
        "rm:codebookVersion": facts.codebook_version,
        "rm:readerVersion": facts.reader_version,
    }


def _indicator_node(indicator_id: str, definition: IndicatorDefinition | None) -> Node:
    node: Node = {
        "@id": _indicator_iri(indicator_id),
        "@type": "skos:Concept",
        "skos:notation": indicator_id,
    }
    if definition is not None:
        names = (_text(definition.name_en, "en"), _text(definition.name_nl, "nl"))
        warnings = (_text(definition.warning_en, "en"), _text(definition.warning_nl, "nl"))
        node["skos:prefLabel"] = list(names)
        node["skos:definition"] = _text(definition.formula, "en")
        node["skos:scopeNote"] = list(warnings)
        node["rm:unit"] = definition.unit
    goals = load_layout().sdg_of(indicator_id)
    if goals:
        node["dcterms:subject"] = [{"@id": SDG + code} for code in goals]
    return node


def _company_node(company: CompanyRow) -> Node:
    node: Node = {
        "@id": _company_iri(company.company_id),
        "@type": "org:Organization",
        "skos:prefLabel": company.name,
        "dcterms:identifier": company.company_id,
    }
    optional = {"rm:kvk": company.kvk, "rm:lei": company.lei, "rm:sbi": company.sbi}
    optional["rm:sector"] = company.sector
    node.update({key: value for key, value in optional.items() if value})
    if company.aliases:
        node["skos:altLabel"] = company.aliases.split(";")
    if company.parent_id:
        node["org:subOrganizationOf"] = {"@id": _company_iri(company.parent_id)}
    return node


def _distinct_reports(release: ReadRelease) -> tuple[CoverageRow, ...]:
    rows = {row.report_sha256: row for row in reversed(release.coverage) if row.report_sha256}
    return tuple(sorted(rows.values(), key=lambda row: row.report_sha256))


def _report_node(row: CoverageRow) -> Node:
    node: Node = {
        "@id": _report_id(row.report_sha256),
        "@type": "prov:Entity",
        "dcterms:title": row.file,
        "rm:sha256": row.report_sha256,
        "rm:reportStatus": row.status,
        "rm:pages": row.pages,
        "rm:pagesScored": row.pages_scored,
    }
    if row.document_type:
        node["dcterms:type"] = row.document_type
    return node


def _value_nodes(
    facts: ReleaseFacts, year: ReleasedYear, value: IndicatorRow, seen: set[str]
) -> Iterator[Node]:
    """Yield the value and the quote that it rests on; a quote of several values comes once."""
    node = _value_node(facts, year, value)
    quoted = _quote_node(facts, year, value)
    if quoted is not None:
        node["prov:wasDerivedFrom"] = {"@id": quoted["@id"]}
    yield node
    if quoted is not None and str(quoted["@id"]) not in seen:
        seen.add(str(quoted["@id"]))
        yield quoted


def _value_node(facts: ReleaseFacts, year: ReleasedYear, value: IndicatorRow) -> Node:
    company = year.company.company_id
    key = f"{_encoded(company)}:{year.reporting_year}:{_encoded(value.indicator_id)}"
    node: Node = {
        "@id": f"{BASE}value:{key}:{_encoded(value.vintage)}",
        "@type": ["rm:IndicatorValue", "prov:Entity"],
        "dcterms:identifier": key,  # the same in every vintage
        "rm:company": {"@id": _company_iri(company)},
        "rm:indicator": {"@id": _indicator_iri(value.indicator_id)},
        "rm:reportingYear": _typed(str(year.reporting_year), "gYear"),
        "rm:status": value.status,
        "rm:reviewedByHuman": value.status == ValueStatus.HUMAN_CONFIRMED,
        "rm:instrumentVersion": value.instrument_version,
        "rm:codebookVersion": value.codebook_version,
        "dcterms:issued": _typed(value.vintage, "date"),
        "dcterms:isPartOf": {"@id": _dated_iri(facts, "release")},
        "prov:wasGeneratedBy": {"@id": _dated_iri(facts, "run")},
    }
    given = typed_value(value.value)
    if given is not None:  # no value is no triple: "could not look" is never a zero
        node["rdf:value"] = given if isinstance(given, str | int) else _typed(str(given), "decimal")
    if value.probability is not None:
        node["rm:probability"] = _typed(f"{value.probability:.6f}", "decimal")
    codes = sdg_codes(given) if value.indicator_id in load_layout().values_are_sdg else ()
    if codes:
        node["rm:sdg"] = [{"@id": SDG + code} for code in codes]
    return node


def sdg_codes(value: object) -> tuple[str, ...]:
    """Return the goals and targets named in a value, such as "8; 12.6"; only codes that exist."""
    if value is None:
        return ()
    found = dict.fromkeys(_SDG_CODE.findall(str(value)))
    return tuple(code for code in found if code in _known_codes())


@cache
def _known_codes() -> frozenset[str]:
    taxonomies = load_all()
    goals = (category.code.value for category in taxonomies.sdg_goals)
    targets = (category.code.value for category in taxonomies.sdg_targets)
    return frozenset((*goals, *targets))


def _quote_node(facts: ReleaseFacts, year: ReleasedYear, value: IndicatorRow) -> Node | None:
    if value.report_sha256 is None or value.quote is None:
        return None
    place = f"{value.report_sha256}\n{value.page_number}\n{value.quote}"
    digest = hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    finding = year.evidence
    is_same = finding is not None and (finding.report_sha256, finding.quote) == (
        value.report_sha256,
        value.quote,
    )
    language = finding.language if finding is not None and is_same else ""
    node: Node = {
        "@id": f"{BASE}quote:{digest}",
        "@type": ["rm:Quote", "prov:Entity"],
        "prov:wasQuotedFrom": {"@id": _report_id(value.report_sha256)},
        "prov:value": _text(value.quote, language),
        "prov:wasGeneratedBy": {"@id": _dated_iri(facts, "run")},
    }
    if value.page_number is not None:
        node["rm:page"] = value.page_number
    if finding is not None and is_same:
        node.update({"rm:charStart": finding.char_start, "rm:charEnd": finding.char_end})
    return node


def _text(text: str, language: str) -> object:
    if _LANGUAGE.fullmatch(language):
        return {"@value": text, "@language": language}
    return text


def _typed(text: str, datatype: str) -> Node:
    return {"@value": text, "@type": f"xsd:{datatype}"}


def _encoded(identifier: str) -> str:
    return percent_encode(clean_text(identifier), safe="")


def _company_iri(company_id: str) -> str:
    return f"{BASE}company:{_encoded(company_id)}"


def _indicator_iri(indicator_id: str) -> str:
    return f"{BASE}indicator:{_encoded(indicator_id)}"


def _report_id(sha256: str) -> str:
    return f"{BASE}report:sha256:{_encoded(sha256)}"

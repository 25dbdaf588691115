"""Reads the manifest, which says whose a file is and of which year, and names every defect at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from report_mining.errors import ManifestError
from report_mining.records import Company, DocumentType, ManifestEntry
from report_mining.register.company_list import parse_year
from report_mining.register.tables import TableRow, read_table

REQUIRED = ("file", "company_id", "reporting_year", "document_type")
_ADVICE = "mend every line below and run again"


def read_manifest(path: Path, companies: Sequence[Company]) -> tuple[ManifestEntry, ...]:
    """Return the entries in the order of the file.

    One file may serve several companies or years, on one line each. Without a company list the ids
    are taken as they are.

    Raises:
        ManifestError: naming every defect with its line number.
    """
    table = read_table(path, REQUIRED, ())
    defects = list(table.defects)
    entries: list[ManifestEntry] = []
    if not any("no column" in defect for defect in defects):
        known = {company.company_id for company in companies}
        seen: dict[tuple[str, str, str], int] = {}
        for row in table.rows:
            found = _row_defects(row, known) + _repeated(row, seen)
            defects += found
            if not found:
                entries.append(_entry(row))
    if defects:
        raise ManifestError(str(path), defects, _ADVICE)
    return tuple(entries)


def unused_entries(
    files: Iterable[str], manifest: Sequence[ManifestEntry]
) -> tuple[ManifestEntry, ...]:
    """Return the entries whose file is not among ``files``, to be told to the user."""
    present = {normalise_file(file) for file in files}
    return tuple(entry for entry in manifest if entry.file not in present)


def normalise_file(file: str) -> str:
    """Return a relative path with forward slashes and composed accents, so that systems agree."""
    composed = unicodedata.normalize("NFC", file.strip().replace("\\", "/"))
    return str(PurePosixPath(composed))


def _entry(row: TableRow) -> ManifestEntry:
    return ManifestEntry(
        file=normalise_file(row.cell("file")),
        company_id=row.cell("company_id"),
        reporting_year=int(row.cell("reporting_year")),
        document_type=DocumentType(row.cell("document_type").casefold()),
    )


def _row_defects(row: TableRow, known: set[str]) -> list[str]:
    place = f"line {row.line_number}"
    defects = [f"{place}: {column} is empty" for column in REQUIRED if not row.cell(column)]
    company_id, year = row.cell("company_id"), row.cell("reporting_year")
    if company_id and known and company_id not in known:
        defects.append(f"{place}: company_id {company_id!r} is not in the company list")
    if year and parse_year(year) is None:
        defects.append(f"{place}: reporting_year is {year!r}; expected a year such as 2022")
    kind = row.cell("document_type")
    if kind and kind.casefold() not in set(DocumentType):
        expected = ", ".join(DocumentType)
        defects.append(f"{place}: document_type is {kind!r}; expected one of {expected}")
    return defects + _path_defects(row.cell("file"), place)


def _path_defects(file: str, place: str) -> list[str]:
    path = PurePosixPath(normalise_file(file)) if file else PurePosixPath()
    has_drive = bool(path.parts) and path.parts[0].endswith(":")
    if path.is_absolute() or has_drive or ".." in path.parts:
        return [f"{place}: file is {file!r}; expected a path relative to the reports folder"]
    return []


def _repeated(row: TableRow, seen: dict[tuple[str, str, str], int]) -> list[str]:
    file = normalise_file(row.cell("file")) if row.cell("file") else ""
    key = (file, row.cell("company_id"), row.cell("reporting_year"))
    earlier = seen.setdefault(key, row.line_number)
    if earlier == row.line_number or not all(key):
        return []
    return [f"line {row.line_number}: the same file, company and year as on line {earlier}"]

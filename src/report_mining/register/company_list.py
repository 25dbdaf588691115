"""Reads ``companies.csv``, the population, and names every defect of it at once."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from report_mining.errors import CompanyListError
from report_mining.records import Company
from report_mining.register.identifiers import is_kvk, is_lei
from report_mining.register.parents import (
    parent_cell_defects,
    parse_parents,
    relation_defects,
)
from report_mining.register.risk_sectors import is_sbi, risk_sectors_of
from report_mining.register.size import SizeTest
from report_mining.register.tables import TableRow, read_table

REQUIRED = ("company_id", "name")
OPTIONAL = (
    "aliases",
    "kvk",
    "lei",
    "sbi",
    "sector",
    "staff",
    "assets_eur",
    "turnover_eur",
    "parent_id",
    "valid_from",
    "valid_to",
    "successor_id",
)
_ADVICE = "mend every line below and run again"
_YEAR = re.compile(r"(?:19|20)\d{2}")
_Line = tuple[int, Company]  # line number, company


def read_companies(path: Path, size_test: SizeTest | None = None) -> tuple[Company, ...]:
    """Return the companies in the order of the file, with risk sectors and the answer of the size test.

    Cells are separated by commas or semicolons, the text is UTF-8 with or without a byte order mark.
    In a file with semicolons a number has a decimal comma, otherwise a decimal point.

    Raises:
        CompanyListError: naming every defect with its line number.
    """
    table = read_table(path, REQUIRED, OPTIONAL)
    test = size_test or SizeTest()
    defects = list(table.defects)
    lines: list[_Line] = []
    if not any("no column" in defect for defect in defects):
        for row in table.rows:
            defects += _row_defects(row, table.decimal_comma)
            lines.append((row.line_number, _company(row, table.decimal_comma, test)))
        if not table.rows and not defects:
            defects.append("no company below the header; expected one line per company")
        defects += _repeated(lines) + relation_defects(lines)
    if defects:
        raise CompanyListError(str(path), sorted(defects, key=_line_of), _ADVICE)
    return tuple(company for _, company in lines)


def _company(row: TableRow, decimal_comma: bool, size_test: SizeTest) -> Company:
    """Return the record of a row; a cell that does not parse is None and has a defect elsewhere."""

    def number(column: str) -> float | None:
        return parse_number(row.cell(column), decimal_comma)

    parents = parse_parents(row.cell("parent_id")) if row.cell("parent_id") else None
    staff, assets, turnover = (number(c) for c in ("staff", "assets_eur", "turnover_eur"))
    aliases = (" ".join(alias.split()) for alias in row.cell("aliases").split(";"))
    return Company(
        company_id=row.cell("company_id"),
        name=" ".join(row.cell("name").split()),
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias)),
        kvk=row.cell("kvk") or None,
        lei=row.cell("lei").upper() or None,
        sbi=row.cell("sbi") or None,
        sector=row.cell("sector") or None,
        staff=staff,
        assets_eur=assets,
        turnover_eur=turnover,
        parent_id=parents[-1].parent_id if parents else None,
        valid_from=parse_year(row.cell("valid_from")),
        valid_to=parse_year(row.cell("valid_to")),
        parents=parents or (),
        successor_id=row.cell("successor_id") or None,
        risk_sectors=risk_sectors_of(row.cell("sbi")),
        is_large=size_test.is_large(staff, assets, turnover),
    )


def parse_year(text: str) -> int | None:
    """Return a year from 1900 to 2099, or None when the text is something else."""
    return int(text) if _YEAR.fullmatch(text) and text.isascii() else None


def parse_number(text: str, decimal_comma: bool) -> float | None:
    """Return a number of zero or more as a spreadsheet writes it, or None.

    ``1.234,5`` with a decimal comma and ``1,234.5`` without it are the same number. Groups must have
    three digits; ``1,5E+07`` is read as Excel means it.
    """
    group, point = (".", ",") if decimal_comma else (",", ".")
    compact = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("€", "")
    form = rf"(?:\d+|\d{{1,3}}(?:\{group}\d{{3}})+)(?:\{point}\d+)?(?:[eE]\+?\d{{1,2}})?"
    if not compact.isascii() or not re.fullmatch(form, compact):
        return None
    value = float(compact.replace(group, "").replace(point, "."))
    return value if math.isfinite(value) else None


def _row_defects(row: TableRow, decimal_comma: bool) -> list[str]:
    """Return what is wrong with the cells of one row, on their own."""
    place = f"line {row.line_number}"
    defects = [
        f"{place}: {column} is empty; expected one in every line"
        for column in REQUIRED
        if not row.cell(column)
    ]
    kvk, lei = row.cell("kvk"), row.cell("lei")
    if kvk and not is_kvk(kvk):
        hint = " (a spreadsheet may have dropped a leading zero: format the column as text)"
        short = hint if kvk.isdigit() and len(kvk) < 8 else ""
        defects.append(f"{place}: kvk is {kvk!r}; expected 8 digits{short}")
    if lei and not is_lei(lei.upper()):
        defects.append(
            f"{place}: lei is {lei!r}; expected 18 letters or digits and two valid check digits"
        )
    for column in ("staff", "assets_eur", "turnover_eur"):
        cell = row.cell(column)
        if cell and parse_number(cell, decimal_comma) is None:
            example = "1.234,5" if decimal_comma else "1,234.5"
            defects.append(f"{place}: {column} is {cell!r}; expected a number such as {example}")
    if not is_sbi(row.cell("sbi")):
        defects.append(
            f"{place}: sbi is {row.cell('sbi')!r}; expected SBI codes such as '10.51', separated by ;"
        )
    defects += [f"{place}: {d}" for d in parent_cell_defects(row.cell("parent_id"))]
    return defects + _year_defects(row, place)


def _year_defects(row: TableRow, place: str) -> list[str]:
    defects = [
        f"{place}: {column} is {row.cell(column)!r}; expected a year alone, such as 2019"
        for column in ("valid_from", "valid_to")
        if row.cell(column) and parse_year(row.cell(column)) is None
    ]
    first, last = parse_year(row.cell("valid_from")), parse_year(row.cell("valid_to"))
    if first is not None and last is not None and last < first:
        defects.append(f"{place}: valid_to is {last}, before valid_from {first}")
    return defects


def _repeated(lines: Sequence[_Line]) -> list[str]:
    """Return ids that occur twice, and identifiers that two companies hold in the same years."""
    defects = []
    first_line: dict[str, int] = {}
    for line, company in lines:
        earlier = first_line.setdefault(company.company_id, line)
        if company.company_id and earlier != line:
            defects.append(
                f"line {line}: company_id {company.company_id!r} is on line {earlier} too; expected "
                "one line per company, a renamed one under an id of its own with successor_id"
            )
    for column in ("kvk", "lei"):
        holders: dict[str, list[_Line]] = defaultdict(list)
        for line, company in lines:
            identifier = company.kvk if column == "kvk" else company.lei
            if identifier is None:
                continue
            for earlier, other in holders[identifier]:
                if other.company_id != company.company_id and _overlap(company, other):
                    defects.append(
                        f"line {line}: {column} {identifier!r} is on line {earlier} too; expected "
                        "one company per number, or periods that do not overlap"
                    )
            holders[identifier].append((line, company))
    return defects


def _overlap(one: Company, other: Company) -> bool:
    """Whether two companies are in the population in a same year."""
    starts = max(one.valid_from or 0, other.valid_from or 0)
    return starts <= min(one.valid_to or 9999, other.valid_to or 9999)


def _line_of(defect: str) -> int:
    found = re.match(r"line (\d+)", defect)
    return int(found.group(1)) if found else 0

"""Writes the dashboard: a self-contained index, a page per company, and the crops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from report_mining.publishing.charts import NARROW, WIDE, draw_series
from report_mining.publishing.evidence import crop_href
from report_mining.publishing.headline import (
    corrected_wordings,
    effort_wordings,
    headline_wordings,
    percent,
    points_of,
)
from report_mining.publishing.lookups import ReleaseIndex
from report_mining.publishing.neutralising import clean_text
from report_mining.publishing.schemas import load_schemas
from report_mining.publishing.tabulating import is_in_release
from report_mining.publishing.usage_warnings import GENERAL_WARNINGS
from report_mining.publishing.verdicts import Verdict, judgement_verdict
from report_mining.publishing.views import (
    company_href,
    view_companies,
    view_index,
    view_report_pages,
)
from report_mining.publishing.wording import Wording, word
from report_mining.records import Crop, IndicatorDefinition

if TYPE_CHECKING:
    import jinja2


def write_pages(
    index: ReleaseIndex,
    crops: Mapping[str, Crop],
    folder: Path,
    definitions: Sequence[IndicatorDefinition],
) -> None:
    """Write ``index.html``, ``companies/`` and ``crops/`` under ``folder``."""
    shown = _write_crops(index, crops, folder / "crops")
    _write_index(index, folder, definitions)
    (folder / "companies").mkdir()
    if index.release.companies:
        _write_company_pages(index, shown, folder)
    else:
        _write_report_pages(index, shown, folder)


@cache
def _make_environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("report_mining.publishing", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.globals.update(
        warnings=GENERAL_WARNINGS,
        word=word,
        Wording=Wording,
        Verdict=Verdict,
        judgement_verdict=judgement_verdict,
        percent=percent,
        points_of=points_of,
        corrected_wordings=corrected_wordings,
        effort_wordings=effort_wordings,
    )
    environment.filters["count"] = _count
    return environment


def _render(name: str, index: ReleaseIndex, **context: object) -> str:
    template = _make_environment().get_template(name)
    return template.render(run=index.release.run, company_name=index.company_name, **context)


def _finalize(value: object) -> object:
    """Clean every text that goes into a page; markup of our own stays as it is."""
    return clean_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _count(number: int) -> Wording:
    """Return a count with the thousands separator of each language."""
    return Wording(f"{number:,}", f"{number:,}".replace(",", "."))


def _write_crops(index: ReleaseIndex, crops: Mapping[str, Crop], folder: Path) -> dict[str, Crop]:
    """Write the pictures, report by report; return them without their bytes, for the pages."""
    folder.mkdir()
    shown: dict[str, Crop] = {}
    for finding in index.release.findings():
        crop = crops.get(finding.finding_id)
        if crop is not None and finding.finding_id not in shown:
            (folder.parent / crop_href(finding.finding_id)).write_bytes(crop.png)
            shown[finding.finding_id] = replace(crop, png=b"")
    return shown


def _write_index(
    index: ReleaseIndex,
    folder: Path,
    definitions: Sequence[IndicatorDefinition],
) -> None:
    view = view_index(index)
    html = _render(
        "index.html.j2",
        index,
        view=view,
        root="",
        sentences=headline_wordings(index.release),
        definitions=definitions,
        schemas=[s for s in load_schemas() if is_in_release(s, index)],
        chart_wide=Markup(draw_series(view.points, WIDE)),  # our own numbers, no report text
        chart_narrow=Markup(draw_series(view.points, NARROW)),
    )
    _write(folder / "index.html", html)


def _write_company_pages(index: ReleaseIndex, crops: Mapping[str, Crop], folder: Path) -> None:
    for view in view_companies(index, crops):
        html = _render("company.html.j2", index, view=view, root="../")
        _write(folder / company_href(view.company_id), html)


def _write_report_pages(index: ReleaseIndex, crops: Mapping[str, Crop], folder: Path) -> None:
    for view in view_report_pages(index, crops):
        html = _render("report.html.j2", index, view=view, root="../")
        _write(folder / view.line.href, html)


def _write(path: Path, html: str) -> None:
    path.write_text(html, encoding="utf-8", newline="\n")

"""Writes the dashboard: a self-contained index, a page per company, and the crops."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from report_mining.publishing.charts import NARROW, WIDE, draw_series
from report_mining.publishing.conduct_pages import (
    CONDUCT_STYLE,
    OVERVIEW_PAGE,
    OVERVIEW_TITLE,
    conduct_viewer,
    overview_context,
)
from report_mining.publishing.evidence import crop_href
from report_mining.publishing.headline import (
    corrected_wordings,
    decimal,
    effort_wordings,
    headline_wordings,
    known_rates,
    percent,
)
from report_mining.publishing.lookups import ReleaseIndex
from report_mining.publishing.neutralising import clean_text
from report_mining.publishing.page_words import count_words, page_words
from report_mining.publishing.schemas import load_schemas
from report_mining.publishing.tabulating import is_in_release
from report_mining.publishing.usage_warnings import GENERAL_WARNINGS
from report_mining.publishing.verdicts import Verdict, alike_judgements, judgement_verdict
from report_mining.publishing.views import (
    IndexView,
    view_companies,
    view_index,
    view_report_pages,
)
from report_mining.publishing.word_book import CURRENT_BOOK, WordBook
from report_mining.publishing.wording import Wording, word
from report_mining.publishing.year_lists import FRONT_PAGE, YearList, company_href, sector_code
from report_mining.records import Crop, IndicatorDefinition

if TYPE_CHECKING:
    import jinja2


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page that every page links to."""

    href: str  # relative to the index
    title: Wording


SITE_PAGES = (
    SitePage(FRONT_PAGE, Wording("Figures", "Cijfers")),
    SitePage(OVERVIEW_PAGE, OVERVIEW_TITLE),
    SitePage("method.html", Wording("Method", "Methode")),
)
SCRIPT = "behaviour.js"
ASSETS = ("look.css", SCRIPT, CONDUCT_STYLE)
LIST_LIMIT = 200  # lines of the lists on the front page; the tables have all
_NO_LIST = YearList(0, FRONT_PAGE, ())


def write_pages(
    index: ReleaseIndex,
    crops: Mapping[str, Crop],
    folder: Path,
    definitions: Sequence[IndicatorDefinition],
) -> None:
    """Write the index, the method page, ``companies/``, ``crops/`` and ``assets/`` under ``folder``."""
    book = WordBook()
    held = CURRENT_BOOK.set(book)
    try:
        _write_all_pages(index, crops, folder, definitions)
    finally:
        CURRENT_BOOK.reset(held)
    _write_assets(book, folder / "assets")


def _write_all_pages(
    index: ReleaseIndex,
    crops: Mapping[str, Crop],
    folder: Path,
    definitions: Sequence[IndicatorDefinition],
) -> None:
    shown = _write_crops(index, crops, folder / "crops")
    (folder / "companies").mkdir()
    view = view_index(index)
    _write_index(index, view, folder, definitions)
    _write_year_pages(index, view, folder)
    _write_method(index, folder, definitions)
    overview = overview_context(index, shown)
    _write(folder / OVERVIEW_PAGE, _render("conduct_overview.html.j2", index, root="", **overview))
    if index.release.companies:
        _write_company_pages(index, shown, folder)
    else:
        _write_report_pages(index, shown, folder)


def _plain_context() -> type[jinja2.runtime.Context]:
    """Return a context that calls functions as they are.

    Jinja first asks of each whether it wants the context as well, a hundred times a page; none of ours
    does, and macros escape as the environment says.
    """
    import jinja2

    class PlainContext(jinja2.runtime.Context):
        """A context without functions that want it."""

        def call(
            self,
            function: Callable[..., Any],
            /,
            *args: Any,
            _loop_vars: object = None,
            _block_vars: object = None,
            **kwargs: Any,
        ) -> Any:
            """Call ``function``."""
            return function(*args, **kwargs)

    return PlainContext


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
        auto_reload=False,
    )
    environment.context_class = _plain_context()
    environment.globals.update(
        warnings=GENERAL_WARNINGS,
        word=word,
        Wording=Wording,
        Verdict=Verdict,
        judgement_verdict=judgement_verdict,
        alike_judgements=alike_judgements,
        sector_code=sector_code,
        site_pages=SITE_PAGES,
        list_limit=LIST_LIMIT,
        no_list=_NO_LIST,
        percent=percent,
        corrected_wordings=corrected_wordings,
        effort_wordings=effort_wordings,
        decimal=decimal,
        is_plain_number=_is_plain_number,
    )
    environment.filters["count"] = count_words
    return environment


def _render(name: str, index: ReleaseIndex, **context: object) -> str:
    words = page_words(CURRENT_BOOK.get(), holds_all=bool(context.get("holds_all")))
    given = {"run": index.release.run, "company_name": index.company_name} | context
    return _make_environment().get_template(name).render(words | given)


def _finalize(value: object) -> object:
    """Clean every text that goes into a page; markup of our own stays as it is."""
    return clean_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _write_crops(index: ReleaseIndex, crops: Mapping[str, Crop], folder: Path) -> dict[str, Crop]:
    """Write the pictures, report by report; return them without their bytes, for the pages."""
    folder.mkdir()
    shown: dict[str, Crop] = {}
    for report in index.release.reports:
        findings = [f.finding_id for f in report.findings]
        for evidence_id in (*findings, *(r.reading_id for r in report.readings)):
            crop = crops.get(evidence_id)
            if crop is not None and evidence_id not in shown:
                (folder.parent / crop_href(evidence_id)).write_bytes(crop.png)
                shown[evidence_id] = replace(crop, png=b"")
    return shown


def _is_plain_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _write_assets(book: WordBook, folder: Path) -> None:
    """Write the style sheets and the script that all pages share, with the Dutch of their labels."""
    folder.mkdir()
    templates = resources.files("report_mining.publishing") / "templates"
    for name in ASSETS:
        words = book.script() if name == SCRIPT else ""
        _write(folder / name, words + (templates / name).read_text("utf-8"))


def _write_year_pages(index: ReleaseIndex, view: IndexView, folder: Path) -> None:
    """Write the list of every year that does not stand on the front page."""
    for one in view.lists:
        if one.href != FRONT_PAGE:
            html = _render("year.html.j2", index, one=one, lists=view.lists, root="../")
            _write(folder / one.href, html)


def _write_method(
    index: ReleaseIndex, folder: Path, definitions: Sequence[IndicatorDefinition]
) -> None:
    html = _render(
        "method.html.j2",
        index,
        root="",
        release=index.release,
        definitions=definitions,
        rates=known_rates(index.release),
    )
    _write(folder / "method.html", html)


def _write_index(
    index: ReleaseIndex,
    view: IndexView,
    folder: Path,
    definitions: Sequence[IndicatorDefinition],
) -> None:
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
    conduct_of = conduct_viewer(index, crops)
    for view in view_companies(index, crops):
        html = _render(
            "company.html.j2", index, view=view, root="../", conduct_of=conduct_of, holds_all=True
        )
        _write(folder / company_href(view.company_id), html)


def _write_report_pages(index: ReleaseIndex, crops: Mapping[str, Crop], folder: Path) -> None:
    conduct_of = conduct_viewer(index, crops)
    for view in view_report_pages(index, crops):
        html = _render(
            "report.html.j2", index, view=view, root="../", conduct_of=conduct_of, holds_all=True
        )
        _write(folder / view.line.href, html)


def _write(path: Path, html: str) -> None:
    path.write_text(html, encoding="utf-8", newline="\n")

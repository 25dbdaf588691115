"""The national series as a static SVG: observed shares with bounds against the policy path."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from report_mining.publishing.headline import MIN_COVERAGE_RATIO
from report_mining.records import NationalPoint, Series, Strictness

TARGET_SHARE = 0.90
PATH_START, PATH_END = (2017, 0.30), (2023, 0.90)
# Vega gives every mark a role without a name; the figure around the chart has one for the whole.
_VEGA_ROLES = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
# Sentinel colours: the style sheet finds them in the SVG and gives each theme its own.
INK, GRID, PATH = "#111111", "#cccccc", "#777777"
_COLOURS = {Series.OECD_ONLY: "#0072b2", Series.OECD_OR_UNGP: "#d55e00"}
_SHAPES = {Series.OECD_ONLY: "circle", Series.OECD_OR_UNGP: "diamond"}
_SHIFT_YEARS = {Series.OECD_ONLY: -0.09, Series.OECD_OR_UNGP: 0.09}  # so that bounds do not overlap


@dataclass(frozen=True, slots=True)
class ChartSize:
    """A drawing size in CSS pixels; one for wide and one for narrow screens."""

    width: int
    height: int
    year_step: int  # label every so many years


WIDE = ChartSize(width=720, height=300, year_step=1)
NARROW = ChartSize(width=290, height=260, year_step=2)


def draw_series(points: Sequence[NationalPoint], size: ChartSize) -> str:
    """Return an SVG of the standard points of both series, "" when there is nothing to draw."""
    drawn = [
        p for p in points if p.strictness is Strictness.STANDARD and p.share_observed is not None
    ]
    if not drawn:
        return ""
    import altair as alt
    import vl_convert

    years = [p.reporting_year for p in drawn] + [PATH_START[0], PATH_END[0]]
    x = _year_axis(alt, min(years), max(years), size)
    layers = [*_path_layers(alt, x)]
    for series in Series:
        layers += _series_layers(alt, x, [p for p in drawn if p.series is series])
    chart = alt.layer(*layers).properties(width=size.width, height=size.height)
    svg = str(vl_convert.vegalite_to_svg(_styled(chart).to_dict()))
    return _VEGA_ROLES.sub("", svg)


def _year_axis(alt: Any, first: int, last: int, size: ChartSize) -> Any:
    ticks = list(range(first, last + 1, size.year_step))
    axis = alt.Axis(values=ticks, format="d", title=None, grid=False)
    scale = alt.Scale(domain=[first - 0.4, last + 0.4], nice=False, zero=False)
    return alt.X("year:Q", axis=axis, scale=scale)


def _share_axis(alt: Any, column: str) -> Any:
    axis = alt.Axis(format=".0%", title=None, values=[0, 0.2, 0.4, 0.6, 0.8, 1.0])
    return alt.Y(column, axis=axis, scale=alt.Scale(domain=[0, 1]))


def _path_layers(alt: Any, x: Any) -> list[Any]:
    path = alt.Data(values=[{"year": y, "share": share} for y, share in (PATH_START, PATH_END)])
    target = alt.Data(values=[{"share": TARGET_SHARE}])
    y = _share_axis(alt, "share:Q")
    return [
        alt.Chart(target).mark_rule(color=PATH, strokeWidth=1).encode(y=y),
        alt.Chart(path).mark_line(color=PATH, strokeDash=[6, 4], strokeWidth=2).encode(x=x, y=y),
    ]


def _series_layers(alt: Any, x: Any, points: Sequence[NationalPoint]) -> list[Any]:
    if not points:
        return []
    series = points[0].series
    colour = _COLOURS[series]
    thick = [p for p in points if not is_thin(p, points)]
    thin = [p for p in points if is_thin(p, points)]
    base, y = _chart(alt, points), _share_axis(alt, "observed:Q")
    bounds = base.mark_rule(color=colour, strokeWidth=5, opacity=0.35, strokeCap="round")
    marker = {"color": colour, "opacity": 1, "size": 90, "shape": _SHAPES[series]}
    layers = [
        bounds.encode(x=x, y=_share_axis(alt, "lower:Q"), y2="upper:Q"),
        _chart(alt, thick).mark_line(color=colour, strokeWidth=2).encode(x=x, y=y),
        _chart(alt, thick).mark_point(filled=True, **marker).encode(x=x, y=y),
        _chart(alt, thin).mark_point(filled=False, strokeWidth=2, **marker).encode(x=x, y=y),
    ]
    corrected = [p for p in points if p.share_corrected is not None and p.ci_low is not None]
    if corrected:
        layers += _corrected_layers(alt, x, corrected)
    if series is Series.OECD_ONLY:
        labels = base.mark_text(color=colour, dy=16, dx=-17, fontSize=12, fontWeight="bold")
        layers.append(labels.encode(x=x, y=y, text=alt.Text("observed:Q", format=".0%")))
    return layers


def _corrected_layers(alt: Any, x: Any, points: Sequence[NationalPoint]) -> list[Any]:
    """Return the corrected share as a dash on its interval."""
    base = _chart(alt, points)
    interval = base.mark_rule(color=INK, strokeWidth=1.5)
    dash = base.mark_tick(color=INK, thickness=2.5, width=14, orient="horizontal")
    return [
        interval.encode(x=x, y=_share_axis(alt, "ci_low:Q"), y2="ci_high:Q"),
        dash.encode(x=x, y=_share_axis(alt, "corrected:Q")),
    ]


def is_thin(point: NationalPoint, points: Sequence[NationalPoint]) -> bool:
    """Return whether a year has too few verdicts to be read as part of a trend."""
    return point.n_covered < MIN_COVERAGE_RATIO * max(p.n_covered for p in points)


def _chart(alt: Any, points: Sequence[NationalPoint]) -> Any:
    return alt.Chart(alt.Data(values=[_datum(p) for p in points]))


def _datum(point: NationalPoint) -> dict[str, float | None]:
    return {
        "year": point.reporting_year + _SHIFT_YEARS[point.series],
        "observed": point.share_observed,
        "lower": point.share_lower,
        "upper": point.share_upper,
        "corrected": point.share_corrected,
        "ci_low": point.ci_low,
        "ci_high": point.ci_high,
    }


def _styled(chart: Any) -> Any:
    return (
        chart.configure(background="transparent", font="sans-serif", aria=False, padding=4)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            gridColor=GRID,
            domainColor=GRID,
            tickColor=GRID,
            labelFontSize=12,
            labelFlush=False,
        )
    )

"""The summary of a run as Markdown, for a Prefect artifact."""

from __future__ import annotations

from report_mining.pipeline.runs import MonitorSummary
from report_mining.records import NationalPoint


def summary_markdown(summary: MonitorSummary) -> str:
    """Return counts, failures and the national series of a run."""
    lines = ["# report-mining", "", "| Status | Reports |", "|---|---|"]
    lines += [f"| {status} | {count} |" for status, count in summary.statuses]
    lines += ["", f"{summary.pages} pages, {summary.pages_not_looked} of them not looked at."]
    if summary.population:
        lines += ["", *summary.population]
    if summary.failures:
        lines += ["", "| File | Reason |", "|---|---|"]
        lines += [f"| {_cell(name)} | {_cell(reason)} |" for name, reason, _ in summary.failures]
    if summary.national:
        lines += ["", "| Year | Series | Strictness | Endorsed | Population | Lower to upper |"]
        lines += ["|---|---|---|---|---|---|", *(_row(point) for point in summary.national)]
    return "\n".join([*lines, "", f"Dashboard: `{summary.index}`"])


def _row(point: NationalPoint) -> str:
    lower = "-" if point.share_lower is None else f"{point.share_lower:.1%}"
    upper = "-" if point.share_upper is None else f"{point.share_upper:.1%}"
    return (
        f"| {point.reporting_year} | {point.series} | {point.strictness} "
        f"| {point.n_endorsed} | {point.n_population} | {lower} to {upper} |"
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
